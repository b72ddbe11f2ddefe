import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { highlightsOf } from "../../src/search/highlight.ts";
import { openWorld } from "./world.ts";

const RESUME = {
	basics: { name: "Ann Müller", location: { city: "Berlin", countryCode: "DE" } },
	work: [
		{
			position: "Senior Software Developer",
			name: "Bakers & Sons",
			startDate: "2019-01",
			summary: `${"Kept the ovens warm and the customers happy. ".repeat(12)}Moved the shop to k8s and wrote Node.js services. ${"Baked more bread. ".repeat(12)}`,
			highlights: ["Sold 10,000 loaves to the U.S.A. with Mr O’Brien."],
		},
		{ position: "Krankenschwester", name: "Clinic", startDate: "2010-01", endDate: "2018-12" },
	],
	skills: [{ name: "Backend", keywords: ["Golang", "Machine learning"] }],
};

const marked = async (query: string) => {
	const world = await openWorld({ candidates: [{ id: "c1", resume: RESUME }] });
	const [hit] = (await world.find(query)).hits;
	return hit?.highlights.flatMap(({ field, text, spans }) =>
		spans.map(([start, end]) => `${field}: ${text.slice(start, end)}`),
	);
};

describe("highlights", () => {
	test.each([
		["software", ["currentTitle: Software"]],
		["developers", ["currentTitle: Developer"]],
		["soft*", ["currentTitle: Software"]],
		['"software developer"', ["currentTitle: Software Developer"]],
		["nurse", ["pastTitle: Krankenschwester"]],
		["go", ["skill: Golang"]],
		["ML", ["skill: Machine learning"]],
		["node.js", ["body: Node.js"]],
		["kubernetes", ["body: k8s"]],
		["germany", ["location: Germany"]],
		["deutschland", ["location: Berlin, Germany"]],
		["muller", ["name: Müller"]],
		["mueller", ["name: Müller"]],
		["company:sons", ["currentCompany: Sons"]],
		["title:software AND berlin", ["currentTitle: Software", "location: Berlin"]],
		["o'brien", ["body: O’Brien"]],
		["usa", ["body: U.S.A."]],
		["10000", ["body: 10,000"]],
		['"shop to k8s" NEAR/3 services', ["body: shop to k8s", "body: services"]],
		['location:"Berlin, Germany"', ["location: Berlin, Germany"]],
		["location:DACH", ["location: Berlin, Germany"]],
		["NOT rust", []],
	])("%s", async (query, expected) => {
		expect(await marked(query)).toEqual(expected);
	});

	test("a text that is shown for one word has the others marked, too, however often they stood before", async () => {
		const skills = ["Wound care", "Patient care", "Intensive care"].map((name) => ({ name }));
		const world = await openWorld({ candidates: [{ id: "c1", resume: { skills } }] });
		const { highlights = [] } = (await world.find("intensive care")).hits[0] ?? {};
		const shown = highlights.find(({ text }) => text === "Intensive care");
		expect(shown?.spans).toEqual([
			[0, 9],
			[10, 14],
		]);
	});

	test("a long text is cut around the match, from word to word", async () => {
		const world = await openWorld({ candidates: [{ id: "c1", resume: RESUME }] });
		const text = (await world.find("node.js")).hits[0]?.highlights[0]?.text ?? "";
		expect(text.length).toBeLessThan(260);
		expect(text).toMatch(/^… \S.*Node\.js.*\S …$/);
	});

	test("spans lie inside their text, in order, without overlap", async () => {
		const world = await openWorld({ candidates: [{ id: "c1", resume: RESUME }] });
		const word = fc.constantFrom(
			"software",
			"developer",
			'"software developer"',
			"bak*",
			"k8s",
			"bread",
			"the",
			"senior",
			"happy",
			"ML",
			"germany",
		);
		await fc.assert(
			fc.asyncProperty(fc.array(word, { minLength: 1, maxLength: 5 }), async (words) => {
				const { hits } = await world.find(words.join(" "));
				for (const { text, spans } of hits.flatMap((hit) => hit.highlights)) {
					expect(spans.length).toBeGreaterThan(0);
					let last = 0;
					for (const [start, end] of spans) {
						expect(start).toBeGreaterThanOrEqual(last);
						expect(end).toBeGreaterThan(start);
						last = end;
					}
					expect(last).toBeLessThanOrEqual(text.length);
				}
			}),
			{ numRuns: 60 },
		);
	});
});

test("what a record and a profile say alike is shown once", () => {
	const found = { field: "skill" as const, text: "Java", spans: [[0, 4]] as const, groups: [0], places: new Map() };
	expect(highlightsOf([found, { ...found, groups: [0, 1] }], 6)).toEqual([
		{ field: "skill", text: "Java", spans: [[0, 4]] },
	]);
});
