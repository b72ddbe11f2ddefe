import type { Command } from "commander";
import { parseTenantId } from "../domain/tenant.ts";
import { TributaryError } from "../errors.ts";
import type { Restored } from "../server/restore.ts";
import { restore } from "../server.ts";
import { paint, print, printJson } from "./terminal.ts";
import { examples } from "./verbs.ts";
import { nameOn, readConfig, withPlatform } from "./workspace.ts";

/** `backup`, `restore`: copies of the embedded engine's stores, made while they are served, and put back. */

export function addBackup(program: Command): void {
	examples(
		program
			.command("backup")
			.description(
				"copy all stores, or one tenant's, while they are served; the copy is encrypted as they are, and checked",
			)
			.argument("<dir>", "an empty folder")
			.option("--tenant <id>", "this one only")
			.option("--json", "print the manifest")
			.action((dir: string, options: BackupOptions, command: Command) => backup(command, dir, options)),
		["backup /backups/2026-11-26", "backup /backups/acme --tenant acme"],
	);
	examples(
		program
			.command("restore")
			.description(
				"put a backup where the data belong; whoever was erased since is erased again before anything is there",
			)
			.argument("<dir>", "a backup of everything, or of the tenant")
			.option("--tenant <id>", "put this one's data back alone, beside all others; it is disabled meanwhile")
			.option("--without-erasures", "also where the file of erasures is lost: people who were erased come back")
			.option("--trust <fingerprint>", "of the key that has to have signed it; checked before its data are touched")
			.option("--json", "print JSON")
			.action((dir: string, options: RestoreOptions, command: Command) => putBack(command, dir, options)),
		[
			"--data tributary-data restore /backups/2026-11-26",
			"--data tributary-data restore /backups/2026-11-26 --trust FINGERPRINT",
			"--data tributary-data restore /backups/acme --tenant acme",
		],
	);
}

interface BackupOptions {
	readonly tenant?: string;
	readonly json?: boolean;
}

async function backup(command: Command, dir: string, { tenant, json }: BackupOptions): Promise<void> {
	await withPlatform(command, {}, async ({ tenancy: { backups }, operatorName }) => {
		if (backups === null) throw new TributaryError("backup-unsupported");
		const id = tenant === undefined ? undefined : parseTenantId(tenant);
		const manifest = await backups.make(dir, id, await operatorName());
		if (json === true) return printJson(manifest);
		const { files, startedAt } = manifest.backup;
		const bytes = files.reduce((sum, one) => sum + one.bytes, 0);
		print(
			`${paint("green", "✓")} ${dir}: ${files.length} files, ${Math.ceil(bytes / 1024 / 1024)} MiB, as of ${startedAt}`,
		);
		print(`  signed by ${manifest.fingerprint}: note it for restore --trust`);
		print("  keep the master key and the file of erasures apart from it: docs/backup.md");
	});
}

interface RestoreOptions {
	readonly tenant?: string;
	readonly withoutErasures?: boolean;
	readonly trust?: string;
	readonly json?: boolean;
}

async function putBack(command: Command, dir: string, options: RestoreOptions): Promise<void> {
	const { tenant, withoutErasures, trust, json } = options;
	const config = readConfig(command, false);
	const restored = await restore(config, dir, {
		withoutErasures: withoutErasures === true,
		actorOn: nameOn(command, config),
		...(trust === undefined ? {} : { trusted: trust }),
		...(tenant === undefined ? {} : { tenant: parseTenantId(tenant) }),
	});
	if (json === true) return printJson({ ...restored, manifest: { ...restored.manifest.backup, files: undefined } });
	print(`${paint("green", "✓")} ${config.dataDir}: as of ${restored.manifest.backup.startedAt}`);
	for (const tenant of restored.wiped) print(`  ${tenant} was wiped since: it is not there`);
	for (const [tenant, ids] of Object.entries(restored.erased))
		print(`  ${tenant}: ${ids.length} candidates were erased since: they are not there`);
	for (const [tenant, ids] of Object.entries(restored.accounts))
		print(`  ${tenant}: ${ids.length} accounts were removed since: they are not there`);
	if (tenant !== undefined) return printTenant(tenant, restored);
	printRights(restored.rights);
	print("  everybody has to sign in anew, and every client needs a new token");
	print(
		paint(
			"yellow",
			"! identity providers, webhooks and settings of tenants are those of the backup: have their admins look at them (docs/backup.md)",
		),
	);
}

/** What was taken away since, and is again. */
export function printRights(rights: Restored["rights"]): void {
	for (const { tenant, collection, id, rights: names } of rights)
		print(
			`  ${tenant ?? "operator"}: ${collection} ${id} lost since, and has lost again: ${names.map(shown).join(", ")}`,
		);
}

/** A secret by what it is called everywhere, never by its whole digest. */
const shown = (right: string): string => right.replace(/^(secret|key|word):(.{12}).*$/, "$1:$2");

function printTenant(id: string, { tenant }: Restored): void {
	print(`  ${id}: clients, accounts and log are as they were`);
	if (tenant?.settings === "kept") {
		print("  identity provider, webhooks and requests for a second person are as they were");
		if (tenant.status === "disabled") print(`  it was disabled, and is: tenant enable ${id}`);
		return;
	}
	print(
		paint(
			"yellow",
			`! its store did not open: identity provider, webhooks and requests for a second person are those of the backup. It stays disabled until tenant enable ${id}: have its admins look at them first of all (docs/backup.md)`,
		),
	);
}
