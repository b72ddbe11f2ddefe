import { describe, expect, test } from "vitest";
import { createRecognizer } from "../../../src/analysis/recognizer.ts";
import { interpret } from "../../../src/search/natural/interpret.ts";
import { loadVocabulary } from "../../../src/vocabulary.ts";

/** What must not be is never asked for instead: places, lists and whole sentences behind a negation. */

const recognizer = createRecognizer(loadVocabulary());
const read = (text: string) => interpret(text, recognizer).query;

const around = (...places: string[]) =>
	`NOT (${places.map((place) => `location:${place} OR near:${place}~20km`).join(" OR ")})`;
const COUNTRIES = "NOT (location:Germany OR location:Austria)";
const AGENCY = "NOT (agency OR agencies)";
const AGENCY_FREELANCER = "NOT (agency OR agencies OR freelancer OR freelancers)";

const PLACES: readonly (readonly [text: string, query: string])[] = [
	["java developer not in Berlin or Potsdam", `java developer ${around("Berlin", "Potsdam")}`],
	["nurse not in London or in Leeds", `nurse ${around("London", "Leeds")}`],
	["nurse outside London or Leeds", `nurse ${around("London", "Leeds")}`],
	["nurse neither in London nor in Leeds", `nurse ${around("London", "Leeds")}`],
	["nurse not in London, Leeds or York", `nurse ${around("London", "Leeds", "York")}`],
	["java nicht in Berlin oder Potsdam", `java ${around("Berlin", "Potsdam")}`],
	["java weder in Berlin noch in Potsdam", `java ${around("Berlin", "Potsdam")}`],
	["développeur java pas à Paris ou Lyon", `développeur java ${around("Paris", "Lyon")}`],
	["not in Germany or Austria java developer", `${COUNTRIES} java developer`],
	["java developer not in Germany or Austria", `java developer ${COUNTRIES}`],
	["nurse not in London and Leeds", `nurse ${around("London", "Leeds")}`],
	["nurse not in London or Leeds or remote", `nurse ${around("London", "Leeds")} remote`],
	["java AND not in Berlin or Potsdam", `java AND ${around("Berlin", "Potsdam")}`],
	["not in Berlin AND java", `${around("Berlin")} AND java`],
	["java developer not based in Berlin", `java developer ${around("Berlin")}`],
	["nurse who doesn't live in Berlin", `nurse ${around("Berlin")}`],
	["java nicht wohnhaft in Berlin", `java ${around("Berlin")}`],
	["infirmière qui n'habite pas à Paris", `infirmière ${around("Paris")}`],
	["enfermera que no viva en Madrid", `enfermera ${around("Madrid")}`],
	["java developer except Berlin", `java developer ${around("Berlin")}`],
	["Entwickler außer Berlin", `Entwickler ${around("Berlin")}`],
	["développeur hors Paris", `développeur ${around("Paris")}`],
	["nurse, no candidates from London or Leeds", `nurse ${around("London", "Leeds")}`],
	["nurse except those in London", `nurse ${around("London")}`],
	["nurse, no one in London", `nurse ${around("London")}`],
	["nurse anywhere but London", `nurse ${around("London")}`],
	["nurse not near London", "nurse NOT near:London~50km"],
	["nurse not within 20 miles of London", "nurse NOT near:London~32km"],
	["Pflegekraft nicht in Berlin wohnhaft", `Pflegekraft ${around("Berlin")}`],
	["nurse excluding London", `nurse ${around("London")}`],
	["nurse NOT in London", `nurse ${around("London")}`],
	["nurse NOT near London", "nurse NOT near:London~50km"],
	["NURSE NOT IN LONDON", `NURSE ${around("LONDON")}`],
	["nurse not in TX or CA", "nurse NOT (location:TX OR location:Texas OR location:CA OR location:California)"],
];

const WORK: readonly (readonly [text: string, query: string])[] = [
	["java developer who has not worked at an agency", "java developer NOT agency"],
	["java developer who does not work at an agency", "java developer NOT agency"],
	["java not working in banking", "java NOT banking"],
	["java developer no longer at Google", "java developer past-company:Google"],
	["java nicht mehr bei Bosch", "java past-company:Bosch"],
	["java developer who never worked at an agency", "java developer NOT agency"],
	["java nicht bei einer Agentur gearbeitet", "java NOT Agentur"],
	["java qui n'a pas travaillé dans une agence", "java NOT agence"],
	["java developer who worked for the government", "java developer government"],
	["java developer who worked for the BBC", "java developer company:BBC"],
	["java not from Siemens and Bosch", "java NOT (company:Siemens OR company:Bosch)"],
	["java never worked at Siemens, Bosch or SAP", "java NOT (company:Siemens OR company:Bosch OR company:SAP)"],
];

