import { describe, expect, test } from "vitest";
import { endsInParticle } from "../../src/ingest/fields/name-shape.ts";
import { joinSpacedLetters } from "../../src/ingest/layout/glyphs.ts";
import { at, drawPdf } from "./fixtures-pdf.ts";
import { parse } from "./parser.ts";

/** A page whose name is set in the large type of its own line or lines. */
const nameOf = async (...lines: readonly string[]): Promise<string | undefined> => {
	const pdf = await drawPdf((doc) => {
		for (const [index, line] of lines.entries()) at(doc, line, 50, 50 + index * 28, { bold: true, size: 24 });
		at(doc, "Data Engineer", 50, 130, { size: 13 });
		at(doc, "office@example.org | +1 512 555 0147", 50, 150);
		at(doc, "Skills", 50, 180, { bold: true, size: 14 });
		at(doc, "Python, SQL", 50, 200);
	});
	return (await parse(pdf)).basics?.name;
};

describe("a name on two lines", () => {
	test.each([
		["Maria de la", "Cruz Lopez"],
		["Maria", "de la Cruz Lopez"],
		["Jan van der", "Berg"],
		["Maria José dos", "Santos Silva"],
	])("%s / %s", async (first, second) => {
		expect(await nameOf(first, second)).toBe(`${first} ${second}`);
	});
	test("a name that looks like a particle ends one", () => {
		expect(["Minh Le", "Jet Li", "Jan van der", "MARIA DE LA"].map(endsInParticle)).toEqual([false, false, true, true]);
	});
});

test("a name on two lines beside a side column that is read first", async () => {
	const side =
		"CONTACT|Phone|+1 512 555 0147|Mail|fiachra.od@kitchen.example|Address|3 Quay Street|Westport, Co. Mayo|EXPERTISE|Seafood|HACCP";
	const main =
		"HEAD CHEF|PROFILE|Cooks what the boats bring in, twelve years in kitchens.|EXPERIENCE|Hotel Ardnacoille, 2017 – 2021|Sous Chef";
	const pdf = await drawPdf((doc) => {
		const column = (text: string, x: number, top: number): void => {
			for (const [index, line] of text.split("|").entries())
				at(doc, line, x, top + index * 22, { bold: /^[A-Z]{6,}$/.test(line) });
		};
		column(side, 40, 40);
		for (const [index, line] of ["FIACHRA", "O'DOMHNAILL"].entries())
			at(doc, line, 230, 64 + index * 28, { bold: true, size: 24 });
		column(main, 230, 130);
	});
	expect((await parse(pdf)).basics?.name).toBe("FIACHRA O'DOMHNAILL");
});

describe("a name whose letters stand apart", () => {
	const NAMES = [
		["S E A N  O ' N E I L", "SEAN O'NEIL"],
		["S E A N  O’N E I L", "SEAN O’NEIL"],
		["J .  R .  S M I T H", "J. R. SMITH"],
		["A N N A - M A R I A  K O C H", "ANNA-MARIA KOCH"],
	] as const;
	test.each(NAMES)("%s on a page", async (written, name) => {
		expect(await nameOf(written)).toBe(name);
	});
	test.each(NAMES)("%s in plain text", async (written, name) => {
		expect((await parse(`${written}\noffice@example.org\n\nSkills\nPython, SQL\n`)).basics?.name).toBe(name);
	});
	test("letters of a list stay apart", () => {
		expect(joinSpacedLetters("A - B - C - D")).toBe("A - B - C - D");
	});
});

describe("a name and what stands beside it", () => {
	test.each([
		['John "Jack" Smith, PMP', 'John "Jack" Smith'],
		["MARGARET “PEG” O’DELL, P.E.", "MARGARET “PEG” O’DELL"],
		["Thomas (Tom) Hale, CPA", "Thomas (Tom) Hale"],
	])("%s: the nickname is of it, the credential is not", async (written, name) => {
		const { basics } = await parse(
			`${written}\nDenver, CO | office@example.org\n\nProject Manager – Health Care\n\nSkills\nPython, SQL\n`,
		);
		expect(basics).toMatchObject({ name, label: "Project Manager – Health Care" });
	});
	test.each(["سيرة ذاتية", "السيرة الذاتية", "سيرة ذاتية مهنية"])("%s is the title of the document", async (title) => {
		const { basics } = await parse(
			`${title}\n\nفاطمة الزهراء بنعلي\noffice@example.org\n\nالخبرة المهنية\n2019 - الآن: محاسبة، شركة اتصالات المغرب\n`,
		);
		expect(basics?.name).toBe("فاطمة الزهراء بنعلي");
	});
});
