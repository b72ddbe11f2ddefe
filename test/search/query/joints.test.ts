import { expect, test } from "vitest";
import { interpret } from "../../../src/search/natural/interpret.ts";
import { planQuery } from "../../../src/search/plan/plan.ts";
import { loadProfiles } from "../../../src/search/profiles.ts";
import { parseQuery } from "../../../src/search/query/parse.ts";
import { AS_OF, recognizer } from "../world.ts";

/** Signs of other search systems and keyboards, in and between words. */

test.each([
	["java –php", "java NOT php"],
	['java —"spring boot"', 'java NOT "spring boot"'],
	["java – php", "java php"],
	["10 –15 java", "10 15 java"],
	["senior java|kotlin developer", "senior java/kotlin developer"],
	["title:java｜kotlin", "title:java/kotlin"],
	['java|"spring boot"', 'java OR "spring boot"'],
	["java | kotlin", "java OR kotlin"],
	["java || kotlin", "java OR kotlin"],
	["java ｜｜ kotlin", "java OR kotlin"],
	["java&&kotlin", "java AND kotlin"],
	["|java|", "java"],
	["AT&T R&D", "AT&T R&D"],
	["skill:java,kotlin", "skill:java OR skill:kotlin"],
	['skill:"machine learning",java^2 nurse', '(skill:"machine learning" OR skill:java^2) nurse'],
	["language:de,fr nurse", "(language:de OR language:fr) nurse"],
	["-tag:gold,silver nurse", "NOT (tag:gold OR tag:silver) nurse"],
	["location:Berlin,Germany", 'location:"Berlin, Germany"'],
	["location:Berlin,Hamburg", "location:Berlin OR location:Hamburg"],
	["name:Smith,John", "name:Smith name:John"],
	["skill:java, kotlin", "skill:java kotlin"],
	["years:3,5", "years:>=3.5"],
	["java,kotlin", "java kotlin"],
	["nurse no (python, java)", "nurse NOT (python OR java)"],
	["nurse -(python, java and spring boot)", "nurse NOT (python OR java OR (spring boot))"],
	["NOT skill:(python, java) nurse", "NOT (skill:python OR skill:java) nurse"],
	["nurse no (python java)", "nurse NOT (python java)"],
	["nurse (python, java)", "nurse (python java)"],
	["infirmier(ère) étudiant(e)s développeur(se)", "infirmier étudiants développeur"],
	["Entwickler(in) Arzt(in)^2 title:Lehrer(innen)", "Entwickler Arzt^2 title:Lehrer"],
	["enfermero(a) medewerk(st)er developer(s)", "enfermero medewerker developer"],
	["Tester(in)/Prüfer(in)", "Tester/Prüfer"],
	["java(kotlin OR go) nurse(ICU)", "java (kotlin OR go) nurse ICU"],
	["NOT(java) AND(e) skill:(go)", "NOT java AND (e skill:go)"],
	["years:-3", "years:<=3"],
	["updated:-90d", "updated:<=90d"],
	["near:berlin~999999km", "near:berlin~20000km"],
])("%s is read as %s", (text, normalForm) => {
	expect(parseQuery(text).normalForm).toBe(normalForm);
});

test.each([
	["nurse except Acme 7 in Berlin", 'NOT "Acme 7"'],
	["java no agencies 5 years", "NOT (agency OR agencies)"],
])("%s leaves out %s", (text, excluded) => {
	expect(interpret(text, recognizer).query.normalForm).toContain(`${excluded} ^`);
});

test("a + that has no say, because one side of an OR is enough, is told", () => {
	const query = parseQuery("+java OR kotlin");
	const profile = loadProfiles().get("default.v1", null);
	const { lint } = planQuery({ query, filters: {}, recognizer, profile, asOf: AS_OF.getTime() });
	expect(lint.map(({ code }) => code)).toEqual(["must-in-or"]);
});
