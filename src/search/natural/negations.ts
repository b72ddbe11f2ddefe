/** Words that say what must not be: "no", "not from", "who isn't", "neither", "keine", "qui n'est pas", "que no sea". */

/** What a negation says of the words behind it; each is there or not. */
export interface Negation {
	/** Of the words that say it. */
	readonly start: number;
	/** Where begins what must not be. */
	readonly at: number;
	/** Not: leaves out the next word or name. */
	readonly isNext: boolean;
	/** Keine. */
	readonly isInflected: boolean;
	/** Outside: of a place only. */
	readonly isOutside: boolean;
	/** All developers but: leaves out a plural only. */
	readonly isOfAll: boolean;
	/** From, at, bei: an employer or a place. */
	readonly isFrom: boolean;
	/** In, à: a place may follow. */
	readonly isInside: boolean;
	/** An agency, eine Agentur: no name of a company. */
	readonly isAny: boolean;
}

const any = (...words: readonly string[]): string => `(?:${words.join("|")})`;

const LEAD = any("but", "und", "and", "et", "y");
const WHO = any("who", "that", "which", "d(?:er|ie|as)", "qui", "que");
const IS = any(
	"is|are|was|were|has|have|had|does|do|did",
	"can|could|must|should|shall|will|would|may|might",
	"que|haya[ns]?|hat|haben",
);
const NOT = any(
	"not",
	"never",
	"(?:is|are|was|were|has|have|had|must|should|could|would)n['’]t",
	"can['’]t|won['’]t|cannot",
	String.raw`(?:does|do|did)n['’]t(?=\s+(?:live|reside|have|know|work|speak|use)\s)`,
	// "Non German speaking"; "non profit" is a trade.
	String.raw`non(?=[\s-]\p{L}+[\s-]speak)`,
	String.raw`nicht(?!\s+mehr\s+(?:bei|für)\s)`,
	"nie(?:mals)?",
	String.raw`(?:(?:n['’]|ne\s+)(?:est|sont|soit|soient|a|ait|ont|habite|vit)\s+)?(?:pas(?!\s+de\s)|jamais)`,
	String.raw`no\s+(?:sean?|es|son|est[áé]n?|ha(?:n|yan?)?)`,
	String.raw`no(?=\s+(?:viv[ae]n?|teng[ao]n?|sepan?|habl[ae]n?|trabaj[ae]n?|usen?)\s)`,
	"nunca",
);
const WITHOUT = any(
	String.raw`no(?!\s+(?:one|longer\s+(?:at|with|for))\s)`,
	"neither",
	// "With or without" says nothing.
	String.raw`(?<!(?:with|mit|avec|con)\s+(?:or|oder|ou|o)\s+)(?:without|ohne|sans|sin)`,
	String.raw`(?<!(?:or|and|&)\s)w\/o`,
	"except(?: for)?",
	"(?:any(?:one|body)? )?other than",
	"(?:instead of|rather than)",
	"with the exception of",
	"mit Ausnahme von",
	"à l['’]exception de",
	String.raw`(?=menos\s)(?<=tod[oa]s(?:\s+[\p{L}-]+){0,3}\s+)menos(?=\s+\p{L})`,
	"apart from",
	"exclud(?:e|ing):?",
	String.raw`(?<=(?:^|[,;.])\s*|please\s+)(?:remove|skip|ignore|drop)`,
	"lacking",
	"minus",
	// "Helps clients avoid fines" leaves out nobody.
	String.raw`(?<=(?:^|[,;.])\s*(?:please\s+)?)avoid(?:ing)?`,
	String.raw`excl\.?`,
	String.raw`(?:nobody|no one)(?!\s+(?:but|except)\s)`,
	String.raw`(?:every(?:one|body|where|thing)\s+|any(?:where|thing)\s+|(?<=any(?:one|body|\s+\p{L}+)\s+))but(?!\s+not\s)`,
	"weder",
	"au(?:ß|ss)er",
	"ausgenommen|abgesehen von|exklusive|keinesfalls|auf keinen Fall",
	String.raw`exkl\.?`,
	"exclu(?:re|ant)",
	"pas de",
	"sauf|hormis",
	"except[ée]e?s?|à l['’]exclusion de",
	"hors(?! de)",
	String.raw`excluy\p{L}+`,
	"excluir",
	"excepto|exceptuando|salvo|a excepción de",
	"ning[uú]n(?:a|o)?",
	// "Ni agence ni freelance"
	String.raw`ni(?=\s[^,.;]{1,40}\sni\s)`,
);
/** "All rounder but senior" leaves out nobody. */
const OF_ALL = String.raw`(?=but\s)(?<=(?:^|[^\p{L}\p{N}])all(?:\s+[\p{L}-]+){0,2}\s+[\p{L}-]+s\s+)but`;
const OUTSIDE = any("outside(?: of)?", "außerhalb(?: von)?", "(?:en de)?hors de", "fuera de");
const NOW = any("currently", "now", "derzeit", "aktuell", "actuellement", "actualmente");
const LIVES = any(
	"based|located|living|lives?|residing|resides?",
	"wohnhaft|ansässig|lebend",
	"basée?s?|résidant|domiciliée?s?",
	"ubicad[oa]s?|residentes?|viv[ae]n?|viviendo",
);
const ARTICLE = any("an?", "the", "ein(?:e[mnr]?)?", "une?", "una");
/** "Worked at an agency": where is no part of what. */
const WORKED = String.raw`${any("work(?:ed|ing|s)?", "been employed", "employed", "travaillé", "trabaj(?:ado|[ae]n?)")}\s+(?:${any("at", "for", "with", "dans", "chez", "pour", "para")}\s+(?=${ARTICLE}\s)|(?=(?:in|en|à)\s))`;
/** "Without experience in sales": of something that others have. */
const EXPERIENCED = String.raw`(?:(?:any|prior|previous|professional|work)\s+)*${any("experience|knowledge|(?:berufs)?erfahrung(?:en)?|kenntnisse|expérience|connaissances?|experiencia|conocimientos?")}\s+(?:${any("with", "of", "mit", "im", "avec", "dans", "con", "de", "des")}\s+|(?=${any("in", "en", "at", "bei", "chez")}\s))`;
const HAS = any("have", "know", "us(?:e[ds]?|ing|en?)", "with", "mit", "avec", "con", "teng[ao]n?", "sepan?");
/** "No candidates from Berlin": it is Berlin that is left out. */
const PEOPLE = String.raw`${any("those", "people", "persons?", "any(?:one|body)", "candidates?", "applicants?", "bewerber(?:innen)?", "kandidaten", "leute", "candidate?s", "personnes", "candidat[oa]s", "personas")}\s+(?:(?:who|that)\s+)?(?:(?:is|are|lives?)\s+)?(?=${any("based", "located", "living", "from", "in", "at", "aus", "von", "bei", "in", "de", "en", "à", "chez")}\s)`;
const AS = String.raw`(?:(?:worked|been|gearbeitet|travaillé|trabajado)\s+)?(?:as|als|comme|como)`;

