import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { TenantId } from "../../src/domain/tenant.ts";
import { TributaryError } from "../../src/errors.ts";
import { type AuditDraft, entryHash } from "../../src/tenancy/audit-entry.ts";
import { createAuditLog } from "../../src/tenancy/audit-log.ts";
import { canonicalJson } from "../../src/tenancy/canonical-json.ts";
import type { Scope } from "../../src/tenancy/scope.ts";
import { codeOf, openRig, type Rig } from "./rig.ts";

async function opened(): Promise<{ rig: Rig; tenant: TenantId; scope: Scope }> {
	const rig = await openRig();
	const tenant = await rig.tenant("demo-a");
	return { rig, tenant, scope: await rig.scope(tenant) };
}

const search = (scope: Scope, count = 0) =>
	scope.record("search", { queryDigest: scope.digest(`query ${count}`) }, async () => ({
		value: count,
		result: { outcome: "ok", count },
	}));

/** A tenant with ten entries, two of them of its making, and the log's store as an intruder has it. */
async function tenEntries() {
	const { rig, tenant, scope } = await opened();
	for (let n = 0; n < 8; n++) await search(scope, n);
	const log = rig.raw.get(`audit:${tenant}`);
	if (log === undefined) throw new Error("the log was not opened");
	return { rig, tenant, scope, log };
}

