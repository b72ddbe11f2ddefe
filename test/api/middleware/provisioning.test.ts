import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { parseTenantId } from "../../../src/domain/tenant.ts";
import { GENERATION_2, openWire, type Wire } from "./wire-rig.ts";

/** An ATS vendor makes an application for each customer, over the wire. */

let wire: Wire;
let parent = "";
beforeAll(async () => {
	wire = await openWire();
	for (const id of ["vendor-x", "vendor-y"]) await wire.tenancy.tenants.create({ id, name: id });
	parent = await wire.tokenOf("vendor-x", ["applications:provision"]);
});
afterAll(() => wire.close());

const by = (token: string, more: object = {}) => ({ authorization: `Bearer ${token}`, ...more });

const BASES = [
	["first", "/v2/provisionedApplications", {}],
	["second", "/rest/provisionedApplications", GENERATION_2],
] as const;

const child = (id: string, more: object = {}) => ({
	uniqueForeignId: id,
	name: `Hireo - ${id}`,
	description: "A customer",
	oauth2AuthorizedCallbackUrls: ["https://ats.example.com/oauth"],
	validJsSdkDomains: ["https://ats.example.com"],
	...more,
});

const find = (url: string, id: string, token: string, headers: object) =>
	wire.get(`${url}?q=credentialsByUniqueForeignId&uniqueForeignId=${id}`, by(token, headers));

describe.each(BASES)("of the %s generation", (generation, url, headers) => {
	const id = `customer-${generation}`;

	test("RSC-103, JP-005, CRM-010: one application a customer, whose credentials are found by the customer's id", async () => {
		const made = await wire.post(url, child(id), by(parent, headers));
		expect(made.statusCode).toBe(201);
		expect(made.json()).toMatchObject({
			uniqueForeignId: id,
			integrationContext: expect.stringMatching(/^urn:li:organization:\d+$/),
		});
		expect(made.json().key).toMatch(/^urn:li:developerApplication:[0-9a-f]{32}$/);
		expect(made.body).not.toContain("clientSecret");
		expect(made.headers["x-restli-id"]).toBe(made.json().key);
		const found = await find(url, id, parent, headers);
		expect(found.json().elements).toMatchObject([
			{ ...child(id), key: made.json().key, clientId: made.json().clientId },
		]);
		const { clientId, clientSecret } = found.json().elements[0];
		const token = await wire.app.inject({
			method: "POST",
			url: "/oauth/v2/accessToken",
			payload: new URLSearchParams({
				grant_type: "client_credentials",
				client_id: clientId,
				client_secret: clientSecret,
			}).toString(),
			headers: { "content-type": "application/x-www-form-urlencoded" },
		});
		expect(token.json()).toMatchObject({ expires_in: 1800, scope: "ats:sync ats:activity" });
		const own = await wire.get(url.startsWith("/v2") ? "/v2/me" : "/rest/me", by(token.json().access_token, headers));
		expect(own.json()).toMatchObject({ id: clientId, integrationContext: made.json().integrationContext });
		// Traffic of this customer runs on this customer's credentials: another's context is refused.
		const key = wire.candidateKey("A1", wire.organization);
		const foreign = await wire.put("/v2/atsCandidates", { [key]: {} }, by(token.json().access_token));
		expect([foreign.statusCode, foreign.json().code]).toEqual([403, "foreign-context"]);
	});

	test("JP-006: the same customer again is a conflict that says where to look", async () => {
		const again = await wire.post(url, child(id), by(parent, headers));
		expect([again.statusCode, again.json().code]).toEqual([409, "already-exists"]);
		expect(again.json().message).toContain("credentialsByUniqueForeignId");
	});

	test("RSC-105: domains are changed in part, with the urn raw or escaped", async () => {
		const { key } = (await find(url, id, parent, headers)).json().elements[0];
		for (const [urn, domain] of [
			[key, "https://one.example.com"],
			[encodeURIComponent(key), "https://two.example.com"],
		]) {
			const body = { patch: { $set: { validJsSdkDomains: [domain] } } };
			const changed = await wire.post(
				`${url}/${urn}`,
				body,
				by(parent, { ...headers, "x-restli-method": "partial_update" }),
			);
			expect([changed.statusCode, changed.body]).toEqual([204, ""]);
			const [now] = (await find(url, id, parent, headers)).json().elements;
			expect(now).toMatchObject({
				validJsSdkDomains: [domain],
				oauth2AuthorizedCallbackUrls: ["https://ats.example.com/oauth"],
			});
		}
		const slash = { patch: { $set: { validJsSdkDomains: ["https://a.example.com/"] } } };
		const refused = await wire.post(`${url}/${key}`, slash, by(parent, headers));
		expect([refused.statusCode, refused.json().message]).toEqual([
			422,
			expect.stringContaining("/validJsSdkDomains/0"),
		]);
	});

	test.each([
		[{ $set: { name: "Other" } }, "/name"],
		[{ $set: { validJsSdkDomains: [], clientId: "x" } }, "/clientId"],
		[{ $set: {}, $delete: ["validJsSdkDomains"] }, "/patch/$delete"],
	])("what cannot be changed is refused and not passed over: %j", async (patch, pointer) => {
		const { key } = (await find(url, id, parent, headers)).json().elements[0];
		const answer = await wire.post(`${url}/${key}`, { patch }, by(parent, headers));
		expect([answer.statusCode, answer.json().message]).toEqual([422, expect.stringContaining(pointer)]);
	});

	test("another vendor learns nothing: neither that it is there nor what it is called", async () => {
		const rival = await wire.tokenOf("vendor-y", ["applications:provision"]);
		const { key } = (await find(url, id, parent, headers)).json().elements[0];
		expect((await find(url, id, rival, headers)).json()).toEqual((await find(url, "nobody", rival, headers)).json());
		const patch = { patch: { $set: { validJsSdkDomains: [] } } };
		const foreign = await wire.post(`${url}/${key}`, patch, by(rival, headers));
		const missing = await wire.post(`${url}/urn:li:developerApplication:${"0".repeat(32)}`, patch, by(rival, headers));
		expect([foreign.statusCode, foreign.body]).toEqual([404, missing.body]);
		expect((await wire.post(url, child(id), by(rival, headers))).statusCode).toBe(201);
	});
});

