import { BoundedCache } from "../../analysis/bounded-cache.ts";
import type { Scope } from "../../tenancy/scope.ts";
import { type Embedder, EmbedderFault, MOST_TEXTS } from "./embedder.ts";
import { tenantKey } from "./held.ts";

/** Vectors of texts of queries, within the time that a search waits. */
export interface QueryVectors {
	/**
	 * One of length 1 for each text.
	 * @param texts in a language that the model knows
	 * @throws EmbedderFault when the model could not be asked in time; what comes later serves the next search
	 */
	of(scope: Scope, texts: readonly string[]): Promise<readonly Float32Array[]>;
}

/** Texts whose vectors are remembered, by tenant: how fast an answer comes must not tell what others asked. */
const REMEMBERED = 2000;
/** Failures one after the other, after which the model is let alone for so many milliseconds: else each search would wait. */
const MOST_FAILURES = 3;
const REST = 10_000;

/** @param patience milliseconds · @param now milliseconds since 1970 */
export function createQueryVectors(embedder: Embedder, patience: number, now: () => number = Date.now): QueryVectors {
	const remembered = new BoundedCache<Float32Array>(REMEMBERED);
	let failures = 0;
	let restsUntil = 0;
	const ask = async (keys: readonly string[], texts: readonly string[]): Promise<void> => {
		const made = await embedder.embed(texts);
		for (const [at, key] of keys.entries()) remembered.set(key, made[at] as Float32Array);
	};
	return {
		async of({ tenant }, texts) {
			const keyOf = (text: string) => `${tenantKey(tenant)}\n${text}`;
			const unknown = texts.filter((text) => remembered.get(keyOf(text)) === undefined).slice(0, MOST_TEXTS);
			if (unknown.length > 0) {
				if (now() < restsUntil)
					throw new EmbedderFault("The model did not answer before, and is let alone for a while.");
				try {
					await within(patience, ask(unknown.map(keyOf), unknown));
					failures = 0;
				} catch (error) {
					failures++;
					if (failures >= MOST_FAILURES) restsUntil = now() + REST;
					throw error;
				}
			}
			return texts.map((text) => remembered.get(keyOf(text)) ?? new Float32Array(embedder.dimension));
		},
	};
}

async function within<T>(patience: number, work: Promise<T>): Promise<T> {
	const { promise, reject } = Promise.withResolvers<never>();
	const timer = setTimeout(() => reject(new EmbedderFault("The model did not answer in time.")), patience);
	// Nobody waits for it any more when it fails later.
	work.catch(() => {});
	return Promise.race([work, promise]).finally(() => clearTimeout(timer));
}
