import { randomInt } from "node:crypto";
import * as z from "zod";
import type { Actor } from "../domain/actor.ts";
import { DisplayName } from "../domain/display-name.ts";
import { LegalHold, parseTenantId, Tenant, type TenantId, TenantSettings } from "../domain/tenant.ts";
import type { Change, Store } from "../engine/port.ts";
import { TributaryError } from "../errors.ts";
import type { Clock } from "./clock.ts";
import { putDisposal, readDisposal } from "./disposal/disposal-record.ts";
import { demandNoImport, putImportMark } from "./imports.ts";
import { eachRecord } from "./listing.ts";
import { isConflict, retryOnConflict } from "./optimistic.ts";
import { putPaused, removePaused } from "./paused.ts";
import type { Stores } from "./stores.ts";
import { WrappedKey } from "./vault.ts";

/** A tenant with the wrapped keys of its two stores: one record, so a tenant is never there without its keys. */
export const TenantRecord = z.strictObject({
	tenant: Tenant,
	/** False from the registration of the keys until both stores exist. Until then the tenant is not there for anybody. */
	provisioned: z.boolean(),
	keys: z.strictObject({
		data: WrappedKey,
		/** While the store is given another key: that one. Either of the two may be the store's. */
		nextData: WrappedKey.optional(),
		audit: WrappedKey,
		/** What the keys of people are wrapped by; absent of a tenant of before until the first file of a person is stored. */
		persons: WrappedKey.optional(),
		/** While the keys of people are wrapped by another: that one. Each of them is wrapped by either of the two. */
		nextPersons: WrappedKey.optional(),
	}),
});
export type TenantRecord = z.output<typeof TenantRecord>;

/** What the operator does with tenants. */
export interface Tenants {
	/**
	 * Makes a tenant with its stores and keys. After a crash, calling it again finishes the work.
	 * @param input importOf: id of the archive that it is made for; it is not served before that is in
	 * @throws TributaryError `tenant-exists` · `invalid-tenant-id` · `invalid-field`
	 */
	create(input: NewTenant): Promise<Tenant>;
	/** All tenants by id. */
	list(): Promise<readonly Tenant[]>;
	/** @throws TributaryError `tenant-unavailable` */
	get(id: TenantId): Promise<Tenant>;
	/**
	 * Changes name, status or settings. From then on a disabled tenant is neither served nor accepted; its data stay.
	 * @throws TributaryError `tenant-unavailable` · `invalid-field` · `import-unfinished` · `wipe-approved` it is about to be wiped and would be
	 *   served, or it is being erased: then nothing of it changes any more
	 */
	update(id: TenantId, change: TenantChange, actor?: Actor): Promise<Tenant>;
}

export interface NewTenant {
	readonly id: string;
	readonly name: string;
	readonly importOf?: string;
	readonly actor?: Actor;
}

export interface TenantChange {
	readonly name?: string;
	readonly status?: Tenant["status"];
	/** With `status`: for a restore alone, see `paused.ts`. */
	readonly isPaused?: true;
	readonly settings?: Partial<TenantSettings>;
	/** Why nothing of it may be destroyed, without personal data; null ends the hold. */
	readonly legalHold?: { readonly reason: string } | null;
}

/** The command line on the machine that holds the master key. */
export const OPERATOR: Actor = { kind: "operator", id: "command-line" };

export interface TenantsOptions {
	readonly platform: Store;
	readonly stores: Stores;
	readonly clock: Clock;
	/** Writes into the tenant's audit log, before and after `run`. The record is the tenant's as it will be. */
	readonly journal: <T>(
		record: TenantRecord,
		access: { readonly actor: Actor; readonly action: "tenant.create" | "tenant.change" },
		run: () => Promise<T>,
	) => Promise<T>;
}

