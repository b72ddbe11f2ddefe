import { readFileSync } from "node:fs";
import { createTransport, type Message } from "./transport.ts";

/** A service that the operator named in the configuration. */
export interface ServiceSettings {
	readonly url: string;
	/** File with the key that is sent as a bearer token; none when absent. Read once, at start. */
	readonly keyFile?: string | undefined;
	/** See AddressRules. */
	readonly allowLoopback: boolean;
	readonly allowPrivate: boolean;
	/** Milliseconds; default 30 s, because some are asked for much at once. */
	readonly timeout?: number;
}

/** Sends JSON to a service, by the same rules as everything that goes out, and reads at most so many bytes of what it answers. */
export type AskService = (
	body: string,
	most: number,
) => Promise<{ readonly status: number | null; readonly body?: string; readonly reason?: string }>;

const TIMEOUT = 30_000;

export function createServiceAsk(settings: ServiceSettings): AskService {
	const { url, keyFile, allowLoopback, allowPrivate, timeout = TIMEOUT } = settings;
	const transport = createTransport({ allowLoopback, allowPrivate, timeout });
	const key = keyFile === undefined ? null : readFileSync(keyFile, "utf8").trim();
	const message: Omit<Message, "body"> = {
		url,
		ports: [Number(new URL(url).port || 443)],
		headers: { accept: "application/json", ...(key === null ? {} : { authorization: `Bearer ${key}` }) },
	};
	return (body, most) => transport.ask({ ...message, body }, most);
}
