import { describe, expect, test } from "vitest";
import { interpret } from "../../../src/search/natural/interpret.ts";
import { recognizer } from "../world.ts";

/** Limits that begin or end what AND or OR joins, among what is left out, signs and brackets. */

const read = (text: string) => interpret(text, recognizer).query;
const BERLIN = "^(location:Berlin OR near:Berlin~20km)";

describe("limits beside what operators join", () => {
	test.each([
		["java AND kotlin within 50 km of Munich -freelance", "+(java AND kotlin) +near:Munich~50km NOT freelance"],
		["java AND kotlin 5+ years NOT (agency OR freelance)", "+(java AND kotlin) ^years:>=5 NOT (agency OR freelance)"],
		[
			"(nurse OR rn) AND icu within 25 miles of Dallas NOT travel",
			"+((nurse OR rn) AND icu) +near:Dallas~40km NOT travel",
		],
		[
			"nurse AND icu within 25 miles of Dallas AND NOT travel AND NOT (agency OR bank)",
			"+(nurse AND icu) +near:Dallas~40km NOT travel NOT (agency OR bank)",
		],
		["java AND kotlin AND NOT php within 50 km of Berlin", "+(java AND kotlin AND NOT php) +near:Berlin~50km"],
		["java AND kotlin NOT php in Berlin", `+(java AND (kotlin NOT php)) ${BERLIN}`],
		["java AND kotlin -freelance 5+ years -agency", "+(java AND (kotlin NOT freelance)) ^years:>=5 NOT agency"],
		["java OR kotlin in Berlin -agency", `^(java OR kotlin) ${BERLIN}^0.5 NOT agency`],
		["-freelance in Berlin java AND kotlin", `NOT freelance ${BERLIN} +(java AND kotlin)`],
		["java and (kotlin or docker) in Berlin, 5+ years", `+(java AND (kotlin OR docker)) ${BERLIN} ^years:>=5`],
		['java AND "spring boot" in Berlin', `+(java AND "spring boot") ${BERLIN}`],
		["java AND kotlin^3 in Berlin", `+(java AND kotlin^3) ${BERLIN}`],
		["in Berlin (java OR kotlin) AND docker", `${BERLIN} +((java OR kotlin) AND docker)`],
		["in Berlin title:(java OR kotlin) AND docker", `${BERLIN} +((title:java OR title:kotlin) AND docker)`],
	])("%s: %s", (text, normalForm) => {
		expect(read(text).normalForm).toBe(normalForm);
		expect(read(normalForm).normalForm).toBe(normalForm);
	});

	test.each([
		["java AND (kotlin in Berlin -php)", "java AND (kotlin in Berlin NOT php)"],
		["java AND (kotlin in Berlin) AND NOT php", "java AND (kotlin in Berlin) AND NOT php"],
		["java in Berlin -php OR kotlin in Munich -php", "(java in Berlin NOT php) OR (kotlin in Munich NOT php)"],
	])("%s: what has brackets or a limit of its own is taken as it is written: %s", (text, normalForm) => {
		expect(read(text).normalForm).toBe(normalForm);
	});
});

describe("a part between ANDs that is nothing but limits and what is left out", () => {
	test.each([
		["java AND within 50 km of Berlin NOT travel", "java AND near:Berlin~50km AND NOT travel"],
		["java AND NOT php 5+ years AND kotlin", "java AND NOT php AND years:>=5 AND kotlin"],
	])("%s: %s, and a remark says so", (text, normalForm) => {
		expect(read(text).normalForm).toBe(normalForm);
		expect(read(text).lint.map(({ code }) => code)).toEqual(["limit"]);
	});

	test("but for words between them", () =>
		expect(read("java AND 5+ years NOT php in Berlin AND kotlin").normalForm).toBe(
			"java AND (5+ years NOT php in Berlin) AND kotlin",
		));
});

test.each([
	["java NOT (NOT php)", "java php"],
	["java -(-php) in Berlin", `^java ^php ${BERLIN}^0.5`],
	["java NOT (NOT (NOT php))", "java NOT php"],
	["java AND NOT (NOT php)", "java AND php"],
	["java AND NOT NOT php", "java AND php"],
])("%s: of two NOTs neither leaves out anybody, within brackets, too: %s", (text, normalForm) => {
	expect(read(text).normalForm).toBe(normalForm);
	expect(read(text).lint.map(({ code }) => code)).toContain("repeated-not");
});
