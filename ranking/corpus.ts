import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import * as z from "zod";
import { Profile, RecordId } from "../src/domain/candidate.ts";
import { SearchFilters } from "../src/domain/query.ts";
import { Resume } from "../src/domain/resume.ts";
import { TributaryError } from "../src/errors.ts";
import type { Grades } from "./metrics.ts";
import { fault } from "./trec.ts";

/** A judged collection: a folder as corpora/README.md describes it. What is wrong in it is named with file and line. */

const CANDIDATES = "candidates.ndjson";
const NETWORK = "network.ndjson";

/** Of collections of fictitious people, which belong to nobody. */
const SYNTHETIC = "synthetic";

const Description = z.strictObject({
	name: z.string(),
	description: z.string(),
	language: z.string(),
	licence: z.string(),
	made: z.string(),
	/** Whose judgments these are; "synthetic" for collections of fictitious people. */
	tenant: z.string(),
});

const Slices = z.record(z.string(), z.string());

const common = {
	id: RecordId,
	/** The same person in the network: the id of a line of network.ndjson, or the profile itself. This is the truth, not a link. */
	profile: z.union([RecordId, Profile]).optional(),
	/** What kind of document it is, for figures of its own: `{"format":"pdf"}`. */
	slices: Slices.optional(),
};
const CorpusCandidate = z.union([
	z.strictObject({ ...common, resume: Resume }),
	z.strictObject({ ...common, text: z.string().min(1) }),
	z.strictObject({ ...common, file: z.string().min(1) }),
]);

const CorpusJob = z.strictObject({
	title: z.string(),
	description: z.string().optional(),
	skills: z.array(z.string()).optional(),
	/** City; who lives elsewhere is listed behind, not left out. */
	location: z.string().optional(),
});
const CorpusQuery = z
	.strictObject({
		id: z.string().regex(/^\S+$/, "an id has no spaces"),
		text: z.string().optional(),
		job: CorpusJob.optional(),
		filters: SearchFilters.optional(),
		slices: Slices.optional(),
	})
	.refine(({ text, job }) => text !== undefined || job !== undefined, "a query has a text or a job");

export type CorpusCandidate = z.output<typeof CorpusCandidate>;
export type CorpusQuery = z.output<typeof CorpusQuery>;
export type CorpusJob = z.output<typeof CorpusJob>;

export interface Corpus {
	readonly folder: string;
	readonly description: z.output<typeof Description>;
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
}

export interface ReadOptions {
	/** False: it may lack qrels.txt, because nobody judged it yet. */
	readonly judged: boolean;
}

/**
 * Reads a collection.
 * @throws TributaryError `invalid-request` naming file and line
 */
export function readCorpus(folder: string, { judged }: ReadOptions = { judged: true }): Corpus {
	const description = readJson(path.join(folder, "corpus.json"), Description);
	const candidates = readDistinct(path.join(folder, CANDIDATES), CorpusCandidate);
	const queries = readDistinct(path.join(folder, "queries.ndjson"), CorpusQuery);
	const networkFile = path.join(folder, NETWORK);
	const listed = existsSync(networkFile) ? readDistinct(networkFile, Profile) : [];
	const own = candidates.flatMap(({ profile }) => (typeof profile === "object" ? [profile] : []));
	const network = [...listed, ...own];
	const profiles = new Set<string>(network.map(({ id }) => id));
	const documents = new Set<string>([...candidates.map(({ id }) => id), ...profiles]);
	const asked = new Set(queries.map(({ id }) => id));
	const judgments = readQrelsFile(path.join(folder, "qrels.txt"), { optional: !judged });
	const unknownJudged = unknownOf(judgments, documents, asked);
	const unknownProfiles = candidates.flatMap(({ id, profile }) =>
		typeof profile === "string" && !profiles.has(profile) ? [id] : [],
	);
	return { folder, description, candidates, network, queries, judgments, unknownJudged, unknownProfiles };
}

/** Whose judgments a collection holds; null where they belong to nobody. */
export const tenantOf = ({ description }: Corpus): string | null =>
	description.tenant === SYNTHETIC ? null : description.tenant;

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

function read(file: string): string {
	if (!existsSync(file)) throw fault(file, null, "this file of the corpus is missing");
	const text = readFileSync(file, "utf8");
	return text.startsWith(BYTE_ORDER_MARK) ? text.slice(1) : text;
}

const BYTE_ORDER_MARK = "\uFEFF";

