import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { parseTenantId } from "../../src/domain/tenant.ts";
import { openMemoryEngine } from "../../src/engine/memory/engine.ts";
import { TributaryError } from "../../src/errors.ts";
import type { AuditSink } from "../../src/tenancy/audit-sink/audit-sink.ts";
import { compareWithSink } from "../../src/tenancy/audit-sink/compare.ts";
import { folderSink } from "../../src/tenancy/audit-sink/folder-sink.ts";
import { programSink } from "../../src/tenancy/audit-sink/program-sink.ts";
import { openTenancy } from "../../src/tenancy/tenancy.ts";
import { OPERATOR } from "../../src/tenancy/tenants.ts";
import { createMasterKeyFile, openVault } from "../../src/tenancy/vault.ts";

const folder = mkdtempSync(path.join(os.tmpdir(), "tributary-sink-"));
afterAll(() => rmSync(folder, { recursive: true }));
createMasterKeyFile(path.join(folder, "master.key"));
const acme = parseTenantId("acme");

/** A tenant with the sink, and what is asked of it: whether it was answered. */
async function served(auditSink: AuditSink) {
	const vault = await openVault({ file: path.join(folder, "master.key") });
	const tenancy = await openTenancy({ engine: openMemoryEngine(), vault, auditSink });
	await tenancy.tenants.create({ id: "acme", name: "acme" });
	const scope = await tenancy.openScope({ tenant: acme, actor: OPERATOR, purpose: "test" });
	const ask = () =>
		scope
			.record("search", { page: 1 }, async () => ({ value: "answered", result: { outcome: "ok" } }))
			.catch((error) => (error instanceof TributaryError ? error.code : "another"));
	return { tenancy, ask };
}

/** What the lines of a folder say, in the order of their numbers. */
const seqsIn = (place: string) =>
	readdirSync(place)
		.flatMap((name) => readFileSync(path.join(place, name), "utf8").split("\n"))
		.filter((line) => line !== "")
		.map((line) => JSON.parse(line).seq as number)
		.toSorted((a, b) => a - b);
const upTo = (count: number) => Array.from({ length: count }, (_, at) => at + 1);

/** A program that keeps lines in a file, and fails as a word in another file says. */
function program(name: string) {
	const [file, word, script] = ["kept", "word", "mjs"].map((end) => path.join(folder, `${name}.${end}`)) as [
		string,
		string,
		string,
	];
	writeFileSync(word, "");
	writeFileSync(
		script,
		`import { appendFileSync, readFileSync } from "node:fs";
import { createInterface } from "node:readline";
for await (const line of createInterface({ input: process.stdin })) {
	const { format, n, entries } = JSON.parse(line);
	const word = readFileSync(${JSON.stringify(word)}, "utf8");
	if (word === "die") process.exit(1);
	if (word === "hang") continue;
	if (word === "babble") console.log("what?");
	const ok = word === "" && format === "tributary/audit-sink/v1";
	if (ok) appendFileSync(${JSON.stringify(file)}, entries.join("\\n") + "\\n");
	console.log(JSON.stringify({ n, ok }));
}`,
	);
	const say = (text: string) => writeFileSync(word, text);
	const kept = () =>
		readFileSync(file, "utf8")
			.trim()
			.split("\n")
			.map((line) => JSON.parse(line).seq as number);
	return { sink: programSink([process.execPath, script], 1000), say, kept };
}

/** Until it is so: a process that is started anew takes its time on a machine with other work. */
async function soon(isSo: () => Promise<boolean>): Promise<void> {
	for (let tries = 0; tries < 30; tries++) if (await isSo().catch(() => false)) return;
	throw new Error("It did not heal.");
}

