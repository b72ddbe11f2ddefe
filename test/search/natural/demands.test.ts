import { describe, expect, test } from "vitest";
import { interpret } from "../../../src/search/natural/interpret.ts";
import { recognizer } from "../world.ts";

/** What a request in plain words demands, and what it would only like. */

const read = (text: string) => interpret(text, recognizer);
const BERLIN = "^(location:Berlin OR near:Berlin~20km)";

describe("demands and wishes in plain words", () => {
	test.each([
		["registered nurse, must have ICU, nice to have triage", "registered nurse +ICU %triage", "up to the comma"],
		["must have: java, kotlin; nice to have: docker", "+java +kotlin %docker", "a list behind a colon"],
		["registered nurse must have BLS and ACLS", "registered nurse +BLS +ACLS", "each for itself"],
		["must have java or kotlin", "+(java OR kotlin)", "either will do"],
		["registered nurse, BSN required, ICU preferred", "registered nurse +BSN %ICU", "behind what is demanded"],
		["Java zwingend, Docker von Vorteil", "+Java %Docker", "in German"],
		["java, idéalement avec docker", "java %docker", "in French"],
		["java developer required in Berlin", `+(java developer) ${BERLIN}`, "beside a place, which counts as ever"],
		["registered nurse, must have 5+ years of experience", "registered nurse +years:>=5", "years, then a limit"],
		["registered nurse must speak German", "registered nurse +language:de", "a language"],
		["registered nurse, German required", "registered nurse +language:de", "the same behind it"],
		["registered nurse must be in Berlin", "registered nurse +(location:Berlin OR near:Berlin~20km)", "a place"],
		["java, must have docker and German", "java +docker +language:de", "a language in a list"],
		["java, must have (docker or kotlin)", "java +(docker OR kotlin)", "in brackets"],
		["ICU nurse with BSN required", "ICU nurse +BSN", "behind with"],
		["registered nurse with a CCRN required", "registered nurse +CCRN", "behind with an article"],
		["Krankenschwester mit Examen erforderlich", "Krankenschwester +Examen", "in German"],
		["infirmière avec diplôme exigé", "infirmière +diplôme", "in French"],
		["nurse with BSN and CCRN required", "nurse +BSN +CCRN", "all that is behind with"],
		["nurse with BLS and a BSN required", "nurse with BLS +BSN", "behind a second article"],
		["nurse with German required", "nurse +language:de", "a language behind with"],
		["java, experience with docker preferred", "java %docker", "a wish behind with"],
		["ideally someone familiar with React, java", "%React java", "words of asking are no part of it"],
		["java, preferably experienced in Kafka", "java %Kafka", "nor what says how much of it"],
		["nice to have spring boot", "%(spring boot)", "a name of two words stands for its other names, too"],
	])("%s -> %s: %s", (text, normalForm) => {
		expect(read(text).query.normalForm).toBe(normalForm);
	});

	test.each([
		["must have 5 years java", "must have ^years:>=5^0.5 ^java", "years are a wish of their own"],
		["java, work permit required", "java work permit required", "of a phrase that no resume has nobody would be left"],
		["REGISTERED NURSE BSN REQUIRED", "REGISTERED NURSE BSN REQUIRED", "in capitals nothing says what is a short name"],
		["registered nurse, work permit required", "registered nurse work permit required", "nobody writes it"],
		["registered nurse must have good references", "registered nurse must have good references", "nor this"],
		["java, no degree required", "java", "it says what does not matter"],
		["java developer muss docker mögen", "java developer muss docker mögen", "a verb, and nothing that is a must"],
		["java plus kotlin", "java plus kotlin", "a small word between two skills"],
		["java, BSN is not required", "java", "it need not be there"],
		["java, a very long sentence of many words required", null, "a sentence"],
	])("%s demands nothing: %s (%s)", (text, normalForm, _why) => {
		const { query, interpretation } = read(text);
		expect(interpretation.clauses.map(({ role }) => role)).not.toContain("required");
		if (normalForm !== null) expect(query.normalForm).toBe(normalForm);
	});

	test("each is a clause that can be switched off", () => {
		const { clauses } = read("java, must have docker, nice to have kotlin").interpretation;
		expect(clauses.map(({ text, query, role }) => [text, query, role])).toEqual([
			["java", "java", "wanted"],
			["must have docker", "docker", "required"],
			["nice to have kotlin", "%kotlin", "wanted"],
		]);
	});
});

describe("what is said of a place, of years or a language", () => {
	test.each([
		["java developer US only", "java developer +location:US"],
		["java developer Germany only.", "java developer +location:Germany"],
		["java developer only in Germany", "java developer +location:Germany"],
		["java developer nur in Deutschland!", "java developer +location:Deutschland"],
		["java developer nur Deutschland", "java developer +location:Deutschland"],
		["Berlin only, java developer", "+(location:Berlin OR near:Berlin~20km) java developer"],
		["développeur uniquement à Paris", "développeur +(location:Paris OR near:Paris~20km)"],
		["desarrollador solo en Madrid", "desarrollador +(location:Madrid OR near:Madrid~20km)"],
		["java developer must live in Berlin", "java developer +(location:Berlin OR near:Berlin~20km)"],
		["java developer Berlin required", "java developer +(location:Berlin OR near:Berlin~20km)"],
		["java developer, Berlin is a must.", "java developer +(location:Berlin OR near:Berlin~20km)"],
		["Muss in Berlin wohnen, Java", "+(location:Berlin OR near:Berlin~20km) Java"],
		["doit habiter à Paris, java", "+(location:Paris OR near:Paris~20km) java"],
		["java, debe residir en Madrid.", "java +(location:Madrid OR near:Madrid~20km)"],
		["nurse solely in Germany", "nurse +location:Germany"],
		["java developer preferably in Berlin", "java developer %(location:Berlin OR near:Berlin~20km)"],
		["java developer, Berlin preferred", "java developer %(location:Berlin OR near:Berlin~20km)"],
		["Java Entwickler bevorzugt Berlin.", "Java Entwickler %(location:Berlin OR near:Berlin~20km)"],
		["développeur idéalement à Lyon", "développeur %(location:Lyon OR near:Lyon~20km)"],
		["nurse preferably 5+ years", "nurse %years:>=5"],
		["nurse, ideally fluent in German", "nurse %language:de"],
	])("%s: %s", (text, normalForm) => {
		expect(read(text).query.normalForm).toBe(normalForm);
		expect(read(normalForm).query.normalForm).toBe(normalForm);
	});

	test.each([
		["developer not only in Germany", "^developer only ^location:Germany^0.5"],
		["java developer Berlin must have docker", `^java ^developer ${BERLIN}^0.5 +docker`],
		["only java developers in Berlin", `only ^java ^developers ${BERLIN}^0.5`],
	])("%s: said of something else", (text, normalForm) => {
		expect(read(text).query.normalForm).toBe(normalForm);
	});
});
