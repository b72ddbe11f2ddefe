/**
 * Titles and skills by another name. Every query asks by one name, in English, German or Spanish; the right people write another, so
 * that none of them shares a word with the query. Which names mean the same stands in `lexicon/synonyms.txt`, written for
 * this collection by hand and not taken from the vocabulary of the search.
 */
import { lexicon } from "../lexicon.ts";
import { makePerson } from "../people.ts";
import type { FictitiousPerson, Language } from "../person.ts";
import { createRandom, type Random } from "../random.ts";
import type { JudgedCollection, Judgment } from "./collection.ts";

const SEED = 51_733;

interface Name {
	readonly concept: string;
	readonly kind: "title" | "skill";
	readonly language: Language;
	readonly ask: string;
	readonly answers: readonly string[];
	/** Shares a word with what is asked, and is something else. */
	readonly decoy: string | null;
}

interface Known {
	readonly id: string;
	readonly language: Language;
	readonly title: string | null;
	readonly past: string | null;
	readonly skill: string | null;
	readonly resume: Record<string, unknown>;
}

export function synonyms(variant: number): JudgedCollection {
	const names = (["title", "skill"] as const).flatMap(namesOf);
	const maker = new Maker(names, SEED + variant);
	const known = names.flatMap((name) => maker.peopleOf(name));
	const queries = names.map(({ concept, kind, language, ask }) => ({
		id: `${kind}-${concept}-${language}`,
		text: ask,
		slices: { kind, language },
	}));
	const judgments = names.flatMap((name) => judge(name, known));
	demandNoSharedWord(queries, known, judgments);
	return {
		name: "synonyms",
		description:
			"Titles and skills asked for by one name and written by another, in English, German and Spanish; no right answer shares a word with its query.",
		language: "en, de, es",
		made: "npm run -s corpora -- judged synonyms; 3 does that work now, or has that skill; 2 does it and writes another language; 1 did it before; 0 (listed) shares a word and is something else",
		candidates: known.map(({ id, resume, language }) => ({ id, resume, slices: { language } })),
		queries,
		judgments,
	};
}

function namesOf(kind: Name["kind"]): Name[] {
	return lexicon("synonyms")
		.section(kind)
		.map((row) => {
			const [concept = "", language = "en", ask = "", answers = "", decoy = ""] = row.split(";");
			return { concept, kind, language: language as Language, ask, answers: answers.split("|"), decoy: decoy || null };
		});
}

const COUNTRIES_OF: Readonly<Partial<Record<Language, readonly string[]>>> = {
	en: ["US", "GB", "CA"],
	de: ["DE", "AT"],
	es: ["ES", "MX"],
};

class Maker {
	readonly #random: Random;
	readonly #names: readonly Name[];
	#seed: number;
	#count = 0;

	constructor(names: readonly Name[], seed: number) {
		this.#random = createRandom(seed, 5);
		this.#seed = seed * 1_000_000;
		this.#names = names;
	}

