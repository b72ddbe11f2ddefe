import net from "node:net";
import { TIMEOUTS } from "../../../src/api/settings.ts";
import { percentiles } from "../../bench/platform.ts";
import { type Context, everyReason, fewer, mib, type Outcome, type Proof } from "../frame/proof.ts";
import { type Request, type Served, serveProduct } from "../served/served.ts";

/** Clients that send slowly, read nothing, send far too much or ask what takes long; beside them an honest one. */

/** Milliseconds that the server takes to look, beyond its limit. */
const SLACK = 8000;
/** Milliseconds of the event loop of the server, and how many times as long the slowest answers may take. */
const MOST_DELAY = 100;
const MOST_TIMES = 2;
/** Bytes of memory, and how much of it may be left a while after. */
const MOST_MEMORY = 1.5 * 2 ** 30;
const LEFT_OVER = 1.1;
const LATER = 60_000;
/** Milliseconds that they are waited for. Of who reads nothing Node looks twice whether a byte went since. */
const PATIENCE = { beginnings: TIMEOUTS.headers + SLACK, all: 2 * TIMEOUTS.idle + SLACK };

async function prove(context: Context): Promise<Outcome> {
	const isFull = context.size === "full";
	const served = await serveProduct(context);
	await served.order("tenant", "acme");
	const token = await served.order("token", "acme");
	const faults: string[] = [];
	const requests = context.amount({ quick: 40, full: 5000 });
	const alone = await work(served, token, requests);
	const before = await served.order("memory");
	const count = context.amount({ quick: 100, full: 2000 });
	const kinds = isFull ? [...BEGINNINGS, ...BODIES, ...READERS] : BEGINNINGS;
	const slow = Array.from({ length: count }, (_, at) => slowSocket(served, token, kinds[at % kinds.length] as Slow));
	const honest = await work(served, token, requests);
	if (honest.wrong.length > 0) faults.push(`the honest client was answered with ${honest.wrong.slice(0, 5)}`);
	const beside = await served.order("memory");
	for (const [name, request, wanted] of HEAVY) {
		const answer = await served.ask({ ...request, token }).catch(() => null);
		const status = answer?.status ?? 0;
		if (status !== 0 && !wanted.includes(status)) faults.push(`${name}: ${status} ${answer?.body.slice(0, 100)}`);
		if (status === 0 && !wanted.includes(0)) faults.push(`${name}: the connection was cut`);
	}
	const patience = isFull ? PATIENCE.all : PATIENCE.beginnings;
	const left = await stillOpen(served, slow, before.files, patience);
	if (left > 0) faults.push(`${left} of ${count} slow sockets are still open ${Math.round(patience / 1000)} s later`);
	for (const { end } of slow) end();
	if (isFull) await new Promise((resolve) => setTimeout(resolve, LATER));
	const after = await served.order("memory");
	const times = honest.p99 / alone.p99;
	return {
		figure: `${count} slow sockets of ${kinds.length} kinds closed, ${HEAVY.length} heavy requests refused or answered, honest client ${honest.right} of ${requests} answered, p99 ${honest.p99.toFixed(1)} ms (${alone.p99.toFixed(1)} alone); event loop p99 ${beside.delay.toFixed(0)} ms; memory ${mib(before.rss)}, ${mib(beside.rss)} and ${isFull ? "a minute later " : ""}${mib(after.rss)} MiB`,
		faults,
		short: everyReason(
			fewer(count, 2000, "slow sockets"),
			isFull ? null : "no slow bodies and readers",
			times > MOST_TIMES ? `the honest client waited ${times.toFixed(1)} times as long (p99)` : null,
			beside.delay > MOST_DELAY ? `the event loop stood for ${Math.round(beside.delay)} ms (p99)` : null,
			beside.rss > MOST_MEMORY ? `${mib(beside.rss)} MiB of memory` : null,
			after.rss > before.rss * LEFT_OVER ? "more than a tenth of the memory was kept" : null,
		),
	};
}

/** @returns how many of them the server still holds at the end: who reads nothing does not see himself that a connection was closed */
async function stillOpen(
	served: Served,
	slow: readonly { readonly open: () => boolean }[],
	files: number,
	patience: number,
) {
	const from = performance.now();
	for (;;) {
		const seen = slow.filter(({ open }) => open()).length;
		const held = Math.max(0, (await served.order("memory")).files - files);
		const left = Math.min(seen, held);
		if (left === 0 || performance.now() - from > patience) return left;
		await new Promise((resolve) => setTimeout(resolve, 500));
	}
}

interface Slow {
	readonly text: (token: string) => string;
	/** Sent now and then, so that something always comes. */
	readonly drop?: string;
	/** Nothing of the answer is read. */
	readonly isDeaf?: true;
}

/** Beginnings that never end. */
const BEGINNINGS: readonly Slow[] = [
	"GET /v1/health HTTP/1.1\r\nHost: a\r\nX-",
	"GET /v1/health HTTP/1.1\r\nHost",
	"POST /oauth/v2/accessToken HTTP/1.1\r\nHost: a\r\nContent-Type: application/x-www-form-urlencoded\r\nX",
	"G",
].map((text) => ({ text: () => text }));

const head = (line: string, token: string, ...more: readonly string[]) =>
	[`${line} HTTP/1.1`, "Host: a", `Authorization: Bearer ${token}`, ...more, "", ""].join("\r\n");

/** A body that comes by the byte, and one of which nothing comes. */
const BODIES: readonly Slow[] = [
	{
		text: (token) => head("POST /v1/search", token, "Content-Type: application/json", "Content-Length: 9000"),
		drop: " ",
	},
	{ text: (token) => head("POST /v1/search", token, "Content-Type: application/json", "Content-Length: 9000") },
	{
		text: () =>
			"POST /oauth/v2/accessToken HTTP/1.1\r\nHost: a\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 900\r\n\r\ng",
		drop: "r",
	},
];

/** Asks for more, again and again, than fits on the way, and reads none of it. */
const READERS: readonly Slow[] = [{ text: (token) => head("GET /v1/openapi.json", token).repeat(40), isDeaf: true }];

const DROP_EVERY = 5000;

function slowSocket(served: Served, token: string, { text, drop, isDeaf }: Slow) {
	const { hostname, port } = new URL(served.url);
	const socket = net.connect(Number(port), hostname);
	let isOpen = true;
	const dropping = setInterval(() => void (drop !== undefined && socket.writable && socket.write(drop)), DROP_EVERY);
	socket.on("error", () => {});
	socket.on("close", () => {
		isOpen = false;
		clearInterval(dropping);
	});
	if (isDeaf) socket.pause();
	else socket.on("data", () => {});
	socket.write(text(token));
	return { open: () => isOpen, end: () => socket.destroy() };
}

async function work(served: Served, token: string, requests: number) {
	const wrong: number[] = [];
	const times: number[] = [];
	for (let at = 0; at < requests; at++) {
		const from = performance.now();
		const { status } = await served.ask({ url: "/v1/search?q=java", token });
		times.push(performance.now() - from);
		if (status !== 200) wrong.push(status);
	}
	return { right: requests - wrong.length, wrong, p99: percentiles(times).p99 };
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
		"2,000 slow senders and readers, oversized headers, deep JSON, endless queries: refused; honest client >= 99.9% served, its p99 at most twice as long; event loop p99 <= 100 ms; <= 1.5 GB, and a minute later within 10% of before",
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
