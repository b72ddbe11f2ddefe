import * as z from "zod";
import { RankingProfile } from "../domain/ranking-profile.ts";
import { BM25 } from "./profiles.ts";
import { LabName } from "./records.ts";
import { RunResult } from "./results.ts";

/** Something measured in the background: what was asked for, how far it is, and what came. */

export const System = z.union([z.literal(BM25), RankingProfile.shape.id]);
const seed = z
	.int()
	.min(0)
	.max(2 ** 31)
	.default(1);

export const RunInput = z.discriminatedUnion("kind", [
	/** Rankings on a collection; the first is what the others are held to. */
	z.strictObject({
		kind: z.literal("measure"),
		corpus: LabName,
		systems: z.array(System).min(1).max(4),
		/** With what the tenant's judges said in the place of what a shipped collection came with. */
		withJudgments: z.boolean().default(false),
		seed,
	}),
	/** What the tenant's changed vocabulary does to a shipped collection. */
	z.strictObject({ kind: z.literal("effect"), corpus: LabName, systems: z.array(System).length(1), seed }),
	/** Whom to judge: the first people of several rankings. */
	z.strictObject({
		kind: z.literal("pool"),
		corpus: LabName,
		systems: z.array(System).min(1).max(4),
		depth: z.int().min(1).max(50).default(10),
		queries: z.int().min(1).max(200).default(20),
		seed,
	}),
]);
export type RunInput = z.output<typeof RunInput>;

export const RunState = z.enum(["waiting", "running", "done", "failed", "cancelled", "interrupted"]);
export type RunState = z.output<typeof RunState>;

export const Run = z.strictObject({
	id: z.string(),
	input: RunInput,
	/** `interrupted`: the process that worked on it ended. */
	state: RunState,
	progress: z.strictObject({ done: z.int(), total: z.int() }).nullable(),
	createdAt: z.iso.datetime(),
	/** When its process was heard of last. */
	updatedAt: z.iso.datetime(),
	/** Who asked for it. */
	by: z.string(),
	failure: z.strictObject({ code: z.string(), detail: z.string() }).nullable(),
	/** Of a pool: pairs that came new. */
	pairs: z.int().nullable(),
});
export type Run = z.output<typeof Run>;

/** As it lies in the store: one that was removed can be had back for a while. */
export const StoredRun = Run.extend({ removedAt: z.iso.datetime().optional() });
export type StoredRun = z.output<typeof StoredRun>;

export const RunWithResult = Run.extend({ result: RunResult.nullable() });
export type RunWithResult = z.output<typeof RunWithResult>;

/** After so long without a word of its process a run is taken for interrupted. Milliseconds. */
export const SILENCE = 90_000;
const OPEN: ReadonlySet<RunState> = new Set(["waiting", "running"]);
export const isOpen = ({ state }: Run): boolean => OPEN.has(state);

/** As it is to be told now: of a run whose process is gone nobody says so but its silence. */
export const asOf = (run: Run, now: Date): Run =>
	isOpen(run) && now.getTime() - Date.parse(run.updatedAt) > SILENCE ? { ...run, state: "interrupted" } : run;
