import { TributaryError } from "../../errors.ts";
import type { ReadDocument } from "../layout/line.ts";
import type { FileLimits } from "../limits.ts";
import { readHtml } from "./html.ts";
import { parseMime } from "./mime.ts";

/**
 * A web page in one file (MHTML, RFC 2557), as browsers and Word save it.
 * @throws TributaryError file-corrupt, file-too-complex, no-text-layer
 */
export async function readMhtml(bytes: Uint8Array, limits: FileLimits): Promise<ReadDocument> {
	const { html } = await parseMime(bytes);
	if (html === undefined) throw new TributaryError("file-corrupt");
	if (html.length > limits.unpackedBytes) throw new TributaryError("file-too-complex");
	return readHtml(Buffer.from(html), limits);
}
