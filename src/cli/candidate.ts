import { type Command, Option } from "commander";
import { parseTenantId } from "../domain/tenant.ts";
import { TributaryError } from "../errors.ts";
import { resumeText } from "../ingest/resume-text.ts";
import { accessReport } from "../sync/access-report.ts";
import { erasePerson } from "../sync/erase-person.ts";
import type { Whom } from "../sync/find-person.ts";
import { demandNewFile, writeNewFile } from "./new-file.ts";
import { paint, print, printJson } from "./terminal.ts";
import { examples } from "./verbs.ts";
import { withPlatform } from "./workspace.ts";

/** `candidate`: what a person may ask for, and what stands in his file. */

interface WhomOptions {
	readonly tenant: string;
	readonly id?: string;
	readonly email?: string;
	readonly profile?: string;
}

interface TextOptions {
	readonly tenant: string;
	readonly id: string;
	readonly json?: boolean;
}

interface EraseOptions extends WhomOptions {
	readonly reason: string;
	readonly out?: string;
	readonly json?: boolean;
}

export function addCandidate(program: Command): void {
	const candidate = program.command("candidate").description("the rights of a person");
	const lines = [
		"candidate erase --tenant acme --email jane@example.com --out receipt.json",
		"candidate erase --tenant acme --id c-17",
	];
	const other = (flags: string, description: string, against: string[]) =>
		new Option(flags, description).conflicts(against);
	const verb = (name: string, description: string) =>
		candidate
			.command(name)
			.description(description)
			.requiredOption("--tenant <id>", "whose candidate")
			.addOption(other("--id <candidate>", "id of the candidate", ["email", "profile"]))
			.addOption(other("--email <address>", "everybody with this address is taken for the person", ["id", "profile"]))
			.addOption(
				other("--profile <id>", "everybody matched with this profile, and what was noted under it", ["id", "email"]),
			);
	examples(
		verb("report", "everything that is stored of a person, for him: records, files, notes, and who saw it")
			.requiredOption("--out <file>", "a new file, JSON")
			.action((options: WhomOptions & { out: string }, command: Command) => report(command, options)),
		["candidate report --tenant acme --email jane@example.com --out jane.json"],
	);
	examples(
		verb("erase", "erase a person for good: record, files, notes, all that is of him; prints a receipt")
			.option("--reason <word>", "for log and receipt", "data-subject-request")
			.option("--out <file>", "write the receipt there")
			.option("--json", "print the receipt")
			.action((options: EraseOptions, command: Command) => erase(command, options)),
		lines,
	);
	examples(
		candidate
			.command("text")
			.description("the text of a candidate's resume file, as the parser reads it")
			.requiredOption("--tenant <id>", "whose candidate")
			.requiredOption("--id <candidate>", "id of the candidate")
			.option("--json", "with lines, pages, and where each value of the record stands")
			.action((options: TextOptions, command: Command) => showText(command, options)),
		["candidate text --tenant acme --id c-17"],
	);
	examples(candidate, lines);
}

async function showText(command: Command, { tenant, id, json }: TextOptions): Promise<void> {
	await withPlatform(command, {}, async ({ parsers, ingest, operatorScope }) => {
		const scope = await operatorScope(parseTenantId(tenant), "candidate text");
		const read = await resumeText(scope, { readText: parsers.readText, clock: ingest.clock }, id);
		if (json === true) printJson(read);
		else print(read.text);
	});
}

async function report(command: Command, options: WhomOptions & { out: string }): Promise<void> {
	const whom = whomOf(options);
	await withPlatform(command, {}, async ({ tenancy, ingest, operatorScope }) => {
		const scope = await operatorScope(parseTenantId(options.tenant), "candidate report");
		const made = await accessReport(scope, { clock: ingest.clock, audit: tenancy.audit }, whom);
		writeNewFile(options.out, `${JSON.stringify(made, null, 2)}\n`);
		const { candidateIds, profileIds, files, synchronized } = made;
		const ids = [...candidateIds, ...profileIds.map((id) => `profile:${id}`)];
		print(
			`${paint("green", "✓")} ${options.out}: ${ids.join(", ")}, ${files.length} files, ${synchronized.length} records of the ATS`,
		);
	});
}

async function erase(command: Command, options: EraseOptions): Promise<void> {
	const whom = whomOf(options);
	if (!/^[A-Za-z][A-Za-z0-9_-]{0,59}$/.test(options.reason))
		throw new TributaryError("invalid-request", { detail: "Give the reason as one word, as data-subject-request." });
	demandNewFile(options.out);
	await withPlatform(command, {}, async ({ tenancy, ingest, operatorScope }) => {
		const scope = await operatorScope(parseTenantId(options.tenant), "candidate erase");
		const deps = { ...ingest, receiptKey: tenancy.certificateKey };
		const receipt = await erasePerson(scope, deps, whom, options.reason);
		if (options.out !== undefined) writeNewFile(options.out, `${JSON.stringify(receipt, null, 2)}\n`);
		if (options.json === true) return printJson(receipt);
		const { candidateIds, removed } = receipt.receipt;
		const counts = Object.entries(removed).map(([name, count]) => `${count} ${name}`);
		print(`${paint("green", "✓")} erased ${candidateIds.join(", ") || "what was noted"}: ${counts.join(", ")}`);
	});
}

function whomOf({ id, email, profile }: WhomOptions): Whom {
	if (id !== undefined) return { candidateId: id };
	if (email !== undefined) return { email };
	if (profile !== undefined) return { profileId: profile };
	throw new TributaryError("invalid-request", { detail: "Say whom: --id, --email or --profile." });
}
