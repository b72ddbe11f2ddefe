import { randomUUID } from "node:crypto";
import * as z from "zod";
import type { Actor } from "../../domain/actor.ts";
import { Reason, type TenantId } from "../../domain/tenant.ts";
import type { Store } from "../../engine/port.ts";
import { TributaryError } from "../../errors.ts";
import type { Clock } from "../clock.ts";
import { demandNoHold } from "../legal-hold.ts";
import { retryOnConflict } from "../optimistic.ts";
import { OPERATOR, putTenant, readTenantRecord, type TenantRecord } from "../tenants.ts";
import { type Approval, signStatement } from "./approval.ts";
import type { Approvers } from "./approvers.ts";
import { APPROVALS_NEEDED, type Certificate } from "./certificate.ts";
import { demandApproved, termsOf, withApproval } from "./counted-approvals.ts";
import {
	type DisposalRecord,
	listDisposals,
	putDisposal,
	readDisposal,
	type StoredDisposal,
} from "./disposal-record.ts";
import { type EraseDeps, erase } from "./erase.ts";

/**
 * The end of a tenant: asked for with a reason, approved by two people with keys of their own, done when the cooling-off is over
 * or waived by both, and proved by a certificate. From the second approval on the tenant is disabled; until the keys are destroyed
 * the request can be taken back.
 */
export interface Disposal {
	/**
	 * @param input coolingOffDays 0 to 90, 7 if absent
	 * @throws TributaryError `tenant-unavailable` · `legal-hold` · `already-exists` a request is open · `invalid-field`
	 */
	request(input: {
		readonly tenant: TenantId;
		readonly reason: string;
		readonly coolingOffDays?: number;
		readonly actor?: Actor;
	}): Promise<DisposalRecord>;
	/**
	 * One person's yes, signed with his private key, which is not kept. Whoever said yes without it may say it again to waive the cooling-off;
	 * where somebody was removed who had said yes, another may in his place.
	 * @throws TributaryError `not-found` no open request · `legal-hold` · `approval-refused` not registered before the request, not the
	 *   registered key, he has approved already, or two others have
	 */
	approve(input: {
		readonly tenant: TenantId;
		readonly approver: string;
		/** PEM of his private key. */
		readonly key: string;
		readonly waivesCoolingOff?: boolean;
		readonly actor?: Actor;
	}): Promise<DisposalRecord>;
	/** The same with a signature that was made elsewhere. @throws TributaryError as `approve` · `approval-refused` it is of something else */
	accept(input: {
		readonly tenant: TenantId;
		readonly approval: Approval;
		readonly actor?: Actor;
	}): Promise<DisposalRecord>;
	/**
	 * Takes an open request back. A tenant that the second approval disabled is served again, not one that somebody disabled before or after it.
	 * @throws TributaryError `not-found`
	 */
	cancel(tenant: TenantId, actor?: Actor): Promise<DisposalRecord>;
	/**
	 * Erases, or goes on with it after a crash; of a tenant that is erased already, its certificate.
	 * @throws TributaryError `not-found` · `not-approved` also where who approved is not registered any more · `cooling-off` · `legal-hold` ·
	 *   `engine-not-configured` a part of it may lie where we cannot look
	 */
	run(tenant: TenantId, actor?: Actor): Promise<Certificate>;
	/** Goes on with every erasure that was interrupted. @returns the tenants that are erased now */
	resume(): Promise<readonly TenantId[]>;
	/** Overwrites what this process holds of tenants that another one has erased. */
	letGo(): Promise<void>;
	/** The latest request about a tenant, null when there never was one. */
	find(tenant: TenantId): Promise<DisposalRecord | null>;
	list(): Promise<readonly DisposalRecord[]>;
	/** Forgets where an erased tenant wanted to be told, once it was. */
	told(tenant: TenantId): Promise<void>;
}

export interface DisposalDeps extends EraseDeps {
	readonly approvers: Approvers;
	readonly clock: Clock;
}

