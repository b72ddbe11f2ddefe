import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";

/** The part of pdfjs that is used here. */
export interface PdfTextItem {
	readonly str: string;
	readonly transform: readonly number[];
	readonly width: number;
	readonly height: number;
	readonly fontName: string;
}
/** A picture after unpacking. `kind`: 1 one bit a dot, 2 RGB, 3 RGBA. */
export interface PdfImage {
	readonly width: number;
	readonly height: number;
	readonly kind: number;
	readonly data: Uint8Array | Uint8ClampedArray;
}
interface PdfObjects {
	get(name: string, callback: (image: PdfImage | null) => void): unknown;
}
export interface PdfPage {
	readonly objs: PdfObjects;
	readonly commonObjs: PdfObjects;
	getOperatorList(): Promise<{ fnArray: readonly number[]; argsArray: readonly unknown[] }>;
	getViewport(options: { scale: number }): { transform: number[]; width: number; height: number };
	getTextContent(): Promise<{ items: readonly (PdfTextItem | { type: string })[] }>;
	getAnnotations(): Promise<readonly { subtype?: string; url?: string; rect?: number[] }[]>;
	cleanup(): void;
}
export interface PdfDocument {
	readonly numPages: number;
	getPage(number: number): Promise<PdfPage>;
}
export interface PdfTask {
	readonly promise: Promise<PdfDocument>;
	destroy(): Promise<void>;
}
interface Pdfjs {
	/** Numbers of the drawing operators by name. */
	readonly OPS: Readonly<Record<string, number>>;
	getDocument(options: Record<string, unknown>): PdfTask;
}

/** Only drawing needs these; without them pdfjs asks for a native canvas, which the sandbox does not load. */
class NoDrawing {}

// The pdfjs that pdf-parse carries: two versions in one process clash on the worker.
const fromPdfParse = createRequire(createRequire(import.meta.url).resolve("pdf-parse"));
const entry = fromPdfParse.resolve("pdfjs-dist/legacy/build/pdf.mjs");
const root = dirname(dirname(dirname(entry)));

let loading: Promise<Pdfjs> | undefined;

async function load(): Promise<Pdfjs> {
	const global = globalThis as Record<string, unknown>;
	for (const name of ["DOMMatrix", "ImageData", "Path2D"]) global[name] ??= NoDrawing;
	const warn = console.warn;
	console.warn = () => {};
	try {
		// The worker's code runs in this process: the process is the sandbox.
		global.pdfjsWorker = await import(
			pathToFileURL(fromPdfParse.resolve("pdfjs-dist/legacy/build/pdf.worker.mjs")).href
		);
		return (await import(pathToFileURL(entry).href)) as Pdfjs;
	} finally {
		console.warn = warn;
	}
}

/** Loads pdfjs once; a warm process calls this before the first file. */
export function loadPdfjs(): Promise<Pdfjs> {
	loading ??= load();
	return loading;
}

/**
 * No evaluation, no forms, no system fonts; images only where they are asked for.
 * @param options.maxImageSize dots of an image that is unpacked at most; none by default
 */
export async function openPdf(bytes: Uint8Array, options = { maxImageSize: 0 }): Promise<PdfTask> {
	const pdfjs = await loadPdfjs();
	return pdfjs.getDocument({
		data: Uint8Array.from(bytes),
		isEvalSupported: false,
		enableXfa: false,
		useSystemFonts: false,
		disableFontFace: true,
		stopAtErrors: false,
		verbosity: 0,
		isOffscreenCanvasSupported: false,
		isImageDecoderSupported: false,
		maxImageSize: options.maxImageSize,
		useWasm: false,
		cMapUrl: `${join(root, "cmaps")}/`,
		cMapPacked: true,
		standardFontDataUrl: `${join(root, "standard_fonts")}/`,
	});
}
