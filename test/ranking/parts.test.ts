import { describe, expect, test } from "vitest";
import { JUDGED } from "../../corpora/generate/judged/all.ts";
import { createBm25 } from "../../ranking/bm25.ts";
import { readCorpus } from "../../ranking/corpus.ts";
import { cutOff, mergeLine } from "../../ranking/evaluate.ts";
import { type MergeMetrics, mergeMetrics } from "../../ranking/merge-metrics.ts";
import { queryText } from "../../ranking/query-text.ts";
import { packageRoot } from "../../src/package-root.ts";
import { lines, smallCorpus } from "./small-corpus.ts";

describe("plain BM25", () => {
	const texts = ["java java kubernetes", "java", "nursing care ward nurses", "excel java excel excel excel excel"];
	const index = createBm25(
		texts.map((text, number) => ({
			id: `d${number}`,
			document: {
				language: "en",
				fields: { body: [...text.split(" "), "", "skill:java"] },
				facets: {},
				columns: {},
				keys: [],
				link: null,
			},
		})),
	);

	test("scores as the formula says", () => {
		const average = (3 + 1 + 4 + 6) / 4;
		const idf = Math.log(1 + (4 - 3 + 0.5) / (3 + 0.5));
		const wanted = (tf: number, length: number) => (idf * tf * 2.2) / (tf + 1.2 * (0.25 + (0.75 * length) / average));
		const found = index.search("the java", 10, null);
		expect(found.map(({ id }) => id)).toEqual(["d0", "d1", "d3"]);
		expect(found[0]?.score).toBeCloseTo(wanted(2, 3), 12);
		expect(found[2]?.score).toBeCloseTo(wanted(1, 6), 12);
	});

	test("finds words of languages without stems", () => {
		const one = (id: string, language: string, words: readonly string[]) => ({
			id,
			document: { language, fields: { body: words }, facets: {}, columns: {}, keys: [], link: null },
		});
		const others = createBm25([
			one("zh", "zh", ["后端", "端开"]),
			one("ar", "ar", ["مهندس"]),
			one("ru", "ru", ["учёт"]),
		]);
		for (const [query, id] of [
			["后端", "zh"],
			["مهندس", "ar"],
			["учёт", "ru"],
		] as const)
			expect(others.search(query, 1, null).map((found) => found.id)).toEqual([id]);
	});

	test("of some people the same order, and the scores that they have among all", () => {
		const all = index.search("the java", 10, null);
		expect(index.search("the java", 1, new Set(["d1", "d3"]))).toEqual([all[1]]);
	});

	test("finds forms of a word, and no concept of the vocabulary", () => {
		expect(index.search("nurse", 10, null).map(({ id }) => id)).toEqual(["d2"]);
		expect(index.search("skill", 10, null)).toEqual([]);
	});
});

test("a job is asked for by title, skills and place; signs and endings of gender are no operators", () => {
	const job = { title: "Entwickler (m/w/d) *Java*", skills: ["machine learning", "C++"], location: "Berlin" };
	expect(queryText({ id: "q", job })).not.toMatch(/[(*)]/);
	expect(queryText({ id: "q", job })).toMatch(/^Entwickler Java "machine learning" C\+\+ %Berlin$/);
});

describe("merge metrics", () => {
	const resume = { basics: { name: "A B" } };
	const corpus = readCorpus(
		smallCorpus({
			"candidates.ndjson": lines([
				{ id: "c1", resume, profile: "n1" },
				{ id: "c2", resume },
			]),
			"network.ndjson": lines(["n1", "n2"].map((id) => ({ id, resume, updatedAt: "2026-01-01T00:00:00Z" }))),
			"queries.ndjson": lines([{ id: "q1", text: "x" }]),
			"qrels.txt": "q1 0 c1 1\nq1 0 n2 1\n",
		}),
	);
	const found = (id: string, origin: "ats-only" | "matched" | "network-only") => ({ id, score: 1, origin });

	test("somebody who stands there as candidate and as profile is a leak", () => {
		const leaked = mergeMetrics(corpus, new Map([["q1", [found("c1", "ats-only"), found("n1", "network-only")]]]));
		expect(leaked?.duplicateLeak).toBe(0.5);
		const clean = mergeMetrics(corpus, new Map([["q1", [found("c1", "matched"), found("n2", "network-only")]]]));
		expect(clean).toEqual({
			duplicateLeak: 0,
			interleaving: 1,
			balance: { "ats-only": 0, matched: 0, "network-only": 0 },
		});
	});

	test("what the lists do not tell is no 0", () => {
		const unjudged = { ...corpus, judgments: new Map() };
		const merge = mergeMetrics(unjudged, new Map([["q1", [found("c2", "ats-only")]]]));
		expect(merge).toEqual({ duplicateLeak: 0, interleaving: null, balance: null });
		expect(mergeLine(merge as MergeMetrics)).toBe(
			"merge (first 20): people twice 0.00%, interleaving not measured, shown more than their due in points: not measured",
		);
		expect(mergeMetrics(corpus, new Map())).toEqual({ duplicateLeak: null, interleaving: null, balance: null });
	});

	test("an origin that is shown beyond its share is favoured", () => {
		const merged = mergeMetrics(corpus, new Map([["q1", [found("c1", "matched"), found("c2", "ats-only")]]]));
		expect(merged?.balance).toEqual({ "ats-only": 0.5, matched: 0, "network-only": -0.5 });
	});
});

test("lists that end before a metric looks are told of, with the metrics", () => {
	expect(cutOff(100)).toEqual([]);
	expect(cutOff(10)).toEqual([
		"lists end after 10 people (--depth): lower than of 100 may be map, ndcg@20, p@20, recall@100, mrr, err@20",
	]);
});

describe("committed collections", () => {
	test.each(["first", "synonyms", "job-ads", "merge", "parsed-fields"])(
		"%s is what the generator makes, and reads without a warning",
		async (name) => {
			const corpus = readCorpus(`${packageRoot()}/corpora/${name}`);
			expect(corpus.unknownJudged).toEqual({ documents: 0, queries: 0 });
			const made = await (JUDGED[name] as (typeof JUDGED)[string])(0);
			const grades = [...corpus.judgments].flatMap(([query, all]) =>
				[...all].map(([document, grade]) => ({ query, document, grade })),
			);
			expect(grades).toEqual(made.judgments);
			expect(corpus.candidates.map(({ id }) => id)).toEqual(made.candidates.map(({ id }) => id));
		},
	);
});
