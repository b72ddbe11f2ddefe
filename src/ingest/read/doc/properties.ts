/** Formatting of a Word document: lists of single modifications, kept in pages of 512 bytes ([MS-DOC] 2.6, 2.9.33). */

export type Modify = (code: number, operand: Buffer) => void;

const FIXED = [1, 1, 2, 4, 2, 2, 0, 3] as const;
const LONG_TABLE = 0xd608;
const LONG_TABS = 0xc615;

/** Calls back for each modification; a list that ends too early is read as far as it goes. */
export function eachModification(list: Buffer, modify: Modify): void {
	let at = 0;
	while (at + 3 <= list.length) {
		const code = list.readUInt16LE(at);
		const kind = code >> 13;
		let from = at + 2;
		let size: number = FIXED[kind] ?? 1;
		if (code === LONG_TABLE && from + 2 <= list.length) size = list.readUInt16LE(from) + 1;
		else if (kind === 6) {
			size = list[from] ?? 0;
			from += 1;
			// Tab stops may be too many for the byte to count.
			if (code === LONG_TABS && size === 255) return;
		}
		if (from + size > list.length) return;
		modify(code, list.subarray(from, from + size));
		at = from + size;
	}
}

/** Runs of text with one formatting, by their place in the file. */
export class FormattedRuns<T> {
	readonly #starts: number[] = [];
	readonly #values: T[] = [];
	#last = 0;

	add(from: number, value: T): void {
		this.#starts.push(from);
		this.#values.push(value);
	}

	/** To be called once, after everything was added. */
	sort(): this {
		const order = this.#starts.map((_, index) => index).sort((a, b) => (this.#starts[a] ?? 0) - (this.#starts[b] ?? 0));
		const [starts, values] = [order.map((index) => this.#starts[index]), order.map((index) => this.#values[index])];
		this.#starts.splice(0, Number.POSITIVE_INFINITY, ...(starts as number[]));
		this.#values.splice(0, Number.POSITIVE_INFINITY, ...(values as T[]));
		return this;
	}

	at(place: number): T | undefined {
		const starts = this.#starts;
		const next = starts[this.#last + 1];
		// Text is mostly asked for in order.
		if ((starts[this.#last] ?? 0) <= place && (next === undefined || place < next)) return this.#values[this.#last];
		let low = 0;
		let high = starts.length - 1;
		while (low < high) {
			const middle = (low + high + 1) >> 1;
			if ((starts[middle] as number) <= place) low = middle;
			else high = middle - 1;
		}
		this.#last = low;
		return this.#values[low];
	}
}

const PAGE = 512;

/**
 * Runs of all pages that a table names: one place more than pages, then the numbers of the pages.
 * @param stride bytes of one entry of a page: 1 for characters, 13 for paragraphs
 * @param take the list of modifications that stands at a place of the page, in 2-byte units
 */
export function readRuns<T>(
	word: Buffer,
	table: Buffer,
	stride: number,
	take: (page: Buffer, at: number) => T,
): FormattedRuns<T> {
	const runs = new FormattedRuns<T>();
	const pages = Math.floor((table.length - 4) / 8);
	for (let index = 0; index < pages; index += 1) {
		const number = table.readUInt32LE((pages + 1) * 4 + index * 4) & 0x3fffff;
		const page = word.subarray(number * PAGE, number * PAGE + PAGE);
		if (page.length < PAGE) continue;
		const count = page[PAGE - 1] ?? 0;
		for (let run = 0; run < count; run += 1) {
			const entry = (count + 1) * 4 + run * stride;
			if (entry >= PAGE) break;
			runs.add(page.readUInt32LE(run * 4), take(page, (page[entry] ?? 0) * 2));
		}
	}
	return runs.sort();
}
