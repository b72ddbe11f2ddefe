import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import { Candidate } from "../../src/domain/candidate.ts";
import { ERRORS, TributaryError } from "../../src/errors.ts";
import { importCandidate } from "../../src/ingest/import-candidate.ts";
import { readOriginal } from "../../src/ingest/originals.ts";
import { removalOf } from "../../src/ingest/remove-candidate.ts";
import { displayName, reparse, storeResume } from "../../src/ingest/store-resume.ts";
import { codeOf } from "../tenancy/rig.ts";
import { file, openIngestRig, parseText } from "./ingest-rig.ts";

const JANE = "Jane Doe <jane@example.com>";
const sha256 = (text: string) => createHash("sha256").update(text).digest("hex");
const defaultId = (text: string) => `resume-${sha256(text).slice(0, 16)}`;

describe("a resume that can be read", () => {
	test("becomes a candidate with its file, and the original comes back byte for byte", async () => {
		const { scope, deps, parsed, rig } = await openIngestRig();
		const { candidate, version, failure } = await storeResume(scope, deps, file(JANE, "C:\\cv\\Jane.txt"));
		expect([version, failure]).toEqual([1, null]);
		expect(Candidate.parse(candidate)).toMatchObject({
			id: defaultId(JANE),
			resume: { basics: { name: "Jane Doe" } },
			file: { sha256: sha256(JANE), fileName: "Jane.txt", size: JANE.length, format: "text" },
			match: null,
			createdAt: rig.now.toISOString(),
		});
		expect(parsed).toEqual([{ fileName: "Jane.txt", asOf: "2026-03-01", tenant: "demo-a" }]);
		expect(Buffer.from((await readOriginal(scope, sha256(JANE))) ?? []).toString()).toBe(JANE);
		expect(await scope.store.read("person", { keys: ["email:jane@example.com"] })).toMatchObject([
			{ id: candidate.id },
		]);
	});

	test("again is the same candidate, whoever sends it first or last", async () => {
		const { scope, deps } = await openIngestRig();
		const once = await storeResume(scope, deps, file(JANE));
		const again = await storeResume(scope, deps, file(JANE, "copy.txt"));
		expect([again.candidate.id, again.version]).toEqual([once.candidate.id, 1]);
		expect(await scope.store.list("person", { limit: 10 })).toHaveLength(1);
		expect(await scope.store.list("original", { limit: 10 })).toMatchObject([{ version: 1 }]);
	});

	test("without an id goes to the candidate that has the same file already", async () => {
		const { scope, deps } = await openIngestRig();
		await storeResume(scope, deps, { id: "ats-17", ...file(JANE) });
		const again = await storeResume(scope, deps, file(JANE));
		expect(again.candidate.id).toBe("ats-17");
		await storeResume(scope, deps, { id: "ats-17", ...file("Jane Roe <jane@example.com>") });
		expect((await storeResume(scope, deps, file(JANE))).candidate.id).toBe(defaultId(JANE));
	});

	test("R37: does not bring back whoever was erased while it was read", async () => {
		const { scope, deps } = await openIngestRig();
		await storeResume(scope, deps, { id: "late", ...file("Jane Roe <jane@example.com>") });
		await storeResume(scope, deps, { id: "stays", ...file(JANE) });
		const parse: typeof deps.pool.parse = async (input) => {
			await scope.store.write((await removalOf(scope, ["late"])).changes);
			return deps.pool.parse(input);
		};
		expect(await codeOf(storeResume(scope, { ...deps, pool: { parse } }, { id: "late", ...file(JANE) }))).toBe(
			"not-found",
		);
		expect((await scope.store.list("person", { limit: 10 })).map(({ id }) => id)).toEqual(["stays"]);
	});

	test("of two people who sent the same bytes is kept for both", async () => {
		const { scope, deps } = await openIngestRig();
		for (const id of ["a", "b", "a"]) await storeResume(scope, deps, { id, ...file(JANE) });
		for (const id of ["a", "b"]) {
			expect(await scope.store.read("original", { keys: [`candidate:${id}`] })).toMatchObject([{ id: sha256(JANE) }]);
		}
	});

	test("is linked to its profile, and stays linked by a person's word", async () => {
		const rig = await openIngestRig();
		const { scope, deps } = rig;
		await rig.importProfile("p1", "jane@example.com");
		const { candidate } = await storeResume(scope, deps, { id: "c", ...file(JANE) });
		expect(candidate.match).toMatchObject({ profileId: "p1", by: "rule", linkedAt: "2026-03-01T12:00:00.000Z" });
		rig.rig.now = new Date("2026-04-01T00:00:00Z");
		const again = await storeResume(scope, deps, { id: "c", ...file(JANE) });
		expect(again.candidate.match?.linkedAt).toBe("2026-03-01T12:00:00.000Z");
		await rig.rig.tenancy.tenants.update(rig.tenant, { settings: { unifiedSearch: false } });
		const unasked = await storeResume(await rig.rig.scope(rig.tenant), deps, { id: "c", ...file(JANE) });
		expect(unasked.candidate.match?.profileId).toBe("p1");
		const other = await storeResume(scope, deps, { id: "c", ...file("Jane Doe <new@example.com>") });
		expect(other.candidate.match).toBeNull();
		const byHand = {
			profileId: "p9",
			score: 1,
			evidence: [],
			linkedAt: rig.rig.now.toISOString(),
			by: "person" as const,
		};
		const record = JSON.stringify({ ...other.candidate, match: byHand });
		await scope.store.write([
			{ op: "put", collection: "person", id: "c", record, document: deps.candidateDocument(other.candidate, null) },
		]);
		expect((await storeResume(scope, deps, { id: "c", ...file(JANE) })).candidate.match).toEqual(byHand);
	});
});

