import type { Socket } from "node:net";
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { ERRORS, type ErrorCode, TributaryError, toProblem } from "../errors.ts";
import type { IsHidden } from "./administration.ts";
import { dpopChallenge } from "./dpop.ts";
import { setBaseHeaders } from "./headers.ts";

/** Every failure leaves as problem details (RFC 9457) from the one table. */

export const PROBLEM_TYPE = "application/problem+json; charset=utf-8";

/** Errors of the framework and its plugins, by their code. */
const BY_CODE: Readonly<Record<string, ErrorCode>> = {
	FST_ERR_CTP_INVALID_MEDIA_TYPE: "unsupported-media-type",
	FST_ERR_CTP_BODY_TOO_LARGE: "body-too-large",
	FST_ERR_CTP_INVALID_JSON_BODY: "invalid-json",
	FST_ERR_CTP_EMPTY_JSON_BODY: "invalid-json",
	FST_REQ_FILE_TOO_LARGE: "file-too-large",
	FST_FILES_LIMIT: "body-too-large",
	FST_PARTS_LIMIT: "body-too-large",
	FST_FIELDS_LIMIT: "body-too-large",
	FST_ERR_MAX_PARAM_LENGTH: "not-found",
};

/** Otherwise by status: what the framework blames on the caller stays the caller's fault. */
const BY_STATUS: Readonly<Record<number, ErrorCode>> = {
	400: "invalid-request",
	// Of files only, which nobody may ask for by another path than their own: they are not there.
	403: "not-found",
	404: "not-found",
	405: "method-not-allowed",
	406: "unsupported-media-type",
	408: "request-timeout",
	413: "body-too-large",
	414: "url-too-long",
	415: "unsupported-media-type",
	417: "invalid-request",
	429: "too-many-requests",
	431: "headers-too-large",
	503: "overloaded",
};

/** Any thrown value as an error of the table. What nobody expected is `internal`. */
export function asTributaryError(thrown: unknown): TributaryError {
	if (thrown instanceof TributaryError) return thrown;
	const { code = "", statusCode = 500 } = (thrown ?? {}) as Partial<FastifyError>;
	const known = BY_CODE[code] ?? BY_STATUS[statusCode];
	return new TributaryError(known ?? "internal", { cause: thrown });
}

/** Seconds after which a busy service is worth another try. */
const RETRY_AFTER = 2;

/** How failures below some paths leave, where others than we have defined it. */
export interface OtherForm {
	readonly paths: RegExp;
	readonly send: typeof sendFailure;
}

/** What there is, to whom, and how it is said. */
export interface Unknown {
	readonly other: OtherForm;
	readonly isHidden: IsHidden;
}

export function installFailures(app: FastifyInstance, unknown: Unknown): void {
	app.setErrorHandler(sendFailure);
	app.setNotFoundHandler((request, reply) => sendNotFound(app, unknown, request, reply));
}

/** Answers what no route answers, or none that is there for who asks, before any of its body is read. To be called when the limits are installed. */
export function refuseUnknownRoutes(app: FastifyInstance, unknown: Unknown): void {
	app.addHook("onRequest", async (request, reply) => {
		if (request.is404 || unknown.isHidden(request, request.routeOptions.config))
			return sendNotFound(app, unknown, request, reply);
	});
}

function sendNotFound(
	app: FastifyInstance,
	{ other, isHidden }: Unknown,
	request: FastifyRequest,
	reply: FastifyReply,
): FastifyReply {
	const path = request.url.split("?")[0] ?? "";
	const send = other.paths.test(path) ? other.send : sendFailure;
	const allowed = app.routeTable.methodsOf(path, (route) => !isHidden(request, route));
	// A route may offer the method and have nothing at this path.
	if (allowed.length === 0 || allowed.includes(request.method))
		return send(new TributaryError("not-found"), request, reply);
	reply.header("allow", allowed.join(", "));
	return send(new TributaryError("method-not-allowed"), request, reply);
}

/** The framework's time limit: the caller's fault as long as his request is not here in full. */
function handlerTimedOut(thrown: unknown, request: FastifyRequest): unknown {
	if ((thrown as Partial<FastifyError> | null)?.code !== "FST_ERR_HANDLER_TIMEOUT") return thrown;
	return new TributaryError(request.raw.complete ? "overloaded" : "request-timeout", { retryAfter: RETRY_AFTER });
}

/** What went wrong with a request, in whatever form it is to be said: logged when it is our fault, no more is read of what is not here yet, and who shall come again is told when. */
export function failureOf(thrown: unknown, request: FastifyRequest, reply: FastifyReply): TributaryError {
	const error = asTributaryError(handlerTimedOut(thrown, request));
	if (error.fault === "ours") request.log.error({ event: "failure", code: error.code, err: error.cause ?? error });
	// The rest of a body that was not read would be taken for the next request, or come for ever.
	if (!request.raw.complete) reply.header("connection", "close");
	if (error.status === 503 || error.status === 429 || error.retryAfter !== undefined)
		reply.header("retry-after", error.retryAfter ?? RETRY_AFTER);
	return error;
}

/** Answers with the problem. */
export function sendFailure(thrown: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
	const error = failureOf(thrown, request, reply);
	if (error.status === 401) reply.header("www-authenticate", dpopChallenge(error.code) ?? challenge(request));
	if (error.code === "insufficient-scope") reply.header("www-authenticate", 'Bearer error="insufficient_scope"');
	// The request id goes into the body of our own failures only: two answers to a caller's fault are the same to the byte.
	const instance = error.fault === "ours" ? `urn:uuid:${request.id}` : undefined;
	return reply.code(error.status).type(PROBLEM_TYPE).serializer(JSON.stringify).send(toProblem(error, instance));
}

/** RFC 6750, 3: the error is named only to who has sent a token. */
const challenge = (request: FastifyRequest) =>
	request.headers.authorization === undefined ? "Bearer" : 'Bearer error="invalid_token"';

/** For requests that are broken before there is a route: an unreadable URL. */
export function answerFrameworkError(error: FastifyError, request: FastifyRequest, reply: FastifyReply): void {
	setBaseHeaders(request, reply);
	sendFailure(error, request, reply);
}

const BY_SOCKET_CODE: Readonly<Record<string, ErrorCode>> = {
	HPE_HEADER_OVERFLOW: "headers-too-large",
	ERR_HTTP_REQUEST_TIMEOUT: "request-timeout",
	HPE_INVALID_METHOD: "method-not-allowed",
};

/** For bytes that are no HTTP request: there is no reply object, so the answer is written by hand. */
export function answerSocketError(error: NodeJS.ErrnoException, socket: Socket): void {
	if (error.code === "ECONNRESET" || !socket.writable) return void socket.destroy();
	const problem = toProblem(new TributaryError(BY_SOCKET_CODE[error.code ?? ""] ?? "invalid-request"));
	const body = JSON.stringify(problem);
	const head = [
		`HTTP/1.1 ${problem.status} ${ERRORS[problem.code].status === 400 ? "Bad Request" : "Refused"}`,
		`content-type: ${PROBLEM_TYPE}`,
		`content-length: ${Buffer.byteLength(body)}`,
		"cache-control: no-store",
		"connection: close",
		...(problem.status === 405 ? ["allow: GET, HEAD, POST, PUT"] : []),
	];
	socket.end(`${head.join("\r\n")}\r\n\r\n${body}`);
}