/** What is wrong with a candidate that was read, with its line. The file is read again: this is for when something is wrong. */
export function candidateFault({ folder }: Corpus, id: string | null, detail: string): TributaryError {
	const file = path.join(folder, CANDIDATES);
	return fault(
		file,
		lineOf(file, (record) => record.id === id),
		detail,
	);
}

/** The same for a profile, which stands in network.ndjson or in the line of its candidate. */
export function profileFault({ folder }: Corpus, id: string | undefined, detail: string): TributaryError {
	const listed = path.join(folder, NETWORK);
	const line = existsSync(listed) ? lineOf(listed, (record) => record.id === id) : null;
	if (line !== null) return fault(listed, line, detail);
	const file = path.join(folder, CANDIDATES);
	return fault(
		file,
		lineOf(file, ({ profile }) => typeof profile === "object" && profile.id === id),
		detail,
	);
}

type Line = { readonly id: string; readonly profile?: string | { readonly id: string } };

/** @returns from 1; null where there is none */
function lineOf(file: string, holds: (record: Line) => boolean): number | null {
	const lines = read(file).split("\n");
	const index = lines.findIndex((line) => line.trim() !== "" && holds(JSON.parse(line)));
	return index < 0 ? null : index + 1;
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

function readDistinct<T extends { readonly id: string }>(file: string, schema: z.ZodType<T>): T[] {
	const byId = new Map<string, T>();
	for (const [index, line] of read(file).split("\n").entries()) {
		if (line.trim() === "") continue;
		const value = check(file, index + 1, line, schema);
		if (byId.has(value.id)) throw fault(file, index + 1, `the id ${value.id} stands in an earlier line`);
		byId.set(value.id, value);
	}
	return [...byId.values()];
}

function unknownOf(judgments: Corpus["judgments"], documents: ReadonlySet<string>, asked: ReadonlySet<string>) {
	const unknown = { documents: 0, queries: 0 };
	for (const [query, grades] of judgments) {
		if (asked.has(query)) unknown.documents += [...grades.keys()].filter((id) => !documents.has(id)).length;
		else unknown.queries += grades.size;
	}
	return unknown;
}

/**
 * Judgments in TREC's form, per query.
 * @throws TributaryError `invalid-request` with file and line, also when the file is missing and not optional
 */
export function readQrelsFile(file: string, { optional }: { readonly optional: boolean }): Map<string, Grades> {
	const judgments = new Map<string, Map<string, number>>();
	if (optional && !existsSync(file)) return judgments;
	for (const [index, line] of read(file).split("\n").entries()) {
		if (line.trim() === "") continue;
		const [query, , document, grade] = line.trim().split(/\s+/);
		if (query === undefined || document === undefined || !/^-?\d+$/.test(grade ?? "")) {
			throw fault(file, index + 1, "want: query 0 document grade");
		}
		const grades = judgments.get(query) ?? new Map<string, number>();
		if (grades.has(document)) throw fault(file, index + 1, `${document} is judged twice for ${query}`);
		judgments.set(query, grades.set(document, Number(grade)));
	}
	return judgments;
}

/** Signs that mean something in a query; in the text of a job they are only text. */
const SIGNS = /["()^%+~*?:\\[\]{}]/g;
/** What German and French advertisements write behind a title: (m/w/d), (h/f). */
const ANY_GENDER = /\(\s*[mwfdxh](?:\s*[/|]\s*[mwfdxh]){1,3}\s*\)/gi;
const plain = (text: string) =>
	text
		.replace(ANY_GENDER, " ")
		.replace(SIGNS, (sign) => (sign === "+" ? "+" : " "))
		.replace(/\s+/g, " ")
		.trim();

/**
 * What a recruiter would type for a query of the corpus: its text, or the title of its job, the skills as words that are wanted, and
 * the place as a wish.
 * @param skillsIn finds skills in a description, for jobs that list none
 */
export function queryText(query: CorpusQuery, skillsIn: (text: string) => readonly string[] = () => []): string {
	if (query.text !== undefined || query.job === undefined) return query.text ?? "";
	const { title, description = "", skills = skillsIn(description), location } = query.job;
	const phrase = (words: string) => (/\s/.test(plain(words)) ? `"${plain(words)}"` : plain(words));
	const place = location === undefined ? [] : [`%${phrase(location)}`];
	return [plain(title), ...skills.map(phrase), ...place].filter((part) => part !== "").join(" ");
}
