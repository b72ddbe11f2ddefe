import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { contactInHeader, tableColumns, tableDates, textBox } from "./fixtures-docx.ts";
import { LANGUAGE_CASES } from "./fixtures-languages.ts";
import { datesLeft, datesRight, sidebar, spacedHeadings } from "./fixtures-pdf.ts";
import { invented, inventedIn, textOf } from "./invented.ts";
import { parse } from "./parser.ts";

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
		expect(await inventedIn(await make())).toEqual([]);
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
