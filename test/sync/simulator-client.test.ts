/** The simulator's manners: one token while it lasts, waiting when told to, and a callback that believes signatures only. */
import { once } from "node:events";
import http from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, test } from "vitest";
import { type Callback, challengeResponse, listen, signatureOf } from "../ats-simulator/callback.ts";
import { openClient, type WireClient } from "../ats-simulator/client.ts";

const open: (() => void)[] = [];
afterEach(() => {
	for (const close of open.splice(0)) close();
});

interface Seen {
	readonly client: WireClient;
	readonly requests: string[];
}

type Reply = readonly [status: number, headers?: Record<string, string>];

/** A server that replies in turn, and gives out the tokens t1, t2, ... */
async function serverOf(replies: Reply[], lifetime: unknown = 1800): Promise<Seen> {
	const requests: string[] = [];
	let tokens = 0;
	const server = http.createServer((request, response) => {
		const isToken = request.url === "/oauth/v2/accessToken";
		requests.push(`${request.method} ${request.url} ${request.headers.authorization ?? ""}`.trim());
		const [status, headers = {}] = isToken ? [200] : (replies.shift() ?? [200]);
		const body = isToken ? { access_token: `t${++tokens}`, expires_in: lifetime } : { status };
		response.writeHead(status, headers).end(JSON.stringify(body));
	});
	server.listen(0, "127.0.0.1");
	await once(server, "listening");
	const { port } = server.address() as AddressInfo;
	const credentials = { clientId: "id", clientSecret: "secret" };
	const client = openClient({ url: `http://127.0.0.1:${port}`, ...credentials, generation: 1, concurrency: 2 });
	open.push(() => {
		client.close();
		server.close();
	});
	return { client, requests };
}

const call = { verb: "GET", path: "/v2/me" } as const;
const tokenCalls = ({ requests }: Seen) => requests.filter((line) => line.includes("accessToken")).length;

describe("a token", () => {
	test.each([1800, "1800"])("is kept while it lasts: %j", async (lifetime) => {
		const seen = await serverOf([], lifetime);
		await Promise.all([seen.client.send(call), seen.client.send(call)]);
		await seen.client.send(call);
		expect([tokenCalls(seen), seen.client.tokens()]).toEqual([1, 1]);
	});

	test("that is near its end is not used any more", async () => {
		const seen = await serverOf([], 30);
		for (let times = 0; times < 2; times++) await seen.client.send(call);
		expect(tokenCalls(seen)).toBe(2);
	});

	test("that is refused is replaced, once", async () => {
		const seen = await serverOf([[401], [200]]);
		expect((await seen.client.send(call)).status).toBe(200);
		expect(seen.requests.slice(-1)).toEqual(["GET /v2/me Bearer t2"]);
		const hopeless = await serverOf([[401], [401], [401]]);
		expect((await hopeless.client.send(call)).status).toBe(401);
		expect(tokenCalls(hopeless)).toBe(2);
	});
});

test("a limit is waited for as long as the server says", async () => {
	const { client } = await serverOf([[429, { "retry-after": "1" }], [200]]);
	const began = performance.now();
	expect((await client.send(call)).status).toBe(200);
	expect(performance.now() - began).toBeGreaterThanOrEqual(990);
	expect(client.waited()).toBe(1);
});

test("a limit that holds for hours is reported instead", async () => {
	const { client } = await serverOf([[429, { "retry-after": "3600" }]]);
	expect((await client.send(call)).status).toBe(429);
});

test("targets go out as they were written", async () => {
	const seen = await serverOf([]);
	await seen.client.send({ ...call, query: "ids[0].a=urn:li:organization:1&b='x'(y)" });
	expect(seen.requests.at(-1)).toBe("GET /v2/me?ids[0].a=urn:li:organization:1&b='x'(y) Bearer t1");
});

describe("the callback", () => {
	const push = async (callback: Callback, body: string, signature?: string) => {
		const headers = signature === undefined ? {} : { "x-li-signature": signature };
		return (await fetch(callback.url, { method: "POST", body, headers })).status;
	};
	const listening = async () => {
		const callback = await listen("secret");
		open.push(callback.close);
		return callback;
	};
	const body = '{"eventType":"EXPORT_CANDIDATE_PROFILE","requestId":"R1"}';

	test("takes what is signed with the client's secret, over the method's name and the body", async () => {
		const callback = await listening();
		// printf 'hmacsha256=%s' "$BODY" | openssl dgst -sha256 -hmac secret
		const signature = "240a83a0abd04e2831db193b570c7b1b90454b46b82217cc5383b19bfd38bd21";
		expect(signatureOf("secret", body)).toBe(signature);
		expect(await push(callback, body, signature)).toBe(200);
		expect(await callback.next(1000)).toEqual({ eventType: "EXPORT_CANDIDATE_PROFILE", requestId: "R1" });
	});

	test("turns away what is not signed, or signed by somebody else", async () => {
		const callback = await listening();
		expect(await push(callback, body)).toBe(401);
		expect(await push(callback, body, signatureOf("guess", body))).toBe(401);
		expect(callback.turnedAway).toEqual(["No signature.", "A wrong signature."]);
		expect(await callback.next(10)).toBeNull();
	});

	test("answers a challenge", async () => {
		const callback = await listening();
		const answer = await fetch(`${callback.url}?challengeCode=abc`);
		expect(await answer.json()).toEqual({
			challengeCode: "abc",
			challengeResponse: challengeResponse("secret", "abc"),
		});
	});
});
