import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ACME, type Office, OTHER, openOffice, outcome, type Person } from "./people.ts";

let office: Office;
let admin: Person;
let second: Person;
let rita: Person;
beforeAll(async () => {
	office = await openOffice();
	admin = await office.person("Adam", { roles: ["tenant-admin"] });
	second = await office.person("Bert", { roles: ["tenant-admin"] });
	rita = await office.person("Rita");
});
afterAll(() => office.close());

const inHours = (hours: number) => new Date(office.ingest.clock().getTime() + hours * 3_600_000).toISOString();
const rolesOf = async (person: Person) =>
	(await person.call("GET", "/v1/me")).json().roles.map(({ role }: { role: string }) => role);
const HOUR = 3_600_000;

describe("accounts of two tenants", () => {
	test("do not know of each other", async () => {
		const stranger = await office.person("Adam", { tenant: "other", roles: ["tenant-admin", "auditor"] });
		const ids = (await stranger.call("GET", "/v1/accounts")).json().items.map(({ id }: { id: string }) => id);
		expect(ids).toEqual([stranger.account.id]);
		const mine = `/v1/accounts/${rita.account.id}`;
		const none = `/v1/accounts/acc-none`;
		for (const at of [mine, none]) {
			expect(outcome(await stranger.call("GET", at))).toEqual([404, "not-found"]);
			expect(outcome(await stranger.call("PATCH", at, { status: "disabled" }))).toEqual([404, "not-found"]);
			expect(outcome(await stranger.call("DELETE", at))).toEqual([404, "not-found"]);
			expect(outcome(await stranger.call("POST", `${at}/sign-out`))).toEqual([404, "not-found"]);
			expect(outcome(await stranger.call("POST", `${at}/grants`, { role: "auditor" }))).toEqual([404, "not-found"]);
		}
		const [grant] = rita.account.grants;
		expect(outcome(await stranger.call("DELETE", `/v1/access-grants/${grant?.id}`))).toEqual([404, "not-found"]);
		expect(outcome(await stranger.call("POST", `/v1/access-grants/${grant?.id}/confirm`, {}))).toEqual([
			404,
			"not-found",
		]);
		expect((await rita.call("GET", "/v1/me")).statusCode).toBe(200);
	});

	test("each have an address and a seat once; another tenant's are its own", async () => {
		const { accounts } = office.tenancy;
		const rob = { name: "Rob", email: "Rob@One.example", seat: "rob" };
		await accounts.invite(ACME, rob);
		await accounts.invite(OTHER, rob);
		for (const taken of [
			{ ...rob, seat: "x" },
			{ ...rob, email: "other@one.example" },
			{ ...rob, email: "ROB@one.example", seat: null },
		])
			await expect(accounts.invite(ACME, taken)).rejects.toMatchObject({ code: "already-exists" });
	});
});

describe("nobody decides about himself", () => {
	test("an admin neither gives himself a role, nor unseats, ends or confirms himself", async () => {
		const own = `/v1/accounts/${admin.account.id}`;
		const [grant] = admin.account.grants;
		const tries = [
			await admin.call("POST", `${own}/grants`, { role: "recruiter" }),
			await admin.call("PATCH", own, { name: "Other" }),
			await admin.call("DELETE", own),
			await admin.call("POST", `/v1/access-grants/${grant?.id}/confirm`, {}),
			await admin.call("DELETE", `/v1/access-grants/${grant?.id}`),
		];
		for (const answer of tries) expect(outcome(answer)).toEqual([403, "own-account"]);
	});

	test("a client decides about nobody, whatever its token grants", async () => {
		const authorization = `Bearer ${await office.tokenOf("acme")}`;
		const { id } = rita.account;
		const call = (method: "POST" | "PATCH", url: string, payload: object) =>
			office.app.inject({ method, url, payload, headers: { authorization } });
		const tries = [
			await call("POST", `/v1/accounts/${id}/grants`, { role: "auditor" }),
			await call("POST", "/v1/accounts", { name: "X", email: "x@acme.example", roles: ["tenant-admin"] }),
			await call("POST", "/v1/accounts", { name: "X", email: "x@acme.example", seat: "sue" }),
			await call("PATCH", `/v1/accounts/${id}`, { seat: null }),
			await call("PATCH", `/v1/accounts/${id}`, { status: "active" }),
			await call("POST", "/v1/access-requests", { role: "auditor", reason: "to look at it" }),
		];
		for (const answer of tries) expect(outcome(answer)).toEqual([403, "account-required"]);
	});
});

