/**
 * `node corpora/generate/judged.ts --out corpora/first`: a judged collection. Queries are what a recruiter would type;
 * grades come from what the generator knows about each person (trade, level, tools, place), never from a ranking.
 */
import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";
import { gradeOf, wishFor } from "./judged/wishes.ts";
import { type FictitiousPerson, makePerson, toJsonResume } from "./people.ts";
import { PROFESSION_IDS } from "./professions.ts";
import { createRandom } from "./random.ts";

const { values } = parseArgs({
	options: {
		people: { type: "string", default: "600" },
		queries: { type: "string", default: "70" },
		seed: { type: "string", default: "20260" },
		out: { type: "string" },
	},
});
if (values.out === undefined) {
	process.stderr.write("Name the folder to write: --out DIR\n");
	process.exit(2);
}

const seed = Number(values.seed);
const random = createRandom(seed);
const people = Array.from({ length: Number(values.people) }, (_, index) => makePerson(seed * 1000 + index));
const wishes = Array.from({ length: Number(values.queries) }, (_, index) =>
	wishFor(PROFESSION_IDS[index % PROFESSION_IDS.length] as string, people, random),
);

const idOf = (person: FictitiousPerson) => `p${person.seed}`;
const lines = (rows: readonly unknown[]) => `${rows.map((row) => JSON.stringify(row)).join("\n")}\n`;
const qrels = wishes.flatMap((wish, index) =>
	people
		.map((person) => ({ query: `q${index + 1}`, id: idOf(person), grade: gradeOf(person, wish) }))
		.filter((row) => row.grade > 0),
);

mkdirSync(values.out, { recursive: true });
const write = (name: string, text: string) => writeFileSync(path.join(values.out as string, name), text);
write(
	"corpus.json",
	`${JSON.stringify(
		{
			name: "first",
			description: "Fictitious people of 14 trades in four languages; queries of title, skill and place in English.",
			language: "en, de, fr, es",
			licence: "CC0-1.0",
			made: `node corpora/generate/judged.ts --people ${values.people} --queries ${values.queries} --seed ${values.seed}; grades from the generator's hidden truth: 3 answers everything asked, 1 lacks one thing, unlisted lacks more or is of another trade`,
			tenant: "synthetic",
		},
		null,
		"\t",
	)}\n`,
);
write("candidates.ndjson", lines(people.map((person) => ({ id: idOf(person), resume: toJsonResume(person) }))));
write(
	"queries.ndjson",
	lines(wishes.map(({ text, profession }, index) => ({ id: `q${index + 1}`, text, slices: { profession } }))),
);
write("qrels.txt", qrels.map(({ query, id, grade }) => `${query} 0 ${id} ${grade}\n`).join(""));
process.stdout.write(`${people.length} people, ${wishes.length} queries, ${qrels.length} judgments above 0\n`);
