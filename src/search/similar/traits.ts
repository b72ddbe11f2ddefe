import { isCurrent, monthsOfRole, yearsOfExperience } from "../../analysis/experience.ts";
import { ordinaryForms } from "../../analysis/ordinary-forms.ts";
import type { Recognized, Recognizer } from "../../analysis/recognizer.ts";
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
	/** Named in a list of skills, or in several jobs: a word of one job's text may mean something else. */
	readonly isSure: boolean;
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
	const add = (id: string, use: SkillUse) => {
		const { months = 0, current = false, isSure = false } = into.get(id) ?? {};
		into.set(id, {
			label: use.label,
			months: Math.max(use.months, months),
			current: use.current || current,
			isSure: use.isSure || isSure,
		});
	};
	for (const { id, name, months = 0, lastUsed, keywords = [] } of resume.skills ?? []) {
		const use = { months, current: lastUsed === undefined, isSure: true };
		const known = id === undefined ? undefined : recognizer.vocabulary.skill(id);
		if (known !== undefined) add(known.id, { label: known.label, ...use });
		for (const text of [name, ...keywords]) {
			for (const { id, label } of recognizer.skills(tokenize(text), { context: "list" })) add(id, { label, ...use });
		}
	}
	const named = new Set<string>();
	const employers = (resume.work ?? []).flatMap(({ name }) => (name === undefined ? [] : [name]));
	for (const role of resume.work ?? []) {
		const [start, end] = monthsOfRole(role, asOf) ?? [0, 0];
		const text = [role.position, role.summary, ...(role.highlights ?? [])].filter(Boolean).join("\n");
		const found = skillsOfProse(withoutNames(text, employers), recognizer);
		for (const [id, label] of found) {
			add(id, { label, months: end - start, current: isCurrent(role), isSure: named.has(id) });
			named.add(id);
		}
	}
}

/** By id, each once; everyday words of prose name none. */
function skillsOfProse(text: string, recognizer: Recognizer): ReadonlyMap<string, string> {
	const tokens = tokenize(text);
	const ordinary = ordinaryForms(recognizer.vocabulary);
	const isOrdinary = ({ start, end }: Recognized) => end - start === 1 && ordinary.has(tokens[start]?.text ?? "");
	const found = recognizer.skills(tokens).filter((one) => !isOrdinary(one));
	return new Map(found.map(({ id, label }) => [id, label]));
}

/** "Smart Grid Hotels" says of nobody that he knows grids. */
const withoutNames = (text: string, names: readonly string[]): string =>
	names.reduce((left, name) => left.replaceAll(name, "\n\n"), text);
