/** PDFs: loops, chains of filters, huge pages and pictures, and everything that a viewer would run. */
import { deflateSync } from "node:zlib";
import { pick } from "../bench/random.ts";
import { BODY, between, type HostileKind, lure } from "./kind.ts";

/** Objects by number from 1, with a right cross-reference table. */
export function pdf(objects: readonly (string | Buffer)[], trailer = "/Root 1 0 R"): Buffer {
	const parts: Buffer[] = [Buffer.from("%PDF-1.7\n%\u00e2\u00e3\n", "latin1")];
	const starts: number[] = [];
	let size = parts[0]?.length ?? 0;
	for (const [index, object] of objects.entries()) {
		starts.push(size);
		const part = Buffer.concat([
			Buffer.from(`${index + 1} 0 obj\n`),
			Buffer.from(object as string, "latin1"),
			Buffer.from("\nendobj\n"),
		]);
		parts.push(part);
		size += part.length;
	}
	const rows = starts.map((start) => `${String(start).padStart(10, "0")} 00000 n \n`).join("");
	const table = `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${rows}trailer<</Size ${objects.length + 1} ${trailer}>>\nstartxref\n${size}\n%%EOF`;
	return Buffer.concat([...parts, Buffer.from(table, "latin1")]);
}

const stream = (dictionary: string, content: Buffer): Buffer =>
	Buffer.concat([
		Buffer.from(`<<${dictionary}/Length ${content.length}>>\nstream\n`),
		content,
		Buffer.from("\nendstream"),
	]);

const lines = BODY.map((line) => `(${line.replace("–", "-")}) Tj 0 -14 Td`).join("\n");
const CONTENT = Buffer.from(`BT /F1 11 Tf 50 800 Td\n${lines}\nET`);
const FONT = "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>";

interface Page {
	readonly catalog?: string;
	readonly page?: string;
	readonly content?: Buffer;
	readonly more?: readonly (string | Buffer)[];
}

/** One page with a resume on it; further objects begin at number 6. */
const onePage = ({ catalog = "", page = "", content, more = [] }: Page): Buffer =>
	pdf([
		`<</Type/Catalog/Pages 2 0 R${catalog}>>`,
		"<</Type/Pages/Kids[3 0 R]/Count 1>>",
		`<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F1 4 0 R>>/XObject<</X 6 0 R>>>>/Contents 5 0 R${page}>>`,
		FONT,
		content ?? stream("", CONTENT),
		...more,
	]);

/** Packed again and again: a small file that is as long as one likes. */
function chained(levels: number, bytes: number): Buffer {
	let content: Buffer = Buffer.concat([CONTENT, Buffer.alloc(bytes, " ")]);
	for (let level = 0; level < levels; level += 1) content = deflateSync(content, { level: 9 });
	return stream(`/Filter[${"/FlateDecode ".repeat(levels)}]`, content);
}

const escaped = (target: string): string => target.replace(/[\\()]/g, "\\$&");
const action = (kind: string, target: string): string =>
	({
		URI: `<</S/URI/URI(${target})>>`,
		Launch: `<</S/Launch/F(${target})/Win<</F(${target})>>>>`,
		GoToR: `<</S/GoToR/F(${target})/D[0/Fit]>>`,
		SubmitForm: `<</S/SubmitForm/F<</FS/URL/F(${target})>>>>`,
		ImportData: `<</S/ImportData/F(${target})>>`,
		JavaScript: `<</S/JavaScript/JS(app.launchURL\\("${target}"\\); this.exportDataObject\\(\\))>>`,
		GoToE: `<</S/GoToE/F(${target})/D[0/Fit]>>`,
		Rendition: `<</S/Rendition/R<</S/MR/C<</S/MCD/D<</FS/URL/F(${target})>>>>>>>>`,
	})[kind] ?? "";
const ACTIONS = ["URI", "Launch", "GoToR", "SubmitForm", "ImportData", "JavaScript", "GoToE", "Rendition"] as const;

const RUNS: readonly HostileKind[] = ACTIONS.map((kind) => ({
	name: `pdf: ${kind}`,
	ending: "pdf",
	make: (maker) => {
		const run = action(kind, escaped(lure(maker)));
		const link = `<</Type/Annot/Subtype/Link/Rect[40 780 300 820]/A ${run}>>`;
		return onePage({ catalog: `/OpenAction ${run}/AA<</WC ${run}>>`, page: `/AA<</O ${run}>>/Annots[${link}]` });
	},
}));

