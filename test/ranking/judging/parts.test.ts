import { writeFileSync } from "node:fs";
import path from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readCorpus } from "../../../ranking/corpus.ts";
import { readGrades } from "../../../ranking/judging/grades-csv.ts";
import {
	appendJudgments,
	type Judgment,
	pairKey,
	parseJudge,
	readJudgments,
} from "../../../ranking/judging/judgments.ts";
import { inBlindOrder, poolOf, unjudgedOf } from "../../../ranking/judging/pool.ts";
import { JudgingSession } from "../../../ranking/judging/session.ts";
import { settle } from "../../../ranking/judging/settle.ts";
import { createRecognizer } from "../../../src/analysis/recognizer.ts";
import { markerOf, readableQuery, readableResume } from "../../../src/lab/readable.ts";
import { loadVocabulary } from "../../../src/vocabulary.ts";
import { smallCorpus } from "../small-corpus.ts";

const AT = "2026-10-01T12:00:00.000Z";
const found = (...ids: string[]) => ids.map((id, place) => ({ id, score: -place }));
const pair = (query: string, document: string) => ({ query, document });

describe("the pool", () => {
	const runs = [
		new Map([
			["q1", found("a", "b", "c")],
			["q2", found("x")],
		]),
		new Map([["q1", found("d", "a", "e")]]),
	];

	test("holds the first of each ranking, each once", () => {
		expect(poolOf(runs, 2)).toEqual([pair("q1", "a"), pair("q1", "d"), pair("q1", "b"), pair("q2", "x")]);
	});

	test("is judged in an order that the seed gives, not the rankings; a query's people together", () => {
		const pool = Array.from({ length: 60 }, (_, index) => pair(`q${index % 6}`, `d${index}`));
		const order = inBlindOrder(pool, 5);
		expect(inBlindOrder(pool.toReversed(), 5)).toEqual(order);
		expect(inBlindOrder(pool, 6)).not.toEqual(order);
		expect(order.toSorted((a, b) => (pairKey(a) < pairKey(b) ? -1 : 1))).toEqual(
			pool.toSorted((a, b) => (pairKey(a) < pairKey(b) ? -1 : 1)),
		);
		expect(order.filter(({ query }, index) => query !== order[index - 1]?.query)).toHaveLength(6);
	});

	test("what nobody judged, and what one judge has not", () => {
		const pool = [pair("q1", "a"), pair("q1", "b"), pair("q1", "c")];
		const judgments = new Map([["ada", new Map([["q1 a", { ...pool[0], grade: 0, at: AT } as Judgment]])]]);
		const qrels = new Map([["q1", new Map([["b", 0]])]]);
		expect(unjudgedOf(pool, judgments, qrels, null)).toEqual([pair("q1", "c")]);
		expect(unjudgedOf(pool, judgments, qrels, "ada")).toEqual([pair("q1", "b"), pair("q1", "c")]);
		expect(unjudgedOf(pool, judgments, qrels, "ben")).toEqual(pool);
	});
});

describe("judgments", () => {
	test("are kept per judge, and the later one of a pair counts", () => {
		const folder = smallCorpus();
		appendJudgments(folder, "ada", [{ ...pair("q1", "c1"), grade: 1, at: AT }]);
		appendJudgments(folder, "ada", [{ ...pair("q1", "c1"), grade: 3, at: AT }]);
		appendJudgments(folder, "ben", [{ ...pair("q1", "c1"), grade: 0, at: AT }]);
		const read = readJudgments(folder);
		expect([...read.keys()]).toEqual(["ada", "ben"]);
		expect(read.get("ada")?.get("q1 c1")?.grade).toBe(3);
	});

	test("a malformed file is named with its line, and a judge is no path", () => {
		const folder = smallCorpus();
		appendJudgments(folder, "ada", [{ ...pair("q1", "c1"), grade: 1, at: AT }]);
		writeFileSync(path.join(folder, "judgments", "ben.ndjson"), '\n{"query":"q1"}\n');
		expect(() => readJudgments(folder)).toThrow(/ben\.ndjson line 2: \/document/);
		for (const name of ["../ada", "", "Ada", "a b", "-a"]) expect(() => parseJudge(name)).toThrow(/no name of a judge/);
	});
});

