import {
	createServer,
	type IncomingMessage,
	type RequestListener,
	type Server,
	type ServerOptions,
	type ServerResponse,
} from "node:http";
import { createServer as createTlsServer, type ServerOptions as TlsOptions } from "node:https";
import type { FastifyContextConfig, FastifyInstance, FastifyRequest } from "fastify";
import { ADMINISTRATION } from "../domain/role.ts";
import { answerSocketError } from "./failures.ts";
import { TIMEOUTS } from "./settings.ts";

/**
 * Administration on a listener of its own: where one is configured, what runs a tenant (accounts, clients, keys, integrations, webhooks, the log, its
 * return and wipe) is answered there alone, and on the public one as what does not exist. By which of the two a request came says the socket, nothing
 * that is in it.
 */

declare module "fastify" {
	interface FastifyContextConfig {
		/** Also without such a permission a matter of administration. */
		administration?: boolean;
	}
	interface FastifyInstance {
		/** Not listening; null: administration is answered where everything is. */
		administrationServer: Server | null;
	}
}

export const isAdministration = ({ access, administration }: FastifyContextConfig): boolean =>
	administration === true || (typeof access === "object" && ADMINISTRATION.has(access.permission));

/** Whether a route is not there for who asks. */
export type IsHidden = (request: FastifyRequest, route: FastifyContextConfig) => boolean;

/**
 * Makes the second server, where one is wanted. It answers with all routes: whoever administrates signs in there, too.
 * @param options of the first one, with TLS where it has it
 */
export function separateAdministration(
	app: FastifyInstance,
	isApart: boolean,
	options: { readonly http: ServerOptions; readonly tls?: TlsOptions | undefined },
): IsHidden {
	if (!isApart) {
		app.decorate("administrationServer", null);
		return () => false;
	}
	const inside = new WeakSet<IncomingMessage>();
	const answer: RequestListener = (request: IncomingMessage, response: ServerResponse) => {
		inside.add(request);
		app.routing(request, response);
	};
	const { http, tls } = options;
	const all = { ...http, requestTimeout: TIMEOUTS.bulk, keepAliveTimeout: TIMEOUTS.keepAlive };
	const server = tls === undefined ? createServer(all, answer) : createTlsServer({ ...all, ...tls }, answer);
	server.headersTimeout = TIMEOUTS.headers;
	server.setTimeout(TIMEOUTS.idle);
	server.on("clientError", answerSocketError);
	app.decorate("administrationServer", server);
	return (request, route) => isAdministration(route) && !inside.has(request.raw);
}
