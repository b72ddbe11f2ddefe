import type { Recognizer } from "../../analysis/recognizer.ts";
import { tokenize } from "../../analysis/tokenize.ts";
import type { Resume, Work } from "../../domain/resume.ts";
import { monthsOf } from "./experience-years.ts";

type Skill = NonNullable<Resume["skills"]>[number];

/** Ids of the skills that a role's own text names. */
function skillsOf(role: Work, recognizer: Recognizer): Set<string> {
	const text = [role.position, role.summary, ...(role.highlights ?? [])]
		.filter((part) => part !== undefined)
		.join("\n");
	return new Set(recognizer.skills(tokenize(text), { context: "prose" }).map((skill) => skill.id));
}

/** How long and until when each listed skill was used, from the dates of the roles that name it. */
export function addSkillUse(
	skills: readonly Skill[],
	work: readonly Work[],
	asOf: string,
	recognizer: Recognizer | null,
): Skill[] {
	if (recognizer === null) return [...skills];
	const used = work.map((role) => ({ ids: skillsOf(role, recognizer), time: monthsOf(role, asOf) }));
	return skills.map((skill) => {
		const times = used.flatMap(({ ids, time }) =>
			skill.id !== undefined && ids.has(skill.id) && time !== null ? [time] : [],
		);
		if (times.length === 0) return skill;
		const last = times
			.map((time) => time.last)
			.toSorted()
			.at(-1) as string;
		return {
			...skill,
			months: Math.min(
				1200,
				times.reduce((sum, time) => sum + time.months, 0),
			),
			lastUsed: last,
		};
	});
}
