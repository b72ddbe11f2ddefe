/**
 * How a word that names a person is written for another gender. Whoever asks for "Entwickler" means "Entwicklerin" as much: that it is a
 * form of the word may cost nobody a place, or the sex would be a feature of the ranking.
 */

/** Endings of one and the same occupation, folded, by the languages that have them; parted by "|". */
const ENDINGS: readonly string[] = [
	// German
	"er|erin",
	"or|orin",
	"eur|eurin",
	"ist|istin",
	"ent|entin",
	"ant|antin",
	"at|atin",
	"ot|otin",
	"loge|login",
	"goge|gogin",
	"nom|nomin",
	"graf|grafin",
	"gestellter|gestellte",
	"beauftragter|beauftragte",
	"ender|ende",
	"mann|frau|leute",
	"pfleger|schwester",
	// English
	"man|woman|person",
	// French
	"eur|euse|eure",
	"teur|trice",
	"ier|iere",
	"ller|llere",
	"nger|ngere",
	"cher|chere",
	"ien|ienne",
	"ant|ante",
	"ent|ente",
	"if|ive",
	"ert|erte",
	"oint|ointe",
	"cat|cate",
	"arge|argee",
	"oye|oyee",
	"egue|eguee",
	"ocie|ociee",
	// Spanish, Portuguese, Italian
	"or|ora",
	"ero|era",
	"eiro|eira",
	"ario|aria",
	"ico|ica",
	"ado|ada",
	"ivo|iva",
	"ogo|oga",
	"efe|efa",
	"ente|enta",
	"tor|triz",
	"tore|trice",
	"iere|iera",
	"ato|ata",
	// Dutch, Swedish
	"werker|werkster",
	"leider|leidster",
	"koper|koopster",
	"pleger|pleegster",
	"nemer|neemster",
	"schrijver|schrijfster",
	"laar|laarster",
	"aris|aresse",
	"lare|lerska",
	"jare|jerska",
	// Polish, Czech, Slovak
	"iel|ielka",
	"wca|wczyni",
	"gowy|gowa",
	"yk|yczka",
	"nier|nierka",
	"or|orka",
	"arz|arka",
	"ar|arka",
	"ista|istka",
	"nik|niczka|nicka",
	"ant|antka",
	"ent|entka",
];

/** The same of words that may stand alone or end another one. */
const WORDS: readonly string[] = [
	"arzt|arztin",
	"anwalt|anwaltin",
	"koch|kochin",
	"wirt|wirtin",
	"chef|chefin|cheffe",
	"kollege|kollegin",
	"gehilfe|gehilfin",
	"beamter|beamtin",
	"waiter|waitress",
	"actor|actress",
	"steward|stewardess",
	"host|hostess",
	"commesso|commessa",
	"kok|kokkin",
	"servitor|servitris",
	"leraar|lerares",
];

/** Letters before an ending, at least: Mario and Maria are two people. */
const LEAST_BEFORE = 3;
const MOST_FORMS = 12;

interface Ending {
	readonly ending: string;
	readonly others: readonly string[];
	readonly leastBefore: number;
}

const endingsOf = (kinds: readonly string[], leastBefore: number): Ending[] =>
	kinds.flatMap((kind) => {
		const forms = kind.split("|");
		return forms.map((ending) => ({ ending, others: forms.filter((other) => other !== ending), leastBefore }));
	});

/** Words before endings: a word that is named says more than how it ends. */
const ALL: readonly Ending[] = [...endingsOf(WORDS, 0), ...endingsOf(ENDINGS, LEAST_BEFORE)];

const PLAIN = /^[a-z]+$/;

/**
 * Other forms of a folded word for a person of another or any gender: entwickler gives entwicklerin, entwicklerin gives entwickler.
 * At most 12; not every one is a word: look them up in the dictionary. None of a word in another script.
 */
export function genderForms(word: string): readonly string[] {
	if (!PLAIN.test(word)) return [];
	const forms = new Set<string>();
	for (const { ending, others, leastBefore } of ALL) {
		if (!word.endsWith(ending) || word.length < ending.length + leastBefore) continue;
		for (const other of others) forms.add(word.slice(0, word.length - ending.length) + other);
	}
	return [...forms].slice(0, MOST_FORMS);
}
