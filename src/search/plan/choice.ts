import { formKey } from "../../analysis/vocabulary.ts";
import type { ExpansionRequest, ExpansionSource } from "../../domain/query.ts";
import type { Alternative } from "./part.ts";

/** Which ways of widening the query whoever asks has left on. */
export interface ExpansionChoice {
	readonly off: ReadonlySet<ExpansionSource>;
	/** Names and words that nothing is widened to, as `formKey` writes them. */
	readonly offTerms: ReadonlySet<string>;
}

export const EVERYTHING: ExpansionChoice = { off: new Set(), offTerms: new Set() };

export function choiceOf({ off, offTerms }: ExpansionRequest): ExpansionChoice {
	return { off: new Set(off), offTerms: new Set(offTerms.map(formKey)) };
}

/** Whether a name is one of the terms that were switched off. */
export const isOffTerm = (name: string, { offTerms }: ExpansionChoice): boolean =>
	offTerms.size > 0 && offTerms.has(formKey(name));

/** Words of the dictionary that a stem does not stand for. */
export const exceptOff = ({ offTerms }: ExpansionChoice): { readonly except?: readonly string[] } =>
	offTerms.size === 0 ? {} : { except: [...offTerms] };

/** Those that are left on. What is no widening (no source) always is; what is worth nothing never. */
export function leftOn(alternatives: readonly Alternative[], choice: ExpansionChoice): Alternative[] {
	return alternatives.filter(({ source, words, weight }) => {
		if (source === undefined) return true;
		return weight > 0 && !choice.off.has(source) && !words.some((word) => isOffTerm(word, choice));
	});
}
