/** How right a parsed resume is, field by field, against what is known about the file. */
import { fold } from "../../src/analysis/fold.ts";
import type { ParsedResume, Resume } from "../../src/domain/resume.ts";

export const FIELDS = [
	"name",
	"email",
	"phone",
	"location",
	"employer",
	"title",
	"start",
	"end",
	"role",
	"institution",
	"degree",
	"area",
	"study dates",
	"skills",
	"languages",
	"certificates",
] as const;
export type Field = (typeof FIELDS)[number];

/** True positives, found values, true values. */
export interface Tally {
	hits: number;
	found: number;
	truth: number;
}

export type Score = Record<Field, Tally>;

/** Case, accents, blanks and punctuation do not count. */
const key = (text: string | undefined): string => fold(text ?? "").replace(/[^\p{L}\p{N}+#]/gu, "");

const present = (values: readonly (string | undefined)[]): string[] =>
	values.filter((value) => value !== undefined && value !== "") as string[];

/** The values of a resume that are compared, each as a key. A value that the resume has twice is there twice. */
export function valuesOf(resume: Resume | ParsedResume): Record<Field, string[]> {
	const work = resume.work ?? [];
	const education = resume.education ?? [];
	const end = (role: { endDate?: string | undefined; startDate?: string | undefined }): string | undefined =>
		role.endDate ?? (role.startDate === undefined ? undefined : "now");
	return {
		name: present([key(resume.basics?.name)]),
		email: present([resume.basics?.email?.toLowerCase()]),
		phone: present([resume.basics?.phone?.replace(/[^\d+]/g, "")]),
		location: present([key(resume.basics?.location?.city)]),
		employer: present(work.map((role) => key(role.name))),
		title: present(work.map((role) => key(role.position))),
		start: present(work.map((role) => role.startDate)),
		end: present(work.map(end)),
		role: work.map((role) => `${key(role.name)}|${key(role.position)}|${role.startDate ?? ""}`),
		institution: present(education.map((study) => key(study.institution))),
		degree: present(education.map((study) => key(study.studyType))),
		area: present(education.map((study) => key(study.area))),
		"study dates": present(
			education.map((study) => (study.endDate ?? study.startDate) && `${study.startDate ?? ""}-${study.endDate ?? ""}`),
		),
		skills: present((resume.skills ?? []).map((skill) => key(skill.name))),
		languages: present((resume.languages ?? []).map((language) => key(language.language))),
		certificates: present((resume.certificates ?? []).map((certificate) => key(certificate.name))),
	};
}

/** Counts each value as often as it is on both sides. */
export function tally(found: readonly string[], truth: readonly string[]): Tally {
	const left = [...truth];
	let hits = 0;
	for (const value of found) {
		const at = left.indexOf(value);
		if (at < 0) continue;
		left.splice(at, 1);
		hits += 1;
	}
	return { hits, found: found.length, truth: truth.length };
}

export function scoreResume(parsed: Resume | ParsedResume, truth: Resume): Score {
	const found = valuesOf(parsed);
	const wanted = valuesOf(truth);
	return Object.fromEntries(FIELDS.map((field) => [field, tally(found[field], wanted[field])])) as Score;
}

/** What a file that was refused by mistake counts. */
export const scoreFailure = (truth: Resume): Score => scoreResume({}, truth);

export function addScores(scores: readonly Score[]): Score {
	const sum = (field: Field, part: keyof Tally): number =>
		scores.reduce((total, score) => total + score[field][part], 0);
	return Object.fromEntries(
		FIELDS.map((field) => [
			field,
			{ hits: sum(field, "hits"), found: sum(field, "found"), truth: sum(field, "truth") },
		]),
	) as Score;
}

export interface Rates {
	readonly precision: number;
	readonly recall: number;
	readonly f1: number;
}

export function rates({ hits, found, truth }: Tally): Rates {
	const precision = found === 0 ? 1 : hits / found;
	const recall = truth === 0 ? 1 : hits / truth;
	return { precision, recall, f1: precision + recall === 0 ? 0 : (2 * precision * recall) / (precision + recall) };
}
