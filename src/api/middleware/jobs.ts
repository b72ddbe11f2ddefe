import { TributaryError } from "../../errors.ts";
import type { Outcome } from "../../sync/batch.ts";
import { readPosting, readRequisition } from "../../sync/job-schema.ts";
import { putTasks, readTasks, taskId } from "../../sync/job-tasks.ts";
import { type JobItem, removeJobs, writeJobs } from "../../sync/jobs.ts";
import { readRecords } from "../../sync/read.ts";
import { idsOf, perKey, refsOf, written } from "./records.ts";
import {
	checkContext,
	fault,
	type Generation,
	LONG_TEXTS,
	organizationUrn,
	partOf,
	type Resource,
	type WireAnswer,
	type WireCall,
} from "./resource.ts";
import { batchEnvelope, errorEnvelope, type KeyOutcome } from "./restli/envelope.ts";
import { type Key, PLAIN } from "./restli/key.ts";
import { elementsOf, entitiesOf } from "./restli/request.ts";

/** Jobs: postings with their tasks, and requisitions of the second generation. */

const TASK_URN = "urn:li:simpleJobPostingTask:";

const postings = (url: string, generation: Generation): Resource => ({
	url,
	generation,
	permission: "ats:sync",
	summary: "Job postings",
	shape: "plain",
	bodyLimit: LONG_TEXTS,
	methods: { batch_create: post, create: refuseSingle },
});

const tasks = (url: string, generation: Generation): Resource => ({
	url,
	generation,
	permission: "ats:sync",
	summary: "What became of job postings",
	shape: "plain",
	methods: { batch_get: getTasks },
});

const requisitions: Resource = {
	url: "/rest/jobRequisitions",
	generation: 2,
	permission: "ats:sync",
	summary: "Job requisitions",
	shape: "complex",
	bodyLimit: LONG_TEXTS,
	methods: { batch_update: putRequisitions, batch_get: getRequisitions, batch_delete: removeRequisitions },
};

export const JOB_RESOURCES: readonly Resource[] = [
	postings("/v2/simpleJobPostings", 1),
	postings("/rest/simpleJobPostings", 2),
	tasks("/v2/simpleJobPostingTasks", 1),
	tasks("/rest/simpleJobPostingTasks", 2),
	requisitions,
];

/** Documented: without the header the vendor refuses the call as not permitted. */
async function refuseSingle(): Promise<WireAnswer> {
	throw new TributaryError("insufficient-scope", {
		detail: "Send x-restli-method: batch_create with a list of elements.",
	});
}

async function post(call: WireCall): Promise<WireAnswer> {
	const { scope, deps, request } = call;
	if (call.headers["x-restli-method"] === undefined) return refuseSingle();
	const elements = elementsOf(request);
	for (const element of elements) refuseForeign(call, element);
	const now = deps.ingest.clock();
	const twice = repeated(elements.map(idIn));
	const items = elements.map((element): JobItem => {
		const id = idIn(element) ?? "";
		return { id, job: twice.has(id) ? duplicate() : readOrError(() => readPosting(element, now)) };
	});
	const outcomes = await writeJobs(scope, deps.sync, items);
	const made = outcomes.map((outcome, place) => ({ outcome, id: taskId(now), jobId: items[place]?.id ?? "" }));
	const at = now.toISOString();
	const done = made.filter(({ outcome }) => outcome.ok);
	await putTasks(
		scope,
		done.map(({ id, jobId }) => ({ id, jobId, at, status: "SUCCEEDED" })),
	);
	return { body: { elements: made.map(({ outcome, id }) => elementAnswer(outcome, id)) } };
}

function elementAnswer(outcome: Outcome, id: string) {
	if (outcome.ok) return { id: `${TASK_URN}${id}`, status: 202 };
	const error = errorEnvelope(outcome.error);
	return { error, status: error.status };
}

function refuseForeign({ scope }: WireCall, element: unknown): void {
	const context = (element as { readonly integrationContext?: unknown } | null)?.integrationContext;
	if (typeof context === "string" && context !== organizationUrn(scope)) throw new TributaryError("foreign-context");
}

function idIn(element: unknown): string | null {
	const id = (element as { readonly externalJobPostingId?: unknown } | null)?.externalJobPostingId;
	return typeof id === "string" ? id : null;
}

function repeated(ids: readonly (string | null)[]): ReadonlySet<string> {
	const seen = new Set<string>();
	const twice = new Set<string>();
	for (const id of ids) {
		if (id === null) continue;
		if (seen.has(id)) twice.add(id);
		seen.add(id);
	}
	return twice;
}

const duplicate = () =>
	new TributaryError("invalid-request", {
		errors: [{ pointer: "/externalJobPostingId", detail: "stands twice in this call" }],
	});

function readOrError<T>(read: () => T): T | TributaryError {
	try {
		return read();
	} catch (error) {
		if (error instanceof TributaryError) return error;
		throw error;
	}
}

async function getTasks(call: WireCall): Promise<WireAnswer> {
	const keys = idsOf(call);
	const ids = keys.map((key) => partOf(key, [PLAIN]).replace(TASK_URN, ""));
	const found = await readTasks(call.scope, ids, call.deps.ingest.clock());
	const outcomes = keys.map((key, place): readonly [Key, KeyOutcome] => {
		const task = found[place] ?? null;
		if (task === null) return [key, { ok: false, error: new TributaryError("not-found") }];
		const entity = { id: `${TASK_URN}${ids[place]}`, status: task.status, externalJobPostingId: task.jobId };
		return [key, { ok: true, status: 200, entity }];
	});
	return { body: batchEnvelope(outcomes, true) };
}

const REQUISITION = ["externalJobRequisitionId", "externalJobPostingId"];

function requisitionId(call: WireCall, key: Key): string {
	checkContext(call.scope, key, 2);
	return partOf(key, REQUISITION);
}

async function putRequisitions(call: WireCall): Promise<WireAnswer> {
	const entities = entitiesOf(call.request, "complex");
	const now = call.deps.ingest.clock();
	const items = entities.map(([key, entity]): JobItem => {
		return { id: requisitionId(call, key), job: readOrError(() => readRequisition(entity, now)) };
	});
	const outcomes = await writeJobs(call.scope, call.deps.sync, items);
	return {
		body: batchEnvelope(
			outcomes.map((outcome, place) => [keyAt(entities, place), written(outcome)]),
			false,
		),
	};
}

const keyAt = (entities: readonly (readonly [Key, unknown])[], place: number): Key => {
	const key = entities[place]?.[0];
	if (key === undefined) throw fault("A key has no outcome.");
	return key;
};

const requisitionRefs = (call: WireCall) => refsOf(call, { kind: "job", parts: [REQUISITION] }, idsOf(call));

async function getRequisitions(call: WireCall): Promise<WireAnswer> {
	const outcomes = await perKey(requisitionRefs(call), async (refs) => {
		const found = await readRecords(call.scope, "job", refs);
		return found.map((entity): KeyOutcome => {
			if (entity === null) return { ok: false, error: new TributaryError("not-found") };
			return { ok: true, status: 200, entity };
		});
	});
	return { body: batchEnvelope(outcomes, true) };
}

async function removeRequisitions(call: WireCall): Promise<WireAnswer> {
	const outcomes = await perKey(requisitionRefs(call), async (refs) => {
		const ids = refs.map(({ path: [id = ""] }) => id);
		return (await removeJobs(call.scope, call.deps.sync, ids)).map(written);
	});
	return { body: batchEnvelope(outcomes, false) };
}
