import type { FastifyError, FastifyInstance, FastifyReply } from "fastify";
import type { ZodTypeProvider } from "fastify-type-provider-zod";
import * as z from "zod";
import { ParseWarning } from "../../domain/resume.ts";
import { TributaryError } from "../../errors.ts";
import { tooLarge } from "../../ingest/limits.ts";
import { reparse, type StoredResume, storeResume } from "../../ingest/store-resume.ts";
import { scopeOf } from "../access.ts";
import type { ApiDeps } from "../deps.ts";
import { fileNameOf } from "../file-name.ts";
import { FAILURES } from "../openapi.ts";
import { IdParameter, NewIdParameter } from "./parameters.ts";
import { resumeFileRoutes } from "./resume-files.ts";

const FileHeaders = z.looseObject({
	"content-disposition": z.string().max(2000).optional(),
	"x-file-name": z.string().max(2000).optional().describe("Name of the file, UTF-8, percent-encoded."),
});

/** What became of an uploaded file. It is durable and searchable when this is answered. */
export const UploadResult = z.strictObject({
	candidateId: z.string(),
	version: z.int().positive(),
	/** null when the file could not be read. */
	parsed: z
		.strictObject({
			name: z.string().nullable(),
			headline: z.string().nullable(),
			yearsOfExperience: z.number().nullable(),
			language: z.string().nullable(),
			/** Numbers of entries. */
			work: z.int(),
			education: z.int(),
			skills: z.int(),
			warnings: z.array(ParseWarning),
		})
		.nullable(),
	/** Why the file could not be read; the file is kept all the same. */
	failure: z.strictObject({ code: z.string(), title: z.string(), detail: z.string().optional() }).nullable(),
	/** Not null: the candidate has this resume already, as the same file or the same text; nothing was changed. */
	duplicate: z.enum(["same-bytes", "same-text"]).nullable(),
});

const UPLOAD_TEXT = `The body is the file itself, not compressed; its kind is told from its bytes. The answer comes when file and
record are durable and the person can be found. A file that cannot be read, an empty one too, is kept and answered with the
reason in \`failure\`. Only a file beyond the limit is not kept: \`413\` names the limit.`;

const FILE = { type: "string", format: "binary" };
const FILE_TYPES = [
	"application/pdf",
	"application/vnd.openxmlformats-officedocument.wordprocessingml.document",
	"application/msword",
	"application/vnd.oasis.opendocument.text",
	"application/rtf",
	"message/rfc822",
	"text/plain",
	"text/html",
	"text/markdown",
	"application/octet-stream",
];

const tags = ["resumes"];
const write = { access: { permission: "resumes:write" } } as const;
const upload = { ...write, streamedBody: Object.fromEntries(FILE_TYPES.map((type) => [type, FILE])) };

/** The original file of a candidate: in, out, and parsed once more. */
export async function resumeRoutes(instance: FastifyInstance, deps: ApiDeps): Promise<void> {
	const { fileBytes } = deps.settings.limits;
	acceptFiles(instance, fileBytes);
	// The body is the file: what is too large here is told of the file. Everything else goes on to the common handler.
	instance.setErrorHandler<FastifyError>((error) => {
		throw error.code === "FST_ERR_CTP_BODY_TOO_LARGE" ? tooLarge(fileBytes) : error;
	});
	uploadRoutes(instance, deps);
	reparseRoute(instance, deps);
	resumeFileRoutes(instance, deps);
}

function uploadRoutes(instance: FastifyInstance, deps: ApiDeps): void {
	const app = instance.withTypeProvider<ZodTypeProvider>();
	const answer = { 200: UploadResult, 201: UploadResult, ...FAILURES };
	app.put("/v1/candidates/:id/resume", {
		config: upload,
		schema: {
			tags,
			summary: "Upload a candidate's resume",
			description: UPLOAD_TEXT,
			params: NewIdParameter,
			headers: FileHeaders,
			response: answer,
		},
		handler: async (request, reply) => {
			const file = fileOf(request.body, request.headers);
			return created(reply, await storeResume(scopeOf(request), deps.ingest, { id: request.params.id, ...file }));
		},
	});
	app.post("/v1/candidates/resume", {
		config: upload,
		schema: {
			tags,
			summary: "Upload a resume of somebody new",
			description: `${UPLOAD_TEXT} The id is made from the file: the same file again is the same candidate.`,
			headers: FileHeaders,
			response: answer,
		},
		handler: async (request, reply) => {
			const file = fileOf(request.body, request.headers);
			return created(reply, await storeResume(scopeOf(request), deps.ingest, file));
		},
	});
}

function reparseRoute(instance: FastifyInstance, deps: ApiDeps): void {
	const app = instance.withTypeProvider<ZodTypeProvider>();
	app.post("/v1/candidates/:id/resume/reparse", {
		config: write,
		schema: {
			tags,
			summary: "Parse the stored file again",
			params: IdParameter,
			response: { 200: UploadResult, ...FAILURES },
		},
		handler: async (request) => summarize(await reparse(scopeOf(request), deps.ingest, request.params.id)),
	});
}

/** Any media type: what a file is, is told from its bytes. A form would be stored with its frame around it, so it is refused. */
function acceptFiles(app: FastifyInstance, bodyLimit: number): void {
	app.removeAllContentTypeParsers();
	app.addContentTypeParser("*", { parseAs: "buffer", bodyLimit }, (request, body, done) => {
		if (/^multipart\//i.test(request.headers["content-type"] ?? "")) {
			return done(
				new TributaryError("unsupported-media-type", { detail: "Send the file itself, not a form." }),
				undefined,
			);
		}
		done(null, body);
	});
}

/** The framework gives no body for one without bytes: an empty file. */
function fileOf(body: unknown, headers: z.output<typeof FileHeaders>): { bytes: Uint8Array; fileName: string } {
	return { bytes: body instanceof Uint8Array ? body : new Uint8Array(0), fileName: fileNameOf(headers) };
}

function created(reply: FastifyReply, stored: StoredResume): z.output<typeof UploadResult> {
	reply.code(stored.version === 1 && stored.duplicate === null ? 201 : 200);
	return summarize(stored);
}

function summarize({ candidate, version, failure, duplicate }: StoredResume): z.output<typeof UploadResult> {
	const { resume } = candidate;
	const meta = "meta" in resume ? resume.meta : null;
	const parsed = {
		name: resume.basics?.name ?? null,
		headline: resume.basics?.label ?? null,
		yearsOfExperience: meta?.yearsOfExperience ?? null,
		language: meta?.language ?? null,
		work: resume.work?.length ?? 0,
		education: resume.education?.length ?? 0,
		skills: resume.skills?.length ?? 0,
		warnings: meta?.warnings ?? [],
	};
	return { candidateId: candidate.id, version, parsed: failure === null ? parsed : null, failure, duplicate };
}
