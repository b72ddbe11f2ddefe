import { TributaryError } from "../../../errors.ts";

/** The file information block at the start of a Word document ([MS-DOC] 2.5). */

const WORD = 0xa5ec;
/** Word 97; files of Word 6 and 95 are laid out otherwise. */
const WORD_97 = 0x00c1;
const ENCRYPTED = 0x0100;
const SECOND_TABLE = 0x0200;
/** Place of the lengths of the texts, and of the list of tables. */
const TEXT_LENGTHS = 0x4c;
const TABLES = 0x9a;

/** Numbers of the tables that are used here, in the list of [MS-DOC] 2.5.6. */
const TABLE = {
	styles: 1,
	headers: 11,
	characters: 12,
	paragraphs: 13,
	pieces: 33,
	shapes: 40,
	headerShapes: 41,
	boxes: 56,
	headerBoxes: 58,
};
export type TableName = keyof typeof TABLE;

/** Texts in the order in which they follow each other. */
const TEXTS = ["body", "footnotes", "headers", "macros", "comments", "endnotes", "boxes", "headerBoxes"] as const;
export type TextName = (typeof TEXTS)[number];

export interface Span {
	readonly from: number;
	readonly to: number;
}

export interface FileInformation {
	/** Name of the stream with the tables. */
	readonly tableStream: "0Table" | "1Table";
	/** Place and length of a table in that stream. */
	readonly table: (name: TableName) => Span;
	/** Character positions of each text. */
	readonly texts: Readonly<Record<TextName, Span>>;
}

/** @throws TributaryError file-corrupt, file-encrypted, file-type-unsupported (older than Word 97) */
export function readFileInformation(word: Buffer): FileInformation {
	if (word.length < TABLES + 59 * 8 || word.readUInt16LE(0) !== WORD) {
		if (word.length > 32 && [0xa5dc, 0xa5db].includes(word.readUInt16LE(0))) throw tooOld();
		throw new TributaryError("file-corrupt");
	}
	if (word.readUInt16LE(2) < WORD_97) throw tooOld();
	const flags = word.readUInt16LE(0x0a);
	if ((flags & ENCRYPTED) !== 0) throw new TributaryError("file-encrypted");
	let position = 0;
	const spans = TEXTS.map((name, index) => {
		const from = position;
		position += Math.max(0, word.readInt32LE(TEXT_LENGTHS + index * 4));
		return [name, { from, to: position }] as const;
	});
	return {
		tableStream: (flags & SECOND_TABLE) === 0 ? "0Table" : "1Table",
		table: (name) => {
			const at = TABLES + TABLE[name] * 8;
			const from = word.readUInt32LE(at);
			return { from, to: from + word.readUInt32LE(at + 4) };
		},
		texts: Object.fromEntries(spans) as Record<TextName, Span>,
	};
}

const tooOld = (): TributaryError =>
	new TributaryError("file-type-unsupported", { detail: "This is a document of Word 6 or Word 95, or older." });
