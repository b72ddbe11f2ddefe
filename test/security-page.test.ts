import { existsSync, globSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";

/** SECURITY.md against the tests that it names: nothing is claimed there that has no test with its number, and no such test is left out. */

const ROOT = path.resolve(import.meta.dirname, "..");
const rows = readFileSync(path.join(ROOT, "SECURITY.md"), "utf8")
	.split("\n")
	.map((line) => line.split("|").map((cell) => cell.trim()))
	.filter((cells) => /^R\d+$/.test(cells[1] ?? "") && cells.length === 8)
	.map(([, number = "", , shown = "", , open = ""]) => ({ number, shown, open }));
const TESTS = globSync("test/**/*.test.ts", { cwd: ROOT }).map((file) => file.replaceAll(path.sep, "/"));
const texts = new Map(TESTS.map((file) => [file, readFileSync(path.join(ROOT, file), "utf8")]));
const NUMBERS = Array.from({ length: 40 }, (_, index) => index + 1);

test("each requirement has its row, once and in order", () => {
	expect(rows.map(({ number }) => number)).toEqual(NUMBERS.map((number) => `R${number}`));
});

describe.each(rows)("$number", ({ number, shown, open }) => {
	const files = [...shown.matchAll(/`(test\/[\w./-]+)`/g)].map(([, file = ""]) => file);
	const benches = [...shown.matchAll(/`npm run bench -- (\w+)`/g)].map(([, name = ""]) => `test/bench/${name}.ts`);

	test("names each test that has its number, and a bench or what is not met where there is none", () => {
		for (const file of [...files, ...benches]) expect(existsSync(path.join(ROOT, file)), file).toBe(true);
		const title = new RegExp(`["'\`](?:R\\d+: )*${number}: `);
		const numbered = TESTS.filter((file) => title.test(texts.get(file) ?? ""));
		if (numbered.length === 0) expect(open).not.toBe("");
		expect(files.toSorted()).toEqual(numbered.toSorted());
	});
});
