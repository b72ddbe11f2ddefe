import type { Recognizer } from "../../analysis/recognizer.ts";
import { tokenize } from "../../analysis/tokenize.ts";
import { TEXT_FIELDS, type TextField } from "../../domain/document.ts";
import { HIDDEN_FIELDS } from "../blind.ts";
import type { Condition } from "./origin.ts";
import type { Reading } from "./part.ts";

/** Where words are looked for in a blind search: who asks for a name must not learn by it who somebody is. */
export const NAMELESS: readonly TextField[] = TEXT_FIELDS.filter((field) => field !== "name");
const NOBODY: Condition = { op: "or", of: [] };

/** The same conditions and parts, which nobody meets by his name, by an address of his own, or by a school that is asked for as one. */
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

/** Whether a word is one of the vocabulary: the dictionary of a tenant holds the names of its people, too. */
export function isTrade(word: string, recognizer: Recognizer): boolean {
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
			// Who asks for a school by its field asks who went there.
			if (fields.every((field) => HIDDEN_FIELDS.has(field))) return NOBODY;
			if (!fields.includes("name")) return condition;
			return { ...condition, fields: fields.filter((field) => field !== "name") };
		}
		default:
			return condition;
	}
}
