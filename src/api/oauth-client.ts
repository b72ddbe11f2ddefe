import { parse as parseQueryString } from "node:querystring";
import formbody from "@fastify/formbody";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import * as z from "zod";
import { type ErrorCode, TributaryError, toProblem } from "../errors.ts";
import { claimedClient } from "../tenancy/client-assertions.ts";
import type { PeerCertificate } from "../tenancy/client-certificates.ts";
import type { Authenticated } from "../tenancy/clients.ts";
import type { Tenancy } from "../tenancy/tenancy.ts";
import { certificateOf } from "./client-certificate.ts";
import { failureOf } from "./failures.ts";
import { isRepeated } from "./header-lines.ts";
import type { LoginRefusals } from "./login-refusal.ts";
import type { RateLimits } from "./rate-limits.ts";

/** What both endpoints for tokens have in common: forms, who asks by id and secret, and refusals. */

const credential = z.string().min(1).max(200);
/** RFC 7523, 2.2. */
export const ASSERTION_TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

/** RFC 6749, 5.2, with our own code beside. */
export const Refusal = z.strictObject({ error: z.string(), error_description: z.string(), code: z.string() });

const OAUTH_NAMES: Partial<Record<ErrorCode, string>> = {
	"invalid-client": "invalid_client",
	"unsupported-grant": "unsupported_grant_type",
	"invalid-scope": "invalid_scope",
	"too-many-requests": "slow_down",
	"invalid-dpop-proof": "invalid_dpop_proof",
	"use-dpop-nonce": "use_dpop_nonce",
	// Said only to who has shown the right secret: the application may get no token at present.
	"tenant-unavailable": "access_denied",
	"tenant-disabled": "access_denied",
};

const STATUSES: Readonly<Record<string, number>> = {
	invalid_client: 401,
	access_denied: 403,
	invalid_dpop_proof: 400,
	use_dpop_nonce: 400,
};

export interface Options {
	readonly tenancy: Tenancy;
	readonly limits: RateLimits;
	readonly publicUrl: string;
	readonly refusals: LoginRefusals;
}

const MOST_BODY = 16_384;

/** A form is a form whatever it is called: clients send theirs as text/plain, or without any label. */
export async function acceptForms(instance: FastifyInstance): Promise<void> {
	await instance.register(formbody, { bodyLimit: MOST_BODY });
	const options = { parseAs: "string", bodyLimit: MOST_BODY } as const;
	instance.addContentTypeParser("text/plain", options, (_request, body, done) => done(null, parseForm(String(body))));
	instance.addContentTypeParser("*", options, (request, body, done) => {
		if (request.headers["content-type"] === undefined) done(null, parseForm(String(body)));
		else done(new TributaryError("unsupported-media-type"));
	});
}

/** What comes twice is an array, which no field of the form is. */
const parseForm = (text: string) => ({ ...parseQueryString(text) });

/** By what a client says who it is: in the form, beside what is asked for. */
export const ClientAuthentication = {
	client_id: credential.optional(),
	client_secret: credential.optional(),
	client_assertion_type: z.string().max(200).optional().describe(ASSERTION_TYPE),
	client_assertion: z
		.string()
		.min(1)
		.max(4096)
		.optional()
		.describe("In the place of a secret: a JWT signed with the client's registered key, good once (RFC 7523)."),
};
type AuthenticationForm = { readonly [name in keyof typeof ClientAuthentication]?: string | undefined };

/** Who says that he is whom, and what is to show it. */
export type Credentials =
	| { readonly id: string; readonly secret: string }
	| { readonly id: string; readonly assertion: string }
	| { readonly id: string; readonly peer: PeerCertificate };

/** RFC 6749, 2.3: a client uses one way of authentication per request. */
export function credentialsOf(request: FastifyRequest, form: AuthenticationForm): Credentials {
	if (isRepeated(request.raw, "authorization")) throw new TributaryError("invalid-client");
	if (form.client_assertion !== undefined || form.client_assertion_type !== undefined)
		return assertionOf(request, form);
	const header = request.headers.authorization;
	if (header === undefined) {
		const { client_id: id, client_secret: secret } = form;
		if (id === undefined) throw new TributaryError("invalid-client");
		if (secret !== undefined) return { id, secret };
		const peer = certificateOf(request);
		if (peer === null) throw new TributaryError("invalid-client");
		return { id, peer };
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

function assertionOf(request: FastifyRequest, form: AuthenticationForm): Credentials {
	if (form.client_secret !== undefined || request.headers.authorization !== undefined)
		throw new TributaryError("invalid-request", { detail: "Send a secret or an assertion, not both." });
	const { client_assertion: assertion, client_assertion_type: type, client_id } = form;
	if (type !== ASSERTION_TYPE || assertion === undefined) {
		const detail = `Send client_assertion, with client_assertion_type ${ASSERTION_TYPE}.`;
		throw new TributaryError("invalid-request", { detail });
	}
	const id = claimedClient(assertion);
	if (client_id !== undefined && client_id !== id) throw new TributaryError("invalid-client");
	return { id, assertion };
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

export async function verify(options: Options, request: FastifyRequest, given: Credentials): Promise<Authenticated> {
	const { clients } = options.tenancy;
	const began = performance.now();
	try {
		if ("secret" in given) return await clients.verify(given.id, given.secret);
		if ("peer" in given) return await clients.verifyCertificate(given.id, given.peer);
		return await clients.verifyAssertion(given.assertion);
	} catch (error) {
		if (error instanceof TributaryError && error.code === "invalid-client")
			await refused(options, request, { clientId: given.id, spent: performance.now() - began });
		throw error;
	}
}

/**
 * Counts a failed login and has it written down. Beyond the limit nothing is written any more: the entry of the failure that reaches it says
 * so. The answer is the same whether or not the id is known, and whether or not the entry could be written: it gives nothing away,
 * while a 503 for known ids alone would.
 */
async function refused(
	{ tenancy, limits, refusals }: Options,
	request: FastifyRequest,
	{ clientId, spent }: { readonly clientId: string; readonly spent: number },
): Promise<void> {
	const { reached } = await limits.countFailedLogin(request, clientId);
	const code = reached ? "too-many-requests" : "invalid-client";
	const record = async () => {
		const tenant = await tenancy.refusals.login(clientId, code);
		// An unknown id is not logged: it can be anything that somebody pastes.
		const whose = tenant === null ? {} : { client: clientId, tenant };
		request.log.warn({ event: "login-refused", code, ...whose });
	};
	const failed = (err: unknown) => request.log.error({ event: "failure", code: "audit-unavailable", err });
	await refusals.answer(record().catch(failed), spent);
}

/** Answers in the form that OAuth clients read. */
export function sendRefusal(thrown: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
	const error = failureOf(thrown, request, reply);
	const problem = toProblem(error);
	const name = OAUTH_NAMES[error.code] ?? (error.fault === "ours" ? "server_error" : "invalid_request");
	const status = STATUSES[name] ?? (error.code === "invalid-field" ? 400 : error.status);
	if (status === 401) reply.header("www-authenticate", 'Basic realm="tributary", charset="UTF-8"');
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
