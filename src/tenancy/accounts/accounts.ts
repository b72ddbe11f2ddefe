import type * as z from "zod";
import { type Account, AccountChange, AccountInvitation } from "../../domain/account.ts";
import type { Actor } from "../../domain/actor.ts";
import { foldedEmail } from "../../domain/email.ts";
import { faultsOf } from "../../domain/faults.ts";
import type { TenantId } from "../../domain/tenant.ts";
import type { Change, Store } from "../../engine/port.ts";
import { TributaryError } from "../../errors.ts";
import type { AuditAction, AuditSubject } from "../audit-entry.ts";
import type { Clock } from "../clock.ts";
import type { Erasures } from "../erasures.ts";
import { demandNoHold } from "../legal-hold.ts";
import { isConflict } from "../optimistic.ts";
import { OPERATOR, readTenantRecord } from "../tenants.ts";
import {
	type AccountRecord,
	changeAccount,
	changesThatForget,
	findBy,
	freeUnique,
	type Identity,
	listAccounts,
	newId,
	ownAccount,
	publicAccount,
	putAccount,
	readAccount,
	takeUnique,
	type Unique,
	type Vet,
} from "./account-record.ts";
import { createGrants, type Grants, newGrant } from "./grants.ts";
import { changesOfParting, listPartings, type Parting } from "./partings.ts";

/** People of a tenant. Who acts on an account is never the person himself: his roles, his seat and his end are another's word. */
export interface Accounts {
	/**
	 * Makes an account, which is the person's when he signs in for the first time with that address.
	 * @throws TributaryError `already-exists` the address or the seat has an account · `invalid-field` · `tenant-unavailable`
	 */
	invite(tenant: TenantId, input: z.input<typeof AccountInvitation>, actor?: Actor): Promise<Account>;
	/** By name. */
	list(tenant: TenantId): Promise<readonly Account[]>;
	/** @throws TributaryError `not-found` */
	get(tenant: TenantId, id: string): Promise<Account>;
	/**
	 * Names him anew, seats him, disables or enables him; disabled, he is signed out everywhere with that.
	 * @throws TributaryError `not-found` · `own-account` · `already-exists` · `invalid-field` · as `vet`
	 */
	change(
		tenant: TenantId,
		id: string,
		change: z.input<typeof AccountChange>,
		actor?: Actor,
		vet?: Vet<Account>,
	): Promise<Account>;
	/** Erases the account with name, address, identity, sessions and the roles that it asked for; entries of the log keep its id. @throws as {@link change} */
	remove(tenant: TenantId, id: string, actor?: Actor): Promise<void>;
	/** Ends every session of his. @throws TributaryError `not-found` */
	signOut(tenant: TenantId, id: string, actor?: Actor): Promise<void>;
	/** Whether somebody may act now. Always a fresh read, so that a revocation counts at once. */
	find(id: string): Promise<AccountRecord | null>;
	/**
	 * The account of somebody whom the tenant's identity provider has just vouched for: by his identity or, the first time, by the
	 * address that the provider verified.
	 * @throws TributaryError `sign-in-refused`, the same for nobody's and for a disabled account
	 */
	admit(tenant: TenantId, person: Identity & { readonly verifiedEmail: string | null }): Promise<AccountRecord>;
	/** Who could do much until lately, and was switched off, removed or relieved of it. */
	partings(tenant: TenantId): Promise<readonly Parting[]>;
	/** What each may do. */
	readonly grants: Grants;
}

export interface AccountsOptions {
	readonly platform: Store;
	readonly clock: Clock;
	/** Where it is kept whose account was removed, so that no backup brings it back. */
	readonly erasures?: Pick<Erasures, "account"> | undefined;
	/** Writes into the tenant's audit log, before and after `run`. @throws `tenant-unavailable` */
	readonly journal: <T>(
		tenant: TenantId,
		access: { readonly actor: Actor; readonly action: AuditAction; readonly subject: AuditSubject },
		run: () => Promise<T>,
	) => Promise<T>;
}

