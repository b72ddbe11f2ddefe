import { type Command, Option } from "commander";
import { parseTenantId, type Tenant } from "../domain/tenant.ts";
import { TributaryError } from "../errors.ts";
import { refreshAllMatches } from "../ingest/refresh-matches.ts";
import { switchUnifiedSearch } from "../ingest/switch-unified-search.ts";
import type { TenantChange } from "../tenancy/tenants.ts";
import { addProcessingRecord } from "./processing-record.ts";
import { paint, print, printJson, table } from "./terminal.ts";
import { addTransfer } from "./transfer.ts";
import { examples, wholeNumber } from "./verbs.ts";
import { addWipe } from "./wipe.ts";
import { nameIfKnown, withPlatform } from "./workspace.ts";

/** `tenant`: make, list and show tenants. For the operator on the machine that holds the master key. */

export function addTenant(program: Command): void {
	const tenant = program.command("tenant").description("create, list, change, disable, hold, return and wipe tenants");
	examples(
		tenant
			.command("create")
			.description("make a tenant with its own store and key")
			.argument("<id>", "2 to 40 characters a-z, 0-9 and -")
			.option("--name <name>", "display name (default: the id)")
			.option("--json", "print JSON")
			.action((id: string, options: { name?: string; json?: boolean }, command: Command) =>
				create(command, id, options),
			),
		["tenant create acme --name 'Acme Corporation'"],
	);
	examples(
		tenant
			.command("list")
			.description("all tenants")
			.option("--json", "print JSON")
			.action((options: { json?: boolean }, command: Command) => list(command, options)),
		["tenant list", "tenant list --json"],
	);
	examples(
		tenant
			.command("show")
			.description("one tenant and its settings")
			.argument("<id>")
			.option("--json", "print JSON")
			.action((id: string, options: { json?: boolean }, command: Command) => show(command, id, options)),
		["tenant show acme"],
	);
	examples(
		tenant
			.command("set")
			.description("change a tenant's settings; personal data that are stored already are dropped, too")
			.argument("<id>")
			.addOption(onOff("--unified-search", "search the shared network beside the tenant's own candidates"))
			.addOption(onOff("--drop-personal-data", "store no birth date, nationality, marital status or sex at all"))
			.addOption(
				onOff("--learned-relatedness", "learn from the tenant's own resumes what is used alike, for its searches"),
			)
			.addOption(
				onOff(
					"--meaning-similarity",
					"keep a vector of each candidate, where the operator configured a model for that",
				),
			)
			.addOption(
				onOff("--signals", "keep what recruiters were shown and did with it, to measure rankings; off deletes it"),
			)
			.addOption(
				new Option(
					"--second-person <when>",
					"whether another identity provider, strong roles and the return of all data take a second person",
				).choices(["off", "where-possible", "always"]),
			)
			.option("--signal-days <n>", "days that signals are kept", wholeNumber(1, 730))
			.option("--json", "print JSON")
			.action((id: string, options: SettingOptions, command: Command) => set(command, id, options)),
		["tenant set acme --drop-personal-data on"],
	);
	addStanding(tenant);
	addWipe(tenant);
	addProcessingRecord(tenant);
	addTransfer(tenant);
	examples(
		tenant
			.command("reindex")
			.description("index all candidates of a tenant anew, as after an update; searches go on meanwhile")
			.argument("<id>")
			.option("--json", "print JSON")
			.action((id: string, options: { json?: boolean }, command: Command) => reindex(command, id, options)),
		["tenant reindex acme"],
	);
	examples(tenant, ["tenant create acme", "tenant list", "tenant show acme --json"]);
}

/** Whether it is served, and whether it may be destroyed. */
function addStanding(tenant: Command): void {
	const verb = (name: string, description: string, change: TenantChange) =>
		examples(
			tenant
				.command(name)
				.description(description)
				.argument("<id>")
				.action((id: string, _: object, command: Command) => stand(command, id, change)),
			[`tenant ${name} acme`],
		);
	verb("disable", "serve and accept nothing; the data stay", { status: "disabled" });
	verb("enable", "serve it again", { status: "active" });
	examples(
		tenant
			.command("hold")
			.description("legal hold: nothing of it can be wiped, whoever approves")
			.argument("<id>")
			.requiredOption("--reason <text>", "why, without personal data")
			.action((id: string, { reason }: { reason: string }, command: Command) =>
				stand(command, id, { legalHold: { reason } }),
			),
		["tenant hold acme --reason 'case 12/2026'"],
	);
	verb("release", "end the legal hold", { legalHold: null });
}