const NEGATION = new RegExp(
	String.raw`(?<![\p{L}\p{N}])(?:${LEAD} )?(?:${WHO}\s+)?(?:${IS}\s+)?` +
		String.raw`(?:(?:pas|sans) d['’]|(?:(?<next>${NOT})|(?<ofAll>${OF_ALL})|${WITHOUT}|(?<inflected>keine?[nrsm]?)|(?<outside>${OUTSIDE}))\s+)` +
		String.raw`(?:${PEOPLE})?(?:${EXPERIENCED})?(?:be(?:en)?\s+(?!employed|as\s))?(?:${NOW}\s+)?(?:${WORKED}|${AS}\s+|${HAS}\s+|${LIVES}\s+(?=(?:in|en|à|at)\s))?` +
		String.raw`(?<from>(?:from|at|@|aus|von|bei|chez|de)\s+)?(?<inside>(?:in|en|à)\s+)?` +
		String.raw`(?:(?<any>an?|ein(?:e[mnr]?)?|une?|una)\s+|(?:any|the|der|die|das|den|les|des|los|las)\s+)?`,
	"giu",
);

const AT = new RegExp(NEGATION.source, "iuy");

/** Whether a negation begins there. */
export function negates(text: string, at: number): boolean {
	AT.lastIndex = at;
	return AT.test(text);
}

export const negationsIn = (text: string): Negation[] =>
	[...text.matchAll(NEGATION)].map(({ index, 0: words, groups = {} }) => ({
		start: index,
		at: index + words.length,
		isNext: groups.next !== undefined,
		isInflected: groups.inflected !== undefined,
		isOutside: groups.outside !== undefined,
		isOfAll: groups.ofAll !== undefined,
		isFrom: groups.from !== undefined,
		isInside: groups.inside !== undefined,
		isAny: groups.any !== undefined,
	}));
