import { describe, expect, test } from "vitest";
import { createRecognizer } from "../../../src/analysis/recognizer.ts";
import { JobAd } from "../../../src/domain/requirement.ts";
import { readAd } from "../../../src/search/ad/read-ad.ts";
import { loadVocabulary } from "../../../src/vocabulary.ts";

/** Words of an ad that are names of skills and ask for none, with the vocabulary that is shipped. */

const recognizer = createRecognizer(loadVocabulary());
const read = (description: string, title?: string) =>
	readAd(JobAd.parse({ description, ...(title === undefined ? {} : { title }) }), recognizer);
const brief = async (description: string) =>
	(await read(description, "-")).map(({ role, kind, label }) => `${role} ${kind} ${label}`);

describe("words of prose that name something else", () => {
	test.each([
		["You are pro-active and own a MacBook Pro", [], "no Pro/E"],
		["Pro/E", ["must skill Creo"], "written as the program is"],
		["Act in accordance with applicable laws", [], "nobody's field"],
		["Knowledge of law", ["must skill Law"], "a field"],
		["Git or an equivalent SCM tool", ["must skill Git"], "a kind of tool"],
		["Experience in vector construction", ["wish skill Construction"], "which a word before it narrows"],
		["Experience in construction", ["must skill Construction"], "the field itself"],
		["Solid marketing experience", ["must skill Marketing"], "a grade before it narrows nothing"],
		["Support the marketing team", ["wish skill Marketing"], "others do it"],
		["Maîtrise de la livraison continue", ["must skill Continuous integration"], "no deliveries"],
		["You make corrections and take part in design", [], "no prisons, no InDesign"],
		["You have an education in economics", ["must skill Economics"], "no teaching"],
		["Presentations, Excel and SAP", ["must skill Excel", "must skill SAP"], "what is given, not known"],
	])("%j asks for %j: %s", async (line, asked) => {
		expect((await brief(`Requirements\n- ${line}`)).filter((one) => !one.includes(" words "))).toEqual(asked);
	});
});

describe("parts of an ad that ask for nothing", () => {
	test.each([
		["Application\nInterviews take place via Skype. Send an Excel sheet."],
		["Further information\nAsk Professor Smith of Marketing"],
		["Salary and appointment terms\nAgreements on Marketing"],
		["Terms of employment\nMarketing"],
		["Application procedure:\nMarketing"],
		["Bewerbungsfrist\nMarketing"],
		["Informations complémentaires\nMarketing"],
	])("%j", async (section) => {
		expect(await brief(`Requirements\n- Java\n${section}`)).toEqual(["must skill Java"]);
	});

	test.each([
		["Please send your application with an Excel sheet."],
		["Interviews via Skype."],
		["Bei Rückfragen zum Marketing hilft Frau Kurz."],
		["Merci d'envoyer votre candidature au service Marketing."],
		["Our HR department will run background checks."],
	])("%j, wherever it stands", async (sentence) => {
		expect(await brief(`Requirements\n- Java\n- ${sentence}`)).toEqual(["must skill Java"]);
	});

	test("an item of a list is no heading, and experience with applicants is asked for", async () => {
		expect(await brief("Requirements\n- Contact\n- Java")).toContain("must skill Java");
		expect(await brief("Requirements\n- Experience with the selection process and Excel")).toContain(
			"must skill Excel",
		);
	});
});

describe("running text", () => {
	test.each([
		["The institute invests in Talent Development and has an app that millions of people use on Android.", "wish"],
		["You will build apps with a small group of people who develop them for Android.", "wish"],
		["You will be proficient in building apps with a small group of people for Android.", "must"],
		["Android experience of several years in a group of people who build apps is needed.", "must"],
	])("%j: %s", async (text, role) => {
		expect(await brief(text)).toContainEqual(`${role} skill Android development`);
	});
});

describe("what is preferred", () => {
	test("is a wish whatever the amount, and the years of the basic qualifications stay", async () => {
		const asked = await brief(
			"Basic qualifications\n- 2 years of experience\nPreferred qualifications and skills\n- 3+ years in at least one of: JavaScript, Python",
		);
		expect(asked).toEqual(["must years at least 2 years of experience", "wish skill JavaScript", "wish skill Python"]);
	});

	test.each([
		["Solid experience in React (React Native is a big plus)", ["must skill React", "wish skill React Native"]],
		["Kotlin (nice to have), Java (required)", ["must skill Java", "wish skill Kotlin"]],
		["Docker (Kubernetes, Helm) is a plus", ["wish skill Docker", "wish skill Kubernetes", "wish skill Helm"]],
	])("a bracket speaks for itself: %j", async (line, asked) => {
		expect(await brief(`Requirements\n- ${line}`)).toEqual(asked);
	});

	test("a university degree of a named level is that level", async () => {
		expect(await brief("Requirements\n- University degree (Masters)")).toEqual([
			"must degree master's degree or above",
		]);
		expect((await brief("Requirements\n- Have a Master or PhD degree in chemistry"))[0]).toBe(
			"must degree master's degree or above",
		);
		expect(await brief("Requirements\n- Masters degree")).toEqual(["must degree master's degree or above"]);
	});
});

test.each([
	["You are a skilled Java developer.", "title:Java title:developer"],
	["As a Principal Java Developer you lead.", "title:Java title:Developer"],
	["Full-time chauffeurs are wanted.", "title:chauffeurs"],
	["Colleagues like your focus as an account nurse.", undefined],
	["Gesucht wird ein Elektriker.", "title:Elektriker"],
	["Vous êtes un développeur Java.", "title:développeur title:Java"],
])("%j: the title is %s", async (description, query) => {
	expect((await read(description)).find(({ kind }) => kind === "title")?.query).toBe(query);
});
