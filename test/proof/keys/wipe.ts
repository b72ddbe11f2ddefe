import { cpSync, rmSync } from "node:fs";
import path from "node:path";
import { parseTenantId } from "../../../src/domain/tenant.ts";
import { storePlace } from "../../../src/engine/embedded/paths.ts";
import { type Certificate, verifyCertificate } from "../../../src/tenancy/disposal/certificate.ts";
import { random } from "../../bench/random.ts";
import { type Context, everyReason, fewer, type Outcome, type Proof } from "../frame/proof.ts";
import { type Request, type Served, serveProduct } from "../served/served.ts";
import { keyIn } from "./key-in.ts";
import { everyState, filesOf, STEPS, type Step, seenDead, vaultOf, watchWipe, withStore } from "./registry.ts";

/** Tenants are wiped while the server is killed at each step: it is gone on with, and no certificate comes before the end. */

const KEPT = "other";
/** Milliseconds after a step was seen until the kill, at most: the next step is under way then. */
const LATER = 10;

/** For a webhook. */
const config = { outbound: { allowLoopback: true } };

async function prove(context: Context): Promise<Outcome> {
	const next = random(context.seed);
	const folder = context.diskFolder();
	const kills = context.amount({ quick: 4, full: 200 });
	const people = context.amount({ quick: 200, full: 1000 });
	const faults: string[] = [];
	const killed = new Map<Step, number>(STEPS.map((step) => [step, 0]));
	let served = await serveProduct(context, { folder, config });
	// Noted before anything is wiped, as whoever checks certificates later does.
	const published = await served.order("certificateKey");
	await fill(served, KEPT, 20);
	const others = await served.order("digest", KEPT);
	for (let at = 0; at < kills; at++) {
		// A planted bug is found at its first place.
		if (context.size === "control" && faults.length > 0) break;
		const tenant = `gone-${at}`;
		await fill(served, tenant, people);
		const copy = path.join(context.folder(), "copy");
		cpSync(path.join(folder, "data", "tenants"), path.join(copy, "tenants"), { recursive: true });
		if (opened(copy, tenant, await keyIn(folder, parseTenantId(tenant), "data")) === null)
			faults.push(`${tenant}: the copy does not open by the key that there is still: nothing was proved`);
		if ((await namedIn(context, folder, tenant)).length === 0)
			faults.push(`${tenant}: the registry names nobody of it before the wipe: nothing was proved`);
		await served.order("approveWipe", tenant);
		const wiping = served.order("wipe", tenant).catch(() => null);
		const watched = await watchWipe(folder, tenant, STEPS.at(-1 - (at % STEPS.length)) as Step);
		await new Promise((resolve) => setTimeout(resolve, next() * LATER));
		await served.kill();
		await wiping;
		const seen = await seenDead(context, folder, tenant);
		killed.set(seen.step, (killed.get(seen.step) ?? 0) + 1);
		for (const what of new Set([...watched.early, ...seen.early]))
			faults.push(`${tenant}: there was a certificate while ${what} were there`);
		served = await serveProduct(context, { folder, config });
		// The start goes on with what was begun; asked again, what is done is answered, and what is not is finished.
		faults.push(...(await certificateFaults(await served.order("wipe", tenant), { published, tenant, people })));
		if (filesOf(folder, tenant).length > 0) faults.push(`${tenant}: files of it are left`);
		if (await served.order("hasKey", tenant)) faults.push(`${tenant}: its key is still in the registry`);
		for (const where of await namedIn(context, folder, tenant)) faults.push(`${tenant} is still named in ${where}`);
		for (const { key, where } of await keysLeft(context, folder, tenant))
			if (opened(copy, tenant, key) !== null) faults.push(`${tenant}: a copy of its store opens by a key ${where}`);
		rmSync(copy, { recursive: true });
		if ((await served.order("digest", KEPT)) !== others) faults.push("something of another tenant was changed");
	}
	const inside = kills - (killed.get("asked for") ?? 0) - (killed.get("certified") ?? 0);
	if (inside === 0) faults.push("No kill fell into a wipe: nothing was proved.");
	const steps = [...killed].map(([step, count]) => `${step} ${count}`).join(", ");
	return {
		figure: `${kills} wipes of ${people} people with files, accounts, sessions and webhooks, each killed on the way (${steps}) and gone on with; certificates hold by the key that was published, nothing of it in the registry, no files, no keys, copies stay shut: ${faults.length} faults`,
		faults,
		short: everyReason(
			fewer(inside, 100, "kills between its beginning and its certificate"),
			fewer(kills, 200, "kills"),
			fewer(people, 100_000, "people of each tenant"),
		),
	};
}

/** What somebody kept of the tenant's files, by a key; null: it stays shut. @returns how many people are in it */
function opened(copy: string, tenant: string, key: Uint8Array): number | null {
	const people = withStore(storePlace(copy, { kind: "tenant", tenant: parseTenantId(tenant) }), key, (store) =>
		store.prepare("SELECT count(*) FROM record WHERE collection = 'person'").pluck().get(),
	);
	return people === null ? null : Number(people);
}

interface Wanted {
	readonly published: string;
	readonly tenant: string;
	readonly people: number;
}

