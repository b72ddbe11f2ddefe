import { beforeAll, expect, test } from "vitest";
import type { Store } from "../../src/engine/port.ts";
import { person, planOf } from "./people.ts";
import { describeEngines } from "./worlds.ts";

describeEngines("suggestions", ({ freshStore }) => {
	let store: Store;
	const facets = (skill: string[], company: string[] = []) => ({ facets: { skill, company } });

	beforeAll(async () => {
		store = await freshStore();
		await store.write([
			person("a", { body: "kubernetes kubernetes skill:java ann@example.com" }, facets(["Java", "Machine Learning"])),
			person("b", { body: "kubernetes kubernetis" }, facets(["Java", "JavaScript"], ["ACME, Java Works"])),
			person("c", { body: "cubernetes kubern" }, facets(["Perl", "Java"], ["Java Works"])),
		]);
	});

	test("values are completed from any of their words, most frequent first, ties in byte order", async () => {
		expect(await store.suggest("java", 10, { facet: "skill" })).toEqual([
			{ word: "Java", documents: 3 },
			{ word: "JavaScript", documents: 1 },
		]);
		expect(await store.suggest("learn", 10, { facet: "skill" })).toEqual([{ word: "Machine Learning", documents: 1 }]);
		expect(await store.suggest("java w", 10, { facet: "company" })).toEqual([
			{ word: "ACME, Java Works", documents: 1 },
			{ word: "Java Works", documents: 1 },
		]);
		expect(await store.suggest("machine p", 10, { facet: "skill" })).toEqual([]);
		expect(await store.suggest("java", 1, { facet: "skill" })).toHaveLength(1);
		expect(await store.suggest("java", 0, { facet: "skill" })).toEqual([]);
	});

	test("words that resemble a text: not the text itself, no concepts and no addresses", async () => {
		expect(await store.suggest("kubernetes", 10, { edits: 1 })).toEqual([
			{ word: "cubernetes", documents: 1 },
			{ word: "kubernetis", documents: 1 },
		]);
		expect(await store.suggest("kubenretes", 10, { edits: 1 })).toEqual([{ word: "kubernetes", documents: 2 }]);
		expect(await store.suggest("skil:java", 10, { edits: 2 })).toEqual([]);
		expect(await store.suggest("nobody", 10, { edits: 2 })).toEqual([]);
	});

	test("values and words that nobody has any more are gone at once", async () => {
		const own = await freshStore();
		await own.write([person("a", { body: "docker" }, facets(["Docker", "Java"])), person("b", {}, facets(["Java"]))]);
		expect(await own.suggest("docke", 10, { edits: 1 })).toHaveLength(1);
		expect(await own.suggest("d", 10, { facet: "skill" })).toEqual([{ word: "Docker", documents: 1 }]);
		await own.write([person("a", { body: "podman" }, facets(["Podman", "Java"]))]);
		expect(await own.suggest("d", 10, { facet: "skill" })).toEqual([]);
		expect(await own.suggest("docke", 10, { edits: 1 })).toEqual([]);
		expect(await own.suggest("j", 10, { facet: "skill" })).toEqual([{ word: "Java", documents: 2 }]);
		await own.write([{ op: "delete", collection: "person", id: "b" }]);
		expect(await own.suggest("j", 10, { facet: "skill" })).toEqual([{ word: "Java", documents: 1 }]);
	});

	test("more values than are looked through one by one", async () => {
		const many = await freshStore();
		const name = (index: number) => `Firm ${index} of ${index % 2 === 0 ? "Even" : "Odd"} Street`;
		const people = Array.from({ length: 3000 }, (_, index) => person(`p${index}`, {}, facets([], [name(index)])));
		await many.write(people.slice(0, 2500));
		expect(await many.suggest("even", 5000, { facet: "company" })).toHaveLength(1250);
		await many.write(people.slice(2500));
		expect(await many.suggest("odd st", 5000, { facet: "company" })).toHaveLength(1500);
		expect(await many.suggest("firm 2999", 5, { facet: "company" })).toEqual([{ word: name(2999), documents: 1 }]);
	});

	test("the same letters of many values, asked again, tell of who came and went since", async () => {
		const many = await freshStore();
		const at = (id: string, firm: number) => person(id, {}, facets([], [`Firm ${1000 + firm}`]));
		await many.write(Array.from({ length: 400 }, (_, index) => at(`p${index}`, index)));
		const first = () => many.suggest("f", 2, { facet: "company" });
		expect(await first()).toEqual([
			{ word: "Firm 1000", documents: 1 },
			{ word: "Firm 1001", documents: 1 },
		]);
		await many.write([at("a", 7), at("b", 7), at("c", 300)]);
		expect(await first()).toEqual([
			{ word: "Firm 1007", documents: 3 },
			{ word: "Firm 1300", documents: 2 },
		]);
		await many.write([
			{ op: "delete", collection: "person", id: "a" },
			at("b", 8),
			{ op: "delete", collection: "person", id: "p300" },
		]);
		expect(await first()).toEqual([
			{ word: "Firm 1008", documents: 2 },
			{ word: "Firm 1000", documents: 1 },
		]);
	});

	test("what cannot be looked through is refused", async () => {
		const wrong = { facet: "shoe size" } as never;
		await expect(store.suggest("a", 1, wrong)).rejects.toMatchObject({ code: "invalid-field" });
		await expect(store.suggest("a", 1, { edits: 3 as never })).rejects.toMatchObject({ code: "invalid-field" });
	});
});

describeEngines("bands", ({ freshStore }) => {
	const at = (id: string, updatedAt: number | null) => person(id, {}, { columns: { updatedAt } });

	test("count each person in the last that is not above the value", async () => {
		const store = await freshStore();
		await store.write([at("a", 0), at("b", 9), at("c", 10), at("d", 99), at("e", null), at("f", -5)]);
		const { bands } = await store.retrieve(planOf({ bands: [{ column: "updatedAt", starts: [0, 10, 50] }] }));
		expect(bands).toEqual([[2, 1, 1]]);
		expect((await store.retrieve(planOf())).bands).toEqual([]);
	});

	test("are refused where they do not ascend or are no numbers", async () => {
		const store = await freshStore();
		for (const starts of [[1, 1], [2, 1], [Number.NaN], [Number.POSITIVE_INFINITY]])
			await expect(store.retrieve(planOf({ bands: [{ column: "years", starts }] }))).rejects.toMatchObject({
				code: "invalid-plan",
			});
	});
});
