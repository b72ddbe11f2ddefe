import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { PERMISSIONS, type Permission } from "../../src/domain/actor.ts";
import { ROLE_SCOPES, ROLES, type Role } from "../../src/domain/role.ts";
import { EXAMPLES, SAVED, SEAT } from "../api/requests.ts";
import { ACME, type Office, openOffice, outcome, type Person } from "./people.ts";

let office: Office;
beforeAll(async () => {
	office = await openOffice();
	const authorization = `Bearer ${await office.tokenOf("acme")}`;
	for (const id of ["sue", "rob"])
		await office.app.inject({ method: "PUT", url: `/v1/seats/${id}`, payload: SEAT, headers: { authorization } });
});
afterAll(() => office.close());

describe.each(ROLES)("function x role: %s", (role: Role) => {
	let person: Person;
	beforeAll(async () => {
		person = await office.person(`Role ${role}`, { roles: [role], seat: `seat-of-${role}` });
		const authorization = `Bearer ${await office.tokenOf("acme")}`;
		const url = `/v1/seats/seat-of-${role}`;
		await office.app.inject({ method: "PUT", url, payload: SEAT, headers: { authorization } });
	});

	test("is refused every function but its own, and that is written down", async () => {
		const routes = office.app.routeTable
			.entries()
			.flatMap((entry) => (typeof entry.access === "string" || entry.method === "HEAD" ? [] : [entry]));
		const refused: Permission[] = [];
		for (const { method, url, access } of routes) {
			const { permission } = access as { permission: Permission };
			if (ROLE_SCOPES[role].includes(permission)) continue;
			refused.push(permission);
			const answer = await person.send({ method: method as "GET", url: url.replaceAll(/:\w+/g, "x") });
			expect([method, url, answer.statusCode]).toEqual([method, url, 403]);
			const [last] = await office.tenancy.audit.latest(ACME, 1);
			expect(last).toMatchObject({
				actor: { id: person.account.id },
				result: { outcome: "denied" },
				subject: { permission },
			});
		}
		expect(new Set(refused).size).toBeGreaterThan(10);
	});

	test("has no scope that nothing asks for", () => {
		expect(ROLE_SCOPES[role].filter((scope) => !PERMISSIONS.includes(scope))).toEqual([]);
	});
});