export function createTenants(options: TenantsOptions): Tenants {
	const { platform, journal } = options;
	return {
		create: async ({ id, name, importOf, actor = OPERATOR }) => {
			const tenantId = parseTenantId(id);
			const found = await readTenantRecord(platform, tenantId);
			if (found?.record.provisioned) throw new TributaryError("tenant-exists");
			await demandNeverErased(platform, tenantId);
			const record = found?.record ?? (await register(options, tenantId, parseName(name), importOf));
			return await provision(options, record, actor);
		},
		list: () => listTenants(platform),
		get: async (id) => (await provisioned(platform, id)).record.tenant,
		update: async (id, change, actor = OPERATOR) => {
			const next = async () => {
				const { record, version } = await provisioned(platform, id);
				// After the record: whatever begins since is a write of it too, and this one is tried again.
				await demandNoWipe(platform, id, change);
				if (change.status === "active") await demandNoImport(platform, id);
				return { record: { ...record, tenant: changed(record.tenant, change, options.clock()) }, version };
			};
			const apply = async () => {
				const { record, version } = await next();
				const mark = change.isPaused === true ? putPaused(id) : removePaused(id);
				const marks = change.status === undefined ? [] : [mark, ...(await keepDisabled(platform, id, change))];
				await platform.write([putTenant(record, version), ...marks]);
				return record.tenant;
			};
			// A change that is not accepted is found out here, before anything is written down.
			const { record } = await next();
			return journal(record, { actor, action: "tenant.change" }, () => retryOnConflict(apply));
		},
	};
}

/** A tenant's record with its version, null when there is none. Takes any text: what is no tenant id names no tenant. */
export async function readTenantRecord(
	platform: Store,
	id: string,
): Promise<{ record: TenantRecord; version: number } | null> {
	const [found] = await platform.read("tenant", { ids: [id] });
	return found == null ? null : { record: TenantRecord.parse(JSON.parse(found.record)), version: found.version };
}

async function provisioned(platform: Store, id: TenantId) {
	const found = await readTenantRecord(platform, id);
	if (!found?.record.provisioned) throw new TributaryError("tenant-unavailable");
	return found;
}

const PAGE = 1000;

async function listTenants(platform: Store): Promise<Tenant[]> {
	const tenants: Tenant[] = [];
	for await (const { record } of eachRecord(platform, "tenant", { size: PAGE })) {
		const { provisioned, tenant } = TenantRecord.parse(JSON.parse(record));
		if (provisioned) tenants.push(tenant);
	}
	return tenants;
}

function parseName(name: string): string {
	const read = DisplayName.safeParse(name);
	if (read.success) return read.data;
	throw new TributaryError("invalid-field", {
		errors: [{ pointer: "/name", detail: "Use 1 to 200 printable characters." }],
	});
}

function changed(before: Tenant, { name, status, settings, legalHold }: TenantChange, now: Date): Tenant {
	const { legalHold: held, ...tenant } = before;
	const hold = legalHold === undefined ? held : newHold(legalHold, now);
	return {
		...tenant,
		...(name === undefined ? {} : { name: parseName(name) }),
		...(status === undefined ? {} : { status }),
		settings: TenantSettings.parse({ ...tenant.settings, ...settings }),
		...(hold === undefined ? {} : { legalHold: hold }),
	};
}

function newHold(hold: { readonly reason: string } | null, now: Date): Tenant["legalHold"] {
	if (hold === null) return undefined;
	const read = LegalHold.safeParse({ reason: hold.reason, since: now.toISOString() });
	if (read.success) return read.data;
	const detail = "Use 3 to 200 printable characters without @";
	throw new TributaryError("invalid-field", { errors: [{ pointer: "/reason", detail }] });
}

/** The id of a tenant that was erased is nobody's again: a backup of the old one, or its certificate, could pass for the new one's. */
async function demandNeverErased(platform: Store, id: TenantId): Promise<void> {
	if ((await readDisposal(platform, id))?.record.erasure === undefined) return;
	throw new TributaryError("tenant-exists", { detail: `${id} was erased; its id is not given again.` });
}

/** What is about to be wiped is not served: whoever wants it back takes the request back. What is being erased is nobody's to change. */
export async function demandNoWipe(
	platform: Store,
	id: TenantId,
	{ status, legalHold }: Pick<TenantChange, "status" | "legalHold">,
): Promise<void> {
	const erasing = await erasingSince(platform, id);
	if (erasing !== null) {
		const late = legalHold == null ? "nothing stops that or brings it back" : "it is too late for a legal hold";
		throw new TributaryError("wipe-approved", { detail: `It is being erased since ${erasing}: ${late}.` });
	}
	if (status !== "active" || (await readDisposal(platform, id))?.record.state !== "approved") return;
	throw new TributaryError("wipe-approved");
}

