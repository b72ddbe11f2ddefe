import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { setTimeout } from "node:timers/promises";
import { parseHTML } from "linkedom";
import { describe, expect, test, vi } from "vitest";
import { readRun } from "../../ranking/trec.ts";
import { DEFAULT_PROFILE } from "../../src/domain/ranking-profile.ts";
import { loadProfiles } from "../../src/search/profiles.ts";
import { createMasterKeyFile } from "../../src/tenancy/vault.ts";
import { run } from "../cli/run.ts";
import { CANDIDATES, lines, ofTenant, QRELS, smallCorpus } from "./small-corpus.ts";

const corpus = smallCorpus();
/** The same without its text: nothing of it is parsed, and no parser starts for it. */
const RECORDS = {
	"candidates.ndjson": lines(CANDIDATES.filter(({ text }) => text === undefined)),
	"qrels.txt": QRELS.replace("q1 0 c5 2\n", ""),
};
const records = smallCorpus(RECORDS);
const shipped = loadProfiles().get("default.v1", null);

const worse = path.join(corpus, "worse.v1.json");
const none = Object.fromEntries(Object.keys(shipped.fields).map((field) => [field, 0]));
// Whoever answers least of the query comes first.
writeFileSync(
	worse,
	JSON.stringify({
		...shipped,
		id: "worse.v1",
		fields: none,
		coverage: 0,
		features: { ...shipped.features, recency: 0 },
	}),
);

describe("evaluate", () => {
	test("stores, searches, measures, writes a run, and warns of what does not fit", async () => {
		const file = path.join(corpus, "run.trec");
		const { code, out, err } = await run("evaluate", "--corpus", corpus, "--run-out", file, "--json");
		expect(code, err).toBe(0);
		const { results, warnings } = JSON.parse(out);
		expect(results[0]).toMatchObject({ system: DEFAULT_PROFILE, queries: 4, metrics: { mrr: 1 } });
		expect(results[0].perQuery.q2["ndcg@10"]).toBe(1);
		expect(results[0].perQuery.q4["recall@100"]).toBeCloseTo(2 / 3, 12);
		expect(warnings).toEqual([
			expect.stringMatching(/^1 judgments of documents that are not in the collection/),
			expect.stringMatching(/^1 judgments of queries that the collection does not ask/),
			expect.stringMatching(/^1 queries without any judgment/),
		]);
		expect(err).toContain("! 1 judgments of documents");
		expect(readRun(file).get("q1")?.[0]?.id).toBe("c1");
		expect(results[0].slices.map(({ slice, value }: { slice: string; value: string }) => `${slice} ${value}`)).toEqual(
			expect.arrayContaining(["trade software", "trade care", "format record", "format text"]),
		);
	});

	test("prints profiles side by side, with intervals and latency", async () => {
		const { code, out } = await run("evaluate", "--corpus", records, "--profile", "bm25", "--profile", "default.v1");
		expect(code).toBe(0);
		expect(out).toMatch(/bm25 +default\.v1/);
		expect(out).toMatch(/ndcg@10 +\d\.\d{4} \[\d\.\d{3}, \d\.\d{3}\]/);
		expect(out).toContain("p95 ms");
	});

	test.each([
		["candidates.ndjson", `${lines(CANDIDATES)}{"id":`, "candidates.ndjson line 6: not valid JSON"],
		[
			"candidates.ndjson",
			lines([...CANDIDATES, CANDIDATES[0]]),
			"candidates.ndjson line 6: the id c1 stands in line 1 already",
		],
		[
			"candidates.ndjson",
			`\n${lines(CANDIDATES)}\n${lines([{ id: "c9", file: "none.pdf" }])}`,
			"candidates.ndjson line 8: there is no file none.pdf",
		],
		["candidates.ndjson", lines([{ id: "c1" }]), 'line 1: a candidate has one of "text", "file" and "resume"; none'],
		[
			"candidates.ndjson",
			lines([{ id: "c 1", text: "x" }]),
			"line 1: /id: an id has one character at least and no spaces",
		],
		["candidates.ndjson", lines([{ id: "c1", resume: "x" }]), "line 1: /resume: "],
		["candidates.ndjson", "[\n", "line 1: not valid JSON"],
		["queries.ndjson", '{"id":"q1"}\n', 'queries.ndjson line 1: a query has a "text" or a "job"'],
		["queries.ndjson", lines([{ id: "q1", text: "x", filters: { skils: ["a"] } }]), "/filters/skils: Unknown field."],
		["qrels.txt", `${QRELS}q1 0 c2 much\n`, "qrels.txt line 10: want: query 0 document grade"],
		["qrels.txt", `${QRELS}q1 0 c1 2\n`, "qrels.txt line 10: c1 is judged twice for q1"],
		["corpus.json", "{}", "corpus.json: /tenant: whose judgments these are is wanted"],
	])("a malformed %s is named with file and line", async (name, text, said) => {
		const { code, err } = await run("evaluate", "--corpus", smallCorpus({ [name]: text }));
		expect(code).toBe(1);
		expect(err).toContain(said);
		// No parser goes on, which would keep the verb from ending.
		await vi.waitFor(() => expect(process.getActiveResourcesInfo()).not.toContain("ProcessWrap"));
	});

	test("a byte order mark and Windows line ends are no faults", async () => {
		const windows = (text: string) => `\uFEFF${text.replaceAll("\n", "\r\n")}`;
		const names = ["corpus.json", "candidates.ndjson", "queries.ndjson", "qrels.txt"];
		const parts = names.map((name) => [name, windows(readFileSync(path.join(records, name), "utf8"))]);
		const { code, err } = await run("evaluate", "--corpus", smallCorpus(Object.fromEntries(parts)));
		expect(code, err).toBe(0);
		expect(err).toContain("! 1 judgments of queries");
	});

	test("a profile that is not there is told of with its candidate", async () => {
		const candidates = lines([{ ...CANDIDATES[0], profile: "n9" }, ...CANDIDATES.slice(1)]);
		const { code, err } = await run("evaluate", "--corpus", smallCorpus({ "candidates.ndjson": candidates }));
		expect(code).toBe(0);
		expect(err).toContain("! 1 candidates whose profile is not in the collection: c1");
	});

	test("a missing folder, an unknown profile and an unknown engine are refused", async () => {
		expect((await run("evaluate", "--corpus", "nowhere")).err).toContain("this file of the corpus is missing");
		expect((await run("evaluate", "--corpus", corpus, "--profile", "none.v1")).code).toBe(1);
		expect((await run("evaluate", "--corpus", corpus, "--engine", "paper")).err).toContain("There is no engine paper");
	});
});

