import { expect, test } from "vitest";
import { candidateDocument, profileDocument } from "../../src/analysis/person-document.ts";
import { importCandidates } from "../../src/ingest/import-candidate.ts";
import { importProfiles } from "../../src/ingest/import-profiles.ts";
import { refreshAllMatches } from "../../src/ingest/refresh-matches.ts";
import { loadProfiles } from "../../src/search/profiles.ts";
import type { Scope } from "../../src/tenancy/scope.ts";
import { recognizer } from "../search/world.ts";
import { openIngestRig } from "./ingest-rig.ts";

const profile = (skill: string, email = "jane@example.com") => ({
	id: "p1",
	resume: { skills: [{ name: skill }] },
	emails: [email],
	updatedAt: "2026-02-01T00:00:00.000Z",
});

async function openRefreshRig() {
	const rig = await openIngestRig();
	const deps = {
		...rig.deps,
		candidateDocument: (
			candidate: Parameters<typeof candidateDocument>[0],
			other: Parameters<typeof candidateDocument>[2],
		) => candidateDocument(candidate, recognizer, other),
	};
	const profiles = {
		...deps,
		tenancy: rig.rig.tenancy,
		profileDocument: (one: Parameters<typeof profileDocument>[0]) => profileDocument(one, recognizer),
	};
	const resume = { basics: { name: "Jane Doe", email: "jane@example.com" } };
	await importCandidates(rig.scope, deps, [
		{ id: "jane", resume },
		{ id: "ann", resume: { basics: { name: "Ann Poe" } } },
	]);
	return { ...rig, deps, importProfile: (one: unknown) => importProfiles(profiles, [one]) };
}

const { fields: fieldWeights } = loadProfiles().get(undefined, null);

async function having(scope: Scope, word: string): Promise<readonly string[]> {
	const answer = await scope.store.retrieve({
		filter: { op: "word", word },
		groups: [],
		coverage: { minimum: 0, people: 0 },
		scoring: { fieldWeights, k1: 1, b: 0, coverageWeight: 0 },
		offset: 0,
		limit: 10,
		facets: [],
	});
	return answer.rows.ids;
}

test("a profile that comes after the candidate is matched, and found by its words", async () => {
	const rig = await openRefreshRig();
	expect(await rig.importProfile(profile("Java"))).toEqual({ stored: 1, refused: [] });
	expect((await rig.candidate("jane"))?.match).toMatchObject({ profileId: "p1", by: "rule" });
	expect(await having(rig.scope, "java")).toEqual(["jane"]);
});

test("a profile that changes changes what its candidate is found by", async () => {
	const rig = await openRefreshRig();
	await rig.importProfile(profile("Java"));
	await rig.importProfile(profile("Kotlin"));
	expect(await having(rig.scope, "java")).toEqual([]);
	expect(await having(rig.scope, "kotlin")).toEqual(["jane"]);
});

test("a profile that is somebody else's by now leaves the candidate", async () => {
	const rig = await openRefreshRig();
	await rig.importProfile(profile("Java"));
	await rig.importProfile(profile("Java", "other@example.com"));
	expect((await rig.candidate("jane"))?.match).toBeNull();
	expect(await having(rig.scope, "java")).toEqual([]);
});

test("without unified search nothing of the network is left, and with it all is back", async () => {
	const rig = await openRefreshRig();
	await rig.importProfile(profile("Java"));
	for (const [unifiedSearch, found] of [
		[false, []],
		[true, ["jane"]],
	] as const) {
		await rig.rig.tenancy.tenants.update(rig.tenant, { settings: { unifiedSearch } });
		const scope = await rig.rig.scope(rig.tenant);
		expect(await refreshAllMatches(scope, rig.deps)).toBe(2);
		expect(await having(scope, "java")).toEqual(found);
	}
});

test("a tenant without unified search is not told", async () => {
	const rig = await openRefreshRig();
	await rig.rig.tenancy.tenants.update(rig.tenant, { settings: { unifiedSearch: false } });
	await rig.importProfile(profile("Java"));
	expect((await rig.candidate("jane"))?.match).toBeNull();
	expect(await having(rig.scope, "java")).toEqual([]);
});
