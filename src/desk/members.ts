import { type BulkAction, type PersonKey, type ProjectAction, refOfKey } from "../domain/desk.ts";
import type { Change, StoredRecord } from "../engine/port.ts";
import { TributaryError } from "../errors.ts";
import { formerVersion } from "../ingest/former-versions.ts";
import { demandNoHold } from "../tenancy/legal-hold.ts";
import { retryOnConflict } from "../tenancy/optimistic.ts";
import type { Scope } from "../tenancy/scope.ts";
import { type AllKeys, byPerson, everyKey, keysOfPeople } from "./all-keys.ts";
import { differs, type Outcome } from "./outcome.ts";
import type { Owner } from "./owner.ts";
import {
	findProject,
	type MemberRecord,
	memberKeys,
	memberPlace,
	type ProjectRecord,
	parseMember,
	placeOf,
	type StoredProject,
} from "./project-records.ts";
import { dropKept, limitReached, putKept } from "./records.ts";
import { seenOf } from "./seen.ts";

/** People of a project: who is in it, in which order, and what is said of them. Whoever sees a project may change them. */

export const MOST_MEMBERS = 1000;

type Refused = Map<PersonKey, TributaryError>;
type Said = Pick<MemberRecord, "status" | "note" | "blind">;

/**
 * Does something with people of a project, all that can be done in one write.
 * @param people each once, in the order wanted
 * @throws TributaryError `not-found` no such project
 */
export function changeMembers(
	scope: Scope,
	owner: Owner,
	people: readonly PersonKey[],
	action: ProjectAction,
	now: Date,
): Promise<Outcome> {
	return retryOnConflict(async () => {
		const stored = await findProject(scope.store, owner, action.project);
		const all = await keysOfPeople(scope, people);
		const every = everyKey(all);
		const places = every.map((key) => memberPlace(stored.project.uid, key));
		const found = every.length === 0 ? [] : await scope.store.read("desk", { ids: places });
		const seen = await seenOf(scope, [...new Set([...every, ...stored.project.members])]);
		const known = new Map(every.map((key, place) => [key, seen.has(key) ? (found[place] ?? null) : null] as const));
		if (action.action === "removeFromProject") demandNoHold(scope.tenant);
		const meant = asMembers(all, known);
		const given = { stored, owner, people: meant, known, seen, action, at: now.toISOString() };
		const { order, differing, changes, refused } = made(given);
		const outcome = { refused, changed: byPerson(all, differs(differing)) };
		if (changes.length === 0 && order === stored.project.members) return outcome;
		const project: ProjectRecord = { ...stored.project, members: [...order], updatedAt: now.toISOString() };
		const changed = new Set(changes.map(({ id }) => id));
		const former = [...known].flatMap(([key, member]) =>
			member !== null && changed.has(member.id) ? formerVersion(scope, "desk", member, [refOfKey(key)]) : [],
		);
		const write = () => scope.store.write([...changes, putKept(placeOf(project), project, stored.version), ...former]);
		const opened = differing.filter((key) => isUncovered(known.get(key) ?? null, action));
		await (opened.length === 0 ? write() : recordOpened(scope, opened, write));
		return outcome;
	});
}

/** Whether the action is the one that can take the cover off people: who does it learns who they are. */
export const uncovers = (action: BulkAction): boolean => action.action === "updateInProject" && action.blind === false;

const isUncovered = (before: StoredRecord | null, action: ProjectAction): boolean =>
	uncovers(action) && before !== null && parseMember(before).blind === true;

/** The log has it as it has the opening of a record in a blind search. */
function recordOpened(scope: Scope, keys: readonly PersonKey[], write: () => Promise<unknown>): Promise<void> {
	const candidateIds = keys.flatMap((key) => refOfKey(key).candidateId ?? []);
	return scope.record("candidate.open", { about: "updateInProject", candidateIds }, async () => {
		await write();
		const ids = keys.map((key) => key.slice(2));
		return { value: undefined, result: { outcome: "ok", count: keys.length, ids } };
	});
}

/** The keys under which people are in the project; of who is not, his own. */
function asMembers(all: AllKeys, known: Given["known"]): readonly PersonKey[] {
	const meant = [...all].flatMap(([own, keys]) => {
		const there = keys.filter((key) => known.get(key) != null);
		return there.length === 0 ? [own] : there;
	});
	return [...new Set(meant)];
}

interface Given {
	readonly stored: StoredProject;
	readonly owner: Owner;
	readonly people: readonly PersonKey[];
	readonly known: ReadonlyMap<PersonKey, StoredRecord | null>;
	/** Who is there for whoever asks. */
	readonly seen: ReadonlySet<PersonKey>;
	readonly action: ProjectAction;
	/** ISO date-time. */
	readonly at: string;
}

