import { describe, expect, test } from "vitest";
import { wantedOf } from "../../src/web/recruiter/person/evidence.ts";
import { PageText } from "../../src/web/recruiter/person/find-in-page.ts";

/** Where the page marks the evidence in a PDF, whose text is drawn in runs. */

const RUNS = [
	"Recently qualified Registered Nurse with JavaScript",
	"Registered",
	" Nurse",
	"Java, San-",
	"itation",
].map((str) => ({ str }));
const page = new PageText(RUNS);
const marked = (wanted: Parameters<PageText["find"]>[0]) =>
	page.find(wanted).map(({ run, start, end }) => `${run}: ${RUNS[run]?.str.slice(start, end)}`);

const TITLE = { text: "Registered Nurse", start: 11, end: 16, page: 1 };

describe("a place on a page", () => {
	test("is the one that is meant where the same words stand several times", () => {
		expect(marked(TITLE)).toEqual(["0: Nurse"]);
		expect(marked({ ...TITLE, before: { value: 1, part: 1 } })).toEqual(["2: Nurse"]);
		expect(marked({ ...TITLE, before: { value: 9, part: 9 } })).toEqual(["0: Nurse"]);
	});

	test("is no part of another word while the word itself stands anywhere, and goes over ends of lines", () => {
		expect(marked({ text: "Java", start: 0, end: 4, page: 1 })).toEqual(["3: Java"]);
		expect(marked({ text: "Script", start: 0, end: 6, page: 1 })).toEqual(["0: Script"]);
		expect(marked({ text: "Sanitation", start: 0, end: 10, page: 1 })).toEqual(["3: San", "4: itation"]);
	});

	test("of a country's code is never in a word, nor a word in small letters", () => {
		const lines = ["Demenzbetreuung de noche", "80331 München, DE", "Training with AI, SAP"].map((str) => ({ str }));
		const find = (runs: typeof lines, text: string) =>
			new PageText(runs).find({ text, start: 0, end: text.length, page: 1 });
		expect(find(lines, "DE")).toEqual([{ run: 1, start: 15, end: 17 }]);
		expect(find(lines.slice(0, 1), "DE")).toEqual([]);
		expect(find(lines, "AI")).toEqual([{ run: 2, start: 14, end: 16 }]);
		expect(find(lines.slice(0, 2), "reu")).toEqual([]);
		expect(find(lines, "sap")).toEqual([{ run: 2, start: 18, end: 21 }]);
		expect(new PageText(lines).count("DE")).toBe(1);
		// Words without spaces lie within others always.
		expect(find([{ str: "注册会计师经验" }], "会计师")).toEqual([{ run: 0, start: 2, end: 5 }]);
	});

	test("is told from the text of the file", () => {
		const text = "Registered Nurse in short\nJobs\nRegistered Nurse";
		const line = { kind: "text", apart: false } as const;
		const read = {
			sha256: "",
			format: "pdf",
			parser: "",
			pageCount: 2,
			text,
			truncated: false,
			lines: [
				{ start: 0, end: 25, page: 1, ...line },
				{ start: 26, end: 30, page: 1, ...line },
				{ start: 31, end: 47, page: 1, ...line },
			],
			values: { "/work/0/position": { start: 31, end: 47 } },
		} as const;
		const record = { resume: { work: [{ position: "Registered Nurse" }] } };
		const evidence = new Map([["/resume/work/0/position", [[11, 16]] as const]]);
		const pages = { "/work/0/position": { page: 1 } };
		expect(wantedOf(evidence, record, pages, { ...read, lines: [...read.lines] })).toEqual([
			{ ...TITLE, before: { value: 1, part: 1 } },
		]);
		expect(wantedOf(evidence, record, pages, null)).toEqual([TITLE]);
	});
});
