import { stopWords } from "./stop-words.ts";
import type { Token } from "./token.ts";
import { tokenize } from "./tokenize.ts";

/**
 * Words that stand at the head of a resume's sections or in nearly every job's description, folded: resumes have few of the
 * small words that other language guessers live on.
 */
const RESUME_WORDS: Readonly<Record<string, string>> = {
	en: "experience education skills employment summary languages references developed managed team university responsible knowledge years using",
	de: "berufserfahrung ausbildung kenntnisse fahigkeiten lebenslauf sprachen werdegang studium entwicklung abschluss sprachkenntnisse verantwortlich leitung aufgaben zusammenarbeit erfahrung",
	fr: "experience experiences formation competences langues parcours diplome entreprise gestion developpement professionnelle professionnel anglais connaissances equipe logiciels",
	es: "experiencia formacion habilidades idiomas educacion empresa conocimientos gestion desarrollo laboral universidad ingles anos responsable competencias equipo",
	it: "esperienza esperienze istruzione formazione competenze lingue azienda gestione sviluppo universita laurea lavorativa conoscenza inglese responsabile",
	pt: "experiencia formacao habilidades idiomas educacao empresa conhecimentos gestao desenvolvimento profissional universidade ingles anos equipe competencias",
	nl: "werkervaring opleiding opleidingen vaardigheden talen ervaring werkzaamheden ontwikkeling bedrijf verantwoordelijk kennis",
	sv: "arbetslivserfarenhet civilstand nationalitet fodelsedatum kon adress yrkeserfarenhet anstallningar nuvarande modersmal svenska flytande engelska arbete arbetat medarbetare utbildning kompetenser sprak erfarenhet ansvarig utveckling foretag kunskaper",
	no: "arbeidserfaring yrkeserfaring utdanning utdannelse ferdigheter sprak sprakkunnskaper erfaring ansvarlig utvikling bedrift kompetanse ansatt navaerende sivilstatus sivilstand nasjonalitet fodselsdato morsmal norsk hogskolen sykehus arbeid arbeidet oppfolging veiledning sammendrag flytende engelsk telefon",
	da: "erhvervserfaring arbejdserfaring uddannelse uddannelser kompetencer sprog sprogkundskaber erfaring ansvarlig udvikling virksomhed ansat ansaettelser nuvaerende civilstand nationalitet fodselsdato modersmal dansk arbejde arbejdet opgaver ledelse medarbejdere projektleder samarbejde flydende engelsk telefon",
	pl: "doswiadczenie wyksztalcenie umiejetnosci jezyki zawodowe znajomosc firma uniwersytet rozwoj obsluga",
	tr: "deneyim egitim beceriler diller universitesi is deneyimi yetkinlikler gelistirme sirket bilgisi",
	fi: "tyokokemus koulutus taidot kielitaito osaaminen yhteystiedot ansioluettelo tyonkuva vastuu kehitys yritys suositukset tutkinto yliopisto ammattikorkeakoulu syntymaaika kansalaisuus suomi ruotsi englanti",
	ro: "experienta educatie formare competente limbi studii abilitati profesionala firma dezvoltare universitatea responsabilitati cunostinte engleza romana calificari angajator",
};

/** Letters that only these of the Latin-script languages use. */
const TELLING_LETTERS: readonly (readonly [RegExp, readonly string[]])[] = [
	[/[ßẞ]/u, ["de"]],
	[/ñ/iu, ["es"]],
	[/[ãõ]/iu, ["pt"]],
	[/[ąęłńśźż]/iu, ["pl"]],
	[/[ğşıİ]/u, ["tr"]],
	[/[åÅ]/u, ["sv", "no", "da"]],
	[/[øæ]/iu, ["no", "da"]],
	[/[ëœù]/iu, ["fr"]],
	[/[äö]/iu, ["de", "sv", "tr", "fi"]],
	[/ää|yö|öä/iu, ["fi"]],
	[/[ășțţ]/iu, ["ro"]],
	[/ü/iu, ["de", "tr"]],
	[/[áíóú]/iu, ["es", "pt"]],
	[/ción/iu, ["es"]],
	[/ções|ção/iu, ["pt"]],
	[/[èàâêôî]/iu, ["fr"]],
	[/ç/iu, ["fr", "pt", "tr"]],
];
/** For each telling letter of a word, the languages that have it. */
export const languagesOfLetters = (word: string): (readonly string[])[] =>
	TELLING_LETTERS.filter(([letter]) => letter.test(word)).map(([, languages]) => languages);
const ACCENTED = /[^\x00-\x7f]/;

const LATIN = Object.keys(RESUME_WORDS);

const TELLING = TELLING_LETTERS.map(([pattern, languages]) => ({
	pattern,
	languages: languages.map((language) => LATIN.indexOf(language)),
}));

/** Word to the indices of the languages it speaks for. */
const SPEAKS_FOR = new Map<string, number[]>();
for (const [index, language] of LATIN.entries()) {
	for (const word of new Set([...stopWords(language), ...(RESUME_WORDS[language] ?? "").split(" ")])) {
		SPEAKS_FOR.set(word, [...(SPEAKS_FOR.get(word) ?? []), index]);
	}
}

