import { GlobalWorkerOptions, getDocument, type PDFDocumentProxy, type PDFPageProxy } from "pdfjs-dist";
import workerFile from "pdfjs-dist/build/pdf.worker.min.mjs?url";
import { useEffect, useRef, useState } from "preact/hooks";
import { number } from "../../shell/format.ts";
import { Failure, Loading } from "../../shell/states.tsx";
import { workerUrl } from "../../shell/trusted-types.ts";
import { recruiterTexts } from "../texts/index.ts";
import type { Wanted } from "./evidence.ts";
import { PageText, type Piece } from "./find-in-page.ts";

/** A PDF as it looks, drawn by pdf.js in a worker, with the evidence marked where it stands. Nothing that the file brings is run. */
export interface PdfProps {
	readonly bytes: Uint8Array;
	readonly wanted: readonly Wanted[];
}

/** Pages that are drawn; longer files are saved and opened elsewhere. */
const MOST_PAGES = 30;

function open(bytes: Uint8Array) {
	GlobalWorkerOptions.workerPort ??= new Worker(workerUrl(workerFile), { type: "module" });
	return getDocument({
		// A copy: the worker takes the bytes for itself.
		data: bytes.slice(),
		isEvalSupported: false,
		enableXfa: false,
		useWasm: false,
		standardFontDataUrl: "/pdf/standard_fonts/",
		cMapUrl: "/pdf/cmaps/",
	});
}

export function PdfView({ bytes, wanted }: PdfProps) {
	const t = recruiterTexts.value;
	const [document, setDocument] = useState<PDFDocumentProxy | null>(null);
	const [error, setError] = useState<Error | null>(null);
	useEffect(() => {
		const task = open(bytes);
		task.promise.then(setDocument, setError);
		return () => void task.destroy();
	}, [bytes]);
	if (error !== null) return <Failure error={error} title={t.pdfFailed} />;
	if (document === null) return <Loading rows={3} label={t.resumeLoading} />;
	const pages = Array.from({ length: Math.min(document.numPages, MOST_PAGES) }, (_, index) => index + 1);
	return (
		<div class="pdf">
			{pages.map((page) => (
				<Page key={page} of={document} page={page} wanted={wanted} />
			))}
			{document.numPages > MOST_PAGES && (
				<p class="muted small">{t.morePages(number(document.numPages - MOST_PAGES))}</p>
			)}
		</div>
	);
}

interface Drawn {
	readonly text: string;
	readonly marks: readonly Box[];
}

/** In hundredths of the page's width and height. */
interface Box {
	readonly left: number;
	readonly top: number;
	readonly width: number;
	readonly height: number;
}

function Page({ of, page, wanted }: { of: PDFDocumentProxy; page: number; wanted: readonly Wanted[] }) {
	const t = recruiterTexts.value;
	const canvas = useRef<HTMLCanvasElement>(null);
	const [drawn, setDrawn] = useState<Drawn | null>(null);
	useEffect(() => {
		let gone = false;
		draw(of, page, wanted, canvas.current).then(
			(result) => gone || setDrawn(result),
			() => {},
		);
		return () => {
			gone = true;
		};
	}, [of, page]);
	return (
		<figure class="pdf-page" aria-label={t.pageOf(number(page), number(of.numPages))}>
			<canvas ref={canvas} />
			{drawn?.marks.map(({ left, top, width, height }, index) => (
				<span
					key={index}
					class="pdf-mark"
					aria-hidden="true"
					style={{ left: `${left}%`, top: `${top}%`, width: `${width}%`, height: `${height}%` }}
				/>
			))}
			{drawn !== null && <figcaption class="hidden">{drawn.text}</figcaption>}
		</figure>
	);
}

async function draw(
	document: PDFDocumentProxy,
	number: number,
	wanted: readonly Wanted[],
	canvas: HTMLCanvasElement | null,
): Promise<Drawn> {
	const page = await document.getPage(number);
	const base = page.getViewport({ scale: 1 });
	const width = (canvas?.parentElement?.clientWidth ?? 600) * Math.min(window.devicePixelRatio || 1, 2);
	const viewport = page.getViewport({ scale: width / base.width });
	if (canvas !== null) {
		canvas.width = viewport.width;
		canvas.height = viewport.height;
		await page.render({ canvas, viewport }).promise;
	}
	return marksOf(page, number, wanted);
}

interface Item {
	readonly str: string;
	readonly transform: readonly number[];
	readonly width: number;
	readonly height: number;
}

async function marksOf(page: PDFPageProxy, number: number, wanted: readonly Wanted[]): Promise<Drawn> {
	const { items } = await page.getTextContent();
	const runs = items.filter((item) => "str" in item) as unknown as Item[];
	const text = new PageText(runs);
	const here = wanted.filter((one) => one.page === null || one.page === number);
	const pieces = here.flatMap((one) => text.find(one));
	const different = new Map(pieces.map((piece) => [`${piece.run} ${piece.start} ${piece.end}`, piece]));
	const { width, height } = page.getViewport({ scale: 1 });
	return {
		text: runs.map(({ str }) => str).join(" "),
		marks: [...different.values()].flatMap((piece) => {
			const run = runs[piece.run];
			return run === undefined ? [] : [boxOf(run, piece, page.view, width, height)];
		}),
	};
}

const ruler = globalThis.document.createElement("canvas").getContext("2d");

/** How far along a run a character stands, 0 to 1, by a face much like the one that it is set in. */
function along(text: string, index: number): number {
	if (ruler === null) return index / text.length;
	return ruler.measureText(text.slice(0, index)).width / Math.max(1, ruler.measureText(text).width);
}

function boxOf(
	{ str, transform, width, height }: Item,
	{ start, end }: Piece,
	view: readonly number[],
	pageWidth: number,
	pageHeight: number,
): Box {
	const [x = 0, y = 0] = [(transform[4] ?? 0) - (view[0] ?? 0), (transform[5] ?? 0) - (view[1] ?? 0)];
	const [from, to] = [x + width * along(str, start), x + width * along(str, end)];
	// A line of text reaches a fifth of its height below what it stands on.
	const bottom = y - height * 0.22;
	return {
		left: (from / pageWidth) * 100,
		top: ((pageHeight - bottom - height * 1.15) / pageHeight) * 100,
		width: ((to - from) / pageWidth) * 100,
		height: ((height * 1.15) / pageHeight) * 100,
	};
}
