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
