import type { LightMyRequestResponse } from "fastify";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { parseTenantId } from "../../src/domain/tenant.ts";
import { createTransport } from "../../src/export/transport.ts";
import { writeProvider } from "../../src/sign-in/provider.ts";
import type { SignIn } from "../../src/sign-in/sign-in.ts";
import { createSignIn } from "../../src/sign-in/sign-in.ts";
import type { Tenancy } from "../../src/tenancy/tenancy.ts";
import { openHarness } from "../api/harness.ts";
import { type IdentityProvider, SECRET, startIdentityProvider } from "./identity-provider.ts";
import { ACME, cookieOf, type Office, OTHER, openOffice, outcome } from "./people.ts";

/** Against a real OpenID provider, in a process of its own. */

let provider: IdentityProvider;
let office: Office;
/** What is answered at an address where nobody is. */
const madeUp = new Map<string, string>();
/** How often a provider was asked anything. */
let requests = 0;
const MOST_FAILED = 50; // written down in a minute
const MFA = { amr: ["pwd", "mfa"] };
const publicUrl = "http://127.0.0.1:8080";

beforeAll(async () => {
	provider = await startIdentityProvider();
	let signIn: SignIn | undefined;
	const transport = createTransport({ allowLoopback: true });
	const real = (): SignIn => {
		signIn ??= createSignIn({
			tenancy: office.tenancy as Tenancy,
			transport: {
				ask: async (...asked) => {
					requests++;
					const body = madeUp.get(`${asked[0].url}`);
					return body === undefined
						? transport.ask(...asked)
						: { status: 200, retryAfter: null, type: "application/json", body };
				},
			},
			clock: office.ingest.clock,
			publicUrl,
			allowLoopback: true,
		});
		return signIn;
	};
	const later: SignIn = {
		begin: (...args) => real().begin(...args),
		complete: (...args) => real().complete(...args),
		check: (...args) => real().check(...args),
		redirectUri: (...args) => real().redirectUri(...args),
	};
	office = await openOffice({ deps: { signIn: later }, limits: { failedLogins: MOST_FAILED } });
	for (const tenant of [ACME, OTHER]) {
		const actor = { kind: "operator", id: "test" } as const;
		const scope = await office.tenancy.openScope({ tenant, actor, purpose: "test" });
		await writeProvider(scope, { issuer: provider.issuer, clientId: "tributary", clientSecret: SECRET }, new Date());
	}
});
afterAll(async () => {
	await office.close();
	provider.close();
});

const invite = (email: string, tenant = ACME) =>
	office.tenancy.accounts.invite(tenant, { name: "A person", email, roles: ["recruiter"] });

interface Begun {
	readonly location: string;
	readonly cookie: string;
}
async function begin(path = "/login/acme"): Promise<Begun> {
	const answer = await office.app.inject(path);
	expect(answer.statusCode).toBe(303);
	return { location: `${answer.headers.location}`, cookie: cookieOf(answer) };
}
const back = (url: URL, cookie: string): Promise<LightMyRequestResponse> =>
	office.app.inject({ url: `${url.pathname}${url.search}`, headers: { cookie } });

/** The whole way, as a browser goes it. */
async function signIn(path = "/login/acme") {
	const { location, cookie } = await begin(path);
	return back(await provider.visit(location), cookie);
}
/** Where the browser ends, and whether it is signed in. */
const ended = (answer: LightMyRequestResponse) => [
	answer.headers.location,
	answer.cookies.some(({ name, value }) => name === "tributary-session" && value !== ""),
];
const REFUSED = (code: string) => [`/?sign-in=${code}`, false];

