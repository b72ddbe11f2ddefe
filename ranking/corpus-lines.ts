import path from "node:path";
import * as z from "zod";
import { Profile, RecordId } from "../src/domain/candidate.ts";
import { faultsOf } from "../src/domain/faults.ts";
import { SearchFilters } from "../src/domain/query.ts";
import { Resume } from "../src/domain/resume.ts";
import { fitResume } from "../src/ingest/structured/fit.ts";
import { readText } from "./files.ts";
import { fault, visible } from "./trec.ts";

/**
 * What stands in a line of a collection's files. Collections come from anywhere: of a resume that is not quite as JSON Resume has it what fits is taken,
 * and what else a line says is left out, both told of with file and line. What would change the figures without anybody noticing is refused.
 */

const SYNTHETIC = /^synthetic$/i;

/** What is printed as it stands, or names a file. Control characters could write anything on a terminal. */
const Name = z.string("want a text").regex(/^\P{Cc}*$/u, "no control characters may stand in it");

/** What is searched for: a text of several lines. */
const Prose = z.string("want a text").transform((text) => text.replace(/[^\P{Cc}\t\n\r]/gu, " "));

/** Ids are columns of qrels.txt and of runs, which spaces part. Tables make numbers of them. */
const Id = z.preprocess(
	(value) => (typeof value === "number" ? String(value) : value),
	z
		.string("an id is a text")
		.max(500)
		.regex(/^\S+$/, "an id has one character at least and no spaces, which part the columns of qrels.txt")
		.pipe(Name),
);

const Slices = z.record(
	Name,
	z.union([z.string(), z.number(), z.boolean()], "a slice has one value, as a text").transform(String).pipe(Name),
);

/** `{"language":["de","en"]}` is one text: these are words for a reader. */
const Words = z
	.union([z.string(), z.array(z.string()).transform((words) => words.join(", "))], "want a text")
	.default("");

export const Description = z
	.looseObject({
		name: Name.optional(),
		description: Words,
		language: Words,
		licence: Words,
		/** How it was made. */
		made: Words,
		/** Whose judgments these are; null for collections of fictitious people. */
		tenant: z
			.string('whose judgments these are is wanted: the id of a tenant, or "synthetic" for fictitious people')
			.pipe(Name)
			.transform((tenant) => (SYNTHETIC.test(tenant) ? null : tenant)),
	})
	.transform(({ name = "", description, language, licence, made, tenant }) => {
		return { name, description, language, licence, made, tenant };
	});

export const CorpusProfile = Profile.extend({
	updatedAt: z.iso.datetime("want the time of the last change, in UTC, as 2026-01-31T09:00:00Z"),
});

const candidate = {
	id: Id,
	/** The same person in the network: the id of a line of network.ndjson, or the profile itself. This is the truth, not a link. */
	profile: z.union([RecordId, CorpusProfile]).optional(),
	/** What kind of document it is, for figures of its own: `{"format":"pdf"}`. */
	slices: Slices.optional(),
};
/** Exactly one of these is in a line. */
const SOURCES = { text: z.string(), file: Name.min(1), resume: Resume };

export const CorpusCandidate = z
	.object({ ...candidate, ...z.object(SOURCES).partial().shape })
	.transform(({ text, file, resume, ...common }, context) => {
		const given = [
			...(text === undefined ? [] : [{ ...common, text }]),
			...(file === undefined ? [] : [{ ...common, file }]),
			...(resume === undefined ? [] : [{ ...common, resume }]),
		];
		const [only, ...more] = given;
		if (only !== undefined && more.length === 0) return only;
		const said = only === undefined ? "none of them is there" : "there are several";
		context.issues.push({
			code: "custom",
			message: `a candidate has one of "text", "file" and "resume"; ${said}`,
			input: given,
		});
		return z.NEVER;
	});

const CorpusJob = z
	.object({
		title: Prose.default(""),
		description: Prose.optional(),
		skills: z.array(Prose).optional(),
		/** City; who lives elsewhere is listed behind, not left out. */
		location: Prose.optional(),
	})
	.refine(
		({ title, description = "", skills = [] }) => `${title}${description}${skills.join("")}`.trim() !== "",
		"a job has a title, a description or skills",
	);

export const CorpusQuery = z
	.object({
		id: Id,
		text: Prose.refine((text) => text.trim() !== "", "the text of a query may not be empty").optional(),
		job: CorpusJob.optional(),
		filters: SearchFilters.optional(),
		slices: Slices.optional(),
	})
	.refine(({ text, job }) => text !== undefined || job !== undefined, 'a query has a "text" or a "job"')
	.refine(({ text, job }) => text === undefined || job === undefined, 'a query has a "text" or a "job", and not both');

export type CorpusCandidate = z.output<typeof CorpusCandidate>;
export type CorpusQuery = z.output<typeof CorpusQuery>;
export type CorpusJob = z.output<typeof CorpusJob>;
export type Description = z.output<typeof Description>;

/** What of a line was not taken. */
export interface LeftOut {
	readonly file: string;
	/** From 1. */
	readonly line: number;
	/** JSON pointer and reason. */
	readonly what: string;
}

