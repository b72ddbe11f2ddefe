import type { Candidate } from "../domain/candidate.ts";
import { fold } from "./fold.ts";

/** Tags of one list after those of another, each once: spellings that fold to the same are one tag, in the first spelling. */
export function unitedTags(first: readonly string[] = [], more: readonly string[] = []): string[] {
	const known = new Map<string, string>();
	for (const tag of [...first, ...more]) {
		const key = fold(tag);
		if (!known.has(key)) known.set(key, tag);
	}
	return [...known.values()];
}

/** All tags of a candidate, whoever put them. */
export const tagsOf = ({ tags, recruiterTags }: Pick<Candidate, "tags" | "recruiterTags">): string[] =>
	unitedTags(tags, recruiterTags);
