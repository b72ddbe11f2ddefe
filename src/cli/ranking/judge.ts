import { type Command, InvalidArgumentError } from "commander";
import type { Settlement } from "../../../ranking/judging/settle.ts";
import { examples, gatherNames, wholeNumber } from "../verbs.ts";
import { bench, SYSTEM } from "./bench.ts";

export function addJudge(program: Command): void {
	const command = bench(program, "judge", "grade the first people of some rankings, and see how far judges agree")
		.option("--profile <names>", `whose first people are judged, several: ${SYSTEM}`, gatherNames)
		.option("--run <files>", "the same of TREC runs", gatherNames)
		.option("--depth <n>", "people of each list", wholeNumber(1, 1000), 10)
		.option("--judge <name>", "who judges; alone: on this terminal, key by key, and on from where it was left")
		.option("--grades <file>", "take grades of --judge from a CSV: query,document,grade")
		.option("--sheet <file>", "write what is not judged as a CSV to fill in, in an order that tells nothing")
		.option("--unjudged", "list the pairs of the pool that nobody judged, or not --judge")
		.option("--settle <method>", "write qrels.txt from what judges said: majority, median, adjudication", settlement)
		.option("--adjudicator <name>", "the judge who decides where the others disagree")
		.action(async (options) => {
			const { runJudge } = await import("../../../ranking/judge.ts");
			await runJudge(options);
		});
	examples(command, [
		"judge --corpus corpora/job-ads --profile default.v4,tuned.v1 --judge ada",
		"judge --corpus corpora/job-ads --profile default.v4 --run other.trec --sheet to-grade.csv",
		"judge --corpus corpora/job-ads --judge ben --grades graded.csv",
		"judge --corpus corpora/job-ads --profile default.v4 --unjudged --json",
		"judge --corpus corpora/job-ads --settle majority --adjudicator ada",
	]);
}

const METHODS: readonly Settlement[] = ["majority", "median", "adjudication"];

function settlement(text: string): Settlement {
	const method = METHODS.find((one) => one === text);
	if (method !== undefined) return method;
	throw new InvalidArgumentError(`Known: ${METHODS.join(", ")}.`);
}
