/** "Capacità di lettura", "Understanding", "Hörverstehen": rows of a form, each with how well somebody does it in the language above. */
const ABILITY =
	/^(?:(?:capacità di )?(?:lettura|scrittura|ascolto|espressione orale|interazione orale|produzione orale|comprensione(?: orale| scritta)?|parlato|scritto)|(?:reading|writing|written|spoken|speaking|listening|understanding)(?: skills| comprehension| interaction| production)?|(?:hör|lese)verstehen|lesen|schreiben|sprechen|verstehen|(?:compréhension|expression|production|interaction) (?:orale|écrite)|lire|écrire|parler|écouter|comprendre|(?:comprensión|expresión|interacción)(?: auditiva| de lectura| oral| escrita| lectora)|lectura|escritura|habla|(?:compreensão|expressão|interação|produção)(?: oral| escrita)|leitura|escrita|luistervaardigheid|leesvaardigheid|schrijfvaardigheid|spreekvaardigheid|lezen|schrijven|spreken|luisteren)\s*[:：]?$/iu;

/** True for the label of such a row. */
export const isLanguageAbility = (text: string): boolean => text.length < 40 && ABILITY.test(text.trim());

/** How well somebody speaks, and nothing else: "native", "C1", "fließend". The source of a pattern. */
export const SPEECH_LEVEL = `(?:${[
	"[ABC][12]\\+?(?:[/–-][ABC][12])?|(?:[Nn]ative|[Ff]luent|[Cc]onversational|[Bb]ilingual|[Pp]roficient|[Aa]dvanced|[Ii]ntermediate|[Bb]asic|[Ee]lementary|[Bb]eginner)(?: (?:speaker|level|proficiency))?|[Mm]other tongue|(?:[Ff]ull |[Ll]imited )?[Pp]rofessional(?: working)?(?: proficiency)?",
	"[Mm]uttersprache|[Ff]ließend|[Vv]erhandlungssicher|(?:[Ss]ehr )?[Gg]ut|[Gg]rundkenntnisse|[Cc]ourant|[Bb]ilingue|[Ll]angue maternelle|[Nn]otions|[Ii]ntermédiaire|[Ss]colaire",
	"[Nn]ativ[oa]|[Ff]luido|[Ff]luente|[Ii]ntermedi[oa]|[Aa]vanzad[oa]|[Aa]vançado|[Bb]ásic[oa]|[Mm]adrelingua|[Mm]oedertaal|[Vv]loeiend|[Mm]odersmål|[Ff]lytande|[Bb]iegły|[Oo]jczysty|[Ii]leri|[Oo]rta",
].join("|")})`;
