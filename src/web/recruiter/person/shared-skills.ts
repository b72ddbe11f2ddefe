import type { Hit } from "../../../domain/hit.ts";

type Skilled = Pick<Hit, "skills" | "explanation">;

/**
 * Which skills of two people are the same: those that are spelled alike, and those that answer the same part of the query, however each of them
 * calls it ("wound care", "Wundversorgung").
 */
export function sharedSkills(a: Skilled, b: Skilled): ReadonlySet<string> {
	const [partsOfA, partsOfB] = [skillsByPart(a), skillsByPart(b)];
	const both = [...partsOfA.keys()].filter((part) => partsOfB.has(part));
	return new Set([
		...a.skills.filter((skill) => b.skills.includes(skill)),
		...both.flatMap((part) => [...(partsOfA.get(part) ?? []), ...(partsOfB.get(part) ?? [])]),
	]);
}

/** The skills that answer each part of the query, as the reasons name them. */
function skillsByPart({ skills, explanation }: Skilled): ReadonlyMap<string, readonly string[]> {
	const found = new Map<string, readonly string[]>();
	for (const { feature, clause, words } of explanation?.contributions ?? []) {
		if (feature !== "match.skill" || clause === undefined || words === undefined) continue;
		const own = skills.filter((skill) => skill === words);
		if (own.length > 0) found.set(clause, own);
	}
	return found;
}
