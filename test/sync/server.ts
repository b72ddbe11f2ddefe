/** Serves the API from a fresh folder, as in production but for its rates, and prints where it is and a customer's credentials. */
import path from "node:path";
import { freePort } from "../../src/cli/free-port.ts";
import { configFor } from "../../src/config.ts";
import { PERMISSIONS } from "../../src/domain/actor.ts";
import { parseTenantId } from "../../src/domain/tenant.ts";
import { openPlatform, serve } from "../../src/server.ts";
import { createMasterKeyFile } from "../../src/tenancy/vault.ts";

const folder = process.argv[2] ?? "";
const key = path.join(folder, "master.key");
createMasterKeyFile(key);
const config = configFor({
	dataDir: path.join(folder, "data"),
	masterKey: { file: key },
	// Known beforehand, because addresses to upload to are made of it.
	listen: { host: "127.0.0.1", port: await freePort("127.0.0.1", 0, { instead: true }) },
	log: { level: "error" },
	// A bench asks what the server can do, not what one client may.
	limits: { requestsPerClient: 1_000_000, requestsPerAddress: 1_000_000 },
});
const platform = await openPlatform(config);
const tenant = await platform.tenancy.tenants.create({ id: parseTenantId("customer"), name: "Customer" });
const client = await platform.tenancy.clients.create({ tenant: tenant.id, name: "ats", permissions: PERMISSIONS });
const server = await serve(platform, config);
const { clientId, clientSecret } = client;
const { organization } = tenant;
process.stdout.write(`${JSON.stringify({ url: server.url, clientId, clientSecret, organization })}\n`);
const stop = (): void => void server.close().then(() => process.exit(0));
process.once("SIGTERM", stop);
process.stdin.once("end", stop).resume();
