import { editsBetween } from "../../analysis/edit-distance.ts";
import { SCOPES, type ScopeName } from "../../domain/query.ts";

const NAMES = Object.keys(SCOPES) as ScopeName[];
const KNOWN: ReadonlyMap<string, ScopeName> = new Map(NAMES.map((name) => [name, name]));

/** Every scope a query may name, for messages. */
export const SCOPE_LIST = NAMES.map((name) => `${name}:`).join(" ");

/** The scope of this name in any case, or null. */
export const scopeNamed = (text: string): ScopeName | null => KNOWN.get(text.toLowerCase()) ?? null;

/** The scope that was probably meant: at most two letters changed, added, left out or swapped. Ties: the first of the table. */
export function nearestScope(text: string): ScopeName | null {
	const written = text.toLowerCase();
	const tolerance = written.length <= 4 ? 1 : 2;
	let best: ScopeName | null = null;
	let least = tolerance + 1;
	for (const name of NAMES) {
		const distance = editsBetween(written, name, tolerance);
		if (distance !== null && distance < least) [best, least] = [name, distance];
	}
	return best;
}
