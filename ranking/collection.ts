import { mkdtemp, readFile, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { type ConfigInput, configFor } from "../src/config.ts";
import type { CandidateImport } from "../src/domain/candidate.ts";
import { RESULT_WINDOW, SearchRequest } from "../src/domain/query.ts";
import { parseTenantId } from "../src/domain/tenant.ts";
import { importCandidates } from "../src/ingest/import-candidate.ts";
import { storeResume } from "../src/ingest/store-resume.ts";
import type { Search } from "../src/search/search.ts";
import { openPlatform, type Platform } from "../src/server.ts";
import type { Scope } from "../src/tenancy/scope.ts";
import { createMasterKeyFile } from "../src/tenancy/vault.ts";
import { type Corpus, type CorpusCandidate, type CorpusQuery, queryText } from "./corpus.ts";

/** A corpus in a throw-away tenant, stored through the real ingest and searched through the real search. */
export interface Collection {
	readonly platform: Platform;
	/** Ids in ranked order with their scores, best first; at most `depth`. */
	run(query: CorpusQuery, options: RunOptions): Promise<readonly Ranked[]>;
	/** Closes everything and removes every byte of it. */
	close(): Promise<void>;
}

export interface RunOptions {
	readonly depth: number;
	readonly profile?: string;
	/** A search with other profiles than those of the platform. */
	readonly search?: Search;
}

export interface Ranked {
	readonly id: string;
	readonly score: number;
}

const BATCH = 100;
const PAGE = 100;

/** @param settings of the configuration, other than the defaults */
export async function openCollection(corpus: Corpus, settings: Partial<ConfigInput> = {}): Promise<Collection> {
	const folder = await mkdtemp(path.join(os.tmpdir(), "tributary-corpus-"));
	const keyFile = path.join(folder, "master.key");
	createMasterKeyFile(keyFile);
	const platform = await openPlatform(
		configFor({ ...settings, dataDir: path.join(folder, "data"), masterKey: { file: keyFile } }),
	);
	const tenant = await platform.tenancy.tenants.create({ id: parseTenantId("corpus"), name: corpus.description.name });
	const scope = await platform.operatorScope(tenant.id, "evaluation");
	await store(platform, scope, corpus);
	// As it would be in the background, a minute after the last of them.
	const learner = platform.openLearner();
	await learner.learn(scope);
	await learner.close();
	return {
		platform,
		run: (query, options) => run(options.search ?? platform.search, scope, query, options),
		async close() {
			await platform.close();
			await rm(folder, { recursive: true, force: true });
		},
	};
}

async function store(platform: Platform, scope: Scope, corpus: Corpus): Promise<void> {
	const records = corpus.candidates.filter((candidate) => "resume" in candidate) as CandidateImport[];
	for (let start = 0; start < records.length; start += BATCH) {
		await importCandidates(scope, platform.ingest, records.slice(start, start + BATCH));
	}
	for (const candidate of corpus.candidates) {
		if (!("resume" in candidate)) await storeResume(scope, platform.ingest, await fileOf(corpus.folder, candidate));
	}
}

async function fileOf(folder: string, candidate: Exclude<CorpusCandidate, { resume: unknown }>) {
	if ("text" in candidate)
		return { id: candidate.id, bytes: Buffer.from(candidate.text), fileName: `${candidate.id}.txt` };
	const bytes = await readFile(path.join(folder, candidate.file));
	return { id: candidate.id, bytes, fileName: path.basename(candidate.file) };
}

async function run(search: Search, scope: Scope, query: CorpusQuery, options: RunOptions): Promise<readonly Ranked[]> {
	const ranked: Ranked[] = [];
	const depth = Math.min(options.depth, RESULT_WINDOW);
	for (let page = 1; ranked.length < depth; page++) {
		const request = SearchRequest.parse({
			query: queryText(query),
			filters: query.filters ?? {},
			page,
			pageSize: Math.min(PAGE, depth),
			facets: [],
			explain: false,
			highlight: false,
			...(options.profile === undefined ? {} : { profile: options.profile }),
		});
		const { hits } = await search.search(scope, request);
		for (const hit of hits) if (hit.candidateId !== null) ranked.push({ id: hit.candidateId, score: hit.score });
		if (hits.length < request.pageSize) break;
	}
	return ranked.slice(0, depth);
}
