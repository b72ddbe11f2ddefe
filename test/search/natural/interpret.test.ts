import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { interpret } from "../../../src/search/natural/interpret.ts";
import { parseQuery } from "../../../src/search/query/parse.ts";
import { processorTime } from "../../processor-time.ts";
import { recognizer } from "../world.ts";

const read = (text: string, disabled: readonly string[] = []) => interpret(text, recognizer, disabled);
const shown = (text: string) => read(text).interpretation.clauses.map(({ kind, text: words }) => `${kind}: ${words}`);

/** What recruiters write, and what it stands for. */
const REQUESTS: readonly (readonly [text: string, query: string, because: string])[] = [
	[
		"senior java developer in Berlin with 5+ years, no agencies",
		"^senior ^java ^developer ^(location:Berlin OR near:Berlin~20km)^0.5 ^years:>=5^0.5 NOT (agency OR agencies)",
		"title and level stay words, and count for more than place and years; one agency is meant by agencies, too",
	],
	[
		"nurse in San Francisco, not travel nurses",
		'^nurse ^(location:"San Francisco" OR near:"San Francisco~20km")^0.5 NOT ("travel nurse" OR "travel nurses")',
		"a SAN is no part of San Francisco, and travelling nurses are no travel",
	],
	[
		"java in Halle (Saale), 5y+, with German",
		'^java ^(location:"Halle (Saale)" OR near:"Halle (Saale)~20km")^0.5 ^years:>=5^0.5 ^language:de^0.5',
		"what stands in brackets is part of the name; short for years; with a language, and nothing that is German behind it",
	],
	[
		"java developer who worked at Google or Amazon in the Bay Area, 18 months experience",
		'^java ^developer (company:Google OR company:Amazon) ^(location:"San Francisco" OR near:"San Francisco~50km")^0.5 ^years:>=1.5^0.5',
		"either employer; what everybody calls a place; months of experience",
	],
	[
		"nurse weekends Hamburg oder München or remote, fluent German, English",
		"^nurse ^weekends ^(location:Hamburg OR near:Hamburg~20km OR location:München OR near:München~20km OR remote)^0.5 ^(language:de language:en)^0.5",
		"a city at the end, whatever stands before it; who works from afar; each of the languages",
	],
	[
		"java en Barcelona o remoto, wer spricht Französisch",
		"^java ^(location:Barcelona OR near:Barcelona~20km OR remoto)^0.5 wer ^language:fr^0.5",
		"from afar, and speaking, in other languages",
	],
	[
		"java oder machine learning in Berlin",
		"^(java OR (machine learning)) ^(location:Berlin OR near:Berlin~20km)^0.5",
		"names are joined, not the two words beside the small one",
	],
	[
		"Krankenschwester im Umkreis von 30 km um Köln, mindestens 3 Jahre Erfahrung, fließend Deutsch",
		"^Krankenschwester +near:Köln~30km ^years:>=3^0.5 ^language:de^0.5",
		"a distance is a limit, years and languages are strong wishes",
	],
	[
		"développeur java à Lyon avec au moins 5 ans d'expérience, anglais courant, sans stagiaires",
		"^développeur ^java ^(location:Lyon OR near:Lyon~20km)^0.5 ^years:>=5^0.5 ^language:en^0.5 NOT (stagiaire OR stagiaires)",
		"the same in French",
	],
	[
		"desarrollador java en Madrid con al menos 3 años de experiencia, inglés alto",
		"^desarrollador ^java ^(location:Madrid OR near:Madrid~20km)^0.5 ^years:>=3^0.5 ^language:en^0.5",
		"and in Spanish",
	],
	["at least 3 años java", "^years:>=3^0.5 ^java", "two languages in one request"],
	["java within 50 km of Munich", "java +near:Munich~50km", "a distance"],
	["java 10 miles from San Francisco", 'java +near:"San Francisco~16km"', "miles, to the kilometre"],
	["nurse near Paris, Texas", 'nurse +near:"Paris, Texas~50km"', "the state says which Paris"],
	["java in Germany or Austria", "^java ^(location:Germany OR location:Austria)^0.5", "a list of places is one wish"],
	["5-8 Jahre java", "^years:5..8^0.5 ^java", "a range"],
	["java between 3 and 5 years", "^java ^years:3..5^0.5", "both ends of a range"],
	["java zwischen 3 und 5 Jahren Erfahrung", "^java ^years:3..5^0.5", "the same in German"],
	["java entre 3 et 5 ans", "^java ^years:3..5^0.5", "the same in French"],
	["java entre 3 y 5 años de experiencia", "^java ^years:3..5^0.5", "the same in Spanish"],
	["java between two years and four years", "^java ^years:2..4^0.5", "the unit twice, the numbers as words"],
	["java up to 3 years", "^java ^years:<=3^0.5", "a limit above"],
	["java with a master's degree", "^java ^education:master^0.5", "a degree or above"],
	["java master's degree", "^java ^education:master^0.5", "with its word behind it"],
	["Master Informatik java", "^education:master^0.5 ^Informatik ^java", "a degree with its subject"],
	["java, Bachelor/Master", "^java ^education:bachelor^0.5", "one of two degrees"],
	["comptable licence de droit", "^comptable ^education:bachelor^0.5 ^droit", "a French degree with its subject"],
	["java, Bachelor oder Master", "^java ^education:bachelor^0.5", "in words"],
	["java oder kotlin", "java OR kotlin", "as an or in English"],
	["senior java ou kotlin", "senior java/kotlin", "the same in French, beside more words"],
	["java, PhD", "^java ^(PhD OR education:doctorate^0.5)^0.5", "a degree without words around it"],
	["MBA", "^(MBA OR education:master^0.5)", "the name of a degree, and for less its level"],
	["MBA consultant", "^(MBA OR education:master^0.5)^0.5 ^consultant", "beside what somebody is"],
	["java with an M.Sc", "^java ^(M.Sc OR education:master^0.5)^0.5", "as it is written"],
	["nurse, MBA required", "nurse +(MBA OR education:master^0.5)", "demanded"],
	["java from Siemens", "java company:Siemens", "a capital that is no place"],
	["java from Poland", "^java ^location:Poland^0.5", "a place, not an employer"],
	["ex-Google java developer", "past-company:Google java developer", "an employer of the past"],
	["nurse currently at Charité", "nurse current-company:Charité", "an employer of today"],
	["java outside Berlin", "java NOT (location:Berlin OR near:Berlin~20km)", "nor is one outside of which he lives"],
	["java außerhalb von Berlin", "java NOT (location:Berlin OR near:Berlin~20km)", "the same in German"],
	["nurse Manchester within 10 miles, nights", "nurse +near:Manchester~16km nights", "with the small word before it"],
	["welder near Houston TX", 'welder +near:"Houston, TX~50km"', "a state without a comma"],
	["nurse Denver CO", '^nurse ^(location:"Denver, CO" OR near:"Denver, CO~20km")^0.5', "as a wish, too"],
	[
		"Krankenschwester fluent German Leipzig",
		"^Krankenschwester ^language:de^0.5 ^(location:Leipzig OR near:Leipzig~20km)^0.5",
		"a city at the end, behind what is understood",
	],
	["java, German native speaker", "^java ^language:de^0.5", "every word that says how well"],
	["java, hors agences", "java NOT (agence OR agences)", "what is not wanted in French"],
	["java ex-Google or ex-Meta", "java (past-company:Google OR past-company:Meta)", "either employer of the past"],
	["nurse, Bachelor of Science in nursing", "^nurse ^education:bachelor^0.5 ^nursing", "a degree by its whole name"],
	["nurse who can lead, fluent German", "^nurse ^lead ^language:de^0.5", "can is no thing to have"],
	[
		"Krankenschwester 80331 München SAP",
		"^Krankenschwester ^(location:München OR near:München~20km)^0.5 ^SAP",
		"with its postal code",
	],
	["outside sales", "outside sales", "what somebody does outside is no place"],
	["mechanical engineer Stuttgart 50km", "mechanical engineer +near:Stuttgart~50km", "a distance behind its city"],
	["nurse San Francisco (20 miles)", 'nurse +near:"San Francisco~32km"', "in brackets, of a city of two words"],
	["java, Köln, Umkreis 30 km", "java +near:Köln~30km", "as a form has it"],
	[
		"java Stuttgart 5 km from Berlin",
		"^java ^(location:Stuttgart OR near:Stuttgart~20km)^0.5 +near:Berlin~5km",
		"of the other",
	],
	["Buchhalter mit DATEV-Kenntnissen", "Buchhalter mit DATEV", "what somebody knows is in no resume a word with it"],
	["java que hable inglés", "^java que ^language:en^0.5", "as one is asked to"],
	["java, nivel alto de inglés", "^java ^language:en^0.5", "how well is no word that is searched"],
	["java, sehr gute Deutschkenntnisse in Wort und Schrift", "^java ^language:de^0.5", "nor in which ways"],
	[
		"erfahrenen Krankenpfleger in Berlin",
		"^erfahrenen ^Krankenpfleger ^(location:Berlin OR near:Berlin~20km)^0.5",
		"a level",
	],
	["someone who knows java in Berlin", "^java ^(location:Berlin OR near:Berlin~20km)^0.5", "words of asking"],
	["java, not from Siemens", "java NOT company:Siemens", "an employer that is not wanted"],
	["java with 5+ years not freelance", "^java ^years:>=5^0.5 NOT freelance", "a small not leaves the rest a request"],
	["java 3+ years but not php or perl", "^java ^years:>=3^0.5 NOT (php OR perl)", "of two"],
	["not senior java in Berlin", "NOT senior ^java ^(location:Berlin OR near:Berlin~20km)^0.5", "before all else"],
	["java not in Berlin", "java NOT (location:Berlin OR near:Berlin~20km)", "a place that is not wanted"],
	[
		"nurse (intensive care) in Berlin",
		"^nurse ^intensive ^care ^(location:Berlin OR near:Berlin~20km)^0.5",
		"an addition",
	],
	["java developer open to work", "^java ^developer ^open-to-work:yes^0.5", "what a member says of himself"],
	["Krankenschwester, offen für neue Angebote", "^Krankenschwester ^open-to-work:yes^0.5", "the same in German"],
	["java #OpenToWork", "^java ^open-to-work:yes^0.5", "as it is tagged"],
	["developer (m/w/d) (java)", "developer java", "anybody may apply"],
	[
		"nurse without agencies or freelancers",
		"nurse NOT (agency OR agencies OR freelancer OR freelancers)",
		"two of them",
	],
	["nurse, no staffing agencies", 'nurse NOT ("staffing agency" OR "staffing agencies")', "two words are one name"],
	[
		"java, no project managers or team leads in Berlin",
		'^java NOT ("project manager" OR "project managers" OR "team lead" OR "team leads") ^(location:Berlin OR near:Berlin~20km)^0.5',
		"and two of them, up to the next small word",
	],
	["nurse, no night shifts, 5 years", '^nurse NOT ("night shift" OR "night shifts") ^years:>=5^0.5', "up to the comma"],
	["java, pas de chefs de projet", 'java NOT ("chef de projet" OR "chefs de projet")', "small words within a name"],
	["java, pas d'agences", "java NOT (agence OR agences)", "an apostrophe"],
	[
		"java, keine freien Mitarbeiter",
		'java NOT ("freie Mitarbeiter" OR "freier Mitarbeiter" OR "freien Mitarbeiter")',
		"German endings",
	],
	[
		"java, not from Elbtor Marketing",
		'java NOT company:"Elbtor Marketing"',
		"an employer of two words, one of them a skill",
	],
	[
		"no agencies nurse Berlin",
		"NOT (agency OR agencies) ^nurse ^(location:Berlin OR near:Berlin~20km)^0.5",
		"a title or a place behind it is wanted",
	],
	["keine Zeitarbeit Krankenschwester", "NOT Zeitarbeit Krankenschwester", "as behind a German noun"],
	["accountant sans expérience bancaire", "accountant sans expérience bancaire", "says what does not matter"],
	["no freelance java developer", "NOT freelance java developer", "as is a skill"],
	[
		"java, no agencies fluent German",
		"^java NOT (agency OR agencies) ^language:de^0.5",
		"as is all else that is understood",
	],
];

