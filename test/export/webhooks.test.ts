import { createHmac } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { TenantId } from "../../src/domain/tenant.ts";
import { listDeadLetters } from "../../src/export/dead-letters.ts";
import { createDeliveries } from "../../src/export/deliveries.ts";
import { changeIntegrationRecord } from "../../src/export/integration-record.ts";
import { lastWordsOf, tellErased } from "../../src/export/last-words.ts";
import { callbackPush, hurryCallbacks } from "../../src/export/outbox.ts";
import { createTransport } from "../../src/export/transport.ts";
import { createWebhooks } from "../../src/export/webhooks.ts";
import type { Scope } from "../../src/tenancy/scope.ts";
import { certificate, HOUR, idsOf, type Outbound, openOutbound, SECOND } from "./outbound.ts";
import { isSignedBy, openReceiver, type Received, type Receiver } from "./receiver.ts";

let receiver: Receiver;
let plain: Receiver;
let out: Outbound;
let tenant: TenantId;
let scope: Scope;
const CLIENT_SECRET = "s3cret-of-the-application";
/** Callback secrets by application; another's are never asked for. */
const callbackSecrets = new Map<string, string>();

beforeAll(async () => {
	receiver = await openReceiver(certificate);
	plain = await openReceiver();
});
afterAll(() => Promise.all([receiver.close(), plain.close()]));
beforeEach(async () => {
	receiver.received.length = 0;
	receiver.answer = 200;
	callbackSecrets.clear();
	out = await openOutbound({ callbackSecret: async (_scope, application) => callbackSecrets.get(application) ?? null });
	tenant = await out.rig.tenant("acme");
	scope = await out.rig.scope(tenant);
});

const put = (id = "crm", within = scope) =>
	out.webhooks.put(within, id, { url: `${receiver.url}/${id}`, events: ["candidate.changed", "tenant.wiped"] });
const tell = (within = scope, candidateId = "c-1") =>
	out.tell(within, "candidate.changed", { candidates: [{ candidateId, change: "updated" }] });
const last = () => receiver.received.at(-1) as Received;
const logOf = async (of: TenantId) => out.rig.tenancy.audit.latest(of, 1000);

describe("a secret", () => {
	test("is random, of 32 bytes, and told once: no list, no record of the log and no outbox has it", async () => {
		const { secret } = await put();
		expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
		const { secret: next } = await out.webhooks.rotate(scope, "crm");
		expect(next).not.toBe(secret);
		expect((await put()).secret).toBeNull();
		receiver.answer = 500;
		await tell();
		await out.passAndDeliver(tenant, 0);
		const shown = [
			await out.webhooks.list(scope),
			await out.webhooks.get(scope, "crm"),
			await out.deliveries.test(scope, "crm"),
			await scope.store.list("outbox", { limit: 100 }),
			await listDeadLetters(scope, { limit: 10 }),
			await logOf(tenant),
		];
		for (const one of [secret, next]) expect(JSON.stringify(shown)).not.toContain(String(one).slice(6));
	});

	test("and its successor both sign for 24 hours, then the successor alone", async () => {
		const { secret: old } = await put();
		const { secret: fresh, webhook } = await out.webhooks.rotate(scope, "crm");
		const ends = new Date(out.rig.now.getTime() + 24 * HOUR);
		expect(webhook.previousSecretEndsAt).toBe(ends.toISOString());
		await out.passAndDeliver(tenant, 24 * HOUR - 1);
		await tell();
		await out.passAndDeliver(tenant, 0);
		expect(String(last().headers["webhook-signature"]).split(" ")).toHaveLength(2);
		expect([await isSignedBy(last(), old as string), await isSignedBy(last(), fresh)]).toEqual([true, true]);
		await out.passAndDeliver(tenant, 1);
		await tell();
		await out.passAndDeliver(tenant, 0);
		expect(String(last().headers["webhook-signature"]).split(" ")).toHaveLength(1);
		expect([await isSignedBy(last(), old as string), await isSignedBy(last(), fresh)]).toEqual([false, true]);
		expect((await out.webhooks.get(scope, "crm")).previousSecretEndsAt).toBeNull();
	});

	test("that is replaced again and again does not make the header grow without end", async () => {
		const { secret: first } = await put();
		const made = [];
		for (let round = 0; round < 5; round++) made.push((await out.webhooks.rotate(scope, "crm")).secret);
		await tell();
		await out.passAndDeliver(tenant, 0);
		expect(String(last().headers["webhook-signature"]).split(" ")).toHaveLength(3);
		expect(await isSignedBy(last(), first as string)).toBe(false);
		expect(await isSignedBy(last(), made.at(-1) as string)).toBe(true);
	});
});

