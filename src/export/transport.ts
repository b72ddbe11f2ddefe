import { Resolver } from "node:dns/promises";
import http from "node:http";
import https from "node:https";
import { isIP, type LookupFunction } from "node:net";
import { TributaryError } from "../errors.ts";
import { type AddressRules, checkAddresses, readTarget, refused, type Target } from "./public-address.ts";

/** The only way out: one request to an address of the public internet. */
export interface Transport {
	/**
	 * Whether something may be sent there, by what its name resolves to now.
	 * @throws TributaryError `address-not-allowed`
	 */
	check(url: string, ports: readonly number[]): Promise<void>;
	/** Sends once. Follows no redirect and keeps nothing of the answer's body. Never rejects. */
	send(message: Message): Promise<Answer>;
}

/** One that also reads what is answered. */
export interface AskingTransport extends Transport {
	/**
	 * Sends once, and keeps the body of the answer.
	 * @param most bytes of it; a longer one breaks off as `connection`
	 */
	ask(message: Question, most: number): Promise<Answered>;
}

/** A message that may be only a question. */
export type Question = Message & {
	/** POST if absent. A question has no body, whatever is given. */
	readonly method?: "GET";
};

/** What came of it, with what was kept of the answer. */
export type Answered = Answer & { readonly body?: string; readonly type?: string | null };

export interface Message {
	readonly url: string;
	readonly ports: readonly number[];
	readonly headers: Readonly<Record<string, string>>;
	/** JSON text. */
	readonly body: string;
}

/** What came of it: a status, or why there is none. */
export type Answer =
	| { readonly status: number; readonly retryAfter: string | null }
	| { readonly status: null; readonly reason: "address-not-allowed" | "timeout" | "tls" | "connection" };

export interface TransportOptions {
	/** See {@link AddressRules}. */
	readonly allowLoopback?: boolean;
	readonly allowPrivate?: boolean;
	/** Addresses of a name; by DNS if absent. */
	readonly resolve?: (name: string) => Promise<readonly string[]>;
	/** PEM of authorities to trust in place of the known ones. */
	readonly ca?: string;
	/** Milliseconds for all of it, from the name to the end of the answer. Default 10 s. */
	readonly timeout?: number;
	/** Sent as User-Agent. */
	readonly agent?: string;
}

const TIMEOUT = 10_000;
/** Of several addresses the next is tried after this long, milliseconds: the usual 250 are too few for another continent. */
const CONNECT = { autoSelectFamilyAttemptTimeout: 2000 };
/** Bytes of an answer that are read before the connection is cut. */
const MAX_ANSWER = 64 * 1024;

export function createTransport(options: TransportOptions = {}): AskingTransport {
	const { allowLoopback = false, allowPrivate = false, timeout = TIMEOUT } = options;
	const resolve = options.resolve ?? resolveByDns;
	const addressesOf = async (url: string, rules: AddressRules) => {
		const target = readTarget(url, rules);
		const addresses = await addressesOfHost(target.host, rules, resolve);
		checkAddresses(target, addresses, rules);
		return { target, addresses };
	};
	const rules = (ports: readonly number[]): AddressRules => ({ ports, allowLoopback, allowPrivate });
	const sent = async (message: Question, keep: number): Promise<Answered> => {
		const signal = AbortSignal.timeout(timeout);
		try {
			const { target, addresses } = await within(signal, addressesOf(message.url, rules(message.ports)));
			return await post(target, addresses, message, { ...options, signal, keep });
		} catch (error) {
			return { status: null, reason: reasonOf(error, signal) };
		}
	};
	return {
		check: async (url, ports) => {
			await addressesOf(url, rules(ports));
		},
		send: (message) => sent(message, 0),
		ask: sent,
	};
}

async function addressesOfHost(
	host: string,
	{ allowLoopback }: AddressRules,
	resolve: (name: string) => Promise<readonly string[]>,
): Promise<readonly string[]> {
	if (isIP(host) !== 0) return [host];
	if (allowLoopback && host === "localhost") return ["127.0.0.1", "::1"];
	// A name without a dot is one of the operator's own network.
	if (!host.replace(/\.$/, "").includes(".")) throw refused("Use the full name of a host of the public internet.");
	return resolve(host);
}

