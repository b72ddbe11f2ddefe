import { BoundedCache } from "../../../analysis/bounded-cache.ts";
import type { Recognizer } from "../../../analysis/recognizer.ts";
import type { Token } from "../../../analysis/token.ts";
import { tokenize } from "../../../analysis/tokenize.ts";
import { type ConceptKey, type ConceptKind, conceptKey } from "../concept.ts";

export interface ReadConcept {
	readonly key: ConceptKey;
	readonly label: string;
}

/** Of one person; a resume that names more lists keywords and says nothing of the person. */
const MOST_CONCEPTS = 64;
/** Longer ones are sentences, not names. */
const LONGEST_NAME = 60;
const MOST_WORDS = 5;
/** Texts whose concepts are remembered: skills and positions repeat from person to person. */
const REMEMBERED = 20_000;

interface Resume {
	readonly basics?: { readonly label?: string };
	readonly work?: readonly { readonly position?: string }[];
	readonly skills?: readonly { readonly name: string; readonly keywords?: readonly string[] }[];
}

/** Reads which skills and titles a candidate's resume names: those of the vocabulary, and short names that it does not know. */
export class ConceptReader {
	readonly #recognizer: Recognizer;
	readonly #skills = new BoundedCache<readonly ReadConcept[]>(REMEMBERED);
	readonly #titles = new BoundedCache<readonly ReadConcept[]>(REMEMBERED);

	constructor(recognizer: Recognizer) {
		this.#recognizer = recognizer;
	}

	/** Each concept once. @param record of a person, JSON */
	conceptsOf(record: string): ReadConcept[] {
		const { resume } = JSON.parse(record) as { readonly resume: Resume };
		const titles = [resume.basics?.label, ...(resume.work ?? []).map(({ position }) => position)];
		const skills = (resume.skills ?? []).flatMap(({ name, keywords = [] }) => [name, ...keywords]);
		const found = [
			...titles.flatMap((text) => (text === undefined ? [] : this.#titlesOf(text))),
			...skills.flatMap((text) => this.#skillsOf(text)),
		];
		return [...new Map(found.map((concept) => [concept.key, concept])).values()].slice(0, MOST_CONCEPTS);
	}

	#skillsOf(text: string): readonly ReadConcept[] {
		return remembered(this.#skills, text, () => {
			const tokens = tokenize(text);
			const known = this.#recognizer.skills(tokens, { context: "list" });
			if (known.length > 0) return known.map(({ id, label }) => ({ key: conceptKey("skill", id), label }));
			return unknown("skill-text", tokens);
		});
	}

	#titlesOf(text: string): readonly ReadConcept[] {
		return remembered(this.#titles, text, () => {
			const tokens = tokenize(text);
			const known = this.#recognizer.titles(tokens);
			if (known.length > 0) return known.map(({ id, label }) => ({ key: conceptKey("title", id), label }));
			// "Senior flow wrangler" and "flow wrangler" are one title.
			return unknown(
				"title-text",
				tokens.filter((token) => this.#recognizer.seniority([token]) === null),
			);
		});
	}
}

function remembered<T>(cache: BoundedCache<T>, text: string, read: () => T): T {
	const known = cache.get(text);
	if (known !== undefined) return known;
	const found = read();
	cache.set(text, found);
	return found;
}

/** A short name that the vocabulary does not know. Numbers and addresses are about one person, not names of things. */
function unknown(kind: ConceptKind, tokens: readonly Token[]): ReadConcept[] {
	const name = tokens.map(({ text }) => text).join(" ");
	const isName = tokens.length > 0 && tokens.length <= MOST_WORDS && name.length <= LONGEST_NAME;
	if (!isName || /[@:/]|\d{4}/.test(name) || !/\p{L}{2}/u.test(name)) return [];
	return [{ key: conceptKey(kind, name), label: tokens.map(({ written }) => written).join(" ") }];
}
