import { beforeAll, describe, expect, test } from "vitest";
import { COLUMNS, TEXT_FIELDS, WAYS } from "../../src/domain/document.ts";
import { type Change, type Group, type Plan, type Store, WITHOUT_FIELD } from "../../src/engine/port.ts";
import { group, person, planOf, SCORING, word } from "./people.ts";
import { describeEngines } from "./worlds.ts";

const bit = (field: (typeof TEXT_FIELDS)[number]): number => 1 << TEXT_FIELDS.indexOf(field);

describeEngines("coverage and scores", ({ freshStore }) => {
	let store: Store;
	const GROUPS: readonly Group[] = ["a", "b", "c", "d"].map((text) => group(word(text)));
	const cover = (minimum: number, people: number, parts: Partial<Plan> = {}) =>
		store.retrieve(planOf({ groups: GROUPS, coverage: { minimum, people }, ...parts }));

	beforeAll(async () => {
		store = await freshStore();
		const texts = { full1: "a b c d", full2: "d c b a", three: "a b c", two1: "a b", two2: "c d", one: "a", none: "x" };
		await store.write(Object.entries(texts).map(([id, body]) => person(id, { body })));
	});

	describe("tiers", () => {
		test("open downward until enough people are in", async () => {
			const seen = await Promise.all([1, 2, 3, 4, 6].map((people) => cover(1, people)));
			expect(seen.map(({ coverage, total, totalFull }) => [coverage, total, totalFull])).toEqual([
				[4, 2, 2],
				[4, 2, 2],
				[3, 3, 2],
				[2, 5, 2],
				[1, 6, 2],
			]);
		});
		test("never open below the minimum", async () => {
			const { coverage, total, rows } = await cover(3, 100);
			expect([coverage, total, [...rows.ids].sort()]).toEqual([3, 3, ["full1", "full2", "three"]]);
		});
		test("a minimum of 0 lets everybody in who passes the filter", async () => {
			const { coverage, total, totalFull } = await cover(0, 1);
			expect([coverage, total, totalFull]).toEqual([0, 7, 2]);
			const one = await cover(0, 0, { limit: 0, alsoFor: ["one"] });
			expect([one.total, one.totalFull, one.also.ids]).toEqual([7, 2, ["one"]]);
		});
		test("count a group as often as it says; one that counts 0 times only scores", async () => {
			const counts = [2, 1, 0, 1] as const;
			const groups = GROUPS.map((one, index) => ({ ...one, counts: counts[index] ?? 1 }));
			const tier = async (minimum: number, people: number) => {
				const { coverage, total, totalFull, rows } = await cover(minimum, people, { groups });
				return [coverage, total, totalFull, [...rows.ids].sort()];
			};
			// All but c: full1 and full2. A counts as two: with b it is worth as much as three others.
			expect(await tier(4, 1)).toEqual([4, 2, 2, ["full1", "full2"]]);
			expect(await tier(1, 3)).toEqual([3, 4, 2, ["full1", "full2", "three", "two1"]]);
			expect(await tier(1, 5)).toEqual([2, 5, 2, ["full1", "full2", "one", "three", "two1"]]);
			expect(await tier(1, 6)).toEqual([1, 6, 2, ["full1", "full2", "one", "three", "two1", "two2"]]);
			await expect(cover(5, 1, { groups })).rejects.toMatchObject({ code: "invalid-plan" });
			const { rows } = await cover(1, 3, { groups });
			const [three, two] = ["three", "two1"].map((id) => rows.scores[rows.ids.indexOf(id)] as number);
			expect(three).toBeGreaterThan(two as number);
		});
		test("do not depend on the page asked for", async () => {
			const whole = await cover(1, 4);
			const page = await cover(1, 4, { offset: 1, limit: 2 });
			expect(page.rows.ids).toEqual(whole.rows.ids.slice(1, 3));
			expect([page.total, page.coverage]).toEqual([whole.total, whole.coverage]);
			expect((await cover(1, 4, { limit: 0 })).rows.ids).toEqual([]);
			expect((await cover(1, 4, { offset: 99 })).rows.ids).toEqual([]);
		});
		test("count only who passes the filter and is not excluded", async () => {
			const { coverage, total, totalFull } = await cover(1, 2, {
				filter: { op: "not", of: word("x") },
				exclude: ["full1", "nobody"],
			});
			expect([coverage, total, totalFull]).toEqual([3, 2, 1]);
		});
	});

	describe("exclude and alsoFor", () => {
		test("the excluded are in no result, total, facet or link, but keep their part in the statistics", async () => {
			const all = await cover(1, 1);
			const some = await cover(1, 1, { exclude: ["full2"] });
			expect([some.rows.ids, some.total]).toEqual([["full1"], 1]);
			expect([some.population, some.groups]).toEqual([all.population, all.groups]);
			expect(some.rows.scores[0]).toBe(all.rows.scores[all.rows.ids.indexOf("full1")]);
		});
		test("match data is given for those asked for, if they are in the tier, excluded or not", async () => {
			const { also, rows } = await cover(1, 2, {
				limit: 1,
				exclude: ["full2"],
				alsoFor: ["three", "two1", "full2", "nobody", "three"],
			});
			expect(also.ids).toEqual(["three", "full2"]);
			expect(also.masks).toHaveLength(2 * GROUPS.length);
			expect(rows.ids).toHaveLength(1);
		});
	});

	describe("rows", () => {
		let titled: Store;
		beforeAll(async () => {
			titled = await freshStore();
			await titled.write([
				person(
					"x",
					{ currentTitle: "java", body: "java java python" },
					{ columns: { years: 3, updatedAt: 1.7e12 }, link: "n-1", facets: { tag: ["hot"] } },
				),
				person("y", { body: "python" }),
			]);
		});
		test("say where and how often the best alternative stands, and what is known of the person", async () => {
			const groups: Group[] = [
				{
					weight: 1,
					alternatives: [
						{ node: word("python"), weight: 0.1 },
						{ node: word("java"), weight: 1 },
					],
				},
				group({ op: "facet", facet: "tag", values: ["hot"] }),
			];
			const { rows, averageBodyLength } = await titled.retrieve(planOf({ groups }));
			expect(rows.ids).toEqual(["x", "y"]);
			expect([...rows.masks]).toEqual([bit("currentTitle") | bit("body"), WITHOUT_FIELD, bit("body"), 0]);
			expect([...rows.alternatives]).toEqual([1, 0, 0, 0]);
			expect([...rows.bodyFrequencies]).toEqual([2, 0, 1, 0]);
			expect([...rows.bodyLengths]).toEqual([3, 1]);
			expect(rows.links).toEqual(["n-1", null]);
			expect(averageBodyLength).toBe(2);
			const column = (name: (typeof COLUMNS)[number], row: number) =>
				rows.columns[row * COLUMNS.length + COLUMNS.indexOf(name)];
			expect([column("years", 0), column("updatedAt", 0), column("years", 1), column("confidence", 0)]).toEqual([
				3,
				1.7e12,
				Number.NaN,
				Number.NaN,
			]);
		});
		test("say of each field, and of none, the heaviest alternative there, of the body the one that is worth most", async () => {
			const both: Group = {
				weight: 1,
				alternatives: [
					{ node: { op: "facet", facet: "tag", values: ["hot"] }, weight: 0.3 },
					{ node: { op: "or", of: [word("java"), word("python")] }, weight: 0.5 },
					{ node: word("python"), weight: 0.9 },
					{ node: word("python"), weight: 0.9 },
				],
			};
			const { rows } = await titled.retrieve(planOf({ groups: [both] }));
			const ways = (row: number) =>
				[...TEXT_FIELDS, "none"].flatMap((field, index) => {
					const way = rows.ways[row * WAYS + index] ?? 0;
					return way === 0 ? [] : [[field, way - 1]];
				});
			expect(rows.ids).toEqual(["x", "y"]);
			expect([ways(0), ways(1)]).toEqual([
				[
					["currentTitle", 1],
					["body", 2],
					["none", 0],
				],
				[["body", 2]],
			]);
			expect([[...rows.alternatives], [...rows.bodyFrequencies]]).toEqual([
				[2, 2],
				[1, 1],
			]);
		});
		test("are scored as the port says", async () => {
			const { k1, b, fieldWeights, coverageWeight } = SCORING;
			const { rows } = await titled.retrieve(
				planOf({ groups: [{ weight: 2, alternatives: [{ node: word("java"), weight: 0.5 }] }] }),
			);
			const idf = Math.log(1 + (2 - 1 + 0.5) / (1 + 0.5));
			const body = (2 * (k1 + 1)) / (2 + k1 * (1 - b + (b * 3) / 2));
			expect(rows.scores[0]).toBeCloseTo(
				2 * idf * 0.5 * (fieldWeights.currentTitle + fieldWeights.body * body) + coverageWeight,
				12,
			);
			expect(rows.scores[1]).toBe(0);
		});
		test("what stands in no field scores by a weight of its own", async () => {
			const groups: Group[] = [
				{ weight: 1, alternatives: [{ node: { op: "facet", facet: "tag", values: ["HOT"] }, weight: 0.5 }] },
			];
			const { rows } = await titled.retrieve(planOf({ groups, scoring: { ...SCORING, withoutField: 3 } }));
			const idf = Math.log(1 + (2 - 1 + 0.5) / (1 + 0.5));
			expect(rows.scores[0]).toBeCloseTo(idf * 0.5 * 3 + SCORING.coverageWeight, 12);
			expect(rows.scores[1]).toBe(0);
		});
		test("the words of a part of a condition are taken together", async () => {
			const both: Group = group({
				op: "and",
				of: [word("java"), { op: "or", of: [word("python"), word("java")] }, { op: "not", of: word("cobol") }],
			});
			const { rows } = await titled.retrieve(planOf({ groups: [both], coverage: { minimum: 1, people: 1 } }));
			expect([rows.ids, [...rows.masks], [...rows.bodyFrequencies]]).toEqual([
				["x"],
				[bit("currentTitle") | bit("body")],
				[2],
			]);
		});
		test("frequencies stop at 255", async () => {
			const long = await freshStore();
			await long.write([person("x", { body: "go ".repeat(300).trim() })]);
			const { rows } = await long.retrieve(
				planOf({ groups: [group(word("go")), group({ op: "or", of: [word("go"), word("go")] })] }),
			);
			expect([...rows.bodyFrequencies]).toEqual([255, 255]);
		});
	});

	test("ties are in the byte order of ids", async () => {
		const tied = await freshStore();
		const ids = ["b", "a", "\u{1f600}", "\uffee", "B", "10", "9"];
		await tied.write(ids.map((id) => person(id, { body: "same" }) as Change));
		const { rows } = await tied.retrieve(planOf({ groups: [group(word("same"))], limit: 5 }));
		expect(rows.ids).toEqual(["10", "9", "B", "a", "b"]);
	});

	describe("an empty store", () => {
		test("answers with nothing", async () => {
			const answer = await (await freshStore()).retrieve(
				planOf({ groups: GROUPS, facets: [{ facet: "skill", size: 3 }], yearsStep: 5 }),
			);
			expect(answer).toMatchObject({
				population: 0,
				total: 0,
				totalFull: 0,
				averageBodyLength: 0,
				facets: { skill: [] },
				years: [],
				linked: 0,
				linkedProfiles: [],
			});
		});
	});
});
