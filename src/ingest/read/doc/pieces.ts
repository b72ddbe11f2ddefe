import { TributaryError } from "../../../errors.ts";
import { decodePage } from "../code-pages.ts";

/** The text of a Word document lies in pieces over its stream ([MS-DOC] 2.4.1, 2.9.38). */

interface Piece {
	/** Character positions. */
	readonly from: number;
	readonly to: number;
	/** Place of its first byte. */
	readonly at: number;
	/** One byte a character instead of two. */
	readonly narrow: boolean;
}

const NARROW = 0x40000000;
const BYTE_CHARACTERS = decodePage(
	Uint8Array.from({ length: 256 }, (_, byte) => byte),
	1252,
);

function pieceTable(clx: Buffer): Buffer {
	let at = 0;
	while (at + 5 <= clx.length) {
		if (clx[at] === 2) return clx.subarray(at + 5, at + 5 + clx.readUInt32LE(at + 1));
		if (clx[at] !== 1) break;
		at += 3 + clx.readUInt16LE(at + 1);
	}
	throw new TributaryError("file-corrupt");
}

export class DocText {
	readonly #word: Buffer;
	readonly #pieces: Piece[] = [];

	/** @throws TributaryError file-corrupt */
	constructor(word: Buffer, clx: Buffer) {
		this.#word = word;
		const table = pieceTable(clx);
		const count = Math.floor((table.length - 4) / 12);
		for (let index = 0; index < count; index += 1) {
			const place = table.readUInt32LE((count + 1) * 4 + index * 8 + 2);
			const narrow = (place & NARROW) !== 0;
			const at = place & 0x3fffffff;
			this.#pieces.push({
				from: table.readUInt32LE(index * 4),
				to: table.readUInt32LE(index * 4 + 4),
				at: narrow ? at >> 1 : at,
				narrow,
			});
		}
	}

	/** Calls back for each character from one position up to another, with the place of its bytes. */
	each(from: number, to: number, visit: (character: string, place: number) => void): void {
		for (const piece of this.#pieces) {
			const first = Math.max(from, piece.from);
			const last = Math.min(to, piece.to);
			for (let position = first; position < last; position += 1) {
				const place = piece.at + (position - piece.from) * (piece.narrow ? 1 : 2);
				if (place + 2 > this.#word.length) return;
				const character = piece.narrow
					? (BYTE_CHARACTERS[this.#word[place] as number] as string)
					: String.fromCharCode(this.#word.readUInt16LE(place));
				visit(character, place);
			}
		}
	}
}
