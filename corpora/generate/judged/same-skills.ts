/**
 * Skills that are one thing under several names, most often in several languages: who has "payroll" has what "nóminas" asks for.
 * Which are stands in `lexicon/same-skills.txt`, written by hand for the generator's own words and not taken from the vocabulary of
 * the search. Skills that are named in no line are only themselves.
 */
import { lexicon } from "../lexicon.ts";

const known = new Map<string, ReadonlyMap<string, string>>();

/** The first name of each skill of a trade that has several. */
function namesOf(profession: string): ReadonlyMap<string, string> {
	const names = known.get(profession) ?? new Map(lexicon("same-skills").section(profession).flatMap(pairsOf));
	known.set(profession, names);
	return names;
}

function pairsOf(line: string): [string, string][] {
	const names = line.split("|");
	return names.map((name) => [name, names[0] as string]);
}

/** One name for whatever a trade calls the same. */
export const skillConcept = (profession: string, skill: string): string => namesOf(profession).get(skill) ?? skill;
