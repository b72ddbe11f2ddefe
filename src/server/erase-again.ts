import { emailKey } from "../analysis/contact-keys.ts";
import type { Actor } from "../domain/actor.ts";
import { Candidate } from "../domain/candidate.ts";
import { parseTenantId, type TenantId } from "../domain/tenant.ts";
import { TributaryError } from "../errors.ts";
import type { SyncDeps } from "../sync/batch.ts";
import { eraseNoted, erasePerson } from "../sync/erase-person.ts";
import type { Whom } from "../sync/find-person.ts";
import { atsIdOf, type RecordRef, recordIdOf } from "../sync/kinds.ts";
import { removeRecords } from "../sync/remove.ts";
import { AtsRecord, emailsOf } from "../sync/stored.ts";
import type { BackupStatement } from "../tenancy/backup-manifest.ts";
import type { Whom as Erased, Erasures } from "../tenancy/erasures.ts";
import { eachRecord } from "../tenancy/listing.ts";
import type { Withdrawn } from "../tenancy/rights/withdraw-again.ts";
import type { Scope } from "../tenancy/scope.ts";
import { OPERATOR } from "../tenancy/tenants.ts";
import type { Platform } from "./platform.ts";

/** Who was erased since a backup was made is erased in what it brings back. */

/** A hold keeps what was there when it began, and they were not. */
const AGAIN = { evenOnHold: true } as const;

/** A clock that was wrong then must not keep an erasure from counting: a time to come is no time, and all of them count. */
export function sinceOf({ startedAt }: BackupStatement, now: Date): Date {
	const at = new Date(startedAt);
	return at > now ? new Date(0) : at;
}

export type ErasingPlatform = Pick<Platform, "tenancy" | "ingest">;

export interface ErasedAgain {
	/** Tenants that were wiped since. */
	readonly wiped: readonly TenantId[];
	/** Candidates who were erased since, by tenant. */
	readonly erased: Readonly<Record<string, readonly string[]>>;
	/** Accounts that were removed since, by tenant. */
	readonly accounts: Readonly<Record<string, readonly string[]>>;
	/** Rights of clients, people, the operator's people and tenants that were taken away since. */
	readonly rights: readonly Withdrawn[];
}

/**
 * Erases whoever was erased since, in stores that were put back from before. Repeating it is harmless.
 * @param since when what was put back was begun to be copied
 */
export async function eraseSince(
	platform: ErasingPlatform,
	erasures: Erasures,
	since: Date,
	actor: Actor = OPERATOR,
): Promise<ErasedAgain> {
	const wiped = (await platform.tenancy.backups?.dropWiped(await erasures.wiped(), actor)) ?? [];
	const erased: Record<string, readonly string[]> = {};
	const accounts: Record<string, readonly string[]> = {};
	for (const { id } of await platform.tenancy.tenants.list()) {
		const ids = await eraseIn(platform, erasures, { tenant: id, since, actor });
		if (ids.length > 0) erased[id] = ids;
		const gone = await removeAccounts(platform, erasures, { tenant: id, since, actor });
		if (gone.length > 0) accounts[id] = gone;
	}
	const rights = await platform.tenancy.withdrawAgain(actor);
	await platform.tenancy.backups?.noteRestored(actor);
	// Sessions and tokens that were ended since would be good again.
	await platform.tenancy.sessions.closeAll();
	await platform.tenancy.signingKeys.rotate({ atOnce: true });
	return { wiped, erased, accounts, rights };
}

/** What was put back of a tenant, from when it is, and who put it back. */
export interface PutBack {
	readonly tenant: TenantId;
	readonly since: Date;
	readonly actor: Actor;
}

