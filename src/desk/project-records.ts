import * as z from "zod";
import { DeskId, MemberStatus, type PersonKey, type ProjectSummary } from "../domain/desk.ts";
import type { Store, StoredRecord } from "../engine/port.ts";
import { TributaryError } from "../errors.ts";
import type { Owner } from "./owner.ts";
import { pathOf } from "./records.ts";

/** Projects as they are stored: the project with its people in their order, and a record for each of them with what is said of him. */

const Key = z.custom<PersonKey>((value) => typeof value === "string" && /^[cp]:/.test(value));

export const ProjectRecord = z.strictObject({
	id: DeskId,
	/** The same as long as the project is there, whoever sees it. */
	uid: z.string(),
	name: z.string(),
	description: z.string(),
	shared: z.boolean(),
	owner: z.string(),
	members: z.array(Key),
	createdAt: z.iso.datetime(),
	updatedAt: z.iso.datetime(),
});
export type ProjectRecord = z.output<typeof ProjectRecord>;

export const MemberRecord = z.strictObject({
	/** Of the project, and the ids under which it may lie. */
	uid: z.string(),
	project: DeskId,
	owner: z.string(),
	key: Key,
	status: MemberStatus,
	note: z.string(),
	addedAt: z.iso.datetime(),
	addedBy: z.string(),
	updatedAt: z.iso.datetime(),
	blind: z.literal(true).optional(),
});
export type MemberRecord = z.output<typeof MemberRecord>;

export const ownPlace = (owner: string, id: string) => pathOf("project", "own", owner, id);
export const sharedPlace = (id: string) => pathOf("project", "shared", id);
export const placeOf = ({ shared, owner, id }: Pick<ProjectRecord, "shared" | "owner" | "id">) =>
	shared ? sharedPlace(id) : ownPlace(owner, id);

export const memberPlace = (uid: string, key: PersonKey) => pathOf("member", uid, key);
/** Secondary keys of a member: one for whoever looks which projects a person is in, one by which it is forgotten with him. */
export const memberKey = (key: PersonKey) => `member:${key}`;
export const memberKeys = (key: PersonKey) => [memberKey(key), `about:${key}`];

export interface StoredProject {
	readonly project: ProjectRecord;
	readonly version: number;
}

export const parseProject = ({ record, version }: StoredRecord): StoredProject => ({
	project: ProjectRecord.parse(JSON.parse(record)),
	version,
});
export const parseMember = ({ record }: StoredRecord): MemberRecord => MemberRecord.parse(JSON.parse(record));

/**
 * The project that an id means to an owner: a private one of his own, else the shared one.
 * @throws TributaryError `not-found`, also of what others keep to themselves
 */
export async function findProject(store: Pick<Store, "read">, owner: Owner, id: string): Promise<StoredProject> {
	const [own, shared] = await store.read("desk", { ids: [ownPlace(owner, id), sharedPlace(id)] });
	const found = own ?? shared ?? null;
	if (found === null) throw new TributaryError("not-found");
	return parseProject(found);
}

export const summaryOf = ({ uid: _, members, ...rest }: ProjectRecord): ProjectSummary => ({
	...rest,
	size: members.length,
});
