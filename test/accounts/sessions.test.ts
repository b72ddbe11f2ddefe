import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createLoginLinks } from "../../src/api/login-links.ts";
import { openHarness } from "../api/harness.ts";
import { temporaryFolder } from "../tenancy/rig.ts";
import { ACME, cookieOf, type Office, OTHER, openOffice, outcome } from "./people.ts";

let office: Office;
beforeAll(async () => {
	office = await openOffice();
});
afterAll(() => office.close());

const HOUR = 3_600_000;
const SEARCH = { query: "jane" };

describe("a link of the demo", () => {
	test("signs in once, with a cookie that scripts and other sites do not get", async () => {
		const { id } = await office.tenancy.accounts.invite(ACME, { name: "Lea", email: "lea@acme.example" });
		const link = office.linkOf(id);
		const first = await office.app.inject(link);
		expect([first.statusCode, first.headers.location]).toEqual([303, "/?by=link"]);
		expect(first.headers["set-cookie"]).toMatch(/^tributary-session=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax$/);
		const again = await office.app.inject(link);
		expect([again.headers.location, again.headers["set-cookie"]]).toEqual(["/?sign-in=link-used", undefined]);
	});

	test("that two follow at once lets one of them in; that fails is as good as before", async () => {
		const { id } = await office.tenancy.accounts.invite(ACME, { name: "Liv", email: "liv@acme.example" });
		const link = office.linkOf(id);
		const both = await Promise.all([office.app.inject(link), office.app.inject(link)]);
		expect(both.map(({ headers }) => headers.location).toSorted()).toEqual(["/?by=link", "/?sign-in=link-used"]);
		const links = createLoginLinks(temporaryFolder());
		const token = links.issue(id);
		await expect(links.redeem(token, () => Promise.reject(new Error("busy")))).rejects.toThrow("busy");
		expect(await links.redeem(token, async () => false)).toBe(false);
		expect(await links.redeem(token, async (account) => account === id)).toBe(true);
		expect(await links.redeem(token, async () => true)).toBe(false);
	});

	test("is what somebody is sent to who asks for an identity provider where there are links only", async () => {
		expect((await office.app.inject("/login/acme")).headers.location).toBe("/?sign-in=by-link");
	});

	test("over TLS sets a cookie that no other host, path or plain connection can set or get", async () => {
		const safe = await openOffice({ settings: { publicUrl: "https://search.example.com" } });
		const { id } = await safe.tenancy.accounts.invite(ACME, { name: "Lea", email: "lea@acme.example" });
		const answer = await safe.app.inject(safe.linkOf(id));
		expect(answer.headers["set-cookie"]).toMatch(
			/^__Host-tributary=[\w-]{43}; Path=\/; HttpOnly; Secure; SameSite=Lax$/,
		);
		const plain = cookieOf(answer).replace("__Host-tributary", "tributary-session");
		expect((await safe.app.inject({ url: "/v1/me", headers: { cookie: plain } })).statusCode).toBe(401);
		expect((await safe.app.inject({ url: "/v1/me", headers: { cookie: cookieOf(answer) } })).statusCode).toBe(200);
		await safe.close();
	});

	test("works from this machine only, and not for another site's page", async () => {
		const { id } = await office.tenancy.accounts.invite(ACME, { name: "Max", email: "max@acme.example" });
		const link = office.linkOf(id);
		const refused = [
			await office.app.inject({ url: link, remoteAddress: "192.0.2.7" }),
			await office.app.inject({ url: link, headers: { "x-forwarded-for": "192.0.2.7" } }),
			await office.app.inject({ url: link, headers: { "sec-fetch-site": "cross-site" } }),
		];
		expect(refused.map(outcome)).toEqual([
			[404, "not-found"],
			[404, "not-found"],
			[403, "csrf-refused"],
		]);
		expect((await office.app.inject(link)).headers.location).toBe("/?by=link");
	});

	test("is no route where nobody gave the server links", async () => {
		const served = await openHarness();
		expect((await served.app.inject("/login/link/x")).statusCode).toBe(404);
		expect(served.app.routeTable.entries().some(({ url }) => url.includes("link"))).toBe(false);
		await served.close();
	});
});

