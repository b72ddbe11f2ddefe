/** `npm run evaluate -- --corpus DIR`: how good is the order that a ranking profile gives, in numbers. */
import { writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { type Collection, openCollection, type Ranked } from "./collection.ts";
import { type Corpus, readCorpus } from "./corpus.ts";
import { type Metrics, mean, measure } from "./metrics.ts";

const DEPTH = 100;

interface Evaluation {
	readonly profile: string;
	readonly metrics: Metrics;
	readonly queries: number;
	/** Milliseconds, median over the queries. */
	readonly latency: number;
}

async function evaluate(collection: Collection, corpus: Corpus, profile: string, runOut?: string): Promise<Evaluation> {
	const measured: Metrics[] = [];
	const times: number[] = [];
	const lines: string[] = [];
	for (const query of corpus.queries) {
		const began = performance.now();
		const ranked = await collection.run(query, { depth: DEPTH, profile });
		times.push(performance.now() - began);
		lines.push(...trecLines(query.id, ranked, profile));
		const result = measure(
			ranked.map(({ id }) => id),
			corpus.judgments.get(query.id) ?? new Map(),
		);
		if (result !== null) measured.push(result);
	}
	if (runOut !== undefined) writeFileSync(runOut, `${lines.join("\n")}\n`);
	times.sort((a, b) => a - b);
	return { profile, metrics: mean(measured), queries: measured.length, latency: times[times.length >> 1] ?? 0 };
}

/** A run in TREC's form: query, Q0, document, rank, score, tag. */
const trecLines = (query: string, ranked: readonly Ranked[], tag: string) =>
	ranked.map(({ id, score }, index) => `${query} Q0 ${id} ${index + 1} ${score} ${tag}`);

function print(results: readonly Evaluation[]): void {
	process.stdout.write(
		`${corpus.description.name}: ${corpus.candidates.length} people, ${results[0]?.queries} judged queries\n`,
	);
	if (corpus.unknownJudged > 0)
		process.stdout.write(`! ${corpus.unknownJudged} judgments of people who are not in the collection\n`);
	const names = Object.keys(results[0]?.metrics ?? {}) as (keyof Metrics)[];
	process.stdout.write(`${"".padEnd(14)}${results.map(({ profile }) => profile.padStart(14)).join("")}\n`);
	for (const name of names) {
		process.stdout.write(
			`${name.padEnd(14)}${results.map(({ metrics }) => metrics[name].toFixed(4).padStart(14)).join("")}\n`,
		);
	}
	process.stdout.write(
		`${"ms a query".padEnd(14)}${results.map(({ latency }) => latency.toFixed(1).padStart(14)).join("")}\n`,
	);
}

const { values } = parseArgs({
	options: {
		corpus: { type: "string" },
		profile: { type: "string", multiple: true, default: ["default.v1"] },
		"run-out": { type: "string" },
		json: { type: "boolean", default: false },
	},
});
if (values.corpus === undefined) {
	process.stderr.write("Name a collection: --corpus DIR\n");
	process.exit(2);
}
const corpus = readCorpus(values.corpus);
const collection = await openCollection(corpus);
try {
	const results: Evaluation[] = [];
	for (const profile of values.profile) results.push(await evaluate(collection, corpus, profile, values["run-out"]));
	if (values.json) process.stdout.write(`${JSON.stringify({ corpus: corpus.description.name, results }, null, 2)}\n`);
	else print(results);
} finally {
	await collection.close();
}
