import { TributaryError } from "../../../errors.ts";
import type { ReadDocument } from "../../layout/line.ts";
import { layOutPages, type PlacedPage } from "../../layout/pages.ts";
import type { Item } from "../../layout/place-items.ts";
import type { FileLimits } from "../../limits.ts";
import { loadPdfjs, openPdf } from "../pdf-engine.ts";
import type { Ocr, RecognizedLine } from "./engine.ts";
import { readImageHeader } from "./image-header.ts";
import { OCR_LIMITS } from "./limits.ts";
import { rasterOf } from "./pdf-raster.ts";

/** Below this the engine guesses: such words are dirt, or parts of a photo. */
const LEAST_CONFIDENCE = 30;
/** Specks of dirt come out as these. */
const SPECK = /^[~_.'`"=,:;^]+$/u;
const SURE = 70;
/** Two dates without the dash between them would say something else: it always stays. */
const DASH = /^[-‐-―−]$/u;
/** Width of an A4 sheet in points: a picture does not say how large it is on paper. */
const PAGE_WIDTH = 595;

/** Mean confidence of the words of a page that can be read; print of a bad fax has about 65, a fair scan over 85. */
const READABLE = 75;

/** Bullets come out as the letters or signs that look most like them. */
const LIKE_BULLET = /^(?:[^\p{L}\p{N}]{1,2}|[eo][eo®]?)$/u;
/** A gap over this many sizes of the font parts columns. */
const COLUMN_GAP = 1.5;

type Word = RecognizedLine["words"][number];

/** Part of the font's size that a word is high, by the letters it has: usual text fonts differ by a tenth. */
const HIGH = /[\p{Lu}\p{N}\p{Lt}bdfhiklt()|/ßäöüéèáíóú]/u;
const DEEP = /[gjpqyQ,;()|/ç]/u;
const WIDE_SCRIPT = /[\u3000-\u9FFF\uAC00-\uD7A3]/u;

function heightPart(text: string): number {
	if (WIDE_SCRIPT.test(text)) return 0.9;
	if (HIGH.test(text)) return DEEP.test(text) ? 0.9 : 0.7;
	return DEEP.test(text) ? 0.68 : 0.47;
}

/** Size of the font of a line in pixels: what the middle one of its words says. */
function sizeOf(line: RecognizedLine): number {
	const words = line.words.filter((word) => /[\p{L}\p{N}]{2}/u.test(word.text));
	const sizes = (words.length > 0 ? words : line.words)
		.map((word) => (word.box.y1 - word.box.y0) / heightPart(word.text))
		.toSorted((a, b) => a - b);
	return sizes[sizes.length >> 1] ?? 1;
}

/** At the start of a line or column, before a capital or a number: a sign there is no word. */
function isBullet(words: readonly Word[], index: number, size: number): boolean {
	const [before, word, next] = [words[index - 1], words[index] as Word, words[index + 1]];
	const first = before === undefined || word.box.x0 - before.box.x1 > size * COLUMN_GAP;
	return first && LIKE_BULLET.test(word.text) && /^[\p{Lu}\p{N}]/u.test(next?.text ?? "");
}

function lineItems(line: RecognizedLine, scale: number): Item[] {
	const size = sizeOf(line);
	const { y0, y1 } = line.baseline;
	const all = line.words.filter((word) => word.text.trim() !== "");
	return all.flatMap((word, index) => {
		const bullet = isBullet(all, index, size);
		const least = SPECK.test(word.text) ? SURE : DASH.test(word.text) ? 0 : LEAST_CONFIDENCE;
		if (!bullet && word.confidence < least) return [];
		return {
			text: bullet ? "•" : word.text,
			x: word.box.x0 / scale,
			// A line that lies askew is set straight.
			y: (y0 + y1) / 2 / scale,
			width: (word.box.x1 - word.box.x0) / scale,
			size: size / scale,
			font: "",
		};
	});
}

/** Words that are guessed would become values that nobody wrote: a page of them is refused as a whole. */
function checkReadable(lines: readonly RecognizedLine[]): void {
	const words = lines.flatMap((line) => line.words).filter((word) => /[\p{L}\p{N}]{2}/u.test(word.text));
	const mean = words.reduce((sum, word) => sum + word.confidence, 0) / Math.max(words.length, 1);
	if (words.length > 0 && mean < READABLE)
		throw new TributaryError("no-text-layer", { detail: "The picture of the text is too unclear to be recognised." });
}

function layOut(pages: readonly PlacedPage[], limits: FileLimits): ReadDocument {
	const characters = pages.reduce((sum, page) => page.items.reduce((n, item) => n + item.text.length, sum), 0);
	if (characters > limits.characters) throw new TributaryError("file-too-complex");
	const { lines, flags } = layOutPages(pages);
	if (lines.length === 0) throw new TributaryError("no-text-layer");
	return { lines, links: [], pageCount: pages.length, flags: new Set([...flags, "scanned"]) };
}

/**
 * Text of an image file.
 * @throws TributaryError file-corrupt, file-too-complex, no-text-layer (nothing was recognised)
 */
export async function readImage(bytes: Uint8Array, ocr: Ocr, limits: FileLimits): Promise<ReadDocument> {
	const header = readImageHeader(bytes);
	if (header === null) throw new TributaryError("file-corrupt");
	if (header.width * header.height > OCR_LIMITS.pixels)
		throw new TributaryError("file-too-complex", { detail: "The image has too many dots." });
	const turned = header.orientation >= 5;
	const [width, height] = turned ? [header.height, header.width] : [header.width, header.height];
	const scale = width / PAGE_WIDTH;
	const lines = await ocr.recognize(bytes, header.orientation);
	checkReadable(lines);
	const items = lines.flatMap((line) => lineItems(line, scale));
	return layOut([{ number: 1, height: height / scale, items }], limits);
}

/**
 * Text of a PDF whose pages are pictures.
 * @throws TributaryError file-corrupt, file-encrypted, file-too-complex, no-text-layer (nothing was recognised)
 */
export async function readScannedPdf(bytes: Uint8Array, ocr: Ocr, limits: FileLimits): Promise<ReadDocument> {
	const { OPS } = (await loadPdfjs()).pdfjs;
	const task = await openPdf(bytes, { maxImageSize: OCR_LIMITS.pixels });
	try {
		const document = await task.promise;
		if (document.numPages > OCR_LIMITS.pages)
			throw new TributaryError("file-too-complex", { detail: `A scan may have ${OCR_LIMITS.pages} pages.` });
		const pages: PlacedPage[] = [];
		const recognized: RecognizedLine[] = [];
		for (let number = 1; number <= document.numPages; number += 1) {
			const page = await document.getPage(number);
			const raster = await rasterOf(page, OPS);
			page.cleanup();
			const lines = raster === null ? [] : await ocr.recognize(raster.image, 1);
			recognized.push(...lines);
			const items = lines.flatMap((line) => lineItems(line, raster?.scale ?? 1));
			pages.push({ number, height: raster?.height ?? null, items });
		}
		checkReadable(recognized);
		return layOut(pages, limits);
	} catch (thrown) {
		throw thrown instanceof TributaryError ? thrown : new TributaryError("file-corrupt", { cause: thrown });
	} finally {
		await task.destroy().catch(() => {});
	}
}
