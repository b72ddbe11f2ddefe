import { expect, test } from "vitest";
import { JobAd } from "../../../src/domain/requirement.ts";
import { readAd } from "../../../src/search/ad/read-ad.ts";
import { recognizer } from "../world.ts";

const read = (description: string, title = "-") => readAd(JobAd.parse({ title, description }), recognizer);
const brief = async (description: string) =>
	(await read(description))
		.filter(({ kind }) => kind !== "title")
		.map(({ role, kind, query }) => `${role} ${kind} ${query}`);
const label = async (description: string, wanted: string) =>
	(await read(description)).find(({ kind }) => kind === wanted)?.label;

test.each([
	["You need very good German.", ["must language language:de"], "how well says that it is spoken"],
	["We like very good German food.", [], "a dish"],
	["Excellent written English", ["must language language:en"], "in writing"],
	[
		"Requirements\n- English C1, German a plus",
		["must language language:en", "wish language language:de"],
		"each its own",
	],
	["German is a big plus", ["wish language language:de"], "an article before the plus"],
	["German is nice to have", ["wish language language:de"], "the same in other words"],
	["Anglais professionnel apprécié", ["wish language language:en"], "an adjective between"],
	["You have 4+ years with Java.", ["must years years:>=4", "must skill Java"], "years of a skill"],
	["4 years of Java", ["must years years:>=4", "must skill Java"], "the same without a verb"],
	["Mindestens 4-jährige Berufserfahrung", ["must years years:>=4"], "an adjective of years"],
	["Zweijährige praktische Vertriebserfahrung", ["must years years:>=2"], "in one word"],
	["Eine dreijährige Ausbildung", ["must degree education:vocational"], "years of training"],
	["The contract has a duration of 3 years.", [], "years of a contract"],
	[
		"Requirements\n- 2 years of Docker\n- 5 years of Java",
		["must years years:>=5", "must skill Docker", "must skill Java"],
		"the larger holds",
	],
	[
		"Vocational training in Marketing",
		["must degree education:vocational", "wish skill Marketing"],
		"a subject is no skill",
	],
	[
		"Abgeschlossenes Studium Marketing",
		["must degree education:bachelor", "wish skill Marketing"],
		"without a preposition",
	],
	[
		"Bachelor's degree and experience in Marketing",
		["must degree education:bachelor", "must skill Marketing"],
		"a skill beside it",
	],
	["BS/MS or equivalent", ["must degree education:bachelor"], "short for degrees"],
	["Abitur oder Hochschulreife", ["must degree education:secondary"], "school"],
	["Grado en Marketing", ["must degree education:bachelor", "wish skill Marketing"], "Spanish"],
	["Requirements\n- Docker, Java or Kotlin", ["must skill Docker OR Java OR Kotlin"], "one of them is enough"],
	[
		"Requirements\n- Docker and Java or Kotlin",
		["must skill Docker", "must skill Java OR Kotlin"],
		"an and parts lists",
	],
	[
		"Requirements\n- Java und idealerweise Erfahrung mit Docker oder Kotlin",
		["must skill Java", "wish skill Docker OR Kotlin"],
		"idealerweise is said of what follows",
	],
	["Requirements\n- Erfahrung mit Go", ["must skill Go"], "an everyday word behind what says that it is known"],
])("%j asks for %j: %s", async (description, asked) => {
	expect(await brief(description)).toEqual(asked);
});

test("the level of a language is shown as it is written, and not compared", async () => {
	expect(await label("Deutschkenntnisse mindestens auf B2-Niveau", "language")).toBe("German (B2)");
	expect(await label("Sehr gute Deutschkenntnisse (mind. C1)", "language")).toBe("German (C1)");
	expect(await label("Fließend Englisch", "language")).toBe("English (Fließend)");
	expect(await label("German is required", "language")).toBe("German");
	const labels = async (text: string) =>
		(await read(text)).flatMap((one) => (one.kind === "language" ? [one.label] : []));
	expect(await labels("Deutsch (C1) und Englisch (B2)")).toEqual(["German (C1)", "English (B2)"]);
	expect(await labels("German C1 and fluent English")).toEqual(["German (C1)", "English (fluent)"]);
	expect((await read("English C1, fluent German")).map((one) => one.label)).toEqual(
		["-", "English (C1)", "German (fluent)"].slice(1),
	);
});

