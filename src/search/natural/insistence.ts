import { overlaps } from "../phrases/found.ts";
import type { Draft } from "./draft.ts";

/** "US only", "nur in Deutschland", "Berlin required", "preferably in Lyon": what stands beside a place, years or a language and says how much it is wanted. */

const START = String.raw`(?<![\p{L}\p{N}-])`;
const END = String.raw`(?![\p{L}\p{N}-])`;
/** "Not only in Berlin" leaves nobody out. */
const NOT = String.raw`(?<!(?:not|nicht|pas|non|no|n['’]est)\s+)`;
/** "Berlin required skills: java". */
const OF_OTHERS = String.raw`(?!\s*:|\s+(?:skills?|qualifications?|experience|kenntnisse|have|know|speak|be)${END})`;
const before = (words: string) => new RegExp(String.raw`${START}${NOT}(?:${words})[\s:]+$`, "iu");
const behind = (words: string) => new RegExp(String.raw`^\s+(?:${words})${END}${OF_OTHERS}`, "iu");

/** Said of where somebody lives, and of other limits. */
const ONLY =
	"only|exclusively|strictly|solely|nur|ausschlie(?:ß|ss)lich|uniquement|seulement|exclusivement|s[oó]lo|[uú]nicamente|solamente|exclusivamente";
const REQUIRED =
	"(?:(?:is|are|ist|sind|est|es)\\s+)?(?:(?:a\\s+|ein\\s+)?must|muss|required|mandatory|essential|zwingend(?:\\s+erforderlich)?|erforderlich|obligatoire|requise?|exigée?|obligatori[oa]|imprescindible)";
const WISH =
	"preferably|ideally|bevorzugt|vorzugsweise|idealerweise|am liebsten|gerne?|idéalement|de préférence|préférablement|idealmente|preferiblemente|preferentemente|a poder ser";
const WISHED =
	"(?:(?:is|are|ist|sind|would be)\\s+)?(?:preferred|preferably|ideally|desirable|desired|bevorzugt|wünschenswert|von vorteil|de préférence|souhaitée?s?|deseable|preferido)";
/** "Muss in Berlin wohnen", "doit habiter à Paris". */
const MUST =
	"muss|müssen|(?:doit|doivent)(?:\\s+(?:habiter|résider|vivre|être(?:\\s+(?:basée?|située?))?))?|(?:debe|deben|tiene que)(?:\\s+(?:vivir|residir|estar))?";
const HOUSED = behind("wohnen|leben|wohnhaft sein|ansässig sein|sein|haben|mitbringen|können");

interface Insistence {
	readonly demand: "required" | "wish";
	readonly before: RegExp;
	readonly behind: RegExp;
}

const INSISTED: readonly Insistence[] = [
	{ demand: "required", before: before(`${ONLY}|zwingend|unbedingt|${MUST}`), behind: behind(`${ONLY}|${REQUIRED}`) },
	{ demand: "wish", before: before(WISH), behind: behind(WISHED) },
];
const KINDS: ReadonlySet<Draft["kind"]> = new Set(["place", "years", "language", "education"]);

/** The same drafts; a wish that such words stand beside has them, and is a demand or decides nothing. */
export function insistedOn(text: string, drafts: readonly Draft[]): readonly Draft[] {
	return drafts.map((draft) => {
		if (draft.role !== "must" || draft.asWritten === true || !KINDS.has(draft.kind)) return draft;
		const others = drafts.filter((one) => one !== draft);
		return INSISTED.map((one) => insisted(text, draft, one)).find((one) => isFree(one, others)) ?? draft;
	});
}

const isFree = (draft: Draft | null, others: readonly Draft[]): draft is Draft =>
	draft !== null && !others.some((other) => overlaps(other, draft));

function insisted(text: string, draft: Draft, said: Insistence): Draft | null {
	const lead = said.before.exec(text.slice(0, draft.start))?.[0].length ?? 0;
	const tail = (lead > 0 ? HOUSED : said.behind).exec(text.slice(draft.end))?.[0].length ?? 0;
	if (lead + tail === 0) return null;
	const at = { ...draft, start: draft.start - lead, end: draft.end + tail };
	return said.demand === "required" ? { ...at, role: "required" } : { ...at, query: `%${draft.query}`, role: "wanted" };
}

/** Whether a word is one of these: it is part of no name beside it. */
export const isInsistent = (word: string): boolean => WORD.test(word);
const WORD = new RegExp(`^(?:${ONLY}|${WISH}|${REQUIRED}|${WISHED})$`, "iu");
