import type { FastifyInstance, FastifyReply, FastifyRequest, HTTPMethods } from "fastify";
import { TributaryError } from "../../errors.ts";
import { scopeOf } from "../access.ts";
import { decodeUtf8 } from "../bodies.ts";
import type { ApiDeps } from "../deps.ts";
import { sendEnvelope } from "./failures.ts";
import { withForeignNoted } from "./foreign.ts";
import type { WireLimits } from "./limits.ts";
import type { Resource, WireAnswer } from "./resource.ts";
import { RESOURCES } from "./resources.ts";
import { verbOf } from "./restli/method.ts";
import { entityCount, type RawRequest, readRequest } from "./restli/request.ts";
import { checkVersion } from "./version.ts";

/**
 * The wire that ATS integrations speak: Rest.li resources in two generations over one store. A table of resources becomes routes;
 * each request is read by the codec, answered by the resource, and failures leave in the vendor's envelope.
 */

/** A query, in bytes, and one segment of the path (documented limits); the whole URL is limited for the API at large. */
const MOST_QUERY = 4096;
const MOST_SEGMENT = 4096;
/** A hundred records without long texts: to read a body takes time in which nobody else is served. */
const MOST_BODY = 2 * 1024 * 1024;

/** What the wire's routes stand on: the API's own, and one count of what each application sends. */
export interface WireDeps extends ApiDeps {
	readonly wireLimits: WireLimits;
}

export async function wireRoutes(instance: FastifyInstance, deps: WireDeps): Promise<void> {
	const limits = deps.wireLimits;
	acceptAnything(instance);
	instance.setErrorHandler(sendEnvelope);
	instance.addHook("onRequest", async (request) => checkUrl(request));
	for (const resource of RESOURCES) addResource(instance, deps, { resource, limits });
}

/** What a body is stands in the request, not in its label: clients send JSON and forms as text/plain or without any label. */
function acceptAnything(instance: FastifyInstance): void {
	instance.removeAllContentTypeParsers();
	instance.addContentTypeParser("*", { parseAs: "buffer" }, (_request, body, done) => {
		const text = decodeUtf8(body as Buffer);
		if (text === null) return done(new TributaryError("invalid-json", { detail: "The body is not UTF-8." }));
		done(null, text);
	});
}

function checkUrl({ url }: FastifyRequest): void {
	const [path = "", query = ""] = cut(url);
	if (query.length > MOST_QUERY) {
		const detail = `The query has more than ${MOST_QUERY} bytes: send it in the body of a POST with X-HTTP-Method-Override.`;
		throw new TributaryError("url-too-long", { detail });
	}
	if (path.split("/").some((segment) => segment.length > MOST_SEGMENT)) throw new TributaryError("url-too-long");
}

interface Served {
	readonly resource: Resource;
	readonly limits: WireLimits;
}

function addResource(instance: FastifyInstance, deps: ApiDeps, served: Served): void {
	const { resource } = served;
	const { url, permission, summary, bodyLimit = MOST_BODY } = resource;
	const methods = Object.keys(resource.methods) as (keyof Resource["methods"])[];
	// POST besides, for what comes through a tunnel.
	const verbs = new Set([...methods.map(verbOf), "POST"]) as ReadonlySet<HTTPMethods>;
	instance.route({
		method: [...verbs],
		url,
		exposeHeadRoute: false,
		bodyLimit,
		config: { access: { permission }, ownLimits: true },
		// Not in our API document: it is the vendor's interface, with envelopes of its own.
		schema: { hide: true, summary, response: {} },
		handler: (request, reply) =>
			withForeignNoted(deps.tenancy.refusals, request, permission, () => serve(deps, served, request, reply)),
	});
}

async function serve(deps: ApiDeps, { resource, limits }: Served, request: FastifyRequest, reply: FastifyReply) {
	const clientId = request.principal?.actor.id ?? "";
	const { generation, shape, methods } = resource;
	if (generation === 2) checkVersion(request.headers["linkedin-version"]);
	limits.admitRequest(clientId);
	const raw = rawOf(request);
	const read = readRequest(raw, shape);
	limits.admitRecords(clientId, entityCount(read));
	const method = methods[read.method];
	if (method === undefined) {
		const offered = Object.keys(methods).join(", ");
		throw new TributaryError("invalid-request", {
			detail: `${read.method} is not offered here; offered are ${offered}.`,
		});
	}
	const segments = keySegments(request.url, resource.url);
	const call = {
		scope: scopeOf(request),
		deps,
		clientId,
		limits,
		generation,
		request: read,
		headers: raw.headers,
		segments,
	};
	return send(reply, await method(call));
}

function send(reply: FastifyReply, { status = 200, body, headers = {} }: WireAnswer): FastifyReply {
	return reply
		.code(status)
		.headers(headers)
		.type("application/json; charset=utf-8")
		.serializer((payload: unknown) => JSON.stringify(payload))
		.send(body ?? null);
}

function rawOf(request: FastifyRequest): RawRequest {
	const headers = Object.fromEntries(
		Object.entries(request.headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(",") : value]),
	);
	const body = typeof request.body === "string" ? request.body : "";
	return { verb: request.method, query: cut(request.url)[1] ?? "", headers, body };
}

function cut(url: string): [path: string, query: string] {
	const mark = url.indexOf("?");
	return mark < 0 ? [url, ""] : [url.slice(0, mark), url.slice(mark + 1)];
}

/** Segments at the places of `:name`, still escaped. */
function keySegments(url: string, pattern: string): string[] {
	const given = cut(url)[0].split("/");
	return pattern.split("/").flatMap((part, place) => (part.startsWith(":") ? [given[place] ?? ""] : []));
}
