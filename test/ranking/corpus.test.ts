import { execFileSync } from "node:child_process";
import { globSync, readFileSync, rmSync, symlinkSync, truncateSync, writeFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test, vi } from "vitest";
import { readCorpus } from "../../ranking/corpus.ts";
import { readWithin } from "../../ranking/files.ts";
import { interruptible } from "../../ranking/interruption.ts";
import { runWarnings } from "../../ranking/session.ts";
import { readRun } from "../../ranking/trec.ts";
import { CANDIDATES, lines, QRELS, smallCorpus } from "./small-corpus.ts";

/** What of a collection from anywhere would change figures unnoticed, or do harm, is refused with file and line. */

const profile = (id: string) => ({ id, resume: { basics: { name: "A B" } }, updatedAt: "2026-01-01T00:00:00Z" });
const withFirst = (more: object) => lines([{ ...CANDIDATES[0], ...more }, ...CANDIDATES.slice(1)]);
const ESCAPE = "\u001b[2J";
const CONTROL = "no control characters may stand in it";

function detailOf(work: () => unknown): string {
	try {
		work();
	} catch (error) {
		return (error as { readonly detail?: string }).detail ?? String(error);
	}
	return "";
}

describe("is refused", () => {
	test.each<[string, Record<string, string>, string]>([
		[
			"an id of both pools",
			{ "network.ndjson": lines([profile("n1"), profile("c1")]) },
			"network.ndjson line 2: the id c1 stands in candidates.ndjson line 1 already",
		],
		[
			"a profile within a line that another line has",
			{ "candidates.ndjson": withFirst({ profile: profile("n1") }), "network.ndjson": lines([profile("n1")]) },
			"network.ndjson line 1: the id n1 stands in candidates.ndjson line 1 already",
		],
		[
			"a profile under the id of its candidate",
			{ "candidates.ndjson": withFirst({ profile: profile("c1") }) },
			"candidates.ndjson line 1: the id c1 stands in line 1 already",
		],
		[
			"a control character in an id",
			{ "candidates.ndjson": withFirst({ id: `c${ESCAPE}` }) },
			`line 1: /id: ${CONTROL}`,
		],
		[
			"a control character in a slice",
			{ "candidates.ndjson": withFirst({ slices: { kind: ESCAPE } }) },
			`line 1: /slices/kind: ${CONTROL}`,
		],
		[
			"a control character in the name of a slice",
			{ "queries.ndjson": lines([{ id: "q1", text: "x", slices: { [ESCAPE]: "a" } }]) },
			"queries.ndjson line 1: /slices/\\u001b[2J: ",
		],
		[
			"a control character in the name",
			{ "corpus.json": JSON.stringify({ name: ESCAPE, tenant: "synthetic" }) },
			CONTROL,
		],
		[
			"a control character in a judgment",
			{ "qrels.txt": `q1 0 ${ESCAPE} 1\n` },
			"qrels.txt line 1: no control characters",
		],
		["what is no JSON, quoted without harm", { "queries.ndjson": ESCAPE }, "line 1: not valid JSON: "],
		[
			"a grade beyond measure",
			{ "qrels.txt": `${QRELS}q1 0 c3 2000\n` },
			"line 10: want: query 0 document grade, and the grade from -10 to 30",
		],
		["a grade below measure", { "qrels.txt": "q1 0 c3 -11\n" }, "and the grade from -10 to 30"],
		[
			"a part of a grade",
			{ "qrels.txt": "q1 0 c3 1.5\n" },
			"line 1: want: query 0 document grade, and the grade as a whole number",
		],
		[
			"a query of two kinds",
			{ "queries.ndjson": lines([{ id: "q1", text: "x", job: { title: "y" } }]) },
			'line 1: a query has a "text" or a "job", and not both',
		],
		[
			"a query for nothing",
			{ "queries.ndjson": lines([{ id: "q1", text: " " }]) },
			"/text: the text of a query may not be empty",
		],
		[
			"a day for a time",
			{ "candidates.ndjson": withFirst({ profile: { ...profile("n1"), updatedAt: "2026-01-31" } }) },
			"/profile/updatedAt: want the time of the last change, in UTC, as 2026-01-31T09:00:00Z",
		],
	])("%s", (_, parts, said) => {
		const detail = detailOf(() => readCorpus(smallCorpus(parts)));
		expect(detail).toContain(said);
		expect(detail).not.toMatch(/\p{Cc}/u);
	});
});

