import { GlobalWorkerOptions, getDocument, type PDFDocumentProxy, type PDFPageProxy } from "pdfjs-dist";
import workerFile from "pdfjs-dist/build/pdf.worker.min.mjs?url";
import { useEffect, useRef, useState } from "preact/hooks";
import { number } from "../../shell/format.ts";
import { Failure, Loading } from "../../shell/states.tsx";
import { workerUrl } from "../../shell/trusted-types.ts";
import { recruiterTexts } from "../texts/index.ts";
import type { Wanted } from "./evidence.ts";
import { PageText, type Piece } from "./find-in-page.ts";
import { MarkedPlaces } from "./marked-places.tsx";

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
	const [counts, setCounts] = useState<ReadonlyMap<number, number>>(new Map());
	const sheet = useRef<HTMLDivElement>(null);
	useEffect(() => {
		const task = open(bytes);
		task.promise.then(setDocument, setError);
		return () => void task.destroy();
	}, [bytes]);
	if (error !== null) return <Failure error={error} title={t.pdfFailed} />;
	if (document === null) return <Loading rows={3} label={t.resumeLoading} />;
	const pages = Array.from({ length: Math.min(document.numPages, MOST_PAGES) }, (_, index) => index + 1);
	const count = pages.reduce((sum, page) => sum + (counts.get(page) ?? 0), 0);
	// That there is none is not said before all are drawn.
	const isTold = wanted.length > 0 && (count > 0 || counts.size === pages.length);
	return (
		<div class="pdf" ref={sheet}>
			{isTold && <MarkedPlaces count={count} sheet={sheet} marks=".pdf-mark.first" />}
			{pages.map((page) => (
				<Page
					key={page}
					of={document}
					page={page}
					wanted={wanted}
					onMarked={(places) => setCounts((before) => new Map(before).set(page, places))}
				/>
			))}
			{document.numPages > MOST_PAGES && (
				<p class="muted small">{t.morePages(number(document.numPages - MOST_PAGES))}</p>
			)}
		</div>
	);
}

interface Read {
	readonly text: string;
	/** By place, from the top: its boxes, one for each run that it stands in. */
	readonly marks: readonly (readonly Box[])[];
}

/** In hundredths of the page's width and height. */
interface Box {
	readonly left: number;
	readonly top: number;
	readonly width: number;
	readonly height: number;
}

interface PageProps {
	readonly of: PDFDocumentProxy;
	/** From 1. */
	readonly page: number;
	readonly wanted: readonly Wanted[];
	readonly onMarked: (places: number) => void;
}

function Page({ of, page, wanted, onMarked }: PageProps) {
	const t = recruiterTexts.value;
	const canvas = useRef<HTMLCanvasElement>(null);
	const [drawn, setDrawn] = useState<PDFPageProxy | null>(null);
	const [read, setRead] = useState<Read | null>(null);
	useEffect(() => {
		let gone = false;
		draw(of, page, canvas.current).then(
			(result) => gone || setDrawn(result),
			() => {},
		);
		return () => {
			gone = true;
		};
	}, [of, page]);
	useEffect(() => {
		if (drawn === null) return;
		let gone = false;
		marksOf(drawn, page, wanted).then(
			(result) => {
				if (gone) return;
				setRead(result);
				onMarked(result.marks.length);
			},
			() => {},
		);
		return () => {
			gone = true;
		};
	}, [drawn, wanted]);
	return (
		<figure class="pdf-page" aria-label={t.pageOf(number(page), number(of.numPages))}>
			<canvas ref={canvas} />
			{read?.marks.map((boxes, place) =>
				boxes.map(({ left, top, width, height }, index) => (
					<span
						key={`${place} ${index}`}
						class={`pdf-mark${index === 0 ? " first" : ""}`}
						aria-hidden="true"
						style={{ left: `${left}%`, top: `${top}%`, width: `${width}%`, height: `${height}%` }}
					/>
				)),
			)}
			{read !== null && <figcaption class="hidden">{read.text}</figcaption>}
		</figure>
	);
}

async function draw(
	document: PDFDocumentProxy,
	number: number,
	canvas: HTMLCanvasElement | null,
): Promise<PDFPageProxy> {
	const page = await document.getPage(number);
	const base = page.getViewport({ scale: 1 });
	const width = (canvas?.parentElement?.clientWidth ?? 600) * Math.min(window.devicePixelRatio || 1, 2);
	const viewport = page.getViewport({ scale: width / base.width });
	if (canvas !== null) {
		canvas.width = viewport.width;
		canvas.height = viewport.height;
		await page.render({ canvas, viewport }).promise;
	}
	return page;
}

interface Item {
	readonly str: string;
	readonly transform: readonly number[];
	readonly width: number;
	readonly height: number;
	readonly fontName: string;
}

/** @param page drawn: only then its faces are known */
async function marksOf(page: PDFPageProxy, number: number, wanted: readonly Wanted[]): Promise<Read> {
	const { items } = await page.getTextContent();
	const runs = items.filter((item) => "str" in item) as unknown as Item[];
	const text = new PageText(runs);
	const here = wanted.filter((one) => one.page === null || one.page === number);
	const places = here.map((one) => text.find(one)).filter((pieces) => pieces.length > 0);
	const different = new Map(places.map((pieces) => [JSON.stringify(pieces), pieces]));
	const { width, height } = page.getViewport({ scale: 1 });
	const boxes = (pieces: readonly Piece[]) =>
		pieces.flatMap((piece) => {
			const run = runs[piece.run];
			return run === undefined ? [] : [boxOf(run, piece, faceOf(page, run), page.view, width, height)];
		});
	return {
		text: runs.map(({ str }) => str).join(" "),
		marks: [...different.values()]
			.map(boxes)
			.toSorted(([one], [other]) => (one?.top ?? 0) - (other?.top ?? 0) || (one?.left ?? 0) - (other?.left ?? 0)),
	};
}

/** What pdf.js says of a face that it has drawn with. */
interface Face {
	readonly bold?: boolean;
	readonly italic?: boolean;
	readonly fallbackName?: string;
}

/** A face of the browser much like the one that a run is set in, as CSS writes it. */
function faceOf({ commonObjs }: PDFPageProxy, { fontName }: Item): string {
	const face: Face = commonObjs.has(fontName) ? commonObjs.get(fontName) : {};
	return `${face.italic === true ? "italic " : ""}${face.bold === true ? "bold " : ""}100px ${face.fallbackName ?? "sans-serif"}`;
}

const ruler = globalThis.document.createElement("canvas").getContext("2d");

/** How far along a run a character stands, 0 to 1. */
function along(text: string, index: number, face: string): number {
	if (ruler === null) return index / text.length;
	ruler.font = face;
	return ruler.measureText(text.slice(0, index)).width / Math.max(1, ruler.measureText(text).width);
}

function boxOf(
	{ str, transform, width, height }: Item,
	{ start, end }: Piece,
	face: string,
	view: readonly number[],
	pageWidth: number,
	pageHeight: number,
): Box {
	const [x = 0, y = 0] = [(transform[4] ?? 0) - (view[0] ?? 0), (transform[5] ?? 0) - (view[1] ?? 0)];
	const [from, to] = [x + width * along(str, start, face), x + width * along(str, end, face)];
	// A line of text reaches a fifth of its height below what it stands on.
	const bottom = y - height * 0.22;
	return {
		left: (from / pageWidth) * 100,
		top: ((pageHeight - bottom - height * 1.15) / pageHeight) * 100,
		width: ((to - from) / pageWidth) * 100,
		height: ((height * 1.15) / pageHeight) * 100,
	};
}
