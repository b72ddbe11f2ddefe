import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import type { TenantId } from "../../src/domain/tenant.ts";
import { entryHash } from "../../src/tenancy/audit-entry.ts";
import { checkExport, exportLog } from "../../src/tenancy/audit-export.ts";
import { entryLeaf, isHeadSigned, type SignedHead } from "../../src/tenancy/audit-tree.ts";
import { canonicalJson } from "../../src/tenancy/canonical-json.ts";
import { isConsistent, isIncluded } from "../../src/tenancy/merkle.ts";
import type { Scope } from "../../src/tenancy/scope.ts";
import { codeOf, openRig, type Rig } from "./rig.ts";

const access = (scope: Scope, count: number) =>
	scope.record("search", { queryDigest: scope.digest(`query ${count}`) }, async () => ({
		value: count,
		result: { outcome: "ok", count },
	}));

async function logOf(entries: number) {
	const rig = await openRig();
	const tenant = await rig.tenant("acme");
	const scope = await rig.scope(tenant);
	const add = async (more: number) => {
		await Promise.all(Array.from({ length: more }, (_, n) => access(scope, n)));
	};
	await add(entries - 2);
	return { rig, tenant, add, audit: rig.tenancy.audit };
}

const hex = (text: string) => Buffer.from(text, "hex");
const linesOf = async (rig: Rig, tenant: TenantId): Promise<string[]> => {
	const lines: string[] = [];
	for await (const line of exportLog(rig.tenancy.audit, tenant)) lines.push(line);
	return lines;
};

test("a head covers the log as it is, and later ones prove that they go on from it, over restarts", async () => {
	const { rig, tenant, add, audit } = await logOf(300);
	const first = await audit.signedHead(tenant);
	expect(first.head).toMatchObject({ tenant: "acme", size: 300 });
	expect(isHeadSigned(first)).toBe(true);
	await add(400);
	const second = await (await rig.again()).audit.signedHead(tenant);
	expect([second.head.size, second.fingerprint]).toEqual([700, first.fingerprint]);
	for (const from of [1, 2, 255, 256, 257, 300, 512, 699]) {
		const path = (await audit.consistency(tenant, from, 700)).map(hex);
		if (from !== 300) continue;
		const roots = { fromRoot: hex(first.head.root), toRoot: hex(second.head.root) };
		expect(isConsistent({ from, to: 700, ...roots, path })).toBe(true);
	}
	const platform = rig.raw.get(`audit:${tenant}`);
	for (const seq of [1, 2, 256, 257, 511, 512, 513, 699, 700]) {
		const [entry] = (await platform?.read("audit", { ids: [String(seq).padStart(16, "0")] })) ?? [];
		const path = await audit.inclusion(tenant, seq, 700);
		expect(JSON.stringify({ path }).length).toBeLessThan(3072);
		const leaf = entryLeaf(entry?.record ?? "");
		const proof = { leaf, index: seq - 1, size: 700, path: path.map(hex), root: hex(second.head.root) };
		expect(isIncluded(proof)).toBe(true);
		expect(isIncluded({ ...proof, index: seq % 700 })).toBe(false);
	}
});

test.each([
	["an entry that is not there yet", (a: Rig["tenancy"]["audit"], t: TenantId) => a.inclusion(t, 11, 11)],
	["an entry beyond the size", (a: Rig["tenancy"]["audit"], t: TenantId) => a.inclusion(t, 5, 4)],
	["entry 0", (a: Rig["tenancy"]["audit"], t: TenantId) => a.inclusion(t, 0, 4)],
	["a later log than there is", (a: Rig["tenancy"]["audit"], t: TenantId) => a.consistency(t, 4, 11)],
	["one that goes back", (a: Rig["tenancy"]["audit"], t: TenantId) => a.consistency(t, 5, 4)],
])("%s has no proof", async (_, ask) => {
	const { audit, tenant } = await logOf(10);
	expect(await codeOf(ask(audit, tenant))).toBe("invalid-field");
});

test("of a tenant that nobody knows there is no head", async () => {
	const { audit } = await logOf(3);
	expect(await codeOf(audit.signedHead("nobody" as TenantId))).toBe("tenant-unavailable");
});

