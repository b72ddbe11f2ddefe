import { SaxesParser, type SaxesTagPlain } from "saxes";
import { TributaryError } from "../../errors.ts";
import type { Run, TextBlock } from "../layout/blocks.ts";
import type { FileLimits } from "../limits.ts";

/** Paragraphs of one XML part, read without a document tree: headers, footers and text boxes. */

interface State {
	depth: number;
	/** Depth of text boxes that are open; 0 outside of any. */
	boxes: number[];
	/** Depth at which a fallback copy (VML beside DrawingML) was opened, 0 for none. */
	fallback: number;
	bold: boolean;
	size: number;
	inText: boolean;
	runs: Run[];
	bullet: boolean;
}

export interface PartText {
	/** Paragraphs outside of text boxes. */
	readonly body: TextBlock[];
	/** Paragraphs of each DrawingML or VML text box. */
	readonly boxes: TextBlock[][];
}

const attribute = (tag: SaxesTagPlain, name: string): string | undefined => tag.attributes[name];
const isOn = (tag: SaxesTagPlain): boolean => !["0", "false", "none"].includes(attribute(tag, "w:val") ?? "1");

function openTag(tag: SaxesTagPlain, state: State, text: PartText): void {
	if (tag.name === "mc:Fallback" && state.fallback === 0) state.fallback = state.depth;
	if (tag.name === "w:txbxContent") {
		state.boxes.push(state.depth);
		if (state.fallback === 0) text.boxes.push([]);
	}
	if (tag.name === "w:p") Object.assign(state, { runs: [], bullet: false });
	if (tag.name === "w:r") Object.assign(state, { bold: false, size: 0 });
	if (tag.name === "w:b") state.bold = isOn(tag);
	if (tag.name === "w:sz") state.size = Number(attribute(tag, "w:val") ?? 0) / 2 || 0;
	if (tag.name === "w:numPr") state.bullet = true;
	if (tag.name === "w:t") state.inText = true;
	const mark = tag.name === "w:tab" ? "\t" : tag.name === "w:br" || tag.name === "w:cr" ? "\n" : "";
	if (mark !== "") state.runs.push({ text: mark, bold: state.bold, size: state.size, font: "" });
}

function closeTag(tag: SaxesTagPlain, state: State, text: PartText): void {
	if (tag.name === "w:t") state.inText = false;
	if (tag.name === "w:p" && state.fallback === 0 && state.runs.length > 0) {
		const block: TextBlock = { kind: "text", runs: state.runs, heading: 0, bullet: state.bullet };
		if (state.boxes.length > 0) text.boxes.at(-1)?.push(block);
		else text.body.push(block);
	}
	if (tag.name === "w:p") state.runs = [];
	if (state.boxes.at(-1) === state.depth) state.boxes.pop();
	if (state.fallback === state.depth) state.fallback = 0;
}

/**
 * @throws TributaryError file-corrupt (not XML, or a document type, which no office file has), file-too-complex (nesting)
 */
export function readPart(xml: Buffer, limits: FileLimits): PartText {
	const text: PartText = { body: [], boxes: [] };
	const state: State = {
		depth: 0,
		boxes: [],
		fallback: 0,
		bold: false,
		size: 0,
		inText: false,
		runs: [],
		bullet: false,
	};
	const parser = new SaxesParser();
	parser.on("doctype", () => {
		throw new TributaryError("file-corrupt", { detail: "A part of the file declares a document type." });
	});
	parser.on("error", (error) => {
		throw new TributaryError("file-corrupt", { cause: error });
	});
	parser.on("opentag", (tag) => {
		state.depth += 1;
		if (state.depth > limits.depth)
			throw new TributaryError("file-too-complex", { detail: "The file is nested too deeply." });
		openTag(tag, state, text);
	});
	parser.on("closetag", (tag) => {
		closeTag(tag, state, text);
		state.depth -= 1;
	});
	parser.on("text", (content) => {
		if (state.inText) state.runs.push({ text: content, bold: state.bold, size: state.size, font: "" });
	});
	parser.write(xml.toString("utf8")).close();
	return text;
}
