/** R5: on a store that several tenants search, what one of them asked makes no question of another faster. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { type ClusterEngine, openClusterEngine } from "../../src/engine/elasticsearch/engine.ts";
import { storeIndex } from "../../src/engine/elasticsearch/names.ts";
import type { Plan, Store, StoreName } from "../../src/engine/port.ts";
import { group, person, phrase, plain, planOf, word } from "../contract/people.ts";
import { KEY } from "../contract/worlds.ts";
import { clusterSettings, freshPrefix, operatorClient, removeIndices } from "./test-cluster.ts";

const NETWORK: StoreName = { kind: "network" };
const prefix = freshPrefix();
const operator = operatorClient();
let engine: ClusterEngine;
let store: Store;

beforeAll(async () => {
	engine = await openClusterEngine(clusterSettings(prefix));
	store = await engine.open(NETWORK, KEY, { create: true });
	await store.write(
		["java rust", "rust java", "javascript go"].map((body, at) =>
			person(`p-${at}`, { body }, { columns: { years: at }, facets: { skill: [body] } }),
		),
	);
});
afterAll(async () => {
	await engine.close();
	await operator.close();
	await removeIndices(prefix);
});

const index = storeIndex(prefix, NETWORK).alias;
const QUESTION = planOf({
	filter: { op: "range", column: "years", min: 0, max: 9 },
	groups: [group(phrase("java rust"), word("rust")), group({ op: "prefix", prefix: "jav" })],
	facets: [{ facet: "skill", size: 5 }],
});

/** What a question costs the cluster: searches, documents read, and what its own cache was asked for. */
async function costOf(asker: string | undefined, parts: Partial<Plan> = {}) {
	const look = async () => {
		const { _all } = await operator.indices.stats({ index, metric: ["search", "request_cache"] });
		const { search, request_cache: cache } = _all.primaries ?? {};
		return [search?.query_total, search?.fetch_total, cache?.hit_count, cache?.miss_count].map(Number);
	};
	const before = await look();
	const answer = await store.retrieve({ ...QUESTION, ...parts, ...(asker === undefined ? {} : { asker }) });
	const after = await look();
	return { answer: plain(answer), cost: after.map((now, at) => now - (before[at] as number)) };
}

test("who asks first and who asks what another has asked cost the same, and are answered alike", async () => {
	// Whatever anybody's first question reads for all of them.
	await costOf("warm", { groups: [group(word("go"))], facets: [] });
	const [first, other, again] = [await costOf("a"), await costOf("b"), await costOf("a")];
	expect(other).toEqual(first);
	expect(again.answer).toEqual(first.answer);
	expect(again.cost[0]).toBeLessThan(first.cost[0] as number);
	expect(first.cost.slice(2)).toEqual([0, 0]);
});

test("without a name nothing is remembered", async () => {
	const [first, second] = [await costOf(undefined), await costOf(undefined)];
	expect(second).toEqual(first);
});
