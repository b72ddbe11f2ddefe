import { describe, expect, test } from "vitest";
import { Candidate } from "../../src/domain/candidate.ts";
import { TributaryError } from "../../src/errors.ts";
import { importCandidate, importCandidates } from "../../src/ingest/import-candidate.ts";
import { storeResume } from "../../src/ingest/store-resume.ts";
import { codeOf } from "../tenancy/rig.ts";
import { file, openIngestRig } from "./ingest-rig.ts";

const JANE = "Jane Doe <jane@example.com>";
const person = (id: string, more: object = {}) => ({ id, resume: { basics: { name: `Person ${id}` } }, ...more });

describe("one record", () => {
	test("becomes a candidate without a file", async () => {
		const { scope, deps, rig } = await openIngestRig();
		const { candidate, version, created } = await importCandidate(scope, deps, person("c", { tags: ["vip"] }));
		expect([version, created]).toEqual([1, true]);
		const at = rig.now.toISOString();
		expect(Candidate.parse(candidate)).toEqual({
			...person("c", { tags: ["vip"] }),
			file: null,
			match: null,
			createdAt: at,
			updatedAt: at,
		});
	});

	test("replaces what it names, and leaves what it does not name", async () => {
		const rig = await openIngestRig();
		const { scope, deps } = rig;
		await importCandidate(scope, deps, person("c", { tags: ["a", "b"], notes: [{ id: "n", text: "x" }], source: "s" }));
		const skills = { id: "c", resume: { skills: [{ name: "Java" }] }, tags: ["c"], notes: [] };
		const { created, version } = await importCandidate(scope, deps, { ...skills, updatedAt: "2026-02-01T00:00:00Z" });
		expect([created, version]).toEqual([false, 2]);
		expect(await rig.candidate("c")).toMatchObject({
			resume: { skills: [{ name: "Java" }] },
			tags: ["c"],
			notes: [],
			source: "s",
			updatedAt: "2026-02-01T00:00:00Z",
		});
		expect((await rig.candidate("c"))?.resume.basics).toBeUndefined();
	});

	test("keeps the file, and what was read in it and is not named", async () => {
		const rig = await openIngestRig();
		const { scope, deps } = rig;
		const { candidate: before } = await storeResume(scope, deps, { id: "c", ...file(JANE) });
		await importCandidate(scope, deps, { id: "c", resume: { skills: [{ name: "Java" }] } });
		const after = await rig.candidate("c");
		expect(after?.file).toEqual(before.file);
		expect(after?.resume).toMatchObject({ basics: before.resume.basics, skills: [{ name: "Java" }] });
		await importCandidate(scope, deps, person("c"));
		expect((await rig.candidate("c"))?.resume).toEqual({ basics: { name: "Person c" } });
	});

	test("does not keep years that were counted from roles it replaces", async () => {
		const rig = await openIngestRig();
		const { scope, deps } = rig;
		await storeResume(scope, deps, { id: "c", ...file(JANE) });
		await importCandidate(scope, deps, { id: "c", resume: { work: [{ name: "ACME" }] } });
		const resume = (await rig.candidate("c"))?.resume;
		expect(resume).toMatchObject({ basics: { name: "Jane Doe" }, meta: { yearsOfExperience: null } });
		expect(Object.keys((resume as { meta: { values: object } }).meta.values)).toEqual([
			"/basics/name",
			"/basics/email",
		]);
	});

	test("is linked to its profile", async () => {
		const rig = await openIngestRig();
		await rig.importProfile("p1", "jane@example.com");
		const resume = { basics: { email: "JANE@example.com" } };
		const { candidate } = await importCandidate(rig.scope, rig.deps, { id: "c", resume });
		expect(candidate.match?.profileId).toBe("p1");
	});

	test("with faults is refused with the place of each", async () => {
		const { scope, deps } = await openIngestRig();
		const input = { id: "a b", resume: { work: [{ startDate: "May" }], hobbies: [] }, tags: "x", extra: 1 };
		const error = await importCandidate(scope, deps, input).catch((thrown: unknown) => thrown);
		expect(error).toMatchObject({ code: "invalid-field" });
		const pointers = (error as TributaryError).errors.map(({ pointer }) => pointer);
		expect(pointers.sort()).toEqual(["/extra", "/id", "/resume/hobbies", "/resume/work/0/startDate", "/tags"]);
	});
});

