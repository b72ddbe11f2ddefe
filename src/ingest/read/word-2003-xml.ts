import type { Block, Run } from "../layout/blocks.ts";
import type { ReadDocument } from "../layout/line.ts";
import type { FileLimits } from "../limits.ts";
import { WHITE } from "./contrast.ts";
import { ThemeColours } from "./docx-colours.ts";
import { type Ground, isUnseen, type Look, lookOf } from "./docx-looks.ts";
import { hasShapeBehind } from "./docx-shapes.ts";
import { decodeText } from "./encoding.ts";
import {
	addRun,
	CharacterBudget,
	emptyParts,
	type FlowParts,
	headingLevel,
	layOutFlow,
	paragraphOf,
	type RunStyle,
} from "./flow-document.ts";
import { readSeen, type UnseenText } from "./unseen-text.ts";
import { walkXml, type XmlHandler } from "./xml.ts";

/** WordprocessingML of Word 2003: a whole document in one XML file, with the styles before the text. */

type Attributes = Readonly<Record<string, string>>;
type Leave = (() => void) | undefined;

const SKIPPED = new Set(
	"o:DocumentProperties o:CustomDocumentProperties w:fonts w:lists w:docPr w:docSuppData w:binData w:instrText w:delText w:docOleData w:latentStyles".split(
		" ",
	),
);
const APART: Readonly<Record<string, "headers" | "footers" | "notes" | "boxes">> = {
	"w:hdr": "headers",
	"w:ftr": "footers",
	"w:footnote": "notes",
	"w:endnote": "notes",
	"w:txbxContent": "boxes",
};
const CHARACTERS: Readonly<Record<string, string>> = { "w:tab": "\t", "w:br": "\n", "w:noBreakHyphen": "\u2011" };
const PLAIN: RunStyle = { bold: false, size: 10, font: "" };

interface Style {
	readonly run: RunStyle;
	readonly heading: number;
	readonly list: boolean;
	/** What tells whether text is seen: properties are called as in a DOCX. */
	readonly look: Look;
}
const NO_STYLE: Style = { run: PLAIN, heading: 0, list: false, look: {} };
/** Of a paragraph itself; what else stands in its properties is said of its mark. */
const PARAGRAPH_LOOKS = new Set(["w:shd", "w:spacing", "w:ind", "w:framePr"]);

interface Paragraph {
	readonly runs: Run[];
	style: Style;
	bullet: boolean;
	look: Look;
}

const isOn = (attributes: Attributes): boolean => !["off", "0", "false"].includes(attributes["w:val"] ?? "on");

class Word2003Reader implements XmlHandler {
	readonly parts: FlowParts = emptyParts();
	readonly #budget: CharacterBudget;
	readonly #styles = new Map<string, Style>();
	readonly #rows: Block[][][][] = [];
	#blocks: Block[] | null = null;
	#paragraph: Paragraph | null = null;
	/** The style that is being defined. */
	#defined: { id: string; style: Style } | null = null;
	#run: RunStyle | null = null;
	/** What the next run says of its looks, and what the next paragraph stands on. */
	#look: Look = {};
	#ground: Ground;
	#link: string | undefined;
	#inText = false;
	#skipped = 0;

	readonly #theme: ThemeColours;
	readonly #unseen: UnseenText;

	/** @param ground of text of the page; null where it cannot be known */
	constructor({ ground, unseen, limits }: { ground: Ground; unseen: UnseenText; limits: FileLimits }) {
		this.#ground = ground;
		this.#unseen = unseen;
		this.#theme = new ThemeColours("", limits);
		this.#budget = new CharacterBudget(limits);
	}

	open(name: string, attributes: Attributes): Leave {
		const deleted = name === "aml:annotation" && attributes["w:type"] === "Word.Deletion";
		if (this.#skipped > 0 || deleted || SKIPPED.has(name)) {
			this.#skipped += 1;
			return () => {
				this.#skipped -= 1;
			};
		}
		const apart = APART[name];
		if (apart !== undefined) {
			const group: Block[] = [];
			this.parts[apart].push(group);
			// What a shape is filled with is not looked at.
			return this.#apart(group, apart === "boxes" ? null : this.#ground);
		}
		if (name === "w:body") return this.#apart(this.parts.body);
		if (name === "w:style") return this.#openStyle(attributes);
		return this.#openTable(name) ?? this.#openText(name, attributes);
	}

	text(content: string): void {
		if (this.#skipped === 0 && this.#inText) this.#add(content);
	}

	#openStyle(attributes: Attributes): Leave {
		const defined = { id: attributes["w:styleId"] ?? "", style: NO_STYLE };
		this.#defined = defined;
		return () => {
			this.#styles.set(defined.id, defined.style);
			this.#defined = null;
		};
	}

