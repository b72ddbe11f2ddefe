import { beforeEach, describe, expect, test } from "vitest";
import { profileKey } from "../../src/analysis/contact-keys.ts";
import type { Candidate } from "../../src/domain/candidate.ts";
import type { IndexedDocument } from "../../src/domain/document.ts";
import type { Export } from "../../src/domain/export.ts";
import type { TenantId } from "../../src/domain/tenant.ts";
import { closedMembers, type RemovalDeps, removeProfile, resumeRemovals } from "../../src/export/closed-members.ts";
import { createExports } from "../../src/export/exports.ts";
import { webhookEvents } from "../../src/export/outbox.ts";
import { changeSubscriptions } from "../../src/export/subscriptions.ts";
import { importCandidates } from "../../src/ingest/import-candidate.ts";
import { link } from "../../src/ingest/match-decisions.ts";
import { merge as mergeCandidates, unmerge } from "../../src/ingest/merge-candidates.ts";
import type { Tenancy } from "../../src/tenancy/tenancy.ts";
import { codeOf, openRig, type Rig } from "../tenancy/rig.ts";

/** A member leaves the network: every tenant that had to do with the profile follows, whatever crashes meanwhile. */

const document = (keys: readonly string[], link: string | null): IndexedDocument => ({
	language: null,
	fields: {},
	facets: {},
	columns: {},
	keys: [...keys],
	link,
});
const candidateDocument = ({ match }: Candidate): IndexedDocument =>
	match === null ? document([], null) : document([profileKey(match.profileId)], match.profileId);

interface World {
	readonly rig: Rig;
	readonly deps: (tenancy?: Tenancy) => RemovalDeps;
	readonly scope: (tenant: string, tenancy?: Tenancy) => Promise<Awaited<ReturnType<Tenancy["openScope"]>>>;
}

/** `exporter` has sent the profile to its ATS and matched it, `matcher` has matched it twice, `stranger` has never heard of it. */
async function openWorld(): Promise<World> {
	const rig = await openRig();
	for (const id of ["exporter", "matcher", "stranger"]) await rig.tenant(id);
	const clock = () => rig.now;
	const profile = { id: "p-1", resume: { basics: { name: "Jane Roe" } }, updatedAt: "2026-01-01T00:00:00Z" };
	await rig.tenancy.network.importProfiles([profile, { ...profile, id: "p-2" }], () => document([], null));
	const scope = (tenant: string, tenancy = rig.tenancy) =>
		tenancy.openScope({ tenant: tenant as TenantId, actor: { kind: "operator", id: "test" }, purpose: "test" });
	const ingest = { clock, candidateDocument };
	const people = { exporter: ["e-1"], matcher: ["m-1", "m-2"], stranger: ["s-1"] };
	for (const [tenant, ids] of Object.entries(people)) {
		const own = await scope(tenant);
		const known = await importCandidates(
			own,
			ingest,
			ids.map((id) => ({ id, resume: {} })),
		);
		expect(known.every(({ ok }) => ok)).toBe(true);
		for (const id of ids) await link(own, ingest, id, tenant === "stranger" ? "p-2" : "p-1");
		await subscribe(own);
	}
	await exportOne(await scope("exporter"), clock);
	return { rig, scope, deps: (tenancy = rig.tenancy) => ({ ...ingest, tenancy }) };
}

async function subscribe(scope: Awaited<ReturnType<World["scope"]>>): Promise<void> {
	const at = "2026-01-01T00:00:00Z";
	const secrets = [{ secret: "whsec_AAAA", createdAt: at }];
	const hook = { id: "crm", url: "https://hooks.example.com/", events: ["profile.deleted" as const], active: true };
	await changeSubscriptions(scope.store, () => ({
		subscriptions: [{ ...hook, secrets, createdAt: at, updatedAt: at }],
		value: null,
	}));
}

const withNothingInTheWay = (clock: () => Date) =>
	createExports({ clock, withheld: async () => null, isVisible: async () => true });

async function exportOne(scope: Awaited<ReturnType<World["scope"]>>, clock: () => Date): Promise<Export> {
	const callback = { value: "https://ats.example.com/", application: "ats", updatedAt: "2026-01-01T00:00:00Z" };
	const on = { name: null, enabled: true, updatedAt: "2026-01-01T00:00:00Z" };
	const record = JSON.stringify({ integrations: { ONE_CLICK_EXPORT: on }, configurations: { CALLBACK_URL: callback } });
	const job = JSON.stringify({ id: "J1", title: "Welder", status: "open" });
	await scope.store.write([
		{ op: "put", collection: "setting", id: "integrations", record },
		{ op: "put", collection: "job", id: "J1", record: job },
	]);
	const { export: made } = await withNothingInTheWay(clock).request(scope, { profileId: "p-1", jobId: "J1" });
	return made;
}

