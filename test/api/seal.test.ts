import { once } from "node:events";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { type ClientRequest, request } from "node:http";
import os from "node:os";
import path from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createLog } from "../../src/api/request-log.ts";
import { runCommandLine } from "../../src/cli/program.ts";
import { configFor } from "../../src/config.ts";
import { breakSeal, demandUnsealed, putSeal, readSeal, serveSealable } from "../../src/server/seal.ts";
import { openPlatform, startServer } from "../../src/server.ts";
import { createMasterKeyFile } from "../../src/tenancy/vault.ts";
import { run } from "../cli/run.ts";
import { allVerbs, linesIn } from "../cli/verbs.ts";

let folder = "";
const dataDir = () => path.join(folder, "data");
beforeAll(async () => {
	folder = mkdtempSync(path.join(os.tmpdir(), "tributary-seal-"));
	createMasterKeyFile(`${dataDir()}.key`);
	const platform = await openPlatform(config());
	await platform.tenancy.tenants.create({ id: "acme", name: "Acme" });
	await platform.close();
});
afterAll(() => rmSync(folder, { recursive: true }));

const config = () =>
	configFor({
		dataDir: dataDir(),
		masterKey: { file: `${dataDir()}.key` },
		listen: { host: "127.0.0.1", port: 0 },
		publicUrl: "http://127.0.0.1",
		parser: { allowWithoutNamespace: true },
	});

/** Whether it is answered so within the time. */
async function answers(url: string, status: number, milliseconds: number): Promise<Response | null> {
	for (const until = Date.now() + milliseconds; Date.now() < until; await wait(20)) {
		const answer = await fetch(`${url}/v1/ready`).catch(() => null);
		if (answer?.status === status) return answer;
	}
	return null;
}

/** One whose end does not come. */
async function slowUpload(url: string): Promise<ClientRequest> {
	const upload = request(`${url}/oauth/v2/accessToken`, { method: "POST" });
	upload.on("error", () => {});
	upload.write("grant_type=client_credentials");
	await once(upload, "socket");
	await wait(200);
	return upload;
}

test("R20: a sealed service answers 503 with the reason, lets go of its keys, and serves again when it is unsealed", async () => {
	const log = createLog("silent");
	const changes: string[] = [];
	const start = (fixed: ReturnType<typeof config>) => startServer(fixed, { log });
	const server = await serveSealable(config(), start, (event) => changes.push(event));
	expect(await answers(server.url, 200, 10_000)).not.toBeNull();
	const upload = await slowUpload(server.url);
	putSeal(dataDir(), "break-in suspected", new Date());
	const sealed = await answers(server.url, 503, 3000);
	// Whoever broke in could keep it open by an upload of his.
	await expect.poll(() => upload.destroyed).toBe(true);
	for (let tries = 0; changes.length === 0 && tries < 500; tries++) await wait(20);
	expect(changes).toEqual(["sealed"]);
	const answer = await fetch(`${server.url}/v1/search?q=x`);
	expect(sealed).not.toBeNull();
	expect(answer.headers.get("retry-after")).toBe("30");
	expect(await answer.json()).toMatchObject({ code: "sealed", detail: expect.stringContaining("break-in suspected") });
	breakSeal(dataDir());
	expect(await answers(server.url, 200, 20_000)).not.toBeNull();
	await server.close();
}, 60_000);

test("R20: it is sealed still after a restart, for the command line too", async () => {
	expect(await runCommandLine(["node", "tributary", "--data", dataDir(), "vault", "seal", "--reason", "case 12"])).toBe(
		0,
	);
	expect(readSeal(dataDir())).toMatchObject({ reason: "case 12" });
	expect(() => demandUnsealed(dataDir())).toThrow(/case 12/);
	expect(await runCommandLine(["node", "tributary", "--data", dataDir(), "tenant", "list"])).toBe(1);
	const never = () => Promise.reject(new Error("opened"));
	const server = await serveSealable({ ...config(), listen: { host: "127.0.0.1", port: 45_871 } }, never);
	expect((await fetch("http://127.0.0.1:45871/v1/health")).status).toBe(503);
	await server.close();
	expect(await runCommandLine(["node", "tributary", "--data", dataDir(), "vault", "unseal"])).toBe(0);
	expect(readSeal(dataDir())).toBeNull();
	expect(await runCommandLine(["node", "tributary", "--data", dataDir(), "tenant", "list"])).toBe(0);
});

test("R20: a verb that is at work ends when it is sealed", async () => {
	const into = ["--into", folder, "--every", "60"];
	const following = run("--data", dataDir(), "audit", "follow", "--tenant", "acme", ...into);
	for (let tries = 0; tries < 500 && !readdirSync(folder).some((name) => name.startsWith("head-")); tries++)
		await wait(20);
	putSeal(dataDir(), "case 12", new Date());
	const { code, err } = await following;
	breakSeal(dataDir());
	expect([code, err]).toEqual([1, expect.stringContaining("error sealed")]);
});

/** What touches nobody's data and no key of the service, each for its own reason. */
const EVEN_SEALED: ReadonlySet<string> = new Set([
	// The seal itself; what is served while sealed says so.
	...["vault seal", "vault unseal", "vault status", "serve"],
	// A demo of its own, which is made anew.
	...["start", "demo links"],
	// Offline: files that are given, and keys that are new.
	...[
		"certificate verify",
		"audit check",
		"approver key",
		"approver sign",
		"tenant identity",
		"key create",
		"key init",
		"parse",
	],
	// Speaks to a server as any ATS does, with credentials that it is given.
	"simulate-ats",
	// Corpora of fictitious people, and vocabularies.
	...["evaluate", "compare", "tune", "report", "judge", "vocabulary import", "vocabulary lint", "vocabulary effect"],
]);
describe("R20: sealed, no verb gets at data or keys", () => {
	beforeAll(() => putSeal(dataDir(), "case 12", new Date()));
	afterAll(() => breakSeal(dataDir()));

	test.each(allVerbs().filter(({ name }) => !EVEN_SEALED.has(name)))("$name is refused", async (verb) => {
		const { code, err } = await run("--data", dataDir(), ...linesIn(folder)(verb));
		expect([code, err]).toEqual([1, expect.stringContaining("error sealed")]);
	});

	test("a whole restore is refused as well, before the backup is looked at", async () => {
		expect((await run("--data", dataDir(), "restore", folder)).err).toContain("error sealed");
	});

	test("nothing stands on the list that is no verb", () => {
		const known = new Set(allVerbs().map(({ name }) => name));
		expect([...EVEN_SEALED].filter((name) => !known.has(name))).toEqual([]);
	});
});

test("a reason with an address in it is refused, and what is sealed is not sealed again", () => {
	expect(() => putSeal(dataDir(), "call ada@example.com", new Date())).toThrow();
	putSeal(dataDir(), "case 13", new Date());
	expect(() => putSeal(dataDir(), "case 14", new Date())).toThrow(/already/);
	breakSeal(dataDir());
});
