import type { Recognizer } from "../../analysis/recognizer.ts";
import { tokenize } from "../../analysis/tokenize.ts";
import { TEXT_FIELDS, type TextField } from "../../domain/document.ts";
import type { Condition } from "./origin.ts";
import type { Reading } from "./part.ts";

/** What a blind search neither shows nor looks into: who asks for a name or a school must not learn by it who has it. */
const HIDDEN: ReadonlySet<TextField> = new Set(["name", "school"]);
export const NAMELESS: readonly TextField[] = TEXT_FIELDS.filter((field) => !HIDDEN.has(field));
const NOBODY: Condition = { op: "or", of: [] };

/** The same conditions and parts, which nobody meets by his name, by an address of his own, by his schools or by his tags. */
export function nameless<T extends { readonly conditions: readonly Condition[]; readonly parts: Reading["parts"] }>(
	reading: T,
): T {
	// What was one condition stays one: parts are compared by it.
	const known = new Map<Condition, Condition>();
	const change = (condition: Condition): Condition => {
		const made = known.get(condition) ?? withoutName(condition, change);
		known.set(condition, made);
		return made;
	};
	return {
		...reading,
		conditions: reading.conditions.map(change),
		parts: reading.parts.map((part) => ({
			...part,
			alternatives: part.alternatives.map((one) => ({ ...one, node: change(one.node) })),
		})),
	};
}

/** As {@link nameless}, of a condition that belongs to no part. */
export const namelessFilter = (condition: Condition): Condition => withoutName(condition, namelessFilter);

/** Whether a word may be told: the dictionary of a tenant holds the names of its people, too, so in a blind search only words of the vocabulary. */
export const mayTell =
	({ blind }: { readonly blind: boolean }, recognizer: Recognizer) =>
	(word: string): boolean =>
		!blind || isTrade(word, recognizer);

function isTrade(word: string, recognizer: Recognizer): boolean {
	const tokens = tokenize(word);
	return recognizer.skills(tokens, { context: "list" }).length > 0 || recognizer.titles(tokens).length > 0;
}

function withoutName(condition: Condition, change: (condition: Condition) => Condition): Condition {
	switch (condition.op) {
		case "and":
		case "or":
			return { ...condition, of: condition.of.map(change) };
		case "not":
			return { ...condition, of: change(condition.of) };
		case "word":
		case "stem":
		case "phrase":
		case "prefix":
		case "pattern":
		case "fuzzy": {
			const { fields } = condition;
			if (fields === undefined) return { ...condition, fields: NAMELESS };
			if (!fields.some((field) => HIDDEN.has(field))) return condition;
			const shown = fields.filter((field) => !HIDDEN.has(field));
			return shown.length === 0 ? NOBODY : { ...condition, fields: shown };
		}
		case "facet":
			// Who writes a tag may name somebody in it, as in a note.
			return condition.facet === "tag" ? NOBODY : condition;
		default:
			return condition;
	}
}
