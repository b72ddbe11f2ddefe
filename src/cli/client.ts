import type { Command } from "commander";
import { PERMISSIONS, Permission } from "../domain/actor.ts";
import { parseTenantId } from "../domain/tenant.ts";
import { TributaryError } from "../errors.ts";
import { paint, print, printJson, remark } from "./terminal.ts";
import { examples, gather } from "./verbs.ts";
import { withPlatform } from "./workspace.ts";

/** `client create`: credentials for a program that calls the API for one tenant. */

interface ClientOptions {
	readonly tenant: string;
	readonly scope: readonly string[];
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
			gather,
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
	const permissions = options.scope.map((scope) => {
		const known = Permission.safeParse(scope);
		if (known.success) return known.data;
		throw new TributaryError("invalid-scope", {
			detail: `There is no scope ${scope}. Known: ${PERMISSIONS.join(", ")}.`,
		});
	});
	await withPlatform(command, {}, async ({ tenancy }) => {
		const made = await tenancy.clients.create({
			tenant: parseTenantId(options.tenant),
			name: options.name,
			permissions,
		});
		if (options.json === true) return printJson(made);
		print(`client id      ${made.clientId}`);
		print(`client secret  ${made.clientSecret}`);
		remark(paint("yellow", "The secret is stored as a digest only: keep it now, it cannot be shown again."));
	});
}
