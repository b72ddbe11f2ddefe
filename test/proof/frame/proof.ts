/** What a proof is: a claim of the product, attacked with numbers from a seed, and a planted bug that the attack must find. */

/** Where the product under attack keeps everybody's data. */
export const ENGINES = ["embedded", "elasticsearch"] as const;
export type EngineKind = (typeof ENGINES)[number];

/** How much of a proof is run. `control`: just enough to find a planted bug. */
export type Size = "quick" | "control" | "full";

export interface Proof {
	/** Of `npm run proof -- NAME`. */
	readonly name: string;
	/** What holds if it passes, as a sentence. */
	readonly claim: string;
	/** Numbers of the requirements that it is about; what each says is in docs/proof.md. */
	readonly requirements: readonly number[];
	/** The figure to reach, in words. */
	readonly target: string;
	/** At least one: a bug that the attack must find. A proof whose control goes unnoticed has failed. A quick run tries the first. */
	readonly controls: readonly [Control, ...Control[]];
	/** Whether it can also be run with people's data in Elasticsearch, `--engine elasticsearch`. */
	readonly onCluster?: true;
	/** Minutes that a full run may take; 20 if absent. */
	readonly minutes?: number;
	run(context: Context): Promise<Outcome>;
}

/** A bug that is planted in a copy of the source tree, or, where the thing attacked is not in it, by the proof itself. */
export type Control = {
	readonly name: string;
	/** What a fault has to say for the bug to count as found, where another could come of it too; any, if absent. */
	readonly found?: RegExp;
} & ({ readonly edits: readonly Edit[] } | { readonly plant: string });

/** A place in a source file that stands there exactly once, and what it becomes. */
export interface Edit {
	/** From the root of the tree. */
	readonly file: string;
	readonly find: string;
	readonly replace: string;
}

export interface Context {
	readonly seed: number;
	readonly size: Size;
	/** Of the numbers of a full run, the share that is run: 0 to 1. */
	readonly share: number;
	/** What earlier runs with this seed did, to go on from; null: it begins. */
	readonly done: Done | null;
	/** The bug that the proof plants itself; null: none. */
	readonly plant: string | null;
	/** A number of cases for the size of the run: the whole figure in a full run, unless only a share of it is wanted. */
	amount(numbers: { readonly quick: number; readonly full: number; readonly control?: number }): number;
	/** A folder of its own, gone after the run. In memory where the machine allows it: what it proves is not durability. */
	folder(): string;
	/** A folder on a disk, gone after the run. */
	diskFolder(): string;
	/** To be done after the run, however it ends; the last one first. */
	after(work: () => unknown): void;
	/** Shown while it runs. */
	say(text: string): void;
}

/** How much of everything that is counted was done. */
export type Done = Readonly<Record<string, number>>;

export interface Outcome {
	/** What was measured, for the table. */
	readonly figure: string;
	/** Whatever contradicts the claim, one line each; the first of them are shown. Empty: it holds. */
	readonly faults: readonly string[];
	/** Why the target is not reached although the claim holds: a smaller number, a part that could not be done. null: it is. */
	readonly short: string | null;
	/** Of all runs with this seed, for a later one that goes on; absent: each begins anew. */
	readonly done?: Done;
	/** A tool that is not on this machine, without which nothing was tried; absent: it was run. */
	readonly missing?: string;
}

/** The outcome where a tool is missing. */
export const notRun = (missing: string): Outcome => ({
	figure: `not run: ${missing} is not here`,
	faults: [],
	short: null,
	missing,
});

/** What `proof` prints, and keeps of the last full run. */
export interface Result extends Outcome {
	readonly name: string;
	readonly claim: string;
	readonly requirements: readonly number[];
	readonly target: string;
	readonly seed: number;
	readonly size: Size;
	readonly share: number;
	/** Absent: embedded. */
	readonly engine?: "elasticsearch";
	/** Of all its runs. */
	readonly seconds: number;
	/** In how many runs it came so far; absent: one. */
	readonly runs?: number;
	/** ISO day. */
	readonly day: string;
	readonly machine: string;
	readonly controls: readonly ControlResult[];
	/** It was run, and there was no fault, and every control noticed. */
	readonly passed: boolean;
}

export interface ControlResult {
	readonly name: string;
	readonly noticed: boolean;
	/** The first fault that the attack found, or why none. */
	readonly how: string;
}

/** A short figure: how many of how many. */
export const fewer = (ran: number, wanted: number, what: string): string | null =>
	ran >= wanted ? null : `${ran.toLocaleString("en")} of ${wanted.toLocaleString("en")} ${what}`;

/** All reasons that there are: a page that names the first only would hide what else was missed. */
export const everyReason = (...reasons: readonly (string | null)[]): string | null =>
	reasons.filter((reason) => reason !== null).join("; ") || null;

/** Bytes in MiB, as they are told. */
export const mib = (bytes = 0): number => Math.round(bytes / 2 ** 20);