/** What is wrong with a certificate, by the key that was published and by what was stored. */
async function certificateFaults(given: Certificate, { published, tenant, people }: Wanted): Promise<string[]> {
	const { ok, checks, certificate } = await verifyCertificate(given, published);
	const broken = checks.filter(({ holds }) => !holds).map(({ check }) => `not true that ${check}`);
	if (ok !== (broken.length === 0)) broken.push("its verdict is not that of its checks");
	if (certificate.tenant.id !== tenant) broken.push(`it is of ${certificate.tenant.id}`);
	// Killed before the beginning was written down it was counted at the next try, which finds the same.
	const { records } = certificate.media;
	if (records?.person !== people + 1 || records.original !== 1)
		broken.push(`it tells of ${records?.person} people and ${records?.original} files`);
	return broken.map((what) => `${tenant}: the certificate does not hold: ${what}`);
}

/** Keys of the tenant that whoever has the disk and the master key can still read. */
async function keysLeft(context: Context, folder: string, tenant: string) {
	const vault = await vaultOf(folder);
	const found: { readonly key: Buffer; readonly where: string }[] = [];
	for await (const { rows, where } of everyState(context, folder))
		for (const { json } of rows.filter(({ collection }) => collection === "tenant")) {
			const { keys } = JSON.parse(json) as { keys: { data: Parameters<typeof vault.unwrap>[0] } };
			// Of a tenant that is there it is another name, and does not unwrap.
			const key = await vault.unwrap(keys.data, { name: `tenant:${tenant}`, purpose: "store" }).catch(() => null);
			if (key !== null) found.push({ key, where });
		}
	return found;
}

/** A word in the names of a tenant's people, and nowhere else. */
const wordOf = (tenant: string) => `xanthippa-${tenant}-end`;
/** What stays, so that nobody is given the tenant's id again and everybody can have the certificate. */
const STAYS = /^setting disposal:/;

/** Records of the registry, also of its earlier states, that name people of the tenant, or that name itself, now. */
async function namedIn(context: Context, folder: string, tenant: string): Promise<string[]> {
	const found = new Set<string>();
	const isOfTenant = new RegExp(`\\b${tenant}\\b`);
	for await (const { rows, isLatest } of everyState(context, folder))
		for (const { collection, id, json } of rows) {
			const text = `${id} ${json}`;
			const isItself = isLatest && isOfTenant.test(text) && !STAYS.test(`${collection} ${id}`);
			if (text.toLowerCase().includes(wordOf(tenant)) || isItself)
				found.add(`${collection}${collection === "setting" ? ` ${id.replace(/:.*/, "")}` : ""}`);
		}
	return [...found];
}

/** A tenant with people, a file, a webhook, accounts and whatever else the registry may hold of it. */
async function fill(served: Served, tenant: string, people: number): Promise<void> {
	await served.order("tenant", tenant);
	const token = await served.order("token", tenant);
	const lines = Array.from(
		{ length: people },
		(_, at) => `${JSON.stringify({ id: `p${at}`, resume: { basics: { name: `Ann ${at}` } } })}\n`,
	);
	const headers = { "content-type": "application/x-ndjson" };
	const hook = { url: "http://127.0.0.1:9/hook", events: ["candidate.changed"] };
	const all: readonly Request[] = [
		{ method: "POST", url: "/v1/candidates/import", headers, body: lines.join("") },
		{
			method: "PUT",
			url: "/v1/candidates/f1/resume",
			headers: { "content-type": "text/plain" },
			body: "Ann Roe\nJava\n",
		},
		{ method: "PUT", url: "/v1/webhooks/hook", body: hook },
	];
	for (const request of all) {
		const answer = await served.ask({ ...request, token });
		if (answer.status >= 300) throw new Error(`${request.url}: ${answer.status} ${answer.body}`);
	}
	await served.order("staff", tenant, wordOf(tenant));
}

export const wipe: Proof = {
	name: "wipe",
	claim: "A wiped tenant is gone with its key, however often the wipe was interrupted, and the certificate comes last",
	requirements: [21],
	target:
		"200 wipes killed at each step, 100 of them between beginning and certificate: always gone on with, 0 certificates before destruction, 0 keys, files, accounts or sessions left, copies cannot be opened, other tenants unchanged, 100,000 people",
	minutes: 60,
	controls: [
		{
			name: "the log of the registry keeps what was deleted",
			found: /opens by a key/,
			edits: [
				{
					file: "src/engine/embedded/writing/store-writer.ts",
					find: "		if (!this.#hasErased) return;",
					replace: "		if (!this.#hasErased || true) return;",
				},
			],
		},
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
		{
			name: "the certificate is there before anything is destroyed",
			found: /there was a certificate/,
			edits: [
				{
					file: "src/tenancy/disposal/erase.ts",
					find: "	const checks = await deps.journals.administer(",
					replace:
						"	await conclude(deps, begun, Object.values(CHECKS));\n	const checks = await deps.journals.administer(",
				},
			],
		},
		{
			name: "a certificate is signed by a key that nobody published",
			found: /the certificate does not hold/,
			edits: [
				{
					file: "src/tenancy/disposal/erase.ts",
					find: "await deps.certificateKey());",
					replace:
						'await (async () => { const { calculateJwkThumbprint, exportJWK } = await import("jose"); const pair = process.getBuiltinModule("node:crypto").generateKeyPairSync("ed25519"); const publicKey = (await exportJWK(pair.publicKey)) as never; return { ...(await deps.certificateKey()), privateKey: pair.privateKey as never, publicKey, fingerprint: await calculateJwkThumbprint(publicKey) }; })());',
				},
			],
		},
		{
			name: "accounts and sessions stay in the registry",
			found: /is still named in/,
			edits: [
				{
					file: "src/tenancy/disposal/registry-of.ts",
					find: "		...people,\n",
					replace: "		...people.slice(0, 0),\n",
				},
			],
		},
	],
	run: prove,
};
