import type { AccessGrant } from "../../domain/account.ts";
import { type Actor, actorText } from "../../domain/actor.ts";
import type { Role } from "../../domain/role.ts";
import type { TenantId } from "../../domain/tenant.ts";
import { TributaryError } from "../../errors.ts";
import { OPERATOR } from "../tenants.ts";
import {
	type AccountRecord,
	changeAccount,
	listAccounts,
	liveGrants,
	newId,
	ownAccount,
	putAccount,
	type Vet,
} from "./account-record.ts";
import { type AccountsOptions, demandAnother } from "./accounts.ts";
import { changesOfParting } from "./partings.ts";

/** A grant with the account that has it. */
export type HeldGrant = AccessGrant & { readonly accountId: string };

/** The roles that people have: given, ended and looked at again by another person than the one who has them. */
export interface Grants {
	/** All of a tenant that have not ended, those that nobody looked at for longest first. */
	list(tenant: TenantId): Promise<readonly HeldGrant[]>;
	/**
	 * @param role expiresAt: it ends by itself; null: when somebody ends it
	 * @throws TributaryError `not-found` · `own-account` · `already-exists` he has the role · `invalid-field`
	 */
	give(
		tenant: TenantId,
		account: string,
		role: { readonly role: Role; readonly expiresAt: string | null },
		actor?: Actor,
	): Promise<HeldGrant>;
	/** Ends one at once. @throws TributaryError `not-found` · `own-account` */
	end(tenant: TenantId, grant: string, actor?: Actor): Promise<void>;
	/**
	 * Says that one is still right (recertification).
	 * @param until a new end; absent: as before
	 * @throws TributaryError `not-found` · `own-account` · `invalid-field` · as `vet`
	 */
	confirm(
		tenant: TenantId,
		grant: string,
		actor?: Actor,
		until?: string | null,
		vet?: Vet<AccessGrant>,
	): Promise<HeldGrant>;
}

export const newGrant = (
	role: Role,
	{ actor, now, expiresAt = null }: { readonly actor: Actor; readonly now: Date; readonly expiresAt?: string | null },
): AccessGrant => ({
	id: newId("grant"),
	role,
	grantedAt: now.toISOString(),
	grantedBy: actorText(actor),
	expiresAt,
	lastUsedAt: null,
	confirmed: null,
});

export function createGrants(options: AccountsOptions): Grants {
	const { platform, clock } = options;
	return {
		list: async (tenant) => {
			const accounts = await listAccounts(platform, tenant);
			const held = accounts.flatMap(({ record }) =>
				liveGrants(record, clock()).map((grant) => ({ ...grant, accountId: record.id })),
			);
			return held.toSorted((a, b) => (lookedAt(a) < lookedAt(b) ? -1 : 1));
		},
		give: async (tenant, account, { role, expiresAt }, actor = OPERATOR) => {
			const grant = newGrant(role, { actor, now: clock(), expiresAt: demandFuture(expiresAt, clock()) });
			return changeGrants(
				options,
				tenant,
				{ account, grant: grant.id, role, actor, action: "access.decide" },
				async (record) => [...withoutRole(record, role, clock()), grant],
			);
		},
		end: async (tenant, id, actor = OPERATOR) => {
			const { account, role } = await holderOf(options, tenant, id);
			const change = { account, grant: id, role, actor, action: "access.review" } as const;
			await changeGrants(options, tenant, change, async ({ grants }) => grants.filter((grant) => grant.id !== id));
		},
		confirm: async (tenant, id, actor = OPERATOR, until = undefined, vet = undefined) => {
			const { account, role } = await holderOf(options, tenant, id);
			const end = until === undefined ? {} : { expiresAt: demandFuture(until, clock()) };
			const confirmed = { at: clock().toISOString(), by: actorText(actor) };
			const change = { account, grant: id, role, actor, action: "access.review" } as const;
			return changeGrants(options, tenant, change, async (record) => {
				const held = liveGrants(record, clock()).find((grant) => grant.id === id);
				if (held === undefined) throw new TributaryError("not-found");
				await vet?.(held);
				return record.grants.map((grant) => (grant.id === id ? { ...grant, ...end, confirmed } : grant));
			});
		},
	};
}

const lookedAt = ({ confirmed, grantedAt }: AccessGrant) => confirmed?.at ?? grantedAt;

/** @throws TributaryError `invalid-field` */
export function demandFuture(expiresAt: string | null, now: Date): string | null {
	if (expiresAt === null || new Date(expiresAt) > now) return expiresAt;
	throw new TributaryError("invalid-field", { errors: [{ pointer: "/expiresAt", detail: "This time is past." }] });
}

/** The grants that stay beside a new one of this role: those that ended are dropped with that. */
export function withoutRole(record: AccountRecord, role: Role, now: Date): readonly AccessGrant[] {
	const live = liveGrants(record, now);
	if (live.some((grant) => grant.role === role))
		throw new TributaryError("already-exists", { detail: `The account has the role ${role} already.` });
	if (role === "hiring-manager" && record.seat === null) {
		const detail = "A hiring manager sees the jobs of his seat: bind the account to a seat first.";
		throw new TributaryError("invalid-field", { errors: [{ pointer: "/role", detail }] });
	}
	return live;
}

async function holderOf({ platform, clock }: AccountsOptions, tenant: TenantId, grant: string) {
	for (const { record } of await listAccounts(platform, tenant)) {
		const found = liveGrants(record, clock()).find(({ id }) => id === grant);
		if (found !== undefined) return { account: record.id, role: found.role };
	}
	throw new TributaryError("not-found");
}

interface GrantChange {
	readonly account: string;
	readonly grant: string;
	readonly role: Role;
	readonly actor: Actor;
	readonly action: "access.decide" | "access.review";
}

/** What cannot be is found out before anything is written down. */
async function changeGrants(
	{ platform, clock, journal }: AccountsOptions,
	tenant: TenantId,
	{ account, grant, role, actor, action }: GrantChange,
	next: (record: AccountRecord) => Promise<readonly AccessGrant[]>,
): Promise<HeldGrant> {
	demandAnother(actor, account);
	const apply = async (write: boolean) => {
		const { record, version } = await ownAccount(platform, tenant, account);
		const changed = { ...record, grants: [...(await next(record))] };
		const parting = await changesOfParting(platform, record, changed, clock());
		if (write) await platform.write([putAccount(changed, version), ...parting]);
		return changed.grants.find(({ id }) => id === grant);
	};
	await apply(false);
	const subject = { accountId: account, grantId: grant, about: role };
	const made = await journal(tenant, { actor, action, subject }, () =>
		changeAccount(platform, account, () => apply(true)),
	);
	return { ...(made as AccessGrant), accountId: account };
}