interface Made {
	readonly order: readonly PersonKey[];
	/** Of whom something is otherwise now. */
	readonly differing: readonly PersonKey[];
	readonly changes: readonly Change[];
	readonly refused: Refused;
}

function made(given: Given): Made {
	switch (given.action.action) {
		case "addToProject":
			return added(given, given.action);
		case "updateInProject":
			return updated(given, given.action);
		case "removeFromProject":
			return removed(given);
		default:
			return moved(given, given.action.to);
	}
}

/** Who is in it already keeps his place, and gets the status and the note that are said. */
function added(
	{ stored: { project }, owner, people, known, seen, at }: Given,
	{ status, note, blind }: ProjectAction & { readonly action: "addToProject" },
): Made {
	const refused: Refused = new Map();
	const order = project.members.filter((key) => known.get(key) !== null);
	// A limit that counted those whom the asker does not see would tell him that they are there.
	let shown = order.filter((key) => seen.has(key)).length;
	const differing: PersonKey[] = [];
	const changes: Change[] = [];
	for (const key of people) {
		const before = known.get(key) ?? null;
		if (before === null && shown >= MOST_MEMBERS) {
			refused.set(key, limitReached(`A project holds up to ${MOST_MEMBERS} people.`));
			continue;
		}
		if (before === null) {
			order.push(key);
			shown += 1;
		}
		const base = { uid: project.uid, project: project.id, owner: project.owner, key, addedAt: at, addedBy: owner };
		const kept = before === null ? { ...NEW, ...coveredBy(blind) } : parseMember(before);
		const next = { ...base, ...kept, ...saidOf(kept, { status, note }), updatedAt: at };
		if (before !== null && isSame(kept, next)) continue;
		differing.push(key);
		changes.push(putMember(next, before?.version ?? 0));
	}
	return { order, differing, changes, refused };
}

const NEW: Said = { status: "sourced", note: "" };

interface Say {
	readonly status?: Said["status"] | undefined;
	readonly note?: string | undefined;
}

const saidOf = (before: Said, { status = before.status, note = before.note }: Say) => ({ status, note });

const isSame = (one: Said, other: Said) =>
	one.status === other.status && one.note === other.note && one.blind === other.blind;

const coveredBy = (blind: boolean | undefined): Pick<MemberRecord, "blind"> => (blind === true ? { blind } : {});

function updated(
	{ stored: { project }, people, known, at }: Given,
	{ status, note, blind }: ProjectAction & { readonly action: "updateInProject" },
): Made {
	const { present, refused } = membersOnly(people, known);
	const next = present.flatMap(([key, stored]) => {
		const whole = parseMember(stored);
		const { blind: isBlind, ...before } = whole;
		const member = { ...before, ...saidOf(before, { status, note }), ...coveredBy(blind ?? isBlind) };
		return isSame(whole, member) ? [] : [[key, putMember({ ...member, updatedAt: at }, stored.version)] as const];
	});
	const [differing, changes] = [next.map(([key]) => key), next.map(([, change]) => change)];
	return { order: project.members, differing, changes, refused };
}

function removed({ stored: { project }, people, known }: Given): Made {
	const { present, refused } = membersOnly(people, known);
	const gone = new Set(present.map(([key]) => key));
	const changes = present.map(([, { id, version }]) => dropKept(id, version));
	return { order: project.members.filter((key) => !gone.has(key)), differing: [...gone], changes, refused };
}

/** The place is one among those who are there for whoever asks. */
function moved({ stored: { project }, people, known, seen }: Given, to: number): Made {
	const { present, refused } = membersOnly(people, known);
	const taken = present.map(([key]) => key);
	const rest = project.members.filter((key) => !taken.includes(key));
	const behind = rest.filter((key) => seen.has(key))[to];
	const place = behind === undefined ? rest.length : rest.indexOf(behind);
	const order = rest.toSpliced(place, 0, ...taken);
	const shown = project.members.filter((key) => seen.has(key));
	// Where they stand among those whom the asker does not see is nothing that he could have wanted, or may learn.
	const isAsItWas = order.filter((key) => seen.has(key)).every((key, at) => key === shown[at]);
	if (isAsItWas) return { order: project.members, differing: [], changes: [], refused };
	return { order, differing: taken, changes: [], refused };
}

function membersOnly(people: readonly PersonKey[], known: Given["known"]) {
	const refused: Refused = new Map();
	const present: [PersonKey, StoredRecord][] = [];
	for (const key of people) {
		const stored = known.get(key) ?? null;
		if (stored === null) refused.set(key, new TributaryError("not-found", { detail: "Not in this project." }));
		else present.push([key, stored]);
	}
	return { present, refused };
}

const putMember = (member: MemberRecord, version: number): Change =>
	putKept(memberPlace(member.uid, member.key), member, version, memberKeys(member.key));
