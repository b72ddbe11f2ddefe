import { readFileSync } from "node:fs";
import path from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { FILE_LIMITS } from "../../src/ingest/limits.ts";
import { readWord2003Xml } from "../../src/ingest/read/word-2003-xml.ts";
import { readPackage, writePackage } from "../../src/ingest/read/zip-package.ts";
import { parse, refusal } from "./parser.ts";

const fixture = (name: string): Buffer => readFileSync(path.join(import.meta.dirname, "fixtures", name));
const FILE_CODES = /^(?:parsed|file-(?:corrupt|too-complex|encrypted|type-unsupported)|no-text-layer|not-a-resume)$/;

/** The file with its main stream under another name, as another program has it. */
function renamed(doc: Buffer, name: string): Buffer {
	const copy = Buffer.from(doc);
	const at = copy.indexOf(Buffer.from("WordDocument", "utf16le"));
	copy.fill(0, at, at + 64).write(name, at, "utf16le");
	copy.writeUInt16LE((name.length + 1) * 2, at + 64);
	return copy;
}

const wordStream = (doc: Buffer): number => doc.indexOf(Buffer.from([0xec, 0xa5]));

describe("Word 97-2003", () => {
	test("a password is told", async () => {
		const locked = fixture("whole.doc");
		const flags = wordStream(locked) + 0x0a;
		locked.writeUInt16LE(locked.readUInt16LE(flags) | 0x0100, flags);
		expect(await refusal(locked)).toBe("file-encrypted");
	});
	test("Word 95 is refused by its name", async () => {
		const old = fixture("whole.doc");
		old.writeUInt16LE(0x0068, wordStream(old) + 2);
		await expect(parse(old)).rejects.toThrow("Word 95");
	});
	test.each([
		["Workbook", "Excel"],
		["PowerPoint Document", "PowerPoint"],
		["__properties_version1.0", "Outlook"],
		["Something", "OLE"],
	])("a file with %s is refused as %s", async (stream, kind) => {
		const other = renamed(fixture("whole.doc"), stream);
		expect(await refusal(other)).toBe("file-type-unsupported");
		await expect(parse(other)).rejects.toThrow(kind);
	});
	test("a package with a password", async () => {
		expect(await refusal(renamed(fixture("whole.doc"), "EncryptedPackage"))).toBe("file-encrypted");
	});
	test("sectors that go in a circle end as damaged", async () => {
		const loop = fixture("whole.doc");
		const fat = (loop.readUInt32LE(76) + 1) * 512;
		for (let sector = 0; sector < 128; sector += 1) loop.writeUInt32LE(sector, fat + sector * 4);
		expect(await refusal(loop)).toBe("file-corrupt");
	});
});

test.each(["whole.doc", "whole.rtf", "whole.odt"])(
	"%s with changed or missing bytes ends parsed or with a reason",
	async (name) => {
		const file = fixture(name);
		const change = fc.record({ at: fc.nat(file.length - 1), byte: fc.nat(255) });
		await fc.assert(
			fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 40 }), fc.nat(file.length), async (changes, end) => {
				const broken = Buffer.from(file);
				for (const { at, byte } of changes) broken[at] = byte;
				const cut = end % 3 === 0 ? broken.subarray(0, Math.max(end, 20)) : broken;
				expect(await refusal(cut)).toMatch(FILE_CODES);
			}),
			{ numRuns: 60 },
		);
	},
);

async function rewritten(change: (name: string, part: string) => string): Promise<Buffer> {
	const parts = await readPackage(fixture("whole.odt"), () => true, FILE_LIMITS);
	return writePackage(
		new Map(
			[...parts].map(([name, part]) => [
				name,
				name.endsWith(".xml") ? Buffer.from(change(name, part.toString("utf8"))) : part,
			]),
		),
	);
}

