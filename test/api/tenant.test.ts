import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { processingMarkdown, processingRecord } from "../../src/sync/processing-record.ts";
import { signStatement } from "../../src/tenancy/disposal/approval.ts";
import { newApproverKey } from "../../src/tenancy/disposal/approvers.ts";
import { saidDe } from "../../src/web/admin/texts/processing.de.ts";
import { openWire, type Wire } from "./middleware/wire-rig.ts";
import { HOOK } from "./requests.ts";

let wire: Wire;
beforeEach(async () => {
	wire = await openWire();
});
afterEach(() => wire.close());

describe("the end of a tenant, asked for over the API", () => {
	const keys = { ada: newApproverKey(), ben: newApproverKey() };
	const request = async () => {
		for (const [name, { publicKey }] of Object.entries(keys)) await wire.tenancy.approvers.add(name, publicKey);
		wire.pass(1000);
		return (await wire.v1("POST", "/v1/tenant/wipe", { reason: "contract ended" })).json();
	};
	const signed = (statement: object, approver: keyof typeof keys, more: object = {}) =>
		signStatement(
			{
				...statement,
				approver,
				waivesCoolingOff: false,
				at: new Date(Date.now() + 1000).toISOString(),
				...more,
			},
			keys[approver].privateKey,
		);
	const hand = (approval: object) => wire.v1("POST", "/v1/tenant/wipe/approvals", approval);

	test("is approved by signatures that were made elsewhere, and the second one disables the tenant", async () => {
		const { statement } = await request();
		expect((await hand(await signed(statement, "ada"))).json()).toMatchObject({ state: "requested" });
		expect((await hand(await signed(statement, "ada"))).json().code).toBe("approval-refused");
		expect((await hand(await signed(statement, "ben"))).json()).toMatchObject({ state: "approved" });
		expect((await wire.v1("GET", "/v1/tenant")).statusCode).toBe(401);
		expect((await wire.tenancy.disposal.find("acme" as never))?.approvals).toHaveLength(2);
	});

	test("takes no signature over anything else, of anybody else, or that was altered", async () => {
		const { statement } = await request();
		const good = await signed(statement, "ada");
		const wrong = [
			await signed({ ...statement, reason: "another reason" }, "ada"),
			await signed({ ...statement, request: "another request" }, "ada"),
			await signed(statement, "ada", { at: "2020-01-01T00:00:00.000Z" }),
			await signed(statement, "ada", { approver: "ben" }),
			await signed(statement, "ada", { approver: "eve" }),
			{ ...good, statement: { ...good.statement, waivesCoolingOff: true } },
			{ ...good, publicKey: (await signed(statement, "ben")).publicKey },
		];
		for (const approval of wrong) {
			const answer = await hand(approval);
			expect([answer.statusCode, answer.json().code]).toEqual([403, "approval-refused"]);
		}
		expect((await wire.v1("GET", "/v1/tenant")).json().wipe.approvals).toEqual([]);
		expect((await wire.v1("DELETE", "/v1/tenant/wipe")).json()).toMatchObject({ state: "cancelled" });
	});

	test("disabling needs the tenant's name, and nothing is served after it", async () => {
		expect((await wire.v1("POST", "/v1/tenant/disable", { confirm: "other" })).json().errors[0].pointer).toBe(
			"/confirm",
		);
		expect((await wire.v1("POST", "/v1/tenant/disable", { confirm: "acme" })).json()).toMatchObject({
			status: "disabled",
		});
		expect((await wire.v1("GET", "/v1/candidates/x")).statusCode).toBe(401);
	});
});

test("the record of processing says what the settings say, and changes with them", async () => {
	await wire.v1("PUT", "/v1/webhooks/events", HOOK);
	await wire.v1("PUT", "/v1/retention", { rules: [{ id: "rejected", outcomes: ["rejected"], days: 180 }] });
	await wire.v1("PATCH", "/v1/sync/settings", { interviewFeedback: false });
	const record = (await wire.v1("GET", "/v1/processing-record")).json();
	expect(record).toMatchObject({
		controller: { tenant: "acme" },
		retention: { rules: [{ id: "rejected", days: 180 }] },
		transfers: { hosts: [new URL(HOOK.url).host] },
		signalDays: null,
	});
	const feedback = record.categories.find(({ name }: { name: string }) => name === "interview feedback");
	expect(feedback.switchedOn).toBe(false);
	await wire.tenancy.tenants.update("acme" as never, {
		name: "# Acme <b>",
		settings: { signals: true, signalDays: 7 },
	});
	const after = (await wire.v1("GET", "/v1/processing-record")).json();
	expect(after.signalDays).toBe(7);
	const text = processingMarkdown(after);
	expect(text).toContain("rejected: 180 days after the last activity (outcomes rejected)");
	expect(text).toContain("interview feedback: recommendation, evaluations, interviewer (not taken)");
	expect(text).toContain("\\# Acme \\<b\\>");
});

test("all that the record of processing says is there in German, however the service is set up", async () => {
	const scope = await wire.tenancy.openScope({
		tenant: "acme" as never,
		actor: { kind: "system", id: "test" },
		purpose: "test",
	});
	const settings = { unifiedSearch: true, learnedRelatedness: true, meaningSimilarity: true, signals: true };
	const all = { ...scope, tenant: { ...scope.tenant, settings: { ...scope.tenant.settings, ...settings } } };
	const hook = { id: "events", url: HOOK.url, events: ["candidate.deleted"], active: true };
	const ats = { type: "UNIFIED_SEARCH", name: null, enabled: true };
	const deployments = [
		{ engine: "embedded", tls: true, embeddings: { host: "a.example", people: true }, version: "1" },
		{ engine: "elasticsearch", tls: false, embeddings: { host: "a.example", people: false }, version: "1" },
	] as const;
	for (const deployment of deployments) {
		const { purposes, dataSubjects, categories, recipients, transfers, security } = await processingRecord(all, {
			deployment,
			clock: () => new Date(),
			webhooks: { list: async () => [hook as never] },
			integrations: { list: async () => [ats as never] },
		});
		const said = [
			...purposes,
			...dataSubjects.map(({ name }) => name),
			...categories.flatMap(({ name, examples }) => [name, ...examples]),
			...recipients.flatMap(({ kind, name, data }) => (kind === "webhook" || kind === "ats" ? [data] : [name, data])),
			transfers.remark,
			...security,
		];
		expect(said.filter((text) => saidDe(text) === text)).toEqual([]);
	}
});
