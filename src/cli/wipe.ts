import type { Command } from "commander";
import { parseTenantId } from "../domain/tenant.ts";
import { TributaryError } from "../errors.ts";
import { APPROVALS_NEEDED } from "../tenancy/disposal/certificate.ts";
import type { DisposalRecord } from "../tenancy/disposal/disposal-record.ts";
import { demandNewFile, writeNewFile } from "./new-file.ts";
import { readText } from "./read-text.ts";
import { paint, print, printJson, table } from "./terminal.ts";
import { decimalNumber, examples } from "./verbs.ts";
import { withPlatform } from "./workspace.ts";

/** `tenant wipe`: the end of a tenant, with two people who approve it and a certificate that proves it. */

interface Json {
	readonly json?: boolean;
}

const MOST_DAYS = 90;

export function addWipe(tenant: Command): void {
	const wipe = tenant.command("wipe").description("erase a tenant for good, with two approvers and a certificate");
	examples(
		wipe
			.command("request")
			.description("ask for it; nothing is erased yet")
			.argument("<id>")
			.requiredOption("--reason <text>", "why, without personal data; it stands in the certificate")
			.option("--cooling-off <days>", "days that have to pass before it can be run", decimalNumber(0, MOST_DAYS), 7)
			.option("--json", "print JSON")
			.action((id: string, options: Json & { reason: string; coolingOff: number }, command: Command) =>
				request(command, id, options),
			),
		["tenant wipe request acme --reason 'contract ended, order 4711'"],
	);
	examples(
		wipe
			.command("approve")
			.description("one approver's yes, signed with his key; the second one disables the tenant")
			.argument("<id>")
			.requiredOption("--approver <name>", "as registered with approver add")
			.requiredOption("--key <file>", "PEM of his private key")
			.option("--waive-cooling-off", "he wants it done at once; it counts when both say so, also by approving again")
			.option("--json", "print JSON")
			.action((id: string, options: ApproveOptions, command: Command) => approve(command, id, options)),
		["tenant wipe approve acme --approver ada --key ada.pem"],
	);
	examples(
		wipe
			.command("cancel")
			.description("take the request back, until run has begun; a tenant that only the wipe disabled is served again")
			.argument("<id>")
			.option("--json", "print JSON")
			.action((id: string, options: Json, command: Command) => cancel(command, id, options)),
		["tenant wipe cancel acme"],
	);
	examples(
		wipe
			.command("show")
			.description("how wipes stand; without an id all of them")
			.argument("[id]")
			.option("--json", "print JSON")
			.action((id: string | undefined, options: Json, command: Command) => show(command, id, options)),
		["tenant wipe show", "tenant wipe show acme --json"],
	);
	examples(
		wipe
			.command("run")
			.description("erase what is approved: keys first, then files; goes on where it was interrupted")
			.argument("<id>")
			.option("--out <file>", "write the certificate there (certificate show prints it again)")
			.option("--json", "print the certificate")
			.action((id: string, options: Json & { out?: string }, command: Command) => run(command, id, options)),
		["tenant wipe run acme --out acme-certificate.json"],
	);
	examples(wipe, [
		"tenant wipe request acme --reason 'contract ended'",
		"tenant wipe approve acme --approver ada --key ada.pem",
		"tenant wipe approve acme --approver ben --key ben.pem",
		"tenant wipe run acme --out acme-certificate.json",
	]);
}

async function request(
	command: Command,
	id: string,
	{ reason, coolingOff, json }: Json & { reason: string; coolingOff: number },
): Promise<void> {
	await withPlatform(command, {}, async ({ tenancy, operatorName }) => {
		const tenant = parseTenantId(id);
		const actor = await operatorName();
		tell(await tenancy.disposal.request({ tenant, reason, coolingOffDays: coolingOff, actor }), json);
	});
}

interface ApproveOptions extends Json {
	readonly approver: string;
	readonly key: string;
	readonly waiveCoolingOff?: boolean;
}

