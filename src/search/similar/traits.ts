import { isCurrent, monthsOfRole, yearsOfExperience } from "../../analysis/experience.ts";
import type { Recognizer } from "../../analysis/recognizer.ts";
import { tokenize } from "../../analysis/tokenize.ts";
import type { Resume, Work } from "../../domain/resume.ts";
import type { GivenPerson } from "./people.ts";

/**
 * What of a person is looked for in others: work, skills, years. Never names, addresses, photo, birth, family or the dates of an
 * education: see analysis/protected-attributes.
 */
export interface Traits {
	/** The latest first: what the person does now, then what came before. */
	readonly titles: readonly { readonly written: string; readonly current: boolean }[];
	/** By the vocabulary's id. */
	readonly skills: ReadonlyMap<string, SkillUse>;
	readonly companies: readonly { readonly name: string; readonly current: boolean }[];
	/** Rank of ranking/vocabulary/seniority.tsv, null where no title states one. */
	readonly seniority: number | null;
	readonly years: number | null;
}

export interface SkillUse {
	readonly label: string;
	/** Of use, 0 where unknown. */
	readonly months: number;
	/** Used in a role that is held now, or named in the list of skills without dates. */
	readonly current: boolean;
}

/** Roles that say what somebody is; what was before them says what he was. */
const LATEST_ROLES = 3;

export function traitsOf({ resumes }: GivenPerson, recognizer: Recognizer): Traits {
	const roles = resumes.flatMap(({ resume }) => (resume.work ?? []).toSorted(latestFirst).slice(0, LATEST_ROLES));
	const labels = resumes.flatMap(({ resume: { basics } }) => (basics?.label === undefined ? [] : [basics.label]));
	const titles = [
		...roles.flatMap((role) =>
			role.position === undefined ? [] : [{ written: role.position, current: isCurrent(role) }],
		),
		...labels.map((written) => ({ written, current: true })),
	].toSorted((one, other) => Number(other.current) - Number(one.current));
	const skills = new Map<string, SkillUse>();
	for (const { resume, asOf } of resumes) addSkills(skills, resume, asOf, recognizer);
	const years = resumes.map(({ resume, asOf }) => yearsOf(resume, asOf)).filter((one) => one !== null);
	return {
		titles,
		skills,
		companies: roles.flatMap((role) =>
			role.name === undefined ? [] : [{ name: role.name, current: isCurrent(role) }],
		),
		seniority:
			titles.map(({ written }) => recognizer.seniority(tokenize(written))?.rank).find((rank) => rank !== undefined) ??
			null,
		years: years.length === 0 ? null : Math.max(...years),
	};
}

const endOf = (role: Work) => (isCurrent(role) ? "9999" : (role.endDate ?? role.startDate ?? ""));
const latestFirst = (one: Work, other: Work) => (endOf(other) > endOf(one) ? 1 : endOf(other) < endOf(one) ? -1 : 0);

function yearsOf(resume: Resume, asOf: string): number | null {
	const meta = "meta" in resume ? (resume.meta as { readonly yearsOfExperience?: number | null }) : undefined;
	return meta?.yearsOfExperience ?? yearsOfExperience(resume.work, asOf);
}

/** Of the list of skills, with their months; and of roles that name a skill, for as long as they lasted. */
function addSkills(into: Map<string, SkillUse>, resume: Resume, asOf: string, recognizer: Recognizer): void {
	const add = (id: string, label: string, months: number, current: boolean) => {
		const known = into.get(id);
		into.set(id, { label, months: Math.max(months, known?.months ?? 0), current: current || known?.current === true });
	};
	for (const { id, name, months = 0, lastUsed, keywords = [] } of resume.skills ?? []) {
		const known = id === undefined ? undefined : recognizer.vocabulary.skill(id);
		if (known !== undefined) add(known.id, known.label, months, lastUsed === undefined);
		for (const text of [name, ...keywords]) {
			for (const found of recognizer.skills(tokenize(text), { context: "list" }))
				add(found.id, found.label, months, lastUsed === undefined);
		}
	}
	for (const role of resume.work ?? []) {
		const [start, end] = monthsOfRole(role, asOf) ?? [0, 0];
		const text = [role.position, role.summary, ...(role.highlights ?? [])].filter(Boolean).join("\n");
		for (const { id, label } of recognizer.skills(tokenize(text))) add(id, label, end - start, isCurrent(role));
	}
}
