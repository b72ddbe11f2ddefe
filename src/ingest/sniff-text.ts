import { TributaryError } from "../errors.ts";
import type { ReadableFormat } from "./sniff.ts";

/** Kinds of text files, by what they begin with. */

const HEAD = 8192;
const WORD_2003 = "http://schemas.microsoft.com/office/word/2003/wordml";
const OPEN_DOCUMENT = "urn:oasis:names:tc:opendocument:xmlns:office";

function sniffXml(head: string): ReadableFormat | null {
	if (!/^[^\w<]*<(?:\?xml|\w+:\w+\s+xmlns)/i.test(head) && !/^[^<]{0,4}<\?xml/i.test(head)) return null;
	if (/<(?:!doctype\s+html|html)[\s>]/i.test(head)) return "html";
	if (head.includes(WORD_2003) && /<w:wordDocument[\s>]/.test(head)) return "word-2003-xml";
	if (head.includes(OPEN_DOCUMENT) && /<office:document[\s>]/.test(head)) {
		if (/office:mimetype="application\/vnd\.oasis\.opendocument\.text/.test(head)) return "fodt";
		throw new TributaryError("file-type-unsupported", { detail: "This is an OpenDocument file that is not a text." });
	}
	throw new TributaryError("file-type-unsupported", { detail: "This is an XML file of a kind that is not read." });
}

/** Header fields of RFC 5322 up to the first empty line; null where the text does not begin with such. */
function messageHeader(head: string): ReadonlyMap<string, string> | null {
	const block = head.replace(/^(?:\u00ef\u00bb\u00bf)?(?:From \S[^\r\n]*\r?\n)?/, "").split(/\r?\n\r?\n/, 1)[0] ?? "";
	const lines = block.replace(/\r?\n[ \t]+/g, " ").split(/\r?\n/);
	// A header that is longer than the sample is cut in its last line.
	const whole = block.length < head.length ? lines : lines.slice(0, -1);
	if (whole.length === 0 || !whole.every((line) => /^[\x21-\x39\x3b-\x7e]+:/.test(line))) return null;
	return new Map(
		whole.map((line) => [line.slice(0, line.indexOf(":")).toLowerCase(), line.slice(line.indexOf(":") + 1).trim()]),
	);
}

/** What only mail programs write; a letter that begins with From and Subject has none of it. */
const TRANSPORT = ["mime-version", "message-id", "received", "return-path", "delivered-to", "x-mailer"];

function sniffMessage(head: string): ReadableFormat | null {
	const header = messageHeader(head);
	if (header === null || !TRANSPORT.some((name) => header.has(name))) return null;
	const type = header.get("content-type") ?? "";
	const saved =
		!header.has("from") || /^<?saved by\b/i.test(header.get("from") ?? "") || header.has("snapshot-content-location");
	if (saved) return /^\s*(?:multipart\/related|text\/html)/i.test(type) ? "mhtml" : null;
	return "eml";
}

const RESUME_KEY = /"(?:basics|work|education|skills)"\s*:/;

/** JSON that says one of the sections of JSON Resume; other JSON is refused by its name. */
function sniffJson(bytes: Uint8Array, head: string): ReadableFormat | null {
	if (!/^(?:\u00ef\u00bb\u00bf)?\s*\{\s*(?:"|\})/.test(head)) return null;
	if (RESUME_KEY.test(Buffer.from(bytes).toString("latin1").replaceAll("\0", ""))) return "json-resume";
	throw new TributaryError("file-type-unsupported", { detail: "This is a JSON file that is no JSON Resume." });
}

export function sniffText(bytes: Uint8Array, fileName: string | undefined): ReadableFormat {
	const head = Buffer.from(bytes.subarray(0, HEAD)).toString("latin1").replaceAll("\0", "");
	const structured = sniffMessage(head) ?? sniffJson(bytes, head) ?? sniffXml(head);
	if (structured !== null) return structured;
	const start = head.slice(0, HEAD / 2);
	if (/^[^\w]*<(?:!doctype\s+html|html|head|body)/i.test(start)) return "html";
	if (/<(?:body|div|table|section|article|p|h1)[\s>][\s\S]*<\//i.test(start) && /^\s*</.test(start)) return "html";
	const marks = start.match(/^(?:#{1,6} \S|[*-] \S|\*\*[^*]+\*\*|\[[^\]]+\]\([^)]+\))/gm)?.length ?? 0;
	const headings = start.match(/^#{1,6} \S/gm)?.length ?? 0;
	if (headings >= 2 && marks >= 3) return "markdown";
	// The name only tells two kinds of plain text apart; it never overrules the bytes.
	return /\.(?:md|markdown)$/i.test(fileName ?? "") ? "markdown" : "text";
}
