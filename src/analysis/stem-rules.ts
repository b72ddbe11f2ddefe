/**
 * What is done to a folded word before its language's stemmer sees it: Snowball rules expect the accents that folding took, and
 * do not join the feminine and plural names of occupations with the masculine ones. Each rule is (ending, replacement, least letters
 * before the ending); the first that fits is applied.
 */

type Rule = readonly [ending: string, replacement: string, leastBefore: number];

/** German: Entwicklerinnen, Entwicklerin -> Entwickler. Only after endings of occupations: Termin and Berlin stay. */
const GERMAN_PERSONS = [
	"er",
	"or",
	"eur",
	"ist",
	"ent",
	"ant",
	"log",
	"arzt",
	"kauf",
	"graf",
	"nom",
	"bot",
	"wirt",
	"anwalt",
	"koch",
	"at",
];

const german: Rule[] = [
	...GERMAN_PERSONS.flatMap((base): Rule[] => [
		[`${base}innen`, base, 3],
		[`${base}in`, base, 3],
	]),
	["anwaltinnen", "anwalt", 0],
	["anwaltin", "anwalt", 0],
	["arztinnen", "arzt", 0],
	["arztin", "arzt", 0],
	["kochinnen", "koch", 0],
	["kochin", "koch", 0],
	["kauffrauen", "kaufmann", 0],
	["kauffrau", "kaufmann", 0],
	["kaufleute", "kaufmann", 0],
	["kaufmanner", "kaufmann", 0],
	["fachfrau", "fachmann", 0],
	["fachleute", "fachmann", 0],
];

const french: Rule[] = [
	["trices", "teur", 2],
	["trice", "teur", 2],
	["teuses", "teur", 2],
	["teuse", "teur", 2],
	["euses", "eur", 2],
	["euse", "eur", 2],
	["eures", "eur", 3],
	["eure", "eur", 3],
	["eurs", "eur", 2],
	["ieres", "ier", 2],
	["iere", "ier", 2],
	["iers", "ier", 2],
	["iennes", "ien", 2],
	["ienne", "ien", 2],
	["iens", "ien", 2],
	["nelles", "nel", 2],
	["nelle", "nel", 2],
	["nels", "nel", 2],
	["ees", "e", 3],
	["ee", "e", 3],
];

const spanish: Rule[] = [
	["cion", "ción", 2],
	["sion", "sión", 2],
	["eria", "ería", 3],
	["logia", "logía", 2],
	["grafia", "grafía", 1],
	["eras", "ero", 3],
	["eros", "ero", 3],
	["era", "ero", 3],
	["trices", "tor", 2],
	["triz", "tor", 2],
];

const portuguese: Rule[] = [
	["coes", "ções", 2],
	["cao", "ção", 2],
	["soes", "são", 3],
	["sao", "são", 3],
	["oras", "or", 3],
	["ores", "or", 3],
	["ora", "or", 3],
	["toes", "tao", 2],
];

const italian: Rule[] = [
	["trici", "tore", 2],
	["trice", "tore", 2],
	["essa", "e", 4],
	["esse", "e", 4],
];

const norwegian: Rule[] = [
	["erne", "er", 4],
	["ere", "er", 4],
];

/** Finnish: koulutuksen, yrityksessä of koulutus, yritys. */
const FINNISH_CASES = ["n", "t", "ssa", "sta", "en", "lla", "lta", "lle", "na", "ksi", "nsa"];
const finnish: Rule[] = ["u", "y"].flatMap((vowel) => [
	...FINNISH_CASES.map((ending): Rule => [`${vowel}kse${ending}`, `${vowel}s`, 2]),
	...["a", "en", "ssa", "sta", "in", "lla", "lle"].map((ending): Rule => [`${vowel}ksi${ending}`, `${vowel}s`, 2]),
]);

/** Turkish: what stands behind a plural or a possessive, with e and with a. Snowball knows vowel harmony by letters that folding took. */
const TURKISH_CASES = ["", "i", "in", "ini", "inin", "e", "ine", "de", "inde", "den", "inden", "le"];
const TURKISH_CASES_OF_POSSESSIVE = ["", "n", "ni", "nu", "nin", "nun", "ne", "na", "nde", "nda", "nden", "ndan"];

const turkish: Rule[] = [
	...TURKISH_CASES.flatMap((ending): Rule[] => [
		[`ler${ending}`, "", 3],
		[`lar${ending.replace("e", "a")}`, "", 3],
	]),
	...["asi", "esi", "isi", "usu", "osu"].flatMap((ending) =>
		TURKISH_CASES_OF_POSSESSIVE.map((behind): Rule => [ending + behind, ending.charAt(0), 3]),
	),
];

export const STEM_RULES: Readonly<Record<string, readonly Rule[]>> = {
	de: german,
	fr: french,
	es: spanish,
	pt: portuguese,
	it: italian,
	no: norwegian,
	fi: finnish,
	tr: turkish,
};

/** The word with the first fitting rule applied. */
export function applyRules(word: string, rules: readonly Rule[]): string {
	for (const [ending, replacement, leastBefore] of rules) {
		if (word.length >= ending.length + leastBefore && word.endsWith(ending)) {
			return word.slice(0, word.length - ending.length) + replacement;
		}
	}
	return word;
}
