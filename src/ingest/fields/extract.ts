import { fold } from "../../analysis/fold.ts";
import type { Recognizer } from "../../analysis/recognizer.ts";
import type { ParsedResume, ResumeMeta } from "../../domain/resume.ts";
import { datePoints } from "../dates/points.ts";
import { type DateSpan, dateSpans } from "../dates/ranges.ts";
import type { Line, ReadDocument } from "../layout/line.ts";
import { type Paragraph, toParagraphs } from "../layout/paragraphs.ts";
import type { SectionKind } from "../sections/kinds.ts";
import type { Section } from "../sections/split.ts";
import { extractBasics } from "./basics.ts";
import { extractAwards, extractCertificates } from "./certificates.ts";
import { doubtDates } from "./doubtful-dates.ts";
import { extractEducation } from "./education.ts";
import { takeEntryLabel } from "./entry-labels.ts";
import { EvidenceLog, type Loser } from "./evidence.ts";
import { yearsOfExperience } from "./experience-years.ts";
import { createFeatures, findDegree } from "./features.ts";
import { withFormRoles, withFormStudies } from "./form-entries.ts";
import { type FormHistory, readFormHistory } from "./form-history.ts";
import { partHeadless } from "./headless-entries.ts";
import { extractLanguages, languageCode, languagesOfHead, readLanguage } from "./languages.ts";
import { leftUnnamed } from "./left-unnamed.ts";
import { extractProjects, extractPublications } from "./listings.ts";
import { extractInterests, extractReferences } from "./more-listings.ts";
import { withoutPersonalData } from "./personal-data.ts";
import { withoutSignature } from "./signature.ts";
import { addSkillUse } from "./skill-use.ts";
import { extractSkills } from "./skills.ts";
import { joinSpacedLabels } from "./spaced-labels.ts";
import { isOfLanguage, spokenIn, spokenItem } from "./spoken-skills.ts";
import { ORGANISATION_WORD, SCHOOL_WORD, TITLE_WORD } from "./words.ts";
import { extractVolunteer, extractWork } from "./work.ts";

export interface ExtractInput {
	readonly document: ReadDocument;
	readonly sections: readonly Section[];
	readonly language: string | null;
	readonly fileName: string;
	readonly asOf: string;
	readonly recognizer: Recognizer | null;
	/** Whether the losers are wanted, too. */
	readonly explain: boolean;
}

export interface Extracted {
	readonly resume: Omit<ParsedResume, "meta">;
	readonly yearsOfExperience: number | null;
	readonly flags: string[];
	readonly warnings: ResumeMeta["warnings"];
	readonly values: ResumeMeta["values"];
	readonly losers: Readonly<Record<string, readonly Loser[]>>;
}

const HEAD: ReadonlySet<SectionKind> = new Set(["profile", "contact", "personal", "summary", "other"]);

/** Sections whose texts tell of work: "single" or "Kinder" may be a word of it, "Nationality: Swedish" is none. */
const ENTRIES: ReadonlySet<SectionKind> = new Set(["work", "education", "projects", "volunteering", "publications"]);

/** Where a date has a number over 12 in its second place, the month comes first in the whole file. */
function isMonthFirst(document: ReadDocument): boolean {
	const text = document.lines.map((line) => line.text).join("\n");
	const numeric = [...text.matchAll(/(?<!\d)(\d{1,2})([/])(\d{1,2})\2(?:19|20)\d{2}/g)];
	if (numeric.length === 0 || datePoints(text.slice(0, 1), false).length > 0) return false;
	if (numeric.some((match) => Number(match[1]) > 12)) return false;
	return numeric.some((match) => Number(match[3]) > 12) || /,\s[A-Z]{2}\b|\(\d{3}\)\s?\d{3}-\d{4}/.test(text);
}

/** "Qualifications" heads what somebody can do, or what was passed and when: "2016  Crane licence". */
const isDatedList = (lines: readonly Line[]): boolean =>
	lines.length > 1 &&
	lines.every(({ text }) => {
		const [span] = dateSpans(text);
		return span !== undefined && !span.isRange && (span.from <= 1 || span.to >= text.length - 1);
	});