describe("a log", () => {
	test("numbers and links its entries, and is whole", async () => {
		const { rig, tenant } = await tenEntries();
		const entries = await rig.tenancy.audit.read(tenant, { limit: 100 });
		expect(entries.map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
		entries.reduce((before, entry) => {
			expect(entry.previous).toBe(before.hash);
			return entry;
		});
		const verdict = await rig.tenancy.audit.verify(tenant);
		expect(verdict).toEqual({ entries: 10, ok: true, unfinished: [], head: { seq: 10, hash: entries.at(-1)?.hash } });
	});

	test("is read in pages and from its end", async () => {
		const { rig, tenant } = await tenEntries();
		const { audit } = rig.tenancy;
		expect((await audit.read(tenant, { limit: 3 })).map(({ seq }) => seq)).toEqual([1, 2, 3]);
		expect((await audit.read(tenant, { after: 8, limit: 5 })).map(({ seq }) => seq)).toEqual([9, 10]);
		expect((await audit.latest(tenant, 2)).map(({ seq }) => seq)).toEqual([10, 9]);
	});

	test("of an unknown tenant is unavailable", async () => {
		const { tenancy } = await openRig();
		const nobody = "nobody" as TenantId;
		expect(await codeOf(tenancy.audit.read(nobody, { limit: 1 }))).toBe("tenant-unavailable");
		expect(await codeOf(tenancy.audit.verify(nobody))).toBe("tenant-unavailable");
	});

	test("begins differently for every tenant", async () => {
		const rig = await openRig();
		const ids = [await rig.tenant("demo-a"), await rig.tenant("demo-b")];
		const firsts = await Promise.all(ids.map((id) => rig.tenancy.audit.read(id, { limit: 1 })));
		expect(firsts[0]?.[0]?.previous).not.toBe(firsts[1]?.[0]?.previous);
	});
});

describe("appends", () => {
	test("that wait together share a write, and each gets its own place", async () => {
		const { rig, tenant, scope } = await opened();
		let writes = 0;
		rig.hook = (label, operation) => {
			if (label === `audit:${tenant}` && operation === "write") writes++;
		};
		await Promise.all(Array.from({ length: 200 }, (_, n) => search(scope, n)));
		expect(writes).toBeLessThan(20);
		const entries = await rig.tenancy.audit.read(tenant, { limit: 1000 });
		expect(entries.slice(2).map(({ result }) => result.count)).toEqual(Array.from({ length: 200 }, (_, n) => n));
		expect(await rig.tenancy.audit.verify(tenant)).toMatchObject({ ok: true, entries: 202 });
	});

	test("of several processes find their places one after the other, and none is lost", async () => {
		const { rig, tenant, scope } = await opened();
		const others = await Promise.all([rig.again(), rig.again()]);
		const scopes = await Promise.all(
			others.map((t) => t.openScope({ tenant, actor: { kind: "operator", id: "x" }, purpose: "x" })),
		);
		const appends = [scope, ...scopes].flatMap((each) => Array.from({ length: 20 }, (_, n) => search(each, n)));
		await Promise.all(appends);
		for (let n = 0; n < 10; n++) for (const each of [scope, ...scopes]) await search(each, 1000 + n);
		expect(await rig.tenancy.audit.verify(tenant)).toMatchObject({ ok: true, entries: 92 });
	});

	test("that a cluster takes no writes refuses by its name, which says what to do", async () => {
		const { rig, scope } = await opened();
		rig.hook = (label, operation) => {
			if (label.startsWith("audit:") && operation === "write") throw new TributaryError("cluster-read-only");
		};
		expect(await codeOf(search(scope))).toBe("cluster-read-only");
	});

	test("go on after a write of which nobody knows whether it arrived", async () => {
		const { rig, tenant, scope } = await opened();
		const audit = rig.raw.get(`audit:${tenant}`);
		let lost = false;
		rig.hook = async (label, operation) => {
			if (label !== `audit:${tenant}` || operation !== "write" || lost) return;
			lost = true;
			const [head] = (await audit?.read("setting", { ids: ["audit-head"] })) ?? [];
			// Another process writes at this very moment, and then this process's own write fails.
			const other = await rig.again();
			await search(await other.openScope({ tenant, actor: { kind: "operator", id: "x" }, purpose: "x" }));
			expect(head).toBeDefined();
			throw new TributaryError("store-unavailable");
		};
		expect(await codeOf(search(scope))).toBe("audit-unavailable");
		await expect(search(scope, 7)).resolves.toBe(7);
		expect(await rig.tenancy.audit.verify(tenant)).toMatchObject({ ok: true, entries: 4 });
	});
});

describe("tampering is found", () => {
	const place = (seq: number) => String(seq).padStart(16, "0");
	const stored = async (log: NonNullable<ReturnType<Rig["raw"]["get"]>>, seq: number) => {
		const [found] = await log.read("audit", { ids: [place(seq)] });
		return JSON.parse(found?.record ?? "") as Record<string, unknown> & { hash: string };
	};
	const put = (seq: number, entry: object | string) =>
		({
			op: "put",
			collection: "audit",
			id: place(seq),
			record: typeof entry === "string" ? entry : canonicalJson(entry),
		}) as const;
	const rehashed = ({ hash: _, ...entry }: Record<string, unknown>) => ({ ...entry, hash: entryHash(entry as never) });

	test("R25: any one character of any entry", async () => {
		const { rig, tenant, log } = await tenEntries();
		const records = await log.list("audit", { limit: 20 });
		await fc.assert(
			fc.asyncProperty(fc.nat({ max: 9 }), fc.nat(), fc.constantFrom(...'09afX" '), async (index, at, character) => {
				const { id, record } = records[index] ?? { id: "", record: "" };
				const position = at % record.length;
				const changed = record.slice(0, position) + character + record.slice(position + 1);
				fc.pre(changed !== record && isJson(changed));
				await log.write([{ op: "put", collection: "audit", id, record: changed }]);
				expect(await rig.tenancy.audit.verify(tenant)).toMatchObject({ ok: false, firstBad: index + 1 });
				await log.write([{ op: "put", collection: "audit", id, record }]);
			}),
			{ numRuns: 300 },
		);
		expect(await rig.tenancy.audit.verify(tenant)).toMatchObject({ ok: true });
	});

	test("an entry that means the same but is written otherwise", async () => {
		const { rig, tenant, log } = await tenEntries();
		const entry = await stored(log, 4);
		for (const text of [
			JSON.stringify(entry, null, 1),
			JSON.stringify(Object.fromEntries(Object.entries(entry).reverse())),
		]) {
			await log.write([put(4, text)]);
			expect(await rig.tenancy.audit.verify(tenant)).toMatchObject({ ok: false, firstBad: 4 });
		}
	});

	test("an entry taken out, at the first, a middle and the last place", async () => {
		for (const seq of [1, 5, 10]) {
			const { rig, tenant, log } = await tenEntries();
			await log.write([{ op: "delete", collection: "audit", id: place(seq) }]);
			expect(await rig.tenancy.audit.verify(tenant)).toMatchObject({ ok: false, firstBad: seq, entries: seq - 1 });
		}
	});

	test("R25: the whole tail cut off, and with it the head put back", async () => {
		const { rig, tenant, log } = await tenEntries();
		const entry = await stored(log, 6);
		const [head] = await log.read("setting", { ids: ["audit-head"] });
		const forged = JSON.stringify({ ...JSON.parse(head?.record ?? ""), seq: 6, hash: entry.hash });
		await log.write([7, 8, 9, 10].map((seq) => ({ op: "delete", collection: "audit", id: place(seq) })));
		expect(await rig.tenancy.audit.verify(tenant)).toMatchObject({ ok: false, firstBad: 7 });
		await log.write([{ op: "put", collection: "setting", id: "audit-head", record: forged }]);
		expect(await rig.tenancy.audit.verify(tenant)).toMatchObject({ ok: false, reason: "the kept head was changed" });
	});

	test("everything deleted, head and all, by whoever noted a head before", async () => {
		const { rig, tenant, log } = await tenEntries();
		const { head } = await rig.tenancy.audit.verify(tenant);
		const all = await log.list("audit", { limit: 20 });
		await log.write([
			...all.map(({ id }) => ({ op: "delete", collection: "audit", id }) as const),
			{ op: "delete", collection: "setting", id: "audit-head" },
		]);
		expect(await rig.tenancy.audit.verify(tenant, head)).toMatchObject({ ok: false, firstBad: 1 });
	});

	test("two entries exchanged, and one copied", async () => {
		const { rig, tenant, log } = await tenEntries();
		const [third, fourth] = [await stored(log, 3), await stored(log, 4)];
		await log.write([put(3, fourth), put(4, third)]);
		expect(await rig.tenancy.audit.verify(tenant)).toMatchObject({ ok: false, firstBad: 3 });
		await log.write([put(3, third), put(4, rehashed({ ...third, seq: 4 }))]);
		expect(await rig.tenancy.audit.verify(tenant)).toMatchObject({ ok: false, firstBad: 4 });
	});

	test("an entry changed with its hash made anew breaks the link of the next", async () => {
		const { rig, tenant, log } = await tenEntries();
		const entry = await stored(log, 5);
		await log.write([put(5, rehashed({ ...entry, action: "audit.read" }))]);
		expect(await rig.tenancy.audit.verify(tenant)).toMatchObject({ ok: false, firstBad: 6 });
	});

	test("the whole chain made anew from a changed entry on, without the master key", async () => {
		const { rig, tenant, log } = await tenEntries();
		let previous = (await stored(log, 4)).hash;
		for (let seq = 5; seq <= 10; seq++) {
			const entry = rehashed({ ...(await stored(log, seq)), previous, purpose: "forged" });
			await log.write([put(seq, entry)]);
			previous = entry.hash;
		}
		expect(await rig.tenancy.audit.verify(tenant)).toMatchObject({ ok: false, entries: 10 });
	});

	test("an entry added at the end", async () => {
		const { rig, tenant, log } = await tenEntries();
		const last = await stored(log, 10);
		await log.write([put(11, rehashed({ ...last, seq: 11, previous: last.hash }))]);
		expect(await rig.tenancy.audit.verify(tenant)).toMatchObject({ ok: false });
	});

	test("another tenant's log in place of this one", async () => {
		const { rig, tenant, log } = await tenEntries();
		const other = await rig.tenant("demo-b");
		const foreign = (await rig.raw.get(`audit:${other}`)?.list("audit", { limit: 1 }))?.[0];
		await log.write([{ op: "put", collection: "audit", id: place(1), record: foreign?.record ?? "" }]);
		expect(await rig.tenancy.audit.verify(tenant)).toMatchObject({ ok: false, firstBad: 1 });
	});

	test("R25: a branch: a head that was noted is not in the chain", async () => {
		const { rig, tenant } = await tenEntries();
		const { head } = await rig.tenancy.audit.verify(tenant);
		expect(await rig.tenancy.audit.verify(tenant, head)).toMatchObject({ ok: true });
		const other = { seq: head.seq, hash: "0".repeat(64) };
		expect(await rig.tenancy.audit.verify(tenant, other)).toMatchObject({ ok: false, firstBad: 10 });
		const later = { seq: head.seq + 1, hash: head.hash };
		expect(await rig.tenancy.audit.verify(tenant, later)).toMatchObject({ ok: false, firstBad: 11 });
	});

	test("and a log whose head was changed takes no more entries", async () => {
		const { rig, tenant, log } = await tenEntries();
		await log.write([{ op: "delete", collection: "setting", id: "audit-head" }]);
		const restarted = await rig.again();
		const scope = await restarted.openScope({ tenant, actor: { kind: "operator", id: "x" }, purpose: "x" });
		expect(await codeOf(search(scope))).toBe("audit-unavailable");
	});
});

test("R24: a store that hangs is given up after the deadline, and used again when it answers", async () => {
	const { rig, tenant } = await opened();
	const store = rig.raw.get(`audit:${tenant}`);
	if (store === undefined) throw new Error("the log was not opened");
	const blocked = Promise.withResolvers<void>();
	let isBlocked = true;
	const slow = {
		...{ read: store.read.bind(store), list: store.list.bind(store) },
		write: async (...given: Parameters<typeof store.write>) => {
			if (isBlocked) await blocked.promise;
			return store.write(...given);
		},
	};
	const headKeys = await rig.vault.derivations(`audit-head:audit:${tenant}`);
	const log = createAuditLog({ store: slow as typeof store, tenant, headKeys, deadline: 200 });
	const draft: AuditDraft = {
		at: rig.now.toISOString(),
		actor: { kind: "system", id: "x" },
		action: "search",
		purpose: "x",
		subject: {},
		result: { outcome: "ok" },
	};
	expect(await codeOf(log.append(draft))).toBe("audit-unavailable");
	// Who comes while it hangs is refused sooner, before a timer of half the time rings.
	const half = Promise.withResolvers<string>();
	setTimeout(half.resolve, 100, "waited again");
	expect(await Promise.race([codeOf(log.append(draft)), half.promise])).toBe("audit-unavailable");
	isBlocked = false;
	blocked.resolve();
	await expect(log.append(draft)).resolves.toMatchObject({ seq: 5 });
	expect(await rig.tenancy.audit.verify(tenant)).toMatchObject({ ok: true, entries: 5 });
});

function isJson(text: string): boolean {
	try {
		JSON.parse(text);
		return true;
	} catch {
		return false;
	}
}
