/** DOCX and ODT packages: bombs, names that climb, XML that explodes, links that lead out. */
import { deflateRawSync } from "node:zlib";
import { pick } from "../bench/random.ts";
import { BODY, between, type HostileKind, lure, type Maker } from "./kind.ts";
import { type Entry, type Layout, spaces, zip } from "./zip.ts";

const W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
const R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships";
const CONTENT_TYPES =
	'<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>';
const ROOT = `<?xml version="1.0"?><Relationships xmlns="${RELATIONSHIPS}"><Relationship Id="r1" Type="${R}/officeDocument" Target="word/document.xml"/></Relationships>`;

const entry = (name: string, content: string | Buffer): Entry => ({ name, content: Buffer.from(content) });
const paragraphs = (texts: readonly string[]): string =>
	texts.map((text) => `<w:p><w:r><w:t>${text}</w:t></w:r></w:p>`).join("");
const body = paragraphs(BODY);
const document = (inner: string, prolog = ""): string =>
	`<?xml version="1.0"?>${prolog}<w:document xmlns:w="${W}" xmlns:r="${R}"><w:body>${inner}</w:body></w:document>`;

/** A DOCX with these parts on top of what every one has. */
export const docx = (parts: readonly Entry[], layout: Layout = {}): Buffer =>
	zip([entry("[Content_Types].xml", CONTENT_TYPES), entry("_rels/.rels", ROOT), ...parts], layout);
const ofDocument = (inner: string, prolog = ""): Buffer => docx([entry("word/document.xml", document(inner, prolog))]);

const odtOf = (content: string): Buffer =>
	zip([
		{ ...entry("mimetype", "application/vnd.oasis.opendocument.text") },
		entry("content.xml", content),
		entry(
			"META-INF/manifest.xml",
			'<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>',
		),
	]);
const odtBody = (inner: string, prolog = ""): string =>
	`<?xml version="1.0"?>${prolog}<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:xlink="http://www.w3.org/1999/xlink"><office:body><office:text>${inner}</office:text></office:body></office:document-content>`;

/** Rels with one link that leads out of the package. */
function linked({ type, target, inner }: { type: string; target: string; inner: string }): Buffer {
	const escaped = target.replaceAll("&", "&amp;");
	const rels = `<Relationships xmlns="${RELATIONSHIPS}"><Relationship Id="rId9" Type="${R}/${type}" Target="${escaped}" TargetMode="External"/></Relationships>`;
	return docx([
		entry("word/document.xml", document(body + inner)),
		entry("word/_rels/document.xml.rels", rels),
		entry(
			"word/settings.xml",
			`<w:settings xmlns:w="${W}" xmlns:r="${R}"><w:attachedTemplate r:id="rId9"/></w:settings>`,
		),
		entry("word/_rels/settings.xml.rels", rels),
	]);
}

const PICTURE =
	'<w:p><w:r><w:drawing><wp:inline xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"><a:graphic xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:graphicData><pic:pic xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:blipFill><a:blip r:link="rId9"/></pic:blipFill></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>';
const OBJECT =
	'<w:p><w:r><w:object><o:OLEObject xmlns:o="urn:schemas-microsoft-com:office:office" Type="Link" ProgID="Word.Document.12" r:id="rId9" UpdateMode="Always"/></w:object></w:r></w:p>';
const FIELD = (target: string): string =>
	`<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>INCLUDETEXT "${target.replaceAll("&", "&amp;")}"</w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>`;

/** Each entity ten of the one before: `depth` of them make 10^depth. */
const laughs = (depth: number): string =>
	`<!DOCTYPE lolz [<!ENTITY l0 "lol">${Array.from({ length: depth }, (_, level) => `<!ENTITY l${level + 1} "${`&l${level};`.repeat(10)}">`).join("")}]>`;

const external = (maker: Maker): string =>
	pick(maker.next, [
		`<!DOCTYPE x [<!ENTITY e SYSTEM "${lure(maker)}">]>`,
		`<!DOCTYPE x SYSTEM "${lure(maker)}">`,
		`<!DOCTYPE x [<!ENTITY % p SYSTEM "${lure(maker)}"> %p;]>`,
		`<!DOCTYPE x PUBLIC "-//X//X//EN" "${lure(maker)}" [<!ENTITY e SYSTEM "${lure(maker)}">]>`,
	]);

const text = (inner: string): string => `<w:p><w:r><w:t>${inner}</w:t></w:r></w:p>`;
const nest = (open: string, close: string, depth: number): string => open.repeat(depth) + close.repeat(depth);

