/** A served instance in a process of its own, and the simulator in another: they share nothing but the wire. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type { Report } from "../ats-simulator/report.ts";

export interface Served {
	readonly url: string;
	readonly clientId: string;
	readonly clientSecret: string;
	readonly organization: number;
	/** Ids of members of the network. */
	readonly profiles: readonly string[];
	/** Processor time that the server used so far, all its threads together; null where the system does not tell. */
	readonly cpuSeconds: () => number | null;
	readonly stop: () => Promise<void>;
}

export async function startServer(): Promise<Served> {
	const folder = mkdtempSync(path.join(tmpdir(), "tributary-sync-"));
	const entry = path.join(import.meta.dirname, "server.ts");
	// The server ends with its standard input, however this process ends.
	const child = spawn(process.execPath, [entry, folder], { stdio: ["pipe", "pipe", "inherit"] });
	const stop = async () => {
		const ended = once(child, "exit");
		child.kill("SIGTERM");
		await ended;
		rmSync(folder, { recursive: true, force: true });
	};
	const told = JSON.parse(await firstLine(child)) as Omit<Served, "stop" | "cpuSeconds">;
	return { ...told, cpuSeconds: () => cpuSecondsOf(child.pid ?? 0), stop };
}

/** Ticks of user and system time are the 14th and 15th word; the second, in brackets, may hold blanks. A tick is 10 ms. */
function cpuSecondsOf(pid: number): number | null {
	try {
		const words = readFileSync(`/proc/${pid}/stat`, "utf8")
			.replace(/^.*\) /s, "")
			.split(" ");
		return (Number(words[11]) + Number(words[12])) / 100;
	} catch {
		return null;
	}
}

function firstLine(child: ChildProcess): Promise<string> {
	return new Promise((resolve, reject) => {
		let out = "";
		child.stdout?.on("data", (chunk: Buffer) => {
			out += chunk.toString();
			if (out.includes("\n")) resolve(out);
		});
		child.once("exit", () => reject(new Error("The server did not start.")));
	});
}

export interface Ran {
	readonly code: number | null;
	readonly report: Report;
}

/** Runs the simulator against a served instance, with options as on its command line. */
export async function runSimulator(served: Served, options: readonly string[]): Promise<Ran> {
	const entry = path.join(import.meta.dirname, "..", "ats-simulator", "main.ts");
	const env = {
		...process.env,
		URL: served.url,
		CLIENT_ID: served.clientId,
		CLIENT_SECRET: served.clientSecret,
		ORGANIZATION: String(served.organization),
	};
	const child = spawn(process.execPath, [entry, "--json", ...options], { env, stdio: ["ignore", "pipe", "inherit"] });
	let out = "";
	child.stdout.on("data", (chunk: Buffer) => {
		out += chunk.toString();
	});
	const [code] = (await once(child, "close")) as [number | null];
	if (out === "") throw new Error(`The simulator ended with ${code} and said nothing.`);
	return { code, report: JSON.parse(out) as Report };
}
