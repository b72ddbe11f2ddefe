/** Command line of the generator: `node corpora/generate/main.ts --people 300 --seed 7 --out DIR`. */
import path from "node:path";
import { fileURLToPath } from "node:url";
import { SingleBar } from "cli-progress";
import { Command, InvalidArgumentError } from "commander";
import { writeDemo } from "./demo.ts";
import { FORMATS, type Format } from "./files.ts";
import { JUDGED } from "./judged/all.ts";
import { writeCollection } from "./judged/collection.ts";
import { writeCorpus } from "./write.ts";

/** Largest number of people: file names are numbered with four digits at least, seeds with six. */
const MOST_PEOPLE = 500_000;

function wholeNumber(most: number): (text: string) => number {
	return (text) => {
		const value = Number(text);
		if (!/^\d+$/.test(text) || value > most) throw new InvalidArgumentError(`Expected a whole number up to ${most}.`);
		return value;
	};
}

function formatsFrom(text: string): Format[] {
	const names = text.split(",").map((name) => name.trim());
	const unknown = names.find((name) => !(FORMATS as readonly string[]).includes(name));
	if (unknown !== undefined)
		throw new InvalidArgumentError(`Unknown format "${unknown}"; known are ${FORMATS.join(", ")}.`);
	return names as Format[];
}

const DEMO_FOLDER = fileURLToPath(new URL("../demo/", import.meta.url));

const program = new Command("corpora").description(
	"Writes fictitious people and their resumes as files, with the truth about each file.",
);

program
	.command("people", { isDefault: true })
	.description("writes a corpus of any size")
	.option("--people <count>", "number of people", wholeNumber(MOST_PEOPLE), 300)
	.option("--seed <number>", "same seed, same bytes", wholeNumber(1_000_000_000), 7)
	.option("--formats <list>", `comma-separated: ${FORMATS.join(",")} (default: all)`, formatsFrom)
	.requiredOption("--out <folder>", "folder for resumes/ (replaced) and truth.ndjson")
	.addHelpText(
		"after",
		"\nExample:\n  npm run -s corpora -- --people 300 --seed 7 --out out/corpus\n  npm run -s corpora -- demo",
	)
	.action(async (options: { people: number; seed: number; out: string; formats?: Format[] }) => {
		const bar = new SingleBar({ format: "{bar} {value}/{total} resumes", noTTYOutput: false, clearOnComplete: true });
		bar.start(options.people, 0);
		const truth = await writeCorpus({ ...options, formats: options.formats ?? FORMATS }, (done) => bar.update(done));
		bar.stop();
		process.stdout.write(`${truth.length} resumes in ${options.out}\n`);
	});

program
	.command("demo")
	.description("writes the committed demo corpus again")
	.option("--out <folder>", "where to", DEMO_FOLDER)
	.action(async (options: { out: string }) => {
		const truth = await writeDemo(options.out);
		process.stdout.write(`${truth.length} resumes in ${options.out}\n`);
	});

program
	.command("judged")
	.description("writes judged collections again")
	.argument("[names...]", `some of ${Object.keys(JUDGED).join(", ")} (default: all)`)
	.option("--out <folder>", "where their folders are", fileURLToPath(new URL("../", import.meta.url)))
	.option(
		"--variant <number>",
		"0: as committed; another: other people and queries of the same kind",
		wholeNumber(1000),
		0,
	)
	.action(async (names: string[], options: { out: string; variant: number }) => {
		for (const name of names.length > 0 ? names : Object.keys(JUDGED)) {
			const make = JUDGED[name];
			if (make === undefined) throw new InvalidArgumentError(`There is no collection ${name}.`);
			const collection = await make(options.variant);
			await writeCollection(collection, path.join(options.out, name));
			const { candidates, queries, judgments } = collection;
			process.stdout.write(
				`${name}: ${candidates.length} candidates, ${queries.length} queries, ${judgments.length} judgments\n`,
			);
		}
	});

await program.parseAsync();
