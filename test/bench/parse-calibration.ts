/** Is a confidence of 0.9 right nine times in ten? Counts the values of parsed resumes by the confidence given to them. */
import type { ParsedResume, Resume } from "../../src/domain/resume.ts";
import { type Field, valuesOf } from "./parse-score.ts";

/** Lower edges of the bins; a value belongs to the last that it reaches. */
export const BINS = [0, 0.5, 0.7, 0.8, 0.9, 0.95] as const;

export interface Bin {
	values: number;
	right: number;
	/** Sum of the confidences given, to print their mean beside the share that is right. */
	given: number;
}

export type Calibration = Record<string, Bin[]>;

/** Fields that are printed together, and the pointers of their values. */
const GROUPS: Record<string, { readonly field: Field; readonly pointer: RegExp }[]> = {
	name: [{ field: "name", pointer: /^\/basics\/name$/ }],
	contact: [
		{ field: "email", pointer: /^\/basics\/email$/ },
		{ field: "phone", pointer: /^\/basics\/phone$/ },
	],
	location: [{ field: "location", pointer: /^\/basics\/location\/city$/ }],
	employer: [{ field: "employer", pointer: /^\/work\/\d+\/name$/ }],
	title: [{ field: "title", pointer: /^\/work\/\d+\/position$/ }],
	"role dates": [{ field: "start", pointer: /^\/work\/\d+\/startDate$/ }],
	institution: [{ field: "institution", pointer: /^\/education\/\d+\/institution$/ }],
	degree: [{ field: "degree", pointer: /^\/education\/\d+\/studyType$/ }],
	area: [{ field: "area", pointer: /^\/education\/\d+\/area$/ }],
	skills: [{ field: "skills", pointer: /^\/skills\/\d+\/name$/ }],
	languages: [{ field: "languages", pointer: /^\/languages\/\d+\/language$/ }],
	certificates: [{ field: "certificates", pointer: /^\/certificates\/\d+\/name$/ }],
};

const emptyBins = (): Bin[] => BINS.map(() => ({ values: 0, right: 0, given: 0 }));
const binOf = (confidence: number): number => BINS.findLastIndex((edge) => confidence >= edge);

export const emptyCalibration = (): Calibration =>
	Object.fromEntries(Object.keys(GROUPS).map((group) => [group, emptyBins()]));

/** What a pointer leads to, as a resume that has that value alone: the score's own comparison applies. */
function alone(resume: ParsedResume, pointer: string): Resume {
	const [, section = "", ...path] = pointer.split("/");
	let value: unknown = (resume as Record<string, unknown>)[section];
	for (const step of path) value = (value as Record<string, unknown>)[step];
	const wrap = path.reduceRight<unknown>((inner, step) => (/^\d+$/.test(step) ? [inner] : { [step]: inner }), value);
	return { [section]: wrap } as Resume;
}

/** Adds the values of one file. Fields that the truth does not speak of are left out. */
export function addCalibration(sum: Calibration, resume: ParsedResume, truth: Resume): void {
	const wanted = valuesOf(truth);
	for (const [group, members] of Object.entries(GROUPS)) {
		for (const { field, pointer } of members) {
			const left = [...wanted[field]];
			if (left.length === 0) continue;
			for (const [at, { confidence }] of Object.entries(resume.meta.values)) {
				if (!pointer.test(at)) continue;
				const [found] = valuesOf(alone(resume, at))[field];
				const hit = found === undefined ? -1 : left.indexOf(found);
				if (hit >= 0) left.splice(hit, 1);
				const bin = sum[group]?.[binOf(confidence)] as Bin;
				bin.values += 1;
				bin.given += confidence;
				if (hit >= 0) bin.right += 1;
			}
		}
	}
}

/** The bins of all groups together. */
export const sumOfGroups = (sum: Calibration): Bin[] =>
	emptyBins().map((empty, index) =>
		Object.values(sum).reduce((total, bins) => {
			const bin = bins[index] as Bin;
			return {
				values: total.values + bin.values,
				right: total.right + bin.right,
				given: total.given + bin.given,
			};
		}, empty),
	);

/** Confidence from which on nine values in ten have to be right. */
const SURE = 0.9;

/** Share right of the values that were given with 0.9 and more. */
export function rightOfSure(sum: Calibration): number {
	const sure = sumOfGroups(sum).filter((_, index) => (BINS[index] ?? 0) >= SURE);
	const count = (of: "values" | "right"): number => sure.reduce((total, bin) => total + bin[of], 0);
	return count("values") === 0 ? 1 : count("right") / count("values");
}

/** For each group and bin: mean confidence given > share right (values). */
export function calibrationRows(sum: Calibration): Record<string, Record<string, string>> {
	const all = sumOfGroups(sum);
	const percent = (part: number, of: number): string => (of === 0 ? "" : String(Math.round((part / of) * 100)));
	const cell = ({ values, right, given }: Bin): string =>
		values === 0 ? "" : `${percent(given, values)}>${percent(right, values)} (${values})`;
	return Object.fromEntries(
		Object.entries({ ...sum, all }).map(([group, bins]) => [
			group,
			Object.fromEntries(bins.map((bin, index) => [`from ${BINS[index]}`, cell(bin)])),
		]),
	);
}
