import * as z from "zod";
import type { RankingProfile } from "../domain/ranking-profile.ts";
import { SignalKind, type SignalRow } from "../domain/signal.ts";
import { bootstrap } from "./resample.ts";
import { scoreByProfile } from "./snapshot.ts";

/**
 * What would another ranking have been worth, from what was seen of this one? Who stands further up is looked at more, whatever he is
 * worth, so each signal is weighted by one over the chance that his place was looked at (inverse propensity scoring: Joachims, Swaminathan
 * & Schnabel 2017). Large weights are clipped (Ionides 2008). nDCG is divided by what the same weights would gain in the best order, so it is
 * self-normalised (Swaminathan & Joachims 2015): a little bias for much less variance. The rate, signals of a page, is not.
 *
 * The other ranking orders the people of each page anew by the features that were kept. It can bring up nobody who was not shown, so an
 * estimate is about the order within a page: of whom else it would have found only an experiment or judgments can tell.
 */
export const Estimate = z.strictObject({
	profile: z.string(),
	kind: SignalKind,
	/** Pages, and signals of the kind on them. */
	pages: z.int(),
	signals: z.int(),
	/** Of the order that was shown and of the other one. */
	shown: z.strictObject({ ndcg: z.number(), rate: z.number() }),
	other: z.strictObject({ ndcg: z.number(), rate: z.number() }),
	/** Other less shown, with the 95% interval over pages. */
	delta: z.strictObject({
		ndcg: z.number(),
		ndcgInterval: z.strictObject({ low: z.number(), high: z.number() }),
		rate: z.number(),
		rateInterval: z.strictObject({ low: z.number(), high: z.number() }),
	}),
	/** Signals whose weight was cut down. */
	clipped: z.int(),
	/** Kish's number of signals of equal weight that tell as much. */
	effective: z.number(),
});
export type Estimate = z.output<typeof Estimate>;

export interface EstimateOptions {
	readonly profile: RankingProfile;
	readonly kind: SignalKind;
	/** How fast attention falls: a place is looked at with probability (1 / position) ^ eta (position-based model; 1 in Joachims et al.). */
	readonly eta: number;
	/** No weight above. */
	readonly clip: number;
}

/** Chance that a place is looked at. @param position from 1 */
export const propensity = (position: number, eta: number): number => position ** -eta;

interface PageValue {
	readonly signals: number;
	readonly clipped: number;
	/** Weights of the signals; their sum, that of their squares. */
	readonly weight: number;
	readonly squares: number;
	/** Weighted sums over signals, for the order shown and the other one. */
	readonly gain: readonly [number, number];
	readonly rate: readonly [number, number];
	/** The gain of an order that has all signals first. */
	readonly ideal: number;
}

/** Pages are put into so many groups at most, and groups are resampled: as good for many pages, and never long. */
const GROUPS = 1000;

type Order = 0 | 1;

/** Sums over the pages of a group. */
interface Sums {
	pages: number;
	ideal: number;
	readonly gain: [number, number];
	readonly rate: [number, number];
}

/** @param rows whole pages, as {@link signalRows} gives them */
export function estimate(rows: readonly SignalRow[], options: EstimateOptions): Estimate {
	const pages = [...Map.groupBy(rows, ({ searchId }) => searchId).values()].map((page) => worthOf(page, options));
	const groups = sumsOf(pages);
	const all = Uint32Array.from(groups.keys());
	const ndcg = (drawn: Uint32Array, order: Order) =>
		ratioOver(
			drawn,
			groups,
			(one) => one.gain[order],
			({ ideal }) => ideal,
		);
	const rate = (drawn: Uint32Array, order: Order) =>
		ratioOver(
			drawn,
			groups,
			(one) => one.rate[order],
			(one) => one.pages,
		);
	const delta = (of: typeof ndcg) => (drawn: Uint32Array) => of(drawn, 1) - of(drawn, 0);
	const total = (pick: (page: PageValue) => number) => pages.reduce((sum, page) => sum + pick(page), 0);
	return {
		profile: options.profile.id,
		kind: options.kind,
		pages: pages.length,
		signals: total(({ signals }) => signals),
		shown: { ndcg: ndcg(all, 0), rate: rate(all, 0) },
		other: { ndcg: ndcg(all, 1), rate: rate(all, 1) },
		delta: {
			ndcg: delta(ndcg)(all),
			ndcgInterval: bootstrap(groups.length, delta(ndcg)),
			rate: delta(rate)(all),
			rateInterval: bootstrap(groups.length, delta(rate)),
		},
		clipped: total(({ clipped }) => clipped),
		effective: ratio(
			total(({ weight }) => weight) ** 2,
			total(({ squares }) => squares),
		),
	};
}