describe("a session", () => {
	test("tells a page who is signed in and what he may do", async () => {
		const rita = await office.person("Rita");
		const me = (await rita.call("GET", "/v1/me")).json();
		expect(me).toMatchObject({
			kind: "account",
			id: rita.account.id,
			tenant: { id: "acme", name: "acme" },
			name: "Rita",
			email: "rita@acme.example",
			seat: null,
			roles: [{ role: "recruiter", expiresAt: null }],
		});
		expect(me.scopes).toContain("search");
		expect(me.scopes).not.toContain("accounts:write");
		const token = await office.tokenOf("acme", ["search"]);
		const client = await office.app.inject({ url: "/v1/me", headers: { authorization: `Bearer ${token}` } });
		expect(client.json()).toMatchObject({ kind: "client", scopes: ["search"], csrfToken: null, roles: [] });
	});

	test("is named in the log by the account, and by nothing that tells the person", async () => {
		const ada = await office.person("Adalbert");
		await ada.call("POST", "/v1/search", SEARCH);
		const entries = await office.tenancy.audit.latest(ACME, 6);
		expect(entries[0]).toMatchObject({ actor: { kind: "account", id: ada.account.id }, action: "search" });
		expect(JSON.stringify(entries)).not.toMatch(/adalbert/i);
	});

	test("ends an hour after the last call, and after twelve in any case", async () => {
		const idle = await office.person("Ida");
		office.pass(59 * 60_000);
		expect((await idle.call("GET", "/v1/me")).statusCode).toBe(200);
		office.pass(61 * 60_000);
		expect(outcome(await idle.call("GET", "/v1/me"))).toEqual([401, "invalid-token"]);
		const busy = await office.person("Bea");
		for (let hours = 0; hours < 23; hours++) {
			office.pass(HOUR / 2);
			expect((await busy.call("GET", "/v1/me")).statusCode).toBe(200);
		}
		office.pass(HOUR / 2);
		expect(outcome(await busy.call("GET", "/v1/me"))).toEqual([401, "invalid-token"]);
	});

	test("ends when he signs out, here and not elsewhere", async () => {
		const one = await office.person("Olga");
		const other = cookieOf(await office.app.inject(office.linkOf(one.account.id)));
		const answer = await one.call("POST", "/logout");
		expect([answer.statusCode, answer.headers["clear-site-data"]]).toEqual([204, '"cache"']);
		expect((await one.call("GET", "/v1/me")).statusCode).toBe(401);
		expect((await office.app.inject({ url: "/v1/me", headers: { cookie: other } })).statusCode).toBe(200);
	});

	test("that was ever opened makes the account an active one, also by a link of the demo", async () => {
		const { id } = await office.tenancy.accounts.invite(ACME, { name: "Lin", email: "lin@acme.example" });
		expect(await office.tenancy.accounts.get(ACME, id)).toMatchObject({ status: "invited" });
		await office.app.inject(office.linkOf(id));
		expect(await office.tenancy.accounts.get(ACME, id)).toMatchObject({ status: "active" });
	});

	test("is a new one at each sign-in: whoever put a cookie there knows no session afterwards (session fixation)", async () => {
		const eve = await office.person("Eve");
		const { id } = await office.tenancy.accounts.invite(ACME, { name: "Vic", email: "vic@acme.example" });
		const answer = await office.app.inject({ url: office.linkOf(id), headers: { cookie: eve.cookie } });
		expect(cookieOf(answer)).not.toBe(eve.cookie);
		expect(outcome(await eve.call("GET", "/v1/me"))).toEqual([401, "invalid-token"]);
		const planted = { cookie: `tributary-session=${"A".repeat(43)}` };
		const fixed = await office.app.inject({ url: office.linkOf(id), headers: planted });
		expect(cookieOf(fixed)).not.toContain("AAAA");
		expect((await office.app.inject({ url: "/v1/me", headers: planted })).statusCode).toBe(401);
	});
});

