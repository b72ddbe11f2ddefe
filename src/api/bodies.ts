import type { FastifyInstance } from "fastify";
import { TributaryError } from "../errors.ts";
import { jsonBreak } from "./json-place.ts";

/**
 * JSON bodies, and nothing else unless a route's own plugin says so. `__proto__` and `constructor` keys are refused; a body
 * that is no JSON is told where it breaks.
 */
export function acceptJson(app: FastifyInstance): void {
	const parse = app.getDefaultJsonParser("error", "error");
	app.removeAllContentTypeParsers();
	app.addContentTypeParser("application/json", { parseAs: "buffer" }, (request, body, done) => {
		const text = decodeUtf8(body as Buffer);
		if (text === null) return done(new TributaryError("invalid-json", { detail: "The body is not UTF-8." }));
		parse(request, text, (error, value) => (error ? done(invalidJson(text)) : done(null, value)));
	});
}

/**
 * Refuses compressed bodies: none is unpacked here, so it would be stored or read as it came. Before any of the body is read,
 * and with the encoding that would do (RFC 9110, 15.5.16).
 */
export function refuseEncodedBodies(app: FastifyInstance): void {
	app.addHook("onRequest", async (request, reply) => {
		const encoding = request.headers["content-encoding"]?.trim().toLowerCase() ?? "";
		if (encoding === "" || encoding === "identity") return;
		reply.header("accept-encoding", "identity");
		throw new TributaryError("unsupported-media-type", {
			detail: "Send the body as it is: a Content-Encoding is not accepted.",
		});
	});
}

/** Text of UTF-8 bytes; null where they are not UTF-8. */
export function decodeUtf8(bytes: Uint8Array): string | null {
	try {
		return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
	} catch {
		return null;
	}
}

/** The error for a text that is no JSON, with the place where it breaks. */
export function invalidJson(text: string): TributaryError {
	if (text.trim() === "") return new TributaryError("invalid-json", { detail: "The body is empty." });
	const position = jsonBreak(text);
	if (position === null) {
		return new TributaryError("invalid-json", { detail: "A key __proto__ or constructor is not accepted." });
	}
	const before = text.slice(0, position).split("\n");
	const place = `line ${before.length}, column ${(before.at(-1)?.length ?? 0) + 1}`;
	return new TributaryError("invalid-json", { detail: `It breaks at ${place}.` });
}
