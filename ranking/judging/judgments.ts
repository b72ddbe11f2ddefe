import { appendFileSync, existsSync, mkdirSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import * as z from "zod";
import { TributaryError } from "../../src/errors.ts";
import { fault } from "../trec.ts";

/**
 * What each judge said, in a file of his own beside qrels.txt: judgments/NAME.ndjson, a line for each grade as it was given. Only ever
 * appended to; of two lines for one pair the later one counts, so nothing that was said is lost.
 */

/** From not relevant to exactly what was asked for. */
export const GRADES = [0, 1, 2, 3] as const;
export const GRADE_TEXTS = ["not relevant", "partly", "good", "exactly"] as const;
const HIGHEST = GRADES.length - 1;

export const Judgment = z.strictObject({
	query: z.string().min(1),
	document: z.string().min(1),
	grade: z.int().min(0).max(HIGHEST),
	at: z.iso.datetime(),
});
export type Judgment = z.output<typeof Judgment>;

/** A query and somebody who is judged for it. */
export interface Pair {
	readonly query: string;
	readonly document: string;
}

/** Ids hold no spaces, so that a pair has one key. */
export const pairKey = ({ query, document }: Pair): string => `${query} ${document}`;

/** By judge, the latest judgment of each pair, by its key. */
export type Judgments = ReadonlyMap<string, ReadonlyMap<string, Judgment>>;

const FOLDER = "judgments";
const ENDING = ".ndjson";
export const judgmentsFolder = (corpus: string): string => path.join(corpus, FOLDER);

/** Also a file name on every system. @throws TributaryError `invalid-request` */
export function parseJudge(name: string): string {
	if (/^[a-z0-9][a-z0-9-]{0,63}$/.test(name)) return name;
	throw new TributaryError("invalid-request", {
		detail: `${name} is no name of a judge: use 1 to 64 of a-z, 0-9 and -.`,
	});
}

/**
 * @param corpus folder of the collection
 * @throws TributaryError `file-malformed` naming file and line
 */
export function readJudgments(corpus: string): Judgments {
	const folder = judgmentsFolder(corpus);
	const files = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith(ENDING)) : [];
	return new Map(
		files.sort().map((name) => [parseJudge(name.slice(0, -ENDING.length)), readFile(path.join(folder, name))]),
	);
}

function readFile(file: string): Map<string, Judgment> {
	const latest = new Map<string, Judgment>();
	for (const [index, line] of readFileSync(file, "utf8").split("\n").entries()) {
		if (line.trim() === "") continue;
		const judgment = readLine(file, index + 1, line);
		latest.set(pairKey(judgment), judgment);
	}
	return latest;
}

function readLine(file: string, line: number, text: string): Judgment {
	let value: unknown;
	try {
		value = JSON.parse(text);
	} catch {
		throw fault(file, line, "not valid JSON");
	}
	const read = Judgment.safeParse(value);
	if (read.success) return read.data;
	throw fault(file, line, read.error.issues.map((issue) => `/${issue.path.join("/")} ${issue.message}`).join("; "));
}

/** Writes what a judge said, durably as far as the file system goes, before it returns. */
export function appendJudgments(corpus: string, judge: string, judgments: readonly Judgment[]): void {
	if (judgments.length === 0) return;
	mkdirSync(judgmentsFolder(corpus), { recursive: true });
	const lines = judgments.map((judgment) => `${JSON.stringify(judgment)}\n`).join("");
	appendFileSync(path.join(judgmentsFolder(corpus), `${parseJudge(judge)}${ENDING}`), lines, { flush: true });
}

/** What all judges gave each pair: by its key, the grade by judge. */
export function gradesByPair(judgments: Judgments): Map<string, Map<string, number>> {
	const byPair = new Map<string, Map<string, number>>();
	for (const [judge, own] of judgments) {
		for (const [key, { grade }] of own) byPair.set(key, (byPair.get(key) ?? new Map()).set(judge, grade));
	}
	return byPair;
}
