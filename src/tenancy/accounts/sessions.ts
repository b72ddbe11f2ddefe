import { createHash, randomBytes } from "node:crypto";
import * as z from "zod";
import type { Permission } from "../../domain/actor.ts";
import { RecordId } from "../../domain/candidate.ts";
import { ROLE_SCOPES } from "../../domain/role.ts";
import { parseTenantId, type TenantId } from "../../domain/tenant.ts";
import type { Store } from "../../engine/port.ts";
import { TributaryError } from "../../errors.ts";
import type { Clock } from "../clock.ts";
import { eachRecord } from "../listing.ts";
import { isConflict, retryOnConflict } from "../optimistic.ts";
import {
	type AccountRecord,
	accountKeyOf,
	changeAccount,
	grantsInForce,
	permissionsOf,
	putAccount,
	readAccount,
	type StoredAccount,
	sessionKeyOf,
} from "./account-record.ts";

/** A person who is signed in, as it is true at this moment. */
export interface SignedIn {
	readonly accountId: string;
	readonly tenant: TenantId;
	readonly permissions: readonly Permission[];
	/** The seat to which what he sees is confined; null: none. */
	readonly seat: string | null;
	/** Has to come with whatever changes something: another site can have the cookie sent, and cannot read this. */
	readonly csrfToken: string;
	readonly expiresAt: string;
}

/**
 * Who is signed in, by a random token that the browser holds and of which only a digest is kept. It ends after {@link IDLE} without a
 * call, after {@link LIFETIME} in any case, and with the account.
 */
export interface Sessions {
	/** Opens one for an account that was just vouched for. @throws TributaryError `sign-in-refused` */
	open(account: string): Promise<{ readonly token: string; readonly expiresAt: string }>;
	/**
	 * @param permission what the call needs: by that it is known which role was used last
	 * @throws TributaryError `invalid-token`, one and the same for every cause
	 */
	verify(token: string, permission?: Permission): Promise<SignedIn>;
	close(token: string): Promise<void>;
	/** Ends every session of everybody, in every tenant: also one that was ended before and is in a backup that came back. */
	closeAll(): Promise<void>;
}

/** Seconds without a call after which a session ends. */
export const IDLE = 3600;
/** Seconds after which it ends in any case. */
export const LIFETIME = 12 * 3600;
/** Sessions of one account at once; the oldest gives way. */
const MOST = 10;
/** How often it is noted that a session, and a role, is used: seconds. */
const SEEN_STEP = 60;
const USED_STEP = 3600;

const SessionRecord = z.strictObject({
	account: RecordId,
	tenant: z.string().transform((value) => parseTenantId(value)),
	generation: z.int().nonnegative(),
	openedAt: z.iso.datetime(),
	seenAt: z.iso.datetime(),
});
type SessionRecord = z.output<typeof SessionRecord>;

const TOKEN_BYTES = 32;
const TOKEN_FORM = /^[A-Za-z0-9_-]{43}$/;
const sha256 = (text: string) => createHash("sha256").update(text, "utf8");
const idOf = (token: string): string => sha256(token).digest("hex");
const csrfTokenOf = (token: string): string => sha256(`csrf:${token}`).digest("base64url");

interface SessionsOptions {
	readonly platform: Store;
	readonly clock: Clock;
}

export function createSessions(options: SessionsOptions): Sessions {
	const { platform } = options;
	return {
		open: (account) => changeAccount(platform, account, () => open(options, account)),
		verify: (token, permission) => verify(options, token, permission),
		close: async (token) => {
			await platform.write([{ op: "delete", collection: "session", id: idOf(token) }]);
		},
		closeAll: () => closeAll(platform),
	};
}

