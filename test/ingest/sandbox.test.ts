import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { createParserPool, type ParserPool, type PoolOptions } from "../../src/ingest/pool.ts";
import { findSandbox } from "../../src/ingest/sandbox/layers.ts";
import { ParserProcess, WATCH_LIMITS } from "../../src/ingest/sandbox/parser-process.ts";
import { AS_OF } from "./parser.ts";
import { probe } from "./probe.ts";

const RESUME = Buffer.from(
	"Jane Roe\njane.roe@example.org\n\nExperience\n\nEngineer, Acme Ltd    Jan 2020 – Present\n- Did things\n\nSkills\nPython, SQL\n",
);

let pool: ParserPool | undefined;
const open = (options: PoolOptions = {}): ParserPool => {
	pool = createParserPool({ workers: 2, ...options });
	return pool;
};
afterEach(async () => {
	await pool?.close();
	pool = undefined;
});

const job = (tenant: string, bytes: Uint8Array = RESUME) => ({ tenant, bytes, fileName: "cv.txt", asOf: AS_OF });
const codeOf = (promise: Promise<unknown>): Promise<string> =>
	promise.then(
		() => "parsed",
		(thrown: { code?: string }) => thrown.code ?? String(thrown),
	);
const isAlive = (pid: number): boolean => {
	try {
		process.kill(pid, 0);
		return true;
	} catch {
		return false;
	}
};

/** Processes of the parser in the groups of these ones. */
function orphansOf(mark: string, groups: readonly number[]): number[] {
	const pids = readdirSync("/proc").filter((name) => /^\d+$/.test(name));
	return pids.map(Number).filter((pid) => {
		try {
			const group = Number(readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1]?.split(" ")[2]);
			return groups.includes(group) && readFileSync(`/proc/${pid}/cmdline`, "utf8").includes(mark);
		} catch {
			return false;
		}
	});
}

describe("the pool", () => {
	test("a file that no process started for in time is given back as one to send again", async () => {
		expect(await codeOf(open({ limits: { startTime: 1 } }).parse(job("tenant-a")))).toBe("overloaded");
	});

	test("gives the lines that were read where they are asked for, and no others", async () => {
		const { lines } = await open().readText(job("tenant-a"));
		expect(lines.map(({ text }) => text)).toContain("Did things");
		expect(lines.find(({ text }) => text === "Did things")).toMatchObject({ kind: "bullet", page: 1 });
		expect((await pool?.explain(job("tenant-a")))?.lines).toEqual([]);
	});

	test("reads with the vocabulary that it is given, inside the sandbox", async () => {
		const vocabulary = mkdtempSync(path.join(tmpdir(), "tributary-words-"));
		mkdirSync(path.join(vocabulary, "skills"));
		writeFileSync(path.join(vocabulary, "skills", "own.tsv"), "serpent\tSerpent\tlanguage\tPython\t\t\n");
		const resume = await open({ vocabulary }).parse(job("tenant-a"));
		expect(resume.skills?.map(({ id }) => id)).toContain("serpent");
		rmSync(vocabulary, { recursive: true });
	});

	test("parses, and names the layers in force", async () => {
		const resume = await open().parse(job("tenant-a"));
		expect(resume.basics?.name).toBe("Jane Roe");
		expect(pool?.sandbox).toEqual(expect.arrayContaining(["permission-model", "empty-environment", "time-limit"]));
	});

	test("many files of several tenants at once, each answered with its own", async () => {
		const open4 = open({ workers: 2 });
		const files = Array.from({ length: 12 }, (_, index) => ({
			tenant: `tenant-${index % 3}`,
			name: `Person ${String.fromCharCode(65 + index)}berg`,
		}));
		const parsed = await Promise.all(
			files.map(({ tenant, name }) =>
				open4.parse(job(tenant, Buffer.from(RESUME.toString().replace("Jane Roe", name)))),
			),
		);
		expect(parsed.map((resume) => resume.basics?.name)).toEqual(files.map((file) => file.name));
	});

	test("a refusal is typed, and the next file is parsed", async () => {
		const running = open({ workers: 1 });
		expect(await codeOf(running.parse(job("tenant-a", Buffer.from("%PDF-1.7 broken"))))).toBe("file-corrupt");
		expect(await codeOf(running.parse(job("tenant-a", Buffer.from(""))))).toBe("file-empty");
		expect(await codeOf(running.parse(job("tenant-a", Buffer.from("GIF89a...."))))).toBe("file-type-unsupported");
		expect(await codeOf(running.parse(job("tenant-a", Buffer.from("just some words that say nothing at all"))))).toBe(
			"not-a-resume",
		);
		expect(await codeOf(running.parse(job("tenant-a")))).toBe("parsed");
	});

	test("files that wait behind a broken one are parsed, in another process", async () => {
		const running = open({ workers: 1 });
		const files = [RESUME, Buffer.from("%PDF-1.7 broken"), RESUME, RESUME, Buffer.from("%PDF-1.7 broken"), RESUME];
		const codes = await Promise.all(files.map((file) => codeOf(running.parse(job("tenant-a", file)))));
		expect(codes).toEqual(["parsed", "file-corrupt", "parsed", "parsed", "file-corrupt", "parsed"]);
	});

	test("a process is thrown away after its number of files, whoever waits", async () => {
		const running = open({ workers: 1, filesPerProcess: 1 });
		const seen = new Set<number>();
		const codes = Array.from({ length: 3 }, async () => {
			const code = await codeOf(running.parse(job("tenant-a")));
			for (const pid of running.pids()) seen.add(pid);
			return code;
		});
		expect(new Set(await Promise.all(codes))).toEqual(new Set(["parsed"]));
		expect(seen.size).toBeGreaterThanOrEqual(3);
	});

	test("a process that has worked long enough is thrown away between two files", async () => {
		const running = open({ workers: 1, limits: { work: 0 } });
		expect(await codeOf(running.parse(job("tenant-a")))).toBe("parsed");
		// The spare is left.
		expect(running.pids()).toHaveLength(1);
	});

	test("too many files waiting are refused at once", async () => {
		const running = open({ workers: 1, queue: 2 });
		const codes = await Promise.all(Array.from({ length: 6 }, () => codeOf(running.parse(job("tenant-a")))));
		expect(codes).toContain("overloaded");
		expect(codes).toContain("parsed");
	});

	test("closing leaves nothing waiting", async () => {
		const running = open({ workers: 1 });
		const waiting = Promise.all([codeOf(running.parse(job("tenant-a"))), codeOf(running.parse(job("tenant-b")))]);
		await running.close();
		expect(await waiting).toEqual(["parser-failed", "parser-failed"]);
		expect(await codeOf(running.parse(job("tenant-a")))).toBe("parser-failed");
	});
});

