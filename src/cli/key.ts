import type { Command } from "commander";
import { loadConfig } from "../config.ts";
import { parseTenantId } from "../domain/tenant.ts";
import { TributaryError } from "../errors.ts";
import { copyRoot, createRoot } from "../tenancy/root-file.ts";
import { createMasterKeyFile } from "../tenancy/vault.ts";
import { paint, print, printJson, remark, table } from "./terminal.ts";
import { examples } from "./verbs.ts";
import { withPlatform } from "./workspace.ts";

/** `key`: the master key, and the data keys that it wraps. */

interface Json {
	readonly json?: boolean;
}

export function addKey(program: Command): void {
	const key = program.command("key").description("the master key, and the data keys that it wraps");
	examples(
		key
			.command("status")
			.description("which master keys wrap how many keys: one that wraps none is not needed any more")
			.option("--json", "print JSON")
			.action((options: Json, command: Command) => status(command, options)),
		["key status --config tributary.json"],
	);
	examples(
		key
			.command("create")
			.description("write a new master key into a file, for its owner only")
			.requiredOption("--out <file>", "where; nothing is overwritten")
			.action(({ out }: { out: string }) => {
				createMasterKeyFile(out);
				print(`${paint("green", "✓")} ${out}: keep a copy apart from the data`);
			}),
		["key create --out /etc/tributary/master-2.key"],
	);
	examples(
		key
			.command("init")
			.description("make the root file of a configured master key that a program or a PKCS#11 token holds")
			.option("--same-root", "with the root of the first of otherMasterKeys: for a cluster, see docs/keys.md")
			.action(({ sameRoot = false }: { sameRoot?: boolean }, command: Command) => init(command, sameRoot)),
		["key init --config tributary.json"],
	);
	examples(
		key
			.command("rotate-master")
			.description("wrap every key by masterKey of the configuration; goes on where it was stopped")
			.option("--json", "print JSON")
			.action((options: Json, command: Command) => rotateMaster(command, options)),
		["key rotate-master --config tributary.json"],
	);
	examples(
		key
			.command("rotate")
			.description("give a tenant's store, and its people's keys, another key; goes on where it was stopped")
			.requiredOption("--tenant <id>", "whose")
			.option("--json", "print JSON")
			.action((options: Json & { tenant: string }, command: Command) => rotate(command, options)),
		["key rotate --tenant acme"],
	);
	examples(key, ["key status", "key rotate --tenant acme", "key rotate-master --config tributary.json"]);
}

async function status(command: Command, { json }: Json): Promise<void> {
	await withPlatform(command, {}, async ({ tenancy }) => {
		const { current, wrapped } = await tenancy.keys.status();
		if (json === true) return printJson({ current, wrapped });
		const rows = Object.entries(wrapped).map(([id, count]) => [id, `${count}`, id === current ? "current" : ""]);
		print(table(["master key", "keys", ""], rows));
		const old = Object.keys(wrapped).some((id) => id !== current);
		remark(old ? "Others are needed still: tributary key rotate-master" : "No other master key is needed.");
	});
}

async function init(command: Command, sameRoot: boolean): Promise<void> {
	const { config } = command.optsWithGlobals() as { readonly config?: string };
	if (config === undefined)
		throw new TributaryError("invalid-configuration", { detail: "Name the configuration: --config FILE" });
	const { masterKey, otherMasterKeys } = loadConfig(config);
	const [other] = otherMasterKeys;
	if (sameRoot && other === undefined)
		throw new TributaryError("invalid-configuration", { detail: "otherMasterKeys names no key to take the root of." });
	await (sameRoot && other !== undefined ? copyRoot(masterKey, other) : createRoot(masterKey));
	if ("rootFile" in masterKey) print(`${paint("green", "✓")} ${masterKey.rootFile}: keep a copy apart from the data`);
}

async function rotateMaster(command: Command, { json }: Json): Promise<void> {
	await withPlatform(command, {}, async ({ tenancy, operatorName }) => {
		const done = await tenancy.keys.master(await operatorName());
		if (json === true) return printJson(done);
		print(`${paint("green", "✓")} ${done.rewrapped} keys wrapped anew, all by ${done.masterKey}`);
		remark("Take the master keys of before out of otherMasterKeys, on every node; then destroy them.");
	});
}

async function rotate(command: Command, { tenant, json }: Json & { tenant: string }): Promise<void> {
	await withPlatform(command, {}, async ({ tenancy, operatorName }) => {
		const { data, persons } = await tenancy.keys.tenant(parseTenantId(tenant), await operatorName());
		if (json === true) return printJson({ tenant, version: data, persons });
		const keys = `data key ${data}, key of its people ${persons}`;
		print(`${paint("green", "✓")} tenant ${paint("bold", tenant)}: ${keys}; those of before are destroyed`);
	});
}
