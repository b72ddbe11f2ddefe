/** Words of a text. */
export const words = (text: string): string[] => text.split(/[\s]+/).filter((word) => word !== "");
/** True for a text in Chinese, Japanese or Korean signs alone. */
export const isCjk = (text: string): boolean =>
	/^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}・\s]+$/u.test(text);
const PARTICLE =
	/^(?:de|da|do|dos|das|del|della|di|du|des|la|las|los|le|van|von|den|der|zu|zur|ter|ten|y|e|bin|ibn|al|el|af|av|i|st)$|^[dlo]['’]/i;

/** A word such as "de" or "van", which stands inside a name. */
export const isParticle = (word: string): boolean => PARTICLE.test(word);

/** "Maria de la": a name that its next line has to end. "Minh Le" is whole: the family names that look like one are written large. */
export function endsInParticle(text: string): boolean {
	const [before = "", last = ""] = words(text).slice(-2);
	return isParticle(last) && (/^\p{Ll}/u.test(last) || isParticle(before));
}

/** More words than a name has; "María del Pilar Otero Ruiz de Azúa" has five and three particles. */
export const isLongName = (text: string): boolean => words(text).filter((part) => !isParticle(part)).length > 6;

/** `John "Jack" Smith`, "Robert (Bob) Hale": what a person is called, between the given name and the family name. */
const NICKNAME =
	/(?<=\p{L}\.?\s)(?:["“”„«‘'][\p{Lu}][\p{L}.'’ -]{0,18}?["“”»’']|\(\p{Lu}[\p{L}'’-]{1,18}\))\s(?=\p{L})/u;

/** True for two to six words of letters beside particles, each with a capital: the shape of a person's name. */
export const hasNameShape = (written: string): boolean => {
	const text = written.replace(NICKNAME, "");
	const parts = words(text);
	if (isCjk(text)) return text.replaceAll(" ", "").length >= 2 && text.replaceAll(" ", "").length <= 8;
	if (parts.length < 2 || isLongName(text) || endsInParticle(text)) return false;
	return parts.every(
		(part) => /^[\p{L}][\p{L}\p{M}'’.-]*$/u.test(part) && (/^[\p{Lu}\p{Lo}]/u.test(part) || isParticle(part)),
	);
};
