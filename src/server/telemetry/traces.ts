import { AsyncLocalStorage } from "node:async_hooks";
import { readFileSync } from "node:fs";
import { type Context, type Link, ROOT_CONTEXT, type Span, SpanKind, SpanStatusCode, trace } from "@opentelemetry/api";
import { OTLPTraceExporter } from "@opentelemetry/exporter-trace-otlp-http";
import { resourceFromAttributes } from "@opentelemetry/resources";
import {
	BatchSpanProcessor,
	ParentBasedSampler,
	TraceIdRatioBasedSampler,
	TracerProvider,
} from "@opentelemetry/sdk-trace";
import type { FastifyInstance, FastifyRequest } from "fastify";
import type { Config } from "../../config.ts";
import { TributaryError } from "../../errors.ts";
import type { Watch } from "./observed-engine.ts";

/**
 * What a request did and how long each part took, sent by OTLP over HTTP. A span holds the pattern of a route, a status, the kind of a
 * store and a code of an error: no URL, header, address, name or message ever, because an error's may quote what was sent.
 */
export interface Traces {
	/** A trace for each request of an app, which links to the caller's where it names one. */
	observe(app: FastifyInstance): void;
	readonly watch: Watch;
	/** Sends what is left. */
	close(): Promise<void>;
}

/** W3C Trace Context, version 00. */
const PARENT = /^00-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})$/;

export function openTraces(
	{ url, tokenFile, ratio }: NonNullable<Config["traces"]>,
	about: { readonly version: string },
): Traces {
	const headers: Record<string, string> =
		tokenFile === undefined ? {} : { authorization: `Bearer ${readFileSync(tokenFile, "utf8").trim()}` };
	const provider = new TracerProvider({
		resource: resourceFromAttributes({ "service.name": "tributary", "service.version": about.version }),
		sampler: new ParentBasedSampler({ root: new TraceIdRatioBasedSampler(ratio) }),
		spanProcessors: [new BatchSpanProcessor({ exporter: new OTLPTraceExporter({ url, headers }) })],
	});
	const tracer = provider.getTracer("tributary", about.version);
	const current = new AsyncLocalStorage<Context>();
	const spans = new WeakMap<FastifyRequest, { readonly span: Span; readonly context: Context }>();
	return {
		observe: (app) => {
			app.addHook("onRequest", (request, _reply, done) => {
				const route = request.routeOptions.url ?? "none";
				const attributes = { "http.request.method": request.method, "http.route": route };
				// How much we send goes by the id of the trace: it is our own, or a caller would decide.
				const links = linksTo(request.headers.traceparent);
				const options = { kind: SpanKind.SERVER, attributes, links };
				const span = tracer.startSpan(`${request.method} ${route}`, options, ROOT_CONTEXT);
				const context = trace.setSpan(ROOT_CONTEXT, span);
				spans.set(request, { span, context });
				current.run(context, done);
			});
			// The body arrives outside of what the hook above began.
			app.addHook("preHandler", (request, _reply, done) => {
				const context = spans.get(request)?.context;
				if (context === undefined) return done();
				current.run(context, done);
			});
			app.addHook("onResponse", async (request, reply) => {
				const span = spans.get(request)?.span;
				span?.setAttribute("http.response.status_code", reply.statusCode);
				if (reply.statusCode >= 500) span?.setStatus({ code: SpanStatusCode.ERROR });
				span?.end();
			});
		},
		watch: async ({ store, operation }, run) => {
			const context = current.getStore();
			// Work in the background is no part of a request.
			if (context === undefined) return run();
			const span = tracer.startSpan(`${store} ${operation}`, { kind: SpanKind.INTERNAL }, context);
			try {
				return await run();
			} catch (error) {
				span.setAttribute("error.type", error instanceof TributaryError ? error.code : "internal");
				span.setStatus({ code: SpanStatusCode.ERROR });
				throw error;
			} finally {
				span.end();
			}
		},
		close: () => provider.shutdown().catch(() => {}),
	};
}

function linksTo(header: string | string[] | undefined): Link[] {
	const [, traceId, spanId, flags] = PARENT.exec(String(header ?? "")) ?? [];
	if (traceId === undefined || spanId === undefined) return [];
	return [{ context: { traceId, spanId, traceFlags: Number.parseInt(flags ?? "0", 16), isRemote: true } }];
}
