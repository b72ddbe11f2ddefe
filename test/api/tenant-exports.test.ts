import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { generateX25519Identity, identityToRecipient } from "age-encryption";
import { afterAll, expect, test } from "vitest";
import { checkArchive } from "../../src/transfer/read-archive.ts";
import { openWire } from "./middleware/wire-rig.ts";
import { fillWith } from "./whole-person.ts";

const folder = mkdtempSync(path.join(os.tmpdir(), "tributary-export-"));
const wire = await openWire();
afterAll(async () => {
	await wire.close();
	rmSync(folder, { recursive: true });
});

test("an archive is made in the background, shows its progress, is fetched whole, and removed", async () => {
	await fillWith(wire, "A1", "xanthippe");
	const identity = await generateX25519Identity();
	const publicKey = await identityToRecipient(identity);
	expect((await wire.v1("POST", "/v1/tenant/exports", { publicKey: "none" })).json().errors[0].pointer).toBe(
		"/publicKey",
	);
	const { id, state } = (await wire.v1("POST", "/v1/tenant/exports", { publicKey })).json();
	expect(state).toBe("running");
	expect((await wire.v1("POST", "/v1/tenant/exports", { publicKey })).json().code).toBe("already-exists");
	expect((await wire.v1("GET", `/v1/tenant/exports/${id}/archive`)).statusCode).toBe(404);
	await expect
		.poll(async () => (await wire.v1("GET", `/v1/tenant/exports/${id}`)).json().state, { timeout: 20_000 })
		.toBe("done");
	const job = (await wire.v1("GET", "/v1/tenant/exports")).json().items[0];
	expect(job).toMatchObject({ id, state: "done", code: null, progress: { part: "person", files: expect.any(Number) } });
	const answer = await wire.v1("GET", `/v1/tenant/exports/${id}/archive`);
	expect(answer.headers).toMatchObject({
		"content-length": String(job.bytes),
		"content-type": "application/octet-stream",
	});
	const file = path.join(folder, "a.age");
	writeFileSync(file, answer.rawPayload);
	const { manifest } = await checkArchive({ path: file, identity }, job.fingerprint);
	expect(manifest.manifest).toMatchObject({ tenant: "acme", counts: { person: 1, original: job.progress.files } });
	const other = `Bearer ${await wire.tokenOf("other")}`;
	for (const url of [`/v1/tenant/exports/${id}`, `/v1/tenant/exports/${id}/archive`])
		expect((await wire.app.inject({ url, headers: { authorization: other } })).statusCode).toBe(404);
	expect((await wire.v1("DELETE", `/v1/tenant/exports/${id}`)).statusCode).toBe(204);
	expect((await wire.v1("GET", "/v1/tenant/exports")).json().items).toEqual([]);
	for (const id of ["../x", "20260101T000000000Z", "x"])
		expect((await wire.v1("GET", `/v1/tenant/exports/${encodeURIComponent(id)}`)).statusCode).toBeOneOf([
			400, 404, 422,
		]);
});

test("is removed a day after it was done", async () => {
	const publicKey = await identityToRecipient(await generateX25519Identity());
	const { id } = (await wire.v1("POST", "/v1/tenant/exports", { publicKey })).json();
	await expect
		.poll(async () => (await wire.v1("GET", `/v1/tenant/exports/${id}`)).json().state, { timeout: 20_000 })
		.toBe("done");
	wire.pass(86_400_000 + 1000);
	const authorization = `Bearer ${await wire.tokenOf("acme")}`;
	const list = await wire.app.inject({ url: "/v1/tenant/exports", headers: { authorization } });
	expect(list.json().items).toEqual([]);
});
