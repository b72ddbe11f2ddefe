import { TributaryError } from "../../../errors.ts";
import type { Block } from "../../layout/blocks.ts";
import type { ReadDocument } from "../../layout/line.ts";
import type { FileLimits } from "../../limits.ts";
import { WHITE } from "../contrast.ts";
import { CharacterBudget, emptyParts, type FlowParts, layOutFlow } from "../flow-document.ts";
import { readSeen } from "../unseen-text.ts";
import { CompoundFile } from "./compound-file.ts";
import { type FileInformation, readFileInformation, type Span } from "./file-information.ts";
import { shadesCells } from "./looks.ts";
import { DocText } from "./pieces.ts";
import { eachModification, readRuns } from "./properties.ts";
import { type DocSource, readStory } from "./story.ts";
import { modifyParagraph, StyleSheet } from "./styles.ts";

const CHARACTER_ENTRY = 1;
const PARAGRAPH_ENTRY = 13;

/** A list of modifications of characters: its length in one byte, then itself. */
function characterList(page: Buffer, at: number): Buffer {
	return at === 0 ? Buffer.alloc(0) : page.subarray(at + 1, at + 1 + (page[at] ?? 0));
}

/** A list of a paragraph: its length in words or, after a zero, in pairs of bytes; then the style. */
function paragraphList(page: Buffer, at: number): { style: number; list: Buffer } {
	const length = page[at] ?? 0;
	const from = length === 0 ? at + 2 : at + 1;
	const content = page.subarray(from, from + (length === 0 ? (page[at + 1] ?? 0) * 2 : length * 2 - 1));
	if (at === 0 || content.length < 2) return { style: 0, list: Buffer.alloc(0) };
	return { style: content.readUInt16LE(0), list: content.subarray(2) };
}

function sourceOf(
	file: CompoundFile,
	word: Buffer,
	tables: Buffer,
	info: FileInformation,
	limits: FileLimits,
): Omit<DocSource, "unseen"> {
	const table = (span: Span): Buffer => tables.subarray(span.from, span.to);
	const styles = new StyleSheet(table(info.table("styles")));
	const data = file.stream("Data");
	// Which text stands on a shape is not worked out.
	const page = [info.table("shapes"), info.table("headerShapes")].some(({ from, to }) => to > from) ? null : WHITE;
	let hasShadedCells = false;
	const paragraphs = readRuns(word, table(info.table("paragraphs")), PARAGRAPH_ENTRY, (page, at) => {
		const { style, list } = paragraphList(page, at);
		eachModification(list, (code, operand) => {
			hasShadedCells ||= shadesCells(code, operand);
		});
		return modifyParagraph(list, styles.paragraphOf(style), data);
	});
	return {
		text: new DocText(word, table(info.table("pieces"))),
		styles,
		characters: readRuns(word, table(info.table("characters")), CHARACTER_ENTRY, characterList),
		paragraphs,
		page,
		// The colour of a cell is stated behind the text of its row.
		cells: hasShadedCells ? null : page,
		budget: new CharacterBudget(limits),
	};
}

/** Character positions that a table lists, moved to where their text begins. */
function positions(table: Buffer, entrySize: number, text: Span): Span[] {
	const count = Math.floor((table.length - 4) / (4 + entrySize));
	const at = (index: number): number => Math.min(text.from + table.readUInt32LE(index * 4), text.to);
	return Array.from({ length: Math.max(0, count) }, (_, index) => ({ from: at(index), to: at(index + 1) }));
}

/** Stories of the header text: six separators of notes, then six for each section ([MS-DOC] 2.8.22). */
const SEPARATORS = 6;
const FOOTERS = new Set([2, 3, 5]);
const BOX_ENTRY = 22;

function readParts(source: DocSource, tables: Buffer, info: FileInformation): FlowParts {
	const parts = emptyParts();
	const read = (span: Span): Block[] => readStory(source, span.from, span.to);
	// What a box is filled with is not looked at.
	const onBox = { ...source, page: null, cells: null };
	const table = (name: Parameters<FileInformation["table"]>[0]): Buffer => {
		const span = info.table(name);
		return tables.subarray(span.from, span.to);
	};
	parts.body.push(...read(info.texts.body));
	for (const [index, span] of positions(table("headers"), 0, info.texts.headers).entries()) {
		if (index < SEPARATORS || span.to <= span.from) continue;
		(FOOTERS.has((index - SEPARATORS) % 6) ? parts.footers : parts.headers).push(read(span));
	}
	for (const name of ["boxes", "headerBoxes"] as const) {
		const spans = positions(table(name), BOX_ENTRY, info.texts[name]);
		parts.boxes.push(...spans.map((span) => readStory(onBox, span.from, span.to)));
	}
	parts.notes.push(read(info.texts.footnotes), read(info.texts.endnotes));
	return parts;
}

/**
 * Text of a Word 97-2003 document: body, headers, footers, notes, text boxes.
 * @throws TributaryError file-corrupt, file-encrypted, file-type-unsupported (Word 95 and older), file-too-complex, no-text-layer
 */
export function readDoc(bytes: Uint8Array, limits: FileLimits): ReadDocument {
	try {
		const file = new CompoundFile(bytes);
		const word = file.stream("WordDocument");
		if (word === null) throw new TributaryError("file-corrupt");
		const info = readFileInformation(word);
		const tables = file.stream(info.tableStream);
		if (tables === null) throw new TributaryError("file-corrupt");
		const source = sourceOf(file, word, tables, info, limits);
		return readSeen((unseen) => layOutFlow(readParts({ ...source, unseen }, tables, info), limits));
	} catch (thrown) {
		// Places that the file states and that are not there end as a RangeError of Buffer.
		if (thrown instanceof RangeError) throw new TributaryError("file-corrupt", { cause: thrown });
		throw thrown;
	}
}
