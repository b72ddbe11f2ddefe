import type { Column, Facet, IndexedDocument, TextField } from "../domain/document.ts";
import { withoutProtectedAttributes } from "./protected-attributes.ts";
import type { RecognizedTitle, Recognizer } from "./recognizer.ts";
import { type Token, tokenize } from "./tokenize.ts";
import { mirrored, partToken } from "./word-parts.ts";

/** Letters of the shortest word of a title that may end with another. */
const SHORTEST_MIRRORED = 8;
/** No phrase reaches across it. */
const GAP = "";

/** Collects what is indexed of one person. Each text is put into tokens once, for the field, the skills and the language alike. */
export class DocumentBuilder {
	readonly recognizer: Recognizer;
	readonly #fields = new Map<TextField, string[]>();
	/** Canonical tokens of each field, which go behind its words. */
	readonly #concepts = new Map<TextField, Set<string>>();
	readonly #facets = new Map<Facet, Set<string>>();
	readonly #columns: Partial<Record<Column, number | null>> = {};
	readonly #keys = new Set<string>();
	/** Tokens of running text, for the language. */
	readonly #prose: Token[] = [];

	constructor(recognizer: Recognizer) {
		this.recognizer = recognizer;
	}

	/** Adds a value to a field; nothing when it is absent. Line breaks inside it are gaps only where a sentence ends. */
	words(field: TextField, text: string | undefined): readonly Token[] {
		if (text === undefined) return [];
		const tokens = tokenize(text);
		this.tokens(field, tokens);
		return tokens;
	}

	tokens(field: TextField, tokens: readonly Token[]): void {
		if (tokens.length === 0) return;
		let words = this.#fields.get(field);
		if (words === undefined) {
			words = [];
			this.#fields.set(field, words);
		} else if (words.length > 0) words.push(GAP);
		for (const token of tokens) words.push(token.text);
	}

	/**
	 * Running text: without protected attributes, its skills counted where `claims` says that they are the person's own.
	 * @returns where its tokens stand in the field: from, and to (exclusive)
	 */
	prose(
		field: TextField,
		text: string | undefined,
		claims: "own-skills" | "no-skills",
	): readonly [from: number, to: number] {
		if (text === undefined) return [0, 0];
		const tokens = this.words(field, withoutProtectedAttributes(text));
		for (const token of tokens) this.#prose.push(token);
		if (claims === "own-skills") this.skillsIn(tokens, "prose");
		const end = this.#fields.get(field)?.length ?? 0;
		return [end - tokens.length, end];
	}

	/** Skills named in tokens, as canonical token and facet. @returns how many tokens they cover */
	skillsIn(tokens: readonly Token[], context: "list" | "prose"): number {
		let covered = 0;
		for (const { id, label, start, end } of this.recognizer.skills(tokens, { context })) {
			this.skill(id, label);
			covered += end - start;
		}
		return covered;
	}

	skill(id: string, label: string): void {
		this.concept("skill", `skill:${id}`);
		this.facet("skill", label);
	}

	/** A title as words, with the parts of its compounds, the families it belongs to and the skills it names. */
	title(field: "currentTitle" | "pastTitle", text: string | undefined): readonly RecognizedTitle[] {
		const tokens = this.words(field, text);
		this.skillsIn(tokens, "prose");
		for (const { text: word } of tokens) this.#partsOf(field, word);
		const titles = this.recognizer.titles(tokens);
		for (const { id, family } of titles) {
			this.concept(field, `title:${family}`);
			this.concept(field, `title-id:${id}`);
		}
		return titles;
	}

	#partsOf(field: TextField, word: string): void {
		for (const part of this.recognizer.parts.of(word)) this.concept(field, partToken(part));
		if (word.length >= SHORTEST_MIRRORED && /^[a-z]+$/.test(word)) this.concept(field, mirrored(word));
	}

	/** A token that stands for a thing and not for a word: `skill:java`, `title:software-engineer`, `country:de`. */
	concept(field: TextField, token: string): void {
		const known = this.#concepts.get(field);
		if (known === undefined) this.#concepts.set(field, new Set([token]));
		else known.add(token);
	}

	facet(facet: Facet, value: string | undefined | null): void {
		const trimmed = value?.trim();
		if (!trimmed) return;
		const known = this.#facets.get(facet);
		if (known === undefined) this.#facets.set(facet, new Set([trimmed]));
		else known.add(trimmed);
	}

	/** The first record that knows a value has it. */
	column(column: Column, value: number | null): void {
		this.#columns[column] ??= value;
	}

	/** Of several values the largest counts. */
	raise(column: Column, value: number | undefined): void {
		if (value !== undefined) this.#columns[column] = Math.max(this.#columns[column] ?? value, value);
	}

	hasColumn(column: Column): boolean {
		return this.#columns[column] != null;
	}

	key(key: string | null): void {
		if (key !== null) this.#keys.add(key);
	}

	get proseTokens(): readonly Token[] {
		return this.#prose;
	}

	build(language: string | null, link: string | null): IndexedDocument {
		for (const [field, concepts] of this.#concepts) {
			const words = this.#fields.get(field) ?? [];
			if (words.length > 0) words.push(GAP);
			for (const concept of concepts) words.push(concept);
			this.#fields.set(field, words);
		}
		return {
			language,
			fields: Object.fromEntries(this.#fields),
			facets: Object.fromEntries([...this.#facets].map(([facet, values]) => [facet, [...values]])),
			columns: this.#columns,
			keys: [...this.#keys],
			link,
		};
	}
}
