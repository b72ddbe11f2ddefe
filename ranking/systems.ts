import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { profileDocument } from "../src/analysis/person-document.ts";
import type { Candidate } from "../src/domain/candidate.ts";
import type { Explanation, Hit } from "../src/domain/hit.ts";
import { type Origin, RESULT_WINDOW } from "../src/domain/query.ts";
import type { RankingProfile } from "../src/domain/ranking-profile.ts";
import type { TenantId } from "../src/domain/tenant.ts";
import { TributaryError } from "../src/errors.ts";
import { createProfiles, parseProfile } from "../src/search/profiles.ts";
import type { Search } from "../src/search/search.ts";
import { type Addend, createBm25 } from "./bm25.ts";
import { type Collection, searchHits, textOf } from "./collection.ts";
import type { CorpusQuery } from "./corpus.ts";
import { recognizer } from "./recognizer.ts";

/** What is measured: a ranking profile of ours, or plain BM25 over the same people. */
export interface System {
	readonly name: string;
	/** Its weights; null for a system that has none. */
	readonly profile: RankingProfile | null;
	/** The first `depth` people for a query, best first. */
	search(query: CorpusQuery, depth: number): Promise<readonly Found[]>;
	/** Why people stand where they stand, by id. */
	explain(query: CorpusQuery, depth: number): Promise<ReadonlyMap<string, Explanation>>;
}

export interface Found {
	/** As judgments name it: the candidate, or the profile of somebody who is none. */
	readonly id: string;
	readonly score: number;
	/** Null where the system does not know. */
	readonly origin: Origin | null;
}

/** The name by which plain BM25 is asked for. */
export const BM25 = "bm25";

/**
 * @param name `bm25`, the name of a profile of ranking/profiles (`default.v4`), or a file with a profile
 * @throws TributaryError `invalid-field` no such profile, or one learned from another tenant · `invalid-profile`
 */
export async function openSystem(collection: Collection, name: string): Promise<System> {
	if (name === BM25) return bm25System(collection);
	const { platform } = collection;
	if (!name.endsWith(".json")) {
		return searchSystem(collection, platform.profiles.get(name, collection.scope.tenant.id), platform.search);
	}
	const profile = readProfile(name, collection.scope.tenant.id);
	return searchSystem(collection, profile, platform.searchWith(profile));
}

/**
 * A profile that lies in a file of its own.
 * @param tenant for whom; null for nobody in particular
 * @throws TributaryError `invalid-request` no such file · `invalid-profile` · `invalid-field` learned from another tenant
 */
export function readProfile(file: string, tenant: TenantId | null): RankingProfile {
	if (!existsSync(file)) throw new TributaryError("invalid-request", { detail: `There is no file ${file}.` });
	const profile = parseProfile(readFileSync(file, "utf8"), path.basename(file));
	return createProfiles([profile], profile.id).get(profile.id, tenant);
}

/** @param profile one that `search` knows by its name */
export function searchSystem({ scope }: Collection, profile: RankingProfile, search: Search): System {
	return {
		name: profile.id,
		profile,
		async search(query, depth) {
			const hits = await searchHits(search, scope, query, { depth, profile: profile.id });
			return hits.map((hit) => ({ id: idOf(hit), score: hit.score, origin: hit.origin }));
		},
		async explain(query, depth) {
			const hits = await searchHits(search, scope, query, { depth, profile: profile.id, explain: true });
			return new Map(hits.flatMap((hit) => (hit.explanation === null ? [] : [[idOf(hit), hit.explanation]])));
		},
	};
}

const idOf = ({ candidateId, profileId }: Hit): string => candidateId ?? profileId ?? "";

async function bm25System(collection: Collection): Promise<System> {
	const people = await indexedPeople(collection);
	const origins = new Map(people.map(({ id, origin }) => [id, origin]));
	const index = createBm25(people);
	return {
		name: BM25,
		profile: null,
		search: async (query, depth) =>
			index
				.search(textOf(query), Math.min(depth, RESULT_WINDOW))
				.map((one) => ({ ...one, origin: origins.get(one.id) ?? null })),
		async explain(query, depth) {
			const text = textOf(query);
			return new Map(
				index.search(text, Math.min(depth, RESULT_WINDOW)).map(({ id, score }) => {
					const pool = origins.get(id) === "network-only" ? "network" : "ats";
					return [id, bm25Explanation(score, index.explain(text, id), pool)];
				}),
			);
		},
	};
}

/** In the words of ours, so that the two can stand side by side. */
function bm25Explanation(score: number, addends: readonly Addend[], pool: "ats" | "network"): Explanation {
	const contributions = addends.map(({ word, frequency, idf, points }) => ({
		feature: "match.body",
		clause: word,
		pool,
		value: points / idf,
		weight: idf,
		points,
		places: [],
		text: `"${word}" anywhere, ${frequency === 1 ? "once" : `${frequency} times`}`,
	}));
	return { score, profile: BM25, contributions, missing: [], warnings: [] };
}

const PAGE = 500;

/** Everybody as the engine indexes them: candidates with their profiles, and profiles of people who are no candidates. */
async function indexedPeople({ corpus, platform, scope }: Collection) {
	const profiles = new Map(corpus.network.map((profile) => [profile.id, profile]));
	const candidates: Candidate[] = [];
	for (let after: string | undefined; ; ) {
		const page = await scope.store.list("person", { limit: PAGE, ...(after === undefined ? {} : { after }) });
		candidates.push(...page.map(({ record }) => JSON.parse(record) as Candidate));
		after = page.at(-1)?.id;
		if (page.length < PAGE) break;
	}
	const own = candidates.map((candidate) => {
		const profileId = candidate.match?.profileId ?? "";
		const profile = profiles.get(profileId) ?? null;
		profiles.delete(profileId);
		const origin: Origin = profile === null ? "ats-only" : "matched";
		return { id: candidate.id, origin, document: platform.ingest.candidateDocument(candidate, profile) };
	});
	const others = [...profiles.values()].map((profile) => {
		const origin: Origin = "network-only";
		return { id: profile.id, origin, document: profileDocument(profile, recognizer()) };
	});
	return [...own, ...others];
}