	#openTable(name: string): Leave {
		const around = this.#blocks;
		const ground = this.#ground;
		if (name === "w:tbl" && around !== null) {
			const rows: Block[][][] = [];
			this.#rows.push(rows);
			return () => {
				this.#rows.pop();
				this.#ground = ground;
				around.push({ kind: "table", rows });
			};
		}
		if (name === "w:tr") {
			this.#rows.at(-1)?.push([]);
			return () => {
				this.#ground = ground;
			};
		}
		if (name !== "w:tc") return undefined;
		const cell: Block[] = [];
		this.#rows.at(-1)?.at(-1)?.push(cell);
		return this.#apart(cell);
	}

	#openText(name: string, attributes: Attributes): Leave {
		if (name === "w:p") return this.#openParagraph();
		if (name === "w:r") return this.#openRun();
		if (name === "w:hlink") {
			this.#link = attributes["w:dest"];
			return () => {
				this.#link = undefined;
			};
		}
		if (name === "w:t") {
			this.#inText = true;
			return () => {
				this.#inText = false;
			};
		}
		const character = CHARACTERS[name];
		if (character !== undefined && this.#run !== null) this.#add(character);
		else if (this.#defined !== null) this.#define(name, attributes, this.#defined);
		else this.#format(name, attributes);
		return undefined;
	}

	#openParagraph(): Leave {
		const blocks = this.#blocks;
		if (blocks === null) return undefined;
		const around = this.#paragraph;
		const paragraph: Paragraph = { runs: [], style: NO_STYLE, bullet: false, look: {} };
		this.#paragraph = paragraph;
		return () => {
			const { runs, style, bullet } = paragraph;
			blocks.push(paragraphOf(runs, style.heading, bullet || style.list));
			this.#paragraph = around;
		};
	}

	#openRun(): Leave {
		const around = { run: this.#run, look: this.#look };
		this.#run = this.#paragraph?.style.run ?? PLAIN;
		this.#look = {};
		return () => {
			this.#run = around.run;
			this.#look = around.look;
		};
	}

	#define(name: string, attributes: Attributes, defined: { style: Style }): void {
		const { style } = defined;
		const value = attributes["w:val"] ?? "";
		if (name === "w:basedOn") defined.style = { ...(this.#styles.get(value) ?? NO_STYLE), heading: style.heading };
		else if (name === "w:name") defined.style = { ...style, heading: headingLevel(value) };
		else if (name === "w:listPr") defined.style = { ...style, list: true };
		else {
			const look = { ...style.look, ...lookOf(name, attributes, this.#theme) };
			defined.style = { ...style, look, run: formatted(style.run, name, attributes) };
		}
	}

	#format(name: string, attributes: Attributes): void {
		const paragraph = this.#paragraph;
		const style = this.#styles.get(attributes["w:val"] ?? "");
		const look = lookOf(name, attributes, this.#theme);
		if (this.#run !== null) {
			this.#run = formatted(this.#run, name, attributes);
			this.#look = name === "w:rStyle" ? { ...style?.look, ...this.#look } : { ...this.#look, ...look };
			if (name === "w:rStyle" && style?.run.bold === true) this.#run = { ...this.#run, bold: true };
		} else if (paragraph !== null) {
			if (name === "w:pStyle") paragraph.style = style ?? NO_STYLE;
			if (name === "w:listPr") paragraph.bullet = true;
			if (PARAGRAPH_LOOKS.has(name)) paragraph.look = { ...paragraph.look, ...look };
		} else if (name === "w:shd" && look.ground !== undefined) this.#ground = look.ground;
		// Which cells a style of a table shades is not worked out.
		else if (name === "w:tblStyle" && style?.look.ground !== undefined) this.#ground = null;
	}

	#apart(blocks: Block[], ground = this.#ground): Leave {
		const before = { blocks: this.#blocks, paragraph: this.#paragraph, run: this.#run, inText: this.#inText };
		const around = this.#ground;
		this.#ground = ground;
		this.#blocks = blocks;
		this.#paragraph = null;
		this.#run = null;
		this.#inText = false;
		return () => {
			this.#blocks = before.blocks;
			this.#paragraph = before.paragraph;
			this.#run = before.run;
			this.#inText = before.inText;
			this.#ground = around;
		};
	}

	#add(text: string): void {
		const run = this.#run;
		if (this.#paragraph === null || run === null) return;
		const { style, look } = this.#paragraph;
		const hidden = isUnseen({ ...style.look, ...look, ...this.#look }, this.#ground);
		if (this.#unseen.leavesOut(text, { hidden, colour: null, ground: null, size: 0 })) return;
		this.#budget.spend(text.length);
		addRun(this.#paragraph.runs, text, this.#link === undefined ? run : { ...run, link: this.#link });
	}
}

function formatted(run: RunStyle, name: string, attributes: Attributes): RunStyle {
	if (name === "w:b") return { ...run, bold: isOn(attributes) };
	if (name === "w:sz") return { ...run, size: (Number(attributes["w:val"]) || 20) / 2 };
	if (name === "w:rFonts") return { ...run, font: attributes["w:ascii"] ?? run.font };
	return run;
}

/** @throws TributaryError file-corrupt, file-too-complex, no-text-layer */
export function readWord2003Xml(bytes: Uint8Array, limits: FileLimits): ReadDocument {
	const xml = decodeText(bytes);
	const ground = hasShapeBehind(xml) ? null : WHITE;
	return readSeen((unseen) => {
		const reader = new Word2003Reader({ ground, unseen, limits });
		walkXml(xml, reader, limits);
		return layOutFlow(reader.parts, limits);
	});
}
