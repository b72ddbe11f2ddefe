import { deflateRawSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { FILE_LIMITS } from "../../src/ingest/limits.ts";
import { readPackage, writePackage } from "../../src/ingest/read/zip-package.ts";
import { contactInHeader } from "./fixtures-docx.ts";
import { datesRight, drawPdf } from "./fixtures-pdf.ts";
import { parse, refusal } from "./parser.ts";

const CONTENT_TYPES =
	'<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>';
const RELS =
	'<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>';
const W =
	'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"';
const BODY = ["Jane Roe", "jane@example.org", "Experience", "Engineer, Acme Ltd, 2019 – 2020", "Skills", "Python, SQL"]
	.map((text) => `<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>${text}</w:t></w:r></w:p>`)
	.join("");

const docx = (parts: Record<string, string | Buffer>): Buffer =>
	writePackage(
		new Map(
			Object.entries({ "[Content_Types].xml": CONTENT_TYPES, "_rels/.rels": RELS, ...parts }).map(([name, content]) => [
				name,
				Buffer.from(content),
			]),
		),
	);
const withDocument = (body: string, prolog = ""): Buffer =>
	docx({ "word/document.xml": `<?xml version="1.0"?>${prolog}<w:document ${W}><w:body>${body}</w:body></w:document>` });

/** A package whose only part is deflated from many zeros. */
function bomb(bytes: number): Buffer {
	const packed = deflateRawSync(Buffer.alloc(bytes, 0x20), { level: 9 });
	const plain = writePackage(new Map([["word/document.xml", packed]]));
	const fix = (at: number): void => {
		plain.writeUInt16LE(8, at);
	};
	fix(8);
	const central = plain.readUInt32LE(plain.length - 6);
	fix(central + 10);
	plain.writeUInt32LE(bytes, 22);
	plain.writeUInt32LE(bytes, central + 24);
	return plain;
}

test("the hand-made package is a resume as it stands", async () => {
	expect((await parse(withDocument(BODY))).basics?.name).toBe("Jane Roe");
});

describe("R28: packages", () => {
	test.each<[string, () => Buffer, string]>([
		["a bomb of 60 MB", () => bomb(60 * 1024 * 1024), "file-too-complex"],
		["a bomb by its ratio", () => bomb(20 * 1024 * 1024), "file-too-complex"],
		["a document type", () => withDocument(BODY, '<!DOCTYPE w:document [<!ENTITY a "aaaa">]>'), "file-corrupt"],
		[
			"entities of entities",
			() =>
				withDocument("<w:p><w:r><w:t>&b;</w:t></w:r></w:p>", '<!DOCTYPE x [<!ENTITY a "lol"><!ENTITY b "&a;&a;&a;">]>'),
			"file-corrupt",
		],
		[
			"an external entity",
			() =>
				withDocument("<w:p><w:r><w:t>&x;</w:t></w:r></w:p>", '<!DOCTYPE x [<!ENTITY x SYSTEM "file:///etc/passwd">]>'),
			"file-corrupt",
		],
		["endless nesting", () => withDocument("<w:p>".repeat(5000) + "</w:p>".repeat(5000)), "file-too-complex"],
		[
			"1,100 parts",
			() =>
				docx({
					"word/document.xml": "",
					...Object.fromEntries(Array.from({ length: 1100 }, (_, index) => [`word/p${index}.xml`, "x"])),
				}),
			"file-too-complex",
		],
		["no document", () => docx({ "word/styles.xml": `<w:styles ${W}/>` }), "file-corrupt"],
		["not XML", () => docx({ "word/document.xml": "<w:document" }), "file-corrupt"],
		["only half of it", () => withDocument(BODY).subarray(0, 700), "file-corrupt"],
		[
			"climbing names",
			() =>
				docx({ "../../etc/word/document.xml": "x", "word/document.xml": `<w:document ${W}><w:body/></w:document>` }),
			"file-corrupt",
		],
		["no text", () => withDocument("<w:p/>"), "no-text-layer"],
	])("%s", async (_, make, code) => {
		expect(await refusal(make())).toBe(code);
	});

	test("a picture that points at a file brings nothing of it", async () => {
		const rels =
			'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId9" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/image" Target="file:///etc/passwd" TargetMode="External"/></Relationships>';
		const picture =
			'<w:p><w:r><w:drawing><wp:inline xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"><a:graphic xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:graphicData><pic:pic xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:blipFill><a:blip r:link="rId9"/></pic:blipFill></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>';
		const file = docx({
			"word/document.xml": `<w:document ${W}><w:body>${BODY}${picture}</w:body></w:document>`,
			"word/_rels/document.xml.rels": rels,
		});
		const resume = await parse(file);
		expect(resume.basics?.name).toBe("Jane Roe");
		expect(JSON.stringify(resume)).not.toContain("root:");
	});

	test("what is written is read back", async () => {
		await fc.assert(
			fc.asyncProperty(
				fc.dictionary(fc.stringMatching(/^[a-z]{1,8}\.xml$/), fc.uint8Array({ maxLength: 300 }), {
					minKeys: 1,
					maxKeys: 6,
				}),
				async (parts) => {
					const written = new Map(Object.entries(parts).map(([name, content]) => [name, Buffer.from(content)]));
					const read = await readPackage(writePackage(written), () => true, FILE_LIMITS);
					expect([...read].toSorted()).toEqual([...written].toSorted());
				},
			),
			{ numRuns: 40 },
		);
	});
});

describe("PDF", () => {
	test.each<[string, () => Promise<Buffer>, string]>([
		["cut in half", async () => (await datesRight()).subarray(0, 300), "file-corrupt"],
		["only a header", async () => Buffer.from("%PDF-1.7\n"), "file-corrupt"],
		[
			"pages that are their own parents",
			async () =>
				Buffer.from(
					"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[2 0 R]/Count 1>>endobj\ntrailer<</Root 1 0 R>>",
				),
			"file-corrupt",
		],
		[
			"a password",
			() => drawPdf((doc) => void doc.text("Jane Roe"), { userPassword: "secret", ownerPassword: "owner" }),
			"file-encrypted",
		],
		["no text", () => drawPdf((doc) => void doc.rect(10, 10, 100, 100).fill("black")), "no-text-layer"],
		[
			"80 pages",
			() =>
				drawPdf((doc) => {
					for (let page = 0; page < 80; page += 1) doc.addPage().text("Jane");
				}),
			"file-too-complex",
		],
		[
			"a letter",
			() => drawPdf((doc) => void doc.text("Dear all, we will be closed on Monday. Best wishes from the house.")),
			"not-a-resume",
		],
	])("%s", async (_, make, code) => {
		expect(await refusal(await make())).toBe(code);
	});
});

describe("text", () => {
	test("HTML nested 100,000 deep", async () => {
		expect(await refusal(`<html><body>${"<div>".repeat(100_000)}Jane`)).toBe("file-too-complex");
	});
	test("scripts, styles and hidden text are not read", async () => {
		const page = `<html><head><style>p{}</style></head><body><h1>Jane Roe</h1><p>jane@example.org</p><script>var x = "Evil Corp"</script><p style="display:none">Kubernetes</p><h2>Skills</h2><p>Python, SQL</p></body></html>`;
		const resume = await parse(page);
		expect(JSON.stringify(resume)).not.toMatch(/Evil|Kubernetes/);
		expect(resume.skills?.map((skill) => skill.name)).toEqual(["Python", "SQL"]);
	});
	test("30,000 lines", async () => {
		expect(await refusal("x\n".repeat(30_000))).toBe("file-too-complex");
	});
	test("11 MB", async () => {
		expect(await refusal("x".repeat(11 * 1024 * 1024))).toBe("file-too-large");
	});
});

test("R27: bytes flipped at random end as parsed or as a typed refusal", async () => {
	const files = [await datesRight(), await contactInHeader()];
	const flips = fc.array(fc.tuple(fc.double({ min: 0, max: 0.999, noNaN: true }), fc.integer({ min: 0, max: 255 })), {
		minLength: 1,
		maxLength: 12,
	});
	await fc.assert(
		fc.asyncProperty(fc.constantFrom(...files), flips, async (file, changes) => {
			const copy = Buffer.from(file);
			for (const [at, value] of changes) copy[Math.floor(at * copy.length)] = value;
			expect(await refusal(copy)).toMatch(/^(?:parsed|file-[a-z-]+|no-text-layer|not-a-resume)$/);
		}),
		{ numRuns: 60 },
	);
});