describe("a subscription", () => {
	test("is listed, read, replaced and removed", async () => {
		await put("b");
		await put("a");
		expect((await out.webhooks.list(scope)).map(({ id }) => id)).toEqual(["a", "b"]);
		out.pass(SECOND);
		await out.webhooks.put(scope, "a", { url: receiver.url, events: ["tenant.wiped"], active: false });
		const read = await out.webhooks.get(scope, "a");
		expect(read).toMatchObject({ active: false, events: ["tenant.wiped"], url: receiver.url });
		expect(Date.parse(read.updatedAt) - Date.parse(read.createdAt)).toBe(SECOND);
		await out.webhooks.remove(scope, "a");
		for (const work of [out.webhooks.get, out.webhooks.remove, out.webhooks.rotate, out.deliveries.test])
			await expect(work(scope, "a")).rejects.toMatchObject({ code: "not-found" });
	});

	test("is one of 20 at most, also when many come at once", async () => {
		const names = Array.from({ length: 24 }, (_, index) => `hook-${index}`);
		const done = await Promise.allSettled(names.map((name) => put(name)));
		expect(done.filter(({ status }) => status === "fulfilled")).toHaveLength(20);
		expect(await out.webhooks.list(scope)).toHaveLength(20);
		await expect(put("more")).rejects.toMatchObject({ code: "invalid-field", errors: [{ pointer: "/id" }] });
		// One that is there can still be replaced.
		const [first] = await out.webhooks.list(scope);
		await put(first?.id);
	});

	test.each(["dead-letters", "", "-x", "a b", "ä", "x".repeat(61), "a:b", "9a"])("has no id like %j", async (id) => {
		await expect(put(id)).rejects.toMatchObject({ code: "invalid-field" });
	});

	test("names events that there are, each once", async () => {
		for (const events of [[], ["nothing"], ["tenant.wiped", "tenant.wiped"]]) {
			const wrong = out.webhooks.put(scope, "crm", { url: receiver.url, events: events as never });
			await expect(wrong).rejects.toMatchObject({ code: "invalid-field" });
		}
	});

	test("goes to no address that is not public, and the attempt is in the log", async () => {
		const strict = createWebhooks({ transport: createTransport(), clock: () => out.rig.now });
		const attempt = strict.put(scope, "crm", { url: "https://169.254.169.254/", events: ["tenant.wiped"] });
		await expect(attempt).rejects.toMatchObject({ code: "address-not-allowed" });
		expect(await strict.list(scope)).toEqual([]);
		expect(await logOf(tenant)).toContainEqual(
			expect.objectContaining({
				action: "webhook.change",
				subject: { about: "crm" },
				result: { outcome: "failed", code: "address-not-allowed" },
			}),
		);
	});
});

test("an address that was public and is this machine's at the delivery gets nothing, and the log says why", async () => {
	const zone = [["93.184.215.14"]];
	const transport = createTransport({ resolve: async () => zone.shift() ?? ["127.0.0.1"] });
	const strict = createWebhooks({ transport, clock: () => out.rig.now });
	await strict.put(scope, "crm", { url: "https://hooks.test/", events: ["candidate.changed"] });
	const rebound = createDeliveries({ openScope: out.rig.tenancy.openScope, transport, clock: () => out.rig.now });
	await tell();
	rebound.wake(tenant);
	await rebound.idle();
	expect((await strict.get(scope, "crm")).deliveries).toMatchObject({ lastFailure: { reason: "address-not-allowed" } });
	expect((await logOf(tenant)).find(({ action }) => action === "webhook.deliver")).toMatchObject({
		result: { outcome: "failed", code: "address-not-allowed" },
	});
	expect(receiver.received).toEqual([]);
	await rebound.close();
});

