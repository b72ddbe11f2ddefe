import type { CustomFetch } from "openid-client";
import { TributaryError } from "../errors.ts";
import type { AskingTransport } from "../export/transport.ts";

/** What is asked of an identity provider goes out the only way that there is: a tenant names the address, so it could name any. */

/** Bytes of an answer: documents and key sets of the large providers have some 20 KB. */
const MOST = 256 * 1024;
/** Where identity providers listen. */
export const PROVIDER_PORTS: readonly number[] = [443];

/** @throws TributaryError `sign-in-unavailable` no answer, or an address that nothing is sent to */
export function providerFetch(transport: Pick<AskingTransport, "ask">): CustomFetch {
	return async (url, { method, headers, body }) => {
		const common = { url, ports: PROVIDER_PORTS, headers: { ...headers } };
		const answer =
			method === "GET"
				? await transport.ask({ ...common, body: "", method }, MOST)
				: await transport.ask({ ...common, body: textOf(body) }, MOST);
		if (answer.status === null) throw new TributaryError("sign-in-unavailable", { detail: answer.reason });
		return new Response(answer.body ?? "", {
			status: answer.status,
			headers: answer.type == null ? {} : { "content-type": answer.type },
		});
	};
}

/** Forms are all that is ever sent. */
function textOf(body: unknown): string {
	if (body === undefined || body === null) return "";
	if (typeof body === "string" || body instanceof URLSearchParams) return body.toString();
	throw new TypeError("An identity provider is sent a form.");
}
