import { say } from "../../domain/sentence.ts";
import { quoted } from "../query/lint.ts";
import { placeAt } from "./place-words.ts";
import type { Silent } from "./silence.ts";

/** "accountant without experience", "no experience required": nobody writes so of himself, and the word would find who has some. */

const BEFORE = String.raw`(?<![\p{L}\p{N}-])(?:(?:with|mit|avec|con)\s+)?`;
const WITHOUT = String.raw`(?:no|without(?:\s+any)?|ohne|keine?|keinerlei|sans|aucune|sin|ninguna|pas\s+(?:d['’]|de\s+)|no\s+se\s+(?:requiere|necesita))`;
const EXPERIENCE = String.raw`(?:(?:prior|previous|work|working|professional|relevant|jegliche|relevante)\s+)*(?:experience|(?:berufs)?erfahrung(?:en)?|expérience(?:\s+professionnelle)?|experiencia(?:\s+(?:laboral|previa))?)(?![\p{L}\p{N}-])`;
const REQUIRED = String.raw`(?<required>\s+(?:is\s+|ist\s+|n['’]est\s+)?(?:required|necessary|needed|erforderlich|nötig|notwendig|vorausgesetzt|requise|nécessaire|exigée|demandée|necesaria|requerida)(?![\p{L}\p{N}-]))?`;
const PATTERN = new RegExp(String.raw`${BEFORE}${WITHOUT}\s*${EXPERIENCE}${REQUIRED}`, "giu");
/** "Without experience in sales", "sans expérience bancaire": of something that others have. */
const END = /^\s*(?:$|[,;.\n])/u;
const BEFORE_PLACE = /^\s+(?:in|near|bei|à|en)\s+/iu;

export const inexperienceIn = (text: string): Silent[] =>
	[...text.matchAll(PATTERN)].flatMap((match) => {
		const at = { start: match.index, end: match.index + match[0].length };
		if (match.groups?.required === undefined && !isWhole(text, at.end)) return [];
		const message = say`${quoted(match[0])} is left out, because the word would find those with experience. For people who begin write ${quoted("junior")} or ${"years:<1"}.`;
		return [{ ...at, code: "no-experience", message }];
	});

function isWhole(text: string, end: number): boolean {
	const behind = text.slice(end);
	const place = BEFORE_PLACE.exec(behind)?.[0];
	return END.test(behind) || (place !== undefined && placeAt(text, end + place.length) !== null);
}
