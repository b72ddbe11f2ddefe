import type { Rgb } from "../contrast.ts";
import { headingLevel } from "../flow-document.ts";
import { colourAt, longShade, numberedColour, type Shade, shortShade } from "./looks.ts";
import { eachModification } from "./properties.ts";

/** What characters look like; only what tells a heading from text. */
export interface CharacterFormat {
	readonly bold: boolean;
	/** Points. */
	readonly size: number;
	readonly font: number;
	readonly hidden: boolean;
	/** In a tracked change. */
	readonly deleted: boolean;
	/** Null where it is the reader's choice. */
	readonly colour: Rgb | null;
	/** What lies under the characters. */
	readonly shade: Shade;
	/** Letters have a contour or shadow, which is seen whatever their colour. */
	readonly contour: boolean;
	/** Sign of a picture font that stands for a placeholder. */
	readonly symbol: number | null;
}

export interface ParagraphFormat {
	readonly style: number;
	readonly list: boolean;
	/** Tables around it; 0 outside. */
	readonly depth: number;
	readonly rowEnd: boolean;
	/** End of a cell, or row, of a table in a table. */
	readonly innerCellEnd: boolean;
	readonly innerRowEnd: boolean;
	/** What lies under the paragraph. */
	readonly shade: Shade;
	/** 1 to 9 where the paragraph states it, 0 for text. */
	readonly outline: number;
}

export const PLAIN_CHARACTERS: CharacterFormat = {
	bold: false,
	size: 10,
	font: -1,
	hidden: false,
	deleted: false,
	colour: null,
	shade: undefined,
	contour: false,
	symbol: null,
};
/** Of a hundred of the width of a letter. */
const LEAST_WIDTH = 10;
const CONTOURS = new Set([0x0838, 0x0839, 0x0854, 0x0858]);
export const PLAIN_PARAGRAPH: ParagraphFormat = {
	style: 0,
	list: false,
	depth: 0,
	rowEnd: false,
	innerCellEnd: false,
	innerRowEnd: false,
	shade: undefined,
	outline: 0,
};

/** [MS-DOC] 2.9.5: 0x80 is what the style says, 0x81 the opposite of it. */
const toggle = (operand: number, ofStyle: boolean): boolean =>
	operand === 0x80 ? ofStyle : operand === 0x81 ? !ofStyle : operand === 1;

/** Characters after a list of modifications ([MS-DOC] 2.6.1). */
export function modifyCharacters(list: Buffer, ground: CharacterFormat, styles: StyleSheet | null): CharacterFormat {
	let format = ground;
	eachModification(list, (code, operand) => {
		if (code === 0x0835) format = { ...format, bold: toggle(operand[0] ?? 0, ground.bold) };
		else if (code === 0x083c) format = { ...format, hidden: toggle(operand[0] ?? 0, ground.hidden) };
		else if (code === 0x0800) format = { ...format, deleted: operand[0] === 1 };
		else if (code === 0x4a43) format = { ...format, size: operand.readUInt16LE(0) / 2 };
		else if (code === 0x4a4f) format = { ...format, font: operand.readUInt16LE(0) };
		else if (code === 0x6a09) format = { ...format, symbol: operand.readUInt16LE(2) };
		else if (code === 0x4a30 && styles !== null) format = styles.onCharacters(operand.readUInt16LE(0), format);
		else format = modifySight(code, operand, format);
	});
	return format;
}

/** What tells whether characters are seen. */
function modifySight(code: number, operand: Buffer, format: CharacterFormat): CharacterFormat {
	if (CONTOURS.has(code)) return { ...format, contour: (operand[0] ?? 0) !== 0 };
	switch (code) {
		case 0x6870:
			return { ...format, colour: colourAt(operand, 0) };
		case 0x2a42:
			return { ...format, colour: numberedColour(operand[0] ?? 0) };
		case 0x2a0c:
			return { ...format, shade: numberedColour(operand[0] ?? 0) ?? undefined };
		case 0x4866:
			return { ...format, shade: shortShade(operand) };
		case 0xca71:
			return { ...format, shade: longShade(operand) };
		case 0x4852:
			return operand.readUInt16LE(0) < LEAST_WIDTH ? { ...format, hidden: true } : format;
		default:
			return format;
	}
}

