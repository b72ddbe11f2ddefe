import { expect, test } from "vitest";
import { createRecognizer } from "../../../src/analysis/recognizer.ts";
import { interpret } from "../../../src/search/natural/interpret.ts";
import { loadVocabulary } from "../../../src/vocabulary.ts";

/** What is excluded is never asked for, what need not be there leaves out nobody, and no limit is lost: as people say so. */

const recognizer = createRecognizer(loadVocabulary());
const read = (text: string) => interpret(text, recognizer).query.normalForm;

const BRACKETS = [
	["engineer not in (Berlin OR Munich)", "engineer NOT (location:Berlin OR location:Munich)"],
	["engineer not in (Berlin, Munich)", "engineer NOT (location:Berlin OR location:Munich)"],
	["engineer NOT at (Google OR Meta)", "engineer NOT (company:Google OR company:Meta)"],
	["engineer not from (Siemens or Bosch)", "engineer NOT (company:Siemens OR company:Bosch)"],
	["engineer not in (management or audit)", "engineer NOT (management OR audit)"],
	["java NOT with (php OR perl)", "java NOT (php OR perl)"],
	["java except for (php or perl)", "java NOT (php OR perl)"],
	["java not in (php OR (perl AND cgi))", "java NOT (php OR (perl AND cgi))"],
	["nurse in (Berlin OR Munich)", "nurse in (Berlin OR Munich)"],
	["java in (spring OR hibernate)", "java in (spring OR hibernate)"],
];

const VERBS = [
	["developer without experience in PHP", "developer NOT PHP"],
	["Entwickler ohne Erfahrung mit PHP", "Entwickler NOT PHP"],
	["développeur sans expérience en PHP", "développeur NOT PHP"],
	["desarrollador sin experiencia en PHP", "desarrollador NOT PHP"],
	["consultant sans expérience chez Deloitte", "consultant NOT company:Deloitte"],
	["developer who doesn't use php", "developer NOT php"],
	["developer hasn't used php", "developer NOT php"],
	["java must not be a contractor", "java NOT contractor"],
	["java should not be a freelancer", "java NOT freelancer"],
	["java can't be a contractor", "java NOT contractor"],
	["nurse who don't speak German", "nurse NOT language:de"],
	["nurse who cannot speak German", "nurse NOT language:de"],
	["nurse not speaking German", "nurse NOT language:de"],
	["non German speaking nurse", "NOT language:de nurse"],
	["Pflegekraft, die kein Deutsch spricht", "Pflegekraft NOT language:de"],
	["enfermera que no hable inglés", "enfermera NOT language:en"],
	["engineer who didn't work at Google", "engineer NOT company:Google"],
	["médico que nunca haya trabajado en Quirón", "médico NOT company:Quirón"],
	["infirmière qui n'a jamais travaillé à Paris", "infirmière NOT (location:Paris OR near:Paris~20km)"],
];

const EMPLOYERS = [
	["engineer not from Oracle", "engineer NOT (company:Oracle OR location:Oracle)"],
	["engineer not from Oracle or SAP", "engineer NOT (company:Oracle OR company:SAP OR location:Oracle)"],
	["engineer who hasn't worked at Oracle", "engineer NOT company:Oracle"],
	["engineer not at Google, Meta or Amazon", "engineer NOT (company:Google OR company:Meta OR company:Amazon)"],
	["engineer not from Bamberg", "engineer NOT (location:Bamberg OR near:Bamberg~20km)"],
	["engineer who worked at Meta", "engineer company:Meta"],
	["engineer from Meta", "engineer (company:Meta OR location:Meta)"],
	["ex Tesla engineer", "past-company:Tesla engineer"],
	["developer working with kubernetes", "developer working with kubernetes"],
];

const YEARS = [
	["java 5 years max", "<=5"],
	["java maximum 5 years", "<=5"],
	["java 5 years at most", "<=5"],
	["java 5 years or less", "<=5"],
	["java 5 Jahre höchstens", "<=5"],
	["java maximum 5 ans", "<=5"],
	["java 5 años como máximo", "<=5"],
	["java not over 5 years", "<=5"],
	["java nicht über 5 Jahre", "<=5"],
	["java 5 years minimum", ">=5"],
	["java nicht weniger als 5 Jahre", ">=5"],
	["java pas moins de 5 ans", ">=5"],
	["java no menos de 5 años", ">=5"],
].map(([text = "", range]) => [text, `^java ^years:${range}^0.5`]);

const WORDS = [
	["anything but java", "NOT java"],
	["developer instead of manager", "developer NOT manager"],
	["Entwickler ausser PHP", "Entwickler NOT PHP"],
	["Entwickler ausgenommen PHP", "Entwickler NOT PHP"],
	["Entwickler auf keinen Fall PHP", "Entwickler NOT PHP"],
	["développeur excepté PHP", "développeur NOT PHP"],
	["desarrollador salvo PHP", "desarrollador NOT PHP"],
	["java, freelancers excluded", "java NOT (freelancer OR freelancers)"],
	["java, agencies need not apply", "java NOT (agency OR agencies)"],
	["java Freelancer nicht erwünscht", "java NOT Freelancer"],
	["included and excluded", "included, excluded"],
	["everyone except people in London", "NOT (location:London OR near:London~20km)"],
	["nurse London only, no remote", "nurse +(location:London OR near:London~20km)"],
];

test.each([...BRACKETS, ...VERBS, ...EMPLOYERS, ...YEARS, ...WORDS])("%s -> %s", (text = "", query) => {
	expect(read(text)).toBe(query);
	expect(read(read(text))).toBe(read(text));
});
