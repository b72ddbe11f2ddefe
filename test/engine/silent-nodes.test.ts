/** Nodes that stand still, beside some that do not. A real cluster is stopped and cut off by `npm run proof -- engine`. */
import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { Client } from "@elastic/elasticsearch";
import { afterEach, expect, test } from "vitest";
import { CheckedTransport } from "../../src/engine/elasticsearch/answers.ts";
import { named } from "../../src/engine/elasticsearch/faults.ts";
import { WatchedConnection } from "../../src/engine/elasticsearch/watched-connection.ts";

const servers: Server[] = [];
const clients: Client[] = [];

afterEach(async () => {
	for (const client of clients.splice(0)) await client.close();
	for (const server of servers.splice(0)) server.close().closeAllConnections();
});

async function node(listener: RequestListener): Promise<string> {
	const server = createServer(listener);
	servers.push(server);
	await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
	return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** Nobody who waits for the time of a request lives to see it: only what is noticed before ends these tests. */
function clientOf(...nodes: string[]): Client {
	const client = new Client({
		nodes,
		requestTimeout: 600_000,
		Connection: WatchedConnection,
		Transport: CheckedTransport,
	});
	clients.push(client);
	return client;
}

const COUNT = JSON.stringify({ count: 7, _shards: { failed: 0, successful: 1, total: 1 } });
const count: RequestListener = (_, answer) => {
	answer.writeHead(200, { "content-type": "application/json", "x-elastic-product": "Elasticsearch" });
	answer.end(COUNT);
};
const silent: RequestListener = () => {};

test("a node that stands still is given up, and so is what is asked of it next", async () => {
	const client = clientOf(await node(silent));
	for (let asked = 0; asked < 2; asked++)
		await expect(named(client.count())).rejects.toMatchObject({ code: "cluster-unreachable", status: 503 });
});

test("a node that begins to answer and stops in the middle of it is given up", async () => {
	const begins: RequestListener = (_, answer) => {
		answer.writeHead(200, { "content-type": "application/json", "x-elastic-product": "Elasticsearch" });
		answer.write(COUNT.slice(0, 9));
	};
	const client = clientOf(await node((asked, answer) => (asked.method === "HEAD" ? silent : begins)(asked, answer)));
	await expect(named(client.count())).rejects.toMatchObject({ code: "cluster-unreachable" });
});

test("a node that is slow and there is waited for, whatever it says to whether it is", async () => {
	const slow: RequestListener = (asked, answer) => {
		if (asked.method === "HEAD") answer.writeHead(401).end();
		else setTimeout(count, 3000, asked, answer);
	};
	const client = clientOf(await node(slow));
	expect(await client.count()).toMatchObject({ count: 7 });
});

test("where one node stands still the other ones answer; once it goes on it is asked again", async () => {
	let stands = true;
	const stopped: RequestListener = (asked, answer) => (stands ? silent : count)(asked, answer);
	const client = clientOf(await node(stopped), await node(count), await node(count));
	const answers = await Promise.all(Array.from({ length: 6 }, () => client.count()));
	expect(answers.map((answer) => answer.count)).toEqual([7, 7, 7, 7, 7, 7]);
	stands = false;
	const [first] = servers;
	const asked = new Promise((resolve) => first?.once("request", resolve));
	while (!(await Promise.race([asked.then(() => true), client.count().then(() => false)])));
});

test("a document that a node leaves lying while it answers others is asked for once more", async () => {
	let asked = 0;
	const document: RequestListener = (_, answer) => {
		answer.writeHead(200, { "content-type": "application/json", "x-elastic-product": "Elasticsearch" });
		answer.end(JSON.stringify({ _index: "i", _id: "head", found: true, _source: { sequence: 3 } }));
	};
	const forgets: RequestListener = (request, answer) => {
		if (request.method === "HEAD") answer.writeHead(200).end();
		else if (++asked > 1) document(request, answer);
	};
	const client = clientOf(await node(forgets));
	expect(await client.get({ index: "i", id: "head" })).toMatchObject({ _source: { sequence: 3 } });
	expect(asked).toBe(2);
	const never = clientOf(
		await node((request, answer) => (request.method === "HEAD" ? answer.writeHead(200).end() : null)),
	);
	await expect(named(never.get({ index: "i", id: "head" }))).rejects.toMatchObject({ code: "cluster-unreachable" });
});
