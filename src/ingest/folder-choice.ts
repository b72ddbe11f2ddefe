import { TributaryError } from "../errors.ts";
import { sniff } from "./sniff.ts";

/**
 * Which files of a folder are meant when somebody names the folder. Bytes decide, by the same rules as for reading: what is a
 * PDF, a DOCX or any other document that is read is taken, whatever it is called. Two things bytes cannot tell. Plain text
 * can be anything: it is taken when it is called like a document or has no ending, not when it is a script, a licence or
 * data. And a damaged or empty file shows nothing: one that is called like a document is taken, so that it is named as a
 * failure instead of missing in silence.
 */

const DOCUMENT_ENDINGS = /\.(?:pdf|docx?|odt|rtf|x?html?|txt|text|md|markdown|eml)$/i;
/** What any bytes without a signature may be: their name has to promise a resume. */
const TEXT_FORMATS: ReadonlySet<string> = new Set(["text", "markdown", "html"]);
/** Files that lie in folders by convention and are about the folder. */
const ABOUT_THE_FOLDER =
	/^(?:licen[cs]e|copying|notice|readme|changelog|contributing|authors|codeowners|(?:make|docker|gem|rake|proc|vagrant|jenkins)file|(?:md5|sha\d+)sums?)(?:$|[-_.])/i;
/** Hidden files, and the marks that Word (`~$`) and LibreOffice (`.~lock`) put beside an open document. */
const HIDDEN = /^(?:\.|~\$)/;
/** A last dot with letters behind it. `Jane Roe v1.2` and `Dr. Roe` have none. */
const ENDING = /\.[a-z][a-z0-9]{0,9}$/i;

/** Signatures of files that hold other files: only their inside tells what they are. ZIP, and the compound file of Office. */
const CONTAINERS: readonly (readonly number[])[] = [
	[0x50, 0x4b, 0x03, 0x04],
	[0x50, 0x4b, 0x05, 0x06],
	[0xd0, 0xcf, 0x11, 0xe0],
];

/** Bytes from the beginning that tell what a file is, unless it is a container. */
export const HEAD_BYTES = 4096;

/**
 * Whether a file of a folder is to be read as a resume.
 * @param name without folders
 * @param read the first bytes of the file, as many as are asked for or all there are
 * @param most bytes that a resume may have: no more are asked for
 */
export async function mayBeResume(
	name: string,
	read: (bytes: number) => Promise<Uint8Array>,
	most: number,
): Promise<boolean> {
	if (HIDDEN.test(name)) return false;
	const head = await read(HEAD_BYTES);
	const isContainer = CONTAINERS.some((signature) => signature.every((byte, index) => head[index] === byte));
	const format = formatOf(isContainer ? await read(most) : head, name);
	if (format !== null && !TEXT_FORMATS.has(format)) return true;
	if (ABOUT_THE_FOLDER.test(name)) return false;
	if (DOCUMENT_ENDINGS.test(name)) return true;
	return format !== null && withoutEnding(name) === name && !isScript(head);
}

/** A file's name without its ending, if it has one. */
export const withoutEnding = (name: string): string => name.replace(ENDING, "");

const isScript = (head: Uint8Array): boolean => head[0] === 0x23 && head[1] === 0x21;

/** What the file is; `unreadable` where it is of a kind that is read, and cannot be; null for everything else. */
function formatOf(bytes: Uint8Array, name: string): string | null {
	try {
		return sniff(bytes, name);
	} catch (error) {
		if (!(error instanceof TributaryError)) throw error;
		return error.code === "file-type-unsupported" || error.code === "file-empty" ? null : "unreadable";
	}
}
