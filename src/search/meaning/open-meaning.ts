import type { Network } from "../../tenancy/network.ts";
import type { MeaningSources } from "../widened-plan.ts";
import { createDictionary, type DictionaryEmbeddings } from "./dictionary.ts";
import type { Embedder } from "./embedder.ts";
import { createEndpointEmbedder, type EndpointOptions } from "./endpoint-embedder.ts";
import { createFolderEmbedder, type FolderOptions } from "./folder-embedder.ts";
import type { LanguagesOfWords } from "./known-language.ts";
import { createLearner, type Learner, type LearnerOptions } from "./learned/learner.ts";
import { createLearnedModels } from "./learned/models.ts";
import { createPeopleEmbedder, type PeopleEmbedder, type PeopleEmbedderOptions } from "./people/people-embedder.ts";
import { createPeopleVectors } from "./people/people-vectors.ts";
import { createQueryVectors } from "./query-vectors.ts";

/** Where the model is: the section `embeddings` of the configuration. */
export type EmbeddingSettings<Service> = ((Omit<EndpointOptions, "ask"> & Service) | FolderOptions) & {
	readonly leastSimilarity: number;
	readonly patience: number;
	/** Whether the model is told of people's titles and skills, too. */
	readonly people: boolean;
};

/** The sources of what is near to a query's words, and what builds them in the background. */
export interface OpenedMeaning {
	readonly sources: MeaningSources;
	/** To be closed before the stores are. */
	openLearner(onError?: LearnerOptions["onError"]): Learner;
	/** The same; null where the model is told nothing of people. */
	openPeopleEmbedder(onError?: PeopleEmbedderOptions["onError"]): PeopleEmbedder | null;
}

interface MeaningDeps extends Pick<LearnerOptions, "openScope" | "clock" | "vocabulary"> {
	readonly network: Pick<Network, "embed">;
	/** Tells the model which words are of a language that it does not know. */
	readonly words: LanguagesOfWords;
}

/** @param askOf how a service is asked that the operator named */
export function openMeaning<Service extends { readonly url: string }>(
	settings: EmbeddingSettings<Service> | null,
	askOf: (service: Service) => EndpointOptions["ask"],
	{ network, words, ...own }: MeaningDeps,
): OpenedMeaning {
	const learned = createLearnedModels();
	const model = settings === null ? null : modelOf(settings, askOf, words);
	const embeddings: { embeddings?: DictionaryEmbeddings } = model === null ? {} : { embeddings: model.dictionary };
	return {
		sources: { learned, ...embeddings, ...(model?.people == null ? {} : { people: model.people }) },
		openLearner: (onError) => createLearner({ ...own, models: learned, ...embeddings, ...(onError && { onError }) }),
		openPeopleEmbedder: (onError) =>
			model?.people == null
				? null
				: createPeopleEmbedder({
						openScope: own.openScope,
						network,
						embedder: model.embedder,
						...(onError && { onError }),
					}),
	};
}

function modelOf<Service extends { readonly url: string }>(
	settings: EmbeddingSettings<Service>,
	askOf: (service: Service) => EndpointOptions["ask"],
	vocabulary: LanguagesOfWords,
) {
	const opened =
		"folder" in settings
			? createFolderEmbedder(settings)
			: createEndpointEmbedder({ ...settings, ask: askOf(settings) });
	const embedder: Embedder = { ...opened, vocabulary };
	const queries = createQueryVectors(embedder, settings.patience);
	return {
		embedder,
		dictionary: createDictionary(embedder, { ...settings, queries }),
		people: settings.people ? createPeopleVectors(embedder, queries) : null,
	};
}
