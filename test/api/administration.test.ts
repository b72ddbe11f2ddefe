import { once } from "node:events";
import type { Server } from "node:http";
import net, { type AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
import { isAdministration } from "../../src/api/administration.ts";
import type { Permission } from "../../src/domain/actor.ts";
import { type Harness, openHarness } from "./harness.ts";

/** Two listeners of one API: whatever runs a tenant is there at one of them only. */

let harness: Harness;
let second: Server;
let token = "";
const places = { public: 0, administration: 0 };

beforeAll(async () => {
	harness = await openHarness({ settings: { administrationApart: true } });
	const { app } = harness;
	second = app.administrationServer as Server;
	await app.listen({ host: "127.0.0.1", port: 0 });
	second.listen(0, "127.0.0.1");
	await once(second, "listening");
	places.public = (app.server.address() as AddressInfo).port;
	places.administration = (second.address() as AddressInfo).port;
	token = await harness.tokenOf("acme");
});
afterAll(() => harness.close());

const ask = async (where: keyof typeof places, method: string, url: string, bearer = "", headers = {}) => {
	const answer = await fetch(`http://127.0.0.1:${places[where]}${url}`, {
		method,
		headers: { ...headers, ...(bearer === "" ? {} : { authorization: `Bearer ${bearer}` }) },
	});
	const { status, headers: given } = answer;
	return { status, type: given.get("content-type"), allow: given.get("allow"), body: await answer.text() };
};

const pathOf = (url: string) => url.replace(/:[A-Za-z]+/g, "x").replace("*", "x");
const routes = () =>
	harness.app.routeTable
		.entries()
		.filter(({ access, url }) => access !== "public" && !url.includes("("))
		.map(({ method, url, config }) => ({ method, url, administration: isAdministration(config) }));

test("R15: no route of administration is there at the public listener, with a token or without, and all are at the other", async () => {
	const nothing = await ask("public", "GET", "/v1/there-is-no-such-thing", token);
	expect(nothing.status).toBe(404);
	let seen = 0;
	for (const { method, url, administration } of routes()) {
		if (method === "HEAD" || method === "OPTIONS") continue;
		const inside = await ask("administration", method, pathOf(url));
		expect([method, url, inside.status]).toEqual([method, url, 401]);
		const outside = await ask("public", method, pathOf(url));
		if (!administration) {
			expect([method, url, outside.status]).toEqual([method, url, 401]);
			continue;
		}
		seen++;
		// Where other methods are served it is one that is not, and none of administration is named.
		const known = await ask("public", method, pathOf(url), token);
		for (const answer of [outside, known]) {
			expect([method, url, [404, 405].includes(answer.status)]).toEqual([method, url, true]);
			expect(answer.allow ?? "").not.toContain(method);
			if (answer.status === 404) expect(answer).toEqual(nothing);
		}
	}
	expect(seen).toBeGreaterThan(50);
});

test("R15: with its scope a client administrates at the one and not at the other, whatever it says of itself", async () => {
	const asked: readonly (readonly [Permission, string])[] = [
		["accounts:read", "/v1/accounts"],
		["clients:read", "/v1/clients"],
		["tenant:read", "/v1/tenant"],
		["audit:read", "/v1/audit/head"],
	];
	for (const [scope, url] of asked) {
		const bearer = await harness.tokenOf("acme", [scope]);
		expect([url, (await ask("administration", "GET", url, bearer)).status]).toEqual([url, 200]);
		for (const place of [
			{},
			{
				"x-forwarded-host": `127.0.0.1:${places.administration}`,
				forwarded: `host=127.0.0.1:${places.administration}`,
			},
			{ "x-forwarded-port": String(places.administration), "x-original-url": url },
		])
			expect([url, (await ask("public", "GET", url, bearer, place)).status]).toEqual([url, 404]);
	}
});

test("R15: nor does the name in Host, nor a request behind another on one connection, reach it", async () => {
	const bearer = await harness.tokenOf("acme", ["accounts:read", "search"]);
	const socket = net.connect(places.public, "127.0.0.1");
	const head = (url: string) =>
		`GET ${url} HTTP/1.1\r\nHost: 127.0.0.1:${places.administration}\r\nAuthorization: Bearer ${bearer}\r\n`;
	socket.write(
		`${head("/v1/me")}\r\n${head("/v1/accounts")}\r\n${head(`http://127.0.0.1:${places.administration}/v1/accounts`)}Connection: close\r\n\r\n`,
	);
	let text = "";
	for await (const part of socket) text += part;
	expect(text.match(/HTTP\/1\.1 \d+/g)).toEqual(["HTTP/1.1 200", "HTTP/1.1 404", "HTTP/1.1 404"]);
});

test("R15: where none is configured everything is at one", async () => {
	const one = await openHarness();
	const bearer = await one.tokenOf("acme", ["accounts:read"]);
	const answer = await one.app.inject({ url: "/v1/accounts", headers: { authorization: `Bearer ${bearer}` } });
	expect(answer.statusCode).toBe(200);
	expect(one.app.administrationServer).toBeNull();
	await one.close();
});
