/**
 * `npm run bench -- NAME [options]`: one file per question. Each prints a table, or JSON with --json; none asserts times.
 */
import { parseArgs } from "node:util";

/** A bench measures, and returns what it measured: names with their units, and numbers. */
export type Bench = (options: BenchOptions) => Promise<Record<string, unknown>>;

export interface BenchOptions {
	/** People in the store. */
	readonly candidates: number;
	readonly seed: number;
	readonly json: boolean;
	/** File to draw a curve into, by benches that have one. */
	readonly svg: string | undefined;
	readonly rest: readonly string[];
}

const BENCHES: Record<string, () => Promise<{ readonly run: Bench }>> = {
	search: () => import("./search.ts"),
	ingest: () => import("./ingest.ts"),
	parse: () => import("./parse.ts"),
	identity: () => import("./identity.ts"),
};

const { values, positionals } = parseArgs({
	allowPositionals: true,
	strict: false,
	options: {
		candidates: { type: "string", default: "100000" },
		seed: { type: "string", default: "7" },
		json: { type: "boolean", default: false },
		svg: { type: "string" },
	},
});
const name = positionals[0] ?? "";
const load = BENCHES[name];
if (load === undefined) {
	process.stderr.write(`Name a bench: ${Object.keys(BENCHES).join(", ")}\n`);
	process.exit(2);
}
const { run } = await load();
const json = values.json === true;
const result = await run({
	candidates: Number(values.candidates),
	seed: Number(values.seed),
	json,
	svg: typeof values.svg === "string" ? values.svg : undefined,
	rest: positionals.slice(1),
});
if (json) process.stdout.write(`${JSON.stringify({ bench: name, ...result }, null, 2)}\n`);
else printTable(result);

function printTable(rows: Record<string, unknown>, indent = ""): void {
	for (const [key, value] of Object.entries(rows)) {
		if (typeof value === "object" && value !== null) {
			process.stdout.write(`${indent}${key}\n`);
			printTable(value as Record<string, unknown>, `${indent}  `);
		} else process.stdout.write(`${indent}${key.padEnd(34 - indent.length)} ${value}\n`);
	}
}
