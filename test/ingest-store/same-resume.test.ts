import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import { TributaryError } from "../../src/errors.ts";
import { readOriginal } from "../../src/ingest/originals.ts";
import { storeResume } from "../../src/ingest/store-resume.ts";
import { file, openIngestRig, parseText } from "./ingest-rig.ts";

const JANE = "Jane Doe <jane@example.com>";
const sha256 = (text: string) => createHash("sha256").update(text).digest("hex");

describe("the same resume again", () => {
	test("as the same bytes: it is not even read, nothing changes, and it is said", async () => {
		const { scope, deps, parsed, rig } = await openIngestRig();
		const once = await storeResume(scope, deps, { id: "c", ...file(JANE) });
		rig.now = new Date("2026-05-01T00:00:00Z");
		const again = await storeResume(scope, deps, { id: "c", ...file(JANE, "copy.txt") });
		expect([once.duplicate, again.duplicate]).toEqual([null, "same-bytes"]);
		expect(again.candidate).toEqual(once.candidate);
		expect([again.version, parsed.length]).toEqual([once.version, 1]);
	});

	test("as the same text in other bytes: nothing changes, and it is said", async () => {
		const { scope, deps, rig } = await openIngestRig();
		const once = await storeResume(scope, deps, { id: "c", ...file(JANE) });
		rig.now = new Date("2026-05-01T00:00:00Z");
		const again = await storeResume(scope, deps, { id: "c", ...file(`${JANE}\n`) });
		expect(again.candidate).toEqual(once.candidate);
		expect([again.duplicate, again.version]).toEqual(["same-text", once.version]);
	});

	test("without an id, in other bytes: goes to the candidate who has the text", async () => {
		const { scope, deps } = await openIngestRig();
		await storeResume(scope, deps, { id: "ats-17", ...file(JANE) });
		const again = await storeResume(scope, deps, file(`${JANE}\n`));
		expect([again.candidate.id, again.duplicate]).toEqual(["ats-17", "same-text"]);
		expect(await scope.store.list("person", { limit: 10 })).toHaveLength(1);
	});

	test("after it could not be read is read again", async () => {
		const rig = await openIngestRig();
		rig.gate = async () => Promise.reject(new TributaryError("file-too-complex"));
		const first = await storeResume(rig.scope, rig.deps, { id: "c", ...file(JANE) });
		rig.gate = async () => {};
		const second = await storeResume(rig.scope, rig.deps, { id: "c", ...file(JANE) });
		expect([first.failure?.code, second.failure, second.duplicate]).toEqual(["file-too-complex", null, null]);
		expect(second.candidate.olderFiles ?? []).toEqual([]);
	});

	test("a newer one replaces what was parsed and keeps the older file; the older one comes back as the newest", async () => {
		const { scope, deps } = await openIngestRig();
		const newer = "Jane Poe <jane@example.com>";
		await storeResume(scope, deps, { id: "c", ...file(JANE, "old.txt") });
		const { candidate } = await storeResume(scope, deps, { id: "c", ...file(newer, "new.txt") });
		expect(candidate.resume.basics?.name).toBe("Jane Poe");
		expect(candidate.olderFiles?.map((older) => older.fileName)).toEqual(["old.txt"]);
		expect(Buffer.from((await readOriginal(scope, sha256(JANE))) ?? []).toString()).toBe(JANE);
		const back = await storeResume(scope, deps, { id: "c", ...file(JANE, "old.txt") });
		expect([back.duplicate, back.candidate.file?.fileName]).toEqual([null, "old.txt"]);
		expect(back.candidate.olderFiles?.map((older) => older.fileName)).toEqual(["new.txt"]);
	});
});

describe("a tenant that stores no personal data", () => {
	const WITH_PERSONAL = {
		basics: { name: "Jane Doe", summary: "I build bridges.\nDate of birth: 3 May 1985\nNationality: German" },
		work: [{ position: "Engineer", highlights: ["Built a bridge", "Marital status: married", "Built another"] }],
	};
	const open = async (drop: boolean) => {
		const rig = await openIngestRig();
		await rig.rig.tenancy.tenants.update(rig.tenant, { settings: { dropPersonalData: drop } });
		const evidence = (rule: string) => ({ confidence: 1, rule });
		const values = { "/work/0/highlights/1": evidence("second"), "/work/0/highlights/2": evidence("third") };
		const parse = async () => {
			const { meta } = parseText(JANE, "2026-01-01");
			return { ...WITH_PERSONAL, meta: { ...meta, values } };
		};
		const scope = await rig.rig.scope(rig.tenant);
		return (await storeResume(scope, { ...rig.deps, pool: { parse } }, { id: "c", ...file(JANE) })).candidate;
	};

	test("has none of its lines in the record, and evidence moves with what stays", async () => {
		const { resume } = await open(true);
		expect(JSON.stringify(resume)).not.toMatch(/1985|German|married/);
		expect(resume.basics?.summary).toBe("I build bridges.");
		expect(resume.work?.[0]?.highlights).toEqual(["Built a bridge", "Built another"]);
		expect("meta" in resume && resume.meta.values).toEqual({
			"/work/0/highlights/1": { confidence: 1, rule: "third" },
		});
	});

	test("is a matter of its own: another keeps what was written", async () => {
		expect((await open(false)).resume.basics?.summary).toBe(WITH_PERSONAL.basics.summary);
	});
});
