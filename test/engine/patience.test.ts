/** How long a call goes on once something went wrong. A real cluster is disturbed by `npm run proof -- engine`. */
import type { RequestListener } from "node:http";
import { afterEach, expect, test } from "vitest";
import { named } from "../../src/engine/elasticsearch/faults.ts";
import { beyondPatience, Patience, patienceOfCaller, within } from "../../src/engine/elasticsearch/patience.ts";
import { ClusterStandIn } from "./cluster-stand-in.ts";

const standIn = new ClusterStandIn();
afterEach(() => standIn.close());

const fails: RequestListener = (_, answer) => {
	answer.writeHead(500, { "content-type": "application/json", "x-elastic-product": "Elasticsearch" });
	answer.end("{}");
};
/** It is there, and never answers. */
const never: RequestListener = (asked, answer) => void (asked.method === "HEAD" && answer.writeHead(200).end());

test("what is asked after a fault is given up soon, though the node is there and all else would wait for it", async () => {
	let asked = 0;
	const client = await standIn.client((request, answer) => (asked++ === 0 ? fails : never)(request, answer));
	await within(new Patience(), async () => {
		await expect(named(client.count())).rejects.toMatchObject({ code: "cluster-unavailable" });
		await expect(named(client.count())).rejects.toMatchObject({ code: "cluster-unreachable", status: 503 });
	});
});

test("who has waited long enough asks nothing more", async () => {
	let asked = 0;
	const client = await standIn.client(() => void asked++);
	const patience = new Patience();
	const fault = new Error("first");
	patience.lose(fault, performance.now() - 60_000);
	patience.lose(new Error("second"), performance.now());
	const refused = within(patience, () => named(client.count()));
	await expect(refused).rejects.toMatchObject({ code: "cluster-unavailable", cause: fault });
	expect(asked).toBe(0);
});

test("a slow answer is waited for while nothing went wrong", async () => {
	const client = await standIn.client((asked, answer) => {
		if (asked.method === "HEAD") answer.writeHead(200).end();
		else setTimeout(() => standIn.count(asked, answer), 3000);
	});
	expect(await within(new Patience(), () => client.count())).toMatchObject({ count: 7 });
});

test("what goes on after a call has no part in its patience", async () => {
	const inside = await within(new Patience(), async () => [
		patienceOfCaller() instanceof Patience,
		await beyondPatience(() => new Promise((resolve) => setTimeout(() => resolve(patienceOfCaller()), 1))),
	]);
	expect(inside).toEqual([true, undefined]);
});
