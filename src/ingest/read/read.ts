import type { ReadDocument } from "../layout/line.ts";
import type { FileLimits } from "../limits.ts";
import type { ReadableFormat } from "../sniff.ts";
import { readDoc } from "./doc/doc.ts";
import { readDocx } from "./docx.ts";
import { readHtml } from "./html.ts";
import { readMarkdown } from "./markdown.ts";
import { readMhtml } from "./mhtml.ts";
import { readFlatOdt, readOdt } from "./odt.ts";
import { readPdf } from "./pdf.ts";
import { readPlainText } from "./plain-text.ts";
import { readRtf } from "./rtf/rtf.ts";
import { readWord2003Xml } from "./word-2003-xml.ts";

type Reader = (bytes: Uint8Array, limits: FileLimits) => ReadDocument | Promise<ReadDocument>;

/** Formats that are lines of text; the others say themselves what each value is, or hold another file. */
export type LinesFormat = Exclude<ReadableFormat, "eml" | "image" | "json-resume" | "linkedin-export">;

const READERS: Record<LinesFormat, Reader> = {
	pdf: readPdf,
	docx: readDocx,
	doc: readDoc,
	odt: readOdt,
	fodt: readFlatOdt,
	rtf: readRtf,
	html: readHtml,
	mhtml: readMhtml,
	"word-2003-xml": readWord2003Xml,
	markdown: readMarkdown,
	text: readPlainText,
};

/** Lines of a file in reading order. Throws the file codes of the one table. */
export const readFile = (bytes: Uint8Array, format: LinesFormat, limits: FileLimits): Promise<ReadDocument> =>
	Promise.resolve(READERS[format](bytes, limits));
