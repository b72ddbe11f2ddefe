import { AGE, STATUS } from "./family.ts";
import {
	always,
	anywhere,
	hinting,
	item,
	NO_NOUN_BEHIND,
	OTHERS,
	opening,
	type Phrase,
	self,
	sentence,
	type Topic,
	unless,
} from "./pattern.ts";

/** Sex and sexual orientation. */

const WOMAN_OR_MAN = "(?:woman|man|lady|gentleman|frau|mann|femme|homme|mujer|hombre|varón|donna|uomo|mulher|homem)";
const FEMALE_OR_MALE =
	"(?:female|male|weiblich|männlich|féminin|masculin|femenin[oa]|masculin[oa]|femmina|maschio|femme|homme|mujer|hombre)";
/** Feminine and masculine forms that are no name of a person's trade. */
const BEFORE_TRADE = "(?:female|male|woman|weibliche[r]?|männliche[r]?)";
const NO_TRADE =
	"(?!['’-]|[ ](?:health|care|fashion|wear|clothing|fertility|sexual|reproductive|sports?|football|voice|choir|model|rights|youth|patients?|clients?|students?))";
const OF_PERSON =
	"(?:(?:proud|young|strong|single|married|trans|transgender|queer|gay|lesbian|bisexual|black|brown|white|asian|african|muslim|christian|jewish|disabled|deaf|blind|stolze[r]?|junge[r]?|starke|jeune|joven) )?";
/** Fields that are no skill: what goes with "a woman in". */
const FIELD =
	"(?: (?:in (?:the )?(?:tech|technology|stem|it|science|business|leadership|trades)|in der (?:technik|it|wissenschaft|führung)|dans (?:la tech|le numérique|la science)|en (?:la )?(?:tecnología|tech|ciencia)))?";
const AGED = `${AGE}(?: (?:years?(?: old)?|jahre(?: alt)?|ans|años|anni))?`;

const SEX: readonly Phrase[] = always(
	self(`${OF_PERSON}${WOMAN_OR_MAN}${FIELD}${NO_NOUN_BEHIND}`),
	self(`${FEMALE_OR_MALE}(?=\\s*(?:$|[,.;)\\n]|(?:and|und|et|y) ))`),
	self(`${BEFORE_TRADE}${NO_TRADE}(?= \\p{L}{4})`),
	opening(
		`(?:an?|eine?|une?|una?) ${OF_PERSON}${WOMAN_OR_MAN}${FIELD}(?=\\s*(?:$|[,.;!\\n]|with (?:over |more than )?\\d))`,
	),
	sentence(`(?:${FEMALE_OR_MALE}|${OF_PERSON}${WOMAN_OR_MAN})`),
	item(`(?:${FEMALE_OR_MALE}|${WOMAN_OR_MAN}),? (?:${AGED}|${STATUS})`),
	item(`(?:${AGED}|${STATUS}), (?:${FEMALE_OR_MALE}|frau|mann)`),
	/\(?(?<![\p{L}\p{N}/])(?:she\/her(?:\/hers)?|he\/him(?:\/his)?|they\/them(?:\/theirs)?)(?![\p{L}\p{N}/])\)?/giu,
);

const ORIENTED =
	"(?:gay|lesbian|bisexual|homosexual|heterosexual|pansexual|transgender|transsexual|cisgender|genderqueer|non-?binary|intersex|schwul|lesbisch|lesbe|bisexuell|homosexuell|heterosexuell|pansexuell|transgeschlechtlich|transsexuell|nicht-?binär|homosexuel(?:le)?|lesbienne|bisexuel(?:le)?|hétérosexuel(?:le)?|transgenre|non[- ]binaire|lesbiana|transexual|transgénero|no binari[oae])";
/** Words that name theories, works and scenes as well. */
const ORIENTED_OR_TOPIC = `(?:${ORIENTED}|queer|asexual|trans|lgbt\\p{L}*\\+?)`;
const OPENLY = "(?:(?:openly|proud(?:ly)?|offen|stolz|ouvertement|abiertamente) )";
const PERSON =
	"(?: (?:woman|man|person|mother|father|parent|frau|mann|mensch|femme|homme|personne|mujer|hombre|persona))?";
const MOVEMENT = "(?:lgbt\\p{L}*\\+?|lgtb\\p{L}*\\+?|queer|gay|lesbian|trans(?:gender)?|disabled|deaf|neurodivergent)";
/** Others of the kind: a list of topics or of groups, as "gay, lesbian and bisexual literature". */
const OTHERS_OR_TOPICS = new RegExp(`${OTHERS.source}|(?<![\\p{L}])${ORIENTED_OR_TOPIC}(?![\\p{L}])|:`, "iu");

const ORIENTATION: readonly Phrase[] = [
	...always(
		self(`(?:${OPENLY})?${ORIENTED_OR_TOPIC}${PERSON}${NO_NOUN_BEHIND}`),
		sentence(`(?:an? )?(?:${OPENLY}${ORIENTED_OR_TOPIC}|${ORIENTED}|queer)${PERSON}`),
		item(`(?:${ORIENTED_OR_TOPIC}, (?:${AGED}|${STATUS})|(?:${AGED}|${STATUS}), ${ORIENTED_OR_TOPIC})`),
		anywhere(`(?:an? )?(?:proud |active )?(?:member|part) of the ${MOVEMENT}(?: (?!community)\\p{L}+)? community`),
		anywhere(`(?:teil|mitglied) der ${MOVEMENT}[- ](?:community|gemeinschaft)`),
		anywhere(`membre de la communauté ${MOVEMENT}`),
		anywhere(`(?:miembro|parte) (?:del colectivo|de la comunidad) ${MOVEMENT}`),
		anywhere(`(?:sexual orientation|sexuelle orientierung|orientation sexuelle|orientación sexual): ?\\p{L}+`),
	),
	...unless(OTHERS_OR_TOPICS, item(`(?:an? )?(?:${OPENLY})?${ORIENTED}${PERSON}`)),
];

export const ORIENTATION_TOPIC: Topic = {
	hint: hinting(`${ORIENTED_OR_TOPIC}|lgtb|sexual |sexuelle |deaf|disabled|neurodivergent`),
	phrases: ORIENTATION,
};

export const SEX_TOPIC: Topic = {
	hint: hinting(`${WOMAN_OR_MAN}|${FEMALE_OR_MALE}|weibliche|männliche|she/|he/|they/`),
	phrases: SEX,
};
