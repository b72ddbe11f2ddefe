/** Serves the API from a fresh folder and prints where it is. Arguments: the folder, {@link ServedOptions} as JSON. */
import path from "node:path";
import { configFor } from "../../src/config.ts";
import { PERMISSIONS } from "../../src/domain/actor.ts";
import { parseTenantId } from "../../src/domain/tenant.ts";
import { openPlatform, serve } from "../../src/server.ts";
import { createMasterKeyFile } from "../../src/tenancy/vault.ts";
import type { ServedOptions } from "./served.ts";

const folder = process.argv[2] ?? "";
const options = JSON.parse(process.argv[3] ?? "{}") as ServedOptions;
const key = path.join(folder, "master.key");
createMasterKeyFile(key);
const config = configFor({
	dataDir: path.join(folder, "data"),
	masterKey: { file: key },
	listen: { host: "127.0.0.1", port: 0 },
	log: { level: "silent" },
	limits: { requestsPerClient: 1_000_000, requestsPerAddress: 1_000_000 },
	parser: options,
});
const platform = await openPlatform(config);
const tenant = parseTenantId("hostile");
await platform.tenancy.tenants.create({ id: tenant, name: "Hostile" });
const client = await platform.tenancy.clients.create({ tenant, name: "bench", permissions: PERMISSIONS });
const issued = await platform.tenancy.tokens.issue(
	await platform.tenancy.clients.verify(client.clientId, client.clientSecret),
);
const server = await serve(platform, config);
process.stdout.write(`${JSON.stringify({ url: server.url, token: issued.token })}\n`);
const stop = (): void => void server.close().then(() => process.exit(0));
process.once("SIGTERM", stop);
process.stdin.once("end", stop).resume();
