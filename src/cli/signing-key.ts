import type { Command } from "commander";
import { paint, print, printJson, table } from "./terminal.ts";
import { examples } from "./verbs.ts";
import { withPlatform } from "./workspace.ts";

/** `signing-key`: the keys that access tokens are signed with. */

interface Json {
	readonly json?: boolean;
}

export function addSigningKey(program: Command): void {
	const key = program.command("signing-key").description("the keys that access tokens are signed with");
	examples(
		key
			.command("list")
			.description("all of them; the last one signs")
			.option("--json", "print JSON")
			.action((options: Json, command: Command) => list(command, options)),
		["signing-key list"],
	);
	examples(
		key
			.command("rotate")
			.description("sign with a new key; tokens of the one before stay good until they end")
			.option("--at-once", "no token of an older key is good any more, as after a theft")
			.option("--json", "print JSON")
			.action((options: Json & { atOnce?: boolean }, command: Command) => rotate(command, options)),
		["signing-key rotate", "signing-key rotate --at-once"],
	);
	examples(key, ["signing-key list", "signing-key rotate"]);
}

async function list(command: Command, { json }: Json): Promise<void> {
	await withPlatform(command, {}, async ({ tenancy }) => {
		const keys = await tenancy.signingKeys.list();
		if (json === true) return printJson(keys);
		const rows = keys.map(({ kid, createdAt, retiredAt }) => [kid, createdAt, retiredAt ?? ""]);
		print(table(["kid", "since", "retired"], rows));
	});
}

async function rotate(command: Command, { atOnce = false, json }: Json & { atOnce?: boolean }): Promise<void> {
	await withPlatform(command, {}, async ({ tenancy, operatorName }) => {
		const kid = await tenancy.keys.signing({ atOnce }, await operatorName());
		if (json === true) return printJson({ kid });
		print(`${paint("green", "✓")} ${kid} signs from now on`);
	});
}
