import type { Command } from "commander";
import { PERMISSIONS, type Permission } from "../domain/actor.ts";
import { parseTenantId } from "../domain/tenant.ts";
import { paint, print, printJson, remark } from "./terminal.ts";
import { examples, gatherOf } from "./verbs.ts";
import { withPlatform } from "./workspace.ts";

/** `client create`: credentials for a program that calls the API for one tenant. */

interface ClientOptions {
	readonly tenant: string;
	readonly scope: readonly Permission[];
	readonly name: string;
	readonly json?: boolean;
}

export function addClient(program: Command): void {
	const client = program.command("client").description("API clients of a tenant");
	const create = client
		.command("create")
		.description("make a client; prints its id and its secret, the secret this once only")
		.requiredOption("--tenant <id>", "the tenant it acts for")
		.requiredOption(
			"--scope <scopes>",
			`what it may do: ${PERMISSIONS.join(", ")} (repeat or separate with commas)`,
			gatherOf(PERMISSIONS),
		)
		.option("--name <name>", "what it is for", "command line")
		.option("--json", "print JSON")
		.action((options: ClientOptions, command: Command) => run(command, options));
	const lines = [
		"client create --tenant acme --scope search,candidates:read",
		"client create --tenant acme --scope resumes:write --scope tasks:write --name 'nightly import' --json",
	];
	examples(create, lines);
	examples(client, lines);
}

async function run(command: Command, options: ClientOptions): Promise<void> {
	await withPlatform(command, {}, async ({ tenancy }) => {
		const made = await tenancy.clients.create({
			tenant: parseTenantId(options.tenant),
			name: options.name,
			permissions: options.scope,
		});
		if (options.json === true) return printJson(made);
		print(`client id      ${made.clientId}`);
		print(`client secret  ${made.clientSecret}`);
		remark(paint("yellow", "Keep the secret now: it cannot be shown again."));
	});
}