describe("two tenants", () => {
	test("have the same ids and never each other's events, secrets or states", async () => {
		const second = await out.rig.tenant("second");
		const foreign = await out.rig.scope(second);
		const mine = await put("crm");
		const theirs = await put("crm", foreign);
		await tell(scope, "of-acme");
		out.deliveries.wake(tenant);
		out.deliveries.wake(second);
		await out.deliveries.idle();
		expect(receiver.received).toHaveLength(1);
		expect(await isSignedBy(last(), mine.secret as string)).toBe(true);
		expect(await isSignedBy(last(), theirs.secret as string)).toBe(false);
		expect((await out.webhooks.get(foreign, "crm")).deliveries.delivered).toBe(0);
		expect((await logOf(second)).filter(({ action }) => action === "webhook.deliver")).toEqual([]);
		await out.webhooks.remove(foreign, "crm");
		expect(await out.webhooks.list(scope)).toHaveLength(1);
	});
});

test("a test event goes out once and at once, also where the webhook is off, and says how it went", async () => {
	await out.webhooks.put(scope, "crm", { url: receiver.url, events: ["tenant.wiped"], active: false });
	expect(await out.deliveries.test(scope, "crm")).toMatchObject({ delivered: true, reason: null });
	expect(JSON.parse(last().body)).toMatchObject({ type: "webhook.test", data: { webhookId: "crm" } });
	receiver.answer = 503;
	expect(await out.deliveries.test(scope, "crm")).toMatchObject({ delivered: false, reason: "status 503" });
	expect(await idsOf(scope)).toEqual([]);
});

describe("the end of a tenant", () => {
	const pauses = [1, 1];
	const tellThem = async (words = lastWordsOf(scope.store, out.rig.now)) =>
		tellErased({ transport: out.transport, clock: () => out.rig.now, pauses }, tenant, await words);

	test("is told to those who want to know, signed as ever, though the outbox is gone", async () => {
		const { secret } = await put();
		await out.webhooks.put(scope, "other", { url: `${receiver.url}/other`, events: ["candidate.changed"] });
		expect(await tellThem()).toEqual([{ webhookId: "crm", reason: null }]);
		expect(JSON.parse(last().body)).toMatchObject({ type: "tenant.wiped", data: { tenantId: "acme" } });
		expect(await isSignedBy(last(), secret as string)).toBe(true);
		expect(receiver.received).toHaveLength(1);
	});

	test("is tried a few times, and what never arrives is said", async () => {
		await put();
		const words = lastWordsOf(scope.store, out.rig.now);
		receiver.answer = 503;
		expect(await tellThem(words)).toEqual([{ webhookId: "crm", reason: "status 503" }]);
		expect(receiver.received).toHaveLength(3);
	});
});

