/** What a resume says somebody did: phrases of the trade filled with that person's own tools, numbers and partners. */
import { largeCount, money, percent } from "./amounts.ts";
import { lexicon } from "./lexicon.ts";
import { employerOf, inventedBrand } from "./organisations.ts";
import type { CountryCode, Language, Seniority } from "./person.ts";
import { expand, type Gender } from "./phrase.ts";
import { inventedPlace } from "./places.ts";
import { profession, wordsOf } from "./professions.ts";
import type { Random } from "./random.ts";

/** Whose voice the phrases are in. */
export interface Voice {
	readonly random: Random;
	readonly gender: Gender;
	readonly country: CountryCode;
	readonly language: Language;
	readonly profession: string;
	/** The person's tools by group. */
	readonly tools: ReadonlyMap<string, readonly string[]>;
	readonly concepts: readonly string[];
}

/** Picks from a list, never twice the same in one phrase as long as there is another. */
function different(random: Random, items: readonly string[], used: Set<string>): string {
	let chosen = random.pick(items);
	for (let tries = 0; used.has(chosen) && tries < 6; tries++) chosen = random.pick(items);
	used.add(chosen);
	return chosen;
}

function fillNumber(voice: Voice, slot: string): string | undefined {
	const { random, language } = voice;
	if (slot === "n") return String(random.int(2, 9));
	if (slot === "nn") return String(random.int(12, 85));
	if (slot === "team") return String(random.int(3, 18));
	if (slot === "pct") return percent(random, language);
	if (slot === "big") return largeCount(random, language);
	return slot === "money" ? money(random, language, voice.country) : undefined;
}

function groupOf(voice: Voice, group: string): readonly string[] {
	return profession(voice.profession).toolGroups.get(group) ?? [];
}

/** `{lang2}` is another `{lang}`; `{tool}` is any tool; other names are sections of the trade's word list. */
function fillWord(voice: Voice, slot: string, used: Set<string>): string | undefined {
	const { random, country } = voice;
	const name = slot.replace(/\d$/, "");
	const own = voice.tools.get(name);
	if (own !== undefined)
		return different(random, own.some((tool) => !used.has(tool)) ? own : groupOf(voice, name), used);
	if (name === "tool") return different(random, [...voice.tools.values()].flat(), used);
	if (name === "concept") return different(random, voice.concepts, used);
	if (name === "product") return inventedBrand(random);
	if (name === "place") return inventedPlace(country, random).trim();
	if (name === "client") return employerOf(random.pick(["industry", "retail", "consumer", "finance"]), country, random);
	const words = wordsOf(voice.profession, voice.language);
	if (words.has(name)) return writeOut(voice, different(random, words.section(name), used));
	return undefined;
}

/** Upper-case first letter; brands and tools that open a phrase keep theirs. */
function capitalised(text: string): string {
	return text.charAt(0).toUpperCase() + text.slice(1);
}

/** Spanish "y" before an i sound and French "de" before a vowel change their form. */
function spelt(text: string, language: Language): string {
	if (language === "es") return text.replace(/ y (?=h?i(?!e))/gi, " e ");
	return language === "fr" ? text.replace(/\bde (?=[aeiouéèêâîôAEIOUÉ]|histoire|hygiène)/g, "d'") : text;
}

/** Writes a pattern in a voice; `extra` answers before the trade's own slots do. */
export function writeOut(voice: Voice, pattern: string, extra?: (slot: string) => string | undefined): string {
	const used = new Set<string>();
	const fill = (slot: string): string | undefined =>
		extra?.(slot) ?? fillNumber(voice, slot) ?? fillWord(voice, slot, used);
	const text = expand(pattern, voice.random, voice.gender, fill).replaceAll("..", ".");
	return spelt(text, voice.language);
}

/** Share of phrases about leading people, and about leading an organisation, at each level. */
const LEADING: Readonly<Record<Seniority, readonly [leading: number, executive: number]>> = {
	intern: [0, 0],
	junior: [0, 0],
	mid: [0, 0],
	senior: [0.06, 0],
	lead: [0.28, 0],
	manager: [0.5, 0.04],
	executive: [0.25, 0.5],
};

/** A deck per kind of phrase, so that a resume repeats a pattern only after all were dealt. */
export interface Decks {
	draw(section: "bullets" | "general" | "leading" | "executive"): string;
}

/** Shuffled phrase patterns of a trade and a language. */
export function dealPhrases(random: Random, professionId: string, language: Language): Decks {
	const decks = new Map<string, string[]>();
	return {
		draw: (section) => {
			let deck = decks.get(section);
			if (deck === undefined || deck.length === 0) {
				const source = section === "bullets" ? wordsOf(professionId, language) : lexicon(`languages/${language}`);
				deck = random.sample(source.section(section), Number.POSITIVE_INFINITY);
				decks.set(section, deck);
			}
			return deck.pop() as string;
		},
	};
}

/** `count` different highlights for a job at a level; `taken` keeps a resume from saying a thing twice. */
export function highlights(voice: Voice, decks: Decks, level: Seniority, count: number, taken: Set<string>): string[] {
	const { random } = voice;
	const [leading, executive] = LEADING[level];
	const lines: string[] = [];
	for (let tries = 0; lines.length < count && tries < count * 4; tries++) {
		const roll = random.next();
		const section =
			roll < executive
				? "executive"
				: roll < executive + leading
					? "leading"
					: level !== "intern" && random.chance(0.17)
						? "general"
						: "bullets";
		const line = capitalised(writeOut(voice, decks.draw(section)));
		if (!taken.has(line)) lines.push(line);
		taken.add(line);
	}
	return lines;
}

/** The person's tools: a few of every group, common ones more often. */
export function chooseTools(random: Random, professionId: string, level: number): Map<string, string[]> {
	const chosen = new Map<string, string[]>();
	for (const [group, tools] of profession(professionId).toolGroups) {
		const count = 1 + random.int(0, 1 + Math.floor(level / 3));
		const picked = new Set<string>();
		for (let i = 0; i < count; i++) picked.add(tools[Math.floor(tools.length * random.next() ** 1.7)] as string);
		chosen.set(group, [...picked]);
	}
	return chosen;
}
