import * as z from "zod";

/** What a run of the bench found, as it is stored and answered. Figures are those of ranking/README.md. */

const Figures = z.record(z.string(), z.number());
const Interval = z.strictObject({ low: z.number(), high: z.number() });

export const Paired = z.strictObject({
	delta: z.number(),
	interval: Interval,
	p: z.number(),
	wins: z.int(),
	losses: z.int(),
	ties: z.int(),
});

export const SystemFigures = z.strictObject({
	system: z.string(),
	/** Means over the judged queries by metric, each with its 95% interval. */
	metrics: Figures,
	intervals: z.record(z.string(), Interval),
	slices: z.array(
		z.strictObject({
			of: z.enum(["queries", "documents"]),
			slice: z.string(),
			value: z.string(),
			queries: z.int(),
			metrics: Figures,
		}),
	),
	/** Null where there is no network; each of them where these lists do not tell it. */
	merge: z
		.strictObject({
			duplicateLeak: z.number().nullable(),
			interleaving: z.number().nullable(),
			balance: Figures.nullable(),
		})
		.nullable(),
	/** Milliseconds for the whole depth; null where lists were only measured. */
	latency: z.strictObject({ p50: z.number(), p95: z.number(), p99: z.number() }).nullable(),
	/** Interpolated precision at recall 0, 0.1 ... 1. */
	curve: z.array(z.number()),
});
export type SystemFigures = z.output<typeof SystemFigures>;

export const SystemComparison = z.strictObject({
	first: z.string(),
	second: z.string(),
	/** By metric, second minus first. */
	deltas: z.record(z.string(), Paired),
	slices: z.array(z.strictObject({ name: z.string(), queries: z.int(), delta: Figures })),
	/** What fell below the usual gates: nDCG@10 as a whole, and by slice by more than 0.01. */
	broken: z.array(z.string()),
});
export type SystemComparison = z.output<typeof SystemComparison>;

/** Somebody in the lists of a query. Only of shipped collections, whose people are fictitious. */
export const ListedPerson = z.strictObject({
	id: z.string(),
	label: z.string(),
	/** Null: nobody judged. */
	grade: z.int().nullable(),
	/** Place in the list of each system, from 1; null beyond those looked at. */
	ranks: z.array(z.int().positive().nullable()),
});
export type ListedPerson = z.output<typeof ListedPerson>;

export const QueryFigures = z.strictObject({
	id: z.string(),
	text: z.string(),
	/** nDCG@10 of each system, in their order. */
	values: z.array(z.number()),
	people: z.array(ListedPerson),
});
export type QueryFigures = z.output<typeof QueryFigures>;

export const RunResult = z.strictObject({
	systems: z.array(z.string()),
	people: z.strictObject({ candidates: z.int(), profiles: z.int() }),
	evaluations: z.array(SystemFigures),
	/** Each system but the first against the first. */
	comparisons: z.array(SystemComparison),
	queries: z.array(QueryFigures),
	/** What a reader of the figures has to know of the collection. */
	warnings: z.array(z.string()),
});
export type RunResult = z.output<typeof RunResult>;

export const LintResult = z.strictObject({
	findings: z.array(
		z.strictObject({
			level: z.enum(["error", "warning"]),
			file: z.string(),
			line: z.int(),
			rule: z.string(),
			message: z.string(),
		}),
	),
});
export type LintResult = z.output<typeof LintResult>;

const coefficient = z.number().nullable();
export const AgreementResult = z.strictObject({
	judges: z.array(
		z.strictObject({ judge: z.string(), judgments: z.int(), latest: z.string(), grades: z.array(z.int()) }),
	),
	/** Null while no pair was judged twice. */
	agreement: z
		.strictObject({
			units: z.int(),
			disputed: z.int(),
			alpha: z.strictObject({ ordinal: coefficient, nominal: coefficient }),
			pairs: z.array(
				z.strictObject({
					judges: z.tuple([z.string(), z.string()]),
					pairs: z.int(),
					same: z.int(),
					kappa: z.strictObject({ none: coefficient, linear: coefficient, quadratic: coefficient }),
				}),
			),
		})
		.nullable(),
});
export type AgreementResult = z.output<typeof AgreementResult>;

/** Whom to judge: pairs in an order that tells nothing of how a ranking placed them, with what there is to read. */
export interface PoolResult {
	readonly pairs: readonly {
		readonly query: string;
		readonly document: string;
		readonly asked: string;
		readonly lines: readonly ReadLine[];
	}[];
}

export const ReadLine = z.strictObject({
	label: z.string(),
	text: z.string(),
	spans: z.array(z.tuple([z.int(), z.int()])),
});
export type ReadLine = z.output<typeof ReadLine>;
