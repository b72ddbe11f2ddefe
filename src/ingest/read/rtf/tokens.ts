import { TributaryError } from "../../../errors.ts";
import type { FileLimits } from "../../limits.ts";

/** Syntax of Rich Text Format (RTF 1.9.1, "Contents of an RTF file"): groups, control words, control symbols, text. */
export interface RtfSink {
	open(): void;
	close(): void;
	word(name: string, parameter: number | null): void;
	symbol(character: string): void;
	/** Text as bytes of the code page in force. */
	bytes(content: Uint8Array): void;
}

const BACKSLASH = 0x5c;
const OPEN = 0x7b;
const CLOSE = 0x7d;
const isLetter = (byte: number): boolean => (byte >= 0x61 && byte <= 0x7a) || (byte >= 0x41 && byte <= 0x5a);
const isDigit = (byte: number): boolean => byte >= 0x30 && byte <= 0x39;
const isSpecial = (byte: number): boolean =>
	byte === BACKSLASH || byte === OPEN || byte === CLOSE || byte === 0x0a || byte === 0x0d;

/** Longest control word of the standard has 32 letters, a parameter 10 digits. */
const MAX_WORD = 32;
const MAX_DIGITS = 10;

/** Reads the control word or symbol behind a backslash and gives the place after it. */
function control(bytes: Uint8Array, start: number, sink: RtfSink): number {
	let at = start;
	const byte = bytes[at] ?? 0x20;
	if (!isLetter(byte)) {
		if (byte !== 0x27) {
			sink.symbol(String.fromCharCode(byte));
			return at + 1;
		}
		const hex = Number.parseInt(String.fromCharCode(bytes[at + 1] ?? 0, bytes[at + 2] ?? 0), 16);
		if (!Number.isNaN(hex)) sink.bytes(Uint8Array.of(hex));
		return at + 3;
	}
	while (at - start < MAX_WORD && isLetter(bytes[at] ?? 0)) at += 1;
	const name = String.fromCharCode(...bytes.subarray(start, at));
	const digits = at;
	if (bytes[at] === 0x2d) at += 1;
	while (at - digits <= MAX_DIGITS && isDigit(bytes[at] ?? 0)) at += 1;
	const parameter = at === digits ? null : Number(String.fromCharCode(...bytes.subarray(digits, at))) || 0;
	if (bytes[at] === 0x20) at += 1;
	sink.word(name, parameter);
	// Binary data are as long as the word says, whatever they look like.
	return name === "bin" ? at + Math.max(0, parameter ?? 0) : at;
}

/**
 * Walks the file once. A group too many at its end is let pass, as every reader does.
 * @returns groups that are still open where the file ends
 * @throws TributaryError file-too-complex (groups in groups)
 */
export function walkRtf(bytes: Uint8Array, sink: RtfSink, limits: FileLimits): number {
	let depth = 0;
	let at = 0;
	while (at < bytes.length) {
		const byte = bytes[at] as number;
		if (byte === OPEN) {
			depth += 1;
			if (depth > limits.depth)
				throw new TributaryError("file-too-complex", { detail: "The file is nested too deeply." });
			sink.open();
			at += 1;
		} else if (byte === CLOSE) {
			if (depth === 0) break;
			depth -= 1;
			sink.close();
			if (depth === 0) break;
			at += 1;
		} else if (byte === BACKSLASH) {
			at = control(bytes, at + 1, sink);
		} else if (byte === 0x0a || byte === 0x0d) {
			at += 1;
		} else {
			let end = at + 1;
			while (end < bytes.length && !isSpecial(bytes[end] as number)) end += 1;
			sink.bytes(bytes.subarray(at, end));
			at = end;
		}
	}
	return depth;
}
