import type { Token } from "./token.ts";

interface Node<T> {
	next: Map<string, Node<T>> | null;
	value: T | null;
}

export interface FormMatch<T> {
	readonly value: T;
	/** Token indices, end exclusive. */
	readonly start: number;
	readonly end: number;
}

/**
 * Finds the longest known sequence of words at each place: a tree of maps, one look-up per token. A comma or bracket inside a
 * text is matched only by forms that have one there, too; no form reaches over the end of a sentence.
 */
export class FormIndex<T> {
	readonly #root: Node<T> = { next: new Map(), value: null };
	readonly #normal: (word: string) => string;

	/** @param normal brings words of forms and of texts to one shape, such as the singular */
	constructor(normal: (word: string) => string = (word) => word) {
		this.#normal = normal;
	}

	/** Adds a form; the first value of a form stays. */
	add(form: readonly Token[], value: T): void {
		let node = this.#root;
		for (const [index, token] of form.entries()) {
			const key = index > 0 && token.gap === "pause" ? `,${this.#normal(token.text)}` : this.#normal(token.text);
			node.next ??= new Map();
			let next = node.next.get(key);
			if (next === undefined) {
				next = { next: null, value: null };
				node.next.set(key, next);
			}
			node = next;
		}
		if (form.length > 0) node.value ??= value;
	}

	/** Longest form that begins at token `start`, or null. With `withinLine` none that reaches over a line break. */
	longestAt(tokens: readonly Token[], start: number, withinLine: boolean): FormMatch<T> | null {
		const first = tokens[start];
		let node = first && this.#root.next?.get(this.#normal(first.text));
		let found: FormMatch<T> | null = null;
		for (let end = start + 1; node !== undefined; end++) {
			if (node.value !== null) found = { value: node.value, start, end };
			const token = tokens[end];
			if (node.next === null || token === undefined) break;
			if (token.gap === "sentence" || (withinLine && token.gap === "line")) break;
			const word = this.#normal(token.text);
			node = node.next.get(token.gap === "pause" ? `,${word}` : word);
		}
		return found;
	}

	/** All longest forms from left to right, without overlap. */
	all(tokens: readonly Token[], withinLine: boolean): FormMatch<T>[] {
		const found: FormMatch<T>[] = [];
		for (let at = 0; at < tokens.length; at++) {
			const match = this.longestAt(tokens, at, withinLine);
			if (match === null) continue;
			found.push(match);
			at = match.end - 1;
		}
		return found;
	}
}
