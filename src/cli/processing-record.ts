import type { Command } from "commander";
import { parseTenantId } from "../domain/tenant.ts";
import { processingMarkdown, processingRecord } from "../sync/processing-record.ts";
import { print, printJson } from "./terminal.ts";
import { examples } from "./verbs.ts";
import { withPlatform } from "./workspace.ts";

/** `tenant processing-record`: what is done with whose data, for whom, and for how long. */
export function addProcessingRecord(tenant: Command): void {
	examples(
		tenant
			.command("processing-record")
			.description("the record of processing activities (GDPR, article 30), made of the settings; Markdown")
			.argument("<id>")
			.option("--json", "print JSON")
			.action((id: string, options: { json?: boolean }, command: Command) => show(command, id, options)),
		["tenant processing-record acme > acme-processing.md", "tenant processing-record acme --json"],
	);
}

async function show(command: Command, id: string, { json }: { readonly json?: boolean }): Promise<void> {
	await withPlatform(command, {}, async ({ operatorScope, ...deps }) => {
		const scope = await operatorScope(parseTenantId(id), "processing record");
		const record = await processingRecord(scope, { ...deps, clock: deps.ingest.clock });
		if (json === true) return printJson(record);
		print(processingMarkdown(record).trimEnd());
	});
}
