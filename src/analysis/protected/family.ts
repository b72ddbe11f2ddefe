import {
	always,
	anywhere,
	clause,
	GONE,
	hinting,
	item,
	NO_NOUN_BEHIND,
	OTHERS,
	opening,
	type Phrase,
	self,
	type Topic,
	unless,
} from "./pattern.ts";
import { SHORT_FAITH } from "./religion.ts";

/** Age, marriage and children. */

const COUNT =
	"(?:\\d|one|two|three|four|five|six|twins|zwei(?:er)?|drei(?:er)?|vier|fünf|deux|trois|quatre|cinq|dos|tres|cuatro|due|tre|quattro|dois|duas|três|twee|drie|två|dwojga|trojga)";
const NUMBER = `(?:${COUNT}|an?|ein(?:em|er|es)?|un[ea]?|uma?)`;
const CHILDREN =
	"(?:(?:little|young|grown(?:-up)?|small|adult|kleine[rn]?|erwachsene[rn]?) )?(?:child(?:ren)?|kids?|boys?|girls?|sons?|daughters?|kind(?:er[n]?|es)?|söhnen?|töchtern?|enfants?|fils|filles?|hij[oa]s?|figli[oae]?|filh[oa]s?|kinderen|barn|dzieci)";
export const STATUS =
	"(?:(?:happily |glücklich |felizmente )?(?:married|divorced|widowed|verheiratet|ledig|geschieden|verwitwet|mariée?|célibataire|divorcée?|veuve?|pacsée?|casad[oa]|solter[oa]|divorciad[oa]|viud[oa]|sposat[oa]|coniugat[oa]|celibe|nubile|divorziat[oa]|solteir[oa]|viúv[oa]|getrouwd|gehuwd|ongehuwd|gescheiden|żonaty|zamężna|rozwiedzion[ya]|evli|bekâr))";
const PARENT =
	"(?:mother|father|mum|mom|dad|parent|mutter|vater|mère|père|madre|padre|mãe|pai|moeder|vader|mamma|pappa|matka|ojciec)";
const PROUD =
	"(?:(?:proud|loving|single|working|divorced|married|widowed|stolze[r]?|alleinerziehende[r]?|berufstätige[r]?|verheiratete[r]?|fière|fier|heureu(?:x|se)|orgullos[oa]|felice?) )?";
const YEARS_OLD =
	"(?:years? old|years? of age|jahre alt|ans d['’]âge|años de edad|anni di età|anos de idade|jaar oud|år gammal|yaşında(?:yım)?)";
const YEARS = "(?:years?|jahre|ans|años|anos|anni|jaar)";
export const AGE = "[1-9]\\d";
/** What is so many years old and is nobody: "a 20-year-old company". */
const THING =
	"(?:s\\b|[ -](?:\\p{L}+[ -]){0,2}(?:compan|firm|business|brand|tradition|institution|organi[sz]ation|school|code|system|platform|software|application|building|plant|product|patient|child|kid|pupil|student|boy|girl|debt|problem))";
/** Not "J'ai 10 ans d'expérience", "tengo 12 años trabajando". */
const NO_EXPERIENCE = "(?!\\s(?:d['’]|de(?! edad)|di(?! età)|in|en|als|come|comme|como|\\p{L}+(?:ando|iendo)))";
const DECADE =
	"(?:twenties|thirties|forties|fifties|sixties|seventies|[2-7]0['’]?s|(?:mit)?zwanzigern|dreißigern|vierzigern|fünfzigern|sechzigern)";

const YEAR_OLD = `(?:an? )?${AGE}[- ]year[- ]old(?!${THING})`;
/** "58-jährige Mutter"; not "20-jährige Erfahrung". */
const JAEHRIG = `(?:eine? )?${AGE}-?jährige[rn]?`;

