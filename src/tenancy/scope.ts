import { createSecretKey, type KeyObject, randomBytes } from "node:crypto";
import { authenticate, derive } from "../cryptography.ts";
import type { Actor } from "../domain/actor.ts";
import type { Tenant } from "../domain/tenant.ts";
import type { Collection, Store } from "../engine/port.ts";
import { MARK_ID } from "./anchor/anchor.ts";
import type { AuditAction, AuditSubject } from "./audit-entry.ts";
import type { AuditLog } from "./audit-log.ts";
import type { Clock } from "./clock.ts";
import { goneOf } from "./gone.ts";
import type { WrappingKeys } from "./person-keys.ts";
import { type Recorded, recordAccess } from "./recording.ts";
import { sealOriginals } from "./sealed-originals.ts";
import { OWNER_ID } from "./stores.ts";
import { tellingTags } from "./tagged-network.ts";

export type { Recorded } from "./recording.ts";

/** The part of the network that a tenant may use. */
export type NetworkReader = Pick<Store, "read" | "retrieve">;

/** A tenant, opened by somebody for something: the only way to data. Open one for each request, and drop it after. */
export interface Scope {
	readonly tenant: Tenant;
	readonly actor: Actor;
	readonly purpose: string;
	/** The recruiter on whose behalf it was opened, who sees of the tenant's own store what he may see; null: on the actor's own. */
	readonly seat: string | null;
	/** The tenant's own store. */
	readonly store: Store;
	/** The shared network, read only; null where the tenant has switched unified search off. */
	readonly network: NetworkReader | null;
	/**
	 * Does something with the tenant's data and writes down that it was done. It resolves, or rejects with the error of `run`,
	 * only when the entry is durable: what is not recorded is not answered. Of a change that it was begun is durable before `run`.
	 * @param subject ids and digests only
	 * @throws TributaryError `audit-unavailable` in place of any answer; else what `run` throws
	 */
	record<T>(action: AuditAction, subject: AuditSubject, run: () => Promise<Recorded<T>>): Promise<T>;
	/**
	 * HMAC-SHA-256 of a text under a key of this tenant's audit log, hex: equal texts can be told, their words cannot.
	 * @param use what it is for, where it is not for the log: each has a key of its own, so that no digest in the log, of a text that
	 * somebody chose, can serve as a signature
	 */
	digest(text: string, use?: DigestUse): string;
	/** As it is now, for what takes long: a legal hold may have come since the scope was opened. */
	currentTenant(): Promise<Tenant>;
	/** As {@link goneOf}, also where `store` does not tell who is gone from who is kept from a recruiter. For forgetting: nobody is told. */
	gone(keys: readonly string[]): Promise<ReadonlySet<string>>;
}

/** What a digest is for, where it is not for the log. */
export type DigestUse = "cursor" | "signal" | "idempotency";

export interface ScopeParts {
	readonly tenant: Tenant;
	readonly currentTenant: () => Promise<Tenant>;
	readonly actor: Actor;
	readonly purpose: string;
	readonly store: Store;
	/** What the keys of its people are wrapped by. */
	readonly personsKeys: WrappingKeys;
	readonly network: Store | null;
	readonly log: AuditLog;
	readonly digestKey: Uint8Array;
	readonly clock: Clock;
}

/** Scopes that were really opened. What merely looks like one opens nothing. */
const genuine = new WeakSet<object>();

/** @throws TypeError for anything that {@link createScope} did not make: a mistake in our code */
export function assertScope(value: unknown): asserts value is Scope {
	// What is no object is in no set.
	if (!genuine.has(value as object)) throw new TypeError("This is not a scope.");
}

/** For `openScope` only: whether the actor may is decided there. */
export function createScope(parts: ScopeParts): Scope {
	const { tenant, actor, purpose, network } = parts;
	const store = guardedStore(parts.store, parts.personsKeys);
	const scope: Scope = Object.freeze({
		tenant,
		actor,
		purpose,
		seat: null,
		store,
		network: network === null ? null : guardedNetwork(network, parts.store, tenant.id),
		record: <T>(action: AuditAction, subject: AuditSubject, run: () => Promise<Recorded<T>>) =>
			recordAccess(parts, { actor, action, purpose, subject }, run),
		digest: (text: string, use?: DigestUse) => {
			return authenticate(keysOf(parts.digestKey)[use ?? "log"], text).toString("hex");
		},
		currentTenant: parts.currentTenant,
		gone: (keys: readonly string[]) => goneOf(store, keys),
	});
	genuine.add(scope);
	return scope;
}

