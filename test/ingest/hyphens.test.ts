import { describe, expect, test } from "vitest";
import { joinText } from "../../src/ingest/layout/hyphens.ts";
import { at, drawPdf } from "./fixtures-pdf.ts";
import { parse, roles, skills } from "./parser.ts";

test.each([
	["Soft-", "ware Engineer", "Software Engineer"],
	["Data-", "base Design", "Database Design"],
	["Projekt-", "management", "Projektmanagement"],
	["week-", "end shifts", "weekend shifts"],
	["on-", "line shop", "online shop"],
	["Full-", "Stack Developer", "Full-Stack Developer"],
	["Full-", "stack Developer", "Full-stack Developer"],
	["a high-", "performance service", "a high-performance service"],
	["Self-", "management", "Self-management"],
	["front-", "end in step", "front-end in step"],
	["SQL-", "gestützte Auswertung", "SQL-gestützte Auswertung"],
	["Wrote e-", "mail tools", "Wrote e-mail tools"],
	["state-of-", "the-art", "state-of-the-art"],
	["2019 -", "today", "2019 - today"],
])("%s / %s", (before, after, whole) => {
	expect(joinText(before, after)).toBe(whole);
});

describe("a narrow column", () => {
	const draw = (): Promise<Buffer> =>
		drawPdf((doc) => {
			at(doc, "Anne-", 220, 40, { bold: true, size: 24 });
			at(doc, "Marie Doe", 220, 66, { bold: true, size: 24 });
			const side = ["anne@example.org", "SKILLS", "Soft-", "ware Testing", "Full-", "Stack Development", "Python"];
			for (const [row, text] of side.entries()) {
				const heading = text === "SKILLS";
				at(doc, text, 40, 100 + row * 14, { bold: heading, size: heading ? 12 : 9 });
			}
			at(doc, "EXPERIENCE", 220, 110, { bold: true, size: 12 });
			const main = ["Senior Soft-", "ware Engineer", "Acme GmbH", "2019 – 2023", "• Built tools for cus-", "  tomers"];
			for (const [row, text] of main.entries()) at(doc, text, 220, 130 + row * 13, { bold: row < 2 });
			at(doc, "• Tested them", 220, 130 + main.length * 13);
		});
	test("parts words in lines that are not full", async () => {
		const resume = await parse(await draw());
		expect(resume.basics?.name).toBe("Anne-Marie Doe");
		expect(roles(resume)).toEqual(["Senior Software Engineer @ Acme GmbH 2019..2023"]);
		expect(resume.work?.[0]?.highlights).toEqual(["Built tools for customers", "Tested them"]);
		expect(skills(resume)).toEqual(["Software Testing", "Full-Stack Development", "Python"]);
	});
});
