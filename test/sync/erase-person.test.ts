import { mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { configFor } from "../../src/config.ts";
import { parseTenantId } from "../../src/domain/tenant.ts";
import { importCandidates } from "../../src/ingest/import-candidate.ts";
import { findableLists } from "../../src/ingest/people-lists.ts";
import type { Platform } from "../../src/server/platform.ts";
import { openPlatform } from "../../src/server.ts";
import { erasePerson } from "../../src/sync/erase-person.ts";
import { createMasterKeyFile } from "../../src/tenancy/vault.ts";

/** Somebody who is sent again while he is being erased. */

const folder = mkdtempSync(path.join(os.tmpdir(), "tributary-erase-"));
const acme = parseTenantId("acme");
const ANN = { id: "ann", resume: { basics: { name: "Ann Ophelia" } } };
let platform: Platform;
beforeAll(async () => {
	const masterKey = { file: path.join(folder, "data.key") };
	createMasterKeyFile(masterKey.file);
	platform = await openPlatform(configFor({ dataDir: path.join(folder, "data"), masterKey }));
	await platform.tenancy.tenants.create({ id: acme, name: "Acme" });
});
afterAll(async () => {
	await platform.close();
	rmSync(folder, { recursive: true });
});

/** Erases Ann, who is sent again right after each of the first writes. */
async function erase({ sentAgain }: { readonly sentAgain: number }) {
	const scope = await platform.operatorScope(acme, "test");
	await findableLists(scope);
	await importCandidates(scope, platform.ingest, [ANN]);
	let times = 0;
	const write: typeof scope.store.write = async (changes) => {
		const written = await scope.store.write(changes);
		if (times++ < sentAgain) await importCandidates(scope, platform.ingest, [ANN]);
		return written;
	};
	const deps = { ...platform.ingest, receiptKey: platform.tenancy.certificateKey };
	return erasePerson({ ...scope, store: { ...scope.store, write } }, deps, { candidateId: "ann" }, "art17");
}

test("R37: is erased again, and the receipt comes when nothing of him is left", async () => {
	const receipt = await erase({ sentAgain: 2 });
	expect(receipt).toMatchObject({ receipt: { removed: { person: 3 } } });
	const { store } = await platform.operatorScope(acme, "test");
	expect(await store.read("person", { ids: ["ann"] })).toEqual([null]);
});

test("R37: has no receipt while something of him comes back each time", async () => {
	await expect(erase({ sentAgain: Number.POSITIVE_INFINITY })).rejects.toMatchObject({ code: "internal" });
});
