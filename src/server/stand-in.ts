import { createServer, type RequestListener } from "node:http";
import { createServer as createTlsServer } from "node:https";
import { listenWith, tlsOptions } from "../api/listening.ts";
import type { Config } from "../config.ts";
import { type ErrorCode, TributaryError, toProblem } from "../errors.ts";

/** Answers in the place of the API while that cannot. */
export interface StandIn {
	close(): Promise<void>;
}

/** Seconds after which it is worth asking again. */
export const RETRY_AFTER = 30;

/** @param errorOf what a path is refused with; null: it is answered that all is well */
export async function serveInstead(
	{ listen, tls }: Pick<Config, "listen" | "tls">,
	errorOf: (path: string) => TributaryError | null,
): Promise<StandIn> {
	const answer: RequestListener = (request, response) => {
		const error = errorOf(request.url?.split("?")[0] ?? "");
		response.writeHead(error?.status ?? 200, {
			"content-type": error === null ? "application/json" : "application/problem+json",
			"cache-control": "no-store",
			...(error === null ? {} : { "retry-after": `${RETRY_AFTER}` }),
			connection: "close",
		});
		response.end(JSON.stringify(error === null ? { status: "ok" } : toProblem(error)));
	};
	const server = tls === null ? createServer(answer) : createTlsServer(tlsOptions(tls), answer);
	await listenWith(server, listen);
	return {
		close: () =>
			new Promise((resolve) => {
				server.close(() => resolve());
				server.closeAllConnections();
			}),
	};
}

/**
 * While a start waits for its stores: `/v1/health` says that the process lives, so that nobody ends it, and all else what is waited for. Begins
 * with the first word that there is something to wait for.
 */
export function answerWhileWaiting(
	config: Pick<Config, "listen" | "tls">,
): StandIn & { onWait(code: ErrorCode): void } {
	let waitsFor: ErrorCode;
	let serving: Promise<StandIn | null> | undefined;
	const errorOf = (path: string) => (path === "/v1/health" ? null : new TributaryError(waitsFor));
	return {
		onWait: (code) => {
			waitsFor = code;
			// An address that cannot be had is told when the API wants it.
			serving ??= serveInstead(config, errorOf).catch(() => null);
		},
		close: async () => (await serving)?.close(),
	};
}
