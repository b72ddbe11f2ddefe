import { createHash } from "node:crypto";
import type * as z from "zod";
import { fold } from "../analysis/fold.ts";
import type { Recognizer } from "../analysis/recognizer.ts";
import type { ParsedResume, ResumeFormat, ResumeMeta } from "../domain/resume.ts";
import type { ReadLine } from "../domain/resume-text.ts";
import { TributaryError } from "../errors.ts";
import { documentLanguage } from "./document-language.ts";
import type { Loser } from "./fields/evidence.ts";
import { extractFields } from "./fields/extract.ts";
import { isResume } from "./is-resume.ts";
import { knownWords } from "./layout/ligature-words.ts";
import { mendLigatures } from "./layout/ligatures.ts";
import type { ReadDocument } from "./layout/line.ts";
import { FILE_LIMITS, type FileLimits, tooLarge } from "./limits.ts";
import { extractMessage } from "./message.ts";
import type { Ocr } from "./read/ocr/engine.ts";
import { readImage, readScannedPdf } from "./read/ocr/scan.ts";
import { type LinesFormat, readFile } from "./read/read.ts";
import { splitSections } from "./sections/split.ts";
import { resumeFormat, sniff } from "./sniff.ts";
import type { Stated } from "./structured/explain.ts";
import { readJsonResume } from "./structured/json-resume.ts";
import { readLinkedInExport } from "./structured/linkedin-export.ts";

/** Moves with every change that can change a result. */
export const PARSER_VERSION = "2.20.0";

export interface ParseInput {
	readonly bytes: Uint8Array;
	/** Tells Markdown from plain text and speaks for a name; never decides against the bytes. */
	readonly fileName?: string;
	/** The day that "present" means: ISO date. */
	readonly asOf: string;
}

export interface ParseOptions {
	/** Knows skills and titles; without it both are told by their words and places alone. */
	readonly recognizer?: Recognizer;
	readonly limits?: FileLimits;
	/** Whether what lost is wanted, too. Default true. */
	readonly explain?: boolean;
	/** Reads images and scans; without it they are refused as no-text-layer. */
	readonly ocr?: Ocr;
}

const PLAIN = /^[\x00-\x7f]*$/;
/** Words of a folded text; of plain letters, which most lines are of, without asking Unicode. */
const wordsOf = (folded: string): readonly string[] =>
	folded.match(PLAIN.test(folded) ? /[a-z0-9]+/g : /[\p{L}\p{N}]+/gu) ?? [];

/** Of the words in alphabetical order: two layouts of one text are read in different orders. */
function textDigest({ lines }: ReadDocument): string {
	const words = lines.flatMap((line) => wordsOf(fold(line.text)));
	return createHash("sha256").update(words.toSorted().join(" ")).digest("hex");
}

/** Readers stop early where they can; this holds for all of them. */
function checkSize({ lines }: ReadDocument, limits: FileLimits): void {
	const sum = (of: (line: ReadDocument["lines"][number]) => number): number =>
		lines.reduce((total, line) => total + of(line), 0);
	const tooMuch =
		lines.length > limits.lines ||
		sum((line) => line.cells.length) > limits.cells ||
		sum((line) => line.text.length) > limits.characters;
	if (tooMuch) throw new TributaryError("file-too-complex", { detail: "The file has too much text." });
}

/** What was made of a file, not yet checked against the schema. */
export interface Extraction {
	readonly resume: z.input<typeof ParsedResume>;
	/** JSON pointer of a value to what else could have been it. */
	readonly losers: Readonly<Record<string, readonly Loser[]>>;
	/** What was read, line by line; absent where the file states its fields. */
	readonly lines?: readonly ReadLine[];
}

/**
 * A file into a structured resume, and why each value was taken. Runs inside the sandbox, whose parent checks the
 * result: it trusts no check that was made in there.
 * @throws TributaryError with one of the file codes
 */
export const extractBytes = (input: ParseInput, options: ParseOptions = {}): Promise<Extraction> =>
	extractFile(input, options, 0);

