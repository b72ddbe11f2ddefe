import { existsSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { packageRoot } from "../../../src/package-root.ts";
import type { EngineKind, Result } from "./proof.ts";

/** The results of the last full run of each proof, for machines and for people. */

const KEPT = "PROOF.json";
const PAGE = "PROOF.md";
const SECURITY = "SECURITY.md";

/** The kept run of a proof that another one can go on with. */
export const resultToGoOnWith = (name: string, seed: number, engine: EngineKind): Result | null =>
	keptResults().find((kept) => kept.name === name && kept.seed === seed && (kept.engine ?? "embedded") === engine) ??
	null;

export function keptResults(): Result[] {
	const file = path.join(packageRoot(), KEPT);
	return existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as Result[]) : [];
}

/** Keeps results, in the place of those that the same proofs had, in the order of `names`; what is no proof any more is dropped. */
export function keepResults(fresh: readonly Result[], names: readonly string[]): void {
	const all = new Map([...keptResults(), ...fresh].map((result) => [titleOf(result), result]));
	const results = [...all.values()]
		.filter(({ name }) => names.includes(name))
		.toSorted(
			(one, other) => names.indexOf(one.name) - names.indexOf(other.name) || (one.engine === undefined ? -1 : 1),
		);
	writeFileSync(path.join(packageRoot(), KEPT), `${JSON.stringify(results, null, "\t")}\n`);
	writeFileSync(path.join(packageRoot(), PAGE), pageOf(results));
	const security = path.join(packageRoot(), SECURITY);
	writeFileSync(security, securityOf(readFileSync(security, "utf8"), results));
}

/** The page on security, with what the last runs reached in the last cell of each requirement. */
export const securityOf = (page: string, results: readonly Result[]): string =>
	page.replaceAll(/^(\| R(\d+) \|.*(?<!\\)\|).*\|$/gm, (_, row: string, number: string) => {
		const about = results.filter(({ requirements }) => requirements.includes(Number(number)));
		return `${row} ${about.map(lastRun).join(" · ")} |`.replace(/ {2}\|$/, " |");
	});

function lastRun(result: Result): string {
	const { day, share, controls } = result;
	const part = share === 1 ? "" : ` --share ${share}`;
	const found = controls.filter(({ noticed }) => noticed).length;
	return `\`${titleOf(result)}${part}\`, ${day}: ${reachedOf(result)}; ${verdictOf(result)}; planted bugs found: ${found} of ${controls.length}`;
}

export function pageOf(results: readonly Result[]): string {
	const reached = results.filter(({ passed, short }) => passed && short === null).length;
	const held = results.filter(({ passed }) => passed).length;
	const controls = results.flatMap((result) => result.controls);
	const noticed = controls.filter((control) => control.noticed).length;
	return `# What was proved, and how

Made by \`npm run proof\` from the last full run of each proof; not written by hand. [docs/proof.md](docs/proof.md) says what each
attack does and what the numbers of the requirements stand for. A proof holds when its attack found nothing **and** found every bug
that was planted for it; its target is reached when it also ran at the size that was asked for.

${results.length} proofs: ${held} hold, ${reached} of them at the full target. Planted bugs that were tried: ${noticed} of ${controls.length} found.

| proof | requirements | what holds | target | reached | |
|---|---|---|---|---|---|
${results.map(rowOf).join("\n")}

## Planted bugs

| proof | bug | found by |
|---|---|---|
${results.flatMap(controlRows).join("\n")}

## Runs

| proof | day | machine | command | took |
|---|---|---|---|---|
${results.map(runRow).join("\n")}
`;
}

const cell = (text: string) => text.replaceAll("|", "\\|").replaceAll(/\s+/g, " ").trim();

/** The proof, and the engine where it is not the embedded one. */
const titleOf = ({ name, engine }: Result) => (engine === undefined ? name : `${name}, ${engine}`);

function rowOf(result: Result): string {
	const { requirements, claim, target } = result;
	return `| ${titleOf(result)} | ${requirements.join(", ")} | ${cell(claim)} | ${cell(target)} | ${reachedOf(result)} | ${verdictOf(result)} |`;
}

const reachedOf = ({ figure, faults }: Result) =>
	cell(faults.length === 0 ? figure : `${figure}; first fault: ${faults[0]}`);

const verdictOf = ({ passed, short }: Result) =>
	cell(!passed ? "**does not hold**" : short === null ? "reached" : `holds; short: ${short}`);

const controlRows = (result: Result) =>
	result.controls.map(
		(control) =>
			`| ${titleOf(result)} | ${cell(control.name)} | ${control.noticed ? "" : "**not found:** "}${cell(control.how)} |`,
	);

function runRow(result: Result): string {
	const { name, engine, day, machine, seed, share, seconds, runs } = result;
	const part = `${engine === undefined ? "" : ` --engine ${engine}`}${share === 1 ? "" : ` --share ${share}`}`;
	return `| ${titleOf(result)} | ${day} | ${machine} | \`npm run proof -- ${name} --seed ${seed}${part}\` | ${seconds} s${runs === undefined ? "" : `, in ${runs} runs (\`--go-on\`)`} |`;
}