describe("plain words", () => {
	test.each(REQUESTS)("%s -> %s: %s", (text, query) => {
		expect(read(text).query.normalForm).toBe(query);
		expect(read(text).interpretation).toMatchObject({ natural: true, query });
	});

	test.each(REQUESTS)("%s: what is shown means the same when it is sent", (text) => {
		const { query } = read(text);
		expect(read(query.normalForm).query.normalForm).toBe(query.normalForm);
	});

	test("clauses stand in the order of the text, with the words that they were read from", () => {
		expect(shown("senior java developer in Berlin with 5+ years, no agencies")).toEqual([
			"seniority: senior",
			"title: java developer",
			"place: in Berlin",
			"years: with 5+ years",
			"exclusion: no agencies",
		]);
	});

	test("brackets are groups where anything says so, and are told of where they are not", () => {
		for (const query of ["java AND (spring boot)", "+java (spring boot)", 'title:nurse (intensive care) "night shift"'])
			expect(read(query).query).toEqual(parseQuery(query));
		expect(read("m/w/d").query).toEqual(parseQuery("m/w/d"));
		const text = "nurse (intensive care) m/w/d";
		expect(read(text).query.lint.map(({ code, span }) => [code, text.slice(span.start, span.end)])).toEqual([
			["idle-brackets", "intensive care"],
			["any-gender", "m/w/d"],
		]);
	});

	test("what is not understood stays words", () => {
		expect(read("underwater basket weaving").query).toEqual(parseQuery("underwater basket weaving"));
		expect(shown("underwater java")).toEqual(["words: underwater", "skill: java"]);
		expect(shown("java ER it part-time")).toEqual(["skill: java", "words: ER", "words: part-time"]);
		expect(shown("エンジニア java")).toEqual(["words: エンジニア", "skill: java"]);
	});

	test.each([
		["java experience in marketing", "a skill is no place"],
		["accountant with no experience", "says what does not matter"],
		["german restaurant manager", "no language without a word of speaking"],
		["english teacher required", "nor with one that is said of somebody else"],
		["scrum master", "no degree"],
		["master electrician", "no degree before a trade"],
		["master data manager", "nor before data"],
		["nurse with driving licence", "no French degree"],
		["software licence manager", "nor is this one"],
		["comptable maîtrise Excel", "who masters something has no degree in it"],
		["head of sales", "words that begin like a place"],
		["java in the last 2 years", "when, not how long"],
		["java, 6 months contract", "how long the contract is"],
		["marketing with German food", "a language is none before what is German"],
		["room 5 years", "five years of what is still five years"],
	])("%s: %s", (text) => {
		const kinds = read(text).interpretation.clauses.map(({ kind }) => kind);
		const isYears = text.startsWith("room");
		expect(kinds.filter((kind) => !["words", "skill", "title"].includes(kind))).toEqual(isYears ? ["years"] : []);
	});
});

