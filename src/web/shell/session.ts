import { signal } from "@preact/signals";
import { reachable, reached } from "./connection.ts";

/**
 * Who is signed in (docs/accounts.md). The only file that knows how: the others ask `me` and {@link may}, and let {@link authorize} mark their
 * requests. The session itself is a cookie that no script can read.
 */

/** What `GET /v1/me` tells. */
export interface Me {
	readonly kind: "account" | "client";
	readonly id: string;
	readonly tenant: { readonly id: string; readonly name: string };
	readonly name: string | null;
	readonly email: string | null;
	readonly seat: string | null;
	readonly roles: readonly { readonly role: string; readonly expiresAt: string | null }[];
	readonly scopes: readonly string[];
	/** Whether profiles can be sent to the ATS. */
	readonly exportsToAts: boolean;
	/** Why not, where it is allowed. */
	readonly exportBarrier: "switched-off" | "no-callback" | null;
	readonly csrfToken: string | null;
}

/** Not known before the service was asked; null: nobody. */
export const me = signal<Me | null | undefined>(undefined);
/** Why the sign-in is shown: it ended, somebody else signed in in another window, or the code of a sign-in that failed. */
export const farewell = signal<string | null>(null);

const TENANT = "tributary.tenant";
const BACK = "tributary.back";
/** Whoever works here came by a link of the demo. */
const BY_LINK = "tributary.by-link";
const OF_LINKS: readonly (string | null)[] = ["by-link", "link-used"];

/** Windows of one browser share the session: what one of them begins, the others learn. */
const windows = new BroadcastChannel("tributary-session");
/** What a window says that signed out, in the place of who is signed in. */
const NOBODY = "";
const identity = ({ tenant, id }: Me): string => `${tenant.id} ${id}`;
windows.addEventListener("message", ({ data }: MessageEvent<string>) => {
	if (me.value != null && data !== identity(me.value)) end(data === NOBODY ? "signed-out" : "elsewhere");
});

/** Takes up the session of this browser, and what the address says of a sign-in that has just ended. */
export async function resume(): Promise<void> {
	const said = new URLSearchParams(location.search);
	const code = said.get("sign-in");
	if (said.get("by") === "link" || OF_LINKS.includes(code)) localStorage.setItem(BY_LINK, "yes");
	const back = sessionStorage.getItem(BACK);
	sessionStorage.removeItem(BACK);
	if (location.search !== "") history.replaceState(null, "", `/${location.hash}`);
	farewell.value = code;
	const found = await askUntilKnown();
	if (found !== null) {
		localStorage.setItem(TENANT, found.tenant.id);
		windows.postMessage(identity(found));
		if (back !== null && location.hash === "") location.replace(`/${back}`);
	}
	me.value = found;
}

/** Whoever is signed in stays so while the service cannot be reached: nobody is sent to the sign-in for that. */
async function askUntilKnown(): Promise<Me | null> {
	for (;;) {
		const found = await askWho();
		reachable.value = found !== undefined;
		if (found !== undefined) return found;
		await reached();
	}
}

/** Asked without the client of the API: nobody being signed in is no failure here. @returns undefined where there is no telling */
async function askWho(): Promise<Me | null | undefined> {
	const response = await fetch("/v1/me", { credentials: "same-origin", cache: "no-store" }).catch(() => null);
	if (response === null || response.status >= 500) return undefined;
	if (response.ok) return (await response.json()) as Me;
	const { code } = (await response.json().catch(() => ({}))) as { readonly code?: string };
	if (code === "tenant-disabled") farewell.value = "disabled";
	return null;
}

/** The tenant that was signed in to last from this browser. */
export const lastTenant = (): string => localStorage.getItem(TENANT) ?? "";

/** Whether whoever was here last had come by a link of the demo, in which nobody has an identity provider. */
export const cameByLink = (): boolean => localStorage.getItem(BY_LINK) !== null;

/** Leads to the tenant's identity provider; who comes back finds the view that he left. */
export function signIn(tenant: string): void {
	localStorage.setItem(TENANT, tenant);
	localStorage.removeItem(BY_LINK);
	if (location.hash !== "") sessionStorage.setItem(BACK, location.hash);
	location.assign(`/login/${encodeURIComponent(tenant)}?return=/`);
}

/**
 * Ends the session, in all windows of this browser. Where the service could not be told, or refused, the page shows nobody any more, and says
 * that the session goes on.
 */
export async function signOut(): Promise<void> {
	const headers = new Headers();
	authorize(headers);
	const response = await fetch("/logout", { method: "POST", credentials: "same-origin", headers }).catch(() => null);
	// 401: it had ended before.
	const isEnded = response?.ok === true || response?.status === 401;
	sessionStorage.removeItem(BACK);
	history.replaceState(null, "", "/");
	if (isEnded) windows.postMessage(NOBODY);
	end(isEnded ? null : "not-signed-out");
}

/** Forgets who it was and, with the views that showed them, all data. */
export function end(why: string | null): void {
	farewell.value = why;
	me.value = null;
}

/** Marks a request as one of this page: another site cannot read the token. */
export function authorize(headers: Headers): void {
	const token = me.value?.csrfToken;
	if (token != null) headers.set("tributary-csrf", token);
}

export const may = (permission: string): boolean => me.value?.scopes.includes(permission) === true;