describe("an export", () => {
	let rig: Rig;
	let tenant: TenantId;
	let lines: string[];
	let earlier: SignedHead;
	beforeAll(async () => {
		const made = await logOf(20);
		({ rig, tenant } = made);
		earlier = await rig.tenancy.audit.signedHead(tenant);
		await made.add(20);
		lines = await linesOf(rig, tenant);
	});

	test("is whole, by itself and against a head that was kept", async () => {
		expect(lines).toHaveLength(41);
		const verdict = await checkExport(lines, { trusted: earlier.fingerprint, witnessed: earlier });
		expect(verdict).toMatchObject({ ok: true, entries: 40, tenant: "acme" });
	});

	test("R25: that is changed anywhere is found out, and where", async () => {
		await fc.assert(
			fc.asyncProperty(fc.integer({ min: 1, max: 40 }), fc.nat(), fc.constantFrom(..."09afX"), async (at, n, sign) => {
				const line = lines[at] as string;
				const place = n % line.length;
				const changed = line.slice(0, place) + sign + line.slice(place + 1);
				fc.pre(changed !== line);
				const verdict = await checkExport(lines.with(at, changed), { trusted: earlier.fingerprint });
				expect(verdict).toMatchObject({ ok: false, fault: { line: at + 1 } });
			}),
			{ numRuns: 300 },
		);
	});

	test.each([
		["cut at its end", () => lines.slice(0, -1)],
		["without one", () => lines.toSpliced(7, 1)],
		["with one twice", () => lines.toSpliced(7, 0, lines[7] as string)],
		["in another order", () => lines.with(7, lines[8] as string).with(8, lines[7] as string)],
		["with no entries", () => lines.slice(0, 1)],
	])("%s does not pass", async (_, change) => {
		expect((await checkExport(change())).ok).toBe(false);
	});

	/** Whoever holds the entries can make a chain that fits; he lacks the key that signs, and the head that was kept has another root. */
	test("that was forged with a new chain passes neither by the signature nor by the head that was kept", async () => {
		let previous = "";
		const forged = lines.slice(1).map((line, index) => {
			const { hash: _, ...entry } = JSON.parse(line);
			if (index === 9) entry.result = { ...entry.result, count: 99 };
			if (index > 9) entry.previous = previous;
			previous = entryHash(entry);
			return canonicalJson({ ...entry, hash: previous });
		});
		expect((await checkExport([lines[0] as string, ...forged])).ok).toBe(false);
		const other = await logOf(40);
		const theirs = await linesOf(other.rig, other.tenant);
		const foreign = await checkExport(theirs, { trusted: earlier.fingerprint });
		expect(foreign).toMatchObject({ ok: false, fault: { line: 1 } });
		expect(await checkExport(theirs, { witnessed: earlier })).toMatchObject({ ok: false, fault: { line: 1 } });
	});

	test("that was signed with another key passes neither as the trusted one's nor as the kept head's, whatever it is called", async () => {
		const other = await logOf(40);
		const [first = "", ...entries] = await linesOf(other.rig, other.tenant);
		const line = JSON.parse(first) as { signedHead: SignedHead };
		const forged = JSON.stringify({ ...line, signedHead: { ...line.signedHead, fingerprint: earlier.fingerprint } });
		const bad = { ok: false, fault: { line: 1, reason: "the fingerprint is not that of the key" } };
		expect(await checkExport([forged, ...entries], { trusted: earlier.fingerprint })).toMatchObject(bad);
		expect(await checkExport([forged, ...entries])).toMatchObject(bad);
		const kept = { ...line.signedHead, fingerprint: earlier.fingerprint };
		const verdict = await checkExport(lines, { trusted: earlier.fingerprint, witnessed: kept });
		expect(verdict).toMatchObject({ ok: false, fault: { line: 1 } });
	});

	test("of an earlier state does not contain what was witnessed later", async () => {
		const latest = (JSON.parse(lines[0] as string) as { signedHead: SignedHead }).signedHead;
		const old = [JSON.stringify({ format: "tributary/audit-export/v1", signedHead: earlier }), ...lines.slice(1, 21)];
		expect((await checkExport(old)).ok).toBe(true);
		expect(await checkExport(old, { witnessed: latest })).toMatchObject({ ok: false });
	});

	test.each(["", "{}", "no json"])("that begins with %j is none", async (first) => {
		expect(await codeOf(checkExport([first]))).toBe("invalid-field");
	});
});

test("heads asked for at once, by several processes, while entries come, all fit together", async () => {
	const { rig, tenant, add } = await logOf(250);
	const others = [rig.tenancy, await rig.again(), await rig.again()];
	const asked = [...others, ...others].map((one) => one.audit.signedHead(tenant));
	const [heads] = await Promise.all([Promise.all(asked), add(50)]);
	const last = await rig.tenancy.audit.signedHead(tenant);
	for (const { head } of heads) {
		const path = (await rig.tenancy.audit.consistency(tenant, head.size, last.head.size)).map(hex);
		const roots = { fromRoot: hex(head.root), toRoot: hex(last.head.root) };
		expect(isConsistent({ from: head.size, to: last.head.size, ...roots, path })).toBe(true);
	}
});
