import { execFileSync } from "node:child_process";
import { cpSync, existsSync, readFileSync, renameSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import path from "node:path";
import { parseTenantId } from "../../../src/domain/tenant.ts";
import { openConnection } from "../../../src/engine/embedded/connection.ts";
import { openEmbeddedEngine } from "../../../src/engine/embedded/engine.ts";
import { storePlace } from "../../../src/engine/embedded/paths.ts";
import type { Change, StoreName } from "../../../src/engine/port.ts";
import { createMasterKeyFile, openVault } from "../../../src/tenancy/vault.ts";
import { random } from "../../bench/random.ts";
import { person } from "../../contract/people.ts";
import { type Context, everyReason, fewer, type Outcome, type Proof } from "../frame/proof.ts";
import { serveProduct } from "../served/served.ts";
import { filesBelow } from "./forms.ts";

/** Bits of a store's files are flipped, files are cut, swapped and moved, wrapped keys are changed: what is read is right or refused. */

const nameOf = (tenant: string): StoreName => ({ kind: "tenant", tenant: parseTenantId(tenant) });
const KEYS = { a: new Uint8Array(32).fill(7), b: new Uint8Array(32).fill(9) };

async function prove(context: Context): Promise<Outcome> {
	const next = random(context.seed);
	const whole = path.join(context.folder(), "whole");
	const texts = await fill(whole, context);
	const faults: string[] = [];
	const flips = context.amount({ quick: 200, full: 2000 });
	const tally = { refused: 0, harmless: 0 };
	const broken = path.join(context.folder(), "broken");
	for (let at = 0; at < flips; at++) {
		cpSync(whole, broken, { recursive: true });
		const files = filesBelow(broken);
		const file = files[Math.floor(next() * files.length)] as string;
		const bytes = readFileSync(file);
		if (bytes.length > 0) {
			const bit = Math.floor(next() * bytes.length * 8);
			bytes[bit >> 3] = (bytes[bit >> 3] as number) ^ (1 << (bit & 7));
			writeFileSync(file, bytes);
		}
		const read = (["a", "b"] as const).map((tenant) => readAll(broken, tenant, KEYS[tenant]));
		const isWrong = read.some((one, index) => one !== null && one !== (index === 0 ? texts.a : texts.b));
		if (isWrong) faults.push(`a bit of ${path.relative(broken, file)} was flipped, and something else was read`);
		else if (read.includes(null)) tally.refused++;
		else tally.harmless++;
		rmSync(broken, { recursive: true });
	}
	faults.push(...moved(whole, broken, texts));
	faults.push(...(await olderStates(context)));
	const wraps = context.amount({ quick: 20_000, full: 1_000_000, control: 300 });
	faults.push(...(await wrapped(context, wraps)));
	return {
		figure: `${flips} flipped bits: ${tally.refused} refused, ${tally.harmless} harmless, ${faults.length} wrong answers; files moved, cut and swapped refused, and older states of ${OLDER.length} kinds; ${wraps.toLocaleString("en")} keys wrapped, no nonce twice`,
		faults,
		short: everyReason(fewer(flips, 2000, "flipped bits"), fewer(wraps, 1_000_000, "wrapped keys")),
	};
}

/** Two tenants' stores, one of them with a write-ahead log. @returns what is to be read of each */
async function fill(folder: string, context: Context): Promise<Readonly<Record<"a" | "b", string>>> {
	const engine = await openEmbeddedEngine({ dataDir: folder });
	for (const tenant of ["a", "b"] as const) {
		const store = await engine.open(nameOf(`tenant-${tenant}`), KEYS[tenant], { create: true });
		for (let at = 0; at < 40; at++) {
			// Long, so that most pages are full of what is read.
			const record = JSON.stringify({ text: `words of ${tenant} ${at} ${context.seed} `.repeat(250) });
			await store.write([{ ...person(`${tenant}${at}`, { body: `words of ${tenant} ${at}` }), record } as Change]);
		}
	}
	const copy = `${folder}-open`;
	// As a crash leaves them, with their logs.
	cpSync(folder, copy, { recursive: true });
	await engine.close();
	rmSync(folder, { recursive: true });
	renameSync(copy, folder);
	const read = { a: readAll(folder, "a", KEYS.a), b: readAll(folder, "b", KEYS.b) };
	if (read.a === null || read.b === null) throw new Error("The sound stores cannot be read.");
	return read as Readonly<Record<"a" | "b", string>>;
}

/** Everything in a store as one text; null: refused. */
function readAll(folder: string, tenant: string, key: Uint8Array): string | null {
	try {
		const connection = openConnection(storePlace(folder, nameOf(`tenant-${tenant}`)), key, {
			create: false,
			readOnly: true,
		});
		try {
			const records = connection
				.prepare("SELECT collection, id, version, json, hex(bytes) FROM record ORDER BY collection, id")
				.all();
			const words = connection.prepare("SELECT term, doc, cnt FROM vocabulary ORDER BY term").all();
			return JSON.stringify([records, words]);
		} finally {
			connection.close();
		}
	} catch {
		return null;
	}
}

function moved(whole: string, broken: string, texts: Readonly<Record<"a" | "b", string>>): string[] {
	const place = (tenant: string) => storePlace(broken, nameOf(`tenant-${tenant}`));
	const tries: readonly (readonly [name: string, change: () => void, key: Uint8Array])[] = [
		["another tenant's key on this tenant's files", () => {}, KEYS.b],
		[
			"another tenant's folder in this one's place, with its own key",
			() => swap(place("a").folder, place("b").folder),
			KEYS.b,
		],
		["another tenant's folder in this one's place", () => swap(place("a").folder, place("b").folder), KEYS.a],
		["another tenant's file in this one's folder", () => cpSync(place("b").file, place("a").file), KEYS.a],
		["another tenant's file and log, with its key", () => withLog(place("b").file, place("a").file), KEYS.b],
		["half of the file", () => truncateSync(place("a").file, readFileSync(place("a").file).length >> 1), KEYS.a],
		["two pages of the file swapped", () => swapPages(place("a").file, place("a").pageSize), KEYS.a],
	];
	const faults: string[] = [];
	for (const [name, change, key] of tries) {
		cpSync(whole, broken, { recursive: true });
		change();
		const read = readAll(broken, "a", key);
		if (read !== null && read !== texts.a) faults.push(`${name}: something else was read`);
		if (key === KEYS.b && read !== null) faults.push(`${name}: it opened`);
		rmSync(broken, { recursive: true });
	}
	return faults;
}

function swap(one: string, other: string): void {
	renameSync(one, `${one}.x`);
	renameSync(other, one);
	renameSync(`${one}.x`, other);
}

function withLog(from: string, to: string): void {
	for (const end of ["", "-wal"]) if (existsSync(from + end)) cpSync(from + end, to + end, { force: true });
}

function swapPages(file: string, size: number): void {
	const bytes = readFileSync(file);
	if (bytes.length < 4 * size) return;
	const [two, three] = [
		Buffer.from(bytes.subarray(2 * size, 3 * size)),
		Buffer.from(bytes.subarray(3 * size, 4 * size)),
	];
	three.copy(bytes, 2 * size);
	two.copy(bytes, 3 * size);
	writeFileSync(file, bytes);
}

const OLDER = [
	["of the whole data folder", "data"],
	["of a tenant's people", "data/tenants/acme/candidates"],
	["of its log", "data/tenants/acme/audit"],
	["of the registry", "data/platform"],
] as const;

/** Yesterday's files are put back as a whole, with all that makes them whole. */
async function olderStates(context: Context): Promise<string[]> {
	const [before, now] = [context.folder(), context.folder()];
	await lived(context, now, "first");
	copyAll(now, before);
	await lived(context, now, "second");
	const faults = (await isServed(context, now)) ? [] : ["the newest state is not served: nothing was proved"];
	for (const [what, part] of OLDER) {
		const found = context.folder();
		copyAll(now, found);
		rmSync(path.join(found, part), { recursive: true });
		execFileSync("cp", ["-a", path.join(before, part), path.join(found, part)]);
		if (await isServed(context, found)) faults.push(`an older state ${what}, put back as a whole, is served`);
	}
	return faults;
}

/** With the rights of files and folders, which the product looks at. */
const copyAll = (from: string, to: string) => execFileSync("cp", ["-a", `${from}/.`, to]);

/** A day of the product, on which somebody comes. */
async function lived(context: Context, folder: string, id: string): Promise<void> {
	const served = await serveProduct(context, { folder });
	await served.order("tenant", "acme");
	const token = await served.order("token", "acme");
	const headers = { "content-type": "application/x-ndjson" };
	const body = `${JSON.stringify({ id, resume: { basics: { name: "Ann Poe" } } })}\n`;
	const { status } = await served.ask({ method: "POST", url: "/v1/candidates/import", token, headers, body });
	if (status !== 200) throw new Error(`An import was answered with ${status}.`);
	await served.stop();
}

async function isServed(context: Context, folder: string): Promise<boolean> {
	const served = await serveProduct(context, { folder }).catch(() => null);
	if (served === null) return false;
	try {
		const token = await served.order("token", "acme");
		return (await served.ask({ url: "/v1/candidates/first", token })).status === 200;
	} catch {
		return false;
	} finally {
		await served.kill();
	}
}

/** Wrapped keys open in their own place only, and no nonce is used twice. */
async function wrapped(context: Context, count: number): Promise<string[]> {
	const file = path.join(context.folder(), "master.key");
	createMasterKeyFile(file);
	const vault = await openVault({ file });
	const secret = Buffer.alloc(32, 5);
	const own = { name: "tenant:demo-a", purpose: "store" };
	const faults: string[] = [];
	const nonces = new Set<string>();
	for (let at = 0; at < count; at++) nonces.add((await vault.wrap(secret, { ...own, version: 1 })).nonce);
	if (nonces.size !== count) faults.push(`${count - nonces.size} nonces were used twice`);
	const made = await vault.wrap(secret, { ...own, version: 1 });
	const opens = (one: typeof made, context: typeof own) =>
		vault.unwrap(one, context).then(
			() => true,
			() => false,
		);
	const cut = { ...made, sealed: made.sealed.slice(0, -11) };
	const tries: readonly (readonly [string, Promise<boolean>])[] = [
		["for another tenant", opens(made, { ...own, name: "tenant:demo-b" })],
		["for another purpose", opens(made, { ...own, purpose: "signing-key" })],
		["as another version", opens({ ...made, version: 2 }, own)],
		["with a tag of 8 bytes", opens(cut, own)],
	];
	for (const [how, opened] of tries) if (await opened) faults.push(`a wrapped key opens ${how}`);
	if (!(await opens(made, own))) faults.push("a wrapped key does not open in its own place");
	return faults;
}

export const tamper: Proof = {
	name: "tamper",
	claim: "What was changed, moved or swapped on the disk is refused, and never read as something else",
	requirements: [17, 18],
	target:
		"2,000 flipped bits, swapped pages, cut and swapped files: 100% refused or harmless, an older state included; keys open in their own place only; 1,000,000 wraps without a nonce twice",
	controls: [
		{
			name: "a cipher without a check of its pages",
			edits: [
				{ file: "src/engine/embedded/connection.ts", find: "cipher = 'sqlcipher'", replace: "cipher = 'aes256cbc'" },
			],
		},
		{
			name: "wrapped keys that say nothing of their place",
			edits: [
				{
					file: "src/tenancy/vault.ts",
					find: "Buffer.from(canonicalJson({ name, purpose, version }));",
					replace: 'Buffer.from(canonicalJson({ purpose, version, name: name.slice(0, 6) }), "utf8");',
				},
			],
		},
		{
			name: "older states are taken as they are",
			found: /^an older state of a tenant's people, put back as a whole, is served/,
			edits: [
				{
					file: "src/tenancy/anchor/anchor.ts",
					find: "	if (kept !== null && count < kept) {",
					replace: '	if (kept !== null && count < kept && label === "") {',
				},
			],
		},
		{
			name: "nonces drawn from too few",
			edits: [
				{
					file: "src/tenancy/vault.ts",
					find: "const nonce = randomBytes(NONCE_BYTES);",
					replace: "const nonce = Buffer.alloc(NONCE_BYTES, randomBytes(1)[0]);",
				},
			],
		},
	],
	run: prove,
};