describe("a folder", () => {
	test("R24: has every entry before it is answered, and nothing is answered while it cannot be written", async () => {
		const place = path.join(folder, "sink");
		const { tenancy, ask } = await served(folderSink(place));
		expect(await ask()).toBe("answered");
		const answered = (await tenancy.audit.latest(acme, 1))[0]?.seq ?? 0;
		expect(seqsIn(path.join(place, "acme"))).toEqual(upTo(answered));
		const other = await tenancy.tenants.create({ id: "other", name: "other" });
		expect(seqsIn(path.join(place, other.id))).toEqual([1, 2]);
		writeFileSync(path.join(folder, "a-file"), "");
		await expect(served(folderSink(path.join(folder, "a-file")))).rejects.toMatchObject({ code: "audit-unavailable" });
	});

	test("R24: what is on a full disk is not answered, and comes first when there is room again", async () => {
		const place = path.join(folder, "full");
		const real = folderSink(place);
		let isFull = false;
		const { tenancy, ask } = await served({
			...real,
			append: async (tenant, entries) => {
				if (isFull) throw Object.assign(new Error("no space left on device"), { code: "ENOSPC" });
				await real.append(tenant, entries);
			},
		});
		isFull = true;
		expect([await ask(), await ask(), await ask()]).toEqual(Array(3).fill("audit-unavailable"));
		isFull = false;
		expect(await ask()).toBe("answered");
		const last = (await tenancy.audit.latest(acme, 1))[0]?.seq ?? 0;
		expect(seqsIn(path.join(place, "acme"))).toEqual(upTo(last));
		// Of the three that were refused only the first is in the log: after it nothing was added that the other place lacked.
		expect(last).toBe(4);
	});

	test("R25: shows what somebody took out of the log who could write to the store, lines that were cut off aside", async () => {
		const place = path.join(folder, "compared");
		const { tenancy, ask } = await served(folderSink(place));
		for (let at = 0; at < 5; at++) await ask();
		const good = await compareWithSink(tenancy.audit, acme, place);
		expect(good).toEqual({ ok: true, entries: 7, missing: [], onlyInLog: 0, unread: 0 });
		writeFileSync(path.join(place, "acme", "cut.ndjson"), '{"seq":9,"at"');
		expect(await compareWithSink(tenancy.audit, acme, place)).toMatchObject({ ok: true, unread: 1 });
		// Another log of the same tenant, which is sound in itself: as if it had been begun anew.
		const forged = await served(folderSink(path.join(folder, "nowhere")));
		for (let at = 0; at < 3; at++) await forged.ask();
		expect(await forged.tenancy.audit.verify(acme)).toMatchObject({ ok: true });
		const verdict = await compareWithSink(forged.tenancy.audit, acme, place);
		expect(verdict).toMatchObject({ ok: false, entries: 7, missing: [1, 2, 3, 4, 5, 6, 7] });
	});
});

describe("a program", () => {
	test("R24: is answered by, refuses, hangs, is killed, speaks nonsense: nothing is answered without its word, and all heals alone", async () => {
		const { sink, say, kept } = program("whole");
		await soon(async () => (await sink.append(acme, [])) === undefined);
		const { tenancy, ask } = await served(sink);
		expect(await ask()).toBe("answered");
		for (const word of ["refuse", "die", "babble", "hang"]) {
			say(word);
			expect([word, await ask()]).toEqual([word, "audit-unavailable"]);
			say("");
			await soon(async () => (await ask()) === "answered");
		}
		const last = (await tenancy.audit.latest(acme, 1))[0]?.seq ?? 0;
		expect([...new Set(kept())].toSorted((a, b) => a - b)).toEqual(upTo(last));
		expect(await tenancy.audit.verify(acme)).toMatchObject({ ok: true });
		await sink.close();
	});

	test("R24: that cannot be run leaves nothing answered", async () => {
		mkdirSync(path.join(folder, "not-a-program"));
		const sink = programSink([path.join(folder, "not-a-program")]);
		await expect(served(sink)).rejects.toMatchObject({ code: "audit-unavailable" });
		await sink.close();
	});
});
