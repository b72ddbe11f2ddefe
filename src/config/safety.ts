import { accessSync, constants } from "node:fs";
import { BlockList, isIP } from "node:net";
import type { FieldFault } from "../errors.ts";
import { certificateFaults } from "./certificate.ts";
import { allMasterKeyFaults } from "./master-keys.ts";
import type { Settings } from "./schema.ts";
import { isInside, secretFileFaults, statOf } from "./secret-file.ts";

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
		...anchorFaults(config),
		...sinkFaults(config),
		...allMasterKeyFaults(config),
		...proxyFaults(config.trustProxy),
		...outboundFaults(config),
		...telemetryFaults(config),
		...engineFaults(config.engine, "/engine"),
		...engineFaults(config.otherEngine ?? undefined, "/otherEngine"),
		...kindFaults(config),
		...(config.tls == null
			? []
			: [...secretFileFaults("/tls/keyFile", config.tls.keyFile), ...certificateFaults(config.tls)]),
	];
}

function networkFaults({ listen, administrationListen, tls, publicUrl }: Settings): FieldFault[] {
	const faults: FieldFault[] = [];
	for (const [pointer, place] of [
		["/listen/host", listen],
		["/administrationListen/host", administrationListen],
	] as const) {
		if (place == null || tls !== null || isLoopback(place.host)) continue;
		const cure = "is reachable from outside without TLS: set tls, or listen on 127.0.0.1.";
		faults.push(fault(pointer, `${place.host} ${cure}`));
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

function anchorFaults({ anchor, dataDir }: Settings): FieldFault[] {
	if (anchor == null || dataDir === undefined || !isInside(anchor, dataDir)) return [];
	return [fault("/anchor", "It lies inside dataDir, so an older state would bring its own: move it out.")];
}

function sinkFaults({ auditSink, dataDir }: Settings): FieldFault[] {
	if (auditSink == null || !("folder" in auditSink) || dataDir === undefined) return [];
	if (!isInside(auditSink.folder, dataDir)) return [];
	return [fault("/auditSink/folder", "It lies inside dataDir, so who reaches the log reaches both: move it out.")];
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

function telemetryFaults({ metrics, traces }: Settings): FieldFault[] {
	const faults: FieldFault[] = [];
	if (metrics != null && metrics.tokenFile === undefined && !isLoopback(metrics.host))
		faults.push(fault("/metrics/host", "Others can reach this: name a tokenFile, or listen on 127.0.0.1."));
	if (traces != null) {
		const { protocol, hostname } = new URL(traces.url);
		if (protocol === "http:" && !isLoopback(hostname))
			faults.push(fault("/traces/url", "Traces would travel in the clear: use https."));
	}
	for (const [pointer, file] of [
		["/metrics/tokenFile", metrics?.tokenFile],
		["/traces/tokenFile", traces?.tokenFile],
	] as const)
		if (file !== undefined) faults.push(...secretFileFaults(pointer, file));
	return faults;
}

/** A tenant's place is known by the kind of the engine. */
function kindFaults({ engine, otherEngine }: Settings): FieldFault[] {
	if (engine === undefined || otherEngine == null || typeof engine !== typeof otherEngine) return [];
	return [fault("/otherEngine", "Name the kind that engine is not: embedded, or a cluster.")];
}

function engineFaults(engine: Settings["engine"], place: string): FieldFault[] {
	if (engine === undefined || engine === "embedded") return [];
	const pointer = `${place}/elasticsearch`;
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

function isWritable(folder: string): boolean {
	try {
		accessSync(folder, constants.W_OK | constants.X_OK);
		return true;
	} catch {
		return false;
	}
}
