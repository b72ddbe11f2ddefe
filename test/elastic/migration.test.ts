/** A store gets another mapping, or more shards, while it is written to and searched; whoever does it may be killed at any moment. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { errors } from "@elastic/elasticsearch";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { type ClusterEngine, openClusterEngine } from "../../src/engine/elasticsearch/engine.ts";
import { loadMapping } from "../../src/engine/elasticsearch/mapping.ts";
import { MAPPING_VERSION, PACKED_VERSION, storeIndex } from "../../src/engine/elasticsearch/names.ts";
import { isPacked } from "../../src/engine/elasticsearch/person.ts";
import { StoreKeys } from "../../src/engine/elasticsearch/store-keys.ts";
import type { Change, Store } from "../../src/engine/port.ts";
import { filtered, person, plain, planOf, word } from "../contract/people.ts";
import { KEY } from "../contract/worlds.ts";
import { migrationOf } from "./migrating.ts";
import { MixedLoad } from "./mixed-load.ts";
import { clusterSettings, freshPrefix, operatorClient, removeIndices } from "./test-cluster.ts";

const prefix = freshPrefix();
const operator = operatorClient();
let engine: ClusterEngine;

beforeAll(async () => {
	engine = await openClusterEngine(clusterSettings(prefix));
});
afterAll(async () => {
	await engine.close();
	await operator.close();
	await removeIndices(prefix);
});

/** What nobody writes to while the store is moved. */
const PEOPLE = 2500;
const settled = (at: number): Change =>
	person(
		`settled-${at}`,
		{ body: `quiet common${at % 7} word${at % 90}`, skill: at % 3 === 0 ? "java" : "kotlin | scala" },
		{
			facets: { skill: [`S${at % 40}`] },
			columns: { years: at % 30 },
			keys: [`k:${at % 500}`],
			link: at % 5 === 0 ? `p-${at}` : null,
		},
	);

async function fill(store: Store): Promise<void> {
	for (let start = 0; start < PEOPLE; start += 250)
		await store.write(Array.from({ length: 250 }, (_, at) => settled(start + at)));
	await store.write([
		{ op: "put", collection: "job", id: "j-1", record: '"one"', keys: ["state:open"] },
		{ op: "put", collection: "original", id: "o-1", record: "{}", blob: Buffer.from("bytes") },
	]);
}

const PLANS = [
	filtered(word("quiet")),
	planOf({
		filter: word("quiet"),
		groups: [
			{ weight: 1, alternatives: [{ node: word("java"), weight: 1 }] },
			{ weight: 2, alternatives: [{ node: word("common3"), weight: 1 }] },
		],
		facets: [{ facet: "skill", size: 10 }],
		yearsStep: 5,
		linkedProfiles: true,
		limit: 500,
	}),
	planOf({ filter: { op: "prefix", prefix: "word1" }, limit: 1000, facets: [{ facet: "skill", size: 40 }] }),
];

async function answersOf(store: Store) {
	const found = [];
	// The load beside changes what is counted of all.
	for (const plan of PLANS) {
		const { total, rows, facets, years, linkedProfiles } = await store.retrieve(plan);
		found.push(plain({ total, ids: [...rows.ids], facets, years, linkedProfiles } as never));
	}
	const byKey = (await store.read("person", { keys: ["k:7"] })).map(({ id, version }) => [id, version]);
	const jobs = await store.read("job", { keys: ["state:open"] });
	const [file] = await store.read("original", { ids: ["o-1"] });
	return {
		found,
		byKey,
		jobs,
		file: Buffer.from(file?.blob ?? []).toString(),
		listed: (await store.list("job", { limit: 9 })).length,
	};
}

