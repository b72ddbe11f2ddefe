/**
 * Names of other scripts in Latin letters, letter by letter: close to the passport spellings (ICAO Doc 9303, BGN/PCGN), which is what
 * people write on a resume. Han is left as it is: its readings are no property of the characters.
 */

const table = (pairs: string): Readonly<Record<string, string>> =>
	Object.fromEntries(pairs.split(" ").map((pair) => [...splitPair(pair)]));

function splitPair(pair: string): [string, string] {
	const at = pair.indexOf(":");
	return [pair.slice(0, at), pair.slice(at + 1)];
}

const CYRILLIC = table(
	"а:a б:b в:v г:g ґ:g д:d ѓ:g ђ:dj е:e ё:e є:ye ж:zh з:z ѕ:dz и:i і:i ї:yi й:y ј:j к:k ќ:k л:l љ:lj м:m н:n њ:nj о:o п:p р:r с:s т:t ћ:c у:u ў:u ф:f х:kh ц:ts ч:ch џ:dz ш:sh щ:shch ъ: ы:y ь: э:e ю:yu я:ya",
);
const GREEK = table(
	"α:a β:v γ:g δ:d ε:e ζ:z η:i θ:th ι:i κ:k λ:l μ:m ν:n ξ:x ο:o π:p ρ:r σ:s ς:s τ:t υ:y φ:f χ:ch ψ:ps ω:o",
);
/** Pairs that are one sound. */
const GREEK_PAIRS: readonly (readonly [string, string])[] = [
	["ου", "ou"],
	["μπ", "b"],
	["ντ", "nt"],
	["γκ", "gk"],
	["γγ", "ng"],
	["αυ", "av"],
	["ευ", "ev"],
];
/** Consonants; short vowels are not written, see {@link withVowels}. */
const ARABIC = table(
	"ا:a أ:a إ:i آ:a ب:b ت:t ث:th ج:j ح:h خ:kh د:d ذ:dh ر:r ز:z س:s ش:sh ص:s ض:d ط:t ظ:z ع:a غ:gh ف:f ق:q ك:k ک:k ل:l م:m ن:n ه:h ة:a و:w ي:y ی:y ى:a ئ:y ؤ:w ء: پ:p چ:ch ژ:zh گ:g",
);
const HEBREW = table(
	"א:a ב:b ג:g ד:d ה:h ו:v ז:z ח:ch ט:t י:y כ:k ך:k ל:l מ:m ם:m נ:n ן:n ס:s ע: פ:p ף:f צ:ts ץ:ts ק:k ר:r ש:sh ת:t",
);
const KANA = table(
	"あ:a い:i う:u え:e お:o か:ka き:ki く:ku け:ke こ:ko さ:sa し:shi す:su せ:se そ:so た:ta ち:chi つ:tsu て:te と:to な:na に:ni ぬ:nu ね:ne の:no は:ha ひ:hi ふ:fu へ:he ほ:ho ま:ma み:mi む:mu め:me も:mo や:ya ゆ:yu よ:yo ら:ra り:ri る:ru れ:re ろ:ro わ:wa を:o ん:n が:ga ぎ:gi ぐ:gu げ:ge ご:go ざ:za じ:ji ず:zu ぜ:ze ぞ:zo だ:da で:de ど:do ば:ba び:bi ぶ:bu べ:be ぼ:bo ぱ:pa ぴ:pi ぷ:pu ぺ:pe ぽ:po ゃ:ya ゅ:yu ょ:yo ー:",
);
const LETTERS = { ...CYRILLIC, ...GREEK, ...KANA };
/** Scripts that leave vowels out. */
const ABJADS = { ...ARABIC, ...HEBREW };

const LATIN_ONLY = /^[\x00-\u024f\u1e00-\u1eff]*$/;
const HAN = /\p{Script=Han}/u;

/** Whether a word has characters whose Latin spelling cannot be told from them. */
export const isUnreadable = (word: string): boolean => HAN.test(word);

/** Whether the vowels of a word are not written. */
export const isWithoutVowels = (word: string): boolean => /\p{Script=Arabic}|\p{Script=Hebrew}/u.test(word);

/** A folded word in Latin letters; what no table has stays. */
export function transliterate(word: string): string {
	if (LATIN_ONLY.test(word)) return word;
	if (isWithoutVowels(word))
		return withVowels(
			[...word].map((letter, place) => (place > 0 ? LONG_VOWELS[letter] : undefined) ?? ABJADS[letter] ?? letter),
		);
	const family = KOREAN_FAMILY_NAMES[word];
	if (family !== undefined) return family;
	let text = toHiragana(word);
	for (const [pair, latin] of GREEK_PAIRS) text = text.replaceAll(pair, latin);
	return joinKana([...text].map((letter) => LETTERS[letter] ?? romanizeHangul(letter)).join(""));
}

