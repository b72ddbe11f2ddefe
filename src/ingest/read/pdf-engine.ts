import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { importEdited } from "./pdf-edits.ts";
import type { Watch } from "./pdf-painting/onlooker.ts";
import { PdfPort } from "./pdf-port.ts";

/** The part of pdfjs that is used here. */
export interface PdfTextItem {
	readonly str: string;
	/** "rtl" where pdfjs put the text of the item into reading order from right to left. */
	readonly dir?: string;
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
	getViewport(options: { scale: number }): { transform: number[]; width: number; height: number };
	getTextContent(): Promise<{ items: readonly (PdfTextItem | { type: string })[] }>;
	getOperatorList(): Promise<{ readonly fnArray: readonly number[]; readonly argsArray: readonly unknown[] }>;
	cleanup(): void;
}
/** What lies over a page: of a link, the address and its rectangle. */
export interface PdfAnnotation {
	/** From 0. */
	readonly pageIndex: number;
	readonly annotationFlags: number;
	/** Null where they are not valid, absent where the rectangle is all there is. */
	readonly quadPoints?: unknown;
	readonly url?: string;
	readonly rect?: readonly number[];
}
export interface PdfDocument {
	readonly numPages: number;
	/** Those of these kinds on all pages; null for each that cannot be read. */
	getAnnotationsByType(types: ReadonlySet<number>): Promise<readonly (PdfAnnotation | null)[] | null>;
	getPage(number: number): Promise<PdfPage>;
}
export interface PdfTask {
	readonly promise: Promise<PdfDocument>;
	destroy(): Promise<void>;
}
interface Pdfjs {
	/** Numbers of the drawing operators by name. */
	readonly OPS: Readonly<Record<string, number>>;
	/** Numbers of the kinds of annotations by name. */
	readonly AnnotationType: Readonly<Record<string, number>>;
	getDocument(options: Record<string, unknown>): PdfTask;
	readonly PDFWorker: new (options: { port: PdfPort; verbosity: number }) => object;
}
interface PdfjsWorker {
	readonly WorkerMessageHandler: { initializeFromPort(port: PdfPort): void };
	readonly watch: Watch;
}
interface Engine {
	readonly pdfjs: Pdfjs;
	readonly worker: object;
	readonly watch: Watch;
}

/** Only drawing needs these; without them pdfjs asks for a native canvas, which the sandbox does not load. */
class NoDrawing {}

// The pdfjs that pdf-parse carries: two versions in one process clash on the worker.
const fromPdfParse = createRequire(createRequire(import.meta.url).resolve("pdf-parse"));
const entry = fromPdfParse.resolve("pdfjs-dist/legacy/build/pdf.mjs");
const root = dirname(dirname(dirname(entry)));

let loading: Promise<Engine> | undefined;

async function load(): Promise<Engine> {
	const global = globalThis as Record<string, unknown>;
	for (const name of ["DOMMatrix", "ImageData", "Path2D"]) global[name] ??= NoDrawing;
	const warn = console.warn;
	console.warn = () => {};
	try {
		// The worker's code runs in this process: the process is the sandbox.
		const code = pathToFileURL(fromPdfParse.resolve("pdfjs-dist/legacy/build/pdf.worker.mjs")).href;
		const { WorkerMessageHandler, watch } = (await importEdited(code)) as PdfjsWorker;
		const pdfjs = (await importEdited(pathToFileURL(entry).href)) as Pdfjs;
		const port = new PdfPort();
		WorkerMessageHandler.initializeFromPort(port);
		return { pdfjs, worker: new pdfjs.PDFWorker({ port, verbosity: 0 }), watch };
	} finally {
		console.warn = warn;
	}
}

/** Loads pdfjs once; a warm process calls this before the first file. */
export function loadPdfjs(): Promise<Engine> {
	loading ??= load();
	return loading;
}

/**
 * No evaluation, no forms; images only where they are asked for. Without "system fonts" pdfjs would read and compile a
 * substitute for every font that the file only names; their widths are in its tables, and with the option it opens no file at all.
 * @param options.maxImageSize dots of an image that is unpacked at most; none by default
 */
export async function openPdf(bytes: Uint8Array, options = { maxImageSize: 0 }): Promise<PdfTask> {
	const { pdfjs, worker } = await loadPdfjs();
	return pdfjs.getDocument({
		worker,
		data: new Uint8Array(bytes),
		isEvalSupported: false,
		enableXfa: false,
		useSystemFonts: true,
		disableFontFace: true,
		stopAtErrors: false,
		verbosity: 0,
		isOffscreenCanvasSupported: false,
		isImageDecoderSupported: false,
		maxImageSize: options.maxImageSize,
		useWasm: false,
		cMapUrl: `${join(root, "cmaps")}/`,
		cMapPacked: true,
	});
}
