import type { LightMyRequestResponse } from "fastify";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Permission } from "../../src/domain/actor.ts";
import { type Harness, openHarness } from "./harness.ts";

let harness: Harness;
let id = "";
let secret = "";
beforeAll(async () => {
	harness = await openHarness();
	({ id, secret } = await newClient(["search", "jobs:read"]));
});
afterAll(() => harness.close());

async function newClient(permissions: readonly Permission[], of = harness) {
	const made = await of.tenancy.clients.create({ tenant: "acme" as never, name: "test", permissions });
	return { id: made.clientId, secret: made.clientSecret };
}

function ask(fields: Record<string, string> | string, headers = {}, of = harness): Promise<LightMyRequestResponse> {
	return of.app.inject({
		method: "POST",
		url: "/oauth/v2/accessToken",
		payload: typeof fields === "string" ? fields : new URLSearchParams(fields).toString(),
		headers: { "content-type": "application/x-www-form-urlencoded", ...headers },
	});
}

const grant = { grant_type: "client_credentials" };
const basic = (name: string, password: string) => ({
	authorization: `Basic ${Buffer.from(`${encodeURIComponent(name)}:${encodeURIComponent(password)}`).toString("base64")}`,
});

describe("a token is given", () => {
	const check = async (answer: LightMyRequestResponse) => {
		expect(answer.statusCode).toBe(200);
		expect(answer.headers).toMatchObject({ "cache-control": "no-store", pragma: "no-cache" });
		const { access_token, ...rest } = answer.json();
		expect(rest).toEqual({ token_type: "Bearer", expires_in: 1800, scope: "search jobs:read" });
		const jobs = await harness.app.inject({ url: "/v1/jobs", headers: { authorization: `Bearer ${access_token}` } });
		expect(jobs.statusCode).toBe(200);
	};
	test("for id and secret in the form", async () =>
		check(await ask({ ...grant, client_id: id, client_secret: secret })));
	test("for id and secret in the header", async () => check(await ask(grant, basic(id, secret))));
	test("whatever else the form says: unknown parameters are ignored", async () =>
		check(await ask({ ...grant, client_id: id, client_secret: secret, audience: "x" })));

	test("for a part of what is granted", async () => {
		const answer = await ask({ ...grant, client_id: id, client_secret: secret, scope: "jobs:read" });
		expect(answer.json().scope).toBe("jobs:read");
		const headers = { authorization: `Bearer ${answer.json().access_token}` };
		expect((await harness.app.inject({ method: "POST", url: "/v1/search", payload: {}, headers })).statusCode).toBe(
			403,
		);
	});

	test("and that it was given stands in the tenant's log", async () => {
		await ask({ ...grant, client_id: id, client_secret: secret });
		const [last] = await harness.tenancy.audit.latest("acme" as never, 1);
		expect(last).toMatchObject({ action: "token.issue", subject: { clientId: id } });
	});
});

describe("a token is refused", () => {
	const REFUSED: readonly [string, () => Promise<LightMyRequestResponse>, number, string][] = [
		["without credentials", () => ask(grant), 401, "invalid_client"],
		["for a wrong secret", () => ask({ ...grant, client_id: id, client_secret: "wrong" }), 401, "invalid_client"],
		["for an unknown id", () => ask({ ...grant, client_id: "nobody", client_secret: secret }), 401, "invalid_client"],
		["for two ids", () => ask({ ...grant, client_id: "another" }, basic(id, secret)), 401, "invalid_client"],
		["for broken Basic", () => ask(grant, { authorization: "Basic %%%" }), 401, "invalid_client"],
		["for another scheme", () => ask(grant, { authorization: "Bearer x" }), 401, "invalid_client"],
		[
			"for a secret given twice",
			() => ask({ ...grant, client_secret: secret }, basic(id, secret)),
			400,
			"invalid_request",
		],
		[
			"for a parameter given twice",
			() => ask(`grant_type=client_credentials&scope=search&scope=search&client_id=${id}&client_secret=${secret}`),
			400,
			"invalid_request",
		],
		["without a grant type", () => ask({ client_id: id, client_secret: secret }), 400, "invalid_request"],
		[
			"for another grant type",
			() => ask({ grant_type: "password", client_id: id, client_secret: secret }),
			400,
			"unsupported_grant_type",
		],
		[
			"for more than is granted",
			() => ask({ ...grant, client_id: id, client_secret: secret, scope: "search audit:read" }),
			400,
			"invalid_scope",
		],
		[
			"for a scope that is none",
			() => ask({ ...grant, client_id: id, client_secret: secret, scope: "everything" }),
			400,
			"invalid_scope",
		],
		[
			"for an empty scope",
			() => ask({ ...grant, client_id: id, client_secret: secret, scope: " " }),
			400,
			"invalid_scope",
		],
		["for JSON", () => ask("{}", { "content-type": "application/json" }), 415, "invalid_request"],
	];
	test.each(REFUSED)("%s", async (_name, request, status, error) => {
		const answer = await request();
		expect([answer.statusCode, answer.json().error]).toEqual([status, error]);
		expect(answer.json().error_description).toMatch(/^[\x20-\x21\x23-\x5b\x5d-\x7e]+$/);
		expect(answer.body).not.toContain(secret);
		expect(answer.headers["cache-control"]).toBe("no-store");
		if (status === 401) expect(answer.headers["www-authenticate"]).toMatch(/^Basic /);
	});

	test("alike for an unknown client, a wrong secret, and a client that is switched off", async () => {
		const off = await newClient(["search"]);
		await harness.tenancy.clients.setStatus("acme" as never, off.id, "disabled");
		const answers = [
			await ask({ ...grant, client_id: "nobody", client_secret: "wrong" }),
			await ask({ ...grant, client_id: id, client_secret: "wrong" }),
			await ask({ ...grant, client_id: off.id, client_secret: off.secret }),
		].map(({ statusCode, body, headers: { date: _, "x-request-id": __, ...headers } }) => ({
			statusCode,
			body,
			headers,
		}));
		expect(answers[1]).toEqual(answers[0]);
		expect(answers[2]).toEqual(answers[0]);
	});
});
