import { randomInt, randomUUID } from "node:crypto";
import http from "node:http";
import type { AddressInfo } from "node:net";
import fastify from "fastify";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { installFailures, sendFailure } from "../../src/api/failures.ts";
import { honourKeys } from "../../src/api/idempotency.ts";
import { parseTenantId } from "../../src/domain/tenant.ts";
import { TributaryError } from "../../src/errors.ts";
import { claimKey, sweepKeptAnswers } from "../../src/tenancy/kept-answers.ts";
import type { Scope } from "../../src/tenancy/scope.ts";
import { OPERATOR } from "../../src/tenancy/tenants.ts";
import { ENGINE_NAMES, makeWorld, type World } from "../contract/worlds.ts";
import { type Harness, openHarness } from "./harness.ts";

/** Keyed writes; `KEYED=10000` is the figure that is wanted. */
const WRITES = Number(process.env.KEYED ?? 60);
const acme = parseTenantId("acme");
const HOUR = 3_600_000;

describe.each(ENGINE_NAMES)("idempotency keys on %s", (name) => {
	let world: World;
	let harness: Harness;
	let admin: string;
	let url: string;
	beforeAll(async () => {
		world = makeWorld(name);
		harness = await openHarness({ engine: await world.open() });
		admin = await harness.tokenOf("acme", ["clients:read", "clients:write", "search", "audit:read"]);
		await harness.app.listen({ host: "127.0.0.1", port: 0 });
		url = `http://127.0.0.1:${(harness.app.server.address() as AddressInfo).port}`;
	});
	afterAll(async () => {
		await harness.close();
		await world.dispose();
	});

	const body = (client: string) => ({ name: client, permissions: ["search"] });
	const send = (key: string | null, payload: object, token = admin) =>
		harness.app.inject({
			method: "POST",
			url: "/v1/clients",
			headers: { authorization: `Bearer ${token}`, ...(key === null ? {} : { "idempotency-key": key }) },
			payload,
		});
	const namesOf = async () => (await harness.tenancy.clients.list(acme)).map((client) => client.name);
	const scopeNow = () => harness.tenancy.openScope({ tenant: acme, actor: OPERATOR, purpose: "test" });

	/** Sends it over the wire and hangs up when it is on its way, before the answer. */
	const sendCut = (key: string, payload: object) =>
		new Promise<void>((resolve) => {
			const text = JSON.stringify(payload);
			const headers = {
				authorization: `Bearer ${admin}`,
				"idempotency-key": key,
				"content-type": "application/json",
				"content-length": Buffer.byteLength(text),
			};
			const request = http.request(`${url}/v1/clients`, { method: "POST", headers });
			request.on("error", () => resolve());
			request.on("close", () => resolve());
			request.end(text, () => setTimeout(() => request.destroy(), randomInt(4)));
		});

	/** As a client does it: again, as long as it is being worked on. */
	async function untilAnswered(key: string, payload: object) {
		for (;;) {
			const answer = await send(key, payload);
			if (answer.json().code !== "idempotency-key-in-use") return answer;
		}
	}

	test(`R39: ${WRITES} keyed writes, each sent one to five times at once, some with the line cut, have one effect each`, async () => {
		const made: string[] = [];
		for (let i = 0; i < WRITES; i++) {
			const client = `keyed ${i}`;
			const key = `"${randomUUID()}"`;
			if (i % 3 === 0) await sendCut(key, body(client));
			const answers = await Promise.all(
				Array.from({ length: randomInt(1, 6) }, () => untilAnswered(key, body(client))),
			);
			const [first, ...others] = answers;
			expect(first?.statusCode).toBe(201);
			for (const one of others)
				expect([one.statusCode, one.body, one.headers["content-type"]]).toEqual([
					first?.statusCode,
					first?.body,
					first?.headers["content-type"],
				]);
			made.push(client);
		}
		const names = (await namesOf()).filter((client) => client.startsWith("keyed "));
		expect(names.toSorted()).toEqual(made.toSorted());
	}, 600_000);

	test("R39: a repetition says that it is one, and stands in the log", async () => {
		const key = randomUUID();
		const first = await send(key, body("told"));
		const again = await send(`"${key}"`, body("told"));
		expect([first.headers["idempotency-replayed"], again.headers["idempotency-replayed"]]).toEqual([undefined, "true"]);
		expect(again.body).toBe(first.body);
		const [last] = await harness.tenancy.audit.latest(acme, 1);
		expect(last).toMatchObject({ action: "api.request", subject: { about: "repeated" }, result: { outcome: "ok" } });
	});

	test("R39: the same key with another body, or another path, is refused", async () => {
		const key = randomUUID();
		await send(key, body("one"));
		expect((await send(key, body("two"))).json()).toMatchObject({ status: 422, code: "idempotency-key-reused" });
		const headers = { authorization: `Bearer ${admin}`, "idempotency-key": key };
		const other = await harness.app.inject({ method: "POST", url: "/v1/clients/x/secrets", headers, payload: {} });
		expect(other.json().code).toBe("idempotency-key-reused");
	});

	test("R39: of what was refused nothing is kept, and it is done once it can be", async () => {
		const scope = await scopeNow();
		const kept = async () => (await scope.store.list("setting", { limit: 5000 })).length;
		const count = await kept();
		const key = randomUUID();
		for (let times = 0; times < 20; times++) {
			const one = times === 0 ? key : randomUUID();
			const refused = await send(one, { name: "x", permissions: ["candidates:erase"] });
			expect([refused.statusCode, refused.headers["idempotency-replayed"]]).toEqual([403, undefined]);
		}
		expect(await kept()).toBe(count);
		expect((await send(key, body("afterwards"))).statusCode).toBe(201);
		expect(await kept()).toBe(count + 1);
	});

	test("R39: a key belongs to one tenant and one client", async () => {
		const key = randomUUID();
		const first = await send(key, body("mine"));
		const neighbour = await send(key, body("mine"), await harness.tokenOf("acme", ["clients:write", "search"]));
		const foreign = await send(key, body("mine"), await harness.tokenOf("other", ["clients:write", "search"]));
		expect(new Set([first, neighbour, foreign].map((answer) => answer.json().id)).size).toBe(3);
	});

	test("R39: what is no key is refused before anything is done; without one it is done each time", async () => {
		const count = (await namesOf()).length;
		for (const key of ["", " ", '"', "a b", `"${"x".repeat(256)}"`, "a,b", '"a\\"'])
			expect((await send(key, body("no"))).json()).toMatchObject({ status: 400, code: "idempotency-key-invalid" });
		expect(await namesOf()).toHaveLength(count);
		await send(null, body("twice"));
		await send(null, body("twice"));
		expect(await namesOf()).toHaveLength(count + 2);
	});

	test("R39: while it is worked on it is told so; whose end is not known is never done again", async () => {
		const scope = await scopeNow();
		const now = harness.ingest.clock();
		const asked = { key: randomUUID(), text: "x" };
		const claim = await claimKey(scope, asked, now);
		await expect(claimKey(scope, asked, now)).rejects.toMatchObject({ code: "idempotency-key-in-use" });
		await expect(claimKey(scope, { ...asked, text: "y" }, now)).rejects.toMatchObject({
			code: "idempotency-key-reused",
		});
		// As another process left it: first it may be at work, later it was killed.
		const [stored] = (await scope.store.list("setting", { limit: 5000 })).filter(({ record }) =>
			record.includes('"running"'),
		);
		if (stored === undefined || claim.answer !== null) throw new Error("nothing was claimed");
		const kept = JSON.parse(stored.record);
		const record = JSON.stringify({ ...kept, running: { ...kept.running, by: "another" } });
		await scope.store.write([{ op: "put", collection: "setting", id: stored.id, record }]);
		await expect(claimKey(scope, asked, now)).rejects.toMatchObject({ code: "idempotency-key-in-use" });
		const later = new Date(now.getTime() + 121_000);
		await expect(claimKey(scope, asked, later)).rejects.toMatchObject({ code: "idempotency-outcome-unknown" });
	});

	test("R39: what is kept holds neither the key nor the secret in the answer, and is forgotten after a day", async () => {
		const key = randomUUID();
		const { clientSecret } = (await send(key, body("kept"))).json();
		const scope = await scopeNow();
		const records = await scope.store.list("setting", { limit: 5000 });
		const all = JSON.stringify(records);
		expect(all).toContain("idempotency:");
		for (const secret of [key, clientSecret]) expect(all).not.toContain(secret);
		const now = harness.ingest.clock();
		expect(await sweepKeptAnswers(scope, new Date(now.getTime() + 24 * HOUR))).toBe(0);
		expect((await send(key, body("kept"))).json().clientSecret).toBe(clientSecret);
		expect(await sweepKeptAnswers(scope, new Date(now.getTime() + 26 * HOUR))).toBeGreaterThan(0);
		expect((await send(key, body("kept"))).json().clientSecret).not.toBe(clientSecret);
	});
});

