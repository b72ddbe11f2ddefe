import type { Command } from "commander";
import { parseTenantId } from "../domain/tenant.ts";
import { readHealth, type SyncHealth } from "../sync/health.ts";
import { readSyncSettings } from "../sync/settings.ts";
import { print, printJson, table } from "./terminal.ts";
import { examples } from "./verbs.ts";
import { withPlatform } from "./workspace.ts";

/** `sync status`: what a tenant's ATS has sent, and how it went. */

interface StatusOptions {
	readonly tenant: string;
	readonly json?: boolean;
}

export function addSync(program: Command): void {
	const sync = program.command("sync").description("how synchronizing with a tenant's ATS goes");
	const status = sync
		.command("status")
		.description("counts by kind and state, lag, and the latest failures with their reasons")
		.requiredOption("--tenant <id>", "whose ATS")
		.option("--json", "print JSON")
		.action((options: StatusOptions, command: Command) => show(command, options));
	examples(status, ["sync status --tenant acme", "sync status --tenant acme --json"]);
}

async function show(command: Command, options: StatusOptions): Promise<void> {
	await withPlatform(command, {}, async (platform) => {
		const scope = await platform.operatorScope(parseTenantId(options.tenant), "sync status");
		const { health, settings } = await scope.record("sync.read", { about: "health" }, async () => {
			const [{ health }, { settings }] = await Promise.all([readHealth(scope.store), readSyncSettings(scope.store)]);
			return { value: { health, settings }, result: { outcome: "ok" } };
		});
		if (options.json === true) return printJson({ ...health, settings });
		printHealth(health);
	});
}

function printHealth({ kinds, failures }: SyncHealth): void {
	const rows = Object.entries(kinds).map(([kind, one]) => [
		kind,
		one.stored,
		one.created,
		one.updated,
		one.deleted,
		one.refused,
		one.stale,
		one.withheld,
		one.lagSeconds ?? "",
		one.lastAt ?? "",
	]);
	const heads = ["kind", "stored", "created", "updated", "deleted", "refused", "stale", "withheld", "lag s", "last"];
	print(rows.length === 0 ? "The ATS has sent nothing yet." : table(heads, rows));
	for (const { at, kind, path, code, detail } of failures.slice(0, 10))
		print(`${at}  ${kind} ${path.join("/")}  ${code}: ${detail}`);
}
