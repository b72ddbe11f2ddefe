import { describe, expect, test } from "vitest";
import { at, drawPdf } from "./fixtures-pdf.ts";
import { parse, roles } from "./parser.ts";

/** Three pages, of which the second and third begin with what their page header says. */
const resume = (head: (page: number) => string, rotated = false): Promise<Buffer> =>
	drawPdf(
		(doc) => {
			const turn = (): void => {
				if (rotated) doc.rotate(90).translate(0, -595);
			};
			turn();
			at(doc, "Jane Doe", 50, 90, { bold: true, size: 22 });
			at(doc, "jane.doe@example.org | +44 20 7946 0958", 50, 120);
			at(doc, "Experience", 50, 150, { bold: true, size: 14 });
			at(doc, "Engineer, Acme Ltd, 2018 – 2020", 50, 180);
			at(doc, "• Built the first thing", 60, 200);
			at(doc, "• Built the second thing", 60, 215);
			for (const page of [2, 3]) {
				doc.addPage();
				turn();
				at(doc, head(page), 50, 30);
				at(doc, `• Built a thing of page ${page}`, 60, 100);
				at(doc, `• Mended a thing of page ${page}`, 60, 115);
			}
			at(doc, "Skills", 50, 150, { bold: true, size: 14 });
			at(doc, "Python, SQL", 50, 180);
		},
		rotated ? { size: [595, 842] } : {},
	);

const HIGHLIGHTS = ["Built the first thing", "Built the second thing"];
const ALL = [
	...HIGHLIGHTS,
	...[2, 3].flatMap((page) => [`Built a thing of page ${page}`, `Mended a thing of page ${page}`]),
];

describe.each([
	["upright", false],
	["sideways", true],
])("%s pages", (_, rotated) => {
	test.each([
		["name and number", (page: number) => `Jane Doe – Page ${page}`],
		["number of all", (page: number) => `Jane Doe, CV, Seite ${page} von 3`],
		["name and e-mail", () => "Jane Doe | jane.doe@example.org"],
		["name", () => "Jane Doe"],
	])("%s at the top of a page is no text of a role", async (__, head) => {
		const parsed = await parse(await resume(head, rotated));
		expect(roles(parsed)).toEqual(["Engineer @ Acme Ltd 2018..2020"]);
		expect(parsed.work?.[0]?.highlights).toEqual(ALL);
		expect(parsed.work?.[0]?.summary).toBeUndefined();
		expect(parsed.basics).toMatchObject({ name: "Jane Doe", email: "jane.doe@example.org" });
	});
});
