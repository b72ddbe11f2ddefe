import { createHash } from "node:crypto";
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { Readable } from "node:stream";
import { generateX25519Identity, identityToRecipient } from "age-encryption";
import { afterAll, expect, test } from "vitest";
import { whileAllowed } from "../../src/api/while-allowed.ts";
import { OPERATOR } from "../../src/tenancy/tenants.ts";
import { createExportJobs } from "../../src/transfer/export-jobs.ts";
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

const newKey = async () => identityToRecipient(await generateX25519Identity());
const isDone = (id: string) =>
	expect
		.poll(async () => (await wire.v1("GET", `/v1/tenant/exports/${id}`)).json().state, { timeout: 20_000 })
		.toBe("done");

test("thirty asked for at once are one while it is made, and 29 times the same answer", async () => {
	const publicKey = await newKey();
	const gate = Promise.withResolvers<void>();
	const jobs = createExportJobs({
		folder: path.join(folder, "at-once"),
		openScope: wire.tenancy.openScope,
		audit: wire.tenancy.audit,
		registry: wire.tenancy,
		manifestKey: () => gate.promise.then(wire.tenancy.certificateKey),
		clock: () => new Date("2026-11-26T00:00:00.000Z"),
	});
	const scope = await wire.tenancy.openScope({ tenant: "acme" as never, actor: OPERATOR, purpose: "test" });
	const codes = await Promise.all(
		Array.from({ length: 30 }, () =>
			jobs.start(scope, publicKey).then(
				() => "made",
				(error: { code?: string }) => error.code,
			),
		),
	);
	expect(codes.filter((code) => code === "made")).toHaveLength(1);
	expect(codes.filter((code) => code === "already-exists")).toHaveLength(29);
	gate.resolve();
	await jobs.close();
	// In the same millisecond: an archive of its own all the same.
	await jobs.start(scope, publicKey);
	await jobs.close();
	expect((await jobs.list("acme" as never)).map(({ state }) => state)).toEqual(["done", "done"]);
});

test("the log says for which key an archive was made, and who looked at, fetched and removed it", async () => {
	const publicKey = await newKey();
	const { id } = (await wire.v1("POST", "/v1/tenant/exports", { publicKey })).json();
	await isDone(id);
	await wire.v1("GET", "/v1/tenant/exports");
	await wire.v1("GET", `/v1/tenant/exports/${id}/archive`);
	await wire.v1("DELETE", `/v1/tenant/exports/${id}`);
	const log = await wire.tenancy.audit.latest("acme" as never, 200);
	const sha256 = createHash("sha256").update(publicKey).digest("hex");
	const noted = (action: string, subject: object) =>
		log.some((entry) => entry.action === action && expect.objectContaining(subject).asymmetricMatch(entry.subject));
	expect(noted("tenant.export", { sha256 })).toBe(true);
	expect(noted("tenant.read", { about: "exports" })).toBe(true);
	expect(noted("tenant.read", { about: "export", requestId: id })).toBe(true);
	expect(noted("tenant.read", { about: "export-archive", requestId: id })).toBe(true);
	expect(noted("tenant.change", { about: "remove-export", requestId: id })).toBe(true);
});

test("R11: what is being fetched breaks off when whoever takes it may not any more", async () => {
	let asked = 0;
	const demandStill = async () => {
		if (++asked > 2) throw new Error("revoked");
	};
	const taken: unknown[] = [];
	await expect(async () => {
		for await (const piece of whileAllowed(Readable.from(["a", "b", "c", "d"]), demandStill, 0)) taken.push(piece);
	}).rejects.toThrow("revoked");
	expect(taken).toEqual(["a", "b"]);
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

test("is swept away when its time is over though nobody lists it, and one that a dead process was making is told", async () => {
	const publicKey = await newKey();
	const place = path.join(folder, "returns");
	let passed = 0;
	const deps = {
		folder: place,
		openScope: wire.tenancy.openScope,
		audit: wire.tenancy.audit,
		registry: wire.tenancy,
		manifestKey: wire.tenancy.certificateKey,
		clock: () => new Date(Date.now() + passed),
	};
	const scope = await wire.tenancy.openScope({ tenant: "acme" as never, actor: OPERATOR, purpose: "test" });
	const jobs = createExportJobs(deps);
	const { id } = await jobs.start(scope, publicKey);
	// Another process, which may have the number of the dead one.
	const next = createExportJobs(deps);
	expect(await next.get("acme" as never, id)).toMatchObject({ state: "failed", code: "interrupted" });
	await jobs.close();
	expect(await next.get("acme" as never, id)).toMatchObject({ state: "done" });
	const files = () => readdirSync(path.join(place, "acme"));
	await next.sweep();
	expect(files()).toHaveLength(2);
	passed = 86_400_000 + 60_000;
	await next.sweep();
	expect(files()).toEqual([]);
});
