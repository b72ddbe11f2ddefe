import { beforeEach, describe, expect, test } from "vitest";
import type { Actor } from "../../src/domain/actor.ts";
import type { TenantId } from "../../src/domain/tenant.ts";
import type { Accounts } from "../../src/tenancy/accounts/accounts.ts";
import { codeOf, openRig, type Rig } from "./rig.ts";

/** Who may do what, and who decided it: each rule by itself. test/accounts/access.test.ts has them over HTTP. */

const START = Date.parse("2026-03-01T12:00:00.000Z");
const time = (seconds: number) => new Date(START + seconds * 1000).toISOString();
const OPERATOR = "operator:command-line";

let rig: Rig;
let tenant: TenantId;
let accounts: Accounts;
beforeEach(async () => {
	rig = await openRig();
	tenant = await rig.tenant("acme");
	({ accounts } = rig.tenancy);
});
const invite = async (name: string, more: object = {}, of = tenant) =>
	(await accounts.invite(of, { name, email: `${name}@acme.example`, roles: [], ...more })).id;
const person = (id: string): Actor => ({ kind: "account", id });
const pass = (seconds: number) => {
	rig.now = new Date(START + seconds * 1000);
};
const rolesOf = async (id: string) => (await accounts.get(tenant, id)).grants.map(({ role }) => role);
const last = async () => (await rig.tenancy.audit.latest(tenant, 1))[0];

