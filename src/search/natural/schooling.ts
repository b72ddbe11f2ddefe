import type { EducationWord } from "../../analysis/education-level.ts";
import { say } from "../../domain/sentence.ts";
import { DEGREE_ORDER, degreeQuery, findDegrees, isDegreeName } from "../phrases/degrees.ts";
import type { Found } from "../phrases/found.ts";
import { quoted } from "../query/lint.ts";
import { phraseQuery } from "../requirement/query-text.ts";
import type { Draft } from "./draft.ts";
import { EITHER } from "./either-words.ts";
import { nameOf } from "./written-name.ts";

/** Where somebody learned, and what he has a certificate of. */

const BEFORE = String.raw`(?<![\p{L}\p{N}])`;
const NAME = String.raw`\p{Lu}[\p{L}\p{M}\p{N}.&'’-]*(?:\s+(?:(?:of|de|of the|für|der)\s+)?\p{Lu}[\p{L}\p{M}\p{N}.&'’-]*){0,4}`;
// The words in any case, the name in its own: so no flag for case.
const STUDIED =
	"(?:[Gg]raduated|[Gg]raduates?|[Ss]tudied|[Aa]lum(?:ni|nus|na|ns?)|[Ss]tudiert(?:e)?|[Aa]bsolvent(?:in|en)?|[Dd]iplômée?s?|[Éé]tudi(?:é|ant)|[Gg]raduad[oa]s?|[Ee]studió|[Ee]gresad[oa]s?)";
const SCHOOL_BEHIND = new RegExp(
	String.raw`${BEFORE}(?:${STUDIED}\s+(?:from|of|at|an der|am|an|der|von|de la|de l['’]|de)|[Dd]egrees?\s+(?:from|at))\s+(?:the\s+)?(?<name>${NAME})`,
	"gu",
);
/** A master alone is a trade as often as a degree: "scrum master at SAP". */
const MASTER_FROM = new RegExp(
	String.raw`(?<=(?:^|[,;(]\s*|\b(?:with|an?)\s+)[Mm]asters?\s+)(?:from|at)\s+(?:the\s+)?(?<name>${NAME})`,
	"gu",
);
const SCHOOL_BEFORE = new RegExp(
	String.raw`${BEFORE}(?<name>${NAME})\s+(?:alum(?:ni|nus|na|ns?)|[Aa]bsolvent(?:in|en)?)(?![\p{L}\p{N}])`,
	"gu",
);

/** Behind a degree, and what it is in: "MBA from INSEAD", "BSc in Physics at ETH". */
const BEHIND_DEGREE = new RegExp(
	String.raw`^(?<field>\s+(?:in|of)\s+[\p{L}\p{M} ]{2,40}?)?\s+(?<from>(?:(?:from|at|von|an der|von de[rm]|vom|am|de la|du|de|por la)\s+(?:the\s+)?|(?:de|à)\s+l['’])(?<name>${NAME}))`,
	"u",
);

/** "graduated from MIT", "Stanford alumni", "studierte an der TU München". @param isPlace where somebody may live, too */
export const schoolClauses = (text: string, isPlace: (name: string) => boolean): Draft[] => [
	...[SCHOOL_BEHIND, SCHOOL_BEFORE].flatMap((form) =>
		[...text.matchAll(form)].map((match) => schoolDraft(match.groups?.name ?? "", match[0], match.index)),
	),
	...[...text.matchAll(MASTER_FROM)].flatMap((match) => {
		const { name = "" } = match.groups ?? {};
		return isPlace(nameOf(name)) ? [] : [schoolDraft(name, match[0], match.index)];
	}),
	...findDegrees(text).flatMap(({ end }): Draft[] => {
		const { field = "", from = "", name = "" } = BEHIND_DEGREE.exec(text.slice(end))?.groups ?? {};
		if (from === "" || isPlace(nameOf(name))) return [];
		return [schoolDraft(name, from, text.indexOf(from, end + field.length))];
	}),
];

function schoolDraft(written: string, all: string, start: number): Draft {
	const name = nameOf(written);
	const end = start + all.length - (all.endsWith(written) ? written.length - name.length : 0);
	return { start, end, kind: "education", query: phraseQuery(name, "school"), role: "wanted" };
}

