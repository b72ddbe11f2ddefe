/** Sentences of an ad that ask for nothing, wherever they stand: that everybody is welcome, what is paid, how to apply, what the company is. */

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
/** "Please send your application", "Interviews via Skype", "Bei Rückfragen": how people apply, and whom they ask. */
const APPLYING = pattern(
	String.raw`please (?:contact|apply|send|submit|call|visit|upload|attach|e-?mail)|apply (?:now|online|here|today|via|through|directly|by|before)|(?:send|submit|upload|attach|e-?mail|enclose) (?:us )?(?:your|the|an?) [^.;]{0,40}(?:applications?|cv|resume|résumé|cover letter|sheet|form|documents?)|(?:your|the|all|submitted) applications? (?:must|should|shall|can|will|has to|have to|is|are|to|by|via|in|with|documents?|form|package|material)|(?:application|closing) (?:deadline|date|procedure|process)|deadline (?:for|is)|(?:job )?interviews? (?:via|by|over|will|are|take|may|can|in week|process)|(?:further|more|additional) (?:information|details|questions)(?: (?:about|on|please|can|is|visit|see))|any (?:further )?questions|hiring (?:process|manager)|(?:recruitment|selection|screening|hiring) (?:process|procedure|manager)|(?:hr|contact) (?:supporter|person|partner for)|terms of (?:employment|appointment)|in accordance with (?:the )?[^.;]{0,40}(?:agreement|appointment|salary)|(?:background|reference|criminal record) checks?|pre-?employment|letters? of (?:recommendation|motivation|application)|cover letter|bewerb(?:en sie sich|ung(?:sunterlagen|sfrist|sgespräch\p{L}*|sverfahren))|(?:ihre|deine|ihrer|deiner) (?:\p{L}+ ){0,3}bewerbung(?:sunterlagen)?|(?:bei|für) (?:\p{L}+ )?(?:rück)?fragen|ansprechpartner(?:in)?|vorstellungsgespräch\p{L}*|gehaltsvorstellung\p{L}*|(?:merci d['’]|veuillez )(?:envoyer|adresser|postuler)|(?:envoyez|adressez|postulez)|(?:votre|ta) candidature|lettre de motivation|(?:plus de|pour tout) renseignements?|(?:envía|envíe|envíanos|enviar) (?:tu|su|el) (?:cv|currículum|candidatura)|inscríbete`,
);
/** "Experience in selection processes" is asked for. */
const KNOWS = pattern("experienced?|knowledge|expertise|erfahrung(?:en)?|kenntnisse?|expérience|experiencia");
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
	if (APPLYING.test(sentence) && !KNOWS.test(sentence)) return true;
	return isIntro && OF_COMPANY.test(sentence) && !TO_READER.test(sentence);
}

/** What says of a word in running text that it is asked for, where nobody is spoken to. */
const ASKED = pattern(
	String.raw`abilit(?:y|ies)|able to|proficien(?:t|cy)|understanding|famili(?:ar|arity)|fluen(?:t|cy)|command of|competen(?:t|ce|cies)|expertise|degree|background in|certified|trained|qualified|qualifications?|(?:a|the|big|real) plus|(?:is|are) (?:an )?(?:advantage|asset|required|essential)|mindestens|abgeschlossen\p{L}*|fähigkeit(?:en)?|beherrsch\p{L}*|sicherer? umgang|fließend|versiert|vertraut|maîtrise\p{L}*|connaissances?|compétences?|diplôm\p{L}*|aisance|capacité|dominio|manejo|titulación|capacidad|nivel`,
);
/** "You will build", "you are responsible for": what people are going to do. */
const TASK = pattern(
	"you(?:['’]ll| will| would| are going to)(?! (?:also )?(?:need|have|bring|possess|hold|know))|(?:you are|you['’]re|being) responsible for|responsib(?:le for|ilities include)|(?:sie werden|du wirst)|(?:you|candidate|holder) will (?:be working|work|be responsible)|(?:sie|du) (?:sind|bist|übernehmen|übernimmst) (?:verantwortlich|zuständig)|vous (?:serez|aurez)|serás|te encargarás",
);
/** Words of a line that is an item of a list rather than a sentence. */
const LONGEST_ITEM = 8;
const OF_OTHERS = /^\s*(?:we|our|they|it|this|these|wir|unsere?|nous|notre|nos|nuestr[oa]s?)(?!\p{L})/iu;
const BULLET = /^\s*[•●▪◦·*‣►➢✓✔–—-]/u;

/** Whether running text outside lists says that something is asked for: it speaks to who reads it, of what people know, or is an item. */
export function demands(sentence: string): boolean {
	const ofKnowledge = KNOWS.test(sentence) || ASKED.test(sentence);
	if (TASK.test(sentence) && !ofKnowledge) return false;
	const words = sentence.match(/[\p{L}\p{N}]+/gu) ?? [];
	const isItem = BULLET.test(sentence) || (words.length <= LONGEST_ITEM && !OF_OTHERS.test(sentence));
	return isItem || ofKnowledge || TO_READER.test(sentence);
}
