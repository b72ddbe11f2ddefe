import type { Block, Run } from "../layout/blocks.ts";
import type { FileLimits } from "../limits.ts";
import type { Rgb } from "./contrast.ts";
import { addRun, CharacterBudget, type FlowParts, paragraphOf } from "./flow-document.ts";
import type { OdtStyle, OdtStyles } from "./odt-styles.ts";
import type { UnseenText } from "./unseen-text.ts";
import { walkXml, type XmlHandler } from "./xml.ts";

/** Text of an OpenDocument part: body, headers, footers, notes, frames (ODF 1.3 part 3, 5 to 10). */

type Attributes = Readonly<Record<string, string>>;
type Leave = (() => void) | undefined;

/** Deleted text, comments, indexes' templates, forms, and what only a program reads. */
const SKIPPED = new Set(
	"text:tracked-changes office:annotation office:forms office:scripts office:settings office:meta text:index-title-template text:table-of-content-source office:binary-data svg:title svg:desc text:note-citation text:sequence-decls text:ruby-text style:style style:default-style text:list-style text:notes-configuration office:font-face-decls style:page-layout".split(
		" ",
	),
);
/** Drawn shapes whose text stands apart from the text around them. */
const BOXES = new Set(
	"draw:text-box draw:custom-shape draw:rect draw:ellipse draw:circle draw:polygon draw:path draw:caption draw:line".split(
		" ",
	),
);
const MARGINS: Readonly<Record<string, "headers" | "footers">> = {
	"style:header": "headers",
	"style:header-left": "headers",
	"style:header-first": "headers",
	"style:footer": "footers",
	"style:footer-left": "footers",
	"style:footer-first": "footers",
};
/** More blanks than this part cells as well as any number. */
const MAX_BLANKS = 200;

interface Paragraph {
	readonly runs: Run[];
	style: OdtStyle;
	link: string | undefined;
	/** A field in it hides all of it. */
	hidden: boolean;
}

export interface OdtReading {
	readonly styles: OdtStyles;
	readonly unseen: UnseenText;
	/** What text of the page stands on; null where it cannot be known. */
	readonly ground: Rgb | null;
	readonly limits: FileLimits;
}

/** Elements that lay a colour under their text, and the family of their styles. */
const GROUNDS: Readonly<Record<string, readonly [family: string, attribute: string]>> = {
	"text:section": ["section", "text:style-name"],
	"table:table": ["table", "table:style-name"],
	"table:table-row": ["table-row", "table:style-name"],
	"table:table-cell": ["table-cell", "table:style-name"],
	"draw:frame": ["graphic", "draw:style-name"],
};

/** A section that is hidden, or a condition that was found true when the file was saved (ODF 1.3 part 3, 5.4 and 7.7.11). */
const isHidden = (name: string, attributes: Attributes): boolean =>
	(name === "text:section" && attributes["text:display"] === "none") ||
	(name === "text:section" && attributes["text:display"] === "condition" && attributes["text:is-hidden"] === "true");

export class OdtBody implements XmlHandler {
	readonly #parts: FlowParts;
	readonly #styles: OdtStyles;
	readonly #budget: CharacterBudget;
	readonly #unseen: UnseenText;
	#blocks: Block[] | null = null;
	#paragraph: Paragraph | null = null;
	#bullet = false;
	#skipped = 0;

	/** What the next paragraph stands on. */
	#ground: Rgb | null;
	/** Hidden sections and paragraphs that are open. */
	#hidden = 0;

	constructor(parts: FlowParts, { styles, unseen, ground, limits }: OdtReading) {
		this.#parts = parts;
		this.#unseen = unseen;
		this.#styles = styles;
		this.#ground = ground;
		this.#budget = new CharacterBudget(limits);
	}

	open(name: string, attributes: Attributes): Leave {
		if (this.#skipped > 0 || SKIPPED.has(name)) {
			this.#skipped += 1;
			return () => {
				this.#skipped -= 1;
			};
		}
		const ground = this.#ground;
		const hidden = isHidden(name, attributes) ? 1 : 0;
		const [family, attribute] = GROUNDS[name] ?? [];
		if (family !== undefined && attribute !== undefined)
			this.#ground = this.#styles.ground(family, attributes[attribute] ?? "", ground);
		this.#hidden += hidden;
		const leave = this.#openElement(name, attributes);
		if (family === undefined) return leave;
		return () => {
			leave?.();
			this.#ground = ground;
			this.#hidden -= hidden;
		};
	}

