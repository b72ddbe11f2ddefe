import { createHash, generateKeyPairSync } from "node:crypto";
import { createWriteStream, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { generateIdentity, identityToRecipient } from "age-encryption";
import { calculateJwkThumbprint } from "jose";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { PROVIDER_ID } from "../../src/domain/account.ts";
import type { Actor } from "../../src/domain/actor.ts";
import { findableLists } from "../../src/ingest/people-lists.ts";
import { readProvider, writeProvider } from "../../src/sign-in/provider.ts";
import { checkExport } from "../../src/tenancy/audit-export.ts";
import { newApproverKey } from "../../src/tenancy/disposal/approvers.ts";
import { FENCE_ID } from "../../src/tenancy/moves/place.ts";
import { TENANT_COLLECTIONS } from "../../src/tenancy/scope.ts";
import { signJson } from "../../src/tenancy/signed-json.ts";
import { OPERATOR } from "../../src/tenancy/tenants.ts";
import { decrypt } from "../../src/transfer/age.ts";
import { leaves } from "../../src/transfer/collections.ts";
import { exportTenant } from "../../src/transfer/export-tenant.ts";
import { importTenant } from "../../src/transfer/import-tenant.ts";
import { openWire, type Wire } from "../api/middleware/wire-rig.ts";
import { HOOK } from "../api/requests.ts";
import { fillWith } from "../api/whole-person.ts";

const folder = mkdtempSync(path.join(os.tmpdir(), "tributary-return-"));
const FILE = path.join(folder, "acme.age");
const identity = await generateIdentity();
const recipient = await identityToRecipient(identity);

let wire: Wire;
beforeEach(async () => {
	wire = await openWire({ real: true });
	for (const word of ["xanthippe", "ophelia"]) await fillWith(wire, `${word}-1`, word);
	await wire.v1("PUT", "/v1/webhooks/events", HOOK);
	await wire.v1("PUT", "/v1/retention", { rules: [{ id: "old", days: 9000 }] });
	await wire.v1("PUT", "/v1/saved-searches/mine", { name: "Mine", request: { query: "resume" } });
});
afterEach(async () => {
	await wire.close();
	rmSync(FILE, { force: true });
});

const scopeOf = (tenant: string) =>
	wire.tenancy.openScope({ tenant: tenant as never, actor: OPERATOR, purpose: "test", evenDisabled: true });
const exported = async (file = FILE) => {
	const { audit, certificateKey } = wire.tenancy;
	const deps = { audit, registry: wire.tenancy, manifestKey: certificateKey, clock: () => new Date() };
	return exportTenant(await scopeOf("acme"), deps, recipient, (sealed) =>
		pipeline(Readable.fromWeb(sealed as never), createWriteStream(file)),
	);
};
const imported = (
	tenant = "fresh",
	more: { file?: string; identity?: string; trusted?: string; actor?: Actor } = {},
) => {
	const { file = FILE, identity: key = identity, ...rest } = more;
	return importTenant(
		{ ...wire.ingest, tenancy: wire.tenancy },
		{ tenant, file: { path: file, identity: key }, ...rest },
	);
};

/** Everything in a tenant's store, by collection and id, in the form in which two tenants can be compared. */
async function everything(tenant: string) {
	const { store } = await scopeOf(tenant);
	const all: Record<string, unknown> = {};
	for (const collection of TENANT_COLLECTIONS) {
		if (collection === "outbox" || collection === "embedding") continue;
		for (const { id, record, keys } of await store.list(collection, { limit: 1000, keys: true })) {
			if (id === "store-owner" || id.startsWith("deliveries:")) continue;
			const [{ blob } = {}] = (await store.read(collection, { ids: [id] })) as readonly { blob?: Uint8Array }[];
			const bytes = blob === undefined ? null : Buffer.from(blob).toString("latin1");
			all[`${collection}/${id}`] = id === "webhooks" ? "compared apart" : { record: JSON.parse(record), keys, bytes };
		}
	}
	return all;
}

async function search(tenant: string, query: string) {
	const authorization = `Bearer ${await wire.tokenOf(tenant)}`;
	const answer = await wire.app.inject({
		method: "POST",
		url: "/v1/search",
		payload: { query },
		headers: { authorization },
	});
	const { hits, total, facets } = answer.json();
	return {
		total,
		facets,
		hits: hits.map(({ candidateId, score, reasons }: Record<string, unknown>) => [candidateId, score, reasons]),
	};
}

describe("everything of a tenant", () => {
	test("leaves in one archive and comes back into a new tenant: records, files, keys, and answers in the same order", async () => {
		const { manifest } = await exported();
		expect(manifest.counts).toMatchObject({ person: 2, merge: 2, setting: expect.any(Number) });
		const before = await everything("acme");
		expect(Object.keys(before).length).toBeGreaterThan(30);
		await imported();
		expect(await everything("fresh")).toEqual(before);
		for (const query of ["resume", "xanthippe OR ophelia", "", "bridge"])
			expect(await search("fresh", query)).toEqual(await search("acme", query));
		expect((await search("fresh", "")).total).toBe(2);
		const { tenancy } = wire;
		const [old, fresh] = await Promise.all([
			tenancy.tenants.get("acme" as never),
			tenancy.tenants.get("fresh" as never),
		]);
		expect(fresh).toMatchObject({ name: old.name, settings: old.settings, status: "active" });
		expect(fresh.organization).not.toBe(old.organization);
	});

	test("has no secret in it, nor that its store is about to move, and a webhook comes back switched off", async () => {
		expect(leaves("setting", FENCE_ID)).toBe(false);
		const token = (await wire.v1("POST", "/v1/webhooks/events/secret")).json().secret as string;
		await exported();
		const plain = await new Response(await decrypt(new Blob([readFileSync(FILE)]).stream(), identity)).text();
		expect(plain).toContain("xanthippe");
		expect(plain).not.toContain(token);
		expect(readFileSync(FILE, "latin1")).not.toContain("xanthippe");
		await imported();
		const authorization = `Bearer ${await wire.tokenOf("fresh")}`;
		const hooks = await wire.app.inject({ url: "/v1/webhooks", headers: { authorization } });
		expect(hooks.json().items).toMatchObject([{ id: "events", url: HOOK.url, active: false }]);
	});

	test("holds nothing of the identity provider, and an import takes none over: who signs in is decided anew", async () => {
		const secret = "canary-oidc-secret";
		const provider = { issuer: "https://id.example.com", clientId: "us", clientSecret: secret };
		await writeProvider(await scopeOf("acme"), provider, new Date());
		await exported();
		const members = await untar(FILE);
		expect([...members.values()].join("\n")).not.toContain(secret);
		// As one has it that somebody made for us, and signed with a key of his own.
		await withProvider(FILE, await readProvider((await scopeOf("acme")).store));
		expect((await untar(FILE)).get("records/setting/000001.ndjson")).toContain(secret);
		await imported();
		expect(await readProvider((await scopeOf("fresh")).store)).toBeNull();
		expect((await (await scopeOf("fresh")).store.read("setting", { ids: ["webhooks"] }))[0]).not.toBeNull();
	});

	test("names people of the tenant and of the operator, to be read: an import lets nobody in", async () => {
		const { accounts, approvers, operators } = wire.tenancy;
		const olga = newApproverKey();
		await approvers.add("olga", olga.publicKey, ["operator"]);
		await accounts.invite("acme" as never, { email: "ida@acme.example", name: "Ida", roles: ["auditor"] });
		await operators.breakGlass("acme" as never, {
			by: { name: "olga", key: olga.privateKey },
			reason: "incident 12",
			hours: 1,
		});
		const { manifest } = await exported();
		expect(manifest.counts).toMatchObject({ account: 1, "access-request": 0, "operator-grant": 1 });
		expect(manifest.notImported?.map(({ what }) => what).join()).toContain("accounts with their roles");
		const members = await untar(FILE);
		const read = (name: string) => JSON.parse(members.get(`registry/${name}.ndjson`) ?? "null");
		expect(read("account")).toMatchObject({ name: "Ida", status: "invited", grants: [{ role: "auditor" }] });
		expect(read("operator-grant")).toMatchObject({ operator: "olga", kind: "break-glass", reason: "incident 12" });
		for (const name of ["account", "access-request", "operator-grant"])
			expect(JSON.parse(members.get(`schemas/${name}.schema.json`) ?? "{}")).toMatchObject({ type: "object" });
		await imported();
		expect(await accounts.list("fresh" as never)).toEqual([]);
		expect(await operators.list("fresh" as never)).toEqual([]);
	});

	test("is named in the log with the key that signed it, and takes no less than two people for what takes two here", async () => {
		await wire.tenancy.tenants.update("acme" as never, { settings: { secondPerson: "off" } });
		const { fingerprint } = await exported();
		await imported("fresh", { trusted: fingerprint, actor: { kind: "operator", id: "olga" } });
		await imported("other-one");
		expect((await wire.tenancy.tenants.get("fresh" as never)).settings.secondPerson).toBe("where-possible");
		const lastOf = async (tenant: string) => (await wire.tenancy.audit.latest(tenant as never, 1))[0];
		expect(await lastOf("fresh")).toMatchObject({
			actor: { id: "olga" },
			action: "tenant.import",
			subject: { about: "trusted-key", keyId: fingerprint },
		});
		expect(await lastOf("other-one")).toMatchObject({ subject: { about: "untrusted-key", keyId: fingerprint } });
	});

	test("its log in the archive is checked as an exported log is", async () => {
		await exported();
		const members = await untar(FILE);
		const lines = (members.get("audit/log.ndjson") ?? "").split("\n");
		expect(await checkExport(lines)).toMatchObject({ ok: true, tenant: "acme" });
		const [last] = await wire.tenancy.audit.latest("acme" as never, 1);
		expect(last).toMatchObject({ action: "tenant.export", result: { outcome: "ok" } });
	});

	test("is exported and imported while the tenant is disabled", async () => {
		await wire.tenancy.tenants.update("acme" as never, { status: "disabled" });
		const { manifest } = await exported();
		expect(manifest.atRest).toBe(true);
		await imported();
		expect(await everything("fresh")).toEqual(await everything("acme"));
	});
});

describe("an archive", () => {
	const code = (promise: Promise<unknown>) => promise.then(() => "ok").catch((error: { code?: string }) => error.code);
	const isMade = async () => (await wire.tenancy.tenants.list()).some(({ id }) => id === "fresh");

	test("that was cut anywhere, changed anywhere, or opens with another key makes no tenant", async () => {
		await exported();
		const whole = readFileSync(FILE);
		for (const share of [0, 0.001, 0.1, 0.5, 0.9, 0.999]) {
			writeFileSync(FILE, whole.subarray(0, Math.floor(whole.length * share)));
			expect(await code(imported())).toBe("archive-damaged");
		}
		for (const share of [0.1, 0.4, 0.99]) {
			const changed = Buffer.from(whole);
			changed[Math.floor(whole.length * share)] = (changed[Math.floor(whole.length * share)] ?? 0) ^ 1;
			writeFileSync(FILE, changed);
			expect(await code(imported())).toBe("archive-damaged");
		}
		writeFileSync(FILE, whole);
		expect(await code(imported("fresh", { identity: await generateIdentity() }))).toBe("archive-wrong-key");
		expect(await code(imported("fresh", { trusted: "another" }))).toBe("archive-untrusted");
		expect(await code(imported("fresh", { file: path.join(folder, "none") }))).toBe("file-not-found");
		expect(await isMade()).toBe(false);
	});

	test.each([
		[
			"a member that was changed",
			"records/person/000001.ndjson",
			(text: string) => text.replace("xanthippe", "xanthippa"),
		],
		["a file that was changed", /^originals\//, (text: string) => `${text}!`],
		["a member that is missing", "records/desk/000001.ndjson", () => null],
		["no manifest", "manifest.json", () => null],
		["a manifest that was changed", "manifest.json", (text: string) => text.replace('"person": 2', '"person": 3')],
	])("with %s is refused, although it was encrypted anew", async (_, which, change) => {
		await exported();
		await rewritten(FILE, (name, text) =>
			(typeof which === "string" ? name === which : which.test(name)) ? change(text) : text,
		);
		expect(await code(imported())).toBe("archive-damaged");
		expect(await isMade()).toBe(false);
	});

	test("of a version from the future is told by its number", async () => {
		await exported();
		await rewritten(FILE, (name, text) =>
			name === "archive.json" ? text.replace('"version": 1', '"version": 2') : text,
		);
		const error = await imported().catch((thrown: { code: string; detail: string }) => thrown);
		expect(error).toMatchObject({ code: "archive-version", detail: expect.stringContaining("2") });
	});

	test("goes into no tenant that holds anything, or that somebody can get into", async () => {
		await exported();
		await wire.v1("PUT", "/v1/jobs/j-9", { title: "Nurse" });
		expect(await code(imported("acme"))).toBe("tenant-not-empty");
		expect((await wire.tenancy.tenants.get("acme" as never)).status).toBe("active");
		await wire.tenancy.tenants.create({ id: "empty", name: "Empty" });
		await findableLists(await scopeOf("empty"));
		expect(await code(imported("empty"))).toBe("ok");
		await wire.tokenOf("other");
		expect(await code(imported("other"))).toBe("tenant-not-empty");
	});

	test("is the only one that its tenant takes from the first trace of it on", async () => {
		await exported();
		await wire.tenancy.tenants.create({ id: "fresh", name: "Fresh", importOf: "another" });
		expect((await wire.tenancy.tenants.get("fresh" as never)).status).toBe("disabled");
		expect(await code(imported())).toBe("import-unfinished");
	});

	test("half in is not served, takes no other archive, and the same import goes on", async () => {
		await exported();
		const before = await everything("acme");
		let documents = 0;
		const candidateDocument: typeof wire.ingest.candidateDocument = (...given) => {
			if (++documents > 1) throw new Error("killed");
			return wire.ingest.candidateDocument(...given);
		};
		const file = { path: FILE, identity };
		const deps = { ...wire.ingest, candidateDocument, tenancy: wire.tenancy };
		expect(await code(importTenant(deps, { tenant: "fresh", file }))).toBeUndefined();
		expect((await wire.tenancy.tenants.get("fresh" as never)).status).toBe("disabled");
		expect(await code(wire.tenancy.tenants.update("fresh" as never, { status: "active" }))).toBe("import-unfinished");
		const second = path.join(folder, "second.age");
		await exported(second);
		expect(await code(imported("fresh", { file: second }))).toBe("import-unfinished");
		await imported();
		expect(await everything("fresh")).toEqual(before);
	});
});

async function untar(file: string): Promise<Map<string, string>> {
	const { extract } = await import("tar-stream");
	const tar = extract();
	const plain = await decrypt(new Blob([readFileSync(file)]).stream(), identity);
	const done = pipeline(Readable.fromWeb(plain as never), tar);
	const members = new Map<string, string>();
	for await (const entry of tar) {
		const pieces: Buffer[] = [];
		for await (const piece of entry) pieces.push(piece as Buffer);
		members.set(entry.header.name, Buffer.concat(pieces).toString("latin1"));
	}
	await done;
	return members;
}

/** The archive with other members, encrypted anew to the same key: what whoever holds the customer's key can do. */
async function rewritten(file: string, change: (name: string, text: string) => string | null): Promise<void> {
	const { pack } = await import("tar-stream");
	const { encrypt } = await import("../../src/transfer/age.ts");
	const tar = pack();
	for (const [name, text] of await untar(file)) {
		const next = change(name, text);
		if (next !== null) tar.entry({ name }, Buffer.from(next, "latin1"));
	}
	tar.finalize();
	const sealed = await encrypt(ReadableStream.from(tar) as never, recipient);
	await pipeline(Readable.fromWeb(sealed as never), createWriteStream(file));
}

/** The archive with an identity provider among its settings, whole and signed by whoever made it. */
async function withProvider(file: string, record: unknown): Promise<void> {
	const part = "records/setting/000001.ndjson";
	const line = `${JSON.stringify({ id: PROVIDER_ID, keys: [], record })}\n`;
	const text = `${(await untar(file)).get(part)}${line}`;
	const sha256 = createHash("sha256").update(Buffer.from(text, "latin1")).digest("hex");
	const { publicKey, privateKey } = generateKeyPairSync("ed25519");
	const jwk = publicKey.export({ format: "jwk" });
	const resigned = async (before: string) => {
		const { manifest } = JSON.parse(before);
		manifest.counts.setting += 1;
		for (const one of manifest.members) if (one.name === part) Object.assign(one, { bytes: text.length, sha256 });
		const fingerprint = await calculateJwkThumbprint(jwk);
		return JSON.stringify({ manifest, publicKey: jwk, fingerprint, signature: signJson(manifest, privateKey) });
	};
	const manifest = await resigned((await untar(file)).get("manifest.json") ?? "");
	await rewritten(file, (name, old) => (name === part ? text : name === "manifest.json" ? manifest : old));
}
