import { parseDocument } from "htmlparser2";
import { TributaryError } from "../../errors.ts";
import { dateSpans, isDuration, withoutDates } from "../dates/ranges.ts";
import { type Block, layOutBlocks, type Run, type TableBlock } from "../layout/blocks.ts";
import { numberLines, type ReadDocument } from "../layout/line.ts";
import type { FileLimits } from "../limits.ts";
import { decodeText } from "./encoding.ts";
import { HtmlPage } from "./html-page.ts";
import { type HtmlSetting, plainSetting, settingOf } from "./html-settings.ts";
import { readSeen, type UnseenText } from "./unseen-text.ts";

type ChildNode = ReturnType<typeof parseDocument>["children"][number];
type Element = Extract<ChildNode, { readonly attribs: unknown }>;
type Text = Extract<ChildNode, { readonly nodeType: 3 }>;

const isTag = (node: ChildNode): node is Element => "attribs" in node;
const isText = (node: ChildNode): node is Text => node.type === "text";

const SKIPPED = new Set(
	"script style head noscript template svg canvas object embed iframe audio video select option textarea button input".split(
		" ",
	),
);
const INLINE = new Set(
	"a abbr b bdi bdo big cite code data dfn em font i ins kbd label mark q s samp small span strong sub sup time tt u var wbr".split(
		" ",
	),
);
const BOLD = new Set("b strong th h1 h2 h3 h4 h5 h6".split(" "));

interface Style {
	readonly bold: boolean;
	readonly size: number;
	readonly heading: number;
	readonly bullet: boolean;
	readonly link?: string;
	readonly depth: number;
	readonly seen: HtmlSetting;
}

/** "S O F I A &nbsp; M A R T I N S": blanks that a browser keeps, between words whose letters are set apart. */
const BETWEEN_SPACED =
	/(?<=(?:^|[^\p{L}\p{M}])\p{L}[\s\u00a0]\p{L})(?=[ ]*\u00a0)[\s\u00a0]{2,}(?=\p{L}[\s\u00a0]\p{L}(?![\p{L}\p{M}]))/gu;
/** White space as a browser shows it: two blanks part such words, for the letters of each to be joined. */
const collapse = (value: string): string =>
	value
		.split(BETWEEN_SPACED)
		.map((part) => part.replace(/[\s\u00a0]+/gu, " "))
		.join("  ");

/** Collects text into blocks; a block element closes the one before. */
class Collector {
	readonly blocks: Block[] = [];
	#runs: Run[] = [];
	readonly #limits: FileLimits;
	readonly #unseen: UnseenText;
	readonly #page: HtmlPage;

	constructor(limits: FileLimits, unseen: UnseenText, page: HtmlPage) {
		this.#limits = limits;
		this.#unseen = unseen;
		this.#page = page;
	}