/** Tokens looked at: more do not change the answer. */
export const LANGUAGE_SAMPLE = 300;
/** Fewer tokens than this say nothing. */
const FEWEST = 5;
/** Votes the winner needs, as a sum and per token, and how many times the runner-up's. */
const LEAST_VOTES = 1.6;
const LEAST_SHARE = 0.04;
const LEAD = 1.35;
/** Languages that share most of their small words, and the lead that one needs over the other. */
const NEAR = new Set(["da no", "no da", "sv no", "no sv", "sv da", "da sv", "es pt", "pt es", "nl de", "de nl"]);
const LEAD_OVER_NEAR = 1.1;
/** What a telling letter in a word is worth, divided among its languages; a common word is worth 1. */
const LETTER_VOTE = 1;

/**
 * ISO 639-1 code of the language of a text, or null when it is too short, mixed or unsure. By script where that decides (ru, uk,
 * ar, fa, he, el, ko, ja, zh), else by a vote of common words and telling letters (en, de, fr, es, it, pt, nl, sv, no, da, pl, tr, fi,
 * ro).
 */
export function detectLanguage(text: string): string | null {
	return languageOfTokens(tokenize(text.slice(0, LANGUAGE_SAMPLE * 10)));
}

/**
 * {@link detectLanguage} for a text that is in tokens already.
 * @param known votes for languages by what else is known of the text; a common word is worth 1
 */
export function languageOfTokens(
	tokens: readonly Token[],
	known: ReadonlyMap<string, number> = NOTHING,
): string | null {
	const sample = tokens.length > LANGUAGE_SAMPLE ? tokens.slice(0, LANGUAGE_SAMPLE) : tokens;
	const accented = sample.filter((token) => ACCENTED.test(token.written)).map((token) => token.written);
	return languageByScript(accented, sample.length) ?? languageByVote(sample, accented, known);
}

const NOTHING: ReadonlyMap<string, number> = new Map();

/** Signs that were simplified in Japan alone: a form filled in without kana is Japanese by them. */
const JAPANESE_SIGNS = "歴発経験検営図対応実広庁働込県駅続処価総団関帰済気売変円沢辺覧権険";

const SCRIPTS: readonly (readonly [string, RegExp])[] = [
	["ko", /\p{sc=Hang}/u],
	["ja", new RegExp(`[\\p{sc=Hira}\\p{sc=Kana}${JAPANESE_SIGNS}]|株式|卒業|氏名`, "u")],
	["zh", /\p{sc=Han}/u],
	["he", /\p{sc=Hebr}/u],
	["el", /\p{sc=Grek}/u],
	["fa", /[پچژگکی]/u],
	["ar", /\p{sc=Arab}/u],
	["uk", /[іїєґ]/iu],
	["ru", /\p{sc=Cyrl}/u],
];
/** Share of the tokens in a script that decides it; a Japanese resume is full of Latin product names. */
const SCRIPT_SHARE = 0.3;
/** Share of kana among Han and kana, of Persian among Arabic, of Ukrainian among Cyrillic words that decides for them. */
const PART_SHARE = 0.08;

function languageByScript(accented: readonly string[], tokens: number): string | null {
	const counts = new Map<string, number>();
	let foreign = 0;
	for (const word of accented) {
		const script = SCRIPTS.find(([, pattern]) => pattern.test(word))?.[0];
		if (script === undefined) continue;
		counts.set(script, (counts.get(script) ?? 0) + 1);
		foreign++;
	}
	if (foreign < 2 || foreign < tokens * SCRIPT_SHARE) return null;
	const share = (language: string) => (counts.get(language) ?? 0) / foreign;
	const joined = [
		["ko", share("ko")],
		[share("ja") > PART_SHARE ? "ja" : "zh", share("ja") + share("zh")],
		["he", share("he")],
		["el", share("el")],
		[share("fa") > PART_SHARE * 4 ? "fa" : "ar", share("fa") + share("ar")],
		[share("uk") > PART_SHARE ? "uk" : "ru", share("uk") + share("ru")],
	] as const;
	return joined.find(([, part]) => part > 0.5)?.[0] ?? null;
}

function languageByVote(
	tokens: readonly Token[],
	accented: readonly string[],
	known: ReadonlyMap<string, number>,
): string | null {
	if (tokens.length < FEWEST) return null;
	const votes = LATIN.map((language) => known.get(language) ?? 0);
	for (const { text } of tokens) {
		const languages = SPEAKS_FOR.get(text);
		if (languages !== undefined)
			for (const index of languages) votes[index] = (votes[index] ?? 0) + 1 / languages.length;
	}
	for (const word of accented) {
		for (const { pattern, languages } of TELLING) {
			if (!pattern.test(word)) continue;
			for (const index of languages) votes[index] = (votes[index] ?? 0) + LETTER_VOTE / languages.length;
		}
	}
	const order = votes.map((count, index) => ({ count, index })).sort((a, b) => b.count - a.count);
	const first = order[0]?.count ?? 0;
	const pair = `${LATIN[order[0]?.index ?? 0]} ${LATIN[order[1]?.index ?? 0]}`;
	// Of two near languages the text is one for sure: the lead that counts is that over the third.
	const near = NEAR.has(pair) && first >= (order[1]?.count ?? 0) * LEAD_OVER_NEAR;
	const second = order[near ? 2 : 1]?.count ?? 0;
	const sure = first >= LEAST_VOTES && first >= tokens.length * LEAST_SHARE && first >= second * LEAD;
	return sure ? (LATIN[order[0]?.index ?? 0] ?? null) : null;
}