describe("a role", () => {
	test("is given once at a time, by another, and stands in the log", async () => {
		const [ada, rita] = [await invite("ada"), await invite("rita", { roles: ["recruiter"] })];
		const given = await accounts.grants.give(tenant, rita, { role: "auditor", expiresAt: null }, person(ada));
		expect(given).toEqual({
			id: expect.stringMatching(/^grant-[0-9a-f]{24}$/),
			role: "auditor",
			grantedAt: time(0),
			grantedBy: `account:${ada}`,
			expiresAt: null,
			lastUsedAt: null,
			confirmed: null,
			accountId: rita,
		});
		expect(await last()).toMatchObject({
			action: "access.decide",
			actor: person(ada),
			subject: { accountId: rita, grantId: given.id, about: "auditor" },
			result: { outcome: "ok" },
		});
		const { seq } = (await last()) ?? {};
		const again = { role: "auditor", expiresAt: null } as const;
		expect(await codeOf(accounts.grants.give(tenant, rita, again))).toBe("already-exists");
		expect(await codeOf(accounts.grants.give(tenant, rita, again, person(rita)))).toBe("own-account");
		expect(await codeOf(accounts.grants.give(await rig.tenant("other"), rita, again))).toBe("not-found");
		expect((await last())?.seq).toBe(seq);
		expect(await rolesOf(rita)).toEqual(["recruiter", "auditor"]);
	});

	test("ends by itself, to the millisecond, and can then be given anew in its place", async () => {
		const rita = await invite("rita", { roles: ["recruiter"] });
		const give = (seconds: number) => accounts.grants.give(tenant, rita, { role: "auditor", expiresAt: time(seconds) });
		await expect(give(0)).rejects.toMatchObject({
			code: "invalid-field",
			errors: [{ pointer: "/expiresAt", detail: "This time is past." }],
		});
		const { id } = await give(60);
		pass(59.999);
		expect(await rolesOf(rita)).toEqual(["recruiter", "auditor"]);
		expect(await codeOf(give(120))).toBe("already-exists");
		pass(60);
		expect(await rolesOf(rita)).toEqual(["recruiter"]);
		for (const one of [accounts.grants.end(tenant, id), accounts.grants.confirm(tenant, id)])
			expect(await codeOf(one)).toBe("not-found");
		await give(120);
		expect(await rolesOf(rita)).toEqual(["recruiter", "auditor"]);
		const [stored] = (await rig.raw.get("platform")?.read("account", { ids: [rita] })) ?? [];
		expect(JSON.parse(stored?.record ?? "").grants).toHaveLength(2);
	});

	test("of a hiring manager takes a seat, and counts for nothing without one", async () => {
		const max = await invite("max");
		const give = () => accounts.grants.give(tenant, max, { role: "hiring-manager", expiresAt: null });
		await expect(give()).rejects.toMatchObject({ code: "invalid-field", errors: [{ pointer: "/role" }] });
		await accounts.change(tenant, max, { seat: "max" });
		await give();
		const { token } = await rig.tenancy.sessions.open(max);
		expect((await rig.tenancy.sessions.verify(token)).permissions).toContain("search");
		await accounts.change(tenant, max, { seat: null });
		expect((await rig.tenancy.sessions.verify(token)).permissions).toEqual([]);
	});

	test("is ended by another alone, at once, and no other with it", async () => {
		const [ada, rita] = [
			await invite("ada", { roles: ["recruiter"] }),
			await invite("rita", { roles: ["recruiter", "auditor"] }),
		];
		const grant = (await accounts.get(tenant, rita)).grants.find(({ role }) => role === "auditor")?.id ?? "";
		expect(await codeOf(accounts.grants.end(tenant, grant, person(rita)))).toBe("own-account");
		expect(await codeOf(accounts.grants.end(await rig.tenant("other"), grant))).toBe("not-found");
		await accounts.grants.end(tenant, grant, person(ada));
		expect([await rolesOf(rita), await rolesOf(ada)]).toEqual([["recruiter"], ["recruiter"]]);
		const subject = { accountId: rita, grantId: grant, about: "auditor" };
		expect(await last()).toMatchObject({ action: "access.review", actor: person(ada), subject });
		expect(await codeOf(accounts.grants.end(tenant, grant))).toBe("not-found");
	});

	test("is confirmed by another, with a new end or as it was", async () => {
		const [ada, rita] = [await invite("ada"), await invite("rita", { roles: ["recruiter", "auditor"] })];
		const [recruiter, auditor] = (await accounts.get(tenant, rita)).grants;
		const id = auditor?.id ?? "";
		expect(await codeOf(accounts.grants.confirm(tenant, id, person(rita)))).toBe("own-account");
		pass(10);
		const confirmed = { at: time(10), by: `account:${ada}` };
		expect(await accounts.grants.confirm(tenant, id, person(ada), time(99))).toEqual({
			...auditor,
			expiresAt: time(99),
			confirmed,
			accountId: rita,
		});
		expect(await last()).toMatchObject({ action: "access.review", actor: person(ada), subject: { grantId: id } });
		pass(20);
		expect(await accounts.grants.confirm(tenant, id)).toMatchObject({
			expiresAt: time(99),
			confirmed: { at: time(20), by: OPERATOR },
		});
		expect((await accounts.grants.confirm(tenant, id, person(ada), null)).expiresAt).toBeNull();
		expect(await codeOf(accounts.grants.confirm(tenant, id, person(ada), time(20)))).toBe("invalid-field");
		expect((await accounts.get(tenant, rita)).grants[0]).toEqual(recruiter);
	});
});

test("a review begins with what nobody looked at for longest, of this tenant alone", async () => {
	const rita = await invite("rita", { roles: ["recruiter"] });
	pass(10);
	const rob = await invite("rob", { roles: ["auditor"] });
	await invite("eve", { roles: ["tenant-admin"] }, await rig.tenant("other"));
	pass(20);
	const flo = await invite("flo", { roles: ["recruiter"] });
	const list = async () => (await accounts.grants.list(tenant)).map(({ accountId }) => accountId);
	expect(await list()).toEqual([rita, rob, flo]);
	pass(30);
	const [first] = await accounts.grants.list(tenant);
	expect(first).toMatchObject({ role: "recruiter", grantedBy: OPERATOR, accountId: rita });
	await accounts.grants.confirm(tenant, first?.id ?? "");
	expect(await list()).toEqual([rob, flo, rita]);
	pass(31);
	await accounts.grants.give(tenant, rob, { role: "recruiter", expiresAt: time(40) });
	expect(await list()).toEqual([rob, flo, rita, rob]);
	pass(40);
	expect(await list()).toEqual([rob, flo, rita]);
});
