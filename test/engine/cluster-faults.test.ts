/** What a cluster refuses with is told by a name of the one table, and with what to do. test/elastic/faults.test.ts has the real ones. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import os from "node:os";
import path from "node:path";
import { Client, errors } from "@elastic/elasticsearch";
import { expect, test, vi } from "vitest";
import { CheckedTransport } from "../../src/engine/elasticsearch/answers.ts";
import { Credentials } from "../../src/engine/elasticsearch/credentials.ts";
import { Expunge } from "../../src/engine/elasticsearch/expunge.ts";
import { clusterFault, codeOf, named } from "../../src/engine/elasticsearch/faults.ts";
import { headDocument, readHead, readIndex, type StoreAccess } from "../../src/engine/elasticsearch/head.ts";
import { storeIndex } from "../../src/engine/elasticsearch/names.ts";
import { StoreKeys } from "../../src/engine/elasticsearch/store-keys.ts";
import { View } from "../../src/engine/elasticsearch/view.ts";
import { ERRORS, TributaryError } from "../../src/errors.ts";
import { createMasterKeyFile } from "../../src/tenancy/vault.ts";
import { run } from "../cli/run.ts";

test.each([
	["a full disk", 403, "cluster_block_exception", "cluster-read-only"],
	["a block by the operator, told of an item of a bulk", 429, "cluster_block_exception", "cluster-read-only"],
	["no master", 503, "cluster_block_exception", "cluster-unavailable"],
	["a red index", 503, "search_phase_execution_exception", "cluster-unavailable"],
	["a primary that is not there", 503, "unavailable_shards_exception", "cluster-unavailable"],
	["a node without memory for it", 429, "circuit_breaking_exception", "cluster-unavailable"],
	["a node with too much to do", 429, "es_rejected_execution_exception", "cluster-unavailable"],
	["an index that was closed", 400, "index_closed_exception", "cluster-unavailable"],
	["a field that the mapping does not have", 400, "strict_dynamic_mapping_exception", "cluster-mapping"],
	["a value of another type", 400, "document_parsing_exception", "cluster-mapping"],
	["an account that was revoked", 401, "security_exception", "cluster-refused"],
	["another tenant's index", 403, "security_exception", "cluster-refused"],
	["a version that somebody else wrote", 409, "version_conflict_engine_exception", "conflict"],
	["no such index", 404, "index_not_found_exception", "not-found"],
	["a query of too many words", 400, "too_many_nested_clauses", "invalid-plan"],
	["a write of more bytes than the cluster takes", 413, undefined, "body-too-large"],
] as const)("%s", (_, status, type, code) => {
	expect(codeOf(status, type)).toBe(code);
	expect(ERRORS[code]).toMatchObject({ title: expect.any(String), remedy: expect.any(String) });
});

test.each([
	["an expired certificate", "certificate has expired", "cluster-certificate"],
	["one for another name", "Hostname/IP does not match certificate's altnames", "cluster-certificate"],
	["nobody there", "connect ECONNREFUSED 127.0.0.1:9200", "cluster-unreachable"],
])("%s", (_, message, code) => {
	expect(clusterFault(new errors.ConnectionError(message))).toMatchObject({ code, status: 503 });
});

test("as many shards as the cluster allows", () => {
	// As 9.5.0 says it.
	const reason =
		"Validation Failed: 1: this action would add [2] shards, but this cluster currently has [2]/[1] maximum normal shards open; for more information, see https://www.elastic.co/docs/deploy-manage/production-guidance/optimize-performance/size-shards?version=9.5#troubleshooting-max-shards-open;";
	const refused = new errors.ResponseError({
		statusCode: 400,
		body: { error: { type: "validation_exception", reason } },
		headers: {},
		warnings: null,
		meta: {} as never,
	});
	expect(clusterFault(refused)).toMatchObject({ code: "cluster-shards" });
});

/** A client of its own makes the moment, which a real cluster has for microseconds: an index that goes between a name and its document. */
test.each([
	["index_not_found_exception", 2],
	["no_shard_available_action_exception", 1],
])("a head whose index was removed while it was read is read where the alias leads then: %s", async (type, calls) => {
	const refused = new errors.ResponseError({
		statusCode: 503,
		body: { error: { type: "no_shard_available_action_exception", root_cause: [{ type }] } },
		headers: {},
		warnings: null,
		meta: {} as never,
	});
	const get = vi.fn().mockRejectedValueOnce(refused).mockResolvedValue({ _index: "next" });
	const read = readIndex({ client: { get }, index: "store" } as unknown as StoreAccess);
	if (calls === 2) expect(await read).toBe("next");
	else await expect(read).rejects.toMatchObject({ code: "cluster-unavailable" });
	expect(get).toHaveBeenCalledTimes(calls);
});

