/** What a recruiter types for somebody in a trade, and who answers it by what the generator knows of people. */
import type { FictitiousPerson } from "../person.ts";
import { SENIORITIES } from "../person.ts";
import { PROFESSION_IDS, wordsOf } from "../professions.ts";
import type { Random } from "../random.ts";
import { skillConcept } from "./same-skills.ts";

/** What a query asks for, in the generator's own terms. */
export interface Wish {
	readonly text: string;
	readonly profession: string;
	/** Index into SENIORITIES, null where no level is asked. */
	readonly level: number | null;
	readonly skill: string | null;
	readonly city: string | null;
}

/** A wish built around somebody of the trade among `people`, so that there is a right answer. */
function wishFor(profession: string, people: readonly FictitiousPerson[], random: Random): Wish {
	const colleagues = people.filter((person) => person.profession === profession);
	const model = random.pick(colleagues);
	const level = random.chance(0.5) ? SENIORITIES.indexOf(model.seniority) : null;
	const title = random.pick(wordsOf(profession, "en").section(level === null ? "mid" : model.seniority));
	const skill = random.chance(0.8) ? random.pick(model.skills) : null;
	const city = random.chance(0.4) ? model.home.city : null;
	return { text: [title, skill, city].filter((part) => part !== null).join(" "), profession, level, skill, city };
}

/** So many wishes, trade by trade, no two of which are written alike. */
export function wishesFor(count: number, people: readonly FictitiousPerson[], random: Random): Wish[] {
	const wishes = new Map<string, Wish>();
	for (let drawn = 0; wishes.size < count; drawn++) {
		const wish = wishFor(PROFESSION_IDS[drawn % PROFESSION_IDS.length] as string, people, random);
		if (!wishes.has(wish.text)) wishes.set(wish.text, wish);
	}
	return [...wishes.values()];
}

function hasSkill(profession: string, skills: readonly string[], wanted: string): boolean {
	const concept = skillConcept(profession, wanted);
	return skills.some((skill) => skillConcept(profession, skill) === concept);
}

/** 3 answers everything; 1 lacks one thing that was asked; 0 when the trade is another or two are missing. */
export function gradeOf(person: FictitiousPerson, wish: Wish, skills: readonly string[] = person.skills): number {
	if (person.profession !== wish.profession) return 0;
	const missing = [
		wish.skill !== null && !hasSkill(wish.profession, skills, wish.skill),
		wish.city !== null && person.home.city !== wish.city,
		wish.level !== null && Math.abs(SENIORITIES.indexOf(person.seniority) - wish.level) > 1,
	].filter(Boolean).length;
	return Math.max(0, missing === 0 ? 3 : missing === 1 ? 1 : 0);
}

const MID = SENIORITIES.indexOf("mid");

/** As {@link gradeOf}; a title that names no level asks for somebody between junior and senior. */
export const gradeByTitle = (person: FictitiousPerson, wish: Wish, skills?: readonly string[]): number =>
	gradeOf(person, { ...wish, level: wish.level ?? MID }, skills);

/** Slices of a query. */
export const slicesOf = ({ profession, level }: Wish) => ({
	profession,
	seniority: level === null ? "any" : (SENIORITIES[level] as string),
});
