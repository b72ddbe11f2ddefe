import type { LightMyRequestResponse } from "fastify";
import { beforeEach, describe, expect, test } from "vitest";
import { TributaryError } from "../../src/errors.ts";
import { type Harness, type HarnessOptions, openHarness } from "./harness.ts";

/** Who guesses at secrets is slowed down and written down, and learns nothing by it. */

let harness: Harness;
let own: { id: string; secret: string };

function opened(options: HarnessOptions): void {
	beforeEach(async () => {
		harness = await openHarness({ settings: { trustProxy: ["127.0.0.1"] }, ...options });
		const made = await harness.tenancy.clients.create({ tenant: "acme" as never, name: "x", permissions: ["search"] });
		own = { id: made.clientId, secret: made.clientSecret };
		return () => harness.close();
	});
}

function login(id: string, secret: string, from = "203.0.113.1"): Promise<LightMyRequestResponse> {
	return harness.app.inject({
		method: "POST",
		url: "/oauth/v2/accessToken",
		payload: new URLSearchParams({ grant_type: "client_credentials", client_id: id, client_secret: secret }).toString(),
		headers: { "content-type": "application/x-www-form-urlencoded", "x-forwarded-for": from },
	});
}

const entriesOf = (tenant: string) => harness.tenancy.audit.read(tenant as never, { limit: 1000 });
const denied = async (tenant: string) => (await entriesOf(tenant)).filter(({ result }) => result.outcome === "denied");
const UNKNOWN = "A".repeat(22);

describe("by the address", () => {
	opened({ limits: { failedLogins: 5, failedLoginsPerAddress: 12 } });

	test("a few wrong secrets from it lock nobody else out who comes from there", async () => {
		for (let index = 0; index < 6; index++) await login(own.id, "wrong");
		expect((await login(own.id, own.secret)).statusCode).toBe(200);
		expect((await login(own.id, "wrong")).statusCode).toBe(429);
	});

	test("only failures count", async () => {
		for (let index = 0; index < 40; index++) expect((await login(own.id, own.secret)).statusCode).toBe(200);
	});

	test("beyond its limit it is refused whatever it sends, or guessing would only have to go on", async () => {
		const statuses = [];
		for (let index = 0; index < 13; index++) statuses.push((await login(`client-${index}`, "x")).statusCode);
		expect(statuses).toEqual([...Array(12).fill(401), 429]);
		const right = await login(own.id, own.secret);
		expect(right.statusCode).toBe(429);
		expect(Number(right.headers["retry-after"])).toBeGreaterThan(0);
		expect((await login(own.id, own.secret, "203.0.113.2")).statusCode).toBe(200);
	});
});

describe("by the client id", () => {
	opened({ limits: { failedLogins: 10 } });

	test("R10: from many addresses it is stopped; the owner of the secret is not locked out", async () => {
		const statuses = [];
		for (let index = 0; index < 11; index++) statuses.push((await login(own.id, "x", `203.0.113.${index}`)).statusCode);
		expect(statuses).toEqual([...Array(10).fill(401), 429]);
		expect((await login(own.id, own.secret, "203.0.113.99")).statusCode).toBe(200);
	});

	test("a flood leaves an entry for each failure up to the limit, the last of which says so, and no more", async () => {
		for (let index = 0; index < 30; index++) await login(own.id, "x", `203.0.113.${index}`);
		const codes = (await denied("acme")).map(({ result }) => result.code);
		expect(codes).toEqual([...Array(9).fill("invalid-client"), "too-many-requests"]);
	});
});

