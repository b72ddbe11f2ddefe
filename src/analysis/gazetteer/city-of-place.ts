import { parsePlace } from "../places.ts";
import { type City, cityNamed } from "./gazetteer.ts";

/** The city of a place as people write it ("Paris, TX", "80331 München"), null where it names none that is known. */
export function cityOfPlace(written: string): City | null {
	const place = parsePlace(written);
	const name = place?.city ?? place?.region;
	if (name === undefined) return cityNamed(written);
	const { countryCode } = place ?? {};
	const division = /,\s*([A-Z]{2})\b/.exec(written)?.[1];
	const inState = countryCode === "US" && division !== undefined ? cityNamed(name, { countryCode, division }) : null;
	const inCountry = inState ?? cityNamed(name, { countryCode });
	return inCountry ?? (countryCode === undefined ? null : cityNamed(name));
}
