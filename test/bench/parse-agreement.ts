/** How alike two files of one resume are read. */
import type { ParsedResume, Resume } from "../../src/domain/resume.ts";
import { FIELDS, tally, valuesOf } from "./parse-score.ts";

type Read = Resume | ParsedResume;

/** Share of the values of both files of each pair that the other file gives, too, 0 to 1. */
export function agreement(pairs: readonly (readonly [Read, Read])[]): number {
	let [same, all] = [0, 0];
	for (const [one, other] of pairs) {
		const [first, second] = [valuesOf(one), valuesOf(other)];
		for (const field of FIELDS) {
			const { hits, found, truth } = tally(first[field], second[field]);
			same += 2 * hits;
			all += found + truth;
		}
	}
	return all === 0 ? 1 : same / all;
}
