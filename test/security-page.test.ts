import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";

/** SECURITY.md against the tests that it names: nothing is claimed there that has no test with its number. */

const ROOT = path.resolve(import.meta.dirname, "..");
const rows = readFileSync(path.join(ROOT, "SECURITY.md"), "utf8")
	.split("\n")
	.map((line) => line.split("|").map((cell) => cell.trim()))
	.filter((cells) => /^R\d+$/.test(cells[1] ?? "") && cells.length === 7)
	.map(([, number = "", , shown = "", , open = ""]) => ({ number, shown, open }));
const NUMBERS = [...Array.from({ length: 25 }, (_, index) => index + 1), 37, 38, 39];

test("each requirement has its row, once and in order", () => {
	expect(rows.map(({ number }) => number)).toEqual(NUMBERS.map((number) => `R${number}`));
});

describe.each(rows)("$number", ({ number, shown, open }) => {
	const files = [...shown.matchAll(/`(test\/[\w./-]+)`/g)].map(([, file = ""]) => file);
	const benches = [...shown.matchAll(/`npm run bench -- (\w+)`/g)].map(([, name = ""]) => `test/bench/${name}.ts`);

	test("names a test or bench that has its number, or says that it is not met", () => {
		for (const file of [...files, ...benches]) expect(existsSync(path.join(ROOT, file)), file).toBe(true);
		const numbered = files.filter((file) =>
			new RegExp(`["'\`](?:R\\d+, )*${number}[:,]`).test(readFileSync(path.join(ROOT, file), "utf8")),
		);
		if (numbered.length === 0) expect(open).not.toBe("");
		else expect(numbered).toEqual(files);
	});
});
