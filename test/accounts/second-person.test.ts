import { generateX25519Identity, identityToRecipient } from "age-encryption";
import { afterAll, beforeAll, expect, test } from "vitest";
import { TributaryError } from "../../src/errors.ts";
import { removeProvider, writeProvider } from "../../src/sign-in/provider.ts";
import { ACME, type Office, OTHER, openOffice, outcome, type Person } from "./people.ts";

/** What reaches far takes two people. */

let office: Office;
let ada: Person;
let ben: Person;
let rita: Person;
/** The identity provider does not answer. */
let isAway = false;
beforeAll(async () => {
	const check = async () => {
		if (isAway) throw new TributaryError("sign-in-unavailable");
	};
	office = await openOffice({ deps: { signIn: { check, redirectUri: () => "https://localhost/login" } as never } });
	ada = await office.person("Ada", { roles: ["tenant-admin"] });
	rita = await office.person("Rita");
});
afterAll(() => office.close());

const invitation = (name: string, roles: readonly string[] = ["tenant-admin"]) => ({
	email: `${name}@acme.example`,
	name,
	roles,
});
const idOf = (answer: { json: () => { detail?: string } }) =>
	/second-[0-9a-f]{18}/.exec(answer.json().detail ?? "")?.[0];
const settings = (secondPerson: "off" | "where-possible" | "always") =>
	office.tenancy.tenants.update(ACME, { settings: { secondPerson } });
const namesOf = async () => (await office.tenancy.accounts.list(ACME)).map(({ name }) => name);

test("R15: who is alone can do it, unless the tenant wants a second person always", async () => {
	expect(outcome(await ada.call("POST", "/v1/accounts", invitation("alone")))).toEqual([201]);
	await settings("always");
	expect(outcome(await ada.call("POST", "/v1/accounts", invitation("waits")))).toEqual([409, "second-person-required"]);
	await settings("where-possible");
	ben = await office.person("Ben", { roles: ["tenant-admin"] });
});

test("R15: strong roles are given when another admin says yes; others at once", async () => {
	expect(outcome(await ada.call("POST", "/v1/accounts", invitation("plain", ["recruiter"])))).toEqual([201]);
	const asked = await ada.call("POST", "/v1/accounts", invitation("strong"));
	const id = idOf(asked);
	expect([outcome(asked), await namesOf()]).toEqual([
		[409, "second-person-required"],
		expect.not.arrayContaining(["strong"]),
	]);
	expect(idOf(await ada.call("POST", "/v1/accounts", invitation("strong")))).toBe(id);
	const approve = (person: Person) => person.call("POST", `/v1/second-person/${id}/approve`);
	expect(outcome(await approve(ada))).toEqual([403, "own-account"]);
	expect(outcome(await approve(rita))).toEqual([403, "insufficient-scope"]);
	const list = (await ben.call("GET", "/v1/second-person")).json().items;
	expect(list[0]).toMatchObject({ id, act: "invite", by: `account:${ada.account.id}`, state: "open" });
	// Whoever agrees sees to what; and the log, which others read, names nobody.
	expect(list[0].wanted).toEqual({ email: "strong@acme.example", name: "strong", roles: ["tenant-admin"], seat: null });
	expect((await rita.call("GET", "/v1/second-person")).json().items).toEqual([]);
	expect(outcome(await approve(ben))).toEqual([200]);
	expect(await namesOf()).toContain("strong");
	expect(outcome(await approve(ben))).toEqual([404, "not-found"]);
	const { items } = await office.tenancy.audit.search(
		ACME,
		{ actions: ["access.request", "access.decide"] },
		{ limit: 9 },
	);
	expect(items.map(({ action, actor }) => [action, actor.id])).toEqual(
		expect.arrayContaining([
			["access.request", ada.account.id],
			["access.decide", ben.account.id],
		]),
	);
	expect(JSON.stringify(items)).not.toContain("strong@");
	const grant = await ada.call("POST", `/v1/accounts/${rita.account.id}/grants`, { role: "data-steward" });
	expect(outcome(await ben.call("POST", `/v1/second-person/${idOf(grant)}/approve`))).toEqual([200]);
	const held = (await office.tenancy.accounts.get(ACME, rita.account.id)).grants.map(({ role }) => role);
	expect(held).toContain("data-steward");
});

