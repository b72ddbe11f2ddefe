import { PDFParse } from "pdf-parse";
import { afterEach, describe, expect, test, vi } from "vitest";
import { type Assignment, assignments, FORMATS, resumeFile } from "../../corpora/generate/files.ts";
import { makePeople } from "../../corpora/generate/population.ts";
import { readZip } from "../../corpora/generate/zip.ts";

const people = makePeople(60, 3);
const LAYOUTS = new Map<string, Assignment>();
for (const assignment of assignments(FORMATS, 120, 3)) {
	LAYOUTS.set(`${assignment.format} ${assignment.layout}`, assignment);
}

/** Truth that stands in the file as it is; dates, telephones and links are printed in other forms. */
const OTHER_FORM = new Set(["startDate", "endDate", "date", "countryCode", "phone", "url", "username", "network"]);

function printed(value: unknown, key = ""): string[] {
	if (typeof value === "string") return OTHER_FORM.has(key) ? [] : [value];
	if (Array.isArray(value)) return value.flatMap((item) => printed(item, key));
	if (value === null || typeof value !== "object") return [];
	return Object.entries(value).flatMap(([name, item]) => printed(item, name));
}

const oneLine = (text: string): string => text.replace(/\s+/g, " ");
const noSpace = (text: string): string => text.replace(/\s+/g, "");

function bareMarkup(markup: string): string {
	const bare = markup
		.replace(/<[^>]*>/g, "")
		.replaceAll(/&(quot|#34);/g, '"')
		.replaceAll("&apos;", "'");
	return bare.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");
}

/** Text of a file by its markup alone, enough to look for known strings. */
async function textOf(bytes: Buffer, format: string): Promise<string> {
	if (format === "pdf") return (await new PDFParse({ data: new Uint8Array(bytes) }).getText()).text;
	if (format === "html") return bareMarkup(bytes.toString("utf8"));
	if (format !== "docx") return bytes.toString("utf8");
	const parts = readZip(bytes).filter(({ name }) => /^word\/(document|header\d*)\.xml$/.test(name));
	return bareMarkup(parts.map(({ content }) => content.toString("utf8")).join(" "));
}

afterEach(() => {
	vi.useRealTimers();
});

test("the plan has every layout and mixes the formats", () => {
	expect([...LAYOUTS.keys()].filter((name) => name.startsWith("pdf"))).toHaveLength(8);
	expect([...LAYOUTS.keys()].filter((name) => name.startsWith("docx"))).toHaveLength(5);
	expect(LAYOUTS.size).toBe(20);
	expect(assignments(["txt"], 3, 1).map(({ layout }) => layout)).toEqual(["caps", "underlined", "indented"]);
});

describe.each([...LAYOUTS])("%s", (_, assignment) => {
	test("gives the same bytes on another day", async () => {
		vi.useFakeTimers({ toFake: ["Date"], now: Date.UTC(2026, 1, 1) });
		for (const person of people.slice(0, 2)) {
			const first = await resumeFile(person, assignment, "x");
			vi.setSystemTime(Date.UTC(2031, 6, 15, 12, 30, 20));
			const second = await resumeFile(person, assignment, "x");
			expect(second.bytes.equals(first.bytes)).toBe(true);
			expect(second.truth).toEqual(first.truth);
		}
	});

	test("prints what its truth says, and nothing that the truth leaves out", async () => {
		// Lines of a PDF may break within a word that has a hyphen or slash, so spaces do not count there.
		const form = assignment.format === "pdf" ? noSpace : oneLine;
		for (const person of people.slice(0, assignment.format === "pdf" ? 5 : 20)) {
			const { bytes, truth } = await resumeFile(person, assignment, "x");
			const text = form(await textOf(bytes, assignment.format));
			for (const value of printed(truth.resume)) expect(text).toContain(form(value));
			if (truth.resume.basics.summary === undefined) expect(text).not.toContain(form(person.summary));
			const lines = person.roles.flatMap((role) => role.highlights);
			const told = truth.resume.work.flatMap((job) => job.highlights);
			for (const line of lines) if (!told.includes(line)) expect(text).not.toContain(form(line));
		}
	});
});

test("dates of a file that prints years only are years", async () => {
	const assignment: Assignment = { format: "txt", layout: "caps" };
	const files = await Promise.all(people.map((person) => resumeFile(person, assignment, "x")));
	const jobs = files.flatMap(({ truth }) => truth.resume.work);
	expect(jobs.some((job) => /^\d{4}$/.test(job.startDate ?? ""))).toBe(true);
	for (const { startDate, endDate = "" } of jobs) {
		expect(startDate).toMatch(/^\d{4}(-\d{2})?$/);
		if (endDate !== "") expect(endDate.length).toBe(startDate?.length);
	}
});
