import { mkdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import type { Command } from "commander";
import type { ParsedResume } from "../domain/resume.ts";
import { parseTenantId } from "../domain/tenant.ts";
import { type Problem, TributaryError, toProblem } from "../errors.ts";
import { createParserPool, type ParserPool } from "../ingest/pool.ts";
import { findResumes, outputNames, type ResumePath } from "./resume-files.ts";
import { paint, print, printJson, remark, startProgress } from "./terminal.ts";
import { examples, ToldFailure } from "./verbs.ts";

/** `parse`: files into JSON Resume, without a tenant and without storing anything. */

interface ParseOptions {
	readonly out?: string;
	readonly json?: boolean;
	readonly asOf?: string;
	readonly workers: string;
	readonly ocr?: string;
}

export function addParse(program: Command): void {
	const command = program
		.command("parse")
		.description("parse resumes (files or folders) into JSON Resume 1.0; stores nothing")
		.argument("<path...>", "files or folders")
		.option("--out <dir>", "write <name>.json for each file, <name>.error.json for a failure; folders are mirrored")
		.option("--json", "print JSON: one object for one file, a line each for several")
		.option("--as-of <date>", "the day that 'present' means, YYYY-MM-DD (default: today)")
		.option("--workers <n>", "parser processes", "2")
		.option("--ocr <languages>", "recognise the text of images and scans: eng, or eng,deu and so on")
		.action(async (paths: string[], options: ParseOptions) => {
			const failures = await parseAll(paths, options);
			if (failures > 0) throw new ToldFailure();
		});
	examples(command, [
		"parse cv.pdf",
		"parse cv.pdf --json",
		"parse resumes/ --out parsed/",
		"parse cv.docx --as-of 2026-01-31",
		"parse scan.pdf --ocr eng,deu",
	]);
}

interface Outcome {
	readonly file: ResumePath;
	readonly result: { readonly resume: ParsedResume } | { readonly error: Problem };
}

async function parseAll(paths: readonly string[], options: ParseOptions): Promise<number> {
	const asOf = options.asOf ?? new Date().toISOString().slice(0, 10);
	const { files, passedOver } = await findResumes(paths);
	const write = options.out === undefined ? null : await mirror(options.out, files);
	const pool = createParserPool({ workers: positive(options.workers, "--workers"), ocr: languages(options.ocr) });
	const progress = startProgress("resumes", files.length, options.json && options.out === undefined);
	let failures = 0;
	try {
		for await (const outcome of inOrder(files, (file) => parseOne(pool, file, asOf))) {
			if ("error" in outcome.result) failures++;
			if (write !== null) await write(outcome);
			else say(outcome, options.json === true, files.length === 1);
			progress.step();
		}
	} finally {
		progress.stop();
		await pool.close();
	}
	if (write !== null || files.length > 1) summary(files.length, failures, passedOver);
	return failures;
}

function summary(total: number, failures: number, passedOver: number): void {
	const others = passedOver > 0 ? `; ${passedOver} files of other kinds left alone` : "";
	remark(`${total - failures} parsed, ${failures} failed${others}`);
}

function languages(text: string | undefined): readonly string[] {
	const names = (text ?? "").split(/[,+]/).filter((name) => name !== "");
	const wrong = names.find((name) => !/^[a-z]{3}(?:_[a-z]+)*$/.test(name));
	if (wrong !== undefined || (text !== undefined && names.length === 0)) {
		throw new TributaryError("invalid-request", {
			detail: `--ocr wants languages as eng or eng,deu, not ${wrong ?? "nothing"}.`,
		});
	}
	return names;
}

function positive(text: string, option: string): number {
	const value = Number(text);
	if (!Number.isInteger(value) || value < 1) {
		throw new TributaryError("invalid-request", { detail: `${option} wants a whole number from 1, not ${text}.` });
	}
	return value;
}

async function parseOne(pool: ParserPool, file: ResumePath, asOf: string): Promise<Outcome> {
	try {
		const bytes = await readFile(file.path);
		const resume = await pool.parse({ tenant: LOCAL, bytes, fileName: path.basename(file.path), asOf });
		return { file, result: { resume } };
	} catch (error) {
		return { file, result: { error: toProblem(error) } };
	}
}

/** Parsing on the command line belongs to nobody: one name for all, apart from every tenant's processes. */
const LOCAL = parseTenantId("local-files");
/** Files handed to the pool at once: enough that no process waits, few enough that little lies in memory. */
const IN_FLIGHT = 8;

/** Results in the order of the files, several at work at once. */
async function* inOrder(
	files: readonly ResumePath[],
	work: (file: ResumePath) => Promise<Outcome>,
): AsyncGenerator<Outcome> {
	const running: Promise<Outcome>[] = [];
	let next = 0;
	while (next < files.length || running.length > 0) {
		for (let file = files[next]; file !== undefined && running.length < IN_FLIGHT; file = files[++next])
			running.push(work(file));
		const first = running.shift();
		if (first !== undefined) yield await first;
	}
}

async function mirror(out: string, files: readonly ResumePath[]): Promise<(outcome: Outcome) => Promise<void>> {
	const names = outputNames(files);
	return async ({ file, result }) => {
		const name = path.join(out, names.get(file) ?? file.relative);
		await mkdir(path.dirname(name), { recursive: true });
		const [ending, value] = "resume" in result ? [".json", result.resume] : [".error.json", result.error];
		await writeFile(name + ending, `${JSON.stringify(value, null, 2)}\n`);
	};
}

function say({ file, result }: Outcome, json: boolean, single: boolean): void {
	if (json) {
		if (single) printJson("resume" in result ? result.resume : result.error);
		else print(JSON.stringify({ file: file.path, ...result }));
		return;
	}
	if ("error" in result) {
		print(
			`${paint("red", "✗")} ${file.path}: ${result.error.code}: ${result.error.title} ${result.error.detail ?? ""}`.trimEnd(),
		);
		return;
	}
	print(`${paint("green", "✓")} ${paint("bold", file.path)}`);
	for (const line of describe(result.resume)) print(`    ${line}`);
}

/** A resume in a few lines for people. */
export function describe(resume: ParsedResume): readonly string[] {
	const { basics, work, education, skills, meta } = resume;
	const place = [basics?.location?.city, basics?.location?.region, basics?.location?.countryCode]
		.filter(Boolean)
		.join(", ");
	const roles = (work ?? []).map((role) => {
		const dates = [role.startDate, role.current ? "present" : role.endDate].filter(Boolean).join(" to ");
		return `- ${[role.position, role.name].filter(Boolean).join(", ")}${dates === "" ? "" : ` (${dates})`}`;
	});
	const schools = (education ?? []).map(
		(school) => `- ${[school.studyType, school.area, school.institution].filter(Boolean).join(", ")}`,
	);
	return [
		[basics?.name ?? "(no name found)", basics?.label].filter(Boolean).join(" · "),
		[basics?.email, basics?.phone, place].filter(Boolean).join(" · "),
		...roles,
		...schools,
		`skills: ${(skills ?? []).map((skill) => skill.name).join(", ") || "none found"}`,
		`${meta.format}, ${meta.pageCount} pages, language ${meta.language ?? "unknown"}, ${meta.yearsOfExperience ?? "?"} years of experience as of ${meta.asOf}`,
		...meta.warnings.map((warning) => `! ${warning.message}`),
	].filter((line) => line !== "");
}
