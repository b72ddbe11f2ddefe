import { beforeEach, describe, expect, test } from "vitest";
import type { Actor } from "../../src/domain/actor.ts";
import { parseTenantId, type TenantId } from "../../src/domain/tenant.ts";
import { MOST_PER_DAY } from "../../src/tenancy/applications.ts";
import { codeOf, openRig, type Rig } from "./rig.ts";

/** What an ATS vendor's parent application makes for its customers, and what a crash leaves of it. */

const ACTOR: Actor = { kind: "operator", id: "test" };
const INPUT = { uniqueForeignId: "customer-17", name: "Hireo - Acme", description: "For Acme" };

let rig: Rig;
let vendor: TenantId;
let rival: TenantId;
beforeEach(async () => {
	rig = await openRig();
	vendor = await rig.tenant("vendor-x");
	rival = await rig.tenant("vendor-y");
});

const make = (more: object = {}, parent = vendor) =>
	rig.tenancy.applications.provision(parent, { ...INPUT, ...more }, ACTOR);

describe("an application for a customer", () => {
	test("CRM-010, JP-005: has a tenant of its own, with a client that may synchronize and nothing else", async () => {
		const made = await make();
		const other = await make({ uniqueForeignId: "customer-18" });
		expect(made.tenant).toMatch(/^hireo-acme-[0-9a-f]{12}$/);
		expect(other.tenant).not.toBe(made.tenant);
		expect(await rig.tenancy.tenants.get(made.tenant)).toMatchObject({ name: "Hireo - Acme", status: "active" });
		const clients = await rig.tenancy.clients.list(made.tenant);
		expect(clients).toMatchObject([{ id: made.clientId, permissions: ["ats:sync", "ats:activity"] }]);
	});

	test("gives its credentials to its parent whenever asked for, and they are good", async () => {
		const made = await make();
		const found = await rig.tenancy.applications.credentials(vendor, "customer-17", ACTOR);
		const client = await rig.tenancy.clients.verify(made.clientId, found?.clientSecret ?? "");
		expect(client).toMatchObject({ id: made.clientId, tenant: made.tenant });
		expect(await rig.tenancy.applications.credentials(vendor, "customer-18", ACTOR)).toBeNull();
	});

	test("JP-006: one that is there already is told apart from a new one", async () => {
		await make();
		expect(await codeOf(make({ name: "Another name" }))).toBe("already-exists");
	});

	test("RSC-103: two parents may call a customer alike, and learn nothing of each other", async () => {
		const mine = await make();
		const { applications } = rig.tenancy;
		expect(await applications.credentials(rival, "customer-17", ACTOR)).toBeNull();
		const theirs = await make({}, rival);
		expect(theirs.tenant).not.toBe(mine.tenant);
		expect(await codeOf(applications.change(rival, mine.id, {}, ACTOR))).toBe("not-found");
		expect(await codeOf(applications.change(rival, "0".repeat(32), {}, ACTOR))).toBe("not-found");
	});

	test("is one of so many new ones a day, for each parent; what is begun or bound is finished all the same", async () => {
		const day = rig.now.toISOString().slice(0, 10);
		const id = `applications-made:${vendor}`;
		const made = (count: number) =>
			rig.raw
				.get("platform")
				?.write([{ op: "put", collection: "setting", id, record: JSON.stringify({ day, count }) }]);
		await made(MOST_PER_DAY - 1);
		await make();
		await expect(make({ uniqueForeignId: "customer-18" })).rejects.toMatchObject({
			code: "quota-exceeded",
			retryAfter: 12 * 3600,
		});
		expect(await rig.tenancy.tenants.list()).toHaveLength(3);
		await make({}, rival);
		await rig.tenancy.applications.bind({ parent: vendor, uniqueForeignId: "bound", tenant: rival });
		await make({ uniqueForeignId: "bound" });
		rig.now = new Date(rig.now.getTime() + 12 * 3_600_000);
		await make({ uniqueForeignId: "customer-18" });
	});

	test("asked for twice at the same time is made once", async () => {
		const outcomes = await Promise.allSettled([make(), make()]);
		expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
		const found = await rig.tenancy.applications.credentials(vendor, "customer-17", ACTOR);
		expect(await rig.tenancy.clients.list(found?.tenant as TenantId)).toHaveLength(1);
	});

	test("stands in the customer's log, with who made it", async () => {
		const made = await make();
		const log = await rig.tenancy.audit.read(made.tenant, { limit: 50 });
		const changes = log.filter(({ result }) => result.outcome === "ok").map(({ action }) => action);
		expect(changes).toEqual(["tenant.create", "client.create", "application.provision"]);
		expect(log.every(({ actor }) => actor.id === "test")).toBe(true);
		await rig.tenancy.applications.credentials(vendor, "customer-17", ACTOR);
		expect((await rig.tenancy.audit.latest(made.tenant, 1))[0]).toMatchObject({ action: "application.read" });
	});
});

