import { describe, expect, test } from "vitest";
import { decodeText } from "../../src/ingest/read/encoding.ts";
import { sniff } from "../../src/ingest/sniff.ts";
import { parse, refusal } from "./parser.ts";

const bytes = (...parts: (string | number[])[]): Buffer =>
	Buffer.concat(parts.map((part) => (typeof part === "string" ? Buffer.from(part, "latin1") : Buffer.from(part))));

describe("kinds by their bytes, whatever the name says", () => {
	test.each([
		["pdf", bytes("%PDF-1.7\n")],
		["pdf", bytes("\n\n%PDF-1.4 after blanks")],
		["docx", bytes("PK\x03\x04....word/document.xml")],
		["odt", bytes("PK\x03\x04", "x".repeat(26), "mimetypeapplication/vnd.oasis.opendocument.text")],
		["rtf", bytes("{\\rtf1\\ansi Jane}")],
		["rtf", bytes("\xef\xbb\xbf{\\rtf1 Jane}")],
		["image", bytes([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])],
		["image", bytes([0xff, 0xd8, 0xff, 0xe0])],
		["eml", bytes("From: a@example.org\r\nMIME-Version: 1.0\r\nSubject: CV\r\n\r\nHello")],
		["eml", bytes("From a@example.org Mon Jan  5\nReceived: from x\n by y\nFrom: a@example.org\n\nHello")],
		["mhtml", bytes("MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=x\r\n\r\n--x")],
		["mhtml", bytes("From: <Saved by Blink>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related\r\n\r\n")],
		["json-resume", bytes('{ "basics": { "name": "Jane" } }')],
		["linkedin-export", bytes("PK\x03\x04....Profile.csv")],
		["html", bytes('<?xml version="1.0"?>\n<!DOCTYPE html><html><body>x</body></html>')],
		["html", bytes('<html xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:w="urn:x">Word as HTML')],
		["text", bytes("From: Jane Roe\nTo: Acme\nSubject: Application\n\nDear Acme")],
		["html", bytes("<!DOCTYPE html><html><body>x</body></html>")],
		["markdown", bytes("# Jane\n\n## Experience\n\n- one\n- two\n- three")],
		["text", bytes("Jane Roe\njane@example.org")],
	])("%s", (format, content) => {
		expect(sniff(content, "resume.exe")).toBe(format);
	});
});

describe("refused with the kind named", () => {
	test.each([
		["spreadsheet", bytes("PK\x03\x04", "x".repeat(26), "mimetypeapplication/vnd.oasis.opendocument.spreadsheet")],
		["GIF", bytes("GIF89a....")],
		["JSON", bytes('{"name":"left-pad","version":"1.0.0"}')],
		["XML", bytes('<?xml version="1.0"?><Candidate><Name>Jane</Name></Candidate>')],
		["ZIP", bytes("PK\x03\x04other.txt")],
		[
			"ZIP archive of documents",
			bytes("PK\x03\x04", "x".repeat(22), [6, 0, 0, 0], "a.docxPK\x03\x04word/document.xml"),
		],
		["Excel", bytes("PK\x03\x04xl/workbook.xml")],
	])("%s", (name, content) => {
		expect(() => sniff(content, "resume.pdf")).toThrow(name);
	});

	test("the head of a compound file and nothing more is a damaged file", async () => {
		expect(await refusal(bytes([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1], "x".repeat(900)))).toBe(
			"file-corrupt",
		);
	});

	test.each([
		["nothing", "", "file-empty"],
		["blanks", " \n\t ", "file-empty"],
		["zeros", "\0\0\0\0", "file-empty"],
		["noise", Buffer.from(Array.from({ length: 400 }, (_, index) => (index * 37) % 29)), "file-type-unsupported"],
		["prose", "The quick brown fox jumps over the lazy dog. ".repeat(40), "not-a-resume"],
		["a recipe", "Pancakes\n\n2 eggs\n200 g flour\n300 ml milk\n\nMix it all and fry it.", "not-a-resume"],
	])("%s", async (_, content, code) => {
		expect(await refusal(content)).toBe(code);
	});
});

describe("encodings", () => {
	const text = "Zoë Müller-Łęcka\nzoe@example.org\n\nBerufserfahrung\nIngenieurin, Größe GmbH, 2019 – 2020";
	test.each([
		["UTF-8", Buffer.from(text)],
		["UTF-8 with mark", Buffer.from(`\uFEFF${text}`)],
		["UTF-16LE with mark", Buffer.from(`\uFEFF${text}`, "utf16le")],
		["UTF-16LE", Buffer.from(text, "utf16le")],
	])("%s", async (_, content) => {
		expect((await parse(content)).basics?.name).toBe("Zoë Müller-Łęcka");
	});
	test("windows-1252 where UTF-8 is not possible", () => {
		expect(decodeText(Buffer.from([0x4d, 0xfc, 0x6c, 0x6c, 0x65, 0x72, 0x20, 0x80]))).toBe("Müller €");
	});
});
