import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import * as z from "zod";
import { RecordId } from "../src/domain/candidate.ts";
import { SearchFilters } from "../src/domain/query.ts";
import { Resume } from "../src/domain/resume.ts";
import { TributaryError } from "../src/errors.ts";
import type { Grades } from "./metrics.ts";

/** A judged collection: a folder as corpora/README.md describes it. What is wrong in it is named with file and line. */

const Description = z.strictObject({
	name: z.string(),
	description: z.string(),
	language: z.string(),
	licence: z.string(),
	made: z.string(),
	/** Whose judgments these are; "synthetic" for collections of fictitious people. */
	tenant: z.string(),
});

const CorpusCandidate = z.union([
	z.strictObject({ id: RecordId, resume: Resume }),
	z.strictObject({ id: RecordId, text: z.string().min(1) }),
	z.strictObject({ id: RecordId, file: z.string().min(1) }),
]);

const CorpusJob = z.strictObject({
	title: z.string(),
	description: z.string().optional(),
	skills: z.array(z.string()).optional(),
});
const CorpusQuery = z.strictObject({
	id: z.string(),
	text: z.string().optional(),
	job: CorpusJob.optional(),
	filters: SearchFilters.optional(),
	slices: z.record(z.string(), z.string()).optional(),
});

export type CorpusCandidate = z.output<typeof CorpusCandidate>;
export type CorpusQuery = z.output<typeof CorpusQuery>;

export interface Corpus {
	readonly folder: string;
	readonly description: z.output<typeof Description>;
	readonly candidates: readonly CorpusCandidate[];
	readonly queries: readonly CorpusQuery[];
	readonly judgments: ReadonlyMap<string, Grades>;
	/** Judgments of documents that are not in the collection. */
	readonly unknownJudged: number;
}

/** @throws TributaryError `invalid-request` naming file and line */
export function readCorpus(folder: string): Corpus {
	const description = readJson(path.join(folder, "corpus.json"), Description);
	const candidates = [...readLines(path.join(folder, "candidates.ndjson"), CorpusCandidate)];
	const queries = [...readLines(path.join(folder, "queries.ndjson"), CorpusQuery)];
	const known = new Set<string>(candidates.map(({ id }) => id));
	const { judgments, unknown } = readQrels(path.join(folder, "qrels.txt"), known);
	return { folder, description, candidates, queries, judgments, unknownJudged: unknown };
}

function fault(file: string, line: number | null, detail: string): TributaryError {
	return new TributaryError("invalid-request", { detail: `${file}${line === null ? "" : ` line ${line}`}: ${detail}` });
}

function read(file: string): string {
	if (!existsSync(file)) throw fault(file, null, "this file of the corpus is missing");
	return readFileSync(file, "utf8");
}

function check<T>(file: string, line: number | null, text: string, schema: z.ZodType<T>): T {
	let value: unknown;
	try {
		value = JSON.parse(text);
	} catch {
		throw fault(file, line, "not valid JSON");
	}
	const checked = schema.safeParse(value);
	if (checked.success) return checked.data;
	throw fault(file, line, checked.error.issues.map((issue) => `/${issue.path.join("/")} ${issue.message}`).join("; "));
}

const readJson = <T>(file: string, schema: z.ZodType<T>): T => check(file, null, read(file), schema);

function* readLines<T>(file: string, schema: z.ZodType<T>): Generator<T> {
	for (const [index, line] of read(file).split("\n").entries()) {
		if (line.trim() !== "") yield check(file, index + 1, line, schema);
	}
}

function readQrels(file: string, known: ReadonlySet<string>): { judgments: Map<string, Grades>; unknown: number } {
	const judgments = new Map<string, Map<string, number>>();
	let unknown = 0;
	for (const [index, line] of read(file).split("\n").entries()) {
		if (line.trim() === "") continue;
		const [query, , document, grade] = line.trim().split(/\s+/);
		if (query === undefined || document === undefined || !/^-?\d+$/.test(grade ?? "")) {
			throw fault(file, index + 1, "want: query 0 document grade");
		}
		if (!known.has(document)) unknown++;
		const grades = judgments.get(query) ?? new Map<string, number>();
		judgments.set(query, grades.set(document, Number(grade)));
	}
	return { judgments, unknown };
}

/** What a recruiter would type for a query of the corpus: its text, or the title and skills of its job. */
export function queryText(query: CorpusQuery): string {
	if (query.text !== undefined) return query.text;
	const skills = (query.job?.skills ?? []).map((skill) => (/\s/.test(skill) ? `"${skill}"` : skill));
	return [query.job?.title ?? "", ...skills].join(" ").trim();
}
