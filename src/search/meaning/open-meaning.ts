import type { MeaningSources } from "../widened-plan.ts";
import { createDictionary } from "./dictionary.ts";
import { createEndpointEmbedder, type EndpointOptions } from "./endpoint-embedder.ts";
import { createFolderEmbedder, type FolderOptions } from "./folder-embedder.ts";
import { createLearner, type Learner, type LearnerOptions } from "./learned/learner.ts";
import { createLearnedModels } from "./learned/models.ts";

/** Where the model is: the section `embeddings` of the configuration. */
export type EmbeddingSettings<Service> = ((Omit<EndpointOptions, "ask"> & Service) | FolderOptions) & {
	readonly leastSimilarity: number;
	readonly patience: number;
};

/** The sources of what is near to a query's words, and what builds them in the background. */
export interface OpenedMeaning {
	readonly sources: MeaningSources;
	/** To be closed before the stores are. */
	openLearner(onError?: LearnerOptions["onError"]): Learner;
}

/** @param askOf how a service is asked that the operator named */
export function openMeaning<Service extends { readonly url: string }>(
	settings: EmbeddingSettings<Service> | null,
	askOf: (service: Service) => EndpointOptions["ask"],
	own: Pick<LearnerOptions, "openScope" | "clock" | "vocabulary">,
): OpenedMeaning {
	const learned = createLearnedModels();
	const embeddings = settings === null ? {} : { embeddings: dictionaryOf(settings, askOf) };
	return {
		sources: { learned, ...embeddings },
		openLearner: (onError) => createLearner({ ...own, models: learned, ...embeddings, ...(onError && { onError }) }),
	};
}

function dictionaryOf<Service extends { readonly url: string }>(
	settings: EmbeddingSettings<Service>,
	askOf: (service: Service) => EndpointOptions["ask"],
) {
	const embedder =
		"folder" in settings
			? createFolderEmbedder(settings)
			: createEndpointEmbedder({ ...settings, ask: askOf(settings) });
	return createDictionary(embedder, settings);
}
