import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import https from "node:https";
import os from "node:os";
import path from "node:path";
import tls from "node:tls";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createLog } from "../../src/api/request-log.ts";
import { configFor } from "../../src/config.ts";
import { parseTenantId } from "../../src/domain/tenant.ts";
import { openPlatform, type Platform, type Server, serve } from "../../src/server.ts";
import { createMasterKeyFile } from "../../src/tenancy/vault.ts";
import { makeCertificate } from "./tls-files.ts";

/** Certificates of clients (RFC 8705), over real TLS, with certificates that openssl made. */

const folder = mkdtempSync(path.join(os.tmpdir(), "tributary-mtls-"));
const at = (name: string) => path.join(folder, name);
const openssl = (...given: string[]) => execFileSync("openssl", given, { stdio: "ignore" });
const CURVE = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes"];
const acme = parseTenantId("acme");

/** A certificate of an authority, or signed by itself. */
function issue(name: string, subject: string, { authority = "", names = "", days = 30 } = {}) {
	const files = ["-keyout", at(`${name}.key`), "-subj", subject];
	if (authority === "") openssl("req", "-x509", ...CURVE, ...files, "-out", at(`${name}.pem`), "-days", `${days}`);
	else {
		openssl("req", ...CURVE, ...files, "-out", at(`${name}.csr`));
		writeFileSync(at(`${name}.ext`), names === "" ? "basicConstraints=CA:FALSE\n" : `subjectAltName=${names}\n`);
		const signer = ["-CA", at(`${authority}.pem`), "-CAkey", at(`${authority}.key`), "-CAcreateserial"];
		const made = ["-in", at(`${name}.csr`), "-out", at(`${name}.pem`), "-days", `${days}`];
		openssl("x509", "-req", ...made, ...signer, "-extfile", at(`${name}.ext`));
	}
	return { key: readFileSync(at(`${name}.key`)), cert: readFileSync(at(`${name}.pem`)) };
}

interface Answer {
	readonly status: number;
	readonly body: string;
	readonly headers: Record<string, unknown>;
}
type Shown = Pick<https.RequestOptions, "key" | "cert" | "maxVersion"> | undefined;

let files: ReturnType<typeof makeCertificate>;
let platform: Platform;
let server: Server;
let origin: URL;

async function ask(shown: Shown, method: string, target: string, { headers = {}, body = "" } = {}): Promise<Answer> {
	return new Promise((resolve, reject) => {
		const connection = { ca: readFileSync(files.caFile), servername: "localhost", agent: false, ...shown };
		const options = { method, headers: { "content-length": Buffer.byteLength(body), ...headers }, ...connection };
		const request = https.request(new URL(target, origin), options, async (answer) => {
			const parts = await answer.toArray();
			resolve({ status: answer.statusCode ?? 0, body: Buffer.concat(parts).toString(), headers: answer.headers });
		});
		request.on("error", reject);
		request.end(body);
	});
}

const signIn = (shown: Shown, form: Record<string, string>) =>
	ask(shown, "POST", "/oauth/v2/accessToken", {
		headers: { "content-type": "application/x-www-form-urlencoded" },
		body: new URLSearchParams({ grant_type: "client_credentials", ...form }).toString(),
	});
const call = (shown: Shown, token: string) =>
	ask(shown, "GET", "/v1/clients", { headers: { authorization: `Bearer ${token}` } });
const makeClient = () =>
	platform.tenancy.clients.create({ tenant: acme, name: "ATS", permissions: ["clients:read", "clients:write"] });
const tokenOf = (answer: Answer): string => JSON.parse(answer.body).access_token;
/** Without what differs between two answers of the same kind. */
const telling = ({ status, body, headers }: Answer) => {
	const { date: _date, "x-request-id": _id, ...rest } = headers;
	return { status, body, headers: rest };
};

beforeAll(async () => {
	createMasterKeyFile(at("master.key"));
	files = makeCertificate(folder, { name: "server" });
	issue("clients-ca", "/CN=Clients CA");
	const { certFile, keyFile } = files;
	const config = configFor({
		dataDir: at("data"),
		masterKey: { file: at("master.key") },
		listen: { host: "127.0.0.1", port: 0 },
		publicUrl: "https://localhost",
		tls: { certFile, keyFile, clientCertificates: { caFile: at("clients-ca.pem") } },
		parser: { allowWithoutNamespace: true },
		limits: { failedLogins: 1000, failedLoginsPerAddress: 1000 },
	});
	platform = await openPlatform(config);
	await platform.tenancy.tenants.create({ id: "acme", name: "Acme" });
	server = await serve(platform, config, { log: createLog("silent") });
	origin = new URL(server.url.replace("127.0.0.1", "localhost"));
}, 60_000);
afterAll(async () => {
	await server.close();
	rmSync(folder, { recursive: true });
});

