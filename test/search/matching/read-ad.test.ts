import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { JobAd, Requirement } from "../../../src/domain/requirement.ts";
import { readAd } from "../../../src/search/ad/read-ad.ts";
import { compileRequirements } from "../../../src/search/requirement/compile.ts";
import { recognizer } from "../world.ts";

const read = (ad: Partial<JobAd>) => readAd(JobAd.parse(ad), recognizer);
const brief = async (ad: Partial<JobAd>) => (await read(ad)).map(({ role, kind, query }) => `${role} ${kind} ${query}`);

/** Ads as companies write them, and what a recruiter reads in them. */
const ADS: readonly {
	readonly name: string;
	readonly ad: Partial<JobAd>;
	readonly holds: readonly (readonly [requirement: string, because: string])[];
	readonly lacks?: readonly (readonly [text: string, because: string])[];
}[] = [
	{
		name: "English, with headings",
		ad: {
			title: "Senior Java Developer (m/f/d)",
			location: "Berlin, Germany",
			description: `About us
For over 25 years we have had experience with Python.
Your role
- Run services on Docker
Requirements
- At least 5 years of experience with Java
- Bachelor's or master's degree in computer science
- Fluent English and German
Nice to have:
- Machine learning
- Kubernetes is required, Kotlin is a plus
We offer
- Marketing discounts`,
		},
		holds: [
			["must title title:Java title:Developer", "the occupation without level and gender marks"],
			["wish seniority title:Senior", "the level orders people, it excludes nobody"],
			["must skill Java", "in the title and under Requirements"],
			['must place location:Berlin OR near:"Berlin, Germany~50km"', "the place of the job, or near it"],
			["must years years:>=5", "at least, under Requirements"],
			["must degree education:bachelor", "of two degrees the lesser is enough"],
			["must language language:en", "fluent"],
			["must language language:de", "in one list with English"],
			["wish skill Machine Learning", "under Nice to have"],
			["must skill Kubernetes", "the word required wins over the heading"],
			["wish skill Kotlin", "called a plus"],
			["wish skill Docker", "only part of the tasks"],
		],
		lacks: [
			["Python", "the company speaks of itself"],
			["Marketing", "a benefit"],
			["25", "the age of the company"],
		],
	},
	{
		name: "pasted, with its place and years in lines of their own",
		ad: {
			title: "Java Developer",
			description: `For 25 years we have built ships.
Location: Berlin (hybrid)
Requirements
- 5+ years of Java
- Docker`,
		},
		holds: [
			["must place location:Berlin OR near:Berlin~50km", "a label says so"],
			["must years years:>=5", "a list of requirements speaks of people"],
		],
		lacks: [["25", "the age of the company"]],
	},
	{
		name: "pasted, in German, as one list",
		ad: {
			title: "Pflegefachkraft (m/w/d)",
			description: `Arbeitsort: 70174 Stuttgart
Sie bringen mit:
- 3 Jahre Berufserfahrung
- Deutsch C1
Von Vorteil:
- Intensivpflege`,
		},
		holds: [
			["must place location:Stuttgart OR near:Stuttgart~50km", "behind the postal code"],
			["must years years:>=3", "you bring"],
			["must language language:de", "a level of the European frame"],
		],
	},
	{
		name: "German",
		ad: {
			title: "Softwareentwickler:in (m/w/d)",
			description: `Ihr Profil
• Abgeschlossenes Studium der Informatik
• mindestens 3 Jahre Berufserfahrung mit Java
• sehr gute Deutschkenntnisse, Englisch- und Französischkenntnisse von Vorteil
• idealerweise Kotlin
Wir bieten
• Docker-Schulungen`,
		},
		holds: [
			["must title title:Softwareentwickler", "without the mark of gender"],
			["must degree education:bachelor", "Studium is a degree of a university"],
			["must years years:>=3", "mindestens"],
			["must language language:de", "very good of its own, no item of the list that is von Vorteil"],
			["wish language language:en", "von Vorteil, said once for both"],
			["wish language language:fr", "von Vorteil"],
			["wish skill Kotlin", "idealerweise"],
		],
		lacks: [["Docker", "offered, not asked for"]],
	},
	{
		name: "French",
		ad: {
			title: "Développeur Java (H/F)",
			description: `Profil recherché
- Bac+5, plus de 5 ans d'expérience en Java
- anglais courant
- La connaissance de Docker serait un plus
Nous offrons
- Kubernetes`,
		},
		holds: [
			["must degree education:master", "bac+5"],
			["must years years:>5", "plus de"],
			["must language language:en", "courant"],
			["wish skill Docker", "serait un plus"],
		],
		lacks: [["Kubernetes", "offered"]],
	},
	{
		name: "Spanish",
		ad: {
			title: "Desarrollador Java",
			description: `Requisitos
- Al menos 3 años de experiencia con Java
- Inglés alto
Deseable: Docker, Kubernetes
Ofrecemos: Python`,
		},
		holds: [
			["must years years:>=3", "al menos"],
			["must language language:en", "a high level"],
			["wish skill Docker", "behind the heading on its own line"],
			["wish skill Kubernetes", "the same"],
		],
		lacks: [["Python", "offered"]],
	},
	{
		name: "a range of years in words",
		ad: { description: "Requirements\n- Between 2 and 4 years' experience with Java" },
		holds: [["must years years:2..4", "both ends"]],
	},
	{
		name: "running text without headings",
		ad: { description: "We look for somebody with Java and five years of experience. Docker would be a plus." },
		holds: [
			["must skill Java", "an ad without lists asks in its sentences"],
			["must years years:>=5", "a number in words"],
			["wish skill Docker", "a plus"],
		],
	},
];

