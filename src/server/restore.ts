import { createReadStream, createWriteStream, existsSync, readdirSync } from "node:fs";
import { mkdir, rename, rm, rmdir } from "node:fs/promises";
import path from "node:path";
import { pipeline } from "node:stream/promises";
import { emailKey } from "../analysis/contact-keys.ts";
import type { Config } from "../config.ts";
import { Candidate } from "../domain/candidate.ts";
import { parseTenantId, type TenantId } from "../domain/tenant.ts";
import { TributaryError } from "../errors.ts";
import type { SyncDeps } from "../sync/batch.ts";
import { erasePerson } from "../sync/erase-person.ts";
import type { Whom } from "../sync/find-person.ts";
import { atsIdOf, type RecordRef, recordIdOf } from "../sync/kinds.ts";
import { removeRecords } from "../sync/remove.ts";
import { AtsRecord, emailsOf } from "../sync/stored.ts";
import {
	type BackupManifest,
	type BackupStatement,
	checkBackup,
	demandFiles,
	demandSigner,
} from "../tenancy/backup-manifest.ts";
import type { Whom as Erased, Erasures } from "../tenancy/erasures.ts";
import type { Scope } from "../tenancy/scope.ts";
import { OPERATOR } from "../tenancy/tenants.ts";
import type { Platform } from "./platform.ts";

/**
 * A backup comes back: all of it is put together and checked beside the place where it belongs, whoever was erased since it was made is
 * erased in it, and only then is it moved there, in one step. Cut off anywhere, nothing is there, and the same call begins anew.
 */

export interface RestoreDeps {
	/** Opens a platform on another data folder, with the file of erasures that is given, and takes its stores as they are. */
	open(dataDir: string, anchor: string): Promise<Platform>;
	readonly erasures: Erasures;
	readonly erasuresFile: string;
	/** Where it is kept how new the stores are. */
	readonly anchorFolder: string;
}

export interface RestoreOptions {
	/** Also where the file of erasures is lost: people who were erased come back. */
	readonly withoutErasures?: boolean;
	/** Fingerprint of the key that has to have signed the backup, checked before its data are touched. Absent: the key that the data hold. */
	readonly trusted?: string;
}

export interface Restored {
	readonly manifest: BackupManifest;
	/** Tenants that were wiped since. */
	readonly wiped: readonly TenantId[];
	/** Candidates who were erased since, by tenant. */
	readonly erased: Readonly<Record<string, readonly string[]>>;
	/** Accounts that were removed since, by tenant. */
	readonly accounts: Readonly<Record<string, readonly string[]>>;
}

/** @throws TributaryError `backup-unsupported` · `place-occupied` · `erasures-missing` · `wrong-key` · as {@link checkBackup} */
export async function restoreBackup(
	{ dataDir, engine }: Pick<Config, "dataDir" | "engine">,
	deps: RestoreDeps,
	folder: string,
	options: RestoreOptions = {},
): Promise<Restored> {
	if (engine !== "embedded") throw new TributaryError("backup-unsupported");
	const manifest = await checkBackup(folder, options.trusted);
	const { backup } = manifest;
	if (backup.tenant !== null)
		throw new TributaryError("invalid-request", { detail: "It is of one tenant: restore it with --tenant." });
	demandFree(dataDir);
	demandErasures(deps, backup, options);
	const staged = `${dataDir}.restoring`;
	for (const left of [staged, anchorBeside(deps)]) await rm(left, { recursive: true, force: true });
	await copyFiles(folder, staged, backup);
	await demandFiles(staged, backup);
	const done = await eraseAgain(deps, staged, manifest, options);
	demandFree(dataDir);
	// From here on it is this state that nothing may be older than. Cut off before the data are there, there is nothing to be held against it.
	await rm(deps.anchorFolder, { recursive: true, force: true });
	await rename(anchorBeside(deps), deps.anchorFolder);
	if (existsSync(dataDir)) await rmdir(dataDir);
	await rename(staged, dataDir);
	return { manifest, ...done };
}

const anchorBeside = ({ anchorFolder }: RestoreDeps) => `${anchorFolder}.restoring`;

function demandFree(dataDir: string): void {
	const names = existsSync(dataDir) ? readdirSync(dataDir) : [];
	if (names.length > 0) throw new TributaryError("place-occupied", { detail: `${dataDir} holds ${names.join(", ")}.` });
}

function demandErasures(
	{ erasures, erasuresFile }: RestoreDeps,
	backup: BackupStatement,
	options: RestoreOptions,
): void {
	if (options.withoutErasures === true) return;
	const count = erasures.count();
	if (count !== null && count >= backup.erasures) return;
	const detail = count === null ? "is not there" : `is older than the backup: ${count} of ${backup.erasures} entries`;
	throw new TributaryError("erasures-missing", { detail: `${erasuresFile} ${detail}.` });
}

async function copyFiles(from: string, to: string, { files }: BackupStatement): Promise<void> {
	for (const { path: name } of files) {
		const target = path.join(to, ...name.split("/"));
		await mkdir(path.dirname(target), { recursive: true, mode: 0o700 });
		const source = createReadStream(path.join(from, ...name.split("/")));
		await pipeline(source, createWriteStream(target, { flags: "wx", mode: 0o600, flush: true }));
	}
}

