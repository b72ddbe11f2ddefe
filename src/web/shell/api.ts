import { reachable } from "./connection.ts";
import { authorize, end } from "./session.ts";

/** The public API, as any client calls it. */

export interface Fault {
	readonly pointer: string;
	readonly detail: string;
}

/** A failed call: problem details (RFC 9457) as the API gives them. `status` 0: the service could not be reached. */
export class ApiError extends Error {
	readonly status: number;
	/** Of the one table of errors: `not-found`; "" where the answer was no problem. */
	readonly code: string;
	readonly detail: string | null;
	readonly remedy: string | null;
	readonly faults: readonly Fault[];
	/** To tell an operator. */
	readonly requestId: string | null;

	constructor(status: number, problem: Problem = {}, requestId: string | null = null) {
		super([problem.title ?? problem.error_description, problem.detail].filter(Boolean).join(" "));
		this.status = status;
		this.code = problem.code ?? "";
		this.detail = problem.detail ?? null;
		this.remedy = problem.remedy ?? null;
		this.faults = problem.errors ?? [];
		this.requestId = requestId;
	}
}

interface Problem {
	readonly code?: string;
	readonly title?: string;
	readonly detail?: string;
	readonly remedy?: string;
	readonly errors?: readonly Fault[];
	/** Of OAuth. */
	readonly error_description?: string;
}

/** Milliseconds before what was only read is asked for again, where the service is busy. */
const PAUSES = [400, 1200];
/** No longer than this, whatever the service says: somebody waits. Milliseconds. */
const LONGEST_PAUSE = 3000;
/** Ask much and change nothing. */
const READING_POSTS = /^\/v1\/(search|ranking\/trials)$/;

/** Whoever reads does not have to ask again by hand: a service that is busy for a moment mostly answers the next time. */
async function fetchPatiently(path: string, options: RequestInit): Promise<Response> {
	const { method = "GET", signal } = options;
	const isRead = method === "GET" || (method === "POST" && READING_POSTS.test(path));
	for (const pause of isRead ? PAUSES : []) {
		const response = await fetch(path, options);
		if (response.status !== 503) return response;
		const asked = Number(response.headers.get("retry-after")) * 1000 || 0;
		await new Promise((resolve) => setTimeout(resolve, Math.min(LONGEST_PAUSE, Math.max(pause, asked))));
		signal?.throwIfAborted();
	}
	return fetch(path, options);
}

/**
 * One call as it is.
 * @throws ApiError for every answer that is no success; the session ends with 401
 */
export async function call(path: string, options: RequestInit = {}): Promise<Response> {
	const headers = new Headers(options.headers);
	authorize(headers);
	let response: Response;
	try {
		response = await fetchPatiently(path, { credentials: "same-origin", cache: "no-store", ...options, headers });
	} catch (error) {
		if ((error as Error).name === "AbortError") throw error;
		reachable.value = false;
		throw new ApiError(0);
	}
	reachable.value = true;
	if (response.ok) return response;
	const problem: Problem = await response.json().catch(() => ({}));
	if (response.status === 401) end("expired");
	// The token is of a session that another window has replaced since.
	if (problem.code === "csrf-refused") end("elsewhere");
	throw new ApiError(response.status, problem, response.headers.get("x-request-id"));
}

export interface CallOptions {
	readonly query?: Readonly<Record<string, string | number | boolean | null | undefined>>;
	readonly headers?: Readonly<Record<string, string>>;
	readonly signal?: AbortSignal | undefined;
}

async function ask<T>(
	method: string,
	path: string,
	body: unknown,
	{ query = {}, headers, signal }: CallOptions,
): Promise<T> {
	const given = Object.entries(query).filter(([, value]) => value != null);
	const text = new URLSearchParams(given.map(([name, value]) => [name, String(value)])).toString();
	const response = await call(text === "" ? path : `${path}?${text}`, {
		method,
		headers: { ...(body === undefined ? {} : { "content-type": "application/json" }), ...headers },
		...(body === undefined ? {} : { body: JSON.stringify(body) }),
		...(signal === undefined ? {} : { signal }),
	});
	return (response.status === 204 ? null : await response.json()) as T;
}

/** JSON in, JSON out. `T` is the answer as OpenAPI has it; its types stand in `src/domain`. */
export const api = {
	get: <T>(path: string, options: CallOptions = {}) => ask<T>("GET", path, undefined, options),
	post: <T>(path: string, body: unknown, options: CallOptions = {}) => ask<T>("POST", path, body, options),
	put: <T>(path: string, body: unknown, options: CallOptions = {}) => ask<T>("PUT", path, body, options),
	patch: <T>(path: string, body: unknown, options: CallOptions = {}) => ask<T>("PATCH", path, body, options),
	del: <T = null>(path: string, options: CallOptions = {}) => ask<T>("DELETE", path, undefined, options),
};

/** A path with its parts encoded: ``at`/v1/candidates/${id}` ``. */
export const at = (parts: TemplateStringsArray, ...values: readonly string[]): string =>
	String.raw({ raw: parts }, ...values.map(encodeURIComponent));

/** A page of a collection. */
export interface PageOf<T> {
	readonly items: readonly T[];
	readonly next: string | null;
}

/** Every record of a paged collection, up to `most`. */
export async function all<T>(
	path: string,
	{ most = 2000, ...options }: CallOptions & { most?: number } = {},
): Promise<T[]> {
	const found: T[] = [];
	for (let after: string | null = null; found.length < most; ) {
		const page: PageOf<T> = await api.get(path, { ...options, query: { limit: 100, after, ...options.query } });
		found.push(...page.items);
		if (page.next === null) break;
		after = page.next;
	}
	return found;
}

/** Saves an answer as a file under the name that it comes with. */
export async function download(path: string, options: RequestInit = {}, fallback = "download"): Promise<void> {
	const response = await call(path, options);
	const disposition = response.headers.get("content-disposition") ?? "";
	const encoded = /filename\*=UTF-8''([^\s;]+)/.exec(disposition)?.[1];
	const plain = /filename="([^"]+)"/.exec(disposition)?.[1];
	saveAs(await response.blob(), encoded === undefined ? (plain ?? fallback) : decodeURIComponent(encoded));
}

export function saveAs(content: Blob, name: string): void {
	// As bytes: a browser that opened it would run what a stranger wrote.
	const url = URL.createObjectURL(new Blob([content], { type: "application/octet-stream" }));
	const link = document.createElement("a");
	link.href = url;
	link.download = name;
	link.click();
	setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
