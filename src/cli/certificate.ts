import { readFileSync } from "node:fs";
import type { Command } from "commander";
import { parseTenantId } from "../domain/tenant.ts";
import { TributaryError } from "../errors.ts";
import { type CertificateVerdict, verifyCertificate } from "../tenancy/disposal/certificate.ts";
import { ErasureReceipt, verifyReceipt } from "../tenancy/disposal/receipt.ts";
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
			.option("--json", "print JSON")
			.action((file: string, options: Json & { trust?: string }) => verify(file, options)),
		["certificate verify acme-certificate.json --trust FINGERPRINT"],
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

async function verify(file: string, { trust, json }: Json & { trust?: string }): Promise<void> {
	const input = readJson(file);
	const receipt = ErasureReceipt.safeParse(input);
	if (receipt.success) return verifyErasure(receipt.data, { trust, json });
	const verdict = await verifyCertificate(input, trust);
	if (json === true) printJson(verdict);
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
	if (json === true) printJson({ ok, checks, fingerprint, receipt: receipt.receipt });
	else {
		printChecks(checks);
		const { tenant, candidateIds, erasedAt } = receipt.receipt;
		print(`  ${tenant}, erased ${erasedAt}: ${candidateIds.join(", ")}`);
		if (ok && trust === undefined) printUntrusted(fingerprint);
	}
	if (!ok) throw new ToldFailure();
}

const printChecks = (checks: CertificateVerdict["checks"]): void => {
	for (const { check, holds } of checks) print(`${holds ? paint("green", "✓") : paint("red", "✗")} ${check}`);
};

function readJson(file: string): unknown {
	try {
		return JSON.parse(readFileSync(file, "utf8"));
	} catch (cause) {
		throw new TributaryError("invalid-certificate", { detail: `${file} cannot be read as JSON.`, cause });
	}
}

function printVerdict({ ok, checks, fingerprint, certificate }: CertificateVerdict, trust: string | undefined): void {
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
