import * as z from "zod";
import { AccessRequest, AccessRequestInput } from "../../domain/account.ts";
import { type Actor, actorText } from "../../domain/actor.ts";
import { faultsOf } from "../../domain/faults.ts";
import { Reason, type TenantId } from "../../domain/tenant.ts";
import type { Change, Store } from "../../engine/port.ts";
import { TributaryError } from "../../errors.ts";
import { retryOnConflict } from "../optimistic.ts";
import { accountKeyOf, changeAccount, newId, ownAccount, putAccount } from "./account-record.ts";
import { type AccountsOptions, demandAnother } from "./accounts.ts";
import { demandFuture, newGrant, withoutRole } from "./grants.ts";

/** Roles that people ask for. Whoever decides is another person than who asked; an approved role ends by itself. */
export interface AccessRequests {
	/** @throws TributaryError `not-found` · `already-exists` he has the role, or has asked for it · `invalid-field` */
	ask(tenant: TenantId, account: string, input: z.input<typeof AccessRequestInput>): Promise<AccessRequest>;
	/** The newest first, the last 20 of each account. */
	list(tenant: TenantId): Promise<readonly AccessRequest[]>;
	/**
	 * Gives the role until then.
	 * @param expiresAt at most a year ahead
	 * @throws TributaryError `not-found` no such open request · `own-account` · `invalid-field` · `already-exists`
	 */
	approve(tenant: TenantId, id: string, expiresAt: string, actor: Actor): Promise<AccessRequest>;
	/** The open request, where it could be approved so; nothing is written. @throws as {@link approve} */
	approvable(tenant: TenantId, id: string, expiresAt: string, actor: Actor): Promise<AccessRequest>;
	/** @throws TributaryError `not-found` no such open request · `own-account` · `invalid-field` */
	refuse(tenant: TenantId, id: string, reason: string, actor: Actor): Promise<AccessRequest>;
	/** Takes one's own back. @throws TributaryError `not-found` */
	withdraw(tenant: TenantId, id: string, account: string): Promise<AccessRequest>;
}

const Stored = AccessRequest.extend({ tenant: z.string() });
type Stored = z.output<typeof Stored>;

/** Milliseconds that a role lasts which was asked for: after that somebody says again that it is right. */
const LONGEST = 366 * 24 * 3_600_000;
/** Requests of one account that are kept. */
const MOST = 20;

const put = (record: Stored, ifVersion: number): Change => ({
	op: "put",
	collection: "access-request",
	id: record.id,
	record: JSON.stringify(record),
	keys: [accountKeyOf(record.tenant as TenantId)],
	ifVersion,
});

async function readAll(platform: Store, tenant: TenantId): Promise<readonly Stored[]> {
	const found = await platform.read("access-request", { keys: [accountKeyOf(tenant)] });
	return found.map(({ record }) => Stored.parse(JSON.parse(record)));
}

const shown = ({ tenant: _, ...request }: Stored): AccessRequest => request;

export function createAccessRequests(options: AccountsOptions): AccessRequests {
	const { platform, clock } = options;
	return {
		ask: (tenant, account, input) => ask(options, tenant, account, input),
		list: async (tenant) => {
			const all = (await readAll(platform, tenant)).map(shown);
			return all.toSorted((a, b) => (a.requestedAt < b.requestedAt ? 1 : -1));
		},
		approve: (tenant, id, expiresAt, actor) => approve(options, tenant, { id, expiresAt, actor }),
		approvable: async (tenant, id, expiresAt, actor) => {
			const { request } = await approval(options, tenant, { id, expiresAt, actor });
			return shown(request);
		},
		refuse: async (tenant, id, reason, actor) => {
			const read = Reason.safeParse(reason);
			if (!read.success)
				throw new TributaryError("invalid-field", { errors: [{ pointer: "/reason", detail: "Say why." }] });
			return decide(options, tenant, { id, actor }, (request) => {
				demandAnother(actor, request.accountId);
				const decision = { at: clock().toISOString(), by: actorText(actor), reason: read.data, grantId: null };
				return { ...request, state: "refused", decision };
			});
		},
		withdraw: (tenant, id, account) => {
			const actor = { kind: "account", id: account } as const;
			return decide(options, tenant, { id, actor }, (request) => {
				if (request.accountId !== account) throw new TributaryError("not-found");
				const decision = { at: clock().toISOString(), by: actorText(actor), reason: null, grantId: null };
				return { ...request, state: "withdrawn", decision };
			});
		},
	};
}

