import { createHash, randomBytes } from "node:crypto";
import * as z from "zod";
import { AccessGrant, type Account, AccountName } from "../../domain/account.ts";
import type { Permission } from "../../domain/actor.ts";
import { RecordId } from "../../domain/candidate.ts";
import { ROLE_SCOPES } from "../../domain/role.ts";
import { parseTenantId, type TenantId } from "../../domain/tenant.ts";
import type { Change, Store } from "../../engine/port.ts";
import { TributaryError } from "../../errors.ts";
import { retryInLine } from "../optimistic.ts";

/** An account as it is stored, and the records by which it is found. */

/** Who somebody is to his identity provider. Nothing else is: addresses are given to other people, names change. */
export const Identity = z.strictObject({ issuer: z.string().max(2048), subject: z.string().min(1).max(255) });
export type Identity = z.output<typeof Identity>;

export const AccountRecord = z.strictObject({
	id: RecordId,
	tenant: z.string().transform((value) => parseTenantId(value)),
	name: AccountName,
	email: z.string(),
	disabled: z.boolean(),
	seat: RecordId.nullable(),
	/** null until he signs in for the first time. */
	identity: Identity.nullable(),
	grants: z.array(AccessGrant),
	createdAt: z.iso.datetime(),
	lastSignInAt: z.iso.datetime().nullable(),
	/** Sessions of an earlier generation are over: rises when he is signed out everywhere. */
	generation: z.int().nonnegative(),
});
export type AccountRecord = z.output<typeof AccountRecord>;

/** Asked of the very state that a change is made of, each time that it is tried; throws where that takes more than one person's word. */
export type Vet<T> = (before: T) => Promise<void>;

export interface StoredAccount {
	readonly record: AccountRecord;
	readonly version: number;
}

const RANDOM_BYTES = 12;
/** A new id, which begins with a letter and says what it is of. */
export const newId = (kind: "acc" | "grant" | "req"): string => `${kind}-${randomBytes(RANDOM_BYTES).toString("hex")}`;

/** Changes of one account, one after the other: whoever switches somebody off is not kept from it by a flood of other changes. */
export const changeAccount = <T>(platform: Store, id: string, attempt: () => Promise<T>): Promise<T> =>
	retryInLine(platform, `account:${id}`, attempt);

/** Secondary key: the accounts, sessions and access requests of a tenant. */
export const accountKeyOf = (tenant: TenantId): string => `tenant:${tenant}`;
/** Secondary key: the sessions of an account. */
export const sessionKeyOf = (account: string): string => `account:${account}`;
/** Secondary key of the records in `setting` by which accounts are found. */
export const accountIndexKeyOf = (tenant: TenantId): string => `account-index:${tenant}`;

/** What can belong to one account of a tenant only. */
export type Unique = { readonly email: string } | Identity | { readonly seat: string };

function indexId(tenant: TenantId, of: Unique): string {
	const parts =
		"email" in of ? ["email", of.email] : "seat" in of ? ["seat", of.seat] : ["identity", of.issuer, of.subject];
	return `account-index:${createHash("sha256")
		.update(JSON.stringify([tenant, ...parts]))
		.digest("hex")}`;
}

export const takeUnique = (tenant: TenantId, of: Unique, account: string): Change => ({
	op: "put",
	collection: "setting",
	id: indexId(tenant, of),
	record: JSON.stringify({ account }),
	keys: [accountIndexKeyOf(tenant)],
	ifVersion: 0,
});

export const freeUnique = (tenant: TenantId, of: Unique): Change => ({
	op: "delete",
	collection: "setting",
	id: indexId(tenant, of),
});

const Index = z.strictObject({ account: RecordId });

/** The account that it belongs to. The same reads whether or not there is one. */
export async function findBy(platform: Store, tenant: TenantId, of: Unique): Promise<StoredAccount | null> {
	const [found] = await platform.read("setting", { ids: [indexId(tenant, of)] });
	const account = found == null ? "-" : Index.parse(JSON.parse(found.record)).account;
	const stored = await readAccount(platform, account);
	return stored?.record.tenant === tenant ? stored : null;
}

export const putAccount = (record: AccountRecord, ifVersion: number): Change => ({
	op: "put",
	collection: "account",
	id: record.id,
	record: JSON.stringify(record),
	keys: [accountKeyOf(record.tenant)],
	ifVersion,
});

export async function readAccount(platform: Store, id: string): Promise<StoredAccount | null> {
	const [found] = await platform.read("account", { ids: [id] });
	return found == null ? null : { record: AccountRecord.parse(JSON.parse(found.record)), version: found.version };
}

/** @throws TributaryError `not-found` also when it is another tenant's */
export async function ownAccount(platform: Store, tenant: TenantId, id: string): Promise<StoredAccount> {
	const found = RecordId.safeParse(id).success ? await readAccount(platform, id) : null;
	if (found?.record.tenant !== tenant) throw new TributaryError("not-found");
	return found;
}

export async function listAccounts(platform: Store, tenant: TenantId): Promise<readonly StoredAccount[]> {
	const found = await platform.read("account", { keys: [accountKeyOf(tenant)] });
	return found.map(({ record, version }) => ({ record: AccountRecord.parse(JSON.parse(record)), version }));
}

const Asked = z.looseObject({ accountId: z.string() });

/** Removes what else is kept of an account: its sessions, and the roles that it asked for, with the reasons that it wrote. */
export async function changesThatForget(platform: Store, tenant: TenantId, id: string): Promise<readonly Change[]> {
	const sessions = await platform.read("session", { keys: [sessionKeyOf(id)] });
	const requests = await platform.read("access-request", { keys: [accountKeyOf(tenant)] });
	const own = requests.filter(({ record }) => Asked.parse(JSON.parse(record)).accountId === id);
	return [
		...sessions.map((one) => ({ op: "delete", collection: "session", id: one.id }) as const),
		...own.map((one) => ({ op: "delete", collection: "access-request", id: one.id }) as const),
	];
}

/** Grants that have not ended. */
export const liveGrants = ({ grants }: AccountRecord, now: Date): readonly AccessGrant[] =>
	grants.filter(({ expiresAt }) => expiresAt === null || new Date(expiresAt) > now);

/** Grants by which something may be done at this moment: a hiring manager without a seat would see every job. */
export const grantsInForce = (record: AccountRecord, now: Date): readonly AccessGrant[] =>
	liveGrants(record, now).filter(({ role }) => role !== "hiring-manager" || record.seat !== null);

export const permissionsOf = (record: AccountRecord, now: Date): readonly Permission[] => [
	...new Set(grantsInForce(record, now).flatMap(({ role }) => ROLE_SCOPES[role])),
];

export function publicAccount(record: AccountRecord, now: Date): Account {
	const { id, name, email, disabled, seat, identity, createdAt, lastSignInAt } = record;
	// Who comes by a link of the demo has no identity.
	const status = disabled ? "disabled" : identity === null && lastSignInAt === null ? "invited" : "active";
	return { id, name, email, status, seat, grants: [...liveGrants(record, now)], createdAt, lastSignInAt };
}
