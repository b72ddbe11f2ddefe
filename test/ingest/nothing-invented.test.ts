import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { ParsedResume } from "../../src/domain/resume.ts";
import { FILE_LIMITS } from "../../src/ingest/limits.ts";
import { type LinesFormat, readFile } from "../../src/ingest/read/read.ts";
import { sniff } from "../../src/ingest/sniff.ts";
import { contactInHeader, tableColumns, tableDates, textBox } from "./fixtures-docx.ts";
import { LANGUAGE_CASES } from "./fixtures-languages.ts";
import { datesLeft, datesRight, sidebar, spacedHeadings } from "./fixtures-pdf.ts";
import { parse } from "./parser.ts";

/** Blanks, hyphens at line ends and case do not count. */
const normal = (text: string): string =>
	text
		.normalize("NFKC")
		.toLowerCase()
		.replace(/[\s\u00ad-]+/gu, "");

/** Forms that a value is normalised to: dates, E.164, ISO codes and what is counted. */
const DERIVED =
	/\/(?:startDate|endDate|date|releaseDate|lastUsed|months|countryCode|phone|phones\/\d+|current|id|network)$/;

function* strings(value: unknown, pointer = ""): Generator<[string, string]> {
	if (typeof value === "string") yield [pointer, value];
	else if (typeof value === "object" && value !== null)
		for (const [key, inner] of Object.entries(value)) yield* strings(inner, `${pointer}/${key}`);
}

async function textOf(content: Uint8Array): Promise<string> {
	const document = await readFile(content, sniff(content) as LinesFormat, FILE_LIMITS);
	return normal(
		[...document.lines.map((line) => line.text), ...document.links.map((link) => decodeURIComponent(link.url))].join(
			"\n",
		),
	);
}

function invented(resume: ParsedResume, text: string): string[] {
	const { meta: _, ...values } = resume;
	const found: string[] = [];
	for (const [pointer, value] of strings(values)) {
		if (DERIVED.test(pointer)) {
			const years = value.match(/^\d{4}/)?.[0];
			if (
				/Date|date/.test(pointer) &&
				years !== undefined &&
				!text.includes(years) &&
				!text.includes(`'${years.slice(2)}`)
			)
				found.push(`${pointer}: ${value}`);
		} else if (!value.split("\n").every((line) => text.includes(normal(line)))) found.push(`${pointer}: ${value}`);
	}
	return found;
}

const FILES: Record<string, () => Promise<Uint8Array> | Uint8Array> = {
	datesLeft,
	datesRight,
	sidebar,
	spacedHeadings,
	contactInHeader,
	textBox,
	tableColumns,
	tableDates,
	...Object.fromEntries(LANGUAGE_CASES.map((entry) => [entry.language, () => Buffer.from(entry.text)])),
};

describe("every value stands in the file", () => {
	test.each(Object.entries(FILES))("%s", async (_, make) => {
		const content = await make();
		expect(invented(await parse(content), await textOf(content))).toEqual([]);
	});

	test("whatever lines are left out or put in another order", async () => {
		const lines = fc.constantFrom(...LANGUAGE_CASES.map((entry) => entry.text.split("\n")));
		const cut = lines.chain((all) => fc.shuffledSubarray(all, { minLength: Math.floor(all.length / 2) }));
		await fc.assert(
			fc.asyncProperty(cut, async (some) => {
				const content = Buffer.from(some.join("\n"));
				try {
					expect(invented(await parse(content), await textOf(content))).toEqual([]);
				} catch (thrown) {
					if (!["not-a-resume", "file-empty"].includes((thrown as { code?: string }).code ?? "")) throw thrown;
				}
			}),
			{ numRuns: 60 },
		);
	});

	test("a value that is not in the file would be seen", async () => {
		const content = Buffer.from(LANGUAGE_CASES[0]?.text ?? "");
		const resume = await parse(content);
		expect(invented({ ...resume, basics: { ...resume.basics, name: "Somebody Else" } }, await textOf(content))).toEqual(
			["/basics/name: Somebody Else"],
		);
	});
});

test("every value has evidence: page, lines, rule and confidence", async () => {
	const resume = await parse(await datesRight());
	for (const pointer of [
		"/basics/name",
		"/basics/email",
		"/basics/phone",
		"/work/0/name",
		"/work/1/position",
		"/work/1/startDate",
		"/education/0/institution",
		"/skills/0/name",
	]) {
		const evidence = resume.meta.values[pointer];
		expect(evidence, pointer).toBeDefined();
		expect(evidence?.page).toBe(1);
		expect(evidence?.rule).not.toBe("");
		expect(evidence?.lines?.[1]).toBeGreaterThanOrEqual(evidence?.lines?.[0] ?? 0);
	}
});
