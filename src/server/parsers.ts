import type { FastifyBaseLogger } from "fastify";
import type { Config } from "../config.ts";
import { createParserPool, type ParserPool, type PoolInput } from "../ingest/pool.ts";
import { isolatesNetwork, type Sandbox } from "../ingest/sandbox/layers.ts";

export const ocrLanguages = ({ ocr }: Config["parser"]): readonly string[] => (ocr.enabled ? ocr.languages : []);

/** Most verbs of the command line read no file: they start no parser. */
export function lazyPool({ parser, limits: { fileBytes }, vocabulary }: Config, sandbox: Sandbox | undefined) {
	const { workers, timeoutSeconds, memoryMegabytes } = parser;
	const limits = { fileTime: timeoutSeconds * 1000, memory: memoryMegabytes * 1024 * 1024 };
	const ocr = ocrLanguages(parser);
	let pool: ParserPool | undefined;
	const opened = () => {
		pool ??= createParserPool({
			workers,
			limits,
			fileBytes,
			ocr,
			vocabulary,
			...(sandbox === undefined ? {} : { sandbox }),
		});
		return pool;
	};
	return {
		start: () => void opened(),
		parse: (input: PoolInput) => opened().parse(input),
		readText: (input: PoolInput) => opened().readText(input),
		close: async () => pool?.close(),
	};
}

export function logSandbox(log: FastifyBaseLogger, { layers }: Sandbox): void {
	log[isolatesNetwork(layers) ? "info" : "warn"]({ event: "sandbox", layers: layers.join(" ") });
}