describe("OpenDocument", () => {
	test("written once more it is the same", async () => {
		expect((await parse(await rewritten((_, part) => part))).basics?.name).toBe("Łucja Brekke-Sørås");
	});
	test("a password is told", async () => {
		const locked = await rewritten((name, part) =>
			name === "META-INF/manifest.xml"
				? part.replace(
						/(manifest:full-path="content.xml"[^>]*)\/>/,
						"$1><manifest:encryption-data/></manifest:file-entry>",
					)
				: part,
		);
		expect(await refusal(locked)).toBe("file-encrypted");
	});
	test("a document type is refused", async () => {
		const typed = await rewritten((name, part) =>
			name === "content.xml" ? part.replace("?>", '?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>') : part,
		);
		expect(await refusal(typed)).toBe("file-corrupt");
	});
	test("styles whose parents go in a circle", async () => {
		const circle = await rewritten((_, part) =>
			part.replaceAll(/style:parent-style-name="[^"]*"/g, 'style:parent-style-name="P1"'),
		);
		expect(await refusal(circle)).toBe("parsed");
	});
	test("deleted text and comments are left out", async () => {
		const tracked = await rewritten((name, part) =>
			name === "content.xml"
				? part.replace(
						/<office:text[^>]*>/,
						"$&<text:tracked-changes><text:changed-region><text:deletion><text:p>Deleted Person</text:p></text:deletion></text:changed-region></text:tracked-changes><text:p>Note<office:annotation><text:p>secret</text:p></office:annotation></text:p>",
					)
				: part,
		);
		const { losers: _, ...resume } = { losers: null, ...(await parse(tracked)) };
		expect(JSON.stringify(resume)).not.toMatch(/Deleted Person|secret/);
	});
	test("a spreadsheet is refused by its name", async () => {
		const sheet = await rewritten((_, part) => part);
		const text = sheet.toString("latin1").replace("opendocument.text", "opendocument.spreadsheet");
		await expect(parse(Buffer.from(text, "latin1"))).rejects.toThrow("spreadsheet");
	});
	test("one XML file", async () => {
		const part = (await readPackage(fixture("whole.odt"), (name) => name === "content.xml", FILE_LIMITS)).get(
			"content.xml",
		);
		const flat = (part as Buffer)
			.toString("utf8")
			.replace("<office:document-content", '<office:document office:mimetype="application/vnd.oasis.opendocument.text"')
			.replace("</office:document-content>", "</office:document>");
		expect(await parse(flat)).toMatchObject({ basics: { name: "Łucja Brekke-Sørås" }, meta: { format: "odt" } });
	});
});

const WORD_XML = `<?xml version="1.0"?><?mso-application progid="Word.Document"?>
<w:wordDocument xmlns:w="http://schemas.microsoft.com/office/word/2003/wordml" xmlns:aml="http://schemas.microsoft.com/aml/2001/core"><w:styles><w:style w:type="paragraph" w:styleId="H1"><w:name w:val="heading 1"/><w:rPr><w:b/><w:sz w:val="32"/></w:rPr></w:style></w:styles><w:body>
<w:p><w:r><w:rPr><w:b/><w:sz w:val="40"/></w:rPr><w:t>Jane Roe</w:t></w:r></w:p>
<w:p><w:hlink w:dest="mailto:jane@example.org"><w:r><w:t>jane@example.org</w:t></w:r></w:hlink></w:p>
<w:p><w:pPr><w:pStyle w:val="H1"/></w:pPr><w:r><w:t>Experience</w:t></w:r></w:p>
<w:tbl><w:tr><w:tc><w:p><w:r><w:t>2019 – 2020</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>Engineer, Acme Ltd</w:t></w:r></w:p></w:tc></w:tr></w:tbl>
<w:p><w:pPr><w:listPr/></w:pPr><w:r><w:t>Built</w:t></w:r><w:r><w:tab/><w:t>things</w:t></w:r><aml:annotation w:type="Word.Deletion"><w:r><w:delText>gone</w:delText></w:r></aml:annotation></w:p>
<w:sectPr><w:hdr w:type="odd"><w:p><w:r><w:t>Curriculum</w:t></w:r></w:p></w:hdr></w:sectPr></w:body></w:wordDocument>`;

test("Word 2003 XML: styles, lists, tables, headers, links", async () => {
	const { lines, links } = readWord2003Xml(Buffer.from(WORD_XML), FILE_LIMITS);
	expect(lines.map((line) => [line.region, line.heading, line.bullet, line.text])).toEqual([
		["header", 0, false, "Curriculum"],
		["body", 0, false, "Jane Roe"],
		["body", 0, false, "jane@example.org"],
		["body", 1, false, "Experience"],
		["body", 0, false, "2019 – 2020\tEngineer, Acme Ltd"],
		["body", 0, true, "Built\tthings"],
	]);
	expect(links).toMatchObject([{ url: "mailto:jane@example.org", line: 3 }]);
	expect(await parse(WORD_XML)).toMatchObject({ basics: { name: "Jane Roe" }, meta: { format: "doc" } });
	expect(await refusal("<?xml version='1.0'?><feed><entry/></feed>")).toBe("file-type-unsupported");
});
