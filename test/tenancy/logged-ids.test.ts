import { expect, test } from "vitest";
import { createAuditLog } from "../../src/tenancy/audit-log.ts";
import { openRig } from "./rig.ts";

const JANE = "jane.roe@example.com";

/** Two tenants who both name somebody by her address, in each place where an entry has ids. */
async function logged() {
	const rig = await openRig();
	const tenants = [await rig.tenant("acme"), await rig.tenant("other")] as const;
	for (const tenant of tenants) {
		const scope = await rig.scope(tenant);
		const shown = { value: null, result: { outcome: "ok" as const, ids: ["C1", JANE] } };
		await scope.record("search", {}, async () => shown);
		const subject = { candidateId: JANE, candidateIds: [JANE, "C2"], seatId: JANE, jobId: "J1" };
		await scope.record("candidate.write", subject, async () => ({ value: null, result: { outcome: "ok" } }));
	}
	return { rig, tenants };
}

const ofOne = { action: "search" as const, purpose: "x", actor: { kind: "system" as const, id: "x" } };

test("R25: an id that may be an e-mail address stands in no entry, and its digest is another one in each log", async () => {
	const { rig, tenants } = await logged();
	const digests = await Promise.all(
		tenants.map(async (tenant) => {
			const log = rig.raw.get(`audit:${tenant}`);
			const raw = ((await log?.list("audit", { limit: 100 })) ?? []).map(({ record }) => record).join("\n");
			expect(raw).not.toContain("@");
			expect(raw).toContain('"candidateIds":["hmac:');
			for (const plain of ["C1", "C2", "J1"]) expect(raw).toContain(`"${plain}"`);
			expect(await rig.tenancy.audit.verify(tenant)).toMatchObject({ ok: true, unfinished: [] });
			return new Set(raw.match(/hmac:[0-9a-f]{64}/g));
		}),
	);
	expect(digests.map(({ size }) => size)).toEqual([1, 1]);
	expect(digests[0]).not.toEqual(digests[1]);
});

test("whoever knows the id finds the entries, those of before as well", async () => {
	const { rig, tenants } = await logged();
	const [tenant] = tenants;
	const { audit } = rig.tenancy;
	const about = async (id: string) => (await audit.search(tenant, { about: id }, { limit: 100 })).items.length;
	expect([await about(JANE), await about("C2"), await about("joe@example.com")]).toEqual([3, 2, 0]);
	const store = rig.raw.get(`audit:${tenant}`);
	if (store === undefined) throw new Error("the log was not opened");
	const headKeys = await rig.vault.derivations(`audit-head:audit:${tenant}`);
	const before = createAuditLog({ store, tenant, headKeys });
	const at = rig.now.toISOString();
	await before.append({ ...ofOne, at, subject: { candidateId: JANE }, result: { outcome: "ok" } });
	expect(await about(JANE)).toBe(4);
	expect(await audit.asLogged(tenant, [JANE, "C1"])).toEqual([expect.stringMatching(/^hmac:/), JANE, "C1"]);
});
