import type { Loser } from "./evidence.ts";

/** One line of a field's table: how much it speaks for a candidate that this holds. */
export interface Rule<C> {
	readonly name: string;
	readonly weight: number;
	readonly when: (candidate: C) => boolean;
}

export interface Scored<C> {
	readonly candidate: C;
	readonly score: number;
	/** Names of the rules that held, weightiest first. */
	readonly rules: readonly string[];
}

export function score<C>(candidate: C, rules: readonly Rule<C>[]): Scored<C> {
	const held: Rule<C>[] = [];
	let sum = 0;
	for (const rule of rules) {
		if (!rule.when(candidate)) continue;
		held.push(rule);
		sum += rule.weight;
	}
	if (held.length > 1) held.sort((a, b) => Math.abs(b.weight) - Math.abs(a.weight));
	return { candidate, score: sum, rules: held.map((rule) => rule.name) };
}

/** Best first; equal scores keep the order of the text. */
export const rank = <C>(candidates: readonly C[], rules: readonly Rule<C>[]): Scored<C>[] =>
	candidates.map((candidate) => score(candidate, rules)).toSorted((a, b) => b.score - a.score);

/** How sure a field is of its values, measured: `npm run bench -- parse` prints confidence given beside share right. */
export interface Curve {
	/** Share right of values that only just reach the threshold. */
	readonly atThreshold: number;
	/** Score over the threshold at which two thirds of the doubt that was left are gone. */
	readonly scale: number;
}

const BELOW_THRESHOLD = 0.2;

/** Probability that the best candidate is right, from its score over the threshold and its lead over the next one. */
export function confidenceOf(best: number, next: number, threshold: number, { atThreshold, scale }: Curve): number {
	const margin = Math.min(best - threshold, best - next + 1);
	return 1 - (1 - atThreshold) * Math.exp(-Math.max(0, margin) / scale) - (margin < 0 ? BELOW_THRESHOLD : 0);
}

/** The candidates that did not win, for the explanation. */
export const losersOf = <C>(ranked: readonly Scored<C>[], text: (candidate: C) => string): Loser[] =>
	ranked.slice(1, 6).map((entry) => ({ value: text(entry.candidate), score: entry.score, rules: entry.rules }));