describe.each(ADS)("$name", ({ ad, holds, lacks = [] }) => {
	const found = brief(ad);
	test.each(holds)("%s: %s", async (requirement) => expect(await found).toContain(requirement));
	test.each(lacks)("not %s: %s", async (text) => expect((await found).join("\n")).not.toContain(text));
});

/** [the ad as one text, the title that is asked for, the place, why] */
const PASTED: readonly (readonly [text: string, title: string | null, place: string | null, because: string])[] = [
	[
		"Registered Nurse\n\nWe are looking for a nurse for our unit in Aberdeen.",
		"Registered Nurse",
		"Aberdeen",
		"heading, place of the sentence",
	],
	["Senior Software Engineer (m/f/d) – Zürich", "Software Engineer", "Zürich", "nothing but a heading"],
	["Dachdecker (m/w/d)\nWir sind ein Betrieb.", "Dachdecker", null, "unknown, but anybody may apply"],
	[
		"Acme GmbH\nSoftware Engineer\nZürich, Switzerland\n\nText.",
		"Software Engineer",
		"Zürich",
		"lines of their own, below the company",
	],
	["**Nurse @ Aberdeen Ltd, Leeds**\nText.", "Nurse", "Leeds", "the company is no place"],
	["Acme – Software Engineer II (Berlin, Germany)\nText.", "Software Engineer", "Berlin", "behind the company"],
	["Stelle: Krankenschwester in Mannheim, Ref. 4711-A\nText.", "Krankenschwester", "Mannheim", "Stelle is a town, too"],
	["Job title: Lathe Operator (Job ID 12)\nText.", "Lathe Operator", null, "unknown, but called a title"],
	["Software Engineer, US\nText.", "Software Engineer", "United States", "US is no word of a sentence"],
	["Acme GmbH\nPipeline Engineer\nText.", "Pipeline Engineer", null, "unknown, but titles end so"],
	["#4711 Nurse\nText.", "Nurse", null, "without its number"],
	["Für unser Klinikum suchen wir eine Krankenschwester in Mannheim.", "Krankenschwester", "Mannheim", "a sentence"],
	["We are seeking a motivated Senior Nurse.\nLocation: Leeds", "Nurse", "Leeds", "a line that names the place wins"],
	["We look for somebody with Java who knows a nurse.", null, null, "it is not the nurse who is looked for"],
	["About us\nWe are looking for nurses in Leeds all day.", null, null, "the company speaks of itself"],
	["Our nurses are happy.\nRequirements\nJava", null, null, "a sentence is no heading"],
	["Requirements\nNurse", null, null, "below a heading"],
	["Lorem ipsum\n\nDolor sit amet.", null, null, "a heading that nobody knows"],
];

test.each([
	["Driving licence required", []],
	["We need a master electrician with Java.", ["must skill Java"]],
	["La maîtrise de Java serait un plus.", ["wish skill Java"]],
	["Licence ou Master en informatique exigé", ["must degree education:bachelor"]],
	["A Master's in computer science is a must-have.", ["must degree education:master"]],
	["No es necesario tener experiencia en Kotlin", []],
	["Kotlin is not required, Java is required.", ["must skill Java"]],
	["Kotlin und Docker sind nicht zwingend erforderlich. Java ist Pflicht.", ["must skill Java"]],
	["Kotlin n'est pas exigé mais Java est obligatoire.", ["must skill Java"]],
	["No es necesario tener Kotlin, pero sí Docker.", ["must skill Docker"]],
	["Kotlin is not required but a plus.", ["wish skill Kotlin"]],
	["- Java\n- No Kotlin", ["must skill Java"]],
	["- Java\n- kein Kotlin", ["must skill Java"]],
	["We do not work with Kotlin.", []],
	["No less than 5 years of experience with Java", ["must years years:>=5", "must skill Java"]],
	["Englisch wünschenswert", ["wish language language:en"]],
	["Anglais souhaité", ["wish language language:en"]],
	["German and French required", ["must language language:de", "must language language:fr"]],
	["Poste à Lyon", ["wish place location:Lyon OR near:Lyon~50km"]],
	["Poste à temps plein", []],
])("what is asked for is told from what is not: %s", async (description, asked) => {
	expect((await brief({ title: "-", description })).filter((one) => !one.includes(" title "))).toEqual(asked);
});

