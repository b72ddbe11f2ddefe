import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import path from "node:path";
import { readQrelsFile } from "../corpus.ts";
import type { Grades } from "../metrics.ts";
import { fault } from "../trec.ts";
import { type Judgments, judgmentsFolder } from "./judgments.ts";
import { type Settled, type Settlement, settle } from "./settle.ts";

/**
 * qrels.txt made anew: the judgments that the collection came with, and what judges settled in their place. The first ones are kept in
 * judgments/given.txt, so that settling again, by another method or with more judges, begins from them and not from its own result.
 */

type Qrels = ReadonlyMap<string, Grades>;

const qrelsFile = (corpus: string) => path.join(corpus, "qrels.txt");
const givenFile = (corpus: string) => path.join(judgmentsFolder(corpus), "given.txt");
/** How and when qrels.txt was made, and its digest. */
const settledFile = (corpus: string) => path.join(judgmentsFolder(corpus), "settled.json");

/** What the collection came with, before any judge. @throws TributaryError `file-malformed` with file and line */
export function baseQrels(corpus: string): Qrels {
	const given = givenFile(corpus);
	return readQrelsFile(existsSync(given) ? given : qrelsFile(corpus), { optional: true });
}

/** With the middle grade of what judges said; to see how much is judged. */
export function gradesWith(given: Qrels, judgments: Judgments): Qrels {
	return merged(given, settle(judgments, "median", null).grades);
}

function merged(given: Qrels, settled: ReadonlyMap<string, number>): Map<string, Map<string, number>> {
	const all = new Map([...given].map(([query, grades]) => [query, new Map(grades)]));
	for (const [key, grade] of settled) {
		const [query = "", document = ""] = key.split(" ");
		all.set(query, (all.get(query) ?? new Map<string, number>()).set(document, grade));
	}
	return all;
}

/**
 * Writes qrels.txt, whole or not at all.
 * @returns pairs that have another grade than qrels.txt gave them before
 * @throws TributaryError `file-malformed` when qrels.txt was changed by hand since it was settled
 */
export function writeQrels(corpus: string, { grades }: Settled, method: Settlement): number {
	refuseHandmade(corpus);
	const before = readQrelsFile(qrelsFile(corpus), { optional: true });
	mkdirSync(judgmentsFolder(corpus), { recursive: true });
	if (!existsSync(givenFile(corpus))) {
		replace(givenFile(corpus), existsSync(qrelsFile(corpus)) ? readFileSync(qrelsFile(corpus), "utf8") : "");
	}
	const all = merged(baseQrels(corpus), grades);
	const text = [...all]
		.flatMap(([query, own]) => [...own].map(([document, grade]) => `${query} 0 ${document} ${grade}\n`))
		.join("");
	replace(qrelsFile(corpus), text);
	const record = { method, settled: grades.size, at: new Date().toISOString(), digest: digest(text) };
	replace(settledFile(corpus), `${JSON.stringify(record)}\n`);
	return [...all].reduce(
		(sum, [query, own]) =>
			sum + [...own].filter(([document, grade]) => before.get(query)?.get(document) !== grade).length,
		0,
	);
}

/** A change by hand would be lost. A crash between the two writes looks like one: then settled.json is older. */
function refuseHandmade(corpus: string): void {
	if (!existsSync(settledFile(corpus))) return;
	const { digest: expected } = JSON.parse(readFileSync(settledFile(corpus), "utf8")) as { digest: string };
	if (existsSync(qrelsFile(corpus)) && digest(readFileSync(qrelsFile(corpus), "utf8")) === expected) return;
	throw fault(
		qrelsFile(corpus),
		null,
		`this was changed since it was settled. Put the change into ${givenFile(corpus)} and remove ${settledFile(corpus)}, then settle again`,
	);
}

const digest = (text: string) => createHash("sha256").update(text).digest("hex");

function replace(file: string, text: string): void {
	writeFileSync(`${file}.new`, text, { flush: true });
	renameSync(`${file}.new`, file);
}
