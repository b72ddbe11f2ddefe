import { describe, expect, test } from "vitest";
import { decisions } from "../../src/identity/decisions.ts";
import { suggestions } from "../../src/identity/suggestions.ts";
import { keepApart, link, reconsider, unlink } from "../../src/ingest/match-decisions.ts";
import { refreshAllMatches } from "../../src/ingest/refresh-matches.ts";
import type { Facts } from "../identity/people.ts";
import { openIdentityRig } from "./identity-rig.ts";

const JANE: Facts = {
	name: "Jane Ashdown",
	email: "jane@example.com",
	city: "Bremen",
	jobs: ["Acme 2019-03..2021-04"],
};

async function withJane() {
	const rig = await openIdentityRig();
	await rig.addProfile("p1", JANE);
	await rig.addProfile("p2", { name: "Olga Zielke" });
	await rig.addCandidate("jane", JANE);
	return rig;
}

test("a candidate who comes is linked by rule, with the parts of the score", async () => {
	const rig = await withJane();
	const match = await rig.matchOf("jane");
	expect(match).toMatchObject({ profileId: "p1", by: "rule" });
	expect(match?.evidence.map(({ kind, detail }) => `${kind} ${detail}`)).toEqual([
		"email same",
		"name same",
		"employer began together",
		"location same city",
	]);
});

test("a profile that comes later is linked by name and career alone", async () => {
	const rig = await openIdentityRig();
	const { email: _, ...known } = JANE;
	await rig.addCandidate("jane", { ...known, name: "Ashdown, Jane", jobs: ["ACME Inc. 2019-03..2021-04"] });
	await rig.addProfile("p1", known);
	expect(await rig.matchOf("jane")).toMatchObject({ profileId: "p1", by: "rule" });
});

describe("what a person takes apart stays apart", () => {
	test("whatever is imported again, on either side", async () => {
		const rig = await withJane();
		await unlink(rig.scope, rig.deps, "jane");
		expect(await rig.matchOf("jane")).toBeNull();
		await rig.addCandidate("jane", JANE);
		await rig.addProfile("p1", JANE);
		await refreshAllMatches(rig.scope, rig.deps);
		expect(await rig.matchOf("jane")).toBeNull();
		expect((await suggestions(rig.scope, { limit: 10 })).items).toEqual([]);
	});

	test("before a rule has linked it", async () => {
		const rig = await openIdentityRig();
		await rig.addCandidate("jane", JANE);
		await unlink(rig.scope, rig.deps, "jane", "p1");
		await rig.addProfile("p1", JANE);
		expect(await rig.matchOf("jane")).toBeNull();
	});

	test("and does not keep the candidate from another profile that is the right one", async () => {
		const rig = await withJane();
		await unlink(rig.scope, rig.deps, "jane", "p1");
		await rig.addProfile("p3", { ...JANE, email: "jane@other.example" });
		expect(await rig.matchOf("jane")).toMatchObject({ profileId: "p3", by: "rule" });
	});
});

describe("what a person links stays linked", () => {
	test("against all evidence, and can be taken back", async () => {
		const rig = await withJane();
		await link(rig.scope, rig.deps, "jane", "p2");
		await rig.addCandidate("jane", JANE);
		await rig.addProfile("p2", { name: "Olga Zielke", city: "Kassel" });
		await refreshAllMatches(rig.scope, rig.deps);
		expect(await rig.matchOf("jane")).toMatchObject({ profileId: "p2", by: "person", evidence: [{ kind: "manual" }] });
		await unlink(rig.scope, rig.deps, "jane");
		expect(await rig.matchOf("jane")).toBeNull();
	});

	test("a pair that was taken apart before is linked again by a person", async () => {
		const rig = await withJane();
		await unlink(rig.scope, rig.deps, "jane");
		await link(rig.scope, rig.deps, "jane", "p1");
		await rig.addCandidate("jane", JANE);
		expect(await rig.matchOf("jane")).toMatchObject({ profileId: "p1", by: "person" });
		expect((await rig.candidate("jane"))?.distinctFrom?.profiles).toEqual([]);
	});
});

test("what was decided is listed, by whom, and what was said to be two can be thought over", async () => {
	const rig = await withJane();
	await rig.addCandidate("twin", { ...JANE, email: "twin@example.com" });
	const told = async (by?: "rule" | "person") =>
		(await decisions(rig.scope, { limit: 10, by })).items.map(({ candidateId, kind, otherId, by: who }) =>
			[candidateId, kind, otherId, who].join(" "),
		);
	expect(await told("rule")).toContain("jane link p1 rule");
	await unlink(rig.scope, rig.deps, "jane");
	await keepApart(rig.scope, rig.deps, "twin", "jane");
	expect(await told("person")).toEqual(["jane distinct-profile p1 person", "jane distinct-candidate twin person"]);
	await reconsider(rig.scope, rig.deps, "jane", { candidateId: "twin" });
	await reconsider(rig.scope, rig.deps, "jane", { profileId: "p1" });
	expect(await told("person")).toEqual([]);
	expect((await rig.candidate("twin"))?.distinctFrom?.candidates).toEqual([]);
	await rig.addCandidate("jane", JANE);
	expect(await rig.matchOf("jane")).toMatchObject({ profileId: "p1", by: "rule" });
	await expect(reconsider(rig.scope, rig.deps, "nobody", { profileId: "p1" })).rejects.toMatchObject({
		code: "not-found",
	});
});