describe("a failed login", () => {
	opened({});

	test("of a known client stands in its tenant's log, and in no other", async () => {
		expect((await login(own.id, "wrong-secret-canary")).statusCode).toBe(401);
		const [entry, ...more] = await denied("acme");
		expect(more).toEqual([]);
		expect(entry).toMatchObject({
			actor: { kind: "client", id: own.id },
			action: "token.issue",
			purpose: "sign in",
			subject: { clientId: own.id },
			result: { outcome: "denied", code: "invalid-client" },
		});
		expect(JSON.stringify(entry)).not.toContain("canary");
		expect(await denied("other")).toEqual([]);
	});

	test("of a client that is switched off, with the right secret, too", async () => {
		await harness.tenancy.clients.setStatus("acme" as never, own.id, "disabled");
		expect((await login(own.id, own.secret)).statusCode).toBe(401);
		expect(await denied("acme")).toHaveLength(1);
	});

	test("of an unknown client stands in nobody's log", async () => {
		const before = [await entriesOf("acme"), await entriesOf("other")];
		expect((await login(UNKNOWN, "wrong")).statusCode).toBe(401);
		expect((await login("jane@example.com", "wrong")).statusCode).toBe(401);
		expect([await entriesOf("acme"), await entriesOf("other")]).toEqual(before);
	});

	test("a scope that does not exist is written down too: who asks is known by then", async () => {
		await harness.app.inject({
			method: "POST",
			url: "/oauth/v2/accessToken",
			payload: `grant_type=client_credentials&client_id=${own.id}&client_secret=${own.secret}&scope=everything`,
			headers: { "content-type": "application/x-www-form-urlencoded" },
		});
		const last = (await entriesOf("acme")).at(-1);
		expect(last).toMatchObject({ action: "token.issue", result: { outcome: "failed", code: "invalid-scope" } });
	});
});

/** What a caller can see of an answer. */
const seen = ({ statusCode, headers: { date: _, "x-request-id": __, ...headers }, body }: LightMyRequestResponse) => ({
	statusCode,
	headers,
	body,
});

describe("the moment of the answer", () => {
	const pauses: PromiseWithResolvers<void>[] = [];
	const pause = () => {
		const one = Promise.withResolvers<void>();
		pauses.push(one);
		return one.promise;
	};
	let writing = Promise.withResolvers<void>();
	opened({ deps: { pause }, refusals: { login: () => writing.promise.then(() => null) } });
	beforeEach(() => {
		pauses.length = 0;
		writing = Promise.withResolvers();
	});
	const turns = () => new Promise((resolve) => setTimeout(resolve, 30));

	test.each(["known", "unknown"])("R5: does not tell how long writing took: %s client", async (which) => {
		let answered = false;
		const answer = login(which === "known" ? own.id : UNKNOWN, "wrong").finally(() => {
			answered = true;
		});
		await turns();
		writing.resolve();
		await turns();
		// All is written, and still it waits for the end of the step.
		expect([answered, pauses.length]).toEqual([false, 1]);
		pauses[0]?.resolve();
		expect((await answer).statusCode).toBe(401);
	});

	test.each(["known", "unknown"])(
		"R5: does not tell that writing takes longer than a step: %s client",
		async (which) => {
			const answer = login(which === "known" ? own.id : UNKNOWN, "wrong");
			await turns();
			pauses[0]?.resolve();
			expect((await answer).statusCode).toBe(401);
			expect(pauses).toHaveLength(1);
			writing.resolve();
		},
	);

	test("what is still to be written then is written before the service closes", async () => {
		let closed = false;
		const answer = login(own.id, "wrong");
		await turns();
		pauses[0]?.resolve();
		await answer;
		const closing = harness.app.close().then(() => {
			closed = true;
		});
		await turns();
		expect(closed).toBe(false);
		writing.resolve();
		await closing;
	});
});

describe("when the log is out of reach", () => {
	const gone = () => Promise.reject(new TributaryError("audit-unavailable"));
	opened({ refusals: { login: (id) => (id === UNKNOWN ? Promise.resolve(null) : gone()), request: gone } });

	test("R10: a failed login of a known client is answered as that of an unknown one", async () => {
		expect(seen(await login(own.id, "wrong"))).toEqual(seen(await login(UNKNOWN, "wrong")));
	});

	test("a request without the scope is not answered", async () => {
		const authorization = `Bearer ${await harness.tokenOf("acme", ["jobs:read"])}`;
		const answer = await harness.app.inject({
			method: "POST",
			url: "/v1/search",
			payload: {},
			headers: { authorization },
		});
		expect([answer.statusCode, answer.json().code]).toEqual([503, "audit-unavailable"]);
	});
});