describe("many records", () => {
	test("bad ones are refused by themselves, each in its place", async () => {
		const { scope, deps } = await openIngestRig();
		const inputs = Array.from({ length: 1203 }, (_, n): unknown => person(`c${n}`));
		inputs[7] = { id: "c7" };
		inputs[600] = null;
		inputs[1202] = person("c1202", { unknown: true });
		const outcomes = await importCandidates(scope, deps, inputs);
		expect(outcomes).toHaveLength(1203);
		const refused = outcomes.flatMap((outcome, n) => (outcome.ok ? [] : [[n, outcome.id, outcome.error.code]]));
		expect(refused).toEqual([
			[7, "c7", "invalid-field"],
			[600, null, "invalid-field"],
			[1202, "c1202", "invalid-field"],
		]);
		expect(await scope.store.list("person", { limit: 2000 })).toHaveLength(1200);
	});

	test("of the same person: the last wins, in order, also with others between", async () => {
		const rig = await openIngestRig();
		const inputs = ["a", "b", "a", "a", "c", "b"].map((id, n) => person(id, { source: `s${n}` }));
		const outcomes = await importCandidates(rig.scope, rig.deps, inputs);
		expect(outcomes.map((outcome) => outcome.ok && [outcome.version, outcome.created])).toEqual([
			[1, true],
			[1, true],
			[2, false],
			[3, false],
			[1, true],
			[2, false],
		]);
		const sources = await Promise.all(["a", "b", "c"].map(async (id) => (await rig.candidate(id))?.source));
		expect(sources).toEqual(["s3", "s5", "s4"]);
	});

	test("one that the store or the analysis does not take is named, and the others are stored", async () => {
		const { scope, deps } = await openIngestRig();
		const candidateDocument: typeof deps.candidateDocument = (candidate, profile) => {
			if (candidate.id === "thrown") throw new Error("analysis");
			const document = deps.candidateDocument(candidate, profile);
			return candidate.id === "refused" ? { ...document, keys: ["\ud800"] } : document;
		};
		const inputs = ["a", "refused", "b", "thrown", "c"].map((id) => person(id));
		const outcomes = await importCandidates(scope, { ...deps, candidateDocument }, inputs);
		expect(outcomes.map((outcome) => outcome.ok || outcome.error.code)).toEqual([
			true,
			"invalid-field",
			true,
			"internal",
			true,
		]);
		expect((await scope.store.list("person", { limit: 9 })).map(({ id }) => id)).toEqual(["a", "b", "c"]);
	});

	test("at the same time as others: nothing is lost", async () => {
		const { scope, deps } = await openIngestRig();
		const ids = Array.from({ length: 40 }, (_, n) => `c${n}`);
		const fields = [{ source: "s" }, { tags: ["t"] }, { notes: [{ id: "n", text: "x" }] }];
		await Promise.all(
			fields.map((more) =>
				importCandidates(
					scope,
					deps,
					ids.map((id) => person(id, more)),
				),
			),
		);
		const found = await scope.store.read("person", { ids });
		for (const record of found) {
			expect(JSON.parse(record?.record ?? "")).toMatchObject({ source: "s", tags: ["t"], notes: [{ id: "n" }] });
		}
	});

	test("stand in the audit log with their ids and nothing else of them", async () => {
		const { scope, deps, rig, tenant } = await openIngestRig();
		await importCandidates(scope, deps, [person("a"), person("b"), { id: "bad" }]);
		await importCandidates(scope, deps, [{}]);
		const entries = await rig.tenancy.audit.latest(tenant, 4);
		const [second, first] = entries.filter(({ concludes }) => concludes !== undefined);
		expect(first).toMatchObject({
			action: "candidate.import",
			subject: { count: 3 },
			result: { outcome: "partial", count: 2, failed: 1, ids: ["a", "b"] },
		});
		expect(second?.result).toMatchObject({ outcome: "failed", count: 0, failed: 1 });
		expect(entries.filter(({ result }) => result.outcome === "begun").map(({ seq }) => seq)).toEqual([
			second?.concludes,
			first?.concludes,
		]);
		expect(JSON.stringify(entries)).not.toContain("Person");
	});

	test("do not hold up the event loop", async () => {
		const { scope, deps } = await openIngestRig();
		const candidateDocument: typeof deps.candidateDocument = (candidate, profile) => {
			const until = performance.now() + 2;
			while (performance.now() < until);
			return deps.candidateDocument(candidate, profile);
		};
		let turns = 0;
		const timer = setInterval(() => turns++, 1);
		await importCandidates(
			scope,
			{ ...deps, candidateDocument },
			Array.from({ length: 100 }, (_, n) => person(`c${n}`)),
		);
		clearInterval(timer);
		expect(turns).toBeGreaterThan(5);
	});

	test("trouble of ours is thrown", async () => {
		const { scope, deps, rig } = await openIngestRig();
		rig.hook = (label, operation) => {
			if (label === "tenant:demo-a" && operation === "write") throw new TributaryError("store-unavailable");
		};
		expect(await codeOf(importCandidates(scope, deps, [person("a")]))).toBe("store-unavailable");
	});
});
