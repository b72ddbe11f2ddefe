/** Runs one proof in a process of its own: in the source tree, or in a copy of it with a bug. Arguments: the name, the run as JSON. */
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { PROOFS } from "../proofs.ts";
import type { Context, Done, Outcome, Size } from "./proof.ts";

export interface Run {
	readonly seed: number;
	readonly size: Size;
	readonly share: number;
	readonly plant: string | null;
	readonly done: Done | null;
}

/** What stands before the outcome, on the last line. */
export const MARK = "PROOF ";
/** A folder in memory: most of what is proved does not depend on a disk, and waits for it. */
const MEMORY = "/dev/shm";
const MOST_FAULTS = 20;

function contextOf(run: Run): Context & { readonly finish: () => Promise<void> } {
	const later: (() => unknown)[] = [];
	const folderIn = (parent: string) => {
		const folder = mkdtempSync(path.join(parent, "tributary-proof-"));
		later.push(() => rmSync(folder, { recursive: true, force: true }));
		return folder;
	};
	return {
		...run,
		amount: ({ quick, full, control }) => {
			if (run.size === "quick") return quick;
			return run.size === "control" ? (control ?? quick) : Math.max(quick, Math.ceil(full * run.share));
		},
		folder: () => folderIn(existsSync(MEMORY) ? MEMORY : os.tmpdir()),
		diskFolder: () => folderIn(os.tmpdir()),
		after: (work) => void later.push(work),
		say: (text) => void process.stderr.write(`  ${text}\n`),
		finish: async () => {
			for (const work of later.reverse()) await Promise.resolve(work()).catch(() => {});
		},
	};
}

if (import.meta.main) {
	const [, , name = "", given = "{}"] = process.argv;
	const context = contextOf(JSON.parse(given) as Run);
	process.stdin.once("end", () => void context.finish().then(() => process.exit(1))).resume();
	const proof = PROOFS.find((one) => one.name === name);
	if (proof === undefined) throw new Error(`There is no proof ${name}.`);
	try {
		const { figure, faults, short, done, missing } = await proof.run(context);
		const shown: Outcome & { readonly count: number } = {
			figure,
			short,
			count: faults.length,
			...(done === undefined ? {} : { done }),
			...(missing === undefined ? {} : { missing }),
			faults: faults.slice(0, MOST_FAULTS).map((fault) => fault.slice(0, 600)),
		};
		process.stdout.write(`\n${MARK}${JSON.stringify(shown)}\n`);
	} finally {
		await context.finish();
	}
	// What it started has been ended; a worker or a socket that lingers keeps nobody waiting.
	process.exit(0);
}
