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
		if (Math.abs(name.length - written.length) > tolerance) continue;
		const distance = editDistance(written, name);
		if (distance < least) [best, least] = [name, distance];
	}
	return best;
}

/** Optimal string alignment distance: edits and swaps of neighbours (Damerau 1964, restricted). */
function editDistance(one: string, other: string): number {
	let older: number[] = [];
	let previous = Array.from({ length: other.length + 1 }, (_, column) => column);
	for (let row = 1; row <= one.length; row++) {
		const current = [row];
		for (let column = 1; column <= other.length; column++) {
			const changed = one[row - 1] === other[column - 1] ? 0 : 1;
			const ways = [at(previous, column) + 1, at(current, column - 1) + 1, at(previous, column - 1) + changed];
			const swapped = one[row - 1] === other[column - 2] && one[row - 2] === other[column - 1];
			if (row > 1 && column > 1 && swapped) ways.push(at(older, column - 2) + 1);
			current.push(Math.min(...ways));
		}
		[older, previous] = [previous, current];
	}
	return at(previous, other.length);
}

const at = (row: readonly number[], column: number) => row[column] ?? Number.POSITIVE_INFINITY;
