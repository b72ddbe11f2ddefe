/**
 * What does an embedding model know? Over a service of the operator's own (`--url`, in the embeddings format of OpenAI): held-out names of
 * titles in English, German and Spanish, ranked by shared words and by the model; and every judged collection searched without it, with
 * words widened by it, and with people ordered by it. Nothing is loaded or fetched by this bench itself.
 */
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { openCollection } from "../../ranking/collection.ts";
import { compareEvaluations, signed } from "../../ranking/comparison.ts";
import { type Corpus, readCorpus } from "../../ranking/corpus.ts";
import { type Evaluation, evaluate } from "../../ranking/evaluation.ts";
import { measure } from "../../ranking/metrics.ts";
import { searchSystem } from "../../ranking/systems.ts";
import { occupationForm } from "../../src/analysis/occupation-form.ts";
import { tokenize } from "../../src/analysis/tokenize.ts";
import type { ConfigInput } from "../../src/config.ts";
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
const CORPORA = ["first", "synonyms", "job-ads", "merge", "parsed-fields"] as const;
/** Of the feature meaningSimilarity, points at its full value. */
const WEIGHTS = [2, 4, 8] as const;
const SEED = 1;

export const run: Bench = async ({ url, dimension, languages }) => {
	const result: Record<string, unknown> = {};
	const service = { url: url ?? "", allowLoopback: true, allowPrivate: true };
	const model = { model: "bench", languages: [...(languages ?? ["en"])], dimension };
	// It may have to share the machine with this bench.
	const embedder = createEndpointEmbedder({ ...model, ask: createServiceAsk({ ...service, timeout: 120_000 }) });
	for (const [language, group] of Object.entries(LANGUAGES))
		result[`held-out titles, ${language}`] = await titles(url === undefined ? null : embedder, group);
	for (const name of CORPORA)
		result[`corpora/${name}`] = await searched(
			readCorpus(path.join(ROOT, "corpora", name)),
			url === undefined ? null : { ...service, ...model, patience: 10_000, people: true },
		);
	return url === undefined ? { ...result, note: "no --url: no model was asked" } : result;
};

/** The words alone; with the model, what words are widened to; and with its order of the people found, against the latter. */
async function searched(corpus: Corpus, embeddings: ConfigInput["embeddings"] | null) {
	const without = await evaluated(corpus, {}, [0]);
	const [words] = without;
	if (embeddings === null) return { "without a model": figuresOf(words) };
	const [widened, ...reranked] = await evaluated(corpus, { embeddings }, [0, ...WEIGHTS]);
	return {
		"without a model": figuresOf(words),
		"words widened by it": compared(words, widened),
		...Object.fromEntries(
			reranked.map((one, at) => [`people by it, weight ${WEIGHTS[at]}`, compared(widened, one)] as const),
		),
	};
}

async function evaluated(corpus: Corpus, settings: Partial<ConfigInput>, weights: readonly number[]) {
	const collection = await openCollection(corpus, settings);
	const { platform, scope } = collection;
	const profile = platform.profiles.get(undefined, scope.tenant.id);
	const found: Evaluation[] = [];
	try {
		for (const meaningSimilarity of weights) {
			const weighted = { ...profile, features: { ...profile.features, meaningSimilarity } };
			const system = searchSystem(collection, weighted, platform.searchWith(weighted));
			found.push(await evaluate(system, corpus, SEED, DEPTH));
		}
	} finally {
		await collection.close();
	}
	return found;
}

const SHOWN = ["map", "ndcg@10", "recall@100"] as const;
const NO_GATES = { overall: [], slices: [], sliceQueries: 0, p: null };

function figuresOf(evaluation: Evaluation | undefined) {
	const { metrics, latency } = evaluation ?? {};
	const values = SHOWN.map((name) => [name, round(metrics?.[name] ?? 0, 4)] as const);
	return {
		...Object.fromEntries(values),
		"p50, ms": round(latency?.p50 ?? 0, 1),
		"p95, ms": round(latency?.p95 ?? 0, 1),
	};
}

/** With what became of it beside the other: the difference, and p of a randomization test paired by query. */
function compared(before: Evaluation | undefined, after: Evaluation | undefined) {
	if (before === undefined || after === undefined) return {};
	const { deltas } = compareEvaluations(before, after, NO_GATES, SEED);
	const changes = SHOWN.map((name) => {
		const { delta, p } = deltas[name];
		return [`change of ${name}`, `${signed(delta)} p=${p.toFixed(4)}`] as const;
	});
	return { ...figuresOf(after), ...Object.fromEntries(changes) };
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
