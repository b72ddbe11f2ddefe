import { expect, test } from "vitest";
import { interpret } from "../../../src/search/natural/interpret.ts";
import { recognizer } from "../world.ts";

/** What somebody asks for and no record holds: left out, or searched otherwise than meant, and that is said. */

const read = (text: string) => interpret(text, recognizer).query;

test.each([
	["salary under 80k java", "salary under 80k"],
	["java, salary under 80k.", "salary under 80k"],
	["java salary between 60k and 80k", "salary between 60k and 80k"],
	["java, salary expectations up to 80,000 EUR", "salary expectations up to 80,000 EUR"],
	["java Gehaltsvorstellung bis 80.000 €", "Gehaltsvorstellung bis 80.000 €"],
	["java, prétentions salariales 50k", "prétentions salariales 50k"],
	["java, notice period 3 months!", "notice period 3 months"],
	["java Kündigungsfrist: 3 Monate", "Kündigungsfrist: 3 Monate"],
	["java available immediately.", "available immediately"],
	["java ab sofort", "ab sofort"],
	["java available from January.", "available from January"],
	["java, verfügbar ab 1. Oktober", "verfügbar ab 1. Oktober"],
	["java desired salary 50000", "desired salary 50000"],
	["java disponible immédiatement", "disponible immédiatement"],
	["java incorporación inmediata", "incorporación inmediata"],
	["java, no relocation", "no relocation"],
	["java ohne Reisetätigkeit.", "ohne Reisetätigkeit"],
	["java sans déplacements", "sans déplacements"],
])("%s: “%s” is left out, and that is said", (text, words) => {
	const { normalForm, lint } = read(text);
	expect(normalForm).toBe("java");
	const said = lint.map(({ level, code, span }) => [level, code, text.slice(span.start, span.end)]);
	expect(said).toEqual([["ignored", "not-in-records", words]]);
});

test.each([
	["java developer without a degree", "without a degree"],
	["java developer, no degree required", "no degree required"],
	["java developer no German required", "no German required"],
	["java developer, driving license not required", "driving license not required"],
	["java developer German not required", "German not required"],
	["java developer Studium nicht erforderlich", "Studium nicht erforderlich"],
	["java developer no travel required", "no travel required"],
	["java developer ohne Studium", "ohne Studium"],
	["java developer sans diplôme.", "sans diplôme"],
])("%s: “%s” asks for nothing, least of all for a degree", (text, words) => {
	const { normalForm, lint } = read(text);
	expect(normalForm).toBe("java developer");
	expect(lint.map(({ code, span }) => [code, text.slice(span.start, span.end)])).toEqual([["no-demand", words]]);
});

test.each([
	"salary negotiation java",
	"recruiter salary benchmarking",
	"Gehalt und Lohn Sachbearbeiter",
	'java "notice period"',
	"salary",
])("%s stays", (text) => expect(read(text).normalForm).toBe(text));

test("years of one skill are not known, and that is said", () => {
	const text = "10 years java, 5 years python.";
	const { normalForm, lint } = read(text);
	expect(normalForm).toBe("^years:>=10^0.5 ^java ^years:>=5^0.5 ^python");
	expect(lint.map(({ code, span }) => [code, text.slice(span.start, span.end)])).toEqual([
		["years-of-skill", "5 years"],
	]);
	expect(read("java, more than 3 years, less than 8 years").lint).toEqual([]);
});

test.each([
	[
		"我们正在寻找一位有五年以上工作经验的高级软件工程师能够在北京或者上海工作并且熟悉微服务架构和云计算平台同时具备良好的沟通能力和团队合作精神能够独立完成项目",
		["软件", "工程师", "北京", "架构"],
	],
	[
		"私たちは東京で働ける経験豊富なソフトウェアエンジニアを探しており機械学習とクラウドコンピューティングの知識がありチームで協力して開発できる方を募集しています",
		["東京", "ソフトウェアエンジニア", "クラウドコンピューティング"],
	],
])("a sentence without spaces is read as its words", (text, words) => {
	const { normalForm, lint } = read(text);
	expect(normalForm.split(" ")).toEqual(expect.arrayContaining(words));
	expect(lint.map(({ code }) => code)).toEqual(["unspaced"]);
	expect(read(normalForm)).toMatchObject({ normalForm, lint: [] });
	expect(read(`NOT ${text}`).normalForm).toMatch(/^NOT \(/u);
	expect(read("国际商业机器中国有限公司")).toMatchObject({ normalForm: "国际商业机器中国有限公司", lint: [] });
});
