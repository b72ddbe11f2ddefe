import { TributaryError } from "../../errors.ts";
import { cleanText } from "../layout/glyphs.ts";
import { dashesOfTex, LOST, markLost } from "../layout/ligatures.ts";
import type { ReadDocument } from "../layout/line.ts";
import { layOutPages, type PlacedPage } from "../layout/pages.ts";
import type { Item } from "../layout/place-items.ts";
import { isRightToLeft } from "../layout/right-to-left.ts";
import type { FileLimits } from "../limits.ts";
import { openPdf, type PdfDocument, type PdfPage, type PdfTextItem } from "./pdf-engine.ts";
import { letters, withoutHidden } from "./pdf-hidden.ts";
import { attachLinks, type PlacedLink, readLinks, type Transform } from "./pdf-links.ts";
import { type Items, readSeenText } from "./pdf-painting/seen-text.ts";
import { findWords, lostWords } from "./pdf-spacing.ts";

const isText = (item: PdfTextItem | { type: string }): item is PdfTextItem => "str" in item;

function toItem(item: PdfTextItem, viewport: readonly number[]): Item & { angle: number } {
	const [a, b, c, d, e, f] = viewport as [number, number, number, number, number, number];
	const [ta, tb, tc, td, tx, ty] = item.transform as [number, number, number, number, number, number];
	const angle = Math.atan2(b * ta + d * tb, a * ta + c * tb);
	return {
		text: markLost(dashesOfTex(item.str)),
		x: a * tx + c * ty + e,
		y: b * tx + d * ty + f,
		width: item.width,
		size: Math.hypot(tc, td) || item.height,
		font: item.fontName,
		rightToLeft: item.dir === "rtl",
		angle,
	};
}

interface PageSize {
	readonly width: number;
	readonly height: number;
}

/** Turns a page whose text runs sideways; of an upright page, text that runs sideways is put aside. */
function upright(
	items: readonly (Item & { angle: number })[],
	{ width, height }: PageSize,
): { readonly items: Item[]; readonly height: number } {
	const turns = items.map((item) => Math.round((item.angle / Math.PI) * 2));
	const letters = [-2, -1, 0, 1, 2].map((turn) => ({
		turn,
		n: items.reduce((n, item, i) => n + (turns[i] === turn ? item.text.trim().length : 0), 0),
	}));
	const main = letters.reduce((best, entry) => (entry.n > best.n ? entry : best)).turn;
	const rotate = (item: Item): Item => {
		if (main === 1) return { ...item, x: item.y, y: width - item.x };
		if (main === -1) return { ...item, x: height - item.y, y: item.x };
		if (Math.abs(main) === 2) return { ...item, x: width - item.x, y: height - item.y };
		return item;
	};
	const turned = items.filter((_, index) => turns[index] === main).map(rotate);
	return { items: turned, height: Math.abs(main) === 1 ? width : height };
}

/**
 * Icon fonts map pictures to letters ("a" for an envelope). A font that never sets more than one letter
 * at a time, in a file whose other fonts set words, is one of them.
 */
function iconFonts(items: readonly Item[]): Set<string> {
	const longest = new Map<string, number>();
	const letters = new Map<string, number>();
	let all = 0;
	for (const item of items) {
		const length = [...item.text.trim()].length;
		all += length;
		letters.set(item.font, (letters.get(item.font) ?? 0) + length);
		longest.set(item.font, Math.max(longest.get(item.font) ?? 0, length));
	}
	const single = [...longest].filter(([font, length]) => length === 1 && (letters.get(font) ?? 0) < all * 0.03);
	return new Set(single.map(([font]) => font));
}

const adjoins = (left: Item | undefined, right: Item | undefined): boolean =>
	left !== undefined &&
	right !== undefined &&
	Math.abs(left.y - right.y) < 1 &&
	Math.abs(right.x - left.x - left.width) < 0.1 * right.size;

const touches = (left: Item | undefined, right: Item | undefined): boolean =>
	adjoins(left, right) && /\p{L}$/u.test(left?.text ?? "") && /^\p{L}/u.test(right?.text ?? "");

/** A glyph that stands for no letter may come as a text of its own; whether it is inside a word, its neighbours tell. */
function markLostBetween<T extends Item>(items: readonly T[]): T[] {
	return items.map((item, index) => {
		const [before, after] = [items[index - 1], items[index + 1]];
		const left = adjoins(before, item) ? (before?.text.at(-1) ?? "") : "";
		const right = adjoins(item, after) ? (after?.text.slice(0, 2) ?? "") : "";
		const alone = /^[\u0000-\u001F\uFFFD]$/u.test(item.text);
		const marked = alone ? markLost(left + item.text + right) : "";
		return marked.includes(LOST) ? { ...item, text: LOST } : item;
	});
}

/**
 * Icons become bullets, which later steps take off the front of a line. Digits and signs of Chinese, Japanese and Korean are never icons, nor
 * is a letter inside a word that had to come from a second font.
 */