	#openElement(name: string, attributes: Attributes): Leave {
		const margin = MARGINS[name];
		if (margin !== undefined) {
			if (attributes["style:display"] === "false") return this.#apart([]);
			return this.#apart(this.#group(this.#parts[margin]));
		}
		if (BOXES.has(name)) return this.#apart(this.#group(this.#parts.boxes));
		return name.startsWith("table:") ? this.#openTable(name) : this.#openText(name, attributes);
	}

	text(content: string): void {
		if (this.#skipped === 0) this.#add(content.replace(/[\s]+/g, " "));
	}

	#openText(name: string, attributes: Attributes): Leave {
		switch (name) {
			case "office:text":
				return this.#apart(this.#parts.body);
			case "text:note-body":
				return this.#apart(this.#group(this.#parts.notes));
			case "text:p":
			case "text:h":
				return this.#openParagraph(name, attributes);
			case "text:list-item":
				this.#bullet = true;
				return undefined;
			case "text:span":
				return this.#within((paragraph) => {
					paragraph.style = this.#styles.span(attributes["text:style-name"] ?? "", paragraph.style);
				});
			case "text:a":
				return this.#within((paragraph) => {
					paragraph.link = attributes["xlink:href"];
				});
			case "text:s":
				this.#add(" ".repeat(Math.min(Number(attributes["text:c"] ?? 1) || 1, MAX_BLANKS)));
				return undefined;
			case "text:hidden-paragraph":
				if (attributes["text:is-hidden"] === "true" && this.#paragraph !== null) this.#paragraph.hidden = true;
				return undefined;
			case "text:tab":
				this.#add("\t");
				return undefined;
			case "text:line-break":
				this.#add("\n");
				return undefined;
			default:
				return undefined;
		}
	}

	#openTable(name: string): Leave {
		const around = this.#blocks;
		if (around === null) return undefined;
		if (name === "table:table") {
			const rows: Block[][][] = [];
			this.#rows.push(rows);
			return () => {
				this.#rows.pop();
				around.push({ kind: "table", rows });
			};
		}
		if (name === "table:table-row") this.#rows.at(-1)?.push([]);
		if (name !== "table:table-cell") return undefined;
		const cell: Block[] = [];
		this.#rows.at(-1)?.at(-1)?.push(cell);
		return this.#apart(cell);
	}
	readonly #rows: Block[][][][] = [];

	#openParagraph(name: string, attributes: Attributes): Leave {
		const blocks = this.#blocks;
		if (blocks === null) return undefined;
		const around = this.#paragraph;
		const style = this.#styles.paragraph(attributes["text:style-name"] ?? "", this.#ground);
		const paragraph: Paragraph = { runs: [], style, link: undefined, hidden: false };
		const heading = name === "text:h" ? Number(attributes["text:outline-level"] ?? 1) : style.heading;
		const bullet = this.#bullet;
		this.#bullet = false;
		this.#paragraph = paragraph;
		return () => {
			const { runs, hidden } = paragraph;
			const text = runs.map((run) => run.text).join("");
			if (!hidden || !this.#unseen.leavesOut(text, { ...style, hidden }))
				blocks.push(paragraphOf(runs, Math.min(heading, 6), bullet));
			this.#paragraph = around;
		};
	}

	/** Text that goes somewhere else until the element ends. */
	#apart(blocks: Block[]): Leave {
		const before = { blocks: this.#blocks, paragraph: this.#paragraph, bullet: this.#bullet };
		this.#blocks = blocks;
		this.#paragraph = null;
		this.#bullet = false;
		return () => {
			this.#blocks = before.blocks;
			this.#paragraph = before.paragraph;
			this.#bullet = before.bullet;
		};
	}

	#group(groups: Block[][]): Block[] {
		const group: Block[] = [];
		groups.push(group);
		return group;
	}

	#within(change: (paragraph: Paragraph) => void): Leave {
		const paragraph = this.#paragraph;
		if (paragraph === null) return undefined;
		const { style, link } = paragraph;
		change(paragraph);
		return () => Object.assign(paragraph, { style, link });
	}

	#leavesOut(text: string, style: OdtStyle): boolean {
		return this.#unseen.leavesOut(text, this.#hidden > 0 ? { ...style, hidden: true } : style);
	}

	#add(text: string): void {
		const paragraph = this.#paragraph;
		if (paragraph === null || this.#leavesOut(text, paragraph.style)) return;
		this.#budget.spend(text.length);
		const { bold, size, font } = paragraph.style;
		addRun(paragraph.runs, text, {
			bold,
			size,
			font,
			...(paragraph.link === undefined ? {} : { link: paragraph.link }),
		});
	}
}

/** Adds the text of one part of the package. */
export const readOdtPart = (xml: string, parts: FlowParts, reading: OdtReading): void =>
	walkXml(xml, new OdtBody(parts, reading), reading.limits);
