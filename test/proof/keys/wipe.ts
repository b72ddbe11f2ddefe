import { cpSync, existsSync } from "node:fs";
import path from "node:path";
import { parseTenantId } from "../../../src/domain/tenant.ts";
import { openConnection } from "../../../src/engine/embedded/connection.ts";
import { storePlace } from "../../../src/engine/embedded/paths.ts";
import { verifyCertificate } from "../../../src/tenancy/disposal/certificate.ts";
import { random } from "../../bench/random.ts";
import { type Context, fewer, type Outcome, type Proof } from "../frame/proof.ts";
import { type Served, serveProduct } from "../served/served.ts";
import { filesBelow } from "./forms.ts";

/** Tenants are wiped while the server is killed at random moments: it is gone on with, and no certificate comes before the end. */

async function prove(context: Context): Promise<Outcome> {
	const next = random(context.seed);
	const folder = context.diskFolder();
	const kills = context.amount({ quick: 1, full: 200 });
	const people = context.amount({ quick: 200, full: 1000 });
	const faults: string[] = [];
	let served = await serveProduct(context, { folder });
	await fill(served, "other", 20);
	const others = await served.order("digest", "other");
	for (let at = 0; at < kills; at++) {
		const tenant = `gone-${at}`;
		await fill(served, tenant, people);
		const copy = path.join(context.folder(), "copy");
		cpSync(path.join(folder, "data"), copy, { recursive: true });
		await served.order("approveWipe", tenant);
		const wiping = served.order("wipe", tenant).catch(() => null);
		await new Promise((resolve) => setTimeout(resolve, next() * 60));
		await served.kill();
		await wiping;
		served = await serveProduct(context, { folder });
		// The start goes on with what was begun; asked again, what is done is answered, and what is not is finished.
		const certificate = await served.order("wipe", tenant);
		const verdict = await verifyCertificate(certificate, certificate.fingerprint);
		if (!verdict.ok) faults.push(`${tenant}: the certificate does not hold`);
		const place = storePlace(path.join(folder, "data"), { kind: "tenant", tenant: parseTenantId(tenant) });
		if (existsSync(place.folder) && filesBelow(place.folder).length > 0) faults.push(`${tenant}: files of it are left`);
		if (await served.order("hasKey", tenant)) faults.push(`${tenant}: its key is still in the registry`);
		faults.push(...(await opened(copy, tenant)));
		if ((await served.order("digest", "other")) !== others) faults.push("something of another tenant was changed");
	}
	return {
		figure: `${kills} wipes of ${people} people, each killed on the way and gone on with; certificates hold, no files, no keys, copies stay shut: ${faults.length} faults`,
		faults,
		short: fewer(kills, 200, "kills"),
	};
}

/** A copy of the files that somebody kept opens with no key that is left. */
async function opened(copy: string, tenant: string): Promise<string[]> {
	const place = storePlace(copy, { kind: "tenant", tenant: parseTenantId(tenant) });
	if (!existsSync(place.file)) return [`${tenant}: there was no copy to be tried`];
	try {
		openConnection(place, new Uint8Array(32), { create: false, readOnly: true }).close();
		return [`${tenant}: a copy of its store opens`];
	} catch {
		return [];
	}
}

async function fill(served: Served, tenant: string, people: number): Promise<void> {
	await served.order("tenant", tenant);
	const token = await served.order("token", tenant);
	const lines = Array.from(
		{ length: people },
		(_, at) => `${JSON.stringify({ id: `p${at}`, resume: { basics: { name: `Ann ${at}` } } })}\n`,
	);
	const headers = { "content-type": "application/x-ndjson" };
	await served.ask({ method: "POST", url: "/v1/candidates/import", headers, body: lines.join(""), token });
}

export const wipe: Proof = {
	name: "wipe",
	claim: "A wiped tenant is gone with its key, however often the wipe was interrupted, and the certificate comes last",
	requirements: [21],
	target:
		"200 wipes killed at random points: always gone on with, 0 certificates before destruction, 0 keys or files left, copies cannot be opened, other tenants unchanged",
	minutes: 60,
	controls: [
		{
			name: "the store is left where it was",
			edits: [
				{
					file: "src/tenancy/disposal/erase.ts",
					find: "const holds = { key: owner === null, registry: registry.length === 0, store: isGone, copy: !hasCopy() };",
					replace:
						"const holds = { key: owner === null, registry: registry.length === 0, store: isGone || !isGone, copy: !hasCopy() };",
				},
				{
					file: "src/engine/embedded/writer-worker.ts",
					find: "for (const folder of [...leavingsOf(place), place.folder]) removeFolder(folder, root);",
					replace: "void root; void removeFolder;",
				},
			],
		},
	],
	run: prove,
};
