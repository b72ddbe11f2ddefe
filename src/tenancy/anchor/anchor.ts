import { createHash, timingSafeEqual } from "node:crypto";
import * as z from "zod";
import { authenticate } from "../../cryptography.ts";
import type { Store } from "../../engine/port.ts";
import { TributaryError } from "../../errors.ts";
import type { Vault } from "../vault.ts";
import type { AnchorPlace } from "./anchor-place.ts";

/**
 * How new each store is, kept outside of it. Every page of a store is authenticated, and nothing in it says that there was a later state: who
 * can write to the disk could put back yesterday's. So a store counts its marks, of which one goes with the first write and with one each
 * second after, and the last count is kept here. A store that counts less than that is refused.
 */
export interface Anchor {
	/**
	 * Demands that a store is not older than it was, and counts with its writes from then on.
	 * @throws TributaryError `store-rolled-back` · `anchor-missing` nothing is kept of a store that has counted
	 */
	hold(label: string, store: Store): Promise<Store>;
	/**
	 * Demands that a store that is not there never was, or was dropped. Where stores are taken as they are, it is forgotten.
	 * @throws TributaryError `store-missing` it has counted · `anchor-missing` what is kept of it was changed
	 */
	demandNone(label: string): Promise<void>;
	/** The store was dropped. */
	forget(label: string): Promise<void>;
	/** Another state took the place of a store, by our own doing: from here on it is that one that nothing may be older than. */
	replaced(label: string, store: Store): Promise<void>;
	/** Authenticates all that is kept by what comes of the current master key. @throws `anchor-missing` */
	renew(): Promise<void>;
	/** Marks what was written since the last marks. To be called before the stores are closed. */
	close(): Promise<void>;
}

export interface AnchorOptions {
	/** Where it is kept; of several the one that knows of the newest state is believed. */
	readonly places: readonly AnchorPlace[];
	readonly vault: Pick<Vault, "derivations">;
	/** Stores are taken as they are, for newer than anything before: of a backup that is put back, or on the operator's word. */
	readonly accept?: boolean;
	/** What cannot be kept is tried again with the next mark. */
	readonly onError?: (error: unknown) => void;
}

/** Record of a store whose version is the count: each put makes it one more, whichever process it comes from. */
export const MARK_ID = "store-mark";
/** Least time between two marks of a store, milliseconds: what was written within it could be undone unnoticed. */
const SPAN = 1000;
const PURPOSE = "anchor";
const Kept = z.strictObject({ store: z.string(), count: z.int().nonnegative(), mac: z.string() });

export function createAnchor(options: AnchorOptions): Anchor {
	const held = new Map<string, Held>();
	const forget = async (label: string) => {
		held.get(label)?.end();
		held.delete(label);
		for (const place of options.places) await place.remove(nameOf(label));
	};
	return {
		hold: async (label, store) => {
			const found = held.get(label);
			if (found !== undefined) return found.over(store);
			// Before the store's own, which another process may raise meanwhile.
			const kept = await readCount(options, label);
			const [mark] = await store.read("setting", { ids: [MARK_ID] });
			const count = mark?.version ?? 0;
			if (options.accept !== true) demandNew(label, count, kept);
			if (kept !== count) await keepCount(options, label, count, options.accept);
			const made = new Held(options, label, count);
			held.set(label, made);
			return made.over(store);
		},
		demandNone: async (label) => {
			if (options.accept === true) return forget(label);
			const kept = await readCount(options, label);
			// Of one that never counted nothing can be put back.
			if (kept !== null && kept > 0)
				throw new TributaryError("store-missing", { detail: `${label} was at mark ${kept}.` });
		},
		forget,
		replaced: async (label, store) => {
			const [mark] = await store.read("setting", { ids: [MARK_ID] });
			held.get(label)?.end();
			held.delete(label);
			await keepCount(options, label, mark?.version ?? 0, true);
		},
		renew: async () => {
			for (const label of await keptLabels(options)) {
				const count = await readCount(options, label);
				const known = held.get(label);
				if (known !== undefined) await known.renew();
				else if (count !== null) await keepCount(options, label, count);
			}
		},
		close: async () => {
			await Promise.all([...held.values()].map((one) => one.close()));
			held.clear();
			for (const place of options.places) await place.close();
		},
	};
}

function demandNew(label: string, count: number, kept: number | null): void {
	if (kept === null && count > 0)
		throw new TributaryError("anchor-missing", { detail: `Nothing is kept of how new ${label} is.` });
	if (kept !== null && count < kept) {
		const detail = `${label} is at mark ${count}, and was at ${kept} already.`;
		throw new TributaryError("store-rolled-back", { detail });
	}
}

/** One store's marks. */
class Held {
	readonly #options: AnchorOptions;
	readonly #label: string;
	#store: Store | null = null;
	#markedAt = 0;
	/** The last count that is to be kept, and the work of keeping it. */
	#count: number;
	#keeping: Promise<void> = Promise.resolve();
	#later: NodeJS.Timeout | null = null;

