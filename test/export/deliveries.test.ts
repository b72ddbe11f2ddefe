import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { WebhookEvent } from "../../src/domain/event.ts";
import type { TenantId } from "../../src/domain/tenant.ts";
import { listDeadLetters, removeDeadLetter } from "../../src/export/dead-letters.ts";
import type { Scope } from "../../src/tenancy/scope.ts";
import { certificate, HOUR, idsOf, MINUTE, type Outbound, openOutbound, SECOND } from "./outbound.ts";
import { isSignedBy, openReceiver, type Received, type Receiver } from "./receiver.ts";

let receiver: Receiver;
let other: Receiver;
let out: Outbound;
let tenant: TenantId;
let scope: Scope;
let secret = "";

beforeAll(async () => {
	receiver = await openReceiver(certificate);
	other = await openReceiver(certificate);
});
afterAll(() => Promise.all([receiver.close(), other.close()]));
beforeEach(async () => {
	for (const one of [receiver, other]) {
		one.received.length = 0;
		one.answer = 200;
	}
	out = await openOutbound();
	tenant = await out.rig.tenant("acme");
	scope = await out.rig.scope(tenant);
	secret = await subscribe("crm");
});

const subscribe = async (id: string, to = receiver, within = scope): Promise<string> => {
	const made = await out.webhooks.put(within, id, { url: `${to.url}/${id}`, events: ["candidate.changed"] });
	return made.secret ?? "";
};
const candidate = (candidateId: string) => ({ candidateId, change: "created" as const });
const tell = (...ids: string[]) => out.tell(scope, "candidate.changed", { candidates: ids.map(candidate) });
const deliver = (milliseconds = 0) => out.passAndDeliver(tenant, milliseconds);
const eventOf = ({ body }: Received) => WebhookEvent.parse(JSON.parse(body));
const namesOf = (received: readonly Received[]) =>
	received
		.flatMap((one) => (eventOf(one).data as { candidates: { candidateId: string }[] }).candidates)
		.map((c) => c.candidateId);
const stateOf = async (id = "crm") => (await out.webhooks.get(scope, id)).deliveries;

describe("an event", () => {
	test("arrives, signed, and leaves the outbox", async () => {
		await tell("c-1", "c-2");
		await deliver();
		const [got] = receiver.received as [Received];
		expect(receiver.received).toHaveLength(1);
		expect(await isSignedBy(got, secret)).toBe(true);
		expect(await isSignedBy({ ...got, body: got.body.replace("c-1", "c-9") }, secret)).toBe(false);
		expect(got.headers["webhook-timestamp"]).toBe(String(out.rig.now.getTime() / 1000));
		const event = eventOf(got);
		expect(got.headers["webhook-id"]).toBe(event.id);
		expect(event).toMatchObject({
			type: "candidate.changed",
			timestamp: out.rig.now.toISOString(),
			data: { candidates: [candidate("c-1"), candidate("c-2")] },
		});
		expect(await idsOf(scope)).toEqual([]);
		expect(await stateOf()).toMatchObject({ delivered: 1, failed: 0, lastSuccessAt: out.rig.now.toISOString() });
		await deliver();
		expect(receiver.received).toHaveLength(1);
	});

	test("is made for whom it concerns only: of the right type, and switched on", async () => {
		await out.webhooks.put(scope, "wipes", { url: `${other.url}/`, events: ["tenant.wiped"] });
		await out.webhooks.put(scope, "off", { url: `${other.url}/`, events: ["candidate.changed"], active: false });
		await tell("c-1");
		expect((await idsOf(scope)).map((id) => id.split(":")[1])).toEqual(["crm"]);
		await out.webhooks.remove(scope, "crm");
		await tell("c-2");
		expect(await idsOf(scope)).toEqual([]);
	});

	test("of 250 candidates is three", async () => {
		await tell(...Array.from({ length: 250 }, (_, index) => `c-${index}`));
		await deliver();
		expect(receiver.received.map((one) => (eventOf(one).data as { candidates: [] }).candidates.length)).toEqual([
			100, 100, 50,
		]);
	});

	test("with data that it does not have is not made", async () => {
		const wrong = { candidates: [{ ...candidate("c-1"), name: "Jane" }] };
		await expect(out.tell(scope, "candidate.changed", wrong)).rejects.toThrow("name");
	});

	test("is not there when the write that it belongs to failed", async () => {
		out.rig.hook = (label, operation) => {
			if (label === "tenant:acme" && operation === "write") throw new Error("disk full");
		};
		await expect(tell("c-1")).rejects.toThrow("disk full");
		out.rig.hook = () => {};
		await deliver();
		expect([await idsOf(scope), receiver.received]).toEqual([[], []]);
	});
});

