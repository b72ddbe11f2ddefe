/** Words in the middle of a sentence that state age, family, nationality, birth or sex of whoever writes of himself. */

const NUMBER =
	"(?:\\d|an?|one|two|three|four|five|six|twins|ein(?:em|er|es)?|zwei(?:er)?|drei(?:er)?|vier|fünf|un[ea]?|deux|trois|quatre|cinq|dos|tres|cuatro|due|tre|quattro|uma?|dois|duas|três|twee|drie|två|dwojga|trojga)";
const CHILDREN =
	"(?:(?:little|young|grown(?:-up)?|small|adult|kleine[rn]?|erwachsene[rn]?) )?(?:child(?:ren)?|kids?|sons?|daughters?|kind(?:er[n]?|es)?|söhnen?|töchtern?|enfants?|fils|filles?|hij[oa]s?|figli[oae]?|filh[oa]s?|kinderen|barn|dzieci)";
const STATUS =
	"(?:(?:happily |glücklich |felizmente )?(?:married|divorced|widowed|verheiratet|ledig|geschieden|verwitwet|mariée?|célibataire|divorcée?|veuve?|pacsée?|casad[oa]|solter[oa]|divorciad[oa]|viud[oa]|sposat[oa]|coniugat[oa]|celibe|nubile|divorziat[oa]|solteir[oa]|viúv[oa]|getrouwd|gehuwd|ongehuwd|gescheiden|żonaty|zamężna|rozwiedzion[ya]|evli|bekâr))";
const AM = "(?:i am|i['’]m|i am also|as an?|ich bin|je suis|soy|estoy|sono|sou|ik ben|jag är|jestem)";
const YEARS_OLD =
	"(?:years? old|years? of age|jahre alt|ans d['’]âge|años de edad|anni di età|anos de idade|jaar oud|år gammal|yaşında(?:yım)?)";
const HAVE_YEARS = "(?:j['’]ai|tengo|tenho|ho)";
/** What is so many years old and is nobody: "a 20-year-old company". */
const THING =
	"(?:s\\b|[ -](?:\\p{L}+[ -]){0,2}(?:compan|firm|business|brand|tradition|institution|organi[sz]ation|school|code|system|platform|software|application|building|plant|product|patient|child|kid|pupil|student|boy|girl|debt|problem))";
const YEAR = "(?:19[3-9]\\d|200\\d|201\\d)";

const BORN = "born|gebürtig|née?|nacid[oa]|nat[oa]|nascid[oa]|född|urodzon[ya]";
const FAITH =
	"(?:(?:roman|greek|russian|römisch|evangelisch|griechisch|russisch)[ -])?(?:catholic|protestant|lutheran|anglican|baptist|methodist|evangelical|muslim|moslem|jewish|hindu|buddhist|sikh|atheist|katholisch|evangelisch|lutherisch|muslimisch|jüdisch|buddhistisch|konfessionslos|catholique|protestante?|musulmane?|juive?|bouddhiste|athée|católic[oa]|musulm[aá]n[oa]?|judí[oa]|budista|cattolic[oa]|ebre[oa]|muçulman[oa]|judeu|katholiek|rooms-katholiek)";
/** Says it beside the family status only: "RK" and "agnostic" mean much else, Christian is a name. */
const SHORT_FAITH = "(?:christian|christlich|agnostic|ate[oa]|ev\\.?|evang\\.?|kath\\.?|rk|r\\.-?k\\.|röm\\.-kath\\.?)";
const RELIGION = "(?:religion|konfession|denomination|faith|confession|religión|religione|religião)";
const BELIEVER =
	"(?:catholic|protestant|lutheran|muslim|moslem|jew|hindu|buddhist|sikh|christian|atheist|katholik(?:in)?|protestant(?:in)?|christ(?:in)?|muslim(?:in|a)?)";

const between = (signs: string, body: string) =>
	new RegExp(`(?<=^|[${signs}]\\s{0,3})(?:${AM} )?${body}(?=\\s{0,3}(?:$|[,;.|)\\n–—-]))`, "giu");
/** A part of a sentence between its signs, whole: "..., married, two children, ...". */
const clause = (body: string) => between(",;.:|(\\n–—-", body);
/** Such a part that is no value behind a label: not "Clients: Catholic". */
const item = (body: string) => between(",;.|(\\n–—-", body);
/** What begins such a part. */
const opening = (body: string) => new RegExp(`(?<=^|[,;.:(\\n]\\s{0,3}|(?:${AM}) )${body}(?![\\p{L}\\p{N}])`, "giu");
const anywhere = (body: string) => new RegExp(`(?<![\\p{L}\\p{N}])${body}(?![\\p{L}\\p{N}])`, "giu");