	constructor(options: AnchorOptions, label: string, count: number) {
		this.#count = count;
		this.#options = options;
		this.#label = label;
	}

	over(store: Store): Store {
		this.#store = store;
		return Object.freeze<Store>({
			write: async (changes) => {
				if (Date.now() - this.#markedAt < SPAN) {
					const versions = await store.write(changes);
					this.#markLater();
					return versions;
				}
				this.#markedAt = Date.now();
				const versions = await store.write([...changes, MARK]);
				await this.#keep(versions.at(-1) ?? 0);
				return versions.slice(0, changes.length);
			},
			read: ((collection, by) =>
				"ids" in by ? store.read(collection, by) : store.read(collection, by)) as Store["read"],
			list: (collection, page) => store.list(collection, page),
			retrieve: (plan, listed) => store.retrieve(plan, listed),
			suggest: (text, limit, among, audience) => store.suggest(text, limit, among, audience),
		});
	}

	/** For a write that no later one may follow. */
	#markLater(): void {
		this.#later ??= setTimeout(() => void this.#mark(), SPAN).unref();
	}

	async #mark(): Promise<void> {
		this.#later = null;
		this.#markedAt = Date.now();
		try {
			const [count = 0] = (await this.#store?.write([MARK])) ?? [];
			await this.#keep(count);
		} catch (error) {
			this.#options.onError?.(error);
		}
	}

	#keep(count: number): Promise<void> {
		// Not the greater one: the store may have been replaced by a restore.
		this.#count = count;
		this.#keeping = this.#keeping
			.then(() => keepCount(this.#options, this.#label, this.#count))
			.catch((error) => this.#options.onError?.(error));
		return this.#keeping;
	}

	renew(): Promise<void> {
		return this.#keep(this.#count);
	}

	async close(): Promise<void> {
		const wasPending = this.#later !== null;
		this.end();
		if (wasPending) await this.#mark();
		await this.#keeping;
	}

	end(): void {
		if (this.#later !== null) clearTimeout(this.#later);
		this.#later = null;
	}
}

const MARK = { op: "put", collection: "setting", id: MARK_ID, record: "{}" } as const;

const nameOf = (label: string): string => createHash("sha256").update(label).digest("hex").slice(0, 32);

const macOf = (key: Uint8Array, label: string, count: number): Buffer =>
	authenticate(key, JSON.stringify([label, count]));

/** @throws TributaryError `anchor-missing` what lies in one of the places was not kept by us, or it does not say */
async function readCount(options: AnchorOptions, label: string): Promise<number | null> {
	if (options.accept === true) return null;
	const keys = await options.vault.derivations(PURPOSE);
	const isOurs = ({ store, count, mac }: z.output<typeof Kept>) =>
		store === label && keys.some((key) => isSame(macOf(key, label, count), Buffer.from(mac, "base64url")));
	let newest: number | null = null;
	for (const place of options.places) {
		const text = await place.read(nameOf(label));
		if (text === null) continue;
		const kept = Kept.safeParse(parsed(text));
		if (!kept.success || !isOurs(kept.data))
			throw new TributaryError("anchor-missing", { detail: `What is kept of how new ${label} is was changed.` });
		newest = Math.max(newest ?? 0, kept.data.count);
	}
	return newest;
}

const isSame = (a: Buffer, b: Buffer): boolean => a.length === b.length && timingSafeEqual(a, b);

function parsed(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return null;
	}
}

/** Of the stores of which something is kept, whoever wrote it. */
async function keptLabels({ places }: AnchorOptions): Promise<readonly string[]> {
	const labels = new Set<string>();
	for (const place of places)
		for (const name of await place.names()) {
			const kept = Kept.safeParse(parsed((await place.read(name)) ?? ""));
			if (kept.success) labels.add(kept.data.store);
		}
	return [...labels];
}

/** Durable in all places when it resolves. */
async function keepCount(options: AnchorOptions, label: string, count: number, replaces = false): Promise<void> {
	const [key] = await options.vault.derivations(PURPOSE);
	const kept = { store: label, count, mac: macOf(key, label, count).toString("base64url") };
	const text = JSON.stringify(kept satisfies z.output<typeof Kept>);
	for (const place of options.places) await place.keep(nameOf(label), { text, count, replaces });
}

/** Has one place know what another does, and nothing else: an older state was put there on the operator's word. */
export async function copyAnchor(from: AnchorPlace, to: AnchorPlace): Promise<void> {
	const names = await from.names();
	for (const name of await to.names()) if (!names.includes(name)) await to.remove(name);
	for (const name of names) {
		const text = (await from.read(name)) ?? "";
		const kept = Kept.safeParse(parsed(text));
		if (kept.success) await to.keep(name, { text, count: kept.data.count, replaces: true });
	}
}
