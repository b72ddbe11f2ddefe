/**
 * Room for sets and lists that are needed only until one question is answered. A typed array of its own for each of them, megabytes for every
 * search, would have the garbage collector go through the columns of all people every few searches.
 */
const FIRST_BYTES = 1 << 20;
/** Beyond it, a question that needs more takes arrays of its own. */
const MOST_BYTES = 1 << 26;
/** Every array begins at a multiple of the widest number. */
const ALIGNMENT = 8;

export class Scratch {
	#buffer = new ArrayBuffer(FIRST_BYTES);
	#used = 0;
	/** Bytes that were asked for since the last {@link clear}. */
	#asked = 0;

	/** Takes back all that was given out: it is overwritten by what is given out next. */
	clear(): void {
		if (this.#asked > this.#buffer.byteLength && this.#buffer.byteLength < MOST_BYTES)
			this.#buffer = new ArrayBuffer(Math.min(MOST_BYTES, 2 ** Math.ceil(Math.log2(this.#asked))));
		this.#used = 0;
		this.#asked = 0;
	}

	/** All 0. */
	words(length: number): Uint32Array {
		const at = this.#take(length * 4);
		return at === null ? new Uint32Array(length) : new Uint32Array(this.#buffer, at, length).fill(0);
	}

	/** With whatever was there before. */
	integers(length: number): Int32Array {
		const at = this.#take(length * 4);
		return at === null ? new Int32Array(length) : new Int32Array(this.#buffer, at, length);
	}

	/** With whatever was there before. */
	shorts(length: number): Uint16Array {
		const at = this.#take(length * 2);
		return at === null ? new Uint16Array(length) : new Uint16Array(this.#buffer, at, length);
	}

	/** With whatever was there before. */
	bytes(length: number): Uint8Array {
		const at = this.#take(length);
		return at === null ? new Uint8Array(length) : new Uint8Array(this.#buffer, at, length);
	}

	/** Where so many bytes begin; null where there is no room for them. */
	#take(bytes: number): number | null {
		const whole = Math.ceil(bytes / ALIGNMENT) * ALIGNMENT;
		this.#asked += whole;
		if (this.#used + whole > this.#buffer.byteLength) return null;
		const at = this.#used;
		this.#used += whole;
		return at;
	}
}

/** Of this thread, which answers one question after the other. */
export const scratch: Scratch = new Scratch();
