/**
 * How long does somebody wait for a completion? Queries as recruiters write them, typed letter by letter, each letter a question
 * with its entry in the log; then the same while people are stored. And how long for a word that nobody has.
 */
import { makePerson, toJsonResume } from "../../corpora/generate/people.ts";
import { SearchRequest } from "../../src/domain/query.ts";
import { importCandidates } from "../../src/ingest/import-candidate.ts";
import type { Bench } from "./main.ts";
import { candidateOf } from "./people.ts";
import { type BenchPlatform, fill, fillNetwork, openBenchPlatform, percentiles } from "./platform.ts";
import { recruiterQueries } from "./queries.ts";

const QUERIES = 60;
const MISSPELT = ["kuberntes", "develper", "enginer", "javascirpt", "accountnt", "managr", "pyhton", "desinger"];

export const run: Bench = async ({ candidates, network, seed, json, keep }) => {
	const bench = await openBenchPlatform(keep);
	try {
		if (bench.isNew) {
			await fillNetwork(bench, network, candidates, json);
			await fill(bench, candidates, json);
		}
		const personAt = (index: number) => toJsonResume(makePerson(index % candidates));
		const texts = recruiterQueries(QUERIES, seed, personAt).flatMap(({ query = "" }) => lettersOf(query));
		const first = await typed(bench, texts.slice(0, 1));
		const cold = await typed(bench, texts);
		const warm = await typed(bench, texts);
		const meanwhile = await whileStoring(bench, texts, candidates);
		const spelling = await misspelt(bench);
		return {
			candidates,
			network,
			seed,
			"letters typed": texts.length,
			"first question of all, ms": first[0],
			"typing, ms": percentiles(cold),
			"the same again, ms": percentiles(warm),
			"while people are stored, ms": percentiles(meanwhile),
			"search with a misspelt word, ms": percentiles(spelling),
			"resident memory, MB": Math.round(process.memoryUsage().rss / 1e6),
		};
	} finally {
		await bench.close();
	}
};

/** What stands in the box after each letter. */
export const lettersOf = (query: string): string[] => Array.from(query, (_, index) => query.slice(0, index + 1));

export async function typed({ platform, scope }: BenchPlatform, texts: readonly string[]): Promise<number[]> {
	const times: number[] = [];
	for (const q of texts) {
		const began = performance.now();
		await platform.suggestions.suggest(scope, { q, limit: 10 });
		times.push(performance.now() - began);
	}
	return times;
}

/** Somebody is stored for every twentieth letter: what was known of the store is out of date then. */
async function whileStoring(bench: BenchPlatform, texts: readonly string[], from: number): Promise<number[]> {
	const times: number[] = [];
	for (let start = 0; start < Math.min(texts.length, 600); start += 20) {
		await importCandidates(bench.scope, bench.platform.ingest, [candidateOf(from + start)]);
		times.push(...(await typed(bench, texts.slice(start, start + 20))));
	}
	return times;
}

async function misspelt({ platform, scope }: BenchPlatform): Promise<number[]> {
	const times: number[] = [];
	for (const query of [...MISSPELT, ...MISSPELT]) {
		const began = performance.now();
		const { didYouMean } = await platform.search.search(scope, SearchRequest.parse({ query, facets: [] }));
		times.push(performance.now() - began);
		if (didYouMean.length === 0) process.stderr.write(`nothing is near ${query}\n`);
	}
	return times;
}
