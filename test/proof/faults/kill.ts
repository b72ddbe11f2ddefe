import { rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { parseTenantId } from "../../../src/domain/tenant.ts";
import { openConnection } from "../../../src/engine/embedded/connection.ts";
import { storePlace } from "../../../src/engine/embedded/paths.ts";
import { pick, random } from "../../bench/random.ts";
import { type Context, everyReason, fewer, type Outcome, type Proof } from "../frame/proof.ts";
import { keyIn } from "../keys/key-in.ts";
import { type Answer, jsonOf, type Served, serveProduct } from "../served/served.ts";

/** A served product is killed at random moments while people come, change and go: what was acknowledged is there, and nothing by halves. */

const TENANT = parseTenantId("acme");
const CONNECTIONS = 4;
/** Milliseconds to wait for changes. */
const LONGEST = 20_000;
/** Kills of one product before another takes its place: its whole log is checked after each. */
const STRETCH = 50;
/** Milliseconds until it is up again, at most. */
const READY = 5000;
const PAGE = 1000;
const TRIES = 20;
const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));
const headers = { "content-type": "application/x-ndjson" };

interface Tally {
	left: number;
	acknowledged: number;
	readonly ready: number[];
	readonly faults: string[];
}

async function prove(context: Context): Promise<Outcome> {
	const kills = context.amount({ quick: 2, control: 6, full: 2000 });
	const tally: Tally = { left: kills, acknowledged: 0, ready: [], faults: [] };
	// While one product waits for the disk, another works.
	const products = Math.min(os.availableParallelism(), Math.ceil(kills / STRETCH));
	const work = async (at: number) => {
		const next = random(context.seed + at);
		while (tally.left > 0 && tally.faults.length === 0) await killOften(context, next, tally);
	};
	await Promise.all(Array.from({ length: products }, (_, at) => work(at)));
	const { acknowledged, ready, faults } = tally;
	const slowest = Math.round(Math.max(...ready));
	return {
		figure: `${ready.length.toLocaleString("en")} kills, ${acknowledged.toLocaleString("en")} acknowledged changes, ${faults.length} lost, by halves or not in the log; up again within ${slowest} ms`,
		faults,
		short: everyReason(
			fewer(ready.length, 2000, "kills"),
			acknowledged > 0 ? null : "nothing was acknowledged",
			slowest > READY ? `it took ${slowest} ms to be up again` : null,
		),
	};
}

/** By id: the text of the last change that was acknowledged, null for an erasure; and of those that were not answered. */
interface Journal {
	readonly known: Map<string, string | null>;
	readonly open: Map<string, (string | null)[]>;
	/** Since the last kill: how many changes were acknowledged. */
	readonly acknowledged: Map<string, number>;
	/** Number of the last entry of the log that was read. */
	read: number;
}

/** One product from its first start on. */
async function killOften(context: Context, next: () => number, tally: Tally): Promise<void> {
	const folder = context.diskFolder();
	const journal: Journal = { known: new Map(), open: new Map(), acknowledged: new Map(), read: 0 };
	let served = await serveProduct(context, { folder });
	await served.order("tenant", TENANT);
	const token = await served.order("token", TENANT);
	const stores = await storesIn(folder);
	for (let kill = 0; kill < STRETCH && tally.left > 0 && tally.faults.length === 0; kill++) {
		tally.left--;
		await workUntilKilled(served, token, { journal, next });
		for (const count of journal.acknowledged.values()) tally.acknowledged += count;
		const from = performance.now();
		served = await serveProduct(context, { folder });
		tally.ready.push(performance.now() - from);
		tally.faults.push(...(await look(served, token, journal)), ...stores.flatMap(damageOf));
	}
	await served.kill();
	rmSync(folder, { recursive: true });
}

interface Work {
	readonly journal: Journal;
	readonly next: () => number;
}

async function workUntilKilled(served: Served, token: string, { journal, next }: Work): Promise<void> {
	const working = { going: true, count: 0 };
	const workers = Array.from({ length: CONNECTIONS }, (_, at) => work(served, token, { at, working, journal, next }));
	// After some changes, and a moment that falls anywhere in the next one.
	const enough = 3 + Math.floor(next() * 30);
	for (let waited = 0; working.count < enough && waited < LONGEST; waited += 2) await pause(2);
	await pause(next() * 10);
	await served.kill();
	working.going = false;
	await Promise.all(workers);
}

interface Working extends Work {
	readonly at: number;
	readonly working: { going: boolean; count: number };
}

/** Each connection has people of its own, so that the order of their changes is known. */
async function work(served: Served, token: string, { at, working, journal, next }: Working): Promise<void> {
	const { known, open, acknowledged } = journal;
	for (let step = 0; working.going; step++) {
		const id = `p${at}-${Math.floor(next() * 8)}`;
		const text =
			known.get(id) != null && next() < 0.2
				? null
				: `words${step}${pick(next, ["x", "y", "z"])}${Math.floor(next() * 1e9)}`;
		const request =
			text === null
				? { method: "POST", url: "/v1/erasures", body: { candidateId: id } }
				: {
						method: "POST",
						url: "/v1/candidates/import",
						headers,
						body: `${JSON.stringify({ id, resume: { basics: { name: text } } })}\n`,
					};
		open.set(id, [...(open.get(id) ?? []), text]);
		const answer = await served.ask({ ...request, token }).catch(() => null);
		if (answer === null) return;
		// A refused line of an import comes with 200, too; what was refused may have been done all the same.
		if (answer.status !== 200 || answer.body.includes('"status":"failed"')) continue;
		open.delete(id);
		known.set(id, text);
		acknowledged.set(id, (acknowledged.get(id) ?? 0) + 1);
		working.count++;
	}
}

