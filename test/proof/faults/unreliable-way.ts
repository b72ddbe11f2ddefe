import { readFileSync } from "node:fs";
import type http from "node:http";
import type { IncomingMessage, ServerResponse } from "node:http";
import https from "node:https";
import type { AddressInfo } from "node:net";
import type { Duplex } from "node:stream";

/** What may happen to a request on its way to a node of Elasticsearch, or to the answer on its way back. */
export const MISHAPS = [
	"refused",
	"lost",
	"cut",
	"slow",
	"held",
	"page of text",
	"empty object",
	"noise",
	"busy",
	"broken",
] as const;
export type Mishap = (typeof MISHAPS)[number];

/** Each request meets a mishap of these with this chance. */
export interface Weather {
	readonly mishaps: readonly Mishap[];
	readonly chance: number;
	/** Milliseconds by which a slow answer comes late. */
	readonly late: number;
}

export interface Certificate {
	readonly ca: string;
	readonly certFile: string;
	readonly keyFile: string;
}

/** An HTTPS proxy in front of a node, with a certificate of its own, that loses, holds and spoils what passes it. */
export class UnreliableWay {
	weather: Weather | null = null;
	/** How often each mishap happened. */
	readonly happened = new Map<Mishap, number>();
	readonly #node: URL;
	readonly #agent: https.Agent;
	readonly #server: https.Server;
	readonly #sockets = new Set<Duplex>();
	readonly #random: () => number;

	private constructor(node: string, { ca, certFile, keyFile }: Certificate, random: () => number) {
		this.#node = new URL(node);
		this.#agent = new https.Agent({ ca, keepAlive: true });
		this.#random = random;
		const pair = { cert: readFileSync(certFile), key: readFileSync(keyFile) };
		this.#server = https.createServer(
			pair,
			(asked, answer) => void this.#pass(asked, answer).catch(() => asked.destroy()),
		);
		this.#server.on("secureConnection", (socket: Duplex) => {
			this.#sockets.add(socket);
			socket.once("close", () => this.#sockets.delete(socket));
		});
	}

	static async to(node: string, certificate: Certificate, random: () => number): Promise<UnreliableWay> {
		const way = new UnreliableWay(node, certificate, random);
		await new Promise<void>((resolve) => way.#server.listen(0, "127.0.0.1", resolve));
		return way;
	}

	get url(): string {
		return `https://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
	}

	/** Whoever waits has waited in vain; what comes now passes. */
	clearUp(): void {
		this.weather = null;
		for (const socket of this.#sockets) socket.destroy();
	}

	close(): void {
		this.clearUp();
		this.#server.close();
		this.#agent.destroy();
	}

	async #pass(asked: IncomingMessage, answer: ServerResponse): Promise<void> {
		const mishap = this.#mishap();
		if (mishap === "refused") return void asked.destroy();
		if (mishap === "busy" || mishap === "broken") return this.#fail(asked, answer, mishap === "busy" ? 429 : 500);
		const { status, headers, body } = await this.#forward(asked);
		if (mishap === "lost") return void asked.destroy();
		// Until the weather clears, or whoever asked gives up.
		if (mishap === "held") return;
		if (mishap === "slow") await new Promise((resolve) => setTimeout(resolve, this.weather?.late ?? 0));
		if (mishap === "cut") {
			answer.writeHead(status, { ...headers, "content-length": body.length });
			answer.write(body.subarray(0, body.length >> 1));
			return void setTimeout(() => asked.destroy(), 5);
		}
		const spoilt = spoil(mishap, headers, body);
		answer.writeHead(status, { ...spoilt.headers, "content-length": spoilt.body.length });
		answer.end(spoilt.body);
	}

	#mishap(): Mishap | null {
		if (this.weather === null || this.#random() >= this.weather.chance) return null;
		const { mishaps } = this.weather;
		const one = mishaps[Math.floor(this.#random() * mishaps.length)] as Mishap;
		this.happened.set(one, (this.happened.get(one) ?? 0) + 1);
		return one;
	}

	async #fail(asked: IncomingMessage, answer: ServerResponse, status: number): Promise<void> {
		for await (const _ of asked);
		const error = status === 429 ? "es_rejected_execution_exception" : "internal_server_error";
		answer.writeHead(status, { "content-type": "application/json", "x-elastic-product": "Elasticsearch" });
		answer.end(JSON.stringify({ error: { type: error, root_cause: [{ type: error }] }, status }));
	}

	#forward(asked: IncomingMessage): Promise<{ status: number; headers: http.OutgoingHttpHeaders; body: Buffer }> {
		return new Promise((resolve, reject) => {
			const { hostname, port } = this.#node;
			const { method, url, headers } = asked;
			const options = {
				hostname,
				port,
				path: url,
				headers,
				agent: this.#agent,
				...(method === undefined ? {} : { method }),
			};
			const call = https.request(options, (got) => {
				const parts: Buffer[] = [];
				got.on("data", (part: Buffer) => parts.push(part));
				got.on("error", reject);
				got.on("end", () => {
					const { "transfer-encoding": _, ...kept } = got.headers;
					resolve({ status: got.statusCode ?? 502, headers: kept, body: Buffer.concat(parts) });
				});
			});
			call.on("error", reject);
			asked.pipe(call);
		});
	}
}

function spoil(mishap: Mishap | null, headers: http.OutgoingHttpHeaders, body: Buffer) {
	if (mishap === "page of text")
		return { headers: { "content-type": "text/html" }, body: Buffer.from("<html><body>Bad gateway</body></html>") };
	if (mishap === "empty object") return { headers, body: Buffer.from("{}") };
	// The same number of bytes, of which no reader makes sense.
	if (mishap === "noise") return { headers, body: Buffer.from(body.map((byte, at) => byte ^ ((at * 31 + 7) & 0x5f))) };
	return { headers, body };
}
