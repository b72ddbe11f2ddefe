import * as z from "zod";
import { SIGNAL_KINDS, type SignalKind, type SignalRow } from "../domain/signal.ts";
import { bootstrap } from "./resample.ts";

/**
 * Which of two interleaved rankings placed the people that something became of? Each list (asker, query, day) is one vote: for the
 * ranking that placed more of them, or a tie (Radlinski, Kurup & Joachims 2008; Chapelle, Joachims, Radlinski & Yue 2012).
 */
export const Votes = z.strictObject({
	kind: z.enum(SIGNAL_KINDS),
	/** Lists in which something of the kind happened at all, and whom they speak for. */
	lists: z.int(),
	winsA: z.int(),
	winsB: z.int(),
	ties: z.int(),
	/** Share of lists won by B, a tie being half a win, less one half: above 0, B is better. With its 95% interval over lists. */
	delta: z.number(),
	interval: z.strictObject({ low: z.number(), high: z.number() }),
	/** Two-sided sign test over the lists that are no ties. */
	p: z.number(),
});
export type Votes = z.output<typeof Votes>;

export const votesOf = (rows: readonly SignalRow[], experiment: string): Votes[] => {
	const own = rows.filter((row) => row.experiment === experiment && row.team !== null);
	const lists = [...Map.groupBy(own, ({ asker, query, at }) => `${asker} ${query} ${at.slice(0, 10)}`).values()];
	return SIGNAL_KINDS.map((kind) => votesFor(kind, lists));
};

function votesFor(kind: SignalKind, lists: readonly (readonly SignalRow[])[]): Votes {
	const scores = lists.flatMap((rows) => {
		// Somebody who was shown on several pages, or asked for again, counts once.
		const people = new Map(
			rows.filter((row) => row[kind] !== null).map((row) => [row.candidateId ?? row.profileId, row.team]),
		);
		const count = (team: "a" | "b") => [...people.values()].filter((one) => one === team).length;
		return people.size === 0 ? [] : [Math.sign(count("b") - count("a"))];
	});
	const wins = (sign: number) => scores.filter((score) => score === sign).length;
	const mean = (drawn: Uint32Array) => drawn.reduce((sum, index) => sum + (scores[index] ?? 0), 0) / 2 / drawn.length;
	return {
		kind,
		lists: scores.length,
		winsA: wins(-1),
		winsB: wins(1),
		ties: wins(0),
		delta: scores.length === 0 ? 0 : mean(Uint32Array.from(scores.keys())),
		interval: bootstrap(scores.length, mean),
		p: signTest(wins(-1), wins(1)),
	};
}

/** How likely so uneven a split is, or a more uneven one, where each side is as likely: exact binomial, two-sided. */
export function signTest(one: number, other: number): number {
	const total = one + other;
	let logCombinations = 0;
	let sum = 0;
	for (let k = 0; k <= Math.min(one, other); k++) {
		sum += Math.exp(logCombinations - total * Math.LN2);
		logCombinations += Math.log(total - k) - Math.log(k + 1);
	}
	return Math.min(1, 2 * sum);
}
