import { fold, transliterations } from "../analysis/fold.ts";
import { nameParts } from "../analysis/names/name-parts.ts";
import { transliterate } from "../analysis/names/transliterate.ts";
import type { Candidate, Profile } from "../domain/candidate.ts";
import type { Highlight, Hit } from "../domain/hit.ts";
import type { Resume } from "../domain/resume.ts";
import type { Evidence } from "../rank/explain.ts";

/** What stands where something was taken out: of one length, so that nothing can be told from it. */
export const COVERED = "▒▒▒";

/** Places are shown as they are: a gap where London should be would tell that Jack is called so. */
export const PLAIN_FIELDS: ReadonlySet<string> = new Set(["location"]);

const ADDRESSES: readonly RegExp[] = [
	/[^\s@<>()]+@[^\s@<>()]+\.[^\s@<>()]+/g,
	/\b(?:https?:\/\/|www\.)[^\s<>()]+/gi,
	/\b(?:[a-z0-9-]+\.)+(?:com|org|net|io|dev|me|de|fr|es|uk|eu|info|in)\/[^\s<>()]+/gi,
	/(?:\+|\b00)\d[\d\s()./-]{5,}\d/g,
	/\b0\d{2,}[\s/-]?\d[\d\s/-]{4,}\d/g,
	/\(?\b\d{3}\)?[-. ]\d{3}[-. ]\d{4}\b/g,
];
/** Also as a pair behind a name, (she/her). */
const PRONOUNS: ReadonlySet<string> = new Set(
	"he him his himself she her hers herself elle ella él".split(" ").map((word) => word.normalize("NFC")),
);
/** As they are written: MS is a degree, and Sr. mostly a senior. */
const FORMS_OF_ADDRESS: ReadonlySet<string> = new Set(
	"Mr Mrs Ms Miss Mx Madam Herr Frau Herrn Monsieur Madame Mme Mademoiselle Señor Señora Signor Signora".split(" "),
);

