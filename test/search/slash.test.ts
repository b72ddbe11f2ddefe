import { beforeAll, describe, expect, test } from "vitest";
import { createRecognizer } from "../../src/analysis/recognizer.ts";
import { planQuery } from "../../src/search/plan/plan.ts";
import { loadProfiles } from "../../src/search/profiles.ts";
import { parseQuery } from "../../src/search/query/parse.ts";
import { loadVocabulary } from "../../src/vocabulary.ts";
import { openWorld, type World } from "./world.ts";

/** A slash between words: either of the two, unless the vocabulary knows the whole. */

let world: World;
beforeAll(async () => {
	const person = (id: string, skills: readonly string[], summary = "") => ({
		id,
		resume: { skills: skills.map((name) => ({ name })), ...(summary === "" ? {} : { basics: { summary } }) },
	});
	world = await openWorld({
		candidates: [
			person("java", ["Java"]),
			person("kotlin", ["Kotlin"]),
			person("both", ["Kotlin", "Java"]),
			person("ci", ["Continuous Integration"]),
			person("only-cd", ["CD"]),
			person("shifts", [], "Support 24/7 on call"),
			person("seven", [], "7 people, 24 sites"),
			person("ml", ["Machine Learning"]),
			person("python", ["Python"]),
			person("machine", [], "a machine"),
		],
	});
});

const found = async (query: string) => (await world.find(query)).hits.map(({ candidateId }) => candidateId).sort();

describe("words with a slash between them", () => {
	test.each(["java/kotlin", "JAVA/Kotlin", "java / kotlin", "skill:java/kotlin", "(java/kotlin)", "java\\kotlin"])(
		"%s finds who has either",
		async (query) => expect(await found(query)).toEqual(["both", "java", "kotlin"]),
	);

	test("count as one thing asked for, and the explanation says which side was found", async () => {
		const { hits, totalFull } = await world.find("java/kotlin");
		expect(totalFull).toBe(3);
		const kotlin = hits.find(({ candidateId }) => candidateId === "kotlin");
		expect(kotlin?.explanation?.missing).toEqual([]);
		expect(kotlin?.explanation?.contributions[0]).toMatchObject({ clause: "java/kotlin", matched: "kotlin" });
	});

	test("are said to be read so, with their place", async () => {
		const query = "senior Java/Kotlin developer";
		const { lint } = await world.find(query);
		const entry = lint.find(({ code }) => code === "either-or");
		expect(entry).toMatchObject({ level: "understood", message: expect.stringContaining("“Java OR Kotlin”") });
		expect(query.slice(entry?.span.start, entry?.span.end)).toBe("Java/Kotlin");
	});

	test("leave out who has either when they are excluded", async () => {
		expect(await found("(java OR python) AND NOT kotlin/go")).toEqual(["java", "python"]);
	});

	test("may be of several words that the vocabulary knows", async () => {
		expect(await found("machine learning/python")).toEqual(["ml", "python"]);
		expect(await found("python / machine learning")).toEqual(["ml", "python"]);
	});

	test("in quotes stand side by side", async () => expect(await found('"java/kotlin"')).toEqual([]));
});

test("what the vocabulary knows as a whole is that one thing", async () => {
	expect(await found("CI/CD")).toEqual(["ci"]);
	expect((await world.find("CI/CD")).lint).toEqual([]);
	expect(await found("python/CI/CD")).toEqual(["ci", "python"]);
});

test("a sign that is no word ends no search", async () => {
	expect(await found("java 🎉")).toEqual(await found("java"));
	expect(await found("🎉 java/kotlin")).toEqual(["both", "java", "kotlin"]);
});

test("what is no word on one side is looked for as it is written", async () => {
	expect(await found("24/7")).toEqual(["shifts"]);
	expect((await world.find("24/7")).lint).toEqual([]);
});

describe("with the vocabulary that is shipped", () => {
	const recognizer = createRecognizer(loadVocabulary());
	const profile = loadProfiles().get(undefined, null);
	const plan = (text: string) => planQuery({ query: parseQuery(text), filters: {}, recognizer, profile, asOf: 0 });
	const readings = (text: string) => plan(text).lint.filter(({ code }) => code === "either-or");

	test.each([
		"CI/CD",
		"PL/SQL",
		"TCP/IP",
		"UI/UX designer",
		"S/4HANA",
		"A/B testing",
		"z/OS",
		"AS/400",
		"24/7",
		"w/o",
		"R/3",
		"CI/CD engineer",
		"waiter/waitress",
	])("%s is one thing", (text) => expect(readings(text)).toEqual([]));
	test.each([
		["Java/J2EE", "Java OR J2EE"],
		["C/C++ developer", "C OR C++"],
		["R/Python", "R OR Python"],
		["front-end/back-end developer", "front-end OR back-end"],
		["Java/Spring Boot/Hibernate", "Java OR Spring Boot OR Hibernate"],
		["project manager/scrum master", "project manager OR scrum master"],
		["software engineer/developer", "engineer OR developer"],
		["Berlin/Hamburg", "Berlin OR Hamburg"],
		["B2B/B2C sales", "B2B sales OR B2C sales"],
		["inside/outside sales", "inside sales OR outside sales"],
		["civil/structural engineer", "civil engineer OR structural engineer"],
		["HR/Payroll manager in Berlin", "HR manager OR Payroll manager"],
		["Java/Kotlin Entwickler", "Java OR Kotlin"],
		["frontend/backend developer", "frontend OR backend"],
		["senior/lead engineer", "senior OR lead"],
		["Java/Spring Boot developer", "Java OR Spring Boot"],
		["python/machine learning engineer", "python OR machine learning"],
	])("%s asks for %s", (text, reading) => {
		expect(readings(text).map(({ message }) => message)).toEqual([expect.stringContaining(`read as “${reading}”.`)]);
	});

	test("words behind that make one name with each side are asked for with each", () => {
		const { parts } = plan("B2B/B2C sales Berlin");
		const words = JSON.stringify(parts[0]?.alternatives);
		expect(parts.slice(0, 2).map(({ clause }) => clause)).toEqual(["B2B/B2C sales", "Berlin"]);
		expect(words).toContain('"skill:b2b-sales"');
		expect(words).toContain('"skill:b2c-sales"');
	});

	test("sides are words of the query: a thousand of them are the most, however they are joined", () => {
		const text = Array.from({ length: 600 }, (_, index) => `ab${index}/cd${index}`).join(" ");
		expect(() => plan(text)).toThrow(/more than 1000 words/);
	});
});
