import { cpSync, mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { findCycles } from "../../../ranking/terms/cycles.ts";
import { lintVocabulary } from "../../../ranking/terms/lint.ts";
import { run } from "../../cli/run.ts";
import { CANDIDATES, lines, smallCorpus } from "../small-corpus.ts";

const SOUND = {
	"skills/a.tsv":
		"# a\njava\tJava\tlanguage\tJDK\tspring\tprogramming\nprogramming\tProgramming\tdomain\t\t\t\nspring\tSpring\tframework\t\t\tjava\n",
	"titles/a.tsv":
		"developer\tDeveloper\tdev\tcoder||Entwickler||||\tengineer\tjava\nengineer\tEngineer\tdev\t\t\tjava\n",
	"ambiguous.tsv": "Spring\tspring\tcontext\n",
	"seniority.tsv": "senior\t3\tsenior|lead\n",
	"families.tsv": "",
};

function folderOf(parts: Readonly<Record<string, string>> = {}): string {
	const folder = mkdtempSync(path.join(os.tmpdir(), "tributary-lint-"));
	for (const part of ["skills", "titles"]) mkdirSync(path.join(folder, part));
	for (const [name, text] of Object.entries({ ...SOUND, ...parts })) writeFileSync(path.join(folder, name), text);
	return folder;
}

const linted = (parts: Readonly<Record<string, string>>) =>
	lintVocabulary(folderOf(parts)).map(({ level, file, line, rule }) => `${level} ${file}:${line} ${rule}`);

describe("the lint of a vocabulary", () => {
	test("finds nothing in a sound one, nor an error in the one that is shipped", () => {
		expect(linted({})).toEqual([]);
		const shipped = lintVocabulary(path.resolve(import.meta.dirname, "../../../ranking/vocabulary"));
		expect(shipped.filter(({ level }) => level === "error")).toEqual([]);
	});

	const skills = (more: string) => ({ "skills/a.tsv": `${SOUND["skills/a.tsv"]}${more}\n` });
	const titles = (more: string) => ({ "titles/a.tsv": `${SOUND["titles/a.tsv"]}${more}\n` });
	test.each([
		["a line without its cells", skills("x\tX"), "error skills/a.tsv:5 shape"],
		["an id twice", skills("java\tJava 2\tlanguage\t\t\t"), "error skills/a.tsv:5 duplicate-id"],
		["an id that is none", skills("C++\tCpp\tlanguage\t\t\t"), "error skills/a.tsv:5 id"],
		["an unknown kind", skills("c\tCee\tlang\t\t\t"), "error skills/a.tsv:5 kind"],
		["a parent that is not there", skills("c\tCee\tlanguage\t\t\tcomputing"), "error skills/a.tsv:5 unknown"],
		["a skill that is not there", titles("x\tTester\tdev\t\t\ttesting"), "error titles/a.tsv:3 unknown"],
		[
			"a circle",
			{ "skills/a.tsv": SOUND["skills/a.tsv"].replace("domain\t\t\t", "domain\t\t\tspring") },
			"error skills/a.tsv:2 cycle",
		],
		["itself", skills("c\tCee\tlanguage\t\t\tc"), "error skills/a.tsv:5 self"],
		["a name of two skills", skills("c\tCee\tlanguage\tjdk\t\t"), "error skills/a.tsv:5 ambiguous"],
		["a name of two titles", titles("x\tCoder\tdev\t\t\tjava"), "error titles/a.tsv:3 ambiguous"],
		["an everyday word", skills("it\tand\tdomain\t\t\t"), "error skills/a.tsv:5 stop-word"],
		["a name without letters", skills("c\tCee\tlanguage\t---\t\t"), "error skills/a.tsv:5 empty-name"],
		["an empty family", { "families.tsv": "nurse\tNobody else may.\n" }, "error families.tsv:1 empty-family"],
		["a title alone in its family", titles("x\tTester\ttest\t\t\tjava"), "warning titles/a.tsv:3 single-family"],
		["a title without skills", titles("x\tTester\tdev\t\t\t"), "warning titles/a.tsv:3 no-skills"],
		[
			"an ambiguous form of nobody",
			{ "ambiguous.tsv": `${SOUND["ambiguous.tsv"]}Go\tgo\tcontext\n` },
			"error ambiguous.tsv:2 unknown",
		],
		[
			"an ambiguous form that is no name",
			{ "ambiguous.tsv": "Winter\tspring\tcontext\n" },
			"error ambiguous.tsv:1 no-form",
		],
		["an unknown rule", { "ambiguous.tsv": "Spring\tspring\tnever\n" }, "error ambiguous.tsv:1 rule"],
		[
			"a word at two levels",
			{ "seniority.tsv": "senior\t3\tsenior\nlead\t4\tSenior\n" },
			"error seniority.tsv:2 duplicate-word",
		],
		["a rank that is no number", { "seniority.tsv": "senior\thigh\tsenior\n" }, "error seniority.tsv:1 rank"],
	])("finds %s", (_name, parts, expected) => {
		expect(linted(parts)).toContain(expected);
	});

	test("two skills may share a form that ambiguous.tsv lists for each", () => {
		const ambiguous = { "ambiguous.tsv": `${SOUND["ambiguous.tsv"]}JDK\tjava\tcase\nJDK\tc\tcase\n` };
		expect(linted({ ...skills("c\tCee\tlanguage\tjdk\t\t"), ...ambiguous })).toEqual([]);
	});

	test("the verb tells file and line, and exits 1 on errors only", async () => {
		expect((await run("vocabulary", "lint", folderOf())).code).toBe(0);
		expect((await run("vocabulary", "lint", folderOf(titles("x\tTester\tdev\t\t\t")))).code).toBe(0);
		const { code, out } = await run("vocabulary", "lint", folderOf(skills("java\tJava 2\tlanguage\t\t\t")));
		expect(code).toBe(1);
		expect(out).toContain("skills/a.tsv:5: error skill java stands in skills/a.tsv:2 already");
		expect((await run("vocabulary", "lint", os.tmpdir())).err).toContain("is no vocabulary");
	});
});

test("a circle is found exactly where somebody reaches himself", () => {
	const graph = fc.dictionary(
		fc.constantFrom("a", "b", "c", "d", "e"),
		fc.array(fc.constantFrom("a", "b", "c", "d", "e"), { maxLength: 3 }),
	);
	const reaches = (edges: ReadonlyMap<string, readonly string[]>, from: string, to: string, steps = 6): boolean =>
		steps > 0 && (edges.get(from) ?? []).some((next) => next === to || reaches(edges, next, to, steps - 1));
	fc.assert(
		fc.property(graph, (made) => {
			const edges = new Map(Object.entries(made));
			const cycles = findCycles(edges);
			expect(cycles.length > 0).toBe([...edges.keys()].some((id) => reaches(edges, id, id)));
			for (const cycle of cycles) {
				expect(cycle.at(0)).toBe(cycle.at(-1));
				for (const [index, id] of cycle.slice(1).entries()) expect(edges.get(cycle[index] ?? "")).toContain(id);
			}
		}),
	);
});

describe("the effect of a vocabulary", () => {
	test("a name that only the second knows finds who was not found", async () => {
		const corpus = smallCorpus({
			"candidates.ndjson": lines([
				...CANDIDATES.slice(0, 4),
				{ id: "c5", resume: { basics: { name: "Eva Finch" }, skills: [{ name: "Python" }, { name: "Gribbleware" }] } },
			]),
			"queries.ndjson": '{"id":"q1","text":"bytewright"}\n',
			"qrels.txt": "q1 0 c5 3\n",
		});
		const shipped = path.resolve(import.meta.dirname, "../../../ranking/vocabulary");
		const other = mkdtempSync(path.join(os.tmpdir(), "tributary-words-"));
		cpSync(shipped, other, { recursive: true });
		writeFileSync(
			path.join(other, "skills", "own.tsv"),
			"# Our own.\nbytewright\tBytewright\tmethod\tGribbleware\t\t\n",
		);
		const args = ["vocabulary", "effect", "--corpus", corpus, "--vocabulary", "shipped", "--vocabulary", other];
		const { code, out, err } = await run(...args, "--json");
		expect(code, err).toBe(0);
		const { deltas, movers } = JSON.parse(out);
		expect(deltas["ndcg@10"]).toMatchObject({ delta: 1, wins: 1 });
		expect(movers[0].query.id).toBe("q1");
		const worse = await run(
			"vocabulary",
			"effect",
			"--corpus",
			corpus,
			"--vocabulary",
			other,
			"--vocabulary",
			"shipped",
		);
		expect(worse.code).toBe(1);
		expect(worse.err).toContain("gate broken");
		expect((await run(...args.slice(0, -2))).err).toContain("Name two vocabularies");
	});
});