describe("grades of a CSV", () => {
	const corpus = readCorpus(smallCorpus());
	const read = (text: string | Buffer) => {
		const file = path.join(corpus.folder, "grades.csv");
		writeFileSync(file, text);
		return readGrades(file, corpus, AT);
	};

	test("are read in any order of columns, with a byte order mark, other columns and rows left empty", () => {
		const text = '\ufeffDocument,person,Grade,QUERY\r\nc1,"two\r\nlines",3,q1\r\nc2,x,,q1\r\n\r\nc2,"a ""b""",0,q2\r\n';
		expect(read(text)).toEqual([
			{ query: "q1", document: "c1", grade: 3, at: AT },
			{ query: "q2", document: "c2", grade: 0, at: AT },
		]);
	});

	test("are read as Excel writes them: semicolons, tabs, UTF-16, rows without their last empty cells", () => {
		const graded = [{ query: "q1", document: "c1", grade: 2, at: AT }];
		expect(read("\ufeffquery;document;grade;person\r\nq1;c1;2;Zoë, Ådahl\r\nq2;c2\r\n")).toEqual(graded);
		expect(read("sep=;\r\nquery;document;grade\r\nq1;c1;2\r\n")).toEqual(graded);
		expect(read(Buffer.from("\ufeffquery\tdocument\tgrade\r\nq1\tc1\t2\r\n", "utf16le"))).toEqual(graded);
	});

	test.each([
		["query,document\nq1,c1\n", /grades\.csv line 1: the header lacks grade/],
		["query,document,grade\nq1,c1,3\nq9,c1,1\n", /line 3: the collection asks no query q9/],
		["query,document,grade\nq1,gone,3\n", /line 2: the collection holds no document gone/],
		["query,document,grade\nq1,c1,4\n", /line 2: the grade 4 is none of 0, 1, 2, 3/],
		["query,document,grade\nq1,c1,2.5\n", /line 2: the grade 2\.5/],
		["query,document,grade\nq1,c1,1\nq1,c1,2\n", /line 3: this pair stands in line 2 already/],
		["", /the file is empty/],
		["query,document,grade\nq1,c1,3,well, then\n", /line 2: there are 5 cells for 3 columns/],
		['query,document,grade\nq1,c1,1\n\nq1,"c2,1\nq2,c2,1\n', /grades\.csv line 3: a quote is opened and never closed/],
		['query,document,grade,person\nq1,c1,1,"a\nb\nc"\n\nq2,c2,7,"d\ne"\n', /grades\.csv line 6: the grade 7/],
	])("%j is refused", (text, message) => {
		expect(() => read(text)).toThrow(message);
	});

	test("all faults are told at once", () => {
		expect(() => read("query,document,grade\nq9,c1,1\nq1,c1,7\n")).toThrow(
			/line 2: [\s\S]*line 3: [\s\S]*Nothing of the file/,
		);
	});
});

describe("settling", () => {
	const judgments = (...byJudge: readonly (readonly [string, Readonly<Record<string, number>>])[]) =>
		new Map(
			byJudge.map(([judge, grades]) => [
				judge,
				new Map(Object.entries(grades).map(([key, grade]) => [key, { ...pair("q", key), grade, at: AT }])),
			]),
		);
	const three = judgments(["ada", { a: 3, b: 0, c: 1 }], ["ben", { a: 3, b: 2, c: 1 }], ["cleo", { a: 0, b: 1, c: 1 }]);

	test("majority: the grade of most; a tie stays open unless somebody decides", () => {
		const { grades, open, disputed } = settle(three, "majority", null);
		expect([...grades]).toEqual([
			["a", 3],
			["c", 1],
		]);
		expect(open).toEqual(["b"]);
		expect(disputed).toBe(2);
	});

	test("median: the middle one, the lower of two", () => {
		expect([...settle(three, "median", null).grades.values()]).toEqual([3, 1, 1]);
		const two = judgments(["ada", { a: 1 }], ["ben", { a: 2 }]);
		expect(settle(two, "median", null).grades.get("a")).toBe(1);
	});

	test("adjudication: what all say, otherwise what the adjudicator says, who has no voice beside", () => {
		const decided = judgments(["ada", { a: 1, b: 2, c: 0 }], ["ben", { a: 1, b: 3, c: 1 }], ["chief", { a: 0, b: 0 }]);
		const { grades, open } = settle(decided, "adjudication", "chief");
		expect(Object.fromEntries(grades)).toEqual({ a: 1, b: 0 });
		expect(open).toEqual(["c"]);
	});

	test("one judge is settled as he said, by every method", () => {
		fc.assert(
			fc.property(
				fc.integer({ min: 0, max: 3 }),
				fc.constantFrom("majority", "median", "adjudication"),
				(grade, method) => {
					expect(settle(judgments(["ada", { a: grade }]), method as "median", null).grades.get("a")).toBe(grade);
				},
			),
		);
	});
});

