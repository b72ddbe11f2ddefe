/** What a cluster refuses with is told by a name of the one table, and with what to do. test/elastic/faults.test.ts has the real ones. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { errors } from "@elastic/elasticsearch";
import { expect, test, vi } from "vitest";
import { clusterFault, codeOf } from "../../src/engine/elasticsearch/faults.ts";
import { readIndex, type StoreAccess } from "../../src/engine/elasticsearch/head.ts";
import { ERRORS } from "../../src/errors.ts";
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