describe("revocation counts at once, in every process", () => {
	test("of an account", async () => {
		const tom = await office.person("Tom");
		await office.tenancy.accounts.change(ACME, tom.account.id, { status: "disabled" });
		expect(outcome(await tom.call("GET", "/v1/me"))).toEqual([401, "invalid-token"]);
		await office.tenancy.accounts.change(ACME, tom.account.id, { status: "active" });
		expect(outcome(await tom.call("GET", "/v1/me"))).toEqual([401, "invalid-token"]);
		expect((await office.app.inject(office.linkOf(tom.account.id))).headers.location).toBe("/?by=link");
	});

	test("of a role, of an expired one, and of the tenant", async () => {
		const may = async (person: Awaited<ReturnType<Office["person"]>>) =>
			(await person.call("POST", "/v1/search", SEARCH)).statusCode;
		const una = await office.person("Una", { tenant: "other" });
		expect(await may(una)).toBe(200);
		const [grant] = (await office.tenancy.accounts.get(OTHER, una.account.id)).grants;
		await office.tenancy.accounts.grants.end(OTHER, grant?.id ?? "");
		expect(await may(una)).toBe(403);
		const expiresAt = new Date(office.ingest.clock().getTime() + 10 * 60_000).toISOString();
		await office.tenancy.accounts.grants.give(OTHER, una.account.id, { role: "recruiter", expiresAt });
		expect(await may(una)).toBe(200);
		office.pass(11 * 60_000);
		expect(await may(una)).toBe(403);
		await office.tenancy.tenants.update(OTHER, { status: "disabled" });
		expect(outcome(await una.call("GET", "/v1/me"))).toEqual([403, "tenant-disabled"]);
		await office.tenancy.tenants.update(OTHER, { status: "active" });
	});
});

describe("a call that a cookie came with", () => {
	const headers = (cookie: string, more: object = {}) => ({ cookie, ...more });
	const post = (cookie: string, more: object) =>
		office.app.inject({ method: "POST", url: "/v1/search", payload: SEARCH, headers: headers(cookie, more) });

	test("and that changes something needs the token of our own page", async () => {
		const cy = await office.person("Cy");
		const dan = await office.person("Dan");
		const right = { "tributary-csrf": cy.csrfToken };
		expect((await post(cy.cookie, right)).statusCode).toBe(200);
		const wrong = [{}, { "tributary-csrf": "" }, { "tributary-csrf": dan.csrfToken }];
		for (const more of wrong) expect(outcome(await post(cy.cookie, more))).toEqual([403, "csrf-refused"]);
	});

	test("is refused from another site, also where that site knows the token or only reads", async () => {
		const gil = await office.person("Gil");
		const right = { "tributary-csrf": gil.csrfToken };
		const foreign = [{ origin: "https://evil.example" }, { origin: "null" }, { "sec-fetch-site": "cross-site" }];
		for (const more of [...foreign, { "sec-fetch-site": "same-site" }]) {
			expect(outcome(await post(gil.cookie, { ...right, ...more }))).toEqual([403, "csrf-refused"]);
			const read = await office.app.inject({ url: "/v1/me", headers: headers(gil.cookie, more) });
			expect(outcome(read)).toEqual([403, "csrf-refused"]);
		}
		for (const origin of ["http://127.0.0.1:8080", "http://localhost:9000"]) {
			const more = { ...right, origin, host: new URL(origin).host, "sec-fetch-site": "same-origin" };
			expect((await post(gil.cookie, more)).statusCode).toBe(200);
		}
	});

	test("and a token too is the token's: a bad one is not made good by the cookie", async () => {
		const flo = await office.person("Flo");
		const bad = { "tributary-csrf": flo.csrfToken, authorization: "Bearer x.y.z" };
		expect(outcome(await post(flo.cookie, bad))).toEqual([401, "invalid-token"]);
	});
});
