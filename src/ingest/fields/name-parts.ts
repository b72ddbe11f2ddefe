import { iberianGiven, isFamilyFirst, isIberianGiven } from "./name-order.ts";

export interface NameParts {
	readonly givenName?: string;
	readonly familyName?: string;
}

const PARTICLE =
	/^(?:de|da|do|dos|das|del|della|di|du|des|la|le|van|von|vom|den|der|zu|zur|ter|ten|af|av|bin|ibn|bint|al|el|st\.?|mac|o)$|^d['’]/i;
/** Chinese family names of two characters. */
const DOUBLE_FAMILY = /^(?:欧阳|歐陽|司马|司馬|上官|诸葛|諸葛|东方|東方|皇甫|尉迟|公孙|慕容|令狐|司徒|夏侯|南宫|欧陽)/u;
const isCapitals = (word: string): boolean => word.length > 1 && /^[\p{Lu}'’-]+$/u.test(word);

/** In Chinese and Korean the family name is the first sign; in Japanese nothing tells where it ends but a blank. */
function cjkParts(name: string, language: string | null): NameParts {
	const parts = name.split(/[\s・]+/u);
	if (parts.length === 2) return { familyName: parts[0] as string, givenName: parts[1] as string };
	if (parts.length !== 1 || !/^\p{Script=Han}{2,4}$|^\p{Script=Hangul}{2,4}$/u.test(name)) return {};
	const double = DOUBLE_FAMILY.test(name);
	if (language === "ja" || (name.length === 4 && !double)) return {};
	const family = double && name.length > 2 ? 2 : 1;
	return { familyName: name.slice(0, family), givenName: name.slice(family) };
}

/** Before "al-" they make one name with it: "Abd al Rahman". */
const OF_SERVANT = /^(?:abd|abdul|abdel|abdoul|abu|abou|umm)$/iu;
const isFamilyParticle = (words: readonly string[], index: number): boolean =>
	index > 0 &&
	index < words.length - 1 &&
	PARTICLE.test(words[index] ?? "") &&
	!OF_SERVANT.test(words[index - 1] ?? "");

/** "Mohammed bin Salman Al-Saud": the father's name stands before that of the family. */
function arabicStart(words: readonly string[]): number {
	const ofFather = words.findIndex((word, index) => index > 0 && /^(?:bin|ibn|bint|ben)$/iu.test(word));
	if (ofFather < 0) return -1;
	const family = words.findIndex((word, index) => index > ofFather + 1 && /^(?:al|el)(?:$|-)/iu.test(word));
	return family > 0 && (/-/u.test(words[family] ?? "") || family < words.length - 1) ? family : ofFather;
}

/** Two family names are the rule in Spanish and usual in Portuguese. */
function familyStart(words: readonly string[], language: string | null): number {
	const arabic = arabicStart(words);
	if (arabic > 0) return arabic;
	const given = iberianGiven(words);
	const isIberian = language === "es" || language === "pt";
	// "José Ortega y Gasset": what "y" ties begins before it.
	const and = words.findIndex((word, index) => index > 1 && index < words.length - 1 && /^[yi]$/u.test(word));
	if (and > 0) return and - 1;
	const particle = words.findIndex((_, index) => index >= given && isFamilyParticle(words, index));
	if (particle > 0) return isIberian && given < particle && isIberianGiven(words[0] ?? "") ? given : particle;
	if (language === "es" && words.length >= 3) return Math.min(words.length - 1, Math.max(given, words.length - 2));
	if (language === "pt" && isIberianGiven(words[0] ?? "")) return given;
	// "María del Pilar García López" is Spanish in a resume of any language.
	return words.slice(1, given).some((word) => PARTICLE.test(word)) ? given : words.length - 1;
}

/**
 * Given and family name where they can be told apart.
 * @param language ISO 639-1 of the resume
 */
export function nameParts(name: string, language: string | null): NameParts {
	if (/\p{Script=Han}|\p{Script=Hangul}|\p{Script=Katakana}|\p{Script=Hiragana}/u.test(name))
		return cjkParts(name, language);
	const comma = /^([^,]+),\s*([^,]+)$/.exec(name);
	if (comma !== null) return { familyName: comma[1] as string, givenName: comma[2] as string };
	// A nickname in quotes stands between the two and is part of neither.
	const quoted = /^(.+?)\s+["“„«'(][^"”“»')]+["”“»')]\s+(.+)$/u.exec(name);
	if (quoted !== null) return { givenName: quoted[1] as string, familyName: quoted[2] as string };
	const words = name.split(/\s+/);
	if (words.length < 2) return {};
	const capitals = words.filter(isCapitals);
	// Initials are capitals in any case.
	const written = words.filter((word) => word.replace(/[^\p{L}]/gu, "").length > 1);
	if (capitals.length > 0 && capitals.length < written.length) {
		const rest = words.filter((word) => !isCapitals(word));
		// One capital letter is an initial, not a family name.
		if (capitals.every((word) => word.length > 2)) return { familyName: capitals.join(" "), givenName: rest.join(" ") };
	}
	if (isFamilyFirst(name)) return { familyName: words[0] as string, givenName: words.slice(1).join(" ") };
	const start = familyStart(words, language);
	return { givenName: words.slice(0, start).join(" "), familyName: words.slice(start).join(" ") };
}
