import { fold } from "../../analysis/fold.ts";
import { parsePlace } from "../../analysis/places.ts";
import type { Recognizer } from "../../analysis/recognizer.ts";
import { tokenize } from "../../analysis/tokenize.ts";
import { isDuration, isOnlyDates } from "../dates/ranges.ts";
import { DEGREE_CJK, DEGREES, type DegreeLevel } from "./degree-words.ts";
import { isKnownCity } from "./known-cities.ts";
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
	/** Has a word that stands in titles: "Mechanical", "Marketing". */
	readonly jobWord: boolean;
	readonly capitalised: boolean;
	readonly contact: boolean;
	readonly datesOnly: boolean;
}

/** `sure`: a country, state or postal code is named; `likely`: the shape of a place; `none`. */
export type PlaceLook = "sure" | "likely" | "none";

const REMOTE = /^(?:fully )?(?:remote|remoto|home ?office|télétravail|teletrabajo|hybrid|远程|リモート)(?:\W|$)/iu;
const PLACE_SHAPE = /^\p{Lu}[\p{L}.'’ -]*(?:,\s*\p{Lu}[\p{L}.'’ -]*){0,2}$/u;
/** Words in lower case that names of places have: "Stratford-upon-Avon", "Frankfurt am Main". */
const PLACE_PARTICLE =
	/^(?:de|la|las|le|les|los|el|du|des|del|della|dei|di|da|do|dos|das|am|an|der|den|dem|im|in|bei|ob|upon|on|of|the|sur|sous|en|et|y|i|e|and|und|van|op|aan|zur|zum|vor|ved|nad|pod|près|lès|lez)$|^[dl]['’]/iu;
const PLACE_CJK =
	/^(?:\p{Script=Han}{2,6}[省市县縣区區都府道州国國])+|^(?:北京|上海|深圳|广州|廣州|杭州|南京|成都|武汉|香港|台北|東京|大阪|京都|横浜|名古屋|福岡|札幌|中国|日本|台湾)/u;

/** @returns how much a text looks like a place. */
export function placeLook(text: string): PlaceLook {
	const trimmed = text.replace(/^[([]|[)\]]$/g, "").trim();
	if (trimmed === "" || trimmed.length > 60 || /[@:/&+]/.test(trimmed)) return "none";
	if (REMOTE.test(trimmed) || PLACE_CJK.test(trimmed)) return "sure";
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
	return PLACE_SHAPE.test(trimmed) && trimmed.split(/[\s,]+/).length <= 4 ? "likely" : "none";
}

/** Offsets of the degree in the text. Abbreviations of up to four letters count only with a capital. */
export function findDegree(text: string): Features["degree"] {
	const cjk = DEGREE_CJK.exec(text);
	if (cjk !== null) return { level: levelOfCjk(cjk[0]), from: cjk.index, to: cjk.index + cjk[0].length };
	const folded = fold(text).length === text.length ? fold(text) : text.toLowerCase();
	let best: Features["degree"] = null;
	for (const { level, pattern } of DEGREES) {
		const match = pattern.exec(folded);
		if (match === null) continue;
		const written = text.slice(match.index, match.index + match[0].length);
		const abbreviation = written.replace(/[^\p{L}]/gu, "").length <= 4;
		if (abbreviation && !/^\p{Lu}/u.test(written)) continue;
		const length = match[0].trimEnd().replace(/\s+(?:in|of|as|zum|zur|als|de|en)$/u, "").length;
		if (best === null || match.index < best.from) best = { level, from: match.index, to: match.index + length };
	}
	return best;
}

function levelOfCjk(word: string): DegreeLevel {
	if (/博士|박사|دكتوراه/.test(word)) return "doctorate";
	if (/硕士|碩士|修士|研究生|석사|ماجستير|שני/.test(word)) return "master";
	if (/高中|中专/.test(word)) return "secondary";
	return /大专|专科|大專|전문/.test(word) ? "vocational" : "bachelor";
}

function titleCoverage(text: string, recognizer: Recognizer | null): number {
	if (recognizer === null) return 0;
	const tokens = tokenize(text);
	const titles = recognizer.titles(tokens);
	return tokens.length === 0 ? 0 : titles.reduce((sum, title) => sum + title.end - title.start, 0) / tokens.length;
}

/** Words of four letters and more that the vocabulary's titles are made of. */
function jobWords(recognizer: Recognizer | null): Set<string> {
	const known = recognizer === null ? new Set<string>() : JOB_WORDS.get(recognizer);
	if (recognizer === null || known !== undefined) return known ?? new Set();
	const forms = recognizer.vocabulary.titles.flatMap((title) => [title.label, ...title.synonyms]);
	const words = new Set(forms.flatMap((form) => fold(form).split(/[^\p{L}]+/u)).filter((word) => word.length >= 4));
	JOB_WORDS.set(recognizer, words);
	return words;
}

const JOB_WORDS = new WeakMap<Recognizer, Set<string>>();

/** "Denver, CO" ends in a state, not in a company. Legal forms in capitals that are no state's code stay. */
const withoutState = (text: string): string => text.replace(/,\s*(?:CO|AB|SA|AL|AS|SE)$/u, "");

/** Makes the look-up of features; answers are kept, since the same pieces are asked about many times. */
export function createFeatures(recognizer: Recognizer | null): (text: string) => Features {
	const known = new Map<string, Features>();
	const trade = jobWords(recognizer);
	return (text) => {
		const cached = known.get(text);
		if (cached !== undefined) return cached;
		const folded = fold(text);
		const features: Features = {
			text,
			words: text.split(/\s+/).length,
			knownTitle: titleCoverage(text, recognizer),
			titleWord: TITLE_WORD.test(folded) || TITLE_COMPOUND.test(folded) || TITLE_CJK.test(text),
			gradeWord: GRADE_WORD.test(folded),
			legalForm: LEGAL_FORM.test(withoutState(text)),
			// "Construction" alone is a trade as likely as a company.
			organisationWord:
				(ORGANISATION_WORD.test(folded) && (/\s/.test(text) || !trade.has(folded))) ||
				ORGANISATION_COMPOUND.test(folded) ||
				ORGANISATION_CJK.test(text),
			schoolWord: SCHOOL_WORD.test(folded) || SCHOOL_CJK.test(text),
			degree: findDegree(text),
			place: placeLook(text),
			jobWord: folded.split(/[^\p{L}]+/u).some((word) => trade.has(word)),
			capitalised: text
				.split(/\s+/)
				.filter((word) => /^\p{L}/u.test(word) && word.length > 3)
				.every((word) => /^[\p{Lu}\p{Lo}]/u.test(word)),
			contact: /@|https?:|www\.|\+?\d[\d\s().-]{8,}\d/i.test(text),
			datesOnly: isOnlyDates(text) || isDuration(text),
		};
		known.set(text, features);
		return features;
	};
}
