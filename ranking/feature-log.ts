import { TEXT_FIELDS } from "../src/domain/document.ts";
import type { RankingProfile } from "../src/domain/ranking-profile.ts";
import { type Feature, linearContributions } from "../src/rank/contributions.ts";
import { RankedList } from "../src/search/list.ts";
import { interpret } from "../src/search/natural/interpret.ts";
import { retrieveBest } from "../src/search/pools.ts";
import { askNearness, planWidened } from "../src/search/widened-plan.ts";
import { type Collection, unlessRefused } from "./collection.ts";
import type { CorpusQuery } from "./corpus.ts";
import { gradesOf, judgedQueries } from "./evaluation.ts";

/**
 * The values of all features of everybody who is found for the judged queries, logged once. A score is the sum of weight times
 * value, so that any weights can be tried on the log alone, and the order is the one that the search would give.
 */
export interface LoggedQuery {
	readonly id: string;
	/** Name of the collection that asks it. */
	readonly corpus: string;
	/** What is asked. Two collections may ask the same. */
	readonly text: string;
	readonly ids: readonly string[];
	/** Row by row, a value for each of the log's features. Rows stand in the order that decides between equal scores. */
	readonly values: Float64Array;
	/** Grade of each row, 0 where nobody judged it. */
	readonly grades: Float64Array;
	/** All grades of the query, also of those who are not found, the best first. */
	readonly ideal: readonly number[];
}

export interface FeatureLog {
	readonly features: readonly Feature[];
	readonly queries: readonly LoggedQuery[];
}

/** Every feature that a score is made of under this profile. */
export const featuresOf = ({ features }: RankingProfile): Feature[] => [
	...TEXT_FIELDS,
	"found",
	"coverage",
	...(Object.keys(features) as (keyof RankingProfile["features"])[]),
];

/** The weight of each feature, in the same order. */
export function weightsOf(profile: RankingProfile): Float64Array {
	const fields: Partial<Record<Feature, number>> = profile.fields;
	const others: Partial<Record<Feature, number>> = { found: profile.withoutField, coverage: profile.coverage };
	const whole: Partial<Record<Feature, number>> = { ...fields, ...others, ...profile.features };
	return Float64Array.from(featuresOf(profile), (feature) => whole[feature] ?? 0);
}

/** A profile with other weights. */
export function withWeights(profile: RankingProfile, weights: ArrayLike<number>): RankingProfile {
	const entries = featuresOf(profile).map((feature, index) => [feature, weights[index] ?? 0] as const);
	const value = new Map<string, number>(entries);
	const pick = <T extends object>(of: T): T =>
		Object.fromEntries(Object.keys(of).map((name) => [name, value.get(name) ?? 0])) as T;
	return {
		...profile,
		fields: pick(profile.fields),
		features: pick(profile.features),
		withoutField: value.get("found") ?? 0,
		coverage: value.get("coverage") ?? 0,
	};
}

/** @param profile whose first stage finds the people; its weights decide only whom a pool of more than `depth` hands on */
export async function logFeatures(collection: Collection, profile: RankingProfile): Promise<FeatureLog> {
	const queries: LoggedQuery[] = [];
	for (const query of judgedQueries(collection.corpus)) {
		const logged = await unlessRefused(collection, query, () => logQuery(collection, query, profile), null);
		if (logged !== null) queries.push(logged);
	}
	return { features: featuresOf(profile), queries };
}

/** A feature of weight 0 is left out of a score, so that it is logged with another weight. */
function probe(profile: RankingProfile): RankingProfile {
	return withWeights(
		profile,
		weightsOf(profile).map((weight) => (weight === 0 ? 1 : weight)),
	);
}

async function logQuery(collection: Collection, query: CorpusQuery, profile: RankingProfile): Promise<LoggedQuery> {
	const { corpus, scope, textOf } = collection;
	const { recognizer } = collection.platform;
	const asOf = Math.floor(Date.now() / DAY) * DAY;
	const filters = query.filters ?? {};
	const { query: read } = interpret(textOf(query), recognizer);
	const input = { query: read, filters, recognizer, profile, asOf };
	const planned = await planWidened(scope, collection.platform.meaning, input);
	const { request, pools } = await retrieveBest(scope, {
		plan: planned,
		profile,
		filters,
		facets: [],
		yearsStep: null,
	});
	const { plan } = request;
	const near = await askNearness(scope, collection.platform.meaning, { query: read, profile: probe(profile) }, {});
	const nearness = await near.of(pools);
	const years = filters.years ?? null;
	const list = new RankedList(scope, { pools, plan, profile: probe(profile), asOf, years, nearness });
	const seats = await list.slice(0, profile.depth * 2);
	const [first] = seats;
	// Only the first block: the later ones stand behind it whatever the weights are.
	const people = seats.filter(({ block }) => block === first?.block).map(({ block, person }) => ({ block, person }));
	people.sort(
		(one, other) =>
			poolOrder(one.person.pool) - poolOrder(other.person.pool) || (one.person.id < other.person.id ? -1 : 1),
	);
	const features = featuresOf(profile);
	const place = new Map(features.map((feature, index) => [feature, index]));
	const values = new Float64Array(people.length * features.length);
	for (const [row, { block, person }] of people.entries()) {
		linearContributions(block.input, person.side, (feature, _group, _side, value) => {
			const cell = row * features.length + (place.get(feature) ?? 0);
			values[cell] = (values[cell] ?? 0) + value;
		});
	}
	const grades = gradesOf(corpus, query.id);
	const ids = people.map(({ person }) => (person.pool === "ats" ? collection.ids.own(person.id) : person.id));
	return {
		id: query.id,
		corpus: corpus.description.name,
		text: textOf(query),
		ids,
		values,
		grades: Float64Array.from(ids, (id) => grades.get(id) ?? 0),
		ideal: [...grades.values()].sort((a, b) => b - a),
	};
}

const DAY = 86_400_000;
const poolOrder = (pool: string) => (pool === "ats" ? 0 : 1);