const BAD: readonly [string, object, string][] = [
	["a name of 51 characters", { name: "x".repeat(51) }, "/name"],
	["a name with the vendor's trade mark", { name: "Hireo for LinkedIN" }, "/name"],
	["no name", { name: undefined }, "/name"],
	["no id", { uniqueForeignId: "" }, "/uniqueForeignId"],
	[
		"RSC-105: a domain with a slash at its end",
		{ validJsSdkDomains: ["https://a.example.com/"] },
		"/validJsSdkDomains/0",
	],
	["RSC-105: a domain with a path", { validJsSdkDomains: ["https://a.example.com/x"] }, "/validJsSdkDomains/0"],
	["RSC-105: a domain without encryption", { validJsSdkDomains: ["http://a.example.com"] }, "/validJsSdkDomains/0"],
	["RSC-105: a wildcard", { validJsSdkDomains: ["https://*.example.com"] }, "/validJsSdkDomains/0"],
	["RSC-105: what breaks out of a header", { validJsSdkDomains: ["https://a.example.com; x"] }, "/validJsSdkDomains/0"],
	[
		"a callback that is no https URL",
		{ oauth2AuthorizedCallbackUrls: ["javascript:x"] },
		"/oauth2AuthorizedCallbackUrls/0",
	],
];
test.each(BAD)("%s is refused by its place, and nothing is made", async (_name, more, pointer) => {
	const before = await rig.tenancy.tenants.list();
	const thrown = await make(more).catch((error: unknown) => error);
	expect(thrown).toMatchObject({ code: "invalid-field", errors: [{ pointer }] });
	expect(await rig.tenancy.tenants.list()).toEqual(before);
});

test("RSC-105: domains are kept, changed in part, and given out for the tenant", async () => {
	const made = await make({
		validJsSdkDomains: ["https://a.example.com"],
		oauth2AuthorizedCallbackUrls: ["https://a.example.com/cb"],
	});
	const { applications } = rig.tenancy;
	expect(await applications.originsOf(made.tenant)).toEqual(["https://a.example.com"]);
	const changed = await applications.change(
		vendor,
		made.id,
		{ validJsSdkDomains: ["https://b.example.com:8443"] },
		ACTOR,
	);
	expect(changed).toMatchObject({ oauth2AuthorizedCallbackUrls: ["https://a.example.com/cb"] });
	expect(await applications.originsOf(made.tenant)).toEqual(["https://b.example.com:8443"]);
	expect(await applications.originsOf(vendor)).toEqual([]);
});

describe("a customer who is a tenant already", () => {
	test("gets the application there, and it can be bound elsewhere until then", async () => {
		const [acme, beta] = [await rig.tenant("acme"), await rig.tenant("beta")];
		const binding = { parent: vendor, uniqueForeignId: "customer-17" };
		await rig.tenancy.applications.bind({ ...binding, tenant: beta });
		await rig.tenancy.applications.bind({ ...binding, tenant: acme });
		expect(await rig.tenancy.applications.credentials(vendor, "customer-17", ACTOR)).toBeNull();
		expect(await make()).toMatchObject({ tenant: "acme", name: "Hireo - Acme" });
		expect(await rig.tenancy.clients.list(beta)).toEqual([]);
		expect(await codeOf(rig.tenancy.applications.bind({ ...binding, tenant: beta }))).toBe("already-exists");
	});

	test("must be there", async () => {
		const binding = { parent: vendor, uniqueForeignId: "c", tenant: parseTenantId("nobody") };
		expect(await codeOf(rig.tenancy.applications.bind(binding))).toBe("tenant-unavailable");
	});

	test("is never taken over by a name: a tenant of the same id is not the vendor's", async () => {
		const made = await make();
		const twin = await openRig();
		const parent = await twin.tenant("vendor-x");
		await twin.tenant(made.tenant);
		expect(await codeOf(twin.tenancy.applications.provision(parent, INPUT, ACTOR))).toBe("invalid-field");
		expect(await twin.tenancy.clients.list(made.tenant)).toEqual([]);
	});
});

test("after a crash at any step the same call finishes, and leaves one tenant and one client", async () => {
	let survived = 0;
	for (let step = 1; survived === 0; step++) {
		const world = await openRig();
		const parent = await world.tenant("vendor-x");
		let left = step;
		world.hook = () => {
			if (--left === 0) throw new Error("power is gone");
			if (left < 0) throw new Error("still no power");
		};
		const first = await world.tenancy.applications.provision(parent, INPUT, ACTOR).catch(() => null);
		world.hook = () => {};
		if (first !== null) survived++;
		const after = await world.again();
		const again = await after.applications
			.provision(parent, INPUT, ACTOR)
			.catch((error: { code?: string }) => error.code);
		// Made at last, or made already; never half of it.
		if (typeof again === "string") expect([step, again]).toEqual([step, "already-exists"]);
		const found = await after.applications.credentials(parent, "customer-17", ACTOR);
		const tenants = (await after.tenants.list()).map(({ id }) => id).filter((id) => id !== parent);
		expect([step, tenants]).toEqual([step, [found?.tenant]]);
		const clients = await after.clients.list(found?.tenant as TenantId);
		expect(clients.map(({ id }) => id)).toEqual([found?.clientId]);
		await after.clients.verify(found?.clientId ?? "", found?.clientSecret ?? "");
	}
	expect(survived).toBe(1);
});
