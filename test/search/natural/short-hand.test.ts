import { expect, test } from "vitest";
import { createRecognizer } from "../../../src/analysis/recognizer.ts";
import { interpret } from "../../../src/search/natural/interpret.ts";
import { loadVocabulary } from "../../../src/vocabulary.ts";
import { recognizer } from "../world.ts";

/** Short for what is said elsewhere in whole words, and how long ago something happened. */
const REQUESTS: readonly (readonly [text: string, query: string, because: string])[] = [
	[
		"candidates updated in the last 3 months w/ SAP exp, w/o agencies @ Google",
		"+updated:<3m SAP NOT (agency OR agencies) company:Google",
		"a date of the record is a limit; short for with, without and at",
	],
	[
		"Krankenschwester und/oder Altenpfleger, die sich in den letzten 30 Tagen beworben haben",
		"Krankenschwester/Altenpfleger +applied:<30d",
		"either; who applied lately, with the verb at the end",
	],
	[
		"infirmière mise à jour ces 30 derniers jours, postulé la dernière semaine",
		"infirmière +updated:<30d +applied:<1w",
		"the number before the word",
	],
	[
		"enfermera y/o auxiliar actualizada en los últimos 6 meses",
		"enfermera/auxiliar +updated:<6m",
		"the same in Spanish",
	],
	["java developer who has never applied in the last 6 months", "java developer NOT applied:<6m", "the opposite"],
	["java not updated in the last twelve months", "java NOT updated:<12m", "the opposite, the number as a word"],
	["java, no agencies, applied in the last 30 days", "java NOT (agency OR agencies) +applied:<30d", "each by itself"],
	[
		"keine Bewerber, die sich in den letzten 6 Monaten beworben haben",
		"NOT applied:<6m",
		"what is left out stands before the comma",
	],
	[
		"Pflegekraft, die sich in den letzten 6 Monaten nicht beworben haben",
		"Pflegekraft NOT applied:<6m",
		"not, before the verb",
	],
	["infirmier n'ayant pas postulé ces 30 derniers jours", "infirmier NOT applied:<30d", "in French"],
	[
		"java developer, last 2 years Active Directory",
		"java developer last 2 years Active Directory",
		"a skill, and no date of the record",
	],
	[
		"engineer who in the last 2 years applied java",
		"engineer who in the last 2 years applied java",
		"what somebody did",
	],
	[
		"RN with CPR certification updated in the last 2 years",
		'RN with (certificate:CPR OR "CPR certification") updated, in the last 2 years',
		"of something else than the record",
	],
	["no more than 10 years java", "^years:<=10^0.5 ^java", "at most, though more than says at least"],
	["java, nicht mehr als 3 Jahre", "^java ^years:<=3^0.5", "the same in German"],
	["java not less than 5 years", "^java ^years:>=5^0.5", "at least"],
	["java less than 2 years", "^java ^years:<2^0.5", "two are too many"],
	["java weniger als 2 Jahre", "^java ^years:<2^0.5", "in German"],
	["java moins de 3 ans", "^java ^years:<3^0.5", "in French"],
	["java menos de 3 años", "^java ^years:<3^0.5", "in Spanish"],
	["java up to 3 years", "^java ^years:<=3^0.5", "three are enough"],
	["java no more than 3 years", "^java ^years:<=3^0.5", "at most"],
	["more than 3 years java", "^years:>3^0.5 ^java", "three are not more than three"],
	["java, over 5 years of experience", "^java ^years:>5^0.5", "the same of five"],
	["java >5 years", "^java ^years:>5^0.5", "as a sign"],
	["java >=5 years", "^java ^years:>=5^0.5", "five are enough"],
	["mehr als 3 Jahre java", "^years:>3^0.5 ^java", "in German"],
	["plus de 3 ans java", "^years:>3^0.5 ^java", "in French"],
	["más de 3 años java", "^years:>3^0.5 ^java", "in Spanish"],
	["more than 3 and less than 8 years java", "^(years:>3 years:<8)^0.5 ^java", "a range without its ends"],
	["mehr als 3 und weniger als 8 Jahre java", "^(years:>3 years:<8)^0.5 ^java", "in German"],
	["plus de 3 et moins de 8 ans java", "^(years:>3 years:<8)^0.5 ^java", "in French"],
	["más de 3 y menos de 8 años java", "^(years:>3 years:<8)^0.5 ^java", "in Spanish"],
	["at least 3 years and at most 8 years java", "^years:3..8^0.5 ^java", "a range with its ends"],
	["java nyc", '^java ^(location:"New York" OR near:"New York~20km")^0.5', "however it is written"],
	["java sf bay area", '^java ^(location:"San Francisco" OR near:"San Francisco~50km")^0.5', "what lies around a city"],
	["worked at SAP or Oracle", "company:SAP OR company:Oracle", "Oracle is a place in Arizona, too"],
	[
		"Entwickler der bei SAP und Siemens gearbeitet hat",
		"Entwickler der (company:SAP AND company:Siemens) gearbeitet hat",
		"the verb at the end, as German has it",
	],
	["who worked at both Google and Facebook", "company:Google AND company:Facebook", "both employers"],
	["worked at Google and Java", "company:Google Java", "a skill behind the employer"],
	[
		"java developer based in Amsterdam or willing to relocate",
		'^java ^developer ^(location:Amsterdam OR near:Amsterdam~20km OR "willing to relocate")^0.5',
		"who would come",
	],
	[
		"registered nurse BSN london",
		"^registered ^nurse ^BSN ^(location:london OR near:london~20km)^0.5",
		"no name of a person",
	],
	["registered nurse Jack London", "registered nurse Jack London", "somebody's name"],
	["former Google engineer", "past-company:Google engineer", "an employer of before"],
	["former Google Engineer", "past-company:Google Engineer", "the same in capitals"],
	["former Registered Nurse", "former Registered Nurse", "a title, and no employer"],
	["data scientist graduated from MIT", "data scientist school:MIT", "where somebody learned is no employer"],
	["java degree of Science", "java degree of Science", "what was learned is no school"],
	["Stanford alumni", "school:Stanford", "nor is it a place"],
	["AWS certified java", '(certificate:AWS OR "AWS certified") java', "what somebody has a certificate of"],
	["ITIL-zertifiziert", "certificate:ITIL OR ITIL-zertifiziert", "the same in German"],
	["AWS Certified Developer", "AWS Certified Developer", "a certificate's own name"],
	["Registered Nurse certified", "Registered Nurse certified", "a title, and no certificate"],
	["nurse w/ or w/o BLS", "nurse BLS", "neither is asked for"],
	["Java w/o Spring w/ Kotlin", "Java NOT Spring Kotlin", "what is left out ends before with"],
	["45 y/o nurse", "nurse", "nobody is searched by age"],
	[
		"nurse in Berlin and/or Hamburg",
		"^nurse ^(location:Berlin OR near:Berlin~20km OR location:Hamburg OR near:Hamburg~20km)^0.5",
		"either place",
	],
	["java And/Or kotlin developer", "java/kotlin developer", "in any case"],
	["tech lead @ BMW or @ Audi", "tech lead (company:BMW OR company:Audi)", "either employer"],
	["Java Developer @ Remote", "Java Developer Remote", "how, and not where"],
	["@Transactional Spring developer", "Transactional Spring developer", "a word of Java"],
	["java not currently at Siemens", "java NOT current-company:Siemens", "who is not wanted is not searched for"],
	["nurse who has never worked at Helios", "nurse NOT company:Helios", "nor who was never there"],
	["java, exclude agencies", "java NOT (agency OR agencies)", "said as a command"],
	["last year java developer active", "last year java developer active", "no date of a record"],
];

