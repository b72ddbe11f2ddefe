import { Readable } from "node:stream";
import type { FastifyInstance, FastifyRequest } from "fastify";
import * as z from "zod";
import { TributaryError, toProblem } from "../../errors.ts";
import { type ImportDeps, type ImportOutcome, importCandidates } from "../../ingest/import-candidate.ts";
import { isUnambiguous } from "../../sync/kinds.ts";
import type { Scope } from "../../tenancy/scope.ts";
import { decodeUtf8, invalidJson } from "../bodies.ts";
import type { ApiDeps } from "../deps.ts";
import { asTributaryError } from "../failures.ts";
import { type Line, lineGroups } from "../lines.ts";
import { FAILURES, Problem } from "../openapi.ts";
import { TIMEOUTS } from "../settings.ts";
import { AMBIGUOUS } from "./parameters.ts";

/** One line of the answer: what became of one line of the request. */
export const ImportResult = z.strictObject({
	/** Number of the line in the request, from 1. Empty lines count and are passed over. */
	line: z.int().positive(),
	id: z.string().nullable(),
	status: z.enum(["created", "updated", "failed"]),
	version: z.int().optional(),
	error: Problem.optional(),
});
export type ImportResult = z.output<typeof ImportResult>;

/** Records in one write and one audit entry. */
const GROUP = 100;

/** Candidates as an ATS knows them, a JSON object per line, any number of lines. */
export async function importRoutes(instance: FastifyInstance, deps: ApiDeps): Promise<void> {
	const { limits } = deps.settings;
	instance.removeAllContentTypeParsers();
	// The stream itself is the body: it is read as fast as its records are stored.
	instance.addContentTypeParser("application/x-ndjson", (_request, payload, done) => done(null, payload));
	instance.post("/v1/candidates/import", {
		config: {
			access: { permission: "candidates:write" },
			streamedBody: { "application/x-ndjson": { type: "string", description: "A CandidateImport per line." } },
		},
		handlerTimeout: TIMEOUTS.bulk,
		schema: {
			tags: ["candidates"],
			summary: "Import candidates, a stream in and a stream out",
			description: `A CandidateImport per line; a result per line, in the same order, as soon as the record is durable and
searchable. A bad line is answered with its faults and stops nothing. Read the answer while sending: results that nobody
takes hold up the rest.`,
			response: {
				200: {
					description: "An ImportResult per line.",
					content: { "application/x-ndjson": { schema: ImportResult } },
				},
				...FAILURES,
			},
		},
		handler: async (request, reply) => {
			if (!(request.body instanceof Readable))
				throw new TributaryError("invalid-json", { detail: "The body is empty." });
			if (Number(request.headers["content-length"] ?? 0) > limits.importBytes)
				throw new TributaryError("body-too-large");
			const results = importLines(request, deps.ingest, request.body, limits);
			return reply.type("application/x-ndjson").send(Readable.from(results, { objectMode: false }));
		},
	});
}

const DISCONNECTS: ReadonlySet<string> = new Set(["ECONNRESET", "ERR_STREAM_PREMATURE_CLOSE", "EPIPE"]);

interface ImportLimits {
	readonly importLineBytes: number;
	readonly importBytes: number;
}

/** Result lines for a stream of records. When nothing can be stored any more it says so once and ends. */
async function* importLines(
	request: FastifyRequest,
	deps: ImportDeps,
	body: Readable,
	limits: ImportLimits,
): AsyncGenerator<string> {
	let next = 1;
	try {
		const { importLineBytes: most, importBytes: total } = limits;
		for await (const group of lineGroups(body, { most, total, group: GROUP })) {
			const results = await importGroup(await request.demandStill(), deps, group);
			next = (group.at(-1)?.number ?? next) + 1;
			if (results.length > 0) yield results.map((result) => `${JSON.stringify(result)}\n`).join("");
		}
	} catch (error) {
		// The sender has gone: nobody is there to be told.
		if (DISCONNECTS.has((error as NodeJS.ErrnoException).code ?? "")) return;
		yield `${JSON.stringify(failed(next, null, asTributaryError(error)))}\n`;
	}
}

async function importGroup(scope: Scope, deps: ImportDeps, lines: readonly Line[]): Promise<readonly ImportResult[]> {
	const results: ImportResult[] = [];
	const records: { readonly line: number; readonly value: unknown }[] = [];
	for (const line of lines) {
		const read = readLine(line);
		if (read === null) continue;
		if (read instanceof TributaryError) results.push(failed(line.number, null, read));
		else records.push({ line: line.number, value: read.value });
	}
	if (records.length > 0) {
		const outcomes = await importCandidates(
			scope,
			deps,
			records.map(({ value }) => value),
		);
		results.push(...outcomes.map((outcome, index) => resultOf(records[index]?.line ?? 0, outcome)));
	}
	return results.toSorted((one, other) => one.line - other.line);
}

/** The value of a line; null for an empty one. */
function readLine({ bytes }: Line): { readonly value: unknown } | TributaryError | null {
	if (bytes === null) return new TributaryError("body-too-large", { detail: "This line is too long." });
	const text = decodeUtf8(bytes);
	if (text === null) return new TributaryError("invalid-json", { detail: "The line is not UTF-8." });
	if (text.trim() === "") return null;
	try {
		const value = JSON.parse(text);
		return ambiguous(value) ?? { value };
	} catch {
		return invalidJson(text);
	}
}

/** What is wrong with the id beyond its form, which is checked with the rest of the record. */
function ambiguous(value: unknown): TributaryError | null {
	const id = (value as { readonly id?: unknown } | null)?.id;
	if (typeof id !== "string" || isUnambiguous(id)) return null;
	return new TributaryError("invalid-field", { errors: [{ pointer: "/id", detail: AMBIGUOUS }] });
}

function resultOf(line: number, outcome: ImportOutcome): ImportResult {
	if (!outcome.ok) return failed(line, outcome.id, outcome.error);
	const { candidate, version, created } = outcome;
	return { line, id: candidate.id, status: created ? "created" : "updated", version };
}

function failed(line: number, id: string | null, error: TributaryError): ImportResult {
	return { line, id, status: "failed", error: toProblem(error) as z.output<typeof Problem> };
}
