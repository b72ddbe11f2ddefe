import { SaxesParser, type SaxesTagPlain } from "saxes";
import { TributaryError } from "../../errors.ts";
import type { FileLimits } from "../limits.ts";

export interface XmlHandler {
	/**
	 * What it gives back is called at the end of the element.
	 * @param at where the tag ends, as a place in the XML; that of the end of the element is given then
	 */
	open(name: string, attributes: Readonly<Record<string, string>>, at: number): ((at: number) => void) | undefined;
	text(content: string): void;
}

/** Pieces in which text is handed to the parser: a limit that is passed ends the work soon. */
const CHUNK = 64 * 1024;

/**
 * Walks XML without building a tree.
 * @throws TributaryError file-corrupt (not well formed, or a document type, which no office file has), file-too-complex
 */
export function walkXml(xml: string, handler: XmlHandler, limits: FileLimits): void {
	const parser = new SaxesParser();
	const leave: (((at: number) => void) | undefined)[] = [];
	parser.on("doctype", () => {
		throw new TributaryError("file-corrupt", { detail: "A part of the file declares a document type." });
	});
	parser.on("error", (error) => {
		throw new TributaryError("file-corrupt", { cause: error });
	});
	parser.on("opentag", (tag: SaxesTagPlain) => {
		if (leave.length >= limits.depth)
			throw new TributaryError("file-too-complex", { detail: "The file is nested too deeply." });
		leave.push(handler.open(tag.name, tag.attributes, parser.position));
	});
	parser.on("closetag", () => leave.pop()?.(parser.position));
	parser.on("text", (content) => handler.text(content));
	parser.on("cdata", (content) => handler.text(content));
	for (let at = 0; at < xml.length; at += CHUNK) parser.write(xml.slice(at, at + CHUNK));
	parser.close();
}
