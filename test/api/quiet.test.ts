import { Writable } from "node:stream";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createLog } from "../../src/api/request-log.ts";
import { type Harness, openHarness } from "./harness.ts";
import { form } from "./requests.ts";

/** Personal data on every way in; none of it may reach the log. */
const CANARY = "canary-jane-roe";

let harness: Harness;
let token = "";
const lines: string[] = [];
beforeAll(async () => {
	const sink = new Writable({
		write(chunk, _encoding, done) {
			lines.push(chunk.toString());
			done();
		},
	});
	const search = {
		search: () => Promise.reject(Object.assign(new Error(`no such column ${CANARY}`), { sql: CANARY })),
	};
	harness = await openHarness({ deps: { log: createLog("debug", sink), search } });
	token = await harness.tokenOf("acme");
});
afterAll(() => harness.close());

test("R38: the log has a line per request, with the pattern of the route, and nothing of what was sent", async () => {
	const headers = { authorization: `Bearer ${token}`, "user-agent": CANARY, referer: CANARY, cookie: CANARY };
	const { app } = harness;
	await app.inject({ method: "POST", url: "/v1/search", payload: { query: CANARY }, headers });
	await app.inject({ url: `/v1/search?q=${CANARY}`, headers });
	await app.inject({ url: `/v1/candidates/${CANARY}`, headers });
	await app.inject({ url: `/${CANARY}?${CANARY}`, headers });
	await app.inject({
		method: "POST",
		url: "/v1/search",
		payload: `{"${CANARY}`,
		headers: { ...headers, "content-type": "application/json" },
	});
	await app.inject({ method: "POST", url: "/v1/search", payload: { [CANARY]: 1 }, headers });
	await app.inject({
		method: "PUT",
		url: "/v1/candidates/c-1/resume",
		payload: CANARY,
		headers: { ...headers, "x-file-name": CANARY },
	});
	await app.inject({
		method: "POST",
		url: "/v1/candidates/import",
		payload: `${CANARY}\n`,
		headers: { ...headers, "content-type": "application/x-ndjson" },
	});
	const upload = form([{ name: CANARY, content: CANARY }]);
	await app.inject({ method: "POST", url: "/v1/tasks/resumes", ...upload, headers: { ...headers, ...upload.headers } });
	const secret = { grant_type: "client_credentials", client_id: CANARY, client_secret: CANARY };
	await app.inject({
		method: "POST",
		url: "/oauth/v2/accessToken",
		payload: new URLSearchParams(secret).toString(),
		headers: { ...headers, "content-type": "application/x-www-form-urlencoded" },
	});
	await harness.tasks.idle();
	const text = lines.join("");
	expect(text).not.toContain(CANARY);
	expect(text).not.toContain(token);
	const records = lines.map((line) => JSON.parse(line));
	expect(records.filter(({ event }) => event === "request")).toHaveLength(10);
	expect(records.find(({ route }) => route === "/v1/candidates/:id")).toMatchObject({ status: 404, tenant: "acme" });
});

test("our own failure is logged with its kind and place", () => {
	const failure = lines.map((line) => JSON.parse(line)).find(({ event }) => event === "failure");
	expect(failure).toMatchObject({ level: "error", code: "internal", error: { name: "Error" } });
	expect(failure.error.frames[0]).toMatch(/^at /);
});

/** 10,000 for the figure. */
const CANARIES = Number(process.env.CANARIES ?? 1000);

test(`R38: of ${CANARIES} words sent to every route, in every place of a request, none is in the log or in an error`, async () => {
	const { app } = harness;
	let sent = 0;
	const canary = () => `canary${String(sent++).padStart(6, "0")}z`;
	const routes = app.routeTable.entries().filter(({ method, url }) => method !== "HEAD" && !url.includes("("));
	const failures: string[] = [];
	const statuses = new Set<number>();
	const stored = new Set<string>();
	while (sent < CANARIES)
		for (const { method, url, access } of routes) {
			const path = url.replace(/:[A-Za-z]+|\*/g, canary);
			const headers = {
				...(sent % 3 === 0 ? {} : { authorization: `Bearer ${token}` }),
				"user-agent": canary(),
				referer: `https://${canary()}.example.com/`,
				"x-file-name": canary(),
				cookie: `tributary-session=${canary()}`,
				"x-forwarded-for": canary(),
			};
			const body = { query: canary(), name: canary(), email: `${canary()}@example.com`, [canary()]: [canary()] };
			const payload = method === "GET" || method === "DELETE" ? {} : { payload: sent % 2 === 0 ? body : canary() };
			const answer = await app.inject({
				method: method as "POST",
				url: `${path}?q=${canary()}&${canary()}=${canary()}`,
				headers: { ...headers, ...("payload" in payload ? { "content-type": "application/json" } : {}) },
				...payload,
			});
			statuses.add(answer.statusCode);
			// A field that is not known is named to who sent it, by its place; nothing else of what he sent comes back.
			const told = answer.statusCode < 400 ? "" : answer.body.replace(/"pointer":"[^"]*"/g, "");
			if (/canary\d{6}z/.test(told)) failures.push(`${method} ${url} ${told}`);
			if (access !== "public" && answer.headers["cache-control"] !== "no-store") stored.add(url);
		}
	expect(failures.slice(0, 5)).toEqual([]);
	expect(lines.join("").match(/.{0,80}canary\d{6}z/)?.[0]).toBeUndefined();
	expect([400, 401, 404, 422].filter((status) => !statuses.has(status))).toEqual([]);
	expect([...stored]).toEqual([]);
}, 600_000);
