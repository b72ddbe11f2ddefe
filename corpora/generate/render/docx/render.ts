/** DOCX resumes as bytes that depend on the resume only. */
import { Packer } from "docx";
import type { ResumeDocument } from "../../print/document.ts";
import { readZip, writeZip, type ZipEntry } from "../../zip.ts";
import { type DocxLayoutName, docxOf } from "./layouts.ts";

const CREATED = "2026-10-01T00:00:00Z";

/** `docx` stamps the time of writing into its core properties, and random ids on shapes. */
function settled({ name, content }: ZipEntry): ZipEntry {
	if (!name.endsWith(".xml")) return { name, content };
	let drawings = 0;
	const ids = new Map<string, string>();
	const text = content
		.toString("utf8")
		.replace(/(<dcterms:(?:created|modified)[^>]*>)[^<]*/g, `$1${CREATED}`)
		// Drawings are numbered through the life of the process; here they count from one in every file.
		.replace(/(<wp:docPr id=")\d+/g, (_, start: string) => start + ++drawings)
		.replace(/(<v:shape id=")([^"]*)/g, (_, start: string, id: string) => {
			const own = ids.get(id) ?? `shape${ids.size + 1}`;
			ids.set(id, own);
			return start + own;
		});
	return { name, content: Buffer.from(text, "utf8") };
}

/** A resume as DOCX bytes in one of the layouts. */
export async function renderDocx(document: ResumeDocument, layout: DocxLayoutName): Promise<Buffer> {
	const packed = await Packer.toBuffer(docxOf(document, layout));
	return writeZip(readZip(packed).map(settled));
}
