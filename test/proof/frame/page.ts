import { existsSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { packageRoot } from "../../../src/package-root.ts";
import { type EngineKind, everyReason, type Proof, type Result } from "./proof.ts";

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

/** What a page has to know of the proofs: those that were not run, and the bugs that were not planted, are told as well. */
export type Defined = Pick<Proof, "name" | "claim" | "requirements" | "target" | "controls" | "onCluster">;

/** Keeps results, in the place of those that the same proofs had, in the order of `proofs`; what is no proof any more is dropped. */
export function keepResults(fresh: readonly Result[], proofs: readonly Defined[]): void {
	const names = proofs.map(({ name }) => name);
	const all = new Map([...keptResults(), ...fresh].map((result) => [titleOf(result), result]));
	const results = [...all.values()]
		.filter(({ name }) => names.includes(name))
		.toSorted(
			(one, other) => names.indexOf(one.name) - names.indexOf(other.name) || (one.engine === undefined ? -1 : 1),
		);
	writeFileSync(path.join(packageRoot(), KEPT), `${JSON.stringify(results, null, "\t")}\n`);
	writeFileSync(path.join(packageRoot(), PAGE), pageOf(results, proofs));
	const security = path.join(packageRoot(), SECURITY);
	writeFileSync(security, securityOf(readFileSync(security, "utf8"), results, proofs));
}

/** The page on security, with what the last runs reached in the last cell of each requirement. */
export const securityOf = (page: string, results: readonly Result[], proofs: readonly Defined[]): string =>
	page.replaceAll(/^(\| R(\d+) \|.*(?<!\\)\|).*\|$/gm, (_, row: string, number: string) => {
		const isAbout = ({ requirements }: Defined | Result) => requirements.includes(Number(number));
		const told = [
			...results.filter(isAbout).map((result) => lastRun(result, proofs)),
			...notRunOf(results, proofs)
				.filter(isAbout)
				.map(({ name }) => `\`${name}\`: ${NOT_RUN}`),
		];
		return `${row} ${told.join(" · ")} |`.replace(/ {2}\|$/, " |");
	});

const NOT_RUN = "not run in full";
const notRunOf = (results: readonly Result[], proofs: readonly Defined[]) =>
	proofs.filter((proof) => !results.some(({ name }) => name === proof.name));

function lastRun(result: Result, proofs: readonly Defined[]): string {
	const { day, share } = result;
	const part = share === 1 ? "" : ` --share ${share}`;
	return `\`${titleOf(result)}${part}\`, ${day}: ${reachedOf(result)}; ${verdictOf(result, proofs, "counted")}; planted bugs found: ${foundOf(result, proofs)}`;
}

/** Planted bugs of a proof that fit the engine it was run with: of the other one none can be found. */
export function fittingControls({ controls, onCluster }: Pick<Defined, "controls" | "onCluster">, engine: EngineKind) {
	const unused = `src/engine/${engine === "embedded" ? "elasticsearch" : "embedded"}/`;
	return controls.filter(
		(control) => onCluster !== true || "plant" in control || !control.edits.some(({ file }) => file.startsWith(unused)),
	);
}

/** Names of the bugs that are defined for a result's proof, and of those that were not planted in it. */
function bugsOf({ name, engine, controls }: Result, proofs: readonly Defined[]) {
	const proof = proofs.find((one) => one.name === name);
	const defined =
		proof === undefined ? [] : fittingControls(proof, engine ?? "embedded").map((control) => control.name);
	const tried = new Set(controls.map((control) => control.name));
	return { defined, untried: defined.filter((one) => !tried.has(one)) };
}

/** "8 of 8; 22 more were not tried" */
function foundOf(result: Result, proofs: readonly Defined[]): string {
	const { controls } = result;
	const { untried } = bugsOf(result, proofs);
	const found = controls.filter(({ noticed }) => noticed).length;
	const more = untried.length === 0 ? "" : `; ${untried.length} ${controls.length === 0 ? "" : "more "}not tried`;
	return `${controls.length === 0 ? "none was tried" : `${found} of ${controls.length}`}${more}`;
}

export function pageOf(results: readonly Result[], proofs: readonly Defined[]): string {
	const reached = results.filter((result) => verdictOf(result, proofs) === REACHED).length;
	const held = results.filter(({ passed }) => passed).length;
	const controls = results.flatMap((result) => result.controls);
	const noticed = controls.filter((control) => control.noticed).length;
	const absent = notRunOf(results, proofs);
	const tried = new Set(results.flatMap((result) => result.controls.map((one) => `${result.name} ${one.name}`)));
	const defined = proofs.flatMap(({ name, controls }) => controls.map((one) => `${name} ${one.name}`));
	return `# What was proved, and how

Made by \`npm run proof\` from the last full run of each proof; not written by hand. [docs/proof.md](docs/proof.md) says what each
attack does and what the numbers of the requirements stand for. A proof holds when its attack found nothing **and** found every bug
that was planted for it; its target is reached when it also ran at the size that was asked for, with all the bugs that are defined for it.

${results.length} results of ${proofs.length - absent.length} of ${proofs.length} proofs: ${held} hold, ${reached} of them at the full target${absent.length === 0 ? "" : `; ${NOT_RUN}: ${absent.map(({ name }) => name).join(", ")}`}.
Planted bugs: ${noticed} of the ${controls.length} that were tried were found. ${defined.length} are defined, of which ${defined.filter((one) => !tried.has(one)).length} were not tried.

| proof | requirements | what holds | target | reached | | planted bugs found |
|---|---|---|---|---|---|---|
${[...results.map((result) => rowOf(result, proofs)), ...absent.map(absentRow)].join("\n")}

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

function rowOf(result: Result, proofs: readonly Defined[]): string {
	const { requirements, claim, target } = result;
	return `| ${titleOf(result)} | ${requirements.join(", ")} | ${cell(claim)} | ${cell(target)} | ${reachedOf(result)} | ${verdictOf(result, proofs)} | ${foundOf(result, proofs)} |`;
}

const absentRow = ({ name, requirements, claim, target, controls }: Defined) =>
	`| ${name} | ${requirements.join(", ")} | ${cell(claim)} | ${cell(target)} | | **${NOT_RUN}** | none was tried; ${controls.length} not tried |`;

const reachedOf = ({ figure, faults }: Result) =>
	cell(faults.length === 0 ? figure : `${figure}; first fault: ${faults[0]}`);

const REACHED = "reached";

/** @param untried whether bugs that were not planted are named; `counted`: how many they are stands beside it */
function verdictOf(result: Result, proofs: readonly Defined[], untried: "named" | "counted" = "named"): string {
	if (!result.passed) return "**does not hold**";
	const missed = untriedOf(result, proofs);
	const short = everyReason(result.short, untried === "named" ? missed : null);
	if (short !== null) return cell(`holds; short: ${short}`);
	return missed === null ? REACHED : "holds";
}

function untriedOf(result: Result, proofs: readonly Defined[]): string | null {
	const { defined, untried } = bugsOf(result, proofs);
	if (untried.length === 0) return null;
	if (untried.length === defined.length) return "no planted bug was tried";
	return `planted bugs that were not tried: ${untried.join(", ")}`;
}

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