describe("an account with a seat", () => {
	test("names no seat and no desk but its own", async () => {
		const sue = await office.person("Sue", { seat: "sue" });
		const plain = await office.person("Pia");
		for (const name of ["tributary-seat", "tributary-desk"]) {
			const read = (person: Person, seat: string) =>
				person.send({ method: "GET", url: "/v1/saved-searches", headers: { [name]: seat } });
			expect(outcome(await read(sue, "rob"))).toEqual([403, "not-yours"]);
			expect(outcome(await read(plain, "rob"))).toEqual([403, "not-yours"]);
			expect(outcome(await read(sue, "sue"))).toEqual([200]);
		}
		const body = { profileId: "p-1", seat: "rob" };
		expect(outcome(await sue.call("POST", "/v1/exports", { ...body, jobId: "j-1" }))).toEqual([403, "not-yours"]);
		expect(outcome(await plain.call("POST", "/v1/exports", { ...body, jobId: "j-1" }))).toEqual([403, "not-yours"]);
	});

	test("works at the desk of its seat; one without at a desk of its own", async () => {
		const rob = await office.person("Rob", { seat: "rob" });
		const ann = await office.person("Ann");
		await rob.call("PUT", "/v1/saved-searches/mine", SAVED);
		const authorization = `Bearer ${await office.tokenOf("acme")}`;
		const desk = { authorization, "tributary-desk": "rob" };
		const seen = await office.app.inject({ url: "/v1/saved-searches/mine", headers: desk });
		expect(seen.json()).toMatchObject({ name: SAVED.name, confined: true });
		expect((await ann.call("GET", "/v1/saved-searches/mine")).statusCode).toBe(404);
		await ann.call("PUT", "/v1/projects/p1", { name: "Mine" });
		expect((await ann.call("GET", "/v1/projects/p1")).json()).toMatchObject({ owner: `account:${ann.account.id}` });
		expect((await rob.call("GET", "/v1/projects/p1")).statusCode).toBe(404);
	});

	test("is confined wherever an answer can be: each of the other functions of a recruiter is refused it", async () => {
		const kim = await office.person("Kim", { seat: "kim", roles: ["recruiter", "tenant-admin", "auditor"] });
		const authorization = `Bearer ${await office.tokenOf("acme")}`;
		await office.app.inject({ method: "PUT", url: "/v1/seats/kim", payload: SEAT, headers: { authorization } });
		const granted = office.app.routeTable.entries().flatMap(({ method, url, access }) => {
			if (typeof access === "string" || method === "HEAD") return [];
			return kim.account.grants.some(({ role }) => ROLE_SCOPES[role].includes(access.permission))
				? [{ method, url, permission: access.permission }]
				: [];
		});
		const shut: string[] = [];
		for (const { method, url, permission } of granted) {
			const answer = await kim.send({ method: method as "GET", url: url.replaceAll(/:\w+/g, "x") });
			if (answer.statusCode === 403 && answer.json().code === "insufficient-scope") shut.push(`${method} ${url}`);
			else expect([url, permission, answer.statusCode]).not.toEqual([url, permission, 401]);
		}
		expect(shut.toSorted()).toEqual([
			"GET /v1/exports",
			"GET /v1/exports/:id",
			"GET /v1/exports/closed",
			"GET /v1/matches/decisions",
			"GET /v1/matches/suggestions",
			"GET /v1/tasks",
			"GET /v1/tasks/:id",
			"POST /v1/candidates/:id/resume/reparse",
			"POST /v1/candidates/resume",
			"POST /v1/tasks/:id/cancel",
			"POST /v1/tasks/:id/resume",
			"POST /v1/tasks/resumes",
			"PUT /v1/candidates/:id/resume",
		]);
		expect(Object.keys(EXAMPLES).length).toBeGreaterThan(shut.length);
	});

	test("neither reports nor erases people, whom its seat may not see", async () => {
		const sid = await office.person("Sid", { seat: "sid", roles: ["data-steward"] });
		for (const url of ["/v1/access-reports", "/v1/erasures"])
			expect(outcome(await sid.call("POST", url, { candidateId: "c-1" }))).toEqual([403, "insufficient-scope"]);
	});

	test("has no alerts any more once it is disabled", async () => {
		const ivy = await office.person("Ivy");
		await ivy.call("PUT", "/v1/saved-searches/mine", { ...SAVED, alert: { every: "hour" } });
		const last = async () => {
			office.pass(2 * 3_600_000);
			office.alerts.wake(ACME);
			await office.alerts.idle();
			const entries = await office.tenancy.audit.latest(ACME, 20);
			return entries.find(({ action }) => action === "search.alert")?.result;
		};
		expect(await last()).toMatchObject({ outcome: "ok" });
		await office.tenancy.accounts.change(ACME, ivy.account.id, { status: "disabled" });
		expect(await last()).toMatchObject({ outcome: "failed", code: "seat-unavailable" });
	});

	test("whose seat is not there any more sees nothing", async () => {
		const lee = await office.person("Lee", { seat: "gone" });
		expect(outcome(await lee.call("POST", "/v1/search", { query: "jane" }))).toEqual([403, "seat-unavailable"]);
	});

	test("a hiring manager without one may do nothing", async () => {
		const max = await office.person("Max", { roles: ["hiring-manager"] });
		expect((await max.call("GET", "/v1/me")).json().scopes).toEqual([]);
		expect(outcome(await max.call("POST", "/v1/search", { query: "jane" }))).toEqual([403, "insufficient-scope"]);
	});
});
