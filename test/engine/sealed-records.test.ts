/** How records of the cluster engine are sealed and made again, without a cluster. */
import { deflateRawSync, inflateRawSync } from "node:zlib";
import type { Client } from "@elastic/elasticsearch";
import fc from "fast-check";
import { expect, test } from "vitest";
import { derive, encrypt, NONCE_BYTES } from "../../src/cryptography.ts";
import {
	keptOf,
	placed,
	type StoredSource,
	sealPut,
	sourceAgain,
	wholeRecordOf,
} from "../../src/engine/elasticsearch/documents.ts";
import { StoreKeys } from "../../src/engine/elasticsearch/store-keys.ts";
import type { Change } from "../../src/engine/port.ts";
import { person } from "../contract/people.ts";

const KEY = new Uint8Array(32).fill(3);
const keys = new StoreKeys(KEY);
const access = { client: undefined as unknown as Client, index: "tributary.tenant.acme", keys };
type Put = Extract<Change, { op: "put" }>;

test("what is sealed comes back, short or long, compressed or not", () => {
	const text = fc.oneof(
		fc.string({ maxLength: 300 }),
		fc
			.tuple(fc.string({ minLength: 1, maxLength: 40 }), fc.integer({ min: 1, max: 9000 }))
			.map(([one, times]) => one.repeat(times)),
	);
	fc.assert(
		fc.property(text, fc.constantFrom("alone", "joined", "dense"), (plain, form) => {
			expect(keys.unseal(keys.seal(plain, "here", form), "here").toString("utf8")).toBe(plain);
		}),
		{ numRuns: 60 },
	);
	for (const length of [0, 99, 100, 65_535, 65_536, 200_000]) {
		const bytes = Buffer.alloc(length, "ab");
		expect(keys.unseal(keys.seal(bytes, "here", "dense"), "here").equals(bytes), `${length}`).toBe(true);
	}
	expect(() => keys.unseal(keys.seal("text", "here"), "there")).toThrowError(
		expect.objectContaining({ code: "store-corrupt" }),
	);
});

test("nothing is sealed or named once the keys are destroyed", () => {
	const ended = new StoreKeys(KEY);
	ended.word("known");
	ended.destroy();
	for (const one of [
		() => ended.seal("text", "here"),
		() => ended.word("known"),
		() => ended.value("written", "city", "Bern"),
	])
		expect(one).toThrowError(expect.objectContaining({ code: "store-unavailable" }));
});

test("what earlier versions sealed opens, and they open what is sealed now", () => {
	const sealing = { key: derive(KEY, "tributary/elasticsearch/v1/records", 32), nonce: Buffer.alloc(NONCE_BYTES, 1) };
	const earlier = encrypt(deflateRawSync("p-1", { level: 3 }), { ...sealing, belongs: Buffer.from("here") });
	const sealed = Buffer.concat([sealing.nonce, earlier]).toString("base64");
	expect(keys.unseal(sealed, "here").toString()).toBe("p-1");
	// RFC 1951: a last block that is not compressed, of three bytes.
	expect(inflateRawSync(Buffer.from([1, 3, 0, 0xfc, 0xff, 0x70, 0x2d, 0x31])).toString()).toBe("p-1");
});

test("of what the head of a store keeps, whoever finishes its transaction makes the same documents", () => {
	const said = {
		common: { note: [], facets: {}, columns: {} },
		sections: [{ labels: ["job-1"], note: [[0, 2]], facets: { source: ["Referral"] }, columns: { applications: 1 } }],
	};
	const puts: Put[] = [
		person(
			"p-1",
			{ body: "worked here | and there", note: "good talk", skill: "java" },
			{
				keys: ["email:a@example.com"],
				facets: { skill: ["Java"], source: ["Referral"] },
				columns: { years: 4, latitude: 48.1, longitude: 11.6 },
				link: "profile-1",
				access: said as never,
			},
		) as Put,
		{ op: "put", collection: "job", id: "j-1", record: "{}", keys: ["k:1"], blob: Buffer.from("file") },
		{ op: "put", collection: "audit", id: "0001", record: "{}" },
	];
	for (const put of puts)
		for (const mapping of [1, 2, 3]) {
			const own = { ...access, mapping };
			const esId = keys.id(put.collection, put.id);
			const whole = placed(sealPut(own, put, esId), { version: 3, sequence: 7, order: "z1", mapping });
			const kept = JSON.parse(JSON.stringify(keptOf(whole))) as StoredSource;
			expect(sourceAgain(own, esId, kept, { order: "z1", mapping }), put.collection).toEqual(whole);
			expect(Object.keys(kept)).not.toContain("text");
			expect(wholeRecordOf(own, esId, kept).document).toEqual(put.document);
			// In an index of a later mapping it is found by the same, and comes back the same.
			const { document, ...later } = sourceAgain(own, esId, kept, { order: "z1", mapping: 3 });
			const { document: _, ...made } = placed(sealPut(own, put, esId), {
				version: 3,
				sequence: 7,
				order: "z1",
				mapping: 3,
			});
			expect({ ...later, name: "", record: "", blob: "" }).toEqual({ ...made, name: "", record: "", blob: "" });
			expect(wholeRecordOf(own, esId, { ...kept, document: document as string }).document).toEqual(put.document);
		}
});
