import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import os from "node:os";
import { describe, expect, test } from "vitest";
import { ENVIRONMENT, findSandbox, PROCESS_LIMITS, type Sandbox } from "../../src/ingest/sandbox/layers.ts";

const LAYERS: readonly (readonly [string, boolean])[] = [
	["with what this machine has", true],
	["without bubblewrap", false],
];

interface Ended {
	readonly out: string;
	/** Exit code; a signal counts as 128 and its number, as a shell tells it. */
	readonly code: number;
}

const SIGNALS: Record<string, number> = { SIGABRT: 6, SIGKILL: 9, SIGXCPU: 24, SIGTRAP: 5 };

/** Runs code where the parser runs. */
function inside(sandbox: Sandbox, code: string): Promise<Ended> {
	return new Promise((resolve) => {
		const child = spawn(sandbox.command, [...sandbox.args.slice(0, -1), "-e", code], {
			env: ENVIRONMENT,
			cwd: "/",
			stdio: ["ignore", "pipe", "ignore"],
		});
		let out = "";
		child.stdout.on("data", (chunk: Buffer) => {
			out += chunk.toString();
		});
		child.once("close", (exit, signal) => resolve({ out, code: exit ?? 128 + (SIGNALS[signal ?? ""] ?? 0) }));
	});
}

describe.each(LAYERS)("limits of a process, %s", (_, bubblewrap) => {
	const sandbox = (limits = PROCESS_LIMITS): Sandbox => findSandbox(limits, { bubblewrap });
	const hasPrlimit = existsSync("/usr/bin/prlimit");

	test("the layers are told, and bubblewrap is among them only where it was wanted and is there", () => {
		const { layers, command } = sandbox();
		expect(layers).toContain("permission-model");
		expect(layers.includes("prlimit")).toBe(hasPrlimit);
		expect(layers.includes("bubblewrap")).toBe(command.endsWith("bwrap"));
		if (!bubblewrap) expect(layers).not.toContain("bubblewrap");
	});

	test.runIf(existsSync("/bin/sh"))("it stands behind whoever searches", async () => {
		expect(sandbox().layers).toContain("low-priority");
		const { out } = await inside(sandbox(), "console.log(os.getPriority())");
		expect(Number(out)).toBe(Math.min(19, os.getPriority() + 5));
	});

	test("R28: a heap that grows is ended by V8", async () => {
		const { code, out } = await inside(
			sandbox({ ...PROCESS_LIMITS, heap: 64 }),
			"const a = []; for (;;) a.push({ n: a.length }); console.log('went on')",
		);
		expect([134, 133]).toContain(code);
		expect(out).toBe("");
	});

	test.runIf(hasPrlimit)("memory outside of the heap is refused by the kernel", async () => {
		const { out } = await inside(
			sandbox(),
			"let n = 0; const a = []; try { for (; n < 64; n++) a.push(Buffer.alloc(256 * 1024 * 1024, 1)); } catch (e) { console.log('refused', n < 20); }",
		);
		expect(out).toBe("refused true\n");
	});

	test.runIf(hasPrlimit)("a loop without end is ended when its processor time is used up", async () => {
		const { code } = await inside(sandbox({ ...PROCESS_LIMITS, cpuSeconds: 1 }), "for (;;);");
		expect([128 + 24, 128 + 9]).toContain(code);
	});

	test("no file of this machine outside of the program is there to be read", async () => {
		const { out } = await inside(
			sandbox(),
			"const fs = require('node:fs'); for (const f of ['/etc/passwd', '/proc/1/environ', '/root', '/tmp']) try { fs.readdirSync(f); fs.readFileSync(f); console.log('read', f); } catch (e) { console.log(e.code === 'ERR_ACCESS_DENIED'); }",
		);
		expect(out).toBe("true\n".repeat(4));
	});

	test("the environment says how memory is kept, and has nothing of the service in it", async () => {
		const { out } = await inside(
			sandbox(),
			"console.log(Object.keys(process.env).filter((n) => !['PWD', 'SHLVL', '_'].includes(n)).join())",
		);
		expect(out).toBe("MALLOC_ARENA_MAX\n");
	});
});
