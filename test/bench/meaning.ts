/**
 * What does an embedding model know? Over a service of the operator's own (`--url`, in the embeddings format of OpenAI): held-out names of
 * titles in English, German and Spanish, ranked by shared words and by the model; and the corpus `corpora/first` searched with
 * and without it. Nothing is loaded or fetched by this bench itself.
 */
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { openCollection, searchHits } from "../../ranking/collection.ts";
import { type Corpus, readCorpus } from "../../ranking/corpus.ts";
import { mean, measure } from "../../ranking/metrics.ts";
import { occupationForm } from "../../src/analysis/occupation-form.ts";
import { tokenize } from "../../src/analysis/tokenize.ts";
import type { Hit } from "../../src/domain/hit.ts";
import { createServiceAsk } from "../../src/export/ask-service.ts";
import { type Embedder, MOST_TEXTS } from "../../src/search/meaning/embedder.ts";
import { createEndpointEmbedder } from "../../src/search/meaning/endpoint-embedder.ts";
import type { Bench } from "./main.ts";
import { round } from "./platform.ts";

const ROOT = path.resolve(import.meta.dirname, "../..");
const DEPTH = 100;
/** Queries of each language. */
const QUERIES = 300;
/** Places of the languages in the synonyms of a title: see ranking/vocabulary/README.md. */
const LANGUAGES = { en: 0, de: 1, es: 3 } as const;

export const run: Bench = async ({ url, dimension }) => {
	const result: Record<string, unknown> = {};
	const service = { url: url ?? "", allowLoopback: true, allowPrivate: true };
	const embedder = createEndpointEmbedder({
		model: "bench",
		languages: ["en", "de", "es", "fr"],
		dimension,
		// It may have to share the machine with this bench.
		ask: createServiceAsk({ ...service, timeout: 120_000 }),
	});
	for (const [language, group] of Object.entries(LANGUAGES))
		result[`held-out titles, ${language}`] = await titles(url === undefined ? null : embedder, group);
	const corpus = readCorpus(path.join(ROOT, "corpora/first"));
	result["corpora/first, without"] = await searched(corpus, {});
	if (url === undefined) return { ...result, note: "no --url: no model was asked" };
	const embeddings = { ...service, patience: 10_000, model: "bench", languages: ["en", "de", "es", "fr"], dimension };
	return { ...result, "corpora/first, with the model": await searched(corpus, { embeddings }) };
};

const idsOf = (hits: readonly Hit[]): string[] =>
	hits.flatMap(({ candidateId, profileId }) => candidateId ?? profileId ?? []);

async function searched(corpus: Corpus, settings: Parameters<typeof openCollection>[1]) {
	const collection = await openCollection(corpus, settings);
	try {
		const measured = [];
		const times = [];
		for (const query of corpus.queries) {
			const began = performance.now();
			const ranked = idsOf(await searchHits(collection.platform.search, collection.scope, query, { depth: DEPTH }));
			times.push(performance.now() - began);
			const result = measure(ranked, corpus.judgments.get(query.id) ?? new Map());
			if (result !== null) measured.push(result);
		}
		const { map, "ndcg@10": ndcg, "recall@100": recall } = mean(measured);
		const median = times.toSorted((a, b) => a - b)[times.length >> 1] ?? 0;
		return {
			map: round(map, 4),
			"ndcg@10": round(ndcg, 4),
			"recall@100": round(recall, 4),
			"ms a query": round(median, 1),
		};
	} finally {
		await collection.close();
	}
}

interface Named {
	readonly family: string;
	/** The name that stands in the collection. */
	readonly name: string;
	/** Another name in the same language, which shares no form with it and is asked for; null: there is none. */
	readonly heldOut: string | null;
}

