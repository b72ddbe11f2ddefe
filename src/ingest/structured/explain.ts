import { parsePhoneNumberFromString } from "libphonenumber-js/max";
import { languageOfTokens } from "../../analysis/language.ts";
import type { Recognizer } from "../../analysis/recognizer.ts";
import { tokenize } from "../../analysis/tokenize.ts";
import type { ParsedResume, Resume, Work } from "../../domain/resume.ts";
import { TributaryError } from "../../errors.ts";
import { doubtDates } from "../fields/doubtful-dates.ts";
import { yearsOfExperience } from "../fields/experience-years.ts";
import { nameParts } from "../fields/name-parts.ts";
import { addSkillUse } from "../fields/skill-use.ts";
import { fitResume } from "./fit.ts";

/** What a structured file states, before it is checked. */
export interface Stated {
	readonly resume: Readonly<Record<string, unknown>>;
	/** Name of the rule in the evidence of a value, by its JSON pointer. */
	readonly rule: (pointer: string) => string;
	readonly characters: number;
}

/** The file says what each value is; only its author can be wrong. */
const STATED = 0.98;
/** A role without an end is taken for the one that is held when no other began later. */
const STILL_HELD = 0.8;

type Skill = NonNullable<Resume["skills"]>[number];

function withIds(skills: readonly Skill[], recognizer: Recognizer | null): Skill[] {
	return skills.map((skill) => {
		const tokens = tokenize(skill.name);
		const known = recognizer
			?.skills(tokens, { context: "list" })
			.find((found) => found.start === 0 && found.end === tokens.length);
		const { id: _, ...stated } = skill;
		return known === undefined ? stated : { ...stated, id: known.id };
	});
}

/** The role that began last, where it states no end, is held today. */
function withCurrent(work: readonly Work[]): { work: Work[]; current: number | null } {
	const starts = work.map((role) => role.startDate ?? "");
	const latest = starts.toSorted().at(-1);
	const index = work.findIndex(
		(role) => role.startDate !== undefined && role.startDate === latest && role.endDate === undefined,
	);
	const inferred = index >= 0 && work[index]?.current === undefined ? index : null;
	return { work: work.map((role, at) => (at === inferred ? { ...role, current: true } : role)), current: inferred };
}

function normalPhone(phone: string, countryCode: string | undefined): string {
	const number = parsePhoneNumberFromString(phone, countryCode as Parameters<typeof parsePhoneNumberFromString>[1]);
	return number?.isValid() === true && number.ext === undefined ? number.number : phone;
}

/** Name and its parts, each from the other where the file states one of them. */
function withName(resume: Resume, language: string | null): Resume {
	const { basics } = resume;
	if (basics === undefined) return resume;
	const { name, givenName, familyName } = basics;
	const stated = [givenName, familyName].filter((part) => part !== undefined);
	if (name === undefined)
		return stated.length === 0 ? resume : { ...resume, basics: { ...basics, name: stated.join(" ") } };
	return stated.length > 0 ? resume : { ...resume, basics: { ...basics, ...nameParts(name, language) } };
}

function withPhones(resume: Resume): Resume {
	const { basics } = resume;
	if (basics?.phone === undefined) return resume;
	const country = basics.location?.countryCode;
	const phones = basics.phones?.map((phone) => normalPhone(phone, country));
	return {
		...resume,
		basics: { ...basics, phone: normalPhone(basics.phone, country), ...(phones === undefined ? {} : { phones }) },
	};
}

function* texts(value: unknown): Generator<string> {
	if (typeof value === "string") yield value;
	else if (typeof value === "object" && value !== null) for (const inner of Object.values(value)) yield* texts(inner);
}

function languageOf(resume: Resume): string | null {
	const language = languageOfTokens(tokenize([...texts(resume)].join("\n").slice(0, 8000)));
	return language !== null && /^[a-z]{2}$/.test(language) ? language : null;
}

const CONTENT = ["work", "education", "skills", "projects", "volunteer"] as const;

/**
 * A structured file as a resume: nothing is read out of texts, and nothing is added but what is counted.
 * @throws TributaryError not-a-resume
 */
export function explainStated(
	stated: Stated,
	options: { readonly asOf: string; readonly recognizer: Recognizer | null },
): {
	resume: Omit<ParsedResume, "meta">;
	meta: Pick<ParsedResume["meta"], "language" | "yearsOfExperience" | "flags" | "warnings" | "values" | "characters">;
} {
	const fitted = fitResume(stated.resume);
	const { work, current } = withCurrent(fitted.resume.work ?? []);
	const skills = addSkillUse(
		withIds(fitted.resume.skills ?? [], options.recognizer),
		work,
		options.asOf,
		options.recognizer,
	);
	const language = languageOf(fitted.resume);
	const resume: Resume = withName(
		withPhones({
			...fitted.resume,
			...(work.length === 0 ? {} : { work }),
			...(skills.length === 0 ? {} : { skills }),
		}),
		language,
	);
	if (resume.basics?.name === undefined && CONTENT.every((section) => resume[section] === undefined))
		throw new TributaryError("not-a-resume");
	const values = Object.fromEntries(
		fitted.pointers.map((pointer) => [pointer, { confidence: STATED, rule: stated.rule(pointer) }]),
	);
	if (current !== null)
		values[`/work/${current}/current`] = { confidence: STILL_HELD, rule: "the latest role states no end" };
	const doubted = doubtDates(resume, options.asOf, values);
	const partial = resume.basics?.name === undefined || (work.length === 0 && resume.education === undefined);
	return {
		resume,
		meta: {
			language,
			yearsOfExperience: yearsOfExperience(work, options.asOf),
			flags: [...(partial ? ["partial"] : []), ...(fitted.hasPersonalData ? ["personal-data"] : [])],
			warnings: [...fitted.warnings, ...doubted.warnings],
			values: doubted.values,
			characters: stated.characters,
		},
	};
}
