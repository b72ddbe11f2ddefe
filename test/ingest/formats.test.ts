import { readFileSync } from "node:fs";
import path from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import type { ParsedResume } from "../../src/domain/resume.ts";
import { tableColumns, textBox } from "./fixtures-docx.ts";
import { EXPECTED_ROLES, PERSON } from "./fixtures-person.ts";
import { wholeResume } from "./fixtures-whole.ts";
import { parse, roles, skills } from "./parser.ts";

const fixture = (name: string): Buffer => readFileSync(path.join(import.meta.dirname, "fixtures", name));

/** Every value with its place, but for what says how it was read. */
function fields(value: unknown, pointer = ""): string[] {
	if (typeof value !== "object" || value === null) return [`${pointer}=${String(value).normalize("NFKC")}`];
	return Object.entries(value)
		.filter(([key]) => key !== "meta")
		.flatMap(([key, inner]) => fields(inner, `${pointer}/${key}`));
}

/** Part of all fields of both that they agree on. */
function agreement(left: ParsedResume, right: ParsedResume): number {
	const [a, b] = [new Set(fields(left)), new Set(fields(right))];
	return (2 * a.intersection(b).size) / (a.size + b.size);
}

describe("one resume in every format gives the same fields", () => {
	let docx: ParsedResume;
	beforeAll(async () => {
		docx = await parse(await wholeResume());
	});

	test("the original is read in full", () => {
		expect(docx.basics).toMatchObject({
			name: "Łucja Brekke-Sørås",
			email: "lucja.brekke@example.org",
			phone: "+4740012345",
			location: { city: "Tromsø", countryCode: "NO" },
		});
		expect(roles(docx)).toEqual([
			"Lead Site Reliability Engineer @ Fjordlys Energi AS 2019-09..now",
			"Systems Administrator @ Żuraw Logistyka Sp. z o.o. 2014-04..2019-08",
		]);
	});

	test.each(["doc", "odt", "rtf", "html", "pdf"])("%s", async (format) => {
		const other = await parse(fixture(`whole.${format}`));
		expect(other.meta.format).toBe(format);
		expect(agreement(docx, other)).toBeGreaterThanOrEqual(0.95);
	});

	test.each(["doc", "odt", "rtf"])("%s to the last field, with the links and the header", async (format) => {
		const other = await parse(fixture(`whole.${format}`));
		expect(fields(other)).toEqual(fields(docx));
		expect(other.meta.flags).toEqual(docx.meta.flags);
	});
});

describe("tables and text boxes", () => {
	test.each(["tableColumns.doc", "tableColumns.odt", "tableColumns.rtf"])("%s", async (name) => {
		const other = await parse(fixture(name));
		expect(fields(other)).toEqual(fields(await parse(await tableColumns())));
		expect(roles(other)).toEqual(EXPECTED_ROLES);
		expect(other.meta.flags).toContain("two-column");
	});
	test.each(["textBox.doc", "textBox.odt"])("%s", async (name) => {
		const other = await parse(fixture(name));
		expect(skills(other)).toEqual([...PERSON.skills]);
		expect(fields(other).toSorted()).toEqual(fields(await parse(await textBox())).toSorted());
		expect(other.meta.flags).toContain("text-box");
	});
});