async function open({ platform, clock }: SessionsOptions, account: string) {
	const found = await readAccount(platform, account);
	if (found === null || found.record.disabled) throw new TributaryError("sign-in-refused");
	const now = clock();
	const token = randomBytes(TOKEN_BYTES).toString("base64url");
	const at = now.toISOString();
	const { tenant, generation } = found.record;
	const record: SessionRecord = { account, tenant, generation, openedAt: at, seenAt: at };
	const old = await platform.read("session", { keys: [sessionKeyOf(account)] });
	const parsed = old.map((one) => ({ id: one.id, session: SessionRecord.parse(JSON.parse(one.record)) }));
	const live = parsed
		.filter(({ session }) => isLive(session, found.record, now))
		.toSorted((a, b) => (a.session.openedAt < b.session.openedAt ? 1 : -1))
		.slice(0, MOST - 1)
		.map(({ id }) => id);
	await platform.write([
		putSession(idOf(token), record, 0),
		putAccount({ ...found.record, lastSignInAt: at }, found.version),
		...parsed
			.filter(({ id }) => !live.includes(id))
			.map(({ id }) => ({ op: "delete", collection: "session", id }) as const),
	]);
	return { token, expiresAt: endOf(record).toISOString() };
}

/** Records go, and generations rise: a session that is opened beside it, or written back, is none either. */
async function closeAll(platform: Store): Promise<void> {
	for await (const { id } of eachRecord(platform, "session"))
		await platform.write([{ op: "delete", collection: "session", id }]);
	for await (const { id } of eachRecord(platform, "account"))
		await retryOnConflict(async () => {
			const found = await readAccount(platform, id);
			if (found === null) return;
			const { record, version } = found;
			await platform.write([putAccount({ ...record, generation: record.generation + 1 }, version)]);
		});
}

const putSession = (id: string, record: SessionRecord, ifVersion: number) =>
	({
		op: "put",
		collection: "session",
		id,
		record: JSON.stringify(record),
		keys: [sessionKeyOf(record.account), accountKeyOf(record.tenant)],
		ifVersion,
	}) as const;

const later = (at: string, seconds: number) => new Date(Date.parse(at) + seconds * 1000);
const endOf = ({ openedAt }: SessionRecord) => later(openedAt, LIFETIME);

const isLive = (session: SessionRecord, account: AccountRecord, now: Date): boolean =>
	!account.disabled &&
	session.tenant === account.tenant &&
	session.generation === account.generation &&
	now < endOf(session) &&
	now < later(session.seenAt, IDLE);

async function verify(options: SessionsOptions, token: string, permission?: Permission): Promise<SignedIn> {
	const { platform, clock } = options;
	if (!TOKEN_FORM.test(token)) throw new TributaryError("invalid-token");
	const id = idOf(token);
	const [found] = await platform.read("session", { ids: [id] });
	if (found == null) throw new TributaryError("invalid-token");
	const session = SessionRecord.parse(JSON.parse(found.record));
	const account = await readAccount(platform, session.account);
	const now = clock();
	if (account === null || !isLive(session, account.record, now)) throw new TributaryError("invalid-token");
	if (now >= later(session.seenAt, SEEN_STEP)) {
		const seen = putSession(id, { ...session, seenAt: now.toISOString() }, found.version);
		await unlessLost(platform.write([seen]));
	}
	if (permission !== undefined) await noteUse(options, account, permission);
	const { record } = account;
	return {
		accountId: record.id,
		tenant: record.tenant,
		permissions: permissionsOf(record, now),
		seat: record.seat,
		csrfToken: csrfTokenOf(token),
		expiresAt: endOf(session).toISOString(),
	};
}

/** By that whoever looks through the grants can tell which of them nobody needs. */
async function noteUse(
	{ platform, clock }: SessionsOptions,
	{ record, version }: StoredAccount,
	permission: Permission,
): Promise<void> {
	const now = clock();
	const used = new Set(
		grantsInForce(record, now)
			.filter(({ role }) => ROLE_SCOPES[role].includes(permission))
			.filter(({ lastUsedAt }) => lastUsedAt === null || now >= later(lastUsedAt, USED_STEP))
			.map(({ id }) => id),
	);
	if (used.size === 0) return;
	const lastUsedAt = now.toISOString();
	const grants = record.grants.map((grant) => (used.has(grant.id) ? { ...grant, lastUsedAt } : grant));
	await unlessLost(platform.write([putAccount({ ...record, grants }, version)]));
}

/** Whoever was faster has noted it, or has ended what was to be noted. */
async function unlessLost(write: Promise<unknown>): Promise<void> {
	try {
		await write;
	} catch (error) {
		if (!isConflict(error)) throw error;
	}
}
