import type { Command } from "commander";
import type { TenantId } from "../domain/tenant.ts";
import { TributaryError } from "../errors.ts";
import { anchorFolder } from "../server/anchor.ts";
import type { Platform } from "../server/platform.ts";
import { openPlatform } from "../server.ts";
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
		const tenants: TenantId[] = [];
		const missing: TenantId[] = [];
		for (const { id } of await platform.tenancy.tenants.list())
			((await acceptTenant(platform, id)) ? tenants : missing).push(id);
		if (json) return printJson({ folder: anchorFolder(config), tenants, missing });
		print(`${paint("green", "✓")} ${anchorFolder(config)}: the stores of ${tenants.length} tenants are the newest now`);
		for (const id of missing) print(paint("yellow", `! ${id}: a store of it is not there; restore --tenant ${id}`));
	} finally {
		await platform.close();
	}
}

/** @returns whether its stores are there */
async function acceptTenant({ operatorScope }: Platform, tenant: TenantId): Promise<boolean> {
	try {
		const scope = await operatorScope(tenant, "accept an older state", { evenDisabled: true });
		await scope.record("tenant.change", { about: "anchor-accept" }, async () => ({
			value: null,
			result: { outcome: "ok" },
		}));
		return true;
	} catch (error) {
		if (error instanceof TributaryError && error.code === "not-found") return false;
		throw error;
	}
}
