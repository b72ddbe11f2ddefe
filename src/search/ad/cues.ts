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
 * Reads a sentence, once for all that it names. What it gives tells what the words around a place say of it: those of its own clause
 * first; those of the whole sentence when they open it or close a list ("Docker, Kubernetes and Helm are a plus"); null when nothing
 * is said.
 */
export function cuesOf(sentence: string): (at: Span) => Wanted | null {
	const bare = saidIn(withoutBrackets(sentence));
	const bracketed = brackets(sentence).map(({ start, end }) => ({
		start,
		end,
		saidOf: saidIn(sentence.slice(start + 1, end - 1)),
	}));
	return (at) => {
		const bracket = bracketed.find(({ start, end }) => at.start > start && at.end < end);
		if (bracket === undefined) return bare(at);
		const inside = bracket.saidOf({ start: at.start - bracket.start - 1, end: at.end - bracket.start - 1 });
		// "Docker (Swarm, Compose) is a plus".
		return inside ?? bare(bracket);
	};
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

interface Clause extends Span {
	readonly cue: Wanted | null;
	readonly opens: boolean;
	/** Whether it joins several things. */
	readonly joins: boolean;
	readonly graded: boolean;
}

function saidIn(sentence: string): (at: Span) => Wanted | null {
	const clauses = clausesOf(sentence);
	const [first, last] = [clauses[0], clauses.at(-1)];
	return (at) => {
		const place = clauses.findIndex(({ start, end }) => at.start >= start && at.start < end);
		const [own, next] = place < 0 ? [] : [clauses[place], clauses[place + 1]];
		const said = own?.cue ?? null;
		// "Not required but a plus".
		if (said === "unneeded" && next?.opens === true && next.cue === "wish") return "wish";
		if (said !== null) return said;
		// "No es necesario tener Kotlin, pero sí Java".
		const ends = (cue: Wanted | null) => (cue === "unneeded" && BUT.test(sentence) ? null : cue);
		if (first?.opens === true) return ends(first.cue);
		// "Very good German, English and French a plus": what has a grade of its own is no item of that list.
		const isItem = last?.joins === true && !last.opens && own?.graded !== true;
		return isItem ? ends(last.cue) : null;
	};
}

const BETWEEN_CLAUSES = new RegExp(`(${CLAUSE.source})`, "iu");
const ONLY_BETWEEN = new RegExp(`^(?:${CLAUSE.source})$`, "iu");

function clausesOf(sentence: string): Clause[] {
	const clauses: Clause[] = [];
	let start = 0;
	for (const text of sentence.split(BETWEEN_CLAUSES)) {
		const end = start + text.length;
		if (/\p{L}{2}/u.test(text) && !ONLY_BETWEEN.test(text))
			clauses.push({
				start,
				end,
				cue: cueIn(text),
				opens: opensWithCue(text),
				joins: JOINED.test(text),
				graded: GRADED.test(text),
			});
		start = end;
	}
	return clauses;
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
		.split(/\s+/, 3)
		.join(" ");
	return cueIn(head) !== null;
}