test("R15: a strong role that was asked for takes two, and who asked is none of them", async () => {
	const expiresAt = new Date(Date.now() + 9 * 24 * 3_600_000).toISOString();
	const sue = await office.person("Sue");
	const ask = async (person: Person, role: string) =>
		(await person.call("POST", "/v1/access-requests", { role, reason: "stands in" })).json().id;
	const approve = (person: Person, id: string, until = expiresAt) =>
		person.call("POST", `/v1/access-requests/${id}/approve`, { expiresAt: until });
	const second = (person: Person, id?: string) => person.call("POST", `/v1/second-person/${id}/approve`);
	const rolesOf = async ({ account }: Person) =>
		(await office.tenancy.accounts.get(ACME, account.id)).grants.map(({ role }) => role);
	const wanted = await ask(sue, "tenant-admin");
	// What cannot be is not asked of anybody.
	expect(outcome(await approve(ada, wanted, "2020-01-01T00:00:00.000Z"))).toEqual([422, "invalid-field"]);
	const asked = await approve(ada, wanted);
	expect([outcome(asked), await rolesOf(sue)]).toEqual([[409, "second-person-required"], ["recruiter"]]);
	expect(idOf(await approve(ada, wanted))).toBe(idOf(asked));
	expect(outcome(await second(ada, idOf(asked)))).toEqual([403, "own-account"]);
	expect(outcome(await second(ben, idOf(asked)))).toEqual([200]);
	expect(await rolesOf(sue)).toEqual(["recruiter", "tenant-admin"]);
	const grant = (await office.tenancy.accounts.get(ACME, sue.account.id)).grants.find(
		({ role }) => role === "tenant-admin",
	);
	const endOf = async () =>
		(await office.tenancy.accounts.get(ACME, sue.account.id)).grants.find(({ id }) => id === grant?.id)?.expiresAt;
	const confirm = (person: Person, body: object) => person.call("POST", `/v1/access-grants/${grant?.id}/confirm`, body);
	expect(outcome(await confirm(ada, {}))).toEqual([200]);
	expect(outcome(await confirm(sue, { expiresAt: null }))).toEqual([403, "own-account"]);
	const longer = await confirm(ada, { expiresAt: null });
	expect([outcome(longer), await endOf()]).toEqual([[409, "second-person-required"], expiresAt]);
	expect(outcome(await second(sue, idOf(longer)))).toEqual([403, "own-account"]);
	expect(outcome(await second(ben, idOf(longer)))).toEqual([200]);
	expect(await endOf()).toBeNull();
	const own = await ask(ben, "data-steward");
	expect(outcome(await approve(ben, own))).toEqual([403, "own-account"]);
	const alsoOwn = idOf(await approve(ada, own));
	expect(outcome(await second(ben, alsoOwn))).toEqual([403, "own-account"]);
	expect(outcome(await second(sue, alsoOwn))).toEqual([200]);
	expect(await rolesOf(ben)).toEqual(["tenant-admin", "data-steward"]);
	expect(outcome(await approve(ada, await ask(rita, "auditor")))).toEqual([200]);
});

test("R15: whom one admin disabled he does not enable alone, where that one could do much", async () => {
	const zoe = await office.person("Zoe", { roles: ["data-steward"] });
	const change = (person: Person, whom: Person, status: string) =>
		person.call("PATCH", `/v1/accounts/${whom.account.id}`, { status });
	const statusOf = async ({ account }: Person) => (await office.tenancy.accounts.get(ACME, account.id)).status;
	expect(outcome(await change(ada, zoe, "disabled"))).toEqual([200]);
	const asked = await change(ada, zoe, "active");
	expect([outcome(asked), await statusOf(zoe)]).toEqual([[409, "second-person-required"], "disabled"]);
	const all = (await ben.call("GET", "/v1/second-person")).json().items;
	expect(all.find(({ id }: { id: string }) => id === idOf(asked)).wanted).toEqual({ account: zoe.account.id });
	expect(outcome(await change(ada, ada, "active"))).toEqual([403, "own-account"]);
	expect(outcome(await ada.call("POST", `/v1/second-person/${idOf(asked)}/approve`))).toEqual([403, "own-account"]);
	expect(outcome(await ben.call("POST", `/v1/second-person/${idOf(asked)}/approve`))).toEqual([200]);
	expect(await statusOf(zoe)).toBe("active");
	expect(outcome(await change(ada, zoe, "active"))).toEqual([200]);
	// Who can do little is enabled at once, as his role is given at once.
	const pia = await office.person("Pia");
	await change(ada, pia, "disabled");
	expect(outcome(await change(ada, pia, "active"))).toEqual([200]);
});

