/** The cluster that `npm run test:elastic` brought up, as tests reach it. */
import { randomBytes } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { Client } from "@elastic/elasticsearch";
import type { ConfigInput } from "../../src/config.ts";
import type { ClusterSettings } from "../../src/engine/elasticsearch/engine.ts";

export interface TestCluster {
	readonly nodes: readonly string[];
	readonly caFile: string;
	readonly username: string;
	readonly password: string;
	/** All that the nodes have on disk. */
	readonly dataDirs: readonly string[];
}

/** Name of the environment variable with a {@link TestCluster} as JSON. */
export const TEST_CLUSTER = "TEST_CLUSTER";

export function testCluster(): TestCluster {
	const text = process.env[TEST_CLUSTER];
	if (text === undefined) throw new Error("Run these tests with: npm run test:elastic");
	return JSON.parse(text);
}

/** What an engine is opened with; everything it makes begins with the prefix. */
export function clusterSettings(prefix: string): ClusterSettings {
	const { nodes, caFile, username, password } = testCluster();
	return { nodes, ca: readFileSync(caFile, "utf8"), account: { username, password }, prefix, startSeconds: 30 };
}

export const freshPrefix = (): string => `t-${randomBytes(6).toString("hex")}`;

/** Configuration of an API node on this cluster; nodes share the folder's master key. Writes the file of the password. */
export function servedOn(prefix: string, folder: string, node: string): ConfigInput {
	const { nodes, caFile, username, password } = testCluster();
	const passwordFile = path.join(folder, "password");
	writeFileSync(passwordFile, password, { mode: 0o600 });
	return {
		dataDir: path.join(folder, node),
		masterKey: { file: path.join(folder, "master.key") },
		listen: { host: "127.0.0.1", port: 0 },
		publicUrl: "http://127.0.0.1",
		parser: { allowWithoutNamespace: true },
		engine: { elasticsearch: { nodes: [...nodes], caFile, account: { username, passwordFile }, prefix } },
	};
}

/** A client of the operator. */
export function operatorClient(): Client {
	const { nodes, ca, account } = clusterSettings("");
	return new Client({ nodes: [...nodes], ...(ca === undefined ? {} : { tls: { ca } }), auth: account });
}

/** Removes all indices of a prefix. */
export async function removeIndices(prefix: string): Promise<void> {
	const client = operatorClient();
	try {
		const found = await client.indices.get({ index: `${prefix}*`, features: ["aliases"], expand_wildcards: "all" });
		for (const index of Object.keys(found)) await client.indices.delete({ index }, { ignore: [404] });
		await client.indices.deleteIndexTemplate({ name: `${prefix}.v*` }, { ignore: [404] });
	} finally {
		await client.close();
	}
}
