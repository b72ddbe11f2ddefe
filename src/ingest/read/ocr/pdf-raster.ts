import { TributaryError } from "../../../errors.ts";
import type { PdfImage, PdfPage } from "../pdf-engine.ts";
import { OCR_LIMITS } from "./limits.ts";

/** The pictures of a scanned page, put together into one grey picture: scanners cut pages into strips and turn them. */

/** a, b, c, d, e, f of a 2 x 3 matrix, as PDF writes it (ISO 32000-1, 8.3.3). */
type Matrix = readonly [number, number, number, number, number, number];

const IDENTITY: Matrix = [1, 0, 0, 1, 0, 0];

const multiply = (m: Matrix, n: Matrix): Matrix => [
	m[0] * n[0] + m[2] * n[1],
	m[1] * n[0] + m[3] * n[1],
	m[0] * n[2] + m[2] * n[3],
	m[1] * n[2] + m[3] * n[3],
	m[0] * n[4] + m[2] * n[5] + m[4],
	m[1] * n[4] + m[3] * n[5] + m[5],
];

interface Placed {
	readonly name: string;
	/** From the unit square of the picture to points of the page, y downwards. */
	readonly matrix: Matrix;
}

/** Resolution that recognition works best at, dots a point (300 an inch), and the least that is worth it. */
const BEST = 300 / 72;
const LEAST = 100 / 72;
const PAPER = 255;
const MAX_PICTURES = 200;

/** Pictures of a page and where they stand. */
async function placedPictures(page: PdfPage, ops: Readonly<Record<string, number>>): Promise<Placed[]> {
	const { fnArray, argsArray } = await page.getOperatorList();
	const viewport = page.getViewport({ scale: 1 }).transform as unknown as Matrix;
	const stack: Matrix[] = [];
	let matrix = viewport;
	const placed: Placed[] = [];
	for (const [index, operator] of fnArray.entries()) {
		const args = argsArray[index] as readonly unknown[] | null;
		if (operator === ops.save) stack.push(matrix);
		else if (operator === ops.restore) matrix = stack.pop() ?? viewport;
		else if (operator === ops.transform) matrix = multiply(matrix, args as unknown as Matrix);
		else if (operator === ops.paintFormXObjectBegin) {
			stack.push(matrix);
			matrix = multiply(matrix, (args?.[0] as Matrix | null) ?? IDENTITY);
		} else if (operator === ops.paintFormXObjectEnd) matrix = stack.pop() ?? viewport;
		else if (operator === ops.paintImageXObject && typeof args?.[0] === "string" && placed.length < MAX_PICTURES)
			placed.push({ name: args[0], matrix });
	}
	return placed;
}

const pictureOf = (page: PdfPage, name: string): Promise<PdfImage | null> =>
	new Promise((resolve) => {
		const store = name.startsWith("g_") ? page.commonObjs : page.objs;
		store.get(name, (image: PdfImage | null) => resolve(image));
	});

const GREY_1BPP = 1;
const RGB = 2;

/** Brightness of one dot, 0 to 255. */
function greyAt(image: PdfImage, x: number, y: number): number {
	const { data, width, kind } = image;
	if (kind === GREY_1BPP) return (((data[y * ((width + 7) >> 3) + (x >> 3)] ?? 0) >> (7 - (x & 7))) & 1) * PAPER;
	const at = (y * width + x) * (kind === RGB ? 3 : 4);
	return ((data[at] ?? 0) * 77 + (data[at + 1] ?? 0) * 151 + (data[at + 2] ?? 0) * 28) >> 8;
}

interface Canvas {
	readonly dots: Uint8Array;
	readonly width: number;
	readonly height: number;
	/** Dots a point. */
	readonly scale: number;
}

/** Each dot of the canvas that the picture covers takes the nearest dot of the picture. */
function draw(canvas: Canvas, image: PdfImage, matrix: Matrix): void {
	const [a, b, c, d, e, f] = matrix.map((value) => value * canvas.scale) as unknown as Matrix;
	const determinant = a * d - b * c;
	if (Math.abs(determinant) < 1e-6) return;
	const xs = [e, e + a, e + c, e + a + c];
	const ys = [f, f + b, f + d, f + b + d];
	const left = Math.max(0, Math.floor(Math.min(...xs)));
	const right = Math.min(canvas.width, Math.ceil(Math.max(...xs)));
	for (
		let y = Math.max(0, Math.floor(Math.min(...ys)));
		y < Math.min(canvas.height, Math.ceil(Math.max(...ys)));
		y += 1
	) {
		for (let x = left; x < right; x += 1) {
			const [dx, dy] = [x + 0.5 - e, y + 0.5 - f];
			const u = (d * dx - c * dy) / determinant;
			// The unit square of a picture has its first row at the top, where v is 1.
			const v = 1 - (a * dy - b * dx) / determinant;
			if (u < 0 || u >= 1 || v < 0 || v >= 1) continue;
			canvas.dots[y * canvas.width + x] = greyAt(image, Math.floor(u * image.width), Math.floor(v * image.height));
		}
	}
}

/** A picture in the plainest format there is: PGM, grey, one byte a dot. */
const toPgm = ({ dots, width, height }: Canvas): Buffer =>
	Buffer.concat([Buffer.from(`P5\n${width} ${height}\n255\n`, "latin1"), dots]);

export interface PageRaster {
	readonly image: Buffer;
	/** Dots a point. */
	readonly scale: number;
	/** Points. */
	readonly height: number;
}

/**
 * What stands on a page as pictures, null where there is nothing worth to be recognised.
 * @throws TributaryError file-too-complex (pixels)
 */
export async function rasterOf(page: PdfPage, ops: Readonly<Record<string, number>>): Promise<PageRaster | null> {
	const viewport = page.getViewport({ scale: 1 });
	const pictures: { image: PdfImage; matrix: Matrix }[] = [];
	let pixels = 0;
	for (const { name, matrix } of await placedPictures(page, ops)) {
		const image = await pictureOf(page, name);
		if (image?.data === undefined) continue;
		pixels += image.width * image.height;
		if (pixels > OCR_LIMITS.pixels)
			throw new TributaryError("file-too-complex", { detail: "The pictures of a page have too many dots." });
		pictures.push({ image, matrix });
	}
	const native = Math.max(0, ...pictures.map(({ image, matrix }) => image.width / Math.hypot(matrix[0], matrix[1])));
	const covered = Math.sqrt(OCR_LIMITS.pixels / (viewport.width * viewport.height));
	const scale = Math.min(native, BEST, covered);
	if (!(scale >= LEAST * 0.5)) return null;
	const width = Math.max(1, Math.floor(viewport.width * scale));
	const height = Math.max(1, Math.floor(viewport.height * scale));
	const canvas: Canvas = { dots: new Uint8Array(width * height).fill(PAPER), width, height, scale };
	for (const { image, matrix } of pictures) draw(canvas, image, matrix);
	return { image: toPgm(canvas), scale, height: viewport.height };
}