export function createAccounts(options: AccountsOptions): Accounts {
	const { platform, clock } = options;
	return {
		grants: createGrants(options),
		invite: (tenant, input, actor = OPERATOR) => invite(options, tenant, input, actor),
		list: async (tenant) => {
			const found = (await listAccounts(platform, tenant)).map(({ record }) => publicAccount(record, clock()));
			return found.toSorted((a, b) => (a.name < b.name ? -1 : 1));
		},
		get: async (tenant, id) => publicAccount((await ownAccount(platform, tenant, id)).record, clock()),
		change: (tenant, id, input, actor = OPERATOR, vet = undefined) =>
			change(options, tenant, { id, input, actor, vet }),
		remove: (tenant, id, actor = OPERATOR) => remove(options, tenant, id, actor),
		signOut: async (tenant, id, actor = OPERATOR) => {
			await ownAccount(platform, tenant, id);
			const subject = { accountId: id, about: "sign-out" };
			await options.journal(tenant, { actor, action: "account.change", subject }, () =>
				changeAccount(platform, id, async () => {
					const { record, version } = await ownAccount(platform, tenant, id);
					await platform.write([putAccount({ ...record, generation: record.generation + 1 }, version)]);
				}),
			);
		},
		find: async (id) => {
			const found = await readAccount(platform, id);
			return found === null || found.record.disabled ? null : found.record;
		},
		partings: (tenant) => listPartings(platform, tenant, clock()),
		admit: (tenant, person) => admit(options, tenant, person),
	};
}

function parse<T extends z.ZodType>(schema: T, input: unknown): z.output<T> {
	const read = schema.safeParse(input);
	if (read.success) return read.data;
	throw new TributaryError("invalid-field", { errors: faultsOf(read.error) });
}

async function invite(
	{ platform, clock, journal }: AccountsOptions,
	tenant: TenantId,
	input: z.input<typeof AccountInvitation>,
	actor: Actor,
): Promise<Account> {
	const { email, name, seat, roles } = parse(AccountInvitation, input);
	const now = clock();
	const id = newId("acc");
	const record: AccountRecord = {
		id,
		tenant,
		name,
		email,
		disabled: false,
		seat,
		identity: null,
		grants: [...new Set(roles)].map((role) => newGrant(role, { actor, now })),
		createdAt: now.toISOString(),
		lastSignInAt: null,
		generation: 0,
	};
	await demandFree(platform, tenant, [{ email }, ...(seat === null ? [] : [{ seat }])]);
	await journal(tenant, { actor, action: "account.create", subject: { accountId: id } }, () =>
		writeUnique(platform, [
			putAccount(record, 0),
			takeUnique(tenant, { email }, id),
			...(seat === null ? [] : [takeUnique(tenant, { seat }, id)]),
		]),
	);
	return publicAccount(record, now);
}

const TAKEN = "The address or the seat has an account already.";

async function demandFree(platform: Store, tenant: TenantId, wanted: readonly Unique[]): Promise<void> {
	const taken = await Promise.all(wanted.map((of) => findBy(platform, tenant, of)));
	if (taken.some((found) => found !== null)) throw new TributaryError("already-exists", { detail: TAKEN });
}

/** Of two that take the same at once one wins. */
async function writeUnique(platform: Store, changes: readonly Change[]): Promise<void> {
	try {
		await platform.write(changes);
	} catch (error) {
		throw isConflict(error) ? new TributaryError("already-exists", { detail: TAKEN }) : error;
	}
}

/** @throws TributaryError `own-account` */
export function demandAnother(actor: Actor, account: string): void {
	if (actor.kind === "account" && actor.id === account) throw new TributaryError("own-account");
}

