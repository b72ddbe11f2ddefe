import { cpSync, existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { parseTenantId } from "../../../src/domain/tenant.ts";
import { type Connection, openConnection } from "../../../src/engine/embedded/connection.ts";
import { type StorePlace, storePlace } from "../../../src/engine/embedded/paths.ts";
import { verifyCertificate } from "../../../src/tenancy/disposal/certificate.ts";
import { openVault } from "../../../src/tenancy/vault.ts";
import { random } from "../../bench/random.ts";
import { type Context, fewer, type Outcome, type Proof } from "../frame/proof.ts";
import { type Served, serveProduct } from "../served/served.ts";
import { filesBelow } from "./forms.ts";
import { keyIn } from "./key-in.ts";

/** Tenants are wiped while the server is killed at random moments: it is gone on with, and no certificate comes before the end. */

async function prove(context: Context): Promise<Outcome> {
	const next = random(context.seed);
	const folder = context.diskFolder();
	const kills = context.amount({ quick: 1, full: 200 });
	const people = context.amount({ quick: 200, full: 1000 });
	const faults: string[] = [];
	let served = await serveProduct(context, { folder });
	await fill(served, "other", 20);
	const others = await served.order("digest", "other");
	for (let at = 0; at < kills; at++) {
		const tenant = `gone-${at}`;
		await fill(served, tenant, people);
		const copy = path.join(context.folder(), "copy");
		cpSync(path.join(folder, "data", "tenants"), path.join(copy, "tenants"), { recursive: true });
		if (opened(copy, tenant, await keyIn(folder, parseTenantId(tenant), "data")) === null)
			faults.push(`${tenant}: the copy does not open by the key that there is still: nothing was proved`);
		await served.order("approveWipe", tenant);
		const wiping = served.order("wipe", tenant).catch(() => null);
		await new Promise((resolve) => setTimeout(resolve, next() * 60));
		await served.kill();
		await wiping;
		served = await serveProduct(context, { folder });
		// The start goes on with what was begun; asked again, what is done is answered, and what is not is finished.
		const certificate = await served.order("wipe", tenant);
		const verdict = await verifyCertificate(certificate, certificate.fingerprint);
		if (!verdict.ok) faults.push(`${tenant}: the certificate does not hold`);
		const place = storePlace(path.join(folder, "data"), { kind: "tenant", tenant: parseTenantId(tenant) });
		if (existsSync(place.folder) && filesBelow(place.folder).length > 0) faults.push(`${tenant}: files of it are left`);
		if (await served.order("hasKey", tenant)) faults.push(`${tenant}: its key is still in the registry`);
		for (const { key, where } of await keysLeft(context, folder, tenant))
			if (opened(copy, tenant, key) !== null) faults.push(`${tenant}: a copy of its store opens by a key ${where}`);
		rmSync(copy, { recursive: true });
		if ((await served.order("digest", "other")) !== others) faults.push("something of another tenant was changed");
	}
	return {
		figure: `${kills} wipes of ${people} people, each killed on the way and gone on with; certificates hold, no files, no keys, copies stay shut: ${faults.length} faults`,
		faults,
		short: fewer(kills, 200, "kills"),
	};
}

/** What somebody kept of the tenant's files, by a key; null: it stays shut. @returns how many people are in it */
function opened(copy: string, tenant: string, key: Uint8Array): number | null {
	const people = withStore(storePlace(copy, { kind: "tenant", tenant: parseTenantId(tenant) }), key, (store) =>
		store.prepare("SELECT count(*) FROM record WHERE collection = 'person'").pluck().get(),
	);
	return people === null ? null : Number(people);
}

/** @returns null where it does not open */
function withStore<T>(place: StorePlace, key: Uint8Array, read: (store: Connection) => T): T | null {
	let store: Connection | null = null;
	try {
		store = openConnection(place, key, { create: false, readOnly: true });
		return read(store);
	} catch {
		return null;
	} finally {
		store?.close();
	}
}

/** A beginning of the registry's log, and the file without it, hold what was there before: so many are looked into. */
const CUTS = 8;
const [LOG_HEAD, FRAME_HEAD] = [32, 24];

/**
 * Keys of tenants that whoever has the disk and the master key can still read: in the registry as it is, and in what is left of its earlier
 * states in its file and its write-ahead log.
 */
async function keysLeft(context: Context, folder: string, tenant: string) {
	const vault = await openVault({ file: path.join(folder, "master.key") });
	const registryKey = await vault.derive("store:platform");
	const from = storePlace(path.join(folder, "data"), { kind: "platform" });
	const place = storePlace(context.folder(), { kind: "platform" });
	const log = existsSync(`${from.file}-wal`) ? readFileSync(`${from.file}-wal`) : Buffer.alloc(0);
	const frame = from.pageSize + FRAME_HEAD;
	const frames = Math.max(0, Math.floor((log.length - LOG_HEAD) / frame));
	const cuts = new Set(Array.from({ length: CUTS + 1 }, (_, at) => Math.floor((frames * at) / CUTS)));
	const found: { readonly key: Buffer; readonly where: string }[] = [];
	for (const cut of cuts) {
		cpSync(from.folder, place.folder, { recursive: true });
		rmSync(`${place.file}-shm`, { force: true });
		writeFileSync(`${place.file}-wal`, log.subarray(0, cut === 0 ? 0 : LOG_HEAD + cut * frame));
		const records = withStore(place, registryKey, (store) =>
			store.prepare("SELECT json FROM record WHERE collection = 'tenant'").pluck().all(),
		);
		rmSync(place.folder, { recursive: true });
		if (records === null && cut === frames) throw new Error("The registry cannot be read: nothing was looked at.");
		const where = `that ${cut} of ${frames} frames of the registry's log tell`;
		for (const record of (records ?? []) as string[]) {
			const { keys } = JSON.parse(record) as { keys: { data: Parameters<typeof vault.unwrap>[0] } };
			// Of a tenant that is there it is another name, and does not unwrap.
			const key = await vault.unwrap(keys.data, { name: `tenant:${tenant}`, purpose: "store" }).catch(() => null);
			if (key !== null) found.push({ key, where });
		}
	}
	return found;
}

async function fill(served: Served, tenant: string, people: number): Promise<void> {
	await served.order("tenant", tenant);
	const token = await served.order("token", tenant);
	const lines = Array.from(
		{ length: people },
		(_, at) => `${JSON.stringify({ id: `p${at}`, resume: { basics: { name: `Ann ${at}` } } })}\n`,
	);
	const headers = { "content-type": "application/x-ndjson" };
	await served.ask({ method: "POST", url: "/v1/candidates/import", headers, body: lines.join(""), token });
}

export const wipe: Proof = {
	name: "wipe",
	claim: "A wiped tenant is gone with its key, however often the wipe was interrupted, and the certificate comes last",
	requirements: [21],
	target:
		"200 wipes killed at random points: always gone on with, 0 certificates before destruction, 0 keys or files left, copies cannot be opened, other tenants unchanged",
	minutes: 60,
	controls: [
		{
			name: "the log of the registry keeps what was deleted",
			found: /opens by a key/,
			edits: [
				{
					file: "src/engine/embedded/writing/store-writer.ts",
					find: "		if (!this.#hasErased) return;",
					replace: "		if (!this.#hasErased || true) return;",
				},
			],
		},
		{
			name: "the store is left where it was",
			edits: [
				{
					file: "src/tenancy/disposal/erase.ts",
					find: "const holds = { key: owner === null, registry: registry.length === 0, store: isGone, copy: !hasCopy() };",
					replace:
						"const holds = { key: owner === null, registry: registry.length === 0, store: isGone || !isGone, copy: !hasCopy() };",
				},
				{
					file: "src/engine/embedded/writer-worker.ts",
					find: "for (const folder of [...leavingsOf(place), place.folder]) removeFolder(folder, root);",
					replace: "void root; void removeFolder;",
				},
			],
		},
	],
	run: prove,
};