function sumsOf(pages: readonly PageValue[]): Sums[] {
	const groups = Array.from(
		{ length: Math.min(GROUPS, pages.length) },
		(): Sums => ({ pages: 0, ideal: 0, gain: [0, 0], rate: [0, 0] }),
	);
	for (const [index, page] of pages.entries()) {
		const group = groups[index % GROUPS] as Sums;
		group.pages++;
		group.ideal += page.ideal;
		for (const order of [0, 1] as const) {
			group.gain[order] += page.gain[order];
			group.rate[order] += page.rate[order];
		}
	}
	return groups;
}

function ratioOver(
	drawn: Uint32Array,
	groups: readonly Sums[],
	part: (group: Sums) => number,
	whole: (group: Sums) => number,
): number {
	let parts = 0;
	let wholes = 0;
	for (const index of drawn) {
		const group = groups[index] as Sums;
		parts += part(group);
		wholes += whole(group);
	}
	return ratio(parts, wholes);
}

const ratio = (part: number, whole: number) => (whole === 0 ? 0 : part / whole);
const discount = (place: number) => 1 / Math.log2(place + 1);

function worthOf(page: readonly SignalRow[], { profile, kind, eta, clip }: EstimateOptions): PageValue {
	const shown = page.toSorted((one, other) => one.position - other.position);
	const first = (shown[0]?.position ?? 1) - 1;
	const scores = new Map(shown.map((row) => [row, scoreByProfile(profile, row.features)]));
	// Of equal scores the order that was shown holds.
	const other = shown.toSorted((one, two) => (scores.get(two) ?? 0) - (scores.get(one) ?? 0));
	const placeIn = new Map(other.map((row, index) => [row, first + index + 1]));
	const found = shown.filter((row) => row[kind] !== null);
	const weights = found.map(({ position }) => 1 / propensity(position, eta));
	const kept = weights.map((weight) => Math.min(weight, clip));
	const weighted = (value: (row: SignalRow) => number) =>
		found.reduce((sum, row, index) => sum + (kept[index] ?? 0) * value(row), 0);
	const ideal = kept
		.toSorted((one, two) => two - one)
		.reduce((sum, weight, index) => sum + weight * discount(first + index + 1), 0);
	return {
		signals: found.length,
		clipped: weights.filter((weight) => weight > clip).length,
		weight: kept.reduce((sum, weight) => sum + weight, 0),
		squares: kept.reduce((sum, weight) => sum + weight ** 2, 0),
		gain: [
			weighted(({ position }) => discount(position)),
			weighted((row) => discount(placeIn.get(row) ?? row.position)),
		],
		// What would be looked at there, and answered as it was answered here.
		rate: [
			weighted(({ position }) => propensity(position, eta)),
			weighted((row) => propensity(placeIn.get(row) ?? row.position, eta)),
		],
		ideal,
	};
}

export const PositionRates = z.array(
	z.strictObject({
		position: z.int(),
		/** Times that somebody was shown there, and parts of them that something became of. */
		shown: z.int(),
		opened: z.number(),
		shortlisted: z.number(),
		contacted: z.number(),
		hired: z.number(),
	}),
);

/** How often something became of who stood where: what is shown further up is opened more, for its place as well as for its worth. */
export function ratesByPosition(rows: readonly SignalRow[], most = 50): z.output<typeof PositionRates> {
	const byPosition = Map.groupBy(
		rows.filter(({ position }) => position <= most),
		({ position }) => position,
	);
	return [...byPosition]
		.sort(([one], [other]) => one - other)
		.map(([position, own]) => {
			const part = (kind: SignalKind) => own.filter((row) => row[kind] !== null).length / own.length;
			return {
				position,
				shown: own.length,
				opened: part("opened"),
				shortlisted: part("shortlisted"),
				contacted: part("contacted"),
				hired: part("hired"),
			};
		});
}
