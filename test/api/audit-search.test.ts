import { afterAll, beforeAll, expect, test } from "vitest";
import { parseTenantId } from "../../src/domain/tenant.ts";
import type { AuditEntry } from "../../src/tenancy/audit-entry.ts";
import { searchAudit } from "../../src/tenancy/audit-search.ts";
import { type Office, openOffice } from "../accounts/people.ts";

let harness: Office;
let token: string;
beforeAll(async () => {
	harness = await openOffice();
	token = await harness.tokenOf("acme");
	const authorization = `Bearer ${token}`;
	for (const id of ["c-1", "c-2"]) {
		const headers = { authorization, "content-type": "text/plain" };
		await harness.app.inject({ method: "PUT", url: `/v1/candidates/${id}/resume`, payload: "Jane Roe", headers });
		await harness.app.inject({ url: `/v1/candidates/${id}`, headers: { authorization } });
	}
});
afterAll(() => harness.close());

const get = async (query: Record<string, string>) =>
	(
		await harness.app.inject({ url: "/v1/audit/search", query, headers: { authorization: `Bearer ${token}` } })
	).json() as { readonly items: AuditEntry[]; readonly next: number | null };

test("entries are found by action, by whom or what they are about, by outcome and time", async () => {
	const opened = await get({ action: "candidate.read", about: "c-2" });
	expect(opened.items.map(({ action, subject }) => [action, subject.candidateId])).toEqual([["candidate.read", "c-2"]]);
	expect(opened.next).toBeNull();
	const both = await get({ action: "candidate.read,resume.store", outcome: "ok" });
	expect(both.items.map(({ action }) => action)).toEqual([
		"candidate.read",
		"resume.store",
		"candidate.read",
		"resume.store",
	]);
	expect((await get({ since: "2099-01-01T00:00:00Z" })).items).toEqual([]);
	expect((await get({ until: "2000-01-01T00:00:00Z" })).items).toEqual([]);
	expect((await get({ actor: "nobody" })).items).toEqual([]);
});

test("pages follow each other without loss or repetition", async () => {
	const all = (await get({ limit: "200", action: "candidate.read,resume.store" })).items.map(({ seq }) => seq);
	const seen: number[] = [];
	for (let before: number | null | undefined; before !== null; ) {
		const query = { limit: "3", action: "candidate.read,resume.store" };
		const page = await get({ ...query, ...(before === undefined ? {} : { before: String(before) }) });
		seen.push(...page.items.map(({ seq }) => seq));
		before = page.next;
	}
	expect(seen).toEqual(all);
});

test("a filter that nothing passes looks at so many entries, and says where to go on", async () => {
	let asked = 0;
	const newest = async ({ before = 30_001, limit }: { before?: number | undefined; limit: number }) => {
		asked++;
		return Array.from({ length: Math.min(limit, before - 1) }, (_, index) => {
			return { seq: before - 1 - index, at: "2026-01-01T00:00:00Z", actor: { id: "x" }, subject: {}, result: {} };
		}) as unknown as AuditEntry[];
	};
	expect(await searchAudit(newest, { actor: "y" }, { limit: 10 })).toEqual({ items: [], next: 10_001 });
	expect(asked).toBe(20);
	expect(await searchAudit(newest, { actor: "y" }, { limit: 10, before: 10_001 })).toEqual({ items: [], next: null });
});

test("a sign-off is an entry with who, how far and the root; another log's head and one signed by others are refused", async () => {
	const headers = { authorization: `Bearer ${token}` };
	const head = (await harness.app.inject({ url: "/v1/audit/head", headers })).json();
	const ida = await harness.person("Ida", { roles: ["auditor"] });
	const body = (given: object) => ({ head: given, finding: "followed-up" });
	const sign = (given: object) => ida.call("POST", "/v1/audit/reviews", body(given));
	const byClient = { method: "POST", url: "/v1/audit/reviews", headers, payload: body(head) } as const;
	expect((await harness.app.inject(byClient)).json()).toMatchObject({ status: 403, code: "account-required" });
	const signed = await sign(head);
	expect([signed.statusCode, signed.json()]).toEqual([
		201,
		expect.objectContaining({
			action: "audit.review",
			actor: { kind: "account", id: ida.account.id },
			subject: { count: head.head.size, sha256: head.head.root, about: "followed-up" },
			concludes: expect.any(Number),
		}),
	]);
	const others = await harness.tenancy.audit.signedHead(parseTenantId("other"));
	for (const forged of [others, { ...head, head: { ...head.head, size: head.head.size + 1 } }]) {
		const answer = await sign(forged);
		expect([answer.statusCode, answer.json().code]).toEqual([422, "invalid-field"]);
	}
});
