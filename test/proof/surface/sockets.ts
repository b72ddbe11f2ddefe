import net from "node:net";
import { TIMEOUTS } from "../../../src/api/settings.ts";
import { type Context, everyReason, fewer, type Outcome, type Proof } from "../frame/proof.ts";
import { type Request, type Served, serveProduct } from "../served/served.ts";

/** Clients that send slowly, read nothing, send far too much or ask what takes long; beside them an honest one. */

/** Milliseconds that the server takes to look, beyond its limit. */
const SLACK = 8000;

async function prove(context: Context): Promise<Outcome> {
	const served = await serveProduct(context);
	await served.order("tenant", "acme");
	const token = await served.order("token", "acme");
	const before = await served.order("memory");
	const faults: string[] = [];
	const count = context.amount({ quick: 100, full: 2000 });
	const slow = Array.from({ length: count }, (_, at) => slowSocket(served, SLOW[at % SLOW.length] as string));
	const honest = await work(served, token, context.amount({ quick: 40, full: 5000 }));
	if (honest.wrong.length > 0) faults.push(`the honest client was answered with ${honest.wrong.slice(0, 5)}`);
	for (const [name, request, wanted] of HEAVY) {
		const answer = await served.ask({ ...request, token }).catch(() => null);
		const status = answer?.status ?? 0;
		if (status !== 0 && !wanted.includes(status)) faults.push(`${name}: ${status} ${answer?.body.slice(0, 100)}`);
		if (status === 0 && !wanted.includes(0)) faults.push(`${name}: the connection was cut`);
	}
	const from = performance.now();
	while (slow.some(({ open }) => open()) && performance.now() - from < TIMEOUTS.headers + SLACK)
		await new Promise((resolve) => setTimeout(resolve, 200));
	const left = slow.filter(({ open }) => open()).length;
	if (left > 0)
		faults.push(
			`${left} of ${count} slow sockets are still open ${Math.round((TIMEOUTS.headers + SLACK) / 1000)} s later`,
		);
	for (const { end } of slow) end();
	const after = await served.order("memory");
	return {
		figure: `${count} slow sockets closed, ${HEAVY.length} heavy requests refused or answered, honest client ${honest.right} of ${honest.right + honest.wrong.length} answered; memory ${mib(before.rss)} to ${mib(after.rss)} MiB`,
		faults,
		short: everyReason(fewer(count, 2000, "slow sockets"), "the soak of 5 million requests is not part of it"),
	};
}

const mib = (bytes: number) => Math.round(bytes / 2 ** 20);

/** Beginnings that never end. */
const SLOW = [
	"GET /v1/health HTTP/1.1\r\nHost: a\r\nX-",
	"GET /v1/health HTTP/1.1\r\nHost",
	"POST /oauth/v2/accessToken HTTP/1.1\r\nHost: a\r\nContent-Type: application/x-www-form-urlencoded\r\nX",
	"G",
];

function slowSocket(served: Served, text: string) {
	const { hostname, port } = new URL(served.url);
	const socket = net.connect(Number(port), hostname);
	let isOpen = true;
	socket.on("error", () => {});
	socket.on("close", () => {
		isOpen = false;
	});
	socket.on("data", () => {});
	socket.write(text);
	return { open: () => isOpen, end: () => socket.destroy() };
}

async function work(served: Served, token: string, requests: number) {
	const wrong: number[] = [];
	for (let at = 0; at < requests; at++) {
		const { status } = await served.ask({ url: "/v1/search?q=java", token });
		if (status !== 200) wrong.push(status);
	}
	return { right: requests - wrong.length, wrong };
}

const deep = (depth: number) => `${'{"a":'.repeat(depth)}1${"}".repeat(depth)}`;
const search = (body: unknown): Request => ({ method: "POST", url: "/v1/search", body });
const json = { "content-type": "application/json" };
/** What each may be answered with; 0: the connection may be cut. */
const HEAVY: readonly (readonly [name: string, request: Request, wanted: readonly number[]])[] = [
	["headers of a megabyte", { url: "/v1/jobs", headers: { "x-long": "x".repeat(1_000_000) } }, [431, 0]],
	["JSON 100,000 deep", { method: "POST", url: "/v1/search", headers: json, body: deep(100_000) }, [400, 413, 422]],
	[
		"a query of 10,000 words",
		search({ query: Array.from({ length: 10_000 }, (_, at) => `w${at}`).join(" ") }),
		[200, 400, 422],
	],
	["a query of 10,000 brackets", search({ query: "(".repeat(10_000) }), [200, 400, 422]],
	["only wildcards", search({ query: "*".repeat(500) }), [200, 400, 422]],
	["a shape that tries to go back", search({ query: `${"a*".repeat(60)}b` }), [200, 400, 422]],
	["a page that is not there", search({ query: "java", page: 1e9 }), [400, 422]],
	[
		"a body of 64 MB",
		{ method: "POST", url: "/v1/search", headers: json, body: `{"query":"${"x".repeat(64_000_000)}"}` },
		[413, 0],
	],
	["a prototype", search(JSON.parse('{"query":"java","__proto__":{"page":2}}')), [200, 400, 422]],
	[
		"a type with a tab",
		{ method: "POST", url: "/v1/search", headers: { "content-type": "application/json\t; a=b" }, body: "x" },
		[400, 415, 0],
	],
	[
		"two lengths",
		{
			method: "POST",
			url: "/v1/search",
			headers: { "content-type": "application/json", "transfer-encoding": "chunked" },
			body: "{}",
		},
		[400, 415, 422, 200, 0],
	],
];

export const sockets: Proof = {
	name: "sockets",
	claim: "Clients that are slow, greedy or absurd are refused, and an honest one is served beside them",
	requirements: [36],
	target:
		"2,000 slow sockets, oversized headers, deep JSON, endless queries: refused; honest client >= 99.9% served; no memory kept; 5 million requests without growth",
	controls: [
		{
			name: "no limit on the time for headers",
			edits: [
				{
					file: "src/api/app.ts",
					find: "	app.server.headersTimeout = TIMEOUTS.headers;",
					replace: "	app.server.headersTimeout = 0; app.server.requestTimeout = 0; app.server.timeout = 0;",
				},
			],
		},
	],
	run: prove,
};
