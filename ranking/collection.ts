import path from "node:path";
import type { Recognizer } from "../src/analysis/recognizer.ts";
import { tokenize } from "../src/analysis/tokenize.ts";
import type { ConfigInput } from "../src/config.ts";
import type { Hit } from "../src/domain/hit.ts";
import { RESULT_WINDOW, SearchRequest } from "../src/domain/query.ts";
import { parseTenantId } from "../src/domain/tenant.ts";
import { TributaryError } from "../src/errors.ts";
import { importCandidate, importCandidates } from "../src/ingest/import-candidate.ts";
import { decodeText } from "../src/ingest/read/encoding.ts";
import { storeResume } from "../src/ingest/store-resume.ts";
import type { Search } from "../src/search/search.ts";
import { openPlatform, type Platform } from "../src/server.ts";
import type { Scope } from "../src/tenancy/scope.ts";
import { asWritten, isHardlyRead } from "./as-written.ts";
import {
	type Corpus,
	type CorpusCandidate,
	type CorpusQuery,
	candidateFault,
	profileFault,
	tenantOf,
} from "./corpus.ts";
import { readWithin } from "./files.ts";
import { patiently } from "./patience.ts";
import { type ClusterConfig, openPlace } from "./place.ts";
import { queryText, type SkillReader } from "./query-text.ts";
import { type StoredIds, storedIds } from "./stored-ids.ts";

/** A corpus in a throw-away tenant, stored through the real ingest and searched through the real search. */
export interface Collection {
	readonly corpus: Corpus;
	readonly platform: Platform;
	readonly scope: Scope;
	readonly stored: Stored;
	/** The text that is searched for; the skills of a job that lists none are read in its description, by the vocabulary of this collection. */
	textOf(query: CorpusQuery): string;
	readonly ids: StoredIds;
	/** Queries that the search refused to answer, by their ids, with the reason. It grows while they are asked. */
	readonly refused: Map<string, string>;
	/** Closes everything and removes every byte of it. */
	close(): Promise<void>;
}

export interface Stored {
	/** Files and texts that could not be read: they are in the tenant, and only their name is known. */
	readonly unread: readonly string[];
	/** Texts of which the parser takes little: their words are searched as they stand. */
	readonly unlike: readonly string[];
	/** Of storing everything. */
	readonly milliseconds: number;
}

export interface RunOptions {
	/** At most {@link RESULT_WINDOW}. */
	readonly depth: number;
	/** Name of a ranking profile that `search` knows. */
	readonly profile?: string;
	readonly explain?: boolean;
}

const BATCH = 100;
const PAGE = 100;
/** Of a tenant, characters. */
const LONGEST_NAME = 200;
/** Skills of a description that are asked for. A longer list would be no query any more. */
const MOST_SKILLS = 12;
/** As of an upload by default, bytes. */
const LARGEST_FILE = 10 * 1024 * 1024;
/** Parser processes take two at a time. */
const FILES_AT_ONCE = 4;

export interface OpenOptions {
	/** Stored there; absent: in a folder of this machine. */
	readonly cluster?: ClusterConfig | null;
	/** Ends the storing, with its reason, before all is stored. */
	readonly signal?: AbortSignal;
}

/**
 * Stores a collection. Its tenant bears the name of the tenant that the judgments come from, so that a profile learned for another
 * tenant is refused here as it is everywhere.
 * @param settings of the configuration, other than the defaults
 * @throws TributaryError `file-malformed` naming the line of a record that ingest refuses
 */
export async function openCollection(
	corpus: Corpus,
	settings: Partial<ConfigInput> = {},
	{ cluster = null, signal = new AbortController().signal }: OpenOptions = {},
): Promise<Collection> {
	const place = await openPlace(settings, cluster);
	let platform: Platform | null = null;
	const close = async () => {
		await platform?.close();
		await place.remove();
	};
	try {
		platform = await openPlatform(place.config);
		const began = performance.now();
		const id = parseTenantId(tenantOf(corpus) ?? "corpus");
		await platform.tenancy.tenants.create({ id, name: corpus.description.name.slice(0, LONGEST_NAME) });
		if (corpus.network.length === 0) await platform.changeSettings(id, { unifiedSearch: false });
		else await storeNetwork(platform, corpus);
		const scope = await platform.operatorScope(id, "evaluation");
		const ids = storedIds(corpus.candidates.map((candidate) => candidate.id));
		const read = await storeCandidates(platform, scope, { corpus, ids }, signal);
		await learn(platform, scope);
		signal.throwIfAborted();
		const stored = { ...read, milliseconds: performance.now() - began };
		const skillsIn = skillReader(platform.recognizer);
		const textOf = (query: CorpusQuery) => queryText(query, skillsIn);
		return { corpus, platform, scope, stored, textOf, ids, refused: new Map(), close };
	} catch (error) {
		await close();
		throw error;
	}
}

/** As it would be in the background, a minute after the last candidate. */
async function learn(platform: Platform, scope: Scope): Promise<void> {
	const learner = platform.openLearner();
	await learner.learn(scope);
	await learner.close();
	const embedder = platform.openPeopleEmbedder();
	await embedder?.embedNetwork();
	await embedder?.embed(scope);
	await embedder?.close();
}

