import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { random } from "../../bench/random.ts";
import { type Context, everyReason, fewer, notRun, type Outcome, type Proof } from "../frame/proof.ts";
import { type Answer, jsonOf, type Served, type ServedOptions, serveProduct } from "../served/served.ts";
import { allowedAfter, type Change, changesOf, missedBy } from "./changes.ts";
import { FILE_CALLS, LONGEST_TEXT, readCalls } from "./system-calls.ts";

/**
 * The Nth call of each kind to the product's files fails, once, for every N until none is left: what was acknowledged is there, what was not is
 * there as a whole or not at all, each refusal says so in the table's words, and the next try succeeds without a new start.
 */

const TENANT = "acme";
/** What fails, and how a kernel says so. */
const KINDS: readonly (readonly [call: string, error: string])[] = [
	["pwrite64", "ENOSPC"],
	["fdatasync", "EIO"],
	["fsync", "EIO"],
	["pwrite64", "EIO"],
	["openat", "EMFILE"],
	["pread64", "EIO"],
	["ftruncate", "EIO"],
	["rename", "EIO"],
	["write", "ENOSPC"],
	["mkdir", "ENOSPC"],
];
const TRIES = 4;

async function prove(context: Context): Promise<Outcome> {
	if (spawnSync("strace", ["-V"]).status !== 0) return notRun("strace");
	const changes = changesOf(context.seed, 8);
	const rig = await prepare(context, changes);
	const runs = planOf(context);
	const tally = { runs: 0, hit: 0, refused: 0, starts: 0 };
	const faults: string[] = [];
	const clean = new Set<string>();
	for (const { call, error, nth } of runs) {
		// Where the Nth was not reached, later ones are not either.
		if (clean.has(`${call} ${error}`)) continue;
		tally.runs++;
		const found = await failNth(context, { ...rig, changes, call, error, nth, tally });
		if (found === null) clean.add(`${call} ${error}`);
		for (const fault of found ?? []) faults.push(`${call} ${nth} failed with ${error}: ${fault}`);
		if (faults.length > (context.size === "control" ? 0 : 5)) break;
	}
	return {
		figure: `${tally.runs} runs, in ${tally.hit} of them a call failed: ${tally.starts} starts and ${tally.refused} changes refused, all well at the next try; ${faults.length} faults`,
		faults,
		short: everyReason(
			fewer(clean.size, KINDS.length, "kinds of failing calls were tried for every N"),
			tally.hit === 0 ? "nothing failed" : null,
		),
	};
}

interface Attempt {
	readonly call: string;
	readonly error: string;
	readonly nth: number;
}

/** Kind after kind, N from 1 on; of a quick run a few of each that are like to matter. */
function planOf(context: Context): readonly Attempt[] {
	const next = random(context.seed);
	const most = context.amount({ quick: 1, full: 400, control: 6 });
	if (context.size === "full")
		return KINDS.flatMap(([call, error]) => Array.from({ length: most }, (_, at) => ({ call, error, nth: at + 1 })));
	const drawn = KINDS.slice(0, 4).flatMap(([call, error]) =>
		Array.from({ length: most }, () => ({ call, error, nth: 3 + Math.floor(next() * 12) })),
	);
	return context.size === "quick" ? [...drawn, ONCE_BROKEN] : drawn;
}

/** The store was opened for reading then, and took no write until the next start. */
const ONCE_BROKEN: Attempt = { call: "openat", error: "EMFILE", nth: 3 };

interface Rig {
	/** A stopped product with a tenant, to be copied. */
	readonly whole: string;
	/** From that folder: all files and folders that the changes write. */
	readonly files: readonly string[];
}

async function prepare(context: Context, changes: readonly Change[]): Promise<Rig> {
	const whole = path.join(context.folder(), "whole");
	mkdirSync(whole);
	let served = await serveProduct(context, { folder: whole });
	await served.order("tenant", TENANT);
	const token = await served.order("token", TENANT);
	for (const { request } of changes.slice(0, 2)) await served.ask({ ...request, token });
	await served.stop();
	const folder = path.join(context.folder(), "whole");
	copy(whole, folder);
	const trace = path.join(context.folder(), "trace");
	served = await serveProduct(context, {
		folder,
		under: under(["-s", String(LONGEST_TEXT), "-e", `trace=${FILE_CALLS}`], trace),
		connections: 1,
	});
	await change(served, await served.order("token", TENANT), changes.slice(2));
	await served.kill();
	const calls = await readCalls(trace, folder);
	const files = calls
		.flatMap((one) => (one.kind === "answer" ? [] : [one.file]))
		.filter((file) => !file.includes(".draft"));
	return { whole, files: [...new Set(files.map((file) => path.relative(folder, file)))] };
}

/** With the rights of files and folders, which the product looks at. */
function copy(from: string, to: string): void {
	const { status } = spawnSync("cp", ["-a", from, to]);
	if (status !== 0) throw new Error(`${from} cannot be copied.`);
}

