import { createHash, randomBytes } from "node:crypto";
import multipart from "@fastify/multipart";
import type { FastifyInstance, FastifyRequest } from "fastify";
import * as z from "zod";
import { parseTenantId } from "../../domain/tenant.ts";
import type { Change } from "../../engine/port.ts";
import { TributaryError } from "../../errors.ts";
import { storeAttachment } from "../../sync/attachments.ts";
import { refOf } from "../../sync/kinds.ts";
import type { Scope } from "../../tenancy/scope.ts";
import { scopeOf } from "../access.ts";
import type { ApiDeps } from "../app.ts";
import { applicationNamed, attachmentDeps } from "./attachments.ts";
import { sendEnvelope } from "./failures.ts";
import { toOurs } from "./fields.ts";
import { organizationUrn, type WireCall } from "./resource.ts";

/**
 * Files of resumes by themselves: to an address that was asked for (the address is the permission: for one file, once, for a quarter of
 * an hour), or as a form with the ids of candidate and application, under the token.
 */

const PREFIX = "upload/";
/** Milliseconds. */
const LIFETIME = 15 * 60_000;
const SECRET_BYTES = 32;

const Upload = z.strictObject({
	about: z.record(z.string(), z.unknown()),
	clientId: z.string(),
	expiresAt: z.iso.datetime(),
});

const idOf = (secret: string) => `${PREFIX}${createHash("sha256").update(secret).digest("hex")}`;

export interface OpenedUpload {
	readonly address: string;
	readonly urn: string;
	readonly expiresAt: string;
}

/** Makes an address that takes one file. Only the digest of its secret is stored. */
export function openUpload(call: WireCall, about: Record<string, unknown>): Promise<OpenedUpload> {
	const { scope, deps, clientId } = call;
	return scope.record("sync.write", { about: "upload" }, async () => {
		const secret = randomBytes(SECRET_BYTES).toString("base64url");
		const expiresAt = new Date(deps.ingest.clock().getTime() + LIFETIME).toISOString();
		const record = JSON.stringify({ about, clientId, expiresAt } satisfies z.output<typeof Upload>);
		await scope.store.write([
			{ op: "put", collection: "ats", id: idOf(secret), record },
			...(await expired(scope, deps.ingest.clock())),
		]);
		const address = `${deps.settings.publicUrl.replace(/\/$/, "")}/v2/hireMedia/${scope.tenant.id}/${secret}`;
		return {
			value: { address, urn: `urn:li:digitalmediaAsset:${idOf(secret).slice(PREFIX.length, 40)}`, expiresAt },
			result: { outcome: "ok" },
		};
	});
}

/** Some of the addresses that were never used. */
async function expired({ store }: Scope, now: Date): Promise<Change[]> {
	const found = await store.list("ats", { after: PREFIX, limit: 100 });
	return found
		.filter(
			({ id, record }) =>
				id.startsWith(PREFIX) && Date.parse(Upload.parse(JSON.parse(record)).expiresAt) < now.getTime(),
		)
		.map(({ id }): Change => ({ op: "delete", collection: "ats", id }));
}

export async function uploadRoutes(instance: FastifyInstance, deps: ApiDeps): Promise<void> {
	const { fileBytes } = deps.settings.limits;
	instance.setErrorHandler(sendEnvelope);
	await instance.register(async (app) => {
		app.removeAllContentTypeParsers();
		app.addContentTypeParser("*", { parseAs: "buffer", bodyLimit: fileBytes }, (_request, body, done) =>
			done(null, body),
		);
		app.route<{ Params: { tenant: string; secret: string } }>({
			method: ["PUT", "POST"],
			url: "/v2/hireMedia/:tenant/:secret",
			config: { access: "public" },
			schema: { hide: true, summary: "Take one resume" },
			handler: async (request, reply) => {
				await takeUpload(deps, request.params, request.body);
				return reply.code(201).send();
			},
		});
	});
	await instance.register(async (app) => {
		await app.register(multipart, { limits: { fileSize: fileBytes, files: 1, fields: 10, fieldSize: 4096 } });
		for (const url of ["/v2/resumes", "/rest/resumes"]) {
			app.post(url, {
				config: { access: { permission: "ats:sync" }, ownLimits: true },
				schema: { hide: true, summary: "A resume as a form" },
				handler: async (request) => takeForm(deps, request),
			});
		}
	});
}

async function takeUpload(deps: ApiDeps, params: { tenant: string; secret: string }, body: unknown): Promise<void> {
	if (!(body instanceof Uint8Array) || body.length === 0) throw new TributaryError("file-empty");
	const scope = await scopeOfAddress(deps, params);
	const id = idOf(params.secret);
	const [found] = await scope.store.read("ats", { ids: [id] });
	const upload = found == null ? null : Upload.parse(JSON.parse(found.record));
	if (found == null || upload === null || Date.parse(upload.expiresAt) < deps.ingest.clock().getTime())
		throw new TributaryError("not-found");
	// Spent before the file is stored: of two that use the address at once only one is taken.
	await scope.store.write([{ op: "delete", collection: "ats", id, ifVersion: found.version }]);
	const ref = refOf("attachment", id.slice(PREFIX.length, PREFIX.length + 32));
	await storeAttachment(scope, attachmentDeps(deps), { ref, about: upload.about, bytes: body });
}

/** An unknown tenant is answered as an unknown address. */
async function scopeOfAddress(
	{ tenancy }: ApiDeps,
	{ tenant, secret }: { tenant: string; secret: string },
): Promise<Scope> {
	if (!/^[A-Za-z0-9_-]{43}$/.test(secret)) throw new TributaryError("not-found");
	try {
		const purpose = "upload to an address that was asked for";
		return await tenancy.openScope({ tenant: parseTenantId(tenant), actor: { kind: "system", id: "upload" }, purpose });
	} catch (error) {
		if (error instanceof TributaryError && error.fault === "caller") throw new TributaryError("not-found");
		throw error;
	}
}

async function takeForm(deps: ApiDeps, request: FastifyRequest) {
	const scope = scopeOf(request);
	const fields: Record<string, unknown> = {};
	let file: { readonly bytes: Buffer; readonly name: string; readonly type: string } | null = null;
	for await (const part of request.parts()) {
		if (part.type === "file") file = { bytes: await part.toBuffer(), name: part.filename, type: part.mimetype };
		else fields[part.fieldname] = part.value;
	}
	if (fields.integrationContext !== organizationUrn(scope)) throw new TributaryError("foreign-context");
	if (file === null) throw new TributaryError("invalid-request", { detail: "The form holds no file." });
	const { entity } = toOurs(applicationNamed(fields));
	const { attachmentId, ...about } = { fileName: file.name, contentType: file.type, ...(entity as object) } as Record<
		string,
		unknown
	>;
	const id =
		typeof attachmentId === "string" && attachmentId !== ""
			? attachmentId
			: createHash("sha256").update(file.bytes).digest("hex");
	const stored = await storeAttachment(scope, attachmentDeps(deps), {
		ref: refOf("attachment", id),
		about,
		bytes: file.bytes,
	});
	return { attachmentId: id, candidateId: stored.candidate.id, failure: stored.failure };
}
