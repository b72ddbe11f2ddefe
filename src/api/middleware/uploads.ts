import { createHash } from "node:crypto";
import multipart from "@fastify/multipart";
import type { FastifyInstance, FastifyRequest } from "fastify";
import { TributaryError } from "../../errors.ts";
import { storeAttachment } from "../../sync/attachments.ts";
import { refOf } from "../../sync/kinds.ts";
import { endedUploads, newUpload, readUpload, uploadIdOf } from "../../sync/uploads.ts";
import type { Scope } from "../../tenancy/scope.ts";
import { scopeOf } from "../access.ts";
import { applicationNamed, attachmentDeps } from "./attachments.ts";
import { sendEnvelope } from "./failures.ts";
import { toOurs } from "./fields.ts";
import { withForeignNoted } from "./foreign.ts";
import { organizationUrn, type WireCall } from "./resource.ts";
import { checkVersion } from "./version.ts";
import type { WireDeps } from "./wire.ts";

declare module "fastify" {
	interface FastifyRequest {
		/** What the address of an upload leads to; null on all other routes. */
		upload: OpenUpload | null;
	}
}

/**
 * Files of resumes by themselves: to an address that was asked for (the address is the permission: for one file, once, for a quarter of
 * an hour, and as long as who asked for it may), or as a form with the ids of candidate and application, under the token.
 */

export interface OpenedUpload {
	readonly address: string;
	readonly expiresAt: string;
}

/** Makes an address that takes one file. Only the digest of its secret is stored. */
export function openUpload(
	call: WireCall,
	about: Readonly<Record<string, unknown>> & { readonly candidateId: string },
): Promise<OpenedUpload> {
	const { scope, deps, clientId } = call;
	return scope.record("sync.write", { about: "upload" }, async () => {
		const now = deps.ingest.clock();
		const made = newUpload(about, now);
		const expiresAt = made.expiresAt.toISOString();
		await scope.store.write([made.change, ...(await endedUploads(scope.store, now))]);
		// After the record: an address that leads to nothing would be one that nobody can use up.
		await deps.tenancy.uploadAddresses.put(made.id, { tenant: scope.tenant.id, clientId, expiresAt }, now);
		const address = `${deps.settings.publicUrl.replace(/\/$/, "")}/v2/hireMedia/${made.secret}`;
		return { value: { address, expiresAt }, result: { outcome: "ok" } };
	});
}

export async function uploadRoutes(instance: FastifyInstance, deps: WireDeps): Promise<void> {
	instance.setErrorHandler(sendEnvelope);
	instance.decorateRequest("upload", null);
	await instance.register(async (app) => takeFiles(app, deps));
	await instance.register(async (app) => takeForms(app, deps));
}

function takeFiles(app: FastifyInstance, deps: WireDeps): void {
	const { fileBytes } = deps.settings.limits;
	app.removeAllContentTypeParsers();
	app.addContentTypeParser("*", { parseAs: "buffer", bodyLimit: fileBytes }, (_request, body, done) =>
		done(null, body),
	);
	app.route<{ Params: { secret: string } }>({
		method: ["PUT", "POST"],
		url: "/v2/hireMedia/:secret",
		bodyLimit: fileBytes,
		config: { access: "public" },
		schema: { hide: true, summary: "Take one resume" },
		// Before a byte of the body is read: who has no address has nobody read his file.
		onRequest: async (request) => {
			request.upload = await uploadAt(deps, request.params.secret);
		},
		handler: async (request, reply) => {
			await takeUpload(deps, request.upload as OpenUpload, request.body);
			return reply.code(201).send();
		},
	});
}

async function takeForms(app: FastifyInstance, deps: WireDeps): Promise<void> {
	const { fileBytes } = deps.settings.limits;
	await app.register(multipart, { limits: { fileSize: fileBytes, files: 1, fields: 10, fieldSize: 4096 } });
	for (const url of ["/v2/resumes", "/rest/resumes"]) {
		app.post(url, {
			config: { access: { permission: "ats:sync" }, ownLimits: true },
			schema: { hide: true, summary: "A resume as a form" },
			onRequest: async (request) => {
				if (url.startsWith("/rest/")) checkVersion(request.headers["linkedin-version"]);
				deps.wireLimits.admitRequest(request.principal?.actor.id ?? "");
			},
			handler: async (request) => {
				deps.wireLimits.admitRecords(request.principal?.actor.id ?? "", 1);
				return withForeignNoted(deps.tenancy.refusals, request, "ats:sync", () => takeForm(deps, request));
			},
		});
	}
}

/** An address that may be used now. */
interface OpenUpload {
	readonly id: string;
	readonly clientId: string;
	readonly scope: Scope;
	readonly found: NonNullable<Awaited<ReturnType<typeof readUpload>>>;
}

/** It ends with the client that asked for it: switched off, of a tenant that is, or without the right, it takes nothing. */
async function uploadAt({ tenancy, ingest, wireLimits }: WireDeps, secret: string): Promise<OpenUpload> {
	const id = uploadIdOf(secret);
	const address = id === null ? null : await tenancy.uploadAddresses.find(id, ingest.clock());
	const client = address === null ? null : await tenancy.clients.find(address.clientId, address.tenant);
	if (id === null || client === null) throw new TributaryError("not-found");
	if (!client.permissions.includes("ats:sync")) throw new TributaryError("not-found");
	wireLimits.admitRequest(client.id);
	const actor = { kind: "client", id: client.id } as const;
	const purpose = "upload to an address that was asked for";
	const scope = await tenancy.openScope({ tenant: client.tenant, actor, purpose });
	const found = await readUpload(scope.store, id, ingest.clock());
	if (found === null) throw new TributaryError("not-found");
	return { id, clientId: client.id, scope, found };
}

async function takeUpload(deps: WireDeps, { id, clientId, scope, found }: OpenUpload, body: unknown): Promise<void> {
	if (!(body instanceof Uint8Array) || body.length === 0) throw new TributaryError("file-empty");
	deps.wireLimits.admitRecords(clientId, 1);
	// Spent before the file is stored: of two that use the address at once only one is taken.
	await scope.store.write([found.spend]);
	await deps.tenancy.uploadAddresses.drop(id);
	const ref = refOf("attachment", id);
	await storeAttachment(scope, attachmentDeps(deps), { ref, about: found.upload.about, bytes: body });
}

async function takeForm(deps: WireDeps, request: FastifyRequest) {
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
