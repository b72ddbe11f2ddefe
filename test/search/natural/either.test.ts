import { describe, expect, test } from "vitest";
import { interpret } from "../../../src/search/natural/interpret.ts";
import { recognizer } from "../world.ts";

/** "java or kotlin", "near Stuttgart or Karlsruhe": either will do. */

const read = (text: string, disabled: readonly string[] = []) => interpret(text, recognizer, disabled).interpretation;

describe("of two that an or joins", () => {
	test.each([
		["java or kotlin", ["skill:java"], "kotlin"],
		["java or kotlin or docker", ["skill:java"], "kotlin OR docker"],
		["java oder kotlin", ["skill:kotlin"], "java"],
		["java/kotlin", ["skill:java"], "kotlin"],
		["nurse java or kotlin", ["skill:kotlin"], "nurse java"],
		["java or kotlin", ["skill:java", "skill:kotlin"], ""],
	])("%s without %j asks for %j", (text, disabled, query) => {
		expect(read(text, disabled).query).toBe(query);
	});

	test.each(["or", "oder", "ou", "o", "and/or"])("“%s” is no clause", (joint) => {
		const { query, clauses } = read(`java ${joint} kotlin`);
		expect(query).toBe("java OR kotlin");
		expect(clauses.map(({ id }) => id)).toEqual(["skill:java", "skill:kotlin"]);
	});

	test.each(["OR", "ODER", "OU"])("“%s” in capitals makes both one clause", (joint) => {
		expect(read(`java ${joint} kotlin`).clauses.map(({ id }) => id)).toEqual(["skill:java or kotlin"]);
		expect(read(`java ${joint} kotlin in Berlin`)).toMatchObject({
			query: "^(java OR kotlin) ^(location:Berlin OR near:Berlin~20km)^0.5",
		});
	});
});

describe("a distance around several cities", () => {
	const either = (one: string, other: string, radius: number) =>
		`+(near:${one}~${radius}km OR near:${other}~${radius}km)`;

	test.each([
		["java within 30 km of Stuttgart or Karlsruhe", `java ${either("Stuttgart", "Karlsruhe", 30)}`],
		["within 30 km of Stuttgart or Karlsruhe", either("Stuttgart", "Karlsruhe", 30)],
		["java im Umkreis von 30 km um Stuttgart oder Karlsruhe", `java ${either("Stuttgart", "Karlsruhe", 30)}`],
		["near Stuttgart or Karlsruhe", either("Stuttgart", "Karlsruhe", 50)],
		["java près de Lyon ou Grenoble", `java ${either("Lyon", "Grenoble", 50)}`],
		["java à 30 km de Lyon ou Grenoble", `java ${either("Lyon", "Grenoble", 30)}`],
		["java cerca de Madrid o Toledo", `java ${either("Madrid", "Toledo", 50)}`],
		["java a menos de 30 km de Madrid o Toledo", `java ${either("Madrid", "Toledo", 30)}`],
	])("%s: near either", (text, query) => {
		const { query: understood, clauses } = read(text);
		expect(understood).toBe(query);
		expect(clauses.filter(({ kind }) => kind === "place")).toHaveLength(1);
		expect(read(query).query).toBe(query);
	});

	test("a country behind the city is no second one", () => {
		expect(read("java near Berlin, Germany").query).toBe('java +near:"Berlin, Germany~50km"');
		expect(read("near Stuttgart, java").query).toBe("+near:Stuttgart~50km java");
	});
});

describe("languages that an or joins", () => {
	const either = (...codes: string[]) => `(${codes.map((code) => `language:${code}`).join(" OR ")})`;

	test.each([
		["nurse who speaks French or German", `^nurse who ^${either("fr", "de")}^0.5`],
		["nurse who speaks French or German.", `^nurse who ^${either("fr", "de")}^0.5`],
		["fluent in Spanish or French", `^${either("es", "fr")}`],
		["nurse, speaks German, French or Italian!", `^nurse ^${either("de", "fr", "it")}^0.5`],
		["infirmière parlant anglais ou espagnol", `^infirmière ^${either("en", "es")}^0.5`],
		["Krankenschwester, Deutsch oder Englisch fließend", `^Krankenschwester ^${either("de", "en")}^0.5`],
		["nurse mit Deutsch- oder Englischkenntnissen", `^nurse ^${either("de", "en")}^0.5`],
		["nurse must speak German or French", `nurse +${either("de", "fr")}`],
		["nurse, German or French required", `nurse +${either("de", "fr")}`],
		["nurse fluent in German and French", "^nurse ^language:de^0.5 ^language:fr^0.5"],
	])("%s: %s", (text, query) => {
		expect(read(text).query).toBe(query);
		expect(read(query).query).toBe(query);
	});
});
