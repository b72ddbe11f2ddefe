import { existsSync, readdirSync } from "node:fs";
import type { Command } from "commander";
import type { Config } from "../config.ts";
import { breakSeal, putSeal, readSeal, SEAL_FILE } from "../server/seal.ts";
import { openVault } from "../tenancy/vault.ts";
import { paint, print, printJson, remark } from "./terminal.ts";
import { examples } from "./verbs.ts";
import { nameIfKnown, readConfig, withPlatform } from "./workspace.ts";

/** `vault`: whether this deployment holds keys in memory. */

interface Json {
	readonly json?: boolean;
}

export function addVault(program: Command): void {
	const vault = program.command("vault").description("whether the service holds keys in memory, or is sealed");
	examples(
		vault
			.command("seal")
			.description("have the service let go of all keys and answer 503, until it is unsealed; also after a restart")
			.requiredOption("--reason <text>", "why, without personal data; callers read it")
			.option("--json", "print JSON")
			.action((options: SealOptions, command: Command) => seal(command, options)),
		["vault seal --reason 'break-in suspected, case 12/2026'"],
	);
	examples(
		vault
			.command("unseal")
			.description("serve again; the master key must be there")
			.action((_: object, command: Command) => unseal(command)),
		["vault unseal --config tributary.json"],
	);
	examples(
		vault
			.command("status")
			.description("sealed or not, and why")
			.option("--json", "print JSON")
			.action(({ json }: Json, command: Command) => {
				const seal = readSeal(readConfig(command, false).dataDir);
				if (json === true) return printJson({ sealed: seal !== null, ...seal });
				print(seal === null ? "not sealed" : `sealed since ${seal.at}: ${seal.reason}`);
			}),
		["vault status"],
	);
	examples(vault, ["vault seal --reason 'break-in suspected'", "vault status", "vault unseal"]);
}

interface SealOptions extends Json {
	readonly reason: string;
}

/** Put before it is noted: no log that cannot be written keeps a service open. */
async function seal(command: Command, { reason, json }: SealOptions): Promise<void> {
	await underName(command, async ({ dataDir }, note) => {
		const seal = putSeal(dataDir, reason, new Date());
		if (json === true) printJson(seal);
		else print(`${paint("green", "✓")} sealed: ${seal.reason}`);
		remark("A service that runs on this data folder follows within a second.");
		await note("vault-seal", seal.reason);
	});
}

async function unseal(command: Command): Promise<void> {
	await underName(command, async ({ dataDir, masterKey, otherMasterKeys }, note) => {
		(await openVault(masterKey, otherMasterKeys)).forget();
		const seal = readSeal(dataDir);
		if (seal !== null) await note("vault-unseal", seal.reason);
		breakSeal(dataDir);
		print(`${paint("green", "✓")} unsealed`);
	});
}

/** Does it under the operator's name, as soon as one is known, and notes it in the log of every tenant. Where no stores are there is neither. */
async function underName(
	command: Command,
	act: (config: Config, note: (about: string, purpose: string) => Promise<void>) => Promise<void>,
): Promise<void> {
	const config = readConfig(command, false);
	if (!hasStores(config)) return act(config, async () => {});
	await withPlatform(command, { evenSealed: true }, async (platform) => {
		const actor = await nameIfKnown(platform);
		await act(config, async (about, purpose) => {
			const access = { actor, action: "tenant.change", purpose, subject: { about } } as const;
			for (const id of await platform.tenancy.noteForAll(access))
				remark(paint("yellow", `! ${id}: its log is gone, so this does not stand in it`));
		});
	});
}

/** As when all was moved away for a restore: opening would make new ones. */
const hasStores = ({ engine, dataDir }: Config): boolean =>
	engine !== "embedded" || (existsSync(dataDir) && readdirSync(dataDir).some((name) => name !== SEAL_FILE));
