import { isFiller } from "../../analysis/stop-words.ts";
import { tokenize } from "../../analysis/tokenize.ts";
import type { Span } from "../../domain/query.ts";

/** Words of a sentence that say whether something must be there, is only wished for, or need not be there. */

export type Wanted = "must" | "wish" | "unneeded";

const EDGE = String.raw`(?![\p{L}\p{N}])`;
const WISH = new RegExp(
	String.raw`(?<![\p{L}\p{N}])(?:ideally|preferred|preferably|nice to have|(?:is |are |would be |be )?(?:a (?:big |strong |huge )?(?:plus|bonus|advantage)|an (?:advantage|asset))|plus(?=\s*(?:[.;,)!]|$))|bonus|advantageous|desirable|desired|optional|beneficial|welcome|good to have|idealerweise|von vorteil|wünschenswerte?[rns]?|vorzugsweise|gerne auch|gern auch|ein plus|optional|idéalement|(?:un |est un |serait un )(?:plus|atout)|atout|souhaitée?s?|appréciée?s?|de préférence|idealmente|deseables?|valorables?|se valora(?:rá)?(?:n)?|preferiblemente|(?:es )?un plus)${EDGE}`,
	"giu",
);
const MUST = new RegExp(
	String.raw`(?<![\p{L}\p{N}])(?:must(?: have)?|required|requires?|essential|mandatory|at least|necessary|needed|you need|minimum|zwingend|erforderlich|muss|müssen|mindestens|unbedingt|vorausgesetzt|voraussetzung|notwendig|obligatoires?|impérati(?:f|ve|vement)|indispensables?|exigée?s?|requise?s?|au moins|imprescindibles?|obligatori[oa]s?|necesari[oa]s?|requerid[oa]s?|al menos)${EDGE}`,
	"giu",
);
/** What need not be there: "not required", "nicht zwingend", "n'est pas exigé", "no es necesario". */
const UNNEEDED = new RegExp(
	String.raw`(?<![\p{L}\p{N}])(?:(?:not|never|(?:is|are|do|does)n['’]t)\s+(?:(?:strictly|absolutely|necessarily|have|to|be|a)\s+){0,3}(?:required|requires?|necessary|needed|need|essential|mandatory|must)|(?:do|does|will)\s+not\s+(?:\p{L}+\s+)?(?:use|work with)|no\s[^.;]{0,60}(?:required|necessary|needed)|nicht\s+(?:(?:unbedingt|zwingend)\s+)?(?:zwingend|unbedingt|erforderlich|notwendig|nötig|vorausgesetzt|voraussetzung)|kein(?:e[nrs]?)?\s[^.;]{0,60}(?:erforderlich|notwendig|nötig|vorausgesetzt|voraussetzung)|kein\s+muss|pas\s+(?:obligatoires?|nécessaires?|exigée?s?|requise?s?|indispensables?|impérati(?:f|ve)s?)|aucune?\s[^.;]{0,60}(?:exigée?|requise?|nécessaire)|no\s+(?:es|son|será|se|hace)\s+(?:\p{L}+\s+)?(?:necesari[oa]s?|obligatori[oa]s?|imprescindibles?|requerid[oa]s?|requieren?|exigen?|falta))${EDGE}`,
	"iu",
);
/** "No PHP" on a line of its own; "no less than 5 years" says how many. */
const NONE =
	/^[^\p{L}\p{N}]*(?:no|without|kein(?:e[nrsm]?)?|ohne|pas de|sans|sin|ning[uú]n(?:a|o)?)\s+(?!less|fewer|more|later|weniger|mehr|moins|plus|menos|más|problem)/iu;
/** What joins the things that one word is said of. */
const JOINED = /(?<![\p{L}\p{N}])(?:and|or|und|oder|sowie|et|ou|y|o|e)(?![\p{L}\p{N}])/iu;
const GRADED =
	/(?<![\p{L}])(?:very|strong|solid|good|excellent|fluent|proven|deep|sehr|gute[rsn]?|fundierte|solide|fließend|(?:très )?bonnes?|solides|excellentes?|muy|buen[oa]?s?|sólid[oa]s?|alto)(?![\p{L}])/iu;
