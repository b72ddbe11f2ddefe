import type { Recognized } from "../../analysis/recognizer.ts";
import type { Token } from "../../analysis/token.ts";
import type { TextField } from "../../domain/document.ts";
import type { ScopeName } from "../../domain/query.ts";
import { say } from "../../domain/sentence.ts";
import { type ConceptKey, conceptKey, type NearConcept, readConcept } from "../meaning/concept.ts";
import { isOffTerm } from "./choice.ts";
import type { PlanContext } from "./leaf.ts";
import type { Condition } from "./origin.ts";
import { type Alternative, isOpenToRelated, type Role } from "./part.ts";
import { type Title, titleFields } from "./title-names.ts";

/** Concepts of one source that a part is widened to: more make a search slow and its answers far-fetched. */
const MOST_NEAR = 2;
const SKILL_FIELD: readonly TextField[] = ["skill"];

/** What a part of the query names. */
export interface Named {
	readonly tokens: readonly Token[];
	readonly skill: Recognized | undefined;
	readonly title: Title | undefined;
}

/** Skills and titles near to what a part names, by what was learned and by an embedding: hints, never the thing itself. */
export function nearby(named: Named, scope: ScopeName | null, role: Role, context: PlanContext): Alternative[] {
	if (!isOpenToRelated(role)) return [];
	const written = named.tokens.map((token) => token.written).join(" ");
	const known = new Set(relatedOf(named, context));
	const found = conceptsOf(named, scope)
		.flatMap((concept) => context.meaning.near(concept, written))
		.filter(({ key }) => !known.has(key));
	return (["learned", "embedding"] as const).flatMap((source) => {
		if (context.choice.off.has(source) || context.profile.expansion[source] === 0) return [];
		return best(found, source, context)
			.slice(0, MOST_NEAR)
			.flatMap((concept) => alternativeOf(concept, scope, context));
	});
}

/** What the vocabulary says goes with it: the part is widened to that already. */
const relatedOf = ({ skill }: Named, { recognizer }: PlanContext): ConceptKey[] =>
	skill === undefined ? [] : recognizer.vocabulary.relatedSkills(skill.id).map(({ id }) => conceptKey("skill", id));

/** Each concept once, nearest first; equally near ones in the order of their keys, so that a plan is always the same. */
function best(found: readonly NearConcept[], source: NearConcept["source"], { choice }: PlanContext): NearConcept[] {
	const own = found.filter((one) => one.source === source && !isOffTerm(one.label, choice));
	const sorted = own.toSorted((one, other) => other.similarity - one.similarity || (one.key < other.key ? -1 : 1));
	return [...new Map(sorted.toReversed().map((one) => [one.key, one])).values()].reverse();
}

/** Concepts that the part may be; of a scope only its own. */
function conceptsOf({ tokens, skill, title }: Named, scope: ScopeName | null): ConceptKey[] {
	const ofSkills = scope === null || scope === "skill";
	const ofTitles = titleFields(scope) !== undefined;
	const text = tokens.map((token) => token.text).join(" ");
	const concepts: ConceptKey[] = [];
	if (ofSkills && skill !== undefined) concepts.push(conceptKey("skill", skill.id));
	if (ofTitles && title !== undefined && skill === undefined) concepts.push(conceptKey("title", title.id));
	if (skill !== undefined || title !== undefined) return concepts;
	if (ofSkills) concepts.push(conceptKey("skill-text", text));
	if (ofTitles) concepts.push(conceptKey("title-text", text));
	return concepts;
}

function alternativeOf(
	{ key, label, source, similarity }: NearConcept,
	scope: ScopeName | null,
	{ profile }: PlanContext,
): Alternative[] {
	const node = nodeOf(key, scope);
	if (node === null) return [];
	const said = source === "learned" ? say`${label}, used alike in your resumes` : say`${label}, near in meaning`;
	const weight = profile.expansion[source] * Math.min(1, similarity);
	const opens = source === "embedding" ? { opens: true as const } : {};
	return [{ node, weight, way: "related", source, label: said, words: [label], ...opens }];
}

/** Null for a concept that stands in fields which the scope does not let in. */
function nodeOf(key: ConceptKey, scope: ScopeName | null): Condition | null {
	const { kind, name } = readConcept(key);
	const isSkill = kind === "skill" || kind === "skill-text";
	const fields = isSkill ? (scope === null || scope === "skill" ? SKILL_FIELD : undefined) : titleFields(scope);
	if (fields === undefined) return null;
	if (kind === "skill") return { op: "word", word: `skill:${name}`, fields };
	if (kind === "title") return { op: "word", word: `title-id:${name}`, fields };
	const words = name.split(" ");
	return words.length === 1 ? { op: "word", word: name, fields } : { op: "phrase", words, fields };
}
