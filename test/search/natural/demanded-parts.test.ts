import { describe, expect, test } from "vitest";
import { interpret } from "../../../src/search/natural/interpret.ts";
import { recognizer } from "../world.ts";

/** What is demanded or wished for is the part that it is said of, whatever stands beside it. */

const read = (text: string) => interpret(text, recognizer).query.normalForm;

const readsAs = (text: string, normalForm: string) => {
	expect(read(text)).toBe(normalForm);
	expect(read(normalForm)).toBe(normalForm);
};

describe("of several languages", () => {
	test.each([
		["must speak English, German a plus", "+language:en %language:de"],
		["must speak English, German is a plus", "+language:en %language:de"],
		["must speak English, French preferred", "+language:en %language:fr"],
		["must speak German, French nice to have", "+language:de %language:fr"],
		["must speak English, German and French a plus", "+language:en %language:de %language:fr"],
		["must speak English, German and French", "+(language:en language:de) +language:fr"],
		["speaks English, German", "^(language:en language:de)"],
		["java developer, fluent German a plus", "java developer %language:de"],
		["java, 5+ years a plus", "java %years:>=5"],
	])("%s: %s", readsAs);
});

describe("a demand holds", () => {
	test.each([
		["must have java but not kotlin", "+java NOT kotlin", "up to what must not be"],
		["must have java without kotlin", "+java NOT kotlin", "up to what must not be"],
		["nurse must have BLS but not CCRN", "nurse +BLS NOT CCRN", "up to what must not be"],
		["must have: java, no docker, kotlin", "+java NOT docker +kotlin", "around it"],
		["must have experience with docker but no agencies", "+docker NOT (agency OR agencies)", "of few words before it"],
		["AWS certification a must", '+(certificate:AWS OR "AWS certification")', "of a certificate"],
		["AWS certification required", '+(certificate:AWS OR "AWS certification")', "of a certificate"],
		["must have worked at Google", "+company:Google", "of an employer"],
		["CISSP required or CISM", "+(CISSP OR CISM)", "of either of two"],
		["must be ACCA qualified", "+ACCA", "of a paper by its short name"],
		["HGV licence required", "+HGV", "of a paper by its short name"],
		["TS/SCI clearance required", "+TS/SCI", "of a paper by its short name"],
		["must have strong java skills", "+java", "of what somebody knows, however well"],
		["registered nurse BSN required", "registered nurse +BSN", "of what stands behind a title"],
		["java developer kotlin zwingend", "java developer +kotlin", "of what stands behind a title"],
		["java developer kotlin Pflicht", "java developer +kotlin", "in other words"],
		["java developer kotlin Voraussetzung", "java developer +kotlin", "in other words"],
		["java developer kotlin muss", "java developer +kotlin", "in other words"],
		["java developer kotlin and docker required", "java developer +kotlin +docker", "of each of two"],
		["java developer anglais obligatoire", "java developer +language:en", "of a language"],
		["java developer muss Englisch können", "java developer +language:en", "up to the verb"],
		[
			"java developer imprescindible inglés",
			"java developer +language:en",
			"of what follows where a title stands before",
		],
		["java developer inglés imprescindible", "java developer +language:en", "of what stands before"],
		["debe hablar inglés, java", "+language:en java", "with other verbs"],
		["java developer kotlin von Vorteil", "java developer %kotlin", "and a wish so, too"],
	])("%s: %s (%s)", (text, normalForm) => readsAs(text, normalForm));
});
