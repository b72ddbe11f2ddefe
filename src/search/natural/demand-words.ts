/** Words that say what is demanded or wished for, and those around its name. */

export type Demand = "required" | "wish";

const BEFORE = String.raw`(?<![\p{L}\p{N}-])`;
const BEHIND = String.raw`(?![\p{L}\p{N}-])`;
const pattern = (words: string) => new RegExp(`${BEFORE}(?:${words})${BEHIND}`, "giu");

/** "Muss Englisch können": the verb ends it. */
const VERBS = "können|haben|kennen|sprechen|beherrschen|mitbringen";
export const VERB_BEHIND = new RegExp(String.raw`\s+(?:${VERBS})$`, "iu");

export const LEADS: readonly (readonly [Demand, RegExp])[] = [
	[
		"required",
		pattern(
			String.raw`(?:who\s+)?must[ -](?:haves?|know|speak|live|reside|be(?:\s+(?:based|located|living|resident|residing))?)|(?:required|mandatory|essential|zwingend|unbedingt|pflicht|voraussetzung(?:en)?|obligatoire|indispensable|imprescindible)(?=\s*:)|m(?:uss|üssen)\s+(?:haben|können)|m(?:uss|üssen)(?=\s[^,;.\n]{1,60}\s(?:${VERBS})(?![\p{L}\p{N}-]))|debe\s+(?:tener|saber|hablar|conocer|dominar)|doit\s+(?:avoir|connaître|parler|maîtriser)`,
		),
	],
	[
		"wish",
		pattern(
			String.raw`nice[ -]to[ -]haves?|would be nice|(?:preferably|ideally|idealerweise|idéalement|idealmente|preferiblemente)(?:\s+(?:with|mit|avec|con))?|(?:preferred|desirable|optional|bonus|wünschenswert|souhaitée?s?|deseable)(?=\s*:)`,
		),
	],
];
/** "Imprescindible inglés", "inglés imprescindible": what is demanded stands behind them or before them. */
export const EITHER_SIDE = pattern(String.raw`zwingend(?!\s+erforderlich)|unbedingt|indispensable|imprescindible`);

const WISHED = String.raw`(?:is\s+|are\s+|ist\s+|would be\s+)?(?:preferred|desirable|desired|optional|a\s+(?:big\s+|huge\s+|strong\s+)?plus|a\s+bonus|an advantage|nice[ -]to[ -]have|von vorteil|wünschenswert|souhaitée?|un (?:plus|atout)|deseable|una ventaja)`;
export const TAILS: readonly (readonly [Demand, RegExp])[] = [
	[
		"required",
		pattern(
			String.raw`(?:is\s+|are\s+|ist\s+|est\s+|es\s+)?(?:required|mandatory|essential|a must|ein muss|muss(?=\s*(?:[,;.]|$))|zwingend(?: erforderlich)?|erforderlich|pflicht|(?:eine\s+)?voraussetzung|vorausgesetzt|obligatoire|indispensable|exigée?|requise?|obligatori[oa]|imprescindible|requerid[oa])`,
		),
	],
	["wish", pattern(WISHED)],
];

/** What ends a list. */
export const END = /[;.\n]|$/u;
export const PART = /[,;.\n]|$/u;

const WISHED_PART = new RegExp(String.raw`^[^,;.\n]*?\s${WISHED}\s*(?:[,;.\n]|$)`, "iu");
/** "German a plus" of "must speak English, German a plus": whether what begins there is only wished for. */
export const isWishedAt = (text: string, at: number): boolean => WISHED_PART.test(text.slice(at));

/** "Must have (python or java)". */
const BRACKETS = /^[([{]+|[)\]}]+$/gu;
/** "Ideally someone familiar with React". */
const ASKING =
	/^(?:(?:some|any)(?:one|body)\s+)?(?:(?:who\s+)?(?:is|has|knows?)\s+)?(?:(?:familiar(?:ity)?|experienced?|proficien(?:t|cy)|skilled|knowledge|background)\s+(?:with|in|of)\s+)?/iu;
const ARTICLE = /^(?:an?|the|some|eine?[nmrs]?|der|die|das|une?|le|la|les|el|los|las)\s+/iu;
/** "Strong Python skills" */
const HOW_GOOD =
	/^(?:(?:very|sehr|très|muy|strong|solid|good|excellent|proven|deep|extensive|advanced|hands[ -]on|gute[nrs]?|solide[nrs]?|fundierte[nrs]?|bonnes?|solides?|excellentes?|buen[oa]s?|sólid[oa]s?)\s+)+/iu;
const SKILLS =
	/\s+(?:skills?|experience|knowledge|expertise|background|kenntnisse|erfahrung(?:en)?)$|^(?:experience|expertise|knowledge|background|skills)\s+(?:with|in|of)\s+/giu;
/** "TS/SCI clearance", "ACCA qualified": a short name, and what kind of paper it is. */
const PAPER =
	/^(?<name>\p{Lu}[\p{Lu}\p{N}]+(?:[/&+-][\p{Lu}\p{N}]+)*)\s+(?:clearance|licen[cs]ed?|certificat(?:e|ion)|certified|qualified|qualification|registration|registered|card)$/u;

/**
 * The name of what is asked for, without the words around it.
 * @param isKnown whether a name is one of something that can be demanded
 * @param isPlace whether nothing but a place is called so: a "UK licence" is no demand to live there
 */
export function nameAsked(
	written: string,
	isKnown: (name: string) => boolean,
	isPlace: (name: string) => boolean,
): string {
	const name = written.replace(BRACKETS, "").replace(ASKING, "").replace(ARTICLE, "");
	if (!/\s/u.test(name) || isKnown(name)) return name;
	const bare = name.replace(HOW_GOOD, "").replace(SKILLS, "");
	if (isKnown(bare)) return bare;
	const paper = PAPER.exec(name)?.groups?.name ?? "";
	return paper === "" || isPlace(paper) ? name : paper;
}
