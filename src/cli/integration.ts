import { Argument, type Command } from "commander";
import { INTEGRATION_TYPES, type Integration, type IntegrationType } from "../domain/integration.ts";
import { parseTenantId } from "../domain/tenant.ts";
import type { Platform } from "../server.ts";
import type { Scope } from "../tenancy/scope.ts";
import { paint, print, printJson, table } from "./terminal.ts";
import { examples } from "./verbs.ts";
import { withPlatform } from "./workspace.ts";

/** `integration`: what a tenant's ATS is connected to. All of it is off until it is switched on. */

interface IntegrationOptions {
	readonly tenant: string;
	readonly json?: boolean;
}

export function addIntegration(program: Command): void {
	const integration = program.command("integration").description("what a tenant's ATS is connected to");
	const verb = (name: string, description: string) =>
		integration
			.command(name)
			.description(description)
			.requiredOption("--tenant <id>", "whose integrations")
			.option("--json", "print JSON");
	const type = () => new Argument("<type>", "which").choices(INTEGRATION_TYPES);
	const list = verb("list", "all integrations, what the ATS calls them, and where they stand");
	list.action((options: IntegrationOptions, command: Command) => listAll(command, options));
	const enable = verb("enable", "switch one on").addArgument(type());
	enable.action((name: IntegrationType, options: IntegrationOptions, command: Command) =>
		change(command, options, { name, enabled: true }),
	);
	const disable = verb("disable", "switch one off").addArgument(type());
	disable.action((name: IntegrationType, options: IntegrationOptions, command: Command) =>
		change(command, options, { name, enabled: false }),
	);
	examples(integration, ["integration list --tenant acme", "integration enable --tenant acme ONE_CLICK_EXPORT"]);
}

function withScope(
	command: Command,
	{ tenant }: IntegrationOptions,
	work: (platform: Platform, scope: Scope) => Promise<void>,
): Promise<void> {
	return withPlatform(command, {}, async (platform) =>
		work(platform, await platform.operatorScope(parseTenantId(tenant), "integrations on the command line")),
	);
}

const row = ({ type, name, status, updatedAt }: Integration) => [type, name ?? "", status, updatedAt ?? ""];

function listAll(command: Command, options: IntegrationOptions): Promise<void> {
	return withScope(command, options, async ({ integrations }, scope) => {
		const found = await integrations.list(scope);
		if (options.json === true) return printJson(found);
		print(table(["type", "name", "status", "changed"], found.map(row)));
	});
}

function change(
	command: Command,
	options: IntegrationOptions,
	{ name, enabled }: { readonly name: IntegrationType; readonly enabled: boolean },
): Promise<void> {
	return withScope(command, options, async ({ integrations }, scope) => {
		const changed = await integrations.switch(scope, name, enabled);
		if (options.json === true) return printJson(changed);
		print(`${paint("green", "✓")} ${paint("bold", name)} is ${changed.status}`);
	});
}
