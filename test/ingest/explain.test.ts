import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type ExplainedField, explainedFields, explainedLines } from "../../src/cli/explain.ts";
import type { ParsedResume } from "../../src/domain/resume.ts";
import { createParserPool, type ParserPool, type PoolAnswer } from "../../src/ingest/pool.ts";
import { sidebar } from "./fixtures-pdf.ts";
import { PERSON } from "./fixtures-person.ts";
import { AS_OF } from "./parser.ts";

const TEXT = `Jane Roe
Senior Engineer
jane.roe@example.org, office@example.org
Phone: +1 415 555 2671, +1 415 555 2672
Austin, TX

Experience

Site Manager, Acme Ltd, Leeds    Jan 2020 – Present
- Did things

Education

BSc Computer Science, University of Leeds, 2012 – 2015
`;

describe("why a value won, through the sandbox", () => {
	let pool: ParserPool;
	let answer: PoolAnswer;
	let fields: ExplainedField[];
	const of = (field: string): ExplainedField | undefined => fields.find((entry) => entry.field === field);

	beforeAll(async () => {
		pool = createParserPool({ workers: 1 });
		answer = await pool.explain({ tenant: "t", bytes: await sidebar(), fileName: "cv.pdf", asOf: AS_OF });
		fields = explainedFields(answer);
	});
	afterAll(() => pool.close());

	test("a two-column PDF: the name with its place, its rule and what lost, worst last", () => {
		expect(answer.resume.meta.flags).toContain("two-column");
		const name = of("/basics/name");
		expect(name).toMatchObject({ value: PERSON.name, page: 1 });
		expect(name?.rule).not.toBe("");
		const scores = name?.losers.map((loser) => loser.score) ?? [];
		expect(scores.length).toBeGreaterThan(0);
		expect(scores).toEqual(scores.toSorted((a, b) => b - a));
		expect(name?.losers.some((loser) => loser.rules.length > 0)).toBe(true);
	});

	test("every value of the resume that was found by a rule is told, and only those", () => {
		const told = new Set(fields.map((entry) => entry.field));
		expect(told).toEqual(new Set(Object.keys(answer.resume.meta.values)));
		for (const role of (answer.resume.work ?? []).keys()) {
			expect(told).toContain(`/work/${role}/name`);
			expect(told).toContain(`/work/${role}/position`);
			expect(told).toContain(`/work/${role}/startDate`);
		}
		for (const entry of fields) expect(entry.value, entry.field).not.toBeUndefined();
	});

	test("employer and title name each other as what lost", () => {
		const { name, position } = (answer.resume.work ?? [])[0] ?? {};
		expect(of("/work/0/name")?.losers.map((loser) => loser.value)).toContain(position);
		expect(of("/work/0/position")?.losers.map((loser) => loser.value)).toContain(name);
	});

	test("a second e-mail address and phone lost against the first", async () => {
		const other = explainedFields(await pool.explain({ tenant: "t", bytes: Buffer.from(TEXT), asOf: AS_OF }));
		const losers = (field: string): string[] =>
			other.find((entry) => entry.field === field)?.losers.map((loser) => loser.value) ?? [];
		expect(losers("/basics/email")).toEqual(["office@example.org"]);
		expect(losers("/basics/phone")).toEqual(["+14155552672"]);
		expect(losers("/education/0/institution").length).toBeGreaterThan(0);
		expect(losers("/basics/location/city").length).toBeGreaterThan(0);
	});

	test("without the question the answer has no losers, and the same resume", async () => {
		const plain: ParsedResume = await pool.parse({
			tenant: "t",
			bytes: await sidebar(),
			fileName: "cv.pdf",
			asOf: AS_OF,
		});
		expect(plain).toEqual(answer.resume);
	});

	test("no line is wider than a wide terminal, and what lost stands below what won", () => {
		for (const width of [80, 140]) {
			const lines = explainedLines(fields, width);
			const at = lines.findIndex((line) => line.startsWith("/basics/name"));
			expect(lines[at]).toContain(PERSON.name);
			expect(lines[at + 1]).toContain("✗");
		}
		for (const line of explainedLines(fields, 140)) expect(line.length).toBeLessThanOrEqual(140);
	});
});
