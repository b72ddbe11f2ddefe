/** HTML of a few tags as Word files that no office program wrote: headings, paragraphs, lists, tables, bold type, tabs. */
import {
	AlignmentType,
	Document,
	HeadingLevel,
	Packer,
	Paragraph,
	Table,
	TableCell,
	TableRow,
	TabStopType,
	TextRun,
	WidthType,
} from "docx";
import { parseDocument } from "htmlparser2";
import { NO_LINES, PAGE_WIDTH } from "./word-page.ts";

type ChildNode = ReturnType<typeof parseDocument>["children"][number];
type Element = Extract<ChildNode, { name: string }>;

const HEADINGS: Readonly<Record<string, (typeof HeadingLevel)[keyof typeof HeadingLevel]>> = {
	h1: HeadingLevel.HEADING_1,
	h2: HeadingLevel.HEADING_2,
	h3: HeadingLevel.HEADING_3,
};
const PARAGRAPHS: ReadonlySet<string> = new Set(["p", "div", "li", ...Object.keys(HEADINGS)]);

const isElement = (node: ChildNode): node is Element => "name" in node && node.type === "tag";
const named = (nodes: readonly ChildNode[], ...names: readonly string[]): Element[] =>
	nodes.filter(isElement).filter(({ name }) => names.includes(name));

function runs(nodes: readonly ChildNode[], bold = false, italics = false): TextRun[] {
	return nodes.flatMap((node) => {
		if (node.type === "text") return [new TextRun({ text: node.data.replace(/[ \n]+/g, " "), bold, italics })];
		if (!isElement(node)) return [];
		if (node.name === "br") return [new TextRun({ text: "", break: 1 })];
		return runs(node.children, bold || node.name === "b", italics || node.name === "i");
	});
}

function paragraph({ name, attribs, children }: Element): Paragraph {
	const heading = HEADINGS[name];
	return new Paragraph({
		children: runs(children),
		...(heading === undefined ? {} : { heading }),
		...(name === "li" ? { bullet: { level: 0 } } : {}),
		...(attribs.align === "center" ? { alignment: AlignmentType.CENTER } : {}),
		tabStops: [{ type: TabStopType.RIGHT, position: PAGE_WIDTH }],
	});
}

const cell = ({ attribs, children }: Element): TableCell => {
	const inside = blocks(children);
	const width = { size: Number(attribs.width ?? PAGE_WIDTH / 2), type: WidthType.DXA };
	return new TableCell({ width, children: inside.length === 0 ? [new Paragraph("")] : (inside as Paragraph[]) });
};

const table = ({ attribs, children }: Element): Table =>
	new Table({
		width: { size: PAGE_WIDTH, type: WidthType.DXA },
		...(attribs.border === undefined ? { borders: NO_LINES } : {}),
		rows: named(children, "tr").map((row) => new TableRow({ children: named(row.children, "td").map(cell) })),
	});

function blocks(nodes: readonly ChildNode[]): (Paragraph | Table)[] {
	const made: (Paragraph | Table)[] = [];
	let loose: ChildNode[] = [];
	const flush = (): void => {
		const isText = loose.some((node) => node.type !== "text" || node.data.trim() !== "");
		if (isText) made.push(new Paragraph({ children: runs(loose) }));
		loose = [];
	};
	for (const node of nodes) {
		const name = isElement(node) ? node.name : "";
		if (!isElement(node) || !(PARAGRAPHS.has(name) || name === "ul" || name === "table")) loose.push(node);
		else {
			flush();
			if (name === "ul") made.push(...named(node.children, "li").map(paragraph));
			else made.push(name === "table" ? table(node) : paragraph(node));
		}
	}
	flush();
	return made;
}

export const plainDocx = (html: string): Promise<Uint8Array> =>
	Packer.toBuffer(new Document({ sections: [{ children: blocks(parseDocument(html).children) }] }));