/** All that can be seen of the profile in a tenant. */
async function traces({ scope, rig }: World, tenant: string, tenancy = rig.tenancy) {
	const own = await scope(tenant, tenancy);
	const people = await own.store.list("person", { limit: 10 });
	const events = await own.store.list("outbox", { after: "webhook:", limit: 10 });
	const exported = await withNothingInTheWay(() => rig.now).list(own, { limit: 10 });
	return {
		matches: people.map(({ record }) => (JSON.parse(record) as Candidate).match?.profileId ?? null),
		indexed: (await own.store.read("person", { keys: [profileKey("p-1")] })).length,
		events: events.map(({ record }) => JSON.parse(JSON.parse(record).body).data),
		exports: exported.map(({ state, reason }) => [state, reason]),
		notices: (await closedMembers(own, { limit: 10 })).map(({ member }) => member),
	};
}

const follows = {
	exporter: {
		matches: [null],
		indexed: 0,
		events: [{ profileId: "p-1", candidateIds: ["e-1"] }],
		exports: [["failed", "profile-deleted"]],
		notices: [
			expect.objectContaining({ profileId: "p-1", candidateIds: ["e-1"], exportIds: [expect.stringMatching(/^exp-/)] }),
		],
	},
	matcher: {
		matches: [null, null],
		indexed: 0,
		events: [{ profileId: "p-1", candidateIds: ["m-1", "m-2"] }],
		exports: [],
		notices: [expect.objectContaining({ profileId: "p-1", candidateIds: ["m-1", "m-2"], exportIds: [] })],
	},
	stranger: { matches: ["p-2"], indexed: 0, events: [], exports: [], notices: [] },
};

let world: World;
beforeEach(async () => {
	world = await openWorld();
});

async function expectAllFollowed(of: World, tenancy = of.rig.tenancy): Promise<void> {
	for (const [tenant, expected] of Object.entries(follows))
		expect([tenant, await traces(of, tenant, tenancy)]).toEqual([tenant, expected]);
	expect(await of.rig.raw.get("network")?.read("person", { ids: ["p-1"] })).toEqual([null]);
	expect(await tenancy.network.openRemovals()).toEqual([]);
}

describe("a member who leaves", () => {
	test("is gone from the network; matches end, also those of a person, and whoever exported or matched is told", async () => {
		const report = await removeProfile(world.deps(), "p-1");
		expect(report).toEqual({ tenants: 2, candidates: 3, exports: 1, pending: 0 });
		await expectAllFollowed(world);
	});

	test("stands in the log of each tenant that followed, and of no other", async () => {
		await removeProfile(world.deps(), "p-1");
		const removals = async (tenant: string) =>
			(await world.rig.tenancy.audit.latest(tenant as TenantId, 50))
				.filter(({ action }) => action === "profile.remove")
				.map(({ result, subject }) => [result.outcome, subject.profileId]);
		const both = [
			["ok", "p-1"],
			["begun", "p-1"],
		];
		expect([await removals("exporter"), await removals("matcher"), await removals("stranger")]).toEqual([
			both,
			both,
			[],
		]);
	});

	test("can be removed again: nothing happens twice", async () => {
		await removeProfile(world.deps(), "p-1");
		expect(await removeProfile(world.deps(), "p-1")).toBeNull();
		expect(await removeProfile(world.deps(), "nobody")).toBeNull();
		await expectAllFollowed(world);
	});

	test("is given to nobody any more: what the ATS fetches is empty, and an export of him is not found", async () => {
		const exporter = await world.scope("exporter");
		const exports = withNothingInTheWay(() => world.rig.now);
		const [made] = await exports.list(exporter, { limit: 1 });
		expect(await exports.fetch(exporter, made?.id ?? "")).toMatchObject({ stub: { lastName: "Roe" } });
		await removeProfile(world.deps(), "p-1");
		expect(await exports.fetch(exporter, made?.id ?? "")).toBeNull();
		expect(await codeOf(exports.request(exporter, { profileId: "p-1", jobId: "J1" }))).toBe("not-found");
	});

	test("may come back and leave again: that is a second notice", async () => {
		await removeProfile(world.deps(), "p-1");
		const profile = { id: "p-1", resume: {}, updatedAt: "2026-01-01T00:00:00Z" };
		await world.rig.tenancy.network.importProfiles([profile], () => document([], null));
		world.rig.now = new Date(world.rig.now.getTime() + 60_000);
		await removeProfile(world.deps(), "p-1");
		const exporter = await world.scope("exporter");
		expect(await closedMembers(exporter, { limit: 10 })).toHaveLength(2);
		const later = await closedMembers(exporter, { since: world.rig.now, limit: 10 });
		expect(later.map(({ member }) => member.closedAt)).toEqual([world.rig.now.toISOString()]);
	});

	test("is followed also where only recruiters' own entries name the profile", async () => {
		const named = { op: "put", collection: "activity", id: "note", record: "{}" } as const;
		const stranger = await world.scope("stranger");
		await stranger.store.write([named]);
		const forget: RemovalDeps["forget"] = async (store) => {
			const [found] = await store.read("activity", { ids: ["note"] });
			return found == null ? [] : [{ op: "delete", collection: "activity", id: "note" }];
		};
		expect(await removeProfile({ ...world.deps(), forget }, "p-1")).toMatchObject({ tenants: 3, pending: 0 });
		expect(await stranger.store.read("activity", { ids: ["note"] })).toEqual([null]);
		const { notices, events } = await traces(world, "stranger");
		expect([notices, events]).toMatchObject([[{ profileId: "p-1" }], [{ profileId: "p-1", candidateIds: [] }]]);
	});

	test("while an export of him is being written: it does not stay open", async () => {
		const stranger = await world.scope("stranger");
		let left = false;
		world.rig.hook = async (label, operation) => {
			if (left || label !== "tenant:stranger" || operation !== "write") return;
			if ((await world.rig.raw.get("tenant:stranger")?.read("job", { ids: ["J1"] }))?.[0] == null) return;
			left = true;
			await removeProfile(world.deps(), "p-1");
		};
		expect(await codeOf(exportOne(stranger, () => world.rig.now))).toBe("not-found");
		expect(left).toBe(true);
		expect((await traces(world, "stranger")).exports).toEqual([["failed", "profile-deleted"]]);
	});

	test("is removed by the operator only", async () => {
		const by = { tenants: [], at: world.rig.now, actor: { kind: "client", id: "x" } as const };
		expect(await codeOf(world.rig.tenancy.network.remove("p-1", by))).toBe("insufficient-scope");
	});
});

