import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
	CALLBACK,
	type ConnectedAts,
	connectAts,
	integrationIds,
	integrationKey,
	integrationKey2,
} from "./outbound-rig.ts";
import { GENERATION_2 } from "./wire-rig.ts";

/** Integrations are named and configured by the ATS, and switched on by the tenant's admin. */

let ats: ConnectedAts;
beforeAll(async () => {
	ats = await connectAts();
});
afterAll(() => ats.close());

const name = (type: string, integrationName: unknown, context = ats.organization) =>
	ats.post(
		`/v2/atsIntegrations?${integrationIds(type, context)}`,
		{ entities: { [integrationKey(type, context)]: { patch: { $set: { integrationName } } } } },
		ats.own({ "x-restli-method": "batch_partial_update" }),
	);

const path = (type: string) => `/v2/atsIntegrations/${integrationKey(type, ats.organization)}/configurations`;
const configure = (type: string, key: string, string: unknown) =>
	ats.put(`${path(type)}?ids=${key}`, { [key]: { configurationValue: { string } } }, ats.own());

const only = <T>(record: Record<string, T>): T => Object.values(record)[0] as T;
const errorOf = async (
	answer: Promise<{ json: () => { errors: Record<string, { status: number; message: string }> } }>,
) => only((await answer).json().errors);
const shown = async (type: string) =>
	(await ats.v1("GET", "/v1/integrations")).json().integrations.find((one: { type: string }) => one.type === type);
const get = async (type: string, context = ats.organization) =>
	only<Record<string, unknown>>(
		(await ats.get(`/v2/atsIntegrations?${integrationIds(type, context)}`, ats.own())).json().results,
	);

describe("RSC-101: first-time integration", () => {
	test("everything is off before anybody has asked for it, but what the tenant's own setting says", async () => {
		const { integrations } = (await ats.v1("GET", "/v1/integrations")).json();
		const on = integrations.filter(({ enabled }: { enabled: boolean }) => enabled);
		expect(integrations).toHaveLength(6);
		expect(on.map(({ type }: { type: string }) => type)).toEqual(["UNIFIED_SEARCH"]);
	});

	test("the name that the ATS gives appears for the admin, who can switch it on and off", async () => {
		expect((await name("ONE_CLICK_EXPORT", "Hireo Export")).json().results).toEqual({
			[integrationKey("ONE_CLICK_EXPORT", ats.organization)]: { status: 204 },
		});
		expect(await shown("ONE_CLICK_EXPORT")).toMatchObject({
			name: "Hireo Export",
			status: "REQUESTED",
			enabled: false,
		});
		for (const [enabled, status] of [
			[true, "ENABLED"],
			[false, "DISABLED"],
			[true, "ENABLED"],
		] as const) {
			const answer = await ats.v1("PUT", "/v1/integrations/ONE_CLICK_EXPORT", { enabled });
			expect(answer.json()).toMatchObject({ name: "Hireo Export", status, enabled });
			expect(await get("ONE_CLICK_EXPORT")).toMatchObject({
				integrationName: "Hireo Export",
				onboardingStatus: status,
			});
		}
	});

	test("both generations show the same", async () => {
		const key = integrationKey2("ONE_CLICK_EXPORT", ats.organization);
		const second = await ats.get(`/rest/integrations?ids=List(${key})`, ats.own(GENERATION_2));
		const { dataProvider, ...first } = await get("ONE_CLICK_EXPORT");
		expect(dataProvider).toBe("ATS");
		expect(second.json().results).toEqual({ [key]: first });
	});

	test("CSA_API belongs to the contract, the others to the organization", async () => {
		const contract = ats.organization.replace("organization", "contract");
		expect((await name("CSA_API", "Hireo activity", contract)).json().errors).toEqual({});
		expect(await get("CSA_API", contract)).toMatchObject({
			integrationName: "Hireo activity",
			integrationContext: contract,
		});
		expect(await errorOf(name("CSA_API", "x"))).toMatchObject({
			status: 422,
			message: expect.stringContaining("/integrationContext"),
		});
	});

	test("UNIFIED_SEARCH is the tenant's setting", async () => {
		await ats.v1("PUT", "/v1/integrations/UNIFIED_SEARCH", { enabled: false });
		expect((await ats.tenancy.tenants.get("acme" as never)).settings.unifiedSearch).toBe(false);
		expect(await get("UNIFIED_SEARCH")).toMatchObject({ onboardingStatus: "DISABLED" });
		await ats.v1("PUT", "/v1/integrations/UNIFIED_SEARCH", { enabled: true });
		expect(await shown("UNIFIED_SEARCH")).toMatchObject({ enabled: true });
	});
});

