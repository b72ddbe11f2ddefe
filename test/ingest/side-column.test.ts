import { expect, test } from "vitest";
import { at, drawPdf } from "./fixtures-pdf.ts";
import { parse, roles } from "./parser.ts";

/** Roles with dates in a left column, and beside their further lines what stands under the dates. */
interface Drawn {
	readonly dates: string;
	readonly under: readonly string[];
	readonly main: readonly string[];
}

const draw = (list: readonly Drawn[]): Promise<Buffer> =>
	drawPdf((doc) => {
		at(doc, "Claire Dubois", 50, 50, { bold: true, size: 24 });
		at(doc, "claire@example.org | 06 12 34 56 78", 50, 80);
		at(doc, "Expérience professionnelle", 50, 110, { bold: true, size: 14 });
		let y = 132;
		for (const { dates, under, main } of list) {
			const lines = [...main, "• Mise en place de services", "• Tests et documentation"];
			for (const [row, text] of lines.entries()) {
				const left = row === 0 ? dates : under[row - 1];
				if (left !== undefined) at(doc, left, 50, y);
				at(doc, text, 170, y, { bold: row === 0 });
				y += 14;
			}
			y += 10;
		}
		at(doc, "Compétences", 50, y, { bold: true, size: 14 });
		at(doc, "Java, Spring", 50, y + 20);
	});

const EXPECTED = [
	"Développeuse Java @ Capgemini 2019..2023",
	"Développeuse Web @ Sopra Steria 2016..2019",
	"Technicienne support @ Orange 2014..2016",
];
const ROLES = [
	["2019 – 2023", "Développeuse Java", "Capgemini", "Lyon"],
	["2016 – 2019", "Développeuse Web", "Sopra Steria", "Grenoble"],
	["2014 – 2016", "Technicienne support", "Orange", "Paris"],
] as const;

test.each([
	["the place, beside title and employer", (title, employer, place) => [[`${title}, ${employer}`], [place]]],
	["the place, beside the employer's line", (title, employer, place) => [[title, employer], [place]]],
	["the employer and the place", (title, employer, place) => [[title], [employer, place]]],
] as [string, (title: string, employer: string, place: string) => [string[], string[]]][])(
	"under the dates: %s",
	async (_, layOut) => {
		const list = ROLES.map(([dates, title, employer, place]) => {
			const [main, under] = layOut(title, employer, place);
			return { dates, under, main };
		});
		const resume = await parse(await draw(list));
		expect(roles(resume)).toEqual(EXPECTED);
		expect(resume.work?.map(({ location }) => location)).toEqual(ROLES.map(([, , , place]) => place));
		for (const { highlights } of resume.work ?? [])
			expect(highlights).toEqual(["Mise en place de services", "Tests et documentation"]);
	},
);

test("a line of the next section is no place of the last entry", async () => {
	const list = ROLES.map(([dates, title, employer, place]) => ({ dates, under: [place], main: [title, employer] }));
	const resume = await parse(await draw(list));
	expect(resume.work?.at(-1)?.summary).toBeUndefined();
	expect(resume.skills?.map(({ name }) => name)).toEqual(["Java", "Spring"]);
});
