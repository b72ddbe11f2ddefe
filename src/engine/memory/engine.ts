/**
 * The memory engine: plain data, every answer computed from all documents in the most obvious way. It is the specification
 * that the other engines are tested against, and it forgives nothing that they might.
 */
import { TributaryError } from "../../errors.ts";
import type { Engine, Store, StoreName } from "../port.ts";
import { storeLabel } from "../store-name.ts";
import { MemoryStore, type StoredStore } from "./store.ts";

/** What outlives an engine, as a disk would: by store label. */
export type MemoryDisk = Map<string, StoredStore>;

const KEY_BYTES = 32;

/** @param disk hand the same one to another engine to see what a restart would */
export function openMemoryEngine(disk: MemoryDisk = new Map()): Engine {
	const handles = new Map<string, MemoryStore>();
	let isClosed = false;
	const demandOpen = (): void => {
		if (isClosed) throw new TributaryError("store-unavailable", { detail: "The engine is closed." });
	};
	return {
		async open(name: StoreName, key: Uint8Array, { create = false } = {}): Promise<Store> {
			demandOpen();
			const label = storeLabel(name);
			if (!(key instanceof Uint8Array) || key.length !== KEY_BYTES) throw new TributaryError("wrong-key");
			const stored = disk.get(label) ?? (create ? { key: Uint8Array.from(key), collections: new Map() } : null);
			if (stored === null) throw new TributaryError("not-found");
			if (!isSame(stored.key, key)) throw new TributaryError("wrong-key");
			disk.set(label, stored);
			const handle = handles.get(label) ?? new MemoryStore(stored);
			handles.set(label, handle);
			return handle;
		},
		async drop(name: StoreName): Promise<void> {
			demandOpen();
			const label = storeLabel(name);
			handles.get(label)?.end("not-found");
			handles.delete(label);
			disk.delete(label);
		},
		async rekey(name, { from, to }): Promise<void> {
			demandOpen();
			const label = storeLabel(name);
			const stored = disk.get(label);
			if (stored === undefined) throw new TributaryError("not-found");
			if (isSame(stored.key, to)) return;
			if (!isSame(stored.key, from)) throw new TributaryError("wrong-key");
			disk.set(label, { ...stored, key: Uint8Array.from(to) });
			handles.get(label)?.end("wrong-key");
			handles.delete(label);
		},
		async close(): Promise<void> {
			isClosed = true;
			for (const handle of handles.values()) handle.end("store-unavailable");
			handles.clear();
		},
	};
}

const isSame = (a: Uint8Array, b: Uint8Array): boolean =>
	a.length === b.length && a.every((byte, index) => byte === b[index]);