test("R15: whether it takes two is asked of the very state that is changed; a flood keeps nobody from switching somebody off", async () => {
	const { accounts } = office.tenancy;
	const yan = await office.person("Yan", { roles: ["data-steward"] });
	const { id } = yan.account;
	const grant = yan.account.grants[0]?.id ?? "";
	const by = { kind: "account", id: ada.account.id } as const;
	const seen: unknown[] = [];
	// Another admin is faster, between the first look and the write.
	await accounts.change(ACME, id, { status: "active" }, by, async ({ status }) => {
		seen.push(status);
		if (seen.length === 1) await accounts.change(ACME, id, { status: "disabled" });
	});
	const soon = new Date(Date.now() + 3_600_000).toISOString();
	await accounts.grants.confirm(ACME, grant, by, null, async ({ expiresAt }) => {
		seen.push(expiresAt);
		if (seen.length === 3) await accounts.grants.confirm(ACME, grant, undefined, soon);
	});
	expect(seen).toEqual(["active", "disabled", null, soon]);
	const change = (person: Person, status: string) => person.call("PATCH", `/v1/accounts/${id}`, { status });
	const flood = Array.from({ length: 30 }, () => change(ada, "active"));
	const off = change(ben, "disabled");
	flood.push(...Array.from({ length: 30 }, () => change(ada, "active")));
	expect(outcome(await off)).toEqual([200]);
	await Promise.all(flood);
	expect((await accounts.get(ACME, id)).status).toBe("disabled");
	for (const { id: open } of (await ada.call("GET", "/v1/second-person")).json().items)
		await ada.call("POST", `/v1/second-person/${open}/refuse`);
	await accounts.remove(ACME, id);
});

test("R15: whether another identity provider takes two is asked of the one that is replaced", async () => {
	const scope = await office.tenancy.openScope({
		tenant: ACME,
		actor: { kind: "system", id: "test" },
		purpose: "test",
	});
	const input = (clientId: string) => ({ issuer: "https://login.example.com", clientId, clientSecret: "hush" });
	await writeProvider(scope, input("before"), new Date());
	const seen: (string | undefined)[] = [];
	await writeProvider(scope, input("before"), new Date(), async (before) => {
		seen.push(before?.clientId);
		// Two others set another one while this is under way.
		if (seen.length === 2) await writeProvider(scope, input("after"), new Date());
	});
	expect(seen).toEqual(["before", "before", "after"]);
	await removeProvider(scope, new Date());
});

test("R15: what somebody asked for who may not ask any more is refused, not done", async () => {
	const carl = await office.person("Carl", { roles: ["tenant-admin"] });
	const id = idOf(await carl.call("POST", "/v1/accounts", invitation("carls")));
	const approve = () => ben.call("POST", `/v1/second-person/${id}/approve`);
	await office.tenancy.accounts.change(ACME, carl.account.id, { status: "disabled" });
	expect(outcome(await approve())).toEqual([403, "insufficient-scope"]);
	expect(await namesOf()).not.toContain("carls");
	await office.tenancy.accounts.change(ACME, carl.account.id, { status: "active" });
	const grant = (await office.tenancy.accounts.get(ACME, carl.account.id)).grants[0]?.id ?? "";
	await office.tenancy.accounts.grants.end(ACME, grant);
	expect(outcome(await approve())).toEqual([403, "insufficient-scope"]);
	expect(outcome(await ben.call("POST", `/v1/second-person/${id}/refuse`))).toEqual([200]);
	await office.tenancy.accounts.remove(ACME, carl.account.id);
});

