import type { FileLimits } from "../limits.ts";
import { isTold, LEAST_SIZE, WHITE } from "./contrast.ts";
import { DocxLooks, type Ground, type Look, lookOf } from "./docx-looks.ts";
import { walkXml, type XmlHandler } from "./xml.ts";

type Attributes = Readonly<Record<string, string>>;
type Owner = "table" | "cell" | "paragraph" | "run" | "other";

/** Elements that hold properties, and whose these are. Those of before a tracked change are nobody's. */
const PROPERTIES: Readonly<Record<string, Owner>> = {
	"w:tblPr": "table",
	"w:tcPr": "cell",
	"w:pPr": "paragraph",
	"w:rPr": "run",
	"w:tblPrChange": "other",
	"w:tcPrChange": "other",
	"w:pPrChange": "other",
	"w:rPrChange": "other",
};

/** What is said of the text that comes next. */
interface State {
	/** Of the table or page that the paragraph stands in. */
	readonly ground: Ground;
	readonly paragraph: Look;
	readonly run: Look;
	/** Whose properties are being read. */
	readonly owner: Owner | null;
}

function isHidden({ ground, paragraph, run }: State): boolean {
	const { colour = null, hidden = false, size = LEAST_SIZE, ...stated } = { ...paragraph, ...run };
	if (hidden || size < LEAST_SIZE) return true;
	const under = stated.ground === undefined ? ground : stated.ground;
	return colour !== null && under !== null && !isTold(colour, under);
}

/** Finds the text of one part that nobody sees. */
class HiddenText implements XmlHandler {
	/** Where the content of texts begins, and where the element ends. */
	readonly found: (readonly [number, number])[] = [];
	readonly #looks: DocxLooks;
	#state: State;

	constructor(looks: DocxLooks, ground: Ground) {
		this.#looks = looks;
		this.#state = { ground, paragraph: {}, run: {}, owner: null };
	}

	open(name: string, attributes: Attributes, at: number): ((at: number) => void) | undefined {
		const before = this.#state;
		const owner = PROPERTIES[name];
		if (owner !== undefined) {
			// The run in the properties of a paragraph is its mark.
			this.#state = { ...before, owner: before.owner === null ? owner : "other" };
			return () => {
				this.#state = { ...this.#state, owner: before.owner };
			};
		}
		switch (name) {
			case "w:tbl":
			case "w:tc":
				break;
			case "w:p":
				this.#state = { ...before, paragraph: this.#looks.normal, run: {} };
				break;
			case "w:r":
				this.#state = { ...before, run: {} };
				break;
			// What a shape is filled with is not looked at.
			case "w:txbxContent":
				this.#state = { ground: null, paragraph: {}, run: {}, owner: null };
				break;
			case "w:t":
				return isHidden(before) ? (end) => this.found.push([at, end]) : undefined;
			default:
				this.#read(name, attributes);
				return undefined;
		}
		return () => {
			this.#state = before;
		};
	}

	text(): void {}

	#read(name: string, attributes: Attributes): void {
		const { owner, paragraph, run } = this.#state;
		const style = this.#looks.of(attributes["w:val"] ?? "");
		if (owner === "run") {
			const look = name === "w:rStyle" ? { ...style, ...run } : { ...run, ...lookOf(name, attributes) };
			this.#state = { ...this.#state, run: look };
		} else if (owner === "paragraph") {
			const look = { ...paragraph, ...(name === "w:pStyle" ? style : lookOf(name, attributes)) };
			this.#state = { ...this.#state, paragraph: look };
		} else if (owner === "table" || owner === "cell") {
			// Which cells a style of a table shades is not worked out.
			if (name === "w:tblStyle") this.#stand(style.ground === undefined ? undefined : null);
			else this.#stand(lookOf(name, attributes).ground);
		}
	}

	#stand(ground: Ground | undefined): void {
		if (ground !== undefined) this.#state = { ...this.#state, ground };
	}
}

/** A shape, picture or page that text stands on: its colour is not looked at. Word shows the colour of a page in one view and not in others. */
const BEHIND =
	/behindDoc="(?:1|true)"|z-index:\s*-|<v:background\b|<w:background\b(?![^>]* w:color="(?:FFFFFF|auto)")/i;
/** Of a header or footer: all of it lies behind the text of the page. */
const MARGIN = /<w:(?:hdr|ftr)\b/;
const SHAPE = /<wp:anchor\b|<v:(?:rect|roundrect|oval|shape)\b/;
const MAY_HIDE = /<w:vanish\b|<w:sz w:val="[0-3]"|<w:color [^>]*w:val="[Ff][\dA-Fa-f][Ff]/;
const MAY_BE_GROUND = /<w:(?:shd|highlight)\b/;
const HAS_TEXT = /<w:t(?: [^<>]*)?>[^<]*[\p{L}\p{N}]/u;

function withoutHidden(
	xml: string,
	looks: DocxLooks,
	{ ground, limits }: { ground: Ground; limits: FileLimits },
): string {
	const text = new HiddenText(looks, ground);
	walkXml(xml, text, limits);
	let rest = "";
	let at = 0;
	for (const [from, end] of text.found) {
		rest += xml.slice(at, from);
		at = Math.max(from, xml.lastIndexOf("</", end - 1));
	}
	return rest + xml.slice(at);
}

/**
 * The parts of a document, and its headers and footers, without text that nobody sees: hidden by Word, in the colour of what it stands on,
 * or too small. A document of which nothing is seen stays as it is.
 * @param parts XML by name
 * @param styles XML of the part of the styles, if there is one
 * @returns those that hold hidden text, as they are without it
 * @throws TributaryError file-corrupt, file-too-complex
 */
export function shownParts(
	parts: ReadonlyMap<string, string>,
	{ styles = "", limits }: { readonly styles: string | undefined; readonly limits: FileLimits },
): { readonly shown: ReadonlyMap<string, string>; readonly hidden: boolean } {
	const all = [...parts.values()];
	const none = new Map<string, string>();
	if (!MAY_HIDE.test(styles) && !all.some((xml) => MAY_HIDE.test(xml) || MAY_BE_GROUND.test(xml)))
		return { shown: none, hidden: false };
	const looks = new DocxLooks(styles, limits);
	const ground = all.some((xml) => BEHIND.test(xml) || (MARGIN.test(xml) && SHAPE.test(xml))) ? null : WHITE;
	const shown = [...parts]
		.map(([name, xml]) => [name, withoutHidden(xml, looks, { ground, limits })] as const)
		.filter(([name, xml]) => xml !== parts.get(name));
	const changed = new Map([...parts, ...shown]);
	const isSeen = [...changed.values()].some((xml) => HAS_TEXT.test(xml));
	return { shown: isSeen ? new Map(shown) : none, hidden: shown.length > 0 };
}