const PEOPLE: readonly (readonly [text: string, query: string])[] = [
	["anyone but managers with python", "NOT (manager OR managers) python"],
	["everyone but juniors, java", "NOT (junior OR juniors) java"],
	["all developers but seniors", "all developers NOT (senior OR seniors)"],
	["todos los desarrolladores menos juniors", "todos los desarrolladores NOT (junior OR juniors)"],
	["java developer who does not have kotlin", "java developer NOT kotlin"],
	["java developer who doesn't know kotlin", "java developer NOT kotlin"],
	["desarrollador java que no tenga php", "desarrollador java NOT php"],
	["enfermera que no tenga menos de 5 años", "enfermera NOT years:<5"],
	["java, no juniors please", "java NOT (junior OR juniors)"],
	["java neither agency nor freelance", "java NOT (agency OR freelance)"],
	["java weder Agentur noch Freiberufler", "java NOT (Agentur OR Freiberufler)"],
	["java ni agence ni freelance", "java NOT (agence OR freelance)"],
	["java developer never freelance", "java developer NOT freelance"],
	["java other than freelancers", "java NOT (freelancer OR freelancers)"],
	["java developer that is not junior", "java developer NOT junior"],
	["java developer who isn't junior", "java developer NOT junior"],
	["java developer who has never been a manager", "java developer NOT manager"],
	["desarrollador java que no sea junior", "desarrollador java NOT junior"],
	["développeur java qui n'est pas junior", "développeur java NOT junior"],
	["nurse not managers and not directors", "nurse NOT (manager OR managers) NOT (director OR directors)"],
	["nurse, no agencies/freelancers", `nurse ${AGENCY_FREELANCER}`],
	["java minus kotlin", "java NOT kotlin"],
	["java NOT at Siemens", "java NOT company:Siemens"],
	["java not with kotlin", "java NOT kotlin"],
	["java developer lacking kotlin", "java developer NOT kotlin"],
	["java, avoid agencies", `java ${AGENCY}`],
	["java not TCP/IP", "java NOT TCP/IP"],
	["database developer without PL/SQL", "database developer NOT PL/SQL"],
	["java without kotlin/scala", "java NOT (kotlin OR scala)"],
];

/** With a remark, because an "and" or a comma could be read otherwise. */
const LISTS: readonly (readonly [text: string, query: string])[] = [
	["java excluding agencies and freelancers", `java ${AGENCY_FREELANCER}`],
	["java, no agencies and freelancers", `java ${AGENCY_FREELANCER}`],
	["java without agencies and interns", "java NOT (agency OR agencies OR intern OR interns)"],
	["java ohne Agenturen und Zeitarbeit", "java NOT (Agentur OR Agenturen OR Zeitarbeit)"],
	["java sin agencias y becarios", "java NOT (agencia OR agencias OR becario OR becarios)"],
	["python, no php and java", "python NOT (php OR java)"],
	[
		"java, no agencies, freelancers, or juniors",
		"java NOT (agency OR agencies OR freelancer OR freelancers OR junior OR juniors)",
	],
];

/** The second is wanted: another kind of name, or a comma and no "or" behind it. */
const APART: readonly (readonly [text: string, query: string])[] = [
	["no agencies and java", `${AGENCY} java`],
	["no agencies and senior java developer", `${AGENCY} senior java developer`],
	["python, no php and java developer", "python NOT php java developer"],
	["java, no agencies, freelancers", `java ${AGENCY} freelancers`],
	["java not from Siemens, Bosch", "java NOT company:Siemens Bosch"],
	["nurse not in London, Leeds", `^nurse ${around("London")} ^(location:Leeds OR near:Leeds~20km)^0.5`],
];

const ENDS = ["", ".", "!"];
const REMARKS = ["left-out-together", "left-out-alone"];

describe.each(ENDS)("with %j behind it", (end) => {
	test.each([...PLACES, ...WORK, ...PEOPLE, ...LISTS, ...APART])("%s -> %s", (text, query) => {
		const { normalForm } = read(`${text}${end}`);
		expect(normalForm).toBe(query);
		expect(read(normalForm).normalForm).toBe(normalForm);
	});
});

test.each([
	...LISTS.map(([text]) => [text, "left-out-together"] as const),
	...APART.map(([text]) => [text, "left-out-alone"] as const),
	["java, no agencies or freelancers", undefined] as const,
	["java, no agencies, python", undefined] as const,
])("%s: the remark is %s", (text, remark) => {
	expect(read(text).lint.find(({ code }) => REMARKS.includes(code))?.code).toBe(remark);
});

test.each([
	["nobody but seniors, java", "only seniors are wanted"],
	["no one but seniors, java", "the same in two words"],
	["all rounder but senior java", "nobody is left out"],
	["java with or without kotlin", "it does not matter"],
	["helps clients avoid fines", "it is what somebody does"],
])("%s leaves nobody out: %s", (text) => {
	expect(read(text).normalForm).not.toContain("NOT");
});

test.each([
	["nurse except London nurses", 'nurse NOT ("London nurse" OR "London nurses")', "a name goes on behind the place"],
	["nurse no Reading", "nurse NOT Reading", "an everyday word"],
	["java, no sales, kotlin or spring", "NOT sales kotlin/spring", "nor are they a field of work"],
	["everyone but not juniors", "NOT (junior OR juniors)", "not alone leaves out"],
	["no agencies, java or kotlin", `${AGENCY} java/kotlin`, "skills are no agencies"],
	["no agencies, permanent or contract", `${AGENCY} permanent/contract`, "how somebody is to work"],
	["nurse not in London but in Leeds", "^(location:Leeds", "a place is none of LEED"],
	["java not in London but in Munich", "^(location:Munich", "but says the opposite"],
])("%s holds %s: %s", (text, query) => {
	expect(read(text).normalForm).toContain(query);
});