const CLIMBING = [
	"../../../../tmp/evil.xml",
	"/etc/cron.d/evil",
	"..\\..\\evil.xml",
	"word/../../evil.xml",
	"C:\\evil.xml",
	"word/\u0000document.xml",
	"__proto__",
	"word/__proto__/x.xml",
];

/** A style map that comes with the file would run as a pattern over every paragraph. */
const STYLE_MAP = [`p[style-name='${"a".repeat(20_000)}'] => h1\n`.repeat(50), "((".repeat(2000)].join("");

const PACKED: readonly HostileKind[] = [
	{
		name: "zip: one part of much",
		ending: "docx",
		make: ({ next }) => docx([entry("word/document.xml", spaces(between(next, 4, 80) * 1024 ** 2))]),
	},
	{
		name: "zip: packed a thousand to one",
		ending: "docx",
		make: ({ next }) =>
			docx([
				entry("word/document.xml", document(body)),
				entry("word/media/a.bin", spaces(between(next, 51, 90) * 1024 ** 2)),
			]),
	},
	{
		name: "zip: parts that overlap",
		ending: "docx",
		make: ({ next }) => {
			const content = spaces(4 * 1024 ** 2);
			const packed = deflateRawSync(content);
			const first: Entry = { name: "word/document.xml", content, packed };
			const more = Array.from({ length: between(next, 50, 900) }, (_, index) => ({
				...first,
				name: `word/header${index}.xml`,
				sharedWith: 2,
			}));
			return docx([first, ...more]);
		},
	},
	{
		name: "zip: sizes that lie",
		ending: "docx",
		make: ({ next }) =>
			docx([
				{
					...entry("word/document.xml", spaces(between(next, 1, 60) * 1024 ** 2)),
					claimed: pick(next, [0, 100, 0x7fffffff, 0xfffffffe]),
				},
			]),
	},
	{
		name: "zip: ZIP64 mark without a record",
		ending: "docx",
		make: () => docx([entry("word/document.xml", document(body))], { zip64Sentinel: true }),
	},
	{
		name: "zip: 65,536 parts",
		ending: "docx",
		make: ({ next }) =>
			docx(
				Array.from({ length: pick(next, [1001, 5000, 65_536]) }, (_, index) => entry(`word/${index}.xml`, "")),
				pick(next, [{}, { count: 0 }, { count: 1 }, { count: 0xffff }]),
			),
	},
	{
		name: "zip: packages in packages",
		ending: "docx",
		make: ({ next }) => {
			let inner: Buffer = docx([entry("word/document.xml", spaces(8 * 1024 ** 2))]);
			for (let level = between(next, 2, 12); level > 0; level -= 1)
				inner = docx([
					entry("word/document.xml", document(body)),
					entry("word/embeddings/inner.docx", inner),
					entry("word/embeddings/again.zip", inner),
				]);
			return inner.length > 9 * 1024 ** 2 ? inner.subarray(0, 9 * 1024 ** 2) : inner;
		},
	},
	{
		name: "zip: names that climb",
		ending: "docx",
		make: ({ next }) => docx([entry(pick(next, CLIMBING), "evil"), entry("word/document.xml", document(body))]),
	},
	{
		name: "zip: a symbolic link",
		ending: "docx",
		make: ({ sentinel }) => docx([{ ...entry("word/document.xml", sentinel), mode: 0xa1ff }]),
	},
	{
		name: "zip: the same part twice",
		ending: "docx",
		make: () =>
			docx([entry("word/document.xml", document(body)), entry("word/document.xml", document(text("Evil Twin")))]),
	},
	{
		name: "zip: a directory that is not there",
		ending: "docx",
		make: ({ next }) =>
			docx([entry("word/document.xml", document(body))], { directoryAt: pick(next, [0, 1, 0xfffffff0, 64]) }),
	},
	{
		name: "zip: encrypted",
		ending: "docx",
		make: () => docx([{ ...entry("word/document.xml", document(body)), flags: 1 }]),
	},
];