describe("R13: a client signs in by its certificate", () => {
	test("that is registered itself, whoever signed it; its tokens are worth nothing over any other connection", async () => {
		const own = issue("own", "/CN=own");
		const other = issue("other", "/CN=own");
		const { clientId } = await makeClient();
		const pem = own.cert.toString();
		await platform.tenancy.clients.credentials.addCertificate(acme, clientId, { certificate: pem });
		const answer = await signIn(own, { client_id: clientId });
		expect(answer.status).toBe(200);
		const token = tokenOf(answer);
		expect(JSON.parse(Buffer.from(token.split(".")[1] ?? "", "base64url").toString()).cnf).toEqual({
			"x5t#S256": expect.stringMatching(/^[\w-]{43}$/),
		});
		expect((await call(own, token)).status).toBe(200);
		expect((await call({ ...own, maxVersion: "TLSv1.2" }, token)).status).toBe(200);
		const refused = [await call(undefined, token), await call(other, token), await call(own, `${token}x`)];
		for (const one of refused) expect(telling(one)).toEqual(telling(refused[2] as Answer));
		expect(refused[0]?.status).toBe(401);
	});

	test("of the authority with the name that is registered: subject, DNS name or URI", async () => {
		const authority = "clients-ca";
		const named = issue("named", "/C=DE/O=Acme/CN=ats", { authority, names: "DNS:ats.example.com,URI:urn:acme:ats" });
		const registrations = [{ subject: "CN=ats,O=Acme,C=DE" }, { dns: "ATS.example.com" }, { uri: "urn:acme:ats" }];
		for (const registration of registrations) {
			const { clientId } = await makeClient();
			await platform.tenancy.clients.credentials.addCertificate(acme, clientId, registration);
			const answer = await signIn(named, { client_id: clientId });
			expect([answer.status, (await call(named, tokenOf(answer))).status]).toEqual([200, 200]);
		}
	});

	test("and whoever has another one, none, or is not known gets one and the same answer", async () => {
		const authority = "clients-ca";
		const own = issue("mine", "/CN=mine", { authority, names: "DNS:mine.example.com" });
		const forged = issue("forged", "/CN=mine");
		issue("rogue-ca", "/CN=Clients CA");
		const rogue = issue("rogue", "/CN=mine", { authority: "rogue-ca", names: "DNS:mine.example.com" });
		const stranger = issue("stranger", "/CN=stranger", { authority, names: "DNS:mine.example.com.evil.example" });
		const { clientId } = await makeClient();
		const { credentials } = platform.tenancy.clients;
		await credentials.addCertificate(acme, clientId, { subject: "CN=mine" });
		const byDns = await credentials.addCertificate(acme, clientId, { dns: "mine.example.com" });
		expect((await signIn(own, { client_id: clientId })).status).toBe(200);
		const refused = [
			await signIn(own, { client_id: "A".repeat(22) }),
			await signIn(forged, { client_id: clientId }),
			await signIn(rogue, { client_id: clientId }),
			await signIn(stranger, { client_id: clientId }),
			await signIn(undefined, { client_id: clientId }),
			await signIn(own, { client_id: (await makeClient()).clientId }),
		];
		expect(refused[0]?.status).toBe(401);
		for (const one of refused) expect(telling(one)).toEqual(telling(refused[0] as Answer));
		const token = tokenOf(await signIn(own, { client_id: clientId }));
		for (const { id, kind } of await credentials.list(acme, clientId))
			if (kind === "certificate") await credentials.revoke(acme, clientId, id);
		expect(byDns.name).toBe("dns mine.example.com");
		expect([(await signIn(own, { client_id: clientId })).status, (await call(own, token)).status]).toEqual([401, 401]);
	});

	test("also when its session is taken up again, and not when the certificate has ended", async () => {
		const own = issue("resumed", "/CN=resumed");
		const { clientId } = await makeClient();
		await platform.tenancy.clients.credentials.addCertificate(acme, clientId, { certificate: own.cert.toString() });
		const token = tokenOf(await signIn(own, { client_id: clientId }));
		const place = { port: Number(origin.port), host: "localhost", ca: readFileSync(files.caFile), ...own };
		const talk = (session?: Buffer) =>
			new Promise<{ text: string; session: Buffer | undefined; reused: boolean }>((resolve, reject) => {
				let [text, kept, reused] = ["", undefined as Buffer | undefined, false];
				const socket = tls.connect({ ...place, ...(session && { session }) }, () => {
					reused = socket.isSessionReused();
					const lines = [
						"GET /v1/clients HTTP/1.1",
						"host: localhost",
						`authorization: Bearer ${token}`,
						"connection: close",
					];
					socket.write(`${lines.join("\r\n")}\r\n\r\n`);
				});
				socket.on("session", (made) => {
					kept = made;
				});
				socket.on("data", (data) => {
					text += data;
				});
				socket.on("error", reject);
				socket.on("close", () => resolve({ text, session: kept, reused }));
			});
		const first = await talk();
		const again = await talk(first.session);
		expect([again.reused, again.text.slice(0, 12)]).toEqual([true, "HTTP/1.1 200"]);
		const past = Buffer.from(issue("past", "/CN=past", { days: 1 }).cert).toString();
		const { credentials } = platform.tenancy.clients;
		const { verifyCertificate } = platform.tenancy.clients;
		await credentials.addCertificate(acme, clientId, { certificate: past });
		const peer = { thumbprint: "x", subject: "", dns: [], uris: [], isVouchedFor: true };
		const ended = { ...peer, validFrom: new Date(0), validTo: new Date(1) };
		await expect(verifyCertificate(clientId, ended)).rejects.toMatchObject({ code: "invalid-client" });
	});
});