describe("RSC-104: the callback and who sees what", () => {
	test("are stored, read back and taken away", async () => {
		const pairs = [
			["ONE_CLICK_EXPORT", "CALLBACK_URL", CALLBACK],
			["ONE_CLICK_EXPORT", "JOB_POSTING_VIEWERS", "ALL_PRODUCT_USERS"],
			["IN_ATS_INDICATOR", "APPLICATION_VIEWERS", "ALL_PRODUCT_USERS"],
		] as const;
		for (const [type, key, string] of pairs) {
			expect((await configure(type, key, string)).json()).toEqual({ results: { [key]: { status: 204 } }, errors: {} });
			const got = await ats.get(`${path(type)}?ids=${key}`, ats.own());
			expect(got.json().results).toEqual({ [key]: { configurationValue: { string } } });
		}
		const { configurations } = (await ats.v1("GET", "/v1/integrations")).json();
		expect(configurations).toEqual(Object.fromEntries(pairs.map(([, key, value]) => [key, value])));
		const gone = await ats.remove(`${path("IN_ATS_INDICATOR")}?ids=APPLICATION_VIEWERS`, ats.own());
		expect(gone.json().results).toEqual({ APPLICATION_VIEWERS: { status: 204 } });
		const missing = await ats.get(`${path("IN_ATS_INDICATOR")}?ids=APPLICATION_VIEWERS`, ats.own());
		expect(missing.json().statuses).toEqual({ APPLICATION_VIEWERS: 404 });
	});

	test("in the second generation by keys that name the integration", async () => {
		const key = integrationKey2("IN_ATS_INDICATOR", ats.organization, "configurationKey:APPLICATION_VIEWERS,");
		const body = { [key]: { configurationValue: "ALL_PRODUCT_USERS" } };
		const put = await ats.put(`/rest/integrationConfigurations?ids=List(${key})`, body, ats.own(GENERATION_2));
		expect(put.json()).toEqual({ results: { [key]: { status: 204 } }, errors: {} });
		const got = await ats.get(`${path("IN_ATS_INDICATOR")}?ids=APPLICATION_VIEWERS`, ats.own());
		expect(got.json().results.APPLICATION_VIEWERS).toEqual({ configurationValue: { string: "ALL_PRODUCT_USERS" } });
	});

	test("a callback is one customer's only, and is free again when it is given up", async () => {
		const other = ats.foreign;
		const url = `/v2/atsIntegrations/${integrationKey("ONE_CLICK_EXPORT", other)}/configurations?ids=CALLBACK_URL`;
		const headers = { authorization: `Bearer ${await ats.tokenOf("other", ["ats:sync"])}` };
		const body = { CALLBACK_URL: { configurationValue: { string: CALLBACK } } };
		expect(only((await ats.put(url, body, headers)).json().errors)).toMatchObject({ status: 409 });
		await configure("ONE_CLICK_EXPORT", "CALLBACK_URL", `${CALLBACK}/next`);
		expect((await ats.put(url, body, headers)).json().errors).toEqual({});
		expect(await errorOf(configure("ONE_CLICK_EXPORT", "CALLBACK_URL", CALLBACK))).toMatchObject({ status: 409 });
		await ats.remove(url, headers);
		expect((await configure("ONE_CLICK_EXPORT", "CALLBACK_URL", CALLBACK)).json().errors).toEqual({});
	});

	const BAD: readonly [string, string, string, unknown, number][] = [
		["plain http", "ONE_CLICK_EXPORT", "CALLBACK_URL", "http://ats.example.com/", 422],
		["another port", "ONE_CLICK_EXPORT", "CALLBACK_URL", "https://ats.example.com:8443/", 422],
		["an address of the private network", "ONE_CLICK_EXPORT", "CALLBACK_URL", "https://10.0.0.1/", 422],
		[
			"a name that leads into the private network",
			"ONE_CLICK_EXPORT",
			"CALLBACK_URL",
			"https://inside.example.com/",
			422,
		],
		["no text", "ONE_CLICK_EXPORT", "CALLBACK_URL", 7, 422],
		["somebody in particular", "ONE_CLICK_EXPORT", "JOB_POSTING_VIEWERS", "SOME_USERS", 422],
		["a key of another integration", "IN_ATS_INDICATOR", "CALLBACK_URL", CALLBACK, 422],
		["a key that nobody knows", "ONE_CLICK_EXPORT", "COLOUR", "red", 422],
	];
	test.each(BAD)("%s is refused for its key, and nothing is stored", async (_name, type, key, value, status) => {
		const before = (await ats.v1("GET", "/v1/integrations")).json();
		expect(await errorOf(configure(type, key, value))).toMatchObject({ status });
		expect((await ats.v1("GET", "/v1/integrations")).json()).toEqual(before);
	});

	test("port 80 is a port of https here", async () => {
		expect((await configure("ONE_CLICK_EXPORT", "CALLBACK_URL", "https://ats.example.com:80/c")).json().errors).toEqual(
			{},
		);
		await configure("ONE_CLICK_EXPORT", "CALLBACK_URL", CALLBACK);
	});
});

