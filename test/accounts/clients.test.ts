import { afterAll, beforeAll, expect, test } from "vitest";
import { ROLE_SCOPES } from "../../src/domain/role.ts";
import { ACME, type Office, openOffice, outcome } from "./people.ts";

/** What people give to programs. */

let office: Office;
beforeAll(async () => {
	office = await openOffice();
});
afterAll(() => office.close());

const WIRE = { name: "ATS", permissions: ["ats:sync", "ats:activity"] };

test("the wire of the ATS is given by an account, never by a client, and the log says what was given", async () => {
	const admin = await office.person("Adam", { roles: ["tenant-admin"] });
	const made = await admin.call("POST", "/v1/clients", WIRE);
	expect(made.statusCode).toBe(201);
	const { id } = made.json();
	const { items } = await office.tenancy.audit.search(ACME, { actions: ["client.create"] }, { limit: 2 });
	for (const entry of items)
		expect(entry).toMatchObject({
			actor: { kind: "account", id: admin.account.id },
			subject: { clientId: id, permissions: WIRE.permissions },
		});
	expect(items.length).toBe(2);
	const headers = { authorization: `Bearer ${await office.tokenOf("acme")}` };
	const byClient = (url: string, payload: object) => office.app.inject({ method: "POST", url, payload, headers });
	for (const answer of [
		await byClient("/v1/clients", WIRE),
		await byClient(`/v1/clients/${id}/secrets`, {}),
		await byClient(`/v1/clients/${id}/keys`, { publicKey: "x" }),
	])
		expect(outcome(answer)).toEqual([403, "account-required"]);
	expect((await admin.call("POST", `/v1/clients/${id}/secrets`, {})).statusCode).toBe(201);
	const put = (part: "status" | "binding", payload: object) =>
		admin.call("PUT", `/v1/clients/${id}/${part}`, payload).then(outcome);
	expect([await put("status", { status: "disabled" }), await put("binding", { binding: "dpop" })]).toEqual([
		[200],
		[200],
	]);
	const enabled = { method: "PUT", url: `/v1/clients/${id}/status`, payload: { status: "active" }, headers } as const;
	expect(outcome(await office.app.inject(enabled))).toEqual([403, "account-required"]);
	expect([await put("status", { status: "active" }), await put("binding", { binding: "none" })]).toEqual([
		[200],
		[200],
	]);
	const { clientId } = await office.tenancy.clients.create({ tenant: ACME, name: "s", permissions: ["search"] });
	await office.tenancy.clients.setBinding(ACME, clientId, "dpop");
	const less = await admin.call("PUT", `/v1/clients/${clientId}/binding`, { binding: "none" });
	expect(outcome(less)).toEqual([403, "insufficient-scope"]);
});

test("provisioning of other tenants is given by the operator only", async () => {
	const permissions = ["applications:provision"];
	const admin = await office.person("Ann", { roles: ["tenant-admin"] });
	expect(outcome(await admin.call("POST", "/v1/clients", { name: "x", permissions }))).toEqual([
		403,
		"insufficient-scope",
	]);
	const headers = { authorization: `Bearer ${await office.tokenOf("acme")}` };
	const own = { method: "POST", url: "/v1/clients", payload: { name: "x", permissions }, headers } as const;
	expect(outcome(await office.app.inject(own))).toEqual([403, "insufficient-scope"]);
});

test("an admin reads nobody's data and erases nobody", () => {
	const people = ROLE_SCOPES["tenant-admin"].filter((scope) => /^(?:candidates|resumes|search|history)/.test(scope));
	expect(people).toEqual([]);
});
