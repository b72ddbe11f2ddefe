import type { Lint } from "../domain/query.ts";
import { english, say } from "../domain/sentence.ts";
import type { Scope } from "../tenancy/scope.ts";
import { type Meaning, NO_MEANING } from "./meaning/concept.ts";
import type { DictionaryEmbeddings } from "./meaning/dictionary.ts";
import { EmbedderFault } from "./meaning/embedder.ts";
import type { LearnedModels } from "./meaning/learned/models.ts";
import { isNearnessWanted, type Nearness, type PeopleVectors } from "./meaning/people/people-vectors.ts";
import { EVERYTHING } from "./plan/choice.ts";
import { type PlanInput, type Planner, plannerOf, type QueryPlan } from "./plan/plan.ts";
import type { Pools } from "./pools.ts";

/** Where a search learns what is near to its words, beyond the vocabulary; each is left out where it is absent. */
export interface MeaningSources {
	/** What was learned from the tenants' resumes. */
	readonly learned?: LearnedModels;
	/** What an embedding model knows. */
	readonly embeddings?: DictionaryEmbeddings;
	/** How near people are to a query in meaning, by the same model. */
	readonly people?: PeopleVectors;
}

/**
 * Plans a query with all that is near to its words in the scope's tenant. For a recruiter that is what the vocabulary knows: the rest is made
 * of everybody, also of those whom he may not see.
 */
export async function planWidened(
	scope: Scope,
	sources: MeaningSources,
	{ filters, ...input }: Omit<PlanInput, "meaning">,
): Promise<QueryPlan> {
	return (await plannerWidened(scope, sources, input))(filters);
}

type Asked = Omit<PlanInput, "meaning" | "filters">;

/** As {@link planWidened}, for several filters. */
export async function plannerWidened(
	scope: Scope,
	{ learned, embeddings }: MeaningSources,
	input: Asked,
): Promise<Planner> {
	if (scope.seat !== null) return plannerOf({ ...input, meaning: NO_MEANING });
	const meaning = (await learned?.of(scope)) ?? NO_MEANING;
	const isOff = (input.choice ?? EVERYTHING).off.has("embedding") || input.profile.expansion.embedding === 0;
	if (embeddings === undefined || isOff) return plannerOf({ ...input, meaning });
	const embedded = await embeddings.near(scope, wordsAskedFor(input));
	if (embedded !== null) return plannerOf({ ...input, meaning: both(meaning, embedded) });
	const planner = plannerOf({ ...input, meaning });
	return (filters) => withLint(planner(filters), unavailable(input));
}

const withLint = (plan: QueryPlan, lint: Lint): QueryPlan => ({
	...plan,
	lint: [...plan.lint, lint],
	fallback: plan.fallback && withLint(plan.fallback, lint),
});

/** The model is asked for all of them at once, so the query is planned once only to see which they are. */
function wordsAskedFor(input: Asked): string[] {
	const asked: string[] = [];
	const meaning: Meaning = {
		near(_concept, written) {
			asked.push(written);
			return [];
		},
	};
	plannerOf({ ...input, meaning });
	return asked;
}

const both = (one: Meaning, other: Meaning): Meaning => ({
	near: (concept, written) => [...one.near(concept, written), ...other.near(concept, written)],
});

const LATE = say`The embedding model did not answer in time.`;

const unavailable = (
	{ query }: Pick<PlanInput, "query">,
	left = say`Nothing was widened to what is near in meaning.`,
): Lint => ({
	level: "ignored",
	code: "embedding-unavailable",
	message: english([LATE, left]),
	said: [LATE, left],
	span: query.root?.span ?? { start: 0, end: 0 },
});

/** What the second stage is told of meaning. */
export interface AskedNearness {
	/** @param first the first block */
	of(first: Pools): Promise<Nearness | null>;
	readonly lint: readonly Lint[];
}

const NOTHING_ASKED: AskedNearness = { of: async () => null, lint: [] };

/**
 * Asks the model what the query means, where the profile gives points for being near to it. Never throws for the model's sake: without
 * its answer the order is made without it, and the lint says so.
 */
export async function askNearness(
	scope: Scope,
	{ people }: MeaningSources,
	input: Pick<PlanInput, "query" | "profile">,
	request: { readonly meaningSimilarity?: boolean },
): Promise<AskedNearness> {
	if (people === undefined || scope.seat !== null || !isNearnessWanted(scope, input.profile, request))
		return NOTHING_ASKED;
	try {
		const vector = await people.asked(scope, input.query.root);
		if (vector === null) return NOTHING_ASKED;
		return { of: (first) => people.nearness(scope, vector, first), lint: [] };
	} catch (error) {
		if (!(error instanceof EmbedderFault)) throw error;
		return { ...NOTHING_ASKED, lint: [unavailable(input, say`The order does not look at who is near in meaning.`)] };
	}
}
