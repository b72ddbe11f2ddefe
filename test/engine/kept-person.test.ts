/** A person as the cluster engine keeps one: small, and still to the last word what is indexed. */
import { describe, expect, test } from "vitest";
import type { IndexedDocument } from "../../src/domain/document.ts";
import type { StoreAccess } from "../../src/engine/elasticsearch/head.ts";
import { relieve } from "../../src/engine/elasticsearch/kept-memory.ts";
import { PeopleCache } from "../../src/engine/elasticsearch/people-cache.ts";
import { documentOf, packed, personFrom } from "../../src/engine/elasticsearch/person.ts";
import { StoreKeys } from "../../src/engine/elasticsearch/store-keys.ts";
import type { View } from "../../src/engine/elasticsearch/view.ts";
import { tokensOf, WantedWords } from "../../src/engine/elasticsearch/wanted-words.ts";
import { KEY } from "../contract/worlds.ts";

const DOCUMENT: IndexedDocument = {
	language: "en",
	fields: { name: ["ann", "poe"], skill: ["java", "", "go"], body: ["java", "go", "java", "", "ann"] },
	facets: { skill: ["Java", "Go"], city: ["Bern"] },
	columns: { years: 5, openToWork: null },
	keys: [],
	link: "p-1",
};

describe("a person who is kept", () => {
	test("is what is indexed, to the last token, and in the same order", () => {
		const hostile = ["a\nb", "\n", "\u0001", "\u0001x", "\ud800", "\u{10ffff}", "", "\ufeff"];
		const documents: IndexedDocument[] = [
			DOCUMENT,
			{ ...DOCUMENT, fields: {}, link: null, keys: ["email:a@b.c"] },
			{ ...DOCUMENT, fields: { body: [], name: hostile, skill: ["", ""] } },
			{ ...DOCUMENT, fields: { body: Array.from({ length: 70_000 }, (_, at) => `w${(at * 7) % 69_000}`) } },
			{ ...DOCUMENT, access: { common: { note: [], facets: {}, columns: {} }, sections: [] } },
		];
		for (const document of documents) {
			const person = personFrom("p", document);
			expect(JSON.stringify(documentOf(person))).toBe(JSON.stringify(document));
			expect([person.id, person.facets, person.columns]).toEqual(["p", document.facets, document.columns]);
		}
		expect(personFrom("p", DOCUMENT).bodyLength).toBe(4);
	});
	test("has the words that are looked for where they stand, whatever they are", () => {
		const hostile = ["a\nb", "\u0001", "\u0001x", "\ud800", "b"];
		const wanted = new WantedWords([
			"java",
			"",
			...hostile,
			"nobody",
			...Array.from({ length: 300 }, (_, at) => `w${at}`),
		]);
		const person = personFrom("p", { ...DOCUMENT, fields: { body: ["java", "w7", "go", "", "java"], name: hostile } });
		const found = wanted.in(person);
		const at = (word: string) => [
			found.masks[wanted.numberOf(word) ?? 0],
			found.frequencies[wanted.numberOf(word) ?? 0],
		];
		expect([at("java"), at("w7"), at("go"), at("nobody"), at("w8")]).toEqual([
			[2048, 2],
			[2048, 1],
			[0, 0],
			[0, 0],
			[0, 0],
		]);
		for (const word of hostile) expect(at(word), word).toEqual([1, 0]);
		expect([...tokensOf(person, found, 11)].map((token) => token === wanted.numberOf("java"))).toEqual([
			true,
			false,
			false,
			false,
			true,
		]);
	});
});

describe("who was found", () => {
	const keys = new StoreKeys(KEY);
	/** Of an index that has it in columns, and of one that was made before. */
	let access: StoreAccess = { index: "i", keys, client: undefined as never, mapping: 3 };
	/** One in three as before mapping 3, one not to be joined with others. */
	const sealed = (id: string, place: string) => {
		if (id === "c") return keys.seal(JSON.stringify(DOCUMENT), place);
		return keys.seal(packed(id, DOCUMENT), place, id === "d" ? "alone" : "joined");
	};
	const sealedOf = (id: string) => {
		const esId = keys.id("person", id);
		const source = { name: keys.seal(id, `i/${esId}/id`), document: sealed(id, `i/${esId}`) };
		const order = [`code of ${id}`];
		if (access.mapping === 2) return { _id: esId, _source: source, fields: { order } };
		return { fields: { order, self: [esId], name: [source.name], document: [source.document] } };
	};
	/** A view that counts whom it is asked for. */
	function counting() {
		const asked: string[][] = [];
		const search = async ({ query }: { query: { bool: { filter: [unknown, { terms: { order: string[] } }] } } }) => {
			const { order } = query.bool.filter[1].terms;
			asked.push(order);
			return { hits: { hits: order.map((code) => sealedOf(code.replace("code of ", ""))) } };
		};
		return { asked, view: { access, search } as unknown as View };
	}
	const hit = (id: string, sequence = 1) => ({ order: `code of ${id}`, sequence });

	test("is read once, in the order of the hits, and anew in another version", async () => {
		const { asked, view } = counting();
		const cache = new PeopleCache(10);
		await cache.get(view, [hit("a"), hit("b")], "");
		const people = await cache.get(view, [hit("b"), hit("c"), hit("a", 2)], "");
		expect(people.map(({ id }) => id)).toEqual(["b", "c", "a"]);
		expect(asked).toEqual([
			["code of a", "code of b"],
			["code of c", "code of a"],
		]);
	});
	test.each([3, 2])(
		"is whole in whatever form it was sealed, mapping %i, and one that was changed is no one",
		async (mapping) => {
			access = { ...access, mapping };
			const { view } = counting();
			const cache = new PeopleCache(10);
			for (const ids of [["a", "b"], ["c"], ["d", "e"], ["f", "g", "c"]]) {
				const people = await cache.get(
					view,
					ids.map((id) => hit(id)),
					null,
				);
				expect(people.map((one) => [one.id, documentOf(one)])).toEqual(ids.map((id) => [id, DOCUMENT]));
			}
			const all = ["a", "b"].map((id) => ({ sealed: sealed(id, id), place: "a" }));
			expect(() => keys.unsealAll(all, () => 0)).toThrowError(expect.objectContaining({ code: "store-corrupt" }));
		},
	);
	test("R5: of one asker makes no question of another faster, and of none is not kept", async () => {
		const { asked, view } = counting();
		const cache = new PeopleCache(10);
		for (const asker of ["one", "two", "one", null, null]) await cache.get(view, [hit("a")], asker);
		expect(asked).toHaveLength(4);
	});
	test("is forgotten where there is no room, whoever was not asked for longest first", async () => {
		const { asked, view } = counting();
		const cache = new PeopleCache(2);
		for (const id of ["a", "b", "a", "c", "a", "b"]) await cache.get(view, [hit(id)], "");
		expect(asked.flat()).toEqual(["a", "b", "c", "b"].map((id) => `code of ${id}`));
	});
});

test("where all stores together keep too much, those that were asked longest ago let go, and no more of them than needed", () => {
	const forgotten: number[] = [];
	const keeper = (lastUse: number, held: number) => ({ lastUse, held, forget: () => void forgotten.push(lastUse) });
	const all = [keeper(3, 50), keeper(1, 30), keeper(2, 30), keeper(4, 50)];
	relieve(all, 160);
	expect(forgotten).toEqual([]);
	relieve(all, 110);
	expect(forgotten).toEqual([1, 2]);
});
