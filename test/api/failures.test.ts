import { type AddressInfo, connect } from "node:net";
import { text } from "node:stream/consumers";
import fastify, { type InjectOptions } from "fastify";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { sendFailure } from "../../src/api/failures.ts";
import { sendEnvelope } from "../../src/api/middleware/failures.ts";
import { sendRefusal } from "../../src/api/oauth-client.ts";
import { Problem } from "../../src/api/openapi.ts";
import { ERRORS } from "../../src/errors.ts";
import { parseQuery } from "../../src/search/query/parse.ts";
import type { Search } from "../../src/search/search.ts";
import { ERROR_TEXTS } from "../../src/web/shell/texts/errors.ts";
import { type Harness, openHarness } from "./harness.ts";
import { rawAnswer } from "./raw-answer.ts";

let harness: Harness;
let authorization = "";
beforeAll(async () => {
	harness = await openHarness();
	authorization = `Bearer ${await harness.tokenOf("acme")}`;
	await harness.app.listen({ host: "127.0.0.1", port: 0 });
});
afterAll(() => harness.close());

const json = { "content-type": "application/json" };
const send = (options: InjectOptions) =>
	harness.app.inject({ method: "POST", url: "/v1/search", ...options, headers: { authorization, ...options.headers } });

const CASES: readonly [string, InjectOptions, number, string][] = [
	["an unknown path", { method: "GET", url: "/v3/nothing" }, 404, "not-found"],
	["a path that cannot be decoded", { method: "GET", url: "/v1/candidates/%E0%A4%A" }, 400, "invalid-request"],
	["a method that is not offered", { method: "DELETE" }, 405, "method-not-allowed"],
	["a URL beyond the limit", { method: "GET", url: `/v1/search?q=${"x".repeat(8200)}` }, 414, "url-too-long"],
	["a body that is too large", { payload: { query: "x".repeat(300_000) } }, 413, "body-too-large"],
	[
		"another media type",
		{ payload: "query=x", headers: { "content-type": "text/plain" } },
		415,
		"unsupported-media-type",
	],
	[
		"a form",
		{ payload: "query=x", headers: { "content-type": "application/x-www-form-urlencoded" } },
		415,
		"unsupported-media-type",
	],
	["broken JSON", { payload: '{"query": ', headers: json }, 400, "invalid-json"],
	["an empty body", { payload: "", headers: json }, 400, "invalid-json"],
	["bytes that are no UTF-8", { payload: Buffer.from([0x22, 0xff, 0x22]), headers: json }, 400, "invalid-json"],
	["a prototype key", { payload: '{"query":"x","__proto__":{"page":2}}', headers: json }, 400, "invalid-json"],
	["an array", { payload: "[]", headers: json }, 422, "invalid-field"],
	["null", { payload: "null", headers: json }, 422, "invalid-field"],
	[
		"a deep body",
		{ payload: `{"filters":${"[".repeat(50_000)}${"]".repeat(50_000)}}`, headers: json },
		422,
		"invalid-field",
	],
	["a parameter given twice", { method: "GET", url: "/v1/search?q=a&q=b" }, 422, "invalid-field"],
	["an unknown parameter", { method: "GET", url: "/v1/search?q=a&debug=1" }, 422, "invalid-field"],
	["a number that is none", { method: "GET", url: "/v1/search?q=a&page=0x1" }, 422, "invalid-field"],
	["an id that is none", { method: "GET", url: "/v1/candidates/a%2Fb" }, 422, "invalid-field"],
];

describe.each(CASES)("%s", (_name, options, status, code) => {
	test("is refused as problem details of the table", async () => {
		const answer = await send(options);
		expect([answer.statusCode, answer.json().code]).toEqual([status, code]);
		expect(answer.headers["content-type"]).toBe("application/problem+json; charset=utf-8");
		const { title, remedy } = ERRORS[code as keyof typeof ERRORS];
		expect(answer.json()).toMatchObject({ title, remedy, status, type: `urn:tributary:error:${code}` });
		expect(answer.body).not.toMatch(/\bat .*\.[jt]s|node_modules|fastify|FST_/i);
		expect(answer.headers["cache-control"]).toBe("no-store");
		expect(answer.headers["x-request-id"]).toMatch(/^[0-9a-f-]{36}$/);
	});
});

