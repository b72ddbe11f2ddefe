import type { FastifyInstance } from "fastify";
import { type DestinationStream, type Logger, pino } from "pino";

/**
 * What may stand in a log line. Everything else is dropped, whoever logs it: no URL, header, body, message text or query
 * ever gets there, so no personal data does.
 */
const ALLOWED: ReadonlySet<string> = new Set([
	"event",
	"reqId",
	"method",
	"route",
	"status",
	"ms",
	"client",
	"account",
	"tenant",
	"code",
	"signal",
	"address",
	"layers",
]);

/** A log with allow-listed fields. `level` `silent` switches it off. */
export function createLog(level: string, destination?: DestinationStream): Logger {
	const options = {
		level,
		base: null,
		timestamp: () => `,"time":"${new Date().toISOString()}"`,
		formatters: { level: (label: string) => ({ level: label }) },
		hooks: {
			// Message texts are made by libraries from what they were given, and an error brings its own: both stay out.
			logMethod(this: Logger, args: unknown[], method: (this: Logger, ...rest: never[]) => void) {
				const [first] = args;
				const fields = typeof first === "object" && first !== null ? allowedFields(first) : {};
				if (Object.keys(fields).length > 0) method.call(this, fields as never);
			},
		},
	};
	return destination === undefined ? pino(options) : pino(options, destination);
}

function allowedFields(fields: object): Record<string, unknown> {
	const kept: Record<string, unknown> = {};
	for (const [name, value] of Object.entries(fields)) {
		if (name === "err") kept.error = faultOf(value);
		else if (ALLOWED.has(name) && (typeof value === "string" || typeof value === "number")) kept[name] = value;
	}
	return kept;
}

/** Kind and place of an error. Its message may quote what a caller sent, so it is left out. */
function faultOf(thrown: unknown): Record<string, unknown> {
	if (!(thrown instanceof Error)) return { name: typeof thrown };
	const code = (thrown as { code?: unknown }).code;
	const frames = (thrown.stack ?? "").split("\n").filter((line) => /^\s+at /.test(line));
	return {
		name: thrown.name,
		...(typeof code === "string" ? { code } : {}),
		frames: frames.slice(0, 12).map((line) => line.trim()),
		...(thrown.cause === undefined ? {} : { cause: faultOf(thrown.cause) }),
	};
}

/** One line per request, after the answer: the pattern of the route, never the URL. */
export function logRequests(app: FastifyInstance): void {
	app.addHook("onResponse", async (request, reply) => {
		request.log.info({
			event: "request",
			method: request.method,
			route: request.routeOptions.url ?? "none",
			status: reply.statusCode,
			ms: Math.round(reply.elapsedTime * 10) / 10,
			...(request.principal === null
				? {}
				: { [request.principal.actor.kind]: request.principal.actor.id, tenant: request.principal.tenant }),
		});
	});
}