const under = (options: readonly string[], trace: string): NonNullable<ServedOptions["under"]> => [
	"strace",
	...["-f", "--seccomp-bpf", "-y", "-xx", "-e", "signal=none", "-o", trace],
	...options,
];

interface Failing extends Attempt, Rig {
	readonly changes: readonly Change[];
	readonly tally: { hit: number; refused: number; starts: number };
}

/** @returns what is wrong; null where there was no Nth call */
async function failNth(context: Context, failing: Failing): Promise<string[] | null> {
	const { whole, files, changes, call, error, nth, tally } = failing;
	const folder = path.join(context.folder(), "disk");
	copy(whole, folder);
	const trace = path.join(context.folder(), "trace");
	const named = files.flatMap((file) => ["-P", path.join(folder, file)]);
	const how = ["-e", `trace=${call}`, "-e", `inject=${call}:error=${error}:when=${nth}`, ...named];
	const faults: string[] = [];
	let known = 2;
	const served = await serveProduct(context, { folder, under: under(how, trace), connections: 1 }).catch(() => null);
	if (served === null) tally.starts++;
	else {
		const done = await change(served, await tokenOf(served), changes.slice(2)).catch((thrown: Error) => ({
			count: 0,
			refused: 0,
			fault: `an order failed: ${thrown.message.slice(0, 300)}`,
		}));
		known += done.count;
		tally.refused += done.refused;
		if (done.fault !== null) faults.push(done.fault);
		await served.kill();
	}
	if (!readFileSync(trace, "latin1").includes("(INJECTED)")) return faults.length === 0 ? null : faults;
	tally.hit++;
	const after = await serveProduct(context, { folder });
	const token = await after.order("token", TENANT);
	const begun = served === null ? known : known + 1;
	faults.push(...(await missedBy((request) => after.ask({ ...request, token }), allowedAfter(changes, known, begun))));
	const verdict = await after.order("verifyAudit", TENANT);
	if (!verdict.ok) faults.push(`the audit log is broken: ${verdict.reason}`);
	await after.kill();
	return faults;
}

/** The operator tries again as anybody would. */
async function tokenOf(served: Served): Promise<string> {
	for (let tries = 1; ; tries++) {
		try {
			return await served.order("token", TENANT);
		} catch (error) {
			if (tries === TRIES) throw error;
		}
	}
}

/** An import answers each line by itself: a refusal of its only one, as it would be of a request. */
function ofOneLine(answer: Answer): Pick<Answer, "status" | "body"> {
	if (!answer.body.startsWith('{"line":1,')) return answer;
	const { error } = JSON.parse(answer.body) as { error?: { status: number } };
	return error === undefined ? answer : { status: error.status, body: JSON.stringify(error) };
}

/** Makes changes, each until it is taken. @returns how many were, and what was answered that should not be */
async function change(served: Served, token: string, changes: readonly Change[]) {
	let [count, refused] = [0, 0];
	for (const { id, text, request } of changes) {
		const ask = async () => ofOneLine(await served.ask({ ...request, token }));
		let answer = await ask();
		let tries = 1;
		// Whoever was told to come again may have been erased all the same.
		const isMade = () => answer.status < 400 || (text === null && tries > 1 && answer.status === 404);
		for (; !isMade() && tries < TRIES; tries++) {
			refused++;
			if (!isHonest(answer.status, answer.body))
				return { count, refused, fault: `${id} was answered with ${answer.status} ${answer.body.slice(0, 300)}` };
			answer = await ask();
		}
		if (!isMade())
			return { count, refused, fault: `${id} is refused still: ${answer.status} ${answer.body.slice(0, 300)}` };
		count++;
	}
	return { count, refused, fault: null };
}

/** To come again, with a code of the table that says why. */
function isHonest(status: number, body: string): boolean {
	const { code } = jsonOf({ status, body, headers: [] }) as { code?: string };
	return status === 503 && ["store-unavailable", "audit-unavailable", "overloaded"].includes(code ?? "");
}

export const failing: Proof = {
	name: "failing",
	claim:
		"A call to the system that fails loses nothing: the change is made or refused as a whole, and the next one succeeds",
	requirements: [33],
	target:
		"open, read, write, sync, truncate, rename, mkdir x EIO, ENOSPC, EMFILE, N = 1 until none is left, at start and in each change: all or nothing, 503, well again without a new start",
	minutes: 120,
	controls: [
		{
			name: "a commit that failed is taken for one that was made",
			edits: [
				{
					file: "src/engine/embedded/writing/write-queue.ts",
					find: "			else for (const call of group) call.reject(storeFault(thrown));",
					replace: "			else for (const call of group) call.resolve(call.changes.map(() => 1));",
				},
			],
		},
		{
			name: "after a failure the store is given up",
			edits: [
				{
					file: "src/engine/embedded/writing/store-writer.ts",
					find: '			this.#tokens.clear();\n			if (this.#connection.inTransaction) this.#connection.exec("ROLLBACK");\n			throw thrown;',
					replace: "			this.#tokens.clear();\n			throw thrown;",
				},
			],
		},
	],
	run: prove,
};
