import { randomBytes } from "node:crypto";
import { type Member, type Project, type ProjectInput, type ProjectSummary, refOfKey } from "../domain/desk.ts";
import type { Store } from "../engine/port.ts";
import { TributaryError } from "../errors.ts";
import { demandNoHold } from "../tenancy/legal-hold.ts";
import { retryOnConflict } from "../tenancy/optimistic.ts";
import type { Scope } from "../tenancy/scope.ts";
import { type AllKeys, allKeys } from "./all-keys.ts";
import type { Owner } from "./owner.ts";
import { seatOf } from "./owner.ts";
import {
	findProject,
	type MemberRecord,
	memberPlace,
	ownPlace,
	type ProjectRecord,
	parseMember,
	parseProject,
	placeOf,
	type StoredProject,
	sharedPlace,
	summaryOf,
} from "./project-records.ts";
import { dropKept, limitReached, pathOf, putKept, readBelow } from "./records.ts";
import { seenOf } from "./seen.ts";

/** Short lists: people gathered for something, kept to oneself or shared with the tenant. */

const MOST_OWN = 500;
const MOST_SHARED = 2000;

/** A page of the projects that an owner sees, by id. Of his own and a shared one with the same id his own. */
export function listProjects(
	scope: Scope,
	owner: Owner,
	{ after = "", limit }: { readonly after?: string | undefined; readonly limit: number },
): Promise<readonly ProjectSummary[]> {
	return scope.record("desk.read", { about: "projects", ...seatOf(owner) }, async () => {
		const [own, shared] = await Promise.all(
			[pathOf("project", "own", owner), pathOf("project", "shared")].map((path) =>
				readBelow(scope.store, path, { after, limit }),
			),
		);
		const byId = new Map<string, ProjectRecord>();
		for (const stored of [...(shared ?? []), ...(own ?? [])]) {
			const { project } = parseProject(stored);
			byId.set(project.id, project);
		}
		const page = [...byId.values()].toSorted((one, other) => (one.id < other.id ? -1 : 1)).slice(0, limit);
		const value: ProjectSummary[] = [];
		// One by one: a seat's view of each takes a look at all who are in it.
		for (const project of page) value.push(await shownTo(scope, project));
		return { value, result: { outcome: "ok", count: value.length } };
	});
}

/** @throws TributaryError `not-found` */
export function readProject(scope: Scope, owner: Owner, id: string): Promise<Project> {
	return scope.record("desk.read", { about: id, ...seatOf(owner) }, async () => {
		const { project } = await findProject(scope.store, owner, id);
		const members = await membersOf(scope, project);
		const value: Project = { ...(await shownTo(scope, project, members)), size: members.length, members };
		return { value, result: { outcome: "ok", count: members.length } };
	});
}

/**
 * A project without its people. For a seat it has those whom it may see, and was changed when something was last noted of one of them:
 * the rest tells of others.
 */
async function shownTo(scope: Scope, project: ProjectRecord, members?: readonly Member[]): Promise<ProjectSummary> {
	const summary = summaryOf(project);
	if (scope.seat === null) return summary;
	const seen = members ?? (await membersOf(scope, project));
	const updatedAt = [project.createdAt, ...seen.map((member) => member.updatedAt)].toSorted().at(-1);
	return { ...summary, size: seen.length, updatedAt: updatedAt ?? project.createdAt };
}

/**
 * In their order. Who was forgotten meanwhile has a place in the order and no record: he is passed over. Who is in it as a candidate
 * and as the profile that became his is in it once, with what was said last.
 */
export async function membersOf(scope: Scope, { uid, members: all }: ProjectRecord): Promise<Member[]> {
	const seen = await seenOf(scope, all);
	const members = all.filter((key) => seen.has(key));
	if (members.length === 0) return [];
	const found = await scope.store.read("desk", { ids: members.map((key) => memberPlace(uid, key)) });
	const records = found.flatMap((stored) => (stored === null ? [] : [parseMember(stored)]));
	return onceEach(records, await allKeys(scope, members)).map(memberOf);
}

