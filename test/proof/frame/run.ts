import { spawn } from "node:child_process";
import { once } from "node:events";
import os from "node:os";
import path from "node:path";
import { packageRoot } from "../../../src/package-root.ts";
import { MARK, type Run } from "./child.ts";
import { fittingControls } from "./page.ts";
import type { Control, ControlResult, EngineKind, Outcome, Proof, Result } from "./proof.ts";
import { plantTree } from "./tree.ts";

/** Runs a proof and its controls, each in a process of its own. */

const MINUTE = 60_000;
/** Far more than it takes on a machine with nothing else to do. */
const QUICK_MINUTES = 8;
const CONTROL_MINUTES = 10;
const FULL_MINUTES = 20;

export interface Asked {
	readonly seed: number;
	readonly size: "quick" | "full";
	readonly share: number;
	/** Where it is not embedded, {@link CLUSTER} says how the cluster is reached. */
	readonly engine: EngineKind;
	/** Of each proof's planted bugs, how many are tried; if absent one in a quick run, else all. */
	readonly bugs?: number;
	/** The kept run that this one goes on with, or, where that does not say how far it came, whose bugs count as tried; null: it begins. */
	readonly before: Result | null;
	/** Show what a proof says while it runs. */
	readonly verbose: boolean;
}

export async function runProof(proof: Proof, asked: Asked): Promise<Result> {
	const began = performance.now();
	const { seed, size, share, engine, verbose, before } = asked;
	const patience = (size === "quick" ? QUICK_MINUTES : (proof.minutes ?? FULL_MINUTES)) * MINUTE;
	const earlier = before?.done === undefined ? null : before;
	const run: Run = { seed, size, share, plant: null, done: earlier?.done ?? null };
	const { broke: _, ...outcome } = await inChild(packageRoot(), proof.name, run, { patience, verbose });
	const tried = new Map(before?.controls.map((control) => [control.name, control]));
	const { missing } = outcome;
	for (const control of missing === undefined ? controlsOf(proof, asked, tried) : [])
		tried.set(control.name, await runControl(proof, control, seed));
	const controls = [...tried.values()];
	const passed = missing === undefined && outcome.faults.length === 0 && controls.every(({ noticed }) => noticed);
	const { name, claim, requirements, target } = proof;
	return {
		...{ name, claim, requirements, target, seed, size, ...outcome, controls, passed },
		share: Number(Math.min(1, share + (earlier?.share ?? 0)).toFixed(4)),
		...(earlier === null ? {} : { runs: (earlier.runs ?? 1) + 1 }),
		...(engine === "embedded" ? {} : { engine }),
		seconds: Math.round((performance.now() - began) / 1000) + (earlier?.seconds ?? 0),
		day: new Date().toISOString().slice(0, 10),
		machine: machine(),
	};
}

/** A bug of an engine that is not used cannot be found, and one that was found need not be again. */
function controlsOf(
	proof: Proof,
	{ size, engine, bugs }: Asked,
	tried: ReadonlyMap<string, ControlResult>,
): readonly Control[] {
	const fitting = fittingControls(proof, engine).filter(({ name }) => tried.get(name)?.noticed !== true);
	return fitting.slice(0, bugs ?? (size === "full" ? fitting.length : 1));
}

/** Runs the attack on the product with the bug in it. It counts as noticed only if the attack came to its end and found a fault. */
export async function runControl(proof: Proof, control: Control, seed: number): Promise<ControlResult> {
	const { name } = control;
	let planted: ReturnType<typeof plantTree> | null;
	try {
		planted = "edits" in control ? plantTree(control.edits) : null;
	} catch (error) {
		return { name, noticed: false, how: (error as Error).message };
	}
	const plant = "plant" in control ? control.plant : null;
	try {
		const run: Run = { seed, size: "control", share: 1, plant, done: null };
		const root = planted?.root ?? packageRoot();
		const { faults, broke } = await inChild(root, proof.name, run, {
			patience: CONTROL_MINUTES * MINUTE,
			verbose: false,
		});
		const telling = faults.find((fault) => control.found?.test(fault) ?? true);
		const noticed = !broke && telling !== undefined;
		return { name, noticed, how: (telling ?? faults[0] ?? "nothing was found").slice(0, 200) };
	} finally {
		planted?.remove();
	}
}

interface How {
	readonly patience: number;
	readonly verbose: boolean;
}

/** @returns broke: the attack itself ended without an outcome, which is a fault of the attack and no finding */
async function inChild(root: string, name: string, run: Run, how: How): Promise<Outcome & { readonly broke: boolean }> {
	const entry = path.join(root, "test/proof/frame/child.ts");
	const child = spawn(process.execPath, ["--no-warnings", entry, name, JSON.stringify(run)], {
		cwd: root,
		// It ends with this pipe, however this process ends.
		stdio: ["pipe", "pipe", "pipe"],
	});
	let out = "";
	let errors = "";
	child.stdout.setEncoding("utf8").on("data", (text: string) => {
		out += text;
	});
	child.stderr.setEncoding("utf8").on("data", (text: string) => {
		errors = (errors + text).slice(-4000);
		if (how.verbose) process.stderr.write(text);
	});
	const timer = setTimeout(() => child.kill("SIGKILL"), how.patience);
	const [code, signal] = await once(child, "close");
	clearTimeout(timer);
	const line = out.split("\n").findLast((text) => text.startsWith(MARK));
	if (line !== undefined) {
		const { count: _, ...outcome } = JSON.parse(line.slice(MARK.length)) as Outcome & { readonly count: number };
		return { ...outcome, broke: false };
	}
	const why = signal === "SIGKILL" ? `stopped after ${how.patience / MINUTE} minutes` : `ended with ${code ?? signal}`;
	return { figure: why, faults: [`The attack ${why}: ${errors.trim().slice(-1500)}`], short: null, broke: true };
}

/** What kind of machine it was, without its name. */
function machine(): string {
	const memory = Math.round(os.totalmem() / 2 ** 30);
	return `${os.availableParallelism()} cores, ${memory} GiB, ${os.type()} ${os.arch()}, Node ${process.versions.node}`;
}
