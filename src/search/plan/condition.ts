import { type EducationWord, iscedOf } from "../../analysis/education-level.ts";
import { cityOfPlace } from "../../analysis/gazetteer/city-of-place.ts";
import { cityNear } from "../../analysis/gazetteer/gazetteer.ts";
import { languageCode, languageNear } from "../../analysis/spoken-language.ts";
import { tokenize } from "../../analysis/tokenize.ts";
import type { Facet } from "../../domain/document.ts";
import type { Amount, QueryNode, ValueScope } from "../../domain/query.ts";
import { say } from "../../domain/sentence.ts";
import { PLAN_LIMITS } from "../../engine/port.ts";
import { readArea } from "../query/area.ts";
import { quoted } from "../query/lint.ts";
import { phraseQuery } from "../requirement/query-text.ts";
import type { PlanContext } from "./leaf.ts";
import type { Condition } from "./origin.ts";

/** A part of the query that is no words: a value that is compared as a whole, or a range of numbers. */
export type Bound = QueryNode & { readonly kind: "value" | "range" };

export const isBound = (node: QueryNode): node is Bound => node.kind === "value" || node.kind === "range";

const FACETS: Readonly<Partial<Record<ValueScope, Facet>>> = {
	language: "language",
	stage: "stage",
	source: "source",
	tag: "tag",
	outcome: "outcome",
	applied: "job",
};

export function conditionOfBound(node: Bound, context: PlanContext): Condition {
	return node.kind === "range" ? rangeCondition(node, context) : valueCondition(node, context);
}

function valueCondition({ scope, text, span }: Bound & { readonly kind: "value" }, { log }: PlanContext): Condition {
	if (scope === "in") return { op: "origin", in: text as "ats" | "network" | "matched" };
	if (scope === "open-to-work")
		return text === "yes"
			? { op: "range", column: "openToWork", min: 1 }
			: { op: "range", column: "openToWork", max: 0 };
	if (scope === "near") return nearCondition(text, span, log);
	if (scope === "education") return { op: "range", column: "educationLevel", min: iscedOf(text as EducationWord) };
	if (scope !== "language") return { op: "facet", facet: FACETS[scope] ?? "tag", values: [text] };
	const code = languageCode(text);
	if (code === null) {
		const message = say`No language is known by the name ${quoted(text)}. Write it in English, or its two-letter code.`;
		const near = languageNear(text);
		const meant = near === null ? [] : [say`Did you mean ${scope}:${phraseQuery(near.toLowerCase())}?`];
		log.add("ambiguous", "unknown-language", span, message, ...meant);
	}
	return { op: "facet", facet: "language", values: [code ?? text] };
}

/** A place that nobody knows is looked for by its name. */
function nearCondition(text: string, span: Bound["span"], log: PlanContext["log"]): Condition {
	const area = readArea(text);
	const centre = area === null ? null : cityOfPlace(area.place);
	if (area !== null && centre !== null) {
		const { latitude, longitude } = centre;
		return { op: "near", latitude, longitude, kilometres: area.kilometres };
	}
	const message = say`No city is known by the name ${quoted(area?.place ?? text)}; people are found whose place is called so.`;
	const near = cityNear(area?.place ?? text);
	const meant = near === null ? [] : [say`Did you mean ${near.name}?`];
	log.add("ambiguous", "unknown-place", span, message, ...meant);
	const words = tokenize(area?.place ?? text).map((token) => token.text);
	return { op: "phrase", words: words.slice(0, PLAN_LIMITS.phraseWords), fields: ["location"] };
}

/** Far below the precision of years. */
const STRICTLY = 1e-9;

function rangeCondition(
	{ scope, from, to, strict }: Bound & { readonly kind: "range" },
	{ asOf }: PlanContext,
): Condition {
	if (scope === "years") {
		const step = strict ? STRICTLY : 0;
		return {
			op: "range",
			column: "years",
			...(from === null ? {} : { min: from.value + step }),
			...(to === null ? {} : { max: to.value - step }),
		};
	}
	// What is older changed earlier.
	return {
		op: "range",
		column: scope === "updated" ? "updatedAt" : "appliedAt",
		...(to === null ? {} : { min: before(asOf, to) }),
		...(from === null ? {} : { max: before(asOf, from) }),
	};
}

const DAY = 86_400_000;

/** Months and years by the calendar. */
function before(asOf: number, { value, unit }: Amount): number {
	if (unit === "d" || unit === "w") return asOf - value * DAY * (unit === "w" ? 7 : 1);
	const date = new Date(asOf);
	const months = Math.floor(value * (unit === "y" ? 12 : 1));
	date.setUTCMonth(date.getUTCMonth() - months);
	const time = date.getTime();
	return Number.isNaN(time) ? Number.NEGATIVE_INFINITY : time;
}
