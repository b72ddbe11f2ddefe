import type { FileLimits } from "../limits.ts";
import { WHITE } from "./contrast.ts";
import { ThemeColours } from "./docx-colours.ts";
import {
	type Attributes,
	contourLook,
	fillLook,
	type Ground,
	isRowHidden,
	isUnseen,
	type Look,
	lookOf,
} from "./docx-looks.ts";
import { hasShapeBehind } from "./docx-shapes.ts";
import { DocxStyles } from "./docx-styles.ts";
import { walkXml, type XmlHandler } from "./xml.ts";

type Owner = "table" | "row" | "cell" | "paragraph" | "run" | "fill" | "contour" | "other";

/** Elements that hold properties, and whose these are. Those of before a tracked change are nobody's. */
const PROPERTIES: Readonly<Record<string, Owner>> = {
	"w:tblPr": "table",
	"w:tblPrEx": "row",
	"w:trPr": "row",
	"w:tcPr": "cell",
	"w:pPr": "paragraph",
	"w:rPr": "run",
	"w:tblPrChange": "other",
	"w:tblPrExChange": "other",
	"w:trPrChange": "other",
	"w:tcPrChange": "other",
	"w:pPrChange": "other",
	"w:rPrChange": "other",
};

/** Elements in the properties of a run that have properties of their own. */
const EFFECTS: Readonly<Record<string, Owner>> = {
	"w14:textFill": "fill",
	"w14:textOutline": "contour",
	"w14:shadow": "contour",
	"w14:glow": "contour",
};

/** The table that text stands in. */
interface Table {
	readonly looks: ReturnType<DocxStyles["table"]>;
	row: number;
}

/** What is said of the text that comes next. */
interface State {
	/** Of the table, row, cell or page that the paragraph stands in. */
	readonly ground: Ground;
	readonly table: Table | null;
	/** What the style of the table says of its text. */
	readonly cell: Look;
	readonly paragraph: Look;
	readonly run: Look;
	readonly rowHidden: boolean;
	/** Whose properties are being read. */
	readonly owner: Owner | null;
}

const onGround = (ground: Ground): State => ({
	ground,
	table: null,
	cell: {},
	paragraph: {},
	run: {},
	rowHidden: false,
	owner: null,
});

const isHidden = ({ ground, paragraph, run, rowHidden }: State): boolean =>
	rowHidden || isUnseen({ ...paragraph, ...run }, ground);

/** Finds the text of one part that nobody sees. */
class HiddenText implements XmlHandler {
	/** Where the content of texts begins, and where the element ends. */
	readonly found: (readonly [number, number])[] = [];
	readonly #styles: DocxStyles;
	readonly #theme: ThemeColours;
	#state: State;

	constructor(styles: DocxStyles, theme: ThemeColours, ground: Ground) {
		this.#styles = styles;
		this.#theme = theme;
		this.#state = onGround(ground);
	}

	open(name: string, attributes: Attributes, at: number): ((at: number) => void) | undefined {
		const before = this.#state;
		const owner = before.owner === "run" ? (EFFECTS[name] ?? PROPERTIES[name]) : PROPERTIES[name];
		if (owner !== undefined) return this.#enter(name in EFFECTS || before.owner === null ? owner : "other");
		switch (name) {
			case "w:tbl":
			case "w:tc":
				break;
			case "w:tr":
				this.#enterRow();
				break;
			case "w:p":
				this.#state = { ...before, paragraph: this.#styles.normal(before.cell), run: {} };
				break;
			case "w:r":
				this.#state = { ...before, run: {} };
				break;
			// What a shape is filled with is not looked at.
			case "w:txbxContent":
				this.#state = onGround(null);
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

	/** Properties; the run in those of a paragraph is its mark. */
	#enter(owner: Owner): () => void {
		const before = this.#state.owner;
		this.#state = { ...this.#state, owner };
		return () => {
			this.#state = { ...this.#state, owner: before };
		};
	}

	/** Which cells a style shades, where these are not all or the first row, is not worked out. */
	#enterRow(): void {
		const { table } = this.#state;
		if (table === null) return;
		const { all, first, other } = table.looks;
		const part: Look = table.row === 0 ? { ...first, ...other } : other;
		table.row += 1;
		const { ground: _, ...cell } = part.colour === undefined ? all : { ...all, colour: null };
		this.#state = { ...this.#state, cell };
		if (part.ground !== undefined) this.#stand(null);
	}

	#read(name: string, attributes: Attributes): void {
		const { owner, paragraph, run } = this.#state;
		const look = (): Look => lookOf(name, attributes, this.#theme);
		const style = (): Look => this.#styles.of(attributes["w:val"] ?? "");
		switch (owner) {
			case "run":
				this.#state = { ...this.#state, run: name === "w:rStyle" ? { ...style(), ...run } : { ...run, ...look() } };
				break;
			case "fill":
				this.#state = { ...this.#state, run: { ...run, ...fillLook(name, attributes, this.#theme) } };
				break;
			case "contour":
				this.#state = { ...this.#state, run: { ...run, ...contourLook(name) } };
				break;
			case "paragraph":
				this.#state = { ...this.#state, paragraph: { ...paragraph, ...(name === "w:pStyle" ? style() : look()) } };
				break;
			case "table":
			case "row":
			case "cell":
				this.#readTable(name, attributes, look());
				break;
			default:
		}
	}

	#readTable(name: string, attributes: Attributes, { ground }: Look): void {
		if (this.#state.owner === "row" && isRowHidden(name, attributes)) this.#state = { ...this.#state, rowHidden: true };
		if (name !== "w:tblStyle") {
			this.#stand(ground);
			return;
		}
		const looks = this.#styles.table(attributes["w:val"] ?? "");
		this.#state = { ...this.#state, table: { looks, row: 0 } };
		this.#stand(looks.all.ground);
	}

	#stand(ground: Ground | undefined): void {
		if (ground !== undefined) this.#state = { ...this.#state, ground };
	}
}

const HAS_TEXT = /<w:t(?: [^<>]*)?>[^<]*[\p{L}\p{N}]/u;

function withoutHidden(xml: string, text: HiddenText, limits: FileLimits): string {
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
 * @param styles XML of the part of the styles, and of the theme, if there are such
 * @returns those that hold hidden text, as they are without it
 * @throws TributaryError file-corrupt, file-too-complex
 */
export function shownParts(
	parts: ReadonlyMap<string, string>,
	options: { readonly styles: string | undefined; readonly theme?: string | undefined; readonly limits: FileLimits },
): { readonly shown: ReadonlyMap<string, string>; readonly hidden: boolean } {
	const { limits } = options;
	const theme = new ThemeColours(options.theme ?? "", limits);
	const styles = new DocxStyles(options.styles ?? "", theme, limits);
	const ground = [...parts.values()].some(hasShapeBehind) ? null : WHITE;
	const shown = [...parts]
		.map(([name, xml]) => [name, withoutHidden(xml, new HiddenText(styles, theme, ground), limits)] as const)
		.filter(([name, xml]) => xml !== parts.get(name));
	const changed = new Map([...parts, ...shown]);
	const isSeen = [...changed.values()].some((xml) => HAS_TEXT.test(xml));
	return { shown: isSeen ? new Map(shown) : new Map(), hidden: shown.length > 0 };
}