describe("signing in by the tenant's provider", () => {
	test("binds the invited account to who he is there, and from then on knows him by that alone", async () => {
		const { id } = await invite("ada@acme.example");
		await provider.vouchFor({ subject: "ada", email: "Ada@acme.example", ...MFA });
		const first = await signIn("/login/acme?return=/%3Fview=projects");
		expect(ended(first)).toEqual(["/?view=projects", true]);
		const me = await office.app.inject({ url: "/v1/me", headers: { cookie: cookieOf(first) } });
		expect(me.json()).toMatchObject({ id, kind: "account", roles: [{ role: "recruiter" }] });
		expect(await office.tenancy.accounts.get(ACME, id)).toMatchObject({ status: "active" });
		const [entry] = (await office.tenancy.audit.latest(ACME, 5)).filter(({ action }) => action === "session.open");
		expect(entry).toMatchObject({ actor: { kind: "account", id }, result: { outcome: "ok" } });
		await provider.vouchFor({ subject: "ada", email: "married@acme.example", ...MFA });
		expect(ended(await signIn())).toEqual(["/", true]);
		// Somebody else who has her address by now is not her.
		await provider.vouchFor({ subject: "ada-2", email: "ada@acme.example", ...MFA });
		expect(ended(await signIn())).toEqual(REFUSED("sign-in-refused"));
	});

	test("asks with code, PKCE, state and nonce, each new, and with the exact redirect address", async () => {
		const [one, two] = [new URL((await begin()).location), new URL((await begin()).location)];
		const of = (url: URL) => Object.fromEntries(url.searchParams);
		expect(of(one)).toMatchObject({
			response_type: "code",
			client_id: "tributary",
			code_challenge_method: "S256",
			redirect_uri: `${publicUrl}/login/acme/callback`,
			scope: "openid email profile",
		});
		for (const name of ["state", "nonce", "code_challenge"]) {
			expect(one.searchParams.get(name)).toMatch(/^[\w-]{43}$/);
			expect(one.searchParams.get(name)).not.toBe(two.searchParams.get(name));
		}
	});

	test("is refused to who has no account, whose address nobody verified, or whose account is another tenant's or disabled", async () => {
		const { id } = await invite("dis@acme.example");
		await invite("theirs@acme.example", OTHER);
		await invite("unsure@acme.example");
		await office.tenancy.accounts.change(ACME, id, { status: "disabled" });
		const people = [
			{ subject: "unknown", email: "unknown@acme.example" },
			{ subject: "dis", email: "dis@acme.example" },
			{ subject: "theirs", email: "theirs@acme.example" },
			{ subject: "unsure", email: "unsure@acme.example", verified: false },
			{ subject: "silent" },
		];
		for (const person of people) {
			await provider.vouchFor({ ...person, ...MFA });
			expect([person.subject, ...ended(await signIn())]).toEqual([person.subject, ...REFUSED("sign-in-refused")]);
		}
		const [entry] = await office.tenancy.audit.latest(ACME, 1);
		expect(entry).toMatchObject({
			actor: { kind: "system", id: "sign-in" },
			action: "session.open",
			result: { outcome: "denied", code: "sign-in-refused" },
		});
	});

	test("ends at once for who is disabled meanwhile, and stays ended", async () => {
		const { id } = await invite("tom@acme.example");
		await provider.vouchFor({ subject: "tom", email: "tom@acme.example", ...MFA });
		const cookie = cookieOf(await signIn());
		const me = () => office.app.inject({ url: "/v1/me", headers: { cookie } });
		expect((await me()).statusCode).toBe(200);
		await office.tenancy.accounts.change(ACME, id, { status: "disabled" });
		expect(outcome(await me())).toEqual([401, "invalid-token"]);
		expect(ended(await signIn())).toEqual(REFUSED("sign-in-refused"));
	});

	test("wants a second factor, unless the tenant said otherwise", async () => {
		await invite("one@acme.example");
		for (const amr of [undefined, ["pwd"]]) {
			await provider.vouchFor({ subject: "one", email: "one@acme.example", ...(amr === undefined ? {} : { amr }) });
			expect(ended(await signIn())).toEqual(REFUSED("mfa-required"));
		}
		const actor = { kind: "operator", id: "test" } as const;
		const scope = await office.tenancy.openScope({ tenant: ACME, actor, purpose: "test" });
		const set = (policy: object) =>
			writeProvider(scope, { issuer: provider.issuer, clientId: "tributary", ...policy }, new Date());
		await set({ acr: ["urn:two-factors"], amr: [] });
		await provider.vouchFor({ subject: "one", email: "one@acme.example", acr: "urn:one-factor" });
		expect(ended(await signIn())).toEqual(REFUSED("mfa-required"));
		await provider.vouchFor({ subject: "one", email: "one@acme.example", acr: "urn:two-factors" });
		expect(ended(await signIn())).toEqual(["/", true]);
		await set({ acr: [], amr: [] });
		await provider.vouchFor({ subject: "one", email: "one@acme.example" });
		expect(ended(await signIn())).toEqual(["/", true]);
		await set({});
	});
});

