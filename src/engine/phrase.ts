/** Words next to each other or near to each other, in any form that tells one from the other. */
export interface Phrase<T = string> {
	readonly words: readonly T[];
	readonly slop?: number;
	/**
	 * With a slop: how many of the words stand next to each other in their order, for each run of them in turn; absent: each stands for itself.
	 * Those of several words are different ones, which may have words in common.
	 */
	readonly runs?: readonly number[] | undefined;
}

/**
 * What a phrase is. Without slop: the words next to each other in this order, counted by where they begin. With slop: all the
 * runs, each as often as it is in the phrase, within a window of (words + slop) tokens, counted by where such a window ends.
 * A slop of 0 is no slop: the order then matters. A gap (the empty token) is never crossed.
 */
export const countPhrase = (tokens: readonly string[], phrase: Phrase): number => countIn(tokens, phrase, "");

/** The same of words in any form, one of them standing for a gap. */
export function countIn<T>(tokens: ArrayLike<T>, phrase: Phrase<T>, gap: T): number {
	const { words, slop = 0 } = phrase;
	if (words.length === 0 || words.includes(gap)) return 0;
	return slop === 0
		? countExact(tokens, words)
		: countNear(tokens, runsOf(phrase), { width: words.length + slop, gap });
}

function countExact<T>(tokens: ArrayLike<T>, words: readonly T[]): number {
	let count = 0;
	for (let start = 0; start + words.length <= tokens.length; start++) if (standsAt(tokens, start, words)) count++;
	return count;
}

const standsAt = <T>(tokens: ArrayLike<T>, start: number, words: readonly T[]): boolean =>
	words.every((word, index) => tokens[start + index] === word);

export interface PhraseRun<T> {
	readonly words: readonly T[];
	/** How often it is wanted. */
	readonly times: number;
}

/** Different runs of a phrase. */
export function runsOf<T>({ words, runs = words.map(() => 1) }: Phrase<T>): PhraseRun<T>[] {
	const ends = runs.map((_, at) => sum(runs.slice(0, at + 1)));
	const all = runs.map((length, at) => words.slice((ends[at] ?? 0) - length, ends[at]));
	const alike = Map.groupBy(all, (run) => JSON.stringify(run));
	return Array.from(alike.values(), (same) => ({ words: same[0] as readonly T[], times: same.length }));
}

const sum = (numbers: readonly number[]): number => numbers.reduce((all, one) => all + one, 0);

function countNear<T>(
	tokens: ArrayLike<T>,
	runs: readonly PhraseRun<T>[],
	{ width, gap }: { readonly width: number; readonly gap: T },
): number {
	/** Where each run stands, as far as the texts were gone through. */
	const starts = runs.map((): number[] => []);
	let count = 0;
	let segment = 0;
	for (let end = 0; end < tokens.length; end++) {
		if (tokens[end] === gap) segment = end + 1;
		let endsHere = false;
		for (const [index, { words }] of runs.entries()) {
			const start = end + 1 - words.length;
			if (start < segment || !standsAt(tokens, start, words)) continue;
			starts[index]?.push(start);
			endsHere = true;
		}
		const from = Math.max(segment, end + 1 - width);
		if (endsHere && runs.every(({ times }, index) => (starts[index]?.at(-times) ?? -1) >= from)) count++;
	}
	return count;
}
