/** A served API in a process of its own, and uploads over HTTP. */
import { type ChildProcess, spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { residentBytes } from "../../src/ingest/sandbox/memory.ts";
import type { HostileFile } from "./files.ts";
import type { Outcome } from "./judge.ts";

export interface ServedOptions {
	/** Seconds that a file may take; the product's own when absent. */
	readonly timeoutSeconds?: number;
	readonly memoryMegabytes?: number;
}

/** Processes that a process started, and theirs. */
export function descendants(pid: number): number[] {
	try {
		const children = readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8").trim().split(" ").filter(Boolean);
		return children.map(Number).flatMap((child) => [child, ...descendants(child)]);
	} catch {
		return [];
	}
}

export class Served {
	readonly folder: string;
	readonly #process: ChildProcess;
	readonly #seen = new Set<number>();
	#url = "";
	#token = "";

	private constructor(options: ServedOptions) {
		this.folder = mkdtempSync(path.join(tmpdir(), "tributary-hostile-"));
		mkdirSync(this.temporary);
		const entry = path.join(import.meta.dirname, "server.ts");
		this.#process = spawn(process.execPath, [entry, this.folder, JSON.stringify(options)], {
			env: { TMPDIR: this.temporary, SECRET_OF_THE_SERVER: SECRET },
			// The server ends with this pipe, however the bench ends.
			stdio: ["pipe", "pipe", "inherit"],
		});
	}

	/** Where the server would leave its temporary files. */
	get temporary(): string {
		return path.join(this.folder, "tmp");
	}

	static async start(options: ServedOptions = {}): Promise<Served> {
		const served = new Served(options);
		const line = await new Promise<string>((resolve, reject) => {
			let out = "";
			served.#process.stdout?.on("data", (chunk: Buffer) => {
				out += chunk.toString();
				if (out.includes("\n")) resolve(out);
			});
			served.#process.once("exit", () => reject(new Error("The server did not start.")));
		});
		const { url, token } = JSON.parse(line) as { url: string; token: string };
		served.#url = url;
		served.#token = token;
		return served;
	}

	/** Milliseconds until the API says that it is well, or null. */
	async health(): Promise<number | null> {
		const from = performance.now();
		const answer = await fetch(`${this.#url}/v1/health`, { signal: AbortSignal.timeout(5000) }).catch(() => null);
		await answer?.arrayBuffer().catch(() => null);
		return answer?.status === 200 ? performance.now() - from : null;
	}

	/** Uploads a file and reads back what became of it. */
	async upload(file: HostileFile): Promise<Outcome> {
		const from = performance.now();
		const headers = {
			authorization: `Bearer ${this.#token}`,
			"content-type": "application/octet-stream",
			"x-file-name": file.name,
		};
		const body = new Uint8Array(file.bytes);
		const answer = await fetch(`${this.#url}/v1/candidates/h-${file.number}/resume`, {
			method: "PUT",
			headers,
			body,
		}).catch(() => null);
		const text = (await answer?.text().catch(() => "")) ?? "";
		const time = performance.now() - from;
		const record = await fetch(`${this.#url}/v1/candidates/h-${file.number}`, { headers }).catch(() => null);
		const output = text + ((await record?.text().catch(() => "")) ?? "");
		return { number: file.number, kind: file.kind, outcome: outcomeOf(answer?.status ?? 0, text), time, output };
	}

	/** Bytes of the largest process under the server, and how many there are. */
	children(): { readonly largest: number; readonly count: number } {
		const pids = descendants(this.#process.pid ?? 0);
		for (const pid of pids) this.#seen.add(pid);
		return { largest: Math.max(0, ...pids.map(residentBytes)), count: pids.length };
	}

	/** Stops the server and tells what is still there: processes that it started, files where temporary ones go. */
	async stop(): Promise<string[]> {
		this.children();
		const ended = new Promise((resolve) => this.#process.once("exit", resolve));
		this.#process.kill("SIGTERM");
		await ended;
		await new Promise((resolve) => setTimeout(resolve, 500));
		const alive = [...this.#seen].filter((pid) => commandOf(pid).includes(`${path.sep}sandbox${path.sep}child.`));
		const files = readdirSync(this.temporary);
		rmSync(this.folder, { recursive: true });
		return [...alive.map((pid) => `process ${pid}`), ...files.map((name) => `file ${name}`)];
	}
}

/** Stands in the server's environment: it may come out as little as the content of a file. */
export const SECRET = "secret-of-the-server-9d1f6c";

function commandOf(pid: number): string {
	try {
		return readFileSync(`/proc/${pid}/cmdline`, "utf8");
	} catch {
		return "";
	}
}

function outcomeOf(status: number, text: string): string {
	if (status === 0) return "no answer";
	try {
		const answer = JSON.parse(text) as { failure?: { code: string } | null; code?: string };
		if (status >= 400) return answer.code ?? `status ${status}`;
		return answer.failure?.code ?? "parsed";
	} catch {
		return `status ${status}`;
	}
}

/** A file whose content may come out nowhere. */
export function plantSentinel(folder: string): { readonly path: string; readonly content: string } {
	const content = "sentinel-4f0c2b7a91-of-this-machine";
	const file = path.join(folder, "sentinel.txt");
	writeFileSync(file, `${content}\n`);
	return { path: file, content };
}
