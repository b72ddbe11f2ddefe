import { describe, expect, test } from "vitest";
import { tokenize } from "../../src/analysis/tokenize.ts";
import { recognizer } from "./vocabulary-fixture.ts";

const skills = (text: string, context: "list" | "prose" = "prose") =>
	recognizer.skills(tokenize(text), { context }).map(({ id }) => id);
const titles = (text: string) => recognizer.titles(tokenize(text)).map(({ id }) => id);
const seniority = (text: string) => recognizer.seniority(tokenize(text))?.level ?? null;

describe("skills", () => {
	test.each([
		["the longest form wins", "Java with Spring Boot", ["java", "spring-boot"]],
		[
			"case, hyphens and accents do not matter",
			"java NODE-JS nodejs C++ K8S",
			["java", "node-js", "node-js", "c-plus-plus", "kubernetes"],
		],
		["another language", "apprentissage automatique", ["machine-learning"]],
		["an English plural", "REST APIs and microservices", ["rest-api", "microservices"]],
		["no form reaches across a comma or a sentence", "Machine, learning. REST. API", []],
		["but across a broken line", "machine\nlearning", ["machine-learning"]],
	])("%s", (_, text, expected) => {
		expect(skills(text)).toEqual(expected);
	});

	test("places are token indices", () => {
		expect(recognizer.skills(tokenize("Senior Spring Boot developer"))).toEqual([
			{ id: "spring-boot", label: "Spring Boot", start: 1, end: 3 },
		]);
	});
});

describe("forms that are everyday words, in prose", () => {
	test.each([
		["with another skill in the sentence", "Services in Go on Kubernetes.", ["go", "kubernetes"]],
		["not alone", "I like Go.", []],
		["not with the skill in another sentence", "I know Java. We play Go here.", ["java"]],
		["not in another case", "they go to Java conferences", ["java"]],
		["not as the first word of a sentence", "Go to the Java conference.", ["java"]],
		["but as the first of an enumeration", "Go, Java and R", ["go", "java", "r"]],
		["not joined to a word", "C-level managers liked Java", ["java"]],
		["two ambiguous ones do not prove each other", "R and C", []],
		["where the case alone decides", "reports in Excel", ["excel"]],
		["and only in that case", "they excel at Java", ["java"]],
		["an unambiguous form of the same skill", "Golang", ["go"]],
		["within a slash", "Java and C/C++", ["java", "c", "c-plus-plus"]],
	])("%s: %s", (_, text, expected) => {
		expect(skills(text)).toEqual(expected);
	});

	test("in a list every form counts, in any case", () => {
		expect(skills("go, r, c, excel, spring", "list")).toEqual(["go", "r", "c", "excel", "spring"]);
		expect(skills("Spring\nBoot", "list")).toEqual(["spring"]);
	});
});

describe("abbreviations, in prose", () => {
	test.each([
		["CAN and SQL", ["can-bus", "sql"]],
		["we can use sql", ["sql"]],
		["Can Yilmaz, CANs", ["can-bus"]],
		["she cans fish", []],
	])("%s", (text, expected) => {
		expect(skills(text)).toEqual(expected);
	});
});

describe("titles", () => {
	test.each([
		["Senior Software Engineer (Java)", ["software-developer"]],
		["Softwareentwicklerin", ["software-developer"]],
		["Java-Entwicklerinnen", ["java-developer"]],
		["Développeuse", ["software-developer"]],
		["enfermera", ["nurse"]],
		["Infirmières", ["nurse"]],
		["Software Developers / Product Managers", ["software-developer", "product-manager"]],
		["Happiness Officer", []],
	])("%s", (text, expected) => {
		expect(titles(text)).toEqual(expected);
	});
});

describe("seniority", () => {
	test.each([
		["Senior Java Developer", "senior"],
		["Sr. Developer", "senior"],
		["Senior Vice President", "vice-president"],
		["Junior Vice President", "junior"],
		["Praktikant", "intern"],
		["Java Developer", null],
	])("%s: %s", (text, expected) => {
		expect(seniority(text)).toBe(expected);
	});
});
