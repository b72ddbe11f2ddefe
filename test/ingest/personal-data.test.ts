import { describe, expect, test } from "vitest";
import { isPersonalLabel } from "../../src/analysis/personal-labels.ts";
import { withoutProtectedAttributes } from "../../src/analysis/protected-attributes.ts";
import { withoutPersonalLines } from "../../src/ingest/drop-personal-data.ts";
import { parse } from "./parser.ts";

describe("labels of what must not influence hiring", () => {
	test.each(
		"Date of birth|Marital status|Geburtsdatum|Familienstand|Staatsangehörigkeit|Date de naissance|Situation familiale|Fecha de nacimiento|Estado civil|Data de nascimento|Data di nascita|Stato civile|Geboortedatum|Burgerlijke staat|Födelsedatum|Civilstånd|Data urodzenia|Stan cywilny|Doğum Tarihi|Medeni Hali|Uyruğu|出生年月|婚姻状况|性别|民族|出生日期|婚姻狀況|性別|國籍|生年月日|配偶者|扶養家族|생년월일|Дата рождения|Семейное положение|تاريخ الميلاد|الجنسية|الحالة الاجتماعية|תאריך לידה".split(
			"|",
		),
	)("%s", (label) => {
		expect(isPersonalLabel(label)).toBe(true);
		expect(withoutProtectedAttributes(`Java\n${label}: x`)).toBe("Java");
	});

	test.each(["Disability Adviser", "Photo Editor", "Race Engineer", "Nationalpark", "年度計画", "Sexton"])(
		"%s is none",
		(text) => {
			expect(isPersonalLabel(text)).toBe(false);
		},
	);
});

const resume = (line: string): string => `Maria Keller
maria.keller@example.org
${line}

Experience
Accountant, Larkspur Ltd, 2019 - present

Skills
Excel
`;

describe("a personal detail in the head is kept out of the result", () => {
	test.each([
		["Geburtsdatum / -ort: 03.02.1984, Kassel", "1984"],
		["Né le 3 juin 1990 à Dijon", "Dijon"],
		["32 ans, célibataire", "célibataire"],
		["Nationalité française", "française"],
		["Brasileira, casada, 35 anos", "casada"],
		["性別 女", "女"],
		["生年月日 1990年8月15日生（満35歳）", "1990"],
		["女 | 1992年3月 | 汉族 | 未婚", "汉族"],
		["Stan cywilny\tzamężna", "zamężna"],
	])("%s", async (line, detail) => {
		const { meta, ...rest } = await parse(resume(line));
		expect(JSON.stringify(rest)).not.toContain(detail);
		expect(meta.flags).toContain("personal-data");
	});

	test("on the line below its label", async () => {
		const { meta, ...rest } = await parse(resume("Familienstand\nverheiratet"));
		expect(JSON.stringify(rest)).not.toContain("verheiratet");
		expect(meta.flags).toContain("personal-data");
	});

	test("but a title that begins like a label stays", async () => {
		expect((await parse(resume("Photo Editor"))).basics?.label).toBe("Photo Editor");
	});
});

test("a tenant that wants none of it stored has it out of sentences, too", () => {
	const resume = {
		basics: { summary: "Engineer, married, two children, with ten years of Java.\nGeburtsdatum: 3.2.1984" },
		work: [{ name: "Acme", highlights: ["Built bridges", "Austrian national"] }],
	};
	expect(withoutPersonalLines(resume)).toEqual({
		basics: { summary: "Engineer, with ten years of Java." },
		work: [{ name: "Acme", highlights: ["Built bridges"] }],
	});
});