const BUT = /(?<![\p{L}])(?:but|aber|sondern|mais|pero|sino)(?![\p{L}])/iu;
const CLAUSE =
	/[,;]|(?<![\p{L}])(?:(?:but|aber|mais|pero)(?![\p{L}])|(?:and|und|et|y|e)\s+(?=(?:ideally|preferably|idealerweise|vorzugsweise|idéalement|de préférence|idealmente|preferiblemente)(?![\p{L}])))/iu;

/**
 * What the words around a place say of it: those of its own clause first; those of the whole sentence when they open it or close a
 * list ("Docker, Kubernetes and Helm are a plus").
 * @returns null when nothing is said
 */
export function wantedAt(sentence: string, at: Span): Wanted | null {
	const bracket = brackets(sentence).find(({ start, end }) => at.start > start && at.end < end);
	if (bracket === undefined) return saidOf(withoutBrackets(sentence), at);
	const { start, end } = bracket;
	const inside = saidOf(sentence.slice(start + 1, end - 1), { start: at.start - start - 1, end: at.end - start - 1 });
	// "Docker (Swarm, Compose) is a plus".
	return inside ?? saidOf(withoutBrackets(sentence), { start, end });
}

const BRACKETS = /\((?<inner>[^()]*)\)/gu;
const brackets = (sentence: string): Span[] =>
	[...sentence.matchAll(BRACKETS)].map(({ index, 0: { length } }) => ({ start: index, end: index + length }));

/** "React (React Native is a plus)" says nothing of React, "React (a plus)" does; offsets stay. */
const withoutBrackets = (sentence: string): string =>
	sentence.replace(BRACKETS, (found: string, inner: string) => (isOnlyCue(inner) ? found : " ".repeat(found.length)));

/** Nothing is named beside the cue. */
function isOnlyCue(text: string): boolean {
	if (cueIn(text) === null) return false;
	const rest = [UNNEEDED, WISH, MUST].reduce((left, cue) => left.replace(cue, " "), text);
	return tokenize(rest).every(isFiller);
}

function saidOf(sentence: string, at: Span): Wanted | null {
	const clauses = clausesOf(sentence);
	const own = clauses.find(({ start, end }) => at.start >= start && at.start < end);
	const said = own === undefined ? null : cueIn(own.text);
	// "Not required but a plus".
	const next = own === undefined ? undefined : clauses[clauses.indexOf(own) + 1];
	if (said === "unneeded" && next !== undefined && opensWithCue(next.text) && cueIn(next.text) === "wish")
		return "wish";
	if (said !== null) return said;
	const first = clauses[0];
	const last = clauses.at(-1);
	// "No es necesario tener Kotlin, pero sí Java".
	const ends = (cue: Wanted | null) => (cue === "unneeded" && BUT.test(sentence) ? null : cue);
	if (first !== undefined && opensWithCue(first.text)) return ends(cueIn(first.text));
	// "Very good German, English and French a plus": what has a grade of its own is no item of that list.
	const isItem =
		last !== undefined && JOINED.test(last.text) && !opensWithCue(last.text) && !GRADED.test(own?.text ?? "");
	return isItem ? ends(cueIn(last.text)) : null;
}

function clausesOf(sentence: string): (Span & { readonly text: string })[] {
	const clauses = [];
	let start = 0;
	for (const part of sentence.split(new RegExp(`(${CLAUSE.source})`, "iu"))) {
		clauses.push({ start, end: start + part.length, text: part });
		start += part.length;
	}
	return clauses.filter(({ text }) => /\p{L}{2}/u.test(text) && !new RegExp(`^(?:${CLAUSE.source})$`, "iu").test(text));
}

function cueIn(text: string): Wanted | null {
	WISH.lastIndex = 0;
	MUST.lastIndex = 0;
	if (WISH.test(text)) return "wish";
	if (UNNEEDED.test(text) || NONE.test(text)) return "unneeded";
	return MUST.test(text) ? "must" : null;
}

/** A cue in the first words is said of all that follows. */
function opensWithCue(text: string): boolean {
	const head = text
		.replace(/^[^\p{L}]+/u, "")
		.split(/\s+/)
		.slice(0, 3)
		.join(" ");
	return cueIn(head) !== null;
}
