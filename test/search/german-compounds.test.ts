import { beforeAll, describe, expect, test } from "vitest";
import { openWorld, type Person, type World } from "./world.ts";

/** A German compound is found by the words that it is made of, wherever it says what somebody is, does or can. */

const GERMAN = "Ich arbeite mit meinem Team in der Stadt und spreche mit den Leuten, die dort wohnen.";
const text = (id: string, summary: string): Person => ({
	id,
	resume: { basics: { summary: `${summary}. ${GERMAN}` } },
});
const titled = (id: string, position: string): Person => ({
	id,
	resume: { basics: { summary: GERMAN }, work: [{ position }] },
});
const able = (id: string, name: string): Person => ({
	id,
	resume: { basics: { summary: GERMAN }, skills: [{ name }] },
});

let world: World;
const found = async (query: string, request = {}) =>
	(await world.find(query, { pageSize: 100, ...request })).hits.map(({ candidateId }) => candidateId);

describe("a word is found in compounds", () => {
	beforeAll(async () => {
		world = await openWorld({
			candidates: [
				text("text-sales", "Erfahrung als Vertriebsmitarbeiter"),
				titled("title-sales", "Vertriebsmitarbeiterin"),
				able("skill-sales", "Vertriebsplanung"),
				text("word-sales", "Erfahrung im Vertrieb"),
				text("text-leads", "Projektleiter im Tiefbau"),
				titled("dev", "Softwareentwicklerin"),
				titled("coder", "Entwickler"),
				titled("other", "Personalisierung"),
			],
		});
	});

	test.each([
		["Vertrieb", ["word-sales", "title-sales", "skill-sales", "text-sales"]],
		["Mitarbeiter", ["text-sales", "title-sales"]],
		["Projekt", ["text-leads"]],
		["Leiter", ["text-leads"]],
		["Projekte", ["text-leads"]],
		["+Leiter", ["text-leads"]],
		["title:Mitarbeiter", ["title-sales"]],
		["skill:Vertrieb", ["skill-sales"]],
		["Personal", []],
		["Leit", []],
		['"Vertrieb"', ["word-sales"]],
	])("%s finds %j", async (query, people) => {
		expect((await found(query)).toSorted()).toEqual(people.toSorted());
	});

	test("of texts in German only: no other language's words are taken apart", async () => {
		const english = "I worked with the people of the city, as Projektleiter said to them, and with my own team.";
		const only = await openWorld({ candidates: [{ id: "one", resume: { basics: { summary: english } } }] });
		expect((await only.find("Leiter")).total).toBe(0);
	});

	test("is told with the words that it was found in, marked where it stands, and switched off by source and by word", async () => {
		const { hits, expansions } = await world.find("Leiter", { explain: true });
		const ways = expansions[0]?.ways.filter(({ source }) => source === "compound");
		expect(ways).toEqual([{ source: "compound", words: ["projektleiter"], weight: 0.6, people: 1 }]);
		const [highlight] = hits[0]?.highlights ?? [];
		expect(highlight?.spans.map(([from, to]) => highlight.text.slice(from, to))).toEqual(["Projektleiter"]);
		const { contributions = [] } = hits[0]?.explanation ?? {};
		expect(contributions.map(({ text }) => text).join(" ")).toContain('"Leiter" as a word with Leiter in it in text');
		expect(contributions.reduce((sum, { points }) => sum + points, 0)).toBe(hits[0]?.score);
		expect(await found("Leiter", { expansion: { off: ["compound"] } })).toEqual([]);
		expect(await found("Leiter", { expansion: { offTerms: ["Projektleiter"] } })).toEqual([]);
	});

	test("nobody is left out for a compound", async () => {
		expect(await found("Tiefbau NOT Leiter")).toEqual(["text-leads"]);
	});

	test("below the word itself, and what it is above what it has to do with", async () => {
		expect((await found("Entwickler")).slice(0, 2)).toEqual(["coder", "dev"]);
		expect((await found("Vertrieb"))[0]).toBe("word-sales");
		world = await openWorld({ candidates: [text("a-part", "Leiterplatte"), text("b-head", "Projektleiter")] });
		expect(await found("Leiter")).toEqual(["b-head", "a-part"]);
	});
});

describe("a compound is found in two words, and two words in one", () => {
	test.each([
		["Softwareentwickler", ["Software Entwickler", "Software-Entwicklerin", "Software-Entwickler"]],
		["Software-Entwickler", ["Softwareentwickler", "Softwareentwicklerin"]],
		["Software Entwickler", ["Softwareentwickler", "Softwareentwicklerin"]],
		["Vertriebsmitarbeiter", ["Vertriebs-Mitarbeiter", "Vertrieb Mitarbeiterin"]],
		["Vertriebs-Mitarbeiter", ["Vertriebsmitarbeiter"]],
		["Schulleitung", ["Schul-Leitung", "Schule, Leitung"]],
		["Maschinenbau-Ingenieur", ["Maschinenbauingenieurin"]],
	])("%s finds %j", async (query, ways) => {
		const written = ways.flatMap((way, index) => [
			titled(`title-${index}`, way),
			able(`skill-${index}`, way),
			text(`text-${index}`, `Erfahrung als ${way} im Haus`),
		]);
		const people = await openWorld({ candidates: [...written, text("other", "Software für Hausmeister")] });
		const ids = (await people.find(query, { pageSize: 100 })).hits.map(({ candidateId }) => candidateId);
		expect(ids.slice(0, written.length).toSorted()).toEqual(written.map(({ id }) => id).toSorted());
	});

	test("below the same spelling", async () => {
		const people = await openWorld({
			candidates: [titled("a-apart", "Software-Entwickler"), titled("b-one", "Softwareentwickler")],
		});
		const first = async (query: string) => (await people.find(query)).hits[0]?.candidateId;
		expect(await first("Softwareentwickler")).toBe("b-one");
		expect(await first("Software-Entwickler")).toBe("a-apart");
	});
});
