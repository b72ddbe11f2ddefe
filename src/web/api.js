import { texts } from "./texts.js";

/** The public API, as any client calls it. The token lives as long as the tab; the secret is not kept at all. */

const KEY = "tributary.token";

export const session = {
	get token() {
		return sessionStorage.getItem(KEY);
	},
	set token(value) {
		if (value === null) sessionStorage.removeItem(KEY);
		else sessionStorage.setItem(KEY, value);
	},
	/** The tenant that the token names: for display, the server decides by itself. */
	get tenant() {
		try {
			const [, payload = ""] = (this.token ?? "").split(".");
			return String(JSON.parse(atob(payload.replaceAll("-", "+").replaceAll("_", "/"))).tenant ?? "");
		} catch {
			return "";
		}
	},
};

/** A failed call: what to tell, and the request id to tell an operator. */
export class ApiError extends Error {
	constructor(status, message, requestId = null) {
		super(message);
		this.status = status;
		this.requestId = requestId;
	}
}

async function call(path, options) {
	let response;
	try {
		response = await fetch(path, { credentials: "omit", cache: "no-store", ...options });
	} catch (error) {
		if (error.name === "AbortError") throw error;
		throw new ApiError(0, texts.offline);
	}
	if (response.ok) return response;
	const problem = await response.json().catch(() => ({}));
	const faults = (problem.errors ?? []).map((fault) => `${fault.pointer}: ${fault.detail}`);
	const parts = [problem.title ?? problem.error_description, problem.detail, ...faults, problem.remedy];
	throw new ApiError(response.status, parts.filter(Boolean).join(" "), response.headers.get("x-request-id"));
}

/** Signs in with client credentials. */
export async function signIn(clientId, clientSecret) {
	const body = new URLSearchParams({
		grant_type: "client_credentials",
		client_id: clientId,
		client_secret: clientSecret,
	});
	const response = await call("/oauth/v2/accessToken", { method: "POST", body });
	session.token = (await response.json()).access_token;
}

const authorized = () => ({ authorization: `Bearer ${session.token}` });

export async function search(request, signal) {
	const headers = { ...authorized(), "content-type": "application/json" };
	const response = await call("/v1/search", { method: "POST", headers, body: JSON.stringify(request), signal });
	return response.json();
}

/** Saves a candidate's original file under its own name. */
export async function saveOriginal(candidateId) {
	const response = await call(`/v1/candidates/${encodeURIComponent(candidateId)}/resume`, { headers: authorized() });
	const disposition = response.headers.get("content-disposition") ?? "";
	const name = /filename\*=UTF-8''(\S+)/.exec(disposition)?.[1] ?? "resume";
	const url = URL.createObjectURL(new Blob([await response.arrayBuffer()], { type: "application/octet-stream" }));
	const link = document.createElement("a");
	link.href = url;
	link.download = decodeURIComponent(name);
	link.click();
	setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