/** Answers one request after the other as it is told. */
async function asking<T>(said: readonly [number, object][], ask: (client: Client) => Promise<T>): Promise<T> {
	let next = 0;
	const server = createServer((_, answer) => {
		const [status, body] = said[Math.min(next++, said.length - 1)] as [number, object];
		const type = "application/vnd.elasticsearch+json";
		answer.writeHead(status, { "content-type": type, "x-elastic-product": "Elasticsearch" }).end(JSON.stringify(body));
	});
	await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
	const node = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
	const client = new Client({ node, maxRetries: 0, Transport: CheckedTransport });
	try {
		return await ask(client);
	} finally {
		await client.close();
		server.close();
	}
}

test("an answer without the shards that lie nowhere is none", async () => {
	const counted = (successful: number) => ({ count: 5, _shards: { total: 3, successful, skipped: 0, failed: 0 } });
	const count = (client: Client) => named(client.count({ index: "store" }));
	expect(await asking([[200, counted(3)]], count)).toMatchObject({ count: 5 });
	await expect(asking([[200, counted(2)]], count)).rejects.toMatchObject({ code: "cluster-unavailable" });
});

test("a write that comes too fast is held back until there is room; one that meets a full disk is told at once", async () => {
	const refused = (type: string): [number, object] => [429, { error: { type, root_cause: [] } }];
	const write = (client: Client) => named(client.bulk({ index: "store", operations: [{ delete: { _id: "1" } }] }));
	const answers = [refused("es_rejected_execution_exception"), [200, { items: [], errors: false }]] as const;
	expect(await asking(answers as never, write)).toMatchObject({ items: [] });
	await expect(asking([refused("cluster_block_exception"), answers[1] as never], write)).rejects.toMatchObject({
		code: "cluster-read-only",
	});
});

test("the account of a store whose answer was lost on the way is kept", async () => {
	const [kept, refused]: [Record<string, unknown>[], unknown[]] = [[], []];
	const conflict = new errors.ResponseError({
		statusCode: 409,
		body: {},
		headers: {},
		warnings: null,
		meta: {} as never,
	});
	const operator = {
		create: async ({ document }: { document: Record<string, unknown> }) => {
			kept.push(document);
			throw conflict;
		},
		get: async () => ({ found: true, _source: kept[0] }),
		security: {
			createApiKey: async () => ({ id: "mine", encoded: "secret" }),
			invalidateApiKey: async (asked: unknown) => refused.push(asked),
		},
	} as unknown as Client;
	const store = storeIndex("t", { kind: "network" });
	const credentials = new Credentials(operator, "t-credentials");
	const keys = new StoreKeys(new Uint8Array(32).fill(1));
	expect(await credentials.create(store, keys, async () => {})).toMatchObject({
		keyId: "mine",
		authorization: "ApiKey secret",
	});
	expect(refused).toEqual([]);
});

/** As 9.5.0 says it. */
const DERIVED = {
	type: "illegal_argument_exception",
	reason: "creating derived api keys requires an explicit role descriptor that is empty (has no privileges)",
};

test.each([
	["an API key that may make no keys", 400, DERIVED, "cluster-refused"],
	["a user who may make none", 403, { type: "security_exception" }, "cluster-refused"],
] as const)("%s: nothing was made for the store", async (_, statusCode, error, code) => {
	const refused = new errors.ResponseError({
		statusCode,
		body: { error },
		headers: {},
		warnings: null,
		meta: {} as never,
	});
	const operator = { security: { createApiKey: () => Promise.reject(refused) } } as unknown as Client;
	const make = vi.fn();
	const creating = new Credentials(operator, "t-credentials").create(
		storeIndex("t", { kind: "network" }),
		new StoreKeys(new Uint8Array(32)),
		make,
	);
	await expect(creating).rejects.toMatchObject({ code });
	expect(make).not.toHaveBeenCalled();
});