test("a collection that nobody judged is refused by whatever measures, and stays there to be judged", async () => {
	const unjudged = smallCorpus({ "qrels.txt": "q9 0 c1 1\n" });
	for (const verb of [
		["evaluate"],
		["compare", "--profile", "bm25,default.v1"],
		["report", "--out", path.join(unjudged, "report.html")],
		["tune", "--out", path.join(unjudged, "t.v1.json")],
	]) {
		const { code, err } = await run(...verb, "--corpus", unjudged);
		expect([code, err]).toEqual([1, expect.stringContaining("No query of")]);
	}
	expect((await run("judge", "--corpus", unjudged)).code).toBe(0);
});

test("a cluster is that of a configuration", async () => {
	const onCluster = ["evaluate", "--corpus", corpus, "--engine", "elasticsearch"];
	expect((await run(...onCluster)).err).toContain("Name a configuration with --config");
	const file = path.join(corpus, "tributary.json");
	createMasterKeyFile(path.join(corpus, "master.key"));
	writeFileSync(file, JSON.stringify({ dataDir: "data", masterKey: { file: "master.key" } }), { mode: 0o600 });
	expect(await run(...onCluster, "--config", file)).toMatchObject({
		code: 1,
		err: expect.stringContaining("it has no engine.elasticsearch"),
	});
});

test("Ctrl-C while a collection is stored removes it from this machine", async () => {
	const temporary = mkdtempSync(path.join(os.tmpdir(), "tributary-interrupted-"));
	const many = lines(Array.from({ length: 2000 }, (_, index) => ({ ...CANDIDATES[index % 4], id: `c${index + 1}` })));
	const command = ["src/main.ts", "evaluate", "--corpus", smallCorpus({ "candidates.ndjson": many })];
	const child = spawn(process.execPath, command, { env: { ...process.env, TMPDIR: temporary }, stdio: "ignore" });
	const ended = new Promise((resolve) => child.once("exit", (code, signal) => resolve(signal ?? code)));
	const stored = () => readdirSync(temporary).some((name) => existsSync(path.join(temporary, name, "data")));
	while (!stored() && child.exitCode === null) await setTimeout(20);
	child.kill("SIGINT");
	expect(await ended).toBe("SIGINT");
	expect(readdirSync(temporary)).toEqual([]);
	rmSync(temporary, { recursive: true });
});

