import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { newApproverKey } from "../../src/tenancy/disposal/approvers.ts";
import type { Signer } from "../../src/tenancy/operators/operators.ts";
import { codeOf } from "../tenancy/rig.ts";
import { ACME, type Office, OTHER, openOffice, outcome, type Person } from "./people.ts";

let office: Office;
let auditor: Person;
let olga: Signer;
let ada: Signer;
const HOUR = 3_600_000;

const register = async (name: string, roles: readonly ("approver" | "operator")[]): Promise<Signer> => {
	const { privateKey, publicKey } = newApproverKey();
	await office.tenancy.approvers.add(name, publicKey, roles);
	return { name, key: privateKey };
};

beforeAll(async () => {
	office = await openOffice();
	olga = await register("olga", ["operator", "approver"]);
	ada = await register("ada", ["approver"]);
	office.pass(1000);
});
afterAll(() => office.close());
/** Hours go by in these tests, so whoever looks signs in again. */
let auditors = 0;
beforeEach(async () => {
	auditor = await office.person(`Aud ${auditors++}`, { roles: ["auditor", "tenant-admin"] });
});

const operators = () => office.tenancy.operators;
const ask = (by: Signer, hours = 4) => ({ by, reason: "ticket 4711", hours });
const shown = async () => (await auditor.call("GET", "/v1/operator-grants")).json().items;

describe("access of a named operator", () => {
	test("is asked for, approved by another person, seen by the tenant, and ends by itself", async () => {
		expect(await codeOf(operators().demand(ACME, olga))).toBe("operator-grant-required");
		const { id } = await operators().request(ACME, ask(olga));
		expect(await codeOf(operators().demand(ACME, olga))).toBe("operator-grant-required");
		const approved = await operators().approve(ACME, id, ada);
		expect(approved).toMatchObject({ state: "open", operator: "olga", approver: "ada", kind: "approved" });
		expect((await operators().demand(ACME, olga)).id).toBe(id);
		expect(await codeOf(operators().demand(OTHER, olga))).toBe("operator-grant-required");
		const { fingerprint, since } = (await office.tenancy.approvers.list()).find(({ name }) => name === "ada") ?? {};
		expect(await shown()).toMatchObject([
			{
				id,
				operator: "olga",
				reason: "ticket 4711",
				approver: "ada",
				approverKey: { fingerprint, since },
				state: "open",
			},
		]);
		const log = await office.tenancy.audit.latest(ACME, 10);
		expect(log.map(({ action, actor }) => [action, actor.id])).toEqual(
			expect.arrayContaining([
				["operator.request", "olga"],
				["operator.approve", "ada"],
			]),
		);
		office.pass(4 * HOUR);
		expect(await codeOf(operators().demand(ACME, olga))).toBe("operator-grant-required");
	});

	test("is approved by nobody who asked, was not registered before, is no approver, or has another's key", async () => {
		const { id } = await operators().request(ACME, ask(olga));
		const late = await register("late", ["approver"]);
		const onlyOperator = await register("only", ["operator"]);
		const refused = [olga, late, onlyOperator, { name: "ada", key: olga.key }, { name: "nobody", key: ada.key }];
		for (const by of refused) expect(await codeOf(operators().approve(ACME, id, by))).toBe("approval-refused");
		expect(await codeOf(operators().approve(OTHER, id, ada))).toBe("not-found");
		expect(await codeOf(operators().request(ACME, ask({ name: "olga", key: ada.key })))).toBe("approval-refused");
		expect(await codeOf(operators().request(ACME, ask(ada)))).toBe("approval-refused");
		expect(await codeOf(operators().request(ACME, ask(olga, 73)))).toBe("invalid-field");
		await operators().approve(ACME, id, ada);
		expect(await codeOf(operators().approve(ACME, id, ada))).toBe("not-found");
		expect(await codeOf(operators().demand(ACME, { name: "olga", key: ada.key }))).toBe("approval-refused");
	});

	test("is ended by the tenant, at once", async () => {
		const { id } = await operators().demand(ACME, olga);
		const foreigner = await office.person("For", { tenant: "other", roles: ["tenant-admin"] });
		expect(outcome(await foreigner.call("POST", `/v1/operator-grants/${id}/end`))).toEqual([404, "not-found"]);
		const ended = await auditor.call("POST", `/v1/operator-grants/${id}/end`);
		expect(ended.json()).toMatchObject({ state: "ended", ended: { by: `account:${auditor.account.id}` } });
		expect(await codeOf(operators().demand(ACME, olga))).toBe("operator-grant-required");
	});
});

