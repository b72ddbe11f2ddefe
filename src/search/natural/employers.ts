import { negationBefore } from "../phrases/negation.ts";
import { quoted } from "../query/lint.ts";
import { joinedQuery, phraseQuery } from "../requirement/query-text.ts";
import type { Draft } from "./draft.ts";
import { EITHER } from "./either-words.ts";
import { leftOutAlone } from "./excluded-list.ts";
import { nameOf } from "./written-name.ts";

/** "worked at Siemens", "currently at SAP", "ex-Google", "bei Bosch", "chez Airbus", "trabajó en Telefónica". */

const BEFORE = String.raw`(?<![\p{L}\p{N}])`;
const NAME = String.raw`\p{Lu}[\p{L}\p{M}\p{N}.&'’-]*(?:\s+(?:&\s+)?\p{Lu}[\p{L}\p{M}\p{N}.&'’-]*){0,2}`;
/** Behind a verb of working even a name in small letters is one; behind an article it is an ordinary word: "for the government". */
const ARTICLE = String.raw`(?:an?|the|der|die|das|dem|den|eine[mnr]?|ein|les?|la|une?|el|l[oa]s|una)\s`;
const ANY_NAME = String.raw`(?:${NAME}|(?!${ARTICLE})[\p{L}\p{N}][\p{L}\p{M}\p{N}.&-]+)`;
// The words in any case, the name in its own: so no flag for case.
const anyCase = (words: string) =>
	words.replace(/\p{L}/gu, (letter) => `[${letter.toLowerCase()}${letter.toUpperCase()}]`);
const group = (words: string) => `(?:${anyCase(words)})`;

const FORMS: readonly (readonly [RegExp, scope: "company" | "current-company" | "past-company", isSure: boolean])[] = [
	[
		new RegExp(
			`${BEFORE}${group("currently|now|works|working|derzeit|aktuell|arbeitet|actuellement|trabaja|actualmente")}\\s+${group("at|for|with|bei|chez|en|para")}\\s+(?:${ARTICLE}+(?=\\p{Lu}))?(?<name>${ANY_NAME})`,
			"gu",
		),
		"current-company",
		true,
	],
	[
		new RegExp(
			`${BEFORE}(?:${group("no longer|nicht mehr|formerly|previously|früher|ehemals|anciennement|antes")}\\s+${group("at|for|with|bei|chez|en|para")}\\s+(?:${ARTICLE}+(?=\\p{Lu}))?(?<name>${ANY_NAME})|[eE]x(?:-\\s?|\\s)(?<former>${NAME}))`,
			"gu",
		),
		"past-company",
		true,
	],
	[
		new RegExp(
			`${BEFORE}(?:${group("who")}\\s+)?(?:${group("have|has")}\\s+)?(?:${group("worked|employed|experience|work|gearbeitet|arbeitete|tätig|travaillé|trabajó|trabajado|trabajando")})\\s+${group("at|for|by|bei|für|chez|en|para")}\\s+(?:${group("both|either")}\\s+)?(?:${ARTICLE}+(?=\\p{Lu}))?(?<name>${ANY_NAME})`,
			"gu",
		),
		"company",
		true,
	],
	// "bei SAP und Siemens gearbeitet"
	[
		new RegExp(
			`${BEFORE}${group("bei|für")}\\s+(?<name>${NAME})(?=(?:\\s+(?:und|oder)\\s+(?:bei\\s+)?${NAME})*\\s+(?:gearbeitet|tätig|beschäftigt|angestellt)(?![\\p{L}]))`,
			"gu",
		),
		"company",
		true,
	],
	[new RegExp(`${BEFORE}${group("from|at|bei|chez")}\\s+(?<name>${NAME})`, "gu"), "company", false],
	// "A former Google engineer"; a former Project Manager was never employed by one.
	[
		new RegExp(
			`${BEFORE}${group("former|ehemaliger|ehemalige|ehemaligen|ancien|ancienne|antiguo|antigua")}\\s+(?<name>\\p{Lu}[\\p{L}\\p{M}\\p{N}.&'’-]*)(?=\\s+(?<next>\\p{L}+))`,
			"gu",
		),
		"past-company",
		false,
	],
	// "Nurse @ Mercy Hospital"; without the blank it is a name of an account, or a word of Java.
	[new RegExp(`(?<=\\s)@\\s+(?<name>${NAME})`, "gu"), "company", true],
];

/** Of a name as that of a place: a village is called like many a company. */
type Standing = "known" | "town" | "small" | "none";

/**
 * Employers behind words that say so. A place is none, but for a smaller one where somebody works; a skill or a title is one only there:
 * many companies are called like what they make.
 */
