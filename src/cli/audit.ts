import type { Command } from "commander";
import { parseTenantId } from "../domain/tenant.ts";
import type { AuditEntry } from "../tenancy/audit-entry.ts";
import type { AuditVerdict } from "../tenancy/audit-verify.ts";
import { paint, print, printJson, table } from "./terminal.ts";
import { examples, ToldFailure, wholeNumber } from "./verbs.ts";
import { withPlatform } from "./workspace.ts";

/** `audit`: who did what in a tenant, and whether anything of the log was changed. */

interface AuditOptions {
	readonly tenant: string;
	readonly json?: boolean;
	readonly limit: number;
}

/** Entries that are held in memory at once to be printed. */
const MOST_ENTRIES = 100_000;

export function addAudit(program: Command): void {
	const audit = program.command("audit").description("show and verify a tenant's audit log");
	examples(
		audit
			.command("show")
			.description("the latest entries")
			.requiredOption("--tenant <id>", "whose log")
			.option("--limit <n>", "how many", wholeNumber(1, MOST_ENTRIES), 50)
			.option("--json", "print JSON, a line per entry")
			.action((options: AuditOptions, command: Command) => show(command, options)),
		["audit show --tenant acme", "audit show --tenant acme --limit 1000 --json"],
	);
	examples(
		audit
			.command("verify")
			.description(
				"recompute the hash of every entry; exit 1 when one was changed, removed or added, or the log is gone",
			)
			.requiredOption("--tenant <id>", "whose log")
			.option("--json", "print JSON")
			.action((options: AuditOptions, command: Command) => verify(command, options)),
		["audit verify --tenant acme"],
	);
	examples(audit, ["audit show --tenant acme", "audit verify --tenant acme"]);
}

async function show(command: Command, options: AuditOptions): Promise<void> {
	await withPlatform(command, {}, async ({ tenancy }) => {
		const entries = await tenancy.audit.latest(parseTenantId(options.tenant), options.limit);
		if (options.json === true) {
			for (const entry of entries) print(JSON.stringify(entry));
			return;
		}
		// The end of a change stands behind its beginning, so among the latest entries it is never the end that is cut off.
		const concluded = new Set(entries.map(({ concludes }) => concludes));
		const rows = entries.map((entry) => [
			entry.seq,
			entry.at,
			`${entry.actor.kind}:${entry.actor.id}`,
			entry.action,
			JSON.stringify(entry.subject),
			resultText(entry, concluded.has(entry.seq)),
		]);
		print(table(["seq", "at", "who", "what", "about", "result"], rows));
	});
}

function resultText({ result, concludes }: AuditEntry, isConcluded: boolean): string {
	if (result.outcome === "begun") return isConcluded ? "begun" : "begun, no end known";
	const code = result.code === undefined ? "" : ` ${result.code}`;
	return `${result.outcome}${code}${concludes === undefined ? "" : `, begun in ${concludes}`}`;
}

async function verify(command: Command, options: AuditOptions): Promise<void> {
	await withPlatform(command, {}, async ({ tenancy }) => {
		const found = await tenancy.audit.verify(parseTenantId(options.tenant));
		if (options.json === true) printJson(found);
		else printVerdict(found);
		if (!found.ok) throw new ToldFailure();
	});
}

/** Entries named one by one; of more only the number helps. */
const MOST_NAMED = 20;

function printVerdict({ ok, entries, firstBad, reason, unfinished }: AuditVerdict): void {
	if (ok) print(`${paint("green", "✓")} ${entries} entries, each linked to the one before`);
	else print(`${paint("red", "✗")} ${firstBad === undefined ? "" : `entry ${firstBad}: `}${reason}`);
	if (unfinished.length === 0) return;
	const named = unfinished.slice(-MOST_NAMED).join(", ");
	const which = unfinished.length > MOST_NAMED ? `the last ${MOST_NAMED} in ${named}` : `in ${named}`;
	print(paint("yellow", `! ${unfinished.length} begun without a known end: ${which}`));
	print("  They are under way at this moment, or the service stopped before it could write down how they ended.");
}
