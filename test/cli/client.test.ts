import { generateKeyPairSync } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, expect, test } from "vitest";
import { run } from "./run.ts";

const folder = mkdtempSync(path.join(os.tmpdir(), "tributary-client-"));
const data = ["--data", path.join(folder, "data")];
afterAll(() => rmSync(folder, { recursive: true }));

const json = async (...args: readonly string[]) => {
	const ran = await run(...args, "--json", ...data);
	expect([ran.code, ran.err]).toEqual([0, expect.not.stringContaining("error")]);
	return JSON.parse(ran.out);
};

test("a client's secrets and keys change on the command line, and its log says so", async () => {
	await run("tenant", "create", "acme", ...data);
	const own = ["--tenant", "acme"];
	const { clientId } = await json("client", "create", ...own, "--scope", "search");
	const rotated = await json("client", "rotate", clientId, ...own, "--overlap", "2");
	expect(rotated.clientSecret).toHaveLength(43);
	const pem = generateKeyPairSync("ed25519").publicKey.export({ format: "pem", type: "spki" });
	writeFileSync(path.join(folder, "client.pub"), pem);
	const key = await json("client", "add-key", clientId, ...own, "--public-key", path.join(folder, "client.pub"));
	const listed = await json("client", "credentials", clientId, ...own);
	expect(listed.map(({ kind }: { kind: string }) => kind)).toEqual(["secret", "secret", "key"]);
	expect(listed[2].id).toBe(key.id);
	await json("client", "revoke", clientId, listed[0].id, ...own);
	expect(await json("client", "credentials", clientId, ...own)).toHaveLength(2);
	await json("client", "lock", clientId, ...own, "--reason", "found in a repository");
	expect((await run("client", "list", ...own, ...data)).out).toContain("locked: found in a repository");
	expect(await json("client", "enable", clientId, ...own)).toMatchObject({ status: "active" });
	const { out } = await run("audit", "show", ...own, ...data);
	expect(out.match(/client\.change/g)).toHaveLength(10);
	expect((await run("client", "revoke", clientId, "nothing", ...own, ...data)).err).toContain("not-found");
	const { kid } = await json("signing-key", "rotate");
	expect((await json("signing-key", "list")).at(-1).kid).toBe(kid);
});