describe("a push to an ATS's callback", () => {
	const body = '{"requestId":"r-1","eventType":"EXPORT_CANDIDATE_PROFILE"}';
	const push = (application = "app-1") =>
		scope.store.write([callbackPush({ application, type: "EXPORT_CANDIDATE_PROFILE", body }, out.rig.now)]);
	const configure = (path: string | null, application = "app-1") =>
		changeIntegrationRecord(scope.store, (before) => {
			const callback = { value: `${receiver.url}${path}`, application, updatedAt: out.rig.now.toISOString() };
			return { record: { ...before, configurations: path === null ? {} : { CALLBACK_URL: callback } } };
		});
	beforeEach(() => configure("/callback"));
	const signatures = () => receiver.received.map(({ headers }) => headers["x-li-signature"]);
	const expected = (secret: string) => createHmac("sha256", secret).update(`hmacsha256=${body}`).digest("hex");

	test("is signed as the protocol says, with the secret of the application at the time of sending", async () => {
		await push();
		callbackSecrets.set("app-1", CLIENT_SECRET);
		await out.passAndDeliver(tenant, 0);
		expect(signatures()).toEqual([expected(CLIENT_SECRET)]);
		expect(last()).toMatchObject({ url: "/callback", body });
		expect(last().headers["webhook-signature"]).toBeUndefined();
		expect((await logOf(tenant)).find(({ action }) => action === "webhook.deliver")?.subject).toMatchObject({
			clientId: "app-1",
		});
	});

	test("goes to where the ATS wants it when it is sent, signed for whoever said so last", async () => {
		callbackSecrets.set("app-1", CLIENT_SECRET).set("app-2", "another");
		receiver.answer = 500;
		await push();
		await out.passAndDeliver(tenant, 0);
		await configure("/mended", "app-2");
		receiver.answer = 200;
		await out.passAndDeliver(tenant, 4 * SECOND);
		expect(receiver.received).toHaveLength(1);
		await hurryCallbacks(scope.store, out.rig.now);
		await out.passAndDeliver(tenant, 0);
		expect(receiver.received.map(({ url }) => url)).toEqual(["/callback", "/mended"]);
		expect(signatures()).toEqual([expected(CLIENT_SECRET), expected("another")]);
	});

	test("is wanted by nobody when no callback is named any more", async () => {
		callbackSecrets.set("app-1", CLIENT_SECRET);
		await push();
		await configure(null);
		await out.passAndDeliver(tenant, 0);
		expect([receiver.received, await idsOf(scope)]).toEqual([[], []]);
	});

	test("waits while there is no secret, and can become a dead letter", async () => {
		await push();
		await out.passAndDeliver(tenant, 0);
		expect(receiver.received).toEqual([]);
		callbackSecrets.set("app-1", CLIENT_SECRET);
		await out.passAndDeliver(tenant, 5 * SECOND);
		expect(receiver.received).toHaveLength(1);
		receiver.answer = 410;
		await push();
		await out.passAndDeliver(tenant, 0);
		expect(await listDeadLetters(scope, { limit: 10 })).toMatchObject([
			{ application: "app-1", webhookId: null, reason: "status 410", type: "EXPORT_CANDIDATE_PROFILE" },
		]);
	});

	test("names an application whose id can stand in a queue", () => {
		for (const application of ["", "a:b", "dead:x", "x".repeat(61)])
			expect(() => callbackPush({ application, type: "X", body })).toThrow();
	});
});

describe("tries at once", () => {
	let [now, most] = [0, 0];
	const slowly: Receiver["answer"] = (response) => {
		most = Math.max(most, ++now);
		setTimeout(() => {
			now--;
			response.writeHead(200).end();
		}, 30);
	};

	/** Eight webhooks of each tenant are told something at once. @returns tries that ran at the same time, at most */
	async function tellAll(options: object, tenants: readonly string[]): Promise<number> {
		const many = await openOutbound(options);
		[most, receiver.answer] = [0, slowly];
		for (const name of tenants) {
			const own = await many.rig.scope(await many.rig.tenant(name));
			for (let hook = 0; hook < 8; hook++)
				await many.webhooks.put(own, `h${hook}`, { url: receiver.url, events: ["candidate.changed"] });
			await many.tell(own, "candidate.changed", { candidates: [{ candidateId: "c", change: "created" }] });
			many.deliveries.wake(own.tenant.id);
		}
		await many.deliveries.idle();
		return most;
	}

	test("are bounded, for a tenant and in all", async () => {
		expect(await tellAll({ concurrencyPerTenant: 3 }, ["aa"])).toBe(3);
		expect(await tellAll({ concurrency: 5, concurrencyPerTenant: 4 }, ["aa", "bb"])).toBeLessThanOrEqual(5);
		expect(receiver.received).toHaveLength(24);
	});
});