/** Titles in one language: a query is right where it finds the titles of its family. */
function namesIn(group: number): Named[] {
	const folder = path.join(ROOT, "ranking/vocabulary/titles");
	const lines = readdirSync(folder).flatMap((file) => readFileSync(path.join(folder, file), "utf8").split("\n"));
	return lines
		.filter((line) => line !== "" && !line.startsWith("#"))
		.flatMap((line) => {
			const [, label = "", family = "", synonyms = ""] = line.split("\t");
			const own = (synonyms.split("||")[group] ?? "").split("|").filter((name) => name !== "");
			const names = group === LANGUAGES.en ? [label, ...own] : own;
			const [name] = names;
			if (name === undefined) return [];
			// The feminine form of a name is the same name.
			const heldOut = names.findLast((other) => formOf(other) !== formOf(name)) ?? null;
			return [{ family, name, heldOut }];
		});
}

const wordsOf = (name: string) => tokenize(name).map(({ text }) => occupationForm(text));
const formOf = (name: string) => wordsOf(name).join(" ");

async function titles(embedder: Embedder | null, group: number) {
	const all = namesIn(group);
	const asked = all.filter((one): one is Named & { heldOut: string } => one.heldOut !== null);
	const queries = asked.filter((_, index) => index % Math.ceil(asked.length / QUERIES) === 0);
	const texts = queries.map(({ heldOut }) => heldOut);
	const names = all.map(({ name }) => name);
	const byWords = sharedWords(names);
	const scores = {
		words: texts.map(byWords),
		...(embedder === null ? {} : { model: await cosines(embedder, texts, names) }),
	};
	const maps = Object.entries(scores).map(
		([leg, rows]) => [`map by ${leg}`, round(mapOf(rows, queries, all), 3)] as const,
	);
	const alone = texts.filter((text) => byWords(text).every((score, at) => score === 0 || all[at]?.heldOut === text));
	return {
		titles: all.length,
		queries: queries.length,
		"queries that share no word": alone.length,
		...Object.fromEntries(maps),
	};
}

function mapOf(scores: readonly (readonly number[])[], queries: readonly Named[], all: readonly Named[]): number {
	const measured = queries.map(({ family }, query) => {
		const row = scores[query] ?? [];
		const ranked = [...row.keys()]
			.filter((at) => (row[at] ?? 0) > 0)
			.sort((a, b) => (row[b] ?? 0) - (row[a] ?? 0) || a - b)
			.slice(0, DEPTH);
		const right = new Map(all.flatMap((one, at) => (one.family === family ? [[String(at), 1] as const] : [])));
		return measure(ranked.map(String), right)?.map ?? 0;
	});
	return measured.reduce((sum, map) => sum + map, 0) / measured.length;
}

/** Words in common, each by how few names have it, over the length of the name. */
function sharedWords(names: readonly string[]): (text: string) => number[] {
	const words = names.map((name) => new Set(wordsOf(name)));
	const counts = new Map<string, number>();
	for (const some of words) for (const word of some) counts.set(word, (counts.get(word) ?? 0) + 1);
	const worth = (word: string) => Math.log(1 + names.length / (counts.get(word) ?? names.length));
	return (text) => {
		const asked = new Set(wordsOf(text));
		return words.map(
			(own) => [...own].reduce((sum, word) => sum + (asked.has(word) ? worth(word) : 0), 0) / Math.sqrt(own.size),
		);
	};
}

async function cosines(embedder: Embedder, texts: readonly string[], names: readonly string[]): Promise<number[][]> {
	const [one, other] = [await embedded(embedder, texts), await embedded(embedder, names)];
	return one.map((vector) =>
		other.map((near) => vector.reduce((sum, number, axis) => sum + number * (near[axis] ?? 0), 0)),
	);
}

async function embedded(embedder: Embedder, texts: readonly string[]): Promise<Float32Array[]> {
	const vectors: Float32Array[] = [];
	for (let start = 0; start < texts.length; start += MOST_TEXTS)
		vectors.push(...(await embedder.embed(texts.slice(start, start + MOST_TEXTS))));
	return vectors;
}
