/** A fixed set of words in one text: a fifth of the memory that a Set of a hundred thousand takes, for a look-up of a microsecond. */
export class WordList {
	/** All words in the order of their letters' codes, one behind the other. */
	readonly #text: string;
	/** Where each begins, and where the last ends. */
	readonly #starts: Uint32Array;

	constructor(words: Iterable<string>) {
		const sorted = [...words].sort().filter((word, index, all) => word !== all[index - 1]);
		this.#text = Buffer.from(sorted.join("")).toString();
		this.#starts = new Uint32Array(sorted.length + 1);
		for (const [index, word] of sorted.entries())
			this.#starts[index + 1] = (this.#starts[index] as number) + word.length;
	}

	has(word: string): boolean {
		let low = 0;
		let high = this.#starts.length - 2;
		while (low <= high) {
			const middle = (low + high) >> 1;
			const at = this.#text.slice(this.#starts[middle], this.#starts[middle + 1]);
			if (at === word) return true;
			if (at < word) low = middle + 1;
			else high = middle - 1;
		}
		return false;
	}
}
