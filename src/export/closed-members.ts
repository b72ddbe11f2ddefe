import { profileKey } from "../analysis/contact-keys.ts";
import type { Actor } from "../domain/actor.ts";
import { Candidate } from "../domain/candidate.ts";
import { CANDIDATES_PER_EVENT } from "../domain/event.ts";
import type { ClosedMember } from "../domain/export.ts";
import type { TenantId } from "../domain/tenant.ts";
import type { Change, Store } from "../engine/port.ts";
import { TributaryError } from "../errors.ts";
import { putCandidate } from "../ingest/candidate-record.ts";
import type { ImportDeps } from "../ingest/import-candidate.ts";
import { findableLists } from "../ingest/people-lists.ts";
import { demandNoHold } from "../tenancy/legal-hold.ts";
import type { Removal } from "../tenancy/network.ts";
import { retryOnConflict } from "../tenancy/optimistic.ts";
import type { Scope } from "../tenancy/scope.ts";
import type { Tenancy } from "../tenancy/tenancy.ts";
import { OPERATOR } from "../tenancy/tenants.ts";
import { type ClosedPage, exportsOf, isToldOf, listClosed, putClosed } from "./export-record.ts";
import { endings, isOpen } from "./exports.ts";
import { forgottenInMerges } from "./merge-memories.ts";
import { webhookEvents } from "./outbox.ts";

/** A member leaves the network, and every tenant's data follow. */

export interface RemovalDeps extends ImportDeps {
	readonly tenancy: Pick<Tenancy, "network" | "tenants" | "openScope">;
	/** Changes after which nothing that recruiters did names the profile any more. */
	readonly forget?: (store: Pick<Store, "read">, profileId: string) => Promise<readonly Change[]>;
	/** Told when something waits in a tenant's outbox. */
	readonly wake?: (tenant: TenantId) => void;
	/** Told of a tenant that could not follow now; it is tried again with {@link resumeRemovals}. */
	readonly onError?: (error: unknown, tenant: TenantId) => void;
}

export interface RemovalReport {
	/** Tenants that had exported the profile, matched it with candidates, or whose recruiters noted something of it. */
	readonly tenants: number;
	readonly candidates: number;
	readonly exports: number;
	/** Tenants that have still to follow: disabled ones, those under a legal hold, and those whose store could not be reached. */
	readonly pending: number;
}

/**
 * Removes a profile for good. It is gone from the network when the first write is durable; a process that dies after that leaves the
 * list of tenants that have still to follow, and repeating the call, or the next start of the server, goes on with it.
 * @returns null when there is no such profile any more and nothing left to do
 */
export async function removeProfile(
	deps: RemovalDeps,
	profileId: string,
	actor: Actor = OPERATOR,
): Promise<RemovalReport | null> {
	const tenants = (await deps.tenancy.tenants.list()).map(({ id }) => id);
	const removal = await deps.tenancy.network.remove(profileId, { tenants, at: deps.clock(), actor });
	return removal === null ? null : follow(deps, removal, actor);
}

/** Goes on with removals that were not finished. @returns how many there were */
export async function resumeRemovals(deps: RemovalDeps): Promise<number> {
	const open = await deps.tenancy.network.openRemovals();
	for (const removal of open) await follow(deps, removal, RESUMED);
	return open.length;
}

const RESUMED: Actor = { kind: "system", id: "network" };

/** @param actor stands in the log of each tenant that follows */
async function follow(deps: RemovalDeps, removal: Removal, actor: Actor): Promise<RemovalReport> {
	const { network } = deps.tenancy;
	const members: ClosedMember[] = [];
	let pending = 0;
	for (const tenant of removal.pending) {
		try {
			const member = await followIn(deps, removal, { tenant, actor });
			if (member !== null) members.push(member);
			await network.followed(removal.profileId, [tenant]);
		} catch (error) {
			// One tenant that cannot follow now keeps no other from it.
			pending++;
			deps.onError?.(error, tenant);
		}
	}
	return {
		tenants: members.length,
		candidates: members.reduce((sum, { candidateIds }) => sum + candidateIds.length, 0),
		exports: members.reduce((sum, { exportIds }) => sum + exportIds.length, 0),
		pending,
	};
}