describe("a receiver that fails", () => {
	const PAUSES = [5 * SECOND, 30 * SECOND, 2 * MINUTE, 10 * MINUTE, HOUR, 3 * HOUR, 8 * HOUR];

	test("is tried again after each pause and not before, with the same id, until the event is given up", async () => {
		receiver.answer = 500;
		await tell("c-1");
		await deliver();
		for (const [index, pause] of PAUSES.entries()) {
			await deliver(pause - 1);
			expect(receiver.received).toHaveLength(index + 1);
			await deliver(1);
			expect(receiver.received).toHaveLength(index + 2);
		}
		expect(new Set(receiver.received.map(({ headers }) => headers["webhook-id"])).size).toBe(1);
		expect(new Set(receiver.received.map(({ body }) => body)).size).toBe(1);
		expect(new Set(receiver.received.map(({ headers }) => headers["webhook-timestamp"])).size).toBe(8);
		for (const one of receiver.received) expect(await isSignedBy(one, secret)).toBe(true);
		const [letter] = await listDeadLetters(scope, { limit: 10 });
		expect(letter).toMatchObject({ webhookId: "crm", attempts: 8, reason: "status 500", type: "candidate.changed" });
		expect(await stateOf()).toMatchObject({ failed: 8, givenUp: 1, lastFailure: { reason: "status 500" } });
		await deliver(24 * HOUR);
		expect(receiver.received).toHaveLength(8);
	});

	test("is tried again by itself, on the clock of the wall", async () => {
		const quick = await openOutbound({ backoff: [20, 20], clock: () => new Date() });
		quick.rig.now = new Date();
		const own = await quick.rig.tenant("quick");
		const ownScope = await quick.rig.scope(own);
		await subscribeAt(quick, ownScope);
		receiver.answer = (response) => response.writeHead(receiver.received.length < 3 ? 503 : 200).end();
		await quick.tell(ownScope, "candidate.changed", { candidates: [candidate("c-1")] });
		quick.deliveries.wake(own);
		await expect.poll(() => idsOf(ownScope), { timeout: 5000 }).toEqual([]);
		expect(receiver.received).toHaveLength(3);
		await quick.deliveries.close();
	});

	const subscribeAt = (where: Outbound, within: Scope) =>
		where.webhooks.put(within, "crm", { url: `${receiver.url}/`, events: ["candidate.changed"] });

	test.each([
		["120", 120 * SECOND],
		["Sun, 01 Mar 2026 12:05:00 GMT", 5 * MINUTE],
		// Less than the pause, nonsense, and more than a day.
		["1", 5 * SECOND],
		["soon", 5 * SECOND],
		["-7", 5 * SECOND],
		["9999999", 24 * HOUR],
	])("that asks for time gets it: Retry-After %s", async (retryAfter, pause) => {
		receiver.answer = (response) => response.writeHead(503, { "retry-after": retryAfter }).end();
		await tell("c-1");
		await deliver();
		await deliver(pause - 1);
		expect(receiver.received).toHaveLength(1);
		await deliver(1);
		expect(receiver.received).toHaveLength(2);
	});

	test("and is down for days: what is older than three of them has one try, so that the outbox does not grow for ever", async () => {
		receiver.answer = 500;
		await tell("c-1");
		await tell("c-2");
		await deliver(73 * HOUR);
		expect(receiver.received).toHaveLength(2);
		expect(await listDeadLetters(scope, { limit: 10 })).toHaveLength(2);
	});

	test("with a redirect gets nothing at the other place", async () => {
		receiver.answer = (response) => response.writeHead(308, { location: `${other.url}/` }).end();
		await tell("c-1");
		await deliver();
		expect(other.received).toEqual([]);
		expect(await stateOf()).toMatchObject({ lastFailure: { reason: "status 308" } });
	});

	test("says nothing that is kept: neither in the state nor in the log", async () => {
		receiver.answer = (response) => response.writeHead(500, { "x-canary": "canary" }).end("canary");
		await tell("c-1");
		await deliver();
		const kept = [
			await stateOf(),
			await scope.store.list("outbox", { limit: 10 }),
			await out.rig.tenancy.audit.latest(tenant, 50),
		];
		expect(JSON.stringify(kept)).not.toContain("canary");
	});
});

