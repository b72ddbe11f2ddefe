import { expect, test } from "vitest";
import type { Profile } from "../../src/domain/candidate.ts";
import type { IndexedDocument } from "../../src/domain/document.ts";
import { codeOf, openRig } from "./rig.ts";

const document = (profile: Profile): IndexedDocument => ({
	language: null,
	fields: { name: [profile.resume.basics?.name ?? ""] },
	facets: {},
	columns: {},
	keys: profile.emails.map((email) => `email:${email}`),
	link: null,
});
const profile = (n: number) => ({
	id: `p${n}`,
	resume: { basics: { name: `Person ${n}` } },
	emails: [`p${n}@example.com`],
	updatedAt: "2026-01-01T00:00:00Z",
});

test("profiles are there for every tenant, and bad ones are named and left out", async () => {
	const rig = await openRig();
	const input = [...Array.from({ length: 1201 }, (_, n) => profile(n)), { id: "bad" }, null];
	const report = await rig.tenancy.network.importProfiles(input, document);
	expect(report.stored).toBe(1201);
	expect(report.refused.map(({ index }) => index)).toEqual([1201, 1202]);
	expect(report.refused[0]?.errors.map(({ pointer }) => pointer)).toEqual(["/resume", "/updatedAt"]);
	for (const id of ["demo-a", "demo-b"]) {
		const { network } = await rig.scope(await rig.tenant(id));
		expect(await network?.read("person", { keys: ["email:p1200@example.com"] })).toMatchObject([{ id: "p1200" }]);
	}
});

test("a profile again replaces the one before; the network outlives a restart", async () => {
	const rig = await openRig();
	await rig.tenancy.network.importProfiles([profile(1)], document);
	const other = await rig.again();
	await other.network.importProfiles([{ ...profile(1), emails: [] }], document);
	const { network } = await rig.scope(await rig.tenant("demo-a"));
	expect(await network?.read("person", { keys: ["email:p1@example.com"] })).toEqual([]);
	expect((await network?.read("person", { ids: ["p1"] }))?.[0]?.version).toBe(2);
});

test("only the operator fills the network", async () => {
	const { tenancy } = await openRig();
	const actor = { kind: "client", id: "x" } as const;
	expect(await codeOf(tenancy.network.importProfiles([profile(1)], document, actor))).toBe("insufficient-scope");
});
