/** A start waits for what passes by itself, with each of its steps; meanwhile it is answered that the process lives and is not ready. */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, expect, test } from "vitest";
import { freePort } from "../../src/cli/free-port.ts";
import { openClusterEngine } from "../../src/engine/elasticsearch/engine.ts";
import { ERRORS, TributaryError } from "../../src/errors.ts";
import { answerWhileWaiting } from "../../src/server/stand-in.ts";

const HICCUP: readonly [number, object] = [503, { error: { type: "unavailable_shards_exception" } }];
const ANSWERS: Readonly<Record<string, object>> = {
	"GET /_nodes/_none": { nodes: { one: { version: "9.5.0" } } },
	"PUT /t-credentials": { acknowledged: true },
	"GET /t-credentials/_mapping": {
		"t-credentials": { mappings: { properties: { keyId: {}, sealed: {}, index: {}, retires: {} } } },
	},
};

const open: (() => unknown)[] = [];
afterEach(async () => {
	for (const close of open.splice(0)) await close();
});

/** A cluster whose answer to one question fails for a while. */
async function clusterThatFails(at: string, times: number): Promise<string> {
	let left = times;
	const server = createServer((asked, answer) => {
		const what = `${asked.method} ${asked.url?.split("?")[0]}`;
		const [status, body] = what.startsWith(at) && left-- > 0 ? HICCUP : [200, ANSWERS[what] ?? { acknowledged: true }];
		const type = "application/vnd.elasticsearch+json";
		answer.writeHead(status, { "content-type": type, "x-elastic-product": "Elasticsearch" }).end(JSON.stringify(body));
	});
	await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
	open.push(() => server.close().closeAllConnections());
	return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** More often than the client asks again by itself. */
test.each([
	["GET /_nodes", 1],
	["PUT /t-credentials", 5],
	["GET /t-credentials/_mapping", 5],
	["PUT /_index_template", 5],
] as const)("%s fails for a while: it is waited for", async (at, times) => {
	const waited: string[] = [];
	const settings = {
		nodes: [await clusterThatFails(at, times)],
		account: { apiKey: "none" },
		prefix: "t",
		startSeconds: 30,
		onWait: (code: string) => void waited.push(code),
	};
	const engine = await openClusterEngine(settings);
	open.push(() => engine.close());
	expect(new Set(waited)).toEqual(new Set(["cluster-unavailable"]));
	// What is opened on it, with what is left of the time.
	let fails = 1;
	const step = async () => {
		if (fails-- > 0) throw new TributaryError("cluster-unreachable");
		return "opened";
	};
	expect(await engine.whilePassing(step)).toBe("opened");
	expect(waited.at(-1)).toBe("cluster-unreachable");
	const refused = async () => {
		throw new TributaryError("cluster-refused");
	};
	await expect(engine.whilePassing(refused)).rejects.toMatchObject({ code: "cluster-refused" });
});

test("while it waits it is answered that the process lives, and is not ready, with what is waited for", async () => {
	const port = await freePort("127.0.0.1", 0, { instead: true });
	const waiting = answerWhileWaiting({ listen: { host: "127.0.0.1", port }, tls: null });
	open.push(waiting.close);
	waiting.onWait("cluster-unreachable");
	waiting.onWait("cluster-unavailable");
	const ask = (place: string) => fetch(`http://127.0.0.1:${port}${place}`);
	await expect.poll(async () => (await ask("/v1/health").catch(() => null))?.status).toBe(200);
	expect(await (await ask("/v1/health")).json()).toEqual({ status: "ok" });
	const ready = await ask("/v1/ready");
	expect([ready.status, ready.headers.get("content-type"), ready.headers.get("retry-after")]).toEqual([
		503,
		"application/problem+json",
		expect.any(String),
	]);
	expect(await ready.json()).toMatchObject({
		code: "cluster-unavailable",
		remedy: ERRORS["cluster-unavailable"].remedy,
	});
	await waiting.close();
	expect(await freePort("127.0.0.1", port, { instead: false })).toBe(port);
});