describe("order", () => {
	test("is that of creation, also of what failed first: while the receiver is down nothing overtakes", async () => {
		receiver.answer = 503;
		for (const id of ["c-1", "c-2", "c-3"]) await tell(id);
		await deliver();
		expect(namesOf(receiver.received)).toEqual(["c-1"]);
		receiver.answer = 200;
		await deliver(5 * SECOND);
		expect(namesOf(receiver.received)).toEqual(["c-1", "c-1", "c-2", "c-3"]);
	});

	test("holds over many pages of an outbox", async () => {
		const names = Array.from({ length: 230 }, (_, index) => `c-${index}`);
		for (const name of names) await tell(name);
		await deliver();
		expect(namesOf(receiver.received)).toEqual(names);
	});

	test("does not make others wait for an event that the receiver refuses", async () => {
		receiver.answer = (response, { body }) => response.writeHead(body.includes("c-1") ? 400 : 200).end();
		for (const id of ["c-1", "c-2"]) await tell(id);
		await deliver();
		expect(namesOf(receiver.received)).toEqual(["c-1", "c-2"]);
		expect(await idsOf(scope)).toHaveLength(1);
	});

	test("of one receiver does not stop another", async () => {
		await subscribe("second", other);
		receiver.answer = () => {};
		await tell("c-1");
		await tell("c-2");
		out.deliveries.wake(tenant);
		await expect.poll(() => namesOf(other.received)).toEqual(["c-1", "c-2"]);
		expect(receiver.received).toHaveLength(1);
		await out.deliveries.idle();
	});
});

describe("a process that dies", () => {
	test("between sending and noting it down has it sent again by the next one, with the same id", async () => {
		await tell("c-1");
		out.rig.hook = (label, operation) => {
			if (label === "tenant:acme" && operation === "write" && receiver.received.length > 0) throw new Error("killed");
		};
		await deliver();
		await out.deliveries.close();
		expect(receiver.received).toHaveLength(1);
		out.rig.hook = () => {};
		const next = out.again(await out.rig.again());
		expect(await next.resumeAll([tenant])).toBe(1);
		await next.idle();
		expect(receiver.received).toHaveLength(2);
		expect(new Set(receiver.received.map(({ headers }) => headers["webhook-id"])).size).toBe(1);
		expect(await idsOf(scope)).toEqual([]);
		expect(await next.resumeAll([tenant])).toBe(0);
		await next.close();
	});

	test("and one that stops begins nothing more", async () => {
		for (const id of ["c-1", "c-2", "c-3"]) await tell(id);
		let stopped: Promise<void> | undefined;
		receiver.answer = (response) => {
			stopped ??= out.deliveries.close();
			setTimeout(() => response.writeHead(200).end(), 50);
		};
		await deliver();
		await stopped;
		expect(namesOf(receiver.received)).toEqual(["c-1"]);
		expect(await idsOf(scope)).toHaveLength(2);
		out.deliveries.wake(tenant);
		await out.deliveries.idle();
		expect(receiver.received).toHaveLength(1);
	});

	test("a tenant that is disabled is not delivered for, and stops nobody else's start", async () => {
		await tell("c-1");
		const second = await out.rig.tenant("second");
		await out.rig.tenancy.tenants.update(tenant, { status: "disabled" });
		expect(await out.deliveries.resumeAll([tenant, second])).toBe(0);
		await out.deliveries.idle();
		expect(receiver.received).toEqual([]);
	});

	test("a log that cannot be written keeps the event: it is sent again and recorded then", async () => {
		await tell("c-1");
		out.rig.hook = (label, operation) => {
			if (label === "audit:acme" && operation === "write") throw new Error("no log");
		};
		await deliver();
		expect(await idsOf(scope)).toHaveLength(1);
		out.rig.hook = () => {};
		await deliver();
		expect(await idsOf(scope)).toEqual([]);
		const [last] = await out.rig.tenancy.audit.latest(tenant, 1);
		expect(last).toMatchObject({ action: "webhook.deliver", result: { outcome: "ok" } });
	});
});

