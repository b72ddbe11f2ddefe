/** HTML of a few tags as RTF, ODT and the HTML that Word saves as .doc, without an office program. */
import { parseDocument } from "htmlparser2";
import { zip } from "../../test/hostile/zip.ts";

type ChildNode = ReturnType<typeof parseDocument>["children"][number];
type Element = Extract<ChildNode, { name: string }>;

const isElement = (node: ChildNode): node is Element => "name" in node && node.type === "tag";
const BLOCKS: ReadonlySet<string> = new Set(["p", "div", "li", "h1", "h2", "h3"]);
const textOf = (data: string): string => data.replace(/[ \n]+/g, " ");

/** How one format writes what a resume is made of. */
interface Writer {
	readonly text: (text: string, bold: boolean, italics: boolean) => string;
	readonly tab: string;
	readonly newLine: string;
	readonly paragraph: (name: string, inside: string) => string;
	readonly row: (cells: readonly string[]) => string;
	readonly table: (rows: readonly string[], columns: number) => string;
}

function inline(nodes: readonly ChildNode[], writer: Writer, bold = false, italics = false): string {
	return nodes
		.map((node) => {
			if (node.type === "text")
				return textOf(node.data)
					.split("\t")
					.map((part) => (part === "" ? "" : writer.text(part, bold, italics)))
					.join(writer.tab);
			if (!isElement(node)) return "";
			if (node.name === "br") return writer.newLine;
			return inline(node.children, writer, bold || node.name === "b", italics || node.name === "i");
		})
		.join("");
}

const cellsOf = (row: Element): Element[] => row.children.filter(isElement).filter(({ name }) => name === "td");

function blocks(nodes: readonly ChildNode[], writer: Writer): string {
	return nodes
		.filter(isElement)
		.map((node) => {
			if (node.name === "ul") return blocks(node.children, writer);
			if (BLOCKS.has(node.name)) return writer.paragraph(node.name, inline(node.children, writer));
			if (node.name !== "table") return "";
			const rows = node.children.filter(isElement).map(cellsOf);
			const shown = rows.map((cells) =>
				writer.row(
					cells.map(({ children }) =>
						children.some((child) => isElement(child) && BLOCKS.has(child.name))
							? blocks(children, writer)
							: writer.paragraph("td", inline(children, writer)),
					),
				),
			);
			return writer.table(shown, Math.max(...rows.map((cells) => cells.length)));
		})
		.join("");
}

const rtfText = (text: string): string =>
	[...text.replace(/[\\{}]/g, "\\$&")]
		.map((sign) => {
			const code = sign.charCodeAt(0);
			return code < 128 ? sign : `\\u${code > 32_767 ? code - 65_536 : code}?`;
		})
		.join("");
const RTF: Writer = {
	text: (text, bold, italics) => `{${bold ? "\\b" : ""}${italics ? "\\i" : ""}\\fs22 ${rtfText(text)}}`,
	tab: "\\tab ",
	newLine: "\\line ",
	paragraph: (name, inside) => {
		if (name === "td") return `\\intbl ${inside}`;
		if (name === "li") return `\\pard\\plain\\fi-360\\li720 {\\pntext\\f1\\'B7\\tab}${inside}\\par\n`;
		const large = name === "h1" ? "\\b\\fs36 " : name.startsWith("h") ? "\\b\\fs26 " : "";
		return `\\pard\\plain\\sb120\\tqr\\tx9000 ${large === "" ? inside : `{${large}${inside.replaceAll("\\fs22", "")}}`}\\par\n`;
	},
	row: (cells) => {
		const edges = cells.map(
			(_, at) => `\\cellx${cells.length === 2 ? [2500, 9000][at] : (9000 / cells.length) * (at + 1)}`,
		);
		const inside = cells.map((text) => text.replace(/\\pard\\plain/g, "\\pard\\plain\\intbl").replace(/\\par\n$/, ""));
		return `\\trowd\\trgaph70${edges.join("")}\n${inside.map((text) => `${text}\\cell `).join("")}\\row\n`;
	},
	table: (rows) => `${rows.join("")}\\pard\\plain\\par\n`,
};

export const plainRtf = (html: string): Buffer =>
	Buffer.from(
		`{\\rtf1\\ansi\\ansicpg1252\\deff0{\\fonttbl{\\f0\\fswiss Calibri;}{\\f1\\fnil Symbol;}}\n${blocks(parseDocument(html).children, RTF)}}`,
	);

const xmlText = (text: string): string => text.replace(/&/g, "&amp;").replace(/</g, "&lt;");
const ODT: Writer = {
	text: (text, bold, italics) =>
		bold || italics ? `<text:span text:style-name="${bold ? "B" : "I"}">${xmlText(text)}</text:span>` : xmlText(text),
	tab: "<text:tab/>",
	newLine: "<text:line-break/>",
	paragraph: (name, inside) => {
		if (name === "li") return `<text:list><text:list-item><text:p>${inside}</text:p></text:list-item></text:list>`;
		if (/^h\d$/.test(name)) return `<text:h text:outline-level="${name.slice(1)}">${inside}</text:h>`;
		return `<text:p>${inside}</text:p>`;
	},
	row: (cells) =>
		`<table:table-row>${cells.map((text) => `<table:table-cell office:value-type="string">${text}</table:table-cell>`).join("")}</table:table-row>`,
	table: (rows, columns) =>
		`<table:table><table:table-column table:number-columns-repeated="${columns}"/>${rows.join("")}</table:table>`,
};

const ODT_NAMES = ["office", "text", "table", "style"]
	.map((name) => `xmlns:${name}="urn:oasis:names:tc:opendocument:xmlns:${name}:1.0"`)
	.join(" ");
const ODT_STYLES = ["B", "I"]
	.map(
		(name) =>
			`<style:style style:name="${name}" style:family="text"><style:text-properties xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0" ${name === "B" ? 'fo:font-weight="bold"' : 'fo:font-style="italic"'}/></style:style>`,
	)
	.join("");

export function plainOdt(html: string): Buffer {
	const body = blocks(parseDocument(html).children, ODT);
	const content = `<?xml version="1.0" encoding="UTF-8"?><office:document-content ${ODT_NAMES} office:version="1.3"><office:automatic-styles>${ODT_STYLES}</office:automatic-styles><office:body><office:text>${body}</office:text></office:body></office:document-content>`;
	const type = "application/vnd.oasis.opendocument.text";
	const manifest = `<?xml version="1.0" encoding="UTF-8"?><manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.3"><manifest:file-entry manifest:full-path="/" manifest:media-type="${type}"/><manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>`;
	return zip([
		{ name: "mimetype", content: Buffer.from(type) },
		{ name: "content.xml", content: Buffer.from(content) },
		{ name: "META-INF/manifest.xml", content: Buffer.from(manifest) },
	]);
}

/** What Word writes as a web page, under the name of a document. */
export const plainDoc = (html: string): Buffer =>
	Buffer.from(
		`<html xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:w="urn:schemas-microsoft-com:office:word"><head><meta http-equiv="Content-Type" content="text/html; charset=utf-8"><meta name="Generator" content="Microsoft Word 15"></head><body lang=EN-GB><div class=WordSection1>${html.replaceAll("<p>", "<p class=MsoNormal>")}</div></body></html>`,
	);