/** A paragraph after a list of modifications ([MS-DOC] 2.6.2). */
export function modifyParagraph(list: Buffer, ground: ParagraphFormat, data: Buffer | null = null): ParagraphFormat {
	let format = ground;
	eachModification(list, (code, operand) => {
		const on = (operand[0] ?? 0) === 1;
		if (code === 0x460b) format = { ...format, list: operand.readUInt16LE(0) !== 0 };
		else if (code === 0x2416) format = { ...format, depth: on ? Math.max(format.depth, 1) : 0 };
		else if (code === 0x6649) format = { ...format, depth: Math.max(0, operand.readInt32LE(0)) };
		else if (code === 0x2417) format = { ...format, rowEnd: on };
		else if (code === 0x244b) format = { ...format, innerCellEnd: on };
		else if (code === 0x244c) format = { ...format, innerRowEnd: on };
		else if (code === 0x2640) format = { ...format, outline: (operand[0] ?? 9) < 9 ? (operand[0] ?? 0) + 1 : 0 };
		else if (code === 0x442d) format = { ...format, shade: shortShade(operand) };
		else if (code === 0xc64d) format = { ...format, shade: longShade(operand) };
		else if (code === 0x4600) format = { ...format, style: operand.readUInt16LE(0) };
		else if (code === 0x6646 && data !== null) {
			// A list too long for its page stands in the data stream, with its length before it.
			const at = operand.readUInt32LE(0);
			if (at + 2 <= data.length)
				format = modifyParagraph(data.subarray(at + 2, at + 2 + data.readUInt16LE(at)), format);
		}
	});
	return format;
}

interface Style {
	readonly kind: number;
	readonly parent: number;
	/** Level of a heading, 0 for others. */
	readonly heading: number;
	readonly characters: Buffer;
	readonly paragraph: Buffer;
}

const EMPTY = Buffer.alloc(0);
const PARAGRAPH_STYLE = 1;
const CHARACTER_STYLE = 2;
const MAX_PARENTS = 30;
const MAX_STYLES = 5000;

/** One style ([MS-DOC] 2.9.257 STD): numbers, the name, then lists of modifications. */
function readStyle(std: Buffer, baseSize: number): Style | null {
	if (std.length < baseSize + 2 || std.length < 10) return null;
	const identifier = std.readUInt16LE(0) & 0x0fff;
	const kind = std.readUInt16LE(2) & 0x0f;
	const nameLength = std.readUInt16LE(baseSize);
	let at = baseSize + 2 + nameLength * 2 + 2;
	const name = std.toString("utf16le", baseSize + 2, Math.min(std.length, at - 2));
	const lists: Buffer[] = [];
	for (let index = 0; index < (std.readUInt16LE(4) & 0x0f) && at + 2 <= std.length; index += 1) {
		const size = std.readUInt16LE(at);
		lists.push(std.subarray(at + 2, at + 2 + size));
		at += 2 + size + (size & 1);
	}
	const heading = identifier >= 1 && identifier <= 6 ? identifier : headingLevel(name);
	const [first = EMPTY, second = EMPTY] = lists;
	const isParagraph = kind === PARAGRAPH_STYLE;
	return {
		kind,
		parent: std.readUInt16LE(2) >> 4,
		heading,
		paragraph: isParagraph ? first.subarray(2) : EMPTY,
		characters: isParagraph ? second : kind === CHARACTER_STYLE ? first : EMPTY,
	};
}

export class StyleSheet {
	readonly #styles: (Style | null)[] = [];
	readonly #characters = new Map<number, CharacterFormat>();

	constructor(table: Buffer) {
		if (table.length < 6) return;
		const headSize = table.readUInt16LE(0);
		const count = Math.min(table.readUInt16LE(2), MAX_STYLES);
		const baseSize = table.readUInt16LE(4);
		let at = 2 + headSize;
		while (this.#styles.length < count && at + 2 <= table.length) {
			const size = table.readUInt16LE(at);
			this.#styles.push(size === 0 ? null : readStyle(table.subarray(at + 2, at + 2 + size), baseSize));
			at += 2 + size + (size & 1);
		}
	}

	/** What the characters of a paragraph of this style look like. */
	charactersOf(style: number): CharacterFormat {
		const known = this.#characters.get(style);
		if (known !== undefined) return known;
		const format = this.#chain(style).reduce(
			(ground, one) => modifyCharacters(one.characters, ground, null),
			PLAIN_CHARACTERS,
		);
		this.#characters.set(style, format);
		return format;
	}

	/** A character style on top of what is there. */
	onCharacters(style: number, ground: CharacterFormat): CharacterFormat {
		return this.#chain(style)
			.filter((one) => one.kind === CHARACTER_STYLE)
			.reduce((format, one) => modifyCharacters(one.characters, format, null), ground);
	}

	paragraphOf(style: number): ParagraphFormat {
		return {
			...this.#chain(style).reduce((ground, one) => modifyParagraph(one.paragraph, ground), PLAIN_PARAGRAPH),
			style,
		};
	}

	headingOf(style: number): number {
		return this.#chain(style).findLast((one) => one.heading > 0)?.heading ?? 0;
	}

	#chain(style: number): Style[] {
		const chain: Style[] = [];
		for (let at = style; chain.length < MAX_PARENTS; ) {
			const one = this.#styles[at];
			if (one == null || chain.includes(one)) break;
			chain.unshift(one);
			at = one.parent;
		}
		return chain;
	}
}
