import { isFiller } from "../../analysis/stop-words.ts";
import { tokenize } from "../../analysis/tokenize.ts";
import type { Span } from "../../domain/query.ts";
import { say } from "../../domain/sentence.ts";
import { overlaps } from "../phrases/found.ts";
import { leavesOut } from "../query/joiners.ts";
import { quoted } from "../query/lint.ts";
import type { Draft } from "./draft.ts";
import type { Silent } from "./silence.ts";

/** "looking for someone with experience": words around what is asked for. In every resume, or in none, they tell nobody apart. */

const WORDS = [
	`(?:looking|searching|search) for|find me|show me|(?:i|we) (?:need|want|seek)|need|needed|wanted|seeking|please`,
	String.raw`(?:some|any)(?:one|body)|every(?:one|body)(?=\s+(?:except|but|who|with|from|in)\s)|(?:people|persons?|candidates?|applicants?)(?=\s+(?:who|with|that|from|in|for|updated|applied)\s)|w\/o?(?=\s)`,
	String.raw`(?:(?:good|strong|solid|proven|relevant)\s+)?(?:work(?:ing)? experience|experience|exp\.?(?=\s*(?:$|[,;]))|(?:knowledge|understanding|command)(?=\s+(?:of|in)\s)|(?:expertise|background|proficiency|skills)(?=\s+(?:in|with)\s))|minimum(?!\s+(?:wage|viable|order))`,
	String.raw`(?<=who\s+)can|(?:we['’]re\s+|we are\s+)?hiring(?=\s+(?:an?|the|for)\s)`,
	// "Not" would leave out who has the word.
	String.raw`(?:(?:is|are)\s+)?not\s+(?:strictly\s+|necessarily\s+)?(?:required|needed|necessary|essential|mandatory|important)`,
	`knows?|kennt|auskennt|auskennen|beherrscht|connaissant|connaît|connaissent|maîtrisant|maîtrise(?=nt)|conozcan?|sepan?|domine`,
	String.raw`(?<=(?:some|any)(?:one|body)\s+|who\s+(?:is\s+|are\s+)?)(?:familiar|experienced|skilled|proficient)(?=\s+(?:with|in)\s)|(?<=(?:has|have|having)\s+)worked(?=\s+with\s)`,
	String.raw`worked(?=\s+(?:at|for|in)\s+(?:an?|the)\s)`,
	String.raw`(?:lives?|living|based|located|residing)(?=\s+(?:in|near|around|at)\s)`,
	String.raw`suchen?|gesucht|jemand(?:en)?|brauchen?|benötigen?|bitte|(?:kandidat(?:en|in|innen)?|personen|leute|bewerber)(?=\s+(?:mit|die|der|aus|in|für)\s)`,
	String.raw`(?:(?:gute|solide|fundierte|relevante|mehrjährige|langjährige)n?\s+)?(?:berufs)?erfahrung(?:en)?|kenntnissen?|im\s+bereich|(?:sehr\s+)?(?:gute|solide|fundierte)[nr]?(?=\s+[\p{L}-]+(?:kenntnisse|erfahrung))|wohnhaft(?=\s+(?:in|bei)\s)|(?:lebt|wohnt)(?![\p{L}\p{N}])`,
	String.raw`cherch(?:e|ons)|recherch(?:e|ons)(?=\s+(?:une?|des?|quelqu['’]un)\s)|(?<=^\s*)recherch(?:e|ons)(?=\s)(?!\s+(?:et|cliniques?|scientifique|médicale|biomédicale|opérationnelle|appliquée|fondamentale)(?![\p{L}\p{N}]))|quelqu['’]un|besoin|(?:personnes?|candidate?s?)(?=\s+(?:avec|qui|ayant)\s)|expériences?|(?:(?:bonnes?|solides?|excellentes?)\s+)?connaissances?(?=\s+(?:de|du|des|en)\s|\s+d['’])|(?:bonne|parfaite|excellente)\s+maîtrise|ayant(?=\s)|(?:habit(?:e|ant)|basée?)(?=\s+(?:à|en|près)\s)`,
	String.raw`busco|buscamos|buscando|se busca|alguien|necesito|necesitamos|(?:personas?|candidat[oa]s?)(?=\s+(?:que|con)\s)|experiencia|(?:(?:buen[oa]?s?|amplios?|sólidos?)\s+)?(?:conocimientos?|dominio|manejo)(?=\s+(?:de|en)\s)|(?:queremos|quiero)(?:\s+contratar)?|mínimo|(?:vive|viva|vivan)(?=\s+en\s)`,
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

/** Words that are names of skills, too, where what stands behind them says that they are not. */
const CERTAIN = /^(?:personas?|hiring)$/iu;

/**
 * Words of asking, outside of what was understood, with the small words around them: "with experience in".
 * @param understood what stands for something: a title, a skill, a wish
 */
export function requestWords(text: string, understood: readonly Draft[]): Silent[] {
	const isTaken = (at: Span) => understood.some((draft) => isSaid(draft) && overlaps(draft, at));
	const asked = [...text.matchAll(REQUEST)].flatMap((match): Span[] => {
		const at: Span = { start: match.index, end: match.index + match[0].length };
		if (isTaken(at) && !CERTAIN.test(match[0])) return [];
		if (MADE_BEFORE.test(text.slice(0, at.start)) || MADE_BEHIND.test(text.slice(at.end))) return [];
		return [{ start: smallBefore(text, at.start, isTaken), end: smallBehind(text, at.end, isTaken) }];
	});
	const degrees = understood.filter(({ kind, asWritten }) => kind === "education" && asWritten !== true);
	const behind = degrees.map(({ end }): Span => ({ start: end, end: smallBehind(text, end, isTaken) }));
	// In a sentence small words lead to what is asked for: "with ICU experience".
	const named = asked.length === 0 ? [] : understood.filter(({ kind }) => kind === "skill" || kind === "title");
	const before = named.map(({ start }): Span => ({ start: smallBefore(text, start, isTaken), end: start }));
	return joined(text, [...asked, ...behind, ...before]).map((at) => {
		const message = say`${quoted(text.slice(at.start, at.end))} is too common to tell people apart and is left out. Put it in quotes to ask for it.`;
		return { ...at, code: "filler-word", message };
	});
}

const isSaid = ({ kind, asWritten }: Draft): boolean => kind !== "words" || asWritten !== true;

const NEXT = /^[\s,]+(?<word>[\p{L}\p{M}'’]+)(?=[\s,;.]|$)/u;
const LAST = /(?<=^|[\s,;.(])(?<word>[\p{L}\p{M}'’]+)\s+$/u;
/** What joins or leaves out says something. */
const JOINS = /^(?:or|nor|not|oder|ou|o|y|et|ni|nicht|never|nie|jamais|nunca)$/iu;
const LONGEST_GAP = 40;

/** A word that is in no index of its own, and belongs to nothing that was understood. */
const isSmall = (word: string): boolean =>
	!JOINS.test(word) && !leavesOut(word) && tokenize(word).length > 0 && tokenize(word).every(isFiller);

function smallBehind(text: string, from: number, isTaken: (at: Span) => boolean): number {
	for (let end = from; ; ) {
		const match = NEXT.exec(text.slice(end, end + LONGEST_GAP));
		const next = end + (match?.[0].length ?? 0);
		const word = match?.groups?.word ?? "";
		if (match === null || !isSmall(word) || isTaken({ start: next - word.length, end: next })) return end;
		end = next;
	}
}

function smallBefore(text: string, from: number, isTaken: (at: Span) => boolean): number {
	for (let start = from; ; ) {
		const match = LAST.exec(text.slice(Math.max(0, start - LONGEST_GAP), start));
		const next = start - (match?.[0].length ?? 0);
		const word = match?.groups?.word ?? "";
		if (match === null || !isSmall(word) || isTaken({ start: next, end: next + word.length })) return start;
		start = next;
	}
}

/** Those that nothing stands between in one, with the blanks around them left off. */
function joined(text: string, spans: readonly Span[]): Span[] {
	const all: { start: number; end: number }[] = [];
	const some = spans.filter(({ start, end }) => end > start);
	for (const { start, end } of some.toSorted((one, other) => one.start - other.start)) {
		const last = all.at(-1);
		if (last !== undefined && /^[\s,]*$/u.test(text.slice(last.end, start))) last.end = Math.max(last.end, end);
		else all.push({ start, end });
	}
	const blanksIn = ({ start, end }: Span) => /^[\s,]*/u.exec(text.slice(start, end))?.[0].length ?? 0;
	return all.map(({ start, end }) => ({
		start: start + blanksIn({ start, end }),
		end: start + text.slice(start, end).trimEnd().length,
	}));
}
