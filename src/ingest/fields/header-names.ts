import type { HeaderSense } from "./header-lines.ts";
import { BEGINS_AS_OFFICE, isNameLike } from "./prose.ts";
import { LEGAL_FORM } from "./words.ts";

/** «Уральские сети» */
const QUOTED = /[«„“"][^«»„“”"]{2,40}[»“”"]\s*$/u;

/** Each part looks like a name, or one of several is known for a title or degree. */
export const namesIn = (parts: readonly string[], sense: HeaderSense): boolean =>
	parts.every(
		(part) =>
			sense.isLead(part) ||
			LEGAL_FORM.test(part) ||
			BEGINS_AS_OFFICE.test(part) ||
			QUOTED.test(part) ||
			isNameLike(part) ||
			(sense.isStudies && isPhrase(part)),
	) ||
	(parts.length > 1 && parts.some((part) => sense.isLead(part)) && parts.join(" ").split(/\s+/).length <= 14);

/** "Информационная безопасность": a subject has one capital in most languages. */
const isPhrase = (text: string): boolean => /^\p{Lu}[^.!?:]*$/u.test(text) && text.split(/\s+/).length <= 4;
