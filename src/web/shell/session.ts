import { signal } from "@preact/signals";
import { takeToken } from "./router.ts";

/** Who is signed in. The only file that knows how: the others ask `me`, and let {@link authorize} sign their requests. */

export interface Me {
	readonly name: string;
	readonly tenant: string;
	readonly permissions: readonly string[];
}

const KEY = "tributary.token";

/** null: nobody is. */
export const me = signal<Me | null>(null);
/** Why the sign-in is shown again, for the reader. */
export const farewell = signal<"expired" | null>(null);

/** Takes up the session that the address or this tab holds. */
export function resume(): void {
	const given = takeToken();
	if (given !== null) sessionStorage.setItem(KEY, given);
	me.value = readToken(sessionStorage.getItem(KEY));
}

/** Begins with an access token. */
export function begin(token: string): void {
	sessionStorage.setItem(KEY, token);
	farewell.value = null;
	me.value = readToken(token);
}

/** Forgets the session and, with the views that showed them, all data. */
export function signOut(why: "expired" | null = null): void {
	sessionStorage.removeItem(KEY);
	farewell.value = why;
	me.value = null;
}

/** Signs a request of the API. */
export function authorize(headers: Headers): void {
	const token = sessionStorage.getItem(KEY);
	if (token !== null) headers.set("authorization", `Bearer ${token}`);
}

export const may = (permission: string): boolean => me.value?.permissions.includes(permission) === true;

/** What the token says of itself, for display: the server decides by itself. */
function readToken(token: string | null): Me | null {
	if (token === null) return null;
	try {
		const bytes = atob((token.split(".")[1] ?? "").replaceAll("-", "+").replaceAll("_", "/"));
		const claims = JSON.parse(bytes) as { tenant?: string; client_id?: string; sub?: string; scope?: string };
		const name = claims.client_id ?? claims.sub ?? "";
		return { name, tenant: claims.tenant ?? "", permissions: (claims.scope ?? "").split(" ") };
	} catch {
		return { name: "", tenant: "", permissions: [] };
	}
}
