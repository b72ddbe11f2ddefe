import type { Command } from "commander";
import { faultsOf } from "../domain/faults.ts";
import { type RetentionReport, RetentionSettings } from "../domain/retention.ts";
import { parseTenantId } from "../domain/tenant.ts";
import { TributaryError } from "../errors.ts";
import { listRuns, receiptsOf, runRetention } from "../sync/retention/run.ts";
import { changeRetention, readRetention } from "../sync/retention/settings.ts";
import { demandNewFile, writeNewFile } from "./new-file.ts";
import { readText } from "./read-text.ts";
import { paint, print, printJson, table } from "./terminal.ts";
import { examples } from "./verbs.ts";
import { withPlatform } from "./workspace.ts";

/** `retention`: how long a tenant keeps people, and erasing those whose time is over. */

interface Options {
	readonly tenant: string;
	readonly json?: boolean;
}

export function addRetention(program: Command): void {
	const retention = program.command("retention").description("how long people are kept, and erasing who is due");
	const verb = (name: string, description: string) =>
		retention
			.command(name)
			.description(description)
			.requiredOption("--tenant <id>", "whose candidates")
			.option("--json", "print JSON");
	examples(
		verb("show", "the rules, and the latest runs").action((options: Options, command: Command) =>
			show(command, options),
		),
		["retention show --tenant acme"],
	);
	examples(
		verb("set", "write the rules, whole, from a JSON file (see docs/retention.md)")
			.requiredOption(
				"--rules <file>",
				'{"schedule":"daily","rules":[{"id":"rejected","outcomes":["rejected"],"days":180}]}',
			)
			.action((options: Options & { rules: string }, command: Command) => set(command, options)),
		["retention set --tenant acme --rules rules.json"],
	);
	examples(
		verb("run", "erase who was kept for long enough, with signed receipts; goes on where it was cut off")
			.option("--dry-run", "erase nobody: only say who it would be")
			.option("--out <file>", "write the receipts there")
			.action((options: RunOptions, command: Command) => run(command, options)),
		["retention run --tenant acme --dry-run", "retention run --tenant acme --out receipts.json"],
	);
	examples(retention, ["retention set --tenant acme --rules rules.json", "retention run --tenant acme --dry-run"]);
}

async function show(command: Command, { tenant, json }: Options): Promise<void> {
	await withPlatform(command, {}, async ({ operatorScope }) => {
		const scope = await operatorScope(parseTenantId(tenant), "retention show");
		const { settings } = await readRetention(scope.store);
		const runs = await listRuns(scope, 20);
		if (json === true) return printJson({ settings, runs });
		printRules(settings);
		for (const one of runs)
			print(`${one.startedAt}: ${erasedBy(one)} erased${one.finishedAt === undefined ? ", not finished" : ""}`);
	});
}

async function set(command: Command, { tenant, rules, json }: Options & { rules: string }): Promise<void> {
	const settings = parseRules(rules);
	await withPlatform(command, {}, async ({ operatorScope }) => {
		const scope = await operatorScope(parseTenantId(tenant), "retention set");
		const written = await changeRetention(scope, settings);
		if (json === true) return printJson(written);
		printRules(written);
	});
}

function parseRules(file: string): RetentionSettings {
	let value: unknown;
	try {
		value = JSON.parse(readText(file, "/rules"));
	} catch (error) {
		if (error instanceof TributaryError) throw error;
		throw new TributaryError("invalid-json", { detail: `${file} is not JSON.` });
	}
	const read = RetentionSettings.safeParse(value);
	if (read.success) return read.data;
	throw new TributaryError("invalid-field", { errors: faultsOf(read.error) });
}

interface RunOptions extends Options {
	readonly dryRun?: boolean;
	readonly out?: string;
}

async function run(command: Command, { tenant, dryRun, out, json }: RunOptions): Promise<void> {
	demandNewFile(out);
	await withPlatform(command, {}, async ({ tenancy, ingest, operatorScope }) => {
		const id = parseTenantId(tenant);
		const scope = await operatorScope(id, "retention run");
		const deps = { ...ingest, receiptKey: tenancy.certificateKey };
		const report = await runRetention(scope, deps, { dryRun: dryRun === true });
		if (out !== undefined && report.id !== undefined && erasedBy(report) > 0) {
			const receipts = await receiptsOf(scope, report.id, MOST_RECEIPTS);
			writeNewFile(out, `${JSON.stringify(receipts, null, 2)}\n`);
		}
		if (json === true) return printJson(report);
		printReport(report);
	});
}

/** Each of up to 100 people. */
const MOST_RECEIPTS = 10_000;

const erasedBy = ({ rules }: RetentionReport) => rules.reduce((sum, { erased }) => sum + erased, 0);

function printRules({ rules, schedule }: RetentionSettings): void {
	const rows = rules.map(({ id, days, ...conditions }) => [
		id,
		days === null ? "kept" : `${days} days`,
		Object.entries(conditions)
			.map(([name, value]) => `${name} ${String(value)}`)
			.join("; ") || "everybody",
	]);
	print(rows.length === 0 ? "no rules: everybody is kept" : table(["rule", "kept for", "who"], rows));
	print(`schedule: ${schedule}`);
}

function printReport(report: RetentionReport): void {
	const rows = report.rules.map(({ id, matched, due, erased }) => [id, matched, due, erased]);
	print(table(["rule", "people", "due", "erased"], rows));
	const ids = report.candidateIds.slice(0, 20).join(", ");
	const verb = report.dryRun ? "would be erased" : "erased";
	print(
		`${paint("green", "✓")} ${report.looked} looked at; ${report.candidateIds.length} ${verb}${ids === "" ? "" : `: ${ids}`}`,
	);
	for (const { candidateId, code } of report.failures) print(`${paint("red", "✗")} ${candidateId}: ${code}`);
}
