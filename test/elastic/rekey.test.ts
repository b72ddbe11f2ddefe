/** A store gets another data key while it is written to and searched; whoever does it may be killed at any moment. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { Credentials } from "../../src/engine/elasticsearch/credentials.ts";
import { type ClusterEngine, openClusterEngine } from "../../src/engine/elasticsearch/engine.ts";
import { readHead, type StoreAccess } from "../../src/engine/elasticsearch/head.ts";
import { StoreIndices } from "../../src/engine/elasticsearch/indices.ts";
import { loadMapping } from "../../src/engine/elasticsearch/mapping.ts";
import { migrate } from "../../src/engine/elasticsearch/migration.ts";
import { credentialsIndex, nextIndex, storeIndex } from "../../src/engine/elasticsearch/names.ts";
import { underAnotherKey } from "../../src/engine/elasticsearch/rekey.ts";
import { StoreKeys } from "../../src/engine/elasticsearch/store-keys.ts";
import type { Change, Store, StoreName } from "../../src/engine/port.ts";
import { person, plain, planOf, word } from "../contract/people.ts";
import { KEY, OTHER_KEY } from "../contract/worlds.ts";
import { MixedLoad } from "./mixed-load.ts";
import { keptOn, rekeyOf, storeOf } from "./rekeying.ts";
import { clusterSettings, freshPrefix, operatorClient, removeIndices } from "./test-cluster.ts";

const prefix = freshPrefix();
const operator = operatorClient();
const credentials = new Credentials(operator, credentialsIndex(prefix));
const indices = new StoreIndices(operator, loadMapping());
const keys = { from: new StoreKeys(KEY), to: new StoreKeys(OTHER_KEY) };
let engines: readonly [ClusterEngine, ClusterEngine];

beforeAll(async () => {
	engines = [await openClusterEngine(clusterSettings(prefix)), await openClusterEngine(clusterSettings(prefix))];
});
afterAll(async () => {
	for (const engine of engines) await engine.close();
	await operator.close();
	await removeIndices(prefix);
});

const PEOPLE = 500;
const settled = (at: number): Change =>
	person(
		`settled-${at}`,
		{ body: `quiet common${at % 7} word${at % 90}` },
		{ facets: { skill: [`S${at % 40}`] }, columns: { years: at % 30 }, keys: [`k:${at % 500}`] },
	);

async function fill(store: Store, people: number): Promise<void> {
	for (let start = 0; start < people; start += 250)
		await store.write(Array.from({ length: 250 }, (_, at) => settled(start + at)));
	await store.write([
		{ op: "put", collection: "job", id: "j-1", record: '"one"', keys: ["state:open"] },
		{ op: "put", collection: "original", id: "o-1", record: "{}", blob: Buffer.from("bytes") },
	]);
}

/** All ways of asking, about those whom the load beside does not touch. */
async function answersOf(store: Store) {
	const quiet = planOf({ filter: word("quiet"), facets: [{ facet: "skill", size: 40 }], yearsStep: 5, limit: 500 });
	const open = planOf({ filter: { op: "prefix", prefix: "word1" }, limit: 1000 });
	const found = [];
	for (const plan of [quiet, open]) {
		const { total, rows, facets, years } = await store.retrieve(plan);
		found.push(plain({ total, ids: [...rows.ids], facets, years } as never));
	}
	const [file] = await store.read("original", { ids: ["o-1"] });
	return {
		found,
		suggested: await store.suggest("common", 9),
		byKey: (await store.read("person", { keys: ["k:7"] })).map(({ id, version }) => [id, version]),
		jobs: await store.read("job", { keys: ["state:open"] }),
		file: Buffer.from(file?.blob ?? []).toString(),
		listed: (await store.list("job", { limit: 9 })).map(({ id }) => id),
	};
}

