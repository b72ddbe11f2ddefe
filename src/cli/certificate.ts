import { readFileSync } from "node:fs";
import type { Command } from "commander";
import { parseTenantId } from "../domain/tenant.ts";
import { TributaryError } from "../errors.ts";
import { type CertificateVerdict, verifyCertificate } from "../tenancy/disposal/certificate.ts";
import { ErasureReceipt, verifyReceipt } from "../tenancy/disposal/receipt.ts";
import { parseStrictJson } from "../tenancy/strict-json.ts";
import { paint, print, printJson } from "./terminal.ts";
import { examples, ToldFailure } from "./verbs.ts";
import { withPlatform } from "./workspace.ts";

/** `certificate`: the proof that a tenant was erased. Checking one needs no data and no service. */

interface Json {
	readonly json?: boolean;
}

export function addCertificate(program: Command): void {
	const certificate = program.command("certificate").description("certificates of wiped tenants: show, verify offline");
	examples(
		certificate
			.command("verify")
			.description(
				"check a certificate, or the receipt of an erasure, offline; exit 1 when anything of it does not hold",
			)
			.argument("<file>")
			.option("--trust <fingerprint>", "of the key that has to have signed it, noted earlier")
			.option("--tenant <id>", "that it has to say is gone: another's, or a receipt, which is of people, is refused")
			.option("--json", "print JSON")
			.action((file: string, options: VerifyOptions) => verify(file, options)),
		["certificate verify acme-certificate.json --trust FINGERPRINT --tenant acme"],
	);
	examples(
		certificate
			.command("show")
			.description("the certificate of a wiped tenant, as JSON")
			.requiredOption("--tenant <id>", "whose")
			.action(({ tenant }: { tenant: string }, command: Command) => show(command, tenant)),
		["certificate show --tenant acme > acme-certificate.json"],
	);
	examples(
		certificate
			.command("key")
			.description("public key that signs here, for customers to note before they need it")
			.option("--json", "print JSON")
			.action((options: Json, command: Command) => showKey(command, options)),
		["certificate key"],
	);
	examples(certificate, ["certificate key", "certificate verify acme-certificate.json"]);
}

interface VerifyOptions extends Json {
	readonly trust?: string;
	readonly tenant?: string;
}

async function verify(file: string, { trust, tenant, json }: VerifyOptions): Promise<void> {
	const input = readJson(file);
	const receipt = ErasureReceipt.safeParse(input);
	if (receipt.success) {
		if (tenant !== undefined) throw notOf(tenant, "It is the receipt of people who were erased, of no tenant.");
		return verifyErasure(receipt.data, { trust, json });
	}
	const verdict = await verifyCertificate(input, trust);
	const { id } = verdict.certificate.tenant;
	if (tenant !== undefined && id !== tenant) throw notOf(tenant, `It says that ${id} is gone.`);
	if (json === true) printJson({ kind: "wipe", ...verdict });
	else printVerdict(verdict, trust);
	if (!verdict.ok) throw new ToldFailure();
}

async function verifyErasure(
	receipt: ErasureReceipt,
	{ trust, json }: { readonly trust: string | undefined; readonly json: boolean | undefined },
): Promise<void> {
	const checks = await verifyReceipt(receipt, trust);
	const ok = checks.every(({ holds }) => holds);
	const { fingerprint } = receipt;
	if (json === true) printJson({ kind: "erasure", ok, checks, fingerprint, receipt: receipt.receipt });
	else {
		print("Receipt of the erasure of people");
		printChecks(checks);
		const { tenant, candidateIds, erasedAt } = receipt.receipt;
		print(`  ${tenant}, erased ${erasedAt}: ${candidateIds.join(", ")}`);
		if (ok && trust === undefined) printUntrusted(fingerprint);
	}
	if (!ok) throw new ToldFailure();
}

const notOf = (tenant: string, what: string) =>
	new TributaryError("invalid-certificate", { detail: `It is not the certificate of ${tenant}: ${what}` });

const printChecks = (checks: CertificateVerdict["checks"]): void => {
	for (const { check, holds } of checks) print(`${holds ? paint("green", "✓") : paint("red", "✗")} ${check}`);
};

function readJson(file: string): unknown {
	try {
		return parseStrictJson(readFileSync(file, "utf8"));
	} catch (cause) {
		if ((cause as NodeJS.ErrnoException).code === "ENOENT")
			throw new TributaryError("file-not-found", { detail: `There is no ${file}.`, cause });
		throw new TributaryError("invalid-certificate", {
			detail: `${file} cannot be read: ${(cause as Error).message}`,
			cause,
		});
	}
}

function printVerdict({ ok, checks, fingerprint, certificate }: CertificateVerdict, trust: string | undefined): void {
	print("Certificate of a tenant's erasure");
	printChecks(checks);
	const { tenant, sanitization, media, audit } = certificate;
	const records = Object.entries(media.records ?? {}).map(([name, count]) => `${count} ${name}`);
	print(`  ${tenant.id} (${tenant.name}, urn:li:organization:${tenant.organization})`);
	print(`  ${sanitization.method}: ${sanitization.techniques.join(" and ")}, finished ${sanitization.finishedAt}`);
	print(`  records: ${records.length === 0 ? "not known" : records.join(", ")}`);
	print(`  audit log: ${audit.entries} entries, last ${audit.head}`);
	if (ok && trust === undefined) printUntrusted(fingerprint);
}

const printUntrusted = (fingerprint: string): void =>
	print(
		paint("yellow", `! whole, but whoever made it signed it: compare the key ${fingerprint} with one noted earlier`),
	);

async function show(command: Command, id: string): Promise<void> {
	await withPlatform(command, {}, async ({ tenancy }) => {
		const found = await tenancy.disposal.find(parseTenantId(id));
		if (found?.certificate === undefined)
			throw new TributaryError("not-found", { detail: `${id} is not wiped: there is no certificate.` });
		printJson(found.certificate);
	});
}

async function showKey(command: Command, { json }: Json): Promise<void> {
	await withPlatform(command, {}, async ({ tenancy }) => {
		const { publicKey, fingerprint } = await tenancy.certificateKey();
		if (json === true) return printJson({ ...publicKey, fingerprint });
		print(fingerprint);
	});
}