/** What is disabled while its wipe is approved stays so when the request is taken back. */
async function keepDisabled(platform: Store, id: TenantId, { status, isPaused }: TenantChange): Promise<Change[]> {
	if (status !== "disabled" || isPaused === true) return [];
	const found = await readDisposal(platform, id);
	return found?.record.state === "approved" ? [putDisposal({ ...found.record, wasActive: false }, found.version)] : [];
}

/** The certificate names the keys that there were when it began: none is made after it. @throws TributaryError `tenant-unavailable` */
export async function demandNotErasing(platform: Store, id: TenantId): Promise<void> {
	if ((await erasingSince(platform, id)) !== null) throw new TributaryError("tenant-unavailable");
}

/** When its erasure began, from which on its keys may be gone; null: it has not. */
export const erasingSince = async (platform: Store, id: TenantId): Promise<string | null> =>
	(await readDisposal(platform, id))?.record.erasure?.startedAt ?? null;

export const putTenant = (record: TenantRecord, ifVersion: number) =>
	({ op: "put", collection: "tenant", id: record.tenant.id, record: JSON.stringify(record), ifVersion }) as const;

/** First step: the keys are durable before anything is encrypted with them. Of two that register at once one wins. */
async function register(options: TenantsOptions, id: TenantId, name: string, archive?: string): Promise<TenantRecord> {
	const { platform, stores, clock } = options;
	const data = await stores.newKey({ kind: "tenant", tenant: id });
	const audit = await stores.newKey({ kind: "audit", tenant: id });
	const persons = await stores.newPersonsKey(id);
	const settings = TenantSettings.parse({});
	const status = archive === undefined ? "active" : "disabled";
	const marks = archive === undefined ? [] : [putImportMark(id, archive)];
	return await retryOnConflict(async () => {
		const organization = newOrganization();
		const createdAt = clock().toISOString();
		const tenant: Tenant = { id, name, organization, status, settings, createdAt };
		const record = { tenant, provisioned: false, keys: { data, audit, persons } };
		try {
			await platform.write([putTenant(record, 0), take(organization), ...marks]);
		} catch (error) {
			// Lost the id, or only the number: the second is worth another try.
			if (isConflict(error) && (await readTenantRecord(platform, id)) !== null)
				throw new TributaryError("tenant-exists");
			throw error;
		}
		return record;
	});
}

/** Second step: make both stores, write down who did it, and let the tenant be seen. Each part can be repeated. */
async function provision(options: TenantsOptions, record: TenantRecord, actor: Actor): Promise<Tenant> {
	const { stores, platform, journal } = options;
	const tenant = record.tenant.id;
	await stores.open({ kind: "tenant", tenant }, record.keys.data, { create: true });
	await stores.open({ kind: "audit", tenant }, record.keys.audit, { create: true });
	const found = await readTenantRecord(platform, tenant);
	if (found === null || found.record.provisioned) throw new TributaryError("tenant-exists");
	return journal(record, { actor, action: "tenant.create" }, async () => {
		try {
			await platform.write([putTenant({ ...found.record, provisioned: true }, found.version)]);
		} catch (error) {
			throw isConflict(error) ? new TributaryError("tenant-exists") : error;
		}
		return found.record.tenant;
	});
}

/** Nine digits. */
const LEAST_ORGANIZATION = 100_000_000;
const MOST_ORGANIZATION = 999_999_999;

/**
 * The N of `urn:li:organization:N`. At random: of numbers in a row a vendor who makes applications could read how many customers there
 * are besides his, and how many more from day to day.
 */
const newOrganization = (): number => randomInt(LEAST_ORGANIZATION, MOST_ORGANIZATION + 1);

/** Fails where the number was given before: it is never given twice, not even when its tenant is gone. */
const take = (organization: number): Change => ({
	op: "put",
	collection: "setting",
	id: `organization:${organization}`,
	record: "{}",
	ifVersion: 0,
});