function onceEach(records: readonly MemberRecord[], all: AllKeys): MemberRecord[] {
	const candidateOf = new Map([...all].flatMap(([own, keys]) => keys.slice(1).map((key) => [key, own] as const)));
	const people = Map.groupBy(records, ({ key }) => candidateOf.get(key) ?? key);
	return [...people].map(([key, own]) => {
		const [latest] = own.toSorted((one, other) => other.updatedAt.localeCompare(one.updatedAt));
		const covered = own.some(({ blind }) => blind === true) ? { blind: true as const } : {};
		return { ...(latest as MemberRecord), ...covered, key };
	});
}

function memberOf({ key, uid: _uid, project: _project, owner: _owner, ...member }: MemberRecord): Member {
	return { ...refOfKey(key), ...member };
}

export interface WrittenProject {
	readonly project: ProjectSummary;
	readonly created: boolean;
}

/**
 * Makes a project, or changes what it is called and who sees it; its people stay.
 * @throws TributaryError `already-exists` somebody else shares one under this id · `limit-reached`
 */
export function writeProject(
	scope: Scope,
	owner: Owner,
	id: string,
	input: ProjectInput,
	now: Date,
): Promise<WrittenProject> {
	return scope.record("desk.change", { about: id, ...seatOf(owner) }, async () => {
		const { project, created } = await retryOnConflict(() => writeOnce(scope.store, owner, id, input, now));
		return { value: { project: await shownTo(scope, project), created }, result: { outcome: "ok" } };
	});
}

async function writeOnce(
	store: Store,
	owner: Owner,
	id: string,
	input: ProjectInput,
	now: Date,
): Promise<{ readonly project: ProjectRecord; readonly created: boolean }> {
	const found = await store.read("desk", { ids: [ownPlace(owner, id), sharedPlace(id)] });
	const [own, shared] = found.map((stored) => (stored === null ? null : parseProject(stored)));
	const foreign = shared != null && shared.project.owner !== owner;
	if (foreign && (own == null || input.shared)) {
		throw new TributaryError("already-exists", { detail: "Somebody else shares a project with this id." });
	}
	const before = own ?? (foreign ? null : shared) ?? null;
	if (before === null || before.project.shared !== input.shared) await demandRoom(store, owner, input.shared);
	const at = now.toISOString();
	const made = { uid: randomBytes(12).toString("base64url"), members: [], createdAt: at };
	const project: ProjectRecord = { ...made, ...before?.project, ...input, id, owner, updatedAt: at };
	const place = placeOf(project);
	const moved = before !== null && placeOf(before.project) !== place;
	await store.write([
		...(moved ? [dropKept(placeOf(before.project), before.version)] : []),
		putKept(place, project, moved ? 0 : (before?.version ?? 0)),
	]);
	return { project, created: before === null };
}

async function demandRoom(store: Store, owner: Owner, shared: boolean): Promise<void> {
	const path = shared ? pathOf("project", "shared") : pathOf("project", "own", owner);
	const most = shared ? MOST_SHARED : MOST_OWN;
	if ((await readBelow(store, path, { limit: most })).length < most) return;
	throw limitReached(shared ? `A tenant shares up to ${most} projects.` : `You may keep up to ${most} projects.`);
}

/** Members removed in one write. */
const BATCH = 500;

/** @throws TributaryError `not-found` · `not-yours` · `legal-hold` */
export async function removeProject(scope: Scope, owner: Owner, id: string): Promise<void> {
	await scope.record("desk.change", { about: id, ...seatOf(owner) }, async () => {
		demandNoHold(scope.tenant);
		const { project, version }: StoredProject = await findProject(scope.store, owner, id);
		if (project.owner !== owner) throw new TributaryError("not-yours");
		await scope.store.write([dropKept(placeOf(project), version)]);
		const members = await readBelow(scope.store, pathOf("member", project.uid));
		for (let start = 0; start < members.length; start += BATCH)
			await scope.store.write(members.slice(start, start + BATCH).map((member) => dropKept(member.id)));
		return { value: null, result: { outcome: "ok" } };
	});
}
