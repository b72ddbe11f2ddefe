/** One call of the wire as the HTTP request that carries it. */
import { randomUUID } from "node:crypto";
import type { Generation } from "./keys.ts";

export type Verb = "GET" | "PUT" | "POST" | "DELETE";

/** What kind of batch a call is; sent as a header where clients send it. */
export type RestliMethod = "batch_update" | "batch_partial_update" | "batch_create";

export interface Call {
	readonly verb: Verb;
	/** Below the host, its keys escaped already. */
	readonly path: string;
	readonly query?: string;
	/** Absent where clients leave it out: reads, deletes and interview feedback. */
	readonly method?: RestliMethod;
	readonly body?: unknown;
	/** What the body is called, where that is not what it is; null calls it nothing. */
	readonly label?: string | null;
}

export interface HttpRequest {
	readonly verb: Verb;
	readonly target: string;
	readonly headers: Readonly<Record<string, string>>;
	readonly body: string | null;
}

/** Longest query that is sent as one, in bytes; a longer one is tunneled. */
export const LONGEST_QUERY = 4096;

/** Version that generation 2 names. */
export const LINKEDIN_VERSION = "202603";

/** @param boundary stands between the parts of a tunneled body; chance makes one that no body holds */
export function toHttp(generation: Generation, call: Call, boundary: string = randomUUID()): HttpRequest {
	const { query = "" } = call;
	const headers = {
		...(generation === 2 ? { "LinkedIn-Version": LINKEDIN_VERSION, "X-RestLi-Protocol-Version": "2.0.0" } : {}),
		...(call.method === undefined ? {} : { "x-restli-method": call.method }),
	};
	const body = call.body === undefined ? null : JSON.stringify(call.body);
	if (Buffer.byteLength(query) > LONGEST_QUERY)
		return tunneled(call.verb, call.path, { query, headers, body, boundary });
	const { label = "application/json" } = call;
	return {
		verb: call.verb,
		target: query === "" ? call.path : `${call.path}?${query}`,
		headers: body === null || label === null ? headers : { ...headers, "Content-Type": label },
		body,
	};
}

interface Parts {
	readonly query: string;
	readonly headers: Readonly<Record<string, string>>;
	readonly body: string | null;
	readonly boundary: string;
}

/** The query goes into the body: alone as a form, or in front of the JSON as the first part of two. */
function tunneled(verb: Verb, path: string, { query, headers, body, boundary }: Parts): HttpRequest {
	const overridden = { ...headers, "X-HTTP-Method-Override": verb };
	if (body === null) {
		const type = { "Content-Type": "application/x-www-form-urlencoded" };
		return { verb: "POST", target: path, headers: { ...overridden, ...type }, body: query };
	}
	const lines = [
		`--${boundary}`,
		"Content-Type: application/x-www-form-urlencoded",
		"",
		query,
		`--${boundary}`,
		"Content-Type: application/json",
		"",
		body,
		`--${boundary}--`,
		"",
	];
	const type = { "Content-Type": `multipart/mixed; boundary=${boundary}` };
	return { verb: "POST", target: path, headers: { ...overridden, ...type }, body: lines.join("\r\n") };
}
