/** A person on file: format and layout chosen, printed, rendered, with the line of truth that goes with the file. */
import { asciiLetters } from "./identity.ts";
import type { JsonResume } from "./json-resume.ts";
import type { FictitiousPerson } from "./person.ts";
import { type PrintedResume, printResume } from "./print/resume.ts";
import { chooseStyle, type StyleWish } from "./print/style.ts";
import { createRandom } from "./random.ts";
import { DOCX_LAYOUTS, type DocxLayoutName } from "./render/docx/layouts.ts";
import { renderDocx } from "./render/docx/render.ts";
import { type HtmlLayoutName, renderHtml } from "./render/html.ts";
import { renderPdf } from "./render/pdf/render.ts";
import { type PdfLayoutName, THEMES } from "./render/pdf/themes.ts";
import { renderMarkdown, renderText, type TextLayoutName } from "./render/text.ts";

export const FORMATS = ["pdf", "docx", "txt", "md", "html"] as const;
export type Format = (typeof FORMATS)[number];

const LAYOUTS: Readonly<Record<Format, readonly string[]>> = {
	pdf: Object.keys(THEMES),
	docx: Object.keys(DOCX_LAYOUTS),
	txt: ["caps", "underlined", "indented"],
	md: ["markdown"],
	html: ["semantic", "table", "divs"],
};

/** How often each format is found in a real folder of resumes, as weights. */
const WEIGHTS: Readonly<Record<Format, number>> = { pdf: 10, docx: 6, txt: 2, md: 1, html: 2 };

/** Separates the streams of chance of printing from those of the person. */
const STYLE_SALT = 2;

export interface Assignment {
	readonly format: Format;
	readonly layout: string;
}

export interface TruthLine {
	/** Path of the file, relative to the truth file. */
	readonly file: string;
	readonly personId: string;
	readonly format: Format;
	readonly layout: string;
	readonly language: string;
	readonly country: string;
	readonly profession: string;
	readonly seniority: string;
	readonly resume: JsonResume;
}

export interface ResumeFile {
	readonly bytes: Buffer;
	readonly truth: TruthLine;
}

/** Every layout as a repeating round, formats mixed by weight: a folder of 50 files has them all. */
export function assignments(formats: readonly Format[], count: number, seed: number): Assignment[] {
	const random = createRandom(seed, STYLE_SALT);
	const wheel = formats.flatMap((format) => Array<Format>(WEIGHTS[format]).fill(format));
	const turns = new Map<Format, number>();
	const assigned: Assignment[] = [];
	while (assigned.length < count) {
		for (const format of random.sample(wheel, wheel.length)) {
			const turn = turns.get(format) ?? 0;
			turns.set(format, turn + 1);
			assigned.push({ format, layout: LAYOUTS[format][turn % LAYOUTS[format].length] as string });
		}
	}
	return assigned.slice(0, count);
}

function wishOf({ format, layout }: Assignment): StyleWish {
	if (format === "pdf") return THEMES[layout as PdfLayoutName].wish;
	if (format === "docx") return DOCX_LAYOUTS[layout as DocxLayoutName].wish;
	return layout === "table" ? { datesAt: "column" } : {};
}

async function render({ document }: PrintedResume, { format, layout }: Assignment): Promise<Buffer> {
	if (format === "pdf") return renderPdf(document, layout as PdfLayoutName);
	if (format === "docx") return renderDocx(document, layout as DocxLayoutName);
	if (format === "html") return Buffer.from(renderHtml(document, layout as HtmlLayoutName), "utf8");
	if (format === "md") return Buffer.from(renderMarkdown(document), "utf8");
	return Buffer.from(renderText(document, layout as TextLayoutName), "utf8");
}

/** "anna-mueller" for a file name. */
export function fileStem(person: FictitiousPerson): string {
	const parts = `${person.givenName} ${person.familyName}`.split(/[^\p{L}]+/u).map(asciiLetters);
	return parts.filter((part) => part !== "").join("-");
}

export function personId(person: FictitiousPerson): string {
	return `person-${person.seed}`;
}

/** The resume of a person as a file; `copy` tells apart several resumes of the same person. */
export async function resumeFile(
	person: FictitiousPerson,
	assignment: Assignment,
	file: string,
	copy = 0,
): Promise<ResumeFile> {
	const random = createRandom(person.seed, STYLE_SALT + 1 + copy);
	const printed = printResume(person, chooseStyle(random, person.language, wishOf(assignment)));
	const truth: TruthLine = {
		file,
		personId: personId(person),
		...assignment,
		language: person.language,
		country: person.country,
		profession: person.profession,
		seniority: person.seniority,
		resume: printed.truth,
	};
	return { bytes: await render(printed, assignment), truth };
}
