import { TributaryError } from "../errors.ts";
import type { Scope } from "../tenancy/scope.ts";
import type { RecordRef } from "./kinds.ts";
import { ofAssignee, ofJob, readByKeys } from "./stored.ts";

/** Access lists: which protect a job, and which a person is on. */

/** Lists that one person may be on, as documented. */
export const MOST_LISTS = 10;

export const listAcls = (scope: Scope, jobId: string): Promise<readonly RecordRef[]> =>
	listed(scope, "acl", ofJob(jobId));

export const listAssignments = (scope: Scope, personId: string): Promise<readonly RecordRef[]> =>
	listed(scope, "acl-assignee", ofAssignee(personId));

function listed(scope: Scope, kind: "acl" | "acl-assignee", key: string): Promise<readonly RecordRef[]> {
	return scope.record("sync.read", { about: kind }, async () => {
		const found = await readByKeys(scope.store, [key]);
		const value = found.filter(({ record }) => record.kind === kind).map(({ record: { path } }) => ({ kind, path }));
		return { value, result: { outcome: "ok", count: value.length } };
	});
}

/** Refuses, of memberships that are about to be written, those that would put somebody on too many lists. By their place. */
export async function beyondQuota(
	scope: Scope,
	refs: readonly RecordRef[],
): Promise<ReadonlyMap<number, TributaryError>> {
	const people = [...new Set(refs.map(({ path: [, person = ""] }) => person))];
	const found = await readByKeys(scope.store, people.map(ofAssignee));
	const lists = new Map<string, Set<string>>(people.map((person) => [person, new Set()]));
	for (const { record } of found)
		if (record.entity !== null) lists.get(record.path[1] ?? "")?.add(record.path[0] ?? "");
	const refused = new Map<number, TributaryError>();
	for (const [place, { path }] of refs.entries()) {
		const [acl = "", person = ""] = path;
		const own = lists.get(person) as Set<string>;
		if (own.has(acl) || own.size < MOST_LISTS) own.add(acl);
		else refused.set(place, tooMany());
	}
	return refused;
}

const tooMany = () =>
	new TributaryError("invalid-field", {
		errors: [{ pointer: "/assignee", detail: `a person is on at most ${MOST_LISTS} lists` }],
	});
