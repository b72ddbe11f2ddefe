import { execFile } from "node:child_process";
import http from "node:http";
import type { AddressInfo } from "node:net";
import path from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { WEBHOOK_PORTS } from "../../src/export/public-address.ts";
import { createTransport, type TransportOptions } from "../../src/export/transport.ts";
import { makeCertificate, openReceiver, type Receiver } from "./receiver.ts";

const certificate = makeCertificate();
let secure: Receiver;
let plain: Receiver;
beforeAll(async () => {
	secure = await openReceiver(certificate);
	plain = await openReceiver();
});
afterAll(() => Promise.all([secure.close(), plain.close()]));
beforeEach(() => {
	for (const receiver of [secure, plain]) {
		receiver.received.length = 0;
		receiver.answer = 200;
	}
});

const resolve = async () => ["127.0.0.1"];
const make = (options: TransportOptions = {}) =>
	createTransport({ allowLoopback: true, resolve, ca: certificate.cert, ...options });
const send = (url: string, options?: TransportOptions) =>
	make(options).send({ url, ports: WEBHOOK_PORTS, headers: { "webhook-id": "x" }, body: '{"ä":1}' });

test("sends the body as it is, over TLS, to the address that the given resolver names", async () => {
	expect(await send(`${secure.url}/a/b?c=d`)).toEqual({ status: 200, retryAfter: null });
	expect(secure.received).toMatchObject([{ method: "POST", url: "/a/b?c=d", body: '{"ä":1}' }]);
	expect(secure.received[0]?.headers).toMatchObject({
		host: `hooks.test:${secure.port}`,
		"content-type": "application/json",
		"webhook-id": "x",
	});
	expect(secure.received[0]?.headers.authorization).toBeUndefined();
});

test("a name is resolved once for a delivery: what it resolves to a moment later is of no use", async () => {
	const answers = [["127.0.0.1"], ["10.0.0.1"]];
	const asked: string[] = [];
	const rebinding = async (name: string) => {
		asked.push(name);
		return answers.shift() ?? [];
	};
	expect(await send(secure.url, { resolve: rebinding })).toMatchObject({ status: 200 });
	expect(asked).toEqual(["hooks.test"]);
	// Public when it was registered, this machine when it is sent to.
	const strict = { allowLoopback: false, resolve: rebinding };
	answers.splice(0, 2, ["93.184.215.14"], ["127.0.0.1"]);
	await createTransport(strict).check("https://hooks.test/", WEBHOOK_PORTS);
	expect(await send("https://hooks.test/", strict)).toEqual({ status: null, reason: "address-not-allowed" });
	expect(secure.received).toHaveLength(1);
});

test("a certificate that is not trusted, or is another's, is refused, whatever the environment says", async () => {
	const untrusted = createTransport({ allowLoopback: true, resolve });
	const message = { url: secure.url, ports: WEBHOOK_PORTS, headers: {}, body: "{}" };
	process.env.NODE_TLS_REJECT_UNAUTHORIZED = "0";
	try {
		expect(await untrusted.send(message)).toEqual({ status: null, reason: "tls" });
		expect(await send(`https://other.test:${secure.port}`)).toEqual({ status: null, reason: "tls" });
	} finally {
		delete process.env.NODE_TLS_REJECT_UNAUTHORIZED;
	}
	expect(secure.received).toEqual([]);
});

test("a redirect is an answer like any other: nobody follows it", async () => {
	secure.answer = (response) => response.writeHead(307, { location: `${plain.url}/inside` }).end();
	expect(await send(secure.url)).toEqual({ status: 307, retryAfter: null });
	expect(plain.received).toEqual([]);
});

test("Retry-After is handed on", async () => {
	secure.answer = (response) => response.writeHead(429, { "retry-after": "120" }).end();
	expect(await send(secure.url)).toEqual({ status: 429, retryAfter: "120" });
});

test("an answer without end is cut after 64 KiB", async () => {
	let written = 0;
	let closed: Promise<unknown> = Promise.resolve();
	plain.answer = (response) => {
		closed = new Promise((done) => response.on("close", done));
		response.writeHead(200);
		const more = () => {
			while (!response.destroyed && response.write(Buffer.alloc(16_384))) written += 16_384;
			if (!response.destroyed) response.once("drain", more);
		};
		more();
	};
	expect(await send(plain.url, { timeout: 8000 })).toMatchObject({ status: 200 });
	await closed;
	// What the buffers of both ends hold comes on top.
	expect(written).toBeLessThan(16 * 1024 * 1024);
});

test("who does not answer in time is left, and so is a name that takes too long", async () => {
	plain.answer = () => {};
	const began = performance.now();
	expect(await send(plain.url, { timeout: 200 })).toEqual({ status: null, reason: "timeout" });
	const slow = () => new Promise<never>(() => {});
	expect(await send(secure.url, { timeout: 200, resolve: slow })).toEqual({ status: null, reason: "timeout" });
	expect(performance.now() - began).toBeLessThan(3000);
});

test("the status counts, though the body never ends or breaks off", async () => {
	plain.answer = (response) => response.writeHead(202).write("x");
	expect(await send(plain.url, { timeout: 300 })).toMatchObject({ status: 202 });
	plain.answer = (response) => {
		response.writeHead(200, { "content-length": "100" }).write("x", () => response.destroy());
	};
	expect(await send(plain.url)).toMatchObject({ status: 200 });
});

test("nobody there, or nothing that speaks HTTP, is a failed connection", async () => {
	const gone = await openReceiver();
	await gone.close();
	expect(await send(gone.url)).toEqual({ status: null, reason: "connection" });
	plain.answer = (response) => response.socket?.destroy();
	expect(await send(plain.url)).toEqual({ status: null, reason: "connection" });
	expect(await send(plain.url.replace("http:", "https:"))).toEqual({ status: null, reason: "tls" });
});

test("a proxy that the environment names is not used", async () => {
	const seen: string[] = [];
	const proxy = http.createServer((request, response) => {
		seen.push(request.url ?? "");
		response.end();
	});
	proxy.on("connect", (request, socket) => {
		seen.push(request.url ?? "");
		socket.destroy();
	});
	await new Promise<void>((done) => proxy.listen(0, "127.0.0.1", done));
	const address = `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`;
	const code = `
		const { createTransport } = await import(${JSON.stringify(path.resolve("src/export/transport.ts"))});
		const transport = createTransport({ allowLoopback: true, resolve: async () => ["127.0.0.1"] });
		const message = { ports: [443], headers: {}, body: "{}" };
		for (const url of ${JSON.stringify([`http://hooks.test:${plain.port}`, secure.url])})
			console.log(JSON.stringify(await transport.send({ ...message, url })));`;
	const variables = { HTTP_PROXY: address, HTTPS_PROXY: address, http_proxy: address, https_proxy: address };
	const { stdout } = await promisify(execFile)(process.execPath, ["--input-type=module", "-e", code], {
		env: { ...process.env, ...variables, NODE_USE_ENV_PROXY: "1", NO_PROXY: "", no_proxy: "" },
	});
	expect(stdout.trim().split("\n")).toEqual(['{"status":200,"retryAfter":null}', '{"status":null,"reason":"tls"}']);
	proxy.close();
	expect(seen).toEqual([]);
});
