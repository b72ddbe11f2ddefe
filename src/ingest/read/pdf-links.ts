import type { LinkTarget } from "../layout/line.ts";
import type { LaidOut } from "../layout/pages.ts";
import { loadPdfjs, type PdfAnnotation, type PdfDocument } from "./pdf-engine.ts";

export interface PlacedLink {
	readonly url: string;
	/** From 1. */
	readonly page: number;
	/** Middle of the link's rectangle, y downwards. */
	readonly x: number;
	readonly y: number;
}

/** From the coordinates of a page's file to those of its text: six numbers. */
export type Transform = readonly number[];

/** Flags of annotations that no reader shows. */
const INVISIBLE = 1;
const NO_VIEW = 32;

const isShown = ({ annotationFlags, quadPoints }: PdfAnnotation): boolean =>
	quadPoints !== null && (annotationFlags & (INVISIBLE | NO_VIEW)) === 0;

/**
 * Links of all pages, page by page. Asked of the document: a page that is asked for its own extracts its text once more, to tell
 * what lies under each link.
 * @param transforms of the pages, in their order
 */
export async function readLinks(document: PdfDocument, transforms: readonly Transform[]): Promise<PlacedLink[]> {
	const { AnnotationType } = (await loadPdfjs()).pdfjs;
	const kinds = new Set([AnnotationType.LINK as number, AnnotationType.WIDGET as number]);
	const annotations = (await document.getAnnotationsByType(kinds).catch(() => null)) ?? [];
	const links = annotations.flatMap((annotation) => {
		if (annotation?.url === undefined || annotation.rect === undefined || !isShown(annotation)) return [];
		const [x1, y1, x2, y2] = annotation.rect as [number, number, number, number];
		const transform = transforms[annotation.pageIndex] as [number, number, number, number, number, number];
		const [a, b, c, d, e, f] = transform;
		const [x, y] = [(x1 + x2) / 2, (y1 + y2) / 2];
		return [{ url: annotation.url, page: annotation.pageIndex + 1, x: a * x + c * y + e, y: b * x + d * y + f }];
	});
	return links.toSorted((one, other) => one.page - other.page);
}

/** A resume with more is a list of links. */
const MOST_LINKS = 500;

/** The line whose baseline is nearest below the middle of the link, and the cell it covers. */
export function attachLinks(links: readonly PlacedLink[], laidOut: LaidOut): LinkTarget[] {
	const targets: LinkTarget[] = [];
	for (const link of links.slice(0, MOST_LINKS)) {
		const near = laidOut.lines
			.filter((line) => line.page === link.page)
			.map((line) => ({ line, off: Math.abs((laidOut.baselines.get(line.number) ?? 0) - 3 - link.y) }))
			.filter(({ off }) => off < 14)
			.toSorted((a, b) => a.off - b.off);
		const hit =
			near.find(({ line }) => line.cells.some((cell) => cell.x - 3 <= link.x && link.x <= cell.right + 3)) ?? near[0];
		const cell = hit?.line.cells.find((part) => part.x - 3 <= link.x && link.x <= part.right + 3);
		const target = { url: link.url, line: hit?.line.number ?? 1, text: cell?.text ?? "" };
		if (!targets.some((known) => known.url === target.url && known.line === target.line)) targets.push(target);
	}
	return targets;
}
