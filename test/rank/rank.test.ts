import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { COLUMNS, type Column, TEXT_FIELDS, WAYS } from "../../src/domain/document.ts";
import { contributions, sideOf } from "../../src/rank/contributions.ts";
import { type Evidence, explain } from "../../src/rank/explain.ts";
import type { AskedGroup, Pool, PoolName, PoolRows, RankInput } from "../../src/rank/pool.ts";
import { rank } from "../../src/rank/rank.ts";
import { loadProfiles } from "../../src/search/profiles.ts";

const profile = loadProfiles().get("default.v1", null);
const AS_OF = Date.UTC(2026, 0, 1);

interface Row {
	readonly id: string;
	/** Per group: the fields it stands in. */
	readonly fields: readonly (readonly (typeof TEXT_FIELDS)[number][])[];
	readonly alternatives?: readonly number[];
	readonly body?: readonly number[];
	readonly columns?: Partial<Record<Column, number>>;
}

function rowsOf(groups: number, rows: readonly Row[]): PoolRows {
	const columns = new Float64Array(rows.length * COLUMNS.length).fill(Number.NaN);
	const masks = new Uint16Array(rows.length * groups);
	const alternatives = new Uint8Array(rows.length * groups);
	const bodyFrequencies = new Uint8Array(rows.length * groups);
	const ways = new Uint8Array(rows.length * groups * WAYS);
	for (const [index, row] of rows.entries()) {
		for (const [column, value] of Object.entries(row.columns ?? {}))
			columns[index * COLUMNS.length + COLUMNS.indexOf(column as Column)] = value;
		for (let group = 0; group < groups; group++) {
			const alternative = row.alternatives?.[group] ?? 0;
			for (const field of row.fields[group] ?? []) {
				const bit = TEXT_FIELDS.indexOf(field);
				masks[index * groups + group] = (masks[index * groups + group] ?? 0) | (1 << bit);
				ways[(index * groups + group) * WAYS + bit] = alternative + 1;
			}
			alternatives[index * groups + group] = alternative;
			bodyFrequencies[index * groups + group] = row.body?.[group] ?? 0;
		}
	}
	return {
		ids: rows.map(({ id }) => id),
		masks,
		alternatives,
		bodyFrequencies,
		ways,
		bodyLengths: new Uint32Array(rows.length).fill(100),
		columns,
	};
}

const poolOf = (name: PoolName, groups: number, rows: readonly Row[], statistics: Partial<Pool> = {}): Pool => ({
	name,
	rows: rowsOf(groups, rows),
	population: 100,
	documents: Array.from({ length: groups }, () => 10),
	averageBodyLength: 100,
	...statistics,
});

const group = (clause: string, rest: Partial<AskedGroup> = {}): AskedGroup => ({
	clause,
	weight: 1,
	needed: true,
	alternatives: [
		{ weight: 1, label: null, related: false },
		{ weight: 0.5, label: "Other", related: false },
	],
	...rest,
});

const inputOf = (pools: readonly Pool[], groups: readonly AskedGroup[], rest: Partial<RankInput> = {}): RankInput => ({
	pools,
	asked: { groups, years: null, seniority: null, asOf: AS_OF },
	profile,
	...rest,
});

const idsOf = (input: RankInput) => {
	const ranked = rank(input);
	return Array.from({ length: ranked.length }, (_, place) => ranked.at(place).id);
};

describe("the order", () => {
	test("a better field, a literal word, and more parts come first", () => {
		const rows: Row[] = [
			{ id: "mention", fields: [["body"]], body: [1] },
			{ id: "past", fields: [["pastTitle"]] },
			{ id: "skill", fields: [["skill"]] },
			{ id: "current", fields: [["currentTitle"]] },
			{ id: "current-by-another-name", fields: [["currentTitle"]], alternatives: [1] },
			{ id: "both-parts", fields: [["pastTitle"], ["body"]], body: [0, 1] },
		];
		const order = idsOf(inputOf([poolOf("ats", 2, rows)], [group("java"), group("sql")]));
		expect(order).toEqual(["both-parts", "current", "skill", "past", "mention", "current-by-another-name"]);
	});

	test("a rare part tells more than a common one", () => {
		const rows: Row[] = [
			{ id: "common", fields: [["skill"], []] },
			{ id: "rare", fields: [[], ["skill"]] },
		];
		const pool = poolOf("ats", 2, rows, { documents: [90, 2] });
		expect(idsOf(inputOf([pool], [group("java"), group("cobol")]))).toEqual(["rare", "common"]);
	});

	test("the size of a pool does not matter: a full answer is worth the same in both", () => {
		const full: Row = { id: "x", fields: [["skill"], ["currentTitle"]] };
		const small = poolOf("ats", 2, [full], { population: 12, documents: [6, 6] });
		const large = poolOf("network", 2, [full], { population: 1_000_000, documents: [900, 900] });
		const ranked = rank(inputOf([small, large], [group("java"), group("lead")]));
		expect(ranked.at(0).score).toBe(ranked.at(1).score);
		expect([ranked.at(0).pool, ranked.at(1).pool]).toEqual(["ats", "network"]);
	});

	test("nor do the weights of parts: what a full answer is worth in coverage is told by the query alone", () => {
		const full: Row = { id: "x", fields: [["skill"], ["currentTitle"]] };
		const small = poolOf("ats", 2, [full], { population: 12, documents: [11, 1] });
		const large = poolOf("network", 2, [full], { population: 1_000_000, documents: [900, 90_000] });
		const asked = [
			{ ...group("java"), weight: 4 },
			{ ...group("lead"), weight: 0.25 },
		];
		const input = { ...inputOf([small, large], asked), profile: loadProfiles().get("default.v3", null) };
		const worth = input.pools.map((pool) => {
			let value = 0;
			contributions(input, sideOf(input, pool), (feature, _group, _side, points) => {
				if (feature === "coverage") value += points;
			});
			return value;
		});
		expect(worth[0]).toBeCloseTo(4.25, 9);
		expect(worth[1]).toBeCloseTo(4.25, 9);
	});

	test("is total: equal scores go by pool and id", () => {
		const same = (id: string): Row => ({ id, fields: [["skill"]] });
		const input = inputOf(
			[poolOf("ats", 1, ["b", "a", "C"].map(same)), poolOf("network", 1, ["A"].map(same))],
			[group("java")],
		);
		expect(idsOf(input)).toEqual(["C", "a", "b", "A"]);
	});

	test("nobody is nobody", () => {
		expect(rank(inputOf([], [])).length).toBe(0);
		expect(rank(inputOf([poolOf("ats", 0, [])], [])).length).toBe(0);
	});
});

