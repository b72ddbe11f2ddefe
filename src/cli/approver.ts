import type { Command } from "commander";
import { faultsOf } from "../domain/faults.ts";
import { TributaryError } from "../errors.ts";
import { signStatement, WipeStatement } from "../tenancy/disposal/approval.ts";
import { newApproverKey, OPERATOR_ROLES, type OperatorRole } from "../tenancy/disposal/approvers.ts";
import { parseStrictJson } from "../tenancy/strict-json.ts";
import { writeNewFile } from "./new-file.ts";
import { readText } from "./read-text.ts";
import { paint, print, printJson, remark, table } from "./terminal.ts";
import { examples, gatherOf } from "./verbs.ts";
import { nameIfKnown, withPlatform } from "./workspace.ts";

/** `approver`: who may approve that a tenant is wiped. Each holds a key of his own; here lies the public half. */

interface Json {
	readonly json?: boolean;
}

export function addApprover(program: Command): void {
	const approver = program
		.command("approver")
		.description("people of the operator: who may approve a wipe or access, and who may ask for access");
	examples(
		approver
			.command("key")
			.description("make a key pair: the approver does this where nobody else can read the private half")
			.requiredOption("--out <file>", "private key (PEM); the public one goes beside it, with .pub at the end")
			.action(({ out }: { out: string }) => makeKey(out)),
		["approver key --out ada.pem"],
	);
	examples(
		approver
			.command("sign")
			.description("approve a wipe elsewhere: sign the statement that GET /v1/tenant shows; nothing is sent")
			.argument("<file>", "the statement, JSON")
			.requiredOption("--approver <name>", "as registered with approver add")
			.requiredOption("--key <file>", "PEM of his private key")
			.option("--waive-cooling-off", "he wants it done at once; it counts when both say so, also by approving again")
			.option("--out <file>", "write the approval there, for POST /v1/tenant/wipe/approvals")
			.action((file: string, options: SignOptions) => sign(file, options)),
		["approver sign statement.json --approver ada --key ada.pem --out approval.json"],
	);
	examples(
		approver
			.command("add")
			.description("register an approver; he can approve what is asked for from then on")
			.argument("<name>")
			.requiredOption("--public-key <file>", "PEM of an Ed25519 public key")
			.option(
				"--role <roles>",
				"approver, operator (who may ask for access to a tenant's data), or both",
				gatherOf(OPERATOR_ROLES),
			)
			.option("--even-other-name", "also where the key was registered under another name once")
			.option("--json", "print JSON")
			.action((name: string, options: AddOptions, command: Command) => add(command, name, options)),
		["approver add ada --public-key ada.pem.pub", "approver add olga --public-key olga.pem.pub --role operator"],
	);
	examples(
		approver
			.command("list")
			.description("all of them")
			.option("--json", "print JSON")
			.action((options: Json, command: Command) => list(command, options)),
		["approver list"],
	);
	examples(
		approver
			.command("remove")
			.description(
				"he approves nothing more, and a wipe that he approved and that is not run yet needs another in his place",
			)
			.argument("<name>")
			.action((name: string, _: object, command: Command) => remove(command, name)),
		["approver remove ada"],
	);
	examples(approver, ["approver key --out ada.pem", "approver add ada --public-key ada.pem.pub", "approver list"]);
}

function makeKey(out: string): void {
	const { privateKey, publicKey } = newApproverKey();
	writeNewFile(out, privateKey);
	writeNewFile(`${out}.pub`, publicKey);
	print(`${paint("green", "✓")} ${out} (keep it to yourself), ${out}.pub (for approver add)`);
}

interface SignOptions {
	readonly approver: string;
	readonly key: string;
	readonly waiveCoolingOff?: boolean;
	readonly out?: string;
}

async function sign(file: string, { approver, key, waiveCoolingOff, out }: SignOptions): Promise<void> {
	const terms = readTerms(file);
	const at = new Date().toISOString();
	const read = WipeStatement.safeParse({ ...terms, approver, waivesCoolingOff: waiveCoolingOff === true, at });
	if (!read.success)
		throw new TributaryError("invalid-field", { detail: `${file} is no statement.`, errors: faultsOf(read.error) });
	const { request, tenant, reason } = read.data;
	const text = `${JSON.stringify(await signStatement(read.data, readText(key, "/key")), null, 2)}\n`;
	if (out === undefined) return print(text.trimEnd());
	writeNewFile(out, text);
	print(`${paint("green", "✓")} ${out}: ${approver} approves that ${tenant} is wiped (${reason}), request ${request}`);
}

/** What names something twice says one thing to who reads it, and another to whom it is signed for. */
function readTerms(file: string): object {
	const text = readText(file, "/file");
	try {
		return Object(parseStrictJson(text));
	} catch (cause) {
		const detail = `${file} is no statement: ${(cause as Error).message}`;
		throw new TributaryError("invalid-field", { detail, cause });
	}
}

interface AddOptions extends Json {
	readonly publicKey: string;
	readonly role?: readonly OperatorRole[];
	readonly evenOtherName?: boolean;
}

async function add(command: Command, name: string, options: AddOptions): Promise<void> {
	const { publicKey, role, evenOtherName = false, json } = options;
	const pem = readText(publicKey, "/publicKey");
	await withPlatform(command, {}, async (platform) => {
		const actor = await nameIfKnown(platform);
		const added = await platform.tenancy.approvers.add(name, pem, role, { actor, evenOtherName });
		if (json === true) return printJson(added);
		print(`${paint("green", "✓")} ${added.name}, ${added.fingerprint}`);
		if (added.countsFrom > added.since && added.roles.includes("approver"))
			remark(`What ${added.name} approves counts from ${added.countsFrom} on.`);
	});
}

async function list(command: Command, { json }: Json): Promise<void> {
	await withPlatform(command, {}, async ({ tenancy }) => {
		const all = await tenancy.approvers.list();
		if (json === true) return printJson(all);
		const row = ({ name, roles, fingerprint, since }: (typeof all)[number]) => [
			name,
			roles.join(", "),
			fingerprint,
			since,
		];
		print(table(["name", "roles", "key", "since"], all.map(row)));
	});
}

async function remove(command: Command, name: string): Promise<void> {
	await withPlatform(command, {}, async (platform) => {
		await platform.tenancy.approvers.remove(name, await nameIfKnown(platform));
		print(`${paint("green", "✓")} ${name} is no approver any more`);
	});
}