test("to a new mapping, under writes and searches, killed twice in the middle and gone on with: nothing is lost or wrong", async () => {
	const { engine: newer, name, migrate } = await migrationOf(prefix, "moving");
	// Of a version that knows nothing of people who are sealed in another form.
	const older = { ...clusterSettings(prefix), mapping: loadMapping(PACKED_VERSION - 1) };
	const others = [await openClusterEngine(older), await openClusterEngine(older)] as const;
	try {
		const stores = [await others[0].open(name, KEY, { create: true }), await others[1].open(name, KEY)];
		await fill(stores[0] as Store);
		const before = await answersOf(stores[0] as Store);
		const load = new MixedLoad(stores);
		const child = path.join(import.meta.dirname, "children/migrating.ts");
		for (const stop of [500, 1000]) {
			const migrating = spawn(process.execPath, [child, prefix, "moving"], { stdio: ["ignore", "pipe", "inherit"] });
			migrating.stdout.on("data", (said) => {
				if (Number(String(said).trim().split("\n").at(-1)) >= stop) migrating.kill("SIGKILL");
			});
			const [, signal] = await once(migrating, "exit");
			expect(signal).toBe("SIGKILL");
		}
		const next = `${prefix}.tenant.moving.v${MAPPING_VERSION + 1}`;
		const migration = await migrate();
		expect(migration).toMatchObject({ from: `${prefix}.tenant.moving.v${PACKED_VERSION - 1}`, to: next });
		await new Promise((resolve) => setTimeout(resolve, 1000));
		expect(await answersOf(stores[1] as Store)).toEqual(before);
		const report = await load.stop(await newer.open(name, KEY));
		expect(report.wrong).toEqual([]);
		const { alias, pattern } = storeIndex(prefix, name);
		expect(Object.keys(await operator.indices.get({ index: pattern }))).toEqual([next]);
		const mapping = await operator.indices.getMapping({ index: alias });
		expect(mapping[next]?.mappings._meta?.version).toBe(MAPPING_VERSION + 1);
		// Whoever was copied lies there in the form of the new one.
		const keys = new StoreKeys(KEY);
		const esId = keys.id("person", "settled-0");
		const { _source } = await operator.get<{ document: string }>({ index: next, id: esId });
		expect(isPacked(keys.unseal(_source?.document ?? "", `${alias}/${esId}`))).toBe(true);
		// Once more is nothing.
		expect(await migrate()).toMatchObject({ copied: 0 });
		// A version that does not know the new mapping leaves it alone.
		const fresh = await openClusterEngine(clusterSettings(prefix));
		await expect(fresh.open(name, KEY)).rejects.toMatchObject({ code: "cluster-mapping" });
		await fresh.close();
	} finally {
		await newer.close();
		for (const other of others) await other.close();
	}
}, 300_000);

test("to more shards by the people expected: the same answers, in the same order, with the same counts", async () => {
	const { engine: newer, name, migrate } = await migrationOf(prefix, "growing");
	try {
		const store = await newer.open(name, KEY, { create: true });
		await fill(store);
		const before = await answersOf(store);
		const scores = async () => (await store.retrieve(PLANS[1] as never)).rows.scores;
		const [first] = [await scores()];
		await migrate(undefined, 5_000_000);
		const { alias } = storeIndex(prefix, name);
		const [settings] = Object.values(await operator.indices.getSettings({ index: alias }));
		expect(settings?.settings?.index?.number_of_shards).toBe("3");
		expect(await answersOf(store)).toEqual(before);
		expect(await scores()).toEqual(first);
		await store.write([{ op: "delete", collection: "person", id: "settled-0" }, settled(1)]);
		expect((await store.retrieve(filtered(word("quiet")))).total).toBe(PEOPLE - 1);
	} finally {
		await newer.close();
	}
}, 300_000);

test("stopped in its last step: searches go on, and so does the same call, with the writers that wait", async () => {
	const { engine: newer, name, migrate } = await migrationOf(prefix, "stopped");
	try {
		const store = await engine.open(name, KEY, { create: true });
		await store.write([settled(1), settled(2), settled(3)]);
		const switching = vi.spyOn(Object.getPrototypeOf(operator.indices), "updateAliases");
		switching.mockRejectedValueOnce(new Error("power failure"));
		await expect(migrate()).rejects.toThrow("power failure");
		expect((await store.retrieve(filtered(word("quiet")))).total).toBe(3);
		const writing = store.write([settled(4), { op: "delete", collection: "person", id: "settled-1" }]);
		// Done, and its answer lost.
		switching.mockImplementationOnce(async function (this: typeof operator.indices, asked) {
			await this.updateAliases(asked as never);
			throw new errors.ConnectionError("lost");
		});
		const { to } = await migrate();
		expect(switching).toHaveBeenCalledTimes(3);
		expect(await writing).toEqual([1, 0]);
		expect((await store.retrieve(filtered(word("quiet")))).total).toBe(3);
		expect(Object.keys(await operator.indices.get({ index: storeIndex(prefix, name).pattern }))).toEqual([to]);
		switching.mockRestore();
	} finally {
		await newer.close();
	}
});
