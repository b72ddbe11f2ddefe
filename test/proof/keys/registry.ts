import { cpSync, existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { parseTenantId } from "../../../src/domain/tenant.ts";
import { type Connection, openConnection } from "../../../src/engine/embedded/connection.ts";
import { type StorePlace, storePlace } from "../../../src/engine/embedded/paths.ts";
import { openVault } from "../../../src/tenancy/vault.ts";
import type { Context } from "../frame/proof.ts";
import { filesBelow } from "./forms.ts";

/** The registry of tenants as whoever has the disk and the master key reads it, past the product. */

const PLATFORM = { kind: "platform" } as const;
/** A beginning of the registry's log, and the file without it, hold what was there before: so many are looked into. */
const CUTS = 8;
const [LOG_HEAD, FRAME_HEAD] = [32, 24];

/** How far the wipe of a tenant has come, by what is on the disk. */
export const STEPS = ["asked for", "begun", "keys gone", "files gone", "certified"] as const;
export type Step = (typeof STEPS)[number];

export interface Seen {
	readonly step: Step;
	/** What is there although the certificate says that it is gone. */
	readonly early: readonly string[];
}

/** @returns null where it does not open */
export function withStore<T>(place: StorePlace, key: Uint8Array, read: (store: Connection) => T): T | null {
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

export const vaultOf = (folder: string) => openVault({ file: path.join(folder, "master.key") });

export function filesOf(folder: string, tenant: string): readonly string[] {
	const { folder: own } = storePlace(path.join(folder, "data"), { kind: "tenant", tenant: parseTenantId(tenant) });
	return existsSync(own) ? filesBelow(own) : [];
}

/** One statement, so that both records are of the same moment. */
const STANDING =
	"SELECT json FROM record WHERE (collection = 'tenant' AND id = @tenant) OR (collection = 'setting' AND id = 'disposal:' || @tenant)";

function seenIn(store: Connection, folder: string, tenant: string): Seen {
	const records = store
		.prepare(STANDING)
		.pluck()
		.all({ tenant })
		.map((text) => JSON.parse(text as string));
	const disposal = records.find((record) => "approvals" in record);
	const hasKeys = records.some((record) => "keys" in record);
	const isCertified = disposal?.certificate !== undefined;
	// Looked for after the certificate was read: files only become fewer.
	const files = filesOf(folder, tenant);
	const early = isCertified ? [...(hasKeys ? ["its keys"] : []), ...(files.length > 0 ? ["files of it"] : [])] : [];
	if (isCertified) return { step: "certified", early };
	if (disposal?.state !== "erasing") return { step: "asked for", early };
	if (hasKeys) return { step: "begun", early };
	return { step: files.length > 0 ? "keys gone" : "files gone", early };
}

/** Looks again and again while the server is at work, until the wipe has come as far as `until`. @returns what was seen last, or too early */
export async function watchWipe(folder: string, tenant: string, until: Step): Promise<Seen> {
	const key = await (await vaultOf(folder)).derive("store:platform");
	const store = openConnection(storePlace(path.join(folder, "data"), PLATFORM), key, {
		create: false,
		readOnly: true,
	});
	try {
		for (;;) {
			const seen = seenIn(store, folder, tenant);
			if (seen.early.length > 0 || STEPS.indexOf(seen.step) >= STEPS.indexOf(until)) return seen;
			await new Promise((resolve) => setImmediate(resolve));
		}
	} finally {
		store.close();
	}
}

/** How far it had come when the server was killed: read of a copy, so that the next start finds what the kill left. */
export async function seenDead(context: Context, folder: string, tenant: string): Promise<Seen> {
	const key = await (await vaultOf(folder)).derive("store:platform");
	const place = copied(context, folder);
	const seen = withStore(place, key, (store) => seenIn(store, folder, tenant));
	rmSync(place.folder, { recursive: true });
	if (seen === null) throw new Error("The registry cannot be read: nothing was looked at.");
	return seen;
}

function copied(context: Context, folder: string, log?: Buffer): StorePlace {
	const place = storePlace(context.folder(), PLATFORM);
	cpSync(storePlace(path.join(folder, "data"), PLATFORM).folder, place.folder, { recursive: true });
	rmSync(`${place.file}-shm`, { force: true });
	if (log !== undefined) writeFileSync(`${place.file}-wal`, log);
	return place;
}

export interface RegistryRow {
	readonly collection: string;
	readonly id: string;
	readonly json: string;
}

/** The registry as it is, and what is left of its earlier states in its file and its write-ahead log. */
export async function* everyState(context: Context, folder: string) {
	const key = await (await vaultOf(folder)).derive("store:platform");
	const { file, pageSize } = storePlace(path.join(folder, "data"), PLATFORM);
	const log = existsSync(`${file}-wal`) ? readFileSync(`${file}-wal`) : Buffer.alloc(0);
	const frame = pageSize + FRAME_HEAD;
	const frames = Math.max(0, Math.floor((log.length - LOG_HEAD) / frame));
	const cuts = new Set(Array.from({ length: CUTS + 1 }, (_, at) => Math.floor((frames * at) / CUTS)));
	for (const cut of cuts) {
		const place = copied(context, folder, log.subarray(0, cut === 0 ? 0 : LOG_HEAD + cut * frame));
		const rows = withStore(
			place,
			key,
			(store) => store.prepare("SELECT collection, id, json FROM record").all() as RegistryRow[],
		);
		rmSync(place.folder, { recursive: true });
		const isLatest = cut === frames;
		if (rows === null && isLatest) throw new Error("The registry cannot be read: nothing was looked at.");
		yield { rows: rows ?? [], isLatest, where: `that ${cut} of ${frames} frames of the registry's log tell` };
	}
}
