import { createWriteStream } from "node:fs";
import { link, rm } from "node:fs/promises";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { Command } from "commander";
import { parseTenantId } from "../domain/tenant.ts";
import { TributaryError } from "../errors.ts";
import { identityOf, recipientOf } from "../transfer/age.ts";
import { exportTenant } from "../transfer/export-tenant.ts";
import type { Manifest } from "../transfer/format.ts";
import { importTenant } from "../transfer/import-tenant.ts";
import { writeNewFile } from "./new-file.ts";
import { readText } from "./read-text.ts";
import { paint, print, printJson, remark } from "./terminal.ts";
import { examples } from "./verbs.ts";
import { withPlatform } from "./workspace.ts";

/** `tenant export`, `tenant import`: everything that a tenant holds leaves in one archive, and comes back. */

export function addTransfer(tenant: Command): void {
	examples(
		tenant
			.command("export")
			.description("everything of a tenant in one archive, encrypted to the customer's key; also of a disabled one")
			.argument("<id>")
			.requiredOption("--to-key <file>", "public key: age1..., or the PEM of an X25519 key")
			.requiredOption("--out <file>", "a new file")
			.option("--json", "print the manifest")
			.action((id: string, options: ExportOptions, command: Command) => exportTo(command, id, options)),
		[
			"tenant disable acme",
			"tenant export acme --to-key customer.pub --out acme.age",
			"tenant export acme --to-key x25519-public.pem --out acme.age --json",
		],
	);
	examples(
		tenant
			.command("import")
			.description("an archive comes back into a new tenant; goes on where it was cut off")
			.argument("<file>")
			.requiredOption("--identity <file>", "private key: AGE-SECRET-KEY-1..., or the PEM of an X25519 key")
			.requiredOption("--tenant <id>", "a new one")
			.option("--trust <fingerprint>", "of the key that has to have signed the archive")
			.option("--json", "print JSON")
			.action((file: string, options: ImportOptions, command: Command) => importFrom(command, file, options)),
		["tenant import acme.age --identity customer.key --tenant acme-2 --trust FINGERPRINT"],
	);
	examples(
		tenant
			.command("identity")
			.description("bring a private X25519 key in PEM into the form that age reads")
			.argument("<pem>")
			.requiredOption("--out <file>", "a new file")
			.action((pem: string, { out }: { out: string }) => convert(pem, out)),
		["tenant identity customer.pem --out customer.key"],
	);
}

interface ExportOptions {
	readonly toKey: string;
	readonly out: string;
	readonly json?: boolean;
}

async function exportTo(command: Command, id: string, { toKey, out, json }: ExportOptions): Promise<void> {
	const recipient = recipientOf(readText(toKey, "/toKey"));
	await withPlatform(command, {}, async ({ tenancy, ingest, operatorScope }) => {
		const demandStill = () => operatorScope(parseTenantId(id), "tenant export", { evenDisabled: true });
		const scope = await demandStill();
		const { audit, certificateKey: manifestKey } = tenancy;
		const deps = { audit, registry: tenancy, manifestKey, clock: ingest.clock, demandStill };
		const manifest = await exportTenant(scope, deps, recipient, (sealed) => writeWhole(sealed, out));
		if (json === true) return printJson(manifest);
		print(`${paint("green", "✓")} ${out}: ${dataOf(manifest)}, ${readOnlyOf(manifest)}`);
		if (!manifest.manifest.atRest)
			print(paint("yellow", `! ${id} is served meanwhile: disable it first for a copy of one moment`));
		const log = await audit.signedHead(scope.tenant.id);
		print(
			`  signed by ${manifest.fingerprint}, its log by ${log.fingerprint}: give both to the customer by another way`,
		);
	});
}

/** Under its name only when it is whole: what was cut off is a `.part`, and is written anew. */
async function writeWhole(sealed: ReadableStream<Uint8Array>, out: string): Promise<void> {
	const part = `${out}.part`;
	await rm(part, { force: true });
	try {
		await pipeline(
			Readable.fromWeb(sealed as never),
			createWriteStream(part, { flags: "wx", mode: 0o600, flush: true }),
		);
		// A link fails where something is there already, and a renaming would not.
		await link(part, out);
	} catch (cause) {
		if (cause instanceof TributaryError || (cause as NodeJS.ErrnoException).syscall === undefined) throw cause;
		const isThere = (cause as NodeJS.ErrnoException).code === "EEXIST";
		const reason = isThere ? "is there already and is not overwritten" : "cannot be written";
		throw new TributaryError("invalid-request", { detail: `${out} ${reason}.`, cause });
	} finally {
		await rm(part, { force: true });
	}
}

const dataOf = ({ manifest: { counts } }: Manifest): string =>
	`${counts.person ?? 0} people, ${counts.original ?? 0} files, ${counts.ats ?? 0} records of the ATS`;

/** What is there to be read, and is not brought back. */
const readOnlyOf = ({ manifest: { counts, audit } }: Manifest): string =>
	`${counts.account ?? 0} accounts, ${audit.entries} entries of the log`;

interface ImportOptions {
	readonly identity: string;
	readonly tenant: string;
	readonly trust?: string;
	readonly json?: boolean;
}

async function importFrom(command: Command, path: string, options: ImportOptions): Promise<void> {
	const identity = identityOf(readText(options.identity, "/identity"));
	await withPlatform(command, { create: true }, async ({ tenancy, ingest, operatorName }) => {
		const actor = await operatorName();
		if (options.trust === undefined)
			remark(paint("yellow", "! without --trust whoever made the archive may have written all of it: the log says so"));
		const { tenant, manifest } = await importTenant(
			{ ...ingest, tenancy },
			{
				file: { path, identity },
				tenant: options.tenant,
				actor,
				...(options.trust === undefined ? {} : { trusted: options.trust }),
			},
		);
		if (options.json === true) return printJson({ tenant, manifest: { ...manifest.manifest, members: undefined } });
		print(
			`${paint("green", "✓")} tenant ${paint("bold", tenant.id)}: ${dataOf(manifest)}, from ${manifest.manifest.tenant}`,
		);
		print(`  in the archive to be read, not brought back: ${readOnlyOf(manifest)}`);
		if (options.trust === undefined)
			print(
				paint(
					"yellow",
					`! whoever made the archive signed it: compare the key ${manifest.fingerprint} with one noted earlier`,
				),
			);
		print("  clients are made anew; webhooks are switched off until their receivers know the new secrets");
	});
}

function convert(pem: string, out: string): void {
	writeNewFile(out, `${identityOf(readText(pem, "/identity"))}\n`);
	print(`${paint("green", "✓")} ${out} (keep it to yourself): age -d -i ${out} ARCHIVE | tar -x`);
}
