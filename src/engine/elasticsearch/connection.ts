import { Client, type ClientOptions } from "@elastic/elasticsearch";
import { type ErrorCode, TributaryError } from "../../errors.ts";
import { CheckedTransport } from "./answers.ts";
import { named } from "./faults.ts";
import type { IndexMapping } from "./mapping.ts";
import { startWait, type WhilePassing } from "./start-wait.ts";
import { WatchedConnection } from "./watched-connection.ts";

export interface ClusterSettings {
	/** Addresses of the nodes, https. */
	readonly nodes: readonly string[];
	/** PEM of the authority that signed their certificates; absent: those that the system trusts. */
	readonly ca?: string;
	/** An account that may make indices below the prefix and API keys. */
	readonly account: { readonly apiKey: string } | { readonly username: string; readonly password: string };
	/** What all names on the cluster begin with; lower-case letters, digits, `-`. */
	readonly prefix: string;
	/** Seconds to wait for the cluster when a process starts. */
	readonly startSeconds: number;
	/** Milliseconds after which an unused store lets go of its memory; 5 minutes if absent. */
	readonly idleMs?: number;
	/** What new indices are made with; the newest mapping of this version if absent. */
	readonly mapping?: IndexMapping;
	/** Told with each try that failed. */
	readonly onWait?: (code: ErrorCode) => void;
}

const REQUEST_MS = 30_000;
const RETRIES = 3;
const MAJOR = 9;

/**
 * @param prepare what the rest of the process finds done; may be repeated
 * @throws `cluster-unreachable` · `cluster-certificate` · `cluster-refused` · `cluster-version` · what `prepare` throws
 */
export async function connect(
	settings: ClusterSettings,
	prepare: (client: Client) => Promise<void> = async () => {},
	whilePassing: WhilePassing = startWait(settings.startSeconds, settings.onWait),
): Promise<Client> {
	const client = new Client(optionsOf(settings));
	try {
		await whilePassing(() => demandVersion(client).then(() => prepare(client)));
		return client;
	} catch (fault) {
		await client.close();
		throw fault;
	}
}

function optionsOf({ nodes, ca, account }: ClusterSettings): ClientOptions {
	return {
		nodes: [...nodes],
		auth: account,
		...(ca === undefined ? {} : { tls: { ca } }),
		requestTimeout: REQUEST_MS,
		maxRetries: RETRIES,
		enableMetaHeader: false,
		Connection: WatchedConnection,
		Transport: CheckedTransport,
	};
}

/** Of all nodes: a cluster in the middle of an upgrade has two. */
async function demandVersion(client: Client): Promise<void> {
	const { nodes } = await named(client.nodes.info({ metric: "_none" }, { maxRetries: 0 }));
	const versions = [...new Set(Object.values(nodes).map(({ version }) => version))];
	if (versions.every((version) => Number.parseInt(version, 10) === MAJOR)) return;
	throw new TributaryError("cluster-version", {
		detail: `The cluster runs ${versions.join(", ")}; this works with ${MAJOR}.x.`,
	});
}
