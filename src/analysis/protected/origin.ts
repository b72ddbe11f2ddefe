import { always, anywhere, clause, hinting, opening, type Phrase, type Topic, unless } from "./pattern.ts";

/** Nationality, and where and when somebody was born. */

const YEAR = "(?:19[3-9]\\d|200\\d|201\\d)";
const BORN = "born|gebürtig|née?|nacid[oa]|nat[oa]|nascid[oa]|född|urodzon[ya]";
/** What is born somewhere and is nobody: "a start-up born in Berlin". */
const THING =
	/(?<![\p{L}\p{N}])(?:compan(?:y|ies)|firm|start-?up|project|product|brand|idea|initiative|movement|collective|agency|studio|festival|label|platform|band|method|concept|programme?|network|technology|unternehmen|firma|projekt|marke|idee|entreprise|société|projet|marque|idée|produit|méthode|empresa|compañía|proyecto|marca|idea|producto|progetto|marchio)(?![\p{L}\p{N}])/iu;

/** A name as it is written, so without the case folded. */
const PLACE =
	"(?:(?:the|La|Le|El|Los|Las|San|St\\.?|Bad) )?\\p{Lu}\\p{L}+(?:[ -](?:am |an der |de |del |la )?\\p{Lu}\\p{L}+){0,2}(?:, \\p{Lu}\\p{L}+(?=\\s*(?:$|[.;)])))?";
const cased = (body: string) => new RegExp(`(?<![\\p{L}\\p{N}-])${body}`, "gu");

const NATIONALITY: readonly Phrase[] = always(
	// What begins with a capital goes on in a name: "Australian National University".
	/(?<![\p{L}\p{N}])(?:a |an )?(?:\p{Lu}[\p{L}.]*[ /-]){0,2}\p{Lu}[\p{L}.]+ (?:citizen(?![\p{L}\p{N}])(?!\s\p{Lu})|national(?=\s?(?:$|[,;.|)\n]|(?:and|with|by|living|residing|since)\s)))/gu,
	/(?<![\p{L}\p{N}])(?:[Cc]itizen|[Nn]ational) of (?:the )?\p{Lu}\p{L}*(?: \p{Lu}\p{L}*)*/gu,
	anywhere("of \\p{L}+ nationality"),
	anywhere("\\p{L}+e[rn]? (?:staatsbürger(?:in|schaft)?|staatsangehörige[rn]?|staatsangehörigkeit|nationalität)"),
	anywhere("(?:de nationalité|de nacionalidad|di nazionalità|di cittadinanza|de nacionalidade) \\p{L}+"),
	clause("(?:cittadin[oa]|ciudadan[oa]|cidadã[o]?|citoyen(?:ne)?|obywatel(?:ka)?|medborgare i) \\p{L}+"),
	anywhere("(?:\\p{L}+ nationaliteit|\\p{L}+ vatandaşı(?:yım)?)"),
);

const BIRTH: readonly Phrase[] = [
	...always(
		anywhere(
			`(?:${BORN}|geboren)(?: (?:and raised|und aufgewachsen))? (?:on|in|am|le|en|à|el|il|a|nel|em|op|den|w)(?: [\\p{L}\\d.,/-]{1,30}){0,5}? ?[\\d./-]{0,12}${YEAR}`,
		),
		clause(`(?:${BORN}|geb(?:oren|\\.)?|jahrgang)(?: in| on| am| en| im)? (?:[\\d./-]{1,8})?${YEAR}`),
		opening(
			`(?:${BORN}|geb(?:oren|\\.))(?: am)? (?:\\d{1,2}\\. ?)?(?:\\p{L}+ |[\\d./-]{1,8})?${YEAR} (?:in|à|en|a|te|i|w) \\p{Lu}\\p{L}+`,
		),
	),
	...unless(
		THING,
		// Who else was born somewhere is no "I": "Acme was born in Boston".
		cased(`(?<!\\p{L} (?:was|were) )(?:I was |[Ww]ho was )?[Bb]orn(?: and (?:raised|bred|educated))? in ${PLACE}`),
		cased(`(?:Ich (?:bin|wurde) |[Bb]in |[Ww]urde )?in ${PLACE} geboren(?: und aufgewachsen)?(?![\\p{L}])`),
		cased(`[Gg]eboren(?: und aufgewachsen)? in ${PLACE}`),
		cased(`[Gg]ebürtig aus ${PLACE}`),
		cased(`[Gg]ebürtige[r]? \\p{Lu}\\p{L}+(?:er|erin|in|e)(?![\\p{L}])`),
		cased(`(?:Je suis )?[Nn]ée?(?: et (?:élevée?|grandie?))? (?:à|au|en) ${PLACE}`),
		cased(`(?:[Nn]ací|(?:Soy )?[Nn]acid[oa])(?: y criad[oa])? en ${PLACE}`),
		cased(`(?:Sono )?[Nn]at[oa](?: e cresciut[oa])? (?:a|in) ${PLACE}`),
	),
];

export const NATIONALITY_TOPIC: Topic = {
	hint: /citizen|national|nacional|naciona|nazional|staatsb|staatsa|cittadin|ciudadan|cidadã|citoyen|obywatel|medborgare|vatanda/u,
	phrases: NATIONALITY,
};

export const BIRTH_TOPIC: Topic = {
	hint: hinting("born|gebor|geb\\.|gebürt|née?|nac[ií]|nat[oa]|nascid|född|urodzon|jahrgang"),
	phrases: BIRTH,
};
