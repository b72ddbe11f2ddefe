import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import path from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { startCluster } from "../../../scripts/elastic/cluster.ts";
import { parseTenantId } from "../../../src/domain/tenant.ts";
import { type ClusterSettings, openClusterEngine } from "../../../src/engine/elasticsearch/engine.ts";
import type { Engine } from "../../../src/engine/port.ts";
import { packageRoot } from "../../../src/package-root.ts";
import { pick, random } from "../../bench/random.ts";
import { MixedLoad } from "../../elastic/mixed-load.ts";
import { type Context, everyReason, fewer, type Outcome, type Proof } from "../frame/proof.ts";
import { type Certificate, MISHAPS, UnreliableWay } from "./unreliable-way.ts";

/**
 * Two API nodes write, count, search and read one store on a real Elasticsearch, each by a way of its own on which requests and answers are
 * lost, held and spoilt; now and then the server itself is stopped for a while, or killed. Every answer is held against all that it may be.
 */

const NAME = { kind: "tenant", tenant: parseTenantId("unlucky") } as const;
const KEY = new Uint8Array(32).fill(5);
const WAYS = 2;
/** Milliseconds of load before the weather turns, and at most until it clears. */
const CALM = 300;
const STORM = 1500;
/** Seconds after which all must be answered again. */
const PATIENCE = 60;
/** A refusal is not to take longer, in milliseconds. */
const REFUSAL = 2000;

/** A node of Elasticsearch, and what can be done to it. */
export interface Victim {
	readonly settings: Omit<ClusterSettings, "prefix">;
	/** Of the proxies, which `settings` trusts; `ca` is the authority of the node behind them. */
	readonly certificate: Certificate;
	/** Absent: the server is left alone. */
	readonly server?: { signal(name: "SIGSTOP" | "SIGCONT"): void; restart(): Promise<void> };
}

export interface Weathered {
	readonly schedules: number;
	readonly mishaps: Readonly<Record<string, number>>;
	readonly report: MixedLoad["report"];
	readonly slowestBack: number;
	readonly faults: readonly string[];
}

/** @param prefix of all names on the cluster */
export async function weather(
	victim: Victim,
	{ schedules, seed, prefix }: { readonly schedules: number; readonly seed: number; readonly prefix: string },
): Promise<Weathered> {
	const next = random(seed);
	const [node] = victim.settings.nodes as [string];
	const ways = await Promise.all(Array.from({ length: WAYS }, () => UnreliableWay.to(node, victim.certificate, next)));
	const open = (url: string) => openClusterEngine({ ...victim.settings, nodes: [url], prefix });
	const engines: Engine[] = await Promise.all([node, ...ways.map(({ url }) => url)].map(open));
	const faults: string[] = [];
	let slowestBack = 0;
	try {
		const [fresh, ...stores] = await Promise.all(engines.map((engine) => engine.open(NAME, KEY, { create: true })));
		const load = new MixedLoad(stores);
		for (let schedule = 0; schedule < schedules && faults.length === 0; schedule++) {
			await pause(CALM);
			const what = await storm(ways, victim.server, next, schedule);
			const cleared = performance.now();
			const back = await Promise.race([load.backAfter(cleared), pause(PATIENCE * 1000, null, { ref: false })]);
			if (back === null) faults.push(`after ${what} it was not back within ${PATIENCE} s`);
			slowestBack = Math.max(slowestBack, back ?? 0);
			faults.push(...load.report.wrong.slice(0, 3).map((wrong) => `schedule ${schedule}, ${what}: ${wrong}`));
		}
		const report = await load.stop(fresh as NonNullable<typeof fresh>);
		if (faults.length === 0) faults.push(...report.wrong);
		const mishaps = Object.fromEntries(
			MISHAPS.map((name) => [name, ways.reduce((sum, { happened }) => sum + (happened.get(name) ?? 0), 0)]),
		);
		return { schedules, mishaps, report, slowestBack, faults };
	} finally {
		for (const way of ways) way.close();
		await Promise.all(engines.map((engine) => engine.close()));
	}
}