/** Keys of a line that mean something. */
const KNOWN = {
	candidates: new Set([...Object.keys(candidate), ...Object.keys(SOURCES)]),
	queries: new Set(Object.keys(CorpusQuery.shape)),
	network: new Set(Object.keys(Profile.shape)),
} as const;
const JOB_KEYS = new Set(Object.keys(CorpusJob.shape));

type Json = Readonly<Record<string, unknown>>;
const isObject = (value: unknown): value is Json =>
	typeof value === "object" && value !== null && !Array.isArray(value);

interface Fitted {
	readonly value: unknown;
	readonly leftOut: readonly string[];
}

/** A line as it can be taken. */
function fitLine(kind: keyof typeof KNOWN, line: unknown): Fitted {
	if (!isObject(line)) return { value: line, leftOut: [] };
	const unknown = Object.keys(line).filter((key) => !KNOWN[kind].has(key));
	const job = isObject(line.job) ? Object.keys(line.job).filter((key) => !JOB_KEYS.has(key)) : [];
	const leftOut = [...unknown, ...job.map((key) => `job/${key}`)].map((key) => `/${key} is not known`);
	const value = Object.fromEntries(Object.entries(line).filter(([key]) => KNOWN[kind].has(key)));
	const own = fitResumeOf(value, "/resume");
	const linked = isObject(value.profile) ? fitResumeOf(value.profile, "/profile/resume") : null;
	return {
		value: linked === null ? own.value : { ...(own.value as Json), profile: linked.value },
		leftOut: [...leftOut, ...own.leftOut, ...(linked?.leftOut ?? [])],
	};
}

function fitResumeOf(value: Json, pointer: string): Fitted {
	if (!isObject(value.resume) || Resume.safeParse(value.resume).success) return { value, leftOut: [] };
	const { resume, warnings } = fitResume(value.resume);
	return {
		value: { ...value, resume },
		leftOut: warnings.map((warning) => `${pointer}${warning.pointer ?? ""} ${warning.message}`),
	};
}

const MISSING = "this file of the corpus is missing";

export const readDescription = (file: string): Description =>
	check(file, null, parseJson(file, null, readText(file, MISSING)), Description);

/** Where each id stands. */
export type Places = Map<string, { readonly file: string; readonly line: number }>;

/**
 * A file of one object a line, each with an id of its own.
 * @param places of ids that are taken already; those of this file are added, profiles within its lines included
 * @throws TributaryError `file-malformed` with file and line
 */
export function readLines<T extends { readonly id: string }>(
	file: string,
	kind: keyof typeof KNOWN,
	schema: z.ZodType<T>,
	places: Places = new Map(),
): { readonly values: readonly T[]; readonly leftOut: readonly LeftOut[] } {
	const values: T[] = [];
	const leftOut: LeftOut[] = [];
	for (const [index, text] of readText(file, MISSING).split("\n").entries()) {
		if (text.trim() === "") continue;
		const line = index + 1;
		const fitted = fitLine(kind, parseJson(file, line, text));
		const value = check(file, line, fitted.value, schema);
		for (const id of idsIn(value)) {
			const before = places.get(id);
			if (before !== undefined) throw fault(file, line, `the id ${id} stands in ${nameOf(before, file)} already`);
			places.set(id, { file, line });
		}
		values.push(value);
		leftOut.push(...fitted.leftOut.map((what) => ({ file: path.basename(file), line, what: visible(what) })));
	}
	return { values, leftOut };
}

/** A profile that is only named is another line's. */
function idsIn(value: { readonly id: string; readonly profile?: unknown }): string[] {
	const { id, profile } = value;
	return isObject(profile) ? [id, String(profile.id)] : [id];
}

const nameOf = (place: { readonly file: string; readonly line: number }, reading: string): string =>
	place.file === reading ? `line ${place.line}` : `${path.basename(place.file)} line ${place.line}`;

type Line = { readonly id: string | number; readonly profile?: string | { readonly id: string } };

/** @returns from 1; null where there is none */
export function lineOf(file: string, holds: (record: Line) => boolean): number | null {
	const lines = readText(file).split("\n");
	const index = lines.findIndex((line) => line.trim() !== "" && holds(JSON.parse(line)));
	return index < 0 ? null : index + 1;
}

function parseJson(file: string, line: number | null, text: string): unknown {
	try {
		return JSON.parse(text);
	} catch (error) {
		const list = text.trimStart().startsWith("[")
			? " (a list: want one object a line, without brackets around all)"
			: "";
		throw fault(file, line, `not valid JSON: ${(error as Error).message}${list}`);
	}
}

function check<T>(file: string, line: number | null, value: unknown, schema: z.ZodType<T>): T {
	const checked = schema.safeParse(value);
	if (checked.success) return checked.data;
	const faults = faultsOf(checked.error).map(({ pointer, detail }) =>
		pointer === "" ? detail : `${pointer}: ${detail}`,
	);
	throw fault(file, line, faults.join("; "));
}
