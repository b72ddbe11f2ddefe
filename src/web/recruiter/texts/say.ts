import type { Contribution, Explanation } from "../../../domain/hit.ts";
import type { Clause, ClauseKind } from "../../../domain/interpretation.ts";
import type { Obstacle } from "../../../domain/reasons.ts";
import type { Requirement } from "../../../domain/requirement.ts";
import { date, languageName, number } from "../../shell/format.ts";
import { isTranslated, saidIn } from "../../shell/said.ts";
import { shellTexts } from "../../shell/texts/index.ts";
import { FACET_NAMES } from "../asked.ts";
import type { WordsOfParts } from "../search/clauses.ts";
import { facetLabel } from "../search/facets.tsx";
import { recruiterTexts } from "./index.ts";

const fieldName = (field: string): string =>
	(recruiterTexts.value.fields as Readonly<Record<string, string>>)[field] ?? field;

/** A part of the query in a sentence: typed words in quotes, the query language, which has its own, as it is. */
function asked(clause: string, wordsOf: WordsOfParts): string {
	const typed = wordsOf(clause);
	return /["():]/.test(typed) ? typed : shellTexts.value.quoted(typed);
}

/** A reason of a place: `“java” in current title (Senior Java Developer), network profile`. */
export function reasonOf(
	{ feature, clause, matched, matchedSaid, words, elsewhere, pool, text, said }: Contribution,
	wordsOf: WordsOfParts,
): string {
	const fields = recruiterTexts.value.fields;
	// Of a field that nothing stands in, the one value is its name.
	if (said !== undefined && Object.hasOwn(fields, feature) && isTranslated())
		return saidIn([{ ...said, values: [fieldName(feature)] }], text);
	if (said !== undefined || clause === undefined) return saidIn(said && [said], text);
	const t = recruiterTexts.value.reasons;
	const part = asked(clause, wordsOf);
	const found = matched === undefined ? part : t.as(part, saidIn(matchedSaid && [matchedSaid], matched));
	const from = pool === "network" ? t.inNetwork : "";
	// What is compared, such as years, stands in no field.
	if (feature === "match.found") return `${t.holds(found)}${from}`;
	if (!isTranslated()) {
		const written = [`"${clause}"`, clause].find((one) => text.startsWith(one)) ?? "";
		return written === "" ? text : `${part}${text.slice(written.length)}`;
	}
	const field = feature.replace(/^match\./, "");
	return [
		t.found(found, fieldName(field)),
		words === undefined ? "" : ` (${elsewhere ? t.elsewhere(words) : words})`,
		from,
	].join("");
}

/** What keeps somebody out of a list. */
export function obstacleOf({ kind, of, fields, text, said }: Obstacle, wordsOf: WordsOfParts): string {
	const t = recruiterTexts.value.reasons;
	const facets = recruiterTexts.value.filterNames as Readonly<Record<string, string>>;
	if (kind === "filter" && of !== null) return t.filtered(facets[of] ?? of);
	if (kind !== "clause" || of === null) return saidIn(said && [said], text);
	const part = wordsOf(of.replace(/^NOT /, ""));
	const where = fields.map(fieldName).join(", ");
	if (of.startsWith("NOT ")) return t.excluded(part, where);
	if (fields.some((field) => !Object.hasOwn(recruiterTexts.value.fields, field))) return t.unmet(part);
	return where === "" ? t.nowhere(part) : t.notIn(part, where);
}

/** What the record has in the place of what was asked for, as it is called elsewhere on the page. */
export function insteadOf({ fields: [field = ""], instead, saidInstead }: Obstacle): string {
	const facet = FACET_NAMES.find((name) => name === (field === "in" ? "origin" : field));
	const told = instead.map((value, index) => {
		if (saidInstead?.[index] !== undefined) return saidIn([saidInstead[index]], value);
		if (/^\d{4}-\d{2}-\d{2}$/.test(value)) return date(value);
		return facet === undefined ? value : facetLabel(facet, { value, label: value });
	});
	return told.join(", ");
}

const YEARS =
	/^years:(?:>=(?<min>\d+(?:\.\d+)?)|<=(?<max>\d+(?:\.\d+)?)|(?<from>\d+(?:\.\d+)?)\.\.(?<to>\d+(?:\.\d+)?))$/;

/** What a requirement is called: what is compared, by its value; words as they are. */
export function labelOf({ kind, label, query }: Pick<Requirement, "kind" | "label" | "query">): string {
	const t = recruiterTexts.value;
	const [, value = ""] = /^(?:language|education):(\w+)$/.exec(query) ?? [];
	// How well it is to be spoken stands behind its name, as written.
	if (kind === "language" && value !== "") return languageName(value) + (/ \([^()]+\)$/.exec(label)?.[0] ?? "");
	if (kind === "degree") return (t.levels as Readonly<Record<string, string>>)[value] ?? label;
	const years = kind === "years" ? YEARS.exec(query)?.groups : undefined;
	if (years === undefined) return label;
	const { min, max, from, to } = years;
	const said = (one: string | undefined) => (one === undefined ? null : number(Number(one)));
	return t.reasons.yearsAsked(said(min ?? from), said(max ?? to));
}

/** What to know before trusting a place. */
export const warningsOf = ({ warnings, cautions }: Explanation): string[] =>
	warnings.map((warning, index) => saidIn(cautions[index] && [cautions[index]], warning));

/** Parts that a sentence says better than the query language. */
const BEST_AS_WRITTEN: ReadonlySet<ClauseKind> = new Set([
	"place",
	"years",
	"language",
	"education",
	"seniority",
	"employer",
	"exclusion",
]);

/** What a part of the query is called: in the words of who wrote a sentence, else as little in the query language as can be. */
export function labelOfClause({ kind, text, query }: Clause, isNatural: boolean): string {
	if (isNatural && BEST_AS_WRITTEN.has(kind)) return text;
	const bare = query.replace(/^NOT /, "").replace(/^\(([^()]*)\)$/, "$1");
	const place = placeOf(bare);
	if (place !== null) return place;
	// What kind it is stands before it already.
	const label = bare.startsWith(`${kind}:`) ? bare.slice(kind.length + 1) : bare;
	if (kind === "education") return labelOf({ kind: "degree", label, query: bare });
	return kind === "years" || kind === "language" ? labelOf({ kind, label, query: bare }) : label;
}

const AREA = /^near:(?:"([^"]+)~(\d+(?:\.\d+)?)km"|([^\s~()"]+)~(\d+(?:\.\d+)?)km)$/;

/** `location:Berlin OR near:Berlin~20km` is Berlin; an area that is asked for alone is as wide as it is. */
function placeOf(query: string): string | null {
	const parts = query.split(" OR ").map((part) => {
		const [, name = null] = /^location:"?([^"()]+)"?$/.exec(part) ?? [];
		const [, quoted, far, plain, wide] = AREA.exec(part) ?? [];
		return { name, area: quoted ?? plain ?? null, km: far ?? wide ?? "" };
	});
	if (parts.some(({ name, area }) => name === null && area === null)) return null;
	const names = new Set(parts.map(({ name }) => name));
	const told = parts.flatMap(({ name, area, km }) => {
		if (name !== null) return [name];
		// Of a city that is asked for by its name, too.
		if ([...names].some((one) => one !== null && area?.startsWith(one) === true)) return [];
		return [recruiterTexts.value.within(number(Number(km)), area ?? "")];
	});
	return told.join(", ");
}
