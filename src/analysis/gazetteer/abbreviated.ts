/** What names of places begin with is written short or in full: St. Gallen and Sankt Gallen, Ft. Worth and Fort Worth. */
const BEGINNINGS: readonly (readonly string[])[] = [
	["st", "sankt", "saint", "sint"],
	["ste", "sainte"],
	["ft", "fort"],
	["mt", "mount"],
];

/** Other ways to write the key of a place's name; none where it begins with nothing that is abbreviated. */
export function fullNames(key: string): readonly string[] {
	const end = key.indexOf(" ");
	if (end < 0) return [];
	const own = key.slice(0, end);
	const all = BEGINNINGS.find((ways) => ways.includes(own)) ?? [];
	return all.filter((way) => way !== own).map((way) => way + key.slice(end));
}
