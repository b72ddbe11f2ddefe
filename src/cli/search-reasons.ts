import type { TextField } from "../domain/document.ts";
import type { SearchRequest } from "../domain/query.ts";
import type { PersonName, WhyAboveResponse, WhyNotResponse } from "../domain/reasons.ts";
import { TributaryError } from "../errors.ts";
import { FIELD_NAMES } from "../rank/explain.ts";
import type { Reasons } from "../search/why/reasons.ts";
import type { Scope } from "../tenancy/scope.ts";
import { paint, print, printJson } from "./terminal.ts";

/** `search QUERY why-not ID` and `search QUERY why-above A B`, also as options. */

export interface ReasonOptions {
	readonly whyNot?: string;
	readonly whyAbove?: readonly string[];
	readonly json?: boolean;
}

export const asksForReasons = ({ whyNot, whyAbove }: ReasonOptions): boolean =>
	whyNot !== undefined || whyAbove !== undefined;

/**
 * What stands beside the query on the command line as options: "QUERY why-not ID", "QUERY why-above A B", or the question first.
 * @throws TributaryError `invalid-field` where it is none of these: a query of several words that nobody put in quotes
 */
export function questionOf(words: readonly string[]): { readonly query: string } & ReasonOptions {
	const [first = "", second = ""] = words;
	if (words.length < 2) return { query: first };
	const [query, question] = QUESTIONS.has(second) ? [first, second] : [second, first];
	const ids = words.slice(2);
	if (question === "why-not" && ids.length === 1) return { query, whyNot: String(ids[0]) };
	if (question === "why-above") return { query, whyAbove: ids };
	const detail = "Give the query in quotes, as one argument; behind it why-not ID or why-above A B.";
	throw new TributaryError("invalid-field", { detail, errors: [{ pointer: "/query", detail }] });
}

const QUESTIONS: ReadonlySet<string> = new Set(["why-not", "why-above"]);

/** Answers one of the two questions about the list of a search. Ids are those of candidates; of a profile where there is no such candidate. */
export async function printReasons(
	reasons: Reasons,
	scope: Scope,
	{ query, disabled, filters, expansion, includeHidden, blind, profile }: SearchRequest,
	options: ReasonOptions,
): Promise<void> {
	const asked = { query, disabled, filters, expansion, includeHidden, blind, profile };
	if (options.whyNot !== undefined) {
		const answer = await reasons.whyNot(scope, { ...asked, ...(await nameOf(scope, options.whyNot)) });
		return options.json === true ? printJson(answer) : printWhyNot(answer);
	}
	const [a, b, ...rest] = options.whyAbove ?? [];
	if (a === undefined || b === undefined || rest.length > 0) {
		const detail = "Name two people: --why-above A B, behind the query.";
		throw new TributaryError("invalid-field", { detail, errors: [{ pointer: "--why-above", detail }] });
	}
	const people = { a: await nameOf(scope, a), b: await nameOf(scope, b) };
	const answer = await reasons.whyAbove(scope, { ...asked, ...people });
	if (options.json === true) printJson(answer);
	else printWhyAbove(answer);
}

async function nameOf({ store }: Scope, id: string): Promise<PersonName> {
	const [candidate] = await store.read("person", { ids: [id] });
	return candidate == null ? { profileId: id } : { candidateId: id };
}

function printWhyNot({ understood, obstacles, text, listed }: WhyNotResponse): void {
	if (understood !== "") print(`understood as  ${paint("cyan", understood)}`);
	print(listed ? text : paint("bold", "Not in the list:"));
	for (const obstacle of obstacles) print(`  ${paint("yellow", obstacle.text)}`);
}

function printWhyAbove({ understood, text, a, b, differences }: WhyAboveResponse): void {
	if (understood !== "") print(`understood as  ${paint("cyan", understood)}`);
	print(paint("bold", text));
	for (const [name, { candidateId, profileId }] of Object.entries({ a, b }))
		print(`          ${name} is ${candidateId ?? profileId}`);
	const isAlike = ({ difference }: Difference) => difference === 0;
	for (const one of differences.filter((each) => !isAlike(each))) {
		print(`${signed(one.difference).padStart(8)}  ${named(one)}`);
		print(paint("dim", `          a  ${one.a?.text ?? "nothing"}`));
		print(paint("dim", `          b  ${one.b?.text ?? "nothing"}`));
	}
	const alike = differences.filter(isAlike);
	if (alike.length > 0) print(`   +0.00  the same for both: ${alike.map(named).join("; ")}`);
}

type Difference = WhyAboveResponse["differences"][number];

/** What a difference is about, in words: `developer in past title`, `open to work`. */
function named({ feature, clause }: Difference): string {
	const name = feature.startsWith("match.") ? feature.slice("match.".length) : feature;
	const words = Object.hasOwn(FIELD_NAMES, name)
		? FIELD_NAMES[name as TextField]
		: name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
	return clause === undefined ? words : `${clause} in ${words}`;
}

const signed = (points: number) => `${points < 0 ? "" : "+"}${points.toFixed(2)}`;
