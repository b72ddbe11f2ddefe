import { spawn } from "node:child_process";
import path from "node:path";
import { vi } from "vitest";
import { runCommandLine } from "../../src/cli/program.ts";

export interface Ran {
	readonly code: number | null;
	readonly out: string;
	readonly err: string;
}

/** Runs a command line in this process. */
export async function run(...args: readonly string[]): Promise<Ran> {
	const texts = { stdout: "", stderr: "" };
	const spies = (["stdout", "stderr"] as const).map((name) =>
		vi.spyOn(process[name], "write").mockImplementation((text) => {
			texts[name] += String(text);
			return true;
		}),
	);
	try {
		const code = await runCommandLine(["node", "tributary", ...args]);
		return { code, out: texts.stdout, err: texts.stderr };
	} finally {
		for (const spy of spies) spy.mockRestore();
	}
}

const MAIN = path.resolve(import.meta.dirname, "../../src/main.ts");

/** Runs a command line as a process of its own. */
export const runProcess = (...args: readonly string[]): Promise<Ran> => runProcessIn(process.cwd(), ...args);

/** The same in another working directory. */
export function runProcessIn(cwd: string, ...args: readonly string[]): Promise<Ran> {
	const child = spawn(process.execPath, [MAIN, ...args], { cwd, stdio: ["ignore", "pipe", "pipe"] });
	const texts = { out: "", err: "" };
	child.stdout.on("data", (chunk: Buffer) => {
		texts.out += chunk.toString();
	});
	child.stderr.on("data", (chunk: Buffer) => {
		texts.err += chunk.toString();
	});
	return new Promise((resolve) => child.once("close", (code) => resolve({ code, ...texts })));
}
