import type { ReadDocument } from "../layout/line.ts";
import type { FileLimits } from "../limits.ts";
import type { ReadableFormat } from "../sniff.ts";
import { readDocx } from "./docx.ts";
import { readHtml } from "./html.ts";
import { readMarkdown } from "./markdown.ts";
import { readPdf } from "./pdf.ts";
import { readPlainText } from "./plain-text.ts";

type Reader = (bytes: Uint8Array, limits: FileLimits) => ReadDocument | Promise<ReadDocument>;

const READERS: Record<ReadableFormat, Reader> = {
	pdf: readPdf,
	docx: readDocx,
	html: readHtml,
	markdown: readMarkdown,
	text: readPlainText,
};

/** Lines of a file in reading order. Throws the file codes of the one table. */
export const readFile = (bytes: Uint8Array, format: ReadableFormat, limits: FileLimits): Promise<ReadDocument> =>
	Promise.resolve(READERS[format](bytes, limits));
