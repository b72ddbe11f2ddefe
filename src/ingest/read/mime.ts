import type { Email } from "postal-mime";
import { TributaryError } from "../../errors.ts";

/** Parts in parts; a forwarded reply of a newsletter has about six. */
const MAX_PARTS_DEEP = 20;
const MAX_HEADER_BYTES = 512 * 1024;

/**
 * A message taken apart (RFC 5322, 2045). Messages in it stay attachments. The library is loaded with the first one.
 * @throws TributaryError file-corrupt, file-too-complex
 */
export async function parseMime(bytes: Uint8Array): Promise<Email> {
	const { default: PostalMime } = await import("postal-mime");
	try {
		return await PostalMime.parse(withoutMailboxLine(bytes), {
			forceRfc822Attachments: true,
			maxNestingDepth: MAX_PARTS_DEEP,
			maxHeadersSize: MAX_HEADER_BYTES,
			attachmentEncoding: "arraybuffer",
		});
	} catch (thrown) {
		const limit = thrown instanceof Error && /exceeded|maximum/i.test(thrown.message);
		throw new TributaryError(limit ? "file-too-complex" : "file-corrupt", { cause: thrown });
	}
}

/** A message taken out of a mailbox file may keep the line that parted it from the one before. */
function withoutMailboxLine(bytes: Uint8Array): Uint8Array {
	const start = Buffer.from(bytes.subarray(0, 300)).toString("latin1");
	const line = /^From \S[^\r\n]*\r?\n/.exec(start);
	return line === null ? bytes : bytes.subarray(line[0].length);
}
