import { fold } from "../../analysis/fold.ts";
import { parsePlace } from "../../analysis/places.ts";
import type { Recognizer } from "../../analysis/recognizer.ts";
import { tokenize } from "../../analysis/tokenize.ts";
import { isDuration, isOnlyDates } from "../dates/ranges.ts";
import { DEGREE_CJK, DEGREES, type DegreeLevel } from "./degree-words.ts";
import { isKnownCity, isTown } from "./known-cities.ts";
import { isLocalPlace } from "./local-address.ts";
import { ORGANISATION_LOCAL, SCHOOL_LOCAL, TITLE_LOCAL } from "./local-words.ts";
import { namesTrade } from "./trades.ts";
import {
	GRADE_WORD,
	LEGAL_FORM,
	ORGANISATION_CJK,
	ORGANISATION_COMPOUND,
	ORGANISATION_WORD,
	SCHOOL_CJK,
	SCHOOL_WORD,
	TITLE_CJK,
	TITLE_COMPOUND,
	TITLE_WORD,
} from "./words.ts";

/** What a short piece of text looks like: the questions that the rule tables ask. */
export interface Features {
	readonly text: string;
	readonly words: number;
	/** Share of the words that the vocabulary knows as a title, 0 to 1. */
	readonly knownTitle: number;
	readonly titleWord: boolean;
	readonly gradeWord: boolean;
	readonly legalForm: boolean;
	readonly organisationWord: boolean;
	readonly schoolWord: boolean;
	readonly degree: { readonly level: DegreeLevel; readonly from: number; readonly to: number } | null;
	readonly place: PlaceLook;
	/** Its first part is the name of a town. */
	readonly town: boolean;
	/** Has a word that stands in titles: "Mechanical", "Marketing". */
	readonly jobWord: boolean;
	/** Has no word of four letters or more but such. */
	readonly tradeAlone: boolean;
	/** The vocabulary's name of a tool or platform: "Salesforce" and "Oracle" sell what they are called like. */
	readonly product: boolean;
	readonly capitalised: boolean;
	readonly contact: boolean;
	readonly datesOnly: boolean;
}

/** `sure`: a country, state or postal code is named; `likely`: the shape of a place; `none`. */
export type PlaceLook = "sure" | "likely" | "none";

const REMOTE =
	/^(?:fully )?(?:remote|remoto|home ?office|télétravail|teletrabajo|hybrid|(?:various|multiple|several) (?:locations|sites|places)|verschiedene orte|divers lieux|varias ciudades|diversas localidades|nationwide|statewide|远程|リモート)(?:\W|$)/iu;
