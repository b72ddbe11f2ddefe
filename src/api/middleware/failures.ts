import type { FastifyReply, FastifyRequest } from "fastify";
import { TributaryError } from "../../errors.ts";
import { dpopChallenge } from "../dpop.ts";
import { failureOf, type OtherForm } from "../failures.ts";
import { type ErrorEnvelope, errorEnvelope } from "./restli/envelope.ts";

/** Failures of a whole request in the vendor's envelope: `message`, `serviceErrorCode`, `status`, and our own code besides. */

/** What integrations look for in the messages of the documentation. */
function worded(error: TributaryError, request: FastifyRequest): ErrorEnvelope {
	const envelope = errorEnvelope(error);
	if (error.code === "invalid-token" && request.headers.authorization === undefined)
		return { ...envelope, message: "Empty oauth2_access_token" };
	if (error.code === "insufficient-scope" || error.code === "foreign-context")
		return { ...envelope, message: `Not enough permissions to access this resource. ${envelope.message}` };
	return envelope;
}

/** What the framework refuses for its size is told how much fits. */
function asKnown(thrown: unknown, { routeOptions: { bodyLimit } }: FastifyRequest): unknown {
	const isTooLarge = (thrown as { readonly code?: unknown } | null)?.code === "FST_ERR_CTP_BODY_TOO_LARGE";
	if (!isTooLarge || bodyLimit === undefined) return thrown;
	const detail = `Up to ${Math.floor(bodyLimit / 1024)} KB are accepted here: send less at once.`;
	return new TributaryError("body-too-large", { detail });
}

export function sendEnvelope(thrown: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
	const error = failureOf(asKnown(thrown, request), request, reply);
	if (error.status === 401) reply.header("www-authenticate", dpopChallenge(error.code) ?? "Bearer");
	return reply
		.code(error.status)
		.type("application/json; charset=utf-8")
		.serializer((payload: unknown) => JSON.stringify(payload))
		.send({ ...worded(error, request), code: error.code });
}

export const WIRE_FAILURES: OtherForm = { paths: /^\/(?:v2|rest)\//, send: sendEnvelope };
