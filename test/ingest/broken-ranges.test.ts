import { expect, test } from "vitest";
import { at, drawPdf } from "./fixtures-pdf.ts";
import { parse, roles, skills } from "./parser.ts";

/** Where a column of dates and labels ends, which are set flush right, and where the text beside it begins. */
const HINTS = 140;
const TEXT = 152;

interface Entry {
	readonly dates: readonly string[];
	readonly lines: readonly string[];
}

type Drawing = Parameters<Parameters<typeof drawPdf>[0]>[0];

function hint(doc: Drawing, text: string, y: number): void {
	doc.font("Helvetica").fontSize(10);
	at(doc, text, HINTS - doc.widthOfString(text), y);
}

/** The dates keep their own line distance: beside bullets they stand on no line of the text. */
function draw(work: readonly Entry[], studies: readonly Entry[]): Promise<Buffer> {
	return drawPdf((doc) => {
		at(doc, "Marion Okafor", 50, 40, { bold: true, size: 24 });
		at(doc, "marion@example.org", 50, 72);
		let y = 100;
		const heading = (text: string): void => {
			at(doc, text, TEXT, y, { size: 14 });
			y += 20;
		};
		const list = (entries: readonly Entry[]): void => {
			for (const { dates, lines } of entries) {
				for (const [row, text] of dates.entries()) hint(doc, text, y + 12 * row);
				for (const [row, text] of lines.entries()) at(doc, text, TEXT, y + 16 * row);
				y += Math.max(12 * dates.length, 16 * lines.length) + 4;
			}
		};
		heading("Experience");
		list(work);
		heading("Education");
		list(studies);
		heading("Skills");
		list([
			{ dates: ["In daily use"], lines: ["Python, Fortran"] },
			{ dates: ["Once in use"], lines: ["PostgreSQL, Oracle"] },
		]);
	});
}

const WORK: readonly Entry[] = [
	{
		dates: ["August", "2019–present"],
		lines: ["Data Engineer, Acme Ltd, Leeds", "• Built the warehouse of the company", "• Led two engineers"],
	},
	{ dates: ["October", "2016–July", "2019"], lines: ["Python Developer, Borealis Ltd, York", "• Wrote interfaces"] },
	{
		dates: ["September", "2013–", "September", "2016"],
		lines: ["Software Engineer, Cobalt Ltd, Hull", "• Tested the scheduler of the company"],
	},
];
const STUDIES: readonly Entry[] = [{ dates: ["2009–2013"], lines: ["BSc in Physics, Durham University, Durham"] }];

test("a range that a narrow column breaks over two, three and four lines", async () => {
	const resume = await parse(await draw(WORK, STUDIES));
	expect(roles(resume)).toEqual([
		"Data Engineer @ Acme Ltd 2019-08..now",
		"Python Developer @ Borealis Ltd 2016-10..2019-07",
		"Software Engineer @ Cobalt Ltd 2013-09..2016-09",
	]);
	expect(resume.education).toMatchObject([
		{ institution: "Durham University", area: "Physics", startDate: "2009", endDate: "2013" },
	]);
	expect(skills(resume)).toEqual(["Python", "Fortran", "PostgreSQL", "Oracle"]);
});

test("a month that a justified line sets apart from its year", async () => {
	const pdf = await drawPdf((doc) => {
		at(doc, "Marion Okafor", 50, 40, { bold: true, size: 24 });
		at(doc, "marion@example.org", 50, 72);
		at(doc, "Experience", 50, 100, { bold: true, size: 14 });
		for (const [index, [month, year, end, title]] of (
			[
				["Jun", "2018–Feb", "2021", "Data Engineer"],
				["Mar", "2016–May", "2018", "Python Developer"],
			] as const
		).entries()) {
			const y = 124 + 50 * index;
			at(doc, month, 50, y);
			at(doc, year, 95, y);
			at(doc, end, 50, y + 13);
			at(doc, `${title}, Acme Ltd`, TEXT, y);
			at(doc, "• Built the warehouse", TEXT, y + 15);
		}
	});
	expect(roles(await parse(pdf))).toEqual([
		"Data Engineer @ Acme Ltd 2018-06..2021-02",
		"Python Developer @ Acme Ltd 2016-03..2018-05",
	]);
});

test("years of two entries, the newer above, are no range", async () => {
	const resume = await parse(
		await draw(
			[
				{ dates: ["2019 –"], lines: ["Data Engineer, Acme Ltd"] },
				{ dates: ["2016"], lines: ["Python Developer, Borealis Ltd"] },
			],
			STUDIES,
		),
	);
	expect(roles(resume)).toEqual(["Data Engineer @ Acme Ltd 2019..now", "Python Developer @ Borealis Ltd 2016..?"]);
});

test("a month over its year, beside a text of one line", async () => {
	const pdf = await drawPdf((doc) => {
		at(doc, "Begoña Ruiz", 50, 40, { bold: true, size: 24 });
		at(doc, "begona@example.org", 50, 72);
		at(doc, "Experiencia", 50, 100, { bold: true, size: 14 });
		at(doc, "2013–2017", 50, 124);
		at(doc, "Auditora, Astilleros S.A.", TEXT, 124);
		at(doc, "Certificados", 50, 150, { bold: true, size: 14 });
		for (const [index, [month, year, name]] of (
			[
				["junio", "2008", "First Certificate in English, Cambridge English"],
				["marzo", "2016", "Experto Contable Acreditado, AECA"],
			] as const
		).entries()) {
			at(doc, month, 50, 174 + 30 * index);
			at(doc, year, 50, 186 + 30 * index);
			at(doc, name, TEXT, 174 + 30 * index);
		}
	});
	const { certificates } = await parse(pdf);
	expect(certificates?.map(({ name, date }) => `${name} ${date}`)).toEqual([
		"First Certificate in English 2008-06",
		"Experto Contable Acreditado 2016-03",
	]);
});
