import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import http from "node:http";
import type { AddressInfo } from "node:net";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { run, runProcess } from "./run.ts";

let folder = "";
beforeAll(() => {
	folder = mkdtempSync(path.join(os.tmpdir(), "tributary-simulate-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

const verb = (...rest: readonly string[]) => ["simulate-ats", "--tenant", "demo-a", "--dir", folder, ...rest];

describe("simulate-ats", () => {
	test("names what it does not know, and where it comes from", async () => {
		const { code, err } = await run(...verb("--url", "http://127.0.0.1:1", "--organization", "5"));
		expect(code).toBe(1);
		expect(err).toContain("credentials-missing");
		expect(err).toContain("Missing: CLIENT_ID, CLIENT_SECRET.");
		expect(err).toContain("tributary start");
	});

	test("takes no tenant that is a path", async () => {
		expect((await run("simulate-ats", "--tenant", "../demo-a", "--dir", folder)).err).toContain("invalid-tenant-id");
	});

	test("takes the credentials that the demo wrote, and fails where the server is not as it should be", async () => {
		const asked: string[] = [];
		const server = http.createServer(async (request, response) => {
			let body = "";
			for await (const chunk of request) body += chunk;
			asked.push(`${request.url} ${body}`);
			response.writeHead(404).end("{}");
		});
		await once(server.listen(0, "127.0.0.1"), "listening");
		const { port } = server.address() as AddressInfo;
		const lines = [`URL=http://127.0.0.1:${port}`, "CLIENT_ID=id", "CLIENT_SECRET=a=b", "ORGANIZATION=5", ""];
		writeFileSync(path.join(folder, "demo-a.env"), lines.join("\n"));
		const { code, err } = await runProcess(...verb("--candidates", "1", "--quiet"));
		server.close();
		expect([code, err]).toEqual([1, expect.stringContaining("no token: 404")]);
		expect(asked[0]).toBe("/oauth/v2/accessToken grant_type=client_credentials&client_id=id&client_secret=a%3Db");
	});
});
