import { mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import fc from "fast-check";
import { describe, expect, onTestFinished, test } from "vitest";
import { candidateDocument } from "../../../src/analysis/person-document.ts";
import { Candidate } from "../../../src/domain/candidate.ts";
import { SuggestRequest } from "../../../src/domain/suggestion.ts";
import { parseTenantId } from "../../../src/domain/tenant.ts";
import { openEmbeddedEngine } from "../../../src/engine/embedded/engine.ts";
import { openWorld, type Person, recognizer, type World } from "../world.ts";

const AT = "2026-01-01T00:00:00Z";

const person = (id: string, resume: object, rest: Partial<Person> = {}): Person => ({ id, resume, ...rest });
const candidates = [
	person("a", {
		basics: { name: "Ann Kubrick", location: { city: "Jena", countryCode: "DE" } },
		work: [{ position: "Java Developer", name: "Java & Sons (Berlin)", startDate: "2020-01", summary: "javelins" }],
		skills: [{ name: "Java" }, { name: "Machine learning" }, { name: "Basket weaving" }],
	}),
	person("b", {
		work: [{ position: "RN", name: "Clinic and Co", startDate: "2020-01" }],
		skills: [{ name: "k8s" }, { name: "java" }, { name: "ML" }],
	}),
	person("c", { basics: { location: { city: "San José" } }, skills: [{ name: "Golang" }] }),
];
const world = openWorld({ candidates });

const suggest = async (q: string, at?: number, limit = 10, where: World | Promise<World> = world) => {
	const { suggestions, scope } = await where;
	return (await suggestions.suggest(scope, SuggestRequest.parse({ q, at, limit }))).suggestions;
};
const shown = async (q: string, at?: number) =>
	(await suggest(q, at)).map(({ kind, text, people, insert }) => `${kind} ${text} ${people} ${insert}`);
/** The query after the first suggestion was taken. */
const taken = async (q: string, at?: number) => {
	const [first] = await suggest(q, at);
	return first === undefined ? null : `${q.slice(0, first.span.start)}${first.insert}${q.slice(first.span.end)}`;
};

describe("suggestions", () => {
	test("titles, skills, companies, cities and words, each with how many people", async () => {
		expect(await shown("ja")).toEqual([
			"skill Java 2 skill:Java",
			"title Java Developer 1 title:(Java Developer)",
			'company Java & Sons (Berlin) 1 company:"Java & Sons (Berlin)"',
			"word javelins 1 javelins",
		]);
		expect(await shown("je")).toEqual(["city Jena 1 location:Jena", "word jena 1 jena"].slice(0, 1));
		expect(await shown("bask")).toEqual(['skill Basket weaving 1 skill:"Basket weaving"', "word basket 1 basket"]);
	});

	test("a skill is found by its other names, and a name from any of its words", async () => {
		expect((await shown("k8s"))[0]).toBe("skill Kubernetes 1 skill:Kubernetes");
		expect((await shown("learn"))[0]).toBe("skill Machine Learning 2 skill:(Machine Learning)");
		expect((await shown("jose"))[0]).toBe('city San José 1 location:"San José"');
	});

	test.each([
		["senior machine lea", undefined, "senior skill:(Machine Learning)"],
		["skill:mach", undefined, "skill:(Machine Learning)"],
		['skill:"machine le', undefined, "skill:(Machine Learning)"],
		['skill:"machine le" berlin', 17, "skill:(Machine Learning) berlin"],
		["skill:(kotlin OR mach", undefined, "skill:(kotlin OR (Machine Learning)"],
		["title:regis AND berlin", 11, "title:(Registered Nurse) AND berlin"],
		["-skill:jav", undefined, "-skill:Java"],
		["java bask weaving", 9, 'java skill:"Basket weaving" weaving'],
		["clinic an", undefined, 'company:"Clinic and Co"'],
		["location:san", undefined, 'location:"San José"'],
		["java near:Jen", undefined, "java near:Jena"],
		["near:san", undefined, 'near:"San José"'],
		["name:kub", undefined, "name:kubrick"],
		["zzz", undefined, null],
		["", undefined, null],
	])("%s", async (q, at, expected) => {
		expect(await taken(q, at)).toBe(expected);
	});

	test("a scope shows its own kind only", async () => {
		expect(new Set((await suggest("company:j")).map(({ kind }) => kind))).toEqual(new Set(["company"]));
		expect(new Set((await suggest("title:j")).map(({ kind }) => kind))).toEqual(new Set(["title"]));
	});

	test("what is inserted finds at least the people who are counted", async () => {
		const { find } = await world;
		for (const q of ["j", "ma", "ba", "r", "cl", "k", "sa", "de", "g", "le"]) {
			for (const { insert, people, kind, text } of await suggest(q, undefined, 50)) {
				const { total } = await find(insert);
				expect([kind, text, total >= people]).toEqual([kind, text, true]);
			}
		}
	});

	test("any text and any place of the caret are answered, with spans that lie in the text", async () => {
		const piece = fc.constantFrom(
			"java",
			" ",
			'"',
			"(",
			")",
			"skill:",
			"-",
			"OR",
			"“",
			"\u0000",
			"\ud800",
			"é",
			"title",
			":",
			"k",
			"mach",
		);
		await fc.assert(
			fc.asyncProperty(fc.array(piece, { maxLength: 10 }), fc.nat(40), async (pieces, at) => {
				const q = pieces.join("");
				for (const { span } of await suggest(q, at)) {
					expect(span.start).toBeGreaterThanOrEqual(0);
					expect(span.end).toBeGreaterThanOrEqual(span.start);
					expect(span.end).toBeLessThanOrEqual(q.length);
				}
			}),
			{ numRuns: 500 },
		);
	});
});

describe("another world", () => {
	const rich = [
		person("x", {
			work: [{ position: "Jackal Tamer", name: "Jackals Ltd", startDate: "2020-01" }],
			skills: [{ name: "Jackal Taming" }],
			basics: { location: { city: "Jackville" } },
		}),
	];
	const profiles = [{ id: "p1", resume: rich[0]?.resume ?? {} }];

	test("nothing of the network, and nothing of another tenant, is suggested or meant", async () => {
		const alone = await openWorld({ candidates });
		const beside = await openWorld({ candidates, profiles });
		const other = await openWorld({ candidates: rich, secret: "other" });
		for (const q of [
			"j",
			"ja",
			"jac",
			"jack",
			"jackal",
			"skill:jack",
			"title:ja",
			"company:j",
			"location:jack",
			"k",
			"mach",
		]) {
			const answer = await suggest(q, undefined, 50, alone);
			expect(await suggest(q, undefined, 50, beside)).toEqual(answer);
			expect(JSON.stringify(answer).toLowerCase()).not.toContain("jackal");
			expect(JSON.stringify(answer)).not.toContain("Jackville");
		}
		expect(JSON.stringify(await suggest("jack", undefined, 50, other))).toContain("Jackal Tamer");
		const meant = await beside.find("jackels");
		expect(meant.didYouMean).toEqual([]);
	});

	test("R1: what is stored for another tenant changes no byte of an answer, in one and the same engine", async () => {
		const dataDir = mkdtempSync(path.join(os.tmpdir(), "tributary-suggest-"));
		const engine = await openEmbeddedEngine({ dataDir, searchThreads: 1 });
		onTestFinished(async () => {
			await engine.close();
			rmSync(dataDir, { recursive: true, force: true });
		});
		const own = await openWorld({ candidates, engine });
		const answers = async () => {
			const typed = await Promise.all(
				["j", "ja", "jack", "skill:", "title:j", "mach"].map((q) => suggest(q, undefined, 50, own)),
			);
			const found = await Promise.all(["jackels", "javlins", "java"].map((query) => own.find(query)));
			return JSON.stringify([typed, found]);
		};
		const before = await answers();
		const name = { kind: "tenant", tenant: parseTenantId("other") } as const;
		const other = await engine.open(name, new Uint8Array(32), { create: true });
		await other.write(
			Array.from({ length: 30 }, (_, index) => ({
				op: "put" as const,
				collection: "person" as const,
				id: `x${index}`,
				record: "{}",
				document: candidateDocument(
					Candidate.parse({ ...rich[0], file: null, match: null, createdAt: AT, updatedAt: AT }),
					recognizer,
				),
			})),
		);
		expect(await other.suggest("jack", 5)).not.toEqual([]);
		expect(await answers()).toBe(before);
	});
});

describe("did you mean", () => {
	const meant = async (query: string) => (await (await world).find(query)).didYouMean;

	test("the nearest words that people of the tenant have, and the query with the first of them", async () => {
		expect(await meant("senior kubernetis title:develper")).toEqual([
			{
				clause: "title:develper",
				span: { start: 18, end: 32 },
				words: [{ word: "developer", people: 1 }],
				query: "senior kubernetis title:developer",
			},
		]);
		const [first] = await meant("javlins");
		expect(first?.words[0]).toEqual({ word: "javelins", people: 1 });
	});

	test("is told in the lint with the cure", async () => {
		const { lint } = await (await world).find("javlins clinic");
		expect(lint.map(({ code, message }) => [code, message])).toEqual([
			["nobody-has", "Nobody here has “javlins”. Did you mean “javelins”? Then search for “javelins clinic”."],
		]);
	});

	test("not for a word that somebody in either pool has, nor where nothing is near", async () => {
		expect(await meant("javelins")).toEqual([]);
		expect(await meant("xylophone")).toEqual([]);
		// In the place of both the correction of one would drop the other.
		expect(await meant("(javlins OR xylophone) clinic")).toEqual([]);
		const { find } = await openWorld({
			candidates,
			profiles: [{ id: "p1", resume: { skills: [{ name: "Javlins" }] } }],
		});
		expect((await find("javlins")).didYouMean).toEqual([]);
	});

	test("not for a value that cannot be: the lint says what can", async () => {
		const { didYouMean, lint } = await (await world).find("outcome:javlins");
		expect(didYouMean).toEqual([]);
		expect(lint.map(({ code }) => code)).toEqual(["wrong-value", "nobody-has"]);
	});

	test("not for a place where nobody lives", async () => {
		const { find } = await openWorld({
			candidates: [{ id: "a", resume: { basics: { location: { city: "Beveria" } } } }],
		});
		expect((await find("location:beverja")).didYouMean).toHaveLength(1);
		expect((await find("location:bavaria")).didYouMean).toEqual([]);
	});

	test("the whole word for its beginning; names and abbreviations are no misspelt words", async () => {
		const { find } = await openWorld({
			candidates: [
				{
					id: "c1",
					resume: {
						work: [{ position: "Accountant" }],
						skills: ["moodle", "nach", "dec"].map((name) => ({ name })),
					},
				},
				{ id: "c2", resume: { work: [{ position: "Junior Account Manager" }], skills: [{ name: "Mathematics" }] } },
				{ id: "c3", resume: { basics: { summary: "The mother of Mathieu" } } },
			],
		});
		const words = async (query: string) =>
			(await find(query)).didYouMean.map((one) => one.words.map(({ word }) => word).join());
		expect(await words("Mathe")).toEqual(["mathematics"]);
		expect(await words("Google")).toEqual([]);
		expect(await words("google")).toEqual([]);
		expect(await words("moodel")).toEqual(["moodle"]);
		expect(await words("DACH")).toEqual([]);
		expect(await words("Dach")).toEqual([]);
		expect(await words("accountnat")).toEqual(["accountant"]);
		expect(await words("Accountnat")).toEqual(["accountant"]);
	});

	test("not the query itself, for a word that only another field has", async () => {
		const { didYouMean, total } = await (await world).find("note:java");
		expect([didYouMean, total]).toEqual([[], 0]);
		// As an employer nobody has it, and the word is there among the skills.
		expect(await meant("clinic, ex-Java or ex-Zzyzx")).toEqual([]);
	});

	test("signs around the word stay", async () => {
		expect((await meant('clinic AND NOT kotlin AND "javlins"'))[0]?.query).toBe('clinic AND NOT kotlin AND "javelins"');
	});
});
