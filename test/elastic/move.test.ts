/** A tenant goes from files to the cluster and back while it is served; the command line that moves it may be killed. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createLog } from "../../src/api/request-log.ts";
import { type ConfigInput, configFor } from "../../src/config.ts";
import { parseTenantId } from "../../src/domain/tenant.ts";
import { TributaryError } from "../../src/errors.ts";
import { openPlatform, type Platform } from "../../src/server.ts";
import { createMasterKeyFile } from "../../src/tenancy/vault.ts";
import { person } from "../contract/people.ts";
import { freshPrefix, operatorClient, removeIndices, servedOn } from "./test-cluster.ts";

const MAIN = path.resolve(import.meta.dirname, "../../src/main.ts");
const ACME = parseTenantId("acme");
const PEOPLE = 2000;
const REFUSALS: readonly string[] = ["tenant-moving", "audit-unavailable"];
const prefix = freshPrefix();
const log = createLog("silent");
let folder = "";
let config: ConfigInput;
let platform: Platform;

beforeAll(async () => {
	folder = mkdtempSync(path.join(os.tmpdir(), "tributary-move-"));
	createMasterKeyFile(path.join(folder, "master.key"));
	const { engine, ...rest } = servedOn(prefix, folder, "node");
	config = { ...rest, engine: "embedded", otherEngine: engine ?? null };
	writeFileSync(path.join(folder, "tributary.json"), JSON.stringify({ ...config, operatorAccess: "open" }));
	platform = await openPlatform(configFor(config), { log });
	await platform.tenancy.tenants.create({ id: ACME, name: "Acme" });
	const { store } = await open();
	for (let start = 0; start < PEOPLE; start += 500)
		await store.write(
			Array.from({ length: 500 }, (_, at) =>
				person(
					`p-${start + at}`,
					{ body: `welder of word${at % 90} and bridges`, name: `ann${at}`, note: `n${at % 7} | quiet` },
					{ facets: { skill: [`S${at % 40}`] }, columns: { years: at % 30 }, keys: [`k:${at % 500}`] },
				),
			),
		);
	await store.write([
		{ op: "put", collection: "original", id: "o", record: "{}", blob: Buffer.from("bytes"), keys: ["x"] },
	]);
});
afterAll(async () => {
	await platform.close();
	rmSync(folder, { recursive: true });
	await removeIndices(prefix);
});

const open = () => platform.tenancy.openScope({ tenant: ACME, actor: { kind: "operator", id: "t" }, purpose: "test" });

/** The command line, as a process; killed after so many milliseconds. */
async function moveTo(to: string, killAfter: number | null = null) {
	const args = [MAIN, "engine", "move", "--tenant", ACME, "--to", to, "--json"];
	const child = spawn(process.execPath, ["--no-warnings", ...args, "--config", path.join(folder, "tributary.json")]);
	let out = "";
	for (const stream of [child.stdout, child.stderr]) stream.on("data", (text) => (out += String(text)));
	const timer = killAfter === null ? null : setTimeout(() => child.kill("SIGKILL"), killAfter);
	const [code] = await once(child, "close");
	if (timer !== null) clearTimeout(timer);
	return { code: code as number | null, out };
}

test("a tenant moves to the cluster and back; what is written meanwhile is there, and a killed move is gone on with", async () => {
	let isDone = false;
	let written = 0;
	const writing = (async () => {
		while (!isDone) {
			try {
				const { store } = await open();
				await store.write([{ op: "put", collection: "task", id: `t-${written}`, record: "{}" }]);
				written++;
				expect(await store.read("task", { ids: [`t-${written - 1}`] })).not.toContain(null);
			} catch (error) {
				// While nobody finishes the end of a move that was killed.
				if (!(error instanceof TributaryError) || !REFUSALS.includes(error.code)) throw error;
			}
			await new Promise((resolve) => setTimeout(resolve, 20));
		}
	})();
	const killed: (number | null)[] = [];
	for (const [to, moments] of [
		["elasticsearch", [2500, 4000, 6000]],
		["embedded", [3000]],
	] as const) {
		for (const moment of moments) killed.push((await moveTo(to, moment)).code);
		const { code, out } = await moveTo(to);
		expect(out).toContain(`"to": "${to}"`);
		expect(code).toBe(0);
		expect(await platform.tenancy.moves.placeOf(ACME)).toBe(to);
		const { store } = await open();
		expect((await store.suggest("weld", 1))[0]).toEqual({ word: "welder", documents: PEOPLE });
		expect(await platform.tenancy.audit.verify(ACME)).toMatchObject({ ok: true });
		if (to === "embedded") continue;
		const operator = operatorClient();
		const found = await operator.indices.get({ index: `${prefix}.tenant.acme*`, features: ["aliases"] });
		expect(Object.keys(found)).toHaveLength(1);
		await operator.close();
	}
	isDone = true;
	await writing;
	expect(killed).toContain(null);
	const { store } = await open();
	expect(await store.list("task", { limit: 10_000 })).toHaveLength(written);
	expect(await store.read("original", { keys: ["x"] })).toMatchObject([{ id: "o" }]);
	const operator = operatorClient();
	const left = await operator.indices.get({ index: `${prefix}.*`, features: ["aliases"] });
	expect(Object.keys(left)).toEqual([]);
	await operator.close();
});
