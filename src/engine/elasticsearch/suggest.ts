import type { Among } from "../port.ts";
import type { StoreState } from "./state.ts";
import type { Seen } from "./view.ts";

interface Asked {
	readonly text: string;
	readonly limit: number;
	readonly among: Among | undefined;
}

/** See `Store.suggest`. */
export async function suggest(
	state: StoreState,
	{ counts }: Seen,
	{ text, limit, among }: Asked,
): Promise<{ word: string; documents: number }[]> {
	await state.followDictionary();
	const { dictionary } = state;
	if (among !== undefined && "facet" in among) {
		const values = await counts.values(among.facet, dictionary.valuesFrom(among.facet, text));
		return values.slice(0, limit).map(({ value, count }) => ({ word: value, documents: count }));
	}
	const words = among === undefined ? dictionary.startingWith(text) : dictionary.near(text, among.edits);
	await counts.askWords(words);
	return counts.mostFrequent(words, limit);
}