/** Everybody in a tenant who was erased since. @returns ids of candidates */
export async function eraseIn(
	{ tenancy, ingest }: ErasingPlatform,
	erasures: Erasures,
	{ tenant, since, actor }: PutBack,
): Promise<readonly string[]> {
	const isErased = await erasures.test(parseTenantId(tenant), since);
	const scope = await tenancy.openScope({ tenant, actor, purpose: "restore", evenDisabled: true });
	const gone: string[] = [];
	const deps = { ...ingest, receiptKey: tenancy.certificateKey };
	for await (const { whom, candidateIds, emails } of everybody(scope)) {
		if (!isErased({ candidateIds, emails })) continue;
		const receipt = await erasePerson(scope, deps, whom, "restored-backup", AGAIN).catch((error: unknown) => {
			// Erased with somebody else, with whom he was merged.
			if (error instanceof TributaryError && error.code === "not-found") return null;
			throw error;
		});
		gone.push(...(receipt?.receipt.candidateIds ?? []));
	}
	// Who is matched with such a profile now may be somebody else's record, and stays.
	for (const profileId of await profilesNoted(scope))
		if (isErased({ candidateIds: [], emails: [], profileIds: [profileId] }))
			await eraseNoted(scope, deps, profileId, "restored-backup");
	return [...gone, ...(await removeIn(scope, ingest, await erasures.test(tenant, since, "candidate")))];
}

/** Candidates whom an ATS deleted since. Whom they were merged with stands for himself again, as after the deletion. @returns their ids */
async function removeIn(scope: Scope, deps: SyncDeps, isGone: (whom: Erased) => boolean): Promise<readonly string[]> {
	const ids = new Set<string>();
	for await (const { candidateIds } of everybody(scope))
		for (const id of candidateIds) if (isGone({ candidateIds: [id], emails: [] })) ids.add(id);
	const refs = [...ids].map((id): RecordRef => ({ kind: "candidate", path: [atsIdOf(id)] }));
	for (let start = 0; start < refs.length; start += AT_ONCE)
		await removeRecords(scope, deps, "candidate", refs.slice(start, start + AT_ONCE), AGAIN);
	return [...ids];
}

async function removeAccounts({ tenancy }: ErasingPlatform, erasures: Erasures, { tenant, since, actor }: PutBack) {
	const isGone = await erasures.test(tenant, since, "account");
	const gone = (await tenancy.accounts.list(tenant)).filter(({ id }) => isGone({ candidateIds: [id], emails: [] }));
	for (const { id } of gone) await tenancy.accounts.remove(tenant, id, actor);
	return gone.map(({ id }) => id);
}

interface Somebody {
	readonly whom: Whom;
	readonly candidateIds: readonly string[];
	readonly emails: readonly string[];
}

/** Candidates in one call. */
const AT_ONCE = 100;

/** People, those who were merged into others, and those who are there only by what an ATS sent. */
async function* everybody({ store }: Scope): AsyncGenerator<Somebody> {
	for await (const { id, record } of eachRecord(store, "person")) {
		const { mergedFrom = [], resume } = Candidate.parse(JSON.parse(record));
		const emails = [resume.basics?.email, ...(resume.basics?.emails ?? [])].filter((email) => email !== undefined);
		yield { whom: { candidateId: id }, candidateIds: [id, ...mergedFrom], emails };
	}
	for await (const { id } of eachRecord(store, "merge"))
		yield { whom: { candidateId: id }, candidateIds: [id], emails: [] };
	for await (const { record } of eachRecord(store, "ats")) {
		const read = AtsRecord.safeParse(JSON.parse(record));
		if (!read.success || read.data.entity === null) continue;
		const { kind, path: ids, entity } = read.data;
		if (kind === "candidate") {
			const candidateId = recordIdOf(ids[0] ?? "");
			yield { whom: { candidateId }, candidateIds: [candidateId], emails: emailsOf(entity) };
		}
		const email = entity.candidateEmail;
		if (kind === "application" && typeof email === "string" && emailKey(email) !== null)
			yield { whom: { email }, candidateIds: [], emails: [email] };
	}
}

const NOTED = ["desk", "signal", "lab", "activity"] as const;

/** Profiles of the network of which anything is noted here. By what the records say, as stores of before may not tell by which keys they are found. */
async function profilesNoted({ store }: Scope): Promise<ReadonlySet<string>> {
	const found = new Set<string>();
	const see = (text: string) => text.startsWith(PROFILE) && found.add(text.slice(PROFILE.length));
	for (const collection of NOTED)
		for await (const { id, record } of eachRecord(store, collection)) {
			see(id.slice(id.lastIndexOf("/") + 1));
			JSON.parse(record, (name, value: unknown) => {
				see(name);
				if (typeof value === "string") see(name === "profileId" ? PROFILE + value : value);
				return value;
			});
		}
	return found;
}

/** Before the id of a profile, where people are named in one word. */
const PROFILE = "p:";
