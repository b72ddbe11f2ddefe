import { BoundedCache } from "./bounded-cache.ts";
import { occupationForm } from "./occupation-form.ts";
import { stem } from "./stem.ts";
import { tokenize } from "./tokenize.ts";
import type { Vocabulary } from "./vocabulary.ts";

/**
 * The parts of a compound, as German writes them in one word: Maschinenbauingenieur is Maschinenbau, Maschine, Bau and Ingenieur. What is
 * a part is told by the vocabulary's own words: a word that ends at least three others is a head (Ingenieur), and what stands before a
 * head in a word is a part as well, whether or not somebody listed it. No list of its own.
 */
export interface WordParts {
	/** Stems of the parts; empty for a word that is no compound. @param word folded */
	of(word: string): readonly string[];
	/** The form in which a word that stands alone is compared with parts. */
	alone(word: string): string;
}

/** Letters of the shortest part; of one that the vocabulary has as a word: Bau, Amt. */
const SHORTEST = 4;
/** Letters of the shortest head, but for these: other languages' words end in many a short word. */
const SHORTEST_HEAD = 5;
const SHORT_HEADS: ReadonlySet<string> = new Set(["arzt", "koch", "wirt"]);
const SHORTEST_KNOWN = 3;
/** Letters of the shortest compound; shorter words are one. */
const SHORTEST_COMPOUND = 8;
/** Other words of the vocabulary that a head ends. */
const LEAST_ENDED = 3;
/** Compounds in compounds that are taken apart. */
const MOST_DEPTH = 3;
const WORD = /^[a-z]+$/;
/** Between two parts, after endings of the first that demand it: Wirtschafts-, Versicherungs-, Produktions-. */
const LINKING = /(?<=schaft|ung|heit|keit|ion|tat|ing|amt|recht|trieb|kauf|haupt)s$/;
const REMEMBERED = 50_000;

/** The token of a part of a compound. No word that somebody types begins with a colon. */
export const partToken = (part: string): string => `:part:${part}`;

/**
 * A word from its end, so that the words that end alike are those whose mirrored forms begin alike. Of titles only, in the form that all
 * genders and numbers share.
 */
export const mirrored = (word: string): string => `:end:${[...occupationForm(word)].reverse().join("")}`;

const partOf = (word: string) => stem(word.replace(LINKING, ""), "de");

/** Made with the first word that is asked for: it looks through all words of the vocabulary. */
export function createWordParts({ titles }: Pick<Vocabulary, "titles">): WordParts {
	let known: Known | undefined;
	const cache = new BoundedCache<readonly string[]>(REMEMBERED);
	return {
		alone: (word) => partOf(occupationForm(word)),
		of(word) {
			if (word.length < SHORTEST_COMPOUND || !WORD.test(word)) return [];
			const before = cache.get(word);
			if (before !== undefined) return before;
			known ??= knownIn(titles);
			const found = [...new Set(split(occupationForm(word), known, MOST_DEPTH).map(partOf))];
			cache.set(word, found);
			return found;
		},
	};
}

interface Known {
	readonly words: ReadonlySet<string>;
	readonly heads: ReadonlySet<string>;
}

function knownIn(titles: Vocabulary["titles"]): Known {
	const forms = titles.flatMap(({ label, synonyms }) => [label, ...synonyms]);
	const tokens = forms.flatMap((form) => tokenize(form).map(({ text }) => text));
	const words = new Set(tokens.filter((word) => WORD.test(word)).map(occupationForm));
	const ended = new Map<string, number>();
	for (const word of words)
		for (let at = SHORTEST_KNOWN; at <= word.length - SHORTEST; at++) {
			const ending = word.slice(at);
			const isLong = ending.length >= SHORTEST_HEAD || SHORT_HEADS.has(ending);
			if (isLong && words.has(ending)) ended.set(ending, (ended.get(ending) ?? 0) + 1);
		}
	return { words, heads: new Set([...ended].filter(([, count]) => count >= LEAST_ENDED).map(([head]) => head)) };
}

/** What stands before each head that the word ends with, and that head; both taken apart again. */
function split(word: string, known: Known, depth: number): string[] {
	const parts: string[] = [];
	for (let at = SHORTEST_KNOWN; at <= word.length - SHORTEST; at++) {
		const [before, head] = [word.slice(0, at), word.slice(at)];
		const isPart = known.words.has(before) || (at >= SHORTEST && /[aeiouy]/.test(before));
		if (!known.heads.has(head) || !isPart) continue;
		const inner =
			depth > 1 && before.length >= SHORTEST_COMPOUND ? split(before.replace(LINKING, ""), known, depth - 1) : [];
		parts.push(before, ...inner, head);
	}
	return parts;
}
