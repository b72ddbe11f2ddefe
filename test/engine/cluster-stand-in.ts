import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { Client } from "@elastic/elasticsearch";
import { CheckedTransport } from "../../src/engine/elasticsearch/answers.ts";
import { WatchedConnection } from "../../src/engine/elasticsearch/watched-connection.ts";

const COUNT = JSON.stringify({ count: 7, _shards: { failed: 0, successful: 1, total: 1 } });

/** Nodes that do what a real one does only when it is stopped or cut off: stand still, forget a request, break off. */
export class ClusterStandIn {
	readonly servers: Server[] = [];
	readonly #clients: Client[] = [];

	/** Nobody who waits for the time of a request lives to see it: only what is noticed before ends a test. */
	async client(...nodes: readonly RequestListener[]): Promise<Client> {
		const client = new Client({
			nodes: await Promise.all(nodes.map((node) => this.#node(node))),
			requestTimeout: 600_000,
			Connection: WatchedConnection,
			Transport: CheckedTransport,
		});
		this.#clients.push(client);
		return client;
	}

	/** Answers that there are seven. */
	readonly count: RequestListener = (_, answer) => {
		answer.writeHead(200, { "content-type": "application/json", "x-elastic-product": "Elasticsearch" });
		answer.end(COUNT);
	};

	/** Begins to, and stops in the middle of it. */
	readonly half: RequestListener = (_, answer) => {
		answer.writeHead(200, { "content-type": "application/json", "x-elastic-product": "Elasticsearch" });
		answer.write(COUNT.slice(0, 9));
	};

	async close(): Promise<void> {
		for (const client of this.#clients.splice(0)) await client.close();
		for (const server of this.servers.splice(0)) server.close().closeAllConnections();
	}

	async #node(listener: RequestListener): Promise<string> {
		const server = createServer(listener);
		this.servers.push(server);
		await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
		return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
	}
}
