/** Where the ATS is told of exports: a server that checks the signature of what it is sent. */
import { createHmac, timingSafeEqual } from "node:crypto";
import { once } from "node:events";
import http from "node:http";
import type { AddressInfo } from "node:net";

export interface Push {
	readonly eventType: string;
	readonly requestId: string;
}

export interface Callback {
	readonly url: string;
	/** The next push, or null when none came in time. */
	readonly next: (milliseconds: number) => Promise<Push | null>;
	/** Pushes that were turned away, and why. */
	readonly turnedAway: readonly string[];
	readonly close: () => void;
}

/** Hex HMAC-SHA256 over the body with the name of the method before it, keyed with the client's secret. */
export const signatureOf = (secret: string, body: string | Buffer): string =>
	createHmac("sha256", secret).update("hmacsha256=").update(body).digest("hex");

/** What a portal wants to hear before it sends anything. */
export const challengeResponse = (secret: string, code: string): string =>
	createHmac("sha256", secret).update(code).digest("hex");

export async function listen(secret: string, port = 0): Promise<Callback> {
	const pushes: Push[] = [];
	const turnedAway: string[] = [];
	let wake = () => {};
	const take = (push: Push) => {
		pushes.push(push);
		wake();
	};
	const server = http.createServer((request, response) => void answer(request, response, { secret, take, turnedAway }));
	server.listen(port, "127.0.0.1");
	await once(server, "listening");
	const next = async (milliseconds: number): Promise<Push | null> => {
		if (pushes.length === 0) {
			await new Promise<void>((resolve) => {
				const timer = setTimeout(resolve, milliseconds);
				wake = () => {
					clearTimeout(timer);
					resolve();
				};
			});
		}
		return pushes.shift() ?? null;
	};
	const { port: bound } = server.address() as AddressInfo;
	const close = () => {
		server.close();
		server.closeAllConnections();
	};
	return { url: `http://127.0.0.1:${bound}/exports`, next, turnedAway, close };
}

interface Desk {
	readonly secret: string;
	readonly take: (push: Push) => void;
	readonly turnedAway: string[];
}

async function answer(request: http.IncomingMessage, response: http.ServerResponse, desk: Desk): Promise<void> {
	const code = new URL(request.url ?? "/", "http://127.0.0.1").searchParams.get("challengeCode");
	if (request.method === "GET" && code !== null) {
		const body = { challengeCode: code, challengeResponse: challengeResponse(desk.secret, code) };
		response.writeHead(200, { "Content-Type": "application/json" }).end(JSON.stringify(body));
		return;
	}
	const chunks: Buffer[] = [];
	for await (const chunk of request) chunks.push(chunk as Buffer);
	const body = Buffer.concat(chunks);
	const fault = faultOf(request.headers["x-li-signature"], signatureOf(desk.secret, body));
	const push = fault === null ? readPush(body) : null;
	if (push === null) desk.turnedAway.push(fault ?? `A body that names no request: ${body}`);
	else desk.take(push);
	response.writeHead(push === null ? 401 : 200).end();
}

function faultOf(given: string | string[] | undefined, wanted: string): string | null {
	if (typeof given !== "string") return "No signature.";
	const [a, b] = [Buffer.from(given), Buffer.from(wanted)];
	return a.byteLength === b.byteLength && timingSafeEqual(a, b) ? null : "A wrong signature.";
}

/** The names of the fields are not documented; connectors read either of these. */
function readPush(body: Buffer): Push | null {
	try {
		const { eventType, requestId, id } = JSON.parse(body.toString("utf8")) as Record<string, unknown>;
		const request = requestId ?? id;
		return typeof request === "string" ? { eventType: String(eventType), requestId: request } : null;
	} catch {
		return null;
	}
}
