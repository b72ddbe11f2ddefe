import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { RESOURCES } from "../../../src/api/middleware/resources.ts";
import { PERMISSIONS, type Permission } from "../../../src/domain/actor.ts";
import { form } from "../requests.ts";
import { GENERATION_2, openWire, type Wire } from "./wire-rig.ts";

/** Every route of the wire, with every kind of token that must not do. */

let wire: Wire;
beforeAll(async () => {
	wire = await openWire();
});
afterAll(() => wire.close());

const routes = [
	...RESOURCES.map(({ url, permission }) => ({ url, permission })),
	...["/v2/resumes", "/rest/resumes"].map((url) => ({ url, permission: "ats:sync" as const })),
];
/** Whoever has the address may: it is a secret that was handed out for one file. */
const OPEN = "/v2/hireMedia/:secret";

const call = (url: string, token: string | null) =>
	wire.app.inject({
		method: "POST",
		url: url.replace(/:\w+/, encodeURI(wire.candidateKey("A1"))),
		headers: { ...GENERATION_2, ...(token === null ? {} : { authorization: `Bearer ${token}` }) },
		payload: {},
	});

test("the table is whole: no route below /v2 or /rest is missing from it", () => {
	const served = wire.app.routeTable.entries().filter(({ url }) => /^\/(v2|rest)\//.test(url));
	expect([...new Set(served.map(({ url }) => url))].toSorted()).toEqual(
		[...routes.map(({ url }) => url), OPEN].toSorted(),
	);
});

describe.each(routes)("$url", ({ url, permission }) => {
	test("RSC-106: no token, a bad one and an expired one are told so in the vendor's envelope", async () => {
		const none = await call(url, null);
		expect([none.statusCode, none.json()]).toEqual([
			401,
			{ message: "Empty oauth2_access_token", serviceErrorCode: 401, status: 401, code: "invalid-token" },
		]);
		const bad = await call(url, "x.y.z");
		expect([bad.statusCode, bad.json().serviceErrorCode]).toEqual([401, 401]);
		const expired = await wire.tokenOf("acme");
		wire.pass(31 * 60_000);
		expect((await call(url, expired)).json()).toEqual(bad.json());
	});

	test("a token of another kind of application is refused, and that is written down", async () => {
		const others = PERMISSIONS.filter((name: Permission) => name !== permission);
		const answer = await call(url, await wire.tokenOf("acme", others));
		expect([answer.statusCode, answer.json().status]).toEqual([403, 403]);
		expect(answer.json().message).toMatch(/^Not enough permissions/);
		const [last] = await wire.tenancy.audit.latest("acme" as never, 1);
		expect(last).toMatchObject({ action: "api.request", result: { outcome: "denied" }, subject: { permission } });
	});
});

describe("a context that is not the tenant's own", () => {
	/** The clock has moved since the wire was opened. */
	const now = async () => ({ authorization: `Bearer ${await wire.tokenOf("acme")}` });
	const foreignForm = async () => {
		const { headers, payload } = form([{ name: "ann.txt", content: "Ann Poe" }]);
		const name = 'content-disposition: form-data; name="integrationContext"';
		const field = Buffer.from(`------tributary\r\n${name}\r\n\r\n${wire.foreign}\r\n`);
		return wire.app.inject({
			method: "POST",
			url: "/v2/resumes",
			headers: { ...headers, ...(await now()) },
			payload: Buffer.concat([field, payload as Buffer]),
		});
	};
	const batch = async (context: string) =>
		wire.put("/v2/atsCandidates", { [wire.candidateKey("A1", context)]: {} }, await now());
	test.each([
		["another tenant's, in a batch", () => batch(wire.foreign), "api PUT /v2/atsCandidates"],
		["nobody's, in a batch", () => batch("urn:li:organization:9999999999"), "api PUT /v2/atsCandidates"],
		["another tenant's, in a form", foreignForm, "api POST /v2/resumes"],
	])("%s, is refused and written down without it", async (_, send, purpose) => {
		expect((await send()).json().code).toBe("foreign-context");
		const [last] = await wire.tenancy.audit.latest("acme" as never, 1);
		expect(last).toMatchObject({
			action: "api.request",
			purpose,
			subject: { permission: "ats:sync" },
			result: { outcome: "denied", code: "foreign-context" },
		});
		expect(JSON.stringify(last)).not.toContain("urn:li");
		expect(await wire.tenancy.audit.latest("other" as never, 1)).not.toMatchObject([{ action: "api.request" }]);
	});
});