const XML: readonly HostileKind[] = [
	{
		name: "xml: a billion laughs",
		ending: "docx",
		make: ({ next }) => ofDocument(text("&l9;"), laughs(between(next, 3, 12))),
	},
	{ name: "xml: an external entity", ending: "docx", make: (maker) => ofDocument(text("&e;"), external(maker)) },
	{
		name: "xml: nested deep",
		ending: "docx",
		make: ({ next }) => ofDocument(nest("<w:p>", "</w:p>", between(next, 101, 200_000))),
	},
	{
		name: "xml: tables in tables",
		ending: "docx",
		make: ({ next }) => ofDocument(nest("<w:tbl><w:tr><w:tc>", "</w:tc></w:tr></w:tbl>", between(next, 20, 3000))),
	},
	{
		name: "xml: a million numeric references",
		ending: "docx",
		make: ({ next }) => ofDocument(text("&#65;".repeat(between(next, 100_000, 1_000_000)))),
	},
	{
		name: "xml: a million attributes",
		ending: "docx",
		make: ({ next }) =>
			ofDocument(
				`<w:p ${Array.from({ length: between(next, 10_000, 300_000) }, (_, index) => `a${index}="1"`).join(" ")}/>`,
			),
	},
	{
		name: "xml: a long name",
		ending: "docx",
		make: ({ next }) => ofDocument(`<${"w".repeat(between(next, 100_000, 4_000_000))}/>`),
	},
	{
		name: "xml: a million paragraphs",
		ending: "docx",
		make: ({ next }) => ofDocument(paragraphs(Array.from({ length: between(next, 20_000, 400_000) }, () => "a"))),
	},
	{
		name: "xml: odd encodings",
		ending: "docx",
		make: ({ next }) =>
			docx([
				{
					name: "word/document.xml",
					content: Buffer.from(
						document(body).replace(
							'version="1.0"',
							`version="1.0" encoding="${pick(next, ["UTF-7", "UTF-32", "EBCDIC", "x"])}"`,
						),
						pick(next, ["utf16le", "latin1"] as const),
					),
				},
			]),
	},
	{
		name: "xml: names of prototypes",
		ending: "docx",
		make: () => ofDocument(`<__proto__ constructor="1" toString="2"><w:p w:__proto__="x"/></__proto__>${body}`),
	},
	{
		name: "docx: a style map of its own",
		ending: "docx",
		make: () =>
			docx([
				entry("word/document.xml", document(body)),
				entry("mammoth/style-map", STYLE_MAP),
				entry(
					"word/_rels/document.xml.rels",
					`<Relationships xmlns="${RELATIONSHIPS}"><Relationship Id="rMammothStyleMap" Type="http://schemas.zwobble.org/mammoth/style-map" Target="/mammoth/style-map"/></Relationships>`,
				),
			]),
	},
	{
		name: "odt: a billion laughs",
		ending: "odt",
		make: ({ next }) => odtOf(odtBody("<text:p>&l9;</text:p>", laughs(between(next, 3, 12)))),
	},
	{
		name: "odt: nested deep",
		ending: "odt",
		make: ({ next }) => odtOf(odtBody(nest("<text:section>", "</text:section>", between(next, 101, 100_000)))),
	},
	{
		name: "odt: blanks by the billion",
		ending: "odt",
		make: () =>
			odtOf(
				odtBody(
					`<text:p>Jane Roe<text:s text:c="2000000000"/></text:p>${BODY.map((line) => `<text:p>${line}</text:p>`).join("")}`,
				),
			),
	},
	{
		name: "odt: a part of much",
		ending: "odt",
		make: ({ next }) => odtOf(odtBody(`<text:p>${" ".repeat(between(next, 4, 60) * 1024 ** 2)}</text:p>`)),
	},
	{
		name: "odt: links that lead out",
		ending: "odt",
		make: (maker) =>
			odtOf(
				odtBody(
					`${BODY.map((line) => `<text:p>${line}</text:p>`).join("")}<text:section><text:section-source xlink:href="${lure(maker)}"/></text:section>`,
				),
			),
	},
];

const LINKS: readonly HostileKind[] = [
	{
		name: "docx: a picture elsewhere",
		ending: "docx",
		make: (maker) => linked({ type: "image", target: lure(maker), inner: PICTURE }),
	},
	{
		name: "docx: a template elsewhere",
		ending: "docx",
		make: (maker) => linked({ type: "attachedTemplate", target: lure(maker), inner: "" }),
	},
	{
		name: "docx: an object elsewhere",
		ending: "docx",
		make: (maker) => linked({ type: "oleObject", target: lure(maker), inner: OBJECT }),
	},
	{
		name: "docx: a field that includes",
		ending: "docx",
		make: (maker) => linked({ type: "hyperlink", target: lure(maker), inner: FIELD(lure(maker)) }),
	},
	{
		name: "docx: text of another file",
		ending: "docx",
		make: (maker) => linked({ type: "aFChunk", target: lure(maker), inner: '<w:altChunk r:id="rId9"/>' }),
	},
	{
		name: "docx: header elsewhere",
		ending: "docx",
		make: (maker) =>
			linked({
				type: "header",
				target: lure(maker),
				inner: '<w:sectPr><w:headerReference w:type="default" r:id="rId9"/></w:sectPr>',
			}),
	},
];

export const PACKAGES: readonly HostileKind[] = [...PACKED, ...XML, ...LINKS];
