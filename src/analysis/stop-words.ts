import english from "natural/lib/natural/util/stopwords.js";
import spanish from "natural/lib/natural/util/stopwords_es.js";
import french from "natural/lib/natural/util/stopwords_fr.js";
import italian from "natural/lib/natural/util/stopwords_it.js";
import japanese from "natural/lib/natural/util/stopwords_ja.js";
import dutch from "natural/lib/natural/util/stopwords_nl.js";
import norwegian from "natural/lib/natural/util/stopwords_no.js";
import polish from "natural/lib/natural/util/stopwords_pl.js";
import portuguese from "natural/lib/natural/util/stopwords_pt.js";
import russian from "natural/lib/natural/util/stopwords_ru.js";
import swedish from "natural/lib/natural/util/stopwords_sv.js";
import ukrainian from "natural/lib/natural/util/stopwords_uk.js";
import chinese from "natural/lib/natural/util/stopwords_zh.js";
import { fold } from "./fold.ts";
import type { Token } from "./token.ts";

/** natural has no list of these five. */
const GERMAN =
	"aber alle allem allen aller alles als also am an andere anderen auch auf aus bei beim bin bis bist da dabei dadurch dafür dagegen daher damit danach dann daran darauf das dass dazu dein dem den denn der deren des deshalb dessen die dies diese diesem diesen dieser dieses doch dort du durch ein eine einem einen einer eines er es etwa euch euer für gegen hat hatte hatten habe haben hier hin hinter ich ihm ihn ihnen ihr ihre ihrem ihren ihrer im in indem ins ist ja jede jedem jeden jeder jedes jedoch jene jetzt kann kein keine keinem keinen keiner können könnte machen mehr mein meine meinem meinen meiner mich mir mit muss müssen nach nicht nichts noch nun nur ob oder ohne sehr sein seine seinem seinen seiner seit sich sie sind so sobald sofern sogar solche soll sollte sondern sowie sowohl über um und uns unser unsere unserem unseren unserer unter vom von vor wann war waren was weil weiter welche welchem welchen welcher wenn wer werde werden wie wieder will wir wird wo wurde wurden während zu zum zur zwar zwischen";
const TURKISH =
	"acaba ama ancak arada aslında ayrıca bana bazı belki ben beni benim beri bile bir birçok biri birkaç biz bize bizim bu buna bunda bundan bunlar bunu bunun burada çok çünkü da daha dahi de defa değil diğer diye dolayı dolayısıyla en gibi göre halen hangi hatta hem henüz hep hepsi her herkes hiç için ile ilgili ise işte itibaren kadar karşın kendi kez ki kim mı mi mu mü nasıl ne neden nedenle nerede o olan olarak oldu olduğu olmak olması olup on ona onlar onu onun orada öyle oysa pek rağmen sadece şey siz şu tarafından tüm üzere var ve veya ya yani yapılan yapmak yerine yine yok zaten";

const DANISH =
	"og at det en er til på de med som af for ikke der var den har et jeg vi mig sig men om hun nu over da fra du ud sin dem os op hans hvor eller hvad skal selv her alle vil blev kunne ind når være dog noget ville jo deres efter ned skulle denne end dette mit også under have anden hende mine alt meget sit sine mod disse hvis din nogle hos blive mange bliver hendes været sådan";

const FINNISH =
	"ja ei että sekä myös tai kanssa joka jotka oli olen ovat ollut olla olin mukaan sen hän minä minun siitä sitä tämä tämän nämä niiden kuin mutta vain sekä joiden jossa ennen jälkeen noin yli alle välillä kautta lisäksi kaikki muun muiden";
const ROMANIAN =
	"și cu pentru este sunt care prin sau fost fiind către după între asupra precum foarte această acest aceste ale lor lui fără până când am în la de pe din cel cea cele unei unui unor într dintr atât";

/** Every letter of the alphabet stands in natural's lists; as a token one letter may be a language (C, R). */
const ONE_LETTER_WORDS = new Set([..."aieoyuàéèçвикосуяжбйіає"]);

const kept = (word: string) => /^\p{L}{2,}$/u.test(word) || (/^\p{L}$/u.test(word) && ONE_LETTER_WORDS.has(word));
const kana = /[\p{sc=Hira}\p{sc=Han}]/u;

function listOf(words: readonly string[]): ReadonlySet<string> {
	return new Set(
		words
			.map((word) => word.toLowerCase())
			.filter((word) => kept(word) || kana.test(word))
			.map(fold),
	);
}

const LISTS: Readonly<Record<string, ReadonlySet<string>>> = {
	en: listOf([
		...english.words,
		..."it its our your their them they there these this those was were with would you".split(" "),
	]),
	da: listOf(DANISH.split(" ")),
	de: listOf(GERMAN.split(" ")),
	fi: listOf(FINNISH.split(" ")),
	fr: listOf([...french.words, ..."les est sont par sur pour plus qui que".split(" ")]),
	es: listOf([
		...spanish.words,
		..."entre desde hasta según durante este esta estos estas ese esa fue ser son es era".split(" "),
	]),
	it: listOf(italian.words),
	ja: listOf(japanese.words),
	nl: listOf(dutch.words),
	no: listOf(norwegian.words),
	pl: listOf(polish.words),
	pt: listOf(portuguese.words),
	ro: listOf(ROMANIAN.split(" ")),
	ru: listOf(russian.words),
	sv: listOf(swedish.words),
	tr: listOf(TURKISH.split(" ")),
	uk: listOf(ukrainian.words),
	zh: listOf(chinese.words),
};

/** Languages that a recruiter's query is most likely in when nothing is known of it. */
const LIKELY = ["en", "de", "fr", "es"] as const;

/**
 * Whether a folded word is so common in `language` (ISO 639-1) that it says nothing. With null: common in English, German,
 * French or Spanish. False for a language without a list.
 */
export function isStopWord(word: string, language: string | null): boolean {
	if (language !== null) return LISTS[language]?.has(word) ?? false;
	return LIKELY.some((likely) => LISTS[likely]?.has(word));
}

/** Whether a word of a query says nothing. Capitals say that it does: IT is not "it". */
export const isFiller = ({ text, written }: Pick<Token, "text" | "written">): boolean =>
	isStopWord(text, null) && !/^\p{Lu}{2,}$/u.test(written);

/** Folded stop words of a language; empty where there is no list. */
export function stopWords(language: string): ReadonlySet<string> {
	return LISTS[language] ?? new Set();
}
