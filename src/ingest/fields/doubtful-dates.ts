import type { ParsedResume, ResumeMeta } from "../../domain/resume.ts";
import { LONGEST_ROLE, yearsBetween } from "./experience-years.ts";

/** Dates that a calendar has and a life does not: they are kept as printed, told of, and given little confidence. */

type Resume = Omit<ParsedResume, "meta">;
type Warning = ResumeMeta["warnings"][number];

interface Dated {
	readonly startDate?: string | undefined;
	readonly endDate?: string | undefined;
}

/** Confidence of a date that contradicts another, or the day that "present" means. */
const DOUBTFUL = 0.3;
/** In years: what somebody began later than that nobody has signed yet. */
const AHEAD = 1;

function doubtOf({ startDate, endDate }: Dated, asOf: string): Pick<Warning, "code" | "message"> | null {
	if (startDate === undefined) return null;
	if (endDate !== undefined && endDate.slice(0, startDate.length) < startDate.slice(0, endDate.length))
		return { code: "dates-reversed", message: "The entry ends before it starts." };
	if (yearsBetween(asOf, startDate) > AHEAD)
		return { code: "date-in-future", message: "The entry starts in the future." };
	if (yearsBetween(startDate, endDate ?? asOf) > LONGEST_ROLE)
		return { code: "date-out-of-range", message: `The entry is longer than ${LONGEST_ROLE} years.` };
	return null;
}

const SECTIONS = ["work", "education", "volunteer", "projects"] as const;

/** Warnings for dates that cannot be meant, and the confidence of each value with theirs lowered. */
export function doubtDates(
	resume: Resume,
	asOf: string,
	values: ResumeMeta["values"],
): { warnings: ResumeMeta["warnings"]; values: ResumeMeta["values"] } {
	const warnings = SECTIONS.flatMap((section) =>
		(resume[section] ?? []).flatMap((entry: Dated, index) => {
			const doubt = doubtOf(entry, asOf);
			return doubt === null ? [] : [{ ...doubt, pointer: `/${section}/${index}` }];
		}),
	);
	const lowered = warnings
		.flatMap(({ pointer = "" }) => ["startDate", "endDate", "current"].map((key) => `${pointer}/${key}`))
		.flatMap((pointer) => {
			const value = values[pointer];
			return value === undefined ? [] : [[pointer, { ...value, confidence: DOUBTFUL }] as const];
		});
	return { warnings, values: { ...values, ...Object.fromEntries(lowered) } };
}
