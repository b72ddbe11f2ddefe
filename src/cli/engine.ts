import type { Command } from "commander";
import { parseTenantId } from "../domain/tenant.ts";
import { paint, print, printJson, table } from "./terminal.ts";
import { examples, wholeNumber } from "./verbs.ts";
import { withPlatform } from "./workspace.ts";

/** `engine`: what an operator does to stores on a cluster, while they are served. */

interface Options {
	readonly tenant?: string;
	readonly people?: number;
	readonly json?: boolean;
}

export function addEngine(program: Command): void {
	const engine = program.command("engine").description("stores on a cluster: accounts, mappings, shards");
	examples(
		engine
			.command("rotate")
			.description("give a tenant's stores new accounts on the cluster; the old ones are refused from then on")
			.requiredOption("--tenant <id>", "tenant")
			.option("--json", "print JSON")
			.action((options: Options, command: Command) => rotate(command, options)),
		["engine rotate --tenant acme --config tributary.json"],
	);
	examples(
		engine
			.command("migrate")
			.description(
				"bring stores into the newest mapping and the shards they want, while they are served; to be repeated when stopped",
			)
			.option("--tenant <id>", "only this tenant's; otherwise all there are")
			.option("--people <n>", "make the store for so many people; those it has if absent", wholeNumber(1, 100_000_000))
			.option("--json", "print JSON")
			.action((options: Options, command: Command) => migrate(command, options)),
		["engine migrate --config tributary.json", "engine migrate --tenant acme --people 5000000 --config tributary.json"],
	);
	examples(engine, ["engine rotate --tenant acme", "engine migrate --tenant acme --people 5000000"]);
}

async function rotate(command: Command, { tenant = "", json }: Options): Promise<void> {
	await withPlatform(command, {}, async ({ tenancy }) => {
		await tenancy.upkeep.rotate(parseTenantId(tenant));
		if (json === true) return printJson({ tenant });
		print(
			`${paint("green", "✓")} tenant ${paint("bold", tenant)}: new accounts on the cluster; the old ones are refused`,
		);
	});
}

async function migrate(command: Command, { tenant, people, json }: Options): Promise<void> {
	if (people !== undefined && tenant === undefined)
		return command.error("error: --people is of one tenant: add --tenant");
	await withPlatform(command, {}, async ({ tenancy }) => {
		const done = await tenancy.upkeep.migrate(tenant === undefined ? null : parseTenantId(tenant), { people });
		if (json === true) return printJson(done);
		const rows = done.map(({ store, from, to, copied, waited }) => [
			store,
			from === to ? "as it should be" : `${from} → ${to}`,
			String(copied),
			`${waited} ms`,
		]);
		print(table(["store", "index", "copied", "writers waited"], rows));
	});
}