async function eraseAgain(deps: RestoreDeps, staged: string, manifest: BackupManifest, { trusted }: RestoreOptions) {
	const platform = await deps.open(staged, anchorBeside(deps));
	try {
		// What the manifest says decides who is erased again. Whoever can write to the folder could sign another one, but not with this key.
		demandSigner(manifest, trusted ?? (await platform.tenancy.certificateKey()).fingerprint);
		const since = sinceOf(manifest.backup, platform.ingest.clock());
		const wiped = (await platform.tenancy.backups?.dropWiped(deps.erasures.wiped())) ?? [];
		const erased: Record<string, readonly string[]> = {};
		const accounts: Record<string, readonly string[]> = {};
		for (const { id } of await platform.tenancy.tenants.list()) {
			const ids = await eraseIn(platform, deps.erasures, id, since);
			if (ids.length > 0) erased[id] = ids;
			const gone = await removeAccounts(platform, deps.erasures, id, since);
			if (gone.length > 0) accounts[id] = gone;
		}
		// Sessions and tokens that were ended since would be good again.
		await platform.tenancy.sessions.closeAll();
		await platform.tenancy.signingKeys.rotate({ atOnce: true });
		return { wiped, erased, accounts };
	} finally {
		await platform.close();
	}
}

/** A clock that was wrong then must not keep an erasure from counting: a time to come is no time, and all of them count. */
function sinceOf({ startedAt }: BackupStatement, now: Date): Date {
	const at = new Date(startedAt);
	return at > now ? new Date(0) : at;
}

/** Everybody in a tenant who was erased since. @returns ids of candidates */
async function eraseIn(
	{ tenancy, ingest }: Platform,
	erasures: Erasures,
	tenant: TenantId,
	since: Date,
): Promise<readonly string[]> {
	const isErased = await erasures.test(parseTenantId(tenant), since);
	const scope = await tenancy.openScope({ tenant, actor: OPERATOR, purpose: "restore", evenDisabled: true });
	const gone: string[] = [];
	const deps = { ...ingest, receiptKey: tenancy.certificateKey };
	for await (const { whom, candidateIds, emails } of everybody(scope)) {
		if (!isErased({ candidateIds, emails })) continue;
		const receipt = await erasePerson(scope, deps, whom, "restored-backup").catch((error: unknown) => {
			// Erased with somebody else, with whom he was merged.
			if (error instanceof TributaryError && error.code === "not-found") return null;
			throw error;
		});
		gone.push(...(receipt?.receipt.candidateIds ?? []));
	}
	return [...gone, ...(await removeIn(scope, ingest, await erasures.test(tenant, since, "candidate")))];
}

/** Candidates whom an ATS deleted since. Whom they were merged with stands for himself again, as after the deletion. @returns their ids */
async function removeIn(scope: Scope, deps: SyncDeps, isGone: (whom: Erased) => boolean): Promise<readonly string[]> {
	const ids = new Set<string>();
	for await (const { candidateIds } of everybody(scope))
		for (const id of candidateIds) if (isGone({ candidateIds: [id], emails: [] })) ids.add(id);
	const refs = [...ids].map((id): RecordRef => ({ kind: "candidate", path: [atsIdOf(id)] }));
	for (let start = 0; start < refs.length; start += AT_ONCE)
		await removeRecords(scope, deps, "candidate", refs.slice(start, start + AT_ONCE));
	return [...ids];
}

async function removeAccounts({ tenancy }: Platform, erasures: Erasures, tenant: TenantId, since: Date) {
	const isGone = await erasures.test(tenant, since, "account");
	const gone = (await tenancy.accounts.list(tenant)).filter(({ id }) => isGone({ candidateIds: [id], emails: [] }));
	for (const { id } of gone) await tenancy.accounts.remove(tenant, id, OPERATOR);
	return gone.map(({ id }) => id);
}

interface Somebody {
	readonly whom: Whom;
	readonly candidateIds: readonly string[];
	readonly emails: readonly string[];
}

const PAGE = 500;
/** Candidates in one call. */
const AT_ONCE = 100;

/** People, those who were merged into others, and those who are there only by what an ATS sent. */
async function* everybody({ store }: Scope): AsyncGenerator<Somebody> {
	for await (const { id, record } of all(store, "person")) {
		const { mergedFrom = [], resume } = Candidate.parse(JSON.parse(record));
		const emails = [resume.basics?.email, ...(resume.basics?.emails ?? [])].filter((email) => email !== undefined);
		yield { whom: { candidateId: id }, candidateIds: [id, ...mergedFrom], emails };
	}
	for await (const { id } of all(store, "merge")) yield { whom: { candidateId: id }, candidateIds: [id], emails: [] };
	for await (const { record } of all(store, "ats")) {
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

async function* all(store: Scope["store"], collection: "person" | "merge" | "ats") {
	for (let after: string | undefined; ; ) {
		const page = await store.list(collection, { limit: PAGE, ...(after === undefined ? {} : { after }) });
		yield* page;
		after = page.at(-1)?.id;
		if (page.length < PAGE) return;
	}
}
