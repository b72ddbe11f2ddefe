import { beforeAll, expect, test } from "vitest";
import type { Listed, Store } from "../../src/engine/port.ts";
import { group, person, plain, planOf, word } from "./people.ts";
import { describeEngines } from "./worlds.ts";

describeEngines("facets", ({ name, freshStore }) => {
	let store: Store;

	beforeAll(async () => {
		store = await freshStore();
		await store.write([
			person(
				"a",
				{ body: "x" },
				{ facets: { skill: ["Java", "SQL", "Java"], country: ["DE"] }, columns: { years: 0 }, link: "p-2" },
			),
			person("b", { body: "x" }, { facets: { skill: ["java", "SQL"] }, columns: { years: 9.9 }, link: "p-10" }),
			person("c", { body: "x" }, { facets: { skill: ["Perl"], country: ["AT"] }, columns: { years: 10 }, link: "p-2" }),
			person("d", { body: "y" }, { facets: { skill: ["Perl", "Go"] } }),
		]);
	});

	test("who is found may be told before they are counted, and is the same then", async () => {
		const many = await freshStore();
		await many.write(
			Array.from({ length: 1200 }, (_, at) => person(`p${at}`, { body: "x" }, { facets: { skill: [`s${at % 7}`] } })),
		);
		const plan = planOf({ filter: word("x"), limit: 3, facets: [{ facet: "skill", size: 2 }], yearsStep: 5 });
		const told: Listed[] = [];
		const whole = await many.retrieve(plan, (list) => told.push(list));
		expect(whole.facets.skill).toEqual([
			{ value: "s0", count: 172 },
			{ value: "s1", count: 172 },
		]);
		const { facets, years, bands } = whole;
		expect(told.map((list) => plain({ ...list, facets, years, bands }))).toEqual(
			name === "embedded" ? [plain(whole)] : [],
		);
		expect(told.every((list) => !("facets" in list))).toBe(true);
		expect(plain(await many.retrieve(plan))).toEqual(plain(whole));
	});

	test("are counted over all results, as written, each once for a person, ties in byte order", async () => {
		const plan = planOf({
			filter: word("x"),
			limit: 1,
			facets: [
				{ facet: "skill", size: 10 },
				{ facet: "country", size: 10 },
				{ facet: "tag", size: 10 },
			],
		});
		expect((await store.retrieve(plan)).facets).toEqual({
			skill: [
				{ value: "SQL", count: 2 },
				{ value: "Java", count: 1 },
				{ value: "Perl", count: 1 },
				{ value: "java", count: 1 },
			],
			country: [
				{ value: "AT", count: 1 },
				{ value: "DE", count: 1 },
			],
			tag: [],
		});
	});

	test("give the most frequent values, as many as asked for", async () => {
		const answer = await store.retrieve(
			planOf({
				facets: [
					{ facet: "skill", size: 2 },
					{ facet: "city", size: 0 },
				],
			}),
		);
		expect(answer.facets).toEqual({
			skill: [
				{ value: "Perl", count: 2 },
				{ value: "SQL", count: 2 },
			],
			city: [],
		});
	});

	test("follow the tier and the excluded", async () => {
		const answer = await store.retrieve(
			planOf({
				groups: [group(word("x"))],
				coverage: { minimum: 1, people: 1 },
				exclude: ["b"],
				facets: [{ facet: "skill", size: 9 }],
				yearsStep: 5,
				linkedProfiles: true,
			}),
		);
		expect(answer.facets.skill?.map(({ value }) => value)).toEqual(["Java", "Perl", "SQL"]);
		expect(answer.years).toEqual([
			{ from: 0, count: 1 },
			{ from: 10, count: 1 },
		]);
		expect([answer.linked, answer.linkedProfiles]).toEqual([2, ["p-2"]]);
	});

	test("years are counted in steps; the unknown are in none", async () => {
		expect((await store.retrieve(planOf({ yearsStep: 5 }))).years).toEqual([
			{ from: 0, count: 1 },
			{ from: 5, count: 1 },
			{ from: 10, count: 1 },
		]);
		expect((await store.retrieve(planOf())).years).toEqual([]);
	});

	test("profiles of the results are each given once, in byte order, where they are wanted", async () => {
		const wanted = planOf({ limit: 0, linkedProfiles: true });
		const { linked, linkedProfiles } = await store.retrieve(wanted);
		expect([linked, linkedProfiles]).toEqual([3, ["p-10", "p-2"]]);
		expect((await store.retrieve(wanted)).linkedProfiles).toEqual(["p-10", "p-2"]);
		const unwanted = await store.retrieve(planOf());
		expect([unwanted.linked, unwanted.linkedProfiles]).toEqual([3, []]);
	});

	test("only some values, where only these are wanted", async () => {
		const only = ["SQL", "Nothing", "Java"];
		const { facets } = await store.retrieve(planOf({ facets: [{ facet: "skill", size: 9, only }] }));
		const all = await store.retrieve(planOf({ facets: [{ facet: "skill", size: 9 }] }));
		expect(facets.skill).toEqual(all.facets.skill?.filter(({ value }) => only.includes(value)));
		expect(facets.skill).toHaveLength(2);
	});

	test("and all that so many people have, where those are wanted beside some", async () => {
		const asked = (atLeast: number) => planOf({ facets: [{ facet: "skill", size: 9, only: ["Go"], atLeast }] });
		const values = async (atLeast: number) =>
			(await store.retrieve(asked(atLeast))).facets.skill?.map(({ value, count }) => `${value} ${count}`);
		expect(await values(3)).toEqual(["Go 1"]);
		expect(await values(2)).toEqual(["Perl 2", "SQL 2", "Go 1"]);
		expect(await values(1)).toEqual(["Perl 2", "SQL 2", "Go 1", "Java 1", "java 1"]);
		await expect(store.retrieve(asked(0))).rejects.toMatchObject({ code: "invalid-plan" });
	});

	test("how many results also pass one more condition, and nothing else depends on it", async () => {
		const plan = planOf({ groups: [group(word("x"))], coverage: { minimum: 1, people: 1 }, exclude: ["b"] });
		const all = await store.retrieve(plan);
		expect(all.narrowed).toBe(all.total);
		const inGermany = await store.retrieve({ ...plan, narrowed: { op: "facet", facet: "country", values: ["DE"] } });
		expect(inGermany).toEqual({ ...all, narrowed: 1 });
		expect(await store.retrieve({ ...plan, narrowed: { op: "range", column: "years", min: -Infinity } })).toEqual(all);
		expect(await store.retrieve({ ...plan, narrowed: word("y") })).toEqual({ ...all, narrowed: 0 });
	});

	test("of many values that as many people have, the first in byte order, also when more came since", async () => {
		const many = await freshStore();
		const name = (index: number) => `Firm ${(index * 7919) % 100_003}`;
		const at = (index: number) => person(`p${index}`, {}, { facets: { company: [name(index)] } });
		const names = Array.from({ length: 1600 }, (_, index) => name(index));
		const first = async () => (await many.retrieve(planOf({ facets: [{ facet: "company", size: 5 }] }))).facets.company;
		const expected = (values: readonly string[]) =>
			values
				.toSorted()
				.slice(0, 5)
				.map((value) => ({ value, count: 1 }));
		for (const size of [1500, 1510, 1600]) {
			await many.write(Array.from({ length: size }, (_, index) => at(index)));
			expect(await first()).toEqual(expected(names.slice(0, size)));
		}
		await many.write([person("new", {}, { facets: { company: ["Ａ", "Firm", "𠮷野"] } })]);
		expect(await first()).toEqual(expected([...names, "Firm"]));
	});

	test("a changed person counts as it is now", async () => {
		const own = await freshStore();
		await own.write([person("a", {}, { facets: { skill: ["Old", "Both"] } })]);
		const count = async () => (await own.retrieve(planOf({ facets: [{ facet: "skill", size: 9 }] }))).facets.skill;
		expect(await count()).toHaveLength(2);
		await own.write([person("a", {}, { facets: { skill: ["New", "Both"] } })]);
		expect(await count()).toEqual([
			{ value: "Both", count: 1 },
			{ value: "New", count: 1 },
		]);
		expect((await own.retrieve(planOf({ filter: { op: "facet", facet: "skill", values: ["old"] } }))).total).toBe(0);
	});
});
