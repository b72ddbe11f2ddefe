/** How many letters two words are apart: for misspelt words of a query, of a scope, of the tenant's own dictionary. */

/**
 * Optimal string alignment distance (Damerau 1964, restricted): letters changed, added or left out, and swaps of neighbours.
 * Letters are UTF-16 units.
 * @returns null where it is above `most`; work is bounded by length * most
 */
export function editsBetween(one: string, other: string, most: number): number | null {
	if (Math.abs(one.length - other.length) > most) return null;
	let older: number[] = [];
	let previous = Array.from({ length: other.length + 1 }, (_, column) => column);
	for (let row = 1; row <= one.length; row++) {
		const current = nextRow(one, other, row, { older, previous, most });
		if (Math.min(...current.slice(Math.max(0, row - most), row + most + 1)) > most) return null;
		[older, previous] = [previous, current];
	}
	const distance = at(previous, other.length);
	return distance > most ? null : distance;
}

interface Rows {
	readonly older: readonly number[];
	readonly previous: readonly number[];
	readonly most: number;
}

/** Only near the diagonal: beyond it every way takes more than `most` edits. */
function nextRow(one: string, other: string, row: number, { older, previous, most }: Rows): number[] {
	const current: number[] = [];
	const first = Math.max(1, row - most);
	if (first === 1) current[0] = row;
	for (let column = first; column <= Math.min(other.length, row + most); column++) {
		const changed = one[row - 1] === other[column - 1] ? 0 : 1;
		let least = Math.min(at(previous, column) + 1, at(current, column - 1) + 1, at(previous, column - 1) + changed);
		const swapped = one[row - 1] === other[column - 2] && one[row - 2] === other[column - 1];
		if (row > 1 && column > 1 && swapped) least = Math.min(least, at(older, column - 2) + 1);
		current[column] = least;
	}
	return filled(current, first);
}

/** Cells beside the band are further than any limit. */
function filled(row: number[], first: number): number[] {
	for (let column = first === 1 ? 1 : 0; column < first; column++) row[column] = Number.POSITIVE_INFINITY;
	return row;
}

const at = (row: readonly number[], column: number) => row[column] ?? Number.POSITIVE_INFINITY;