describe("what is known of a candidate besides", () => {
	const known = {
		id: "c",
		resume: { basics: { name: "J. Doe", phone: "+49 30 123" }, skills: [{ name: "Java" }] },
		source: "ats",
		tags: ["vip"],
		notes: [{ id: "n1", text: "called" }],
		applications: [{ id: "a1", jobId: "j1" }],
		feedback: [{ id: "f1", text: "good" }],
	};

	test("stays when a resume is added: ATS fields, and what the file does not say", async () => {
		const { scope, deps } = await openIngestRig();
		await importCandidate(scope, deps, known);
		const { candidate } = await storeResume(scope, deps, { id: "c", ...file(JANE) });
		const { resume: _, id: __, ...ats } = known;
		expect(candidate).toMatchObject(ats);
		expect(candidate.resume).toMatchObject({
			basics: { name: "Jane Doe", email: "jane@example.com", phone: "+49 30 123" },
			skills: [{ name: "Java" }],
		});
	});

	test("stays when the file cannot be read", async () => {
		const { scope, deps } = await openIngestRig();
		await importCandidate(scope, deps, known);
		const { candidate } = await storeResume(scope, deps, { id: "c", ...file("!file-encrypted") });
		expect(candidate).toMatchObject({ ...known, file: { failure: { code: "file-encrypted" } } });
	});

	test("of a former file does not stay when a new one is read", async () => {
		const { scope, deps } = await openIngestRig();
		await storeResume(scope, deps, { id: "c", ...file(JANE) });
		const { candidate } = await storeResume(scope, deps, { id: "c", ...file("Joan Roe <>") });
		expect(candidate.resume.basics).toEqual({ name: "Joan Roe" });
	});

	test("is not lost when others change the candidate at the same time", async () => {
		const rig = await openIngestRig();
		const { scope, deps } = rig;
		await importCandidate(scope, deps, { id: "c", resume: {} });
		const imports = ["source", "tags", "notes"] as const;
		await Promise.all([
			...imports.map((field) => importCandidate(scope, deps, { id: "c", resume: {}, [field]: known[field] })),
			storeResume(scope, deps, { id: "c", ...file(JANE) }),
		]);
		const candidate = await rig.candidate("c");
		expect(candidate).toMatchObject({
			source: "ats",
			tags: ["vip"],
			notes: known.notes,
			file: { sha256: sha256(JANE) },
		});
		expect(candidate?.resume.basics?.name).toBe("Jane Doe");
	});
});