const SHAPES: readonly HostileKind[] = [
	{
		name: "pdf: a page tree that is its own parent",
		ending: "pdf",
		make: () => pdf(["<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[2 0 R 2 0 R]/Count 2>>"]),
	},
	{
		name: "pdf: a page tree in a ring",
		ending: "pdf",
		make: ({ next }) => {
			const ring = between(next, 2, 500);
			return pdf([
				"<</Type/Catalog/Pages 2 0 R>>",
				...Array.from(
					{ length: ring },
					(_, index) => `<</Type/Pages/Kids[${((index + 1) % ring) + 2} 0 R]/Count ${pick(next, [1, 59, 1e9])}>>`,
				),
			]);
		},
	},
	{
		name: "pdf: a deep page tree",
		ending: "pdf",
		make: ({ next }) => {
			const depth = between(next, 100, 20_000);
			return pdf([
				"<</Type/Catalog/Pages 2 0 R>>",
				...Array.from({ length: depth }, (_, index) => `<</Type/Pages/Kids[${index + 3} 0 R]/Count 1>>`),
				"<</Type/Page/MediaBox[0 0 9 9]>>",
			]);
		},
	},
	{
		name: "pdf: a count of a billion",
		ending: "pdf",
		make: () =>
			pdf([
				"<</Type/Catalog/Pages 2 0 R>>",
				"<</Type/Pages/Kids[3 0 R]/Count 1000000000>>",
				"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>",
			]),
	},
	{
		name: "pdf: a table that points at itself",
		ending: "pdf",
		make: () => {
			const file = onePage({}).toString("latin1");
			const at = file.indexOf("xref\n0");
			return Buffer.from(file.replace("trailer<<", `trailer<</Prev ${at} /XRefStm ${at} `), "latin1");
		},
	},
	{
		name: "pdf: an indirect length in a ring",
		ending: "pdf",
		make: () =>
			onePage({ content: Buffer.from("<</Length 6 0 R>>\nstream\nBT ET\nendstream"), more: ["7 0 R", "6 0 R"] }),
	},
	{
		name: "pdf: a form that draws itself",
		ending: "pdf",
		make: () =>
			onePage({
				content: stream("", Buffer.from(`${CONTENT.toString()} /X Do`)),
				more: [
					stream(
						"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X 6 0 R>>>>",
						Buffer.from("/X Do /X Do"),
					),
				],
			}),
	},
	{
		name: "pdf: forms that double",
		ending: "pdf",
		make: ({ next }) => {
			const levels = between(next, 15, 40);
			const forms = Array.from({ length: levels }, (_, level) =>
				stream(
					`/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</Font<</F1 4 0 R>>/XObject<</X ${level + 7} 0 R>>>>`,
					Buffer.from("/X Do /X Do"),
				),
			);
			return onePage({
				content: stream("", Buffer.from(`${CONTENT.toString()} /X Do`)),
				more: [...forms, stream("/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</Font<</F1 4 0 R>>>>", CONTENT)],
			});
		},
	},
	{
		name: "pdf: a chain of filters",
		ending: "pdf",
		make: ({ next }) => onePage({ content: chained(between(next, 2, 60), between(next, 1, 30) * 1024 ** 2) }),
	},
	{
		name: "pdf: a page of a gigabyte",
		ending: "pdf",
		make: ({ next }) => onePage({ content: chained(2, between(next, 50, 250) * 1024 ** 2) }),
	},
	{
		name: "pdf: text without end",
		ending: "pdf",
		make: ({ next }) =>
			onePage({
				content: stream(
					"/Filter/FlateDecode",
					deflateSync(
						Buffer.from(`BT /F1 9 Tf 9 9 Td ${"(a b) Tj 1 0 Td ".repeat(between(next, 50_000, 3_000_000))} ET`),
					),
				),
			}),
	},
	{
		name: "pdf: a picture of a billion dots",
		ending: "pdf",
		make: ({ next }) =>
			onePage({
				content: stream("", Buffer.from(`${CONTENT.toString()} /X Do BI /W 100000 /H 100000 /BPC 8 /CS /RGB ID x EI`)),
				more: [
					stream(
						`/Type/XObject/Subtype/Image/Width ${pick(next, [100_000, 2_147_483_647])}/Height 100000/BitsPerComponent 8/ColorSpace/DeviceRGB/Filter/FlateDecode`,
						deflateSync(Buffer.alloc(1024 ** 2)),
					),
				],
			}),
	},
	{
		name: "pdf: arrays in arrays",
		ending: "pdf",
		make: ({ next }) => onePage({ more: [`${"[".repeat(between(next, 1000, 500_000))}`], catalog: "/X 6 0 R" }),
	},
	{
		name: "pdf: dictionaries in dictionaries",
		ending: "pdf",
		make: ({ next }) => {
			const depth = between(next, 1000, 200_000);
			return onePage({ catalog: `/X ${"<</A ".repeat(depth)}1${">>".repeat(depth)}` });
		},
	},
	{
		name: "pdf: a map of characters that grows",
		ending: "pdf",
		make: ({ next }) => {
			const font = `<</Type/Font/Subtype/Type1/BaseFont/Helvetica/ToUnicode 7 0 R>>`;
			const map = stream(
				"",
				Buffer.from(
					`begincmap 1 begincodespacerange <00000000> <ffffffff> endcodespacerange 1 beginbfrange <00000000> <${pick(next, ["ffffffff", "00ffffff", "0000ffff"])}> <0041> endbfrange endcmap`,
				),
			);
			return onePage({ content: stream("", CONTENT), more: [font, map] });
		},
	},
	{
		name: "pdf: a font whose matrix is code",
		ending: "pdf",
		make: () =>
			onePage({
				more: [
					"<</Type/Font/Subtype/Type1/BaseFont/X/FontMatrix[1 2 3 4 5 (1\\); process.exit\\(9)]/FontDescriptor<</Type/FontDescriptor/FontName/X/Flags 4>>>>",
				],
				content: stream("", Buffer.from("BT /X 9 Tf (Jane) Tj ET")),
				catalog: "/Y 6 0 R",
			}),
	},
	{
		name: "pdf: a thousand pages",
		ending: "pdf",
		make: ({ next }) => {
			const pages = between(next, 61, 3000);
			const kids = Array.from({ length: pages }, (_, index) => `${index + 3} 0 R`).join(" ");
			return pdf([
				"<</Type/Catalog/Pages 2 0 R>>",
				`<</Type/Pages/Kids[${kids}]/Count ${pages}>>`,
				...Array.from({ length: pages }, () => "<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>"),
			]);
		},
	},
	{
		name: "pdf: a page of no size",
		ending: "pdf",
		make: ({ next }) =>
			onePage({
				page: `/Rotate ${pick(next, [7, 1e9, -90])}/UserUnit ${pick(next, [0, 1e30, -1])}/MediaBox[${pick(next, ["0 0 0 0", "1e38 1e38 -1e38 -1e38", "(a) (b) null true"])}]`,
			}),
	},
	{
		name: "pdf: a hundred thousand links",
		ending: "pdf",
		make: ({ next }) =>
			onePage({
				page: `/Annots[${"<</Type/Annot/Subtype/Link/Rect[1 1 9 9]/A<</S/URI/URI(http://a.example)>>>>".repeat(between(next, 10_000, 90_000))}]`,
			}),
	},
	{
		name: "pdf: encrypted with an odd handler",
		ending: "pdf",
		make: ({ next }) =>
			pdf(
				["<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[]/Count 0>>"],
				`/Root 1 0 R/Encrypt<</Filter/Standard/V ${between(next, 0, 9)}/R ${between(next, 0, 9)}/O(a)/U(b)/P -1/Length ${pick(next, [0, 40, 1e9])}>>/ID[(a)(b)]`,
			),
	},
	{
		name: "pdf: XFA with an entity",
		ending: "pdf",
		make: (maker) =>
			onePage({
				catalog: "/AcroForm<</XFA 6 0 R/Fields[]>>",
				more: [
					stream(
						"",
						Buffer.from(
							`<!DOCTYPE x [<!ENTITY e SYSTEM "${lure(maker)}">]><xdp:xdp xmlns:xdp="http://ns.adobe.com/xdp/">&e;</xdp:xdp>`,
						),
					),
				],
			}),
	},
	{
		name: "pdf: also a web page",
		ending: "pdf",
		make: (maker) => Buffer.concat([Buffer.from(`<html><img src="${lure(maker)}"><!--\n`), onePage({})]),
	},
];

export const PDFS: readonly HostileKind[] = [...RUNS, ...SHAPES];
