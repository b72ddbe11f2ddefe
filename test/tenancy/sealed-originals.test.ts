import { beforeEach, describe, expect, test } from "vitest";
import type { TenantId } from "../../src/domain/tenant.ts";
import type { Change, Store } from "../../src/engine/port.ts";
import type { Scope } from "../../src/tenancy/scope.ts";
import { isSealed } from "../../src/tenancy/sealed-originals.ts";
import { person } from "../contract/people.ts";
import { codeOf, openRig, type Rig } from "./rig.ts";

const TEXT = Buffer.from("Jane Roe, glaciologist, jane.roe@example.com");

let rig: Rig;
let tenant: TenantId;
let scope: Scope;
let raw: Store;
beforeEach(async () => {
	rig = await openRig();
	tenant = await rig.tenant("demo-a");
	scope = await rig.scope(tenant);
	raw = rig.raw.get(`tenant:${tenant}`) as Store;
});

const file = (id: string, holders: readonly string[], more: object = {}): Change => ({
	op: "put",
	collection: "original",
	id,
	record: JSON.stringify({ candidates: holders }),
	blob: TEXT,
	keys: holders.map((holder) => `candidate:${holder}`),
	...more,
});
const gone = (collection: "person" | "original", id: string): Change => ({ op: "delete", collection, id });
const blobOf = async (store: Store, id: string) =>
	Buffer.from((await store.read("original", { ids: [id] }))[0]?.blob ?? []);
const keysOf = async () => (await raw.list("person-key", { limit: 100 })).map(({ id }) => id);

