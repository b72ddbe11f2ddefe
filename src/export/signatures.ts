import { randomBytes } from "node:crypto";
import { authenticate } from "../cryptography.ts";

/** How a receiver can tell that a message is ours and fresh. */

const PREFIX = "whsec_";
/** Standard Webhooks asks for 24 to 64. */
const SECRET_BYTES = 32;

/** A secret as Standard Webhooks writes it: `whsec_` and the base64 of 32 random bytes. */
export const newWebhookSecret = (): string => `${PREFIX}${randomBytes(SECRET_BYTES).toString("base64")}`;

export interface SignedMessage {
	/** The same in every retry. */
	readonly id: string;
	/** When this try is made; receivers refuse what is too old. */
	readonly at: Date;
	readonly body: string;
}

/**
 * Header fields of Standard Webhooks: `v1,` and the base64 HMAC-SHA-256 of `id.timestamp.body`, one for each secret, with blanks between.
 * @param secrets each as {@link newWebhookSecret} makes them
 */
export function webhookHeaders({ id, at, body }: SignedMessage, secrets: readonly string[]): Record<string, string> {
	const timestamp = String(Math.floor(at.getTime() / 1000));
	const sign = (secret: string) => {
		const key = Buffer.from(secret.slice(PREFIX.length), "base64");
		return `v1,${authenticate(key, `${id}.${timestamp}.${body}`).toString("base64")}`;
	};
	return { "webhook-id": id, "webhook-timestamp": timestamp, "webhook-signature": secrets.map(sign).join(" ") };
}

/** Header field of a push to an ATS: lower-case hex HMAC-SHA-256 of `hmacsha256=` and the body under the client's secret. */
export function callbackHeaders(body: string, secret: string): Record<string, string> {
	return { "x-li-signature": authenticate(secret, `hmacsha256=${body}`).toString("hex") };
}