test("R15: the return of all data waits, and is made once; nobody is two people by a client of his own", async () => {
	const publicKey = await identityToRecipient(await generateX25519Identity());
	const token = await office.tokenOf("acme", ["tenant:export"]);
	const byClient = await office.app.inject({
		method: "POST",
		url: "/v1/tenant/exports",
		headers: { authorization: `Bearer ${token}` },
		payload: { publicKey },
	});
	expect(outcome(byClient)).toEqual([403, "account-required"]);
	const asked = await ada.call("POST", "/v1/tenant/exports", { publicKey });
	expect(outcome(asked)).toEqual([409, "second-person-required"]);
	expect((await ada.call("GET", "/v1/tenant/exports")).json().items).toEqual([]);
	const cleo = await office.person("Cleo", { roles: ["tenant-admin"] });
	const both = await Promise.all(
		[cleo, ben].map((person) => person.call("POST", `/v1/second-person/${idOf(asked)}/approve`)),
	);
	expect(both.map(({ statusCode }) => statusCode).toSorted()).toEqual([200, 404]);
	const jobs = async () => (await ada.call("GET", "/v1/tenant/exports")).json().items;
	await expect.poll(async () => (await jobs()).map(({ state }: { state: string }) => state)).toEqual(["done"]);
});

test("R15: another identity provider waits; it is refused, taken back, or too old after a week", async () => {
	const provider = { issuer: "https://login.example.com", clientId: "us", clientSecret: "hush-canary" };
	const ask = async () => idOf(await ada.call("PUT", "/v1/identity-provider", provider));
	const first = await ask();
	const shown = (await ben.call("GET", "/v1/second-person")).json().items[0].wanted;
	expect(shown).toEqual({ issuer: provider.issuer, clientId: "us", acr: [], amr: ["mfa"] });
	expect((await ben.call("POST", `/v1/second-person/${first}/refuse`)).json().state).toBe("refused");
	const second = await ask();
	expect((await ada.call("POST", `/v1/second-person/${second}/refuse`)).json().state).toBe("withdrawn");
	const { store } = await office.tenancy.openScope({
		tenant: ACME,
		actor: { kind: "system", id: "test" },
		purpose: "test",
	});
	// With the decision goes what was to be done, secret and all.
	expect(JSON.stringify(await store.list("setting", { limit: 1000 }))).not.toContain("hush-canary");
	const third = await ask();
	// What cannot be done stays open.
	isAway = true;
	const approve = () => ben.call("POST", `/v1/second-person/${third}/approve`);
	expect(outcome(await approve())).toEqual([503, "sign-in-unavailable"]);
	expect((await ben.call("GET", "/v1/second-person")).json().items[0]).toMatchObject({ id: third, state: "open" });
	const stranger = await office.person("Sam", { tenant: "other", roles: ["tenant-admin"] });
	expect(outcome(await stranger.call("POST", `/v1/second-person/${third}/approve`))).toEqual([404, "not-found"]);
	isAway = false;
	expect(outcome(await approve())).toEqual([200]);
	expect((await ben.call("GET", "/v1/identity-provider")).json()).toMatchObject({ clientId: "us" });
	const tighter = await ada.call("PUT", "/v1/identity-provider", { ...provider, clientSecret: "another" });
	expect(tighter.statusCode).toBe(200);
	const late = idOf(await ada.call("DELETE", "/v1/identity-provider"));
	office.pass(7 * 24 * 3_600_000 + 1000);
	expect([401, 404]).toContain((await ben.call("POST", `/v1/second-person/${late}/approve`)).statusCode);
	office.pass(-7 * 24 * 3_600_000 - 1000);
});

