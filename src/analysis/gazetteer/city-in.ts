import { regionByName } from "../place-names.ts";
import { type City, cityNamed } from "./gazetteer.ts";

/** Without a country the largest city of the name: what is wrong then is the distance, and the answer shows it. */
export function cityIn(city: string, region: string | undefined, countryCode: string | undefined): City | null {
	const division = region === undefined ? undefined : regionByName(region)?.code;
	const inDivision = countryCode === "US" && division !== undefined ? cityNamed(city, { countryCode, division }) : null;
	return inDivision ?? cityNamed(city, { countryCode });
}
