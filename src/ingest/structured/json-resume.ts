import { TributaryError } from "../../errors.ts";
import type { FileLimits } from "../limits.ts";
import { decodeText } from "../read/encoding.ts";
import type { Stated } from "./explain.ts";

/** Counted before anything is parsed: JSON.parse itself recurses. Brackets in texts count too, which no resume nears. */
function checkDepth(text: string, limits: FileLimits): void {
	let depth = 0;
	for (let at = 0; at < text.length; at += 1) {
		const code = text.charCodeAt(at);
		if (code === 0x7b || code === 0x5b) depth += 1;
		else if (code === 0x7d || code === 0x5d) depth -= 1;
		if (depth > limits.depth)
			throw new TributaryError("file-too-complex", { detail: "The file is nested too deeply." });
	}
}

/**
 * A file in the form of JSON Resume (jsonresume.org/schema).
 * @throws TributaryError file-corrupt, file-too-complex
 */
export function readJsonResume(bytes: Uint8Array, limits: FileLimits): Stated {
	const text = decodeText(bytes);
	if (text.length > limits.characters)
		throw new TributaryError("file-too-complex", { detail: "The file has too much text." });
	checkDepth(text, limits);
	let resume: unknown;
	try {
		resume = JSON.parse(text);
	} catch (cause) {
		throw new TributaryError("file-corrupt", { detail: "The file is not valid JSON.", cause });
	}
	return { resume: resume as Record<string, unknown>, rule: () => "stated in the file", characters: text.length };
}