test.each([
	["Java Developer in München", "title:Java title:Developer", "München"],
	["Infirmier à Lyon", "title:Infirmier", "Lyon"],
	["Krankenpfleger - Berlin", "title:Krankenpfleger", "Berlin"],
	["Engineer - Mobile", "title:Engineer", null],
	["Aide à domicile", "title:Aide title:domicile", null],
])("a title that names a place: %s", async (title, occupation, place) => {
	const found = await read({ title, description: "-" });
	expect(found.find(({ kind }) => kind === "title")?.query).toBe(occupation);
	const named = found.find(({ kind }) => kind === "place");
	expect(named?.label ?? null).toBe(place);
	for (const { source, start, end } of named?.evidence ?? [])
		expect([source, title.slice(start, end)]).toEqual(["title", place]);
});

test.each(PASTED)("%j asks for %j in %j: %s", async (description, title, place) => {
	const found = await read({ description });
	const label = (kind: string) => found.find((one) => one.kind === kind)?.label ?? null;
	expect([label("title"), label("place")]).toEqual([title, place]);
	for (const { evidence } of found)
		for (const { start, end, text } of evidence) expect(description.slice(start, end)).toBe(text);
});

test("a pasted title asks as a title that is sent does, its place only orders people, and its skills count once", async () => {
	const parts = await brief({ description: "Senior Java Developer (m/w/d) - Berlin" });
	expect(parts.filter((part) => !part.includes("place"))).toEqual(
		await brief({ title: "Senior Java Developer (m/w/d)" }),
	);
	expect(parts).toContain("wish place location:Berlin OR near:Berlin~50km");
	const weight = async (ad: Partial<JobAd>) => (await read(ad)).find(({ query }) => query === "Java")?.weight;
	expect(await weight({ description: "Java Developer" })).toBe(await weight({ title: "Java Developer" }));
});

test("an ad of one sentence that begins with its title", async () => {
	const asked = await brief({ description: "Senior Java Developer (m/w/d) in Berlin mit 5 Jahren Erfahrung, Kotlin." });
	expect(asked).toContain("must title title:Java title:Developer");
	expect(asked).toContainEqual(expect.stringContaining("wish place location:Berlin"));
});

test("a title that is sent is the title, whatever the text begins with", async () => {
	const asked = await brief({
		title: "Nurse",
		description: "Software Engineer\n\nWe are looking for a Software Engineer.",
	});
	expect(asked.filter((part) => part.includes(" title "))).toEqual(["must title title:Nurse"]);
});

test("a principal is a level before another occupation", async () => {
	expect(await brief({ title: "Principal Software Engineer" })).toContain("must title title:Software title:Engineer");
});

test("evidence is the text at the place it names", async () => {
	for (const { ad } of ADS) {
		const texts: Record<string, string | undefined> = {
			title: ad.title,
			description: ad.description,
			location: ad.location,
		};
		for (const { evidence } of await read(ad)) {
			expect(evidence.length).toBeGreaterThan(0);
			for (const { source, start, end, text } of evidence) expect(texts[source]?.slice(start, end)).toBe(text);
		}
	}
});

test("what is said more often weighs more, up to twice as much", async () => {
	const weight = async (description: string) =>
		(await read({ description })).find(({ query }) => query === "Java")?.weight;
	expect(await weight("Requirements:\nJava")).toBe(1);
	expect(await weight("Requirements:\nJava\nJava")).toBe(1.25);
	expect(await weight(`Requirements:\n${"Java\n".repeat(50)}`)).toBe(2);
});

test("whatever an ad holds, its requirements are valid and make a query that reads back as itself", async () => {
	const piece = fc.oneof(
		fc.string({ maxLength: 40 }),
		fc.constantFrom(
			"Requirements:",
			"Job title: Nurse (m/w/d) @ Leeds - ",
			"We are looking for a nurse in ",
			"Nice to have",
			'"',
			"(",
			"NOT ",
			"^",
			"at least 5 years of experience",
			"Java",
			"C++ and",
			"master's",
			"fluent German",
			"\n",
			", ",
			"a plus",
			"CI/CD",
			"K8s~3",
		),
	);
	await fc.assert(
		fc.asyncProperty(
			fc.array(piece, { maxLength: 20 }),
			fc.string({ minLength: 1, maxLength: 60 }),
			async (pieces, skill) => {
				const ad = JobAd.safeParse({
					title: pieces.slice(0, 3).join(" ").trim() || "x",
					description: pieces.join(" "),
					skills: [skill.trim() || "x"],
				});
				const requirements = await readAd(ad.data as JobAd, recognizer);
				for (const one of requirements) expect(Requirement.safeParse(one).error).toBeUndefined();
				const { query, spans } = compileRequirements(requirements);
				expect(query.lint.filter(({ level }) => level === "error")).toEqual([]);
				expect(spans.length).toBe(requirements.length);
			},
		),
		{ numRuns: 300 },
	);
});
