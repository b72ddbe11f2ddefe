/**
 * Prints the resumes of many styles as files, with the truth about each: `node corpora/styles/main.ts`.
 * Needs Chromium, LibreOffice, XeLaTeX with moderncv and europasscv, and the fonts that the sources name; the files are committed,
 * so that what is measured is the same everywhere.
 */
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { type Browser, chromium } from "playwright-core";
import { ndjson } from "../generate/write.ts";
import { TruthReader } from "./marks.ts";
import { plainDocx } from "./plain-docx.ts";
import { plainDoc, plainOdt, plainRtf } from "./plain-office.ts";
import { WORD_RESUMES, wordFile } from "./word.ts";

const HERE = import.meta.dirname;
const SOURCES = path.join(HERE, "sources");
const FILES = path.join(HERE, "files");

const ENTITIES: Readonly<Record<string, string>> = { "&amp;": "&", "&nbsp;": " " };
const plainHtml = (text: string): string =>
	text
		.replace(/<[^>]*>/g, "")
		.replace(/&\w+;/g, (entity) => ENTITIES[entity] ?? entity)
		.trim();
const plainTex = (text: string): string => text.replace(/\\([&%$#_])/g, "$1");

async function printHtml(browser: Browser, html: string, out: string): Promise<void> {
	const page = await browser.newPage();
	await page.setContent(html.startsWith("<html") ? html : `<html><meta charset=utf-8>${html}</html>`);
	await page.pdf({
		path: out,
		format: "A4",
		printBackground: true,
		margin: { top: "12mm", bottom: "12mm", left: "12mm", right: "12mm" },
	});
	await page.close();
}

/** Dates in the file stand still, so that it is the same each time. */
const STILL = { ...process.env, SOURCE_DATE_EPOCH: "1790812800", FORCE_SOURCE_DATE: "1" };

function printTex(tex: string, out: string): void {
	const folder = mkdtempSync(path.join(tmpdir(), "styles-"));
	writeFileSync(path.join(folder, "cv.tex"), tex);
	try {
		for (const _ of [1, 2])
			execFileSync("xelatex", ["-interaction=nonstopmode", "cv.tex"], { cwd: folder, stdio: "ignore", env: STILL });
	} catch {
		// Warnings of packages end with a code, too; what counts is the file.
	}
	writeFileSync(out, readFileSync(path.join(folder, "cv.pdf")));
	rmSync(folder, { recursive: true });
}

const printWord = (docx: string): void =>
	void execFileSync("soffice", ["--headless", "--convert-to", "pdf", "--outdir", path.dirname(docx), docx], {
		stdio: "ignore",
	});

/** HTML as a word processor writes it, in the format that the name ends in: docx, odt, rtf. */
function printOffice(html: string, out: string): void {
	const folder = mkdtempSync(path.join(tmpdir(), "styles-"));
	const convert = (to: string, from: string): void =>
		void execFileSync("soffice", ["--headless", "--convert-to", to, "--outdir", folder, from], { stdio: "ignore" });
	writeFileSync(path.join(folder, "cv.html"), `<html><head><meta charset="utf-8"></head><body>${html}</body></html>`);
	execFileSync(
		"soffice",
		[
			"--headless",
			"--infilter=HTML (StarWriter)",
			"--convert-to",
			"odt:writer8",
			"--outdir",
			folder,
			path.join(folder, "cv.html"),
		],
		{ stdio: "ignore" },
	);
	const { ext } = path.parse(out);
	if (ext !== ".odt") convert(ext.slice(1), path.join(folder, "cv.odt"));
	writeFileSync(out, readFileSync(path.join(folder, `cv${ext}`)));
	rmSync(folder, { recursive: true });
}

interface TruthLine {
	readonly file: string;
	readonly personId: string;
	readonly format: string;
	readonly layout: string;
	readonly language: string;
	readonly resume: TruthReader["truth"];
}

function lineOf(id: string, format: string, resume: TruthReader["truth"]): TruthLine {
	const [layout = "", language = ""] = id.split(".");
	return { file: `files/${id}.${format}`, personId: id, format, layout, language: language.slice(0, 2), resume };
}

/** Word processors' formats that are written without one. */
const PLAIN: Readonly<Record<string, (html: string) => Uint8Array>> = { rtf: plainRtf, odt: plainOdt, doc: plainDoc };

async function printSource(browser: Browser, name: string, only: string | undefined): Promise<TruthLine> {
	// "labels.es.docx.html" is printed as labels.es.docx by LibreOffice, "tabs.de.docx.htm" without it, "clean.en.html" as clean.en.pdf;
	// "portal.pl.html.html" stays a page.
	const [layout = "", language = "", kind = "", through] = name.split(".");
	const id = `${layout}.${language}`;
	const format = through === undefined && (kind === "html" || kind === "tex") ? "pdf" : kind;
	const isHtml = /\.html?$/.test(name);
	const reader = new TruthReader(isHtml ? plainHtml : kind === "tex" ? plainTex : undefined);
	const text = reader.show(readFileSync(path.join(SOURCES, name), "utf8"));
	const out = path.join(FILES, `${id}.${format}`);
	if (only === undefined || id.startsWith(only)) {
		if (through === "htm") writeFileSync(out, await (PLAIN[kind] ?? plainDocx)(text));
		else if (through !== undefined && kind === "html")
			writeFileSync(out, `<!doctype html><html><meta charset="utf-8"><body>${text}</body></html>`);
		else if (through !== undefined) printOffice(text, out);
		else if (isHtml) await printHtml(browser, text, out);
		else if (kind === "tex") printTex(text, out);
		else writeFileSync(out, text);
	}
	return lineOf(id, format, reader.truth);
}

/** @param only beginning of the names of the files to print again; the truth is always written whole */
async function main(only: string | undefined): Promise<void> {
	mkdirSync(FILES, { recursive: true });
	const browser = await chromium.launch({ executablePath: "/usr/bin/chromium", args: ["--no-sandbox"] });
	const truth: TruthLine[] = [];
	for (const name of readdirSync(SOURCES).toSorted()) truth.push(await printSource(browser, name, only));
	await browser.close();
	for (const id of Object.keys(WORD_RESUMES)) {
		const { bytes, truth: resume } = await wordFile(id);
		truth.push(lineOf(id, "docx", resume), lineOf(id, "pdf", resume));
		if (only !== undefined && !id.startsWith(only)) continue;
		const docx = path.join(FILES, `${id}.docx`);
		writeFileSync(docx, bytes);
		printWord(docx);
	}
	writeFileSync(path.join(HERE, "truth.ndjson"), ndjson(truth));
}

await main(process.argv[2]);
