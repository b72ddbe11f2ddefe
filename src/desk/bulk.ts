import { unitedTags } from "../analysis/tags.ts";
import { type BulkAction, type PersonKey, type PersonRef, type ProjectAction, personKey } from "../domain/desk.ts";
import { TributaryError } from "../errors.ts";
import { forgetErased } from "../ingest/forget-notes.ts";
import type { AuditAction } from "../tenancy/audit-entry.ts";
import { profileTags } from "../tenancy/profile-tags.ts";
import type { Scope } from "../tenancy/scope.ts";
import { allKeys, byPerson, everyKey, profilesOf } from "./all-keys.ts";
import type { DeskDeps } from "./deps.ts";
import { beforeOf, hiddenKeys, hide, unhide } from "./hidden.ts";
import { readMarks, setMark } from "./marks.ts";
import { changeMembers } from "./members.ts";
import type { Before, Outcome } from "./outcome.ts";
import { type Owner, seatOf } from "./owner.ts";
import { missingOf } from "./seen.ts";
import { changeTags, withoutTags, withTags } from "./tags.ts";

/** One thing done with many people. What cannot be done with one of them stops nobody else. */

export interface BulkOutcome {
	readonly person: PersonRef;
	/** null: it was done. */
	readonly error: TributaryError | null;
	/** Whether it made a difference: who was as wanted before is left alone when it is taken back. */
	readonly changed: boolean;
	/** The mark or hiding that was there before. */
	readonly before: Before | null;
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
		const { refused, changed } = await perform(scope, deps, owner, action, present);
		if (!TAKES_AWAY.has(action.action)) await forgetErased(scope, present);
		const value = action.people.map((person) => {
			const key = personKey(person);
			const error = missing.get(key) ?? refused.get(key) ?? null;
			return { person, error, changed: error === null && changed.has(key), before: changed.get(key) ?? null };
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
): Promise<Outcome> {
	const now = deps.clock();
	switch (action.action) {
		case "tag":
			return tag(scope, deps, keys, action.tags);
		case "untag":
			return untag(scope, deps, keys, action.tags);
		case "hide":
			return hidden(scope, owner, keys, { at: notAfter(now, action.at), until: action.until, now });
		case "mark":
			return marked(scope, owner, keys, action.mark, notAfter(now, action.at) ?? now.toISOString());
		case "unhide": {
			const all = await allKeys(scope, keys);
			return done(byPerson(all, await unhide(scope, owner, everyKey(all), now)));
		}
		case "unmark": {
			const all = await allKeys(scope, keys);
			return done(byPerson(all, await setMark(scope.store, owner, everyKey(all), action.mark, null)));
		}
		default:
			return changeMembers(scope, owner, keys, action satisfies ProjectAction, now);
	}
}

const done = (changed: Outcome["changed"]): Outcome => ({ refused: new Map(), changed });

const notAfter = (now: Date, at: string | undefined) =>
	at === undefined ? undefined : new Date(Math.min(now.getTime(), Date.parse(at))).toISOString();

/** Who shows the tags already, because his profile has them, gets them as a candidate, and looks as before. */
async function tag(
	scope: Scope,
	deps: DeskDeps,
	keys: readonly PersonKey[],
	tags: readonly string[],
): Promise<Outcome> {
	const all = await allKeys(scope, keys);
	const profiles = await profileTags(scope.store, profilesOf(all));
	const { refused, changed } = await changeTags(scope, deps, keys, withTags(tags));
	const hasAll = (own: readonly string[]) => unitedTags(own, tags).length === own.length;
	const showed = (key: PersonKey) =>
		all.get(key)?.some((other) => other !== key && hasAll(profiles.get(other.slice(2)) ?? [])) === true;
	return { refused, changed: new Map([...changed].filter(([key]) => !showed(key))) };
}

async function untag(
	scope: Scope,
	deps: DeskDeps,
	keys: readonly PersonKey[],
	tags: readonly string[],
): Promise<Outcome> {
	const all = await allKeys(scope, keys);
	const wide = [...new Set([...keys, ...profilesOf(all).map((id): PersonKey => `p:${id}`)])];
	const { refused, changed } = await changeTags(scope, deps, wide, withoutTags(tags));
	return { refused, changed: byPerson(all, changed) };
}

async function hidden(
	scope: Scope,
	owner: Owner,
	keys: readonly PersonKey[],
	how: Parameters<typeof hide>[3],
): Promise<Outcome> {
	const all = await allKeys(scope, keys);
	const there = await hiddenKeys(scope.store, owner, how.now);
	const { refused, changed } = await hide(scope, owner, keys, how);
	const before = new Map([...there].map(([key, hiding]) => [key, beforeOf(hiding)]));
	return { refused, changed: byPerson(all, changed, before) };
}

async function marked(
	scope: Scope,
	owner: Owner,
	keys: readonly PersonKey[],
	mark: "viewed" | "contacted",
	at: string,
): Promise<Outcome> {
	const all = await allKeys(scope, keys);
	const every = everyKey(all);
	const marks = await readMarks(scope.store, owner, every);
	const before = new Map<PersonKey, Before | null>(
		every.map((key, place) => {
			const was = marks[place]?.[mark] ?? null;
			return [key, was === null ? null : { at: was, until: null }];
		}),
	);
	return done(byPerson(all, await setMark(scope.store, owner, keys, mark, at), before));
}
