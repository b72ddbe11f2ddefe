import { TributaryError } from "../errors.ts";

/** What one file may cost. Each limit that is passed ends as `file-too-large` or `file-too-complex`. */
export interface FileLimits {
	/** Bytes of the upload. */
	readonly bytes: number;
	/** Pages of a PDF that are read; a longer file is refused. */
	readonly pages: number;
	/** Characters of text taken from one file. */
	readonly characters: number;
	/** Bytes that all parts of a package may unpack to. */
	readonly unpackedBytes: number;
	/** Parts in a package. */
	readonly entries: number;
	/** Unpacked to packed size; looked at after the first MiB, since short texts pack well. */
	readonly ratio: number;
	/** Elements open at once in XML or HTML. */
	readonly depth: number;
	/** Elements of an HTML page, whatever they hold. */
	readonly elements: number;
	/** Lines in reading order. */
	readonly lines: number;
	/** Cells in all lines. */
	readonly cells: number;
}

const MIB = 1024 * 1024;

/** Defaults: a resume of 60 pages is already unheard of; the rest follows the limits that Apache Tika ships with. */
export const FILE_LIMITS: FileLimits = {
	bytes: 10 * MIB,
	pages: 60,
	characters: 1_000_000,
	unpackedBytes: 50 * MIB,
	entries: 1000,
	ratio: 100,
	depth: 100,
	elements: 100_000,
	lines: 20_000,
	cells: 60_000,
};

/** @param bytes the limit that was passed */
export const tooLarge = (bytes: number): TributaryError =>
	new TributaryError("file-too-large", { detail: `At most ${bytes} bytes are accepted.` });
