import { createHash } from "node:crypto";
import { existsSync, writeFileSync } from "node:fs";
import path from "node:path";
import { type Config, type ConfigInput, configFor } from "../../../src/config.ts";
import { createMasterKeyFile } from "../../../src/tenancy/vault.ts";

/** Environment variable with how the cluster is reached on which everything shall lie, as JSON; unset: in files. */
export const CLUSTER = "PROOF_CLUSTER";

/** Of a product that is attacked: nothing but its folder, its own port, and no limits but those that are asked for. */
export function configurationIn(folder: string, given: Partial<ConfigInput> = {}): Config {
	const key = path.join(folder, "master.key");
	if (!existsSync(key)) createMasterKeyFile(key);
	return configFor({
		dataDir: path.join(folder, "data"),
		masterKey: { file: key },
		listen: { host: "127.0.0.1", port: 0 },
		log: { level: "silent" },
		...engineIn(folder),
		...given,
		limits: {
			requestsPerClient: 1_000_000,
			requestsPerAddress: 1_000_000,
			failedLogins: 1_000_000,
			failedLoginsPerAddress: 1_000_000,
			...given.limits,
		},
		parser: { allowWithoutNamespace: true, workers: 1, ...given.parser },
	});
}

/** Products of different folders share nothing but the cluster. */
function engineIn(folder: string): Pick<ConfigInput, "engine"> {
	const text = process.env[CLUSTER];
	if (text === undefined) return {};
	const { nodes, caFile, username, password } = JSON.parse(text);
	const passwordFile = path.join(folder, "cluster-password");
	writeFileSync(passwordFile, password, { mode: 0o600 });
	const prefix = `p-${createHash("sha256").update(folder).digest("hex").slice(0, 12)}`;
	return { engine: { elasticsearch: { nodes, caFile, account: { username, passwordFile }, prefix } } };
}