async function ask(
	{ platform, clock, journal }: AccountsOptions,
	tenant: TenantId,
	account: string,
	input: unknown,
): Promise<AccessRequest> {
	const read = AccessRequestInput.safeParse(input);
	if (!read.success) throw new TributaryError("invalid-field", { errors: faultsOf(read.error) });
	const now = clock();
	const { role, reason, expiresAt } = read.data;
	demandFuture(expiresAt, now);
	withoutRole((await ownAccount(platform, tenant, account)).record, role, now);
	const own = (await readAll(platform, tenant)).filter(({ accountId }) => accountId === account);
	if (own.some((request) => request.state === "open" && request.role === role))
		throw new TributaryError("already-exists", { detail: `The role ${role} was asked for already.` });
	const requestedAt = now.toISOString();
	const id = newId("req");
	const record: Stored = {
		id,
		tenant,
		accountId: account,
		role,
		reason,
		expiresAt,
		state: "open",
		requestedAt,
		decision: null,
	};
	const subject = { accountId: account, requestId: id, about: role };
	await journal(tenant, { actor: { kind: "account", id: account }, action: "access.request", subject }, () =>
		platform.write([put(record, 0), ...tooOld(own)]),
	);
	return shown(record);
}

/** What makes room for one more: the oldest of those that are decided. The log keeps that they were. */
const tooOld = (own: readonly Stored[]): readonly Change[] =>
	own
		.toSorted((a, b) => (a.requestedAt < b.requestedAt ? 1 : -1))
		.slice(MOST - 1)
		.filter(({ state }) => state !== "open")
		.map(({ id }) => ({ op: "delete", collection: "access-request", id }));

/** @throws TributaryError `not-found` no such open request of the tenant */
async function openRequest(platform: Store, tenant: TenantId, id: string) {
	const [found] = await platform.read("access-request", { ids: [id] });
	const request = found == null ? null : Stored.parse(JSON.parse(found.record));
	if (found == null || request?.tenant !== tenant || request.state !== "open") throw new TributaryError("not-found");
	return { request, version: found.version };
}

async function decide(
	{ platform, journal }: AccountsOptions,
	tenant: TenantId,
	{ id, actor }: { readonly id: string; readonly actor: Actor },
	next: (request: Stored) => Stored,
): Promise<AccessRequest> {
	const { request } = await openRequest(platform, tenant, id);
	const { state } = next(request);
	const subject = { accountId: request.accountId, requestId: id, about: state };
	return journal(tenant, { actor, action: "access.decide", subject }, () =>
		retryOnConflict(async () => {
			const found = await openRequest(platform, tenant, id);
			const decided = next(found.request);
			await platform.write([put(decided, found.version)]);
			return shown(decided);
		}),
	);
}

interface Approval {
	readonly id: string;
	readonly expiresAt: string;
	readonly actor: Actor;
}

/** The role and the decision are one write: nobody has a role by a request that says it is open. */
async function approval(
	{ platform, clock }: AccountsOptions,
	tenant: TenantId,
	{ id, expiresAt, actor }: Approval,
): Promise<{ readonly request: Stored; readonly approved: Stored; readonly changes: readonly Change[] }> {
	const now = clock();
	demandFuture(expiresAt, now);
	if (Date.parse(expiresAt) > now.getTime() + LONGEST) {
		const detail = "At most a year ahead: after that somebody looks at it again.";
		throw new TributaryError("invalid-field", { errors: [{ pointer: "/expiresAt", detail }] });
	}
	const { request, version } = await openRequest(platform, tenant, id);
	demandAnother(actor, request.accountId);
	const { record, version: held } = await ownAccount(platform, tenant, request.accountId);
	const grant = newGrant(request.role, { actor, now, expiresAt });
	const grants = [...withoutRole(record, request.role, now), grant];
	const decision = { at: now.toISOString(), by: actorText(actor), reason: null, grantId: grant.id };
	const approved: Stored = { ...request, state: "approved", decision };
	return { request, approved, changes: [put(approved, version), putAccount({ ...record, grants }, held)] };
}

async function approve(options: AccountsOptions, tenant: TenantId, wanted: Approval): Promise<AccessRequest> {
	const { id, actor } = wanted;
	const { request } = await approval(options, tenant, wanted);
	const subject = { accountId: request.accountId, requestId: id, about: "approved" };
	return options.journal(tenant, { actor, action: "access.decide", subject }, () =>
		changeAccount(options.platform, request.accountId, async () => {
			const { approved, changes } = await approval(options, tenant, wanted);
			await options.platform.write(changes);
			return shown(approved);
		}),
	);
}