/** Of the level of a degree that is asked for by its name. */
const LEVEL_OF_NAME = 0.5;

/** "BSc or MSc", "BS/MS", "bachelor's, master's or PhD": what joins degrees of which any will do. A comma does beside one that says so. */
const JOINT = new RegExp(
	String.raw`^(?:\s*,?\s+${EITHER}\s+(?:an?\s+|eine[nmr]?\s+|une?\s+|una?\s+)?|\s*\/\s*)$`,
	"iu",
);
const COMMA = /^\s*,\s*$/u;

/** By level; one that is asked for by its name ("MBA") by its name, and for less by its level. Of several any will do. */
export const degreeDrafts = (text: string): Draft[] =>
	chainsOf(text).map((chain): Draft => {
		const start = chain[0]?.start ?? 0;
		const end = chain.at(-1)?.end ?? start;
		const at = { start, end, kind: "education", role: "must" } as const;
		const written = chain.map((one) => text.slice(one.start, one.end));
		const names = written.filter(isDegreeName);
		const least = leastOf(chain.map(({ value }) => value));
		const level = degreeQuery(least);
		const unnamed = chain.filter((_one, index) => !isDegreeName(written[index] ?? "")).map(({ value }) => value);
		if (names.length === 0 || unnamed.includes(least)) return { ...at, query: level };
		const others = unnamed.length === 0 ? [] : [degreeQuery(leastOf(unnamed))];
		const query = `(${[...names.map((name) => phraseQuery(name)), ...others].join(" OR ")} OR ${level}^${LEVEL_OF_NAME})`;
		const message = say`${quoted(text.slice(start, end))} is searched as it is written, and for less by its level: ${quoted(level)}.`;
		return { ...at, query, remark: { code: "degree-name", message } };
	});

function chainsOf(text: string): (readonly Found<EducationWord>[])[] {
	const chains: { readonly degrees: Found<EducationWord>[]; isEither: boolean }[] = [];
	for (const found of findDegrees(text)) {
		const chain = chains.at(-1);
		const between = text.slice(chain?.degrees.at(-1)?.end ?? 0, found.start);
		const isEither = JOINT.test(between);
		if (chain === undefined || !(isEither || COMMA.test(between))) chains.push({ degrees: [found], isEither: false });
		else {
			chain.degrees.push(found);
			chain.isEither ||= isEither;
		}
	}
	return chains.flatMap(({ degrees, isEither }) => (isEither ? [degrees] : degrees.map((one) => [one])));
}

const leastOf = (levels: readonly EducationWord[]): EducationWord =>
	DEGREE_ORDER.find((level) => levels.includes(level)) ?? "none";

/** "AWS certified", "PMP certification", "ITIL-zertifiziert": a name of its own, in capitals as such names are written. */
const CERTIFIED = new RegExp(
	String.raw`${BEFORE}(?<of>\p{Lu}[\p{Lu}\p{N}]{1,7}|\p{Lu}[\p{L}\p{N}]+)[\s-]+(?:certifi(?:ed|cations?|cates?|ée?s?|cación|cado)|[Zz]ertifi(?:ziert(?:e[nr]?)?|kat(?:e|ion|ionen)?|zierung(?:en)?))(?![\p{L}\p{N}])(?<behind>\s+\p{L}+)?`,
	"gu",
);

/**
 * A certificate is named in a section of its own, or beside what somebody is. What the words behind name together with it ("AWS Certified
 * Developer") is searched as it is written.
 */
export const certifiedClauses = (text: string, isTitle: (name: string) => boolean): Draft[] =>
	[...text.matchAll(CERTIFIED)].flatMap((match): Draft[] => {
		const { of = "", behind = "" } = match.groups ?? {};
		if (isTitle(of) || /^\s+\p{Lu}/u.test(behind)) return [];
		const end = match.index + match[0].length - behind.length;
		const written = phraseQuery(text.slice(match.index, end));
		const query = `(${phraseQuery(of, "certificate")} OR ${written})`;
		return [{ start: match.index, end, kind: "words", query, role: "wanted" }];
	});
