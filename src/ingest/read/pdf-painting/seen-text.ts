import { loadPdfjs, type PdfPage } from "../pdf-engine.ts";
import { Sight } from "./hidden-runs.ts";
import { Hiding, type Onlooker, type Watch } from "./onlooker.ts";
import { PagePainting } from "./page-painting.ts";

/** What pdfjs gives for the text of a page. */
export type Items = Awaited<ReturnType<PdfPage["getTextContent"]>>["items"];

/** Both halves of pdfjs have one place for who looks on: pages are read one after the other. */
let turn: Promise<unknown> = Promise.resolve();

function readText(page: PdfPage, watch: Watch, onlooker: Onlooker): Promise<Items> {
	const read = async (): Promise<Items> => {
		watch.onlooker = onlooker;
		try {
			return (await page.getTextContent()).items;
		} finally {
			watch.onlooker = null;
		}
	};
	const reading = turn.then(read, read);
	turn = reading.catch(() => {});
	return reading;
}

/** Text of a page, and the same without what nobody sees where there is such. */
export async function readSeenText(page: PdfPage): Promise<{ readonly items: Items; readonly seen: Items }> {
	const { pdfjs, watch } = await loadPdfjs();
	const painting = new PagePainting(pdfjs.OPS, watch.findSpace);
	const items = await readText(page, watch, painting);
	painting.end();
	const hidden = new Sight(painting).hidden();
	return { items, seen: hidden.size === 0 ? items : await readText(page, watch, new Hiding(pdfjs.OPS, hidden)) };
}