test.each(["application/json\t; charset=utf-8", "APPLICATION/JSON", "application/json ;x=1", " application/json"])(
	"no spelling of the media type leads past the schema: %j",
	async (type) => {
		const answer = await send({ payload: '{"nope":1}', headers: { "content-type": type } });
		expect(answer.json().errors).toEqual([{ pointer: "/nope", detail: expect.any(String) }]);
	},
);

test("a wrong method names the right ones", async () => {
	expect((await send({ method: "DELETE" })).headers.allow?.toString().split(", ").toSorted()).toEqual([
		"GET",
		"HEAD",
		"POST",
	]);
});

test("every fault of a body is named with its JSON pointer", async () => {
	const payload = {
		query: 7,
		filters: { skills: ["ok", ""], "a/b": 1, years: { min: -1 } },
		page: 0,
		extra: true,
	};
	const { errors } = (await send({ payload })).json();
	expect(errors.map(({ pointer }: { pointer: string }) => pointer).toSorted()).toEqual(
		["/extra", "/filters/a~1b", "/filters/skills/1", "/filters/years/min", "/page", "/query"].toSorted(),
	);
});

test("years whose least is above their most are no years", async () => {
	const answer = await send({ payload: { filters: { years: { min: 9, max: 2 } } } });
	expect([answer.statusCode, answer.json().code]).toEqual([422, "invalid-field"]);
	expect(answer.json().errors).toEqual([
		{ pointer: "/filters/years/min", detail: expect.stringContaining("above max") },
	]);
	for (const years of [{ min: 2, max: 2 }, { min: 2 }, { max: 0 }, {}]) {
		expect((await send({ payload: { filters: { years } } })).statusCode).toBe(200);
	}
});

test("a query that is refused is told why in the same remarks that an answer has, which the document names", async () => {
	const refusing: Search = {
		search: async (_scope, { query }) => {
			parseQuery(query);
			throw new Error("It should have been refused.");
		},
	};
	const other = await openHarness({ deps: { search: refusing } });
	const headers = { authorization: `Bearer ${await other.tokenOf("acme")}` };
	const query = Array.from({ length: 10_000 }, (_, index) => `w${index}`).join(" ");
	const answer = await other.app.inject({ method: "POST", url: "/v1/search", payload: { query }, headers });
	expect([answer.statusCode, answer.json().code]).toEqual([400, "invalid-query"]);
	expect(answer.json().remedy).toContain("lint");
	const { lint } = Problem.parse(answer.json());
	expect(lint).toEqual([
		{
			level: "error",
			code: "too-many-words",
			message: expect.stringContaining("Keep the ones"),
			span: expect.any(Object),
		},
	]);
	expect(query.slice(lint?.[0]?.span.start, lint?.[0]?.span.end)).toBe("w1000");
	const document = (await other.app.inject("/v1/openapi.json")).json();
	expect(document.components.schemas.Problem.properties.lint.items).toEqual(
		document.components.schemas.SearchResponse.properties.lint.items,
	);
	await other.close();
});

test("broken JSON is told its place, and not repeated", async () => {
	const answer = await send({ payload: '{\n  "query": jane@example.com\n}', headers: json });
	expect(answer.json().detail).toBe("It breaks at line 2, column 12.");
	expect(answer.body).not.toContain("jane");
});

test("our own failure says nothing of its cause, but the request id", async () => {
	const broken = await openHarness({
		deps: { search: { search: () => Promise.reject(new Error("SELECT secret FROM canary")) } },
	});
	const token = await broken.tokenOf("acme");
	const answer = await broken.app.inject({
		method: "POST",
		url: "/v1/search",
		payload: {},
		headers: { authorization: `Bearer ${token}` },
	});
	expect(answer.json()).toMatchObject({
		status: 500,
		code: "internal",
		instance: `urn:uuid:${answer.headers["x-request-id"]}`,
	});
	expect(answer.body).not.toMatch(/SELECT|canary/);
	await broken.close();
});

