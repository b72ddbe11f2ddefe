/** Sentences of an ad that ask for nothing, wherever they stand: that everybody is welcome, what is paid, what the company is. */

const START = String.raw`(?<![\p{L}\p{N}])`;
const END = String.raw`(?![\p{L}\p{N}])`;
const pattern = (words: string) => new RegExp(`${START}(?:${words})${END}`, "iu");

/** "We are an equal opportunity employer", "Bewerbungen von Menschen mit Behinderung sind willkommen". */
const EVERYBODY = pattern(
	String.raw`equal[ -](?:employment )?opportunit(?:y|ies)|affirmative action|regardless of (?:race|age|gender|sex|origin|background|nationality)|without regard to|(?:not|never) discriminate|discriminat(?:e|ion) (?:on|against)|sexual orientation|gender identity|veteran status|reasonable accommodations?|protected (?:characteristics?|attributes?|class(?:es)?)|unabhängig von (?:\p{L}+ )?(?:alter|geschlecht\p{L}*|herkunft|nationalität|religion|hautfarbe)|ungeachtet (?:\p{L}+ )?(?:alter\p{L}*|geschlecht\p{L}*|herkunft)|schwerbehindert\p{L}*|chancengleichheit|(?:bei )?gleicher eignung|menschen mit behinderung\p{L}* (?:sind|werden|wird|bevorzugt|ausdrücklich)|bewerbung(?:en)? (?:von|aller) (?:menschen|frauen|personen)|égalité des chances|(?:tous )?nos postes sont ouverts|situation de handicap|igualdad de oportunidades|independientemente de`,
);
/** "We offer", "Es erwarten Sie", "salary": what people get. */
const OFFERED = pattern(
	String.raw`we (?:also |can )?(?:offer|provide|pay)|you(?:['’]ll| will)?(?: also)? (?:receive|enjoy|get(?! to))|benefits? (?:include|package)|competitive (?:salary|pay|compensation|package)|(?:salary|pay|compensation|hourly rate|wage)(?: range)?(?: is|:| of| from| between| starts)|health(?:care)? (?:insurance|plan|coverage)|insurance plans?|(?:dental|vision|life|medical)[,/ ]+(?:and |& )?(?:insurance|vision|dental|plan|coverage)|401\(?k\)?|paid time off|pto|parental leave|(?:\d+|paid) (?:days?|weeks?) (?:of )?(?:vacation|holidays?|leave|annual leave)|pension (?:plan|scheme)|wir bieten(?: ihnen| dir)?|(?:sie erwartet|dich erwartet|es erwarte[nt] (?:sie|dich))|\d+ (?:tage|urlaubstage)(?: urlaub)?|betriebliche[nrs]? (?:altersvorsorge|altersversorgung|krankenversicherung|gesundheits\p{L}+)|vermögenswirksame leistungen|(?:urlaubs|weihnachts)geld|jobrad|jobticket|obstkorb|(?:attraktive[sn]?|leistungsgerechte[sn]?|übertarifliche[sn]?) (?:vergütung|gehalt|bezahlung)|nous (?:vous )?(?:offrons|proposons)|mutuelle|tickets? restaurant|rémunération|rtt|(?:te )?ofrecemos|seguro (?:médico|de salud)|salario|retribución`,
);
/** "Acme is a leading provider of": with nobody spoken to, and nobody looked for. */
const OF_COMPANY = pattern(
	String.raw`we(?:['’]re| are| have| were| believe)|our|us|is (?:an?|one of|the)(?: [\p{L}-]+){0,4} (?:company|provider|leader|firm|supplier|manufacturer|agency|organi[sz]ation|start-?up|platform)|leader in|leading|founded in|headquartered|employees|customers|wir sind|unser\p{L}{0,2}|gegründet|führend\p{L}*|(?:ist|sind) ein\p{L}* (?:\p{L}+ ){0,3}(?:unternehmen|anbieter|hersteller|dienstleister|betrieb)|mitarbeiter\p{L}*|nous sommes|notre|nos|leader|filiale|somos|nuestr[oa]s?|empresa líder`,
);
const TO_READER = pattern(
	String.raw`you(?:['’](?:re|ve|ll|d))?|yours?|candidates?|applicants?|experienced?|knowledge|skills?|look(?:ing)? for|seek(?:ing)?|hir(?:e|ing)|need|require[ds]?|must|expect|sie|ihre?[nrms]?|du|dein\p{L}{0,2}|dich|dir|bewerber\p{L}*|suchen|sucht|erwarten|\p{L}*erfahrung\p{L}*|\p{L}*kenntniss?e?n?|vous|votre|vos|recherch(?:e|ons)|profil|candidats?|expérience|tu|tus|usted|buscamos|experiencia|conocimientos?|candidat[oa]s?`,
);

/** @param isIntro whether it stands before any heading, where companies speak of themselves */
export function asksNothing(sentence: string, isIntro: boolean): boolean {
	if (EVERYBODY.test(sentence) || OFFERED.test(sentence)) return true;
	return isIntro && OF_COMPANY.test(sentence) && !TO_READER.test(sentence);
}
