import { spawnSync } from "node:child_process";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import http from "node:http";
import path from "node:path";
import { PERMISSIONS } from "../../../src/domain/actor.ts";
import { parseTenantId } from "../../../src/domain/tenant.ts";
import { openPlatform, serve } from "../../../src/server.ts";
import { random } from "../../bench/random.ts";
import { type Context, fewer, notRun, type Outcome, type Proof } from "../frame/proof.ts";
import { configurationIn } from "../served/configuration.ts";
import { askAt, serveProduct } from "../served/served.ts";
import { allowedAfter, type Change, changesOf, missedBy } from "./changes.ts";
import { Disk, LOSSES, type Loss } from "./disk.ts";
import { type Call, FILE_CALLS, LONGEST_TEXT, readCalls } from "./system-calls.ts";

/**
 * All that a served product writes and syncs is noted, and the disk is built as it may be found if the power had gone at any moment: with
 * what was not synced dropped, torn or mixed. The product starts on each, with all that it had acknowledged and nothing by halves.
 */

const TENANT = "acme";

async function prove(context: Context): Promise<Outcome> {
	if (spawnSync("strace", ["-V"]).status !== 0) return notRun("strace");
	const changes = changesOf(context.seed, context.amount({ quick: 12, full: 60 }));
	const root = path.join(context.folder(), "disk");
	const { calls, answers } = await traced(context, root, changes);
	const images = context.amount({ quick: 15, full: 500 });
	const moments = momentsIn(calls, answers, { images, next: random(context.seed) });
	const tally = { images: 0, lossy: 0 };
	const faults = await lookAtAll(context, { root, calls, answers, changes, moments, tally });
	return {
		figure: `${calls.length.toLocaleString("en")} writes, syncs and names of ${changes.length} changes; ${tally.images} disks as the power may leave them, ${tally.lossy} of them with something not synced: ${faults.length} faults`,
		faults,
		short: fewer(tally.images, 500, "disks"),
	};
}

/** Lines of the trace at which each change was acknowledged. */
type Answers = readonly number[];

async function traced(context: Context, root: string, changes: readonly Change[]) {
	mkdirSync(root);
	const trace = path.join(context.folder(), "trace");
	const under = [
		...["strace", "-f", "--seccomp-bpf", "-y", "-xx", "-s", String(LONGEST_TEXT)],
		...["-e", `trace=${FILE_CALLS}`, "-e", "signal=none", "-o", trace],
	] as [string, ...string[]];
	const served = await serveProduct(context, { folder: root, under, connections: 1 });
	await served.order("tenant", TENANT);
	const token = await served.order("token", TENANT);
	for (const { request, id } of changes) {
		const { status, body } = await served.ask({ ...request, token });
		// What a busy machine had no time to read is not there to be found.
		if (status >= 300 || JSON.parse(body).failure != null)
			throw new Error(`The change of ${id} was answered with ${status} ${body}`);
	}
	await served.kill();
	const calls = await readCalls(trace, root);
	const answers = calls.filter(({ kind }) => kind === "answer").map(({ begun }) => begun);
	if (answers.length !== changes.length)
		throw new Error(`${changes.length} changes were answered ${answers.length} times.`);
	return { calls, answers };
}

interface Moment {
	/** Line of the trace after which the power is gone. */
	readonly line: number;
	readonly loss: Loss;
}

/** Half of them when something was just acknowledged, half anywhere after the first answer. */
function momentsIn(
	calls: readonly Call[],
	answers: Answers,
	{ images, next }: { images: number; next: () => number },
): readonly Moment[] {
	const first = answers[0] ?? 0;
	const later = calls.filter(({ done }) => done > first);
	const moments = Array.from({ length: images }, (_, at): Moment => {
		const loss = LOSSES[at % LOSSES.length] as Loss;
		const line =
			at % 2 === 0 ? answers[Math.floor(next() * answers.length)] : later[Math.floor(next() * later.length)]?.done;
		return { line: line ?? first, loss };
	});
	return moments.toSorted((a, b) => a.line - b.line);
}

interface Looking {
	readonly root: string;
	readonly calls: readonly Call[];
	readonly answers: Answers;
	readonly changes: readonly Change[];
	readonly moments: readonly Moment[];
	readonly tally: { images: number; lossy: number };
}

async function lookAtAll(
	context: Context,
	{ root, calls, answers, changes, moments, tally }: Looking,
): Promise<string[]> {
	const disk = new Disk(root);
	const next = random(context.seed + 1);
	const place = path.join(context.folder(), "found");
	const faults: string[] = [];
	let at = 0;
	for (const { line, loss } of moments) {
		for (; at < calls.length && (calls[at] as Call).done <= line; at++) disk.apply(calls[at] as Call);
		tally.images++;
		if (!disk.isAtRest) tally.lossy++;
		rmSync(place, { recursive: true, force: true });
		for (const [file, bytes] of disk.image(loss, next)) {
			const found = path.join(place, path.relative(root, file));
			mkdirSync(path.dirname(found), { recursive: true, mode: 0o700 });
			writeFileSync(found, bytes, { mode: 0o600 });
		}
		const known = answers.filter((answer) => answer <= line).length;
		const how = `power gone at line ${line} after ${known} changes, of what was not synced ${loss}`;
		for (const fault of await missedIn(place, allowedAfter(changes, known, known + 1))) faults.push(`${how}: ${fault}`);
		if (faults.length > (context.size === "control" ? 0 : 5)) break;
	}
	return faults;
}

/** Starts the product on a disk. */
async function missedIn(folder: string, allowed: ReturnType<typeof allowedAfter>): Promise<string[]> {
	const agent = new http.Agent({ keepAlive: true });
	try {
		const config = configurationIn(folder);
		const platform = await openPlatform(config);
		const server = await serve(platform, config);
		try {
			const { tenancy } = platform;
			const tenant = parseTenantId(TENANT);
			const { clientId, clientSecret } = await tenancy.clients.create({
				tenant,
				name: "found",
				permissions: PERMISSIONS,
			});
			const { token } = await tenancy.tokens.issue(await tenancy.clients.verify(clientId, clientSecret));
			const faults = await missedBy((request) => askAt(server.url, agent, { ...request, token }), allowed);
			const verdict = await tenancy.audit.verify(tenant);
			return verdict.ok ? faults : [...faults, `the audit log is broken: ${JSON.stringify(verdict)}`];
		} finally {
			await server.close();
		}
	} catch (error) {
		return [`it does not start: ${(error as Error).stack}`];
	} finally {
		agent.destroy();
	}
}

export const power: Proof = {
	name: "power",
	claim: "When the power goes, what was acknowledged is there, and nothing by halves",
	requirements: [32],
	target:
		"500 disks built from a trace of writes and syncs, with what was not synced dropped, torn or mixed: 0 acknowledged lost, 0 stores that do not open",
	minutes: 60,
	controls: [
		{
			name: "a commit does not wait for the disk",
			edits: [
				{
					file: "src/engine/embedded/connection.ts",
					find: '["synchronous", "FULL", 2]',
					replace: '["synchronous", "NORMAL", 1]',
				},
			],
		},
		{
			name: "a file takes its place before its bytes are on the disk",
			edits: [
				{
					file: "src/engine/embedded/safe-files.ts",
					find: "		writeSync(file, content);\n		fsyncSync(file);",
					replace: "		writeSync(file, content);",
				},
			],
		},
	],
	run: prove,
};
