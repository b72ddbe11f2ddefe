/** What `/v1/ranking` answers, as OpenAPI has it. */

export interface Corpus {
	readonly id: string;
	readonly name: string;
	readonly description: string;
	readonly source: "shipped" | "own";
	readonly language: string | null;
	readonly candidates: number | null;
	readonly queries: number;
}

export interface ProfileSummary {
	readonly id: string;
	readonly description: string;
	readonly source: "shipped" | "own";
	readonly trees: boolean;
}

export type RunKind = "measure" | "effect" | "pool";
export type RunState = "waiting" | "running" | "done" | "failed" | "cancelled" | "interrupted";

export interface Run {
	readonly id: string;
	readonly input: { readonly kind: RunKind; readonly corpus: string; readonly systems: readonly string[] };
	readonly state: RunState;
	readonly progress: { readonly done: number; readonly total: number } | null;
	readonly createdAt: string;
	readonly failure: { readonly code: string; readonly detail: string } | null;
	readonly pairs: number | null;
}

type Figures = Readonly<Record<string, number>>;
interface Interval {
	readonly low: number;
	readonly high: number;
}

export interface Evaluation {
	readonly system: string;
	readonly metrics: Figures;
	readonly intervals: Readonly<Record<string, Interval>>;
	readonly slices: readonly {
		readonly of: "queries" | "documents";
		readonly slice: string;
		readonly value: string;
		readonly queries: number;
		readonly metrics: Figures;
	}[];
	readonly latency: { readonly p50: number; readonly p95: number; readonly p99: number } | null;
	readonly curve: readonly number[];
}

export interface Paired {
	readonly delta: number;
	readonly interval: Interval;
	readonly p: number;
	readonly wins: number;
	readonly losses: number;
	readonly ties: number;
}

export interface Comparison {
	readonly first: string;
	readonly second: string;
	readonly deltas: Readonly<Record<string, Paired>>;
	readonly broken: readonly string[];
}

export interface ListedPerson {
	readonly id: string;
	readonly label: string;
	readonly grade: number | null;
	readonly ranks: readonly (number | null)[];
}

export interface QueryFigures {
	readonly id: string;
	readonly text: string;
	readonly values: readonly number[];
	readonly people: readonly ListedPerson[];
}

export interface RunResult {
	readonly systems: readonly string[];
	readonly people: { readonly candidates: number; readonly profiles: number };
	readonly evaluations: readonly Evaluation[];
	readonly comparisons: readonly Comparison[];
	readonly queries: readonly QueryFigures[];
	readonly warnings: readonly string[];
}

export type RunWithResult = Run & { readonly result: RunResult | null };

export const isOpen = ({ state }: Run): boolean => state === "waiting" || state === "running";

/** Weights as they are sent; what is not changed here goes with them as it is. */
export interface Weights {
	readonly description: string;
	readonly fields: Figures;
	readonly features: Figures;
	readonly expansion: Figures;
	readonly coverage: number;
	readonly coverageByIdf: number;
	/** Of a boosted profile. */
	readonly trees?: unknown;
}

/** As `GET /v1/ranking/profiles/ID` gives it. */
export interface Profile extends Weights {
	readonly id: string;
	readonly provenance: unknown;
}

export function weightsOf({ id: _id, provenance: _provenance, ...weights }: Profile): Weights {
	return weights;
}