/** An app of one route that takes keys, and does what is given. */
async function serveKeyed(done: (scope: Scope) => Promise<object>) {
	const harness = await openHarness();
	const app = fastify({ handlerTimeout: 100 });
	app.decorateRequest("scope", null);
	app.addHook("onRequest", async (request) => {
		request.scope = await harness.tenancy.openScope({ tenant: acme, actor: OPERATOR, purpose: "test" });
	});
	installFailures(app, { other: { paths: /^$/, send: sendFailure }, isHidden: () => false });
	honourKeys(app, { clock: harness.ingest.clock, required: false });
	app.post("/x", { config: { keyed: true } as never }, ({ scope }) => done(scope as Scope));
	const key = randomUUID();
	const send = () => app.inject({ method: "POST", url: "/x", headers: { "idempotency-key": key }, payload: {} });
	return { send, close: () => Promise.all([app.close(), harness.close()]) };
}

const BEFORE = [
	"sign-in-unavailable",
	"too-many-requests",
	"conflict",
	"store-unavailable",
	"audit-unavailable",
] as const;
test.each(BEFORE)("R39: after %s, before anything was done, a repetition is the first", async (code) => {
	let times = 0;
	const { send, close } = await serveKeyed(async () => {
		if (++times === 1) throw new TributaryError(code);
		return { made: times };
	});
	expect((await send()).json().code).toBe(code);
	const again = await send();
	expect([again.json(), again.headers["idempotency-replayed"]]).toEqual([{ made: 2 }, undefined]);
	expect([(await send()).json(), times]).toEqual([{ made: 2 }, 2]);
	await close();
});

