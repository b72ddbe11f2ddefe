import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { fold } from "../../analysis/fold.ts";
import type { Vocabulary } from "../../analysis/vocabulary.ts";
import { WordList } from "./word-list.ts";

/** Words that a lost ligature can be told by. Loaded for the rare file that needs them. */

/** Beginnings of words with an f-ligature that resumes of these languages have; endings of up to six letters may follow. Folded. */
const STEMS = `
workflow offline offshore firewall firmware filesystem pfsense wifi kubeflow tensorflow airflow snowflake salesforce cloudflare
offentlich pflege pflicht pfleg qualifi zertifi spezifi effizien auffass schaff schiff hoff offen prufung haftpflicht auflag auflos aufla flexib fluss einfluss finanz
finanzier fiskal firma filial grafik grafi konfigur identifi klassifi profil pflanz pflaster stofflich wirtschaftlich koffer treff betreff verpfl pfleger beschaff anschaff geschaft eroffn veroffentlich
efficac effectu effectif differen difficil officiel office afficha affair affaires fichier fiabil financ finance fidelis fidel profil professionnel certifi specifi verifi planifi modifi qualifi
identifi classifi configur confi definir defini reflex flux conflit influ flexib fleuve souffr chiffr coffre greffe graphiqu graffi traffic suffis
oficina oficial eficien eficaz cientific grafic financier finanz ficher fichero firma filial flujo flexib flota conflict influ reflej perfil certific especific identific planific verific modific clasific
configur defin definicion confian fidel beneficio edificio edificac codific unific diseno notific justific calific
efficien efficac ufficio ufficial differen difficil affari affid affianc fiducia filiera firmware flusso flessib conflitt influen profil certific specific verific pianific modific identific classific configur defin finanz grafic traffic raffin offert officin soffr
eficiencia oficina financeir ficheiro fluxo perfil certific especific verific planific
efficient fiets fiscaal flexib financ specifiek certifi officie koffie profiel grafisch configur definit
effektiv flexib finans fysik kvalifi certifi specifi identifi verifi profil offentlig grafisk konfigur definier
`;

export interface KnownWords {
	readonly isWord: (word: string) => boolean;
	/** True for a word that begins like one with an f-ligature: asked where none of the candidates is a word. */
	readonly hasStem: (word: string) => boolean;
}

const LONGEST_ENDING = 6;
const SHORTEST_STEM = 4;

function englishWords(): WordList {
	const { resolve } = createRequire(import.meta.url);
	const file = resolve("natural/lib/natural/brill_pos_tagger/data/English/lexicon_from_posjs.json");
	// Only the names are taken out: what stands beside them, read as an object, takes 13 MB that stay until the heap is full.
	return new WordList(
		readFileSync(file, "utf8")
			.matchAll(NAME)
			.map(([, name = ""]) => fold(name)),
	);
}

const NAME = /"((?:[^"\\]|\\.)*)":/g;

function* vocabularyWords({ skills, titles }: Vocabulary): Iterable<string> {
	for (const { label, synonyms } of [...skills, ...titles])
		for (const form of [label, ...synonyms])
			for (const [word] of fold(form).matchAll(WORD)) if (word.length >= SHORTEST_STEM) yield word;
}

const WORD = /\p{L}+/gu;

let english: WordList | undefined;
const stems: ReadonlySet<string> = new Set(STEMS.trim().split(/\s+/));
/** Of each vocabulary, made once: half of all files ask for it. */
const known = new WeakMap<Vocabulary, KnownWords>();

/** The words of English, of the vocabulary, and of the other languages as far as the stems go. */
export function knownWords(vocabulary: Vocabulary | null): KnownWords {
	const made = vocabulary === null ? undefined : known.get(vocabulary);
	if (made !== undefined) return made;
	english ??= englishWords();
	const words = wordsOf(english, new WordList(vocabulary === null ? [] : vocabularyWords(vocabulary)));
	if (vocabulary !== null) known.set(vocabulary, words);
	return words;
}

function wordsOf(all: WordList, trade: WordList): KnownWords {
	const hasStem = (form: string): boolean => {
		const word = fold(form);
		for (let end = Math.max(SHORTEST_STEM, word.length - LONGEST_ENDING); end <= word.length; end += 1)
			if (stems.has(word.slice(0, end))) return true;
		return false;
	};
	const isWord = (form: string): boolean => {
		const word = fold(form);
		return all.has(word) || trade.has(word);
	};
	return { isWord, hasStem };
}
