import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { parseTenantId } from "../../src/domain/tenant.ts";
import { TWICE } from "../tenancy/crafted-tokens.ts";
import { type Harness, openHarness } from "./harness.ts";
import { rawAnswer } from "./raw-answer.ts";

/** Requests that no client library sends: paths that lead out of a folder, header fields that stand twice. */

let harness: Harness;
let token = "";
beforeAll(async () => {
	harness = await openHarness();
	token = await harness.tokenOf("acme");
	await harness.app.listen({ host: "127.0.0.1", port: 0 });
});
afterAll(() => harness.close());

/** Status, header and body of the answer to a request that is closed behind it. */
async function ask(line: string, fields: readonly string[] = [], sent = "") {
	const all = [line, ...(fields.some((field) => /^host:/i.test(field)) ? [] : ["Host: a"]), ...fields];
	const answer = await rawAnswer(harness.app, `${[...all, "Connection: close"].join("\r\n")}\r\n\r\n${sent}`);
	const [head = "", body = ""] = answer.split("\r\n\r\n");
	return { status: Number(head.split(" ")[1]), head: head.toLowerCase(), body };
}

describe("below the folder of the page's parts", () => {
	test.each([
		["/assets/"],
		["/assets//etc/passwd"],
		["/assets/%2e%2e/index.html"],
		["/assets/../index.html"],
		["/assets/a/../../index.html"],
		["/assets/%00"],
		["/assets/..%5c..%5cpackage.json"],
		["/assets/nothing.js"],
	])("there is no %s, and nothing else is said", async (path) => {
		const { status, head, body } = await ask(`GET ${path} HTTP/1.1`);
		expect([status, JSON.parse(body).code]).toEqual([404, "not-found"]);
		expect(head).not.toContain("allow:");
	});

	test("another method than the parts have is still answered with theirs", async () => {
		const { status, head } = await ask("DELETE /assets/nothing.js HTTP/1.1");
		expect([status, /^allow: (.*)$/m.exec(head)?.[1]?.trim()]).toEqual([405, "head, get"]);
	});
});

describe("a header field that stands twice is not read by its first line", () => {
	test.each(TWICE)("Authorization: %s", async (_, make) => {
		expect((await ask("GET /v1/jobs HTTP/1.1", [`Authorization: Bearer ${token}`])).status).toBe(200);
		for (const name of ["Authorization", "authorization", "AUTHORIZATION"]) {
			const [first, second] = make({ token });
			const { status, head, body } = await ask("GET /v1/jobs HTTP/1.1", [
				`Authorization: ${first}`,
				`${name}: ${second}`,
			]);
			expect([status, JSON.parse(body).code]).toEqual([401, "invalid-token"]);
			expect(head).toContain('www-authenticate: bearer error="invalid_token"');
		}
	});

	test("Authorization of a client that asks for a token", async () => {
		const { tenancy } = harness;
		const made = await tenancy.clients.create({
			tenant: parseTenantId("acme"),
			name: "twice",
			permissions: ["search"],
		});
		const basic = (secret: string) =>
			`Authorization: Basic ${Buffer.from(`${made.clientId}:${secret}`).toString("base64")}`;
		const form = "grant_type=client_credentials";
		const order = (...fields: readonly string[]) => {
			const body = ["Content-Type: application/x-www-form-urlencoded", `Content-Length: ${form.length}`];
			return ask("POST /oauth/v2/accessToken HTTP/1.1", [...fields, ...body], form);
		};
		expect((await order(basic(made.clientSecret))).status).toBe(200);
		const { status, body } = await order(basic(made.clientSecret), basic("x"));
		expect([status, JSON.parse(body).error]).toEqual([401, "invalid_client"]);
	});

	test("Host", async () => {
		const { status, body } = await ask("GET /v1/health HTTP/1.1", ["Host: a", "hOST: b"]);
		expect([status, JSON.parse(body).code]).toEqual([400, "invalid-request"]);
		expect((await ask("GET /v1/health HTTP/1.1", ["Host: a"])).status).toBe(200);
	});
});
