import { type ChildProcess, fork } from "node:child_process";
import { closeSync, mkdtempSync, openSync, readFileSync, readSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { configFor } from "../../src/config.ts";
import { parseTenantId } from "../../src/domain/tenant.ts";
import { putSeal } from "../../src/server/seal.ts";
import { openPlatform } from "../../src/server.ts";
import { createMasterKeyFile, deriveKey, openVault } from "../../src/tenancy/vault.ts";
import { keyIn } from "../proof/keys/key-in.ts";

/** All memory of a serving process, as a core dump has it, searched for its keys before and after it is sealed. */

/** Reads all of a process's memory, twice: a minute that not every run needs. */
const isWanted = process.env.MEMORY === "1";

let folder = "";
const dataDir = () => path.join(folder, "data");
let child: ChildProcess;
const acme = parseTenantId("acme");
const keys: Record<string, Buffer> = {};
let token = "";

beforeAll(async () => {
	if (!isWanted) return;
	folder = mkdtempSync(path.join(os.tmpdir(), "tributary-seal-memory-"));
	createMasterKeyFile(path.join(folder, "master.key"));
	const masterKey = { file: path.join(folder, "master.key") };
	const platform = await openPlatform(configFor({ dataDir: dataDir(), masterKey, publicUrl: "http://127.0.0.1" }));
	await platform.tenancy.tenants.create({ id: acme, name: "Acme" });
	const { clients, tokens } = platform.tenancy;
	const made = await clients.create({
		tenant: acme,
		name: "c",
		permissions: ["search", "resumes:write", "resumes:read"],
	});
	token = (await tokens.issue(await clients.verify(made.clientId, made.clientSecret))).token;
	await platform.close();
	keys.master = Buffer.from(readFileSync(path.join(folder, "master.key"), "utf8").trim(), "hex");
	for (const of of ["data", "audit", "persons"] as const) keys[of] = await keyIn(folder, acme, of);
	const vault = await openVault(masterKey);
	keys.platform = await vault.derive("store:platform");
	vault.forget();
	keys.wrapping = deriveKey(keys.master, "wrap:store");
	keys["wrapping of people's keys"] = deriveKey(keys.persons as Buffer, "person-keys");
});
afterAll(() => {
	child?.kill("SIGKILL");
	if (isWanted) rmSync(folder, { recursive: true });
});

const told = (event: string) =>
	new Promise<{ url?: string }>((resolve) => {
		child.on("message", (message: { event: string; url?: string }) => message.event === event && resolve(message));
	});

/** A key in the forms in which a program may hold it. */
const formsOf = (key: Buffer): Readonly<Record<string, Buffer>> => ({
	raw: key,
	hex: Buffer.from(key.toString("hex")),
	"hex, two bytes a letter": Buffer.from(key.toString("hex"), "utf16le"),
	base64: Buffer.from(key.toString("base64").slice(0, 42)),
	base64url: Buffer.from(key.toString("base64url").slice(0, 42)),
});

const CHUNK = 16 * 1024 * 1024;
const OVERLAP = 256;

/** Whatever can be read of a process's memory. @returns how often each form of each key is in it */
function found(pid: number): Readonly<Record<string, number>> {
	const counts: Record<string, number> = {};
	const memory = openSync(`/proc/${pid}/mem`, "r");
	const chunk = Buffer.alloc(CHUNK);
	try {
		for (const line of readFileSync(`/proc/${pid}/maps`, "utf8").split("\n")) {
			const [, from = "", to = "", rights = ""] = /^([0-9a-f]+)-([0-9a-f]+) (\S+)/.exec(line) ?? [];
			if (!rights.startsWith("rw") || /\[v(dso|var|syscall)/.test(line)) continue;
			const end = Number.parseInt(to, 16);
			for (let at = Number.parseInt(from, 16); at < end; at += CHUNK - OVERLAP) {
				let length = 0;
				try {
					length = readSync(memory, chunk, 0, Math.min(CHUNK, end - at), at);
				} catch {
					break;
				}
				const part = chunk.subarray(0, length);
				for (const [name, key] of Object.entries(keys))
					for (const [form, bytes] of Object.entries(formsOf(key)))
						for (let place = part.indexOf(bytes); place !== -1; place = part.indexOf(bytes, place + 1))
							counts[`${name} ${form}`] = (counts[`${name} ${form}`] ?? 0) + 1;
			}
		}
	} finally {
		closeSync(memory);
	}
	return counts;
}

test.runIf(isWanted)(
	"R20: a sealed process holds its keys in no form",
	async () => {
		child = fork(path.join(import.meta.dirname, "sealing-process.ts"), [dataDir()], { execArgv: ["--no-warnings"] });
		const { url } = await told("serving");
		const headers = { authorization: `Bearer ${token}` };
		for (let asked = 0; asked < 20; asked++)
			expect((await fetch(`${url}/v1/search?q=java${asked}`, { headers })).status).toBe(200);
		const file = { ...headers, "content-type": "application/octet-stream" };
		const resume = `${url}/v1/candidates/ann/resume`;
		expect((await fetch(resume, { method: "PUT", headers: file, body: "Ann Poe\nEngineer\n" })).status).toBe(201);
		expect((await fetch(resume, { headers })).status).toBe(200);
		const before = found(child.pid ?? 0);
		const sealed = told("sealed");
		putSeal(dataDir(), "break-in suspected", new Date());
		await sealed;
		const after = found(child.pid ?? 0);
		process.stdout.write(`before ${JSON.stringify(before)}, sealed ${JSON.stringify(after)}\n`);
		// The search finds what is there; what wraps keys is there only while one is opened.
		const held = Object.keys(keys).filter((name) => !name.startsWith("wrapping"));
		expect(Object.keys(before)).toEqual(expect.arrayContaining(held.map((name) => `${name} raw`)));
		expect(after).toEqual({});
	},
	600_000,
);
