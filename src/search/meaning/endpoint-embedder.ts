import * as z from "zod";
import { type Embedder, EmbedderFault, MOST_TEXTS, unitVectors } from "./embedder.ts";

/** A service that speaks the embeddings format of OpenAI: POST of `{model, input}`, answered with `{data: [{index, embedding}]}`. */
export interface EndpointOptions {
	readonly model: string;
	readonly languages: readonly string[];
	readonly dimension: number;
	/** Sends JSON to the service and reads at most so many bytes of its answer; `status` null: there was none, and `reason` says why. */
	readonly ask: (
		body: string,
		most: number,
	) => Promise<{ readonly status: number | null; readonly body?: string; readonly reason?: string }>;
}

const Answer = z.object({
	data: z.array(z.object({ index: z.int().min(0).optional(), embedding: z.array(z.number()) })).max(MOST_TEXTS),
});

/** Bytes of one number as JSON, with room for spaces. */
const BYTES_OF_NUMBER = 32;

export function createEndpointEmbedder({ model, languages, dimension, ask }: EndpointOptions): Embedder {
	return {
		id: `endpoint:${model}:${dimension}`,
		languages,
		dimension,
		async embed(texts) {
			const body = JSON.stringify({ model, input: texts, encoding_format: "float" });
			const answer = await ask(body, (texts.length + 1) * dimension * BYTES_OF_NUMBER);
			if (answer.status !== 200)
				throw new EmbedderFault(`The service answered ${answer.status ?? `nothing: ${answer.reason}`}.`);
			return unitVectors(vectorsOf(answer.body ?? ""), { count: texts.length, dimension });
		},
	};
}

function vectorsOf(body: string): number[][] {
	const read = Answer.safeParse(jsonOf(body));
	if (!read.success) throw new EmbedderFault("The service answered in another form.");
	const { data } = read.data;
	return data.toSorted((one, other) => (one.index ?? 0) - (other.index ?? 0)).map(({ embedding }) => embedding);
}

function jsonOf(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return null;
	}
}
