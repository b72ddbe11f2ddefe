import { createReadStream, existsSync, readFileSync, statSync } from "node:fs";
import path from "node:path";
import { createInterface } from "node:readline";
import { pipeline } from "node:stream/promises";
import type { Command } from "commander";
import { faultsOf } from "../domain/faults.ts";
import { parseTenantId, type TenantId } from "../domain/tenant.ts";
import { TributaryError } from "../errors.ts";
import { AUDIT_ACTIONS, type AuditAction, type AuditEntry } from "../tenancy/audit-entry.ts";
import { checkExport, type ExportVerdict, exportLog } from "../tenancy/audit-export.ts";
import { AuditFilter } from "../tenancy/audit-search.ts";
import { segmentLines } from "../tenancy/audit-segments.ts";
import { compareWithSink } from "../tenancy/audit-sink/compare.ts";
import { SignedHead } from "../tenancy/audit-tree.ts";
import type { AuditVerdict } from "../tenancy/audit-verify.ts";
import type { AuditReader } from "../tenancy/journals.ts";
import { parseStrictJson } from "../tenancy/strict-json.ts";
import { addFollow } from "./audit-follow.ts";
import { lookedAtLog } from "./look.ts";
import { newFileStream } from "./new-file.ts";
import { paint, print, printJson, table } from "./terminal.ts";
import { day, examples, gatherOf, ToldFailure, wholeNumber } from "./verbs.ts";
import { readConfig, withPlatform } from "./workspace.ts";

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
			.description("the latest entries, or the latest that are about something")
			.requiredOption("--tenant <id>", "whose log")
			.option("--action <actions>", "what was done, several: search, candidate.read ...", gatherOf(AUDIT_ACTIONS))
			.option("--about <id>", "a candidate, profile, job, client or seat that it was about, or that was shown")
			.option("--actor <id>", "who did it")
			.option("--since <day>", "from this day on, UTC", day)
			.option("--limit <n>", "how many", wholeNumber(1, MOST_ENTRIES), 50)
			.option("--json", "print JSON, a line per entry")
			.action((options: ShowOptions, command: Command) => show(command, options)),
		[
			"audit show --tenant acme",
			"audit show --tenant acme --limit 1000 --json",
			"audit show --tenant acme --about C17 --since 2026-01-01",
		],
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
	examples(
		audit
			.command("compare")
			.description(
				"a log beside the folder of auditSink; exit 1 when something that is there is not in the log, or another",
			)
			.requiredOption("--tenant <id>", "whose log")
			.option("--folder <folder>", "a copy of it; that of the configuration if absent")
			.option("--json", "print JSON")
			.action((options: CompareOptions, command: Command) => compare(command, options)),
		["audit compare --tenant acme --config tributary.json"],
	);
	addOutside(audit);
	examples(audit, [
		"audit show --tenant acme",
		"audit verify --tenant acme",
		"audit export --tenant acme --out acme-audit.ndjson",
		"audit check acme-audit.ndjson --trust FINGERPRINT --head kept-head.json",
	]);
}

/** What leaves this machine, and how it is checked elsewhere. */
function addOutside(audit: Command): void {
	examples(
		audit
			.command("head")
			.description("the whole log in one signed hash (RFC 9162): keep it elsewhere, and check exports against it")
			.requiredOption("--tenant <id>", "whose log")
			.option("--json", "print JSON, as audit check --head takes it")
			.action((options: AuditOptions, command: Command) => head(command, options)),
		["audit head --tenant acme --json > kept-head.json"],
	);
	examples(
		audit
			.command("export")
			.description("the whole log with its signed head, a line per entry")
			.requiredOption("--tenant <id>", "whose log")
			.requiredOption("--out <file>", "a new file")
			.action((options: AuditOptions & { out: string }, command: Command) => exportTo(command, options)),
		["audit export --tenant acme --out acme-audit.ndjson"],
	);
	addFollow(audit);
	examples(
		audit
			.command("check")
			.description(
				"check an exported log, or a folder of audit follow, offline; exit 1 when anything of it does not hold",
			)
			.argument("<file>")
			.option("--trust <fingerprint>", "of the key that has to have signed it, noted earlier")
			.option("--head <file>", "a signed head that was kept: the log must contain what it covers")
			.option("--json", "print JSON")
			.action((file: string, options: CheckOptions) => check(file, options)),
		["audit check acme-audit.ndjson --trust FINGERPRINT --head kept-head.json"],
	);
}

interface CheckOptions {
	readonly trust?: string;
	readonly head?: string;
	readonly json?: boolean;
}

async function head(command: Command, { tenant, json }: AuditOptions): Promise<void> {
	await withPlatform(command, {}, async (platform) => {
		const signed = await lookedAtLog(platform, tenant, { purpose: "audit head", byName: true }, (of) =>
			platform.tenancy.audit.signedHead(of),
		);
		if (json === true) return printJson(signed);
		print(`${signed.head.size} entries, root ${signed.head.root}`);
		print(`signed ${signed.head.at} by ${signed.fingerprint}`);
	});
}