async function look(served: Served, token: string, journal: Journal): Promise<string[]> {
	const { known, open, acknowledged } = journal;
	const found = await Promise.all([...known].map((one) => lookFor(served, token, journal, one)));
	const faults = [...found.flat(), ...(await missingInLog(served, token, journal))];
	open.clear();
	acknowledged.clear();
	const verdict = await served.order("verifyAudit", TENANT);
	return verdict.ok ? faults : [...faults, `the audit log is broken: ${verdict.reason}`];
}

async function lookFor(
	served: Served,
	token: string,
	{ known, open }: Journal,
	[id, text]: readonly [string, string | null],
): Promise<string[]> {
	const answer = await read(served, token, `/v1/candidates/${id}`);
	const found =
		answer.status === 404 ? null : (jsonOf(answer).resume?.basics?.name ?? `answered with ${answer.status}`);
	const allowed = [text, ...(open.get(id) ?? [])];
	// From now on it is what it is.
	known.set(id, found);
	if (!allowed.includes(found)) return [`${id} was acknowledged as ${text} and is ${found}`];
	if (found === null) return [];
	const { hits = [] } = jsonOf(await read(served, token, `/v1/search?q=${found}`)) as {
		hits?: { candidateId: string }[];
	};
	return hits.some(({ candidateId }) => candidateId === id) ? [] : [`${id} is stored and is not found`];
}

/** A machine with much else to do may have to be asked again. */
async function read(served: Served, token: string, url: string): Promise<Answer> {
	for (let tries = 1; ; tries++) {
		const answer = await served.ask({ url, token });
		if (answer.status !== 503 || tries === TRIES) return answer;
		await pause(200);
	}
}

interface Entry {
	readonly seq: number;
	readonly concludes?: number;
	readonly subject: { readonly candidateIds?: readonly string[] };
	readonly result: { readonly outcome: string; readonly ids?: readonly string[] };
}

/** The log says of each change that was acknowledged how it ended. */
async function missingInLog(served: Served, token: string, journal: Journal): Promise<string[]> {
	const logged = new Map<string, number>();
	for (let items: readonly Entry[] = [], isFirst = true; isFirst || items.length === PAGE; isFirst = false) {
		({ items } = jsonOf(await read(served, token, `/v1/audit?after=${journal.read}&limit=${PAGE}`)));
		for (const { seq, concludes, subject, result } of items) {
			journal.read = seq;
			if (concludes === undefined || result.outcome !== "ok") continue;
			for (const id of subject.candidateIds ?? result.ids ?? []) logged.set(id, (logged.get(id) ?? 0) + 1);
		}
	}
	return [...journal.acknowledged].flatMap(([id, count]) => {
		const known = logged.get(id) ?? 0;
		return known >= count ? [] : [`${count} changes of ${id} were acknowledged, and the log knows the end of ${known}`];
	});
}

/** The files that a tenant's people and its log lie in, with their keys. */
async function storesIn(folder: string) {
	const place = (kind: "tenant" | "audit") => storePlace(path.join(folder, "data"), { kind, tenant: TENANT });
	return [
		{ place: place("tenant"), key: await keyIn(folder, TENANT, "data") },
		{ place: place("audit"), key: await keyIn(folder, TENANT, "audit") },
	];
}

function damageOf({ place, key }: Awaited<ReturnType<typeof storesIn>>[0]): string[] {
	const connection = openConnection(place, key, { create: false, readOnly: true });
	try {
		const found = connection.pragma("integrity_check", { simple: true });
		return found === "ok" ? [] : [`${path.basename(place.file)} is damaged: ${found}`];
	} finally {
		connection.close();
	}
}

export const kill: Proof = {
	name: "kill",
	claim: "What was acknowledged survives kill -9, and nothing is left by halves",
	requirements: [31],
	target:
		"2,000 kills during mixed changes: 0 acknowledged lost, 0 by halves (store, index, and an end in the log for each), integrity_check ok, ready again within 5 s",
	minutes: 120,
	controls: [
		{
			name: "a write is acknowledged before it is durable",
			edits: [
				{
					file: "src/engine/embedded/store.ts",
					find: "		const writing = this.#write(changes);\n",
					// Late enough for the kill to fall between the two on a machine of any speed.
					replace:
						'		const isLate = changes.some((one) => one.collection === "person");\n		const writing = (isLate ? new Promise((resolve) => setTimeout(resolve, 100)) : Promise.resolve()).then(() => this.#write(changes));\n		if (isLate) { writing.catch(() => {}); return changes.map(() => 1); }\n',
				},
			],
		},
		{
			name: "a change is acknowledged before its end is in the log",
			edits: [
				{
					file: "src/tenancy/recording.ts",
					find: "	await write(AuditResult.parse(done.result), ending);\n",
					replace:
						"	setTimeout(() => void write(AuditResult.parse(done.result), ending).catch(() => {}), begins ? 50 : 0);\n",
				},
			],
		},
	],
	run: prove,
};
