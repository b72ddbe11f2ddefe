import formbody from "@fastify/formbody";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { ZodTypeProvider } from "fastify-type-provider-zod";
import * as z from "zod";
import { Permission } from "../domain/actor.ts";
import { type ErrorCode, TributaryError, toProblem } from "../errors.ts";
import type { Client } from "../tenancy/clients.ts";
import type { Tenancy } from "../tenancy/tenancy.ts";
import { asTributaryError } from "./failures.ts";
import { atEvenTime, type Pause } from "./login-refusal.ts";
import type { RateLimits } from "./rate-limits.ts";

/** `POST /oauth/v2/accessToken`: client credentials, RFC 6749 section 4.4. */

const credential = z.string().min(1).max(200);

/** RFC 6749, 3.2: what the server does not know is ignored, what comes twice is refused. */
const Form = z.object({
	grant_type: z.string().max(200),
	scope: z.string().max(2000).optional().describe("Part of what is granted, separated by spaces. Absent: all of it."),
	client_id: credential.optional(),
	client_secret: credential.optional(),
});

const Answer = z.strictObject({
	access_token: z.string(),
	token_type: z.literal("Bearer"),
	expires_in: z.int().describe("Seconds."),
	scope: z.string(),
});

/** RFC 6749, 5.2, with our own code beside. */
const Refusal = z.strictObject({ error: z.string(), error_description: z.string(), code: z.string() });

const OAUTH_NAMES: Partial<Record<ErrorCode, string>> = {
	"invalid-client": "invalid_client",
	"unsupported-grant": "unsupported_grant_type",
	"invalid-scope": "invalid_scope",
	"too-many-requests": "slow_down",
	"tenant-unavailable": "invalid_client",
	"tenant-disabled": "invalid_client",
};

interface Options {
	readonly tenancy: Tenancy;
	readonly limits: RateLimits;
	/** For tests; absent: real time. */
	readonly pause?: Pause | undefined;
}

export async function accessToken(instance: FastifyInstance, options: Options): Promise<void> {
	const { tenancy, limits } = options;
	instance.removeAllContentTypeParsers();
	await instance.register(formbody, { bodyLimit: 16_384 });
	const app = instance.withTypeProvider<ZodTypeProvider>();
	app.post("/oauth/v2/accessToken", {
		config: { access: "public" },
		schema: {
			tags: ["access"],
			summary: "Get an access token",
			description: "Client id and secret in the form or in HTTP Basic, not in both. The token is valid for 30 minutes.",
			consumes: ["application/x-www-form-urlencoded"],
			body: Form,
			response: { 200: Answer, "4xx": Refusal, "5xx": Refusal },
		},
		errorHandler: sendRefusal,
		handler: async (request, reply) => {
			await limits.admitLogin(request);
			const { id, secret } = credentialsOf(request, request.body);
			if (request.body.grant_type !== "client_credentials") throw new TributaryError("unsupported-grant");
			const client = await verify(options, request, id, secret);
			reply.header("pragma", "no-cache");
			return issue(tenancy, client, request.body.scope);
		},
	});
}

/** RFC 6749, 2.3: a client uses one way of authentication per request. */
function credentialsOf(request: FastifyRequest, form: z.output<typeof Form>): { id: string; secret: string } {
	const header = request.headers.authorization;
	if (header === undefined) {
		if (form.client_id === undefined || form.client_secret === undefined) throw new TributaryError("invalid-client");
		return { id: form.client_id, secret: form.client_secret };
	}
	if (form.client_secret !== undefined) {
		throw new TributaryError("invalid-request", {
			detail: "Send the secret in the form or in the header, not in both.",
		});
	}
	const encoded = /^Basic +([A-Za-z0-9+/]+={0,2})$/i.exec(header)?.[1];
	const [id, secret] = decodeBasic(encoded ?? "");
	if (id === undefined || secret === undefined) throw new TributaryError("invalid-client");
	if (form.client_id !== undefined && form.client_id !== id) throw new TributaryError("invalid-client");
	return { id, secret };
}

