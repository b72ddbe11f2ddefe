import type { Command } from "commander";
import { createLog } from "../api/request-log.ts";
import { loadConfig } from "../config.ts";
import { type Service, serveSealable } from "../server/seal.ts";
import { startServer } from "../server.ts";
import { ensurePage } from "./page-build.ts";
import { remark } from "./terminal.ts";
import { examples } from "./verbs.ts";

/** `serve`: the API and the page, in production. */

export function addServe(program: Command): void {
	const command = program
		.command("serve")
		.description("serve API and page; refuses unsafe settings and names each")
		.option("--config <file>", "configuration, a JSON file")
		.action(async (options: { config?: string }, command: Command) => {
			const file = options.config ?? (command.optsWithGlobals() as { config?: string }).config;
			if (file === undefined) return command.error("error: serve wants --config FILE; for a try-out use: start");
			const config = loadConfig(file);
			await ensurePage();
			const log = createLog(config.log.level);
			const told = (event: string, err?: unknown) => log.warn(err === undefined ? { event } : { event, err });
			const server = await serveSealable(config, (fixed) => startServer(fixed, { log }), told);
			process.on(
				"SIGHUP",
				() =>
					void reload(server, file).then(
						() => told("reloaded"),
						(err) => told("reload-failed", err),
					),
			);
			await serveUntilStopped(server);
		});
	examples(command, ["serve --config tributary.json"]);
}

const reload = async (server: Service, file: string): Promise<void> => server.reload(loadConfig(file));

/** Resolves when the process was asked to stop and everything that was accepted is finished. */
export async function serveUntilStopped(server: { readonly url: string; close(): Promise<void> }): Promise<void> {
	const stopped = new Promise<void>((resolve) => {
		for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => resolve());
	});
	// Said when signals are minded: whoever reads it may send one at once.
	remark(`serving ${server.url}`);
	await stopped;
	remark("stopping: finishing what was accepted");
	await server.close();
}
