import type { InjectOptions, LightMyRequestResponse } from "fastify";
import { createLoginLinks } from "../../src/api/login-links.ts";
import type { Account } from "../../src/domain/account.ts";
import type { Role } from "../../src/domain/role.ts";
import { parseTenantId } from "../../src/domain/tenant.ts";
import { type Harness, type HarnessOptions, openHarness } from "../api/harness.ts";
import { temporaryFolder } from "../tenancy/rig.ts";

/** The API with people who sign in by links. */
export interface Office extends Harness {
	/** Makes an account and signs it in. */
	readonly person: (name: string, options?: PersonOptions) => Promise<Person>;
	readonly linkOf: (account: string) => string;
}

export interface PersonOptions {
	readonly tenant?: string;
	readonly roles?: readonly Role[];
	readonly seat?: string;
}

export interface Person {
	readonly account: Account;
	/** `name=value`, as the browser sends it back. */
	readonly cookie: string;
	readonly csrfToken: string;
	/** Calls as a page of ours does. */
	readonly call: (method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE", url: string, body?: object) => Answer;
	readonly send: (options: InjectOptions) => Answer;
}
type Answer = Promise<LightMyRequestResponse>;

export const ACME = parseTenantId("acme");
export const OTHER = parseTenantId("other");

/** What a browser keeps of an answer. */
export const cookieOf = (answer: LightMyRequestResponse): string =>
	answer.cookies.map(({ name, value }) => `${name}=${value}`).join("; ");

export async function openOffice(options: HarnessOptions = {}): Promise<Office> {
	const links = createLoginLinks(temporaryFolder());
	const harness = await openHarness({ ...options, deps: { links, ...options.deps } });
	const linkOf = (account: string) => `/login/link/${links.issue(account)}`;
	const person = async (name: string, { tenant = "acme", roles = ["recruiter"], seat }: PersonOptions = {}) => {
		const account = await harness.tenancy.accounts.invite(parseTenantId(tenant), {
			name,
			email: `${name.toLowerCase().replaceAll(" ", ".")}@${tenant}.example`,
			roles: [...roles],
			...(seat === undefined ? {} : { seat }),
		});
		return signedIn(harness, account, cookieOf(await harness.app.inject(linkOf(account.id))));
	};
	return { ...harness, person, linkOf };
}

async function signedIn({ app }: Harness, account: Account, cookie: string): Promise<Person> {
	const me = await app.inject({ url: "/v1/me", headers: { cookie } });
	const { csrfToken } = me.json();
	const headers = { cookie, "tributary-csrf": csrfToken };
	return {
		account,
		cookie,
		csrfToken,
		call: (method, url, body) =>
			app.inject({ method, url, headers, ...(body === undefined ? {} : { payload: body }) }) as Answer,
		send: (options) => app.inject({ ...options, headers: { ...headers, ...options.headers } }) as Answer,
	};
}

/** Status, and the code of a failure. */
export const outcome = (answer: LightMyRequestResponse): readonly [number, string?] =>
	answer.statusCode < 400 ? [answer.statusCode] : [answer.statusCode, answer.json().code];