describe("R13: a client whose tokens have to be bound to a certificate", () => {
	test("gets none without one, and none of before is good any more", async () => {
		const own = issue("bound", "/CN=bound");
		const { clientId, clientSecret } = await makeClient();
		const form = { client_id: clientId, client_secret: clientSecret };
		const loose = tokenOf(await signIn(undefined, form));
		expect((await call(undefined, loose)).status).toBe(200);
		await platform.tenancy.clients.setBinding(acme, clientId, "mtls");
		expect((await call(own, loose)).status).toBe(401);
		expect((await signIn(undefined, form)).status).toBe(401);
		const token = tokenOf(await signIn(own, form));
		expect([(await call(own, token)).status, (await call(undefined, token)).status]).toEqual([200, 401]);
		const inspected = await ask(own, "POST", "/oauth/v2/introspectToken", {
			headers: { "content-type": "application/x-www-form-urlencoded" },
			body: new URLSearchParams({ ...form, token }).toString(),
		});
		expect(JSON.parse(inspected.body).cnf).toEqual({ "x5t#S256": expect.any(String) });
	});

	test("registers it by the API, and the metadata say what is offered", async () => {
		const { clientId, clientSecret } = await makeClient();
		const token = tokenOf(await signIn(undefined, { client_id: clientId, client_secret: clientSecret }));
		const post = (body: object) =>
			ask(undefined, "POST", `/v1/clients/${clientId}/certificates`, {
				headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
				body: JSON.stringify(body),
			});
		const own = issue("by-api", "/O=Acme/CN=by api");
		const made = await post({ certificate: own.cert.toString() });
		expect([made.status, JSON.parse(made.body)]).toMatchObject([201, { kind: "certificate" }]);
		expect(JSON.parse(made.body).name).toBe("certificate CN=by api,O=Acme");
		expect((await post({ certificate: own.cert.toString() })).status).toBe(409);
		for (const wrong of [{ certificate: own.key.toString() }, { certificate: "none" }, {}, { dns: "a", uri: "b:c" }])
			expect((await post(wrong)).status).toBe(422);
		const metadata = JSON.parse((await ask(undefined, "GET", "/.well-known/oauth-authorization-server")).body);
		expect(metadata.tls_client_certificate_bound_access_tokens).toBe(true);
		expect(metadata.token_endpoint_auth_methods_supported).toEqual(
			expect.arrayContaining(["self_signed_tls_client_auth", "tls_client_auth"]),
		);
	});
});
