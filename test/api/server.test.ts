import { execFileSync } from "node:child_process";
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import https from "node:https";
import os from "node:os";
import path from "node:path";
import tls from "node:tls";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createLog } from "../../src/api/request-log.ts";
import { type ConfigInput, configFor } from "../../src/config.ts";
import { PERMISSIONS } from "../../src/domain/actor.ts";
import { parseTenantId } from "../../src/domain/tenant.ts";
import { openPlatform, type Server, serve, startServer } from "../../src/server.ts";
import { createMasterKeyFile } from "../../src/tenancy/vault.ts";
import { nodeAlone } from "../ingest/probe.ts";

/** The whole service as `serve` starts it: embedded engine, parser processes, TLS. */

let folder = "";
const at = (name: string) => path.join(folder, name);
let settings: ConfigInput;
let credentials = { clientId: "", clientSecret: "" };
const log = createLog("silent");

beforeAll(async () => {
	folder = mkdtempSync(path.join(os.tmpdir(), "tributary-server-"));
	createMasterKeyFile(at("master.key"));
	const subject = ["-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1", "-days", "2"];
	const key = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-keyout", at("tls.key")];
	execFileSync("openssl", ["req", "-x509", ...key, ...subject, "-out", at("tls.pem")], { stdio: "ignore" });
	chmodSync(at("tls.key"), 0o600);
	settings = {
		dataDir: at("data"),
		masterKey: { file: at("master.key") },
		listen: { host: "127.0.0.1", port: 0 },
		publicUrl: "https://127.0.0.1",
		tls: { certFile: at("tls.pem"), keyFile: at("tls.key") },
		// What a machine without namespaces does has a test of its own.
		parser: { allowWithoutNamespace: true },
	};
});
afterAll(() => rmSync(folder, { recursive: true }));

interface Answer {
	readonly status: number;
	readonly headers: NodeJS.Dict<string | string[]>;
	readonly body: string;
}

function send(server: Server, method: string, place: string, headers = {}, body = ""): Promise<Answer> {
	return new Promise((resolve, reject) => {
		const options = { method, headers, ca: readFileSync(at("tls.pem")), agent: false };
		const request = https.request(new URL(place, server.url), options, (response) => {
			const chunks: Buffer[] = [];
			response.on("data", (chunk: Buffer) => chunks.push(chunk));
			response.on("end", () =>
				resolve({
					status: response.statusCode ?? 0,
					headers: response.headers,
					body: Buffer.concat(chunks).toString(),
				}),
			);
		});
		request.on("error", reject);
		request.end(body);
	});
}

async function signIn(server: Server): Promise<{ authorization: string }> {
	const form = new URLSearchParams({
		grant_type: "client_credentials",
		client_id: credentials.clientId,
		client_secret: credentials.clientSecret,
	}).toString();
	const type = { "content-type": "application/x-www-form-urlencoded" };
	const { body } = await send(server, "POST", "/oauth/v2/accessToken", type, form);
	return { authorization: `Bearer ${JSON.parse(body).access_token}` };
}

const RESUME = `Jane Roe
Senior Glaciologist
jane.roe@example.com

Experience
Senior Glaciologist, Polar Institute, Bergen
03/2018 - 12/2023
Measured glaciers with radar and Python.

Skills
Python, Radar

Education
MSc Geophysics, University of Bergen, 2012 - 2015
`;

test("a resume that was acknowledged is found at once, and after a restart, over TLS", async () => {
	const platform = await openPlatform(configFor(settings));
	const tenant = (await platform.tenancy.tenants.create({ id: parseTenantId("acme"), name: "Acme" })).id;
	credentials = await platform.tenancy.clients.create({ tenant, name: "test", permissions: [...PERMISSIONS] });
	let server = await serve(platform, configFor(settings), { log });
	expect(server.url).toMatch(/^https:\/\/127\.0\.0\.1:\d+$/);
	expect((await send(server, "GET", "/v1/ready")).status).toBe(200);
	let token = await signIn(server);
	const type = { "content-type": "text/plain", "x-file-name": "jane.txt" };
	const stored = await send(server, "PUT", "/v1/candidates/jane/resume", { ...token, ...type }, RESUME);
	expect([stored.status, JSON.parse(stored.body)]).toMatchObject([
		201,
		{ failure: null, parsed: { name: "Jane Roe" } },
	]);
	const find = async () => {
		const json = { "content-type": "application/json" };
		const { body } = await send(server, "POST", "/v1/search", { ...token, ...json }, '{"query":"glaciologist"}');
		return JSON.parse(body);
	};
	const before = await find();
	expect(before).toMatchObject({ total: 1, hits: [{ candidateId: "jane", origin: "ats-only" }] });
	await server.close();
	await server.close();

	server = await startServer(configFor(settings), { log });
	token = await signIn(server);
	expect(await find()).toEqual(before);
	expect((await send(server, "GET", "/v1/candidates/jane/resume", token)).body).toBe(RESUME);
	await server.close();
});

