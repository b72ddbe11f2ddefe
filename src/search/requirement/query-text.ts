import type { Recognizer } from "../../analysis/recognizer.ts";
import { tokenize } from "../../analysis/tokenize.ts";
import type { ScopeName } from "../../domain/query.ts";

/** Things that were found in a text or a record, as the query language writes them. */

/** Words that the language reads as an operator between others. */
const OPERATOR = /^(?:and|or|not|near|und|oder|et|ou|y|o)$/i;
const PLAIN = /^[\p{L}\p{N}.](?:[\p{L}\p{N}+#&./-]*[\p{L}\p{N}+#])?$/u;

const isPlain = (word: string) => PLAIN.test(word) && !OPERATOR.test(word);

/** Words next to each other, exactly. Quotes inside cannot be written, and mean nothing in a resume. */
export function phraseQuery(text: string, scope: ScopeName | null = null): string {
	const inner = text
		.replace(/[\p{Cc}"“”„‟«»＂「」『』]/gu, " ")
		.replace(/\s+/g, " ")
		.trim();
	const prefix = scope === null ? "" : `${scope}:`;
	return isPlain(inner) ? `${prefix}${inner}` : `${prefix}"${inner}"`;
}

/** Words that count each for itself; null when they hold none. */
export function wordsQuery(words: readonly string[], scope: ScopeName | null = null): string | null {
	const plain = words.map((word) => word.replace(/^[^\p{L}\p{N}.]+|[^\p{L}\p{N}+#]+$/gu, "")).filter(isPlain);
	const prefix = scope === null ? "" : `${scope}:`;
	if (plain.length === 0) return null;
	return plain.map((word) => `${prefix}${word}`).join(" ");
}

/**
 * A skill by a name under which the vocabulary finds it again in a query, so that its synonyms count; else its name as a phrase.
 */
export function skillQuery(id: string, { vocabulary, skills }: Recognizer): string | null {
	const skill = vocabulary.skill(id);
	if (skill === undefined) return null;
	const name = [skill.label, ...skill.synonyms].find((form) => {
		const words = form.split(/\s+/);
		if (!words.every(isPlain)) return false;
		const tokens = tokenize(words.join(" "));
		return skills(tokens, { context: "list" }).some(
			(found) => found.id === id && found.start === 0 && found.end === tokens.length,
		);
	});
	return name ?? phraseQuery(skill.label);
}

/** Several queries as one, in brackets; a single one as it is. */
export const joinedQuery = (queries: readonly string[], joint: " OR " | " AND " = " OR "): string =>
	queries.length === 1 ? queries.join("") : `(${queries.join(joint)})`;
