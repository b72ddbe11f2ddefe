import type { FastifyInstance, FastifyReply } from "fastify";
import type { ZodTypeProvider } from "fastify-type-provider-zod";
import * as z from "zod";
import { type Candidate, RecordId, type ResumeFile } from "../../domain/candidate.ts";
import { ResumeFormat } from "../../domain/resume.ts";
import { ResumeText } from "../../domain/resume-text.ts";
import { TributaryError } from "../../errors.ts";
import { readCandidate } from "../../ingest/candidate-record.ts";
import { readOriginal } from "../../ingest/originals.ts";
import { resumeText } from "../../ingest/resume-text.ts";
import type { Scope } from "../../tenancy/scope.ts";
import { scopeOf } from "../access.ts";
import type { ApiDeps } from "../deps.ts";
import { attachment } from "../file-name.ts";
import { FAILURES } from "../openapi.ts";
import { SeatHeaders } from "../seat.ts";
import { IdParameter } from "./parameters.ts";

/** One file of a candidate, as it was received. */
const ListedFile = z.strictObject({
	sha256: z.string(),
	fileName: z.string(),
	/** Bytes. */
	size: z.int().nonnegative(),
	receivedAt: z.iso.datetime(),
	/** null where it could not be read. */
	format: ResumeFormat.nullable(),
	/** `current`: what is known of the candidate was read in it. `unreadable`: see the candidate's `file.failure`. */
	state: z.enum(["current", "replaced", "unreadable"]),
});
const ListedFiles = z.strictObject({ items: z.array(ListedFile) });

const FileParameters = z.strictObject({ id: RecordId, sha256: z.string().regex(/^[0-9a-f]{64}$/) });

/** Media type of an original on its way out. All else goes as bytes; none is ever shown by a browser. */
const MEDIA_TYPES: Partial<Record<ResumeFormat, string>> = {
	pdf: "application/pdf",
	docx: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
	doc: "application/msword",
	odt: "application/vnd.oasis.opendocument.text",
	rtf: "application/rtf",
	eml: "message/rfc822",
	text: "text/plain; charset=utf-8",
};

const tags = ["resumes"];

/** Every file that was sent as a candidate's resume: which there are, and each of them as it was sent. */
export function resumeFileRoutes(instance: FastifyInstance, { readText, ingest }: ApiDeps): void {
	const app = instance.withTypeProvider<ZodTypeProvider>();
	app.get("/v1/candidates/:id/resumes", {
		config: { access: { permission: "resumes:read" }, honoursSeats: true },
		schema: {
			tags,
			summary: "List a candidate's resumes",
			description: "The latest first. A newer resume replaces what was parsed; the older file is kept.",
			params: IdParameter,
			headers: SeatHeaders,
			response: { 200: ListedFiles, ...FAILURES },
		},
		handler: async (request) => ({ items: await listFiles(scopeOf(request), request.params.id) }),
	});
	app.get("/v1/candidates/:id/resume/text", {
		config: { access: { permission: "resumes:read" }, honoursSeats: true },
		schema: {
			tags,
			summary: "Get the text of a candidate's resume, and where each value of the record stands in it",
			description:
				"Read anew from the file, whatever its format; a file that cannot be read answers as its upload did.",
			params: IdParameter,
			headers: SeatHeaders,
			response: { 200: ResumeText, ...FAILURES },
		},
		handler: (request) => resumeText(scopeOf(request), { readText, clock: ingest.clock }, request.params.id),
	});
	downloadRoute(instance, "/v1/candidates/:id/resume", "Get the original file back", IdParameter);
	downloadRoute(instance, "/v1/candidates/:id/resumes/:sha256", "Get one of a candidate's files back", FileParameters);
}

function downloadRoute(
	instance: FastifyInstance,
	path: string,
	summary: string,
	params: typeof IdParameter | typeof FileParameters,
): void {
	instance.get<{ Params: WhichFile }>(path, {
		config: { access: { permission: "resumes:read" }, honoursSeats: true },
		schema: {
			tags,
			summary,
			params,
			headers: SeatHeaders,
			response: {
				200: { description: "The file.", content: { "application/octet-stream": { schema: z.string() } } },
				...FAILURES,
			},
		},
		handler: (request, reply) => sendFile(scopeOf(request), request.params, reply),
	});
}

/** A candidate's file; without a digest the one that he has now. */
interface WhichFile {
	readonly id: string;
	readonly sha256?: string;
}

const filesOf = ({ file, olderFiles = [] }: Candidate): ResumeFile[] => [
	...(file === null ? [] : [file]),
	...olderFiles,
];

function listFiles(scope: Scope, id: string): Promise<z.output<typeof ListedFile>[]> {
	return scope.record("resume.read", { candidateId: id }, async () => {
		const found = await readCandidate(scope.store, id);
		if (found === null) throw new TributaryError("not-found");
		const items = filesOf(found.candidate).map(({ failure, taskId: _, ...file }, index) => {
			const state =
				failure !== undefined ? "unreadable" : index === 0 && found.candidate.file !== null ? "current" : "replaced";
			return { ...file, state } as const;
		});
		return { value: items, result: { outcome: "ok", count: items.length } };
	});
}

/** Sends the bytes of a candidate's file. @throws TributaryError `not-found` */
async function sendFile(scope: Scope, { id, sha256 }: WhichFile, reply: FastifyReply): Promise<FastifyReply> {
	const { file, bytes } = await scope.record("resume.read", { candidateId: id }, async () => {
		const found = await readCandidate(scope.store, id);
		const files = found === null ? [] : filesOf(found.candidate);
		const current = found?.candidate.file ?? undefined;
		const file = sha256 === undefined ? current : files.find((entry) => entry.sha256 === sha256);
		const bytes = file === undefined ? null : await readOriginal(scope, file.sha256);
		if (file === undefined || bytes === null) throw new TributaryError("not-found");
		return { value: { file, bytes }, result: { outcome: "ok", count: 1 } };
	});
	return reply
		.header("content-disposition", attachment(file.fileName))
		.type((file.format === null ? undefined : MEDIA_TYPES[file.format]) ?? "application/octet-stream")
		.send(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
}
