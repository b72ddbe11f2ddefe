/**
 * What a phrase is. Without slop: the words next to each other in this order, counted by where they begin. With slop: all the
 * words, each as often as it is in the phrase, within a window of (words + slop) tokens, counted by where such a window ends.
 * A slop of 0 is no slop: the order then matters. A gap (the empty token) is never crossed.
 */
export function countPhrase(tokens: readonly string[], words: readonly string[], slop = 0): number {
	return countIn(tokens, words, { slop, gap: "" });
}

/** The same of words in any form, one of them standing for a gap. */
export function countIn<T>(
	tokens: ArrayLike<T>,
	words: readonly T[],
	{ slop, gap }: { readonly slop: number; readonly gap: T },
): number {
	if (words.length === 0 || words.includes(gap)) return 0;
	return slop === 0 ? countExact(tokens, words) : countNear(tokens, words, { width: words.length + slop, gap });
}

function countExact<T>(tokens: ArrayLike<T>, words: readonly T[]): number {
	const [first] = words;
	let count = 0;
	for (let start = 0; start + words.length <= tokens.length; start++) {
		if (tokens[start] === first && words.every((word, index) => tokens[start + index] === word)) count++;
	}
	return count;
}

function countNear<T>(
	tokens: ArrayLike<T>,
	words: readonly T[],
	{ width, gap }: { readonly width: number; readonly gap: T },
): number {
	const wanted = tally(words);
	let count = 0;
	let segment = 0;
	for (let end = 0; end < tokens.length; end++) {
		const token = tokens[end] as T;
		if (token === gap) segment = end + 1;
		else if (wanted.has(token) && holds(tokens, { from: Math.max(segment, end + 1 - width), to: end + 1 }, wanted))
			count++;
	}
	return count;
}

function holds<T>(
	tokens: ArrayLike<T>,
	{ from, to }: { readonly from: number; readonly to: number },
	wanted: ReadonlyMap<T, number>,
): boolean {
	const window: T[] = [];
	for (let at = from; at < to; at++) if (wanted.has(tokens[at] as T)) window.push(tokens[at] as T);
	const found = tally(window);
	return wanted.entries().every(([word, times]) => (found.get(word) ?? 0) >= times);
}

function tally<T>(words: readonly T[]): Map<T, number> {
	const counts = new Map<T, number>();
	for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
	return counts;
}