describe("report", () => {
	test("is one page that fetches nothing, with a colour for each ranking in every plot", async () => {
		const file = path.join(corpus, "report.html");
		const { code, err } = await run("report", "--corpus", corpus, "--profile", "bm25,default.v1", "--out", file);
		expect(code, err).toBe(0);
		const html = readFileSync(file, "utf8");
		expect(html).not.toMatch(/(?:src|href)="|@import|url\(/);
		const sections = ["Metrics", "Differences", "Slices", "Precision and recall", "Weights", "Weakest queries"];
		for (const title of sections) expect(html).toContain(`<h2>${title}</h2>`);
		expect(html).toContain("judgments of documents that are not in the collection");
		const { document } = parseHTML(html);
		const part = (title: string) =>
			[...document.querySelectorAll("section")].find((one) => one.querySelector("h2")?.textContent === title);
		expect(part("Slices")?.textContent).toMatch(/trade software.*people: format text/);
		const fills = (title: string) =>
			new Set([...(part(title)?.querySelectorAll("rect[fill^='#']") ?? [])].map((bar) => bar.getAttribute("fill")));
		const [, second] = [...fills("Slices")];
		// Only the second has weights, and they bear the colour that the legend gives it.
		expect([...fills("Weights")]).toEqual([second]);
		expect(part("Scores by grade: bm25")?.textContent).toMatch(/3.*2.*1.*none/);
	});
});

describe("judgments of a tenant", () => {
	const own = smallCorpus({ ...RECORDS, ...ofTenant("acme") });

	test("are refused for anybody else, and used for that tenant", async () => {
		for (const verb of [
			["evaluate"],
			["compare", "--profile", "bm25,default.v1"],
			["tune", "--out", path.join(own, "t.v1.json")],
		]) {
			const refused = await run(...verb, "--corpus", own);
			expect(refused).toMatchObject({ code: 1, err: expect.stringContaining("judgments of the tenant acme") });
			expect((await run(...verb, "--corpus", own, "--tenant", "rival")).code).toBe(1);
		}
		expect((await run("evaluate", "--corpus", own, "--tenant", "acme")).code).toBe(0);
	});

	test("make a profile that is refused on another collection", async () => {
		const out = path.join(own, "learned.v1.json");
		const tune = ["tune", "--corpus", own, "--tenant", "acme", "--out", out, "--folds", "2", "--from", worse];
		expect((await run(...tune)).code).toBe(0);
		expect(JSON.parse(readFileSync(out, "utf8")).provenance).toMatchObject({
			method: "tuned",
			tenant: "acme",
			corpora: ["own"],
		});
		// For that tenant it is measured anywhere: on a collection that is nobody's, too.
		expect((await run("evaluate", "--corpus", records, "--tenant", "acme", "--profile", out)).code).toBe(0);
		const refused = await run("evaluate", "--corpus", records, "--profile", out);
		expect(refused).toMatchObject({
			code: 1,
			err: expect.stringContaining("learned from judgments of the tenant acme, and orders for that tenant only"),
		});
	});
});

describe("compare", () => {
	test("says where the second is worse, why, and fails at the gate", async () => {
		const { code, out, err } = await run("compare", "--corpus", records, "--profile", "default.v1", "--profile", worse);
		expect(err).toContain("gate broken ndcg@10 -");
		expect(code).toBe(1);
		expect(out).toContain("worse.v1 against default.v1, 4 judged queries");
		expect(out).toMatch(/answers 2 of 2 parts of the query +12\.00/);
	});

	test("plain BM25 says why, too: its points add up to its score", async () => {
		const { out } = await run("compare", "--corpus", records, "--profile", "bm25", "--profile", worse, "--json");
		const [mover] = JSON.parse(out).movers;
		const { explanation } = mover.documents[0].first;
		const points = explanation.contributions.map((one: { points: number }) => one.points);
		expect(points.reduce((sum: number, one: number) => sum + one, 0)).toBeCloseTo(explanation.score, 9);
		expect(explanation.contributions[0].text).toMatch(/^"\w+" anywhere, (once|\d+ times)$/);
	});

	test("passes where nothing is lost, and a gate that is lower lets more through", async () => {
		expect((await run("compare", "--corpus", records, "--profile", "default.v1,default.v1")).code).toBe(0);
		const pair = ["compare", "--corpus", records, "--profile", "default.v1", "--profile", worse, "--movers", "0"];
		expect((await run(...pair, "--gate", "ndcg@10=-1")).code).toBe(0);
		const sliced = await run(...pair, "--gate", "ndcg@10=-1", "--slice-queries", "1");
		expect(sliced).toMatchObject({ code: 1, err: expect.stringContaining("gate broken trade software: ndcg@10 -") });
	});

	test("a difference that may be chance breaks a gate that asks for more", async () => {
		const { code, err } = await run(
			"compare",
			"--corpus",
			records,
			"--profile",
			"bm25,default.v1",
			"--p",
			"0.01",
			"--gate",
			"ndcg@10=-1",
		);
		expect(code).toBe(1);
		expect(err).toContain("below 0.01 is wanted");
	});

	test("takes two runs as well, and nothing else", async () => {
		const first = path.join(corpus, "first.trec");
		const second = path.join(corpus, "second.trec");
		writeFileSync(first, "q1 Q0 c1 1 2 a\nq2 Q0 c2 1 2 a\nq3 Q0 c3 1 1 a\nq4 Q0 c4 1 1 a\n");
		writeFileSync(second, "q1 Q0 c2 1 2 b\nq2 Q0 c2 1 2 b\nq3 Q0 c3 1 1 b\n");
		const { code, out } = await run("compare", "--corpus", corpus, "--run", first, "--run", second, "--json");
		expect(code).toBe(1);
		expect(JSON.parse(out).deltas.mrr).toMatchObject({ delta: -0.5, losses: 2, ties: 2 });
		expect(JSON.parse(out).ungated.fewerThan).toBe(10);
		expect(JSON.parse(out).ungated.slices).toEqual(
			expect.arrayContaining(["trade care", "trade money", "trade software"]),
		);
		const { out: printed } = await run("compare", "--corpus", corpus, "--run", first, "--run", second);
		expect(printed).toMatch(/\d slices of fewer than 10 queries were not gated: .*trade care/);
		expect((await run("compare", "--corpus", corpus, "--run", first)).err).toContain("Name two to compare");
	});
});
