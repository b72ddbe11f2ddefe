import { describe, expect, test } from "vitest";
import type { Change } from "../../src/engine/port.ts";
import { documentOf, filtered, person, word } from "./people.ts";
import { describeEngines } from "./worlds.ts";

type Put = Extract<Change, { op: "put" }>;
const job = (id: string, parts: Partial<Put> = {}): Change => ({
	op: "put",
	collection: "job",
	id,
	record: `{"job":"${id}"}`,
	...parts,
});

describeEngines("records", ({ freshStore }) => {
	describe("write and read", () => {
		test("give back what was put, in the order asked for, null for what is not there", async () => {
			const store = await freshStore();
			expect(await store.write([job("a"), job("b")])).toEqual([1, 1]);
			const found = await store.read("job", { ids: ["b", "nobody", "a", "b"] });
			const b = { id: "b", version: 1, record: '{"job":"b"}' };
			expect(found).toEqual([b, null, { id: "a", version: 1, record: '{"job":"a"}' }, b]);
		});

		test("keep collections apart", async () => {
			const store = await freshStore();
			await store.write([job("a"), { op: "put", collection: "task", id: "a", record: '"task"' }]);
			expect(await store.read("task", { ids: ["a"] })).toEqual([{ id: "a", version: 1, record: '"task"' }]);
			await store.write([{ op: "delete", collection: "task", id: "a" }]);
			expect(await store.read("task", { ids: ["a"] })).toEqual([null]);
			expect(await store.read("job", { ids: ["a"] })).toHaveLength(1);
		});

		test("keep bytes as they are, also none and all values", async () => {
			const store = await freshStore();
			const bytes = Uint8Array.from({ length: 256 }, (_, index) => index);
			const original = (id: string, blob: Uint8Array): Change => ({
				op: "put",
				collection: "original",
				id,
				record: "{}",
				blob,
			});
			await store.write([original("all", bytes), original("none", new Uint8Array(0))]);
			const [all, none] = await store.read("original", { ids: ["all", "none"] });
			expect(all?.blob).toEqual(bytes);
			expect(none?.blob).toEqual(new Uint8Array(0));
			expect(bytes).toHaveLength(256);
		});

		test("keep any text, ids included", async () => {
			const store = await freshStore();
			const odd = "\0'\"; DROP TABLE record; -- \u{1f600} \u0301é";
			await store.write([job(odd, { record: JSON.stringify(odd), keys: [odd] })]);
			expect(await store.read("job", { ids: [odd] })).toEqual([{ id: odd, version: 1, record: JSON.stringify(odd) }]);
			expect(await store.read("job", { keys: [odd] })).toHaveLength(1);
		});

		test("a check changes nothing, and holds the others back where the version is another one", async () => {
			const store = await freshStore();
			await store.write([job("a")]);
			const check = (id: string, ifVersion: number): Change => ({ op: "check", collection: "job", id, ifVersion });
			expect(await store.write([check("a", 1), check("nobody", 0), job("b")])).toEqual([1, 0, 1]);
			for (const wrong of [check("a", 0), check("a", 2), check("nobody", 1)])
				await expect(store.write([job("c"), wrong])).rejects.toMatchObject({
					code: "conflict",
					errors: [{ pointer: "/1" }],
				});
			const a = { id: "a", version: 1, record: '{"job":"a"}' };
			expect(await store.read("job", { ids: ["a", "nobody", "c"] })).toEqual([a, null, null]);
		});

		test("a write is visible to the calls after it, and a put replaces all", async () => {
			const store = await freshStore();
			await store.write([job("a", { blob: new Uint8Array([1]), keys: ["k:1"] })]);
			await store.write([job("a", { record: "2" })]);
			expect(await store.read("job", { ids: ["a"] })).toEqual([{ id: "a", version: 2, record: "2" }]);
			expect(await store.read("job", { keys: ["k:1"] })).toEqual([]);
		});

		test("changes of one call happen in order", async () => {
			const store = await freshStore();
			const versions = await store.write([
				job("a"),
				job("a"),
				{ op: "delete", collection: "job", id: "a" },
				job("a", { record: "4" }),
			]);
			expect(versions).toEqual([1, 2, 0, 1]);
			expect(await store.read("job", { ids: ["a"] })).toEqual([{ id: "a", version: 1, record: "4" }]);
		});

		test("calls are carried out in their order, however large, with what was said when they were made", async () => {
			const store = await freshStore();
			const many = Array.from({ length: 80 }, (_, at) => person(`p-${at}`, { body: "first" }));
			const large = store.write(many);
			const small = store.write([person("p-79", { body: "second" })]);
			for (const change of many) Object.assign((change as Put).document?.fields.body ?? [], ["changed"]);
			expect((await large).every((version) => version === 1)).toBe(true);
			expect(await small).toEqual([2]);
			const totals = ["first", "second", "changed"].map(
				async (text) => (await store.retrieve(filtered(word(text)))).total,
			);
			expect(await Promise.all(totals)).toEqual([79, 1, 0]);
		});

		test("many writes at once are each whole", async () => {
			const store = await freshStore();
			await Promise.all(
				Array.from({ length: 50 }, (_, n) => store.write([job(`x-${n}`), job("shared", { record: `${n}` })])),
			);
			expect((await store.read("job", { ids: ["shared"] }))[0]?.version).toBe(50);
			expect(await store.list("job", { limit: 100 })).toHaveLength(51);
		});

		test("deleting what is not there is harmless", async () => {
			const store = await freshStore();
			expect(await store.write([{ op: "delete", collection: "person", id: "nobody" }])).toEqual([0]);
		});
	});

	describe("read whole", () => {
		test("gives what a put of the record would need, and what is put so is the same", async () => {
			const store = await freshStore();
			const document = documentOf({
				fields: { body: ["a", "B c", "", "\u{1f600}"], note: ["", "x"], name: ["ann"] },
				facets: { skill: ["Java", "java"], job: ["1"] },
				columns: { years: 3.5, latitude: -0.5 },
				keys: ["email:a@x"],
				link: "p-1",
				access: {
					common: { note: [[0, 1]], facets: {}, columns: {} },
					sections: [{ labels: ["job:1"], note: [[1, 2]], facets: { job: ["1"] }, columns: { applications: 1 } }],
				},
			});
			await store.write([
				{ op: "put", collection: "person", id: "ann", record: "{}", document, version: 7 },
				job("a", { keys: ["k", "l"], blob: new Uint8Array([1, 2]), version: 3 }),
			]);
			const [ann] = await store.read("person", { ids: ["ann"], whole: true });
			expect(ann).toEqual({ id: "ann", version: 7, record: "{}", keys: ["email:a@x"], document });
			const whole = { id: "a", version: 3, record: '{"job":"a"}', keys: ["k", "l"], blob: new Uint8Array([1, 2]) };
			expect(await store.read("job", { ids: ["a", "nobody"], whole: true })).toEqual([whole, null]);
			expect(await store.write([job("a")])).toEqual([4]);
		});
	});

	describe("versions", () => {
		test("rise by one with each put and begin anew after a delete", async () => {
			const store = await freshStore();
			expect(await store.write([job("a")])).toEqual([1]);
			expect(await store.write([job("a", { ifVersion: 1 })])).toEqual([2]);
			expect(await store.write([{ op: "delete", collection: "job", id: "a", ifVersion: 2 }])).toEqual([0]);
			expect(await store.write([job("a", { ifVersion: 0 })])).toEqual([1]);
		});

		test("a conflict names the first change that does not hold, and nothing is applied", async () => {
			const store = await freshStore();
			await store.write([person("p", { body: "old" })]);
			const write = store.write([
				job("new"),
				{ ...person("p", { body: "fresh" }), ifVersion: 1 } as Change,
				job("b", { ifVersion: 3 }),
				job("c", { ifVersion: 4 }),
			]);
			await expect(write).rejects.toMatchObject({ code: "conflict", errors: [{ pointer: "/2" }] });
			expect(await store.read("job", { ids: ["new"] })).toEqual([null]);
			expect((await store.read("person", { ids: ["p"] }))[0]?.version).toBe(1);
			expect(await store.suggest("", 10)).toEqual([{ word: "old", documents: 1 }]);
			expect(await store.write([{ ...person("p", { body: "fresh" }), ifVersion: 1 } as Change])).toEqual([2]);
			expect(await store.suggest("", 10)).toEqual([{ word: "fresh", documents: 1 }]);
		});

		test("of writers who race for a version one wins", async () => {
			const store = await freshStore();
			const races = await Promise.allSettled(
				Array.from({ length: 20 }, () => store.write([job("head", { ifVersion: 0 })])),
			);
			expect(races.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
		});
	});

	describe("secondary keys", () => {
		test("give of each key the first that carry it, where no more are wanted", async () => {
			const store = await freshStore();
			await store.write([
				job("c", { keys: ["k:1"] }),
				job("b", { keys: ["k:1", "k:2"] }),
				job("a", { keys: ["k:1"] }),
				job("d", { keys: ["k:2"] }),
			]);
			const first = async (atMost: number) =>
				(await store.read("job", { keys: ["k:2", "k:1"], atMost })).map(({ id }) => id);
			expect(await first(1)).toEqual(["b", "a"]);
			expect(await first(2)).toEqual(["b", "d", "a"]);
			expect(await first(3)).toEqual(["b", "d", "a", "c"]);
		});

		test("give all that carry them, in the order of keys and ids, each once", async () => {
			const store = await freshStore();
			await store.write([
				job("b", { keys: ["k:1", "k:2"] }),
				job("a", { keys: ["k:1"] }),
				job("c", { keys: ["k:2", "k:2"] }),
			]);
			const found = await store.read("job", { keys: ["k:2", "k:nothing", "k:1"] });
			expect(found.map(({ id }) => id)).toEqual(["b", "c", "a"]);
		});

		test("of a person stand in its document and go with it", async () => {
			const store = await freshStore();
			await store.write([person("p", { name: "jane" }, { keys: ["email:jane@example.com"] })]);
			expect((await store.read("person", { keys: ["email:jane@example.com"] })).map(({ id }) => id)).toEqual(["p"]);
			expect(await store.read("job", { keys: ["email:jane@example.com"] })).toEqual([]);
			await store.write([{ op: "delete", collection: "person", id: "p" }]);
			expect(await store.read("person", { keys: ["email:jane@example.com"] })).toEqual([]);
		});
	});

	describe("list", () => {
		test("pages in the byte order of ids, both ways, without bytes", async () => {
			const store = await freshStore();
			const ids = ["a", "b", "Z", "é", "\u{1f600}", "\uffee", "10", "9"];
			await store.write(ids.map((id) => job(id, { blob: new Uint8Array([1]) })));
			const sorted = ["10", "9", "Z", "a", "b", "é", "\uffee", "\u{1f600}"];
			expect((await store.list("job", { limit: 100 })).map(({ id }) => id)).toEqual(sorted);
			expect((await store.list("job", { limit: 100, reverse: true })).map(({ id }) => id)).toEqual(
				[...sorted].reverse(),
			);
			expect((await store.list("job", { limit: 2, after: "9" })).map(({ id }) => id)).toEqual(["Z", "a"]);
			expect((await store.list("job", { limit: 2, after: "a", reverse: true })).map(({ id }) => id)).toEqual([
				"Z",
				"9",
			]);
			expect(await store.list("job", { limit: 1 })).toEqual([{ id: "10", version: 1, record: '{"job":"10"}' }]);
			expect(await store.list("task", { limit: 5 })).toEqual([]);
			for (const limit of [-1, 0.5, Number.NaN]) {
				await expect(store.list("job", { limit })).rejects.toMatchObject({ code: "invalid-field" });
				await expect(store.suggest("a", limit)).rejects.toMatchObject({ code: "invalid-field" });
			}
		});
	});

	test("list gives secondary keys where it is asked for them, as they are now", async () => {
		const store = await freshStore();
		await store.write([job("a", { keys: ["k:2", "k:1"] }), job("b")]);
		await store.write([person("p", { name: "jane" }, { keys: ["email:jane@example.com"] })]);
		expect(await store.list("job", { limit: 9, keys: true })).toEqual([
			{ id: "a", version: 1, record: '{"job":"a"}', keys: ["k:2", "k:1"] },
			{ id: "b", version: 1, record: '{"job":"b"}', keys: [] },
		]);
		expect((await store.list("person", { limit: 9, keys: true }))[0]?.keys).toEqual(["email:jane@example.com"]);
		await store.write([job("a", { keys: ["k:3"] })]);
		expect((await store.list("job", { limit: 1, keys: true, reverse: true, after: "b" }))[0]?.keys).toEqual(["k:3"]);
		expect((await store.list("job", { limit: 1 }))[0]).not.toHaveProperty("keys");
	});

	describe("bad input", () => {
		const refused = async (change: unknown): Promise<void> => {
			const store = await freshStore();
			const write = store.write([job("good"), change as Change]);
			await expect(write).rejects.toMatchObject({ code: "invalid-field", errors: [{ pointer: "/1" }] });
			expect(await store.read("job", { ids: ["good"] })).toEqual([null]);
		};
		test("an empty id", () => refused(job("")));
		test("an id that no UTF-8 can hold", () => refused(job("\ud800")));
		test("a person without a document", () => refused({ op: "put", collection: "person", id: "p", record: "{}" }));
		test("a job with a document", () => refused({ ...person("p", {}), collection: "job" }));
		test("a person with keys beside the document", () => refused({ ...person("p", {}), keys: ["k"] }));
		test("a version that is no number", () => refused(job("a", { ifVersion: -1 })));
		test("a token longer than any word", () => refused(person("p", { body: "x".repeat(5000) })));
		test("a language that is none", () => refused(person("p", {}, { language: "English" })));
	});
});