function iconsAsBullets(items: readonly Item[], icons: ReadonlySet<string>): Item[] {
	if (icons.size === 0) return [...items];
	return items.map((item, index) => {
		const icon =
			icons.has(item.font) &&
			/^[^\s\p{N}\p{Script=Han}\p{Script=Hangul}\u3000-\u30FF\uFF00-\uFFEF\p{Pd}~.,:;'"()]$/u.test(item.text.trim());
		const inWord = icon && (touches(items[index - 1], item) || touches(item, items[index + 1]));
		return icon && !inWord ? { ...item, text: "•" } : item;
	});
}

type PlacedItem = Item & { angle: number };

/** Letters set apart get their words back. */
async function withWords(page: PdfPage, items: readonly PlacedItem[]): Promise<PlacedItem[]> {
	const lost = items.map((item) => item.text).filter(lostWords);
	if (lost.length === 0) return [...items];
	const words = await findWords(page, lost).catch(() => new Map<string, string>());
	return items.map((item) => ({ ...item, text: words.get(item.text) ?? item.text }));
}

interface ReadPage {
	readonly number: number;
	readonly items: Item[];
	/** There was text that nobody sees. */
	readonly hidden: boolean;
	readonly transform: Transform;
	readonly height: number;
	readonly width: number;
}

interface Reading {
	/** What nobody sees is read, too. */
	readonly unseen: boolean;
}

async function readPage(page: PdfPage, number: number, { unseen }: Reading): Promise<ReadPage> {
	const { transform, height, width } = page.getViewport({ scale: 1 });
	const place = (items: Items): PlacedItem[] =>
		items
			.filter(isText)
			.filter((item) => item.str !== "")
			.map((item) => toItem(item, transform));
	const text = await readSeenText(page);
	const placed = place(unseen ? text.items : text.seen);
	const painted = unseen || text.seen === text.items || letters(placed) === letters(place(text.items));
	const seen = withoutHidden(placed);
	const whole = upright(markLostBetween(await withWords(page, seen.items)), { width, height });
	return { number, ...whole, hidden: seen.hidden || !painted, transform, width };
}

function asFailure(thrown: unknown): TributaryError {
	if (thrown instanceof TributaryError) return thrown;
	const name = thrown instanceof Error ? thrown.name : "";
	if (name === "PasswordException") return new TributaryError("file-encrypted");
	return new TributaryError("file-corrupt", { cause: thrown });
}

interface ReadPages {
	readonly pages: PlacedPage[];
	readonly links: PlacedLink[];
	readonly hidden: boolean;
}

/** A file of which nothing is seen is read as it is: what its text stands on may be something that is not known here. */
async function readSeenPages(document: PdfDocument, limits: FileLimits): Promise<ReadPages> {
	const read = await readPages(document, limits, { unseen: false });
	if (!read.hidden || read.pages.some(({ items }) => letters(items) > 0)) return read;
	return { ...(await readPages(document, limits, { unseen: true })), hidden: true };
}

async function readPages(document: PdfDocument, limits: FileLimits, reading: Reading): Promise<ReadPages> {
	if (document.numPages > limits.pages) {
		throw new TributaryError("file-too-complex", { detail: `The file has more than ${limits.pages} pages.` });
	}
	const raw: ReadPage[] = [];
	let characters = 0;
	for (let number = 1; number <= document.numPages; number += 1) {
		const page = await document.getPage(number);
		const read = await readPage(page, number, reading);
		page.cleanup();
		characters += read.items.reduce((sum, item) => sum + item.text.length, 0);
		if (characters > limits.characters)
			throw new TributaryError("file-too-complex", { detail: "The file has too much text." });
		raw.push(read);
	}
	const links = await readLinks(
		document,
		raw.map((page) => page.transform),
	);
	const items = raw.flatMap((page) => page.items);
	const icons = iconFonts(items);
	const mirror = isRightToLeft(items.map((item) => item.text).join(""));
	return {
		hidden: raw.some((page) => page.hidden),
		pages: raw.map(({ number, height, width, items }) => ({
			number,
			height,
			...(mirror ? { mirrorAt: width } : {}),
			items: iconsAsBullets(items, icons),
		})),
		links: mirror ? links.map((link) => ({ ...link, x: (raw[link.page - 1] as ReadPage).width - link.x })) : links,
	};
}

/** Glyphs inside words that the font gives no letter for: a ligature such as "fi" is lost. */
const LOST_GLYPH = new RegExp(`\\p{L}${LOST}\\p{L}{2}|\\p{L}{2}${LOST}\\p{L}`, "u");

/** Glyphs that stand for nothing known; a lost one is among them. */
const ODD_GLYPHS = /[\uE000-\uF8FF\uFDD0\uFFFD\u0000-\u0008\u000E-\u001F]/gu;

function isGarbled(items: readonly Item[]): boolean {
	const text = items.map((item) => item.text).join("");
	const odd = text.match(ODD_GLYPHS)?.length ?? 0;
	if (odd === 0) return false;
	return (text.length > 50 && odd > text.length * 0.2) || LOST_GLYPH.test(text);
}

/**
 * Text of a PDF with its positions, in reading order.
 * @throws TributaryError file-encrypted, file-corrupt, no-text-layer, file-too-complex
 */
export async function readPdf(bytes: Uint8Array, limits: FileLimits): Promise<ReadDocument> {
	const task = await openPdf(bytes);
	try {
		const document = await task.promise;
		const { pages, links, hidden } = await readSeenPages(document, limits);
		const items = pages.flatMap((page) => page.items);
		if (items.every((item) => cleanText(item.text).trim() === "")) throw new TributaryError("no-text-layer");
		const laidOut = layOutPages(pages);
		const flags = new Set(laidOut.flags);
		if (isGarbled(items)) flags.add("garbled-fonts");
		if (hidden) flags.add("hidden-text");
		return { ...laidOut, flags, links: attachLinks(links, laidOut), pageCount: document.numPages };
	} catch (thrown) {
		throw asFailure(thrown);
	} finally {
		await task.destroy().catch(() => {});
	}
}