async function approve(command: Command, id: string, options: ApproveOptions): Promise<void> {
	const key = readText(options.key, "/key");
	await withPlatform(command, {}, async ({ tenancy }) => {
		const { approver, waiveCoolingOff } = options;
		const tenant = parseTenantId(id);
		const waives = waiveCoolingOff === true;
		const actor = { kind: "operator", id: approver } as const;
		tell(await tenancy.disposal.approve({ tenant, approver, key, waivesCoolingOff: waives, actor }), options.json);
	});
}

async function cancel(command: Command, id: string, { json }: Json): Promise<void> {
	await withPlatform(command, {}, async ({ tenancy, operatorName }) => {
		const tenant = parseTenantId(id);
		const cancelled = await tenancy.disposal.cancel(tenant, await operatorName());
		const { status } = await tenancy.tenants.get(tenant);
		if (json === true) return printJson({ ...publicPart(cancelled), tenantStatus: status });
		tell(cancelled, json);
		const stays = `${id} stays disabled, as somebody had disabled it: tenant enable ${id} serves it again`;
		print(`  ${status === "active" ? `${id} is served` : stays}`);
	});
}

async function show(command: Command, id: string | undefined, { json }: Json): Promise<void> {
	await withPlatform(command, {}, async ({ tenancy: { disposal } }) => {
		if (id === undefined) {
			const all = await disposal.list();
			if (json === true) return printJson(all.map(publicPart));
			const row = ({ tenant, state, requestedAt, approvals }: DisposalRecord) => [
				tenant,
				state,
				requestedAt,
				approvals.map(({ statement }) => statement.approver).join(", "),
			];
			return print(table(["tenant", "state", "asked for", "approved by"], all.map(row)));
		}
		const found = await disposal.find(parseTenantId(id));
		if (found === null) throw new TributaryError("not-found", { detail: `No wipe of ${id} was ever asked for.` });
		tell(found, json);
	});
}

async function run(command: Command, id: string, { out, json }: Json & { out?: string }): Promise<void> {
	demandNewFile(out);
	await withPlatform(command, {}, async ({ wipe, operatorName }) => {
		const { certificate, told } = await wipe(parseTenantId(id), await operatorName());
		if (out !== undefined) writeNewFile(out, `${JSON.stringify(certificate, null, 2)}\n`);
		if (json === true) return printJson(certificate);
		print(`${paint("green", "✓")} ${id} is erased. Its data key is destroyed, and its files are gone.`);
		for (const { webhookId, reason } of told)
			print(`  webhook ${webhookId}: ${reason === null ? "told" : `not told (${reason})`}`);
		print(`  signed by ${certificate.fingerprint}: give this fingerprint to the customer by another way`);
		print(`  check it: tributary certificate verify ${out ?? "FILE"} --trust ${certificate.fingerprint}`);
	});
}

/** Without what only we need: the key of the log, and the secrets of webhooks. */
function publicPart({ erasure: _erasure, ...record }: DisposalRecord) {
	return record;
}

function tell(record: DisposalRecord, json: boolean | undefined): void {
	if (json === true) {
		printJson(publicPart(record));
		return;
	}
	const { tenant, state, approvals, coolingOffUntil, reason } = record;
	print(`${tenant}: wipe ${paint("bold", state)} (${reason})`);
	for (const { statement } of approvals)
		print(`  ${statement.approver} approved at ${statement.at}${statement.waivesCoolingOff ? ", at once" : ""}`);
	if (state === "requested" || (state === "approved" && approvals.length < APPROVALS_NEEDED))
		print(`  ${APPROVALS_NEEDED - approvals.length} more to approve: tenant wipe approve ${tenant}`);
	if (state === "approved") print(`  disabled; can be run from ${coolingOffUntil} on, or at once where both waived it`);
	if (state === "cancelled") print("  nothing was erased");
}
