import { always, anywhere, clause, hinting, item, type Topic } from "./pattern.ts";

/** "Catholic University", "Islamic finance" and "Christian Meyer" state none. */

const FAITH =
	"(?:(?:roman|greek|russian|römisch|evangelisch|griechisch|russisch)[ -])?(?:catholic|protestant|lutheran|anglican|baptist|methodist|evangelical|muslim|moslem|jewish|hindu|buddhist|sikh|atheist|katholisch|evangelisch|lutherisch|muslimisch|jüdisch|buddhistisch|konfessionslos|catholique|protestante?|musulmane?|juive?|bouddhiste|athée|católic[oa]|musulm[aá]n[oa]?|judí[oa]|budista|cattolic[oa]|ebre[oa]|muçulman[oa]|judeu|katholiek|rooms-katholiek)";
/** Says it beside the family status only: "RK" and "agnostic" mean much else, Christian is a name. */
export const SHORT_FAITH =
	"(?:christian|christlich|agnostic|ate[oa]|ev\\.?|evang\\.?|kath\\.?|rk|r\\.-?k\\.|röm\\.-kath\\.?)";
const RELIGION = "(?:religion|konfession|denomination|faith|confession|religión|religione|religião)";
const BELIEVER =
	"(?:catholic|protestant|lutheran|muslim|moslem|jew|hindu|buddhist|sikh|christian|atheist|katholik(?:in)?|protestant(?:in)?|christ(?:in)?|muslim(?:in|a)?)";

export const RELIGION_TOPIC: Topic = {
	hint: hinting(`${FAITH}|${BELIEVER}|islamic|religion: |konfession: |denomination: |faith: |confession: `),
	phrases: always(
		item(FAITH),
		anywhere(`${RELIGION}: (?:${FAITH}|${BELIEVER}|${SHORT_FAITH})`),
		clause(
			`(?:(?:an?|eine?) )?(?:practi[sc]ing|devout|observant|believing|gläubige[r]?|praktizierende[r]?) ${BELIEVER}`,
		),
		anywhere(
			`(?:i am|i['’]m|ich bin) (?:(?:an?|eine?) )?(?:(?:practi[sc]ing|devout|gläubige[r]?) )?(?:${BELIEVER}|${FAITH})(?![ -](?!(?:and|but|und|aber) )\\p{L})`,
		),
		anywhere(`of (?:the )?(?:${FAITH}|christian|islamic) (?:faith|religion|denomination)`),
		anywhere(`(?:de|di) (?:religión|religion|confession|religione|religião) ${FAITH}`),
	),
};
