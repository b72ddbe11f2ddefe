import type { RankingProfile } from "../domain/ranking-profile.ts";
import type { AgreementResult, LintResult, PoolResult, RunResult } from "./results.ts";

/** What can be asked of the bench. Plain data: it goes to another process. */

/** A shipped profile by its name, plain BM25 as `bm25`, or weights that are in no file. */
export type SystemSpec = string | RankingProfile;

export const nameOfSystem = (spec: SystemSpec): string => (typeof spec === "string" ? spec : spec.id);

/** Rankings measured on a shipped collection. */
export interface MeasureJob {
	readonly kind: "measure";
	/** Name of a folder of corpora/. */
	readonly corpus: string;
	readonly systems: readonly SystemSpec[];
	/** What judges said since, in the place of what the collection came with. */
	readonly judgments: readonly Judged[];
	readonly seed: number;
}

export type Judged = readonly [query: string, document: string, grade: number];

/** Lists that were found elsewhere, measured. Ids only: nothing of a person is told to the process. */
export interface MeasureListsJob {
	readonly kind: "measure-lists";
	readonly queries: readonly { readonly id: string; readonly text: string }[];
	readonly judgments: readonly Judged[];
	readonly runs: readonly {
		readonly system: string;
		readonly lists: readonly (readonly [query: string, documents: readonly string[]])[];
	}[];
	readonly people: number;
	readonly seed: number;
}

/** Whom to judge of a shipped collection: the first people of several rankings. */
export interface PoolJob {
	readonly kind: "pool";
	readonly corpus: string;
	readonly systems: readonly SystemSpec[];
	readonly depth: number;
	/** Only of the first so many queries, in the order of the seed. */
	readonly queries: number;
	readonly seed: number;
}

export interface AgreementJob {
	readonly kind: "agreement";
	readonly judgments: readonly {
		readonly judge: string;
		readonly query: string;
		readonly document: string;
		readonly grade: number;
		readonly at: string;
	}[];
}

/** Rows of a vocabulary that are added to the shipped one; a row with the id of a shipped concept stands in its place. */
export interface VocabularyRows {
	readonly skills: readonly string[];
	readonly titles: readonly string[];
	readonly ambiguous: readonly string[];
}

export interface LintJob {
	readonly kind: "lint";
	readonly rows: VocabularyRows;
}

/** A shipped collection stored and asked with the shipped vocabulary, and with the changed one. */
export interface EffectJob {
	readonly kind: "effect";
	readonly corpus: string;
	readonly rows: VocabularyRows;
	readonly system: SystemSpec;
	readonly seed: number;
}

export type BenchJob = MeasureJob | MeasureListsJob | PoolJob | AgreementJob | LintJob | EffectJob;

export interface BenchResults {
	readonly measure: RunResult;
	readonly "measure-lists": RunResult;
	readonly pool: PoolResult;
	readonly agreement: AgreementResult;
	readonly lint: LintResult;
	readonly effect: RunResult;
}

export interface Progress {
	readonly done: number;
	readonly total: number;
}

/** What the process says. */
export type BenchMessage =
	| { readonly kind: "progress"; readonly progress: Progress }
	| { readonly kind: "result"; readonly result: BenchResults[BenchJob["kind"]] }
	| { readonly kind: "failure"; readonly code: string; readonly detail: string };
