import { fold } from "../../analysis/fold.ts";
import { isStopWord } from "../../analysis/stop-words.ts";
import type { Span } from "../../domain/query.ts";
import { say } from "../../domain/sentence.ts";
import { overlaps } from "../phrases/found.ts";
import { quoted } from "../query/lint.ts";
import type { Draft } from "./draft.ts";
import { isPlural, isSkill, kindAt, type NameContext, nameEnd } from "./excluded-name.ts";
import { negates } from "./negations.ts";
import { type NamedPlace, placeAt, saidPlaceAt } from "./place-words.ts";

/** What stands behind a negation side by side: "agencies or freelancers", "agencies, freelancers and juniors", "in London or in Leeds". */

type Joint = "or" | "and" | "comma";

/** Of one or more. */
export interface Listed<Item extends Span> {
	readonly items: readonly Item[];
	/** Joined by an "and" or a comma: whether the later ones are left out, too, is a reading. */
	readonly isRead: boolean;
	/** Behind a comma or "and": could be one more, and was not read so. */
	readonly next: Span | null;
}

/** Said of a list of which only the first are left out. */
export const leftOutAlone = (left: string, more: string): NonNullable<Draft["remark"]> => ({
	code: "left-out-alone",
	message: say`Only ${left} is left out, and ${more} is searched. To leave out both join them by ${quoted("or")}.`,
});

/** What is wanted and stands where one more could be meant. */
interface Apart {
	readonly apart: Span;
}

const JOINT =
	/(?:\s*,)?\s+(?:(?<and>and|und|et|y|e|&|sowie)|or|nor|oder|noch|ou|o|ni|and\/or|und\/oder|et\/ou|y\/o)\s+(?:(?:from|at|aus|von|bei|chez|in|en|à)\s+)?(?:(?:any|the|an?|der|die|das|den|ein(?:e[mnr]?)?|les|des|los|las|une?|una)\s+)?|(?<comma>\s*,\s*)|\s*(?:\/|&)\s*/iuy;

/** Those behind the first. Commas belong to the list only before a last "or" or "and". */
function listed<Item extends Span>(
	text: string,
	first: Item,
	behind: (at: number, joint: Joint) => Item | Apart | null,
): Listed<Item> {
	const all: Item[] = [first];
	const joints: Joint[] = [];
	let apart: Span | null = null;
	for (let { end } = first; ; ) {
		JOINT.lastIndex = end;
		const match = JOINT.exec(text);
		if (match === null) break;
		const joint = match.groups?.and ? "and" : match.groups?.comma ? "comma" : "or";
		const item = behind(JOINT.lastIndex, joint);
		if (item === null) break;
		if ("apart" in item) {
			({ apart } = item);
			break;
		}
		all.push(item);
		joints.push(joint);
		({ end } = item);
	}
	const count = joints.findLastIndex((joint) => joint !== "comma") + 1;
	const isRead = joints.slice(0, count).some((joint) => joint !== "or");
	return { items: all.slice(0, count + 1), isRead, next: all[count + 1] ?? apart };
}

/** Places from `at` on; null where none stands. @param isSaid whether words before it say that a place follows */
export function placesListed(text: string, at: number, isSaid: boolean): Listed<NamedPlace> | null {
	const placeFrom = isSaid ? saidPlaceAt : placeAt;
	const first = placeFrom(text, at);
	return first === null ? null : listed(text, first, (next) => placeFrom(text, next));
}

/** Names from `at` on; null where no word stands. */
export function namesListed(at: number, context: NameContext): Listed<Span> | null {
	const end = nameEnd(at, context);
	if (end === null) return null;
	const first = { start: at, end };
	return listed(context.text, first, (start, joint) => {
		const item = itemAt(start, context);
		if (item === null || joint === "or" || isAlike(first, item, context)) return item;
		return joint === "and" ? { apart: item } : null;
	});
}

function itemAt(start: number, context: NameContext): Span | null {
	const end = negates(context.text, start) ? null : nameEnd(start, context);
	const name = context.text.slice(start, end ?? start);
	if (end === null || name.length < 2 || isStopWord(fold(name), null) || context.isEnd(name)) return null;
	return context.others.some((other) => overlaps(other, { start, end })) ? null : { start, end };
}

/** How somebody works is asked for more often than not. */
const ASKED =
	/^(?:hybrid|on-?site|permanent|full-?time|part-?time|vollzeit|teilzeit|unbefristet|festanstellung|cdi|urgent\p{L}*|asap|sofort|immediate\p{L}*)(?:\s|$)/iu;
/** Behind a name that ends. */
const CLOSED = /^\s*(?:$|[^\s\p{L}\p{N}])|^\s+(?<word>[\p{L}\p{M}'’]+)/u;

/**
 * Whether behind an "and" or a comma the same is meant as at first: a plural that is no skill, or a name that nothing follows and that is
 * of the same kind (two skills, two titles), a topic, or not known. "No agencies and java" wants java.
 */
function isAlike(first: Span, item: Span, context: NameContext): boolean {
	const { text, isEmployer } = context;
	const name = text.slice(item.start, item.end);
	if (ASKED.test(name) || placeAt(text, item.start) !== null) return false;
	const [kind, own] = [kindAt(item.start, context), kindAt(first.start, context)];
	if (isEmployer) return kind !== "title" && /^\p{Lu}/u.test(name);
	if (isPlural(name) && !isSkill(kind)) return true;
	return (kind === null || kind === "topic" || kind === own) && isClosed(item, context);
}

function isClosed({ end }: Span, { text, others }: NameContext): boolean {
	const match = CLOSED.exec(text.slice(end));
	const word = match?.groups?.word;
	if (match === null || word === undefined) return match !== null;
	const start = end + match[0].length - word.length;
	return isStopWord(fold(word), null) || others.some((other) => overlaps(other, { start, end: start + word.length }));
}
