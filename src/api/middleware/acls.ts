import { TributaryError } from "../../errors.ts";
import { listAcls, listAssignments } from "../../sync/acls.ts";
import { type RecordRef, refOf } from "../../sync/kinds.ts";
import { readRecords } from "../../sync/read.ts";
import { removeRecords } from "../../sync/remove.ts";
import { writeRecords } from "../../sync/write.ts";
import { idsOf, perKey, written } from "./records.ts";
import {
	checkContext,
	fault,
	type Generation,
	organizationUrn,
	partOf,
	personIdOf,
	personUrn,
	type Resource,
	type WireAnswer,
	type WireCall,
} from "./resource.ts";
import { batchEnvelope, elementsEnvelope, type KeyOutcome } from "./restli/envelope.ts";
import type { Key } from "./restli/key.ts";
import { pageOf, required } from "./restli/query.ts";
import { entitiesOf } from "./restli/request.ts";

/**
 * Access lists of jobs, and who is on them. Both are nothing but their keys. In the second generation the names lose their prefix, and
 * a job is a JOB_REQUISITION.
 */

const ACL = ["atsEntityAclId", "entityAclId"];
const JOB = ["atsEntityId", "entityId"];
const TYPE = ["atsEntityType", "entityType"];
const SECURABLE: ReadonlySet<string> = new Set(["JOB_POSTING", "JOB_REQUISITION"]);

type Kind = "acl" | "acl-assignee";

const resource = (url: string, generation: Generation, kind: Kind): Resource => ({
	url,
	generation,
	permission: "ats:sync",
	summary: kind === "acl" ? "Access lists of jobs" : "Members of access lists",
	shape: "complex",
	methods: {
		batch_update: (call) => update(call, kind),
		batch_get: (call) => get(call, kind),
		batch_delete: (call) => remove(call, kind),
		finder: (call) => (kind === "acl" ? findAcls(call) : findAssignments(call)),
	},
});

export const ACL_RESOURCES: readonly Resource[] = [
	resource("/v2/atsEntityAcls", 1, "acl"),
	resource("/rest/entityAcls", 2, "acl"),
	resource("/v2/atsEntityAclAssignees", 1, "acl-assignee"),
	resource("/rest/entityAclAssignees", 2, "acl-assignee"),
];

function refs({ scope, generation }: WireCall, kind: Kind, keys: readonly Key[]) {
	return keys.map((key): readonly [Key, RecordRef | TributaryError] => {
		checkContext(scope, key, generation);
		try {
			return [key, refOfKey(kind, key)];
		} catch (error) {
			if (error instanceof TributaryError) return [key, error];
			throw error;
		}
	});
}

function refOfKey(kind: Kind, key: Key): RecordRef {
	const type = TYPE.map((name) => key.values.get(name)).find((value) => value !== undefined);
	if (type !== undefined && !SECURABLE.has(type))
		throw new TributaryError("invalid-field", {
			errors: [{ pointer: "/atsEntityType", detail: "only jobs can be secured" }],
		});
	const acl = partOf(key, ACL);
	return kind === "acl"
		? refOf(kind, acl, partOf(key, JOB))
		: refOf(kind, acl, personIdOf(partOf(key, ["assignee"]), "/assignee"));
}

async function update(call: WireCall, kind: Kind): Promise<WireAnswer> {
	const entities = entitiesOf(call.request, "complex");
	const keys = entities.map(([key]) => key);
	const outcomes = await perKey(refs(call, kind, keys), async (sound) => {
		const items = sound.map((ref) => ({ ref, entity: {} }));
		return (await writeRecords(call.scope, call.deps.sync, kind, items)).map(written);
	});
	return { body: batchEnvelope(outcomes, false) };
}

async function get(call: WireCall, kind: Kind): Promise<WireAnswer> {
	const outcomes = await perKey(refs(call, kind, idsOf(call)), async (sound) => {
		const found = await readRecords(call.scope, kind, sound);
		return found.map((entity, place): KeyOutcome => {
			if (entity === null) return { ok: false, error: new TributaryError("not-found") };
			return { ok: true, status: 200, entity: elementOf(call, sound[place] as RecordRef) };
		});
	});
	return { body: batchEnvelope(outcomes, true) };
}

async function remove(call: WireCall, kind: Kind): Promise<WireAnswer> {
	const outcomes = await perKey(refs(call, kind, idsOf(call)), async (sound) =>
		(await removeRecords(call.scope, call.deps.sync, kind, sound)).map(written),
	);
	return { body: batchEnvelope(outcomes, false) };
}

/** A record as the members of its key. */
function elementOf({ scope, generation }: WireCall, { kind, path: [acl = "", other = ""] }: RecordRef) {
	const first = generation === 1;
	const type = first ? { atsEntityType: "JOB_POSTING" } : { entityType: "JOB_REQUISITION" };
	return {
		...(first ? { atsEntityAclId: acl, dataProvider: "ATS" } : { entityAclId: acl }),
		integrationContext: organizationUrn(scope),
		...type,
		...(kind === "acl-assignee"
			? { assignee: personUrn(other) }
			: first
				? { atsEntityId: other }
				: { entityId: other }),
	};
}

/** `q=criteria`: the lists that protect a job. */
async function findAcls(call: WireCall): Promise<WireAnswer> {
	const job = requiredOf(call, JOB);
	return page(call, await listAcls(call.scope, job));
}

/** `q=criteria`: the lists that a person is on. */
async function findAssignments(call: WireCall): Promise<WireAnswer> {
	const person = personIdOf(requiredOf(call, ["assignee"]), "/assignee");
	return page(call, await listAssignments(call.scope, person));
}

function requiredOf({ scope, request: { parameters } }: WireCall, names: readonly string[]): string {
	if (required(parameters, ["q"]) !== "criteria") throw fault("The finder offered here is q=criteria.");
	if (required(parameters, ["integrationContext"]) !== organizationUrn(scope))
		throw new TributaryError("foreign-context");
	return required(parameters, names);
}

function page(call: WireCall, found: readonly RecordRef[]): WireAnswer {
	const { start, count } = pageOf(call.request.parameters, { most: 100 });
	const elements = found.slice(start, start + count).map((ref) => elementOf(call, ref));
	return { body: elementsEnvelope(elements, { start, count, total: found.length }) };
}
