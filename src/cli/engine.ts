import { type Command, InvalidArgumentError, Option } from "commander";
import * as z from "zod";
import { parseTenantId } from "../domain/tenant.ts";
import { printRights } from "./backup.ts";
import { paint, print, printJson, remark, table } from "./terminal.ts";
import { examples, wholeNumber } from "./verbs.ts";
import { nameIfKnown, withPlatform } from "./workspace.ts";

/** `engine`: what an operator does to stores on a cluster, while they are served. */

interface Options {
	readonly tenant?: string;
	readonly people?: number;
	readonly to?: string;
	readonly thisMachineOnly?: boolean;
	readonly json?: boolean;
}

export function addEngine(program: Command): void {
	const engine = program
		.command("engine")
		.description("where tenants live; of those on a cluster accounts, mappings, shards");
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
	examples(
		engine
			.command("move")
			.description(
				"move a tenant to the other engine of the configuration while it is served; to be repeated when stopped, or taken back by a move to where it lies",
			)
			.requiredOption("--tenant <id>", "tenant")
			.addOption(new Option("--to <engine>", "where to").choices(["embedded", "elasticsearch"]).makeOptionMandatory())
			.option(
				"--this-machine-only",
				"into files of this machine although others serve, which cannot answer for the tenant then",
			)
			.option("--json", "print JSON")
			.action((options: Options, command: Command) => move(command, options)),
		["engine move --tenant acme --to elasticsearch --config tributary.json"],
	);
	examples(
		engine
			.command("erase-again")
			.description(
				"after a snapshot of the cluster was put back: erase again whoever was erased since it was made, before anything is served",
			)
			.requiredOption("--since <time>", "when the snapshot was begun, as 2026-11-20T02:00:00Z", instant)
			.option("--json", "print JSON")
			.action((options: { since: Date; json?: boolean }, command: Command) => eraseAgain(command, options)),
		["engine erase-again --since 2026-11-20T02:00:00Z --config tributary.json"],
	);
	examples(engine, [
		"engine move --tenant acme --to elasticsearch",
		"engine rotate --tenant acme",
		"engine migrate --tenant acme --people 5000000",
	]);
}

async function rotate(command: Command, { tenant = "", json }: Options): Promise<void> {
	await withPlatform(command, {}, async ({ tenancy, operatorName }) => {
		await tenancy.upkeep.rotate(parseTenantId(tenant), await operatorName());
		if (json === true) return printJson({ tenant });
		print(
			`${paint("green", "✓")} tenant ${paint("bold", tenant)}: new accounts on the cluster; the old ones are refused`,
		);
	});
}

async function migrate(command: Command, { tenant, people, json }: Options): Promise<void> {
	if (people !== undefined && tenant === undefined)
		return command.error("error: --people is of one tenant: add --tenant");
	await withPlatform(command, {}, async ({ tenancy, operatorName }) => {
		const id = tenant === undefined ? null : parseTenantId(tenant);
		const done = await tenancy.upkeep.migrate(id, { people }, await operatorName());
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

const TELL_MS = 2000;

/** Passes on the latest number, not more often than every two seconds. */
function everySoOften(tell: (count: number) => void): (count: number) => void {
	let last = performance.now();
	return (count) => {
		if (performance.now() - last < TELL_MS) return;
		last = performance.now();
		tell(count);
	};
}

async function move(command: Command, { tenant = "", to = "", json, thisMachineOnly = false }: Options): Promise<void> {
	await withPlatform(command, {}, async ({ tenancy, operatorName }) => {
		const copied = { tenant: 0, audit: 0 };
		const tell = everySoOften((count) => remark(`${count} records copied`));
		const moved = await tenancy.moves.move(parseTenantId(tenant), to, {
			actor: await operatorName(),
			thisMachineOnly,
			onWait: (seconds) => remark(`looking whether other processes serve, for ${seconds} s at most`),
			onProgress: (store, count) => {
				copied[store] = count;
				tell(copied.tenant + copied.audit);
			},
		});
		if (json === true) return printJson({ tenant, ...moved });
		if (moved.from === moved.to) return print(`${tenant} lies in ${to}`);
		print(
			table(
				["store", "collection", "records", "sha256, the same on both sides"],
				moved.compared.map(({ store, collection, records, sha256 }) => [store, collection, String(records), sha256]),
			),
		);
		print(
			`${paint("green", "✓")} tenant ${paint("bold", tenant)}: ${moved.from} → ${moved.to}; ${moved.searches} searches answered alike; writers waited ${moved.waited} ms`,
		);
	});
}

function instant(text: string): Date {
	const read = z.iso.datetime({ offset: true }).safeParse(text);
	if (!read.success) throw new InvalidArgumentError("Use a time as 2026-11-20T02:00:00Z.");
	return new Date(read.data);
}

async function eraseAgain(command: Command, { since, json }: { readonly since: Date; readonly json?: boolean }) {
	await withPlatform(command, {}, async (platform) => {
		const { wiped, erased, accounts, rights } = await platform.eraseSince(since, await nameIfKnown(platform));
		if (json === true) return printJson({ wiped, erased, accounts, rights });
		for (const tenant of wiped) print(`${tenant} was wiped since: it is gone`);
		for (const [tenant, ids] of Object.entries(erased))
			print(`${tenant}: ${ids.length} candidates were erased since: they are gone`);
		for (const [tenant, ids] of Object.entries(accounts))
			print(`${tenant}: ${ids.length} accounts were removed since: they are gone`);
		printRights(rights);
		print(`${paint("green", "✓")} whoever was erased since is gone; sessions and tokens of before are worth nothing`);
	});
}