test("two candidates may name one profile, and a text is searched for without its control characters", () => {
	const candidates = lines(CANDIDATES.slice(0, 2).map((one) => ({ ...one, profile: "n1" })));
	const queries = lines([{ id: "q1", text: `nurse\n${ESCAPE}`, [ESCAPE]: 1 }]);
	const corpus = readCorpus(
		smallCorpus({
			"candidates.ndjson": candidates,
			"network.ndjson": lines([profile("n1")]),
			"queries.ndjson": queries,
		}),
	);
	expect(corpus.candidates.map(({ profile }) => profile)).toEqual(["n1", "n1"]);
	expect(corpus.queries[0]?.text).toBe("nurse\n [2J");
	expect(corpus.leftOut[0]?.what).toBe("/\\u001b[2J is not known");
});

test("only files of the folder are read, and none that never ends", async () => {
	const folder = smallCorpus();
	const at = (name: string) => path.join(folder, name);
	const outside = `${folder}.txt`;
	writeFileSync(outside, "secret");
	symlinkSync(outside, at("link.txt"));
	symlinkSync("corpus.json", at("inner.txt"));
	execFileSync("mkfifo", [at("pipe.txt")]);
	writeFileSync(at("large.txt"), "");
	truncateSync(at("large.txt"), 2 ** 20 + 1);
	const read = (file: string) => readWithin(folder, file, 2 ** 20);
	expect(String(await read("inner.txt"))).toContain("synthetic");
	expect(await read("link.txt")).toBe("link.txt leads out of the folder");
	expect(await read(`../${path.basename(outside)}`)).toMatch(/leads out of the folder$/);
	expect(await read("../gone.txt")).toMatch(/leads out of the folder$/);
	expect(await read("gone.txt")).toBe("there is no file gone.txt");
	expect(await read("pipe.txt")).toBe("pipe.txt is no file, but a folder, a pipe or a device");
	expect(await read("large.txt")).toBe("large.txt is larger than 1 MiB");
	rmSync(outside);
});

test("a run of another collection is told of", () => {
	const corpus = readCorpus(smallCorpus());
	const file = path.join(corpus.folder, "foreign.trec");
	writeFileSync(file, "q1 Q0 c1 1 2 a\nq1 Q0 d1 2 1 a\nx1 Q0 c1 1 1 a\n");
	expect(runWarnings("foreign.trec", readRun(file), corpus)).toEqual([
		expect.stringMatching(/^1 queries of foreign\.trec that the collection does not ask/),
		expect.stringMatching(/^1 documents of foreign\.trec that are not in the collection/),
		"3 judged queries that foreign.trec lacks: they count as finding nothing: q2, q3, q4",
	]);
	writeFileSync(file, `q1 Q0 ${ESCAPE} 1 2 a\n`);
	expect(detailOf(() => readRun(file))).toContain("line 1: no control characters may stand in an id: \\u001b[2J");
});

test("a second interruption ends the process; the echo of the first does not", async () => {
	const killed = vi.spyOn(process, "kill").mockReturnValue(true);
	const told = vi.spyOn(process.stderr, "write").mockReturnValue(true);
	const now = vi.spyOn(performance, "now").mockReturnValue(1000);
	try {
		const work = interruptible(async (signal) => {
			process.emit("SIGHUP", "SIGHUP");
			process.emit("SIGHUP", "SIGHUP");
			expect(killed).not.toHaveBeenCalled();
			now.mockReturnValue(2000);
			process.emit("SIGHUP", "SIGHUP");
			expect(killed).toHaveBeenCalledExactlyOnceWith(process.pid, "SIGHUP");
			signal.throwIfAborted();
		});
		await expect(work).rejects.toThrow("Interrupted by SIGHUP.");
		expect(told).toHaveBeenCalledTimes(2);
	} finally {
		vi.restoreAllMocks();
	}
});

test("each collection that is shipped is described by the page's own catalogue, in English as it describes itself", async () => {
	vi.stubGlobal("localStorage", { getItem: () => null });
	const { en } = await import("../../src/web/ranking/texts/en.ts");
	vi.unstubAllGlobals();
	const shipped = globSync("corpora/*/corpus.json").map((file) => JSON.parse(readFileSync(file, "utf8")));
	const described = Object.fromEntries(shipped.map(({ name, description }) => [name, description]));
	expect(en.collections.descriptions).toEqual(described);
});
