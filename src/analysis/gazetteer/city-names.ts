import { placeKey } from "../place-names.ts";
import { OTHER_NAMES } from "./other-names.ts";

/** By each name all names of the city; of several cities with one name that of the first line. */
let cities: ReadonlyMap<string, readonly string[]> | null = null;

function load(): ReadonlyMap<string, readonly string[]> {
	const byName = new Map<string, readonly string[]>();
	for (const line of OTHER_NAMES.trim().split("\n")) {
		const [name = "", , ...others] = line.split("|");
		const all = [name, ...others];
		for (const one of all) if (!byName.has(placeKey(one))) byName.set(placeKey(one), all);
	}
	return byName;
}

/** What a city is called besides, in German, English, French, Spanish and Italian: München for Munich. */
export function otherCityNames(written: string): readonly string[] {
	cities ??= load();
	const key = placeKey(written);
	return (cities.get(key) ?? []).filter((name) => placeKey(name) !== key);
}