describe("a resume that cannot be read", () => {
	test.each([
		"file-encrypted",
		"file-corrupt",
		"file-too-complex",
		"file-too-large",
		"file-type-unsupported",
		"no-text-layer",
		"not-a-resume",
		"parser-failed",
	] as const)("is kept with the reason, and nothing is invented: %s", async (code) => {
		const { scope, deps, rig, tenant } = await openIngestRig();
		const { candidate, failure } = await storeResume(scope, deps, file(`!${code}`));
		expect(failure).toMatchObject({ code, title: ERRORS[code].title });
		expect(failure?.detail).toBe(ERRORS[code].fault === "caller" ? "as the file wishes" : undefined);
		expect(candidate).toMatchObject({ resume: {}, match: null, file: { format: null, failure: { code } } });
		expect(Candidate.parse(candidate)).toEqual(candidate);
		expect(await readOriginal(scope, candidate.file?.sha256 ?? "")).toHaveLength(code.length + 1);
		const [entry] = await rig.tenancy.audit.latest(tenant, 1);
		expect(entry).toMatchObject({ action: "resume.store", result: { outcome: "failed", code, ids: [candidate.id] } });
	});

	test("an empty file is kept too", async () => {
		const { scope, deps } = await openIngestRig();
		const { candidate } = await storeResume(scope, deps, file(""));
		expect(candidate.file).toMatchObject({ size: 0, failure: { code: "file-empty" } });
		expect(await readOriginal(scope, sha256(""))).toHaveLength(0);
	});

	test("an empty file without an id is never taken for the file of somebody who has an empty one too", async () => {
		const { scope, deps } = await openIngestRig();
		await storeResume(scope, deps, { id: "c", ...file("") });
		const { candidate } = await storeResume(scope, deps, file(""));
		expect(candidate.id).toBe(`resume-${sha256("").slice(0, 16)}`);
		expect((await storeResume(scope, deps, file(""))).candidate.id).toBe(candidate.id);
	});

	test("what the parser process says is not believed when it is not of the agreed form", async () => {
		const { scope, deps } = await openIngestRig();
		const parse = async () => ({ basics: { name: 7 }, __proto__: { x: 1 } }) as never;
		const { failure, candidate } = await storeResume(scope, { ...deps, pool: { parse } }, file(JANE));
		expect(failure?.code).toBe("parser-failed");
		expect(candidate.resume).toEqual({});
	});

	test("is read again later: when the parser has learned it, the failure is gone", async () => {
		const { scope, deps, rig } = await openIngestRig();
		const { candidate } = await storeResume(scope, deps, file("!no-text-layer", "scan.pdf"));
		rig.now = new Date("2026-05-01T00:00:00Z");
		expect((await reparse(scope, deps, candidate.id)).failure?.code).toBe("no-text-layer");
		const parse: typeof deps.pool.parse = async ({ asOf }) => parseText(JANE, asOf);
		const read = await reparse(scope, { ...deps, pool: { parse } }, candidate.id);
		expect(read).toMatchObject({ failure: null, version: 3 });
		expect(read.candidate.resume.basics?.name).toBe("Jane Doe");
		expect(read.candidate.file).toEqual({
			sha256: sha256("!no-text-layer"),
			size: 14,
			fileName: "scan.pdf",
			format: "text",
			receivedAt: "2026-03-01T12:00:00.000Z",
		});
	});
});

describe("reparse", () => {
	test("of nobody, or of somebody without a file, finds nothing", async () => {
		const { scope, deps } = await openIngestRig();
		await importCandidate(scope, deps, { id: "c", resume: {} });
		expect(await codeOf(reparse(scope, deps, "c"))).toBe("not-found");
		expect(await codeOf(reparse(scope, deps, "nobody"))).toBe("not-found");
	});

	test("leaves alone what was replaced meanwhile", async () => {
		const rig = await openIngestRig();
		const { scope, deps } = rig;
		await storeResume(scope, deps, { id: "c", ...file(JANE) });
		const began = Promise.withResolvers<void>();
		const go = Promise.withResolvers<void>();
		rig.gate = () => {
			began.resolve();
			return go.promise;
		};
		const slow = reparse(scope, deps, "c");
		await began.promise;
		rig.gate = async () => {};
		await storeResume(scope, deps, { id: "c", ...file("Joan Roe <joan@example.com>") });
		go.resolve();
		expect(await codeOf(slow)).toBe("conflict");
		expect((await rig.candidate("c"))?.resume.basics?.name).toBe("Joan Roe");
	});
});

describe("trouble of ours", () => {
	test("is thrown, and the file is kept all the same", async () => {
		const { scope, deps } = await openIngestRig();
		const parse = async () => Promise.reject(new TributaryError("overloaded"));
		expect(await codeOf(storeResume(scope, { ...deps, pool: { parse } }, file(JANE)))).toBe("overloaded");
		expect(await readOriginal(scope, sha256(JANE))).not.toBeNull();
		expect(await scope.store.list("person", { limit: 1 })).toEqual([]);
	});

	test("without an audit entry there is no answer, and nothing is kept", async () => {
		const { scope, deps, rig } = await openIngestRig();
		rig.hook = (label) => {
			if (label.startsWith("audit:")) throw new TributaryError("store-unavailable");
		};
		expect(await codeOf(storeResume(scope, deps, file(JANE)))).toBe("audit-unavailable");
		expect(await readOriginal(scope, sha256(JANE))).toBeNull();
		expect(await scope.store.list("person", { limit: 1 })).toEqual([]);
	});

	test.each(["", "a b", "../x", "x".repeat(129)])("the id %j is refused before anything is stored", async (id) => {
		const { scope, deps } = await openIngestRig();
		expect(await codeOf(storeResume(scope, deps, { id, ...file(JANE) }))).toBe("invalid-field");
		expect(await scope.store.list("original", { limit: 1 })).toEqual([]);
	});
});

test.each([
	["../../etc/passwd", "passwd"],
	["C:\\Users\\jane\\cv.pdf", "cv.pdf"],
	["a\0b\r\nc.pdf", "a b c.pdf"],
	["", "unnamed"],
	["  ", "unnamed"],
	["dir/", "unnamed"],
	["x".repeat(300), "x".repeat(255)],
	["\ud800.pdf", "\ufffd.pdf"],
	[`${"x".repeat(254)}\u{1f600}`, "x".repeat(254)],
	["Lebenslauf Müller.pdf", "Lebenslauf Müller.pdf"],
])("the file name %j is shown as %j", (given, shown) => {
	expect(displayName(given)).toBe(shown);
});