test("a disabled tenant follows when it is back and the server starts; the notice is dated when it followed", async () => {
	const { tenancy } = world.rig;
	await tenancy.tenants.update("exporter" as TenantId, { status: "disabled" });
	const errors: unknown[] = [];
	const deps = { ...world.deps(), onError: (error: unknown) => errors.push(error) };
	expect(await removeProfile(deps, "p-1")).toMatchObject({ tenants: 1, pending: 1 });
	expect(errors).toMatchObject([{ code: "tenant-disabled" }]);
	await tenancy.tenants.update("exporter" as TenantId, { status: "active" });
	world.rig.now = new Date(world.rig.now.getTime() + 3_600_000);
	expect(await resumeRemovals(world.deps())).toBe(1);
	await expectAllFollowed(world);
	// Who polls from the time of his last question does not miss what came late.
	expect(await closedMembers(await world.scope("exporter"), { since: world.rig.now, limit: 10 })).toHaveLength(1);
	expect(await resumeRemovals(world.deps())).toBe(0);
});

test("after a crash at any step the next start finishes it: everybody is told once", async () => {
	let survived = false;
	for (let step = 1; !survived; step++) {
		const each = await openWorld();
		let left = step;
		each.rig.hook = () => {
			left--;
			if (left <= 0) throw new Error("power is gone");
		};
		const report = await removeProfile(each.deps(), "p-1").catch(() => null);
		each.rig.hook = () => {};
		survived = report !== null && report.pending === 0;
		const after = await each.rig.again();
		await resumeRemovals(each.deps(after));
		// A crash before the first write leaves everything as it was, for the operator to ask again.
		if ((await each.rig.raw.get("network")?.read("person", { ids: ["p-1"] }))?.[0] != null) {
			expect((await traces(each, "matcher", after)).notices).toEqual([]);
			await removeProfile(each.deps(after), "p-1");
		}
		await expectAllFollowed(each, after);
	}
	expect(survived).toBe(true);
});

test("what merges remember forgets the member too: an unmerge brings no match back", async () => {
	const scope = await world.scope("matcher");
	const ingest = { clock: () => world.rig.now, candidateDocument };
	await mergeCandidates(scope, ingest, "m-1", "m-2");
	await removeProfile(world.deps(), "p-1");
	const parted = await unmerge(scope, ingest, "m-1", "m-2");
	expect(parted.map(({ candidate }) => [candidate.id, candidate.match])).toEqual([
		["m-1", null],
		["m-2", null],
	]);
	expect((await traces(world, "matcher")).indexed).toBe(0);
});

test("an event names a hundred candidates at most", async () => {
	const scope = await world.scope("matcher");
	const ids = Array.from({ length: 150 }, (_, place) => `n-${place}`);
	const ingest = { clock: () => world.rig.now, candidateDocument };
	await importCandidates(
		scope,
		ingest,
		ids.map((id) => ({ id, resume: {} })),
	);
	for (const id of ids) await link(scope, ingest, id, "p-1");
	await removeProfile(world.deps(), "p-1");
	const { events, notices } = await traces(world, "matcher");
	expect(events.map(({ candidateIds }) => candidateIds.length)).toEqual([100, 52]);
	expect(notices[0]?.candidateIds).toHaveLength(152);
	// What the test stands on: that such an event would be refused whole.
	const many = { profileId: "p-1", candidateIds: ids };
	await expect(webhookEvents(scope, "profile.deleted", many)).rejects.toThrow();
});