test("a child's token makes no applications, a parent's synchronizes nothing", async () => {
	const sync = await wire.tokenOf("acme", ["ats:sync", "ats:activity"]);
	expect((await wire.post("/v2/provisionedApplications", child("x"), by(sync))).statusCode).toBe(403);
	expect((await wire.get("/v2/me", by(parent))).statusCode).toBe(403);
});

test("a bound customer's application is made in the tenant that is there, and both logs say so", async () => {
	const [vendor, acme] = [parseTenantId("vendor-x"), parseTenantId("acme")];
	await wire.tenancy.applications.bind({ parent: vendor, uniqueForeignId: "acme-id", tenant: acme });
	const made = await wire.post("/v2/provisionedApplications", child("acme-id"), by(parent));
	expect(made.json().integrationContext).toBe(wire.organization);
	const provisioned = { action: "application.provision", result: { outcome: "ok" } };
	expect((await wire.tenancy.audit.latest(vendor, 1))[0]).toMatchObject(provisioned);
	expect((await wire.tenancy.audit.latest(acme, 1))[0]).toMatchObject({
		...provisioned,
		subject: { clientId: made.json().clientId },
	});
});

test("a body without a patch, and a finder that is none, are told what is wrong", async () => {
	const none = await wire.post(
		`/v2/provisionedApplications/urn:li:developerApplication:${"0".repeat(32)}`,
		{ patch: {} },
		by(parent),
	);
	expect([none.statusCode, none.json().message]).toEqual([400, expect.stringContaining("$set")]);
	const other = await wire.get("/v2/provisionedApplications?q=all", by(parent));
	expect([other.statusCode, other.json().message]).toEqual([
		400,
		expect.stringContaining("credentialsByUniqueForeignId"),
	]);
});