/** "Toronto, ON M5V 2T6", "Bristol BS1 4RN" */
/** "Hill AFB, UT 84056 United States" */
const STATE_AND_COUNTRY =
	/^\p{Lu}[\p{L}.'’ -]+?,\s\p{Lu}{2}(?:\s\d{5}(?:-\d{4})?)?,?\s(?:United States(?: of America)?|USA|U\.S\.A?\.?)$/u;
const CODED_CITY =
	/^\p{Lu}[\p{L}.'’ -]+?,?\s(?:\p{Lu}{2},?\s)?(?:[A-Z]\d[A-Z]\s\d[A-Z]\d|[A-Z]{1,2}\d[A-Z\d]?\s\d[A-Z]{2})$/u;
/** "Greater Seattle Area", "Austin, Texas Metropolitan Area", "Paris et périphérie": how networks name regions. */
const AREA =
	/^(?:greater \p{Lu}[\p{L} ,-]+|\p{Lu}[\p{L}./ ,-]+ (?:metropolitan |metro |bay )?area(?:,\s*\p{Lu}[\p{L} ]+)?|(?:metropolregion|großraum|raum) \p{Lu}[\p{L} /-]+|\p{Lu}[\p{L} -]+ und umgebung|\p{Lu}[\p{L} -]+ et périphérie|région de \p{Lu}[\p{L} -]+|\p{Lu}[\p{L} -]+ y alrededores|área metropolitana de \p{Lu}[\p{L} -]+|\p{Lu}[\p{L} -]+ e região|\p{Lu}[\p{L} -]+ e dintorni)$/iu;
/** One of its words: the shape is looked at only then. */
const AREA_WORD = /greater |area|raum|region|umgebung|périphérie|région|alrededores|área|região|dintorni/iu;
const PLACE_SHAPE = /^\p{Lu}[\p{L}.'’ -]*(?:,\s*\p{Lu}[\p{L}.'’ -]*){0,2}$/u;
/** Words in lower case that names of places have: "Stratford-upon-Avon", "Frankfurt am Main". */
const PLACE_PARTICLE =
	/^(?:de|la|las|le|les|los|el|du|des|del|della|dei|di|da|do|dos|das|am|an|der|den|dem|im|in|bei|ob|upon|on|of|the|sur|sous|en|et|y|i|e|and|und|van|op|aan|zur|zum|vor|ved|nad|pod|près|lès|lez)$|^[dl]['’]/iu;

const BRAZILIAN = /^(\p{Lu}[\p{L}'’ -]+?)\s?[/-]\s?(?:A[CLPM]|BA|CE|DF|ES|GO|M[ATSG]|P[ABREI]|R[JNSOR]|S[CPE]|TO)$/u;
/** "Londrina/PR"; "Secretary/PA" is none. */
export const isBrazilian = (text: string): boolean => {
	const city = BRAZILIAN.exec(text)?.[1];
	return city !== undefined && isTown(city);
};

/** @returns how much a text looks like a place. */
export function placeLook(text: string): PlaceLook {
	const bare = text.replace(/^[([]|[)\]]$/g, "").trim();
	// "Strasbourg (France)", "Gdynia, woj. pomorskie"
	const trimmed = /[(（]/.test(bare)
		? bare.replace(/^(\p{Lu}[\p{L} '’-]+?)\s*[(（](\p{Lu}[\p{L} -]+)$/u, "$1, $2")
		: bare;
	// Most texts are sentences, and done here.
	if (trimmed.length > 60 && !/\d|,\s*woj/u.test(trimmed)) return "none";
	if (/^\p{Lu}[\p{L} '’-]+\s\((?:\d{2}|2[AB]|97\d)\)?$/u.test(trimmed)) return "sure";
	if (CODED_CITY.test(trimmed) || STATE_AND_COUNTRY.test(trimmed)) return "sure";
	if (/,\s*(?:woj\.|województwo)\s\p{Ll}/u.test(trimmed)) return "sure";
	if (trimmed === "" || trimmed.length > 60 || /[@:&+]/.test(trimmed)) return "none";
	if (isBrazilian(trimmed)) return "sure";
	if (AREA_WORD.test(trimmed) && AREA.test(trimmed)) return "sure";
	if (trimmed.includes("/")) return "none";
	if (REMOTE.test(trimmed) || isLocalPlace(trimmed)) return "sure";
	if (trimmed.split(/\s+/).length > 6 || !/^[\p{L}\d]/u.test(trimmed)) return "none";
	const place = parsePlace(trimmed);
	if (place === null) return "none";
	// "Newcastle, NSW": a state that the tables do not have.
	const coded = /^\p{Lu}[\p{L}.'’ -]+,\s*(?:\p{Lu}{2}|NSW|VIC|QLD|TAS|ACT)$/u.test(trimmed);
	const named = place.countryCode !== undefined || place.region !== undefined || coded;
	if (named && !/\p{L}\s\d|\d{5,}\p{L}/u.test(trimmed.replace(/\b\d{4,6}\b/, ""))) return "sure";
	// "ICU", "SAP", "AUTOSAR": capitals alone are an abbreviation sooner than a city.
	if (!/\p{Ll}/u.test(trimmed) && !trimmed.split(/,\s*/).some((part) => /\p{L}{4}/u.test(part) && isKnownCity(part)))
		return "none";
	if (trimmed.split(/[\s,]+/).some((word) => /^\p{Ll}/u.test(word) && !PLACE_PARTICLE.test(word))) return "none";
	// "Las Palmas de Gran Canaria": particles do not make a name long.
	const proper = trimmed.split(/[\s,]+/).filter((word) => !PLACE_PARTICLE.test(word));
	return PLACE_SHAPE.test(trimmed) && proper.length <= 4 ? "likely" : "none";
}

/** Most texts name no degree, and are looked through once. */
const ANY_DEGREE = new RegExp(DEGREES.map(({ pattern }) => pattern.source).join("|"), "iu");

/** Degrees that are no other word, in a resume without capitals. */
const SMALL_DEGREE = /^(?:[bm]\.?sc|[bm]\.?eng|[bm]\.?tech|[bm]\.?com|ph\.?d|mba|ll[bm])\.?$/u;

/** Offsets of the degree in the text. Abbreviations of up to four letters count only with a capital. */
export function findDegree(text: string): Features["degree"] {
	const cjk = DEGREE_CJK.exec(text);
	if (cjk !== null) return { level: levelOfCjk(cjk[0]), from: cjk.index, to: cjk.index + cjk[0].length };
	const folded = fold(text).length === text.length ? fold(text) : text.toLowerCase();
	const isSmall = folded === text || !/\p{Lu}/u.test(text);
	let best: Features["degree"] = null;
	if (!ANY_DEGREE.test(folded)) return null;
	for (const { level, pattern } of DEGREES) {
		const match = pattern.exec(folded);
		if (match === null) continue;
		const written = text.slice(match.index, match.index + match[0].length);
		const abbreviation = written.replace(/[^\p{L}]/gu, "").length <= 4;
		if (abbreviation && !/^[\p{Lu}\d]/u.test(written) && !(isSmall && SMALL_DEGREE.test(written))) continue;
		const length = match[0].trimEnd().replace(/\s+(?:in|of|as|zum|zur|als|de|en)$/u, "").length;
		if (best === null || match.index < best.from || (match.index === best.from && match.index + length > best.to))
			best = { level, from: match.index, to: match.index + length };
	}
	return best;
}

function levelOfCjk(word: string): DegreeLevel {
	if (/博士|박사|دكتورا|שלישי|דוקטור/.test(word)) return "doctorate";
	if (/硕士|碩士|修士|研究生|석사|ماجستير|שני/.test(word)) return "master";
	if (/高中|中专|職|高卒|ثانوية|בגרות|고졸/.test(word)) return "secondary";
	return /大专|专科|大專|專科|文憑|文凭|副学士|副學士|専門士|短期|準学士|전문|دبلوم/.test(word)
		? "vocational"
		: "bachelor";
}

function titleCoverage(text: string, recognizer: Recognizer | null): number {
	if (recognizer === null) return 0;
	const tokens = tokenize(text);
	const titles = recognizer.titles(tokens);
	return tokens.length === 0 ? 0 : titles.reduce((sum, title) => sum + title.end - title.start, 0) / tokens.length;
}

/** Words of four letters and more that the vocabulary's titles are made of. Bets ("paris") are a city all the same. */
function jobWords(recognizer: Recognizer | null): Set<string> {
	const known = recognizer === null ? new Set<string>() : JOB_WORDS.get(recognizer);
	if (recognizer === null || known !== undefined) return known ?? new Set();
	const forms = recognizer.vocabulary.titles.flatMap((title) => [title.label, ...title.synonyms]);
	const all = new Set(forms.flatMap((form) => fold(form).split(/[^\p{L}]+/u)));
	const words = new Set([...all].filter((word) => word.length >= 4 && !isKnownCity(word)));
	JOB_WORDS.set(recognizer, words);
	return words;
}

/** Kinds of skills that somebody makes and sells. */
const MADE: ReadonlySet<string> = new Set(["tool", "platform"]);

/** Names of what the vocabulary has for tools and platforms, folded. */
function products(recognizer: Recognizer | null): ReadonlySet<string> {
	const known = recognizer === null ? new Set<string>() : PRODUCTS.get(recognizer);
	if (recognizer === null || known !== undefined) return known ?? new Set();
	const made = recognizer.vocabulary.skills.filter(({ kind }) => MADE.has(kind));
	const names = new Set(made.flatMap(({ label, synonyms }) => [label, ...synonyms].map(fold)));
	PRODUCTS.set(recognizer, names);
	return names;
}

const PRODUCTS = new WeakMap<Recognizer, ReadonlySet<string>>();
const JOB_WORDS = new WeakMap<Recognizer, Set<string>>();

/** "Denver, CO" ends in a state, not in a company. Legal forms in capitals that are no state's code stay. */
const withoutState = (text: string): string => text.replace(/,\s*(?:CO|AB|SA|AL|AS|SE|NV)$/u, "");

/** "Mannheim" is no home, wherever it stands. */
const isCompound = (folded: string): boolean =>
	ORGANISATION_COMPOUND.test(folded) &&
	folded.split(/[^\p{L}-]+/u).some((word) => ORGANISATION_COMPOUND.test(word) && !isTown(word));

/** Each answer is worked out when it is first asked for: a name is never asked for its degree. */
class TextFeatures implements Features {
	readonly text: string;
	readonly #recognizer: Recognizer | null;
	readonly #trade: ReadonlySet<string>;
	readonly #products: ReadonlySet<string>;
	readonly #folded: string;
	readonly #known: { -readonly [K in keyof Features]?: Features[K] } = {};

	constructor(text: string, recognizer: Recognizer | null, trade: ReadonlySet<string>, made: ReadonlySet<string>) {
		this.text = text;
		this.#recognizer = recognizer;
		this.#trade = trade;
		this.#products = made;
		this.#folded = fold(text);
	}

	get words(): number {
		this.#known.words ??= this.text.split(/\s+/).length;
		return this.#known.words;
	}
	get knownTitle(): number {
		this.#known.knownTitle ??= titleCoverage(this.text, this.#recognizer);
		return this.#known.knownTitle;
	}
	get titleWord(): boolean {
		this.#known.titleWord ??=
			TITLE_WORD.test(this.#folded) ||
			TITLE_COMPOUND.test(this.#folded) ||
			TITLE_CJK.test(this.text) ||
			TITLE_LOCAL.test(this.text) ||
			namesTrade(this.#folded);
		return this.#known.titleWord;
	}
	get gradeWord(): boolean {
		this.#known.gradeWord ??= GRADE_WORD.test(this.#folded);
		return this.#known.gradeWord;
	}
	get legalForm(): boolean {
		this.#known.legalForm ??= LEGAL_FORM.test(withoutState(this.text));
		return this.#known.legalForm;
	}
	get organisationWord(): boolean {
		// "Construction" alone is a trade as likely as a company.
		this.#known.organisationWord ??=
			(ORGANISATION_WORD.test(this.#folded) && (/\s/.test(this.text) || !this.#trade.has(this.#folded))) ||
			isCompound(this.#folded) ||
			ORGANISATION_CJK.test(this.text) ||
			ORGANISATION_LOCAL.test(this.text);
		return this.#known.organisationWord;
	}
	get schoolWord(): boolean {
		this.#known.schoolWord ??=
			SCHOOL_WORD.test(this.#folded) || SCHOOL_CJK.test(this.text) || SCHOOL_LOCAL.test(this.text);
		return this.#known.schoolWord;
	}
	get degree(): Features["degree"] {
		if (this.#known.degree === undefined) this.#known.degree = findDegree(this.text);
		return this.#known.degree;
	}
	get place(): PlaceLook {
		this.#known.place ??= placeLook(this.text);
		return this.#known.place;
	}
	get town(): boolean {
		this.#known.town ??= isTown(this.text.split(/[,(/]/u, 1)[0] ?? "");
		return this.#known.town;
	}
	get jobWord(): boolean {
		this.#known.jobWord ??= this.#folded.split(/[^\p{L}]+/u).some((word) => this.#trade.has(word));
		return this.#known.jobWord;
	}
	get tradeAlone(): boolean {
		const long = this.#folded.split(/[^\p{L}]+/u).filter((word) => word.length >= 4);
		return long.length > 0 && long.every((word) => this.#trade.has(word));
	}
	get product(): boolean {
		return this.#products.has(this.#folded);
	}
	get capitalised(): boolean {
		this.#known.capitalised ??= this.text
			.split(/\s+/)
			.filter((word) => /^\p{L}/u.test(word) && word.length > 3)
			.every((word) => /^[\p{Lu}\p{Lo}]/u.test(word));
		return this.#known.capitalised;
	}
	get contact(): boolean {
		this.#known.contact ??= /@|https?:|www\.|\+?\d[\d\s().-]{8,}\d/i.test(this.text);
		return this.#known.contact;
	}
	get datesOnly(): boolean {
		this.#known.datesOnly ??= isOnlyDates(this.text) || isDuration(this.text);
		return this.#known.datesOnly;
	}
}

/** Makes the look-up of features; answers are kept, since the same pieces are asked about many times. */
export function createFeatures(recognizer: Recognizer | null): (text: string) => Features {
	const known = new Map<string, Features>();
	const trade = jobWords(recognizer);
	const made = products(recognizer);
	return (text) => {
		const cached = known.get(text);
		if (cached !== undefined) return cached;
		const features = new TextFeatures(text, recognizer, trade, made);
		known.set(text, features);
		return features;
	};
}