describe("one process, one tenant", () => {
	const started = (limits = WATCH_LIMITS): ParserProcess => new ParserProcess(findSandbox(), limits);

	test("a process that has grown is worn when it is weighed, and no other is", async () => {
		const child = started({ ...WATCH_LIMITS, grown: 1 });
		const worn: boolean[] = [];
		for (let file = 0; file < 20; file += 1) {
			await child.parse({ fileName: "cv.txt", asOf: AS_OF }, RESUME);
			worn.push(child.worn);
		}
		await child.kill();
		expect(worn.indexOf(true)).toBe(19);
	});

	test("a killed process fails its file, and the parent goes on", async () => {
		const child = started();
		await child.ready;
		const answer = codeOf(child.parse({ fileName: null, asOf: AS_OF }, RESUME));
		await child.kill();
		expect(await answer).toBe("parser-failed");
		expect(child.alive).toBe(false);
		expect(isAlive(child.pid ?? 0)).toBe(false);
	});

	test("killed at any moment of its start it leaves nothing", async () => {
		const mark = findSandbox().args.at(-1) ?? "";
		const ours: number[] = [];
		for (let after = 0; after < 40; after += 1) {
			const child = started();
			ours.push(child.pid ?? 0);
			await new Promise((resolve) => setTimeout(resolve, after / 3));
			await child.kill();
		}
		await expect.poll(() => orphansOf(mark, ours)).toEqual([]);
	});

	test("a file over its time ends the process", async () => {
		const child = started({ ...WATCH_LIMITS, fileTime: 1 });
		expect(await codeOf(child.parse({ fileName: null, asOf: AS_OF }, Buffer.from(RESUME.toString().repeat(400))))).toBe(
			"file-too-complex",
		);
		await child.ended;
		expect(child.alive).toBe(false);
	});

	test("a process that is not ready in time says nothing of the file", async () => {
		const child = started({ ...WATCH_LIMITS, startTime: 1 });
		const parsed = child.parse({ fileName: null, asOf: AS_OF }, RESUME);
		await expect(parsed).rejects.toMatchObject({ isLate: true });
	});

	test("a process over its memory ends", async () => {
		const child = started({ ...WATCH_LIMITS, memory: 1024 });
		const big = Buffer.from(
			`Jane Roe\njane@example.org\n${"Experience\nEngineer, Acme Ltd, 2019 – 2020\n- Did things\n".repeat(2000)}`,
		);
		expect(await codeOf(child.parse({ fileName: null, asOf: AS_OF }, big))).toBe("file-too-complex");
		await child.kill();
	});

	test("an answer over its length ends the process", async () => {
		const child = started({ ...WATCH_LIMITS, answer: 64 });
		expect(await codeOf(child.parse({ fileName: null, asOf: AS_OF }, RESUME))).toBe("file-too-complex");
		await child.kill();
	});
});