test("whoever takes the name of somebody with access has none by it", async () => {
	const held = await register("held", ["operator"]);
	await operators().approve(ACME, (await operators().request(ACME, ask(held))).id, ada);
	expect(await operators().demand(ACME, held)).toMatchObject({ operator: "held" });
	await office.tenancy.approvers.remove("held");
	expect(await codeOf(operators().demand(ACME, await register("held", ["operator"])))).toBe("operator-grant-required");
});

test("who is registered or removed stands in the log of every tenant, with his key, which is never another's", async () => {
	const { approvers, audit } = office.tenancy;
	const { publicKey } = newApproverKey();
	const by = { kind: "operator", id: "olga" } as const;
	const { fingerprint } = await approvers.add("eve", publicKey, ["approver", "operator"], { actor: by });
	await approvers.remove("eve", by);
	expect(await codeOf(approvers.add("mallory", publicKey))).toBe("already-exists");
	await approvers.add("mallory", publicKey, ["approver"], { evenOtherName: true });
	for (const tenant of [ACME, OTHER]) {
		const done = (await audit.latest(tenant, 6)).filter(({ result }) => result.outcome === "ok").toReversed();
		expect(done.map(({ action, actor, subject }) => [action, actor.id, subject])).toEqual([
			["operator.register", "olga", { person: "eve", keyId: fingerprint, about: "approver-operator" }],
			["operator.remove", "olga", { person: "eve", keyId: fingerprint, about: "approver-operator" }],
			["operator.register", "command-line", { person: "mallory", keyId: fingerprint, about: "approver" }],
		]);
	}
});

describe("breaking the glass", () => {
	test("at once by two commands gives one grant", async () => {
		const both = await Promise.all([0, 1].map(() => codeOf(operators().breakGlass(OTHER, ask(olga, 1)))));
		expect(both.toSorted()).toEqual(["review-pending", undefined]);
		expect((await operators().list(OTHER)).length).toBe(1);
	});

	test("is possible, told, and has to be reviewed by another person before it can be done again", async () => {
		const grant = await operators().breakGlass(ACME, ask(olga, 1));
		expect((await operators().demand(ACME, olga)).id).toBe(grant.id);
		expect((await shown())[0]).toMatchObject({ id: grant.id, kind: "break-glass", approver: null, review: null });
		const [entry] = (await office.tenancy.audit.latest(ACME, 5)).filter(
			({ action }) => action === "operator.break-glass",
		);
		expect(entry).toMatchObject({ actor: { kind: "operator", id: "olga" }, subject: { grantId: grant.id } });
		office.pass(2 * HOUR);
		expect(await codeOf(operators().demand(ACME, olga))).toBe("operator-grant-required");
		// Nor under a name that whoever broke it may have made for himself since.
		const twin = await register("twin", ["operator"]);
		for (const by of [olga, twin])
			expect(await codeOf(operators().breakGlass(ACME, ask(by, 1)))).toBe("review-pending");
		const finding = { finding: "justified", note: "read the log of it" } as const;
		// Whoever broke the glass could make himself the person who looks at it.
		const later = await register("later", ["approver"]);
		for (const by of [olga, later])
			expect(await codeOf(operators().review(ACME, grant.id, finding, by))).toBe("approval-refused");
		auditor = await office.person("Aude", { roles: ["auditor", "tenant-admin"] });
		const reviewed = await auditor.call("POST", `/v1/operator-grants/${grant.id}/review`, finding);
		expect(reviewed.json()).toMatchObject({ review: { finding: "justified", by: `account:${auditor.account.id}` } });
		expect(outcome(await auditor.call("POST", `/v1/operator-grants/${grant.id}/review`, finding))).toEqual([
			409,
			"already-exists",
		]);
		const second = await operators().breakGlass(ACME, ask(olga, 1));
		expect(second.kind).toBe("break-glass");
		expect(await codeOf(operators().breakGlass(ACME, ask(olga, 5)))).toBe("review-pending");
		// Nothing is done under it after somebody looked.
		expect(await operators().review(ACME, second.id, finding, ada)).toMatchObject({
			state: "ended",
			ended: { by: "operator:ada" },
		});
		expect(await codeOf(operators().demand(ACME, olga))).toBe("operator-grant-required");
	});

	test("what is only asked for cannot be signed off", async () => {
		const { id } = await operators().request(ACME, ask(olga, 1));
		const finding = { finding: "justified", note: "looked at nothing" } as const;
		expect(await codeOf(operators().review(ACME, id, finding, ada))).toBe("not-found");
		await operators().end(ACME, id, { kind: "operator", id: "test" });
	});
});