/** @param depth messages that the file was taken out of */
async function extractFile(input: ParseInput, options: ParseOptions, depth: number): Promise<Extraction> {
	const limits = options.limits ?? FILE_LIMITS;
	if (input.bytes.length > limits.bytes) throw tooLarge(limits.bytes);
	const format = sniff(input.bytes, input.fileName);
	if (format === "eml") return extractMessage(input, (part, deeper) => extractFile(part, options, deeper), depth);
	if (format === "image") {
		if (options.ocr === undefined) throw new TributaryError("no-text-layer");
		return extractDocument(await readImage(input.bytes, options.ocr, limits), format, input, options);
	}
	if (format === "json-resume") return ofStated(readJsonResume(input.bytes, limits), format, input, options);
	if (format === "linkedin-export")
		return ofStated(await readLinkedInExport(input.bytes, limits), format, input, options);
	const read = format === "pdf" && options.ocr !== undefined ? readPdfOrScan : readFile;
	const document = await read(input.bytes, format, limits, options.ocr);
	const { recognizer = null } = options;
	const whole = format === "pdf" ? mendLigatures(document, () => knownWords(recognizer?.vocabulary ?? null)) : document;
	return extractDocument(whole, resumeFormat(format), input, options);
}

/** A scan may carry a line of text from the program that made it; a page of a resume has more. */
const LEAST_CHARACTERS = 100;

/** Text where there is some, else what can be recognised in the pictures. */
async function readPdfOrScan(
	bytes: Uint8Array,
	format: LinesFormat,
	limits: FileLimits,
	ocr: Ocr | undefined,
): Promise<ReadDocument> {
	let text: ReadDocument | null = null;
	try {
		text = await readFile(bytes, format, limits);
	} catch (thrown) {
		if (!(thrown instanceof TributaryError) || thrown.code !== "no-text-layer" || ocr === undefined) throw thrown;
	}
	const characters = text?.lines.reduce((sum, line) => sum + line.text.length, 0) ?? 0;
	if (ocr === undefined || (text !== null && characters >= LEAST_CHARACTERS * text.pageCount))
		return text as ReadDocument;
	try {
		return await readScannedPdf(bytes, ocr, limits);
	} catch (thrown) {
		if (text === null) throw thrown;
		return text;
	}
}

const metaOf = (format: ResumeFormat, asOf: string): Pick<ResumeMeta, "canonical" | "parser" | "format" | "asOf"> => ({
	canonical: "https://raw.githubusercontent.com/jsonresume/resume-schema/v1.0.0/schema.json",
	parser: `tributary/${PARSER_VERSION}`,
	format,
	asOf,
});

/** What reads stated fields knows the whole schema, and is loaded for the first such file: few processes ever see one. */
async function ofStated(
	stated: Stated,
	format: ResumeFormat,
	input: ParseInput,
	options: ParseOptions,
): Promise<Extraction> {
	const { explainStated } = await import("./structured/explain.ts");
	const { resume, meta } = explainStated(stated, { asOf: input.asOf, recognizer: options.recognizer ?? null });
	return { resume: { ...resume, meta: { ...metaOf(format, input.asOf), pageCount: 1, ...meta } }, losers: {} };
}

/** Part of recognised values that have no wrong letter, beside that they are the right values. */
const RECOGNIZED = 0.9;

const lessSure = (values: ResumeMeta["values"]): ResumeMeta["values"] =>
	Object.fromEntries(
		Object.entries(values).map(([pointer, value]) => [
			pointer,
			{ ...value, confidence: Math.round(value.confidence * RECOGNIZED * 100) / 100 },
		]),
	);

function extractDocument(
	document: ReadDocument,
	format: ResumeFormat,
	input: ParseInput,
	options: ParseOptions,
): Extraction {
	checkSize(document, options.limits ?? FILE_LIMITS);
	const sections = splitSections(document.lines);
	const language = documentLanguage(document);
	const extracted = extractFields({
		document,
		sections,
		language,
		fileName: input.fileName ?? "",
		asOf: input.asOf,
		recognizer: options.recognizer ?? null,
		explain: options.explain ?? true,
	});
	const sure = extracted.values["/basics/name"]?.confidence ?? 0;
	if (!isResume(extracted.resume, document.lines, sections, sure)) throw new TributaryError("not-a-resume");
	const resume: Extraction["resume"] = {
		...extracted.resume,
		meta: {
			...metaOf(format, input.asOf),
			language,
			pageCount: document.pageCount,
			characters: document.lines.reduce((sum, line) => sum + line.text.length, 0),
			textDigest: textDigest(document),
			yearsOfExperience: extracted.yearsOfExperience,
			flags: extracted.flags,
			warnings: extracted.warnings,
			values: document.flags.has("scanned") ? lessSure(extracted.values) : extracted.values,
		},
	};
	return { resume, losers: extracted.losers, lines: document.lines.map(readLine) };
}

/** Room above a line, in lines, that parts it from the paragraph before. */
const APART = 1.4;

const readLine = ({ text, page, heading, bullet, gap }: ReadDocument["lines"][number]): ReadLine => ({
	text,
	page,
	kind: heading > 0 ? "heading" : bullet ? "bullet" : "text",
	apart: gap >= APART,
});