describe("a judge's session", () => {
	const pairs = ["a", "b", "c"].map((document) => pair("q", document));
	const begin = (judged: Readonly<Record<string, number>> = {}) => {
		const saved: Judgment[] = [];
		const session = new JudgingSession(
			pairs,
			new Map(Object.entries(judged)),
			(one) => saved.push(one),
			() => new Date(AT),
		);
		return { session, saved };
	};

	test("saves each grade before the next pair, skips, goes back and regrades", () => {
		const { session, saved } = begin();
		session.give(2);
		expect(saved).toEqual([{ ...pairs[0], grade: 2, at: AT }]);
		session.skip();
		expect(session.current).toEqual(pairs[2]);
		session.back();
		session.back();
		expect(session.current).toEqual(pairs[0]);
		expect(session.grade).toBe(2);
		session.give(3);
		expect(saved.at(-1)?.grade).toBe(3);
		expect(session.current).toEqual(pairs[1]);
		expect(session.progress).toEqual({ judged: 1, total: 3 });
	});

	test("goes on where it was left, and ends", () => {
		const { session } = begin({ "q a": 0, "q b": 1 });
		expect(session.current).toEqual(pairs[2]);
		session.give(1);
		expect(session.current).toBeNull();
		session.give(2);
		expect(session.progress).toEqual({ judged: 3, total: 3 });
	});

	test("a grade that could not be saved was not given", () => {
		const session = new JudgingSession(pairs, new Map(), () => {
			throw new Error("disk full");
		});
		expect(() => session.give(1)).toThrow("disk full");
		expect(session.current).toEqual(pairs[0]);
		expect(session.progress.judged).toBe(0);
	});
});

describe("what a judge reads", () => {
	const resume = {
		basics: { name: "Ada Quint", email: "ada@example.com", label: "Java developer", location: { city: "Utrecht" } },
		work: [
			{
				name: "Norwick",
				position: "Softwareentwicklerin",
				startDate: "2020-01",
				highlights: ["Runs k8s in production"],
			},
		],
	};
	const lines = readableResume(resume, markerOf("java developers kubernetes in", createRecognizer(loadVocabulary())));
	const marked = lines.flatMap(({ text, spans }) => spans.map(([start, end]) => text.slice(start, end)));

	test("shows what the query asks for in any form and under other names, and no small words", () => {
		expect(marked).toEqual(expect.arrayContaining(["Java", "developer", "k8s"]));
		expect(marked).not.toContain("in");
	});

	test("shows the whole advertisement of a job, not the words that the search is asked for", () => {
		const job = {
			title: "Nurse (m/f/d)",
			location: "Utrecht",
			skills: ["Triage"],
			description: "Night shifts.\nNo agencies.",
		};
		expect(readableQuery({ id: "q1", job })).toBe("Nurse (m/f/d), Utrecht\nTriage\nNight shifts.\nNo agencies.");
		expect(readableQuery({ id: "q1", text: "nurse %utrecht" })).toBe("nurse %utrecht");
	});

	test("tells neither name nor contact", () => {
		expect(JSON.stringify(lines)).not.toMatch(/Quint|ada@example/);
		expect(lines.map(({ label }) => label)).toEqual(["headline", "place", "work", ""]);
	});
});
