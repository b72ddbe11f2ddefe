/** "Capacità di lettura", "Understanding", "Hörverstehen": rows of a form, each with how well somebody does it in the language above. */
const ABILITY =
	/^(?:(?:capacità di )?(?:lettura|scrittura|ascolto|espressione orale|interazione orale|produzione orale|comprensione(?: orale| scritta)?|parlato|scritto)|(?:reading|writing|written|spoken|speaking|listening|understanding)(?: skills| comprehension| interaction| production)?|(?:hör|lese)verstehen|lesen|schreiben|sprechen|verstehen|(?:compréhension|expression|production|interaction) (?:orale|écrite)|lire|écrire|parler|écouter|comprendre|(?:comprensión|expresión|interacción)(?: auditiva| de lectura| oral| escrita| lectora)|lectura|escritura|habla|(?:compreensão|expressão|interação|produção)(?: oral| escrita)|leitura|escrita|luistervaardigheid|leesvaardigheid|schrijfvaardigheid|spreekvaardigheid|lezen|schrijven|spreken|luisteren)\s*[:：]?$/iu;

/** True for the label of such a row. */
export const isLanguageAbility = (text: string): boolean => text.length < 40 && ABILITY.test(text.trim());
