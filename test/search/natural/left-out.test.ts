import { expect, test } from "vitest";
import { interpret } from "../../../src/search/natural/interpret.ts";
import { recognizer } from "../world.ts";

/** What a request says and nobody is searched by: it is left out, and that is said. */

const read = (text: string) => interpret(text, recognizer);

test.each([
	["java developer under 30 years old", "under 30 years old"],
	["java developer, between 25 and 35 years old", "between 25 and 35 years old"],
	["java developer max 35 years old", "max 35 years old"],
	["java developer not older than 35 years", "not older than 35 years"],
	["java developer aged 25 to 35 years", "aged 25 to 35 years"],
	["java developer unter 30 Jahre alt", "unter 30 Jahre alt"],
	["java developer im Alter von 25 bis 35 Jahren", "im Alter von 25 bis 35 Jahren"],
	["java developer menos de 30 años de edad", "menos de 30 años de edad"],
])("%s: age is no experience and not searched, and that is said", (text, age) => {
	const { normalForm, lint } = read(text).query;
	expect(normalForm).toBe("java developer");
	expect(lint.map(({ code, span }) => [code, text.slice(span.start, span.end)])).toEqual([["age", age]]);
	expect(read(`${text}, 5 years of experience`).query.normalForm).toBe("^java ^developer ^years:>=5^0.5");
});

test.each([
	[
		"looking for someone with at least five years of java experience in Germany",
		"^years:>=5^0.5 ^java ^location:Germany^0.5",
		["looking for someone", "of", "experience"],
	],
	["we need a nurse who lives in Ulm", "^nurse ^(location:Ulm OR near:Ulm~20km)^0.5", ["we need a", "who lives"]],
	[
		"Suche Krankenschwester mit Erfahrung in Wundversorgung, 5 Jahre",
		"^Krankenschwester ^Wundversorgung ^years:>=5^0.5",
		["Suche", "mit Erfahrung in"],
	],
	[
		"je cherche quelqu'un avec expérience java, 5 ans",
		"^java ^years:>=5^0.5",
		["je cherche quelqu'un avec expérience"],
	],
	["busco alguien con experiencia java, 5 años", "^java ^years:>=5^0.5", ["busco alguien con experiencia"]],
	["looking for someone with experience in Java", "Java", ["looking for someone with experience in"]],
	["candidates with a background in marketing", "marketing", ["candidates with a background in"]],
	["I'm hiring a nurse with java experience", "nurse java", ["I'm hiring a", "with", "experience"]],
	["someone who has worked with Kubernetes", "Kubernetes", ["someone who has worked with"]],
	["jemand, der sich mit Java auskennt", "Java", ["jemand, der sich mit", "auskennt"]],
	[
		"Wir suchen einen Entwickler mit Kenntnissen in Java",
		"Entwickler Java",
		["Wir suchen einen", "mit Kenntnissen in"],
	],
	["Kandidaten mit Erfahrung im Bereich Logistik", "Logistik", ["Kandidaten mit Erfahrung im Bereich"]],
	[
		"nous recherchons un développeur avec une bonne connaissance de Java",
		"développeur Java",
		["nous recherchons un", "avec une bonne connaissance de"],
	],
	["candidats ayant de l'expérience dans la logistique", "logistique", ["candidats ayant de l'expérience dans la"]],
	["buscamos personas con conocimientos de Java", "Java", ["buscamos personas con conocimientos de"]],
	["queremos contratar un soldador", "soldador", ["queremos contratar un"]],
	["experience without java", "NOT java", ["experience"]],
	["looking for java", "java", ["looking for"]],
])("%s: words of asking are left out, and that is said", (text, query, silent) => {
	const { normalForm, lint } = read(text).query;
	expect(normalForm).toBe(query);
	expect(lint.filter(({ code }) => code === "filler-word").map(({ span }) => text.slice(span.start, span.end))).toEqual(
		silent,
	);
});

test.each(["experience", "customer experience manager", "java looking for a new job", "java who worked at Charité"])(
	"%s: such words stay where something else is meant",
	(text) => {
		expect(read(text).query.lint.filter(({ code }) => code === "filler-word")).toEqual([]);
	},
);

test.each([
	["female registered nurse", "registered nurse", "sex", "female"],
	["weibliche Krankenschwester", "Krankenschwester", "sex", "weibliche"],
	["young java developer", "java developer", "age", "young"],
	["male candidates java", "candidates java", "sex", "male"],
])("%s: nobody is searched by it, and that is said", (text, normalForm, code, words) => {
	const { query } = read(text);
	expect(query.normalForm).toBe(normalForm);
	expect(query.lint.map(({ code, span }) => [code, text.slice(span.start, span.end)])).toEqual([[code, words]]);
});

test.each(["women's health nurse", '"female nurse"', "female"])("%s stays", (text) => {
	expect(read(text).query.lint.map(({ code }) => code)).not.toContain("sex");
});

test.each([
	["nurse without experience", "without experience"],
	["nurse no experience", "no experience"],
	["nurse, no prior experience needed", "no prior experience needed"],
	["no experience required nurse", "no experience required"],
	["nurse with no experience in Berlin", "with no experience"],
	["nurse ohne Berufserfahrung", "ohne Berufserfahrung"],
	["nurse, keine Erfahrung erforderlich", "keine Erfahrung erforderlich"],
	["nurse sans expérience", "sans expérience"],
	["nurse, aucune expérience requise", "aucune expérience requise"],
	["nurse sin experiencia", "sin experiencia"],
])("%s: who has no experience is not found by the word, and that is said", (text, words) => {
	const { normalForm, lint } = read(text).query;
	expect(normalForm).toMatch(/^\^?nurse(?: \^\(location:Berlin .*)?$/u);
	expect(lint.map(({ code, span }) => [code, text.slice(span.start, span.end)])).toEqual([["no-experience", words]]);
});

test.each(["nurse sans expérience bancaire", "no experience"])("%s: of something, or all that is said", (text) => {
	expect(read(text).query.normalForm).toBe(text);
});

test.each([
	["NOT NOT java", "java"],
	["developer NOT NOT java", "developer java"],
	["NOT NOT NOT java", "NOT java"],
])("%s: %s, and a remark says that NOT stands there several times", (text, normalForm) => {
	const { query } = read(text);
	expect(query.normalForm).toBe(normalForm);
	expect(query.lint.map(({ code }) => code)).toContain("repeated-not");
});
