import { describe, expect, test } from "vitest";
import { merge, unmerge } from "../../src/ingest/merge-candidates.ts";
import { storeResume } from "../../src/ingest/store-resume.ts";
import { openIdentityRig } from "./identity-rig.ts";
import { file } from "./ingest-rig.ts";

const note = (id: string, text = id) => ({ id, text });

async function withTwo() {
	const rig = await openIdentityRig();
	await rig.addCandidate(
		"a",
		{ name: "Jane Ashdown", email: "jane@example.com" },
		{ notes: [note("n1")], tags: ["one", "both"], applications: [{ id: "x1", jobId: "j1" }] },
	);
	await rig.addCandidate(
		"b",
		{ name: "Jane Ashdown", email: "ashdown@example.org", jobs: ["Acme 2019-03.."], city: "Bremen" },
		{ notes: [note("n2")], tags: ["both", "two"], source: "referral" },
	);
	const records = { a: await rig.stored("a"), b: await rig.stored("b") };
	return { ...rig, records };
}

test("of two one is left, who has all that both had", async () => {
	const rig = await withTwo();
	const { candidate } = await merge(rig.scope, rig.deps, "a", "b");
	expect(await rig.stored("b")).toBeNull();
	expect(await rig.candidate("a")).toEqual(candidate);
	expect(candidate).toMatchObject({
		id: "a",
		mergedFrom: ["b"],
		source: "referral",
		tags: ["one", "both", "two"],
		notes: [note("n1"), note("n2")],
		applications: [{ id: "x1" }],
		resume: {
			basics: {
				email: "jane@example.com",
				emails: ["jane@example.com", "ashdown@example.org"],
				location: { city: "Bremen" },
			},
		},
	});
	const found = await rig.scope.store.read("person", { keys: ["email:ashdown@example.org"] });
	expect(found.map(({ id }) => id)).toEqual(["a"]);
});

describe("parting", () => {
	test("brings both records back, to the byte", async () => {
		const rig = await withTwo();
		await merge(rig.scope, rig.deps, "a", "b");
		await unmerge(rig.scope, rig.deps, "a", "b");
		expect({ a: await rig.stored("a"), b: await rig.stored("b") }).toEqual(rig.records);
		expect(await rig.scope.store.read("merge", { ids: ["b"] })).toEqual([null]);
		await merge(rig.scope, rig.deps, "b", "a");
		await unmerge(rig.scope, rig.deps, "b", "a");
		expect({ a: await rig.stored("a"), b: await rig.stored("b") }).toEqual(rig.records);
	});

	test("keeps what was changed since with whom it belongs to", async () => {
		const rig = await withTwo();
		await merge(rig.scope, rig.deps, "a", "b");
		const notes = [note("n1"), note("n2", "rewritten"), note("n3")];
		await rig.addCandidate("a", { name: "Jane Kronberg", email: "jane@example.com" }, { notes });
		await unmerge(rig.scope, rig.deps, "a", "b");
		const [a, b] = [await rig.candidate("a"), await rig.candidate("b")];
		expect(a).toMatchObject({
			resume: { basics: { name: "Jane Kronberg" } },
			notes: [note("n1"), note("n3")],
			tags: ["one", "both"],
		});
		expect(a?.mergedFrom).toBeUndefined();
		expect(a?.source).toBeUndefined();
		expect(b).toMatchObject({ notes: [note("n2", "rewritten")], source: "referral", tags: ["both", "two"] });
	});

	test("goes backwards through several merges", async () => {
		const rig = await withTwo();
		await rig.addCandidate("c", { name: "Jane Ashdown" }, { notes: [note("n4")] });
		const c = await rig.stored("c");
		await merge(rig.scope, rig.deps, "a", "b");
		await merge(rig.scope, rig.deps, "a", "c");
		await expect(unmerge(rig.scope, rig.deps, "a", "b")).rejects.toMatchObject({ code: "not-mergeable" });
		await unmerge(rig.scope, rig.deps, "a", "c");
		await unmerge(rig.scope, rig.deps, "a", "b");
		expect({ a: await rig.stored("a"), b: await rig.stored("b") }).toEqual(rig.records);
		expect(await rig.stored("c")).toBe(c);
	});

	test("through a chain, the last first", async () => {
		const rig = await withTwo();
		await rig.addCandidate("c", { name: "Jane Ashdown" });
		await merge(rig.scope, rig.deps, "a", "b");
		await merge(rig.scope, rig.deps, "c", "a");
		await expect(unmerge(rig.scope, rig.deps, "a", "b")).rejects.toMatchObject({
			code: "not-mergeable",
			detail: expect.stringContaining("merged into c"),
		});
		await unmerge(rig.scope, rig.deps, "c", "a");
		await unmerge(rig.scope, rig.deps, "a", "b");
		expect({ a: await rig.stored("a"), b: await rig.stored("b") }).toEqual(rig.records);
	});
});

test("an ATS that sends the merged one again, or his file, is told; nobody is there twice", async () => {
	const rig = await withTwo();
	await merge(rig.scope, rig.deps, "a", "b");
	const again = await rig.addCandidate("b", { name: "Jane Ashdown" });
	expect(again).toMatchObject({ ok: false, id: "b", error: { code: "merged-away", detail: "Merged into a." } });
	await expect(
		storeResume(rig.scope, rig.deps, { id: "b", ...file("Jane Ashdown <jane@example.com>") }),
	).rejects.toMatchObject({ code: "merged-away" });
	expect(await rig.stored("b")).toBeNull();
});

test("what cannot be merged is refused, and nothing changes", async () => {
	const rig = await withTwo();
	await expect(merge(rig.scope, rig.deps, "a", "a")).rejects.toMatchObject({ code: "not-mergeable" });
	await expect(merge(rig.scope, rig.deps, "a", "nobody")).rejects.toMatchObject({ code: "not-found" });
	await expect(unmerge(rig.scope, rig.deps, "a", "b")).rejects.toMatchObject({ code: "not-found" });
	await rig.addCandidate("d", { name: "Max Moe" }, { tags: Array.from({ length: 99 }, (_, n) => `t${n}`) });
	await expect(merge(rig.scope, rig.deps, "a", "d")).rejects.toMatchObject({ code: "not-mergeable" });
	expect({ a: await rig.stored("a"), b: await rig.stored("b") }).toEqual(rig.records);
});

test("both stand in the log", async () => {
	const rig = await withTwo();
	await merge(rig.scope, rig.deps, "a", "b");
	expect(await rig.latest()).toMatchObject({ action: "candidate.merge", subject: { candidateIds: ["a", "b"] } });
	await unmerge(rig.scope, rig.deps, "a", "b");
	expect(await rig.latest()).toMatchObject({ action: "candidate.unmerge", result: { outcome: "ok" } });
});
