import type { Command } from "commander";
import type { Export } from "../domain/export.ts";
import { parseTenantId } from "../domain/tenant.ts";
import { print, printJson, table } from "./terminal.ts";
import { examples, wholeNumber } from "./verbs.ts";
import { withPlatform } from "./workspace.ts";

/** `export list`: profiles that were sent to a tenant's ATS. */

interface ListOptions {
	readonly tenant: string;
	readonly limit: number;
	readonly json?: boolean;
}

/** Exports that are printed at once. */
const MOST = 10_000;

export function addExport(program: Command): void {
	const parent = program.command("export").description("profiles that were sent to a tenant's ATS");
	const list = parent
		.command("list")
		.description("exports, the oldest first, and what became of them")
		.requiredOption("--tenant <id>", "whose exports")
		.option("--limit <n>", "how many", wholeNumber(1, MOST), 100)
		.option("--json", "print JSON")
		.action((options: ListOptions, command: Command) => run(command, options));
	const lines = ["export list --tenant acme", "export list --tenant acme --limit 1000 --json"];
	examples(list, lines);
	examples(parent, lines);
}

const row = ({ id, profileId, jobId, seat, state, reason, candidateId, requestedAt }: Export) => [
	id,
	profileId,
	jobId,
	seat ?? "",
	reason === null ? state : `${state}, ${reason}`,
	candidateId ?? "",
	requestedAt,
];

async function run(command: Command, { tenant, limit, json }: ListOptions): Promise<void> {
	await withPlatform(command, {}, async ({ exports, operatorScope }) => {
		const scope = await operatorScope(parseTenantId(tenant), "export list");
		const found = await exports.list(scope, { limit });
		if (json === true) return printJson(found);
		print(table(["id", "profile", "job", "seat", "state", "candidate", "requested"], found.map(row)));
	});
}
