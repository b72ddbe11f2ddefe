/** Several processes on one store, and processes that die in the middle of a write. */
import { errors } from "@elastic/elasticsearch";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { parseTenantId } from "../../src/domain/tenant.ts";
import { Credentials } from "../../src/engine/elasticsearch/credentials.ts";
import { placed, sealPut } from "../../src/engine/elasticsearch/documents.ts";
import { type ClusterEngine, openClusterEngine } from "../../src/engine/elasticsearch/engine.ts";
import { commit, type Operation, readHead, type StoreAccess } from "../../src/engine/elasticsearch/head.ts";
import { credentialsIndex, MAPPING_VERSION, storeIndex } from "../../src/engine/elasticsearch/names.ts";
import { StoreKeys } from "../../src/engine/elasticsearch/store-keys.ts";
import type { Change, Store, StoreName } from "../../src/engine/port.ts";
import { filtered, person, planOf, word } from "../contract/people.ts";
import { KEY } from "../contract/worlds.ts";
import { clusterSettings, freshPrefix, operatorClient, removeIndices } from "./test-cluster.ts";

const prefix = freshPrefix();
const operator = operatorClient();
let engines: readonly ClusterEngine[];
let stores = 0;

beforeAll(async () => {
	engines = await Promise.all([1, 2].map(() => openClusterEngine(clusterSettings(prefix))));
});
afterAll(async () => {
	await Promise.all(engines.map((engine) => engine.close()));
	await operator.close();
	await removeIndices(prefix);
});

const freshName = (): StoreName => ({ kind: "tenant", tenant: parseTenantId(`store-${++stores}`) });

async function onBoth(name: StoreName): Promise<[Store, Store]> {
	const opened: Store[] = [];
	for (const engine of engines) opened.push(await engine.open(name, KEY, { create: true }));
	return opened as [Store, Store];
}

const job = (id: string, parts: object = {}): Change => ({
	op: "put",
	collection: "job",
	id,
	record: `"${id}"`,
	...parts,
});

test("what one process acknowledged, another sees with its next call, in every way of asking", async () => {
	const [one, other] = await onBoth(freshName());
	for (let round = 0; round < 5; round++) {
		const [writer, reader] = round % 2 === 0 ? [one, other] : [other, one];
		await writer.write([
			person(`p-${round}`, { body: `common word${round}` }, { keys: [`k:${round}`], facets: { skill: [`S${round}`] } }),
			job(`j-${round}`),
		]);
		expect((await reader.retrieve(filtered(word(`word${round}`)))).rows.ids).toEqual([`p-${round}`]);
		expect((await reader.retrieve(planOf({ facets: [{ facet: "skill", size: 9 }] }))).facets.skill).toHaveLength(
			round + 1,
		);
		expect((await reader.read("person", { keys: [`k:${round}`] })).map(({ id }) => id)).toEqual([`p-${round}`]);
		expect(await reader.list("job", { limit: 10 })).toHaveLength(round + 1);
		expect(await reader.suggest("word", 10)).toHaveLength(round + 1);
	}
	await other.write([{ op: "delete", collection: "person", id: "p-0" }]);
	expect((await one.retrieve(planOf())).total).toBe(4);
	expect(await one.write([person("p-0", {})])).toEqual([1]);
	expect((await other.list("person", { limit: 10 })).map(({ id }) => id)).toEqual(["p-0", "p-1", "p-2", "p-3", "p-4"]);
});

test("who is deleted by one process, and in whose place others come, is where it belongs when it comes back", async () => {
	const [one, other] = await onBoth(freshName());
	await one.write(["a", "m", "z"].map((id) => job(id)));
	await other.write([{ op: "delete", collection: "job", id: "m" }]);
	await other.write([job("p")]);
	await one.write([job("n")]);
	await one.write([job("m")]);
	for (const store of [one, other]) {
		expect((await store.list("job", { limit: 9 })).map(({ id }) => id)).toEqual(["a", "m", "n", "p", "z"]);
		expect((await store.list("job", { after: "m", limit: 9 })).map(({ id }) => id)).toEqual(["n", "p", "z"]);
	}
});

test("of two processes that race for versions none loses a write, and none writes twice", async () => {
	const both = await onBoth(freshName());
	const add = async (store: Store, id: string): Promise<void> => {
		for (;;) {
			const [head] = await store.read("setting", { ids: ["counter"] });
			const next = {
				op: "put",
				collection: "setting",
				id: "counter",
				record: `${Number(head?.record ?? 0) + 1}`,
				ifVersion: head?.version ?? 0,
			} as const;
			try {
				await store.write([next, job(id)]);
				return;
			} catch (error) {
				expect(error).toMatchObject({ code: "conflict" });
			}
		}
	};
	await Promise.all(Array.from({ length: 20 }, (_, at) => add(both[at % 2] as Store, `id-${at}`)));
	for (const store of both) {
		expect(await store.read("setting", { ids: ["counter"] })).toMatchObject([{ record: "20", version: 20 }]);
		const ids = (await store.list("job", { limit: 100 })).map(({ id }) => id);
		expect(ids).toEqual(Array.from({ length: 20 }, (_, at) => `id-${at}`).sort());
	}
});

