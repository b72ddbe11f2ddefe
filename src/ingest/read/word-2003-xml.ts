import type { Block, Run } from "../layout/blocks.ts";
import type { ReadDocument } from "../layout/line.ts";
import type { FileLimits } from "../limits.ts";
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
}
const NO_STYLE: Style = { run: PLAIN, heading: 0, list: false };

interface Paragraph {
	readonly runs: Run[];
	style: Style;
	bullet: boolean;
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
	#hidden = false;
	#link: string | undefined;
	#inText = false;
	#skipped = 0;

	constructor(limits: FileLimits) {
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
			return this.#apart(group);
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
		if (name === "w:tbl" && around !== null) {
			const rows: Block[][][] = [];
			this.#rows.push(rows);
			return () => {
				this.#rows.pop();
				around.push({ kind: "table", rows });
			};
		}
		if (name === "w:tr") this.#rows.at(-1)?.push([]);
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
		const paragraph: Paragraph = { runs: [], style: NO_STYLE, bullet: false };
		this.#paragraph = paragraph;
		return () => {
			const { runs, style, bullet } = paragraph;
			blocks.push(paragraphOf(runs, style.heading, bullet || style.list));
			this.#paragraph = around;
		};
	}

	#openRun(): Leave {
		const around = { run: this.#run, hidden: this.#hidden };
		this.#run = this.#paragraph?.style.run ?? PLAIN;
		this.#hidden = false;
		return () => {
			this.#run = around.run;
			this.#hidden = around.hidden;
		};
	}

	#define(name: string, attributes: Attributes, defined: { style: Style }): void {
		const { style } = defined;
		const value = attributes["w:val"] ?? "";
		if (name === "w:basedOn") defined.style = { ...(this.#styles.get(value) ?? NO_STYLE), heading: style.heading };
		else if (name === "w:name") defined.style = { ...style, heading: headingLevel(value) };
		else if (name === "w:listPr") defined.style = { ...style, list: true };
		else defined.style = { ...style, run: formatted(style.run, name, attributes) };
	}

	#format(name: string, attributes: Attributes): void {
		const paragraph = this.#paragraph;
		if (this.#run !== null) {
			this.#run = formatted(this.#run, name, attributes);
			if (name === "w:vanish") this.#hidden = isOn(attributes);
			const style = name === "w:rStyle" ? this.#styles.get(attributes["w:val"] ?? "") : undefined;
			if (style?.run.bold === true) this.#run = { ...this.#run, bold: true };
		} else if (paragraph !== null) {
			if (name === "w:pStyle") paragraph.style = this.#styles.get(attributes["w:val"] ?? "") ?? NO_STYLE;
			if (name === "w:listPr") paragraph.bullet = true;
		}
	}

	#apart(blocks: Block[]): Leave {
		const before = { blocks: this.#blocks, paragraph: this.#paragraph, run: this.#run, inText: this.#inText };
		this.#blocks = blocks;
		this.#paragraph = null;
		this.#run = null;
		this.#inText = false;
		return () => {
			this.#blocks = before.blocks;
			this.#paragraph = before.paragraph;
			this.#run = before.run;
			this.#inText = before.inText;
		};
	}

	#add(text: string): void {
		const run = this.#run;
		if (this.#paragraph === null || run === null || this.#hidden) return;
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
	const reader = new Word2003Reader(limits);
	walkXml(decodeText(bytes), reader, limits);
	return layOutFlow(reader.parts, limits);
}
