/**
 * Does the API stay up whatever is uploaded? `npm run bench -- hostile [files] [number]`: thousands of hostile files over
 * HTTP against a served process; with a number only that file, to look at it again. `--plant` takes the parser's limits
 * away: the run must then find faults, or it sees nothing.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { hostileFile, KINDS } from "../hostile/files.ts";
import { faultsOf, type Outcome } from "../hostile/judge.ts";
import { type Listener, listen } from "../hostile/listener.ts";
import { plantSentinel, SECRET, Served } from "../hostile/served.ts";
import type { BenchOptions } from "./main.ts";

const FILES = 5148;
/** Uploads at once: as many as there are parser processes, so that no file waits for another. */
const AT_ONCE = 2;
const HEALTH_EVERY = 200;
/** With limits this wide a file that never ends is seen to take too long. */
const NO_LIMITS = { timeoutSeconds: 60, memoryMegabytes: 8192 };
const PLANTED = "pdf: forms that double";

interface Watch {
	readonly health: (number | null)[];
	largest: number;
	readonly stop: () => Promise<void>;
}

/** Asks for health all the time, and looks at the memory of the parser processes. */
function watch(served: Served): Watch {
	let going = true;
	const health: (number | null)[] = [];
	const state: Watch = {
		health,
		largest: 0,
		stop: async () => {
			going = false;
			await loop;
		},
	};
	const loop = (async () => {
		while (going) {
			health.push(await served.health());
			state.largest = Math.max(state.largest, served.children().largest);
			await new Promise((resolve) => setTimeout(resolve, HEALTH_EVERY));
		}
	})();
	return state;
}

async function uploadAll(
	served: Served,
	numbers: readonly number[],
	{ seed, minutes }: Pick<BenchOptions, "seed" | "minutes">,
	bait: { address: string; sentinel: string },
): Promise<Outcome[]> {
	const until = performance.now() + minutes * 60_000;
	const outcomes: Outcome[] = [];
	const waiting = [...numbers];
	const work = async (): Promise<void> => {
		for (;;) {
			const number = performance.now() < until ? waiting.shift() : undefined;
			if (number === undefined) return;
			outcomes.push(await served.upload(await hostileFile(seed, number, bait)));
			if (outcomes.length % 250 === 0) process.stderr.write(`${outcomes.length} of ${numbers.length}\n`);
		}
	};
	await Promise.all(Array.from({ length: AT_ONCE }, work));
	return outcomes;
}

/** Numbers of files by kind and outcome, and the longest time of the kind in ms. */
function table(outcomes: readonly Outcome[]): Record<string, Record<string, number>> {
	const kinds = [...Map.groupBy(outcomes, (entry) => entry.kind)].toSorted();
	return Object.fromEntries(
		kinds.map(([kind, list]) => {
			const ended = [...Map.groupBy(list, (entry) => entry.outcome)].map(([outcome, part]) => [outcome, part.length]);
			return [
				kind,
				{ ...Object.fromEntries(ended), "longest, ms": Math.round(Math.max(...list.map((entry) => entry.time))) },
			];
		}),
	);
}

function numbersOf({ rest, from, plant }: Pick<BenchOptions, "rest" | "from"> & { readonly plant: boolean }): number[] {
	if (plant) return [KINDS.findIndex((kind) => kind.name === PLANTED)];
	if (rest[1] !== undefined) return [Number(rest[1])];
	return Array.from({ length: Number(rest[0] ?? FILES - from) }, (_, number) => from + number);
}

export async function run({ seed, rest, from: first, minutes }: BenchOptions): Promise<Record<string, unknown>> {
	const plant = process.argv.includes("--plant");
	const folder = mkdtempSync(path.join(tmpdir(), "tributary-sentinel-"));
	const listener: Listener = await listen();
	const sentinel = plantSentinel(folder);
	const served = await Served.start(plant ? NO_LIMITS : {});
	const watched = watch(served);
	const from = performance.now();
	const outcomes = await uploadAll(
		served,
		numbersOf({ rest, from: first, plant }),
		{ seed, minutes },
		{
			address: listener.address,
			sentinel: sentinel.path,
		},
	);
	const seconds = (performance.now() - from) / 1000;
	await watched.stop();
	const leftBehind = await served.stop();
	const secrets = [sentinel.content, SECRET, "root:x:0:0"];
	const faults = faultsOf({ outcomes, health: watched.health, connections: listener.reached(), secrets, leftBehind });
	listener.close();
	rmSync(folder, { recursive: true });
	const health = watched.health.map((time) => time ?? Number.POSITIVE_INFINITY);
	process.exitCode = faults.length > 0 ? 1 : 0;
	return {
		seed,
		"first file": Math.min(...outcomes.map((entry) => entry.number)),
		"last file": Math.max(...outcomes.map((entry) => entry.number)),
		files: outcomes.length,
		kinds: new Set(outcomes.map((entry) => entry.kind)).size,
		seconds: Math.round(seconds),
		table: table(outcomes),
		"longest file, ms": Math.round(Math.max(...outcomes.map((entry) => entry.time))),
		"health checks": health.length,
		"slowest health check, ms": Math.round(Math.max(...health)),
		"largest parser process, MB": Math.round(watched.largest / 1e6),
		"connections made": listener.reached(),
		faults:
			faults.length === 0 ? "none" : Object.fromEntries(faults.slice(0, 100).map((fault, index) => [index + 1, fault])),
	};
}
