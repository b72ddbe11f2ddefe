import { always, anywhere, item, NO_NOUN_BEHIND, OTHERS, self, sentence, type Topic, unless } from "./pattern.ts";

/** Words for work with disabled people, and insurances, offices and laws, state none. */

const HOW =
	"(?:(?:severely|seriously|partially|partly|physically|mentally|registered|legally|visually|profoundly|officially|anerkannt|schwer|stark|von geburt an|gravement|légèrement) )?";
const DISABLED =
	"(?:disabled|handicapped|deaf|blind|hard of hearing|(?:visually|hearing|mobility)[ -]impaired|autistic|dyslexic|neurodivergent|wheelchair[ -](?:user|bound)|(?:schwer(?:st)?-?|körper|geh|seh|hör|lern)?behindert(?:e[rn]?)?|gehörlos|schwerhörig|rollstuhlfahrer(?:in)?|handicapée?|en situation de handicap|sourde?|malvoyante?|malentendante?|discapacitad[oa]|minusválid[oa]|invidente)";
const PERSON = "(?: (?:veteran|person|woman|man|mensch|frau|mann|worker|job seeker|employee))?";
/** What nobody says of a thing: the words alone tell it. */
const SURELY_DISABLED =
	"(?:(?:severely|seriously|registered|physically|partially) (?:disabled|handicapped)|disabled (?:veteran|person|woman|man)|wheelchair user|(?:anerkannt |als )?(?:schwer(?:st)?-?|körper|geh|seh)behindert(?:e[r]?)?(?: anerkannt)?|rollstuhlfahrer(?:in)?|(?:personne |travailleur |travailleuse |actuellement )?(?:en situation de handicap|handicapée?)|(?:reconnue? )?(?:travailleu(?:r|se) handicapée?|rqth)|(?:titulaire|bénéficiaire) (?:de la |d['’]une |de l['’])(?:rqth|obligation d['’]emploi|reconnaissance [^,.;\\n]{0,40}travailleur handicapé)|(?:persona )?con (?:una )?discapacidad(?: (?:reconocida|física|visual|auditiva|intelectual|motora))?|discapacitad[oa]|minusválid[oa])";
const WITH_DISABILITY =
	"(?:an? )?(?:(?:person|woman|man|mensch|frau|mann|femme|homme|mujer|hombre) )?(?:(?:living )?with (?:an? )?(?:severe |physical |registered |visible |invisible |hidden )?disabilit(?:y|ies)|mit (?:einer )?(?:anerkannten? )?(?:schwer)?behinderung)";
const CARD =
	"(?:(?:inhaber(?:in)? (?:eines )?|mit )?schwerbehindertenausweis(?:es)?(?: (?:ist |liegt )?vorhanden| liegt vor)?|(?:(?:einem |den )?schwerbehinderten (?:menschen )?gleichgestellt)|(?:mit )?(?:anerkannter? )?schwerbehinderung(?: (?:liegt vor|anerkannt|vorhanden))?|(?:con )?certificado de discapacidad)";
const PERCENT = "(?:100|[2-9]\\d)(?: ?(?:%|prozent))?";

export const DISABILITY_TOPIC: Topic = {
	hint: /disab|handicap|behinder|gdb|deaf|blind|impair|hard of hearing|autis|dyslex|neurodiv|wheelchair|gehörlos|schwerhör|rollstuhl|rqth|sourd|malvoy|malent|discapa|minusv|invid|incapacit|invalidit|obligation d/u,
	phrases: [
		...always(
			// A degree is somebody's own, but "from" one on is a rule for others.
			anywhere(
				`(?<!(?:ab|über|unter|mindestens|from|dès) )\\(?(?:(?:mit|bei) )?(?:einem? )?(?:grad der behinderung|gdb)(?: (?:von|i\\.? ?h\\.? ?v\\.?|:))?:? ?${PERCENT}(?![\\p{L}\\p{N}])\\)?`,
			),
			anywhere(
				`(?:(?:con (?:un )?)?(?:grado de )?discapacidad (?:reconocida )?(?:del? )?(?:al )?|(?:with a )?(?:degree of )?disability (?:of )?|taux d['’](?:incapacité|invalidité) (?:de )?)(?:100|[2-9]\\d) ?%`,
			),
			self(`${HOW}${DISABLED}${PERSON}${NO_NOUN_BEHIND}`),
			self(`(?:an? )?${WITH_DISABILITY}${NO_NOUN_BEHIND}`),
			anywhere(
				`(?:(?:i have|i live with|ich habe|j['’]ai) (?:an?|eine|un) (?:\\p{L}+ ){0,2}|tengo (?:una )?)(?:disability|impairment|(?:schwer|seh|geh|hör)?behinderung|handicap|discapacidad)(?! \\p{L}+ (?:experience|skills))`,
			),
			sentence(`(?:an? )?${HOW}${DISABLED}${PERSON}`),
		),
		...unless(OTHERS, item(SURELY_DISABLED), item(WITH_DISABILITY), item(CARD)),
	],
};
