import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { compareCounts } from "../../src/engine/order.ts";
import type { FacetCount, FacetRequest, Plan } from "../../src/engine/port.ts";
import { countOverPools, countsOf, type NamedValues, sumCounts } from "../../src/search/facet-sums.ts";
import type { Pools } from "../../src/search/pools.ts";
import type { Scope } from "../../src/tenancy/scope.ts";
import { openWorld } from "./world.ts";

const ordered = (counts: ReadonlyMap<string, number>): FacetCount[] =>
	[...counts].map(([value, count]) => ({ value, count })).sort(compareCounts);
const given = (counts: Record<string, number>): FacetCount[] => ordered(new Map(Object.entries(counts)));

describe("sums over two pools", () => {
	const pool = fc.dictionary(fc.constantFrom(..."abcdefghij"), fc.integer({ min: 1, max: 6 }));

	test("are exact, or say that more must be asked for", () => {
		let certain = 0;
		fc.assert(
			fc.property(
				pool,
				pool,
				fc.integer({ min: 1, max: 4 }),
				fc.integer({ min: 0, max: 4 }),
				(one, other, size, spare) => {
					const asked = size + spare;
					const sums = new Map(Object.entries(one));
					for (const [value, count] of Object.entries(other)) sums.set(value, (sums.get(value) ?? 0) + count);
					const listed = [one, other].map((counts) => ordered(new Map(Object.entries(counts))).slice(0, asked));
					const [mine, theirs] = listed.map((counts) => countsOf(counts, asked));
					const found = sumCounts(mine as NamedValues, theirs as NamedValues, size);
					if (found === null) return;
					certain += 1;
					expect(found).toEqual(ordered(sums).slice(0, size));
				},
			),
			{ numRuns: 3000 },
		);
		expect(certain).toBeGreaterThan(500);
	});

	test("are certain at once when both pools gave all they have", () => {
		const list = [{ value: "a", count: 2 }];
		expect(sumCounts(countsOf(list, 10), countsOf([{ value: "b", count: 5 }], 10), 5)).toEqual([
			{ value: "b", count: 5 },
			{ value: "a", count: 2 },
		]);
	});

	test("are exact after two more questions at most, which name few values", async () => {
		let [questions, named, asked] = [0, 0, 0];
		const store = (counts: Record<string, number>) => ({
			async retrieve({ facets: [wish] }: Pick<Plan, "facets">) {
				questions += 1;
				const { only = [], atLeast = 1 } = wish as FacetRequest;
				const wanted = given(counts).filter(({ value, count }) => only.includes(value) || count >= atLeast);
				asked += only.length;
				named = Math.max(named, wanted.length);
				return { facets: { company: wanted } };
			},
		});
		const many = fc.dictionary(fc.stringMatching(/^[ab\uffee\u{1f600}]{1,3}$/u), fc.integer({ min: 1, max: 9 }), {
			maxKeys: 60,
		});
		await fc.assert(
			fc.asyncProperty(many, many, fc.integer({ min: 1, max: 5 }), async (one, other, size) => {
				questions = 0;
				const sums = new Map(Object.entries(one));
				for (const [value, count] of Object.entries(other)) sums.set(value, (sums.get(value) ?? 0) + count);
				const first = (counts: Record<string, number>) => ({
					facets: { company: given(counts).slice(0, size * 2) },
				});
				const ask = { facets: [{ facet: "company", size: size * 2 }] };
				const counts = Promise.resolve({ ats: first(one), network: first(other) });
				const pools = { counts, ask: { ats: ask, network: ask } };
				const scope = { store: store(one), network: store(other) };
				const found = await countOverPools(scope as unknown as Scope, "company", size, pools as unknown as Pools);
				expect(found).toEqual(ordered(sums).slice(0, size));
				expect(questions).toBeLessThanOrEqual(4);
			}),
			{ numRuns: 500 },
		);
		expect(named).toBeGreaterThan(0);
		// Where all have the same few, order alone tells who is shown: none of the thousands behind is asked about.
		asked = 0;
		const flat = (letter: string) =>
			Object.fromEntries(Array.from({ length: 2000 }, (_, at) => [`${letter}${1000 + at}`, 2]));
		const [one, other] = [{ ...flat("n"), ...flat("a") }, flat("n")];
		const first = (counts: Record<string, number>) => ({ facets: { company: given(counts).slice(0, 2500) } });
		const ask = { facets: [{ facet: "company", size: 2500 }] };
		const pools = {
			counts: Promise.resolve({ ats: first(one), network: first(other) }),
			ask: { ats: ask, network: ask },
		};
		const scope = { store: store(one), network: store(other) };
		const found = await countOverPools(scope as unknown as Scope, "company", 10, pools as unknown as Pools);
		expect(found.map(({ value, count }) => [value, count])).toEqual(
			Array.from({ length: 10 }, (_, at) => [`n${1000 + at}`, 4]),
		);
		expect(asked).toBe(0);
	});

	test("ask again for everything where the most frequent do not decide", async () => {
		// Ten values in one pool and ten others in the other, each once; the eleventh of both together comes first.
		const skill = (name: string) => [{ name }];
		const people = (letter: string) =>
			Array.from({ length: 12 }, (_, index) => `${letter}${String(index).padStart(2, "0")}`);
		const world = await openWorld({
			candidates: people("a")
				.map((name) => ({ id: name, resume: { skills: [...skill(name), ...skill("zz")] } }))
				.slice(0, 7),
			profiles: people("b")
				.map((name) => ({ id: name, resume: { skills: [...skill(name), ...skill("zz")] } }))
				.slice(0, 7),
		});
		const { facets } = await world.find("", { facets: ["skill"], facetSize: 1 });
		expect(facets.skill).toEqual([{ value: "zz", label: "zz", count: 14 }]);
		const { facets: two } = await world.find("", { facets: ["skill"], facetSize: 2 });
		expect(two.skill?.map(({ count }) => count)).toEqual([14, 1]);
	});
});

test("labels and the histogram of years", async () => {
	const world = await openWorld({
		candidates: [
			{
				id: "c1",
				resume: {
					basics: { location: { city: "Lyon", countryCode: "FR" } },
					work: [{ position: "Nurse", startDate: "2018-06" }],
					education: [{ studyType: "Master of Science" }],
					languages: [{ language: "German" }],
				},
			},
			{ id: "c2", resume: {} },
		],
	});
	const { facets } = await world.find("", { facets: ["country", "city", "education", "language", "years", "title"] });
	expect(facets).toEqual({
		country: [{ value: "FR", label: "France", count: 1 }],
		city: [{ value: "Lyon", label: "Lyon", count: 1 }],
		education: [{ value: "master", label: "Master's degree", count: 1 }],
		language: [{ value: "de", label: "German", count: 1 }],
		years: [{ value: "5", label: "5 to under 10 years", count: 1 }],
		title: [{ value: "Registered Nurse", label: "Registered Nurse", count: 1 }],
	});
});
