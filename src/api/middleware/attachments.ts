import * as z from "zod";
import { TributaryError } from "../../errors.ts";
import { removeAttachments, storeAttachment } from "../../sync/attachments.ts";
import { type RecordRef, refOf } from "../../sync/kinds.ts";
import { readRecords } from "../../sync/read.ts";
import { fromOurs, inTheirNames, toOurs } from "./fields.ts";
import { idsOf, perKey, refsOf, written } from "./records.ts";
import {
	contractUrn,
	type Generation,
	organizationUrn,
	type Resource,
	type WireAnswer,
	type WireCall,
} from "./resource.ts";
import { batchEnvelope, type KeyOutcome } from "./restli/envelope.ts";
import { entitiesOf } from "./restli/request.ts";
import { openUpload } from "./uploads.ts";

/**
 * Resumes on the wire. The second generation's attachments, whose bodies no public page shows: the file is base64 in `content`. The
 * first generation asks for an address to upload to, which names the candidate: no record has to name the file after.
 */

const PARTS = [["attachmentId", "externalAttachmentId"]];
const KIND = { kind: "attachment", parts: PARTS } as const;

/** A few resumes of ten megabytes in base64. */
const MOST_BODY = 48 * 1024 * 1024;

const attachments = (url: string, generation: Generation): Resource => ({
	url,
	generation,
	permission: "ats:sync",
	summary: "Resumes",
	shape: "complex",
	bodyLimit: MOST_BODY,
	methods: { batch_update: update, batch_get: get, batch_delete: remove },
});

const mediaUrl = (url: string, generation: Generation): Resource => ({
	url,
	generation,
	permission: "ats:sync",
	summary: "An address to upload one resume to",
	shape: "plain",
	methods: { create: makeUrl },
});

export const ATTACHMENT_RESOURCES: readonly Resource[] = [
	attachments("/v2/attachments", 1),
	attachments("/rest/attachments", 2),
	mediaUrl("/v2/hireMediaUrl", 1),
	mediaUrl("/rest/hireMediaUrl", 2),
];

async function update(call: WireCall): Promise<WireAnswer> {
	const entities = entitiesOf(call.request, "complex");
	const refs = refsOf(
		call,
		KIND,
		entities.map(([key]) => key),
	);
	const bodies = entities
		.filter((_, place) => !(refs[place]?.[1] instanceof TributaryError))
		.map(([, entity]) => entity);
	const outcomes = await perKey(refs, async (sound) => {
		const done: KeyOutcome[] = [];
		for (const [place, ref] of sound.entries()) done.push(await store(call, ref, bodies[place]));
		return done;
	});
	return { body: batchEnvelope(outcomes, false) };
}

async function store({ scope, deps, generation }: WireCall, ref: RecordRef, entity: unknown): Promise<KeyOutcome> {
	const { entity: ours, names } = toOurs(applicationNamed(entity));
	try {
		const { content, ...about } = (ours ?? {}) as Record<string, unknown>;
		const bytes = decodeContent(content);
		const stored = await storeAttachment(scope, attachmentDeps(deps), { ref, about, bytes });
		if (stored.failure === null) return { ok: true, status: 204 };
		// The file is kept: it can be read again later. The ATS learns why it is not searchable.
		return { ok: true, status: 202 };
	} catch (error) {
		if (error instanceof TributaryError) return { ok: false, error: inTheirNames(error, names, generation) };
		throw error;
	}
}

export const attachmentDeps = (deps: WireCall["deps"]) => ({
	...deps.sync,
	...deps.ingest,
	fileBytes: deps.settings.limits.fileBytes,
});

/** The application has several names here. */
export function applicationNamed(entity: unknown): unknown {
	if (typeof entity !== "object" || entity === null) return entity;
	const { externalJobApplicationId, atsJobApplicationId, ...rest } = entity as Record<string, unknown>;
	const applicationId = externalJobApplicationId ?? atsJobApplicationId;
	return applicationId === undefined ? rest : { ...rest, applicationId };
}

const Base64 = z.base64();

function decodeContent(content: unknown): Uint8Array {
	const read = Base64.safeParse(content);
	if (read.success && read.data !== "") return Buffer.from(read.data, "base64");
	const detail =
		content === undefined ? "field is required but not found and has no default value" : "value is not base64";
	throw new TributaryError("invalid-field", { errors: [{ pointer: "/content", detail }] });
}

async function get(call: WireCall): Promise<WireAnswer> {
	const outcomes = await perKey(refsOf(call, KIND, idsOf(call)), async (sound) => {
		const found = await readRecords(call.scope, "attachment", sound);
		return found.map((entity): KeyOutcome => {
			if (entity === null) return { ok: false, error: new TributaryError("not-found") };
			return { ok: true, status: 200, entity: fromOurs(entity, call.generation) };
		});
	});
	return { body: batchEnvelope(outcomes, true) };
}

async function remove(call: WireCall): Promise<WireAnswer> {
	const outcomes = await perKey(refsOf(call, KIND, idsOf(call)), async (sound) =>
		(await removeAttachments(call.scope, call.deps.sync, sound)).map(written),
	);
	return { body: batchEnvelope(outcomes, false) };
}

const MediaRequest = z.looseObject({
	contentType: z.string().max(200).optional(),
	fileName: z.string().min(1).max(255).optional(),
	hiringContext: z.string().max(200).optional(),
	usageParameters: z.looseObject({}).optional(),
	usageParameter: z.looseObject({}).optional(),
});

/** Names the candidate in the usage parameters; answers with an address that takes one file, once, for a quarter of an hour. */
async function makeUrl(call: WireCall): Promise<WireAnswer> {
	const read = MediaRequest.safeParse(call.request.body);
	if (!read.success)
		throw new TributaryError("invalid-field", { errors: [{ pointer: "", detail: "the body describes no file" }] });
	const { usageParameters, usageParameter, fileName, contentType } = read.data;
	const outer = usageParameters ?? usageParameter ?? {};
	const inner = (outer.recruiterSystemConnectResumeParameters ?? outer.tcrmResumeParameters ?? outer) as object;
	const { entity } = toOurs(applicationNamed({ ...inner, fileName, contentType }));
	const about = entity as Record<string, unknown>;
	const { candidateId } = about;
	if (typeof candidateId !== "string") {
		const detail = "field is required but not found and has no default value";
		throw new TributaryError("invalid-field", { errors: [{ pointer: "/usageParameters/atsCandidateId", detail }] });
	}
	const context = (inner as { readonly integrationContext?: unknown }).integrationContext;
	if (context !== undefined && context !== organizationUrn(call.scope)) throw new TributaryError("foreign-context");
	// In this generation the contract may name the tenant, too.
	const own: readonly unknown[] = [undefined, organizationUrn(call.scope), contractUrn(call.scope)];
	if (!own.includes(read.data.hiringContext)) throw new TributaryError("foreign-context");
	refOf("candidate", candidateId);
	const { address, expiresAt } = await openUpload(call, { ...about, candidateId });
	return { status: 201, body: { uploadUrl: address, value: address, expiresAt } };
}