/** Letters that people write besides for the same sounds, by passport or by habit: Yulia and Iulia, Dmitry and Dmitrii, Alexei, Yannis. */
const HABITS: readonly (readonly [RegExp, string])[] = [
	[/iya$/, "ia"],
	[/iy$/, "y"],
	[/iy$/, "ii"],
	[/iy$/, "i"],
	[/(?<=[ae])y$/, "i"],
	[/ks/, "x"],
	[/^y(?=[au])/, "i"],
	[/^gi(?=[aou])/, "y"],
];
/** Spellings of one name at most. */
const MOST_SPELLINGS = 8;

/**
 * Words of a name in Latin letters, in each of the spellings that are usual: the first by the tables, each other in all its words at
 * once. None where all are written so already.
 */
export function latinNames(words: readonly string[]): readonly (readonly string[])[] {
	const spellings = words.map(spellingsOf);
	if (words.every((word, index) => word === spellings[index]?.[0])) return [];
	const count = spellings.reduce((most, { length }) => Math.max(most, length), 0);
	return Array.from({ length: count }, (_, at) => spellings.map((own) => own[at] ?? (own[0] as string)));
}

function spellingsOf(word: string): readonly string[] {
	const latin = transliterate(word);
	if (latin === word) return [word];
	const found = new Set([latin]);
	for (const [pattern, letters] of HABITS) for (const one of [...found]) found.add(one.replace(pattern, letters));
	return [...found].slice(0, MOST_SPELLINGS);
}

/** Waw and ya stand for a vowel except at the beginning. */
const LONG_VOWELS: Readonly<Record<string, string>> = { و: "u", ي: "i", ی: "i", ئ: "i", ؤ: "u" };

/** An "a" between consonants that follow each other, so that the sound of the word can be told: mhmd is read mahamad. */
function withVowels(letters: readonly string[]): string {
	let word = "";
	for (const letter of letters) {
		if (letter !== "" && !/^[aiou]/.test(letter) && /[^aiou]$/.test(word)) word += "a";
		word += letter;
	}
	return word;
}

/** Katakana lie 0x60 above the hiragana of the same sound. */
const toHiragana = (text: string): string =>
	text.replace(/[ァ-ヶ]/g, (kana) => String.fromCharCode(kana.charCodeAt(0) - 0x60));

/** Small kana melt into the syllable before: shi + yo is sho, ki + yo is kyo. */
const joinKana = (text: string): string =>
	text.replace(/(sh|ch|j)iy(?=[auo])/g, "$1").replace(/([kgnhbpmr])iy(?=[auo])/g, "$1y");

const INITIALS = "g kk n d tt r m b pp s ss  j jj ch k t p h".split(" ");
const VOWELS = "a ae ya yae eo e yeo ye o wa wae oe yo u wo we wi yu eu ui i".split(" ");
const FINALS = " k k k n n n t l k m l l l p l m p p t t ng t t k t p t".split(" ");

/** Revised Romanization of one Hangul syllable: the code point is (initial * 21 + vowel) * 28 + final above U+AC00. */
function romanizeHangul(letter: string): string {
	const index = (letter.codePointAt(0) ?? 0) - 0xac00;
	if (index < 0 || index >= 11_172) return letter;
	const initial = INITIALS[Math.floor(index / 588)] ?? "";
	const vowel = VOWELS[Math.floor((index % 588) / 28)] ?? "";
	return initial + vowel + (FINALS[index % 28] ?? "");
}

/** Family names as Koreans write them in Latin letters, which is not how they are romanized. */
const KOREAN_FAMILY_NAMES = table(
	"김:kim 이:lee 박:park 최:choi 정:jung 강:kang 조:cho 윤:yoon 장:jang 임:lim 한:han 오:oh 서:seo 신:shin 권:kwon 황:hwang 안:ahn 송:song 전:jeon 홍:hong 유:yoo 고:ko 문:moon 양:yang 손:son 배:bae 백:baek 노:noh",
);

/** A Korean name is written without a blank: the first syllable is the family name. */
export const splitHangul = (word: string): string[] =>
	/^[\uac00-\ud7a3]{2,4}$/.test(word) ? [word.slice(1), word.slice(0, 1)] : [word];
