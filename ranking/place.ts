import { mkdtemp, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { type Config, type ConfigInput, configFor } from "../src/config.ts";
import { clusterSettings } from "../src/server/cluster-settings.ts";
import { makeThrowAway } from "../src/server.ts";
import { createMasterKeyFile } from "../src/tenancy/vault.ts";

/** Where a throw-away tenant lives. Nothing of an installation that serves is in it: registry, network and keys are its own. */
export interface Place {
	readonly config: Config;
	/** Removes every byte; to be called when the platform on it is closed. */
	remove(): Promise<void>;
}

/** `engine.elasticsearch` of a configuration. */
export type ClusterConfig = Exclude<Config["engine"], "embedded">["elasticsearch"];

/** @param settings other than the defaults @param cluster null: a folder of this machine */
export async function openPlace(settings: Partial<ConfigInput>, cluster: ClusterConfig | null): Promise<Place> {
	const folder = await mkdtemp(path.join(os.tmpdir(), "tributary-corpus-"));
	const removeFolder = () => rm(folder, { recursive: true, force: true });
	try {
		const keyFile = path.join(folder, "master.key");
		createMasterKeyFile(keyFile);
		const config = configFor({ ...settings, dataDir: path.join(folder, "data"), masterKey: { file: keyFile } });
		if (cluster === null) return { config, remove: removeFolder };
		const { prefix, remove } = await makeThrowAway(clusterSettings(cluster));
		return {
			config: { ...config, engine: { elasticsearch: { ...cluster, prefix } } },
			async remove() {
				await remove();
				await removeFolder();
			},
		};
	} catch (error) {
		await removeFolder();
		throw error;
	}
}