async function storeNetwork(platform: Platform, corpus: Corpus): Promise<void> {
	const { refused } = await platform.importProfiles(corpus.network);
	const [first] = refused;
	if (first === undefined) return;
	throw profileFault(corpus, corpus.network[first.index]?.id, JSON.stringify(first.errors));
}

async function storeCandidates(
	platform: Platform,
	scope: Scope,
	{ corpus, ids }: Pick<Collection, "corpus" | "ids">,
	signal: AbortSignal,
): Promise<Pick<Stored, "unread" | "unlike">> {
	const records = corpus.candidates.flatMap((one) =>
		"resume" in one ? [{ id: ids.stored(one.id), resume: one.resume }] : [],
	);
	for (let start = 0; start < records.length; start += BATCH) {
		signal.throwIfAborted();
		const batch = records.slice(start, start + BATCH);
		const outcomes = await patiently(() => importCandidates(scope, platform.ingest, batch));
		const refused = outcomes.find((outcome) => !outcome.ok);
		if (refused !== undefined && !refused.ok) {
			const faults = refused.error.errors?.map(({ pointer, detail }) => `${pointer}: ${detail}`).join("; ");
			const id = refused.id === null ? null : ids.own(refused.id);
			throw candidateFault(corpus, id, `the record is refused: ${faults ?? refused.error.message}`);
		}
	}
	const files = corpus.candidates.flatMap((one) => ("resume" in one ? [] : [one]));
	const unread: string[] = [];
	const unlike: string[] = [];
	for (let start = 0; start < files.length; start += FILES_AT_ONCE) {
		signal.throwIfAborted();
		const batch = files.slice(start, start + FILES_AT_ONCE).map(async (candidate) => {
			const file = { ...(await fileOf(corpus, candidate)), id: ids.stored(candidate.id) };
			const { failure, candidate: read } = await patiently(() => storeResume(scope, platform.ingest, file));
			const text = textIn(file);
			if (text !== null && isHardlyRead(text, platform.ingest.candidateDocument(read, null))) {
				const resume = asWritten(text, read.resume, platform.recognizer);
				await patiently(() => importCandidate(scope, platform.ingest, { id: file.id, resume }));
				unlike.push(candidate.id);
			} else if (failure !== null) unread.push(candidate.id);
		});
		// All are waited for: what is closed under one that is still being read would open its parser again, for good.
		const failed = (await Promise.allSettled(batch)).find(({ status }) => status === "rejected");
		if (failed?.status === "rejected") throw failed.reason;
	}
	return { unread, unlike };
}

/** Of files that hold nothing but text. */
const textIn = ({ bytes, fileName }: { readonly bytes: Uint8Array; readonly fileName: string }): string | null =>
	/\.(?:txt|text|md|markdown)$/i.test(fileName) ? decodeText(bytes) : null;

async function fileOf(corpus: Corpus, candidate: Exclude<CorpusCandidate, { resume: unknown }>) {
	const { id } = candidate;
	if ("text" in candidate) return { bytes: Buffer.from(candidate.text), fileName: "resume.txt" };
	const read = await readWithin(corpus.folder, candidate.file, LARGEST_FILE);
	if (typeof read === "string") throw candidateFault(corpus, id, read);
	return { bytes: read, fileName: path.basename(candidate.file) };
}

function skillReader({ skills }: Recognizer): SkillReader {
	return (text) => [...new Set(skills(tokenize(text)).map(({ label }) => label))].slice(0, MOST_SKILLS);
}

/** What a query finds, nothing where the search refuses it, as one that is too long: that is remembered, and told. */
export async function unlessRefused<T>(
	{ refused }: Pick<Collection, "refused">,
	{ id }: CorpusQuery,
	work: () => Promise<T>,
	nothing: T,
): Promise<T> {
	try {
		return await work();
	} catch (error) {
		if (!(error instanceof TributaryError) || error.code !== "invalid-query") throw error;
		refused.set(id, error.detail ?? error.message);
		return nothing;
	}
}

/** The first `depth` hits for a query, as a recruiter would page through them. @throws as the search */
export async function searchHits(
	search: Search,
	{ scope, textOf }: Pick<Collection, "scope" | "textOf">,
	query: CorpusQuery,
	options: RunOptions,
): Promise<readonly Hit[]> {
	const found: Hit[] = [];
	const depth = Math.min(options.depth, RESULT_WINDOW);
	for (let page = 1; found.length < depth; page++) {
		const request = SearchRequest.parse({
			query: textOf(query),
			filters: query.filters ?? {},
			page,
			pageSize: Math.min(PAGE, depth),
			facets: [],
			explain: options.explain ?? false,
			highlight: false,
			...(options.profile === undefined ? {} : { profile: options.profile }),
		});
		const { hits } = await patiently(() => search.search(scope, request));
		found.push(...hits);
		if (hits.length < request.pageSize) break;
	}
	return found.slice(0, depth);
}
