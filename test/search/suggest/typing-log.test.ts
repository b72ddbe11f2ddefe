import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { TributaryError } from "../../../src/errors.ts";
import { TypingLog } from "../../../src/search/suggest/typing-log.ts";
import type { Scope } from "../../../src/tenancy/scope.ts";
import { openWorld } from "../world.ts";

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

async function open(actor = "r-1") {
	const world = await openWorld({});
	let fails = false;
	const scope: Scope = {
		...world.scope,
		actor: { kind: "client", id: actor },
		record: async (...args) => {
			if (fails) throw new TributaryError("audit-unavailable");
			return world.scope.record(...args);
		},
	};
	const log = new TypingLog(10_000);
	const type = (text: string) => log.record(scope, text, async () => text.length);
	return { log, type, scope, audit: world.audit, fail: (now: boolean) => (fails = now) };
}

test("the first answer is in the log before it is given, those that follow together with their number", async () => {
	const { type, audit, scope } = await open();
	expect(await type("j")).toBe(1);
	expect(audit).toEqual([
		{ action: "suggest", subject: { queryDigest: scope.digest("j") }, result: { outcome: "ok" } },
	]);
	for (const text of ["ja", "jav", "java"]) expect(await type(text)).toBe(text.length);
	expect(audit).toHaveLength(1);
	await vi.advanceTimersByTimeAsync(10_000);
	expect(audit[1]).toEqual({
		action: "suggest",
		subject: { queryDigest: scope.digest("java"), count: 3 },
		result: { outcome: "ok", count: 3 },
	});
	await type("k");
	expect(audit).toHaveLength(3);
	await vi.advanceTimersByTimeAsync(60_000);
	expect(audit).toHaveLength(3);
});

test("nothing is answered while the log cannot be written", async () => {
	const { type, audit, fail } = await open();
	fail(true);
	await expect(type("j")).rejects.toMatchObject({ code: "audit-unavailable" });
	fail(false);
	await type("j");
	await type("ja");
	fail(true);
	await vi.advanceTimersByTimeAsync(10_000);
	await expect(type("jav")).rejects.toMatchObject({ code: "audit-unavailable" });
	fail(false);
	await type("java");
	expect(audit.map(({ result }) => result)).toEqual([
		{ outcome: "ok" },
		{ outcome: "ok", count: 1 },
		{ outcome: "ok" },
	]);
});

test("closing writes what is owed", async () => {
	const { type, log, audit } = await open();
	await type("j");
	await type("ja");
	await log.close();
	expect(audit).toHaveLength(2);
});
