import { cpSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { asWritten } from "../../ranking/as-written.ts";
import { type Collection, openCollection } from "../../ranking/collection.ts";
import { readCorpus } from "../../ranking/corpus.ts";
import { evaluateAll } from "../../ranking/evaluation.ts";
import { warningsOf } from "../../ranking/session.ts";
import { openSystem, openSystems, type System } from "../../ranking/systems.ts";
import { SHIPPED } from "../../ranking/terms/write-folder.ts";
import { createRecognizer } from "../../src/analysis/recognizer.ts";
import { Resume } from "../../src/domain/resume.ts";
import { loadVocabulary } from "../../src/vocabulary.ts";
import { run } from "../cli/run.ts";
import { CANDIDATES, lines, smallCorpus } from "./small-corpus.ts";

/** Collections as others make them. */

describe("a collection from elsewhere", () => {
	const folder = smallCorpus({
		"corpus.json": JSON.stringify({ tenant: "Synthetic", language: ["de", "ja"], year: 2026 }),
		"candidates.ndjson": lines([
			{
				id: "cv/Jürgen_1.pdf",
				text: "Jürgen Vogt\nKrankenpfleger\n\nKlinik Nord, Krankenpfleger, 2018 - heute",
				language: "de",
			},
			{ id: 17, text: "山田 花子\nソフトウェアエンジニア\n\nスキル\nJava, Kubernetes" },
			{
				id: "c3",
				resume: {
					$schema: "https://json.schemastore.org/resume",
					basics: { name: "Ada Quint", label: "Welder", image: "x.png", email: "", location: null },
					work: [{ company: "Norwick", position: "Welder", startDate: "March 2019", endDate: "Present" }],
					skills: ["MIG welding", { name: "TIG", level: 3 }],
					shoeSize: 42,
				},
			},
			{ id: "empty", text: "" },
		]),
		"queries.ndjson": lines([
			{ id: "q1", text: "Krankenpfleger", note: "first", slices: { round: 1 } },
			{
				id: "q2",
				job: { description: `Wir suchen jemanden für Java und Kubernetes. ${"Und noch viel mehr. ".repeat(300)}` },
			},
			{ id: "q3", text: `Welder\n${"we weld steel with MIG welding in teams and ".repeat(40)}` },
			{ id: "q4", text: Array.from({ length: 59 }, (_, index) => `a${index}b`).join(" OR ") },
		]),
		"qrels.txt": "q1\t0\tcv/Jürgen_1.pdf\t3\r\nq2 0 17 2\nq3 0 c3 2\n",
	});

	test("is measured under its own ids, and what was left out is told with its place", async () => {
		const { code, out, err } = await run("evaluate", "--corpus", folder, "--profile", "bm25,default.v4", "--json");
		expect(code, err).toBe(0);
		const { results, warnings, corpus } = JSON.parse(out);
		expect(corpus).toBe(path.basename(folder));
		const [, ours] = results;
		for (const query of ["q1", "q2", "q3"]) expect([query, ours.perQuery[query].mrr]).toEqual([query, 1]);
		expect(warnings).toEqual([
			expect.stringMatching(
				/^\d values of lines that were left out, the first: candidates.ndjson line 1: \/language is not known/,
			),
			expect.stringMatching(/^1 queries without any judgment/),
			"1 texts unlike a resume, whose words are searched as they stand: cv/Jürgen_1.pdf",
			"1 documents that could not be read: empty",
		]);
	});

	test("names documents in runs as it named them", async () => {
		const file = path.join(folder, "out.trec");
		await run("evaluate", "--corpus", folder, "--run-out", file);
		expect(readFileSync(file, "utf8")).toContain("q1 Q0 cv/Jürgen_1.pdf 1 ");
		expect(
			(await run("judge", "--corpus", folder, "--run", file, "--judge", "ada", "--sheet", `${file}.csv`)).code,
		).toBe(0);
		expect(readFileSync(`${file}.csv`, "utf8")).toMatch(
			/"cv\/Jürgen_1.pdf",,"Krankenpfleger","headline: Krankenpfleger/,
		);
	});

	test("a query that the search refuses finds nothing, and the others are measured", async () => {
		const words = Array.from({ length: 40 }, (_, index) => `w${index}* `).join("");
		const queries = lines([
			{ id: "q1", text: words },
			{ id: "q2", text: "nurse" },
		]);
		const corpus = smallCorpus({ "queries.ndjson": queries, "qrels.txt": "q1 0 c1 1\nq2 0 c2 1\n" });
		const { code, out, err } = await run("evaluate", "--corpus", corpus, "--json");
		expect(code, err).toBe(0);
		const { results, warnings } = JSON.parse(out);
		expect([results[0].perQuery.q1.mrr, results[0].perQuery.q2.mrr]).toEqual([0, 1]);
		expect(warnings).toEqual([
			expect.stringMatching(/^1 queries that are refused and count as finding nothing: q1 \(/),
		]);
		expect(
			(await run("tune", "--corpus", corpus, "--out", path.join(corpus, "a.v1.json"), "--folds", "2")).err,
		).toContain("are refused");
	});
});

describe("systems of one collection", () => {
	const folder = smallCorpus({
		"queries.ndjson": lines([
			{ id: "q1", text: "java", filters: { titles: ["Project manager"] } },
			{ id: "q2", text: "java" },
		]),
		"qrels.txt": "q1 0 c4 1\nq2 0 c1 1\n",
	});
	let collection: Collection;
	beforeAll(async () => {
		collection = await openCollection(readCorpus(folder));
	});
	afterAll(() => collection.close());

	test("leave out the same people by the filters of a query, plain BM25 too", async () => {
		const [query, open] = collection.corpus.queries;
		if (query === undefined || open === undefined) throw new Error("no queries");
		for (const system of await openSystems(collection, ["bm25", "default.v4"])) {
			expect([system.name, (await system.search(query, 10)).map(({ id }) => id)]).toEqual([system.name, ["c4"]]);
			expect((await system.search(open, 10)).length).toBe(3);
		}
	});

	test("take turns after a warm-up, so that none is always the one that finds everything cold", async () => {
		const asked: string[] = [];
		const watched = (name: string): System => ({
			name,
			profile: null,
			textOf: collection.textOf,
			search: async ({ id }) => {
				asked.push(`${name} ${id}`);
				return [];
			},
			explain: async () => new Map(),
		});
		const [first] = await evaluateAll([watched("a"), watched("b")], collection.corpus, 1);
		expect(asked.splice(0, 4)).toEqual(["a q1", "b q1", "a q2", "b q2"]);
		expect(asked).toEqual(["a q1", "b q1", "b q2", "a q2"]);
		expect(first?.run.size).toBe(2);
	});

	test("of one name are refused: their figures and files could not be told apart", async () => {
		const copy = "/elsewhere/default.v4.json";
		await expect(openSystems(collection, ["bm25", "default.v4", copy])).rejects.toThrow(
			`default.v4 and ${copy} both bear the name default.v4`,
		);
		expect((await openSystems(collection, ["bm25", "bm25"])).map(({ name }) => name)).toEqual(["bm25"]);
	});

	test("a profile that is not there is told with those that are", async () => {
		await expect(openSystem(collection, "none.v1")).rejects.toThrow(
			/no ranking profile none\.v1 .*Known: bm25, .*default\.v4/,
		);
	});

	test("warnings of a run that was read from a file know of no collection", () => {
		expect(warningsOf(collection.corpus)).toEqual([]);
	});
});

test("another vocabulary reads the advertisements, too", async () => {
	const vocabulary = path.join(smallCorpus(), "vocabulary");
	cpSync(SHIPPED, vocabulary, { recursive: true });
	writeFileSync(path.join(vocabulary, "skills", "own.tsv"), "zorbing\tZorbing\tdomain\t\t\t\n");
	const corpus = readCorpus(
		smallCorpus({ "queries.ndjson": lines([{ id: "q1", job: { title: "Guide", description: "You know Zorbing." } }]) }),
	);
	const asked = async (settings: { readonly vocabulary?: string }) => {
		const collection = await openCollection(corpus, settings);
		const [query] = corpus.queries;
		try {
			return query && collection.textOf(query);
		} finally {
			await collection.close();
		}
	};
	expect(await asked({})).toBe("Guide");
	expect(await asked({ vocabulary })).toBe("Guide Zorbing");
});

describe("files that cannot be written are told of before the work", () => {
	const corpus = smallCorpus();
	test.each([
		["evaluate", "--run-out", "gone/run.trec"],
		["report", "--out", "gone/report.html"],
		["report", "--out", "."],
		["tune", "--out", "gone/a.v1.json"],
		["judge", "--profile", "bm25", "--sheet", "gone/sheet.csv"],
	])("%s %s %s", async (verb, ...options) => {
		const [last = "", ...before] = options.toReversed();
		const { code, err } = await run(verb, "--corpus", corpus, ...before.toReversed(), path.join(corpus, last));
		expect(code).toBe(1);
		expect(err).toMatch(/cannot be written: there is no folder|is a folder: name a file in it/);
	});
});

describe("a text that is unlike a resume", () => {
	const recognizer = createRecognizer(loadVocabulary());

	test("is searched as it stands, with the title at its head", () => {
		const text = `Notes\n\nIngeniero de datos\nHe trabajado con Spark. ${"palabra ".repeat(6000)}fin`;
		const { basics, work } = asWritten(text, {}, recognizer);
		expect(basics?.label).toBe("Ingeniero de datos");
		expect(basics?.summary).toMatch(/^Notes/);
		expect(`${basics?.summary} ${work?.map(({ summary }) => summary).join(" ")}`.split(/\s+/)).toEqual(
			text.split(/\s+/),
		);
		expect(Resume.safeParse({ basics, work }).success).toBe(true);
		expect(
			asWritten("a nurse who has seen a lot of things in her long life said so", {}, recognizer).basics?.label,
		).toBeUndefined();
	});

	test("is told of, and found by its words", async () => {
		const loose = "Experienced nurse with eight years in intensive care. I look for night shifts near Cologne.";
		const huge = `Ada Quint\nWelder\n${"much welding of steel ".repeat(20_000)}`;
		const corpus = smallCorpus({
			"candidates.ndjson": lines([...CANDIDATES, { id: "loose", text: loose }, { id: "huge", text: huge }]),
			"queries.ndjson": lines([
				{ id: "q1", text: "nurse night shifts cologne" },
				{ id: "q2", text: "welding steel" },
			]),
			"qrels.txt": "q1 0 loose 3\nq2 0 huge 3\n",
		});
		const { code, out, err } = await run("evaluate", "--corpus", corpus, "--profile", "bm25,default.v4", "--json");
		expect(code, err).toBe(0);
		const { results, warnings } = JSON.parse(out);
		expect(results.map(({ metrics }: { metrics: { mrr: number } }) => metrics.mrr)).toEqual([1, 1]);
		expect(warnings).toEqual([expect.stringMatching(/^2 texts unlike a resume, .*: (huge, loose|loose, huge)$/)]);
	});
});
