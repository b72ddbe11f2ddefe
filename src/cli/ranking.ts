import { type Command, Option } from "commander";
import { DEFAULT_PROFILE } from "../domain/ranking-profile.ts";
import { bench, SYSTEM, withEngine } from "./ranking/bench.ts";
import { gatesOf, withGates } from "./ranking/gates.ts";
import { addJudge } from "./ranking/judge.ts";
import { addVocabulary } from "./ranking/vocabulary.ts";
import { examples, gather, gatherNames, wholeNumber } from "./verbs.ts";

/**
 * The ranking engineer's verbs. Their work lies in ranking/, which is loaded when one is asked for: this file and its folder are all of
 * src that knows that folder.
 */
export function addRanking(program: Command): void {
	addEvaluate(program);
	addCompare(program);
	addTune(program);
	addReport(program);
	addJudge(program);
	addVocabulary(program);
}

function addEvaluate(program: Command): void {
	const command = bench(
		program,
		"evaluate",
		"measure ranking profiles on a judged collection, with the metrics of trec_eval",
	)
		.option("--profile <names>", `what to measure, may be given several times: ${SYSTEM}`, gatherNames)
		.option("--run-out <file>", "write what was found as a TREC run; of several profiles a file each")
		.option("--depth <n>", "people of each list", wholeNumber(1, 1000), 100)
		.action(async (options) => {
			const { runEvaluate } = await import("../../ranking/evaluate.ts");
			await runEvaluate({ ...options, profile: options.profile ?? [DEFAULT_PROFILE] });
		});
	examples(command, [
		"evaluate --corpus corpora/job-ads --profile bm25 --profile default.v4",
		"evaluate --corpus corpora/job-ads --run-out run.trec --json",
		"evaluate --corpus corpora/job-ads --engine elasticsearch --config tributary.json",
	]);
}

function addTune(program: Command): void {
	const command = withEngine(program.command("tune"))
		.description("search weights on judged collections, report them on held-out queries, write a new profile")
		.requiredOption("--corpus <dirs>", "judged collections, one or several", gatherNames)
		.requiredOption("--out <file>", "file of the new profile, as tuned.v1.json")
		.addOption(
			new Option("--model <model>", "linear: weights; trees: gradient-boosted trees that add to the weights of --from")
				.choices(["linear", "trees"])
				.default("linear"),
		)
		.option("--from <profile>", "profile to begin with, or a file of one (tuned.v1.json)", DEFAULT_PROFILE)
		.option("--keep <features>", "features whose weights stay, as those that the queries never ask for", gather)
		.option("--folds <n>", "parts that the queries are held out in", wholeNumber(2, 100), 5)
		.option("--tenant <id>", "for whom; needed for a collection of a tenant's own judgments")
		.option("--seed <n>", "of the folds", wholeNumber(0, 2 ** 31), 1)
		.option("--json", "print JSON")
		.action(async (options) => {
			const { runTune } = await import("../../ranking/tune.ts");
			await runTune(options);
		});
	examples(command, [
		"tune --corpus corpora/job-ads --out tuned.v1.json",
		"tune --corpus corpora/first,corpora/job-ads --model trees --out trees.v1.json",
	]);
}

function addReport(program: Command): void {
	const command = bench(program, "report", "one HTML page with the figures and plots of some rankings on a collection")
		.option("--profile <names>", `what to measure, the first is what the others are held to: ${SYSTEM}`, gatherNames)
		.requiredOption("--out <file>", "the page; it needs nothing from elsewhere")
		.action(async (options) => {
			const { runReport } = await import("../../ranking/report/report.ts");
			await runReport({ ...options, profile: options.profile ?? ["bm25", DEFAULT_PROFILE] });
		});
	examples(command, ["report --corpus corpora/job-ads --profile bm25,default.v4,tuned.v1 --out report.html"]);
}

function addCompare(program: Command): void {
	const command = withGates(
		bench(program, "compare", "the second of two rankings against the first; exit 1 where a gate is broken")
			.option("--profile <names>", `two of: ${SYSTEM}`, gatherNames)
			.option("--run <files>", "or two TREC runs", gatherNames),
	).action(async (options) => {
		const { runCompare } = await import("../../ranking/compare.ts");
		await runCompare({ ...options, gates: gatesOf(options) });
	});
	examples(command, [
		"compare --corpus corpora/job-ads --profile bm25 --profile default.v4 --p 0.01",
		"compare --corpus corpora/job-ads --run before.trec --run after.trec --gate map=-0.005",
	]);
}