const put = { op: "put", collection: "setting", id: "x", record: "{}" } as const;
test.each([
	["store-unavailable", ({ store }: Scope): Promise<unknown> => store.write([put])],
	[
		"audit-unavailable",
		({ record }: Scope): Promise<unknown> => record<void>("webhook.change", {}, () => Promise.reject(new Error("cut"))),
	],
	["overloaded", async () => {}],
	["internal", async () => {}],
] as const)(
	"R39: after %s, when something was begun, nobody knows what was done, and it is not done again",
	async (code, begin) => {
		let times = 0;
		const { send, close } = await serveKeyed(async (scope) => {
			times++;
			await begin(scope).catch(() => {});
			throw new TributaryError(code);
		});
		expect((await send()).json().code).toBe(code);
		const again = await send();
		expect([again.json().code, again.headers["idempotency-replayed"]]).toEqual([
			"idempotency-outcome-unknown",
			undefined,
		]);
		expect(times).toBe(1);
		await close();
	},
);

test("R39: what came to nothing can be sent again, also where the store took no note of that", async () => {
	const harness = await openHarness();
	const scope = await harness.tenancy.openScope({ tenant: acme, actor: OPERATOR, purpose: "test" });
	let isDown = false;
	const write: Scope["store"]["write"] = (changes) =>
		isDown ? Promise.reject(new TributaryError("store-unavailable")) : scope.store.write(changes);
	const asked = { key: randomUUID(), text: "x" };
	const claim = () => claimKey({ ...scope, store: { ...scope.store, write } }, asked, harness.ingest.clock());
	const first = await claim();
	isDown = true;
	await expect(first.answer === null && first.release()).rejects.toMatchObject({ code: "store-unavailable" });
	isDown = false;
	expect((await claim()).answer).toBeNull();
	await expect(claim()).rejects.toMatchObject({ code: "idempotency-key-in-use" });
	await harness.close();
});

test("R39: what goes on behind a time limit is not done again", async () => {
	let times = 0;
	const { send, close } = await serveKeyed(async () => {
		await new Promise((resolve) => setTimeout(resolve, 300));
		return { made: ++times };
	});
	expect((await send()).json().code).toMatch(/^(?:overloaded|request-timeout)$/);
	expect((await send()).json().code).toBe("idempotency-outcome-unknown");
	await new Promise((resolve) => setTimeout(resolve, 400));
	expect([(await send()).json().code, times]).toEqual(["idempotency-outcome-unknown", 1]);
	await close();
});

test("R39: what waits for a second person is asked for once, and said again", async () => {
	let times = 0;
	const { send, close } = await serveKeyed(async () => {
		throw new TributaryError("second-person-required", { detail: `It waits as ${++times}.` });
	});
	const first = await send();
	const again = await send();
	expect([again.body, again.headers["idempotency-replayed"], times]).toEqual([first.body, "true", 1]);
	await close();
});

test("R39: where keys are required a write without one is refused, a read is not", async () => {
	const harness = await openHarness({ settings: { requireIdempotencyKeys: true } });
	const headers = { authorization: `Bearer ${await harness.tokenOf("acme")}` };
	const payload = { name: "x", permissions: ["search"] };
	const refused = await harness.app.inject({ method: "POST", url: "/v1/clients", headers, payload });
	expect(refused.json()).toMatchObject({ status: 400, code: "idempotency-key-invalid" });
	const found = await harness.app.inject({ method: "POST", url: "/v1/search", headers, payload: { query: "x" } });
	expect(found.statusCode).toBe(200);
	await harness.close();
});

test("R39: the API document names the header wherever a key is taken", async () => {
	const harness = await openHarness();
	const { paths } = (await harness.app.inject("/v1/openapi.json")).json();
	const taking = Object.entries<Record<string, { parameters?: { name: string }[] }>>(paths).flatMap(([path, methods]) =>
		Object.entries(methods).flatMap(([method, { parameters = [] }]) =>
			parameters.some((parameter) => parameter.name === "Idempotency-Key") ? [`${method} ${path}`] : [],
		),
	);
	expect(taking).toEqual(
		expect.arrayContaining(["post /v1/clients", "post /v1/accounts", "post /v1/tenant/wipe", "post /v1/exports"]),
	);
	expect(taking.filter((one) => !one.startsWith("post "))).toEqual([]);
	await harness.close();
});
