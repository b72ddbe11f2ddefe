import { TributaryError } from "../../errors.ts";
import { joinSpacedLetters } from "../layout/glyphs.ts";
import { POINTS_PER_CHARACTER, type ReadDocument } from "../layout/line.ts";
import { layOutPages, type PlacedPage } from "../layout/pages.ts";
import type { Item } from "../layout/place-items.ts";
import type { FileLimits } from "../limits.ts";
import { decodeText } from "./encoding.ts";

const LINE_HEIGHT = 12;
const FONT_SIZE = 10;
const TAB = 8;

/** Tabs to the stops they would reach in a terminal. */
function expandTabs(line: string): string {
	let expanded = "";
	for (const character of line) {
		expanded += character === "\t" ? " ".repeat(Math.max(3, TAB - (expanded.length % TAB))) : character;
	}
	return expanded;
}

/** East Asian characters take two places. */
const placesOf = (text: string): number =>
	text.length +
	(text.match(/[\u1100-\u115F\u2E80-\uA4CF\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE4F\uFF00-\uFF60]/gu)?.length ?? 0);

/** "J A N E  D O E": the two blanks part words of one name, not columns. */
function wordsOf(line: string): string {
	const indent = line.length - line.trimStart().length;
	return /\S \S/.test(line) ? line.slice(0, indent) + joinSpacedLetters(line.slice(indent)) : line;
}

const EAST_ASIAN = "[\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\p{Script=Hangul}ー]";
/** "氏　名　佐々木　健太郎", or "佐々木　健太郎" alone in its line. */
const WIDE_NAME = new RegExp(
	`^(\\s*)(?:((?:氏\\s*名|姓\\s*名|お?名\\s*前|ふりがな|フリガナ|성\\s*명)(?:\\s*[:：]\\s*|\\s+))(${EAST_ASIAN}{1,8})\u3000(${EAST_ASIAN}{1,8})(?=\\s|$)|(${EAST_ASIAN}{1,4})\u3000(${EAST_ASIAN}{1,4})$)`,
	"u",
);

/** The wide blank between family and given name parts no columns, nor does that within the label before them. */
const joinWideName = (line: string): string =>
	line.replace(WIDE_NAME, (_, indent, label, family, given, familyAlone, givenAlone) =>
		label === undefined
			? `${indent}${familyAlone} ${givenAlone}`
			: `${indent}${label.trim().replace(/\s+/gu, "")}  ${family} ${given}`,
	);

function lineItems(line: string, y: number): Item[] {
	const expanded = wordsOf(joinWideName(expandTabs(line.trimEnd())));
	let [end, places] = [0, 0];
	return [...expanded.matchAll(/\S+(?: \S+)*/g)].map(({ index, 0: text }) => {
		const x = places + placesOf(expanded.slice(end, index));
		const width = placesOf(text);
		[end, places] = [index + text.length, x + width];
		return {
			text,
			x: x * POINTS_PER_CHARACTER,
			y,
			width: width * POINTS_PER_CHARACTER,
			size: FONT_SIZE,
			font: "",
		};
	});
}

/**
 * Plain text on a grid of characters, so that columns made with blanks are found like those of a page.
 * @throws TributaryError file-too-complex, file-empty
 */
export function readPlainText(bytes: Uint8Array, limits: FileLimits): ReadDocument {
	const text = decodeText(bytes);
	if (text.length > limits.characters)
		throw new TributaryError("file-too-complex", { detail: "The file has too much text." });
	const sheets = text.split("\f").map((sheet) => sheet.split(/\r\n|\r|\n/));
	if (sheets.reduce((sum, sheet) => sum + sheet.length, 0) > limits.lines)
		throw new TributaryError("file-too-complex", { detail: "The file has too many lines." });
	const pages: PlacedPage[] = sheets.map((lines, index) => ({
		number: index + 1,
		height: null,
		// Where blank lines part most lines, the usual distance would be that of two.
		pitch: LINE_HEIGHT,
		items: lines.flatMap((line, row) => lineItems(line, row * LINE_HEIGHT)),
	}));
	const { lines, flags } = layOutPages(pages);
	if (lines.length === 0) throw new TributaryError("file-empty");
	// Characters that no text has: the charset is another one.
	const garbled = /[\uFFFD\u0080-\u009F]/u.test(text) ? ["garbled"] : [];
	return { lines, links: [], pageCount: sheets.length, flags: new Set([...flags, ...garbled]) };
}