async function accountOf(name: StoreName): Promise<StoreAccess> {
	const index = storeIndex(prefix, name);
	const { authorization = "" } = (await credentials.read(index, keys.from)) ?? {};
	return { client: operator.child({ headers: { authorization } }), index: index.alias, keys: keys.from };
}

/** The old key opens nothing any more, here or elsewhere, and nothing is left under it. */
async function expectRetired(name: StoreName, { client, index }: StoreAccess): Promise<void> {
	for (const engine of engines)
		await expect(engine.open(name, KEY).then((store) => store.list("job", { limit: 1 }))).rejects.toMatchObject({
			code: "wrong-key",
		});
	await expect(client.count({ index })).rejects.toMatchObject({ statusCode: 401 });
	const left = await operator.indices.get({ index: storeIndex(prefix, name).pattern });
	expect(Object.keys(left)).toEqual([expect.stringMatching(new RegExp(`-k${keys.to.name}$`))]);
	expect((await operator.mget({ index, ids: [keys.from.id("job", "j-1")] })).docs).toMatchObject([{ found: false }]);
}

test("R23: under writes and searches, killed in the middle and gone on with: nothing is lost or wrong, and the key of before opens nothing", async () => {
	const name = storeOf("served");
	const stores = [await keptOn(engines[0], name), await keptOn(engines[1], name)];
	await fill(stores[0] as Store, PEOPLE);
	const before = await answersOf(stores[0] as Store);
	const old = await accountOf(name);
	const load = new MixedLoad(stores);
	const child = path.join(import.meta.dirname, "children/rekeying.ts");
	for (const wait of [150, 500]) {
		const rekeying = spawn(process.execPath, [child, prefix, "served"], { stdio: ["ignore", "pipe", "inherit"] });
		await once(rekeying.stdout, "data");
		setTimeout(() => rekeying.kill("SIGKILL"), wait);
		await once(rekeying, "exit");
	}
	const { engine, rekey } = await rekeyOf(prefix, "served");
	try {
		await rekey();
		const report = await load.stop(await engine.open(name, OTHER_KEY));
		expect([report.wrong, report.refusals]).toEqual([[], {}]);
		expect(await answersOf(stores[1] as Store)).toEqual(before);
		await expectRetired(name, old);
		// Once more is nothing.
		await rekey();
	} finally {
		await engine.close();
	}
}, 600_000);

test.each([
	["before its account is another", 0],
	["before the alias points there", 1],
])("R23: stopped when the copy is finished, %s, writers go on once somebody comes", async (_, steps) => {
	const name = storeOf(`stopped-${steps}`);
	const store = await keptOn(engines[0], name);
	await fill(store, 250);
	const before = await answersOf(store);
	const access = await accountOf(name);
	const head = await readHead(access);
	const index = storeIndex(prefix, name);
	const to = nextIndex(index, { version: loadMapping().version, current: head.index, key: keys.to.name });
	const takePlace = async () => {
		if (steps === 1) await credentials.succeed(index, keys, to);
		throw new Error("power failure");
	};
	const made = { kind: "key", index: to, shards: 1, keys: keys.to } as const;
	const target = { ...made, translate: underAnotherKey(access, keys.to, to), takePlace };
	await expect(migrate(access, head, { indices, target })).rejects.toThrow("power failure");
	expect(await answersOf(store)).toEqual(before);
	const writing = store.write([{ op: "put", collection: "job", id: "j-2", record: "2" }]);
	// With the account of before, it is the process that opens the store next that goes on.
	if (steps === 0) await engines[1].rekey(name, { from: KEY, to: OTHER_KEY });
	else await engines[1].open(name, OTHER_KEY);
	expect(await writing).toEqual([1]);
	await engines[1].rekey(name, { from: KEY, to: OTHER_KEY });
	expect(await (await engines[1].open(name, OTHER_KEY)).read("job", { ids: ["j-2"] })).toMatchObject([{ version: 1 }]);
	await expectRetired(name, access);
});