	text(value: string, style: Style): void {
		const text = collapse(value);
		if (text !== "" && !this.#unseen.leavesOut(text, style.seen))
			this.#runs.push({
				text,
				bold: style.bold,
				size: style.size,
				font: "",
				...(style.link === undefined ? {} : { link: style.link }),
			});
	}

	mark(text: "\t" | "\n", style: Style): void {
		if (this.#runs.length > 0) this.#runs.push({ text, bold: style.bold, size: style.size, font: "" });
	}

	close(style: Style): void {
		if (this.#runs.some((run) => run.text.trim() !== "")) {
			this.blocks.push({ kind: "text", runs: this.#runs, heading: style.heading, bullet: style.bullet });
		}
		this.#runs = [];
	}

	nested(nodes: readonly ChildNode[], style: Style): Block[] {
		const inner = new Collector(this.#limits, this.#unseen, this.#page);
		inner.walk(nodes, style);
		inner.close(style);
		return inner.blocks;
	}

	walk(nodes: readonly ChildNode[], style: Style): void {
		if (style.depth > this.#limits.depth)
			throw new TributaryError("file-too-complex", { detail: "The file is nested too deeply." });
		for (const node of nodes) {
			if (isText(node)) this.text(node.data, style);
			else if (isTag(node) && !SKIPPED.has(node.name) && !isHidden(node) && !isNoteMark(node))
				this.element(node, style);
		}
	}

	element(node: Element, style: Style): void {
		const inner = innerStyle(node, style, this.#page);
		if (node.name === "br") this.mark("\n", style);
		else if (node.name === "table") {
			this.close(style);
			this.blocks.push(this.table(node, inner));
		} else if (INLINE.has(node.name)) {
			if (isSetApart(node)) this.mark("\t", style);
			this.walk(node.children, inner);
		} else {
			this.close(style);
			this.walk(node.children, inner);
			this.close(inner);
		}
	}

	table(node: Element, style: Style): TableBlock {
		const rows = rowsOf(node, style, this.#page).map(([row, around]) =>
			row.children
				.filter((cell): cell is Element => isTag(cell) && (cell.name === "td" || cell.name === "th"))
				.map((cell) => this.nested(cell.children, innerStyle(cell, around, this.#page))),
		);
		return { kind: "table", rows };
	}
}

const textOf = (node: ChildNode): string =>
	isText(node) ? node.data : isTag(node) ? node.children.map(textOf).join("") : "";

const isBlank = (node: ChildNode): boolean => isText(node) && node.data.trim() === "";

/**
 * Neighbours in an element that has no text of its own are set apart by style sheets: without a blank between them, as in
 * <span>Engineer</span><span>2019</span>, or as badges of one class. Single letters are not: they are a word in pieces; and what begins
 * as no text does goes on: <span>2019</span><span>– 2021</span>.
 */
function isSetApart(node: Element): boolean {
	const { prev, parent } = node;
	const before = prev !== null && isBlank(prev) ? prev.prev : prev;
	if (before === null || !isTag(before) || !INLINE.has(before.name) || parent === null) return false;
	if (before !== prev && !isBadge(before, node)) return false;
	const words = [before, node].every((part) => textOf(part).trim().length > 1);
	return words && !GOES_ON.test(textOf(node)) && parent.children.every((child) => !isText(child) || isBlank(child));
}

const GOES_ON = /^\s*[-–—,;:)\]]/u;

/** Two of a row of labels; in a heading or a paragraph they would be words of a sentence. */
const isBadge = (one: Element, other: Element): boolean =>
	(one.attribs.class ?? "") !== "" &&
	one.name === other.name &&
	one.attribs.class === other.attribs.class &&
	other.parent !== null &&
	isTag(other.parent) &&
	!/^(?:p|h[1-6]|li|td|th)$/.test(other.parent.name) &&
	!INLINE.has(other.parent.name);

/** Rows of this table, not of tables inside it. */
function rowsOf(node: Element, style: Style, page: HtmlPage): [Element, Style][] {
	return node.children.filter(isTag).flatMap((child): [Element, Style][] => {
		if (child.name === "table") return [];
		const inner = innerStyle(child, style, page);
		return child.name === "tr" ? [[child, inner]] : rowsOf(child, inner, page);
	});
}

/** The raised number that leads to a footnote of the same page. */
function isNoteMark(node: Element): boolean {
	if (node.name !== "a" || !(node.attribs.href ?? "").startsWith("#")) return false;
	const inner = node.children.filter((child) => !isText(child) || child.data.trim() !== "");
	const [only] = inner;
	if (inner.length !== 1 || only === undefined || !isTag(only) || only.name !== "sup") return false;
	return only.children.every((child) => isText(child) && /^\s*\[?\d{0,3}\]?\s*$/.test(child.data));
}

const HEADING = /^h[1-6]$/;
const MOST_IN_HEAD = 5;

/** A list with dates for one of its points is the head of an entry: employer, dates, place. */
function isHead(list: ChildNode["parent"]): boolean {
	const points = list?.children.filter((child) => isTag(child) && child.name === "li") ?? [];
	return points.length <= MOST_IN_HEAD && points.some((point) => isDates(textOf(point).trim()));
}

/** "April 2017 – Present 9 years, 8 months" */
function isDates(text: string): boolean {
	const spans = text.length > 80 ? [] : dateSpans(text.replace(/\s+/gu, " "));
	const rest = withoutDates(text.replace(/\s+/gu, " "), spans);
	return spans.some((span) => span.isRange) && (!/[\p{L}\p{N}]/u.test(rest) || isDuration(rest));
}

/** A point of a list, and not a whole entry or a part of its head. */
const isPoint = (node: Element): boolean =>
	node.name === "li" &&
	!node.children.some((child) => isTag(child) && HEADING.test(child.name)) &&
	!isHead(node.parent);

/** Signs for the eye, such as icons. */
const isHidden = (node: Element): boolean => node.attribs["aria-hidden"] === "true";

function innerStyle(node: Element, style: Style, page: HtmlPage): Style {
	const level = /^h([1-6])$/.exec(node.name);
	const css = node.attribs.style ?? "";
	const size = /font-size\s*:\s*([\d.]+)(px|pt)/i.exec(css);
	const href = node.name === "a" ? node.attribs.href : undefined;
	const points = size === null ? null : Number(size[1]) * (size[2]?.toLowerCase() === "px" ? 0.75 : 1);
	return {
		bold: style.bold || BOLD.has(node.name) || /font-weight\s*:\s*(?:bold|[6-9]00)/i.test(css),
		size: level === null ? (points ?? style.size) : 30 - Number(level[1]) * 4,
		heading: level === null ? style.heading : Number(level[1]),
		bullet: isPoint(node) || (style.bullet && INLINE.has(node.name)) || (style.bullet && node.name === "p"),
		...(href === undefined ? (style.link === undefined ? {} : { link: style.link }) : { link: href }),
		depth: style.depth + 1,
		seen: settingOf(node, style.seen, page),
	};
}

/** Every element costs memory, however little it holds. */
function checkCount(html: string, limits: FileLimits): void {
	let count = 0;
	for (let at = html.indexOf("<"); at >= 0; at = html.indexOf("<", at + 1)) {
		// A closing tag adds none.
		if (html.charCodeAt(at + 1) !== 0x2f) count += 1;
		if (count > limits.elements)
			throw new TributaryError("file-too-complex", { detail: "The file has too many elements." });
	}
}

/** A tree deeper than this cannot be walked safely; counted before any recursion. */
function checkDepth(html: string, limits: FileLimits): void {
	let depth = 0;
	for (const tag of html.matchAll(/<(\/?)(?!br|hr|img|meta|link|input|wbr|p\b|li\b|td\b|tr\b)[a-z][^>]{0,2000}>/gi)) {
		depth += tag[1] === "/" ? -1 : tag[0].endsWith("/>") ? 0 : 1;
		if (depth > limits.depth * 20)
			throw new TributaryError("file-too-complex", { detail: "The file is nested too deeply." });
	}
}

/**
 * Text of an HTML page; nothing it refers to is fetched.
 * @throws TributaryError file-too-complex, no-text-layer
 */
export function readHtml(bytes: Uint8Array, limits: FileLimits): ReadDocument {
	const html = decodeText(bytes);
	checkCount(html, limits);
	checkDepth(html, limits);
	const document = parseDocument(html, { decodeEntities: true });
	const page = new HtmlPage(document.children, html);
	return readSeen((unseen) => readTree(document.children, { unseen, page, limits }));
}

interface Reading {
	readonly unseen: UnseenText;
	readonly page: HtmlPage;
	readonly limits: FileLimits;
}

function readTree(nodes: readonly ChildNode[], { unseen, page, limits }: Reading): ReadDocument {
	const collector = new Collector(limits, unseen, page);
	const plain: Style = { bold: false, size: 0, heading: 0, bullet: false, depth: 0, seen: plainSetting(page.ground) };
	collector.walk(nodes, plain);
	collector.close(plain);
	const { lines, links } = layOutBlocks(collector.blocks, { stream: "page", region: "body" });
	const numbered = numberLines(lines);
	if (numbered.length === 0) throw new TributaryError("no-text-layer");
	const flags = new Set(lines.some((line) => line.stream.includes("/")) ? ["two-column"] : []);
	return {
		lines: numbered,
		links: links.filter((link) => /^(?:https?:|mailto:|tel:)/i.test(link.url)),
		pageCount: 1,
		flags,
	};
}
