/** Two API nodes as processes of their own; one is killed with kill -9 in the middle of writes, and nothing that it acknowledged is lost. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { configFor } from "../../src/config.ts";
import { PERMISSIONS } from "../../src/domain/actor.ts";
import { parseTenantId } from "../../src/domain/tenant.ts";
import { openPlatform } from "../../src/server.ts";
import { createMasterKeyFile } from "../../src/tenancy/vault.ts";
import { freshPrefix, removeIndices, servedOn } from "./test-cluster.ts";

const prefix = freshPrefix();
const ACME = parseTenantId("acme");
const KILLS = Number(process.env.KILLS ?? 2);
/** Acknowledged before each kill. */
const BATCHES = 4;
const folder = mkdtempSync(path.join(os.tmpdir(), "tributary-api-kill-"));
const settingsOf = (node: string) => servedOn(prefix, folder, node);
let basic = "";

interface ApiNode {
	readonly url: string;
	readonly process: ChildProcess;
}

beforeAll(async () => {
	createMasterKeyFile(path.join(folder, "master.key"));
	const platform = await openPlatform(configFor(settingsOf("cli")));
	await platform.tenancy.tenants.create({ id: ACME, name: "Acme" });
	const client = await platform.tenancy.clients.create({ tenant: ACME, name: "test", permissions: [...PERMISSIONS] });
	basic = `Basic ${Buffer.from(`${client.clientId}:${client.clientSecret}`).toString("base64")}`;
	await platform.close();
});
afterAll(async () => {
	rmSync(folder, { recursive: true });
	await removeIndices(prefix);
});

async function startNode(name: string): Promise<ApiNode> {
	const file = path.join(folder, `${name}.json`);
	writeFileSync(file, JSON.stringify(settingsOf(name)), { mode: 0o600 });
	const main = path.resolve(import.meta.dirname, "../../src/main.ts");
	const child = spawn(process.execPath, [main, "serve", "--config", file], { stdio: ["ignore", "ignore", "pipe"] });
	let said = "";
	const url = await new Promise<string>((resolve, reject) => {
		child.stderr.on("data", (chunk) => {
			said += chunk;
			const found = /serving (\S+)/.exec(said);
			if (found !== null) resolve(found[1] as string);
		});
		child.once("exit", () => reject(new Error(said)));
	});
	return { url, process: child };
}

async function tokenFrom({ url }: ApiNode): Promise<string> {
	const body = new URLSearchParams({ grant_type: "client_credentials" });
	const answer = await fetch(`${url}/oauth/v2/accessToken`, {
		method: "POST",
		headers: { authorization: basic },
		body,
	});
	return `Bearer ${((await answer.json()) as { access_token: string }).access_token}`;
}

/** Imports three people at a time, and kills the node in the middle of a batch after so many. @returns ids that were acknowledged */
async function importUntilDead(
	{ url, process: victim }: ApiNode,
	authorization: string,
	round: number,
): Promise<string[]> {
	const acknowledged: string[] = [];
	for (let batch = 0; ; batch++) {
		const ids = [0, 1, 2].map((at) => `r${round}-b${batch}-${at}`);
		const lines = ids.map((id) =>
			JSON.stringify({ id, resume: { basics: { name: "Ann Poe", label: "Glaciologist" } } }),
		);
		if (batch === BATCHES) setTimeout(() => victim.kill("SIGKILL"), 30 * round);
		try {
			const answer = await fetch(`${url}/v1/candidates/import`, {
				method: "POST",
				headers: { authorization, "content-type": "application/x-ndjson" },
				body: lines.join("\n"),
			});
			const text = await answer.text();
			const results = text.trim().split("\n");
			expect([answer.status, results.length, text]).toEqual([200, 3, expect.not.stringContaining('"error"')]);
			acknowledged.push(...ids);
		} catch (error) {
			// What is cut off in the middle was not acknowledged.
			if (victim.killed) return acknowledged;
			throw error;
		}
	}
}

test("kill -9 of an API node in the middle of writes loses nothing that was acknowledged; the other goes on at once", async () => {
	const survivor = await startNode("survivor");
	const authorization = await tokenFrom(survivor);
	const acknowledged: string[] = [];
	try {
		for (let round = 0; round < KILLS; round++) {
			const victim = await startNode("victim");
			const ids = await importUntilDead(victim, authorization, round);
			expect(ids.length).toBeGreaterThanOrEqual(3 * BATCHES);
			acknowledged.push(...ids);
			const found = await fetch(`${survivor.url}/v1/search?q=glaciologist`, { headers: { authorization } });
			expect(found.status).toBe(200);
			expect(((await found.json()) as { total: number }).total).toBeGreaterThanOrEqual(acknowledged.length);
			for (const id of ids) {
				const read = await fetch(`${survivor.url}/v1/candidates/${id}`, { headers: { authorization } });
				expect(read.status, id).toBe(200);
			}
		}
	} finally {
		survivor.process.kill("SIGTERM");
		await once(survivor.process, "exit");
	}
	const platform = await openPlatform(configFor(settingsOf("cli")));
	expect(await platform.tenancy.audit.verify(ACME)).toMatchObject({ ok: true });
	await platform.close();
});
