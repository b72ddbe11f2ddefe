import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { type Command, InvalidArgumentError } from "commander";
import type { ParsedResume } from "../domain/resume.ts";
import { parseTenantId } from "../domain/tenant.ts";
import { type Problem, toProblem } from "../errors.ts";
import { FILE_LIMITS } from "../ingest/limits.ts";
import { createParserPool, type ParserPool } from "../ingest/pool.ts";
import { type ExplainedField, explainedFields, explainedLines } from "./explain.ts";
import { countLeftAlone, LEFT_ALONE_OPTION, listLeftAlone } from "./left-alone.ts";
import { findResumes, outputNames, type ResumePath, readResume } from "./resume-files.ts";
import { warnOfWeakSandbox } from "./sandbox-warning.ts";
import { paint, print, printJson, remark, startProgress } from "./terminal.ts";
import { day, examples, ToldFailure, wholeNumber } from "./verbs.ts";

/** `parse`: files into JSON Resume, without a tenant and without storing anything. */

interface ParseOptions {
	readonly out?: string;
	readonly json?: boolean;
	readonly explain?: boolean;
	readonly asOf?: string;
	readonly workers: number;
	readonly ocr?: readonly string[];
	readonly verbose?: boolean;
}

export function addParse(program: Command): void {
	const command = program
		.command("parse")
		.description("parse resumes (files or folders) into JSON Resume 1.0; stores nothing")
		.argument("<path...>", "files or folders")
		.option("--out <dir>", "write <name>.json for each file, <name>.error.json for a failure; folders are mirrored")
		.option("--json", "print JSON: one object for one file, a line each for several")
		.option("--explain", "show why each value won: its rule, where it stands, and what lost against it")
		.option("--as-of <date>", "the day that 'present' means, YYYY-MM-DD (default: today)", day)
		.option("--workers <n>", "parser processes", wholeNumber(1, 64), 2)
		.option("--ocr <languages>", "recognise the text of images and scans: eng, or eng,deu and so on", ocrLanguages)
		.option("--verbose", LEFT_ALONE_OPTION)
		.action(async (paths: string[], options: ParseOptions) => {
			const failures = await parseAll(paths, options);
			if (failures > 0) throw new ToldFailure();
		});
	examples(command, [
		"parse cv.pdf",
		"parse cv.pdf --json",
		"parse cv.pdf --explain",
		"parse resumes/ --out parsed/",
		"parse cv.docx --as-of 2026-01-31",
		"parse scan.pdf --ocr eng,deu",
	]);
}

interface Outcome {
	readonly file: ResumePath;
	readonly result:
		| { readonly resume: ParsedResume; readonly fields?: readonly ExplainedField[] }
		| { readonly error: Problem };
}

async function parseAll(paths: readonly string[], options: ParseOptions): Promise<number> {
	const asOf = options.asOf ?? new Date().toISOString().slice(0, 10);
	const { files, leftAlone } = await findResumes(paths);
	if (options.verbose === true) listLeftAlone(leftAlone);
	warnOfWeakSandbox();
	const write = options.out === undefined ? null : await mirror(options.out, files);
	const pool = createParserPool({ workers: options.workers, ocr: options.ocr ?? [] });
	const progress = startProgress("resumes", files.length, options.json && options.out === undefined);
	let failures = 0;
	try {
		for await (const outcome of inOrder(files, (file) =>
			parseOne(pool, file, { asOf, explain: options.explain === true }),
		)) {
			if ("error" in outcome.result) failures++;
			if (write !== null) await write(outcome);
			else say(outcome, options.json === true, files.length === 1);
			progress.step();
		}
	} finally {
		progress.stop();
		await pool.close();
	}
	if (write !== null || files.length > 1) summary(files.length, failures, leftAlone.length);
	return failures;
}

function summary(total: number, failures: number, leftAlone: number): void {
	remark(`${total - failures} parsed, ${failures} failed${countLeftAlone(leftAlone)}`);
}

/** Languages as Tesseract names them. */
function ocrLanguages(text: string): readonly string[] {
	const names = text.split(/[,+]/).filter((name) => name !== "");
	if (names.length > 0 && names.every((name) => /^[a-z]{3}(?:_[a-z]+)*$/.test(name))) return names;
	throw new InvalidArgumentError("Give languages as eng or eng,deu.");
}

async function parseOne(
	pool: ParserPool,
	file: ResumePath,
	{ asOf, explain }: { readonly asOf: string; readonly explain: boolean },
): Promise<Outcome> {
	try {
		const bytes = await readResume(file, FILE_LIMITS.bytes);
		const input = { tenant: LOCAL, bytes, fileName: path.basename(file.path), asOf };
		if (!explain) return { file, result: { resume: await pool.parse(input) } };
		const answer = await pool.explain(input);
		return { file, result: { resume: answer.resume, fields: explainedFields(answer) } };
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
		const write = (ending: string, value: unknown): Promise<void> =>
			writeFile(name + ending, `${JSON.stringify(value, null, 2)}\n`);
		if ("error" in result) return await write(".error.json", result.error);
		await write(".json", result.resume);
		if (result.fields !== undefined) await write(".explain.json", result.fields);
	};
}

function say({ file, result }: Outcome, json: boolean, single: boolean): void {
	if (json) {
		if (single) printJson("error" in result ? result.error : (result.fields ?? result.resume));
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
	if (result.fields === undefined) for (const line of describe(result.resume)) print(`    ${line}`);
	else {
		const { format, flags, language } = result.resume.meta;
		print(`    ${[format, ...flags, `language ${language ?? "unknown"}`].join(", ")}`);
		for (const line of explainedLines(result.fields, (process.stdout.columns ?? 140) - 4)) print(`    ${line}`);
	}
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