test("an upload that was open when the process ended is finished by the next one", async () => {
	let server = await startServer(configFor(settings), { log });
	let token = await signIn(server);
	const boundary = "x-boundary-x";
	const names = ["Ann Poe", "Max Moe", "Zoe Zed", "Eve Elm"];
	const parts = names.map((name, index) =>
		[
			`--${boundary}\r\ncontent-disposition: form-data; name="f"; filename="${index}.txt"\r\n`,
			`\r\n${RESUME.replace("Jane Roe", name)}\r\n`,
		].join(""),
	);
	const headers = { ...token, "content-type": `multipart/form-data; boundary=${boundary}` };
	const accepted = await send(server, "POST", "/v1/tasks/resumes", headers, `${parts.join("")}--${boundary}--\r\n`);
	expect(accepted.status).toBe(202);
	const { id } = JSON.parse(accepted.body).task;
	await server.close();

	server = await startServer(configFor(settings), { log });
	token = await signIn(server);
	const look = async () => JSON.parse((await send(server, "GET", `/v1/tasks/${id}`, token)).body);
	let task = await look();
	while (task.state !== "done") {
		await new Promise((resolve) => setTimeout(resolve, 100));
		task = await look();
	}
	expect(task).toMatchObject({ total: 4, done: 4, failed: 0 });
	await server.close();
});

test("R15: administration is served at an address of its own, by the same certificate, and closed with the rest", async () => {
	const place = { host: "127.0.0.1", port: 0 };
	const server = await startServer(configFor({ ...settings, administrationListen: place }), { log });
	const inside = { ...server, url: server.administrationUrl ?? "" };
	const token = await signIn(server);
	expect((await send(server, "GET", "/v1/accounts", token)).status).toBe(404);
	expect((await send(inside, "GET", "/v1/accounts", token)).status).toBe(200);
	expect((await send(inside, "GET", "/v1/search?q=glaciologist", token)).status).toBe(200);
	await server.close();
	await expect(send(inside, "GET", "/v1/ready")).rejects.toMatchObject({ code: "ECONNREFUSED" });
});

test("TLS below 1.2 is refused; 1.2 and 1.3 are spoken with forward secrecy, and browsers are told to stay with it", async () => {
	const server = await startServer(configFor(settings), { log });
	const port = Number(new URL(server.url).port);
	const speak = (options: tls.ConnectionOptions) =>
		new Promise<string>((resolve) => {
			const ca = readFileSync(at("tls.pem"));
			const socket = tls.connect({ port, host: "127.0.0.1", ca, ...options }, () => {
				resolve(`${socket.getProtocol()} ${socket.getCipher().name}`);
				socket.destroy();
			});
			socket.on("error", () => resolve("refused"));
		});
	const old = { minVersion: "TLSv1.1", maxVersion: "TLSv1.1", ciphers: "DEFAULT:@SECLEVEL=0" } as const;
	expect(await speak(old)).toBe("refused");
	expect(await speak({ maxVersion: "TLSv1.2", ciphers: "AES128-SHA:AES256-GCM-SHA384" })).toBe("refused");
	expect(await speak({ maxVersion: "TLSv1.2" })).toMatch(/^TLSv1.2 ECDHE-/);
	expect(await speak({})).toMatch(/^TLSv1.3 /);
	const { headers } = await send(server, "GET", "/v1/health");
	expect(headers["strict-transport-security"]).toMatch(/^max-age=\d{8,}/);
	await server.close();
});

test("the data of another master key do not open", async () => {
	createMasterKeyFile(at("other.key"));
	const config = configFor({ ...settings, masterKey: { file: at("other.key") } });
	await expect(startServer(config, { log })).rejects.toMatchObject({ code: "wrong-key" });
});

test("an address that is taken is told with what to do", async () => {
	const first = await startServer(configFor({ ...settings, dataDir: at("first") }), { log });
	const port = Number(new URL(first.url).port);
	const second = configFor({ ...settings, dataDir: at("second"), listen: { host: "127.0.0.1", port } });
	await expect(startServer(second, { log })).rejects.toMatchObject({
		code: "address-unavailable",
		detail: `127.0.0.1, port ${port}: EADDRINUSE`,
	});
	await first.close();
});

describe("where parser processes could reach the network", () => {
	const weak = { ...nodeAlone(), layers: ["permission-model", "time-limit"] };

	test("nothing is served, unless the configuration says so", async () => {
		const strict = configFor({ ...settings, dataDir: at("strict"), parser: {} });
		await expect(startServer(strict, { log, sandbox: weak })).rejects.toMatchObject({
			code: "unsafe-configuration",
			errors: [{ pointer: "/parser/allowWithoutNamespace" }],
		});
		expect(existsSync(at("strict"))).toBe(false);
		await (await startServer(configFor(settings), { log, sandbox: weak })).close();
	});

	test("with a wall it is", async () => {
		const sandbox = { ...weak, layers: ["network-namespace", ...weak.layers] };
		const strict = configFor({ ...settings, dataDir: at("strict"), parser: {} });
		await (await startServer(strict, { log, sandbox })).close();
	});

	test.each([
		[["permission-model", "time-limit"], "warn"],
		[["bubblewrap", "permission-model"], "info"],
	])("the log names the layers in force: %j", async (layers, level) => {
		const lines: string[] = [];
		const sink = { write: (line: string) => void lines.push(line) };
		const options = { log: createLog("info", sink), sandbox: { ...weak, layers } };
		await (await startServer(configFor(settings), options)).close();
		expect(lines.map((line) => JSON.parse(line))).toContainEqual(
			expect.objectContaining({ event: "sandbox", level, layers: layers.join(" ") }),
		);
	});
});

test("the limit of the configuration for a file holds for the parser too", async () => {
	const platform = await openPlatform(configFor({ ...settings, dataDir: at("limits"), limits: { fileBytes: 2048 } }));
	const input = { tenant: parseTenantId("acme"), fileName: "cv.txt", asOf: "2026-01-01" };
	await expect(platform.ingest.pool.parse({ ...input, bytes: Buffer.alloc(2049, 65) })).rejects.toMatchObject({
		code: "file-too-large",
		detail: "At most 2048 bytes are accepted.",
	});
	await platform.close();
});
