/** A store that nobody asks holds nothing, here and on the cluster, and answers again as if nothing had been. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { parseTenantId } from "../../src/domain/tenant.ts";
import { type ClusterEngine, openClusterEngine } from "../../src/engine/elasticsearch/engine.ts";
import type { StoreName } from "../../src/engine/port.ts";
import { filtered, person, word } from "../contract/people.ts";
import { KEY } from "../contract/worlds.ts";
import { clusterSettings, freshPrefix, operatorClient, removeIndices } from "./test-cluster.ts";

const prefix = freshPrefix();
const IDLE_MS = 400;
const NAME: StoreName = { kind: "tenant", tenant: parseTenantId("resting") };
const operator = operatorClient();
let engine: ClusterEngine;
let other: ClusterEngine;

beforeAll(async () => {
	engine = await openClusterEngine({ ...clusterSettings(prefix), idleMs: IDLE_MS });
	other = await openClusterEngine(clusterSettings(prefix));
});
afterAll(async () => {
	await engine.close();
	await other.close();
	await operator.close();
	await removeIndices(prefix);
});

const openViews = async () => {
	const { indices } = await operator.indices.stats({ index: `${prefix}.tenant.resting`, metric: "search" });
	return Object.values(indices ?? {}).reduce((sum, { total }) => sum + Number(total?.search?.open_contexts ?? 0), 0);
};

test("a store at rest gives its view back, and sees what others wrote meanwhile", async () => {
	const store = await engine.open(NAME, KEY, { create: true });
	await store.write([person("ann", { body: "welder" }), { op: "put", collection: "job", id: "j", record: "{}" }]);
	expect((await store.retrieve(filtered(word("welder")))).total).toBe(1);
	expect(await openViews()).toBe(1);
	await expect.poll(openViews, { timeout: 20_000 }).toBe(0);
	await (await other.open(NAME, KEY)).write([
		person("bob", { body: "welder weldings" }),
		{ op: "put", collection: "job", id: "j", record: "[]" },
	]);
	expect((await store.retrieve(filtered({ op: "prefix", prefix: "weldi" }))).rows.ids).toEqual(["bob"]);
	expect(await store.write([{ op: "put", collection: "job", id: "j", record: "1", ifVersion: 2 }])).toEqual([3]);
});
