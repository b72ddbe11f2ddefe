import { accessSync, constants, realpathSync, type Stats, statSync } from "node:fs";
import { BlockList, isIP } from "node:net";
import path from "node:path";
import type { FieldFault } from "../errors.ts";
import { certificateFaults } from "./certificate.ts";
import type { Settings } from "./schema.ts";

/** What is well formed and still unsafe to serve with. Each check looks at the sections that could be read. */

const fault = (pointer: string, detail: string): FieldFault => ({ pointer, detail });

const loopback = new BlockList();
loopback.addSubnet("127.0.0.0", 8, "ipv4");
loopback.addAddress("::1", "ipv6");

/** True for `localhost` and for addresses that never leave the machine. */
export function isLoopback(host: string): boolean {
	const bare = host.replace(/^\[|\]$/g, "");
	const family = isIP(bare);
	if (family === 0) return bare === "localhost";
	return loopback.check(bare, family === 6 ? "ipv6" : "ipv4");
}

/** Every unsafe setting with its cure. Reads files named in the configuration; changes nothing. */
export function safetyFaults(config: Settings): readonly FieldFault[] {
	return [
		...networkFaults(config),
		...dataDirFaults(config.dataDir),
		...masterKeyFaults(config),
		...proxyFaults(config.trustProxy),
		...outboundFaults(config),
		...engineFaults(config.engine),
		...(config.tls == null
			? []
			: [...secretFileFaults("/tls/keyFile", config.tls.keyFile), ...certificateFaults(config.tls)]),
	];
}

function networkFaults({ listen, tls, publicUrl }: Settings): FieldFault[] {
	const faults: FieldFault[] = [];
	if (listen !== undefined && tls === null && !isLoopback(listen.host)) {
		faults.push(
			fault("/listen/host", `${listen.host} is reachable from outside without TLS: set tls, or listen on 127.0.0.1.`),
		);
	}
	if (listen !== undefined && publicUrl === null && !isLoopback(listen.host)) {
		faults.push(fault("/publicUrl", "Say where clients reach the service, as https://search.example.com."));
	}
	if (typeof publicUrl === "string" && URL.canParse(publicUrl)) {
		const url = new URL(publicUrl);
		if (url.protocol === "http:" && !isLoopback(url.hostname)) {
			faults.push(fault("/publicUrl", "Access tokens would travel in the clear: use https."));
		}
		if (url.username !== "" || url.search !== "" || url.hash !== "") {
			faults.push(fault("/publicUrl", "Give scheme, host, port and path only: no credentials, query or fragment."));
		}
	}
	return faults;
}

function dataDirFaults(dataDir: string | undefined): FieldFault[] {
	if (dataDir === undefined) return [];
	const stats = statOf(dataDir);
	if (stats === null) return [];
	if (!stats.isDirectory()) return [fault("/dataDir", "This is not a directory.")];
	const faults: FieldFault[] = [];
	if ((stats.mode & 0o077) !== 0) {
		faults.push(fault("/dataDir", `Other accounts of this machine may enter it: chmod 700 ${dataDir}`));
	}
	if (!isWritable(dataDir))
		faults.push(fault("/dataDir", "This process may not write there: give it to the service's account."));
	return faults;
}

function masterKeyFaults({ masterKey, dataDir }: Settings): FieldFault[] {
	if (masterKey === undefined) return [];
	if ("command" in masterKey) return commandFaults(masterKey.command[0] as string);
	const faults = secretFileFaults("/masterKey/file", masterKey.file);
	if (dataDir !== undefined && isInside(masterKey.file, dataDir)) {
		faults.push(
			fault(
				"/masterKey/file",
				"The key lies inside dataDir, so every copy of the data holds its own key: move it out.",
			),
		);
	}
	return faults;
}

function commandFaults(program: string): FieldFault[] {
	const pointer = "/masterKey/command/0";
	if (!path.isAbsolute(program))
		return [fault(pointer, "Give the absolute path: a search path can be changed by others.")];
	const stats = statOf(program);
	if (stats === null || !stats.isFile()) return [fault(pointer, "There is no such program.")];
	if ((stats.mode & 0o002) !== 0)
		return [fault(pointer, `Every account may change this program: chmod o-w ${program}`)];
	return [];
}

function secretFileFaults(pointer: string, file: string): FieldFault[] {
	const stats = statOf(file);
	if (stats === null) return [fault(pointer, "There is no such file.")];
	if (!stats.isFile()) return [fault(pointer, "This is not a file.")];
	if ((stats.mode & 0o077) !== 0) return [fault(pointer, `Other accounts may read it: chmod 600 ${file}`)];
	return [];
}

function proxyFaults(proxies: readonly string[] | undefined): FieldFault[] {
	return (proxies ?? []).flatMap((proxy, index) => {
		const [address = "", prefix] = proxy.split("/");
		const shortest = isIP(address) === 6 ? 32 : 8;
		if (prefix === undefined || Number(prefix) >= shortest) return [];
		return [
			fault(
				`/trustProxy/${index}`,
				`This block holds most of the internet: name your own proxies, /${shortest} or narrower.`,
			),
		];
	});
}

/** Whoever may name a webhook could reach what listens on this machine only. */
function outboundFaults({ outbound, listen }: Settings): FieldFault[] {
	if (outbound?.allowLoopback !== true || (listen !== undefined && isLoopback(listen.host))) return [];
	const detail = "Clients from outside could have requests sent to this machine's own services: leave it false.";
	return [fault("/outbound/allowLoopback", detail)];
}

function engineFaults(engine: Settings["engine"]): FieldFault[] {
	if (engine === undefined || engine === "embedded") return [];
	const pointer = "/engine/elasticsearch";
	const { nodes, caFile, account } = engine.elasticsearch;
	const open = nodes.flatMap((node, index) => {
		const { protocol, hostname, username } = new URL(node);
		if (username !== "") return [fault(`${pointer}/nodes/${index}`, "Name the account in account, not in the URL.")];
		if (protocol === "https:" || isLoopback(hostname)) return [];
		return [fault(`${pointer}/nodes/${index}`, "Passwords and keys would travel in the clear: use https.")];
	});
	const [name, file] =
		"apiKeyFile" in account ? ["apiKeyFile", account.apiKeyFile] : ["passwordFile", account.passwordFile];
	const missing =
		caFile !== undefined && statOf(caFile) === null ? [fault(`${pointer}/caFile`, "There is no such file.")] : [];
	return [...open, ...missing, ...secretFileFaults(`${pointer}/account/${name}`, file)];
}

function statOf(file: string): Stats | null {
	return statSync(file, { throwIfNoEntry: false }) ?? null;
}

function isWritable(folder: string): boolean {
	try {
		accessSync(folder, constants.W_OK | constants.X_OK);
		return true;
	} catch {
		return false;
	}
}

/** Compares real paths, so that a link does not hide where the file lies. */
function isInside(file: string, folder: string): boolean {
	const relative = path.relative(realPathOf(folder), realPathOf(file));
	return relative === "" || !(relative.startsWith("..") || path.isAbsolute(relative));
}

function realPathOf(file: string): string {
	return statOf(file) === null ? path.resolve(file) : realpathSync(file);
}
