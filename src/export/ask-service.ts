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
	/** Milliseconds. */
	readonly timeout: number;
}

/** Sends JSON to a service, by the same rules as everything that goes out, and reads at most so many bytes of what it answers. */
export type AskService = (
	body: string,
	most: number,
) => Promise<{ readonly status: number | null; readonly body?: string }>;

export function createServiceAsk({ url, keyFile, ...rules }: ServiceSettings): AskService {
	const transport = createTransport(rules);
	const key = keyFile === undefined ? null : readFileSync(keyFile, "utf8").trim();
	const message: Omit<Message, "body"> = {
		url,
		ports: [Number(new URL(url).port || 443)],
		headers: { accept: "application/json", ...(key === null ? {} : { authorization: `Bearer ${key}` }) },
	};
	return (body, most) => transport.ask({ ...message, body }, most);
}
