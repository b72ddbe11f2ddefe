/** A person as the cluster engine keeps one: small, and still to the last word what is indexed. */
import { describe, expect, test } from "vitest";
import { type IndexedDocument, TEXT_FIELDS } from "../../src/domain/document.ts";
import { PeopleCache } from "../../src/engine/elasticsearch/people-cache.ts";
import { documentOf, personFrom, tokensOf, Words } from "../../src/engine/elasticsearch/person.ts";
import { StoreKeys } from "../../src/engine/elasticsearch/store-keys.ts";
import type { View } from "../../src/engine/elasticsearch/view.ts";
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
	test("is what is indexed, field by field, gaps included", () => {
		const words = new Words();
		personFrom("other", { ...DOCUMENT, fields: { body: ["so", "that", "numbers", "differ"] } }, words);
		const person = personFrom("p", DOCUMENT, words);
		const { fields, ...rest } = documentOf(person);
		const { fields: _, ...expected } = DOCUMENT;
		expect(rest).toEqual(expected);
		for (const [bit, field] of TEXT_FIELDS.entries()) {
			expect(fields[field], field).toEqual(DOCUMENT.fields[field] ?? []);
			expect(tokensOf(person, bit)).toEqual(DOCUMENT.fields[field] ?? []);
		}
		expect([person.bodyLength, words.size]).toEqual([4, 9]);
	});
});

describe("who was found", () => {
	const keys = new StoreKeys(KEY);
	const access = { index: "i", keys, client: undefined as never };
	const sealedOf = (id: string) => {
		const esId = keys.id("person", id);
		return {
			_id: esId,
			_source: { name: keys.seal(id, `i/${esId}/id`), document: keys.seal(JSON.stringify(DOCUMENT), `i/${esId}`) },
			fields: { order: [`code of ${id}`] },
		};
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