/** RFC 6749, 2.3.1: both parts are form-encoded before they are joined. */
function decodeBasic(encoded: string): readonly string[] {
	const text = Buffer.from(encoded, "base64").toString("utf8");
	const colon = text.indexOf(":");
	if (colon < 1) return [];
	try {
		return [text.slice(0, colon), text.slice(colon + 1)].map((part) => decodeURIComponent(part.replaceAll("+", " ")));
	} catch {
		return [];
	}
}

async function verify(options: Options, request: FastifyRequest, id: string, secret: string): Promise<Client> {
	try {
		return await options.tenancy.clients.verify(id, secret);
	} catch (error) {
		if (error instanceof TributaryError && error.code === "invalid-client") await refused(options, request, id);
		throw error;
	}
}

/**
 * Counts a failed login and writes it down, before it is answered. Beyond the limit nothing is written any more: the entry of the
 * failure that reaches it says so. The answer is the same whether or not the id is known, and whether or not the entry could be
 * written: it gives nothing away, while a 503 for known ids alone would.
 */
async function refused({ tenancy, limits, pause }: Options, request: FastifyRequest, clientId: string): Promise<void> {
	const { reached } = await limits.countFailedLogin(request, clientId);
	const code = reached ? "too-many-requests" : "invalid-client";
	const record = async () => {
		const tenant = await tenancy.refusals.login(clientId, code);
		// An unknown id is not logged: it can be anything that somebody pastes.
		const whose = tenant === null ? {} : { client: clientId, tenant };
		request.log.warn({ event: "login-refused", code, ...whose });
	};
	try {
		await atEvenTime(record(), pause);
	} catch (err) {
		request.log.error({ event: "failure", code: "audit-unavailable", err });
	}
}

async function issue(tenancy: Tenancy, client: Client, wanted: string | undefined): Promise<z.output<typeof Answer>> {
	const scope = await tenancy.openScope({
		tenant: client.tenant,
		actor: { kind: "client", id: client.id },
		purpose: "sign in",
	});
	return scope.record("token.issue", { clientId: client.id }, async () => {
		const permissions = wanted === undefined ? undefined : readScope(wanted);
		const made = await tenancy.tokens.issue(client, permissions);
		const value = {
			access_token: made.token,
			token_type: "Bearer" as const,
			expires_in: made.expiresIn,
			scope: made.permissions.join(" "),
		};
		return { value, result: { outcome: "ok" } };
	});
}

function readScope(text: string): readonly Permission[] {
	const read = z
		.array(Permission)
		.min(1)
		.safeParse(text.split(" ").filter((part) => part !== ""));
	if (!read.success) throw new TributaryError("invalid-scope");
	return read.data;
}

/** Answers in the form that OAuth clients read. */
function sendRefusal(thrown: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
	const error = asTributaryError(thrown);
	const problem = toProblem(error);
	if (error.fault === "ours") request.log.error({ event: "failure", code: error.code, err: error.cause ?? error });
	const name = OAUTH_NAMES[error.code] ?? (error.fault === "ours" ? "server_error" : "invalid_request");
	const status = name === "invalid_client" ? 401 : error.code === "invalid-field" ? 400 : error.status;
	if (status === 401) reply.header("www-authenticate", 'Basic realm="tributary", charset="UTF-8"');
	if (status === 429 || status === 503) reply.header("retry-after", error.retryAfter ?? 2);
	const faults = error.errors.map((fault) => `${fault.pointer}: ${fault.detail}`);
	const text = [problem.title, problem.detail, ...faults, problem.remedy]
		.filter((part) => part !== undefined)
		.join(" ");
	// RFC 6749 allows printable ASCII without quotes and backslashes in a description.
	const description = text.replaceAll(/[^\x20-\x21\x23-\x5b\x5d-\x7e]/g, "?");
	return reply.code(status).send({
		error: name,
		error_description: description,
		code: name === "invalid_client" ? "invalid-client" : error.code,
	});
}