/** @returns null for a tenant that never had to do with the profile, or followed before, or is not there any more */
async function followIn(
	deps: RemovalDeps,
	removal: Removal,
	{ tenant, actor }: { readonly tenant: TenantId; readonly actor: Actor },
): Promise<ClosedMember | null> {
	const scope = await deps.tenancy.openScope({ tenant, actor, purpose: "a member left the network" }).catch(gone);
	if (scope === null) return null;
	const { profileId } = removal;
	await findableLists(scope);
	if (!(await isConcerned(deps, scope, removal))) return null;
	// What it has of him is kept until the hold ends, and follows then.
	demandNoHold(scope.tenant);
	return scope.record("profile.remove", { profileId }, async () => {
		const value = await retryOnConflict(() => dissolve(deps, scope, removal));
		if (value !== null) deps.wake?.(tenant);
		const ids = (value?.candidateIds ?? []).slice(0, 1000);
		return { value, result: { outcome: "ok", count: value?.exportIds.length ?? 0, ids } };
	});
}

function gone(error: unknown): null {
	if (error instanceof TributaryError && error.code === "tenant-unavailable") return null;
	throw error;
}

/** Also a tenant whose recruiters did no more than note something: its lists of who left are whole, and its log says so. */
async function isConcerned({ forget }: RemovalDeps, { store }: Scope, { id, profileId }: Removal): Promise<boolean> {
	if (await isToldOf(store, id)) return false;
	const matched = await store.read("person", { keys: [profileKey(profileId)], atMost: 1 });
	if (matched.length > 0 || (await exportsOf(store, profileId)).length > 0) return true;
	if ((await forgottenInMerges(store, profileId)).length > 0) return true;
	return ((await forget?.(store, profileId)) ?? []).length > 0;
}

/** Matches, exports, the notice and the event in one write: none of them is ever there without the others. */
async function dissolve(deps: RemovalDeps, scope: Scope, removal: Removal): Promise<ClosedMember | null> {
	const { store } = scope;
	const { id, profileId } = removal;
	if (await isToldOf(store, id)) return null;
	const at = deps.clock();
	const matched = (await store.read("person", { keys: [profileKey(profileId)] })).flatMap(({ record, version }) => {
		const candidate = Candidate.parse(JSON.parse(record));
		return candidate.match?.profileId === profileId ? [{ candidate, version }] : [];
	});
	const exported = await exportsOf(store, profileId);
	const member: ClosedMember = {
		profileId,
		closedAt: at.toISOString(),
		exportIds: exported.map(({ record }) => record.id),
		candidateIds: matched.map(({ candidate }) => candidate.id),
	};
	const open = exported.filter(({ record }) => isOpen(record));
	const failed = { state: "failed", reason: "profile-deleted", failedAt: at.toISOString() } as const;
	// The decision of a person ends too: there is nobody any more of whom it could be true.
	const parted = matched.map(({ candidate, version }) =>
		putCandidate({ ...candidate, match: null }, new Map(), deps.candidateDocument, version),
	);
	await store.write([
		...parted,
		...(await forgottenInMerges(store, profileId)),
		...((await deps.forget?.(store, profileId)) ?? []),
		...(await endings(scope, open, failed)),
		putClosed(member, id),
		...(await tellings(scope, member, at)),
	]);
	return member;
}

/** One event names so many candidates at most. */
async function tellings(scope: Scope, { profileId, candidateIds }: ClosedMember, at: Date): Promise<Change[]> {
	const changes: Change[] = [];
	for (let from = 0; from === 0 || from < candidateIds.length; from += CANDIDATES_PER_EVENT) {
		const some = candidateIds.slice(from, from + CANDIDATES_PER_EVENT);
		changes.push(...(await webhookEvents(scope, "profile.deleted", { profileId, candidateIds: some }, at)));
	}
	return changes;
}

/** Members who left, in the order in which the tenant's data followed; each with the id that a page goes on from. */
export function closedMembers(
	scope: Scope,
	page: ClosedPage,
): Promise<readonly { readonly id: string; readonly member: ClosedMember }[]> {
	return scope.record("export.read", { about: "closed-members" }, async () => {
		const value = await listClosed(scope.store, page);
		return { value, result: { outcome: "ok", count: value.length } };
	});
}
