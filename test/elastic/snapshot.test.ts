/** The guide of docs/cluster.md, step by step: a snapshot is put back on an empty cluster, and nobody comes back who was erased since. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createMasterKeyFile } from "../../src/tenancy/vault.ts";
import { run } from "../cli/run.ts";
import { freshPrefix, operatorClient, removeIndices, servedOn } from "./test-cluster.ts";

const prefix = freshPrefix();
const folder = mkdtempSync(path.join(os.tmpdir(), "tributary-snapshot-"));
const place = (name: string) => path.join(folder, name);
const operator = operatorClient();
const STORES = `${prefix}.*,${prefix}-credentials`;

async function tributary(...args: readonly string[]): Promise<string> {
	const ran = await run(...args, "--config", place("tributary.json"));
	expect([ran.code ?? 0, ran.err, ran.out]).toEqual([0, expect.any(String), expect.any(String)]);
	return ran.out;
}
const found = async (): Promise<string[]> => {
	const { hits } = JSON.parse(await tributary("search", "--tenant", "acme", "welder", "--json"));
	return (hits as { candidateId: string }[]).map(({ candidateId }) => candidateId).sort();
};

beforeAll(async () => {
	createMasterKeyFile(place("master.key"));
	writeFileSync(
		place("tributary.json"),
		JSON.stringify({ ...servedOn(prefix, folder, "node"), operatorAccess: "open" }),
	);
	await tributary("tenant", "create", "acme", "--name", "Acme");
	for (const name of ["ann", "eve"]) {
		const basics = { name: `${name} Poe`, label: "Welder", email: `${name}@x.example` };
		writeFileSync(place(`${name}.json`), JSON.stringify({ basics }));
	}
	await tributary("ingest", place("ann.json"), place("eve.json"), "--tenant", "acme");
});
afterAll(async () => {
	await operator.snapshot.deleteRepository({ name: prefix }, { ignore: [404] });
	await operator.close();
	rmSync(folder, { recursive: true });
	await removeIndices(prefix);
});

test("a snapshot that was put back has everybody but whom was erased since", async () => {
	const before = await found();
	expect(before).toHaveLength(2);
	await operator.snapshot.createRepository({
		name: prefix,
		repository: { type: "fs", settings: { location: prefix } },
	});
	const since = new Date().toISOString();
	const options = { indices: STORES, include_global_state: false, wait_for_completion: true };
	const { snapshot } = await operator.snapshot.create({ repository: prefix, snapshot: "nightly", ...options });
	expect(snapshot?.state).toBe("SUCCESS");

	await tributary("candidate", "erase", "--tenant", "acme", "--email", "eve@x.example");
	const left = await found();
	expect(left).toHaveLength(1);
	const eve = before.find((id) => !left.includes(id));

	const indices = Object.keys(await operator.indices.get({ index: STORES, features: ["aliases"] }));
	for (const index of indices) await operator.indices.delete({ index });
	await operator.snapshot.restore({ repository: prefix, snapshot: "nightly", ...options });
	// What the guide is for: without its last step she would be back.
	expect(await found()).toEqual(before);
	const again = JSON.parse(await tributary("engine", "erase-again", "--since", since, "--json"));
	expect(again).toEqual({ wiped: [], erased: { acme: [eve] }, accounts: {}, rights: [] });
	expect(await found()).toEqual(left);
	expect(JSON.parse(await tributary("engine", "erase-again", "--since", since, "--json"))).toMatchObject({
		erased: {},
	});
	expect(await tributary("audit", "verify", "--tenant", "acme")).toEqual(expect.any(String));
});
