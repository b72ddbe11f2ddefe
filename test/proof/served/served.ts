import { type ChildProcess, fork } from "node:child_process";
import http from "node:http";
import path from "node:path";
import type { Context } from "../frame/proof.ts";
import type { Orders, ServerOptions } from "./server.ts";

/** A served product, from outside: what an operator orders, and what a client asks over HTTP. */

export interface Request {
	readonly method?: string;
	readonly url: string;
	readonly token?: string | null;
	/** An object is sent as JSON. */
	readonly body?: unknown;
	/** Several of one name are a line each. */
	readonly headers?: Readonly<Record<string, string | readonly string[]>>;
}

export interface Answer {
	readonly status: number;
	/** Names in lower case, in the order of the answer. */
	readonly headers: readonly (readonly [string, string])[];
	readonly body: string;
}

export interface Served {
	readonly url: string;
	readonly pid: number;
	readonly order: <Name extends keyof Orders>(
		name: Name,
		...given: Parameters<Orders[Name]>
	) => ReturnType<Orders[Name]>;
	ask(request: Request): Promise<Answer>;
	/** Ends at once, as a power cut ends it. */
	kill(): Promise<void>;
	/** Ends in good order. */
	stop(): Promise<void>;
}

export interface ServedOptions extends Partial<ServerOptions> {
	/** Program that it runs under, with its arguments. */
	readonly under?: readonly [string, ...string[]];
	readonly connections?: number;
	/** File descriptor that its log goes to; nowhere if absent. */
	readonly output?: number;
}

export async function serveProduct(context: Context, options: ServedOptions = {}): Promise<Served> {
	const folder = options.folder ?? context.folder();
	const { connections = 64, config = {}, clock = null } = options;
	const child = start({ folder, clock, config }, options);
	const { order, ready } = messages(child);
	const url = await ready;
	const agent = new http.Agent({ keepAlive: true, maxSockets: connections });
	const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
	const end = async (signal: "SIGTERM" | "SIGKILL") => {
		agent.destroy();
		// Without its tracer a traced process would go on, with system calls that do nothing.
		if (options.under === undefined) child.kill(signal);
		else await Promise.race([order("end", signal).catch(() => {}), ended]);
		await ended;
	};
	context.after(() => end("SIGKILL"));
	return {
		url,
		pid: child.pid ?? 0,
		order: order as Served["order"],
		ask: (request) => askAt(url, agent, request),
		kill: () => end("SIGKILL"),
		stop: () => end("SIGTERM"),
	};
}

function start(options: ServerOptions, { under, output }: ServedOptions): ChildProcess {
	const entry = path.join(import.meta.dirname, "server.ts");
	const [execPath = process.execPath, ...before] = under === undefined ? [] : [...under, process.execPath];
	return fork(entry, [JSON.stringify(options)], {
		execPath,
		execArgv: [...before, "--no-warnings"],
		stdio: ["ignore", output ?? "ignore", "inherit", "ipc"],
	});
}

function messages(child: ChildProcess) {
	let asked = 0;
	const waiting = new Map<number, PromiseWithResolvers<unknown>>();
	const started = Promise.withResolvers<string>();
	child.on("message", (message: { url?: string; n?: number; value?: unknown; error?: string }) => {
		if (message.url !== undefined) return started.resolve(message.url);
		const one = waiting.get(message.n ?? 0);
		waiting.delete(message.n ?? 0);
		if (message.error === undefined) one?.resolve(message.value);
		else one?.reject(new Error(message.error));
	});
	child.once("exit", (code) => {
		const error = new Error(`The server ended with ${code}.`);
		started.reject(error);
		for (const { reject } of waiting.values()) reject(error);
	});
	const order = (order: string, ...given: unknown[]) => {
		const n = ++asked;
		const one = Promise.withResolvers<unknown>();
		waiting.set(n, one);
		child.send({ n, order, given });
		return one.promise;
	};
	return { order, ready: started.promise };
}

export function askAt(base: string, agent: http.Agent, request: Request): Promise<Answer> {
	const { method = "GET", url, token = null, body, headers = {} } = request;
	const isRaw = typeof body === "string" || Buffer.isBuffer(body);
	const payload = body === undefined ? undefined : isRaw ? body : JSON.stringify(body);
	const sent = {
		...(token === null ? {} : { authorization: `Bearer ${token}` }),
		...(payload === undefined || isRaw ? {} : { "content-type": "application/json" }),
		...(payload === undefined ? {} : { "content-length": String(Buffer.byteLength(payload)) }),
		...headers,
	};
	return new Promise((resolve, reject) => {
		const call = http.request(`${base}${url}`, { method, agent, headers: sent }, (answer) => {
			const parts: Buffer[] = [];
			answer.on("data", (part: Buffer) => parts.push(part));
			answer.on("error", reject);
			answer.on("end", () => {
				const raw = answer.rawHeaders;
				const pairs = raw.flatMap((name, at) =>
					at % 2 === 0 ? [[name.toLowerCase(), raw[at + 1] ?? ""] as const] : [],
				);
				resolve({ status: answer.statusCode ?? 0, headers: pairs, body: Buffer.concat(parts).toString("latin1") });
			});
		});
		call.on("error", (error: NodeJS.ErrnoException) => {
			// The server lets go of connections that nobody used for a while; one that was just about to be used is asked on anew.
			if (call.reusedSocket && error.code === "ECONNRESET") resolve(askAt(base, agent, request));
			else reject(error);
		});
		call.end(payload);
	});
}

/** What a JSON answer says. */
export const jsonOf = (answer: Answer) => JSON.parse(Buffer.from(answer.body, "latin1").toString("utf8"));

/** As a client with a secret. */
export const login = (served: Served, clientId: string, clientSecret: string): Promise<Answer> =>
	served.ask({
		method: "POST",
		url: "/oauth/v2/accessToken",
		headers: { "content-type": "application/x-www-form-urlencoded" },
		body: new URLSearchParams({
			grant_type: "client_credentials",
			client_id: clientId,
			client_secret: clientSecret,
		}).toString(),
	});