test("years of a skill are said to be asked for in all", async () => {
	expect(await label("5+ years of experience with Java", "years")).toBe(
		"at least 5 years of experience in all (the ad: with Java)",
	);
	expect(await label("1 year of experience", "years")).toBe("at least 1 year of experience");
});

test.each([
	["We are an equal opportunity employer and hire regardless of Marketing.", "everybody is welcome"],
	["Menschen mit Behinderung werden bei gleicher Eignung bevorzugt, auch im Marketing.", "the same in German"],
	["Acme is a leading provider of Marketing.", "what the company is"],
	["Our Marketing has won prizes.", "what it has"],
	["We offer free courses in Marketing.", "what it gives"],
	["The salary range is 40 to 60 thousand, in Marketing more.", "what it pays"],
	["You will receive individual training in Marketing.", "what people get"],
	["What you bring to the table\n- Kotlin\nWhy you'll love it here\n- Marketing", "headings with more words"],
	["Job benefits: courses in Marketing", "a heading on its line"],
	["What's in it for you?\n- Marketing", "a heading"],
	["Ihre Vorteile\n- Marketing", "a German heading"],
	["¿Qué ofrecemos?\n- Marketing", "a Spanish heading"],
])("%j asks for nothing: %s", async (description) => {
	expect(await brief(`${description}\nJava is required.`)).not.toContainEqual(expect.stringContaining("Marketing"));
});

test("what people should bring is read although it stands beside what the company is", async () => {
	expect(await brief("Our clients love us, and you know Java.")).toEqual(["must skill Java"]);
});

test("a list that lost its line breaks is read as one", async () => {
	expect(await brief("Requirements • Java • Docker • Nice to have • Kotlin")).toEqual([
		"must skill Java",
		"must skill Docker",
		"wish skill Kotlin",
	]);
});

test.each([
	["Lead Purchasing (m/w/d)", ["title:Lead title:Purchasing"], "who leads others has that for a title"],
	["Senior Java Developer", ["title:Java title:Developer", "title:Senior"], "a level of a title"],
	["Lead Java Developer", ["title:Java title:Developer", "title:Lead"], "a level of a title that is known"],
])("%s asks for %j: %s", async (title, queries) => {
	const found = (await read("-", title)).filter(({ kind }) => kind === "title" || kind === "seniority");
	expect(found.map(({ query }) => query)).toEqual(queries);
});

test("a pasted line that begins with a level of leading is a title", async () => {
	const found = await readAd(JobAd.parse({ description: "Lead Purchasing\n\nWe wait for you." }), recognizer);
	expect(found[0]?.query).toBe("title:Lead title:Purchasing");
});

test("a title with the mark that anybody may apply is one, whatever follows", async () => {
	const found = await readAd(
		JobAd.parse({ description: "Dachdecker (m/w/d) für unsere Baustelle\n\nText." }),
		recognizer,
	);
	expect(found[0]?.query).toBe("title:Dachdecker");
});

test.each([
	["You have 5+ years of experience with Java.\nRequirements:\n- Docker", ["years:>=5", "Java", "Docker"]],
	["Du bringst 3 Jahre Erfahrung mit Java mit!\nAnforderungen:\n- Docker", ["years:>=3", "Java", "Docker"]],
	["Vous avez 3 ans d'expérience en Java.\nProfil :\n- Docker", ["years:>=3", "Java", "Docker"]],
	["You have the opportunity to work with Java.\nRequirements:\n- Docker", ["Docker"]],
	["Sie haben die Möglichkeit, mit Java zu arbeiten.\nAnforderungen:\n- Docker", ["Docker"]],
])("%j: what people should bring is a requirement before the heading, too", async (ad, queries) => {
	const demanded = (await read(ad)).filter(({ role, kind }) => role === "must" && kind !== "title");
	expect(demanded.map(({ query }) => query)).toEqual(queries);
});
