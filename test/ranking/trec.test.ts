import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import fc from "fast-check";
import { afterAll, describe, expect, test } from "vitest";
import { inTrecOrder, readRun, runLines, withFallingScores } from "../../ranking/trec.ts";

const folder = mkdtempSync(path.join(os.tmpdir(), "tributary-trec-"));
afterAll(() => rmSync(folder, { recursive: true }));

function fileOf(text: string): string {
	const file = path.join(folder, "run.trec");
	writeFileSync(file, text);
	return file;
}

test("equal scores are ordered by id from high to low, in single precision", () => {
	const rows = [
		{ id: "a", score: 1 },
		{ id: "b", score: 1.000000001 },
		{ id: "c", score: 1 },
		{ id: "d", score: 2 },
	];
	expect(inTrecOrder(rows).map(({ id }) => id)).toEqual(["d", "c", "b", "a"]);
});

test("whatever the scores, a written run is read back in the order that was shown", () => {
	const lists = fc.uniqueArray(
		fc.record({ id: fc.stringMatching(/^[a-z]{1,4}$/), score: fc.integer({ min: -3, max: 3 }) }),
		{
			selector: ({ id }) => id,
			minLength: 1,
		},
	);
	fc.assert(
		fc.property(lists, (list) => {
			const written = runLines(new Map([["q", list]]), "a system");
			expect(
				readRun(fileOf(written))
					.get("q")
					?.map(({ id }) => id),
			).toEqual(list.map(({ id }) => id));
			const falling = withFallingScores(list);
			for (const [index, { score }] of falling.entries()) {
				const next = falling[index + 1];
				if (next !== undefined) expect(Math.fround(next.score)).toBeLessThan(Math.fround(score));
			}
		}),
		{ numRuns: 200 },
	);
});

describe("what is no run", () => {
	test.each([
		["q1 Q0 d1 1\n", "line 1: want: query Q0 document rank score tag"],
		["q1 Q0 d1 1 2.5 x\nq1 Q0 d1 2 2.4 x\n", "line 2: d1 is listed twice for q1"],
		["q1 Q0 d1 1 high x\n", "line 1"],
	])("%j is refused with file and line", (text, detail) => {
		const file = fileOf(text);
		expect(() => readRun(file)).toThrow(
			expect.objectContaining({ detail: expect.stringContaining(`${file} ${detail}`) }),
		);
	});
	test("a missing file", () => {
		expect(() => readRun(path.join(folder, "none"))).toThrow(expect.objectContaining({ code: "file-malformed" }));
	});
});