test.each(REQUESTS)("%s -> %s: %s", (text, query) => {
	expect(interpret(text, recognizer).query.normalForm).toBe(query);
});

test("java dev, sales rep and database admin are the titles that they are short for", () => {
	const { titleByForm } = loadVocabulary();
	for (const [short, whole] of [
		["python dev", "python developer"],
		["sales rep", "sales representative"],
		["database admin", "database administrator"],
	] as const)
		expect(titleByForm(short)).toBe(titleByForm(whole) ?? "a title");
	const known = createRecognizer(loadVocabulary());
	const { clauses } = interpret("sales reps, b2b, NYC or Boston", known).interpretation;
	expect(clauses.map(({ kind, text }) => `${kind}: ${text}`)).toEqual([
		"title: sales reps",
		"words: b2b",
		"place: NYC or Boston",
	]);
});

test.each([
	["entry level accountant", ["seniority: entry level", "title: accountant"]],
	["entry-level accountant", ["seniority: entry-level", "title: accountant"]],
	["Accountant, team lead", ["title: Accountant", "seniority: team lead"]],
])("%s: a level of two words is one", (text, clauses) => {
	const known = createRecognizer(loadVocabulary());
	expect(interpret(text, known).interpretation.clauses.map((one) => `${one.kind}: ${one.text}`)).toEqual(clauses);
});
