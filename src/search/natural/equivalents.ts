import { say } from "../../domain/sentence.ts";
import { quoted } from "../query/lint.ts";
import type { Silent } from "./silence.ts";

/** "bachelor's degree or equivalent", "oder vergleichbar", "or related field", "or higher": what adds nothing to what stands before it. */

/** What is like something, by the word that joins it in its language, with the nouns that may stand before and behind it. */
const FORMS: readonly (readonly [joint: string, before: string, like: string, behind: string])[] = [
	[
		"(?:and/)?or",
		"an?|any|other",
		"equivalent|similar|comparable|(?:closely )?related|higher|above|better|relevant(?=\\s+experience)",
		"(?:technical |academic |practical |professional |work )?(?:fields?|degrees?|disciplines?|qualifications?|experience|subjects?|areas?|studies|education|training|roles?|positions?|tools?|technolog(?:y|ies)|software|systems?|frameworks?|languages?)",
	],
	[
		"(?:und/)?oder|bzw\\.?",
		"eine?[rmns]?",
		"(?:vergleichbar|ähnlich|gleichwertig|äquivalent|verwandt|artverwandt|höher|besser)(?:e[rmns]?)?",
		"(?:qualifikation(?:en)?|(?:berufs)?ausbildung(?:en)?|abschl(?:uss|üsse)|studium|studieng(?:ang|änge)|fachrichtung(?:en)?|bereich|fach|position|(?:berufs)?erfahrung(?:en)?|kenntnissen?|technologien|tools|programmen?|systemen?)",
	],
	[
		"(?:et/)?ou",
		"(?:une?|d['’]une?|tout(?:e)?)(?: autre)?|diplôme|formation|expérience|niveau|domaine|titre|poste",
		"équivalente?s?|similaires?|comparables?|connexes?|assimilée?s?|supérieure?",
		"(?:diplôme|formation|expérience|domaine|poste|outils?)",
	],
	[
		"(?:y/)?o|ou",
		"una?|um|uma|título|titulación|experiencia|campo|área|áreas|carrera|titolo|laurea|diploma|campo|formação|experiência|curso",
		"equivalentes?|similar(?:es)?|af[ií]n(?:es)?|afi(?:m|ns)|relacionad[oa]s?|correlat[oa]s?|comparables?|superior|equivalenti|simil[ei]|affin[ei]|equipollent[ei]|comparabil[ei]|superiore",
		"(?:título|titulación|experiencia|campo|área|carrera)",
	],
	[
		"en/of|of",
		"een",
		"gelijkwaardige?|vergelijkbare?|vergelijkbaar|soortgelijke?|aanverwante?|hoger",
		"(?:opleiding|ervaring|richting|functie|diploma|niveau|studie)",
	],
];
const JOINED = FORMS.map(
	([joint, before, like, behind]) =>
		String.raw`(?:${joint})\s+(?:(?:${before})\s+){0,2}(?:${like})(?:\s+(?:${behind}))?`,
).join("|");
/** "Oder Ähnliches", "o. ä." */
const SHORT = String.raw`oder\s+ähnliche[sm]|o\.\s?ä\.|et\s+similaires`;
const BODY = String.raw`(?:${JOINED}|${SHORT})(?![\p{L}\p{N}-])`;
// Of one in brackets the brackets say nothing either.
const EQUIVALENT = new RegExp(
	String.raw`(?<=\S\s*)(?:[(（]\s*(?:${BODY})\s*[)）]|(?<![\p{L}\p{N}/-])(?:${BODY}))`,
	"giu",
);
const QUOTED = /["“”„‟«»″＂「」『』][^"“”„‟«»″＂「」『』]*["“”„‟«»″＂「」『』]/gu;
/** Operators in capitals are meant. */
const OPERATOR = /^[(（]?\s*(?:OR|ODER|OU)\s/u;

export function equivalentsIn(text: string): Silent[] {
	const phrases = [...text.matchAll(QUOTED)];
	const isQuoted = (at: number) => phrases.some((one) => at >= one.index && at < one.index + one[0].length);
	return [...text.matchAll(EQUIVALENT)].flatMap(({ index, 0: words }) => {
		if (isQuoted(index) || OPERATOR.test(words)) return [];
		const message = say`${quoted(words)} adds nothing to what stands before it, and is left out.`;
		return [{ start: index, end: index + words.length, code: "or-equivalent", message }];
	});
}
