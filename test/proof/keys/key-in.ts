import path from "node:path";
import { openEmbeddedEngine } from "../../../src/engine/embedded/engine.ts";
import { openVault } from "../../../src/tenancy/vault.ts";

/** Key of a tenant's log, data or people, as the registry in the folder has it now. */
export async function keyIn(folder: string, tenant: string, of: "audit" | "data" | "persons"): Promise<Buffer> {
	const vault = await openVault({ file: path.join(folder, "master.key") });
	const engine = await openEmbeddedEngine({ dataDir: path.join(folder, "data") });
	try {
		const platform = await engine.open({ kind: "platform" }, await vault.derive("store:platform"));
		const [found] = await platform.read("tenant", { ids: [tenant] });
		const name = `${of === "audit" ? "audit" : "tenant"}:${tenant}`;
		const purpose = of === "persons" ? "persons" : "store";
		return await vault.unwrap(JSON.parse(found?.record ?? "").keys[of], { name, purpose });
	} finally {
		await engine.close();
	}
}
