/** Orders that both engines share. */

const SURROGATE_FIRST = 0xd800;
const SURROGATE_LAST = 0xdfff;

/**
 * Compares well-formed strings by their UTF-8 bytes, which is the order of code points. JavaScript compares UTF-16 units and
 * puts surrogates (code points above U+FFFF) before U+E000.
 */
export function compareBytes(a: string, b: string): number {
	const length = Math.min(a.length, b.length);
	for (let index = 0; index < length; index++) {
		const left = a.charCodeAt(index);
		const right = b.charCodeAt(index);
		if (left !== right) {
			const leftIsHigh = left >= SURROGATE_FIRST && left <= SURROGATE_LAST;
			const rightIsHigh = right >= SURROGATE_FIRST && right <= SURROGATE_LAST;
			if (leftIsHigh === rightIsHigh) return left - right;
			return leftIsHigh ? 1 : -1;
		}
	}
	return a.length - b.length;
}

/** Most frequent first, ties in byte order of the value. */
export function compareCounts(a: { value: string; count: number }, b: { value: string; count: number }): number {
	return b.count - a.count || compareBytes(a.value, b.value);
}

/**
 * The `size` first of many, without sorting all of them: a heap with the worst of the kept ones on top, once there are more.
 * @param before negative when its first argument comes first; never 0 for two different items
 */
export class Best {
	readonly #size: number;
	readonly #before: (a: number, b: number) => number;
	readonly #heap: number[] = [];
	#isHeap = false;

	constructor(size: number, before: (a: number, b: number) => number) {
		this.#size = size;
		this.#before = before;
	}

	offer(item: number): void {
		if (this.#heap.length < this.#size) {
			this.#heap.push(item);
			return;
		}
		if (this.#size === 0) return;
		// A heap only when somebody must give way: mostly there are fewer than wanted.
		if (!this.#isHeap) for (let index = (this.#size >> 1) - 1; index >= 0; index--) this.#sink(index);
		this.#isHeap = true;
		if (this.#before(item, this.#heap[0] as number) < 0) {
			this.#heap[0] = item;
			this.#sink(0);
		}
	}

	/** The kept items, first to last. */
	take(): number[] {
		return this.#heap.sort(this.#before);
	}

	#sink(start: number): void {
		const heap = this.#heap;
		let index = start;
		for (;;) {
			let worst = index;
			for (let child = 2 * index + 1; child <= 2 * index + 2 && child < heap.length; child++) {
				if (this.#before(heap[child] as number, heap[worst] as number) > 0) worst = child;
			}
			if (worst === index) return;
			this.#swap(index, worst);
			index = worst;
		}
	}

	#swap(a: number, b: number): void {
		const item = this.#heap[a] as number;
		this.#heap[a] = this.#heap[b] as number;
		this.#heap[b] = item;
	}
}