export function employerClauses(
	text: string,
	standingOf: (name: string) => Standing,
	isSomethingElse: (name: string) => boolean,
): Draft[] {
	return FORMS.flatMap(([form, scope, isSure]) =>
		[...text.matchAll(form)].flatMap((match): Draft[] => {
			const written = match.groups?.name ?? match.groups?.former ?? "";
			const name = nameOf(written);
			// Paris is a place, ex-Paris is none; somebody works at Meta, and is from either.
			const standing = match.groups?.former === undefined ? standingOf(name) : "none";
			const isOfPlace = standing === "known" || (!isSure && standing === "town");
			const isEither = !isSure && standing === "small" && /^from\s/iu.test(match[0]);
			const isPlace = (one: string) => ["known", "town"].includes(standingOf(one));
			const { next = "" } = match.groups ?? {};
			// Somebody works with a tool as well as with a company.
			const isNamed = isSure && !/work\p{L}*\s+with\s/iu.test(match[0]);
			const isOther = !isNamed && !isEither && [name, `${name} ${next}`].some(isSomethingElse);
			if (name.length < 2 || isOfPlace || isOther || WAY_OF_WORK.test(name)) return [];
			const end = match.index + match[0].length - (written.length - name.length);
			const negation = negationBefore(text.slice(0, match.index));
			const isOtherBeside = (one: string, isBeside: boolean, at: number) => {
				if (negation !== "") return isPlace(one) || isSomethingElse(TWO_WORDS.exec(text.slice(at))?.[0] ?? "");
				return ((isBeside || !isSure) && isPlace(one)) || (isBeside && isSomethingElse(one));
			};
			const others = othersBehind(text, end, negation === "" ? OTHER : OTHER_LEFT_OUT, isOtherBeside);
			const places = isEither ? [phraseQuery(name, "location")] : [];
			const queries = [...[name, ...others.names].map((one) => phraseQuery(one, scope)), ...places];
			// Who must not have been at A and B must have been at neither.
			const joint = others.isAll && negation === "" && !isEither ? " AND " : " OR ";
			const query = joinedQuery(queries, joint);
			const at = { start: match.index - negation.length, end: others.end };
			if (negation !== "") {
				const more = COMMA_NAME.exec(text.slice(others.end))?.groups?.name;
				const left = quoted(text.slice(match.index + match[0].length - written.length, others.end));
				const remark = more === undefined ? {} : { remark: leftOutAlone(left, quoted(more)) };
				return [{ ...at, kind: "exclusion", query: `NOT ${query}`, role: "excluded", ...remark }];
			}
			return [{ ...at, kind: "employer", query, role: "wanted" }];
		}),
	);
}

/** Behind an "@" these say how, and not where. */
const WAY_OF_WORK =
	/^(?:remote|hybrid|onsite|senior|junior|full|part|freelance|night|day|home|any|vollzeit|teilzeit)(?:\s|$)/iu;

const COMMA_NAME = new RegExp(`^,\\s+(?<name>${NAME})(?=\\s*(?:$|[,;.]))`, "u");
const BOTH = "(?:and|und|et|y|&)";
const OTHER = new RegExp(
	`\\s+(?:${EITHER}|(?<and>${BOTH}))\\s+(?:(?:at|@|bei|chez|en)\\s+|(?<ex>[eE]x-\\s?))?(?<name>${NAME})`,
	"uy",
);

/** Of those that are left out commas join, too, before a last "or" or "and". */
const OTHER_LEFT_OUT = new RegExp(
	`,?(?:${OTHER.source})|,\\s+(?<listed>${NAME})(?=(?:,\\s+${NAME})*,?\\s+(?:${EITHER}|${BOTH})\\s+${NAME})`,
	"uy",
);
const TWO_WORDS = /^\S+\s+[\p{L}\p{N}]+/u;

/** "at Google or Amazon", "at Google and Amazon": joined by the same word throughout. */
function othersBehind(
	text: string,
	from: number,
	form: RegExp,
	isOther: (name: string, isBeside: boolean, at: number) => boolean,
) {
	const names: string[] = [];
	let isAll = false;
	for (let end = from; ; ) {
		form.lastIndex = end;
		const match = form.exec(text);
		const { name: last, listed, ex, and } = match?.groups ?? {};
		const written = last ?? listed ?? "";
		const name = nameOf(written);
		const isJoinedOtherwise = form === OTHER && names.length > 0 && isAll !== (and !== undefined);
		const at = form.lastIndex - written.length;
		if (match === null || isJoinedOtherwise || (ex === undefined && isOther(name, and !== undefined, at)))
			return { names, isAll, end };
		isAll = and !== undefined;
		names.push(name);
		end = form.lastIndex - (written.length - name.length);
	}
}