describe("an answer that does not hold signs nobody in", () => {
	beforeAll(async () => {
		await invite("vic@acme.example");
		await invite("vic@acme.example", OTHER);
	});
	const vouch = () => provider.vouchFor({ subject: "vic", email: "vic@acme.example", ...MFA });
	const FAILED = REFUSED("sign-in-failed");

	test("with a nonce, a challenge or a redirect address that was put in on the way", async () => {
		await vouch();
		for (const [name, value] of [
			["nonce", "n".repeat(43)],
			["code_challenge", "c".repeat(43)],
		] as const) {
			const { location, cookie } = await begin();
			const url = new URL(location);
			url.searchParams.set(name, value);
			expect([name, ...ended(await back(await provider.visit(url.href), cookie))]).toEqual([name, ...FAILED]);
		}
		const url = new URL((await begin()).location);
		url.searchParams.set("redirect_uri", `${publicUrl}/login/acme/callback/x`);
		await expect(provider.visit(url.href)).rejects.toThrow("redirect_uri");
	});

	test("of a code that was used", async () => {
		await vouch();
		const { location, cookie } = await begin();
		const url = await provider.visit(location);
		expect(ended(await back(url, cookie))).toEqual(["/", true]);
		expect(ended(await back(url, cookie))).toEqual(FAILED);
	});

	test("of another issuer, also one that answers for several (mix-up)", async () => {
		await vouch();
		const { location, cookie } = await begin();
		const url = await provider.visit(location);
		url.searchParams.set("iss", "https://evil.example");
		expect(ended(await back(url, cookie))).toEqual(FAILED);
		const atOther = await begin("/login/other");
		const theirs = await provider.visit(atOther.location);
		theirs.pathname = "/login/acme/callback";
		expect(ended(await back(theirs, atOther.cookie))).toEqual(FAILED);
	});

	test("of another provider than the browser was sent to, which the tenant has by now", async () => {
		await vouch();
		const actor = { kind: "operator", id: "test" } as const;
		const scope = await office.tenancy.openScope({ tenant: ACME, actor, purpose: "test" });
		const to = (issuer: string) =>
			writeProvider(scope, { issuer, clientId: "tributary", clientSecret: SECRET }, new Date());
		const [own, before] = [provider.issuer, "http://127.0.0.1:9/before"];
		const at = (issuer: string) => `${issuer}/.well-known/openid-configuration`;
		const document = (await (await fetch(at(own))).json()) as object;
		madeUp.set(at(before), JSON.stringify({ ...document, issuer: before }));
		await to(before);
		const { location, cookie } = await begin();
		await to(own);
		// The one of before knows state, nonce and challenge, and could have asked with them for somebody of its own.
		expect(ended(await back(await provider.visit(location), cookie))).toEqual(FAILED);
		expect(ended(await signIn())).toEqual(["/", true]);
	});

	test("in a browser that did not ask (login CSRF): without the cookie, with another's, with a changed one", async () => {
		await vouch();
		const attacker = await begin();
		const victim = await begin();
		const url = await provider.visit(attacker.location);
		for (const cookie of ["", victim.cookie, `${attacker.cookie.slice(0, -4)}AAAA`])
			expect(ended(await back(url, cookie))).toEqual(FAILED);
		url.searchParams.set("state", "s".repeat(43));
		expect(ended(await back(url, attacker.cookie))).toEqual(FAILED);
	});

	test("that took more than ten minutes, or in which the person said no", async () => {
		await vouch();
		const { location, cookie } = await begin();
		const url = await provider.visit(location);
		office.pass(11 * 60_000);
		expect(ended(await back(url, cookie))).toEqual(FAILED);
		const second = await begin();
		const state = new URL(second.location).searchParams.get("state");
		const no = new URL(`${publicUrl}/login/acme/callback?error=access_denied&state=${state}&iss=${provider.issuer}`);
		expect(ended(await back(no, second.cookie))).toEqual(FAILED);
	});
});

