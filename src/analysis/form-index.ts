import type { Token } from "./token.ts";

/** Most nodes have one behind them: a map for each would be most of the memory of a vocabulary, and slower than a comparison. */
interface Node<T> {
	/** Word that leads to the first node behind this one. */
	word: string | null;
	first: Node<T> | null;
	/** What other words lead to. */
	more: Map<string, Node<T>> | null;
	value: T | null;
}

const makeNode = <T>(): Node<T> => ({ word: null, first: null, more: null, value: null });

const behind = <T>(node: Node<T>, word: string): Node<T> | null | undefined =>
	node.word === word ? node.first : node.more?.get(word);

function nodeBehind<T>(node: Node<T>, word: string): Node<T> {
	const known = behind(node, word);
	if (known != null) return known;
	const made = makeNode<T>();
	if (node.word === null) Object.assign(node, { word, first: made });
	else {
		node.more ??= new Map();
		node.more.set(word, made);
	}
	return made;
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
	readonly #root = new Map<string, Node<T>>();
	readonly #normal: (word: string) => string;

	/** @param normal brings words of forms and of texts to one shape, such as the singular */
	constructor(normal: (word: string) => string = (word) => word) {
		this.#normal = normal;
	}

	/** Adds a form; the first value of a form stays. */
	add(form: readonly Token[], value: T): void {
		const [first, ...rest] = form;
		if (first === undefined) return;
		const word = this.#normal(first.text);
		let node = this.#root.get(word) ?? makeNode<T>();
		this.#root.set(word, node);
		for (const token of rest) {
			const word = this.#normal(token.text);
			node = nodeBehind(node, token.gap === "pause" ? `,${word}` : word);
		}
		node.value ??= value;
	}

	/** Longest form that begins at token `start`, or null. With `withinLine` none that reaches over a line break. */
	longestAt(tokens: readonly Token[], start: number, withinLine: boolean): FormMatch<T> | null {
		const first = tokens[start];
		let node: Node<T> | null | undefined = first && this.#root.get(this.#normal(first.text));
		let found: FormMatch<T> | null = null;
		for (let end = start + 1; node != null; end++) {
			if (node.value !== null) found = { value: node.value, start, end };
			const token = tokens[end];
			if (node.word === null || token === undefined) break;
			if (token.gap === "sentence" || (withinLine && token.gap === "line")) break;
			const word = this.#normal(token.text);
			node = behind(node, token.gap === "pause" ? `,${word}` : word);
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
