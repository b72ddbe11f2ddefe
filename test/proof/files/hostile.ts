import { mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { hostileFile, KINDS } from "../../hostile/files.ts";
import { type Outcome as FileOutcome, faultsOf, MOST_HEALTH } from "../../hostile/judge.ts";
import { listen } from "../../hostile/listener.ts";
import { plantSentinel, SECRET, Served } from "../../hostile/served.ts";
import { type Context, everyReason, fewer, type Outcome, type Proof } from "../frame/proof.ts";

/** Hostile files of every kind are uploaded to a served product: bombs, loops, entities, links, mutations. test/hostile makes them. */

const AT_ONCE = 2;
/** Milliseconds between two looks at the processes that read the files. */
const LOOK = 250;
const MEBIBYTE = 2 ** 20;
const MOST_MEMORY = 700 * MEBIBYTE;
/** A file of this kind takes all that it can get. */
const GREEDY = "pdf: forms that double";

async function prove(context: Context): Promise<Outcome> {
	const folder = mkdtempSync(path.join(os.tmpdir(), "tributary-sentinel-"));
	context.after(() => rmSync(folder, { recursive: true, force: true }));
	const [listener, sentinel] = [await listen(), plantSentinel(folder)];
	context.after(() => listener.close());
	const isPlanted = context.plant === "no limits";
	const served = await Served.start(isPlanted ? { timeoutSeconds: 60, memoryMegabytes: 8192 } : {});
	const count = context.amount({ quick: 30, full: 5148 });
	const greedy = KINDS.findIndex(({ name }) => name === GREEDY);
	// Spread over the kinds, from a place that the seed names.
	const numbers = isPlanted
		? [greedy]
		: Array.from({ length: count }, (_, at) => (context.seed * 31 + at * 7) % 100_000);
	let largest = 0;
	// Who is not seen while it lives is not missed when it lives on.
	const looking = setInterval(() => {
		largest = Math.max(largest, served.children().largest);
	}, LOOK);
	context.after(() => clearInterval(looking));
	const outcomes: FileOutcome[] = [];
	const health: (number | null)[] = [];
	const waiting = numbers.values();
	const bait = { address: listener.address, sentinel: sentinel.path };
	const work = async () => {
		for (const number of waiting) {
			outcomes.push(await served.upload(await hostileFile(context.seed, number, bait)));
			health.push(await served.health());
		}
	};
	await Promise.all(Array.from({ length: AT_ONCE }, work));
	clearInterval(looking);
	const leftBehind = await served.stop();
	const secrets = [sentinel.content, SECRET, "root:x:0:0"];
	// How fast health is answered is a figure; that it is answered is the claim.
	const answered = health.map((time) => (time === null ? null : Math.min(time, MOST_HEALTH)));
	const faults = faultsOf({ outcomes, health: answered, connections: listener.reached(), secrets, leftBehind });
	return {
		figure: `${outcomes.length} files of ${new Set(outcomes.map(({ kind }) => kind)).size} kinds, longest ${Math.round(Math.max(...outcomes.map(({ time }) => time)))} ms, largest process ${Math.round(largest / MEBIBYTE)} MiB, ${listener.reached()} connections, nothing left behind but the faults: ${faults.length}`,
		faults,
		short: everyReason(
			fewer(outcomes.length, 5148, "files"),
			largest > MOST_MEMORY ? `a process that read a file took ${Math.round(largest / MEBIBYTE)} MiB` : null,
		),
	};
}

export const hostile: Proof = {
	name: "hostile",
	claim: "The product stays up whatever is uploaded, and each file ends parsed or refused with its reason",
	requirements: [26, 27, 28, 29, 30],
	target:
		"5,148 hostile files of every kind: each ended within 10 s and 700 MiB, 0 answers of 500 and above, 0 connections, nothing of this machine brought out, nothing left behind",
	minutes: 120,
	controls: [{ name: "the parser's limits taken away", plant: "no limits" }],
	run: prove,
};