const PHRASES: readonly RegExp[] = [
	// Age.
	opening(`(?:an? )?[1-9]\\d[- ]year[- ]old(?!${THING})(?: ${STATUS})?`),
	clause(`(?:now |currently )?[1-9]\\d ${YEARS_OLD}`),
	anywhere(`(?:${AM}|${HAVE_YEARS}) [1-9]\\d (?:${YEARS_OLD}|ans|años|anos|anni|jahre)`),
	clause("aged [1-9]\\d"),
	// Family, and what is a religion beside it only.
	item(`(?:${STATUS}, ${SHORT_FAITH}|${SHORT_FAITH}, ${STATUS})`),
	clause(`${STATUS}(?:,? (?:with|and|mit|und|avec|et|con|y|e|com|met|en|med) ${NUMBER} ${CHILDREN})?`),
	clause(`${NUMBER} ${CHILDREN}`),
	opening(
		`(?:an? )?(?:proud |loving |stolze[r]? )?(?:mother|father|mum|mom|dad|parent|mutter|vater|mère|père|madre|padre|mãe|pai|moeder|vader|mamma|pappa|matka|ojciec) (?:(?:of|von|de|di|van|till) )?${NUMBER}(?: ${CHILDREN})?`,
	),
	// Nationality. What begins with a capital goes on in a name: "Australian National University".
	/(?<![\p{L}\p{N}])(?:a |an )?(?:\p{Lu}[\p{L}.]*[ /-]){0,2}\p{Lu}[\p{L}.]+ (?:citizen(?![\p{L}\p{N}])(?!\s\p{Lu})|national(?=\s?(?:$|[,;.|)\n]|(?:and|with|by|living|residing|since)\s)))/gu,
	/(?<![\p{L}\p{N}])(?:[Cc]itizen|[Nn]ational) of (?:the )?\p{Lu}\p{L}*(?: \p{Lu}\p{L}*)*/gu,
	anywhere("of \\p{L}+ nationality"),
	anywhere("\\p{L}+e[rn]? (?:staatsbürger(?:in|schaft)?|staatsangehörige[rn]?|staatsangehörigkeit|nationalität)"),
	anywhere("(?:de nationalité|de nacionalidad|di nazionalità|di cittadinanza|de nacionalidade) \\p{L}+"),
	clause("(?:cittadin[oa]|ciudadan[oa]|cidadã[o]?|citoyen(?:ne)?|obywatel(?:ka)?|medborgare i) \\p{L}+"),
	anywhere("(?:\\p{L}+ nationaliteit|\\p{L}+ vatandaşı(?:yım)?)"),
	// Birth.
	anywhere(
		`(?:${BORN}|geboren)(?: (?:and raised|und aufgewachsen))? (?:on|in|am|le|en|à|el|il|a|nel|em|op|den|w)(?: [\\p{L}\\d.,/-]{1,30}){0,5}? ?[\\d./-]{0,12}${YEAR}`,
	),
	clause(`(?:${BORN}|geb(?:oren|\\.)?|jahrgang)(?: in| on| am| en| im)? (?:[\\d./-]{1,8})?${YEAR}`),
	opening(
		`(?:${BORN}|geb(?:oren|\\.))(?: am)? (?:\\d{1,2}\\. ?)?(?:\\p{L}+ |[\\d./-]{1,8})?${YEAR} (?:in|à|en|a|te|i|w) \\p{Lu}\\p{L}+`,
	),
	// Religion. "Catholic University", "Islamic finance" and "Christian Meyer" are none.
	item(FAITH),
	anywhere(`${RELIGION}: (?:${FAITH}|${BELIEVER}|${SHORT_FAITH})`),
	clause(`(?:(?:an?|eine?) )?(?:practi[sc]ing|devout|observant|believing|gläubige[r]?|praktizierende[r]?) ${BELIEVER}`),
	anywhere(
		`(?:i am|i['’]m|ich bin) (?:(?:an?|eine?) )?(?:(?:practi[sc]ing|devout|gläubige[r]?) )?(?:${BELIEVER}|${FAITH})(?![ -](?!(?:and|but|und|aber) )\\p{L})`,
	),
	anywhere(`of (?:the )?(?:${FAITH}|christian|islamic) (?:faith|religion|denomination)`),
	anywhere("(?:de|di) (?:religión|religion|confession|religione|religião) \\p{L}+"),
	// Sex.
	/\(?(?<![\p{L}\p{N}/])(?:she\/her(?:\/hers)?|he\/him(?:\/his)?|they\/them(?:\/theirs)?)(?![\p{L}\p{N}/])\)?/giu,
];

/** Signs and joints that are left of a sentence without what stood between them. */
const LEFT = [
	[/\s{1,9}(?=[,;.)])/gu, ""],
	[/([,;])(?:\s*[,;])+/gu, "$1"],
	[/[,;]\s*(?=[.)]|$)/gmu, ""],
	[/\.(?:\s*[,;.])+/gu, "."],
	[/(^|\(\s*)[,;.]+\s*/gmu, "$1"],
	[/\(\s*\)/gu, ""],
	[/[^\S\n]{2,}/gu, " "],
] as const;

/** The text without such words; what is left of the sentence stays. */
export function withoutProtectedPhrases(text: string): string {
	const left = PHRASES.reduce((rest, phrase) => rest.replace(phrase, " "), text);
	if (left === text) return text;
	return LEFT.reduce((rest, [signs, instead]) => rest.replace(signs, instead), left).trim();
}