describe("the original of a person", () => {
	test("lies sealed under a key of the person's, and is read as it was received", async () => {
		await scope.store.write([file("f", ["jane"])]);
		expect(isSealed(await blobOf(raw, "f"))).toBe(true);
		expect((await blobOf(raw, "f")).includes("Jane")).toBe(false);
		expect(await blobOf(scope.store, "f")).toEqual(TEXT);
		const [byKey] = await scope.store.read("original", { keys: ["candidate:jane"] });
		expect(Buffer.from(byKey?.blob ?? [])).toEqual(TEXT);
		expect(
			await blobOf(
				(await (await rig.again()).openScope({ tenant, actor: { kind: "operator", id: "t" }, purpose: "test" })).store,
				"f",
			),
		).toEqual(TEXT);
	});

	test("R23: goes with his key in one write, and a copy that was kept opens no more", async () => {
		await scope.store.write([person("jane", {}), file("f", ["jane"])]);
		const copy = await blobOf(raw, "f");
		await scope.store.write([gone("person", "jane"), gone("original", "f")]);
		expect(await keysOf()).toEqual([]);
		await raw.write([{ ...file("f", ["jane"]), blob: copy } as Change]);
		expect(await codeOf(scope.store.read("original", { ids: ["f"] }))).toBe("wrong-key");
		// The same id again is another person's key.
		await scope.store.write([file("g", ["jane"])]);
		expect(await blobOf(scope.store, "g")).toEqual(TEXT);
		expect(await codeOf(scope.store.read("original", { ids: ["f"] }))).toBe("wrong-key");
	});

	test("that somebody else holds too stays his, and is nothing any more by the key that went", async () => {
		await scope.store.write([person("jane", {}), person("john", {}), file("f", ["jane", "john"])]);
		await scope.store.write([gone("person", "jane"), file("f", ["john"])]);
		expect(await keysOf()).toEqual(["john"]);
		expect(await blobOf(scope.store, "f")).toEqual(TEXT);
	});

	test("of one who was merged into another is read still", async () => {
		await scope.store.write([person("jane", {}), file("f", ["jane"])]);
		await scope.store.write([gone("person", "jane")]);
		expect(await keysOf()).toEqual(["jane"]);
		expect(await blobOf(scope.store, "f")).toEqual(TEXT);
	});

	test("of a person who is put again in the same write is read still", async () => {
		await scope.store.write([person("jane", {}), file("f", ["jane"])]);
		await scope.store.write([gone("person", "jane"), person("jane", {})]);
		expect(await blobOf(scope.store, "f")).toEqual(TEXT);
	});

	test("is not lost to a file that comes while his key goes", async () => {
		for (let round = 0; round < 20; round++) {
			await scope.store.write([person("jane", {}), file("f", ["jane"])]);
			await Promise.all([
				scope.store.write([gone("person", "jane"), gone("original", "f")]),
				scope.store.write([file("g", ["jane"])]),
				scope.store.write([file("h", ["jane"])]),
			]);
			for (const id of ["g", "h"]) expect(await blobOf(scope.store, id)).toEqual(TEXT);
			await scope.store.write([gone("original", "g"), gone("original", "h")]);
		}
	});

	test("R23: is stored under the tenant's new key where that comes between", async () => {
		let rotating: Promise<unknown> | undefined;
		rig.hook = async (label, operation) => {
			if (rotating !== undefined || label !== `tenant:${tenant}` || operation !== "write") return;
			rotating = rig.tenancy.keys.tenant(tenant);
			await rotating;
		};
		await scope.store.write([file("f", ["jane"])]);
		expect(await rotating).toEqual({ data: 2, persons: 2 });
		expect(await blobOf(scope.store, "f")).toEqual(TEXT);
	});

	test("a conflict is the caller's, by his own place, and versions are those of his changes", async () => {
		expect(await scope.store.write([file("f", ["jane"], { ifVersion: 0 })])).toEqual([1]);
		await expect(scope.store.write([file("x", ["jane"]), file("f", ["jane"], { ifVersion: 0 })])).rejects.toMatchObject(
			{
				code: "conflict",
				errors: [{ pointer: "/1" }],
			},
		);
		expect(await blobOf(scope.store, "x")).toEqual(Buffer.alloc(0));
	});

	test("moved to another file's place, changed, or with another tenant's key, it does not open", async () => {
		await scope.store.write([file("f", ["jane"])]);
		const sealed = await blobOf(raw, "f");
		await raw.write([{ ...file("g", ["jane"]), blob: sealed } as Change]);
		expect(await codeOf(scope.store.read("original", { ids: ["g"] }))).toBe("wrong-key");
		sealed.writeUInt8(sealed.readUInt8(sealed.length - 1) ^ 1, sealed.length - 1);
		await raw.write([{ ...file("f", ["jane"]), blob: sealed } as Change]);
		expect(await codeOf(scope.store.read("original", { ids: ["f"] }))).toBe("wrong-key");
		const other = await rig.tenant("demo-b");
		await (await rig.scope(other)).store.write([file("f", ["jane"])]);
		const theirs = rig.raw.get(`tenant:${other}`) as Store;
		const [key] = await theirs.read("person-key", { ids: ["jane"] });
		await raw.write([{ op: "put", collection: "person-key", id: "jane", record: key?.record ?? "" }]);
		await raw.write([{ ...file("f", ["jane"]), blob: await blobOf(theirs, "f") } as Change]);
		expect(await codeOf(scope.store.read("original", { ids: ["f"] }))).toBe("wrong-key");
	});

	test("an empty one and nobody's are read as they are; keys of people are nobody's business", async () => {
		await scope.store.write([file("e", ["jane"], { blob: new Uint8Array(0) }), file("n", [])]);
		expect(await blobOf(scope.store, "e")).toHaveLength(0);
		expect(await blobOf(scope.store, "n")).toEqual(TEXT);
		await expect(scope.store.list("person-key", { limit: 1 })).rejects.toThrow(TypeError);
	});
});

test("what was stored before is read, and sealed once, whenever it is stopped", async () => {
	await raw.write(Array.from({ length: 120 }, (_, index) => file(`old-${index}`, ["jane", `p-${index}`])));
	expect(await blobOf(scope.store, "old-7")).toEqual(TEXT);
	let left = 30;
	expect(await rig.tenancy.sealOriginals(tenant, () => left-- > 0)).toBe(30);
	expect(await rig.tenancy.sealOriginals(tenant)).toBe(90);
	expect(await rig.tenancy.sealOriginals(tenant)).toBe(0);
	for (const id of ["old-0", "old-119"]) {
		expect(isSealed(await blobOf(raw, id))).toBe(true);
		expect(await blobOf(scope.store, id)).toEqual(TEXT);
		expect((await scope.store.read("original", { keys: [`candidate:p-${id.slice(4)}`] })).length).toBe(1);
	}
});
