import { createHash } from "node:crypto";
import type * as z from "zod";
import { fold } from "../analysis/fold.ts";
import { LANGUAGE_SAMPLE, languageOfTokens } from "../analysis/language.ts";
import type { Recognizer } from "../analysis/recognizer.ts";
import { tokenize } from "../analysis/tokenize.ts";
import { ParsedResume } from "../domain/resume.ts";
import { TributaryError } from "../errors.ts";
import type { Loser } from "./fields/evidence.ts";
import { extractFields } from "./fields/extract.ts";
import type { ReadDocument } from "./layout/line.ts";
import { FILE_LIMITS, type FileLimits } from "./limits.ts";
import { readFile } from "./read/read.ts";
import { splitSections } from "./sections/split.ts";
import { sniff } from "./sniff.ts";

/** Moves with every change that can change a result. */
export const PARSER_VERSION = "1.0.0";

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
}

export interface Explained {
	readonly resume: ParsedResume;
	/** JSON pointer of a value to what else could have been it. */
	readonly losers: Readonly<Record<string, readonly Loser[]>>;
}

/** The language is told from the first tokens; this many characters hold them in most files. */
const TELLING = 3000;
const MOST_TELLING = 8000;

function languageOf(document: ReadDocument): string | null {
	const text = document.lines.map((line) => line.text).join("\n");
	const first = tokenize(text.slice(0, TELLING));
	const language = languageOfTokens(
		first.length > LANGUAGE_SAMPLE || text.length <= TELLING ? first : tokenize(text.slice(0, MOST_TELLING)),
	);
	return language !== null && /^[a-z]{2}$/.test(language) ? language : null;
}

/** Of the words in alphabetical order: two layouts of one text are read in different orders. */
function textDigest({ lines }: ReadDocument): string {
	const words = fold(lines.map((line) => line.text).join("\n")).match(/[\p{L}\p{N}]+/gu) ?? [];
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

/** A resume says who it is about or how he can be reached, and has a section or two. */
function checkIsResume(resume: Omit<ParsedResume, "meta">, sections: number): void {
	const { name, email, phone, profiles } = resume.basics ?? {};
	const contact = email !== undefined || phone !== undefined || profiles !== undefined;
	const content = [resume.work, resume.education, resume.skills].some((list) => (list?.length ?? 0) > 0);
	if ((name === undefined && !contact && !content) || (sections === 0 && !contact && !content))
		throw new TributaryError("not-a-resume");
	if (!content && sections === 0 && !(name !== undefined && contact)) throw new TributaryError("not-a-resume");
}

/** What was made of a file, not yet checked against the schema. */
export interface Extraction {
	readonly resume: z.input<typeof ParsedResume>;
	readonly losers: Explained["losers"];
}

/**
 * A file into a structured resume, and why each value was taken. Runs inside the sandbox, whose parent checks the
 * result: it trusts no check that was made in there.
 * @throws TributaryError with one of the file codes
 */
export async function extractBytes(input: ParseInput, options: ParseOptions = {}): Promise<Extraction> {
	const limits = options.limits ?? FILE_LIMITS;
	if (input.bytes.length > limits.bytes)
		throw new TributaryError("file-too-large", { detail: `At most ${limits.bytes} bytes are accepted.` });
	const format = sniff(input.bytes, input.fileName);
	const document = await readFile(input.bytes, format, limits);
	checkSize(document, limits);
	const sections = splitSections(document.lines);
	const language = languageOf(document);
	const extracted = extractFields({
		document,
		sections,
		language,
		fileName: input.fileName ?? "",
		asOf: input.asOf,
		recognizer: options.recognizer ?? null,
		explain: options.explain ?? true,
	});
	checkIsResume(
		extracted.resume,
		sections.filter((section) => section.heading !== null && section.kinds[0] !== "other").length,
	);
	const resume: Extraction["resume"] = {
		...extracted.resume,
		meta: {
			canonical: "https://raw.githubusercontent.com/jsonresume/resume-schema/v1.0.0/schema.json",
			parser: `tributary/${PARSER_VERSION}`,
			format,
			asOf: input.asOf,
			language,
			pageCount: document.pageCount,
			characters: document.lines.reduce((sum, line) => sum + line.text.length, 0),
			textDigest: textDigest(document),
			yearsOfExperience: extracted.yearsOfExperience,
			flags: extracted.flags,
			warnings: extracted.warnings,
			values: extracted.values,
		},
	};
	return { resume, losers: extracted.losers };
}

/** {@link extractBytes}, checked. */
export async function explainBytes(input: ParseInput, options: ParseOptions = {}): Promise<Explained> {
	const { resume, losers } = await extractBytes(input, options);
	return { resume: ParsedResume.parse(resume), losers };
}

/** {@link explainBytes} without the reasons. */
export const parseBytes = async (input: ParseInput, options: ParseOptions = {}): Promise<ParsedResume> =>
	(await explainBytes(input, options)).resume;
