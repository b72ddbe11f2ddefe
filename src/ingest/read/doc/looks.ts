import { fromHex, type Rgb } from "../contrast.ts";

/** Colours of a Word document, and what lies under its text ([MS-DOC] 2.9.43 COLORREF, 2.9.119 Ico, 2.9.248 Shd). */

/** What lies under text: null where it is not known, undefined where nothing is said. */
export type Shade = Rgb | null | undefined;

/** Colours by number; 0 is the colour that the reader chooses. */
const NUMBERED =
	"0 000000 0000FF 00FFFF 00FF00 FF00FF FF0000 FFFF00 FFFFFF 000080 008080 008000 800080 800000 808000 808080 C0C0C0".split(
		" ",
	);
const AUTO = 0xff;
/** Patterns of shading: nothing but the ground, nothing but the pattern. */
const CLEAR = 0;
const SOLID = 1;

export const numberedColour = (number: number): Rgb | null => fromHex(NUMBERED[number] ?? "");

/** Null for the colour that the reader chooses. */
export const colourAt = (bytes: Buffer, at: number): Rgb | null =>
	bytes.readUInt8(at + 3) === AUTO ? null : [bytes.readUInt8(at), bytes.readUInt8(at + 1), bytes.readUInt8(at + 2)];

function shadeOf(pattern: number, fore: Rgb | null, back: Rgb | null): Shade {
	if (pattern === CLEAR) return back ?? undefined;
	return pattern === SOLID ? fore : null;
}

/** Ten bytes: the colour of the pattern, that of its ground, the pattern. */
export const longShade = (bytes: Buffer, at = 0): Shade =>
	shadeOf(bytes.readUInt16LE(at + 8), colourAt(bytes, at), colourAt(bytes, at + 4));

/** The same in two bytes, with colours by number. */
export function shortShade(bytes: Buffer, at = 0): Shade {
	const value = bytes.readUInt16LE(at);
	if (value === 0xffff) return undefined;
	return shadeOf(value >> 10, numberedColour(value & 31), numberedColour((value >> 5) & 31));
}

const SHORT_CELLS = new Set([0xd609]);
const LONG_CELLS = new Set([0xd612, 0xd616, 0xd60c, 0xd670, 0xd671, 0xd672]);
/** Shading of some cells of a row, or of a whole table. */
const SOME_CELLS = new Set([0xd62d, 0x7627, 0xd660]);

/** True for a modification of a row that lays a colour under its cells. */
export function shadesCells(code: number, operand: Buffer): boolean {
	if (SOME_CELLS.has(code)) return true;
	const size = SHORT_CELLS.has(code) ? 2 : LONG_CELLS.has(code) ? 10 : 0;
	if (size === 0) return false;
	const count = Math.floor(operand.length / size);
	const read = size === 2 ? shortShade : longShade;
	return Array.from({ length: count }, (_, index) => read(operand, index * size)).some((shade) => shade !== undefined);
}
