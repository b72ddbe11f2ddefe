import type { ParsedResume } from "../domain/resume.ts";
import type { Rule } from "./fields/rules.ts";
import { score } from "./fields/rules.ts";
import type { Line } from "./layout/line.ts";
import type { Section } from "./sections/split.ts";

/** What is known about a file when it has been read: is it about a person's working life? */
interface Candidate {
	readonly resume: Omit<ParsedResume, "meta">;
	/** Kinds of its named sections. */
	readonly kinds: ReadonlySet<string>;
	readonly nameConfidence: number;
	readonly adPhrases: number;
	readonly manualHeadings: number;
	readonly codeShare: number;
	/** Has so many letters that there may be words. */
	readonly hasWords: boolean;
}

const TELLING = ["work", "education", "skills", "languages", "certificates"];
const sectionsOf = ({ kinds }: Candidate): number => TELLING.filter((kind) => kinds.has(kind)).length;
const isRole = ({ resume }: Candidate): boolean =>
	(resume.work ?? []).some((role) => role.startDate !== undefined && (role.position ?? role.name) !== undefined);
const isStudy = ({ resume }: Candidate): boolean =>
	(resume.education ?? []).some(
		(study) => study.institution !== undefined && (study.studyType ?? study.endDate ?? study.startDate) !== undefined,
	);

const RULES: readonly Rule<Candidate>[] = [
	{ name: "a name", weight: 1, when: ({ resume }) => resume.basics?.name !== undefined },
	{ name: "a name that is sure", weight: 1, when: ({ nameConfidence }) => nameConfidence >= 0.95 },
	{ name: "an e-mail address", weight: 1, when: ({ resume }) => resume.basics?.email !== undefined },
	{
		name: "a phone or an account",
		weight: 1,
		when: ({ resume }) => (resume.basics?.phone ?? resume.basics?.profiles) !== undefined,
	},
	{ name: "a section of a resume", weight: 1, when: (c) => sectionsOf(c) >= 1 },
	{ name: "two sections of a resume", weight: 1, when: (c) => sectionsOf(c) >= 2 },
	{ name: "three sections of a resume", weight: 1, when: (c) => sectionsOf(c) >= 3 },
	{ name: "a role with dates", weight: 2, when: isRole },
	{
		name: "a role with title, employer and dates",
		weight: 1,
		when: ({ resume }) => (resume.work ?? []).some((role) => role.position && role.name && role.startDate),
	},
	{
		name: "several roles or studies",
		weight: 1,
		when: (c) => (c.resume.work ?? []).length + (c.resume.education ?? []).length > 1,
	},
	{ name: "a course of study", weight: 2, when: isStudy },
	{
		name: "neither a name nor a role nor a study",
		weight: -2,
		when: (c) => c.resume.basics?.name === undefined && !isRole(c) && !isStudy(c),
	},
	{ name: "skills", weight: 1, when: ({ resume }) => (resume.skills?.length ?? 0) >= 2 },
	{ name: "speaks to applicants", weight: -3, when: (c) => c.adPhrases >= 1 },
	{ name: "speaks to applicants more than once", weight: -3, when: (c) => c.adPhrases >= 2 },
	{ name: "a manual's headings", weight: -3, when: (c) => c.manualHeadings >= 1 },
	{ name: "several of them", weight: -3, when: (c) => c.manualHeadings >= 2 },
	{ name: "program code", weight: -6, when: (c) => c.codeShare > 0.2 },
	{ name: "no words", weight: -2, when: (c) => !c.hasWords },
];
/** From this sum on a file is taken for a resume: a name that is sure with a way to reach him and one thing more. */
const THRESHOLD = 4;

/** What an advertisement of a job says and a resume does not. */
const AD_PHRASES = [
	/\b(?:we(?:'| a)re|is|are) (?:currently )?(?:looking|seeking|hiring)\b(?!.*\bmy\b)/iu,
	/\b(?:what we offer|what you(?:'ll| will) (?:do|bring|need)|about the (?:role|job|position|team)|how to apply|apply (?:now|today|online)|who you are|why join us|join our team|your (?:responsibilities|tasks|profile|role|mission))\b/iu,
	/\b(?:the ideal candidate|successful candidate|you will be responsible|equal opportunity employer|salary range|job (?:description|type|id)|minimum qualifications|preferred qualifications|we offer)\b/iu,
	/\b(?:wir (?:suchen|bieten)|ihre? (?:aufgaben|profil)|deine? (?:aufgaben|profil)|das bringst du mit|was wir bieten|bewerben sie sich|stellenbeschreibung)\b/iu,
	/(?:nous recherchons|vos missions|votre profil|nous offrons|profil recherché|descriptif du poste|postulez)/iu,
	/(?:buscamos|ofrecemos|se requiere|requisitos del puesto|envía tu cv|descripción del puesto|procuramos|oferecemos|cerchiamo|offriamo|wij zoeken|wij bieden|vi söker|szukamy|oferujemy)/iu,
];
/** Headings of the description of a program. */
const MANUAL =
	/^(?:installation|install|usage|quick ?start|getting started|features|contributing|changelog|license|api|api reference|requirements|prerequisites|build|testing|table of contents|documentation|faq|troubleshooting|roadmap|attendees|agenda|action items|decisions|next meeting|tagesordnung|teilnehmer|beschlüsse|ordre du jour|orden del día)\s*:?$/iu;
const CODE_LINE =
	/[;{}]\s*$|^\s*(?:\/\/|#include|import .* from|const |let |var |function |def |class |return\b|<\/?\w+>|\$ )|=>|\)\s*\{/u;

const TWENTY_LETTERS = /(?:\p{L}\P{L}*){20}/u;

const shareOf = (lines: readonly Line[], test: (text: string) => boolean): number =>
	lines.length === 0 ? 0 : lines.filter((line) => test(line.text)).length / lines.length;

/** True for a file about one person's working life; false for advertisements, minutes, manuals, code and the like. */
export function isResume(
	resume: Omit<ParsedResume, "meta">,
	lines: readonly Line[],
	sections: readonly Section[],
	nameConfidence: number,
): boolean {
	const text = lines.map((line) => line.text).join("\n");
	const candidate: Candidate = {
		resume,
		kinds: new Set(
			sections.filter((section) => section.heading !== null).map((section) => section.kinds[0] ?? "other"),
		),
		nameConfidence,
		adPhrases: AD_PHRASES.filter((phrase) => phrase.test(text)).length,
		manualHeadings: lines.filter((line) => line.cells.length === 1 && MANUAL.test(line.text.trim())).length,
		codeShare: shareOf(lines, (line) => CODE_LINE.test(line)),
		hasWords: TWENTY_LETTERS.test(text),
	};
	return score(candidate, RULES).score >= THRESHOLD;
}
