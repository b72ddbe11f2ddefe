/** Sends calls: with a token that is kept, again after a 401 with a new one, and after a 429 when the server says. */
import http from "node:http";
import https from "node:https";
import { setTimeout as wait } from "node:timers/promises";
import type { Generation } from "./keys.ts";
import { type Call, type HttpRequest, toHttp } from "./request.ts";

export interface Answer {
	readonly status: number;
	readonly headers: http.IncomingHttpHeaders;
	/** Read as JSON; the text where it is none. */
	readonly body: unknown;
}

export interface Credentials {
	readonly clientId: string;
	readonly clientSecret: string;
}

export interface ClientOptions extends Credentials {
	readonly url: string;
	readonly generation: Generation;
	/** Requests at once. */
	readonly concurrency: number;
	/** Told of each wait that the server asked for. */
	readonly onWait?: (seconds: number, reason: string) => void;
}

export interface WireClient {
	readonly generation: Generation;
	readonly send: (call: Call) => Promise<Answer>;
	/** Exactly this, a single time. */
	readonly exchange: (request: HttpRequest) => Promise<Answer>;
	readonly token: () => Promise<string>;
	readonly tokens: () => number;
	readonly waited: () => number;
	readonly close: () => void;
}

/** A token this close to its end is not used any more, seconds. */
const NEAR_EXPIRY = 60;
/** Nobody watches for longer, seconds: such a limit is reported instead. */
const LONGEST_WAIT = 120;
const TRIES = 5;

export function openClient(options: ClientOptions): WireClient {
	const post = transport(options.url, options.concurrency);
	const tokens = tokenSource(post, options);
	let waited = 0;
	const pause = async (seconds: number, reason: string) => {
		waited += seconds;
		options.onWait?.(seconds, reason);
		await wait(seconds * 1000);
	};
	const once = async (request: HttpRequest): Promise<Answer> => {
		const token = await tokens.current();
		const answer = await post.exchange({
			...request,
			headers: { ...request.headers, Authorization: `Bearer ${token}` },
		});
		if (answer.status !== 401) return answer;
		tokens.drop(token);
		const headers = { ...request.headers, Authorization: `Bearer ${await tokens.current()}` };
		return post.exchange({ ...request, headers });
	};
	const send = async (call: Call): Promise<Answer> => {
		const request = toHttp(options.generation, call);
		for (let tries = 1; ; tries++) {
			const answer = await once(request).catch((error: unknown) => asAnswer(error));
			const seconds = waitFor(answer, tries);
			if (seconds === null && answer.status === 0)
				throw new NoServer(`${options.url} cannot be reached: ${answer.body}`);
			if (seconds === null) return answer;
			await pause(seconds, answer.status === 0 ? String(answer.body) : `status ${answer.status}`);
		}
	};
	return {
		generation: options.generation,
		send,
		exchange: post.exchange,
		token: tokens.current,
		tokens: tokens.taken,
		waited: () => waited,
		close: post.close,
	};
}

/** Seconds until the same call is sent again, or null where its answer stands. Every call of the wire may be repeated. */
function waitFor({ status, headers }: Answer, tries: number): number | null {
	if (![0, 429, 503].includes(status)) return null;
	if (status !== 429 && tries >= TRIES) return null;
	const told = Number(headers["retry-after"] ?? Number.NaN);
	const seconds = Number.isNaN(told) ? 2 ** (tries - 1) / 4 : told;
	return seconds > LONGEST_WAIT || tries >= 20 * TRIES ? null : seconds;
}

/** Without server or token nothing can be found out about the rest. */
export class NoServer extends Error {}

/** A connection that failed, as an answer without status. */
function asAnswer(error: unknown): Answer {
	if (error instanceof NoServer) throw error;
	return { status: 0, headers: {}, body: error instanceof Error ? error.message : String(error) };
}

interface Transport {
	readonly exchange: (request: HttpRequest) => Promise<Answer>;
	readonly close: () => void;
}

/** Targets go out as they were written: `fetch` would write brackets and quotes of a URL anew. */
function transport(url: string, concurrency: number): Transport {
	const { protocol, hostname, port } = new URL(url);
	const module = protocol === "https:" ? https : http;
	const agent = new module.Agent({ keepAlive: true, maxSockets: concurrency });
	const host = hostname.replace(/^\[(.*)\]$/, "$1");
	const exchange = ({ verb, target, headers, body }: HttpRequest) =>
		new Promise<Answer>((resolve, reject) => {
			const bytes = body === null ? null : Buffer.from(body);
			const length = bytes === null ? {} : { "Content-Length": bytes.byteLength };
			const request = module.request(
				{ host, port, agent, method: verb, path: target, headers: { ...headers, ...length } },
				(response) => void read(response).then(resolve, reject),
			);
			request.once("error", reject);
			request.end(bytes);
		});
	return { exchange, close: () => agent.destroy() };
}

async function read(response: http.IncomingMessage): Promise<Answer> {
	const chunks: Buffer[] = [];
	for await (const chunk of response) chunks.push(chunk as Buffer);
	const text = Buffer.concat(chunks).toString("utf8");
	return { status: response.statusCode ?? 0, headers: response.headers, body: asJson(text) };
}

function asJson(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return text;
	}
}

/** The one token of all calls. Those who need a new one at the same time wait for the same request. */
function tokenSource({ exchange }: Transport, { clientId, clientSecret }: Credentials) {
	let current: { readonly token: string; readonly until: number } | null = null;
	let asking: Promise<string> | null = null;
	let taken = 0;
	const ask = async (): Promise<string> => {
		const answer = await exchange(tokenRequest({ clientId, clientSecret }));
		const { access_token: token, expires_in: lifetime } = answer.body as Record<string, unknown>;
		if (typeof token !== "string") throw new NoServer(`no token: ${answer.status} ${JSON.stringify(answer.body)}`);
		taken++;
		current = { token, until: Date.now() + (Number(lifetime) - NEAR_EXPIRY) * 1000 };
		return token;
	};
	return {
		taken: () => taken,
		drop: (token: string) => {
			if (current?.token === token) current = null;
		},
		current: async (): Promise<string> => {
			if (current !== null && Date.now() < current.until) return current.token;
			asking ??= ask().finally(() => {
				asking = null;
			});
			return asking;
		},
	};
}

/** A secret may hold characters that mean something in a form. */
export function tokenRequest({ clientId, clientSecret }: Credentials): HttpRequest {
	const form = new URLSearchParams({
		grant_type: "client_credentials",
		client_id: clientId,
		client_secret: clientSecret,
	});
	return {
		verb: "POST",
		target: "/oauth/v2/accessToken",
		headers: { "Content-Type": "application/x-www-form-urlencoded" },
		body: form.toString(),
	};
}
