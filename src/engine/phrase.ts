/**
 * What a phrase is. Without slop: the words next to each other in this order, counted by where they begin. With slop: all the
 * words, each as often as it is in the phrase, within a window of (words + slop) tokens, counted by where such a window ends.
 * A slop of 0 is no slop: the order then matters. A gap (the empty token) is never crossed.
 */
export function countPhrase(tokens: readonly string[], words: readonly string[], slop = 0): number {
	if (words.length === 0 || words.includes("")) return 0;
	return slop === 0 ? countExact(tokens, words) : countNear(tokens, words, words.length + slop);
}

function countExact(tokens: readonly string[], words: readonly string[]): number {
	let count = 0;
	for (let start = 0; start + words.length <= tokens.length; start++) {
		if (words.every((word, index) => tokens[start + index] === word)) count++;
	}
	return count;
}

function countNear(tokens: readonly string[], words: readonly string[], width: number): number {
	const wanted = tally(words);
	let count = 0;
	let segment = 0;
	for (let end = 0; end < tokens.length; end++) {
		const token = tokens[end] as string;
		if (token === "") segment = end + 1;
		else if (wanted.has(token) && holds(tokens.slice(Math.max(segment, end + 1 - width), end + 1), wanted)) count++;
	}
	return count;
}

function holds(window: readonly string[], wanted: ReadonlyMap<string, number>): boolean {
	const found = tally(window.filter((token) => wanted.has(token)));
	return wanted.entries().every(([word, times]) => (found.get(word) ?? 0) >= times);
}

function tally(words: readonly string[]): Map<string, number> {
	const counts = new Map<string, number>();
	for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
	return counts;
}
