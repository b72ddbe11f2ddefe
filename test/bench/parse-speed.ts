/**
 * Files a second of the pool beside those of bare text extraction, in rounds that take turns. The pool is that of the built program, as a
 * package holds it: run from its sources, each process would carry what takes their types away, 40 MB, while pdf-parse is JavaScript anyway.
 */
import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { createInterface } from "node:readline";
import { pathToFileURL } from "node:url";
import { writeCorpus } from "../../corpora/generate/write.ts";
import type { ParserPool } from "../../src/ingest/pool.ts";
import { behindThisProcess } from "../../src/ingest/sandbox/layers.ts";
import { residentBytes } from "../../src/ingest/sandbox/memory.ts";
import { packageRoot } from "../../src/package-root.ts";

/** PDFs that are parsed before the clock runs, and then in each of the rounds. */
interface Plan {
	readonly warmUp: number;
	readonly inRound: number;
}
/** Of made files, none of which comes twice. */
const MADE: Plan = { warmUp: 400, inRound: 200 };
/** Of files from elsewhere: there are few, so they come again and again, and they are larger. */
const REAL: Plan = { warmUp: 136, inRound: 68 };
const ROUNDS = 6;
/** Milliseconds between two looks at the memory and the time of all processes. */
const WATCHED_EVERY = 100;

const BARE = `
import { readFileSync } from "node:fs";
import { createInterface } from "node:readline";
const { PDFParse } = await import(process.argv[1]);
const files = process.argv.slice(2).map((name) => readFileSync(name));
for await (const line of createInterface({ input: process.stdin })) {
	const [from, to] = line.split(" ").map(Number);
	const start = performance.now();
	for (const data of files.slice(from, to)) { const parser = new PDFParse({ data: new Uint8Array(data) }); await parser.getText(); await parser.destroy(); }
	console.log(performance.now() - start);
}
`;

/** Milliseconds that files `from` to `to` (exclusive) of the whole list take. */
type Round = (from: number, to: number) => Promise<number>;

interface Side {
	readonly round: Round;
	/** Processor time used so far, in ticks of the clock; to be asked often, since that of a process is gone with it. */
	readonly used: () => number;
	readonly close: () => Promise<void> | void;
}

/** Processor time of a process and of what it started (bubblewrap stands between), in ticks; 0 where the system does not tell. */
function ticksOf(pid: number | undefined): number {
	try {
		const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1]?.split(" ") ?? [];
		const children = readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8").split(" ").filter(Boolean);
		return Number(fields[11]) + Number(fields[12]) + children.reduce((sum, child) => sum + ticksOf(Number(child)), 0);
	} catch {
		return 0;
	}
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

/** Text extraction alone by pdf-parse, in as many processes, without isolation. */
function bare(files: readonly string[], workers: number): Side {
	const entry = createRequire(import.meta.url)
		.resolve("pdf-parse")
		.replace("/cjs/index.cjs", "/esm/index.js");
	const start = (worker: number): { child: ChildProcess; lines: AsyncIterator<string> } => {
		const part = files.filter((_, index) => index % workers === worker);
		const args = ["--input-type=module", "-e", BARE, pathToFileURL(entry).href, ...part];
		// Behind others, as the processes of the pool are.
		const [command, ...all] = behindThisProcess([process.execPath, ...args]);
		const child = spawn(command, all, { stdio: ["pipe", "pipe", "ignore"], detached: true });
		return { child, lines: createInterface({ input: child.stdout })[Symbol.asyncIterator]() };
	};
	const started = Array.from({ length: workers }, (_, worker) => start(worker));
	const round: Round = async (from, to) => {
		const times = started.map(async ({ child, lines }) => {
			child.stdin?.write(`${from / workers} ${to / workers}\n`);
			const time = Number((await lines.next()).value);
			if (!(time > 0)) throw new Error("pdf-parse gave no time");
			return time;
		});
		return Math.max(...(await Promise.all(times)));
	};
	const used = (): number => sum(started.map(({ child }) => ticksOf(child.pid)));
	return { round, used, close: () => started.forEach(({ child }) => void child.stdin?.end()) };
}

/** Made by the compiler from the sources as they are now. */
async function builtPool(workers: number): Promise<ParserPool> {
	const root = packageRoot();
	execFileSync("npm", ["exec", "--", "tsc", "-p", "tsconfig.build.json"], { cwd: root });
	const pool: typeof import("../../src/ingest/pool.ts") = await import(
		pathToFileURL(path.join(root, "dist", "src", "ingest", "pool.js")).href
	);
	return pool.createParserPool({ workers });
}

