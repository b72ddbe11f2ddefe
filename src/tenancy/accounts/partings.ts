import * as z from "zod";
import type { AccessGrant } from "../../domain/account.ts";
import { Permission } from "../../domain/actor.ts";
import { RecordId } from "../../domain/candidate.ts";
import { STRONG_ROLES } from "../../domain/role.ts";
import type { TenantId } from "../../domain/tenant.ts";
import type { Change, Store } from "../../engine/port.ts";
import { type AccountRecord, accountIndexKeyOf, permissionsOf, publicAccount } from "./account-record.ts";

/**
 * Who lately could do much and was switched off, removed or relieved of it. Whoever does that to the only other one is not alone by it: for a
 * while somebody else's word is wanted as before.
 */
const Parting = z.strictObject({
	account: RecordId,
	/** What he was able to do. */
	permissions: z.array(Permission),
	at: z.iso.datetime(),
});
export type Parting = z.output<typeof Parting>;

/** Milliseconds that somebody who is gone still counts. */
const COUNTS = 30 * 24 * 3_600_000;

const partingKeyOf = (tenant: TenantId): string => `parting:${tenant}`;
const idOf = (tenant: TenantId, account: string): string => `parting:${tenant}:${account}`;

const isOver = ({ at }: Parting, now: Date): boolean => Date.parse(at) + COUNTS <= now.getTime();

async function readAll(platform: Store, tenant: TenantId) {
	const found = await platform.read("setting", { keys: [partingKeyOf(tenant)] });
	return found.map(({ id, version, record }) => ({ id, version, parting: Parting.parse(JSON.parse(record)) }));
}

/** Those who still count. */
export async function listPartings(platform: Store, tenant: TenantId, now: Date): Promise<readonly Parting[]> {
	return (await readAll(platform, tenant)).map(({ parting }) => parting).filter((one) => !isOver(one, now));
}

/**
 * What is to be written with an account that changes, so that nobody is gone without it.
 * @param after null: it is removed
 */
export async function changesOfParting(
	platform: Store,
	before: AccountRecord,
	after: AccountRecord | null,
	now: Date,
): Promise<readonly Change[]> {
	if (!losesPower(before, after, now)) return [];
	const { id: account, tenant } = before;
	const all = await readAll(platform, tenant);
	const earlier = all.find(({ parting }) => parting.account === account && !isOver(parting, now));
	const permissions = [...new Set([...permissionsOf(before, now), ...(earlier?.parting.permissions ?? [])])];
	const parting: Parting = { account, permissions, at: now.toISOString() };
	const id = idOf(tenant, account);
	return [
		{
			op: "put",
			collection: "setting",
			id,
			record: JSON.stringify(parting),
			keys: [accountIndexKeyOf(tenant), partingKeyOf(tenant)],
		},
		...all
			.filter((one) => one.id !== id && isOver(one.parting, now))
			.map((one): Change => ({ op: "delete", collection: "setting", id: one.id, ifVersion: one.version })),
	];
}

/** Whether somebody who signs in here ends with less of a strong role than he had, or with less time for it. */
function losesPower(before: AccountRecord, after: AccountRecord | null, now: Date): boolean {
	const { status, grants } = publicAccount(before, now);
	if (status !== "active") return false;
	const left = after === null || after.disabled ? [] : after.grants;
	return grants
		.filter(({ role }) => STRONG_ROLES.has(role))
		.some((grant) => !left.some((one) => one.id === grant.id && endOf(one) >= endOf(grant)));
}

const endOf = ({ expiresAt }: AccessGrant): number =>
	expiresAt === null ? Number.POSITIVE_INFINITY : Date.parse(expiresAt);
