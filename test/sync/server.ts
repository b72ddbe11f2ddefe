/** Serves the API from a fresh folder, as in production but for its rates, and prints where it is and a customer's credentials. */
import { readFileSync } from "node:fs";
import path from "node:path";
import { freePort } from "../../src/cli/free-port.ts";
import { configFor } from "../../src/config.ts";
import { PERMISSIONS } from "../../src/domain/actor.ts";
import { Profile } from "../../src/domain/candidate.ts";
import { parseTenantId } from "../../src/domain/tenant.ts";
import { packageRoot } from "../../src/package-root.ts";
import { openPlatform, serve } from "../../src/server.ts";
import { createMasterKeyFile } from "../../src/tenancy/vault.ts";

/** Members of the network, for exports. */
const MEMBERS = 10;

const demo = path.join(packageRoot(), "corpora", "demo", "network.ndjson");
const lines = readFileSync(demo, "utf8").split("\n");
const folder = process.argv[2] ?? "";
const key = path.join(folder, "master.key");
createMasterKeyFile(key);
const config = configFor({
	dataDir: path.join(folder, "data"),
	masterKey: { file: key },
	// Known beforehand, because addresses to upload to are made of it.
	listen: { host: "127.0.0.1", port: await freePort("127.0.0.1", 0, { instead: true }) },
	log: { level: "error" },
	// The ATS listens on this machine.
	outbound: { allowLoopback: true },
	// A bench asks what the server can do, not what one client may.
	limits: { requestsPerClient: 1_000_000, requestsPerAddress: 1_000_000 },
});
const platform = await openPlatform(config);
const tenant = await platform.tenancy.tenants.create({ id: parseTenantId("customer"), name: "Customer" });
await platform.importProfiles(lines.slice(0, MEMBERS).map((line) => Profile.parse(JSON.parse(line))));
const client = await platform.tenancy.clients.create({ tenant: tenant.id, name: "ats", permissions: PERMISSIONS });
const server = await serve(platform, config);
const { clientId, clientSecret } = client;
const { organization } = tenant;
const profiles = lines.slice(0, MEMBERS).map((line) => String(JSON.parse(line).id));
process.stdout.write(`${JSON.stringify({ url: server.url, clientId, clientSecret, organization, profiles })}\n`);
const stop = (): void => void server.close().then(() => process.exit(0));
process.once("SIGTERM", stop);
process.stdin.once("end", stop).resume();
