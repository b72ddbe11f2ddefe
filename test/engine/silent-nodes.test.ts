/** Nodes that stand still, beside some that do not. A real cluster is stopped and cut off by `npm run proof -- engine`. */
import type { RequestListener } from "node:http";
import { afterEach, expect, test } from "vitest";
import { named } from "../../src/engine/elasticsearch/faults.ts";
import { ClusterStandIn } from "./cluster-stand-in.ts";

const standIn = new ClusterStandIn();
const { count, half } = standIn;
afterEach(() => standIn.close());

const silent: RequestListener = () => {};

test("a node that stands still is given up, and so is what is asked of it next", async () => {
	const client = await standIn.client(silent);
	for (let asked = 0; asked < 2; asked++)
		await expect(named(client.count())).rejects.toMatchObject({ code: "cluster-unreachable", status: 503 });
});

test("a node that begins to answer and stops in the middle of it is given up", async () => {
	const client = await standIn.client((asked, answer) => (asked.method === "HEAD" ? silent : half)(asked, answer));
	await expect(named(client.count())).rejects.toMatchObject({ code: "cluster-unreachable" });
});

test("a node that is slow and there is waited for, whatever it says to whether it is", async () => {
	const slow: RequestListener = (asked, answer) => {
		if (asked.method === "HEAD") answer.writeHead(401).end();
		else setTimeout(count, 3000, asked, answer);
	};
	const client = await standIn.client(slow);
	expect(await client.count()).toMatchObject({ count: 7 });
});

test("where one node stands still the other ones answer; once it goes on it is asked again", async () => {
	let stands = true;
	const stopped: RequestListener = (asked, answer) => (stands ? silent : count)(asked, answer);
	const client = await standIn.client(stopped, count, count);
	const answers = await Promise.all(Array.from({ length: 6 }, () => client.count()));
	expect(answers.map((answer) => answer.count)).toEqual([7, 7, 7, 7, 7, 7]);
	stands = false;
	const [first] = standIn.servers;
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
	const client = await standIn.client(forgets);
	expect(await client.get({ index: "i", id: "head" })).toMatchObject({ _source: { sequence: 3 } });
	expect(asked).toBe(2);
	const never = await standIn.client((request, answer) => {
		if (request.method === "HEAD") answer.writeHead(200).end();
	});
	await expect(named(never.get({ index: "i", id: "head" }))).rejects.toMatchObject({ code: "cluster-unreachable" });
});
