import { TributaryError } from "../errors.ts";

export type ReadableFormat = "pdf" | "docx" | "html" | "markdown" | "text";

const startsWith = (bytes: Uint8Array, signature: readonly number[], at = 0): boolean =>
	signature.every((byte, index) => bytes[at + index] === byte);

const ascii = (text: string): number[] => [...text].map((character) => character.charCodeAt(0));

/** Kinds that are known and not read: what a person should be told. Signatures from the formats' own specifications. */
const REFUSED: readonly { name: string; matches: (bytes: Uint8Array) => boolean }[] = [
	{ name: "Word 97-2003 (DOC)", matches: (b) => startsWith(b, [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]) },
	{ name: "Rich Text (RTF)", matches: (b) => startsWith(b, ascii("{\\rtf")) },
	{ name: "PNG image", matches: (b) => startsWith(b, [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]) },
	{ name: "JPEG image", matches: (b) => startsWith(b, [0xff, 0xd8, 0xff]) },
	{ name: "GIF image", matches: (b) => startsWith(b, ascii("GIF8")) },
	{
		name: "TIFF image",
		matches: (b) => startsWith(b, [0x49, 0x49, 0x2a, 0x00]) || startsWith(b, [0x4d, 0x4d, 0x00, 0x2a]),
	},
	{ name: "WebP image", matches: (b) => startsWith(b, ascii("RIFF")) && startsWith(b, ascii("WEBP"), 8) },
	{ name: "HEIF image", matches: (b) => startsWith(b, ascii("ftyphe"), 4) || startsWith(b, ascii("ftypmif1"), 4) },
	{ name: "BMP image", matches: (b) => startsWith(b, ascii("BM")) && b.length > 26 && b[6] === 0 && b[7] === 0 },
	{ name: "gzip archive", matches: (b) => startsWith(b, [0x1f, 0x8b]) },
	{ name: "RAR archive", matches: (b) => startsWith(b, ascii("Rar!")) },
	{ name: "7z archive", matches: (b) => startsWith(b, [0x37, 0x7a, 0xbc, 0xaf]) },
	{ name: "program", matches: (b) => startsWith(b, [0x7f, 0x45, 0x4c, 0x46]) || startsWith(b, ascii("MZ\u0090")) },
	{ name: "PostScript", matches: (b) => startsWith(b, ascii("%!PS")) },
];

const contains = (bytes: Uint8Array, text: string): boolean =>
	Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).includes(Buffer.from(text, "latin1"));

function sniffZip(bytes: Uint8Array): ReadableFormat {
	if (contains(bytes, "word/document") || contains(bytes, "word/")) return "docx";
	const open = contains(bytes.subarray(0, 200), "application/vnd.oasis.opendocument");
	const kind = open
		? "OpenDocument (ODT)"
		: contains(bytes, "xl/workbook")
			? "Excel workbook"
			: contains(bytes, "ppt/")
				? "presentation"
				: "ZIP archive";
	throw new TributaryError("file-type-unsupported", {
		detail: `This is ${/^[AEIOU]/.test(kind) ? "an" : "a"} ${kind}.`,
	});
}

/** Text has next to no control characters; UTF-16 has zero bytes on one side only and a mark or a regular pattern. */
export function looksLikeText(bytes: Uint8Array): boolean {
	const sample = bytes.subarray(0, 4096);
	if (startsWith(sample, [0xff, 0xfe]) || startsWith(sample, [0xfe, 0xff])) return true;
	let control = 0;
	let zeros = 0;
	for (const byte of sample) {
		if (byte === 0) zeros += 1;
		else if (byte < 9 || (byte > 13 && byte < 32 && byte !== 27)) control += 1;
	}
	// UTF-16 without a mark: its high bytes look like control characters.
	if (zeros > sample.length * 0.3 && zeros < sample.length * 0.6) return control < sample.length * 0.1;
	return zeros === 0 && control <= sample.length * 0.02;
}

function sniffText(bytes: Uint8Array, fileName: string | undefined): ReadableFormat {
	const head = Buffer.from(bytes.subarray(0, 4096)).toString("latin1").replaceAll("\0", "");
	if (/^[^\w]*<(?:!doctype\s+html|html|head|body|\?xml[^>]*>\s*<(?:!doctype\s+html|html))/i.test(head)) return "html";
	if (/<(?:body|div|table|section|article|p|h1)[\s>][\s\S]*<\//i.test(head) && /^\s*</.test(head)) return "html";
	const marks = head.match(/^(?:#{1,6} \S|[*-] \S|\*\*[^*]+\*\*|\[[^\]]+\]\([^)]+\))/gm)?.length ?? 0;
	const headings = head.match(/^#{1,6} \S/gm)?.length ?? 0;
	if (headings >= 2 && marks >= 3) return "markdown";
	// The name only tells two kinds of plain text apart; it never overrules the bytes.
	return /\.(?:md|markdown)$/i.test(fileName ?? "") ? "markdown" : "text";
}

/**
 * What a file is, by its bytes.
 * @throws TributaryError file-empty, file-type-unsupported (the detail names the kind)
 */
export function sniff(bytes: Uint8Array, fileName?: string): ReadableFormat {
	if (
		bytes.length === 0 ||
		!bytes.some((byte) => byte !== 0 && byte !== 32 && byte !== 9 && byte !== 10 && byte !== 13)
	) {
		throw new TributaryError("file-empty");
	}
	// A PDF header may stand anywhere in the first 1024 bytes (ISO 32000-1, annex H).
	if (contains(bytes.subarray(0, 1024), "%PDF-")) return "pdf";
	if (startsWith(bytes, [0x50, 0x4b, 0x03, 0x04]) || startsWith(bytes, [0x50, 0x4b, 0x05, 0x06]))
		return sniffZip(bytes);
	// An encrypted OOXML package is an OLE file that holds a stream of this name ([MS-OFFCRYPTO] 2.3.4).
	if (startsWith(bytes, [0xd0, 0xcf, 0x11, 0xe0]) && contains(bytes, [..."EncryptedPackage"].join("\0")))
		throw new TributaryError("file-encrypted");
	const refused = REFUSED.find((kind) => kind.matches(bytes));
	if (refused !== undefined) {
		throw new TributaryError("file-type-unsupported", { detail: `This is a ${refused.name} file.` });
	}
	if (!looksLikeText(bytes))
		throw new TributaryError("file-type-unsupported", { detail: "The bytes are of no known kind of document." });
	return sniffText(bytes, fileName);
}