test("a store whose index cannot be made leaves no key behind", async () => {
	const invalidateApiKey = vi.fn(async () => ({}));
	const security = { createApiKey: async () => ({ id: "mine", encoded: "secret" }), invalidateApiKey };
	const operator = { security } as unknown as Client;
	const make = () => Promise.reject(new TributaryError("cluster-shards"));
	const creating = new Credentials(operator, "t-credentials").create(
		storeIndex("t", { kind: "network" }),
		new StoreKeys(new Uint8Array(32)),
		make,
	);
	await expect(creating).rejects.toMatchObject({ code: "cluster-shards" });
	expect(invalidateApiKey).toHaveBeenCalledWith({ ids: ["mine"] });
});

test("what somebody deleted whose process ended is taken out of the segments by another, and what is taken out is not spoken of again", async () => {
	const [keys, merges]: [StoreKeys, string[]] = [new StoreKeys(new Uint8Array(32)), []];
	const stored = { sequence: 0, deleted: 1 as number | undefined, left: [1, 0] };
	const indices = {
		flush: async () => ({}),
		refresh: async () => ({}),
		forcemerge: async ({ index }: { index: string }) => merges.push(index),
		stats: async () => ({ _all: { primaries: { docs: { deleted: stored.left.shift() } } } }),
	};
	const get = async () => {
		const { sequence, deleted } = stored;
		return { _index: "s", _source: headDocument(access, sequence, { transaction: "t", deleted }).document };
	};
	const access = { client: { get, indices }, index: "s", keys } as unknown as StoreAccess;
	vi.useFakeTimers();
	try {
		const [whoever, other] = [new Expunge(access), new Expunge(access)];
		for (const one of [whoever, other]) one.follow((await readHead(access)).deleted);
		expect([whoever.left(1), whoever.left(undefined)]).toEqual([1, null]);
		await vi.advanceTimersByTimeAsync(60_000);
		expect(merges).toEqual([]);
		// Nothing of it is ours, and a store that rests meanwhile would end it.
		expect(whoever.isRunning).toBe(true);
		other.stop();
		await vi.advanceTimersByTimeAsync(10 * 60_000);
		expect(merges).toEqual(["s", "s"]);
		expect(whoever.isRunning).toBe(false);
		expect([whoever.left(1), whoever.left(2)]).toEqual([null, 2]);
		// Whoever deleted it has followed it to its end by now.
		stored.deleted = undefined;
		whoever.follow(2);
		await vi.advanceTimersByTimeAsync(10 * 60_000);
		expect(merges).toHaveLength(2);
		expect(whoever.left(2)).toBe(null);
	} finally {
		vi.useRealTimers();
	}
});

test("of a store that is asked for days and never written to not every count is remembered", async () => {
	const search = async ({ aggs }: { aggs: { each: { filters: { filters: readonly object[] } } } }) => ({
		aggregations: { each: { buckets: aggs.each.filters.filters.map(() => ({ doc_count: 1 })) } },
	});
	const client = { search, openPointInTime: async () => ({ id: "1", _shards: { total: 1 } }) };
	const access = { client, index: "store", keys: new StoreKeys(new Uint8Array(32)) } as unknown as StoreAccess;
	const view = await View.open(access, 0);
	const seen = () => view.seenBy(undefined, undefined);
	const first = seen();
	await first.counts.matching([{ term: { words: "few" } }]);
	expect(seen()).toBe(first);
	await first.counts.matching(Array.from({ length: 100_001 }, (_, at) => ({ term: { words: `${at}` } })));
	seen();
	expect(seen().counts.size).toBe(0);
});

test("a process that finds no cluster waits for it as long as it was told, and ends with one sentence and what to do", async () => {
	const folder = mkdtempSync(path.join(os.tmpdir(), "tributary-no-cluster-"));
	const place = (name: string) => path.join(folder, name);
	createMasterKeyFile(place("master.key"));
	writeFileSync(place("password"), "none", { mode: 0o600 });
	const account = { username: "nobody", passwordFile: place("password") };
	const engine = { elasticsearch: { nodes: ["https://127.0.0.1:9"], account, startSeconds: 1 } };
	const config = { dataDir: place("data"), masterKey: { file: place("master.key") }, operatorAccess: "open", engine };
	writeFileSync(place("tributary.json"), JSON.stringify(config));
	const began = performance.now();
	const { code, err } = await run("tenant", "list", "--config", place("tributary.json"));
	expect(performance.now() - began).toBeGreaterThan(500);
	expect(code).toBe(1);
	expect(err).toContain(ERRORS["cluster-unreachable"].title);
	expect(err).toContain(ERRORS["cluster-unreachable"].remedy);
	rmSync(folder, { recursive: true });
});