/** The whole of parsing in sandboxed processes, with the pool's own settings. */
function isolated(pool: ParserPool, files: readonly string[], asOf: string): Side {
	const bytes = files.map((name) => readFileSync(name));
	const round: Round = async (from, to) => {
		const start = performance.now();
		await Promise.allSettled(
			bytes.slice(from, to).map((content) => pool.parse({ tenant: "bench", bytes: content, asOf })),
		);
		return performance.now() - start;
	};
	// What this process does for the pool counts as well: it sends, receives and checks.
	const own = (): number => {
		const { user, system } = process.cpuUsage();
		return (user + system) / 1e4;
	};
	// A process that is replaced in the middle keeps the time that it had when it was last seen.
	const seen = new Map<number, number>();
	const ofProcesses = (): number => {
		for (const pid of pool.pids()) seen.set(pid, Math.max(seen.get(pid) ?? 0, ticksOf(pid)));
		return sum([...seen.values()]);
	};
	return { round, used: () => ofProcesses() + own(), close: () => pool.close() };
}

const middle = (values: readonly number[]): number =>
	values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN;

export interface SpeedOptions {
	readonly workers: number;
	readonly asOf: string;
}

/** Both sides in turns: what else runs on the machine slows both. Files a second, and bytes of the largest process. */
async function compare(
	files: readonly string[],
	{ warmUp, inRound }: Plan,
	{ workers, asOf }: SpeedOptions,
): Promise<Record<string, number>> {
	const pool = await builtPool(workers);
	const sides = [bare(files, workers), isolated(pool, files, asOf)] as const;
	const times: { bare: number; pool: number }[] = [];
	let memory = 0;
	const watch = setInterval(() => {
		memory = Math.max(memory, ...pool.pids().map(residentBytes));
		for (const side of sides) side.used();
	}, WATCHED_EVERY);
	for (const side of sides) await side.round(0, warmUp);
	const before = sides.map((side) => side.used()) as [number, number];
	for (let from = warmUp; from < files.length; from += inRound) {
		const [bare, isolated] = sides;
		times.push({ bare: await bare.round(from, from + inRound), pool: await isolated.round(from, from + inRound) });
	}
	clearInterval(watch);
	const [bareUsed, poolUsed] = sides.map((side, index) => side.used() - (before[index] as number)) as [number, number];
	for (const side of sides) await side.close();
	const parsed = inRound * times.length;
	const rate = (list: readonly number[]): number => Math.round(parsed / (sum(list) / 1000));
	return {
		"PDF files": parsed,
		"bare pdf-parse, files/s": rate(times.map((time) => time.bare)),
		"pool, files/s": rate(times.map((time) => time.pool)),
		"share, % (middle of the rounds)": percent(middle(times.map((time) => time.bare / time.pool))),
		"share by processor time, %": percent(bareUsed / poolUsed),
		"bare pdf-parse, ms of processor": (10 * bareUsed) / parsed,
		"pool, ms of processor": (10 * poolUsed) / parsed,
		"memory of a worker, MB": Math.round(memory / 1e6),
	};
}

const percent = (share: number): number => Math.round(share * 1000) / 10;

/** Made files of one page, and those that stand under `resumes`, if any do, again and again. */
export async function speed(
	folder: string,
	resumes: string,
	{ seed, ...options }: SpeedOptions & { readonly seed: number },
): Promise<Record<string, Record<string, number>>> {
	const people = MADE.warmUp + MADE.inRound * ROUNDS;
	const truth = await writeCorpus({ people, seed: seed + 1, out: folder, formats: ["pdf"] }, () => {});
	const made = await compare(
		truth.map((line) => path.join(folder, line.file)),
		MADE,
		options,
	);
	const found = existsSync(resumes)
		? readdirSync(resumes, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".pdf"))
		: [];
	if (found.length === 0) return { "made, one page": made };
	const real = Array.from({ length: REAL.warmUp + REAL.inRound * ROUNDS }, (_, index) =>
		path.join(resumes, found[index % found.length] as string),
	);
	return { "made, one page": made, [`${found.length} from elsewhere`]: await compare(real, REAL, options) };
}
