import type * as z from "zod";
import type { FieldFault } from "../errors.ts";

/** Faults that one answer names; more help nobody. */
const MAX_FAULTS = 100;

/**
 * Each fault of an input that a schema refused, with its place as a JSON pointer (RFC 6901). Values of the input are not repeated.
 * Of a union the faults of the alternative that fits best are given.
 */
export function faultsOf(error: z.ZodError): FieldFault[] {
	return faultsIn(error.issues, []).slice(0, MAX_FAULTS);
}

type Issue = z.core.$ZodIssue;
type Path = readonly PropertyKey[];

/** Nothing that is kept has members within each other beyond these. */
const DEEPEST = 64;

/**
 * Each text of a JSON value that is not well-formed Unicode, half of a pair of surrogates: no store keeps it as it came. Names of fields
 * count, too.
 */
export const illFormedIn = (value: unknown): FieldFault[] => illFormedWithin(value, []).slice(0, MAX_FAULTS);

function illFormedWithin(value: unknown, path: Path): FieldFault[] {
	if (typeof value === "string") return value.isWellFormed() ? [] : [fault(path, NOT_WELL_FORMED)];
	if (typeof value !== "object" || value === null || path.length === DEEPEST) return [];
	return Object.entries(value).flatMap(([name, member]) => {
		const within = [...path, name];
		return name.isWellFormed() ? illFormedWithin(member, within) : [fault(within, NOT_WELL_FORMED)];
	});
}

const NOT_WELL_FORMED = "This is not well-formed Unicode: half of a character stands alone.";

function faultsIn(issues: readonly Issue[], within: Path): FieldFault[] {
	return issues.flatMap((issue) => {
		const path = [...within, ...issue.path];
		if (issue.code === "unrecognized_keys") return issue.keys.map((key) => fault([...path, key], "Unknown field."));
		const alternatives = issue.code === "invalid_union" ? issue.errors : [];
		if (alternatives.length > 0) return nearest(alternatives, path);
		return [fault(path, issue.message)];
	});
}

/** The alternative that got furthest: with the fewest faults, and of these the first. */
function nearest(alternatives: readonly (readonly Issue[])[], path: Path): FieldFault[] {
	const faults = alternatives.map((issues) => faultsIn(issues, path));
	return faults.reduce((best, next) => (next.length < best.length ? next : best));
}

const fault = (path: Path, detail: string): FieldFault => ({
	pointer: path.map((part) => `/${String(part).replaceAll("~", "~0").replaceAll("/", "~1")}`).join(""),
	detail,
});
