import { BoundedCache } from "./bounded-cache.ts";

/** British spellings of English words, folded, and the American ones: one form for both, where words are compared. */

/** Parts of words, wherever they stand in one: no other word has them. */
const PARTS: Readonly<Record<string, string>> = {
	colour: "color",
	labour: "labor",
	behaviour: "behavior",
	favour: "favor",
	honour: "honor",
	harbour: "harbor",
	neighbour: "neighbor",
	flavour: "flavor",
	humour: "humor",
	rumour: "rumor",
	vapour: "vapor",
	tumour: "tumor",
	armour: "armor",
	rigour: "rigor",
	vigour: "vigor",
	odour: "odor",
	savour: "savor",
	endeavour: "endeavor",
	demeanour: "demeanor",
	paediatr: "pediatr",
	orthopaed: "orthoped",
	anaesth: "anesth",
	gynaec: "gynec",
	haemat: "hemat",
	haemo: "hemo",
	anaemi: "anemi",
	leukaemi: "leukemi",
	ischaemi: "ischemi",
	archaeo: "archeo",
	palaeo: "paleo",
	encyclopaed: "encycloped",
	caesarean: "cesarean",
	aetiolog: "etiolog",
	oestrogen: "estrogen",
	oesophag: "esophag",
	oedema: "edema",
	foetal: "fetal",
	foetus: "fetus",
	diarrhoea: "diarrhea",
	homoeopath: "homeopath",
	manoeuvr: "maneuvr",
	aluminium: "aluminum",
	aeroplane: "airplane",
	sulph: "sulf",
	jewellery: "jewelry",
	draughts: "drafts",
	defence: "defense",
	offence: "offense",
	pretence: "pretense",
	licenc: "licens",
	practis: "practic",
	sceptic: "skeptic",
	artefact: "artifact",
	skilful: "skillful",
	acknowledgement: "acknowledgment",
	judgement: "judgment",
	plough: "plow",
};

/** Whole words. */
const WORDS: ReadonlyMap<string, string> = new Map(
	Object.entries({
		grey: "gray",
		greys: "grays",
		tyre: "tire",
		tyres: "tires",
		kerb: "curb",
		kerbs: "curbs",
		kerbside: "curbside",
		ageing: "aging",
		cosy: "cozy",
		fulfil: "fulfill",
		fulfils: "fulfills",
		fulfilment: "fulfillment",
		enrol: "enroll",
		enrols: "enrolls",
		enrolment: "enrollment",
		instalment: "installment",
		instalments: "installments",
		woollen: "woolen",
		moulding: "molding",
		mouldings: "moldings",
		mould: "mold",
		moulds: "molds",
		moulded: "molded",
		moulder: "molder",
		speciality: "specialty",
		specialities: "specialties",
		programme: "program",
		programmes: "programs",
	}),
);

const PART = new RegExp(Object.keys(PARTS).join("|"));

type Rule = readonly [pattern: RegExp, replacement: string];

/** Of the endings the first that fits; most of these have a word before them: kilometre, remodelling, electrolyse. */
const ENDINGS: readonly Rule[] = [
	[/(cent|theat|met|lit|fib|calib|spect|lust|somb|meag|maneuv)re(s?)$/, "$1er$2"],
	[/(cent|maneuv)r(ed|ing|able)$/, "$1er$2"],
	[/(catal|dial|anal|monol|prol|epil)ogu(?:(?=ed$|ers?$|ing$)|e(?=s?$))/, "$1og"],
	[/(ana|cata|para|dia|hydro|electro)lys(e|ed|es|er|ers|ing)$/, "$1lyz$2"],
	[
		/((?:mod|lab|trav|couns|canc|chann|lev|tunn|pan|shov|parc|jew|fu)el|(?:marsh|sign|initi|tot|di)al)l(ing|ings|ed|er|ers|or|ors)$/,
		"$1$2",
	],
];

/** -ise where Americans write -ize, behind three letters at least: prise is no prize. */
const ISE = /^(.{3,})is(e|ed|es|er|ers|ing|ings|able|ation|ations|ational|ationally)$/;
/** What stands before -ise where everybody writes it with s: raise, likewise, advise, enterprise, exercise, expertise, promise. */
const ALWAYS_S =
	/(?:[aeouw]|(?<!i)v|pr|(?:sun|high|up|moon)r|pract|exerc|exorc|exc|inc|conc|prec|circumc|expert|advert|chast|prom|prem|^dem|desp|surm|franch|merchand|parad|treat|trell|^val|^chem)$/;

const cache = new BoundedCache<string>(20_000);
/** Shorter words have no other spelling. */
const SHORTEST = 4;

/** The American spelling of a folded word; the word itself where it has no other. Words of other languages may change, too: only compare. */
export function american(word: string): string {
	if (word.length < SHORTEST) return word;
	const known = cache.get(word);
	if (known !== undefined) return known;
	const found = spelled(word);
	cache.set(word, found);
	return found;
}

function spelled(word: string): string {
	const [, before, ending] = ISE.exec(word) ?? [];
	const z = before === undefined || ALWAYS_S.test(before) ? word : `${before}iz${ending}`;
	const whole = WORDS.get(z);
	if (whole !== undefined) return whole;
	const part = z.replace(PART, (found) => PARTS[found] ?? found);
	const rule = ENDINGS.find(([pattern]) => pattern.test(part));
	return rule === undefined ? part : part.replace(rule[0], rule[1]);
}
