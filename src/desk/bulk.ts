import { type BulkAction, type PersonKey, type PersonRef, type ProjectAction, personKey } from "../domain/desk.ts";
import { TributaryError } from "../errors.ts";
import type { AuditAction } from "../tenancy/audit-entry.ts";
import type { Scope } from "../tenancy/scope.ts";
import type { DeskDeps } from "./deps.ts";
import { hide, unhide } from "./hidden.ts";
import { setMark } from "./marks.ts";
import { changeMembers } from "./members.ts";
import { type Owner, seatOf } from "./owner.ts";
import { missingOf } from "./seen.ts";
import { changeTags, withoutTags, withTags } from "./tags.ts";

/** One thing done with many people. What cannot be done with one of them stops nobody else. */

export interface BulkOutcome {
	readonly person: PersonRef;
	/** null: it was done. */
	readonly error: TributaryError | null;
}

/** Takes away what was said of people; their records need not be there any more. */
const TAKES_AWAY: ReadonlySet<BulkAction["action"]> = new Set([
	"untag",
	"unhide",
	"unmark",
	"removeFromProject",
	"updateInProject",
	"moveInProject",
]);

/**
 * @returns an outcome for each person of the request, in their order
 * @throws TributaryError `not-found` no such project · `invalid-request` tags on behalf of a seat
 */
export function doInBulk(
	scope: Scope,
	deps: DeskDeps,
	owner: Owner,
	action: BulkAction,
): Promise<readonly BulkOutcome[]> {
	if (scope.seat !== null && actionOf(action) === "candidate.write") {
		const detail = "Tags are the tenant's: leave the header Tributary-Seat out.";
		throw new TributaryError("invalid-request", { detail });
	}
	const keys = [...new Set(action.people.map(personKey))];
	const candidateIds = keys.filter((key) => key.startsWith("c:")).map((key) => key.slice(2));
	const subject = { about: action.action, candidateIds, count: keys.length, ...seatOf(owner) };
	return scope.record(actionOf(action), subject, async () => {
		const missing = TAKES_AWAY.has(action.action) ? new Map() : await missingOf(scope, keys);
		const present = keys.filter((key) => !missing.has(key));
		const refused = await perform(scope, deps, owner, action, present);
		const value = action.people.map((person) => {
			const key = personKey(person);
			return { person, error: missing.get(key) ?? refused.get(key) ?? null };
		});
		const failed = value.filter(({ error }) => error !== null).length;
		const outcome = failed === 0 ? "ok" : failed === value.length ? "failed" : "partial";
		const ids = present.map((key) => key.slice(2));
		return { value, result: { outcome, count: value.length - failed, failed, ids: [...new Set(ids)] } };
	});
}

/** A tag changes the candidate; all else is the recruiter's own. */
const actionOf = ({ action }: BulkAction): AuditAction =>
	action === "tag" || action === "untag" ? "candidate.write" : "desk.change";

async function perform(
	scope: Scope,
	deps: DeskDeps,
	owner: Owner,
	action: BulkAction,
	keys: readonly PersonKey[],
): Promise<ReadonlyMap<PersonKey, TributaryError>> {
	const now = deps.clock();
	switch (action.action) {
		case "tag":
			return changeTags(scope, deps, keys, withTags(action.tags));
		case "untag":
			return changeTags(scope, deps, await withProfiles(scope, keys), withoutTags(action.tags));
		case "hide":
			return hide(scope, owner, keys, { until: action.until, now });
		case "unhide":
			await unhide(scope, owner, await withProfiles(scope, keys), now);
			return NOBODY;
		case "mark":
			await setMark(scope.store, owner, keys, action.mark, now.toISOString());
			return NOBODY;
		case "unmark":
			await setMark(scope.store, owner, await withProfiles(scope, keys), action.mark, null);
			return NOBODY;
		default:
			return changeMembers(scope, owner, keys, action satisfies ProjectAction, now);
	}
}

const NOBODY: ReadonlyMap<PersonKey, TributaryError> = new Map();

/**
 * Candidates with the profiles they are matched with. What was said of a profile before it was matched is shown at the candidate, so
 * it has to be taken away there too.
 */
async function withProfiles({ store }: Scope, keys: readonly PersonKey[]): Promise<readonly PersonKey[]> {
	const candidates = keys.filter((key) => key.startsWith("c:"));
	const found =
		candidates.length === 0 ? [] : await store.read("person", { ids: candidates.map((key) => key.slice(2)) });
	const linked = found.flatMap((stored) => {
		const link =
			stored === null ? undefined : (JSON.parse(stored.record) as { match: { profileId: string } | null }).match;
		return link == null ? [] : [`p:${link.profileId}` as const];
	});
	return [...new Set([...keys, ...linked])];
}