/** @returns what happened, in words */
async function storm(
	ways: readonly UnreliableWay[],
	server: Victim["server"],
	next: () => number,
	schedule: number,
): Promise<string> {
	const length = STORM * (0.2 + 0.8 * next());
	if (server !== undefined && schedule % 40 === 39) {
		await server.restart();
		return "a kill of the server";
	}
	if (server !== undefined && schedule % 5 === 4) {
		server.signal("SIGSTOP");
		await pause(length);
		server.signal("SIGCONT");
		return `${Math.round(length)} ms in which the server stood still`;
	}
	const mishaps = Array.from({ length: 1 + Math.floor(next() * 3) }, () => pick(next, MISHAPS));
	const now = { mishaps, chance: pick(next, [0.1, 0.3, 0.6, 1]), late: 200 + 1500 * next() };
	// One of the API nodes alone, or both.
	const hit = next() < 0.5 ? ways : [pick(next, ways)];
	for (const way of hit) way.weather = now;
	await pause(length);
	for (const way of hit) way.clearUp();
	return `${mishaps.join(", ")} (${now.chance}, ${hit.length} of ${ways.length})`;
}

async function prove(context: Context): Promise<Outcome> {
	const schedules = context.amount({ quick: 10, full: 200, control: 15 });
	const victim = await startVictim(context);
	const { report, mishaps, slowestBack, faults } = await weather(victim, {
		schedules,
		seed: context.seed,
		prefix: "p",
	});
	const { asked, written } = report.slowestRefusal;
	const many = Object.values(mishaps).reduce((sum, count) => sum + count, 0);
	return {
		figure: `${schedules} schedules, ${many} mishaps; ${report.acknowledged} writes acknowledged, ${report.answered} answers compared, ${report.wrong.length} wrong or lost; ${report.refused} refused with 503, the slowest question after ${asked} ms, the slowest write after ${written}; back ${Math.round(slowestBack)} ms after the end at most`,
		faults,
		short: everyReason(
			fewer(schedules, 200, "schedules"),
			asked > REFUSAL ? `the refusal of a question took ${asked} ms` : null,
			written > REFUSAL ? `the refusal of a write took ${written} ms` : null,
		),
	};
}

/** For a proxy; `ca` is the authority that signed it. */
export function certificateIn(folder: string): Certificate {
	execFileSync("sh", [path.join(packageRoot(), "scripts/elastic/certificates.sh"), folder, "way"]);
	const [certFile, keyFile, caFile] = ["way.crt", "way.key", "ca.crt"].map((name) => path.join(folder, name)) as [
		string,
		string,
		string,
	];
	return { ca: readFileSync(caFile, "utf8"), certFile, keyFile };
}

async function startVictim(context: Context): Promise<Victim> {
	const cluster = await startCluster({ heap: 512, startsFast: true });
	context.after(() => cluster.stop());
	const { nodes, caFile, username, password } = cluster;
	const way = certificateIn(context.folder());
	const ca = readFileSync(caFile, "utf8");
	return {
		settings: {
			nodes: nodes.map(({ url }) => url),
			ca: ca + way.ca,
			account: { username, password },
			startSeconds: 60,
		},
		certificate: { ...way, ca },
		server: {
			signal: (name) => cluster.signal(0, name),
			restart: async () => {
				cluster.kill(0);
				await cluster.restart(0);
			},
		},
	};
}

export const engineFaults: Proof = {
	name: "engine",
	claim:
		"Whatever becomes of Elasticsearch or the way to it, no acknowledged write is lost, no answer is wrong, and who cannot be answered is told",
	requirements: [34],
	target:
		"200 schedules of lost, held, cut and spoilt answers, of a server that stands still or is killed: 0 acknowledged writes lost, 0 ghosts, 0 wrong or partial answers; refused with 503 within 2 s",
	minutes: 45,
	controls: [
		{
			name: "whatever comes is taken for an answer",
			edits: [
				{
					file: "src/engine/elasticsearch/connection.ts",
					find: "		Transport: CheckedTransport,\n",
					replace: "",
				},
			],
		},
		{
			name: "a write that failed is acknowledged",
			edits: [
				{
					file: "src/engine/elasticsearch/writer.ts",
					find: "for (const call of group) call.reject(error);",
					replace: "for (const call of group) call.resolve(call.changes.map(() => 1)); void error;",
				},
			],
		},
	],
	run: prove,
};
