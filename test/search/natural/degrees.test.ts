import { describe, expect, test } from "vitest";
import { interpret } from "../../../src/search/natural/interpret.ts";
import { recognizer } from "../world.ts";

/** Degrees of which any will do, and what adds nothing to them. */

const read = (text: string) => interpret(text, recognizer).query;

describe("what adds nothing to what stands before it", () => {
	test.each([
		["bachelor's degree or equivalent", "^education:bachelor"],
		["bachelor's degree (or equivalent) required", "+education:bachelor"],
		["BS or equivalent in Biology", "^(BS OR education:bachelor^0.5)^0.5 ^Biology"],
		["degree in biology, or a closely related field", "^education:bachelor^0.5 ^biology"],
		["master's degree or higher", "^education:master"],
		["Bachelor oder vergleichbar", "^education:bachelor"],
		["Hochschulabschluss oder eine vergleichbare Qualifikation", "^education:bachelor"],
		["niveau licence ou équivalent", "^niveau ^education:bachelor^0.5"],
		["diplôme d'ingénieur ou formation équivalente", "^education:master"],
		["licenciatura o equivalente", "^education:bachelor"],
		["laurea o titolo equivalente", "^education:bachelor"],
		["bacharelado ou similar", "^education:bachelor"],
		["HBO of vergelijkbaar", "^education:bachelor"],
		["Salesforce or similar CRM", "Salesforce CRM"],
		["java AND (kotlin or similar)", "java AND kotlin"],
	])("%s asks for %s, and a remark says so", (text, normalForm) => {
		const { lint, ...query } = read(text);
		expect(query.normalForm).toBe(normalForm);
		expect(read(normalForm).normalForm).toBe(normalForm);
		const remark = lint.find(({ code }) => code === "or-equivalent");
		expect(remark?.message).toContain("adds nothing");
		const words = text.slice(remark?.span.start, remark?.span.end);
		expect(words).toMatch(/^\(?(?:or|oder|ou|o|of)\s/);
	});

	test.each([
		["java OR similar", "java OR similar"],
		['"java or similar"', '"java or similar"'],
		["similar to java", "similar to java"],
		["related work", "related work"],
	])("%s stays %s", (text, normalForm) => expect(read(text).normalForm).toBe(normalForm));
});

describe("several degrees", () => {
	test.each([
		["BSc or MSc in biology", "^(BSc OR MSc OR education:bachelor^0.5)^0.5 ^biology"],
		["BSc/MSc java", "^(BSc OR MSc OR education:bachelor^0.5)^0.5 ^java"],
		["BS or MS in Biology", "^(BS OR MS OR education:bachelor^0.5)^0.5 ^Biology"],
		["BSc, MSc or PhD", "^(BSc OR MSc OR PhD OR education:bachelor^0.5)"],
		["MBA oder PhD", "^(MBA OR PhD OR education:master^0.5)"],
		["BEng or MEng java", "^(BEng OR MEng OR education:bachelor^0.5)^0.5 ^java"],
		["BSc or a master's degree", "^(BSc OR education:master OR education:bachelor^0.5)"],
		["bachelor's degree or MBA", "^education:bachelor"],
		["MBA, PhD", "^(MBA OR education:master^0.5) ^(PhD OR education:doctorate^0.5)"],
	])("%s: %s", (text, normalForm) => {
		expect(read(text).normalForm).toBe(normalForm);
		expect(read(normalForm).normalForm).toBe(normalForm);
	});

	test("LLM alone is no degree, with dots it is", () => {
		expect(read("LLM java").normalForm).toBe("LLM java");
		expect(read("LL.M. java").normalForm).toBe('^("LL.M." OR education:master^0.5)^0.5 ^java');
	});
});

test.each([
	["MBA from INSEAD", "^(MBA OR education:master^0.5)^0.5 ^school:INSEAD"],
	["engineer, master from MIT", "engineer master school:MIT"],
	["scrum master at SAP", "scrum master company:SAP"],
	["MBA from INSEAD.", "^(MBA OR education:master^0.5)^0.5 ^school:INSEAD"],
	["BSc in Physics from Imperial College", '^(BSc OR education:bachelor^0.5)^0.5 ^Physics ^school:"Imperial College"'],
	["MBA de l'ESSEC", "^(MBA OR education:master^0.5)^0.5 ^school:ESSEC"],
	["bachelor from Berlin", "^education:bachelor ^(location:Berlin OR near:Berlin~20km)"],
])("%s: behind a degree stands the school, unless it is a place", (text, normalForm) => {
	expect(read(text).normalForm).toBe(normalForm);
	expect(read(normalForm).normalForm).toBe(normalForm);
});
