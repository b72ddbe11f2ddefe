import type { Command } from "commander";
import type { Actor } from "../domain/actor.ts";
import type { TenantId } from "../domain/tenant.ts";
import { TributaryError } from "../errors.ts";
import { anchorFolder } from "../server/anchor.ts";
import type { Tenancy } from "../tenancy/tenancy.ts";
import { OPERATOR } from "../tenancy/tenants.ts";
import { paint, print, printJson } from "./terminal.ts";
import { examples } from "./verbs.ts";
import { nameIfKnown, withPlatform } from "./workspace.ts";

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
	// Opening takes the registry as it lies there: who says so is known before.
	let actor: Actor = OPERATOR;
	await withPlatform(command, { unanchored: true }, async (platform) => {
		actor = await nameIfKnown(platform);
	});
	await withPlatform(command, { acceptState: true }, async ({ tenancy }, config) => {
		const tenants: TenantId[] = [];
		const missing: TenantId[] = [];
		for (const { id } of await tenancy.tenants.list())
			((await acceptTenant(tenancy, id, actor)) ? tenants : missing).push(id);
		if (json) return printJson({ folder: anchorFolder(config), tenants, missing });
		print(`${paint("green", "✓")} ${anchorFolder(config)}: the stores of ${tenants.length} tenants are the newest now`);
		for (const id of missing) print(paint("yellow", `! ${id}: a store of it is not there; restore --tenant ${id}`));
	});
}

/** @returns whether its stores are there */
async function acceptTenant({ openScope }: Tenancy, tenant: TenantId, actor: Actor): Promise<boolean> {
	try {
		const scope = await openScope({ tenant, actor, purpose: "accept an older state", evenDisabled: true });
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
