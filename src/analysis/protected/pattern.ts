/** How a sentence tells something of whoever writes it: what the patterns of all protected attributes are made of. */

export interface Phrase {
	readonly pattern: RegExp;
	/** Where the rest of the sentence has it, the words are said of others, or of a thing, and stay. */
	readonly unless: RegExp | null;
}

/** Stands where words were; of private use, so that no text has it. */
export const GONE = "\uE000";
const BLANK = `[\\s${GONE}]{0,4}`;

/** What is told of one matter. */
export interface Topic {
	/** Stands in every one of the phrases, in small letters: looked for first, because nearly all texts have none of it. */
	readonly hint: RegExp;
	readonly phrases: readonly Phrase[];
}

/** @param words by their beginnings, with "|" between */
export const hinting = (words: string) => new RegExp(`(?<!\\p{L})(?:${words})`, "u");

export const always = (...patterns: readonly RegExp[]): Phrase[] =>
	patterns.map((pattern) => ({ pattern, unless: null }));
export const unless = (of: RegExp, ...patterns: readonly RegExp[]): Phrase[] =>
	patterns.map((pattern) => ({ pattern, unless: of }));

/** Begins what somebody says of himself. */
export const SELF =
	"(?:(?:i am|i['’]m|being|i identify as)(?: (?:also|now|currently|still|proudly|openly))?(?: an?)?|as an?|ich bin(?: (?:auch|selbst|offen|derzeit|inzwischen))?(?: eine?)?|als|je suis(?: (?:aussi|actuellement|ouvertement))?(?: une?)?|en tant que|soy(?: (?:también|abiertamente))?(?: una?)?|como|estoy|sono(?: una?)?|sou(?: uma?)?|ik ben(?: een)?|jag är(?: en)?|jestem)";

/** Not the first part of a name or of a trade: "I am a Christian Aid volunteer", "as a gay rights lawyer". */
export const NO_NOUN_BEHIND =
	"(?![-'’]|[ -](?!(?:and|but|who|with|in|from|since|living|und|aber|mit|aus|seit|et|mais|qui|avec|depuis|y|pero|que|con|desde)(?![\\p{L}-]))\\p{L})";

const between = (signs: string, body: string) =>
	new RegExp(`(?<=^|[${signs}]${BLANK})(?:${SELF} )?${body}(?=${BLANK}(?:$|[,;.|)\\n–—-]))`, "giu");
/** A part of a sentence between its signs, whole: "..., married, two children, ...". */
export const clause = (body: string) => between(",;.:|(\\n–—-", body);
/** Such a part that is no value behind a label: not "Clients: Catholic". */
export const item = (body: string) => between(",;.|(\\n–—-", body);
/** A sentence that says nothing else. */
export const sentence = (body: string) => new RegExp(`(?<=^|[.!?\\n]${BLANK})${body}(?=${BLANK}(?:$|[.!?\\n]))`, "giu");
/** What begins such a part. */
export const opening = (body: string) =>
	new RegExp(`(?:(?<=^|[,;.:(\\n]${BLANK})|(?<![\\p{L}\\p{N}])${SELF} )${body}(?![\\p{L}\\p{N}])`, "giu");
/** Said of oneself, anywhere. */
export const self = (body: string) => anywhere(`${SELF} ${body}`);
export const anywhere = (body: string) => new RegExp(`(?<![\\p{L}\\p{N}])${body}(?![\\p{L}\\p{N}])`, "giu");

/** Whoever is attended to, spoken for or written about: the sentence is about work with them. */
export const OTHERS = new RegExp(
	`(?<![\\p{L}\\p{N}])(?:${[
		"patients?|clients?|customers?|residents?|pupils?|students?|child|children|kids?|youths?|adults|elderly|people|persons|families|users?|individuals|victims?|refugees?|employees|candidates|applicants",
		"car(?:ed?|ing) (?:for|of)|support(?:s|ed|ing)?|help(?:s|ed|ing)?|assist(?:s|ed|ing)?|advis(?:ed?|es|ing)|advocat(?:ed?|es|ing)|counsel\\p{L}*|teach(?:es|ing)?|taught|train(?:s|ed)|coach(?:es|ed|ing)|treat(?:s|ed|ing)|nurs(?:ed|ing)|look(?:s|ed|ing)? after|work(?:s|ed|ing)? with|interview(?:s|ed|ing)|photograph(?:s|ed|ing)?|rights|studies",
		"patient\\p{L}*|klient\\p{L}*|kund(?:e|en|innen)|bewohner\\p{L}*|schüler\\p{L}*|kind(?:er[n]?)?|jugendliche\\p{L}*|menschen|personen|betroffene\\p{L}*|betreu\\p{L}*|pflegt\\p{L}*|pflege (?:von|der)|unterstütz\\p{L}*|begleite\\p{L}*|begleitung|förder\\p{L}*|berat(?:e|en|ung)|assistenz|arbeit mit|umgang mit|für",
		"usagers?|résident\\p{L}*|élèves?|enfants?|jeunes|personnes|publics?|adultes|accompagn\\p{L}*|aide aux?|accueil\\p{L}*|auprès|soutien|soins? aux?|prise en charge|encadr\\p{L}*|dossiers?|pour",
		"pacientes?|clientes?|usuari[oa]s?|residentes|alumn[oa]s?|niñ[oa]s?|personas|jóvenes|menores|adultos|colectivos?|atención|atend\\p{L}*|cuidad[oa]s? (?:de|a)|apoyo|apoy[aéó]\\p{L}*|acompaña\\p{L}*|asisten\\p{L}*|ayud[aéó]\\p{L}*|inserción|para",
	].join("|")})(?![\\p{L}\\p{N}])`,
	"iu",
);
