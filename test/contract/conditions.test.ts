import { beforeAll, describe, expect, test } from "vitest";
import type { Node, Store } from "../../src/engine/port.ts";
import { filtered, group, person, phrase, planOf, word } from "./people.ts";
import { describeEngines } from "./worlds.ts";

describeEngines("conditions", ({ freshStore }) => {
	let store: Store;
	const who = async (node: Node): Promise<readonly string[]> => (await store.retrieve(filtered(node))).rows.ids;

	beforeAll(async () => {
		store = await freshStore();
		await store.write([
			person(
				"ann",
				{ name: "ann lee", currentTitle: "java developer", body: "i develop java and c++ for at&t" },
				{
					facets: { skill: ["Java", "C++"], country: ["DE"] },
					columns: { years: 5, seniority: 0 },
					link: "n-9",
				},
			),
			person(
				"bob",
				{ name: "bob lee", currentTitle: "developer", skill: "java | script", body: "developing things developing" },
				{
					facets: { skill: ["java"], city: ["Köln"] },
					columns: { years: 12.5 },
				},
			),
			person(
				"eva",
				{ name: "eva", pastTitle: "head of sales", body: "sales of the head of marketing of sales" },
				{
					language: "de",
					facets: { skill: ["Sales"] },
					columns: { years: null, latitude: -33.9 },
				},
			),
			person("nil", {}, { language: null }),
		]);
	});

	describe("words", () => {
		test("stand anywhere, or in the fields asked for", async () => {
			expect(await who(word("java"))).toEqual(["ann", "bob"]);
			expect(await who(word("java", "skill"))).toEqual(["bob"]);
			expect(await who(word("java", "currentTitle", "body"))).toEqual(["ann"]);
			expect(await who({ op: "word", word: "java", fields: [] })).toEqual([]);
			expect(await who(word("cobol"))).toEqual([]);
		});
		test("that come are found at once, also when the index was put together anew in between", async () => {
			const own = await freshStore();
			for (let number = 0; number < 24; number++) {
				await own.write([person(`p${number}`, { body: `w${number}` })]);
				expect((await own.retrieve(filtered(word(`w${number}`)))).total, `w${number}`).toBe(1);
			}
		});
		test("with signs are words", async () => {
			expect(await who(word("c++"))).toEqual(["ann"]);
			expect(await who(word("at&t"))).toEqual(["ann"]);
			expect(await who(word("c"))).toEqual([]);
		});
		test("that are empty match nobody, gaps included", async () => {
			expect(await who(word(""))).toEqual([]);
			expect(await who({ op: "phrase", words: [] })).toEqual([]);
			expect(await who({ op: "phrase", words: [""] })).toEqual([]);
			expect(await who({ op: "phrase", words: ["java", "", "script"] })).toEqual([]);
		});
	});

	describe("stems and prefixes", () => {
		const stem: Node = { op: "stem", word: "develops", stems: ["en:develop"] };
		test("stand for the words of the dictionary", async () => {
			expect(await who(stem)).toEqual(["ann", "bob"]);
			expect(await who({ ...stem, stems: ["de:develop"] })).toEqual([]);
			expect(await who({ op: "prefix", prefix: "mark" })).toEqual(["eva"]);
			expect(await who({ op: "prefix", prefix: "dev", fields: ["name"] })).toEqual([]);
		});
		test("follow the language of the text, also when nothing else changes", async () => {
			const own = await freshStore();
			const total = async () =>
				(await own.retrieve(filtered({ op: "stem", word: "develops", stems: ["en:develop"] }))).total;
			const seen: number[] = [];
			for (const language of ["en", "de", "en", null]) {
				await own.write([person("p", { body: "developing" }, { language })]);
				seen.push(await total());
			}
			expect(seen).toEqual([1, 0, 1, 1]);
		});
		test("stand for German compounds by their parts, of texts in German and in no known language", async () => {
			const own = await freshStore();
			for (const language of ["de", "en", null])
				await own.write([
					person(`${language}`, { body: `projektleiter${language === "en" ? "innen" : ""}` }, { language }),
				]);
			const having = async (key: string) =>
				(await own.retrieve(filtered({ op: "stem", word: ":none", stems: [key] }))).total;
			expect(await having("de-head:leiter")).toBe(2);
			expect(await having("de-part:projekt")).toBe(2);
			await own.write([{ op: "delete", collection: "person", id: "de" }]);
			expect(await having("de-head:leiter")).toBe(1);
		});
		test("say which words those were", async () => {
			const { groups } = await store.retrieve(
				planOf({ groups: [group(stem), group({ op: "prefix", prefix: "sa" }, word("java"))] }),
			);
			expect(groups).toEqual([
				{ documents: 2, words: ["develop", "developer", "developing", "develops"], added: [2] },
				{ documents: 3, words: ["sales"], added: [1, 2] },
			]);
		});
		test("count as one word: their frequencies add up", async () => {
			const { rows } = await store.retrieve(planOf({ groups: [group(stem)], coverage: { minimum: 1, people: 1 } }));
			expect(Object.fromEntries(rows.ids.map((id, row) => [id, rows.bodyFrequencies[row]]))).toEqual({
				ann: 1,
				bob: 2,
			});
		});
	});

	describe("phrases", () => {
		test("are words next to each other in this order in one field", async () => {
			expect(await who(phrase("head of sales"))).toEqual(["eva"]);
			expect(await who(phrase("sales head"))).toEqual([]);
			expect(await who(phrase("lee java"))).toEqual([]);
			expect(await who(phrase("java"))).toEqual(["ann", "bob"]);
		});
		test("of known words are found in people who came later", async () => {
			const own = await freshStore();
			await own.write([person("one", { body: "red green" })]);
			const having = async (node: Node) => (await own.retrieve(filtered(node))).total;
			expect(await having(phrase("red green"))).toBe(1);
			await own.write([person("two", { currentTitle: "green red", body: "red and green" })]);
			expect(await having(phrase("green red"))).toBe(1);
			expect(await having(phrase("green red", 1))).toBe(2);
			expect(await having({ op: "phrase", words: ["red", "green"], slop: 1, fields: ["body"] })).toBe(2);
		});
		test("do not cross a gap", async () => {
			expect(await who(phrase("java script"))).toEqual([]);
			expect(await who(phrase("java script", 5))).toEqual([]);
		});
		test("with slop stand near each other in any order", async () => {
			expect(await who(phrase("marketing head", 0))).toEqual([]);
			expect(await who(phrase("marketing head", 1))).toEqual(["eva"]);
			expect(await who(phrase("java i", 1))).toEqual(["ann"]);
			expect(await who(phrase("c++ i", 2))).toEqual([]);
			expect(await who(phrase("c++ i", 3))).toEqual(["ann"]);
			expect(await who(phrase("sales sales", 6))).toEqual(["eva"]);
			expect(await who(phrase("marketing marketing", 9))).toEqual([]);
		});
		test("with runs keep these together, before or behind the others", async () => {
			const own = await freshStore();
			await own.write([
				person("before", { body: "senior developer for java" }),
				person("behind", { body: "java for a senior developer" }),
				person("turned", { body: "developer senior for java" }),
				person("apart", { body: "senior java developer" }),
				person("elsewhere", { body: "senior developer | senior java developer" }),
				person("parted", { body: "senior developer | java" }),
				person("twice", { body: "senior developer or senior developer" }),
				person("far", { body: "senior developer who knows all of java" }),
			]);
			const having = async (words: string, slop: number, runs: readonly number[]) =>
				(await own.retrieve(filtered({ op: "phrase", words: words.split(" "), slop, runs }))).rows.ids;
			expect(await having("senior developer java", 2, [2, 1])).toEqual(["before", "behind"]);
			expect(await having("senior developer java", 4, [2, 1])).toEqual(["before", "behind", "far"]);
			expect(await having("java senior developer", 2, [1, 2])).toEqual(["before", "behind"]);
			expect(await having("senior developer or senior", 1, [2, 2])).toEqual(["twice"]);
			// Runs may have words in common.
			expect(await having("senior developer developer", 1, [2, 1])).toHaveLength(6);
			await own.write([
				person("later", { body: "java senior developer" }),
				person("not", { body: "developer java senior" }),
			]);
			expect(await having("senior developer java", 2, [2, 1])).toEqual(["before", "behind", "later"]);
		});
		test("count every place, also where they overlap", async () => {
			await store.write([person("lap", { body: "go go go | go up go" })]);
			const { rows } = await store.retrieve(
				planOf({ groups: [group(phrase("go go")), group(phrase("go go", 1))], coverage: { minimum: 1, people: 1 } }),
			);
			expect([rows.ids, [...rows.bodyFrequencies], [...rows.bodyLengths]]).toEqual([["lap"], [2, 3], [6]]);
			await store.write([{ op: "delete", collection: "person", id: "lap" }]);
		});
	});

	describe("facts", () => {
		test("facets match any value, folded", async () => {
			expect(await who({ op: "facet", facet: "skill", values: ["JAVA"] })).toEqual(["ann", "bob"]);
			expect(await who({ op: "facet", facet: "city", values: ["koln", "bonn"] })).toEqual(["bob"]);
			expect(await who({ op: "facet", facet: "city", values: [] })).toEqual([]);
		});
		test("of values that came later", async () => {
			const own = await freshStore();
			const inCity = (city: string) => own.retrieve(filtered({ op: "facet", facet: "city", values: [city] }));
			for (const city of ["Bonn", "Ulm", "Jena"]) {
				await own.write([person(city, {}, { facets: { city: [city] } })]);
				expect((await inCity(city)).total, city).toBe(1);
			}
		});
		test("ranges hold at both ends, and never for the unknown", async () => {
			expect(await who({ op: "range", column: "years", min: 5, max: 12.5 })).toEqual(["ann", "bob"]);
			expect(await who({ op: "range", column: "years", min: 5.1 })).toEqual(["bob"]);
			expect(await who({ op: "range", column: "seniority", max: 0 })).toEqual(["ann"]);
			expect(await who({ op: "range", column: "latitude", max: -1 })).toEqual(["eva"]);
			expect(await who({ op: "range", column: "years" })).toEqual(["ann", "bob"]);
			expect(await who({ op: "range", column: "years", min: Number.POSITIVE_INFINITY })).toEqual([]);
			expect(await who({ op: "range", column: "years", min: Number.NEGATIVE_INFINITY })).toEqual(["ann", "bob"]);
		});
		test("ids and links", async () => {
			expect(await who({ op: "ids", ids: ["eva", "nobody", "ann", "eva"] })).toEqual(["ann", "eva"]);
			expect(await who({ op: "linked" })).toEqual(["ann"]);
		});
	});

	describe("and, or, not", () => {
		const [java, sales] = [word("java"), word("sales")];
		test("combine", async () => {
			expect(await who({ op: "and", of: [java, word("developing")] })).toEqual(["bob"]);
			expect(await who({ op: "or", of: [{ op: "linked" }, sales] })).toEqual(["ann", "eva"]);
			expect(await who({ op: "not", of: java })).toEqual(["eva", "nil"]);
			expect(
				await who({
					op: "and",
					of: [
						{ op: "not", of: sales },
						{ op: "not", of: { op: "linked" } },
					],
				}),
			).toEqual(["bob", "nil"]);
		});
		test("of nothing: and holds, or does not", async () => {
			expect(await who({ op: "and", of: [] })).toEqual(["ann", "bob", "eva", "nil"]);
			expect(await who({ op: "or", of: [] })).toEqual([]);
		});
	});
});