describe("a change of the admin", () => {
	test("is pushed, signed, and found by its request id", async () => {
		await ats.delivered();
		ats.pushed.length = 0;
		await ats.v1("PUT", "/v1/integrations/IN_ATS_INDICATOR", { enabled: true });
		await ats.v1("PUT", "/v1/integrations/IN_ATS_INDICATOR", { enabled: true });
		await ats.delivered();
		expect(ats.pushed).toHaveLength(1);
		const [message] = ats.pushed;
		expect(message).toMatchObject({
			url: CALLBACK,
			event: { eventType: "INTEGRATION_STATUS_CHANGE", integrationContext: ats.organization },
		});
		expect(message && ats.isSigned(message)).toBe(true);
		for (const [url, headers] of [
			["/v2/atsIntegrations", {}],
			["/rest/integrations", GENERATION_2],
		] as const) {
			const found = await ats.get(`${url}?q=request&requestId=${message?.event.requestId}`, ats.own(headers));
			expect(found.json().elements).toMatchObject([
				{ integrationType: "IN_ATS_INDICATOR", onboardingStatus: "ENABLED" },
			]);
		}
	});

	test("another tenant's request id finds nothing, as one that never was", async () => {
		const headers = { authorization: `Bearer ${await ats.tokenOf("other", ["ats:sync"])}` };
		const requestId = ats.pushed[0]?.event.requestId;
		const foreign = await ats.get(`/v2/atsIntegrations?q=request&requestId=${requestId}`, headers);
		const missing = await ats.get("/v2/atsIntegrations?q=request&requestId=chg-0", headers);
		expect([foreign.json().elements, foreign.body]).toEqual([[], missing.body]);
	});
});

const WRONG: readonly [string, () => Promise<{ statusCode: number; json: () => { code?: string } }>, number, string][] =
	[
		[
			"another organization, by its integrations",
			() => name("ONE_CLICK_EXPORT", "x", ats.foreign),
			403,
			"foreign-context",
		],
		[
			"an organization that is not there",
			() => name("ONE_CLICK_EXPORT", "x", "urn:li:organization:999"),
			403,
			"foreign-context",
		],
		[
			"another organization, by its configurations",
			() =>
				ats.get(path("ONE_CLICK_EXPORT").replace(ats.organization, ats.foreign).concat("?ids=CALLBACK_URL"), ats.own()),
			403,
			"foreign-context",
		],
	];
test.each(WRONG)("%s: 403 with nothing learned", async (_name, request, status, code) => {
	const answer = await request();
	expect([answer.statusCode, answer.json().code]).toEqual([status, code]);
});

test("only the name can be changed by the ATS, and it has to be one", async () => {
	const patch = { onboardingStatus: "ENABLED" };
	const key = integrationKey("PROFILE_PLUGIN", ats.organization);
	const answer = await ats.post("/v2/atsIntegrations", { entities: { [key]: { patch: { $set: patch } } } }, ats.own());
	expect(only<{ status: number }>(answer.json().errors)).toMatchObject({ status: 422 });
	expect(await shown("PROFILE_PLUGIN")).toMatchObject({ enabled: false, status: "DISABLED" });
	for (const bad of ["", "x".repeat(201), 7, "two\nlines"])
		expect(await errorOf(name("PROFILE_PLUGIN", bad))).toMatchObject({
			status: 422,
			message: expect.stringContaining("/integrationName"),
		});
});