const AGES: readonly Phrase[] = [
	...always(
		opening(`${YEAR_OLD}(?: ${STATUS})?(?: (?:wo)?man)?`),
		clause(`(?:now |currently )?${AGE} ${YEARS_OLD}`),
		item(`(?:${AGE} ${YEARS}, ${STATUS}|${STATUS}, ${AGE} ${YEARS})`),
		anywhere(
			`(?:i am|i['’]m|ich bin|je suis|soy|estoy|sono|sou|ik ben|jag är|jestem)(?: (?:now|currently|almost|already|jetzt|schon|inzwischen))? ${AGE}(?: ${YEARS_OLD}|(?=\\s*(?:$|[,.;)]|(?:and|und|et|y) )))`,
		),
		anywhere(`(?:j['’]ai|tengo|tenho|ho) ${AGE} (?:${YEARS_OLD}|ans|años|anos|anni)${NO_EXPERIENCE}`),
		anywhere(`in my (?:early |mid[- ]?|late )?${DECADE}${NO_NOUN_BEHIND}`),
		self(`(?:anfang|mitte|ende) (?:zwanzig|dreißig|vierzig|fünfzig|sechzig|[2-6]0)`),
		self(`${JAEHRIG}(?: (?:mutter|vater|frau|mann|familienvater))?`),
		clause(`aged ${AGE}`),
	),
	...unless(
		OTHERS,
		anywhere(`${YEAR_OLD}(?= ${PROUD}${PARENT}| (?:wo)?man)`),
		anywhere(`${JAEHRIG}(?= (?:mutter|vater|frau|mann|familienvater))`),
		anywhere(`(?:and|und|et|y) ${AGE} ${YEARS_OLD}`),
		anywhere(`(?:at the age of ${AGE}|at ${AGE} ${YEARS_OLD})(?=,)`),
		anywhere(`âgée? de ${AGE} ans`),
		item(`de ${AGE} años de edad`),
	),
];

const FAMILY: readonly Phrase[] = [
	...always(
		// What is a religion beside the status only.
		item(`(?:${STATUS}, ${SHORT_FAITH}|${SHORT_FAITH}, ${STATUS})`),
		clause(`${STATUS}(?:,? (?:with|and|mit|und|avec|et|con|y|e|com|met|en|med) ${NUMBER} ${CHILDREN})?`),
		clause(`${NUMBER} ${CHILDREN}`),
		opening(
			`(?:an? )?${PROUD}${PARENT} (?:(?:of|to|von|de|di|van|till) )?(?:${COUNT}(?: ${CHILDREN})?|${NUMBER} ${CHILDREN})`,
		),
		self(`${PROUD}(?:${PARENT}|familienvater)(?=\\s*(?:$|[,.;)]|(?:and|who|und|et|qui|y) ))`),
		self("(?:alleinerziehend|geschieden|verheiratet)"),
		// "J'ai 45 ans et deux enfants": the age is gone already.
		new RegExp(`(?<=${GONE} ?)(?:and|und|et|y) ${NUMBER} ${CHILDREN}(?!\\p{L})`, "giu"),
		anywhere(`(?:i have|i['’]ve got|ich habe|habe|j['’]ai|tengo|tenho|ho) ${COUNT} ${CHILDREN}`),
	),
	...unless(
		OTHERS,
		anywhere(
			`(?:(?:and|und|et|y) )?(?:(?:an?|eine?|une?|una?) )?${PROUD}${PARENT} (?:of|to|von|de|di|van|till) (?:${COUNT}(?: ${CHILDREN})?|${NUMBER} ${CHILDREN})`,
		),
		anywhere(`(?:(?:and|und|et|y) )?(?:mutter|vater) ${COUNT}(?: ${CHILDREN})`),
		item(
			`(?:(?:an? )?(?:single|working|proud|stay-at-home) ${PARENT}|alleinerziehend(?:e[r]? ${PARENT})?|mère célibataire|père célibataire|madre soltera|padre soltero)`,
		),
	),
];

export const AGE_TOPIC: Topic = {
	hint: /[1-9]\d[- ]?(?:year|jahr|jähr|jaar|an|añ|år|yaş)|(?:am|['’]m|bin|suis|soy|estoy|sono|sou|ben|är|jestem|now|currently|almost|already|jetzt|schon|inzwischen|aged|age of) [1-9]\d|in my |anfang|mitte|ende /u,
	phrases: AGES,
};

export const FAMILY_TOPIC: Topic = {
	hint: hinting(`${PARENT}|familienvater|alleinerz|${CHILDREN}|${STATUS}`),
	phrases: FAMILY,
};
