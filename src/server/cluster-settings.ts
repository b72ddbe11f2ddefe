import { readFileSync } from "node:fs";
import type { Config } from "../config.ts";

type Configured = Exclude<Config["engine"], "embedded">["elasticsearch"];

/** The cluster of a configuration with what its files hold: certificates, secrets. */
export function clusterSettings({ nodes, caFile, account, prefix, startSeconds }: Configured) {
	const secret = (file: string) => readFileSync(file, "utf8").trim();
	return {
		nodes,
		prefix,
		startSeconds,
		...(caFile === undefined ? {} : { ca: readFileSync(caFile, "utf8") }),
		account:
			"apiKeyFile" in account
				? { apiKey: secret(account.apiKeyFile) }
				: { username: account.username, password: secret(account.passwordFile) },
	};
}
