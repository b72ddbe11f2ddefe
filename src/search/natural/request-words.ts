import type { Span } from "../../domain/query.ts";
import { say } from "../../domain/sentence.ts";
import { overlaps } from "../phrases/found.ts";
import { quoted } from "../query/lint.ts";
import type { Draft } from "./draft.ts";
import type { Silent } from "./silence.ts";

/** "looking for someone with experience": words around what is asked for. In every resume, or in none, they tell nobody apart. */

const WORDS = [
	`(?:looking|searching|search) for|find me|show me|(?:i|we) (?:need|want|seek)|need|needed|wanted|seeking|please`,
	String.raw`some(?:one|body)|any(?:one|body)|(?:people|persons?|candidates?|applicants?)(?=\s+(?:who|with|that|from|in|for|updated|applied)\s)|w\/o?(?=\s)`,
	String.raw`(?:(?:good|strong|solid|proven|relevant)\s+)?(?:work(?:ing)? experience|experience|exp\.?(?=\s*(?:$|[,;]))|knowledge(?=\s+(?:of|in)\s))|minimum(?!\s+(?:wage|viable|order))`,
	String.raw`(?<=who\s+)can|(?:we['’]re\s+|we are\s+)?hiring(?=\s+(?:an?|the|for)\s)`,
	// "Not" would leave out who has the word.
	String.raw`(?:(?:is|are)\s+)?not\s+(?:strictly\s+|necessarily\s+)?(?:required|needed|necessary|essential|mandatory|important)`,
	`knows?|kennt|beherrscht|connaissant|maîtrisant|conozca|domine`,
	String.raw`(?:lives?|living|based|located|residing)(?=\s+(?:in|near|around|at)\s)`,
	String.raw`suchen?|gesucht|jemand(?:en)?|brauchen?|benötigen?|bitte|(?:kandidat(?:en|in|innen)?|personen|leute|bewerber)(?=\s+(?:mit|die|der|aus|in|für)\s)`,
	String.raw`(?:(?:gute|solide|fundierte|relevante|mehrjährige|langjährige)n?\s+)?(?:berufs)?erfahrung(?:en)?|kenntnissen?|wohnhaft(?=\s+(?:in|bei)\s)|(?:lebt|wohnt)(?![\p{L}\p{N}])`,
	String.raw`cherch(?:e|ons)|recherch(?:e|ons)(?=\s+(?:une?|des?|quelqu['’]un)\s)|(?<=^\s*)recherch(?:e|ons)(?=\s)(?!\s+(?:et|cliniques?|scientifique|médicale|biomédicale|opérationnelle|appliquée|fondamentale)(?![\p{L}\p{N}]))|quelqu['’]un|besoin|(?:personnes?|candidate?s?)(?=\s+(?:avec|qui|ayant)\s)|expériences?|(?:habit(?:e|ant)|basée?)(?=\s+(?:à|en|près)\s)`,
	String.raw`busco|buscamos|buscando|se busca|alguien|necesito|necesitamos|(?:personas?|candidat[oa]s?)(?=\s+(?:que|con)\s)|experiencia|mínimo|(?:vive|viva|vivan)(?=\s+en\s)`,
];
const REQUEST = new RegExp(
	String.raw`(?<![\p{L}\p{N}&/.+#-])(?:[dl]['’])?(?:${WORDS.join("|")})(?![\p{L}\p{N}&/+#-])`,
	"giu",
);
/** "customer experience manager": what somebody makes, not what he has; "no experience" is something else again. */
const MADE_BEFORE =
	/(?:user|customer|employee|candidate|guest|patient|client|digital|brand|visitor|member|consumer|assisted|independent|supported|retirement|not?|without|keine?|ohne|sans|pas(?: d['’]| de)?|sin)\s+$/iu;
const MADE_BEHIND =
	/^\s+(?:design\p{L}*|manage\p{L}*|officer|director|research\p{L}*|specialist|strategist|architect\p{L}*|centre|center|platform|engineer\p{L}*|analyst)/iu;

/**
 * Words of asking, outside of what was understood.
 * @param understood what stands for something: a title, a skill, a wish
 */
export function requestWords(text: string, understood: readonly Draft[]): Silent[] {
	return [...text.matchAll(REQUEST)].flatMap((match) => {
		const at: Span = { start: match.index, end: match.index + match[0].length };
		if (understood.some((draft) => draft.kind !== "words" && overlaps(draft, at))) return [];
		if (understood.some((draft) => draft.asWritten !== true && overlaps(draft, at))) return [];
		if (MADE_BEFORE.test(text.slice(0, at.start)) || MADE_BEHIND.test(text.slice(at.end))) return [];
		const message = say`${quoted(match[0])} is too common to tell people apart and is left out. Put it in quotes to ask for it.`;
		return [{ ...at, code: "filler-word", message }];
	});
}
