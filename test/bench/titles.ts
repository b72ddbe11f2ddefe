/**
 * How well does a title find other names of the same occupation? A collection from outside: the occupations of ESCO, which neither vocabulary
 * nor rules were made from. Every document is a resume of nothing but one of the other names; the query is the preferred one, and
 * right are the names of the same occupation. Beside the search stand plain BM25 over the same people, and the search without
 * any widening. Half of the occupations are for trying rules on, the other half is held out; both are reported.
 */
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { parse } from "csv-parse/sync";
import { openCollection, searchHits } from "../../ranking/collection.ts";
import type { Corpus, CorpusQuery } from "../../ranking/corpus.ts";
import { type Metrics, mean, measure } from "../../ranking/metrics.ts";
import { BM25, openSystem } from "../../ranking/systems.ts";
import { formKey } from "../../src/analysis/vocabulary.ts";
import type { ConfigInput } from "../../src/config.ts";
import { EXPANSION_SOURCES } from "../../src/domain/query.ts";
import { Resume } from "../../src/domain/resume.ts";
import type { Search } from "../../src/search/search.ts";
import type { Bench } from "./main.ts";
import { round } from "./platform.ts";

const DEPTH = 100;
/** One of so many of ESCO's 3,000 occupations. */
const EVERY = 4;
/** Names of one occupation in the collection, and at least. */
const MOST_NAMES = 6;
const LEAST_NAMES = 2;
const LONGEST_NAME = 200;
const LANGUAGES = ["en", "de", "es"] as const;
const DATA = path.resolve(import.meta.dirname, "../../../shared/data");

export const run: Bench = async ({ data = DATA, url, dimension, languages = LANGUAGES }) => {
	const folder = path.join(data, "vocabulary/esco");
	if (!existsSync(folder)) return { note: `There is no ${folder}: give --data.` };
	const result: Record<string, unknown> = {};
	for (const language of LANGUAGES.filter((one) => languages.includes(one))) {
		const file = path.join(folder, `ESCO_${language}/occupations_${language}.csv`);
		const corpus = collectionOf(occupationsIn(readFileSync(file, "utf8")), language);
		result[language] = await measured(corpus, url === undefined ? {} : { embeddings: modelAt(url, dimension) });
	}
	return result;
};

const modelAt = (url: string, dimension: number): ConfigInput["embeddings"] => ({
	url,
	allowLoopback: true,
	allowPrivate: true,
	// It may have to share the machine with this bench.
	patience: 10_000,
	model: "bench",
	languages: ["en", "de", "es", "fr"],
	dimension,
});

interface Occupation {
	readonly name: string;
	readonly others: readonly string[];
}

function occupationsIn(text: string): Occupation[] {
	const rows: Readonly<Record<string, string>>[] = parse(text, { columns: true, relax_column_count: true });
	return rows
		.map(({ preferredLabel = "", altLabels = "" }): Occupation => {
			// Masculine and feminine stand side by side.
			const [name = ""] = preferredLabel.split("/");
			const others = altLabels.split("\n").map((other) => other.trim().slice(0, LONGEST_NAME));
			const distinct = new Map(others.filter((other) => other !== "").map((other) => [formKey(other), other]));
			distinct.delete(formKey(name));
			return { name: name.trim(), others: [...distinct.values()].slice(0, MOST_NAMES) };
		})
		.filter(({ others }) => others.length >= LEAST_NAMES)
		.filter((_, index) => index % EVERY === 0);
}

function collectionOf(occupations: readonly Occupation[], language: string): Corpus {
	const idOf = (occupation: number, name: number) => `o${occupation}-${name}`;
	const namesOf = ({ others }: Occupation, at: number) => others.map((title, name) => ({ id: idOf(at, name), title }));
	return {
		folder: language,
		description: { name: `titles-${language}`, description: "", language, licence: "", made: "", tenant: null },
		candidates: occupations
			.flatMap(namesOf)
			.map(({ id, title }) => ({ id, resume: Resume.parse({ work: [{ position: title }] }) })),
		network: [],
		// A title is words, not a query: signs in it mean nothing.
		queries: occupations.map(({ name }, at) => ({ id: `o${at}`, text: name.replace(/[^\p{L}\p{N}\s-]/gu, " ") })),
		judgments: new Map(
			occupations.map((one, at) => [`o${at}`, new Map(namesOf(one, at).map(({ id }) => [id, 1] as const))]),
		),
		unknownJudged: { documents: 0, queries: 0 },
		unknownProfiles: [],
		leftOut: [],
	};
}

type Way = (query: CorpusQuery) => Promise<readonly string[]>;

async function measured(corpus: Corpus, settings: Partial<ConfigInput>) {
	const collection = await openCollection(corpus, settings);
	try {
		const bm25 = await openSystem(collection, BM25);
		const { search } = collection.platform;
		const by =
			(asked: Search): Way =>
			async (query) =>
				(await searchHits(asked, collection, query, { depth: DEPTH })).flatMap(({ candidateId }) => candidateId ?? []);
		const off = { off: [...EXPANSION_SOURCES], offTerms: [] };
		const plain: Search = {
			search: (scope, request, view) => search.search(scope, { ...request, expansion: off }, view),
		};
		return {
			titles: corpus.candidates.length,
			queries: corpus.queries.length,
			bm25: await figures(corpus, async (query) => (await bm25.search(query, DEPTH)).map(({ id }) => id)),
			"without widening": await figures(corpus, by(plain)),
			search: await figures(corpus, by(search)),
		};
	} finally {
		await collection.close();
	}
}

async function figures(corpus: Corpus, way: Way) {
	const measured: Metrics[] = [];
	const began = performance.now();
	for (const query of corpus.queries) {
		const result = measure(await way(query), corpus.judgments.get(query.id) ?? new Map());
		if (result !== null) measured.push(result);
	}
	const milliseconds = (performance.now() - began) / corpus.queries.length;
	const { map, "recall@100": recall } = mean(measured);
	const half = (odd: number) => round(mean(measured.filter((_, at) => at % 2 === odd)).map, 4);
	return {
		map: round(map, 4),
		"map, for trying": half(0),
		"map, held out": half(1),
		"recall@100": round(recall, 4),
		"ms a query": round(milliseconds, 1),
	};
}
