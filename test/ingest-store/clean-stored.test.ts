import { describe, expect, test } from "vitest";
import { cleanStored, forgetCleaning } from "../../src/ingest/clean-stored.ts";
import { importCandidates } from "../../src/ingest/import-candidate.ts";
import { merge, unmerge } from "../../src/ingest/merge-candidates.ts";
import { openIngestRig } from "./ingest-rig.ts";

const BORN = "Date of birth: 3 May 1985";
const withBirth = (id: string) => ({
	id,
	resume: { basics: { name: `Person ${id}`, summary: `Builds bridges.\n${BORN}` } },
	notes: [{ id: "n1", text: BORN }],
});

/** A tenant with stored people, who asks for no personal data afterwards. */
async function open(people: number) {
	const rig = await openIngestRig();
	const ids = Array.from({ length: people }, (_, n) => `p${String(n).padStart(4, "0")}`);
	await importCandidates(rig.scope, rig.deps, ids.map(withBirth));
	await importCandidates(rig.scope, rig.deps, [{ id: "plain", resume: { basics: { name: "Ann Poe" } } }]);
	const set = async (dropPersonalData: boolean) => {
		await rig.rig.tenancy.tenants.update(rig.tenant, { settings: { dropPersonalData } });
		return rig.rig.scope(rig.tenant);
	};
	const summaries = async () => {
		const stored = await rig.scope.store.list("person", { limit: 1000 });
		return new Set(stored.flatMap(({ record }) => JSON.parse(record).resume.basics.summary ?? []));
	};
	return { ...rig, ids, set, summaries };
}

describe("a tenant that asks for no personal data", () => {
	test("has the stored resumes cleaned; people without such lines and what others wrote stay as they are", async () => {
		const rig = await open(3);
		expect(await cleanStored(await rig.set(true), rig.deps)).toBe(3);
		expect(await rig.summaries()).toEqual(new Set(["Builds bridges."]));
		const [plain] = await rig.scope.store.read("person", { ids: ["plain"] });
		expect(plain?.version).toBe(1);
		expect((await rig.candidate("p0000"))?.notes?.[0]?.text).toBe(BORN);
	});

	test("has it done once, and anew after the setting was off", async () => {
		const rig = await open(2);
		const scope = await rig.set(true);
		await cleanStored(scope, rig.deps);
		expect(await cleanStored(scope, rig.deps)).toBe(0);
		const off = await rig.set(false);
		await forgetCleaning(off);
		expect(await cleanStored(off, rig.deps)).toBe(0);
		await importCandidates(off, rig.deps, [withBirth("later")]);
		expect(await cleanStored(await rig.set(true), rig.deps)).toBe(1);
	});

	test("stores none of it in an import either", async () => {
		const rig = await open(0);
		await importCandidates(await rig.set(true), rig.deps, [withBirth("new")]);
		expect((await rig.candidate("new"))?.resume.basics?.summary).toBe("Builds bridges.");
	});

	test("an interrupted run goes on where it was, and every batch is in the log", async () => {
		const rig = await open(450);
		const scope = await rig.set(true);
		let batches = 0;
		// The first batch finds no merges; then come people.
		const first = await cleanStored(scope, rig.deps, () => ++batches <= 2);
		expect(first).toBe(200);
		expect((await rig.summaries()).size).toBe(2);
		// R21: a legal hold that comes meanwhile ends it, too.
		const hold = (legalHold: { reason: string } | null) => rig.rig.tenancy.tenants.update(rig.tenant, { legalHold });
		await hold({ reason: "case 12" });
		expect(await cleanStored(scope, rig.deps)).toBe(0);
		await hold(null);
		expect(await cleanStored(scope, rig.deps)).toBe(250);
		expect(await rig.summaries()).toEqual(new Set(["Builds bridges."]));
		expect(await rig.rig.tenancy.audit.verify(rig.tenant)).toMatchObject({ ok: true });
	});

	test("a merge that is taken back brings no line back", async () => {
		const rig = await open(2);
		await merge(rig.scope, rig.deps, "p0000", "p0001");
		const scope = await rig.set(true);
		await cleanStored(scope, rig.deps);
		const [memory] = await scope.store.read("merge", { ids: ["p0001"] });
		expect(JSON.parse(memory?.record ?? "{}").absorbed).not.toContain(`\\n${BORN}`);
		await unmerge(scope, rig.deps, "p0000", "p0001");
		expect(await rig.summaries()).toEqual(new Set(["Builds bridges."]));
	});
});
