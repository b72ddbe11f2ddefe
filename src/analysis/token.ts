/**
 * What stands between a token and the one before it. bound: nothing, a slash or another sign without spaces · hyphen · space ·
 * pause: a comma, colon, bracket or bullet · line: a line break · sentence: the end of a sentence or an empty line.
 */
export type Gap = "bound" | "hyphen" | "space" | "pause" | "line" | "sentence";

export interface Token {
	/** Folded, never empty. Holds a colon only inside an address, so text cannot forge tokens like `skill:java`. */
	readonly text: string;
	/** UTF-16 offsets into the input, end exclusive. */
	readonly start: number;
	readonly end: number;
	/** The input between the offsets: for words whose case matters. */
	readonly written: string;
	readonly gap: Gap;
}
