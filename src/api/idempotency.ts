import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { type ErrorCode, TributaryError } from "../errors.ts";
import { canonicalJson } from "../tenancy/canonical-json.ts";
import type { Clock } from "../tenancy/clock.ts";
import { type Effects, watchEffects } from "../tenancy/effects.ts";
import { type Claim, claimKey, type KeptAnswer } from "../tenancy/kept-answers.ts";
import type { Scope } from "../tenancy/scope.ts";

/**
 * Requests that may be sent again (draft-ietf-httpapi-idempotency-key-header): with a key in `Idempotency-Key` a POST that makes something has
 * one effect, however often it is sent, and every repetition gets the first one's answer. What was refused was not done, and is tried anew.
 */

declare module "fastify" {
	interface FastifyContextConfig {
		/** A POST here takes a key. */
		keyed?: boolean;
	}
	interface FastifyRequest {
		/** The tenant's, whatever the seat of who asks. */
		wholeScope: Scope | null;
		/** Says what repetitions are to be told; null where it came with no key. */
		claimedKey: Extract<Claim, { answer: null }> | null;
		/** Of a request with a key. */
		effects: Effects | null;
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
		"A key of your own making, new for each thing to be done (a UUID in quotes). Sent again with the same request within 24 hours it gets the same answer, marked `Idempotency-Replayed: true`, and nothing is done twice; what was refused (4xx) is tried anew.",
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
	app.decorateRequest("claimedKey", null);
	app.decorateRequest("effects", null);
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
			request.claimedKey = claim;
			request.effects = { begun: false };
			return;
		}
		const { status, headers, body } = await logged(scope, claim.answer);
		return reply.code(status).headers(headers).header("idempotency-replayed", "true").serializer(String).send(body);
	});
	// With a callback: what follows, the handler too, runs within it.
	app.addHook("preHandler", ({ effects }, _, done) => (effects === null ? done() : watchEffects(effects, done)));
	app.addHook("onSend", async (request, reply, payload) => {
		const claim = request.claimedKey;
		if (claim === null) return;
		request.claimedKey = null;
		const body = typeof payload === "string" ? payload : "";
		// What was done stays done: he gets his answer, and a repetition is told that its end is not known.
		const begun = request.effects?.begun !== false;
		await settle(claim, { reply, body, begun }).catch((err) => request.log.error({ event: "keep-answer", err }));
	});
}

/** Failures of ours that come before anything is done. */
const BEFORE_EFFECT: ReadonlySet<string> = new Set<ErrorCode>(["sign-in-unavailable"]);
/** Refusals that have something wait. */
const WITH_EFFECT: ReadonlySet<string> = new Set<ErrorCode>(["second-person-required"]);
const REQUEST_TIMEOUT = 408;
const UNAVAILABLE = 503;
/** Given also when our patience ended, and the work goes on. */
const STILL_AT_WORK: ErrorCode = "overloaded";

/** Keeps what was done, frees the key where it is certain that nothing was, and else has repetitions told that nobody knows. */
function settle(
	claim: NonNullable<FastifyRequest["claimedKey"]>,
	{ reply, body, begun }: { readonly reply: FastifyReply; readonly body: string; readonly begun: boolean },
): Promise<void> {
	const { statusCode: status } = reply;
	const code = status < 400 ? "" : codeOf(body);
	if (status < 400 || WITH_EFFECT.has(code)) {
		const headers = Object.fromEntries(
			KEPT_HEADERS.flatMap((name) => (reply.hasHeader(name) ? [[name, String(reply.getHeader(name))]] : [])),
		);
		return claim.keep({ status, headers, body });
	}
	const isRefusal = status < 500 && status !== REQUEST_TIMEOUT;
	const cameToNothing = status === UNAVAILABLE && !begun && code !== STILL_AT_WORK;
	return isRefusal || cameToNothing || BEFORE_EFFECT.has(code) ? claim.release() : claim.forget();
}

function codeOf(body: string): string {
	try {
		return String(JSON.parse(body).code);
	} catch {
		return "";
	}
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
