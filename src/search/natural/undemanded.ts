import { say } from "../../domain/sentence.ts";
import { quoted } from "../query/lint.ts";
import { nameBefore } from "./name-before.ts";
import type { Silent } from "./silence.ts";

/** "no degree", "no French required", "Studium nicht erforderlich": what is said not to be asked for leaves out nobody who has it. */

const REQUIRED =
	"(?:required|needed|necessary|mandatory|essential|nötig|notwendig|erforderlich|vorausgesetzt|zwingend|requis(?:es?)?|nécessaires?|exigée?s?|obligatoires?|necesari[oa]s?|requerid[oa]s?|obligatori[oa]s?)(?![\\p{L}\\p{N}-])";
const IS = "(?:(?:is|are|ist|sind|est|sont|es|son)\\s+)?";
const NO = "(?:(?:no|keine?[nrsm]?|pas\\s+de|sans|sin|aucune?|ning[uú]n[ao]?)\\s+|pas\\s+d['’])";
const WORD = "\\p{L}[\\p{L}\\p{M}\\p{N}.+#'’-]*";

const DEGREE =
	/(?<![\p{L}\p{N}-])(?:(?:no|without(?:\s+an?)?)\s+(?:(?:university|college|formal)\s+)?(?:degrees?|diplomas?|qualifications?)|(?:ohne|keine?n?)\s+(?:abgeschlossenes\s+)?(?:studium|(?:hochschul)?abschluss)|(?:sans|pas\s+de)\s+diplôme|sin\s+(?:título|titulación))(?=\s*(?:[,;.]|$))/giu;
const NOT_NEEDED = new RegExp(`(?<![\\p{L}\\p{N}-])${NO}(?:${WORD}\\s+){1,3}?${IS}${REQUIRED}`, "giu");
/** Behind what is not asked for. */
const NOT_NEEDED_BEHIND = new RegExp(
	`(?<![\\p{L}\\p{N}-])${IS}(?:(?:not|nicht|non|no|pas)\\s+(?:(?:strictly|necessarily|unbedingt|zwingend)\\s+)?${REQUIRED}|n['’]est\\s+pas\\s+${REQUIRED})`,
	"giu",
);
/** "No experience required" has a remark of its own. */
const OF_EXPERIENCE = /experience|erfahrung|expérience|experiencia/iu;

export function undemandedIn(text: string): Silent[] {
	const before = [DEGREE, NOT_NEEDED].flatMap((form) =>
		[...text.matchAll(form)].map(({ index, 0: words }) => ({ start: index, end: index + words.length })),
	);
	const behind = [...text.matchAll(NOT_NEEDED_BEHIND)].flatMap(({ index, 0: words }) => {
		const of = nameBefore(text, index);
		return of === null ? [] : [{ start: of.start, end: index + words.length }];
	});
	return [...before, ...behind].flatMap((at) => {
		const words = text.slice(at.start, at.end);
		if (OF_EXPERIENCE.test(words)) return [];
		const message = say`${quoted(words)} asks for nothing and leaves out nobody, so it is left out. Put it in quotes to search the words.`;
		return [{ ...at, code: "no-demand", message }];
	});
}
