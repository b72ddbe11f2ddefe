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