describe("R30: hostile code in the process of the parser", () => {
	let folder: string;
	let server: Server;
	let port: number;
	let connections = 0;
	const sandbox = findSandbox();

	beforeAll(async () => {
		folder = mkdtempSync(path.join(tmpdir(), "sentinel-"));
		writeFileSync(path.join(folder, "secret.txt"), "the secret");
		server = createServer((socket) => {
			connections += 1;
			socket.end();
		});
		await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
		port = (server.address() as { port: number }).port;
	});
	afterAll(() => {
		server.close();
		rmSync(folder, { recursive: true });
	});

	test.each<[string, () => string]>([
		[
			"reads a file",
			() =>
				`const fs = await import("node:fs"); say(fs.readFileSync(${JSON.stringify(path.join(folder, "secret.txt"))}, "utf8"));`,
		],
		[
			"reads the password file",
			() => `const fs = await import("node:fs"); say(fs.readFileSync("/etc/passwd", "utf8"));`,
		],
		[
			"reads the parent's environment",
			() => `const fs = await import("node:fs"); say(fs.readFileSync("/proc/" + process.ppid + "/environ", "utf8"));`,
		],
		[
			"writes a file",
			() =>
				`const fs = await import("node:fs"); fs.writeFileSync(${JSON.stringify(path.join(folder, "written.txt"))}, "x"); say("written");`,
		],
		[
			"starts a process",
			() => `const c = await import("node:child_process"); say(c.execFileSync("/bin/echo", ["started"]));`,
		],
		[
			"starts a thread",
			() => `const w = await import("node:worker_threads"); new w.Worker("1", { eval: true }); say("started");`,
		],
		[
			"opens a database file past the permission model",
			() =>
				`const { DatabaseSync } = process.getBuiltinModule("node:sqlite") ?? {}; if (!DatabaseSync) throw { code: "ERR_ACCESS_DENIED" }; new DatabaseSync(":memory:").exec("ATTACH ${JSON.stringify(path.join(folder, "secret.txt")).replaceAll('"', "'")} AS x; SELECT * FROM x.sqlite_master"); say("opened");`,
		],
		["loads native code", () => `process.dlopen({ exports: {} }, "/usr/lib/x.node"); say("loaded");`],
	])("%s: refused", async (_, code) => {
		expect(await probe(sandbox, code())).toMatch(/^refused ERR_ACCESS_DENIED|^refused ERR_DLOPEN|^refused ENOENT$/);
	});

	test("opens a connection: nothing arrives", async () => {
		const out = await probe(
			sandbox,
			`const net = await import("node:net"); const s = net.connect(${port}, "127.0.0.1"); s.on("connect", () => say("connected")); s.on("error", (e) => say("refused " + e.code));`,
		);
		expect(out).toMatch(/^refused/);
		expect(connections).toBe(0);
	});

	test("fetches: there is nothing to fetch with", async () => {
		expect(await probe(sandbox, "say(typeof fetch + typeof WebSocket)")).toBe("undefinedundefined");
	});

	test("looks at the environment: nothing of the service is in it", async () => {
		expect(
			await probe(
				sandbox,
				"say(JSON.stringify(Object.keys(process.env).filter((name) => !['PWD', 'SHLVL', '_', 'MALLOC_ARENA_MAX'].includes(name))))",
			),
		).toBe("[]");
	});

	test("changes Object.prototype through __proto__: there is no such way", async () => {
		expect(
			await probe(
				sandbox,
				`const x = JSON.parse('{"__proto__": {"bad": 1}}'); say(({}).__proto__ === undefined && ({}).bad === undefined);`,
			),
		).toBe("true");
	});

	test("the same probe works outside of the sandbox", async () => {
		expect(
			await probe(
				{ layers: [], command: process.execPath, args: [sandbox.args.at(-1) as string] },
				`const fs = await import("node:fs"); say(fs.readFileSync(${JSON.stringify(path.join(folder, "secret.txt"))}, "utf8"));`,
			),
		).toBe("the secret");
	});
});
