/** What an operator does on the command line, with a cluster in the configuration: the same verbs with the same ends as with files. */
import { generateKeyPairSync } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { MAPPING_VERSION } from "../../src/engine/elasticsearch/names.ts";
import { createMasterKeyFile } from "../../src/tenancy/vault.ts";
import { run } from "../cli/run.ts";
import { freshPrefix, operatorClient, removeIndices, servedOn } from "./test-cluster.ts";

const prefix = freshPrefix();
const folder = mkdtempSync(path.join(os.tmpdir(), "tributary-cli-elastic-"));
const place = (name: string) => path.join(folder, name);
const on = ["--config", place("tributary.json")];

/** Both kinds of engines in the configuration, the cluster first. */
async function tributary(...args: readonly string[]) {
	const ran = await run(...args, ...on);
	expect([ran.code ?? 0, ran.err]).toEqual([0, expect.any(String)]);
	return ran.out;
}
const json = async <T>(...args: readonly string[]) => JSON.parse(await tributary(...args, "--json")) as T;
const search = async (tenant: string) => {
	const { total, hits } = await json<{ total: number; hits: { candidateId: string; score: number }[] }>(
		"search",
		"--tenant",
		tenant,
		"welder",
	);
	return { total, hits: hits.map(({ candidateId, score }) => [candidateId, score]) };
};

beforeAll(async () => {
	createMasterKeyFile(place("master.key"));
	const config = { ...servedOn(prefix, folder, "node"), operatorAccess: "open", otherEngine: "embedded" };
	writeFileSync(place("tributary.json"), JSON.stringify(config));
	await tributary("tenant", "create", "acme", "--name", "Acme");
	for (const [name, label] of [
		["ann", "Welder"],
		["bob", "Welder and fitter"],
		["cat", "Nurse"],
	])
		writeFileSync(
			place(`${name}.json`),
			JSON.stringify({ basics: { name: `${name} Poe`, label, email: `${name}@x.example` } }),
		);
	await tributary("ingest", ...["ann", "bob", "cat"].map((name) => place(`${name}.json`)), "--tenant", "acme");
});
afterAll(async () => {
	rmSync(folder, { recursive: true });
	await removeIndices(prefix);
});

const apiKeys = async () => {
	const operator = operatorClient();
	const { api_keys } = await operator.security.getApiKey({
		name: `tributary:${prefix}.tenant.acme`,
		active_only: true,
	});
	await operator.close();
	return api_keys.map(({ id }) => id);
};

test("engine rotate gives the stores another account, and they are searched on; engine migrate says what is as it should be", async () => {
	const [before, keys] = [await search("acme"), await apiKeys()];
	expect(before.total).toBe(2);
	expect(await json("engine", "rotate", "--tenant", "acme")).toEqual({ tenant: "acme" });
	const rotated = await apiKeys();
	expect(rotated).toHaveLength(1);
	expect(rotated).not.toEqual(keys);
	expect(await search("acme")).toEqual(before);
	const done = await json<{ store: string; from: string; to: string }[]>("engine", "migrate");
	expect(done.map(({ store }) => store)).toEqual(["platform", "network", "tenant:acme", "audit:acme"]);
	expect(done.every(({ from, to }) => from === to && to.endsWith(`.v${MAPPING_VERSION}`))).toBe(true);
	await json("engine", "migrate", "--tenant", "acme", "--people", "3000000");
	expect(await search("acme")).toEqual(before);
	const refused = await run("engine", "migrate", "--people", "5", ...on);
	expect([refused.code, refused.err]).toEqual([2, expect.stringContaining("--tenant")]);
	const unknown = await run("engine", "rotate", "--tenant", "nobody", ...on);
	expect([unknown.code, unknown.err]).toEqual([1, expect.stringContaining("There is no tenant nobody.")]);
});

test("accounts are invited, listed, given roles and disabled", async () => {
	await tributary(
		"account",
		"invite",
		"ada@acme.example",
		"--tenant",
		"acme",
		"--name",
		"Ada Quint",
		"--role",
		"recruiter",
	);
	const list = () => json<{ id: string; email: string; status: string }[]>("account", "list", "--tenant", "acme");
	const [ada] = await list();
	expect(ada).toMatchObject({ email: "ada@acme.example" });
	await tributary("account", "disable", ada?.id ?? "", "--tenant", "acme");
	expect((await list())[0]).toMatchObject({ status: "disabled" });
	expect(await tributary("audit", "verify", "--tenant", "acme")).toContain("each linked to the one before");
});

test("everything of a tenant leaves and comes back into another one", async () => {
	const { publicKey, privateKey } = generateKeyPairSync("x25519");
	writeFileSync(place("public.pem"), publicKey.export({ type: "spki", format: "pem" }));
	writeFileSync(place("private.pem"), privateKey.export({ type: "pkcs8", format: "pem" }), { mode: 0o600 });
	await tributary("tenant", "export", "acme", "--to-key", place("public.pem"), "--out", place("acme.age"));
	await tributary("tenant", "import", place("acme.age"), "--identity", place("private.pem"), "--tenant", "acme-2");
	expect(await search("acme-2")).toEqual(await search("acme"));
	expect(await tributary("audit", "verify", "--tenant", "acme-2")).toEqual(expect.any(String));
});

test("R23: a data key is rotated where the tenant lies", async () => {
	const [before, keys] = [await search("acme"), await apiKeys()];
	expect(await json("key", "rotate", "--tenant", "acme")).toEqual({ tenant: "acme", version: 2, persons: 2 });
	expect(await search("acme")).toEqual(before);
	expect(await apiKeys()).not.toEqual(keys);
	expect(await tributary("audit", "verify", "--tenant", "acme")).toEqual(expect.any(String));
});