test("R15: twenty requests of one person wait at once, and no number of them hides another's; what is over goes", async () => {
	const flo = await office.person("Flo", { roles: ["tenant-admin"] });
	const dora = await office.person("Dora", { roles: ["tenant-admin"] });
	const ask = (person: Person, name: string) => person.call("POST", "/v1/accounts", invitation(name));
	const list = async (): Promise<{ id: string; by: string; state: string }[]> =>
		(await dora.call("GET", "/v1/second-person")).json().items;
	const waiting: (string | undefined)[] = [];
	for (let i = 0; i < 20; i++) waiting.push(idOf(await ask(flo, `flood-${i}`)));
	expect(outcome(await ask(flo, "one-more"))).toEqual([409, "limit-reached"]);
	expect(idOf(await ask(flo, "flood-3"))).toBe(waiting[3]);
	await flo.call("POST", `/v1/second-person/${waiting[0]}/refuse`);
	// More than a page, all in front of those that wait.
	const [withdrawn] = (await list()).filter(({ state }) => state === "withdrawn");
	const { wanted: gone, ...old } = { wanted: undefined, ...withdrawn };
	expect(gone).toBeNull();
	const decided = Array.from({ length: 450 }, (_, i) => ({ ...old, id: `second-${String(i).padStart(18, "0")}` }));
	const { store } = await office.tenancy.openScope({
		tenant: ACME,
		actor: { kind: "system", id: "test" },
		purpose: "test",
	});
	await store.write(
		decided.map((one) => {
			const record = JSON.stringify({ ...one, requestedAt: "2026-01-01T00:00:00.000Z", digest: "" });
			return { op: "put", collection: "setting", id: `second-person:${one.id}`, record };
		}),
	);
	expect((await list()).map(({ id }) => id)).toEqual(expect.arrayContaining(waiting));
	expect(idOf(await ask(flo, "flood-3"))).toBe(waiting[3]);
	const wanted = await Promise.all(Array.from({ length: 5 }, async (_, i) => idOf(await ask(ben, `later-${i}`))));
	const left = await list();
	expect(left.map(({ id }) => id)).toEqual(expect.arrayContaining(wanted));
	expect(left.filter(({ state }) => state !== "open")).toHaveLength(100);
	office.pass(7 * 24 * 3_600_000 + 1000);
	const eve = await office.person("Eve", { roles: ["tenant-admin"] });
	const last = idOf(await ask(eve, "after-a-week"));
	const open = (await eve.call("GET", "/v1/second-person"))
		.json()
		.items.filter((one: { state: string }) => one.state === "open");
	expect(open).toMatchObject([{ id: last }]);
	office.pass(-7 * 24 * 3_600_000 - 1000);
});

test("a tenant can do without", async () => {
	await settings("off");
	expect(outcome(await ada.call("POST", "/v1/accounts", invitation("at-once")))).toEqual([201]);
});

const grantOf = async (id: string) => (await office.tenancy.accounts.get(OTHER, id)).grants[0]?.id;
let passed = 0;
const pass = (milliseconds: number) => {
	passed += milliseconds;
	office.pass(milliseconds);
};
const removeAll = async () => {
	for (const { id } of await office.tenancy.accounts.list(OTHER)) await office.tenancy.accounts.remove(OTHER, id);
};

test.each<[string, (by: Person, other: string) => Promise<unknown>]>([
	["disables", (by, other) => by.call("PATCH", `/v1/accounts/${other}`, { status: "disabled" })],
	["removes", (by, other) => by.call("DELETE", `/v1/accounts/${other}`)],
	["ends the role of", async (by, other) => by.call("DELETE", `/v1/access-grants/${await grantOf(other)}`)],
	[
		"has the role end soon of",
		async (by, other) => {
			const expiresAt = new Date(Date.now() + passed + 1000).toISOString();
			await by.call("POST", `/v1/access-grants/${await grantOf(other)}/confirm`, { expiresAt });
			pass(2000);
		},
	],
])("R15: who %s the only other one is not alone by it, for thirty days", async (_, take) => {
	const day = 24 * 3_600_000;
	const admin = (name: string) => office.person(name, { tenant: "other", roles: ["tenant-admin"] });
	const invite = async (by: Person, name: string) => outcome(await by.call("POST", "/v1/accounts", invitation(name)));
	await removeAll();
	pass(31 * day);
	const eva = await admin("Eva");
	expect(await invite(eva, "alone")).toEqual([201]);
	const fay = await admin("Fay");
	await take(eva, fay.account.id);
	expect(outcome(await fay.call("GET", "/v1/accounts"))[0]).toBeGreaterThanOrEqual(401);
	expect(await invite(eva, "puppet")).toEqual([409, "second-person-required"]);
	pass(29 * day);
	expect(await office.tenancy.accounts.partings(OTHER)).toMatchObject([{ account: fay.account.id }]);
	pass(2 * day);
	expect(await office.tenancy.accounts.partings(OTHER)).toEqual([]);
});
