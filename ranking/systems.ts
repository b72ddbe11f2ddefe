import { existsSync } from "node:fs";
import path from "node:path";
import { profileDocument } from "../src/analysis/person-document.ts";
import type { Candidate } from "../src/domain/candidate.ts";
import type { Explanation, Hit } from "../src/domain/hit.ts";
import { type Origin, RESULT_WINDOW, type SearchFilters } from "../src/domain/query.ts";
import type { RankingProfile } from "../src/domain/ranking-profile.ts";
import type { TenantId } from "../src/domain/tenant.ts";
import { TributaryError } from "../src/errors.ts";
import { planQuery } from "../src/search/plan/plan.ts";
import { retrievePools } from "../src/search/pools.ts";
import { parseProfile } from "../src/search/profiles.ts";
import { parseQuery } from "../src/search/query/parse.ts";
import type { Search } from "../src/search/search.ts";
import { type Addend, createBm25 } from "./bm25.ts";
import { type Collection, searchHits, unlessRefused } from "./collection.ts";
import type { CorpusQuery } from "./corpus.ts";
import { readText } from "./files.ts";

/** What is measured: a ranking profile of ours, or plain BM25 over the same people. */
export interface System {
	readonly name: string;
	/** Its weights; null for a system that has none. */
	readonly profile: RankingProfile | null;
	/** What it is asked for a query. */
	textOf(query: CorpusQuery): string;
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
 * @throws TributaryError `invalid-request` no such profile, or one learned from another tenant · `invalid-profile`
 */
export async function openSystem(collection: Collection, name: string): Promise<System> {
	if (name === BM25) return bm25System(collection);
	const { platform } = collection;
	if (!name.endsWith(".json")) return searchSystem(collection, namedProfile(collection, name), platform.search);
	const profile = readProfile(name, collection.scope.tenant.id);
	return searchSystem(collection, profile, platform.searchWith(profile));
}

/**
 * Several, in their order. A name that comes twice is measured once.
 * @throws TributaryError as {@link openSystem} · `invalid-request` two that their figures could not be told apart by
 */
export async function openSystems(collection: Collection, names: readonly string[]): Promise<System[]> {
	demandTold(names);
	const systems: System[] = [];
	for (const name of new Set(names)) systems.push(await openSystem(collection, name));
	return systems;
}

/** A file bears the name of its profile, see {@link parseProfile}, so that nothing has to be read for this. */
function demandTold(names: readonly string[]): void {
	for (const [id, same] of Map.groupBy(new Set(names), (name) => path.basename(name, ".json"))) {
		if (same.length === 1) continue;
		throw new TributaryError("invalid-request", {
			detail: `${same.join(" and ")} both bear the name ${id}, by which their figures and files are told apart: give the copy another id or version, and its file that name.`,
		});
	}
}

/**
 * A profile that lies in a file of its own.
 * @param tenant for whom; null for nobody in particular
 * @throws TributaryError `file-malformed` no such file · `invalid-request` learned from another tenant · `invalid-profile`
 */
export function readProfile(file: string, tenant: TenantId | null): RankingProfile {
	const profile = parseProfile(readText(file), path.basename(file));
	const { tenant: owner } = profile.provenance;
	if (owner === null || owner === tenant) return profile;
	throw new TributaryError("invalid-request", {
		detail: `${file} was learned from judgments of the tenant ${owner}, and orders for that tenant only.`,
	});
}

/** @throws TributaryError `invalid-request` no such profile, or one learned from another tenant */
function namedProfile({ platform: { profiles }, scope }: Collection, name: string): RankingProfile {
	const mayUse = (id: string) => {
		try {
			return profiles.get(id, scope.tenant.id);
		} catch {
			return null;
		}
	};
	const profile = mayUse(name);
	if (profile !== null) return profile;
	const known = [BM25, ...profiles.ids.filter((id) => mayUse(id) !== null)].join(", ");
	const file = existsSync(`${name}.json`) ? ` ${name}.json is a file: name it with its ending.` : "";
	throw new TributaryError("invalid-request", {
		detail: `There is no ranking profile ${name} for this collection. Known: ${known}; or a file, as tuned.v1.json.${file}`,
	});
}

/** @param profile one that `search` knows by its name */
export function searchSystem(collection: Collection, profile: RankingProfile, search: Search): System {
	const hitsOf = (query: CorpusQuery, depth: number, explain: boolean) => {
		const ask = () => searchHits(search, collection, query, { depth, profile: profile.id, explain });
		return unlessRefused(collection, query, ask, []);
	};
	const idOf = ({ candidateId, profileId }: Hit): string =>
		candidateId === null ? (profileId ?? "") : collection.ids.own(candidateId);
	return {
		name: profile.id,
		profile,
		textOf: collection.textOf,
		async search(query, depth) {
			const hits = await hitsOf(query, depth, false);
			return hits.map((hit) => ({ id: idOf(hit), score: hit.score, origin: hit.origin }));
		},
		async explain(query, depth) {
			const hits = await hitsOf(query, depth, true);
			return new Map(hits.flatMap((hit) => (hit.explanation === null ? [] : [[idOf(hit), hit.explanation]])));
		},
	};
}

async function bm25System(collection: Collection): Promise<System> {
	const people = await indexedPeople(collection);
	const origins = new Map(people.map(({ id, origin }) => [id, origin]));
	const index = createBm25(people);
	const { textOf } = collection;
	const passes = filtersOf(collection, people.length);
	const search = async (query: CorpusQuery, depth: number) =>
		index.search(textOf(query), Math.min(depth, RESULT_WINDOW), await passes(query.filters));
	return {
		name: BM25,
		profile: null,
		textOf,
		search: async (query, depth) =>
			(await search(query, depth)).map((one) => ({ ...one, origin: origins.get(one.id) ?? null })),
		async explain(query, depth) {
			const found = (await search(query, depth)).map(({ id, score }) => {
				const pool = origins.get(id) === "network-only" ? "network" : "ats";
				return [id, bm25Explanation(score, index.explain(textOf(query), id), pool)] as const;
			});
			return new Map(found);
		},
	};
}

/**
 * Who passes the filters of a query, by the engine: what is compared is the order, so that both sides leave out the same people.
 * @returns null: everybody passes
 */
function filtersOf({ platform, scope, ids }: Collection, people: number) {
	const known = new Map<string, ReadonlySet<string>>();
	return async (filters: SearchFilters = {}): Promise<ReadonlySet<string> | null> => {
		if (Object.keys(filters).length === 0) return null;
		const key = JSON.stringify(filters);
		const before = known.get(key);
		if (before !== undefined) return before;
		const profile = { ...platform.profiles.get(undefined, scope.tenant.id), depth: people };
		const { recognizer } = platform;
		const asOf = Math.floor(Date.now() / DAY) * DAY;
		const plan = planQuery({ query: parseQuery(""), filters, recognizer, profile, asOf });
		const pools = await retrievePools(scope, { plan, profile, filters, facets: [], yearsStep: null });
		const own = (pools.ats?.rows.ids ?? []).map((id) => ids.own(id));
		const passing = new Set([...own, ...(pools.network?.rows.ids ?? [])]);
		known.set(key, passing);
		return passing;
	};
}

const DAY = 86_400_000;

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
	return { score, profile: BM25, contributions, missing: [], warnings: [], cautions: [] };
}

const PAGE = 500;

/** Everybody as the engine indexes them: candidates with their profiles, and profiles of people who are no candidates. */
async function indexedPeople({ corpus, platform, scope, ids }: Collection) {
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
		return { id: ids.own(candidate.id), origin, document: platform.ingest.candidateDocument(candidate, profile) };
	});
	const others = [...profiles.values()].map((profile) => {
		const origin: Origin = "network-only";
		return { id: profile.id, origin, document: profileDocument(profile, platform.recognizer) };
	});
	return [...own, ...others];
}
