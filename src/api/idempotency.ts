import type { FastifyInstance, FastifyRequest } from "fastify";
import { TributaryError } from "../errors.ts";
import { canonicalJson } from "../tenancy/canonical-json.ts";
import type { Clock } from "../tenancy/clock.ts";
import { type Claim, claimKey, type KeptAnswer } from "../tenancy/kept-answers.ts";
import type { Scope } from "../tenancy/scope.ts";

/**
 * Requests that may be sent again (draft-ietf-httpapi-idempotency-key-header): with a key in `Idempotency-Key` a POST that makes something has
 * one effect, however often it is sent, and every repetition gets the first one's answer.
 */

declare module "fastify" {
	interface FastifyContextConfig {
		/** A POST here takes a key. */
		keyed?: boolean;
	}
	interface FastifyRequest {
		/** The tenant's, whatever the seat of who asks. */
		wholeScope: Scope | null;
		/** Keeps the answer for repetitions; null where it came with no key. */
		keepAnswer: Extract<Claim, { answer: null }>["keep"] | null;
	}
}

export const IDEMPOTENCY_HEADER = "idempotency-key";

/** A string of RFC 9651, or the same without quotes. */
const FORM = /^(?:"([\x21\x23-\x5b\x5d-\x7e]{1,255})"|([\x21\x23-\x2b\x2d-\x5b\x5d-\x7e]{1,255}))$/;

/** For the API document. */
export const IDEMPOTENCY_PARAMETER = {
	type: "string",
	maxLength: 257,
	pattern: FORM.source,
	description:
		"A key of your own making, new for each thing to be done (a UUID in quotes). Sent again with the same request within 24 hours it gets the same answer, marked `Idempotency-Replayed: true`, and nothing is done twice.",
	examples: ['"8e03978e-40d5-43e8-bc93-6894a57f9324"'],
} as const;

/** Headers of an answer that belong to what was done, not to the moment. */
const KEPT_HEADERS = ["content-type", "location"] as const;
/** What makes two requests with one body different ones. */
const TELLING = ["tributary-desk", "tributary-seat"] as const;

export interface IdempotencyOptions {
	readonly clock: Clock;
	/** Nothing that takes a key is done without one. */
	readonly required: boolean;
}

/** To be installed after scopes are opened and before they are confined. */
export function honourKeys(app: FastifyInstance, { clock, required }: IdempotencyOptions): void {
	app.decorateRequest("wholeScope", null);
	app.decorateRequest("keepAnswer", null);
	app.addHook("onRequest", async (request) => {
		request.wholeScope = request.scope;
	});
	app.addHook("preHandler", async (request, reply) => {
		if (!takesKey(request) || request.wholeScope === null) return;
		const key = readKey(request);
		if (key === null) {
			if (!required) return;
			throw new TributaryError("idempotency-key-invalid", { detail: "This is done with an Idempotency-Key only." });
		}
		const { wholeScope: scope } = request;
		const claim = await claimKey(scope, { key, text: textOf(request) }, clock());
		if (claim.answer === null) {
			request.keepAnswer = claim.keep;
			return;
		}
		const { status, headers, body } = await logged(scope, claim.answer);
		return reply.code(status).headers(headers).header("idempotency-replayed", "true").serializer(String).send(body);
	});
	app.addHook("onSend", async (request, reply, payload) => {
		const keep = request.keepAnswer;
		if (keep === null) return;
		request.keepAnswer = null;
		const headers = Object.fromEntries(
			KEPT_HEADERS.flatMap((name) => (reply.hasHeader(name) ? [[name, String(reply.getHeader(name))]] : [])),
		);
		const answer: KeptAnswer = { status: reply.statusCode, headers, body: typeof payload === "string" ? payload : "" };
		// What was done stays done: he gets his answer, and a repetition is told that its end is not known.
		await keep(answer).catch((err) => request.log.error({ event: "keep-answer", err }));
	});
}

/** What is answered again is in the log, as everything that is answered. */
const logged = (scope: Scope, answer: KeptAnswer): Promise<KeptAnswer> =>
	scope.record("api.request", { about: "repeated" }, async () => ({ value: answer, result: { outcome: "ok" } }));

const takesKey = ({ method, routeOptions }: FastifyRequest): boolean =>
	method === "POST" && routeOptions.config.keyed === true;

/** @throws TributaryError `idempotency-key-invalid` */
function readKey({ headers }: FastifyRequest): string | null {
	const text = headers[IDEMPOTENCY_HEADER];
	if (text === undefined) return null;
	const [, quoted, bare] = FORM.exec(String(text)) ?? [];
	const key = quoted ?? bare;
	if (key === undefined) throw new TributaryError("idempotency-key-invalid");
	return key;
}

function textOf({ method, url, headers, body }: FastifyRequest): string {
	return canonicalJson([method, url, TELLING.map((name) => headers[name] ?? null), body ?? null] as never);
}
