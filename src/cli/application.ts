import type { Command } from "commander";
import { parseTenantId } from "../domain/tenant.ts";
import { paint, print, printJson } from "./terminal.ts";
import { examples } from "./verbs.ts";
import { withPlatform } from "./workspace.ts";

/** `application bind`: an ATS vendor's customer who is a tenant already. */

interface BindOptions {
	readonly parent: string;
	readonly foreignId: string;
	readonly tenant: string;
	readonly json?: boolean;
}

export function addApplication(program: Command): void {
	const application = program
		.command("application")
		.description("applications that an ATS vendor makes for its customers");
	const bind = application
		.command("bind")
		.description("have the vendor's application for a customer made in a tenant that is there already")
		.requiredOption("--parent <id>", "the vendor's own tenant")
		.requiredOption("--foreign-id <id>", "the vendor's id of the customer (uniqueForeignId)")
		.requiredOption("--tenant <id>", "the customer's tenant")
		.option("--json", "print JSON")
		.action((options: BindOptions, command: Command) => run(command, options));
	const lines = ["application bind --parent vendor-x --foreign-id customer-17 --tenant acme"];
	examples(bind, lines);
	examples(application, lines);
}

async function run(command: Command, { parent, foreignId, tenant, json }: BindOptions): Promise<void> {
	await withPlatform(command, {}, async ({ tenancy, operatorActor }) => {
		const ids = { parent: parseTenantId(parent), tenant: parseTenantId(tenant) };
		// The vendor gets a client there.
		await operatorActor(ids.tenant);
		await tenancy.applications.bind({ ...ids, uniqueForeignId: foreignId });
		if (json === true) return printJson({ ...ids, uniqueForeignId: foreignId });
		print(`${paint("green", "✓")} ${foreignId} of ${parent} is tenant ${paint("bold", tenant)}`);
	});
}