async function stand(command: Command, id: string, change: TenantChange): Promise<void> {
	await withPlatform(command, {}, async ({ tenancy, operatorName }) => {
		const { status, legalHold } = await tenancy.tenants.update(parseTenantId(id), change, await operatorName());
		const held = legalHold === undefined ? "" : `, held since ${legalHold.since}: ${legalHold.reason}`;
		print(`${paint("green", "✓")} tenant ${paint("bold", id)}: ${status}${held}`);
	});
}

interface SettingOptions {
	readonly unifiedSearch?: string;
	readonly dropPersonalData?: string;
	readonly learnedRelatedness?: string;
	readonly meaningSimilarity?: string;
	readonly signals?: string;
	readonly signalDays?: number;
	readonly secondPerson?: Tenant["settings"]["secondPerson"];
	readonly json?: boolean;
}

const onOff = (name: string, description: string): Option =>
	new Option(`${name} <on|off>`, description).choices(["on", "off"]);

async function set(command: Command, id: string, options: SettingOptions): Promise<void> {
	const { json, ...settings } = options;
	const { unifiedSearch, dropPersonalData, learnedRelatedness, meaningSimilarity, signals, signalDays, secondPerson } =
		settings;
	if (Object.values(settings).every((value) => value === undefined)) {
		throw new TributaryError("invalid-request", { detail: "Name a setting to change: see tenant set --help." });
	}
	const tenantId = parseTenantId(id);
	await withPlatform(command, {}, async (platform) => {
		const { tenancy, ingest, operatorScope } = platform;
		const actor = await platform.operatorName();
		const changeSettings = (changed: Partial<Tenant["settings"]>) => platform.changeSettings(tenantId, changed, actor);
		const dropped =
			dropPersonalData === undefined ? null : await changeSettings({ dropPersonalData: dropPersonalData === "on" });
		if (unifiedSearch !== undefined) {
			const scope = await operatorScope(tenantId, "tenant set");
			await switchUnifiedSearch({ ...ingest, tenancy }, scope, unifiedSearch === "on");
		}
		if (learnedRelatedness !== undefined) await changeSettings({ learnedRelatedness: learnedRelatedness === "on" });
		if (meaningSimilarity !== undefined) await changeSettings({ meaningSimilarity: meaningSimilarity === "on" });
		if (signals !== undefined) await changeSettings({ signals: signals === "on" });
		if (signalDays !== undefined) await changeSettings({ signalDays });
		if (secondPerson !== undefined) await changeSettings({ secondPerson });
		const tenant = await tenancy.tenants.get(tenantId);
		if (json === true) return printJson(tenant);
		print(`${paint("green", "✓")} tenant ${paint("bold", tenant.id)}: ${JSON.stringify(tenant.settings)}`);
		if (dropPersonalData === "on") print(`  ${dropped?.cleaned ?? 0} stored candidates had personal data taken out`);
	});
}

async function create(command: Command, id: string, options: { name?: string; json?: boolean }): Promise<void> {
	await withPlatform(command, { create: true }, async (platform) => {
		const actor = await nameIfKnown(platform);
		const tenant = await platform.tenancy.tenants.create({ id: parseTenantId(id), name: options.name ?? id, actor });
		if (options.json === true) return printJson(tenant);
		print(
			`${paint("green", "✓")} tenant ${paint("bold", tenant.id)} (${tenant.name}), urn:li:organization:${tenant.organization}`,
		);
	});
}

async function reindex(command: Command, id: string, options: { json?: boolean }): Promise<void> {
	await withPlatform(command, {}, async ({ ingest, operatorScope }) => {
		const tenant = parseTenantId(id);
		const candidates = await refreshAllMatches(await operatorScope(tenant, "tenant reindex"), ingest);
		if (options.json === true) return printJson({ tenant, candidates });
		print(`${paint("green", "✓")} tenant ${paint("bold", id)}: ${candidates} candidates indexed anew`);
	});
}

async function list(command: Command, options: { json?: boolean }): Promise<void> {
	await withPlatform(command, {}, async ({ tenancy }) => {
		const tenants = await tenancy.tenants.list();
		if (options.json === true) return printJson(tenants);
		const row = (tenant: Tenant) => [
			tenant.id,
			tenant.name,
			tenant.status,
			tenant.organization,
			tenant.createdAt.slice(0, 10),
		];
		print(table(["id", "name", "status", "organization", "created"], tenants.map(row)));
	});
}

async function show(command: Command, id: string, options: { json?: boolean }): Promise<void> {
	await withPlatform(command, {}, async ({ tenancy }) => {
		const tenant = await tenancy.tenants.get(parseTenantId(id));
		if (options.json === true) return printJson(tenant);
		for (const [key, value] of Object.entries(tenant)) {
			print(`${key.padEnd(14)}${typeof value === "object" ? JSON.stringify(value) : value}`);
		}
	});
}