test("an answer that is not of the agreed form is not sent", async () => {
	const leaky = await openHarness({
		deps: { search: { search: async () => ({ hits: [], leaked: "canary" }) as never } },
	});
	const token = await leaky.tokenOf("acme");
	const answer = await leaky.app.inject({
		method: "POST",
		url: "/v1/search",
		payload: {},
		headers: { authorization: `Bearer ${token}` },
	});
	expect([answer.statusCode, answer.json().code]).toEqual([500, "internal"]);
	expect(answer.body).not.toContain("canary");
	await leaky.close();
});

test.each([
	["a method that nobody knows", "BREW /v1/health HTTP/1.1\r\nhost: a\r\n\r\n", 405, "method-not-allowed"],
	[
		"a method that is not offered",
		"QUERY /v1/health HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n",
		405,
		"method-not-allowed",
	],
	["no HTTP at all", "GET nonsense\r\n\r\n", 400, "invalid-request"],
	[
		"header fields beyond the limit",
		`GET / HTTP/1.1\r\nhost: a\r\nx: ${"y".repeat(30_000)}\r\n\r\n`,
		431,
		"headers-too-large",
	],
	[
		"two lengths",
		"POST /v1/search HTTP/1.1\r\nhost: a\r\ncontent-length: 2\r\ncontent-length: 3\r\n\r\n{}",
		400,
		"invalid-request",
	],
	[
		"a length and chunks",
		"POST /v1/search HTTP/1.1\r\nhost: a\r\ncontent-length: 2\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n",
		400,
		"invalid-request",
	],
])("%s is refused on the socket", async (_name, bytes, status, code) => {
	const answer = await rawAnswer(harness.app, bytes);
	expect(answer).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
	expect(JSON.parse(answer.split("\r\n\r\n")[1] ?? "")).toMatchObject({ status, code });
});

test.each([
	["problem details", sendFailure],
	["OAuth", sendRefusal],
	["the ATS wire", sendEnvelope],
])(
	"R36: a body that never ends is the caller's fault, and he is hung up on, in the form of %s",
	async (_, errorHandler) => {
		const app = fastify({ handlerTimeout: 100 });
		app.post("/x", { errorHandler, handler: async () => ({}) });
		await app.listen({ host: "127.0.0.1", port: 0 });
		const socket = connect((app.server.address() as AddressInfo).port, "127.0.0.1");
		socket.write("POST /x HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 900\r\n\r\n{");
		const answer = await text(socket);
		expect(answer).toMatch(/^HTTP\/1\.1 408 /);
		expect(answer).toContain("request-timeout");
		await app.close();
	},
);

test("X-Forwarded-For of a stranger changes nothing: he is counted by his own address", async () => {
	const few = await openHarness({ limits: { requestsPerAddress: 3 } });
	const statuses = [];
	for (let index = 0; index < 5; index++) {
		const headers = { "x-forwarded-for": `203.0.113.${index}` };
		statuses.push((await few.app.inject({ url: index % 2 === 0 ? "/v1/health" : "/nothing", headers })).statusCode);
	}
	expect(statuses).toEqual([200, 404, 200, 429, 429]);
	await few.close();
});

test("who asks too often is told when to come back, each client by itself", async () => {
	const few = await openHarness({ limits: { requestsPerClient: 2 } });
	const [one, other] = [await few.tokenOf("acme"), await few.tokenOf("acme")];
	const ask = (token: string) => few.app.inject({ url: "/v1/jobs", headers: { authorization: `Bearer ${token}` } });
	const answers = [await ask(one), await ask(one), await ask(one)];
	expect(answers.map(({ statusCode }) => statusCode)).toEqual([200, 200, 429]);
	expect(Number(answers[2]?.headers["retry-after"])).toBeGreaterThan(0);
	expect((await ask(other)).statusCode).toBe(200);
	await few.close();
});

test.each(Object.entries(ERROR_TEXTS))(
	"the page has a sentence for each error in %s, and none for one that is not",
	(_, texts) => {
		expect(Object.keys(texts).toSorted()).toEqual(Object.keys(ERRORS).toSorted());
		expect(
			Object.values(texts).filter((text) => !/^\p{Lu}.*\.$/u.test(text) || /\b(?:POST|GET|PUT|\/v1)\b/.test(text)),
		).toEqual([]);
	},
);
