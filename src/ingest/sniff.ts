import type { ResumeFormat } from "../domain/resume.ts";
import { TributaryError } from "../errors.ts";
import { isOle, sniffOle } from "./read/doc/compound-file.ts";
import { sniffText } from "./sniff-text.ts";

/** What there is a reader for. Some are a second form of one format, see {@link resumeFormat}. */
export type ReadableFormat =
	| ResumeFormat
	| "fodt"
	| "mhtml"
	/** WordprocessingML of Word 2003, one XML file. */
	| "word-2003-xml";

const FORMS: Partial<Record<ReadableFormat, ResumeFormat>> = { fodt: "odt", mhtml: "html", "word-2003-xml": "doc" };

/** The format as a resume states it. */
export const resumeFormat = (format: ReadableFormat): ResumeFormat => FORMS[format] ?? (format as ResumeFormat);

const startsWith = (bytes: Uint8Array, signature: readonly number[], at = 0): boolean =>
	signature.every((byte, index) => bytes[at + index] === byte);

const ascii = (text: string): number[] => [...text].map((character) => character.charCodeAt(0));

/** Images that text can be recognised in. */
const IMAGES: readonly { matches: (bytes: Uint8Array) => boolean }[] = [
	{ matches: (b) => startsWith(b, [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]) },
	{ matches: (b) => startsWith(b, [0xff, 0xd8, 0xff]) },
	{ matches: (b) => startsWith(b, [0x49, 0x49, 0x2a, 0x00]) || startsWith(b, [0x4d, 0x4d, 0x00, 0x2a]) },
	{ matches: (b) => startsWith(b, ascii("RIFF")) && startsWith(b, ascii("WEBP"), 8) },
	{ matches: (b) => startsWith(b, ascii("BM")) && b.length > 26 && b[6] === 0 && b[7] === 0 },
];

/** Some programs put a mark or a line feed before the first group. */
const isRtf = (bytes: Uint8Array): boolean =>
	/^(?:\u00ef\u00bb\u00bf)?\s{0,8}\{\\rtf/.test(Buffer.from(bytes.subarray(0, 20)).toString("latin1"));

/** Kinds that are known and not read: what a person should be told. Signatures from the formats' own specifications. */
const REFUSED: readonly { name: string; matches: (bytes: Uint8Array) => boolean }[] = [
	{ name: "GIF image", matches: (b) => startsWith(b, ascii("GIF8")) },
	{ name: "HEIF image", matches: (b) => startsWith(b, ascii("ftyphe"), 4) || startsWith(b, ascii("ftypmif1"), 4) },
	{ name: "gzip archive", matches: (b) => startsWith(b, [0x1f, 0x8b]) },
	{ name: "RAR archive", matches: (b) => startsWith(b, ascii("Rar!")) },
	{ name: "7z archive", matches: (b) => startsWith(b, [0x37, 0x7a, 0xbc, 0xaf]) },
	{ name: "program", matches: (b) => startsWith(b, [0x7f, 0x45, 0x4c, 0x46]) || startsWith(b, ascii("MZ\u0090")) },
	{ name: "PostScript", matches: (b) => startsWith(b, ascii("%!PS")) },
];

const contains = (bytes: Uint8Array, text: string): boolean =>
	Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).includes(Buffer.from(text, "latin1"));

const OPEN_DOCUMENT = /application\/vnd\.oasis\.opendocument\.([\w-]+)/;
/** Tables of a LinkedIn data export that speak of the member; any of them will do. */
const LINKEDIN = ["Profile.csv", "Positions.csv", "Education.csv"];

/** Of the first entry of a ZIP file (APPNOTE 4.3.7). */
function firstName(bytes: Uint8Array): string {
	const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
	return file.length < 30 ? "" : file.subarray(30, 30 + file.readUInt16LE(26)).toString("latin1");
}

/** Names of parts stand in a package as they are, so the bytes tell the kind without unpacking. */
function sniffZip(bytes: Uint8Array): ReadableFormat {
	if (LINKEDIN.some((name) => contains(bytes, name))) return "linkedin-export";
	// What a document holds would be taken for parts of the archive where it is not compressed once more.
	if (/^[^\0]{1,255}\.(?:docx?|pdf|odt|rtf|zip)$/i.test(firstName(bytes)))
		throw new TributaryError("file-type-unsupported", { detail: "This is a ZIP archive of documents." });
	const open = OPEN_DOCUMENT.exec(Buffer.from(bytes.subarray(0, 200)).toString("latin1"))?.[1];
	if (open !== undefined && /^text(?:-template|-master)?/.test(open)) return "odt";
	if (open === undefined && contains(bytes, "word/")) return "docx";
	if (open === undefined && contains(bytes, "content.xml") && contains(bytes, "META-INF/manifest.xml")) return "odt";
	const kind =
		open !== undefined
			? `an OpenDocument ${open.split(/[^a-z]/, 1)[0]}`
			: contains(bytes, "xl/workbook")
				? "an Excel workbook"
				: contains(bytes, "ppt/")
					? "a presentation"
					: "a ZIP archive";
	throw new TributaryError("file-type-unsupported", { detail: `This is ${kind}.` });
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

/**
 * What a file is, by its bytes.
 * @throws TributaryError file-empty, file-type-unsupported (the detail names the kind), file-encrypted, file-corrupt
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
	if (isOle(bytes)) return sniffOle(bytes);
	if (isRtf(bytes)) return "rtf";
	if (IMAGES.some((kind) => kind.matches(bytes))) return "image";
	const refused = REFUSED.find((kind) => kind.matches(bytes));
	if (refused !== undefined) {
		throw new TributaryError("file-type-unsupported", { detail: `This is a ${refused.name} file.` });
	}
	if (!looksLikeText(bytes))
		throw new TributaryError("file-type-unsupported", { detail: "The bytes are of no known kind of document." });
	return sniffText(bytes, fileName);
}