	/** Two for each name that does the work now, one who did it before, one who only shares a word. */
	peopleOf(name: Name): Known[] {
		if (name.kind === "skill") {
			const skilled = [...name.answers, ...name.answers, ...name.answers].slice(0, 3);
			return [...skilled.map((skill) => this.#person(name, { skill })), ...this.#decoy(name)];
		}
		const current = [...name.answers, ...name.answers].map((title) => this.#person(name, { title }));
		return [...current, this.#person(name, { past: this.#random.pick(name.answers) }), ...this.#decoy(name)];
	}

	#decoy(name: Name): Known[] {
		if (name.decoy === null) return [];
		return [
			name.kind === "title"
				? this.#person(name, { decoyTitle: name.decoy })
				: this.#person(name, { decoySkill: name.decoy }),
		];
	}

	#person(
		name: Name,
		by: { title?: string; past?: string; skill?: string; decoyTitle?: string; decoySkill?: string },
	): Known {
		const person = this.#somebody(name.language);
		const now = by.title ?? by.decoyTitle ?? this.#otherTitle(name);
		const title = by.title !== undefined ? name.concept : by.decoyTitle !== undefined ? null : this.#conceptOf(now);
		return {
			id: `s${++this.#count}`,
			language: name.language,
			title,
			past: by.past === undefined ? null : name.concept,
			skill: by.skill === undefined ? null : name.concept,
			resume: resumeOf(person, now, by.past ?? now, by.skill ?? by.decoySkill ?? null, this.#random),
		};
	}

	/** A real person's name, home and employers; the rest is written anew. */
	#somebody(language: Language): FictitiousPerson {
		for (;;) {
			const person = makePerson(this.#seed++);
			if (person.language === language && COUNTRIES_OF[language]?.includes(person.country) && person.roles.length >= 2)
				return person;
		}
	}

	/** Work that has nothing to do with what is asked, nor a word of it. */
	#otherTitle({ concept, language, ask }: Name): string {
		const asked = new Set(wordsIn(ask));
		const others = this.#names
			.filter((name) => name.kind === "title" && name.language === language && name.concept !== concept)
			.flatMap(({ answers }) => answers)
			.filter((answer) => !wordsIn(answer).some((word) => asked.has(word)));
		return this.#random.pick(others);
	}

	#conceptOf(title: string): string | null {
		return this.#names.find(({ kind, answers }) => kind === "title" && answers.includes(title))?.concept ?? null;
	}
}

function resumeOf(person: FictitiousPerson, now: string, before: string, skill: string | null, random: Random) {
	const lines = lexicon("synonyms").section(`lines.${person.language}`);
	const traits = lexicon("synonyms").section(`traits.${person.language}`);
	const [first, second] = person.roles;
	const month = (value: number) => `${Math.floor(value / 12)}-${String((value % 12) + 1).padStart(2, "0")}`;
	const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);
	const role = (position: string, of: typeof first, ended: boolean) => ({
		name: of?.employer,
		position: capital(position),
		...(of === undefined ? {} : { startDate: month(of.start) }),
		...(ended && of?.end !== undefined ? { endDate: month(of.end) } : {}),
		highlights: random.sample(lines, 2),
	});
	const { city, country } = person.home;
	return {
		basics: {
			name: `${person.givenName} ${person.familyName}`,
			label: capital(now),
			email: person.email,
			location: { city, countryCode: country },
		},
		work: [role(now, first, false), role(before, second, true)],
		skills: [...(skill === null ? [] : [skill]), ...random.sample(traits, 2)].map((name) => ({ name })),
	};
}

function judge(name: Name, known: readonly Known[]): Judgment[] {
	const query = `${name.kind}-${name.concept}-${name.language}`;
	const asked = new Set(wordsIn(name.ask));
	return known.flatMap((one) => {
		const value = grade(name, one);
		const isDecoy = value === 0 && JSON.stringify(one.resume).includes(name.decoy ?? "\0");
		const sharesWord = value > 0 && wordsIn(JSON.stringify(one.resume)).some((word) => asked.has(word));
		// Somebody in another language may write the very word (Realtor): right, but no case of this collection.
		if (sharesWord && one.language !== name.language) return [];
		return value > 0 || isDecoy ? [{ query, document: one.id, grade: value }] : [];
	});
}

function grade({ concept, kind, language }: Name, { title, past, skill, language: own }: Known): number {
	if (kind === "skill") return skill === concept ? 3 : 0;
	if (title === concept) return own === language ? 3 : 2;
	return past === concept ? 1 : 0;
}

const COMMON = new Set("de der la el en y und a to con of at".split(" "));

const wordsIn = (text: string): string[] =>
	text
		.normalize("NFD")
		.replace(/\p{M}/gu, "")
		.toLowerCase()
		.split(/[^\p{L}\p{N}]+/u)
		.filter((word) => word !== "" && !COMMON.has(word));

/** @throws RangeError for a right answer that shares a word with its query: a fault of the lexicon */
function demandNoSharedWord(
	queries: readonly { readonly id: string; readonly text: string }[],
	known: readonly Known[],
	judgments: readonly Judgment[],
): void {
	const words = new Map(known.map(({ id, resume }) => [id, new Set(wordsIn(JSON.stringify(resume)))]));
	for (const { id, text } of queries) {
		for (const { document } of judgments.filter(({ query, grade }) => query === id && grade > 0)) {
			const shared = wordsIn(text).filter((word) => words.get(document)?.has(word));
			if (shared.length > 0) throw new RangeError(`${document} shares "${shared.join(" ")}" with ${id}`);
		}
	}
}
