/** How long does it take to check a log, offline and where it lies? (R25) */
import { createReadStream, createWriteStream } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { createInterface } from "node:readline";
import { pipeline } from "node:stream/promises";
import { checkExport, exportLog } from "../../src/tenancy/audit-export.ts";
import type { Bench } from "./main.ts";
import { openBenchPlatform, round } from "./platform.ts";

/** Entries that wait at the same time: as many as go in one write. */
const AT_ONCE = 256;

export const run: Bench = async ({ entries }) => {
	const bench = await openBenchPlatform();
	const folder = await mkdtemp(path.join(os.tmpdir(), "tributary-bench-log-"));
	try {
		const { scope, platform } = bench;
		const { audit } = platform.tenancy;
		const tenant = scope.tenant.id;
		const ids = Array.from({ length: 10 }, (_, at) => `candidate-${at}`);
		const queryDigest = scope.digest("java developer");
		const write = (): Promise<unknown> =>
			scope
				.record("search", { queryDigest, page: 1 }, async () => ({
					value: null,
					result: { outcome: "ok", count: ids.length, ids },
				}))
				// A disk that others keep busy: whoever asked would ask again.
				.catch(write);
		const written = await timed(async () => {
			for (let done = 0; done < entries; done += AT_ONCE)
				await Promise.all(Array.from({ length: Math.min(AT_ONCE, entries - done) }, write));
		});
		const grown = await timed(() => audit.signedHead(tenant));
		const file = path.join(folder, "log.ndjson");
		const exported = await timed(() => pipeline(linesOf(audit, tenant), createWriteStream(file)));
		const { fingerprint, head } = grown.value;
		const checked = await timed(() =>
			checkExport(createInterface({ input: createReadStream(file, "utf8") }), {
				trusted: fingerprint,
				witnessed: grown.value,
			}),
		);
		const verified = await timed(() => audit.verify(tenant));
		const proof = await audit.inclusion(tenant, Math.max(1, Math.floor(entries / 3)), head.size);
		return {
			entries: head.size,
			"entries written a second": Math.round(entries / written.seconds),
			"first signed head": figuresOf(grown),
			"export to a file": figuresOf(exported),
			"offline check of the export": { ...figuresOf(checked), "all well": checked.value.ok },
			"check where it lies": { ...figuresOf(verified), "all well": verified.value.ok },
			"inclusion proof, bytes as JSON": JSON.stringify(proof).length,
			machine: { node: process.version, cores: os.availableParallelism() },
		};
	} finally {
		await bench.close();
		await rm(folder, { recursive: true, force: true });
	}
};

async function* linesOf(...log: Parameters<typeof exportLog>) {
	for await (const line of exportLog(...log)) yield `${line}\n`;
}

interface Timed<T> {
	readonly value: T;
	readonly seconds: number;
	/** Of the processor, in all threads. */
	readonly processor: number;
}

async function timed<T>(work: () => Promise<T>): Promise<Timed<T>> {
	const before = process.cpuUsage();
	const began = performance.now();
	const value = await work();
	const { user, system } = process.cpuUsage(before);
	return { value, seconds: (performance.now() - began) / 1000, processor: (user + system) / 1e6 };
}

const figuresOf = ({ seconds, processor }: Timed<unknown>) => ({
	seconds: round(seconds, 1),
	"processor time, s": round(processor, 1),
});
