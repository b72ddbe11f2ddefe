import type { Block, Run } from "../../layout/blocks.ts";
import type { Rgb } from "../contrast.ts";
import { addRun, type CharacterBudget, paragraphOf } from "../flow-document.ts";
import { TableRows } from "../table-rows.ts";
import type { Setting, UnseenText } from "../unseen-text.ts";
import type { DocText } from "./pieces.ts";
import type { FormattedRuns } from "./properties.ts";
import {
	type CharacterFormat,
	modifyCharacters,
	type ParagraphFormat,
	PLAIN_PARAGRAPH,
	type StyleSheet,
} from "./styles.ts";

/** What a document needs to read one of its texts. */
export interface DocSource {
	readonly text: DocText;
	readonly styles: StyleSheet;
	readonly characters: FormattedRuns<Buffer>;
	readonly paragraphs: FormattedRuns<ParagraphFormat>;
	readonly budget: CharacterBudget;
	readonly unseen: UnseenText;
	/** What text stands on outside of tables, and in them; null where it cannot be known. */
	readonly page: Rgb | null;
	readonly cells: Rgb | null;
}

interface Field {
	instruction: string;
	/** The code comes first, what is printed comes after a mark. */
	inCode: boolean;
	link: string | undefined;
}

/** Characters with a meaning of their own ([MS-DOC] 2.4.1 and 2.8.25). */
const CELL_END = "\u0007";
const FIELD_START = "\u0013";
const FIELD_RESULT = "\u0014";
const FIELD_END = "\u0015";
const SYMBOL = "(";
const PARAGRAPH_ENDS = new Set(["\r", "\f", CELL_END]);
const REPLACED: Readonly<Record<string, string>> = {
	"\v": "\n",
	"\u000e": "\n",
	"\u001e": "\u2011",
	"\u001f": "\u00ad",
};
/** Pictures, drawings, marks of notes and comments. */
const PLACEHOLDERS = /[\u0001-\u0006\u0008]/;

class StoryReader {
	readonly #source: DocSource;
	readonly rows = new TableRows();
	#runs: Run[] = [];
	readonly #fields: Field[] = [];
	#list: Buffer | undefined;
	#style = -1;
	#format: CharacterFormat;

	constructor(source: DocSource) {
		this.#source = source;
		this.#format = source.styles.charactersOf(0);
	}

	take(character: string, place: number): void {
		this.#source.budget.spend(1);
		if (PARAGRAPH_ENDS.has(character)) this.#endParagraph(character, this.#paragraphAt(place));
		else if (character === FIELD_START) this.#fields.push({ instruction: "", inCode: true, link: undefined });
		else if (character === FIELD_RESULT) this.#fieldResult();
		else if (character === FIELD_END) this.#fields.pop();
		else this.#print(character, place);
	}

	end(): Block[] {
		if (this.#runs.length > 0) this.#endParagraph("\r", PLAIN_PARAGRAPH);
		return this.rows.end();
	}

	#paragraphAt(place: number): ParagraphFormat {
		return this.#source.paragraphs.at(place) ?? PLAIN_PARAGRAPH;
	}

	#fieldResult(): void {
		const field = this.#fields.at(-1);
		if (field === undefined) return;
		field.inCode = false;
		field.link = /^\s*HYPERLINK\s+(?:\\[a-z]\s+)*"([^"]+)"/i.exec(field.instruction)?.[1];
	}

	#print(character: string, place: number): void {
		const field = this.#fields.at(-1);
		if (field?.inCode === true) {
			field.instruction += character;
			return;
		}
		if (PLACEHOLDERS.test(character)) return;
		const format = this.#formatAt(place);
		if (format.deleted || this.#source.unseen.leavesOut(character, this.#sightOf(format, place))) return;
		const printed = character === SYMBOL && format.symbol !== null ? String.fromCharCode(format.symbol) : character;
		const link = this.#fields.findLast((open) => open.link !== undefined)?.link;
		addRun(this.#runs, REPLACED[printed] ?? printed, {
			bold: format.bold,
			size: format.size,
			font: String(format.font),
			...(link === undefined ? {} : { link }),
		});
	}

	#sightOf({ hidden, colour, contour, shade, size }: CharacterFormat, place: number): Setting {
		const { depth, shade: under } = this.#paragraphAt(place);
		const around = depth > 0 ? this.#source.cells : this.#source.page;
		const [ground = around] = [shade, under].filter((one) => one !== undefined);
		return { hidden, colour: contour ? null : colour, ground, size };
	}

	#formatAt(place: number): CharacterFormat {
		const list = this.#source.characters.at(place);
		const { style } = this.#paragraphAt(place);
		if (list !== this.#list || style !== this.#style) {
			this.#list = list;
			this.#style = style;
			const ground = this.#source.styles.charactersOf(style);
			this.#format = list === undefined ? ground : modifyCharacters(list, ground, this.#source.styles);
		}
		return this.#format;
	}

	#endParagraph(mark: string, format: ParagraphFormat): void {
		// A mark that ends a cell or a row stands in a table, whatever else is said.
		const depth = mark === CELL_END ? Math.max(1, format.depth) : format.depth;
		const runs = this.#runs;
		this.#runs = [];
		if (runs.length > 0) {
			const heading = this.#source.styles.headingOf(format.style) || Math.min(format.outline, 6);
			this.rows.add(paragraphOf(runs, heading, format.list), depth);
		}
		if (mark === CELL_END && format.rowEnd) this.rows.endRow(1);
		else if (mark === CELL_END) this.rows.endCell(1);
		else if (format.innerRowEnd) this.rows.endRow(Math.max(2, depth));
		else if (format.innerCellEnd) this.rows.endCell(Math.max(2, depth));
	}
}

/** One text of a document, by its character positions, as paragraphs and tables. */
export function readStory(source: DocSource, from: number, to: number): Block[] {
	const reader = new StoryReader(source);
	source.text.each(from, to, (character, place) => reader.take(character, place));
	return reader.end();
}