describe("a dead letter", () => {
	const give = async () => {
		receiver.answer = 500;
		await tell("c-1");
		await deliver(73 * HOUR);
		const [letter] = await listDeadLetters(scope, { limit: 10 });
		if (letter === undefined) throw new Error("There is none.");
		return letter;
	};

	test("is tried again on demand, under the id that the receiver knows, with all its tries", async () => {
		const { id, eventId } = await give();
		await out.deliveries.retry(scope, id);
		await out.deliveries.idle();
		expect(await listDeadLetters(scope, { limit: 10 })).toEqual([]);
		receiver.answer = 200;
		await deliver(5 * SECOND);
		expect(receiver.received.map(({ headers }) => headers["webhook-id"])).toEqual([eventId, eventId, eventId]);
		expect(await idsOf(scope)).toEqual([]);
		await expect(out.deliveries.retry(scope, id)).rejects.toMatchObject({ code: "not-found" });
	});

	test("is thrown away on demand, and goes with its webhook", async () => {
		const { id } = await give();
		await removeDeadLetter(scope, id);
		expect(await idsOf(scope)).toEqual([]);
		await expect(removeDeadLetter(scope, id)).rejects.toMatchObject({ code: "not-found" });
		await give();
		await tell("c-2");
		await out.webhooks.remove(scope, "crm");
		expect(await idsOf(scope)).toEqual([]);
	});

	test("is another tenant's to nobody", async () => {
		const { id } = await give();
		const foreign = await out.rig.scope(await out.rig.tenant("second"));
		expect(await listDeadLetters(foreign, { limit: 10 })).toEqual([]);
		await expect(out.deliveries.retry(foreign, id)).rejects.toMatchObject({ code: "not-found" });
		await expect(removeDeadLetter(foreign, id)).rejects.toMatchObject({ code: "not-found" });
	});
});

test("410 switches the webhook off; switched on again it gets what waited", async () => {
	receiver.answer = 410;
	for (const id of ["c-1", "c-2"]) await tell(id);
	await deliver();
	expect(receiver.received).toHaveLength(1);
	expect(await out.webhooks.get(scope, "crm")).toMatchObject({ active: false, goneAt: out.rig.now.toISOString() });
	await tell("c-3");
	await deliver(HOUR);
	expect(receiver.received).toHaveLength(1);
	expect((await out.rig.tenancy.audit.latest(tenant, 20)).map(({ action }) => action)).toContain("webhook.change");
	receiver.answer = 200;
	await out.webhooks.put(scope, "crm", { url: `${receiver.url}/crm`, events: ["candidate.changed"] });
	await deliver();
	expect(namesOf(receiver.received)).toEqual(["c-1", "c-2"]);
	expect(await out.webhooks.get(scope, "crm")).toMatchObject({ active: true, goneAt: null });
});