const DAY = 24 * 3600 * 1000;
const COOLING_OFF_DAYS = 7;
const RequestInput = z.strictObject({
	reason: Reason,
	coolingOffDays: z.number().min(0).max(90),
});

export function createDisposal(deps: DisposalDeps): Disposal {
	const { platform } = deps;
	return {
		request: (input) => request(deps, input),
		approve: (input) => sign(deps, input),
		accept: (input) => accept(deps, input),
		cancel: (tenant, actor = OPERATOR) => cancel(deps, tenant, actor),
		run: (tenant, actor = OPERATOR) => run(deps, tenant, actor),
		resume: async () => {
			const erasing = (await listDisposals(platform)).filter(({ state }) => state === "erasing");
			for (const { tenant } of erasing) await run(deps, tenant, { kind: "system", id: "resume" });
			return erasing.map(({ tenant }) => tenant);
		},
		letGo: async () => {
			const erased = (await listDisposals(platform)).filter(({ state }) => state === "erased");
			const done = await Promise.allSettled(
				erased.map(async ({ tenant }) => {
					await deps.letGoOfKeys(tenant);
					await deps.stores.letGo({ kind: "tenant", tenant });
				}),
			);
			for (const one of done) if (one.status === "rejected") throw one.reason;
		},
		find: async (tenant) => (await readDisposal(platform, tenant))?.record ?? null,
		list: () => listDisposals(platform),
		told: (tenant) =>
			retryOnConflict(async () => {
				const { record, version } = await openDisposal(platform, tenant, ["erased"]);
				if (record.erasure === undefined || record.erasure.lastWords.length === 0) return;
				await platform.write([putDisposal({ ...record, erasure: { ...record.erasure, lastWords: [] } }, version)]);
			}),
	};
}

async function request(deps: DisposalDeps, input: Parameters<Disposal["request"]>[0]): Promise<DisposalRecord> {
	const { tenant, reason, coolingOffDays = COOLING_OFF_DAYS, actor = OPERATOR } = input;
	const read = RequestInput.safeParse({ reason, coolingOffDays });
	if (!read.success) {
		const [issue] = read.error.issues;
		const errors = [{ pointer: `/${String(issue?.path[0])}`, detail: issue?.message ?? "" }];
		throw new TributaryError("invalid-field", { errors });
	}
	const found = await demandTenant(deps, tenant);
	const earlier = await readDisposal(deps.platform, tenant);
	if (earlier !== null && earlier.record.state !== "cancelled")
		throw new TributaryError("already-exists", { detail: `A wipe of ${tenant} is ${earlier.record.state} already.` });
	const now = deps.clock();
	const record: DisposalRecord = {
		id: randomUUID(),
		tenant,
		name: found.record.tenant.name,
		organization: found.record.tenant.organization,
		state: "requested",
		wasActive: found.record.tenant.status === "active",
		reason: read.data.reason,
		requestedAt: now.toISOString(),
		coolingOffUntil: new Date(now.getTime() + read.data.coolingOffDays * DAY).toISOString(),
		approvals: [],
	};
	await journal(deps, found.record, { actor, record }, () =>
		deps.platform.write([putDisposal(record, earlier?.version ?? 0)]),
	);
	return record;
}

async function sign(deps: DisposalDeps, input: Parameters<Disposal["approve"]>[0]): Promise<DisposalRecord> {
	const { tenant, approver, key, waivesCoolingOff = false, actor = OPERATOR } = input;
	await demandTenant(deps, tenant);
	const { record } = await openDisposal(deps.platform, tenant, ["requested", "approved"]);
	const approval = await signStatement(
		{ ...termsOf(record), waivesCoolingOff, approver, at: deps.clock().toISOString() },
		key,
	);
	return accept(deps, { tenant, approval, actor });
}

/** Of two who approve at once both count. */
const accept = (deps: DisposalDeps, input: Parameters<Disposal["accept"]>[0]): Promise<DisposalRecord> =>
	retryOnConflict(() => acceptOnce(deps, input));

