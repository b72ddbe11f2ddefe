import { createHash, timingSafeEqual } from "node:crypto";
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { FastifyInstance } from "fastify";
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";
import type { Config } from "../../config.ts";
import { TributaryError } from "../../errors.ts";
import type { Watch } from "./observed-engine.ts";

/**
 * Numbers of this process in the format of Prometheus, on a listener of their own. Labels come from tables of ours (patterns of routes,
 * kinds of stores, codes of errors), so that no name of a tenant or person and no word of a query can get there.
 */
export interface Metrics {
	/** Counts the requests of an app. */
	observe(app: FastifyInstance): void;
	readonly watch: Watch;
	/** @throws TributaryError `address-unavailable` */
	listen(ready: () => Promise<void>): Promise<MetricsListener>;
}

export interface MetricsListener {
	/** Where they are read. */
	readonly url: string;
	close(): Promise<void>;
}

type Settings = NonNullable<Config["metrics"]>;

/** Seconds. */
const BUCKETS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];
const METHODS: ReadonlySet<string> = new Set(["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]);

export function createMetrics(
	settings: Settings,
	about: { readonly version: string; readonly engine: string },
): Metrics {
	const registers = [new Registry()];
	const [registry] = registers as [Registry];
	collectDefaultMetrics({ register: registry });
	const help = (text: string) => ({ help: text, registers });
	const build = new Gauge({ name: "tributary_build_info", labelNames: ["version", "engine"], ...help("Always 1.") });
	build.set({ ...about }, 1);
	const requests = new Histogram({
		name: "http_server_request_duration_seconds",
		labelNames: ["method", "route", "status"],
		buckets: BUCKETS,
		...help("Answered requests by the pattern of their route."),
	});
	const calls = new Histogram({
		name: "tributary_store_call_duration_seconds",
		labelNames: ["store", "operation"],
		buckets: BUCKETS,
		...help("Calls to stores by their kind."),
	});
	const faults = new Counter({
		name: "tributary_store_faults_total",
		labelNames: ["store", "operation", "code"],
		...help("Calls to stores that failed, by the code of the error."),
	});
	const isReady = new Gauge({ name: "tributary_ready", ...help("1 where searches and writes would be answered now.") });
	return {
		observe: (app) =>
			void app.addHook("onResponse", async (request, reply) => {
				const method = METHODS.has(request.method) ? request.method : "other";
				const route = request.routeOptions.url ?? "none";
				requests.observe({ method, route, status: String(reply.statusCode) }, reply.elapsedTime / 1000);
			}),
		watch: async (call, run) => {
			const stop = calls.startTimer({ ...call });
			try {
				return await run();
			} catch (error) {
				faults.inc({ ...call, code: error instanceof TributaryError ? error.code : "internal" });
				throw error;
			} finally {
				stop();
			}
		},
		listen: (ready) =>
			serve(settings, async () => {
				isReady.set(
					await ready().then(
						() => 1,
						() => 0,
					),
				);
				return { type: registry.contentType, text: await registry.metrics() };
			}),
	};
}

async function serve(
	{ host, port, tokenFile }: Settings,
	collect: () => Promise<{ readonly type: string; readonly text: string }>,
): Promise<MetricsListener> {
	const token = tokenFile === undefined ? null : readFileSync(tokenFile, "utf8").trim();
	const server = createServer(async (request, response) => {
		const isWanted = request.method === "GET" && request.url?.split("?")[0] === "/metrics";
		const status = isWanted ? (mayRead(request.headers.authorization, token) ? 200 : 401) : 404;
		const { type, text } = status === 200 ? await collect() : { type: "text/plain", text: "" };
		response.writeHead(status, { "content-type": type, ...(status === 401 ? { "www-authenticate": "Bearer" } : {}) });
		response.end(text);
	});
	await new Promise<void>((resolve, reject) => {
		server.once("error", (cause) =>
			reject(new TributaryError("address-unavailable", { detail: `${host}:${port}, for metrics`, cause })),
		);
		server.listen(port, host, resolve);
	});
	const { port: bound } = server.address() as AddressInfo;
	return {
		url: `http://${host.includes(":") ? `[${host}]` : host}:${bound}/metrics`,
		close: () =>
			new Promise((resolve) => {
				server.close(() => resolve());
				server.closeAllConnections();
			}),
	};
}

const digest = (text: string) => createHash("sha256").update(text).digest();

const mayRead = (said: string | undefined, token: string | null): boolean =>
	token === null || timingSafeEqual(digest(said ?? ""), digest(`Bearer ${token}`));
