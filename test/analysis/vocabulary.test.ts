import { describe, expect, test } from "vitest";
import { formKey, parseVocabulary } from "../../src/analysis/vocabulary.ts";
import { TributaryError } from "../../src/errors.ts";
import { loadVocabulary } from "../../src/vocabulary.ts";
import { FILES } from "./vocabulary-fixture.ts";

const vocabulary = parseVocabulary(FILES);
const ids = (entries: readonly { id: string }[]) => entries.map((entry) => entry.id);

test("entries by id and by every way of writing", () => {
	expect(vocabulary.skill("java")).toEqual({
		id: "java",
		label: "Java",
		kind: "language",
		synonyms: ["Java SE"],
		related: ["spring", "kotlin"],
		broader: ["programming"],
	});
	for (const form of ["Node.js", "nodejs", "NODE JS", "node-js", "Node-JS"]) {
		expect(vocabulary.skillByForm(form)?.id, form).toBe("node-js");
	}
	expect(vocabulary.titleByForm("Développeur")?.id).toBe("software-developer");
	expect(vocabulary.skillByForm("cobol")).toBeUndefined();
	expect(vocabulary.skill("cobol")).toBeUndefined();
});

test("relations", () => {
	expect(ids(vocabulary.relatedSkills("java"))).toEqual(["spring", "kotlin"]);
	expect(ids(vocabulary.broaderSkills("java"))).toEqual(["programming"]);
	expect(ids(vocabulary.narrowerSkills("programming"))).toEqual(["java", "kotlin", "go", "r", "c", "c-plus-plus"]);
	expect(ids(vocabulary.titlesOfFamily("software-developer"))).toEqual(["software-developer", "java-developer"]);
	expect(vocabulary.relatedSkills("cobol")).toEqual([]);
});

test("a form's key is the same for all ways of writing", () => {
	expect(new Set(["Full-Stack", "full stack", "FULL  STACK"].map(formKey)).size).toBe(1);
});

test("the fixture has no faults, and faults are named", () => {
	expect(vocabulary.faults).toEqual([]);
	const skills = [
		{ name: "skills/x.tsv", text: "java\tJava\tlanguage\tJ\tmissing\njava\tJava\tlanguage\njay\tJay\ttool\tJ\n" },
	];
	expect(parseVocabulary({ skills, titles: [] }).faults).toEqual([
		"skills/x.tsv:2: skill java is there twice",
		"skill jay: J is a form of java already",
		"skill java names missing, which is not there",
	]);
});

describe("a line of the wrong shape is refused with its place", () => {
	test.each([
		["java\tJava", "skills/x.tsv:2"],
		["java\t\tlanguage", "skills/x.tsv:2"],
		["a\tb\tc\td\te\tf\tg", "skills/x.tsv:2"],
	])("skill %j", (line, place) => {
		const parse = () => parseVocabulary({ skills: [{ name: "skills/x.tsv", text: `# head\n${line}` }], titles: [] });
		expect(parse).toThrow(TributaryError);
		expect(parse).toThrow(place);
	});

	test("a rank that is no number, a rule that is none", () => {
		const parse = (part: object) => () => parseVocabulary({ skills: [], titles: [], ...part });
		expect(parse({ seniority: { name: "seniority.tsv", text: "senior\thigh\tsenior" } })).toThrow("seniority.tsv:1");
		expect(parse({ ambiguous: { name: "ambiguous.tsv", text: "Go\tgo\tmaybe" } })).toThrow("ambiguous.tsv:1");
	});
});

test("the shipped vocabulary loads", () => {
	const shipped = loadVocabulary();
	expect(shipped.skills.length).toBeGreaterThan(1000);
	expect(shipped.skillByForm("kubernetes")?.label).toBe("Kubernetes");
	expect(() => loadVocabulary("/nowhere/at/all")).toThrow(TributaryError);
});
