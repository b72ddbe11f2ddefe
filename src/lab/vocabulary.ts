import * as z from "zod";
import { formKey, type Vocabulary } from "../analysis/vocabulary.ts";
import type { Scope } from "../tenancy/scope.ts";
import type { LabDeps } from "./deps.ts";
import type { VocabularyRows } from "./jobs.ts";
import { idOf, put, read } from "./records.ts";
import type { LintResult } from "./results.ts";

/**
 * Changes of the vocabulary that a tenant's engineer tries: concepts that are added, or stand in the place of shipped ones. They are
 * checked and measured here; searches and parsing go on with the vocabulary that the operator configured.
 */

/** What a file of a vocabulary can hold: cells are parted by tabs, names by bars. */
const text = (most: number) =>
	z
		.string()
		.trim()
		.min(1)
		.max(most)
		.regex(/^[^\t\n\r|]*$/, "Without tabs, line breaks and bars.");
const ConceptId = text(100);

export const Concept = z.strictObject({
	id: ConceptId,
	label: text(200),
	/** Of a skill its kind, of a title its family. */
	group: text(60),
	synonyms: z.array(text(200)).max(100).default([]),
	related: z.array(ConceptId).max(50).default([]),
	/** Of a skill the wider ones, of a title the skills that it usually needs. */
	last: z.array(ConceptId).max(50).default([]),
});
export type Concept = z.output<typeof Concept>;

const Ambiguous = z.strictObject({ form: text(200), skill: ConceptId, rule: z.enum(["case", "context"]) });

export const Rows = z.strictObject({
	skills: z.array(Concept).max(2000).default([]),
	titles: z.array(Concept).max(2000).default([]),
	/** Forms that are also everyday words. */
	ambiguous: z.array(Ambiguous).max(500).default([]),
});
export type Rows = z.output<typeof Rows>;

const ID = idOf("vocabulary", "own");
const NONE: Rows = { skills: [], titles: [], ambiguous: [] };

export async function readRows(scope: Scope): Promise<{ readonly rows: Rows; readonly version: number }> {
	const found = await read(scope.store, ID, Rows);
	return { rows: found?.value ?? NONE, version: found?.version ?? 0 };
}

export function ownVocabulary(scope: Scope): Promise<Rows> {
	return scope.record("ranking.read", { about: "vocabulary" }, async () => {
		return { value: (await readRows(scope)).rows, result: { outcome: "ok" } };
	});
}

export function writeVocabulary(scope: Scope, rows: Rows): Promise<Rows> {
	return scope.record("ranking.change", { about: "vocabulary" }, async () => {
		const { version } = await readRows(scope);
		await scope.store.write([put(ID, rows, { ifVersion: version })]);
		return { value: rows, result: { outcome: "ok", count: rows.skills.length + rows.titles.length } };
	});
}

/** As the files of ranking/vocabulary write them. */
export function toRows({ skills, titles, ambiguous }: Rows): VocabularyRows {
	const row = ({ id, label, group, synonyms, related, last }: Concept) =>
		[id, label, group, synonyms.join("|"), related.join("|"), last.join("|")].join("\t");
	return {
		skills: skills.map(row),
		titles: titles.map(row),
		ambiguous: ambiguous.map(({ form, skill, rule }) => [form, skill, rule].join("\t")),
	};
}

/** Only what the rows brought: `line` is the place in `skills` or `titles`, from 1. */
export function lintVocabulary(scope: Scope, { bench }: Pick<LabDeps, "bench">, rows: Rows): Promise<LintResult> {
	return scope.record("ranking.run", { about: "lint" }, async () => {
		const isEmpty = rows.skills.length + rows.titles.length + rows.ambiguous.length === 0;
		// What brings nothing has nothing wrong with it: no process is begun.
		const value: LintResult = isEmpty
			? { findings: [] }
			: await bench.run(scope.tenant.id, { kind: "lint", rows: toRows(rows) });
		return { value, result: { outcome: "ok", count: value.findings.length } };
	});
}

export const FoundConcept = Concept.extend({ kind: z.enum(["skill", "title"]) });
export type FoundConcept = z.output<typeof FoundConcept>;

/** Concepts of the vocabulary in use of which a name holds the words. */
export function findConcepts(vocabulary: Vocabulary, words: string, limit: number): FoundConcept[] {
	const asked = formKey(words);
	if (asked === "") return [];
	return keyedOf(vocabulary)
		.flatMap(({ concept, keys }) => {
			const how = held(keys, asked);
			return how === null ? [] : [{ concept, how }];
		})
		.sort((a, b) => a.how - b.how || (a.concept.label < b.concept.label ? -1 : 1))
		.slice(0, limit)
		.map(({ concept: { id, label, group, kind, synonyms, related, last } }) => {
			return { id, label, group, kind, synonyms: [...synonyms], related: [...related], last: [...last] };
		});
}

/** 0: one of them is it; 1: begins with it; 2: holds it. */
const held = (keys: readonly string[], asked: string) =>
	keys.includes(asked)
		? 0
		: keys.some((key) => key.startsWith(asked))
			? 1
			: keys.some((key) => key.includes(asked))
				? 2
				: null;

/** Tens of thousands of names, folded once: a tenth of a second in which nobody is answered. */
const keyed = new WeakMap<Vocabulary, ReturnType<typeof keysOf>>();

function keyedOf(vocabulary: Vocabulary) {
	const made = keyed.get(vocabulary) ?? keysOf(vocabulary);
	keyed.set(vocabulary, made);
	return made;
}

function keysOf(vocabulary: Vocabulary) {
	const skills = vocabulary.skills.map(({ kind, broader, ...one }) => ({
		...one,
		kind: "skill" as const,
		group: kind,
		last: broader,
	}));
	const titles = vocabulary.titles.map(({ family, skills: needed, ...one }) => ({
		...one,
		kind: "title" as const,
		group: family,
		last: needed,
	}));
	return [...skills, ...titles].map((concept) => ({
		concept,
		keys: [concept.id, concept.label, ...concept.synonyms].map(formKey),
	}));
}
