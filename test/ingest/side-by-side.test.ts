import { expect, test } from "vitest";
import { at, drawPdf } from "./fixtures-pdf.ts";
import { parse, roles } from "./parser.ts";

/** Entries and columns of pages whose two sides do not share the edges that most have. */

type Doc = Parameters<Parameters<typeof drawPdf>[0]>[0];

const ROLES = [
	["Calder Foundry", "Welding Supervisor", "Mar 2021 – Present", "Plans the shifts of twelve welders."],
	["Ridge Boilers", "Welder", "Jun 2018 – Feb 2021", "Welded vessels for steam by hand."],
	["Harbour Steel", "Apprentice Welder", "Sep 2014 – May 2018", "Learned all of the usual processes."],
] as const;
const EXPECTED = [
	"Welding Supervisor @ Calder Foundry 2021-03..now",
	"Welder @ Ridge Boilers 2018-06..2021-02",
	"Apprentice Welder @ Harbour Steel 2014-09..2018-05",
];

const page = (draw: (doc: Doc) => void): Promise<Buffer> =>
	drawPdf((doc) => {
		at(doc, "Nora Pennick", 50, 40, { bold: true, size: 24 });
		at(doc, "nora@example.com | +44 20 7946 0321", 50, 70);
		draw(doc);
	});

/** Text that ends at a right edge. */
function flush(doc: Doc, text: string, right: number, y: number, { bold = false, size = 10 } = {}): void {
	doc.font(bold ? "Helvetica-Bold" : "Helvetica").fontSize(size);
	at(doc, text, right - doc.widthOfString(text), y, { bold, size });
}

test("a sidebar that is set flush right, beside dates that are, too", async () => {
	const bytes = await page((doc) => {
		at(doc, "Experience", 50, 110, { bold: true, size: 14 });
		ROLES.forEach(([owner, title, dates, text], index) => {
			const y = 134 + index * 70;
			at(doc, title, 50, y, { bold: true });
			flush(doc, dates, 370, y);
			at(doc, owner, 50, y + 14);
			at(doc, `• ${text}`, 50, y + 28);
			at(doc, "• Passed every inspection", 230, y + 28);
		});
		let y = 110;
		const section = (name: string, lines: readonly string[]): void => {
			flush(doc, name, 545, y, { bold: true, size: 14 });
			for (const line of lines) {
				y += 18;
				flush(doc, line, 545, y);
			}
			y += 30;
		};
		section("Skills", ["MIG welding", "TIG welding", "Blueprint reading"]);
		section("Languages", ["English, native", "Polish, basic"]);
		section("Certificates", ["Coded Welder"]);
	});
	const resume = await parse(bytes);
	expect(roles(resume)).toEqual(EXPECTED);
	expect(resume.languages?.map(({ language }) => language)).toEqual(["English", "Polish"]);
});

test("the employer over the dates in a narrow column, beside what was done", async () => {
	const bytes = await page((doc) => {
		at(doc, "Experience", 50, 110, { bold: true, size: 14 });
		ROLES.forEach(([owner, title, dates, text], index) => {
			const y = 140 + index * 80;
			at(doc, title, 50, y, { bold: true, size: 12 });
			at(doc, owner, 60, y + 28);
			at(doc, dates, 60, y + 41);
			at(doc, text, 220, y + 28);
		});
	});
	expect(roles(await parse(bytes))).toEqual(EXPECTED);
});

test("dates in letters set apart", async () => {
	const bytes = await page((doc) => {
		at(doc, "WORK EXPERIENCE", 50, 110, { bold: true, size: 12 });
		const spaced = [
			["2021-03", "TO", "PRESENT"],
			["2018-06", "TO", "2021-02"],
			["2014-09", "TO", "2018-05"],
		];
		ROLES.forEach(([owner, title, , text], index) => {
			const y = 134 + index * 50;
			let x = 50;
			for (const word of spaced[index] as string[]) {
				doc.font("Helvetica").fontSize(7).text(word, x, y, { characterSpacing: 2, lineBreak: false });
				x += doc.widthOfString(word) + 2 * word.length + 3;
			}
			at(doc, title, 180, y, { bold: true });
			at(doc, owner, 180, y + 14);
			at(doc, text, 180, y + 28);
		});
	});
	expect(roles(await parse(bytes))).toEqual(EXPECTED);
});

test("dates of a second role stand beside it, under the dates of the first", async () => {
	const bytes = await page((doc) => {
		at(doc, "Experience", 50, 110, { bold: true, size: 14 });
		const lines = [
			["Calder Foundry Ltd", "Leeds"],
			["Welding Supervisor", "03/2021 –"],
			["Plans the shifts of twelve welders in two halls.", "present"],
			["Welder", "06/2018 –"],
			["Welded vessels for steam by hand.", "02/2021"],
			["Harbour Steel Ltd", "York"],
			["Apprentice Welder", "09/2014 –"],
			["Learned all of the usual processes.", "05/2018"],
		];
		for (const [index, [text, aside]] of lines.entries()) {
			const isOwner = text?.endsWith(" Ltd") === true;
			at(doc, text ?? "", isOwner ? 50 : 60, 134 + index * 14);
			at(doc, aside ?? "", 450, 134 + index * 14);
		}
	});
	expect(roles(await parse(bytes))).toEqual([
		"Welding Supervisor @ Calder Foundry Ltd 2021-03..now",
		"Welder @ Calder Foundry Ltd 2018-06..2021-02",
		"Apprentice Welder @ Harbour Steel Ltd 2014-09..2018-05",
	]);
});

test("the title as the first point below the dates", async () => {
	const entry = ([owner, title, dates, text]: (typeof ROLES)[number]): string =>
		`<h3>${owner}</h3><p>${dates}</p><ul><li>${title}</li><li>${text}</li></ul>`;
	const resume = await parse(
		`<!doctype html><h1>Nora Pennick</h1><p>nora@example.com</p><h2>Work</h2>${ROLES.map(entry).join("")}`,
		"cv.html",
	);
	expect(roles(resume)).toEqual(EXPECTED);
});

test("a full stop between an employer's legal form and the title", async () => {
	const lines = [
		"Nora Pennick",
		"nora@example.com",
		"",
		"Berufserfahrung",
		"04/2019 – heute\tElbwerk Antriebe GmbH. Teamleiterin.",
		"10/2015 – 03/2019\tOfenbau Meier KG. Kfz-Mechatronikerin.",
		"07/2012 – 09/2015\tNorth Mills Ltd. Store Manager.",
	];
	expect(roles(await parse(lines.join("\n"), "cv.txt"))).toEqual([
		"Teamleiterin @ Elbwerk Antriebe GmbH 2019-04..now",
		"Kfz-Mechatronikerin @ Ofenbau Meier KG 2015-10..2019-03",
		"Store Manager @ North Mills Ltd. 2012-07..2015-09",
	]);
});

test("roles right below the head, with no name of a section over them", async () => {
	const text = ROLES.map(([owner, title, dates, done]) => `${title} - ${owner}, ${dates}\n${done}\n`).join("\n");
	const resume = await parse(
		`Nora Pennick\nLeeds / +44 20 7946 0321 / nora@example.com\n\n${text}\nEducation\n\nBSc Metallurgy, University of Leeds, 2010 – 2014\n`,
		"cv.txt",
	);
	expect(roles(resume)).toEqual(EXPECTED);
	expect(resume.basics?.name).toBe("Nora Pennick");
	expect(resume.education?.[0]?.institution).toBe("University of Leeds");
});
