import type { QueryNode } from "../../../domain/query.ts";
import type { RankingProfile } from "../../../domain/ranking-profile.ts";
import type { Scope } from "../../../tenancy/scope.ts";
import type { Pools } from "../../pools.ts";
import type { Embedder } from "../embedder.ts";
import { knows } from "../known-language.ts";
import type { QueryVectors } from "../query-vectors.ts";
import { neutral } from "./passage.ts";
import { cosines } from "./stored-vectors.ts";

/** How near people are to a query in meaning, by the vectors that lie beside their records. For the few hundred that a search ranks. */
export interface PeopleVectors {
	/** Asks the model for what the query means; null where it asks for nothing in words of a language that the model knows. */
	asked(scope: Scope, root: QueryNode | null): Promise<Float32Array | null>;
	/** Null where nobody of the first block has a vector. */
	nearness(scope: Scope, asked: Float32Array, first: Pools): Promise<Nearness | null>;
}

/** Per row of a pool: 0 to 1, NaN for who has no vector. */
export type PoolNearness = Readonly<Partial<Record<"ats" | "network", Float64Array>>>;

export interface Nearness {
	/** Mean of those of the first block who have a vector: what somebody without one is given, so that it is neither for nor against him. */
	readonly usual: number;
	of(pools: Pools): Promise<PoolNearness>;
}

/** UTF-16 units: longer requests say the same again. */
const LONGEST = 600;

export function createPeopleVectors(embedder: Embedder, queries: QueryVectors): PeopleVectors {
	return {
		async asked(scope, root) {
			const text = neutral(root === null ? "" : meantWords(root).join(" ")).slice(0, LONGEST);
			if (text === "" || !knows(embedder, text)) return null;
			const [vector] = await queries.of(scope, [text]);
			return vector ?? null;
		},
		async nearness(scope, asked, first) {
			const nearnessOf = (pools: Pools) => poolNearness(scope, embedder, asked, pools);
			const own = await nearnessOf(first);
			const known = Object.values(own).flatMap((values) => [...values].filter((value) => !Number.isNaN(value)));
			if (known.length === 0) return null;
			const usual = known.reduce((sum, value) => sum + value, 0) / known.length;
			return { usual, of: async (pools) => (pools === first ? own : nearnessOf(pools)) };
		},
	};
}

/** Whether a search has a say for the leg: the ranking profile gives it points, and neither tenant nor asker has switched it off. */
export const isNearnessWanted = (
	{ tenant }: Scope,
	{ features }: RankingProfile,
	{ meaningSimilarity = true }: { readonly meaningSimilarity?: boolean },
): boolean => meaningSimilarity && tenant.settings.meaningSimilarity && features.meaningSimilarity !== 0;

/** Of a matched person the better of both records. */
async function poolNearness(
	scope: Scope,
	embedder: Embedder,
	asked: Float32Array,
	pools: Pools,
): Promise<PoolNearness> {
	const { ats, network } = pools;
	const links = scope.network === null ? [] : (ats?.rows.links ?? []);
	const linked = links.flatMap((link, row) => (link === null ? [] : [{ link, row }]));
	const near = (store: Scope["network"], ids: readonly string[]) =>
		store === null ? Promise.resolve(new Float64Array()) : cosines(store, embedder, asked, ids);
	const [own, others, theirs] = await Promise.all([
		near(scope.store, ats?.rows.ids ?? []),
		near(scope.network, network?.rows.ids ?? []),
		near(
			scope.network,
			linked.map(({ link }) => link),
		),
	]);
	for (const [at, { row }] of linked.entries()) own[row] = better(own[row], theirs[at]);
	return { ats: own, network: others };
}

function better(one = Number.NaN, other = Number.NaN): number {
	if (Number.isNaN(one)) return other;
	return Number.isNaN(other) ? one : Math.max(one, other);
}

/** Scopes whose words say what somebody does. Names, places and employers say nothing of that. */
const MEANT: ReadonlySet<string | null> = new Set([
	null,
	"title",
	"current-title",
	"past-title",
	"skill",
	"certificate",
]);

/** The words that are asked for, in their order; none that are not to be there. */
function meantWords(node: QueryNode): string[] {
	if (node.kind === "and" || node.kind === "or") return node.of.flatMap(meantWords);
	if (node.kind !== "term" && node.kind !== "phrase" && node.kind !== "fuzzy") return [];
	return MEANT.has(node.scope) ? [node.text] : [];
}