describe("switching off", () => {
	const TEXT = "senior java developer in Berlin with 5+ years, no agencies";

	test("a clause is not asked for, and stays in the list", () => {
		const { clauses } = read(TEXT).interpretation;
		const years = clauses.find(({ kind }) => kind === "years");
		const { query, interpretation } = read(TEXT, [years?.id ?? ""]);
		expect(query.normalForm).not.toContain("years");
		expect(interpretation.clauses.filter(({ enabled }) => !enabled).map(({ id }) => id)).toEqual([years?.id]);
	});

	test("words can be switched off, too", () => {
		const title = read(TEXT).interpretation.clauses.find(({ kind }) => kind === "title");
		expect(read(TEXT, [title?.id ?? ""]).query.normalForm).not.toContain("java");
	});

	test("all off: nothing is asked for", () => {
		const ids = read(TEXT).interpretation.clauses.map(({ id }) => id);
		const rest = read(TEXT, ids).query.normalForm;
		expect(rest).toBe("");
	});

	test("an id that is not there changes nothing", () => {
		expect(read(TEXT, ["years:years:>=99"])).toEqual(read(TEXT));
	});
});

describe("whatever is written", () => {
	const piece = fc.oneof(
		fc.string({ maxLength: 15 }),
		fc.string({ unit: "grapheme", maxLength: 6 }),
		fc.constantFrom(
			"in Berlin",
			"within 5 km of Köln",
			"5+ years",
			"no agencies",
			"ex-",
			"from",
			"fluent German",
			"(",
			")",
			'"',
			"NOT",
			"or",
			"oder",
			"java",
			",",
			"near",
			"master's",
			"^",
			"Paris, Texas",
		),
	);
	const text = fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join(" "));

	test("is read, its clauses lie apart in order, and what is shown reads back as itself", () => {
		fc.assert(
			fc.property(text, (written) => {
				const { query, interpretation } = read(written);
				let end = 0;
				for (const clause of interpretation.clauses) {
					expect(clause.span.start).toBeGreaterThanOrEqual(end);
					end = clause.span.end;
					expect(written.slice(clause.span.start, end)).toBe(clause.text);
				}
				expect(read(query.normalForm).query.normalForm).toBe(query.normalForm);
				const off = interpretation.clauses.map(({ id }) => id);
				expect(new Set(off).size).toBe(off.length);
				read(written, off);
			}),
			{ numRuns: 500 },
		);
	});

	test("a word behind years stays a word, also when it could be their unit", () => {
		const { normalForm } = read("5+ years Y").query;
		expect(normalForm).toBe("^years:>=5, Y");
		expect(parseQuery(normalForm).normalForm).toBe(normalForm);
	});

	test.each([
		["blanks", " ".repeat(1999)],
		["negations", "not ".repeat(490)],
		["numbers", "5 ".repeat(990)],
		["places", "in Berlin, ".repeat(180)],
		["employers", "from Aa ".repeat(240)],
		["languages", "fluent german and ".repeat(110)],
		["kilometres", "within 5 km ".repeat(160)],
		["letters", "a".repeat(990)],
		["joints", "or ".repeat(660)],
		["words of asking", "java experience ".repeat(120)],
		["exclusions", "no java agencies ".repeat(115)],
		["ages", "under 30 years old ".repeat(100)],
		["distances", "Stuttgart 50km ".repeat(130)],
		["names and numbers", `${"Aa ".repeat(600)}5 km`],
	])("%s are read in half a second", async (_name, hostile) => {
		read("warm up in Berlin");
		expect(await processorTime(() => read(hostile))).toBeLessThan(500);
	});
});
