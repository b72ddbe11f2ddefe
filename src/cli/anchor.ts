import type { Command } from "commander";
import { anchorFolder } from "../server/anchor.ts";
import { openPlatform } from "../server.ts";
import { OPERATOR } from "../tenancy/tenants.ts";
import { paint, print, printJson } from "./terminal.ts";
import { examples } from "./verbs.ts";
import { readConfig } from "./workspace.ts";

/** `anchor`: how new the stores have to be, which is kept outside of them. */

export function addAnchor(program: Command): void {
	const anchor = program.command("anchor").description("how new the stores have to be: kept outside of them");
	examples(
		anchor
			.command("accept")
			.description("take the stores as they lie there for the newest state, where you put an older one there yourself")
			.option("--json", "print JSON")
			.action(({ json }: { readonly json?: boolean }, command: Command) => accept(command, json === true)),
		["anchor accept --config tributary.json"],
	);
	examples(anchor, ["anchor accept --config tributary.json"]);
}

async function accept(command: Command, json: boolean): Promise<void> {
	const config = readConfig(command, false);
	const platform = await openPlatform(config, { acceptState: true });
	try {
		const tenants = await platform.tenancy.tenants.list();
		for (const { id } of tenants) {
			const scope = await platform.tenancy.openScope({
				tenant: id,
				actor: OPERATOR,
				purpose: "accept an older state",
				evenDisabled: true,
			});
			await scope.record("tenant.change", { about: "anchor-accept" }, async () => ({
				value: null,
				result: { outcome: "ok" },
			}));
		}
		if (json) return printJson({ folder: anchorFolder(config), tenants: tenants.map(({ id }) => id) });
		print(`${paint("green", "✓")} ${anchorFolder(config)}: the stores of ${tenants.length} tenants are the newest now`);
	} finally {
		await platform.close();
	}
}
