import type { Command } from "commander";
import { breakSeal, putSeal, readSeal } from "../server/seal.ts";
import { openVault } from "../tenancy/vault.ts";
import { paint, print, printJson, remark } from "./terminal.ts";
import { examples } from "./verbs.ts";
import { readConfig } from "./workspace.ts";

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
			.action(({ reason, json }: Json & { reason: string }, command: Command) => {
				const seal = putSeal(readConfig(command, false).dataDir, reason, new Date());
				if (json === true) return printJson(seal);
				print(`${paint("green", "✓")} sealed: ${seal.reason}`);
				remark("A service that runs on this data folder follows within a second.");
			}),
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

async function unseal(command: Command): Promise<void> {
	const { dataDir, masterKey, otherMasterKeys } = readConfig(command, false);
	(await openVault(masterKey, otherMasterKeys)).forget();
	breakSeal(dataDir);
	print(`${paint("green", "✓")} unsealed`);
}
