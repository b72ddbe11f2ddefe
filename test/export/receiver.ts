import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import http, { type IncomingHttpHeaders, type ServerResponse } from "node:http";
import https from "node:https";
import type { AddressInfo } from "node:net";
import os from "node:os";
import path from "node:path";

/** A real receiver on this machine, over https with a certificate of its own for `hooks.test`, or over http. */

export interface Received {
	readonly headers: IncomingHttpHeaders;
	readonly body: string;
	readonly url: string;
	readonly method: string;
}

export interface Receiver {
	readonly port: number;
	/** `https://hooks.test:PORT`, or `http://127.0.0.1:PORT`. */
	readonly url: string;
	/** What was received, in order. */
	readonly received: Received[];
	/** How it answers: a status, or whatever it does with the answer. */
	answer: number | ((response: ServerResponse, received: Received) => void);
	close(): Promise<void>;
}

export interface Certificate {
	readonly cert: string;
	readonly key: string;
}

/** Self-signed, for these names. */
export function makeCertificate(names = "DNS:hooks.test,IP:127.0.0.1"): Certificate {
	const folder = mkdtempSync(path.join(os.tmpdir(), "tributary-hooks-"));
	const at = (name: string) => path.join(folder, name);
	const key = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-keyout", at("key")];
	const subject = ["-subj", "/CN=hooks.test", "-addext", `subjectAltName=${names}`, "-days", "2"];
	execFileSync("openssl", ["req", "-x509", ...key, ...subject, "-out", at("cert")], { stdio: "ignore" });
	const made = { cert: readFileSync(at("cert"), "utf8"), key: readFileSync(at("key"), "utf8") };
	rmSync(folder, { recursive: true });
	return made;
}

export async function openReceiver(certificate?: Certificate, host = "127.0.0.1"): Promise<Receiver> {
	const received: Received[] = [];
	const listener: http.RequestListener = async (request, response) => {
		const chunks: Buffer[] = [];
		for await (const chunk of request) chunks.push(chunk as Buffer);
		const { headers, url = "", method = "" } = request;
		const one = { headers, url, method, body: Buffer.concat(chunks).toString("utf8") };
		received.push(one);
		const { answer } = receiver;
		if (typeof answer === "number") response.writeHead(answer).end("thank you");
		else answer(response, one);
	};
	const server = certificate === undefined ? http.createServer(listener) : https.createServer(certificate, listener);
	await new Promise<void>((resolve) => server.listen(0, host, resolve));
	const { port } = server.address() as AddressInfo;
	const receiver: Receiver = {
		port,
		url: certificate === undefined ? `http://127.0.0.1:${port}` : `https://hooks.test:${port}`,
		received,
		answer: 200,
		close: async () => {
			server.closeAllConnections();
			await new Promise((resolve) => server.close(resolve));
		},
	};
	return receiver;
}

/** Verifies a message as a receiver would: with the platform's other implementation of HMAC, from the header fields alone. */
export async function isSignedBy({ headers, body }: Received, secret: string): Promise<boolean> {
	const bytes = Uint8Array.from(atob(secret.replace(/^whsec_/, "")), (char) => char.charCodeAt(0));
	const key = await crypto.subtle.importKey("raw", bytes, { name: "HMAC", hash: "SHA-256" }, false, ["verify"]);
	const content = new TextEncoder().encode(`${headers["webhook-id"]}.${headers["webhook-timestamp"]}.${body}`);
	for (const signature of String(headers["webhook-signature"]).split(" ")) {
		const [version, base64 = ""] = signature.split(",");
		const raw = Uint8Array.from(atob(base64), (char) => char.charCodeAt(0));
		if (version === "v1" && (await crypto.subtle.verify("HMAC", key, raw, content))) return true;
	}
	return false;
}