test("a write whose process died between commit and apply is finished by whoever comes next, whole", async () => {
	const name = freshName();
	const [one, other] = await onBoth(name);
	await one.write([job("a"), person("p", { body: "before" })]);
	const access = await accessTo(name);
	const last = await readHead(access);
	const operations = operationsOf(access, last.sequence + 1, ["b", "c"]);
	// Committed by a process that never applied it.
	expect(await commit(access, last, operations)).not.toBeNull();
	expect((await other.list("job", { limit: 9 })).map(({ id }) => id)).toEqual(["a", "b", "c"]);
	expect(await one.write([job("c", { ifVersion: 1 })])).toEqual([2]);
	expect(await commit(access, last, operations)).toBeNull();
});

test("whoever never saw the answer finds his transaction, also where others have written since, and writes nothing twice", async () => {
	const name = freshName();
	const [one] = await onBoth(name);
	const access = await accessTo(name);
	const last = await readHead(access);
	const { client } = access;
	const sent = client.index.bind(client) as (request: never) => Promise<unknown>;
	vi.spyOn(client, "index").mockImplementationOnce((async (request: never) => {
		await sent(request);
		for (const id of ["x", "y"]) await one.write([job(id)]);
		throw new errors.ConnectionError("lost");
	}) as never);
	const head = await commit(access, last, operationsOf(access, last.sequence + 1, ["b"]));
	expect(head).toMatchObject({ sequence: last.sequence + 1 });
	expect((await one.list("job", { limit: 9 })).map(({ id }) => id)).toEqual(["b", "x", "y"]);
});

test("a log is read whole, whoever wrote what is committed and not applied yet, and its order goes on", async () => {
	const name: StoreName = { kind: "audit", tenant: parseTenantId("log") };
	const [one, other] = await onBoth(name);
	const entry = (at: number, ifVersion = 0): Change => ({
		op: "put",
		collection: "audit",
		id: `${at}`,
		record: `entry ${at}`,
		ifVersion,
	});
	expect(await one.write([entry(1), { op: "put", collection: "setting", id: "head", record: "1" }])).toEqual([1, 1]);
	expect(await other.read("setting", { ids: ["head"] })).toMatchObject([{ record: "1" }]);
	const access = await accessTo(name);
	const last = await readHead(access);
	const esId = access.keys.id("audit", "2");
	const put = sealPut(access, entry(2) as Extract<Change, { op: "put" }>, esId);
	const state = { version: 1, sequence: last.sequence + 1, order: "2", mapping: MAPPING_VERSION };
	// Acknowledged by a process that died before it applied it.
	await commit(access, last, [{ id: esId, source: placed(put, state) }], { greatest: "2" });
	expect(await other.read("audit", { ids: ["2"] })).toMatchObject([{ record: "entry 2" }]);
	await expect(one.write([entry(2)])).rejects.toMatchObject({ code: "conflict" });
	expect(await one.write([entry(3)])).toEqual([1]);
	// Of a head of an earlier version the greatest id is looked up.
	const old = await readHead(access);
	await commit(access, { ...old, greatest: undefined }, []);
	await expect(other.write([entry(3)])).rejects.toMatchObject({ code: "conflict" });
	expect(await other.write([entry(4)])).toEqual([1]);
	expect((await one.list("audit", { limit: 9 })).map(({ id }) => id)).toEqual(["1", "2", "3", "4"]);
});

test("a deletion is followed until nothing of it is left in the segments", async () => {
	const name = freshName();
	const [store] = await onBoth(name);
	await store.write(Array.from({ length: 50 }, (_, at) => person(`p-${at}`, { body: "here" })));
	await store.write([{ op: "delete", collection: "person", id: "p-0" }]);
	const { deleted, sequence } = await readHead(await accessTo(name));
	expect(deleted).toBe(sequence);
	const { alias } = storeIndex(prefix, name);
	const left = async () =>
		(await operator.indices.stats({ index: alias, metric: "docs" }))._all.primaries?.docs?.deleted;
	await operator.indices.refresh({ index: alias });
	expect(await left()).toBeGreaterThan(0);
	for (let seconds = 0; seconds < 240 && (await left()) !== 0; seconds++)
		await new Promise((resolve) => setTimeout(resolve, 1000));
	expect(await left()).toBe(0);
	expect((await store.retrieve(planOf())).total).toBe(49);
	// Whoever comes next need not see to it.
	await expect
		.poll(async () => {
			await store.write([job("later")]);
			return (await readHead(await accessTo(name))).deleted;
		})
		.toBe(undefined);
}, 300_000);

async function accessTo(name: StoreName): Promise<StoreAccess> {
	const keys = new StoreKeys(KEY);
	const index = storeIndex(prefix, name);
	const credential = await new Credentials(operator, credentialsIndex(prefix)).read(index, keys);
	const client = operator.child({ headers: { authorization: credential?.authorization ?? "" } });
	return { client, index: index.alias, keys };
}

function operationsOf(access: StoreAccess, sequence: number, ids: readonly string[]): Operation[] {
	return ids.map((id, at) => {
		const esId = access.keys.id("job", id);
		const state = { version: 1, sequence, order: `z${at + 1}`, mapping: MAPPING_VERSION };
		return { id: esId, source: placed(sealPut(access, job(id) as Extract<Change, { op: "put" }>, esId), state) };
	});
}
