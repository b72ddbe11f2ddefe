import { Argument, type Command } from "commander";
import { DEFAULT_PROFILE } from "../../domain/ranking-profile.ts";
import { examples, gatherNames } from "../verbs.ts";
import { bench, SYSTEM } from "./bench.ts";
import { gatesOf, withGates } from "./gates.ts";

export function addVocabulary(program: Command): void {
	const command = program
		.command("vocabulary")
		.description("skills and titles: import a classification, check the files, measure what a change does");
	addImport(command);
	addLint(command);
	addEffect(command);
}

function addImport(parent: Command): void {
	const command = parent
		.command("import")
		.description("make a folder of a published classification, or of a table of your own")
		.addArgument(new Argument("<format>", "what the files are").choices(["esco", "onet", "csv"]))
		.argument("<files...>", "files of the official download: CSV of ESCO, text or CSV of O*NET")
		.requiredOption("--out <dir>", "new folder, in the format of ranking/vocabulary")
		.option("--base <dir>", "begin with this vocabulary, whose concepts keep their ids and names; shipped: ours")
		.option("--source <name>", "csv: whose table this is")
		.option("--licence <name>", "csv: on which terms it may be used")
		.option("--json", "print JSON")
		.action(async (format, files, options) => {
			const { runImport } = await import("../../../ranking/terms/import.ts");
			runImport(format, files, options);
		});
	examples(command, [
		"vocabulary import esco occupations_en.csv occupations_de.csv skills_en.csv skills_de.csv --out esco",
		"vocabulary import onet 'Occupation Data.txt' 'Alternate Titles.txt' 'Technology Skills.txt' --out onet --base shipped",
		"vocabulary import csv own.csv --source 'Acme HR' --licence internal --out acme --base shipped",
	]);
}

function addLint(parent: Command): void {
	const command = parent
		.command("lint")
		.description("what is wrong in the files, with file and line; exit 1 where there are errors")
		.argument("[dir]", "folder of the vocabulary; the shipped one if left out")
		.option("--no-warnings", "errors only")
		.option("--json", "print JSON")
		.action(async (folder, options) => {
			const { runLint } = await import("../../../ranking/terms/lint-verb.ts");
			runLint(folder, options);
		});
	examples(command, ["vocabulary lint", "vocabulary lint acme --json"]);
}

function addEffect(parent: Command): void {
	const command = withGates(
		bench(
			parent,
			"effect",
			"what the second of two vocabularies does on a judged collection; exit 1 where a gate is broken",
		)
			.option("--vocabulary <dirs>", "two folders; shipped: ours", gatherNames)
			.option("--profile <name>", SYSTEM, DEFAULT_PROFILE),
	).action(async (options) => {
		const { runEffect } = await import("../../../ranking/terms/effect.ts");
		await runEffect({ ...options, vocabulary: options.vocabulary ?? [], gates: gatesOf(options) });
	});
	examples(command, ["vocabulary effect --corpus corpora/synonyms --vocabulary shipped --vocabulary acme"]);
}