/**
 * A scope that sees less, for a recruiter. What may be seen is not tenancy's business: sync/confined.ts decides, and nobody else makes one.
 * Every entry in the log names him; what he was given (a cursor) is good for him only.
 * @param part `demand` throws where there is no such recruiter any more; called before anything is done
 */
export function narrowed(
	scope: Scope,
	{ seat, store, demand }: { readonly seat: string; readonly store: Store; readonly demand: () => Promise<void> },
): Scope {
	assertScope(scope);
	const confined: Scope = Object.freeze({
		...scope,
		seat,
		store,
		record: <T>(action: AuditAction, subject: AuditSubject, run: () => Promise<Recorded<T>>) =>
			scope.record(action, { ...subject, seatId: seat }, async () => {
				await demand();
				return run();
			}),
		digest: (text: string, use?: DigestUse) => scope.digest(use === "cursor" ? `${seat}\n${text}` : text, use),
	});
	genuine.add(confined);
	return confined;
}

/** Bytes of a key. */
const KEY_LENGTH = 32;

const keyFor = (key: Uint8Array, use: string) => createSecretKey(derive(key, use, KEY_LENGTH));

/** Made once for a journal that is open: a search needs three digests. They go with the key that they are made of. */
const digestKeys = new WeakMap<Uint8Array, Readonly<Record<"log" | DigestUse, KeyObject>>>();

function keysOf(digestKey: Uint8Array) {
	const known = digestKeys.get(digestKey);
	if (known !== undefined) return known;
	const made = {
		log: createSecretKey(digestKey),
		cursor: keyFor(digestKey, "cursor"),
		signal: keyFor(digestKey, "signal"),
		idempotency: keyFor(digestKey, "idempotency"),
	};
	digestKeys.set(digestKey, made);
	return made;
}

/** What lies in a tenant's store. The other collections are ours and lie elsewhere: asking for them here is a mistake. */
export const TENANT_COLLECTIONS: ReadonlySet<Collection> = new Set([
	"person",
	"job",
	"original",
	"task",
	"merge",
	"setting",
	"ats",
	"export",
	"outbox",
	"activity",
	"desk",
	"embedding",
	"signal",
	"lab",
]);

/** Of each store one: scopes of the same store have the same, and can tell by it that they are of one tenant. */
const guards = new WeakMap<Store, Store>();

function guardedStore(store: Store, personsKeys: WrappingKeys): Store {
	const known = guards.get(store);
	if (known !== undefined) return known;
	const made = guarded(sealOriginals(store, personsKeys));
	guards.set(store, made);
	return made;
}

function guarded(store: Store): Store {
	const check = (collection: Collection) => {
		if (!TENANT_COLLECTIONS.has(collection)) throw new TypeError(`A tenant's store has no ${collection} records.`);
	};
	const read = async (collection: Collection, by: Parameters<Store["read"]>[1]) => {
		check(collection);
		return store.read(collection, by as never);
	};
	return Object.freeze<Store>({
		read: read as Store["read"],
		list: async (collection, page) => {
			check(collection);
			return store.list(collection, page);
		},
		write: async (changes) => {
			for (const { collection, id } of changes) {
				check(collection);
				if (collection === "setting" && (id === OWNER_ID || id === MARK_ID))
					throw new TypeError("A store's owner is never changed.");
			}
			return store.write(changes);
		},
		retrieve: (plan, listed) => store.retrieve(plan, listed),
		suggest: (text, limit, among, audience) => store.suggest(text, limit, among, audience),
	});
}

/** Made with the process, so that no name of an asker tells a tenant. */
const askerKey = createSecretKey(randomBytes(KEY_LENGTH));

/** Every question of a tenant to the network goes through here: none of another tenant's is answered faster for it. */
function guardedNetwork(network: Store, own: Store, tenant: Tenant["id"]): NetworkReader {
	const asker = authenticate(askerKey, tenant).toString("hex");
	const read = async (collection: Collection, by: Parameters<Store["read"]>[1]) => {
		const isOpen = collection === "person" || collection === "embedding";
		if (!isOpen) throw new TypeError("Of the network only profiles and their embeddings can be read.");
		return network.read(collection, by as never);
	};
	const retrieve = tellingTags((plan, listed) => network.retrieve({ ...plan, asker }, listed), own);
	return Object.freeze({ read: read as Store["read"], retrieve });
}