async function change(
	{ platform, clock, journal }: AccountsOptions,
	tenant: TenantId,
	{ id, input, actor, vet }: AccountWish,
): Promise<Account> {
	const wanted = parse(AccountChange, input);
	demandAnother(actor, id);
	const { seat } = wanted;
	const current = async () => {
		const found = await ownAccount(platform, tenant, id);
		if (seat != null && seat !== found.record.seat) await demandFree(platform, tenant, [{ seat }]);
		await vet?.(publicAccount(found.record, clock()));
		return found;
	};
	// What cannot be is found out before anything is written down.
	await current();
	const apply = async () => {
		const { record, version } = await current();
		const next = changed(record, wanted);
		const moves = next.seat === record.seat ? [] : seatMoves(record, next);
		const parting = await changesOfParting(platform, record, next, clock());
		await platform.write([putAccount(next, version), ...moves, ...parting]);
		return publicAccount(next, clock());
	};
	const subject = {
		accountId: id,
		...(wanted.status === undefined ? {} : { status: wanted.status }),
		...(seat == null ? {} : { seatId: seat }),
	};
	return journal(tenant, { actor, action: "account.change", subject }, () => changeAccount(platform, id, apply));
}

interface AccountWish {
	readonly id: string;
	readonly input: unknown;
	readonly actor: Actor;
	readonly vet: Vet<Account> | undefined;
}

function changed(record: AccountRecord, { name, seat, status }: AccountChange): AccountRecord {
	const disabled = status === undefined ? record.disabled : status === "disabled";
	return {
		...record,
		...(name === undefined ? {} : { name }),
		...(seat === undefined ? {} : { seat }),
		disabled,
		// Enabled again, he signs in again: what he had open then stays closed.
		generation: record.generation + (disabled && !record.disabled ? 1 : 0),
	};
}

const seatMoves = (before: AccountRecord, after: AccountRecord): readonly Change[] => [
	...(before.seat === null ? [] : [freeUnique(before.tenant, { seat: before.seat })]),
	...(after.seat === null ? [] : [takeUnique(after.tenant, { seat: after.seat }, after.id)]),
];

async function remove(options: AccountsOptions, tenant: TenantId, id: string, actor: Actor) {
	const { platform, clock, journal, erasures } = options;
	demandAnother(actor, id);
	await ownAccount(platform, tenant, id);
	const owner = await readTenantRecord(platform, tenant);
	if (owner !== null) demandNoHold(owner.record.tenant);
	const forget = async () => {
		const { record, version } = await ownAccount(platform, tenant, id);
		const { email, seat, identity } = record;
		const taken: Unique[] = [{ email }, ...(seat === null ? [] : [{ seat }]), ...(identity === null ? [] : [identity])];
		await platform.write([
			{ op: "delete", collection: "account", id, ifVersion: version },
			...taken.map((of) => freeUnique(tenant, of)),
			...(await changesThatForget(platform, tenant, id)),
			...(await changesOfParting(platform, record, null, clock())),
		]);
	};
	const subject = { accountId: id, about: "remove" };
	await journal(tenant, { actor, action: "account.change", subject }, async () => {
		const remembered = await erasures?.account(tenant, id);
		await changeAccount(platform, id, forget);
		await remembered?.();
	});
}

async function admit(
	{ platform }: AccountsOptions,
	tenant: TenantId,
	{ issuer, subject, verifiedEmail }: Parameters<Accounts["admit"]>[1],
): Promise<AccountRecord> {
	const identity = { issuer, subject };
	const known = await findBy(platform, tenant, identity);
	if (known !== null) return usable(known.record);
	const email = verifiedEmail === null ? null : foldedEmail(verifiedEmail);
	const invited = email === null ? null : await findBy(platform, tenant, { email });
	// An account that is somebody's already is not given to whoever has his address by now.
	if (invited === null || invited.record.identity !== null) throw new TributaryError("sign-in-refused");
	const bound = { ...usable(invited.record), identity };
	try {
		await platform.write([putAccount(bound, invited.version), takeUnique(tenant, identity, bound.id)]);
	} catch (error) {
		throw isConflict(error) ? new TributaryError("sign-in-refused", { cause: error }) : error;
	}
	return bound;
}

function usable(record: AccountRecord): AccountRecord {
	if (record.disabled) throw new TributaryError("sign-in-refused");
	return record;
}
