import { spawn } from "node:child_process";
import path from "node:path";
import { findSandbox, type Sandbox } from "../../src/ingest/sandbox/layers.ts";

export interface ProbeOptions {
	/** Without the layer inside the process that takes the network away. */
	readonly unguarded?: boolean;
	/** Account that the process runs as. */
	readonly uid?: number;
}

/** Runs code where the parser runs, with all layers of a sandbox, and gives what it prints by `say`. */
export function probe(sandbox: Sandbox, code: string, { unguarded = false, uid }: ProbeOptions = {}): Promise<string> {
	const child = sandbox.args.at(-1) as string;
	const guard = path.join(path.dirname(child), `no-network${path.extname(child)}`);
	const enter = unguarded ? "" : "takeNetworkAway();";
	const script = `import(${JSON.stringify(guard)}).then(async ({ takeNetworkAway }) => { ${enter} const say = (x) => console.log(String(x)); try { ${code} } catch (e) { say("refused " + e.code); } })`;
	return new Promise((resolve) => {
		const running = spawn(sandbox.command, [...sandbox.args.slice(0, -1), "--input-type=module", "-e", script], {
			env: {},
			cwd: "/",
			stdio: ["ignore", "pipe", "ignore"],
			...(uid === undefined ? {} : { uid, gid: uid }),
		});
		let out = "";
		running.stdout.on("data", (chunk: Buffer) => {
			out += chunk.toString();
		});
		running.once("close", () => resolve(out.trim()));
	});
}

/** The parser's process without anything around it: no namespace, no limits of the system. */
export function nodeAlone(): Sandbox {
	const { command, args } = findSandbox();
	const all = [command, ...args];
	return { layers: [], command: process.execPath, args: all.slice(all.lastIndexOf(process.execPath) + 1) };
}
