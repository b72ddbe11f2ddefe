import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { checkExport } from "../../src/tenancy/audit-export.ts";
import { segmentLines, writeSegment } from "../../src/tenancy/audit-segments.ts";
import { openWire, type Wire } from "../api/middleware/wire-rig.ts";

const folder = mkdtempSync(path.join(os.tmpdir(), "tributary-segments-"));
let wire: Wire;
beforeAll(async () => {
	wire = await openWire();
});
afterAll(async () => {
	await wire.close();
	rmSync(folder, { recursive: true });
});

const carry = () => writeSegment(wire.tenancy.audit, "acme" as never, folder);
const check = () => checkExport(segmentLines(folder));

test("a log is carried on in files that are never changed, and what was cut off is written anew", async () => {
	const first = await carry();
	expect(first?.from).toBe(1);
	expect(await carry()).toBeNull();
	const before = readdirSync(folder).map((name) => [name, readFileSync(path.join(folder, name), "utf8")]);
	for (let index = 0; index < 5; index++) await wire.v1("GET", "/v1/retention");
	// A crash between the entries and their head leaves entries that no head covers.
	writeFileSync(
		path.join(folder, `entries-${String((first?.to ?? 0) + 1).padStart(16, "0")}-0000000000000099.ndjson`),
		"{}",
	);
	const second = await carry();
	expect(second).toEqual({ from: (first?.to ?? 0) + 1, to: (first?.to ?? 0) + 5 });
	expect(await check()).toMatchObject({ ok: true, entries: second?.to, tenant: "acme" });
	for (const [name, text] of before) expect(readFileSync(path.join(folder, name ?? ""), "utf8")).toBe(text);
});

test("what was changed or taken away in the folder is found", async () => {
	const name = readdirSync(folder).find((one) => one.startsWith("entries-0000000000000001-")) ?? "";
	const file = path.join(folder, name);
	const text = readFileSync(file, "utf8");
	writeFileSync(file, text.replace('"tenant.create"', '"tenant.change"'));
	expect((await check()).ok).toBe(false);
	rmSync(file);
	expect((await check()).ok).toBe(false);
	writeFileSync(file, text);
	expect((await check()).ok).toBe(true);
	await expect(
		writeSegment(
			{
				...wire.tenancy.audit,
				signedHead: async (id) => ({ ...(await wire.tenancy.audit.signedHead(id)), head: { size: 1 } }) as never,
			},
			"acme" as never,
			folder,
		),
	).rejects.toMatchObject({ code: "audit-unavailable" });
});
