import { Client, type ClientOptions } from "@elastic/elasticsearch";
import { TributaryError } from "../../errors.ts";
import { CheckedTransport } from "./answers.ts";
import { clusterFault, named } from "./faults.ts";
import type { IndexMapping } from "./mapping.ts";
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
	/** Seconds to wait for the cluster when the engine opens. */
	readonly startSeconds: number;
	/** Milliseconds after which an unused store lets go of its memory; 5 minutes if absent. */
	readonly idleMs?: number;
	/** What new indices are made with; the newest mapping of this version if absent. */
	readonly mapping?: IndexMapping;
	/** Told with each try that failed. */
	readonly onWait?: (code: string) => void;
}

const REQUEST_MS = 30_000;
const RETRIES = 3;
/** The first wait between tries at the start; each is twice the last, up to the second. */
const WAIT_MS = [500, 5000] as const;
const MAJOR = 9;
/** Worth waiting for; anything else does not mend itself. */
const PASSING: ReadonlySet<string> = new Set(["cluster-unreachable", "cluster-unavailable"]);

/** @throws `cluster-unreachable` · `cluster-certificate` · `cluster-refused` · `cluster-version` */
export async function connect(settings: ClusterSettings): Promise<Client> {
	const client = new Client(optionsOf(settings));
	const until = performance.now() + settings.startSeconds * 1000;
	for (let wait: number = WAIT_MS[0]; ; wait = Math.min(2 * wait, WAIT_MS[1])) {
		try {
			await demandVersion(client);
			return client;
		} catch (thrown) {
			const fault = clusterFault(thrown);
			const passes = fault instanceof TributaryError && PASSING.has(fault.code);
			if (!passes || performance.now() + wait > until) {
				await client.close();
				throw fault;
			}
			settings.onWait?.(fault.code);
			await new Promise((resolve) => setTimeout(resolve, wait));
		}
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
