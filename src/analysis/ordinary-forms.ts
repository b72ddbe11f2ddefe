import { tokenize } from "./tokenize.ts";
import type { Vocabulary } from "./vocabulary.ts";

const known = new WeakMap<Vocabulary, ReadonlySet<string>>();

/** Names of skills in small letters that count in prose beside other skills only, folded: everyday words, such as "billing" and "corrections". */
export function ordinaryForms(vocabulary: Vocabulary): ReadonlySet<string> {
	const found = known.get(vocabulary);
	if (found !== undefined) return found;
	const forms = vocabulary.ambiguous.filter(({ form, rule }) => rule === "context" && /^\p{Ll}+$/u.test(form));
	const words = new Set(forms.flatMap(({ form }) => tokenize(form).map(({ text }) => text)));
	known.set(vocabulary, words);
	return words;
}