/** Asked without the system's resolver: that would look into the machine's own list of hosts, and hold a thread meanwhile. */
async function resolveByDns(name: string): Promise<readonly string[]> {
	const resolver = new Resolver({ timeout: 2000, tries: 2 });
	const answers = await Promise.allSettled([resolver.resolve4(name), resolver.resolve6(name)]);
	return answers.flatMap((answer) => (answer.status === "fulfilled" ? answer.value : []));
}

function within<T>(signal: AbortSignal, work: Promise<T>): Promise<T> {
	const { promise, reject } = Promise.withResolvers<never>();
	signal.addEventListener("abort", () => reject(signal.reason), { once: true });
	return Promise.race([work, promise]);
}

/** `keep`: bytes of the answer's body that are kept; 0: none is. */
type PostOptions = TransportOptions & { readonly signal: AbortSignal; readonly keep: number };

/** Connects to the addresses that were checked and to no other: the name is not asked for again. */
function post(
	{ url, host, port }: Target,
	addresses: readonly string[],
	message: Question,
	options: PostOptions,
): Promise<Answered> {
	const { signal, ca, keep, agent = "Tributary" } = options;
	const secure = url.protocol === "https:";
	const bytes = message.method === "GET" ? null : Buffer.from(message.body, "utf8");
	const { promise, resolve, reject } = Promise.withResolvers<Answered>();
	const request = (secure ? https : http).request({
		host,
		port,
		method: message.method ?? "POST",
		path: `${url.pathname}${url.search}`,
		headers: {
			host: url.host,
			...(bytes === null ? {} : { "content-type": "application/json", "content-length": bytes.length }),
			"user-agent": agent,
			...message.headers,
		},
		signal,
		lookup: pinned(addresses),
		// An agent of its own: the shared one may go through a proxy that the environment names, and reuses connections.
		agent: secure ? new https.Agent({ ...CONNECT, maxCachedSessions: 0 }) : new http.Agent(CONNECT),
		// Said, so that no variable of the environment can take it back.
		rejectUnauthorized: true,
		...(ca === undefined ? {} : { ca }),
		...(isIP(host) === 0 ? { servername: host.replace(/\.$/, "") } : {}),
	});
	// Where no body is kept, what is said after the head changes nothing: neither an endless body nor one that breaks off.
	let head: Answer | null = null;
	let type: string | null = null;
	const kept: Buffer[] = [];
	let isWhole = keep === 0;
	const end = (error?: Error) => {
		if (head === null || !isWhole) reject(error ?? new Error("The answer broke off."));
		else resolve(keep === 0 ? head : { ...head, type, body: Buffer.concat(kept).toString("utf8") });
	};
	request.on("error", end);
	request.on("response", (response) => {
		head = { status: response.statusCode ?? 0, retryAfter: response.headers["retry-after"] ?? null };
		type = response.headers["content-type"] ?? null;
		let read = 0;
		response.on("data", (chunk: Buffer) => {
			read += chunk.length;
			if (read > (keep || MAX_ANSWER)) response.destroy();
			else if (keep > 0) kept.push(chunk);
		});
		response.on("end", () => {
			isWhole = true;
		});
		response.on("error", end).on("close", () => end());
	});
	request.end(bytes ?? undefined);
	return promise;
}

function pinned(addresses: readonly string[]): LookupFunction {
	const all = addresses.map((address) => ({ address, family: isIP(address) }));
	return (_name, { all: wantsAll }, callback) => {
		const [first] = all;
		if (wantsAll === true) callback(null, all);
		else callback(null, first?.address ?? "", first?.family);
	};
}

function reasonOf(error: unknown, signal: AbortSignal): Extract<Answer, { status: null }>["reason"] {
	if (error instanceof TributaryError) return "address-not-allowed";
	if (signal.aborted) return "timeout";
	const { code = "" } = error as NodeJS.ErrnoException;
	return /CERT|TLS|SSL|VERIFY|SELF_SIGNED|ISSUER|EPROTO/.test(code) ? "tls" : "connection";
}