describe("the evidence of a matched person", () => {
	const input = inputOf(
		[poolOf("ats", 1, [{ id: "c", fields: [["skill", "currentTitle"]], columns: { confidence: 0.4, openToWork: 1 } }])],
		[group("java"), group("sql")].slice(0, 1),
	);
	const explanation = explain(input, rank(input).at(0), {
		match: (_, field) =>
			field === "skill"
				? { pool: "ats", words: "Java", places: [{ pointer: "/resume/skills/0/name", start: 0, end: 4 }] }
				: { pool: "network", words: null, places: [] },
		column: (column) => (column === "openToWork" ? "network" : "ats"),
	});

	test("names the record that each value comes from", () => {
		expect(explanation.contributions.map(({ feature, pool, text }) => [feature, pool, text])).toEqual([
			["match.currentTitle", "network", '"java" in current title, network profile'],
			["match.skill", "ats", '"java" in skills (Java)'],
			["coverage", "ats", "answers 1 of 1 part of the query"],
			["parseConfidence", "ats", "resume was read with confidence 0.4"],
			["openToWork", "network", "open to work"],
		]);
		expect(explanation.warnings[0]).toContain("low confidence (0.4)");
	});
});

const evidence: Evidence = { match: () => ({ pool: "ats", words: null, places: [] }), column: () => "ats" };

describe("any people", () => {
	const fields = fc.subarray([...TEXT_FIELDS]);
	const row = fc.record({
		fields: fc.tuple(fields, fields, fields),
		alternatives: fc.tuple(fc.nat(1), fc.nat(1), fc.nat(1)),
		body: fc.tuple(fc.nat(255), fc.nat(255), fc.nat(255)),
		columns: fc.record(
			{
				years: fc.float({ min: 0, max: 50, noNaN: true }),
				seniority: fc.nat(8),
				updatedAt: fc.integer({ min: 0, max: 2e12 }),
				confidence: fc.float({ min: 0, max: 1, noNaN: true }),
				openToWork: fc.nat(1),
			},
			{ requiredKeys: [] },
		),
	});
	const rows = fc.array(row, { maxLength: 12 }).map((list) => list.map((one, index) => ({ id: `p${index}`, ...one })));
	const statistics = fc.record({
		population: fc.constant(1000),
		documents: fc.tuple(
			fc.integer({ min: 0, max: 1000 }),
			fc.integer({ min: 0, max: 1000 }),
			fc.integer({ min: 0, max: 1000 }),
		),
	});

	test("have the sum of their contributions as score, to the bit", () => {
		fc.assert(
			fc.property(rows, rows, statistics, statistics, (atsRows, otherRows, atsStatistics, otherStatistics) => {
				const ats = poolOf("ats", 3, atsRows, atsStatistics);
				const network = poolOf("network", 3, otherRows, otherStatistics);
				const groups = [group("a"), group("b", { needed: false }), group("c")];
				const asked = { groups, years: { min: 3, max: 8 }, seniority: 4, asOf: AS_OF };
				const input = inputOf([ats, network], groups, { asked });
				const ranked = rank(input);
				expect(ranked.length).toBe(atsRows.length + otherRows.length);
				let before = Number.POSITIVE_INFINITY;
				for (let place = 0; place < ranked.length; place++) {
					const person = ranked.at(place);
					const { contributions, score } = explain(input, person, evidence);
					let sum = 0;
					for (const { points } of contributions) sum += points;
					expect(sum).toBe(person.score);
					expect(score).toBe(person.score);
					expect(person.score).toBeLessThanOrEqual(before);
					before = person.score;
				}
			}),
			{ numRuns: 400 },
		);
	});

	test("do not depend on the order in which they come", () => {
		fc.assert(
			fc.property(rows, (list) => {
				const input = (people: readonly Row[]) =>
					inputOf([poolOf("ats", 3, people)], [group("a"), group("b"), group("c")]);
				expect(idsOf(input(list.toReversed()))).toEqual(idsOf(input(list)));
			}),
		);
	});
});