test("decisions on what is not there are refused, and change nothing", async () => {
	const rig = await withJane();
	const before = await rig.stored("jane");
	await expect(link(rig.scope, rig.deps, "jane", "nobody")).rejects.toMatchObject({ code: "not-found" });
	await expect(link(rig.scope, rig.deps, "nobody", "p1")).rejects.toMatchObject({ code: "not-found" });
	await expect(unlink(rig.scope, rig.deps, "nobody", "p1")).rejects.toMatchObject({ code: "not-found" });
	await expect(keepApart(rig.scope, rig.deps, "jane", "jane")).rejects.toMatchObject({ code: "not-mergeable" });
	await unlink(rig.scope, rig.deps, "jane");
	await expect(unlink(rig.scope, rig.deps, "jane")).rejects.toMatchObject({ code: "not-found" });
	expect(before).not.toBeNull();
	expect(await rig.stored("nobody")).toBeNull();
});

test("every decision stands in the log, with ids only", async () => {
	const rig = await withJane();
	await link(rig.scope, rig.deps, "jane", "p2");
	expect(await rig.latest()).toMatchObject({
		action: "match.change",
		subject: { candidateId: "jane", profileId: "p2" },
		result: { outcome: "ok" },
	});
	await unlink(rig.scope, rig.deps, "jane");
	expect(await rig.latest()).toMatchObject({ action: "match.change", subject: { candidateId: "jane" } });
	await suggestions(rig.scope, { limit: 10 });
	const last = await rig.latest();
	expect(last).toMatchObject({ action: "match.read" });
	expect(JSON.stringify(last)).not.toMatch(/ashdown|example\.com|acme/i);
});

describe("suggestions", () => {
	const NEARLY: Facts = { name: "Jane Ashdown", city: "Bremen" };

	test("name profiles and duplicates that no rule decides on, with evidence and no address", async () => {
		const rig = await openIdentityRig();
		await rig.addProfile("p1", { ...NEARLY, email: "secret@example.com" });
		await rig.addCandidate("a", { ...NEARLY, email: "jane@example.com" });
		await rig.addCandidate("b", { name: "Ashdown, Jane", email: "jane@example.com" });
		await rig.addCandidate("c", { name: "Max Moe", email: "max@example.com" });
		const { items, next } = await suggestions(rig.scope, { limit: 10 });
		expect(items.map(({ candidateId, kind, otherId }) => `${candidateId} ${kind} ${otherId}`)).toEqual([
			"a profile p1",
			"a candidate b",
			"b profile p1",
		]);
		expect(items.map(({ profile }) => profile?.resume.basics?.name)).toEqual([
			"Jane Ashdown",
			undefined,
			"Jane Ashdown",
		]);
		expect(next).toBeNull();
		expect(JSON.stringify(items)).not.toContain("@");
	});

	test("come in pages that leave nothing out", async () => {
		const rig = await openIdentityRig();
		for (const n of [1, 2, 3, 4]) {
			await rig.addProfile(`p${n}`, { name: `Jane Ashd${"aeio"[n - 1]}lfen`, city: "Bremen" });
			await rig.addCandidate(`c${n}`, { name: `Jane Ashd${"aeio"[n - 1]}lfen`, city: "Bremen" });
		}
		const whole = await suggestions(rig.scope, { limit: 100 });
		const paged = [];
		let after: string | undefined;
		do {
			const page = await suggestions(rig.scope, { after, limit: 1 });
			paged.push(...page.items);
			after = page.next ?? undefined;
		} while (after !== undefined);
		expect(whole.items.length).toBeGreaterThanOrEqual(4);
		expect(paged).toEqual(whole.items);
	});

	test("leave out two of whom a person said that they are two", async () => {
		const rig = await openIdentityRig();
		await rig.addCandidate("a", JANE);
		await rig.addCandidate("b", JANE);
		expect((await suggestions(rig.scope, { limit: 10 })).items).toMatchObject([{ candidateId: "a", otherId: "b" }]);
		await keepApart(rig.scope, rig.deps, "b", "a");
		await rig.addCandidate("a", JANE);
		expect((await suggestions(rig.scope, { limit: 10 })).items).toEqual([]);
	});

	test("of one tenant say nothing of another's candidates", async () => {
		const rig = await openIdentityRig();
		const other = await rig.rig.scope(await rig.rig.tenant("demo-b"));
		await rig.addCandidate("a", JANE);
		expect((await suggestions(other, { limit: 10 })).items).toEqual([]);
		const network = rig.rig.raw.get("network");
		expect(await network?.list("person", { limit: 10 })).toEqual([]);
	});
});
