import { expect, test } from "vitest";
import { newApproverKey } from "../../src/tenancy/disposal/approvers.ts";
import { codeOf } from "./rig.ts";
import { approved, ask, isWhole, pass, sayYes, type World, world } from "./wiped-tenant.ts";

/** A third person, registered before the wipe is asked for. */
async function withCleo() {
	const made = await world();
	const { privateKey, publicKey } = newApproverKey();
	await made.rig.tenancy.approvers.add("cleo", publicKey);
	pass(made.rig, 1);
	await ask(made);
	return { ...made, cleo: privateKey };
}

const asCleo = ({ rig, acme, cleo }: World & { readonly cleo: string }) =>
	rig.tenancy.disposal.approve({ tenant: acme, approver: "cleo", key: cleo, waivesCoolingOff: true });

test("R15: the word of an approver who was removed counts no more when the wipe is run, and another's may stand in its place", async () => {
	const made = await withCleo();
	const { rig, acme } = made;
	await sayYes(made, "ada", true);
	await sayYes(made, "ben", true);
	await rig.tenancy.approvers.remove("ada");
	await expect(rig.tenancy.disposal.run(acme)).rejects.toMatchObject({
		code: "not-approved",
		detail: expect.stringMatching(/1 of 2 .*no longer registered .*: ada\. .*wipe approve acme/i),
	});
	expect((await rig.tenancy.disposal.find(acme))?.state).toBe("approved");
	const { state, approvals } = await asCleo(made);
	expect([state, approvals.map(({ statement }) => statement.approver)]).toEqual(["approved", ["ben", "cleo"]]);
	expect(await isWhole(await rig.tenancy.disposal.run(acme))).toBe(true);
});

test("R15: nor does it count again under a key, or a registration, from after the request", async () => {
	const made = await approved();
	const { rig, acme, keys } = made;
	await rig.tenancy.approvers.remove("ada");
	pass(rig, 1);
	await rig.tenancy.approvers.add("ada", newApproverKey().publicKey);
	expect(await codeOf(rig.tenancy.disposal.run(acme))).toBe("not-approved");
	await rig.tenancy.approvers.remove("ada");
	await rig.tenancy.approvers.add("ada", keys.ada.publicKey);
	expect(await codeOf(rig.tenancy.disposal.run(acme))).toBe("not-approved");
	expect(await codeOf(sayYes(made, "ada", true))).toBe("approval-refused");
	expect(await rig.tenancy.disposal.cancel(acme)).toMatchObject({ state: "cancelled" });
});

test("R15: who was removed before the second yes is not one of the two", async () => {
	const made = await withCleo();
	await sayYes(made, "ada", true);
	await made.rig.tenancy.approvers.remove("ada");
	expect(await asCleo(made)).toMatchObject({ state: "requested" });
	await made.rig.scope(made.acme);
	expect(await sayYes(made, "ben", true)).toMatchObject({ state: "approved" });
});

test("whoever approved may waive the cooling-off later, also after the second yes; a third person is not needed", async () => {
	const made = await withCleo();
	const { rig, acme } = made;
	await sayYes(made, "ada");
	expect(await sayYes(made, "ada", true)).toMatchObject({ state: "requested" });
	await sayYes(made, "ben");
	expect(await codeOf(rig.tenancy.disposal.run(acme))).toBe("cooling-off");
	expect(await codeOf(asCleo(made))).toBe("approval-refused");
	expect(await codeOf(sayYes(made, "ben"))).toBe("approval-refused");
	const { state, approvals } = await sayYes(made, "ben", true);
	expect([state, approvals.map(({ statement }) => statement.waivesCoolingOff)]).toEqual(["approved", [true, true]]);
	expect(await codeOf(sayYes(made, "ben"))).toBe("approval-refused");
	expect(await isWhole(await rig.tenancy.disposal.run(acme))).toBe(true);
});

test.each([
	["after it was approved", approved],
	[
		"before it was approved",
		async () => {
			const made = await world();
			await ask(made);
			return made;
		},
	],
] as const)("a tenant that was disabled %s stays disabled when its wipe is taken back", async (_, prepare) => {
	const made = await prepare();
	const { rig, acme } = made;
	await rig.tenancy.tenants.update(acme, { status: "disabled" });
	if ((await rig.tenancy.disposal.find(acme))?.state === "requested") {
		await sayYes(made, "ada");
		await sayYes(made, "ben");
	}
	await rig.tenancy.disposal.cancel(acme);
	expect((await rig.tenancy.tenants.get(acme)).status).toBe("disabled");
	await rig.tenancy.tenants.update(acme, { status: "active" });
	await rig.scope(acme);
});