/** "Languages" heads spoken languages or programming languages: the words below decide. */
function kindOf(section: Section): SectionKind {
	const kind = section.kinds[0] ?? "other";
	if (kind === "other") return kindOfEntries(section);
	if (kind === "courses" && namesUniversity(section.lines)) return "education";
	if (kind === "skills" && isDatedList(section.lines)) return "certificates";
	if (kind !== "languages") return kind;
	const parts = section.lines.flatMap((line) => line.text.split(/[\t,،、;:•|(\s]+/)).filter((part) => part !== "");
	return parts.some((part) => languageCode(part) !== null) ||
		section.lines.some((line) => readLanguage(line.text) !== null)
		? "languages"
		: "skills";
}

/** "Oregon State University, B.S. Physics, 2015": a degree, a school and a year. */
const namesStudies = (lines: readonly Line[]): boolean =>
	lines.some(
		({ text }) =>
			dateSpans(text).length > 0 && findDegree(text) !== null && SCHOOL_WORD.test(fold(text)) && text.length < 160,
	);

const SCHOOLING: ReadonlySet<string | undefined> = new Set(["secondary", "bachelor", "master", "doctorate"]);
/** "Training" heads courses, or where somebody studied: a degree of a school or university tells. */
const namesUniversity = (lines: readonly Line[]): boolean =>
	lines.some(({ text }) => dateSpans(text).length > 0) &&
	lines.some(
		({ text, bullet }) =>
			!bullet && text.length < 160 && SCHOOLING.has(findDegree(text)?.level) && SCHOOL_WORD.test(fold(text)),
	);

/** "Fall 2021  Teaching Assistant, University of Hull": a term, a title and who employs. */
const namesPosts = (lines: readonly Line[]): boolean => {
	const dated = lines.filter((line) => !line.bullet && dateSpans(line.text).length > 0);
	return (
		dated.length > 0 &&
		dated.every(({ text }) => {
			const words = fold(text);
			return (
				/^(?:spring|summer|fall|autumn|winter)\s/.test(words) && TITLE_WORD.test(words) && ORGANISATION_WORD.test(words)
			);
		})
	);
};

/** "GEOG 210 Cartography": what somebody taught. */
const OF_COURSE = /(?<![\p{L}\d-])\p{Lu}{2,5}[ -]?\d{3,4}[A-Z]?\s\p{Lu}\p{Ll}/u;

/** Under a heading that is not known, entries with dates tell what they are: roles by titles, studies by degrees. */
function kindOfEntries({ lines }: Section): SectionKind {
	const dated = lines.filter((line) => !line.bullet && dateSpans(line.text).some((span) => span.isRange));
	if (dated.length === 0) return namesStudies(lines) ? "education" : namesPosts(lines) ? "work" : "other";
	const near = lines.filter((line) => dated.some((other) => Math.abs(other.number - line.number) <= 1) && !line.bullet);
	const count = (test: (text: string) => boolean): number =>
		near.filter((line) => !OF_COURSE.test(line.text) && test(line.text)).length;
	const [titles, degrees] = [count((text) => TITLE_WORD.test(fold(text))), count((text) => findDegree(text) !== null)];
	if (titles + degrees === 0) return "other";
	return titles >= degrees ? "work" : "education";
}

/** A section without personal data, with what it is and the text in it. */
interface Part {
	readonly section: Section;
	readonly kind: SectionKind;
	readonly paragraphs: Paragraph[];
}

/** "Client: Severn Trent", "Role: Finance Lead", "Duration: 2020 – 2022": projects that somebody was employed in. */
const tellsRoles = ({ kind, section }: Part): boolean => {
	const fields = section.lines.map(({ text }) => takeEntryLabel(text)?.field);
	const count = (field: string): number => fields.filter((other) => other === field).length;
	return kind === "projects" && count("employer") > 0 && count("title") > 0 && count("dates") > 0;
};
const rangesOf = ({ section }: Part): DateSpan[] =>
	section.lines.flatMap(({ text }) => dateSpans(text)).filter(({ isRange }) => isRange);
/** Such projects are work where no section is called so, or where it ended before the last of them began. */
function withProjectsAsWork(parts: readonly Part[]): readonly Part[] {
	if (!parts.some(tellsRoles)) return parts;
	const jobs = parts.filter(({ kind }) => kind === "work").flatMap(rangesOf);
	const isOver = (part: Part): boolean => {
		const last =
			rangesOf(part)
				.map(({ start }) => start ?? "")
				.toSorted()
				.at(-1) ?? "";
		return jobs.every(({ current, end }) => !current && (end ?? "9999") < last);
	};
	return parts.map((part) => (tellsRoles(part) && isOver(part) ? { ...part, kind: "work" } : part));
}

/** "Akademischer Werdegang" heads studies or posts: beside another section of studies, one with more titles than degrees is of posts. */
const withPosts = (parts: readonly Part[]): readonly Part[] =>
	parts.filter(({ kind }) => kind === "education").length < 2 || parts.some(({ kind }) => kind === "work")
		? parts
		: parts.map((part) =>
				part.kind === "education" && kindOfEntries(part.section) === "work" ? { ...part, kind: "work" } : part,
			);

const ofKind = (parts: readonly Part[], kind: SectionKind): Paragraph[][] =>
	parts.filter((part) => part.kind === kind).map((part) => part.paragraphs);

function partsOf(sections: readonly Section[]): { parts: Part[]; personal: number } {
	let personal = 0;
	const known = sections
		.slice(0, 3)
		.flatMap(({ lines }) => lines.flatMap(({ cells }) => cells.map(({ text }) => text)));
	const parts = partHeadless(sections).map((section) => {
		const named = section.kinds[0] ?? "other";
		const spaced = HEAD.has(named) ? section.lines.map(joinSpacedLabels) : section.lines;
		const { lines, removed } = withoutPersonalData(spaced, { labelledOnly: ENTRIES.has(named) });
		personal += removed;
		const clean = { ...section, lines: withoutSignature(lines, known) };
		return { section: clean, kind: kindOf(clean), paragraphs: toParagraphs(clean.lines) };
	});
	return { parts, personal };
}

/** Sections that are the history of a form, and the others. */
function takeForms(parts: readonly Part[]): { histories: readonly FormHistory[]; rest: readonly Part[] } {
	const histories = new Map<Part, FormHistory>();
	for (const part of parts) {
		const history = ["work", "education"].includes(part.kind) ? readFormHistory(part.section.lines) : null;
		if (history !== null) histories.set(part, history);
	}
	return { histories: [...histories.values()], rest: parts.filter((part) => !histories.has(part)) };
}

/** Certificates that stand under a heading together with something else are told by their words. */
function secondKind(sections: readonly Section[], kind: SectionKind): Paragraph[][] {
	return sections
		.filter(
			(section) =>
				section.kinds.slice(1).includes(kind) && !["work", "education", "courses"].includes(section.kinds[0] ?? ""),
		)
		.map((section) => toParagraphs(section.lines));
}

/** Of "Languages and IT": the lines of languages are no skills. */
const withoutLanguages = (paragraphs: readonly Paragraph[]): Paragraph[] =>
	paragraphs.filter(({ text }) => readLanguage(text.split(/[,;(\t]/u, 1)[0] ?? "") === null);

function warningsOf(resume: Omit<ParsedResume, "meta">): ResumeMeta["warnings"] {
	const warnings: ResumeMeta["warnings"] = [];
	if (resume.basics?.name === undefined)
		warnings.push({ code: "no-name", message: "No name was found.", pointer: "/basics/name" });
	return warnings;
}

function flagsOf(input: ExtractInput, personal: number, resume: Omit<ParsedResume, "meta">): string[] {
	const flags = new Set(input.document.flags);
	if (personal > 0) flags.add("personal-data");
	const outside = input.document.lines.filter((line) => line.region !== "body").map((line) => line.text);
	const contact = [resume.basics?.email, resume.basics?.phone].filter((value) => value !== undefined);
	if (
		outside.some((text) =>
			contact.some(
				(value) => text.includes(value) || text.replace(/\D/g, "").includes(value.replace(/\D/g, "") || "\0"),
			),
		)
	)
		flags.add("contact-in-header");
	if (resume.basics?.name === undefined || (resume.work?.length ?? 0) + (resume.education?.length ?? 0) === 0)
		flags.add("partial");
	return [...flags].toSorted();
}

/** Sections into the fields of a resume. Nothing is in the result that is not in the lines. */
export function extractFields(input: ExtractInput): Extracted {
	const log = new EvidenceLog(input.explain);
	const { parts: read, personal } = partsOf(input.sections);
	const parts = withPosts(withProjectsAsWork(read));
	const sections = parts.map((part) => part.section);
	const paragraphs = (kind: SectionKind): Paragraph[][] => ofKind(parts, kind);
	const featuresOf = createFeatures(input.recognizer);
	const context = { featuresOf, monthFirst: isMonthFirst(input.document), log };
	const basics = extractBasics({
		...input,
		sections,
		lines: input.document.lines,
		links: input.document.links,
		featuresOf,
		log,
	});
	const forms = takeForms(parts);
	const work = withFormRoles(extractWork(ofKind(forms.rest, "work"), context), forms.histories, log);
	const studies = extractEducation(ofKind(forms.rest, "education"), context);
	const education = withFormStudies(studies.education, forms.histories, log);
	const ofSkills = paragraphs("skills").map((lines) => lines.filter((line) => !isOfLanguage(line)));
	const listed = extractSkills([...ofSkills, ...secondKind(sections, "skills").map(withoutLanguages)], {
		recognizer: input.recognizer,
		log,
		isOther: (item) => spokenItem(item) !== null,
	});
	const skills = addSkillUse(listed, work, input.asOf, input.recognizer);
	const among = [...paragraphs("skills"), ...secondKind(sections, "skills")];
	const spoken = [...among.map(spokenIn), ...paragraphs("profile").map(languagesOfHead)];
	const ofLanguages = [...paragraphs("languages"), ...secondKind(sections, "languages"), ...spoken];
	const languages = extractLanguages(ofLanguages, log);
	const certificates = extractCertificates(
		[
			...paragraphs("certificates"),
			...paragraphs("courses"),
			...secondKind(sections, "certificates"),
			studies.certificates,
		],
		context.monthFirst,
		log,
	);
	const projects = extractProjects(paragraphs("projects"), context);
	const publications = extractPublications(paragraphs("publications"), context.monthFirst, log);
	const beside = {
		volunteer: extractVolunteer(paragraphs("volunteering"), context),
		awards: extractAwards([...paragraphs("awards"), ...secondKind(sections, "awards")], context.monthFirst, log),
		interests: extractInterests([...paragraphs("interests"), ...secondKind(sections, "interests")], log),
		references: extractReferences(paragraphs("references"), log),
	};
	const isLeft = leftUnnamed(parts, log);
	const listing = { work, education, skills, languages, certificates, projects, publications, ...beside };
	const resume = { basics, ...nonEmpty(listing) };
	const doubted = doubtDates(resume, input.asOf, log.values);
	return {
		resume,
		yearsOfExperience: yearsOfExperience(work, input.asOf),
		flags: [...new Set([...flagsOf(input, personal, resume), ...(isLeft ? ["partial"] : [])])].toSorted(),
		warnings: [...warningsOf(resume), ...doubted.warnings, ...log.warnings],
		values: doubted.values,
		losers: log.losers,
	};
}

const nonEmpty = <T extends Record<string, readonly unknown[]>>(lists: T): Partial<T> =>
	Object.fromEntries(Object.entries(lists).filter(([, list]) => list.length > 0)) as Partial<T>;
