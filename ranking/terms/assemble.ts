import { fold } from "../../src/analysis/fold.ts";
import { isStopWord } from "../../src/analysis/stop-words.ts";
import { formKey, type Vocabulary } from "../../src/analysis/vocabulary.ts";
import { labelOfName, type RawConcept, type RawConcepts } from "./concepts.ts";

/** Concepts of a source with ids of ours, and with each name at one of them. */

export interface Assembled {
	readonly kind: RawConcept["kind"];
	readonly id: string;
	readonly uri: string;
	readonly label: string;
	readonly group: string;
	readonly reason: string;
	readonly area: string;
	/** By language: English, German, French, Spanish. A name in another language stands with the first. */
	readonly synonyms: readonly (readonly string[])[];
	readonly related: readonly string[];
	readonly last: readonly string[];
}

export interface Assembly {
	readonly concepts: readonly Assembled[];
	/** Names of skills that are counted beside another skill only: short ones, and everyday words. */
	readonly ambiguous: readonly { readonly form: string; readonly id: string }[];
	/** Concepts that have the label of another one: they were put together. */
	readonly merged: number;
	/** Names that belong to another concept already. */
	readonly droppedForms: number;
	/** References to what is neither in the source nor in the base: who names what. */
	readonly dangling: readonly string[];
}

const LANGUAGES = ["en", "de", "fr", "es"] as const;

/** @param base concepts that are there already, and keep their ids and names; null: none */
export function assemble(raw: RawConcepts, base: Vocabulary | null): Assembly {
	const builder = new Assembler(base);
	// In the order of their labels, so that the same input gives the same ids, whatever the order of files.
	const sorted = [...raw.values()].sort((one, other) => compare(one.label, other.label) || compare(one.uri, other.uri));
	for (const concept of sorted) builder.name(concept);
	for (const concept of sorted) builder.claimSynonyms(concept);
	return builder.result();
}

const compare = (one: string, other: string) => (one < other ? -1 : one > other ? 1 : 0);

interface Entry {
	readonly raw: RawConcept;
	readonly id: string;
	readonly label: string;
	readonly synonyms: string[][];
	readonly related: Set<string>;
	readonly last: Set<string>;
}

class Assembler {
	readonly #base: Vocabulary | null;
	/** By name in the source, the id that stands for it; by form, the id that has it. */
	readonly #ids = new Map<string, string>();
	readonly #owners = { skill: new Map<string, string>(), title: new Map<string, string>() };
	readonly #entries = new Map<string, Entry>();
	#merged = 0;
	#dropped = 0;
	readonly #dangling: string[] = [];

	constructor(base: Vocabulary | null) {
		this.#base = base;
	}

	/** Gives a concept its id: of the one that has its label already, or a new one. */
	name(raw: RawConcept): void {
		const key = formKey(raw.label);
		const known = this.#ownerOf(raw.kind, key);
		if (known !== undefined || key === "") {
			this.#merged++;
			if (known !== undefined) this.#ids.set(raw.uri, known);
			return;
		}
		const id = this.#newId(raw);
		this.#ids.set(raw.uri, id);
		this.#owners[raw.kind].set(key, id);
		const synonyms = LANGUAGES.map((): string[] => []);
		this.#entries.set(`${raw.kind} ${id}`, {
			raw,
			id,
			label: raw.label,
			synonyms,
			related: new Set(),
			last: new Set(),
		});
	}

	claimSynonyms(raw: RawConcept): void {
		const id = this.#ids.get(raw.uri);
		// What the base has keeps the names that it has.
		const entry = this.#entries.get(`${raw.kind} ${id}`);
		if (id === undefined || entry === undefined) return;
		for (const [language, forms] of raw.forms) {
			const group = entry.synonyms[Math.max(0, LANGUAGES.indexOf(language as "en"))];
			for (const form of forms) if (this.#claim(raw.kind, form, id)) group?.push(form);
		}
		for (const uri of raw.related) this.#refer(entry, entry.related, uri, id);
		for (const uri of raw.last) this.#refer(entry, entry.last, uri, raw.kind === "skill" ? id : "");
	}

	#refer({ label }: Entry, references: Set<string>, uri: string, own: string): void {
		const named = labelOfName(uri);
		const id = this.#ids.get(uri) ?? (named === null ? undefined : this.#inBase(named.kind, named.label));
		if (id === undefined) this.#dangling.push(`${label} names ${named?.label ?? uri}`);
		else if (id !== own) references.add(id);
	}

	#claim(kind: RawConcept["kind"], form: string, id: string): boolean {
		const key = formKey(form);
		const owner = this.#ownerOf(kind, key);
		if (owner !== undefined || key === "" || isEveryday(key)) {
			if (owner !== id) this.#dropped++;
			return false;
		}
		this.#owners[kind].set(key, id);
		return true;
	}

	#ownerOf(kind: RawConcept["kind"], key: string): string | undefined {
		return this.#owners[kind].get(key) ?? this.#inBase(kind, key);
	}

	#inBase(kind: RawConcept["kind"], form: string): string | undefined {
		return kind === "skill" ? this.#base?.skillByForm(form)?.id : this.#base?.titleByForm(form)?.id;
	}

	#newId({ kind, label }: RawConcept): string {
		const words = fold(label)
			.replaceAll("c++", "c-plus-plus")
			.replaceAll("#", "-sharp")
			.replaceAll(/[^a-z0-9]+/g, "-")
			.replaceAll(/^-+|-+$/g, "");
		const taken = (id: string) =>
			this.#entries.has(`${kind} ${id}`) ||
			(kind === "skill" ? this.#base?.skill(id) : this.#base?.title(id)) !== undefined;
		const first = words === "" ? kind : words;
		for (let number = 1; ; number++) {
			const id = number === 1 ? first : `${first}-${number}`;
			if (!taken(id)) return id;
		}
	}

	result(): Assembly {
		const concepts = [...this.#entries.values()].map(({ raw, related, last, ...entry }): Assembled => {
			const { kind, uri, group, reason, area } = raw;
			// What is broader is not related as well.
			const near = [...related].filter((id) => kind === "title" || !last.has(id));
			return { kind, uri, group, reason, area, ...entry, related: near, last: [...last] };
		});
		const skills = concepts.filter(({ kind }) => kind === "skill");
		const ambiguous = skills.flatMap(({ id, label, synonyms }) =>
			[label, ...synonyms.flat()].filter(isAmbiguous).map((form) => ({ form, id })),
		);
		const counts = { merged: this.#merged, droppedForms: this.#dropped, dangling: this.#dangling };
		return { concepts: withoutCycles(concepts), ambiguous, ...counts };
	}
}

/** Every word of it is a word that says nothing. */
const isEveryday = (key: string) => key.split(" ").every((word) => isStopWord(word, null));
const SHORT = 3;
const isAmbiguous = (form: string) => {
	const key = formKey(form);
	return key.length <= SHORT || isEveryday(key);
};

/** Sources that were put together may go in a circle: the step that would close it is left out. */
function withoutCycles(concepts: readonly Assembled[]): Assembled[] {
	const broader = new Map<string, string[]>();
	const reaches = (from: string, to: string, seen = new Set<string>()): boolean =>
		from === to ||
		(!seen.has(from) && (broader.get(seen.add(from) && from) ?? []).some((next) => reaches(next, to, seen)));
	return concepts.map((concept) => {
		if (concept.kind !== "skill") return concept;
		const kept: string[] = [];
		broader.set(concept.id, kept);
		for (const id of concept.last) if (!reaches(id, concept.id)) kept.push(id);
		return { ...concept, last: kept };
	});
}
