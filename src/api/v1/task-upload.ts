import multipart, { type MultipartFile } from "@fastify/multipart";
import type { FastifyError, FastifyInstance, FastifyRequest } from "fastify";
import * as z from "zod";
import { TributaryError } from "../../errors.ts";
import { tooLarge } from "../../ingest/limits.ts";
import { storeOriginal } from "../../ingest/originals.ts";
import { displayName } from "../../ingest/store-resume.ts";
import { Task } from "../../ingest/task-record.ts";
import type { TaskFile } from "../../ingest/tasks.ts";
import { scopeOf } from "../access.ts";
import type { ApiDeps } from "../deps.ts";
import { FAILURES } from "../openapi.ts";
import { type ApiSettings, TIMEOUTS } from "../settings.ts";

const Refused = z.strictObject({ name: z.string(), code: z.string(), detail: z.string() });
type Refused = z.output<typeof Refused>;

export const TaskAccepted = z.strictObject({
	task: Task,
	/** Files beyond the limit, which are not kept. All others are durable; what cannot be read of them shows in the task. */
	refused: z.array(Refused),
});

const FORM = {
	type: "object",
	required: ["files"],
	properties: { files: { type: "array", minItems: 1, items: { type: "string", format: "binary" } } },
};

interface Received {
	readonly files: readonly TaskFile[];
	readonly refused: readonly Refused[];
}

/** Many resumes in one form. Every file is durable before the answer; they are read afterwards, as a task. */
export async function taskUploadRoutes(instance: FastifyInstance, deps: ApiDeps): Promise<void> {
	const { limits } = deps.settings;
	instance.removeAllContentTypeParsers();
	await instance.register(multipart, { limits: formLimits(limits), throwFileSizeLimit: false });
	instance.post("/v1/tasks/resumes", {
		config: { access: { permission: "tasks:write" }, streamedBody: { "multipart/form-data": FORM } },
		handlerTimeout: TIMEOUTS.bulk,
		schema: {
			tags: ["tasks"],
			summary: "Upload many resumes",
			description: `A form with up to ${limits.taskFiles} files. The answer comes when each of them is durable; then they
are read one by one. Look at the task for the progress and for what became of each file.`,
			response: { 202: TaskAccepted, ...FAILURES },
		},
		handler: async (request, reply) => {
			if (!request.isMultipart())
				throw new TributaryError("unsupported-media-type", { detail: "Send multipart/form-data." });
			const refused: Refused[] = [];
			const task = await deps.tasks.create(scopeOf(request), async () => {
				const received = await receive(request, deps, limits);
				refused.push(...received.refused);
				if (received.files.length === 0) throw nothingKept(refused);
				return received.files;
			});
			return reply.code(202).header("location", `/v1/tasks/${task.id}`).send({ task, refused });
		},
	});
}

/** The body limit does not hold for forms, so each dimension has its own. */
const formLimits = ({ taskFiles, fileBytes }: ApiSettings["limits"]) => ({
	files: taskFiles,
	parts: taskFiles,
	fields: 0,
	fileSize: fileBytes,
	headerPairs: 20,
	fieldNameSize: 100,
});

async function receive(request: FastifyRequest, deps: ApiDeps, limits: ApiSettings["limits"]): Promise<Received> {
	const files: TaskFile[] = [];
	const refused: Refused[] = [];
	let received = 0;
	for await (const { name, size, bytes } of readParts(request)) {
		received += size;
		if (received > limits.taskBytes) throw new TributaryError("body-too-large");
		if (bytes === null) {
			const { code, message } = tooLarge(limits.fileBytes);
			refused.push({ name, code, detail: message });
		} else {
			await request.demandStill();
			const { sha256, candidateId } = await storeOriginal(scopeOf(request), deps.ingest, { bytes });
			files.push({ name, sha256, candidateId });
		}
	}
	return { files, refused };
}

interface Part {
	readonly name: string;
	readonly size: number;
	/** null when there are more than may be. */
	readonly bytes: Buffer | null;
}

/** The files of a form, one in memory at a time. */
async function* readParts(request: FastifyRequest): AsyncGenerator<Part> {
	try {
		for await (const part of request.files()) yield await readPart(part);
	} catch (cause) {
		// Limits have a status of their own; everything else that the form's reader throws is a form that is no form.
		if (typeof (cause as FastifyError).statusCode === "number") throw cause;
		throw new TributaryError("invalid-request", { detail: "The form breaks off or is not well formed.", cause });
	}
}

async function readPart({ file, filename }: MultipartFile): Promise<Part> {
	const chunks: Buffer[] = [];
	for await (const chunk of file as AsyncIterable<Buffer>) if (!file.truncated) chunks.push(chunk);
	const bytes = file.truncated ? null : Buffer.concat(chunks);
	return { name: displayName(filename ?? ""), size: file.bytesRead, bytes };
}

function nothingKept(refused: readonly Refused[]): TributaryError {
	if (refused.length === 0) return new TributaryError("invalid-request", { detail: "There is no file in the form." });
	const errors = refused.map(({ name, detail }) => ({ pointer: `file ${name}`, detail }));
	return new TributaryError("file-too-large", { errors });
}
