import type mammoth from "mammoth";
import { TributaryError } from "../../errors.ts";
import type { Block, Run, TextBlock } from "../layout/blocks.ts";

/** The elements that mammoth makes of a body; only what is read here. */
interface Element {
	readonly type: string;
	readonly value?: string;
	readonly children?: readonly Element[];
	readonly styleName?: string | null;
	readonly styleId?: string | null;
	readonly numbering?: unknown;
	readonly isBold?: boolean;
	readonly isAllCaps?: boolean;
	readonly fontSize?: number | null;
	readonly font?: string | null;
	readonly href?: string;
	readonly breakType?: string;
}

let loading: Promise<typeof mammoth> | undefined;

/**
 * Loads mammoth once. It links its promises through `__proto__` while it loads, which the parser process does without
 * (`--disable-proto=delete`): the accessor is lent to it for that moment.
 */
export function loadMammoth(): Promise<typeof mammoth> {
	loading ??= lendProto(async () => (await import("mammoth")).default);
	return loading;
}

async function lendProto<T>(run: () => Promise<T>): Promise<T> {
	if ("__proto__" in Object.prototype) return run();
	const accessor = {
		configurable: true,
		get(this: object): unknown {
			return Object.getPrototypeOf(this);
		},
		set(this: object, value: object) {
			Object.setPrototypeOf(this, value);
		},
	};
	Object.defineProperty(Object.prototype, "__proto__", accessor);
	try {
		return await run();
	} finally {
		Reflect.deleteProperty(Object.prototype, "__proto__");
	}
}

type Style = Omit<Run, "text">;

/** Sizes that Word's own styles have, where the run does not say. */
const TITLE_SIZE = 28;
const HEADING_SIZE = 14;

function runsOf(element: Element, style: Style): Run[] {
	switch (element.type) {
		case "text":
			return [{ ...style, text: element.value ?? "" }];
		case "tab":
			return [{ ...style, text: "\t" }];
		case "break":
			return [{ ...style, text: "\n" }];
		case "run": {
			const strong = element.isBold === true || /strong|bold/i.test(element.styleName ?? "");
			const inner = {
				...style,
				bold: strong || style.bold,
				size: element.fontSize ?? style.size,
				font: element.font ?? style.font,
			};
			return (element.children ?? []).flatMap((child) => runsOf(child, inner));
		}
		case "hyperlink": {
			const inner = element.href === undefined ? style : { ...style, link: element.href };
			return (element.children ?? []).flatMap((child) => runsOf(child, inner));
		}
		default:
			return [];
	}
}

function paragraph(element: Element): TextBlock {
	const style = `${element.styleName ?? ""} ${element.styleId ?? ""}`;
	const level = /(?:heading|überschrift|titre|título|titolo|kop|rubrik|nagłówek|başlık)\s*([1-6])/i.exec(style);
	const isTitle = /^title\b|^titel\b/i.test(style);
	const heading = level === null ? 0 : Number(level[1]);
	const size = isTitle ? TITLE_SIZE : heading > 0 ? HEADING_SIZE : 0;
	const runs = (element.children ?? []).flatMap((child) =>
		runsOf(child, { bold: heading > 0 || isTitle, size, font: "" }),
	);
	return {
		kind: "text",
		runs,
		heading,
		// Headings may be numbered, with nothing for a number.
		bullet: heading === 0 && (element.numbering != null || /list (?:bullet|number|paragraph)/i.test(style)),
	};
}

function blocksOf(element: Element): Block[] {
	if (element.type === "paragraph") return [paragraph(element)];
	if (element.type === "table") {
		const rows = (element.children ?? []).filter((row) => row.type === "tableRow");
		const cells = rows.map((row) => (row.children ?? []).map((cell) => (cell.children ?? []).flatMap(blocksOf)));
		return [{ kind: "table", rows: cells }];
	}
	return (element.children ?? []).flatMap(blocksOf);
}

/**
 * Paragraphs and tables of the body through mammoth, which knows styles, numbering and links.
 * @param docx a package of checked parts: mammoth follows relations and unpacks without limits
 * @throws TributaryError file-corrupt
 */
export async function readBody(docx: Buffer): Promise<Block[]> {
	let blocks: Block[] = [];
	const options = {
		includeEmbeddedStyleMap: false,
		includeDefaultStyleMap: false,
		transformDocument: (document: Element): Element => {
			blocks = blocksOf(document);
			return { ...document, children: [] };
		},
	};
	try {
		await (await loadMammoth()).convertToHtml({ buffer: docx }, options);
	} catch (thrown) {
		throw new TributaryError("file-corrupt", { cause: thrown });
	}
	return blocks;
}