const WORD = /[\p{L}\p{M}]+(?:['’][\p{L}\p{M}]+)*/gu;
/** Scripts that put no blanks between words: a name is looked for anywhere. */
const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]{2,}/gu;

/** Other spellings of short names are words of their own. */
const SHORTEST_SPELLING = 4;

/** Shorter names of schools stand for other things too. */
const SHORTEST_SCHOOL = 3;

type Range = readonly [start: number, end: number];

/** Takes what tells who a person is out of what is shown of him, by the names in his own records. */
export class Cover {
	readonly #words = new Set<string>();
	readonly #runs: string[] = [];
	/** Schools, wherever they are named. */
	readonly #schools: RegExp[] = [];

	/** @param records of one person, null for what there is not */
	constructor(records: readonly (Pick<Candidate | Profile, "resume"> | null)[]) {
		for (const record of records) if (record !== null) this.#learn(record);
	}

	#learn({ resume }: Pick<Candidate | Profile, "resume">): void {
		this.#learnSchools(resume);
		const parts = nameParts(resume);
		const words = parts === null ? [] : [...parts.given, ...parts.middle, ...parts.family];
		const latin = words.filter(({ isInitial }) => !isInitial).map((word) => word.latin);
		for (const word of latin) {
			this.#words.add(word);
			// Müller is also written Mueller.
			for (const other of transliterations(word)) if (other.length >= SHORTEST_SPELLING) this.#words.add(other);
		}
		// As in the name of an account.
		for (const one of latin) for (const other of latin) if (one !== other) this.#words.add(one + other);
		const { name, givenName, familyName } = resume.basics ?? {};
		for (const text of [name, givenName, familyName]) this.#runs.push(...(text?.match(UNSPACED) ?? []));
	}

	#learnSchools({ education = [] }: Resume): void {
		for (const { institution } of education) {
			if (institution === undefined || institution.length < SHORTEST_SCHOOL) continue;
			const words = institution.split(/\s+/).map(escaped).join("\\s+");
			this.#schools.push(new RegExp(`(?<![\\p{L}\\p{N}])${words}(?![\\p{L}\\p{N}])`, "giu"));
		}
	}

	hit(hit: Hit): Hit {
		const { headline, currentTitle, currentCompany } = hit;
		const text = (value: string | null) => (value === null ? null : this.text(value));
		return {
			...hit,
			name: null,
			headline: text(headline),
			currentTitle: text(currentTitle),
			currentCompany: text(currentCompany),
			skills: hit.skills.map((skill) => this.text(skill)),
			highlights: hit.highlights.flatMap((one) => this.#highlight(one) ?? []),
		};
	}

	/** The words around a match, covered; what was asked stays as it was asked. */
	evidence(evidence: Evidence): Evidence {
		return {
			...evidence,
			match: (group, field) => {
				const { words, ...rest } = evidence.match(group, field);
				const isPlain = field !== null && PLAIN_FIELDS.has(field);
				// Places would tell where in the record something covered stands.
				return { ...rest, words: words === null || isPlain ? words : this.text(words), places: [] };
			},
		};
	}

	text(text: string): string {
		return this.#covered(text, []).text;
	}

	/** Null when nothing of it may be shown. */
	#highlight(highlight: Highlight): Highlight | null {
		const { field, text, spans } = highlight;
		if (PLAIN_FIELDS.has(field)) return highlight;
		const covered = this.#covered(text, spans);
		return covered.spans.length === 0 ? null : { field, ...covered };
	}

	/** A span that touches what is covered goes with it: it would say that a word of the query is covered there. */
	#covered(text: string, spans: readonly Range[]): { readonly text: string; readonly spans: [number, number][] } {
		const ranges = united([...this.#rangesOf(text)]);
		let shown = "";
		let from = 0;
		for (const [start, end] of ranges) {
			shown += text.slice(from, start) + COVERED;
			from = end;
		}
		const moved = (place: number) =>
			ranges.reduce((at, [start, end]) => (end <= place ? at - (end - start) + COVERED.length : at), place);
		const kept = spans.filter(([start, end]) => !ranges.some((range) => range[0] < end && start < range[1]));
		return { text: shown + text.slice(from), spans: kept.map(([start, end]) => [moved(start), moved(end)]) };
	}

	*#rangesOf(text: string): Generator<Range> {
		for (const pattern of [...ADDRESSES, ...this.#schools])
			for (const match of text.matchAll(pattern)) yield rangeOf(match);
		for (const match of text.matchAll(WORD)) if (this.#tells(match[0])) yield rangeOf(match);
		for (const run of this.#runs)
			for (let at = text.indexOf(run); at >= 0; at = text.indexOf(run, at + run.length)) yield [at, at + run.length];
	}

	#tells(word: string): boolean {
		const plain = word.normalize("NFC");
		if (FORMS_OF_ADDRESS.has(plain)) return true;
		if (PRONOUNS.has(plain.toLowerCase()) && plain !== plain.toUpperCase()) return true;
		const parts = word.split(/['’]/);
		return [parts.join(""), ...parts].some((part) => {
			const folded = fold(part);
			return this.#words.has(folded) || this.#words.has(transliterate(folded));
		});
	}
}

const escaped = (text: string): string => text.replaceAll(/[\\^$.*+?()[\]{}|/]/g, "\\$&");

const rangeOf = ({ index, 0: found }: RegExpExecArray): Range => [index, index + found.length];

/** In order, those that touch as one. */
function united(ranges: readonly Range[]): Range[] {
	const result: [number, number][] = [];
	for (const [start, end] of ranges.toSorted((one, other) => one[0] - other[0])) {
		const last = result.at(-1);
		if (last !== undefined && start <= last[1]) last[1] = Math.max(last[1], end);
		else result.push([start, end]);
	}
	return result;
}
