import { existsSync } from "node:fs";
import path from "node:path";
import type { Profile } from "../src/domain/candidate.ts";
import { TributaryError } from "../src/errors.ts";
import {
	CorpusCandidate,
	CorpusProfile,
	CorpusQuery,
	type Description,
	type LeftOut,
	lineOf,
	type Places,
	readDescription,
	readLines,
} from "./corpus-lines.ts";
import { readText } from "./files.ts";
import type { Grades } from "./metrics.ts";
import { demandPrintable, fault } from "./trec.ts";

/** A judged collection: a folder as corpora/README.md describes it. What is wrong in it is named with file and line. */

const CANDIDATES = "candidates.ndjson";
const NETWORK = "network.ndjson";

export type { CorpusCandidate, CorpusQuery };

export interface Corpus {
	readonly folder: string;
	readonly description: Description;
	readonly candidates: readonly CorpusCandidate[];
	/** Profiles of the network: of network.ndjson and those that stand in a candidate's line. */
	readonly network: readonly Profile[];
	readonly queries: readonly CorpusQuery[];
	/** Per query. */
	readonly judgments: ReadonlyMap<string, Grades>;
	/** Judgments of documents that are not in the collection, and of queries that it does not ask. */
	readonly unknownJudged: { readonly documents: number; readonly queries: number };
	/** Candidates whose line names a profile that is not in the collection. */
	readonly unknownProfiles: readonly string[];
	/** What lines say beyond what is taken, or otherwise. */
	readonly leftOut: readonly LeftOut[];
}

export interface ReadOptions {
	/** False: it may lack qrels.txt, because nobody judged it yet. */
	readonly judged: boolean;
}

/**
 * Reads a collection.
 * @throws TributaryError `file-malformed` naming file and line
 */
export function readCorpus(folder: string, { judged }: ReadOptions = { judged: true }): Corpus {
	const { name, ...description } = readDescription(path.join(folder, "corpus.json"));
	// Judgments and runs know one name for each person: one of both pools has two records, and two ids.
	const people: Places = new Map();
	const read = {
		candidates: readLines(path.join(folder, CANDIDATES), "candidates", CorpusCandidate, people),
		queries: readLines(path.join(folder, "queries.ndjson"), "queries", CorpusQuery),
		network: existsSync(path.join(folder, NETWORK))
			? readLines(path.join(folder, NETWORK), "network", CorpusProfile, people)
			: { values: [], leftOut: [] },
	};
	const [candidates, queries] = [read.candidates.values, read.queries.values];
	const own = candidates.flatMap(({ profile }) => (typeof profile === "object" ? [profile] : []));
	const network = [...read.network.values, ...own];
	const profiles = new Set<string>(network.map(({ id }) => id));
	const documents = documentsOf({ candidates, network });
	const asked = new Set(queries.map(({ id }) => id));
	const judgments = readQrelsFile(path.join(folder, "qrels.txt"), { optional: !judged });
	const unknownJudged = unknownOf(judgments, documents, asked);
	const unknownProfiles = candidates.flatMap(({ id, profile }) =>
		typeof profile === "string" && !profiles.has(profile) ? [id] : [],
	);
	return {
		folder,
		description: { ...description, name: name || path.basename(path.resolve(folder)) },
		candidates,
		network,
		queries,
		judgments,
		unknownJudged,
		unknownProfiles,
		leftOut: Object.values(read).flatMap(({ leftOut }) => leftOut),
	};
}

/** Ids that a list of people may name. */
export const documentsOf = ({ candidates, network }: Pick<Corpus, "candidates" | "network">): ReadonlySet<string> =>
	new Set<string>([...candidates, ...network].map(({ id }) => id));

/** Whose judgments a collection holds; null where they belong to nobody. */
export const tenantOf = ({ description }: Corpus): string | null => description.tenant;

/**
 * Judgments of one tenant are measured, and learned from, for that tenant only.
 * @param tenant for whom this is done; undefined for nobody in particular
 * @throws TributaryError `invalid-request`
 */
export function demandTenant(corpus: Corpus, tenant: string | undefined): void {
	const owner = tenantOf(corpus);
	if (owner === null || owner === tenant) return;
	throw new TributaryError("invalid-request", {
		detail: `${corpus.folder} holds judgments of the tenant ${owner}. They are used for that tenant only: give --tenant ${owner}.`,
	});
}

/** What is wrong with a candidate that was read, with its line. The file is read again: this is for when something is wrong. */
export function candidateFault({ folder }: Corpus, id: string | null, detail: string): TributaryError {
	const file = path.join(folder, CANDIDATES);
	return fault(
		file,
		lineOf(file, (record) => String(record.id) === id),
		detail,
	);
}

/** The same for a profile, which stands in network.ndjson or in the line of its candidate. */
export function profileFault({ folder }: Corpus, id: string | undefined, detail: string): TributaryError {
	const listed = path.join(folder, NETWORK);
	const line = existsSync(listed) ? lineOf(listed, (record) => String(record.id) === id) : null;
	if (line !== null) return fault(listed, line, detail);
	const file = path.join(folder, CANDIDATES);
	return fault(
		file,
		lineOf(file, ({ profile }) => typeof profile === "object" && profile.id === id),
		detail,
	);
}

function unknownOf(judgments: Corpus["judgments"], documents: ReadonlySet<string>, asked: ReadonlySet<string>) {
	const unknown = { documents: 0, queries: 0 };
	for (const [query, grades] of judgments) {
		if (asked.has(query)) unknown.documents += [...grades.keys()].filter((id) => !documents.has(id)).length;
		else unknown.queries += grades.size;
	}
	return unknown;
}

const NO_QRELS =
	"this file of the corpus is missing: a line for each judgment, or what tributary judge --settle writes";

const WANT = "want: query 0 document grade";
/** ERR takes powers of two of them. */
const [LEAST_GRADE, HIGHEST_GRADE] = [-10, 30];

function gradeFault(grade = ""): string | null {
	if (grade === "" || Number.isNaN(Number(grade))) return WANT;
	if (!/^-?\d+$/.test(grade)) return `${WANT}, and the grade as a whole number`;
	const [given, range] = [Number(grade), `${LEAST_GRADE} to ${HIGHEST_GRADE}`];
	return given < LEAST_GRADE || given > HIGHEST_GRADE ? `${WANT}, and the grade from ${range}` : null;
}

/**
 * Judgments in TREC's form, per query.
 * @throws TributaryError `file-malformed` with file and line, also when the file is missing and not optional
 */
export function readQrelsFile(file: string, { optional }: { readonly optional: boolean }): Map<string, Grades> {
	const judgments = new Map<string, Map<string, number>>();
	if (optional && !existsSync(file)) return judgments;
	for (const [index, line] of readText(file, NO_QRELS).split("\n").entries()) {
		if (line.trim() === "") continue;
		const [query, , document, grade] = line.trim().split(/\s+/);
		const wrong = gradeFault(grade);
		if (query === undefined || document === undefined || wrong !== null) {
			throw fault(file, index + 1, wrong ?? WANT);
		}
		demandPrintable(file, index + 1, [query, document]);
		const grades = judgments.get(query) ?? new Map<string, number>();
		if (grades.has(document)) throw fault(file, index + 1, `${document} is judged twice for ${query}`);
		judgments.set(query, grades.set(document, Number(grade)));
	}
	return judgments;
}
