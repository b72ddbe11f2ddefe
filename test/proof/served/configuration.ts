import { existsSync } from "node:fs";
import path from "node:path";
import { type Config, type ConfigInput, configFor } from "../../../src/config.ts";
import { createMasterKeyFile } from "../../../src/tenancy/vault.ts";

/** Of a product that is attacked: nothing but its folder, its own port, and no limits but those that are asked for. */
export function configurationIn(folder: string, given: Partial<ConfigInput> = {}): Config {
	const key = path.join(folder, "master.key");
	if (!existsSync(key)) createMasterKeyFile(key);
	return configFor({
		dataDir: path.join(folder, "data"),
		masterKey: { file: key },
		listen: { host: "127.0.0.1", port: 0 },
		log: { level: "silent" },
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