async function exportTo(command: Command, { tenant, out }: AuditOptions & { out: string }): Promise<void> {
	await withPlatform(command, {}, async (platform) => {
		await lookedAtLog(platform, tenant, { purpose: "audit export" }, async (of) => {
			const lines = exportLog(platform.tenancy.audit, of);
			// The first line is asked for before the file is made: no such tenant leaves no file.
			const first = await lines.next();
			await pipeline(withEnds(first.value ?? "", lines), newFileStream(out));
		});
		print(`${paint("green", "✓")} ${out}`);
	});
}

async function* withEnds(first: string, rest: AsyncIterable<string>): AsyncGenerator<string> {
	yield `${first}\n`;
	for await (const line of rest) yield `${line}\n`;
}

interface CompareOptions {
	readonly tenant: string;
	readonly folder?: string;
	readonly json?: boolean;
}

async function compare(command: Command, { tenant, folder, json }: CompareOptions): Promise<void> {
	const { auditSink } = readConfig(command, false);
	const place = folder ?? (auditSink !== null && "folder" in auditSink ? auditSink.folder : null);
	if (place === null) return command.error("error: the configuration names no folder of auditSink: add --folder");
	if (!existsSync(path.join(place, tenant)))
		throw new TributaryError("file-not-found", { detail: `There is no ${place}/${tenant}.` });
	await withPlatform(command, {}, async (platform) => {
		const verdict = await lookedAtLog(platform, tenant, { purpose: "audit compare", byName: true }, (of) =>
			compareWithSink(platform.tenancy.audit, of, place),
		);
		if (json === true) printJson(verdict);
		else {
			print(`${verdict.ok ? paint("green", "✓") : paint("red", "✗")} ${verdict.entries} entries are there`);
			if (!verdict.ok) print(`  not in the log, or another there: ${verdict.missing.join(", ")}`);
			if (verdict.onlyInLog > 0) print(`  ${verdict.onlyInLog} only in the log: of before, or never answered`);
		}
		if (!verdict.ok) throw new ToldFailure();
	});
}

async function check(file: string, { trust, head: kept, json }: CheckOptions): Promise<void> {
	const witnessed = kept === undefined ? undefined : readHead(kept);
	if (!existsSync(file)) throw new TributaryError("invalid-field", { detail: `There is no ${file}.` });
	const lines = statSync(file).isDirectory()
		? segmentLines(file)
		: createInterface({ input: createReadStream(file, "utf8"), crlfDelay: Number.POSITIVE_INFINITY });
	const verdict = await checkExport(lines, {
		...(trust === undefined ? {} : { trusted: trust }),
		...(witnessed === undefined ? {} : { witnessed }),
	});
	if (json === true) printJson(verdict);
	else printChecked(verdict, trust);
	if (!verdict.ok) throw new ToldFailure();
}

function readHead(file: string): SignedHead {
	const read = SignedHead.safeParse(parseFile(file));
	if (read.success) return read.data;
	throw new TributaryError("invalid-field", { detail: `${file} is no signed head.`, errors: faultsOf(read.error) });
}

function parseFile(file: string): unknown {
	try {
		return parseStrictJson(readFileSync(file, "utf8"));
	} catch (cause) {
		throw new TributaryError("invalid-field", { detail: `${file} cannot be read: ${(cause as Error).message}`, cause });
	}
}

function printChecked({ ok, entries, fault, fingerprint, signedHead }: ExportVerdict, trust: string | undefined): void {
	const { tenant, at } = signedHead.head;
	if (ok) print(`${paint("green", "✓")} ${entries} entries of ${tenant}, as signed ${at}`);
	else print(`${paint("red", "✗")} line ${fault?.line}: ${fault?.reason}`);
	if (ok && trust === undefined)
		print(paint("yellow", `! whoever made the file signed it: compare the key ${fingerprint} with one noted earlier`));
}

interface ShowOptions extends AuditOptions {
	readonly action?: readonly AuditAction[];
	readonly about?: string;
	readonly actor?: string;
	readonly since?: string;
}

/** A filter is worked off in steps, so that no step reads a whole log at once. */
async function latest(audit: AuditReader, tenant: TenantId, options: ShowOptions): Promise<AuditEntry[]> {
	const { limit, action: actions, about, actor, since } = options;
	const asked = { actions, about, actor, since: since === undefined ? undefined : `${since}T00:00:00Z` };
	const filter = AuditFilter.safeParse(asked);
	if (!filter.success) throw new TributaryError("invalid-field", { errors: faultsOf(filter.error) });
	const entries: AuditEntry[] = [];
	for (let before: number | null | undefined; before !== null && entries.length < limit; ) {
		const page = await audit.search(tenant, filter.data, { before, limit: limit - entries.length });
		entries.push(...page.items);
		before = page.next;
	}
	return entries;
}

async function show(command: Command, options: ShowOptions): Promise<void> {
	await withPlatform(command, {}, async (platform) => {
		const entries = await lookedAtLog(platform, options.tenant, { purpose: "audit show" }, (of) =>
			latest(platform.tenancy.audit, of, options),
		);
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
	await withPlatform(command, {}, async ({ tenancy, operatorName }) => {
		// Only whether it is whole is told, and a log that is not may take no entry: so a name, and no entry.
		await operatorName();
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