describe("a role that is asked for", () => {
	const ask = (person: Person, more: object = {}) =>
		person.call("POST", "/v1/access-requests", { role: "auditor", reason: "audit of the year", ...more });

	test("is given by another person, until a time, and then ends by itself", async () => {
		const asked = await ask(rita);
		expect([asked.statusCode, asked.json().state]).toEqual([201, "open"]);
		expect(outcome(await ask(rita))).toEqual([409, "already-exists"]);
		const { id } = asked.json();
		const open = (await admin.call("GET", "/v1/access-requests?state=open")).json().items;
		expect(open).toMatchObject([{ id, accountId: rita.account.id, role: "auditor", reason: "audit of the year" }]);
		expect(outcome(await rita.call("POST", `/v1/access-requests/${id}/approve`, { expiresAt: inHours(8) }))).toEqual([
			403,
			"insufficient-scope",
		]);
		const approved = await admin.call("POST", `/v1/access-requests/${id}/approve`, { expiresAt: inHours(0.5) });
		expect(approved.json()).toMatchObject({ state: "approved", decision: { by: `account:${admin.account.id}` } });
		expect(await rolesOf(rita)).toEqual(["recruiter", "auditor"]);
		expect((await rita.call("GET", "/v1/audit")).statusCode).toBe(200);
		office.pass(HOUR / 2 + 1000);
		expect(await rolesOf(rita)).toEqual(["recruiter"]);
		expect(outcome(await rita.call("GET", "/v1/audit"))).toEqual([403, "insufficient-scope"]);
	});

	test("is not given by who asked, though he is an admin", async () => {
		const { id } = (await ask(admin)).json();
		const times = { expiresAt: inHours(8) };
		expect(outcome(await admin.call("POST", `/v1/access-requests/${id}/approve`, times))).toEqual([403, "own-account"]);
		expect(outcome(await admin.call("POST", `/v1/access-requests/${id}/refuse`, { reason: "no need" }))).toEqual([
			403,
			"own-account",
		]);
		expect((await second.call("POST", `/v1/access-requests/${id}/approve`, times)).statusCode).toBe(200);
		expect(outcome(await second.call("POST", `/v1/access-requests/${id}/approve`, times))).toEqual([404, "not-found"]);
	});

	test("lasts a year at most; can be refused with a reason, and taken back by who asked only", async () => {
		const nina = await office.person("Nina");
		const { id } = (await ask(nina)).json();
		const forever = { expiresAt: inHours(24 * 400) };
		expect(outcome(await admin.call("POST", `/v1/access-requests/${id}/approve`, forever))).toEqual([
			422,
			"invalid-field",
		]);
		const past = { expiresAt: inHours(-1) };
		expect(outcome(await admin.call("POST", `/v1/access-requests/${id}/approve`, past))).toEqual([
			422,
			"invalid-field",
		]);
		expect(outcome(await rita.call("POST", `/v1/access-requests/${id}/withdraw`))).toEqual([404, "not-found"]);
		const refused = await admin.call("POST", `/v1/access-requests/${id}/refuse`, { reason: "no audit this year" });
		expect(refused.json()).toMatchObject({ state: "refused", decision: { reason: "no audit this year" } });
		const again = (await ask(nina)).json();
		expect((await nina.call("POST", `/v1/access-requests/${again.id}/withdraw`)).json().state).toBe("withdrawn");
		const own = (await nina.call("GET", "/v1/access-requests/own")).json().items;
		expect(own.map(({ state }: { state: string }) => state).toSorted()).toEqual(["refused", "withdrawn"]);
		expect(await rolesOf(nina)).toEqual(["recruiter"]);
	});
});

describe("a review of roles", () => {
	test("shows who used what last, and confirms or ends each, with who said so and when", async () => {
		const olga = await office.person("Olga", { roles: ["recruiter", "auditor"] });
		await olga.call("POST", "/v1/search", { query: "jane" });
		const all = (await admin.call("GET", "/v1/access-grants")).json().items;
		const hers = all.filter(({ accountId }: { accountId: string }) => accountId === olga.account.id);
		const [recruiter, auditor] = ["recruiter", "auditor"].map((role) =>
			hers.find((one: { role: string }) => one.role === role),
		);
		expect([recruiter.lastUsedAt, auditor.lastUsedAt]).toEqual([expect.any(String), null]);
		const confirmed = await admin.call("POST", `/v1/access-grants/${recruiter.id}/confirm`, { expiresAt: inHours(24) });
		expect(confirmed.json()).toMatchObject({
			confirmed: { by: `account:${admin.account.id}`, at: expect.any(String) },
			expiresAt: expect.any(String),
		});
		expect((await admin.call("DELETE", `/v1/access-grants/${auditor.id}`)).statusCode).toBe(204);
		expect(await rolesOf(olga)).toEqual(["recruiter"]);
		const [ended] = await office.tenancy.audit
			.latest(ACME, 20)
			.then((entries) => entries.filter(({ action }) => action === "access.review"));
		expect(ended).toMatchObject({
			actor: { kind: "account", id: admin.account.id },
			subject: { accountId: olga.account.id, grantId: auditor.id, about: "auditor" },
			result: { outcome: "ok" },
		});
	});
});

test("an erased account leaves its id in the log, and neither name nor address nor a way to sign in", async () => {
	const zoe = await office.person("Zoe");
	expect((await admin.call("DELETE", `/v1/accounts/${zoe.account.id}`)).statusCode).toBe(204);
	expect((await zoe.call("GET", "/v1/me")).statusCode).toBe(401);
	await office.tenancy.accounts.invite(ACME, { name: "Zoe", email: "zoe@acme.example" });
});