describe("where nobody can sign in", () => {
	/** These offices have links, as a demo has. */
	const NOBODY = REFUSED("by-link");

	test("without links of a demo it is told as it is", async () => {
		const served = await openHarness();
		expect(ended(await served.app.inject("/login/none"))).toEqual(REFUSED("sign-in-unavailable"));
		await served.close();
	});

	test("no tenant, none with a provider, and a disabled one answer alike", async () => {
		await office.tenancy.tenants.create({ id: "plain", name: "plain" });
		for (const tenant of ["plain", "none", "NOT%20AN%20ID"]) {
			const answer = await office.app.inject(`/login/${tenant}`);
			expect([tenant, ...ended(answer)]).toEqual([tenant, ...NOBODY]);
		}
		await office.tenancy.tenants.update(OTHER, { status: "disabled" });
		expect(ended(await office.app.inject("/login/other"))).toEqual(NOBODY);
		await office.tenancy.tenants.update(OTHER, { status: "active" });
	});

	test("a provider that does not answer is left alone for half a minute", async () => {
		await office.tenancy.tenants.create({ id: "away", name: "away" });
		const tenant = parseTenantId("away");
		const scope = await office.tenancy.openScope({ tenant, actor: { kind: "operator", id: "test" }, purpose: "test" });
		const away = { issuer: "http://127.0.0.1:9", clientId: "tributary", clientSecret: SECRET };
		await writeProvider(scope, away, new Date());
		const asked = async () => {
			const before = requests;
			expect(ended(await office.app.inject("/login/away"))).toEqual(NOBODY);
			return requests - before;
		};
		expect([await asked(), await asked()]).toEqual([1, 0]);
		office.pass(29_000);
		expect(await asked()).toBe(0);
		office.pass(2000);
		expect(await asked()).toBe(1);
	});

	test("nobody is sent to another site afterwards", async () => {
		await invite("red@acme.example");
		await provider.vouchFor({ subject: "red", email: "red@acme.example", ...MFA });
		for (const to of [
			"https://evil.example/",
			"//evil.example",
			"/\\evil.example",
			"/%09/evil.example",
			"javascript:alert(1)",
		]) {
			const answer = await signIn(`/login/acme?return=${encodeURIComponent(to)}`);
			expect(new URL(`${answer.headers.location}`, publicUrl).origin).toBe(publicUrl);
		}
	});
});

test("answers to nobody's question write nothing into the log, nor do many to one of ours fill it", async () => {
	const last = async () => (await office.tenancy.audit.latest(ACME, 1)).at(0);
	const url = new URL("/login/acme/callback?code=x&state=y", publicUrl);
	const seq = (await last())?.seq ?? 0;
	for (const cookie of ["", "tributary-login=x"]) expect(ended(await back(url, cookie))[1]).toBe(false);
	expect((await last())?.seq).toBe(seq);
	const own = await begin();
	for (let sent = 0; sent < MOST_FAILED + 3; sent++) await back(url, own.cookie);
	expect(await last()).toMatchObject({ result: { code: "too-many-requests" } });
	expect((await last())?.seq).toBeLessThanOrEqual(seq + MOST_FAILED);
});

describe("setting the provider", () => {
	test("is asked at once whether it is one, and never shows its secret", async () => {
		const admin = await office.person("Adam", { roles: ["tenant-admin"] });
		const body = { issuer: provider.issuer, clientId: "tributary" };
		const set = await admin.call("PUT", "/v1/identity-provider", body);
		expect(set.json()).toMatchObject({ ...body, amr: ["mfa"], redirectUri: `${publicUrl}/login/acme/callback` });
		const shown = await admin.call("GET", "/v1/identity-provider");
		expect(shown.body + set.body).not.toContain(SECRET);
		for (const issuer of [`${provider.issuer}/other`, "http://127.0.0.1:9", "http://169.254.169.254/latest"])
			expect(outcome(await admin.call("PUT", "/v1/identity-provider", { ...body, issuer }))).toEqual([
				422,
				"invalid-field",
			]);
	});
});