async function acceptOnce(deps: DisposalDeps, input: Parameters<Disposal["accept"]>[0]): Promise<DisposalRecord> {
	const { tenant, approval, actor = OPERATOR } = input;
	const found = await demandTenant(deps, tenant);
	const { record, version } = await openDisposal(deps.platform, tenant, ["requested", "approved"]);
	const approvals = [...(await withApproval(record, approval, await known(deps)))];
	const isEnough = approvals.length >= APPROVALS_NEEDED;
	const next: DisposalRecord = {
		...record,
		approvals,
		state: isEnough ? "approved" : record.state,
		// As it is found by the approval that disables it: meanwhile somebody may have disabled it for a reason of his own.
		wasActive: record.state === "approved" ? record.wasActive : found.record.tenant.status === "active",
	};
	const disabled = { ...found.record, tenant: { ...found.record.tenant, status: "disabled" as const } };
	await journal(deps, found.record, { actor, record: next }, () =>
		deps.platform.write([putDisposal(next, version), ...(isEnough ? [putTenant(disabled, found.version)] : [])]),
	);
	return next;
}

const known = async ({ approvers, clock }: DisposalDeps) => ({ registered: await approvers.list(), now: clock() });

async function cancel(deps: DisposalDeps, tenant: TenantId, actor: Actor): Promise<DisposalRecord> {
	const { record, version } = await openDisposal(deps.platform, tenant, ["requested", "approved"]);
	const found = await demandTenant(deps, tenant, { evenOnHold: true });
	const next: DisposalRecord = { ...record, state: "cancelled" };
	const wasDisabledByUs = record.state === "approved" && record.wasActive;
	const served = { ...found.record, tenant: { ...found.record.tenant, status: "active" as const } };
	await journal(deps, found.record, { actor, record: next }, () =>
		deps.platform.write([putDisposal(next, version), ...(wasDisabledByUs ? [putTenant(served, found.version)] : [])]),
	);
	return next;
}

async function run(deps: DisposalDeps, tenant: TenantId, actor: Actor): Promise<Certificate> {
	const found = await openDisposal(deps.platform, tenant, ["requested", "approved", "erasing", "erased"]);
	const { state, approvals, coolingOffUntil, certificate } = found.record;
	if (state === "erased" && certificate !== undefined) return certificate;
	if (state !== "erasing") {
		const owner = await demandTenant(deps, tenant);
		demandApproved(found.record, await known(deps));
		const isWaived = approvals.every(({ statement }) => statement.waivesCoolingOff);
		if (!isWaived && deps.clock() < new Date(coolingOffUntil))
			throw new TributaryError("cooling-off", { detail: `It can be done from ${coolingOffUntil} on.` });
		return erase(deps, found, { actor, owner });
	}
	return erase(deps, found, { actor, owner: await readTenantRecord(deps.platform, tenant) });
}

/** @throws TributaryError `tenant-unavailable` · `legal-hold` */
async function demandTenant(
	{ platform }: DisposalDeps,
	tenant: TenantId,
	{ evenOnHold = false }: { readonly evenOnHold?: boolean } = {},
) {
	const found = await readTenantRecord(platform, tenant);
	if (!found?.record.provisioned) throw new TributaryError("tenant-unavailable");
	if (!evenOnHold) demandNoHold(found.record.tenant);
	return found;
}

async function openDisposal(
	platform: Store,
	tenant: TenantId,
	states: readonly DisposalRecord["state"][],
): Promise<StoredDisposal> {
	const found = await readDisposal(platform, tenant);
	if (found !== null && states.includes(found.record.state)) return found;
	const state = found === null ? "asked for" : found.record.state;
	const detail = found === null ? `No wipe of ${tenant} was ever asked for.` : `The wipe of ${tenant} is ${state}.`;
	throw new TributaryError("not-found", { detail });
}

const journal = <T>(
	{ journals }: DisposalDeps,
	owner: TenantRecord,
	{ actor, record }: { readonly actor: Actor; readonly record: DisposalRecord },
	write: () => Promise<T>,
): Promise<T> =>
	journals.administer(
		owner,
		{ actor, action: "tenant.wipe", subject: { requestId: record.id, about: record.state } },
		write,
	);
