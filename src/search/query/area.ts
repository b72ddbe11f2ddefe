/** What stands behind `near:`: a place and how far from it, as `berlin~50km`. */

export interface Area {
	readonly place: string;
	readonly kilometres: number;
	/** The distance is not the one that was written, which is beyond the limits. */
	readonly isCut: boolean;
}

/** Where a query names a place and no distance. */
export const DEFAULT_RADIUS = 50;
/** Half of the way round the earth: farther away there is nothing. */
const LARGEST = 20_000;
const MILE = 1.609344;

/** null when it names no place. A distance is at least one kilometre. */
export function readArea(text: string): Area | null {
	const [, written = "", number, unit = "km"] =
		/^(.*?)(?:\s*[~～〜]\s*(\d{1,12}(?:[.,]\d{1,2})?)\s*(km|kms|kilometers?|kilometres?|mi|miles?)?)?$/isu.exec(
			text.trim(),
		) ?? [];
	const place = written
		.replace(/[~～〜"]/g, " ")
		.replace(/\s+/g, " ")
		.trim();
	if (!/\p{L}/u.test(place)) return null;
	const distance = number === undefined ? DEFAULT_RADIUS : Number(number.replace(",", "."));
	const wanted = Math.round((/^mi/i.test(unit) ? distance * MILE : distance) * 10) / 10;
	const kilometres = Math.min(LARGEST, Math.max(1, wanted));
	return { place, kilometres, isCut: kilometres !== wanted };
}

/** As the query language writes it. */
export const areaText = ({ place, kilometres }: Omit<Area, "isCut">): string => `${place}~${kilometres}km`;
