import { describe, expect, test } from "vitest";
import { at, drawPdf } from "./fixtures-pdf.ts";
import { parse, roles } from "./parser.ts";

/** Roles whose header lines stand below each other, each with a bullet. */
const draw = (heading: string, headers: readonly (readonly string[])[]): Promise<Buffer> =>
	drawPdf((doc) => {
		at(doc, "Jane Doe", 50, 50, { bold: true, size: 24 });
		at(doc, "jane@example.org", 50, 80);
		at(doc, heading, 50, 110, { bold: true, size: 14 });
		let y = 132;
		for (const lines of headers) {
			for (const line of lines) {
				at(doc, line, 50, y, { width: 520 });
				y += 13;
			}
			at(doc, "• Wrote the reports for the board and kept the plan", 60, y);
			y += 26;
		}
		at(doc, "Skills", 50, y, { bold: true, size: 14 });
		at(doc, "Python, SQL", 50, y + 20);
	});

describe("dates that the end of a line breaks", () => {
	test.each([
		["Experiencia", "Aceites Verdes S.A.: Analista (septiembre de 2021 - marzo de", "2025)", "2021-09..2025-03"],
		["Berufserfahrung", "Aceites Verdes S.A.: Analyst (08/2023 -", "08/2026)", "2023-08..2026-08"],
		["Berufserfahrung", "Aceites Verdes S.A.: Analyst (07/2021", "– 07/2023)", "2021-07..2023-07"],
	])("%s: %s / %s", async (heading, first, second, dates) => {
		const [role] = roles(await parse(await draw(heading, [[first, second]])));
		expect(role).toMatch(/^Anal\p{Ll}+ @ Aceites Verdes S\.A\. /u);
		expect(role?.endsWith(dates)).toBe(true);
	});
});

test("a department behind the title is no employer, where one stands on the next line", async () => {
	const headers = [
		["Working Student, Business Intelligence (Jul 2024 – Mar 2026)", "Ulmolware Digital SE"],
		["Engineering Manager, Mechanical (Jan 2022 – May 2024)", "Brightwater Foods LLC"],
	];
	expect(roles(await parse(await draw("Experience", headers)))).toEqual([
		"Working Student, Business Intelligence @ Ulmolware Digital SE 2024-07..2026-03",
		"Engineering Manager, Mechanical @ Brightwater Foods LLC 2022-01..2024-05",
	]);
});

test("a city whose name has many particles is a place", async () => {
	const text =
		"Jane Doe\njane@example.org\n\nExperiencia\n\nCocinera, Restaurante Cortés, Las Palmas de Gran Canaria\n2019 – 2022\n- Hizo pan\n";
	expect((await parse(text)).work?.[0]).toMatchObject({
		name: "Restaurante Cortés",
		location: "Las Palmas de Gran Canaria",
	});
});
