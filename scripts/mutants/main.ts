/**
 * `npm run mutants -- [FILES]`: changes the modules that decide about isolation and access in small ways, one at a time, with Stryker, and
 * says which changes no test of theirs notices. Without files: all of modules.ts. Fails where less than nine of ten are noticed.
 */
import { spawnSync } from "node:child_process";
import { readFileSync, rmSync } from "node:fs";
import path from "node:path";
import { buildPage } from "../web.ts";
import { EQUIVALENT } from "./equivalent.ts";
import { MODULES } from "./modules.ts";

/** Part of all mutants that tests are to notice. */
const WANTED = 0.9;

const ROOT = path.resolve(import.meta.dirname, "..", "..");
const FOLDER = path.join(ROOT, ".mutants");
const REPORT = path.join(FOLDER, "report.json");

/** Of Stryker's report (mutation-testing-report-schema). */
interface Mutant {
	readonly mutatorName: string;
	readonly replacement: string;
	readonly status: "Killed" | "Timeout" | "Survived" | "NoCoverage" | "Ignored" | "RuntimeError" | "CompileError";
	readonly location: { readonly start: Place; readonly end: Place };
}
interface Place {
	readonly line: number;
	readonly column: number;
}

interface Count {
	readonly noticed: number;
	readonly all: number;
}

function mutantsOf(file: string): readonly Mutant[] {
	const tests = MODULES[file];
	if (tests === undefined) throw new Error(`scripts/mutants/modules.ts does not say which tests hold ${file}.`);
	rmSync(REPORT, { force: true });
	const stryker = path.join(ROOT, "node_modules", "@stryker-mutator", "core", "bin", "stryker.js");
	const { status } = spawnSync(
		process.execPath,
		["--no-warnings", stryker, "run", "scripts/mutants/stryker.config.ts", "--mutate", file],
		{ cwd: ROOT, stdio: ["ignore", "ignore", "inherit"], env: { ...process.env, MUTANTS_TESTS: tests.join(",") } },
	);
	if (status !== 0) throw new Error(`Stryker could not try ${file}: do its tests pass?`);
	const { files } = JSON.parse(readFileSync(REPORT, "utf8")) as { files: Record<string, { mutants: Mutant[] }> };
	return files[file]?.mutants ?? [];
}

function tell(file: string, mutants: readonly Mutant[]): Count {
	const tried = mutants.filter(({ status }) => status !== "Ignored");
	const unnoticed = tried.filter(({ status }) => status === "Survived" || status === "NoCoverage");
	const count = { noticed: tried.length - unnoticed.length, all: tried.length };
	const late = tried.filter(({ status }) => status === "Timeout").length;
	console.log(
		`${file}: ${told(count)}, ${late} of them by running too long; ${mutants.length - tried.length} of texts left out`,
	);
	const lines = readFileSync(path.join(ROOT, file), "utf8").split("\n");
	for (const one of unnoticed.toSorted(byPlace)) {
		const change = changeOf(one, lines);
		const reason = EQUIVALENT[file]?.[change];
		const { line, column } = one.location.start;
		const where = `${line}:${column} ${one.mutatorName}${one.status === "NoCoverage" ? ", run by no test" : ""}`;
		console.log(`  ${where}: ${change}${reason === undefined ? "" : ` (changes nothing: ${reason})`}`);
	}
	return count;
}

const told = ({ noticed, all }: Count): string =>
	`${noticed} of ${all} mutants noticed, ${((100 * noticed) / Math.max(1, all)).toFixed(1)} %`;

const byPlace = ({ location: { start: one } }: Mutant, { location: { start: other } }: Mutant): number =>
	one.line - other.line || one.column - other.column;

/** `end < 0 -> false` */
function changeOf({ location: { start, end }, replacement }: Mutant, lines: readonly string[]): string {
	const line = lines[start.line - 1] ?? "";
	const was =
		start.line === end.line ? line.slice(start.column - 1, end.column - 1) : `${line.slice(start.column - 1)}…`;
	return `${was} -> ${replacement.replace(/\s+/g, " ")}`;
}

const files = process.argv.length > 2 ? process.argv.slice(2) : Object.keys(MODULES);
// The copies of the sources that are changed have the page of these.
await buildPage();
const total = { noticed: 0, all: 0 };
for (const file of files) {
	const { noticed, all } = tell(file, mutantsOf(file));
	total.noticed += noticed;
	total.all += all;
}
rmSync(FOLDER, { recursive: true, force: true });
if (files.length > 1) console.log(`${files.length} modules: ${told(total)}`);
if (total.noticed < WANTED * total.all) process.exitCode = 1;
