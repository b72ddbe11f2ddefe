import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { Readable } from "node:stream";
import { describe, expect, test, vi } from "vitest";
import { readJudgments } from "../../../ranking/judging/judgments.ts";
import { run } from "../../cli/run.ts";
import { ofTenant, QRELS, smallCorpus } from "../small-corpus.ts";

/** Runs with what is typed on standard input. */
async function typing(keys: string, ...args: readonly string[]) {
	const input = Readable.from([keys]);
	const spy = vi.spyOn(process, "stdin", "get").mockReturnValue(input as unknown as typeof process.stdin);
	try {
		return await run(...args);
	} finally {
		spy.mockRestore();
	}
}

describe("judging on a terminal", () => {
	const corpus = smallCorpus();
	const judge = ["judge", "--corpus", corpus, "--profile", "default.v1,bm25", "--depth", "2", "--judge", "ada"];

	test("shows query and person, keeps every grade, tells no profile, and goes on later", async () => {
		const first = await typing("3s0q", ...judge);
		expect(first.code, first.err).toBe(0);
		expect(first.out).toMatch(/0 of \d+ judged/);
		expect(first.out).toContain("looking for");
		const shown = first.out.slice(0, first.out.lastIndexOf("later"));
		expect(shown).not.toMatch(/default\.v1|bm25|Ada Quint/);
		expect([...(readJudgments(corpus).get("ada")?.values() ?? [])].map(({ grade }) => grade)).toEqual([3, 0]);
		const second = await typing("111111111111", ...judge);
		expect(second.out).toMatch(/2 of \d+ judged/);
		expect(second.out).toMatch(/\b0 not judged by ada/);
	});

	test("needs to know whose results", async () => {
		const { code, err } = await run("judge", "--corpus", corpus, "--judge", "ada");
		expect(code).toBe(1);
		expect(err).toContain("Name --profile or --run");
	});
});

describe("sheets, agreement and settling", () => {
	test("from a sheet that is filled in by two judges to qrels.txt", async () => {
		const corpus = smallCorpus({ "qrels.txt": "q1 0 c1 3\n" });
		const sheet = path.join(corpus, "sheet.csv");
		const pooled = ["judge", "--corpus", corpus, "--profile", "bm25", "--depth", "2"];
		expect((await run(...pooled, "--sheet", sheet)).code).toBe(0);
		const text = readFileSync(sheet, "utf8");
		expect(text).not.toContain('"q1","c1"');
		expect(text).toContain('"q2","c2",,"nurse"');
		const filled = (grade: string) => text.replaceAll(/^("q\d","c\d"),,/gm, `$1,${grade},`);
		writeFileSync(sheet, filled("2"));
		expect((await run("judge", "--corpus", corpus, "--judge", "ada", "--grades", sheet)).code).toBe(0);
		writeFileSync(sheet, filled("2").replace('"q2","c2",2', '"q2","c2",3'));
		const ben = await run("judge", "--corpus", corpus, "--judge", "ben", "--grades", sheet);
		expect(ben.out).toMatch(/ada, ben +\d/);
		const again = await run("judge", "--corpus", corpus, "--judge", "ben", "--grades", sheet);
		expect(again.err).toContain("0 of them new or changed");
		const state = JSON.parse((await run(...pooled, "--json")).out);
		expect(state.agreement).toMatchObject({ disputed: 1, pairs: [{ judges: ["ada", "ben"] }] });
		expect(state.judged[0].withJudges).toBe(1);
		expect(state.judged[0].given).toBeLessThan(1);
		expect(state.unjudged).toBe(0);

		const settled = await run("judge", "--corpus", corpus, "--settle", "majority");
		expect(settled.err).toContain("1 pairs stay open");
		expect(settled.err).toContain("  q2 c2");
		expect(readFileSync(path.join(corpus, "qrels.txt"), "utf8")).not.toContain("q2 0 c2");
		expect((await run("judge", "--corpus", corpus, "--settle", "median")).code).toBe(0);
		const qrels = readFileSync(path.join(corpus, "qrels.txt"), "utf8");
		expect(qrels).toContain("q1 0 c1 3\n");
		expect(qrels).toContain("q2 0 c2 2\n");
		expect((await run("evaluate", "--corpus", corpus)).code).toBe(0);

		writeFileSync(path.join(corpus, "qrels.txt"), `${qrels}q5 0 c1 1\n`);
		const refused = await run("judge", "--corpus", corpus, "--settle", "median");
		expect(refused.err).toContain("this was changed since it was settled");
		expect(readFileSync(path.join(corpus, "qrels.txt"), "utf8")).toContain("q5 0 c1 1");
	});

	test("a collection that nobody judged yet can be judged; runs are pooled, too; unjudged pairs are listed", async () => {
		const corpus = smallCorpus({ "qrels.txt": "" });
		const file = path.join(corpus, "other.trec");
		writeFileSync(file, "q1 Q0 c3 1 2.0 other\nq1 Q0 gone 2 1.0 other\nq7 Q0 c1 1 1.0 other\n");
		const { out, code } = await run("judge", "--corpus", corpus, "--run", file, "--unjudged", "--json");
		expect(code).toBe(0);
		expect(JSON.parse(out).unjudged).toEqual([{ query: "q1", document: "c3" }]);
	});

	test("judgments of a tenant are judged for that tenant only", async () => {
		const own = smallCorpus({ ...ofTenant("acme"), "qrels.txt": QRELS });
		expect((await run("judge", "--corpus", own)).err).toContain("judgments of the tenant acme");
		expect((await run("judge", "--corpus", own, "--tenant", "acme")).code).toBe(0);
	});

	test("a CSV with faults changes nothing", async () => {
		const corpus = smallCorpus();
		const file = path.join(corpus, "bad.csv");
		writeFileSync(file, "query,document,grade\nq1,c1,2\nq1,nobody,1\n");
		const { code, err } = await run("judge", "--corpus", corpus, "--judge", "ada", "--grades", file);
		expect(code).toBe(1);
		expect(err).toContain("bad.csv line 3: the collection holds no document nobody");
		expect(readJudgments(corpus).size).toBe(0);
		expect((await run("judge", "--corpus", corpus, "--grades", file)).err).toContain("Name --judge");
	});
});
