import { existsSync } from "node:fs";
import path from "node:path";
import type { Command } from "commander";
import { type Config, configFor, loadConfig } from "../config.ts";
import { TributaryError } from "../errors.ts";
import { openPlatform, type Platform } from "../server.ts";
import { createMasterKeyFile } from "../tenancy/vault.ts";
import { remark } from "./terminal.ts";

/** Opens what the command line works on: the configuration given by --config, or the folder given by --data. */

interface GlobalOptions {
	readonly config?: string;
	readonly data: string;
}

/**
 * Runs `work` on the opened platform and closes it.
 * @param options create: make the data folder and its master key where they are missing
 * @throws TributaryError `invalid-configuration` when there is nothing to open
 */
export async function withPlatform(
	command: Command,
	options: { readonly create?: boolean },
	work: (platform: Platform) => Promise<void>,
): Promise<void> {
	const platform = await openPlatform(readConfig(command, options.create === true));
	try {
		await work(platform);
	} finally {
		await platform.close();
	}
}

function readConfig(command: Command, create: boolean): Config {
	const { config, data } = command.optsWithGlobals() as GlobalOptions;
	if (config !== undefined) return loadConfig(config);
	const dataDir = path.resolve(data);
	const keyFile = `${dataDir}.key`;
	if (!existsSync(keyFile)) {
		if (!create || existsSync(dataDir)) throw nothingThere(dataDir, keyFile);
		createMasterKeyFile(keyFile);
		remark(`made ${keyFile}: the master key. Keep a copy apart from the data; without it nothing can be read.`);
	}
	return configFor({ dataDir, masterKey: { file: keyFile } });
}

function nothingThere(dataDir: string, keyFile: string): TributaryError {
	const detail = existsSync(dataDir)
		? `The master key ${keyFile} of ${dataDir} is missing: put it back, or name it in a --config file.`
		: `There is no data in ${dataDir}. Make a first tenant with: tributary tenant create ID`;
	return new TributaryError("invalid-configuration", { detail });
}
