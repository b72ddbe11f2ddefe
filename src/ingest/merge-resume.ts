import type { Candidate } from "../domain/candidate.ts";
import type { ParsedResume, Resume } from "../domain/resume.ts";

/**
 * A candidate is known from two sides: the file, as parsed, and what the ATS says. Each new word of one side replaces what that
 * side said before and wins where both speak; what only the other side said stays. Which side a value is from can be told: a
 * parsed one has evidence in `meta.values`.
 */

type Known = Candidate["resume"];
const SECTIONS = [
	"basics",
	"work",
	"education",
	"skills",
	"languages",
	"certificates",
	"projects",
	"publications",
] as const satisfies readonly (keyof Resume)[];

const metaOf = (resume: Known | undefined) => (resume !== undefined && "meta" in resume ? resume.meta : undefined);

/** Whether the value at a JSON pointer, or anything in it, was read in the file. */
function isFromFile(resume: Known, pointer: string): boolean {
	const values = metaOf(resume)?.values ?? {};
	return Object.keys(values).some((key) => key === pointer || key.startsWith(`${pointer}/`));
}

/** A file was parsed: takes it, and keeps the sections (and within `basics` the values) that only the ATS gave. */
export function withParsed(known: Known | undefined, parsed: ParsedResume): ParsedResume {
	if (known === undefined) return parsed;
	const kept = SECTIONS.filter((section) => parsed[section] === undefined && !isFromFile(known, `/${section}`));
	const basics = { ...givenBasics(known), ...parsed.basics };
	return {
		...pick(known, kept),
		...parsed,
		...(Object.keys(basics).length === 0 ? {} : { basics }),
	};
}

/** The ATS spoke: takes it, and keeps the sections that it says nothing about and that were read in the file. */
export function withImported(known: Known | undefined, imported: Resume): Known {
	const meta = metaOf(known);
	if (known === undefined || meta === undefined) return imported;
	const kept = SECTIONS.filter((section) => imported[section] === undefined && isFromFile(known, `/${section}`));
	if (kept.length === 0) return imported;
	const isKept = ([pointer]: [string, unknown]) => kept.some((section) => pointer.startsWith(`/${section}/`));
	const values = Object.fromEntries(Object.entries(meta.values).filter(isKept));
	// Years that were counted from the roles in the file say nothing about other roles.
	const yearsOfExperience = kept.includes("work") ? meta.yearsOfExperience : null;
	return { ...pick(known, kept), ...imported, meta: { ...meta, yearsOfExperience, values } };
}

/**
 * A record was synchronized: what the ATS has fields for (who and where somebody is, and what he does now) is the ATS's, whatever it
 * said before; roles and everything else stay as they were read in the file.
 */
export function withSynchronized(known: Known | undefined, given: Resume): Known {
	const meta = metaOf(known);
	if (known === undefined || meta === undefined) return given;
	const read = Object.fromEntries(
		SECTIONS.filter((section) => isFromFile(known, `/${section}`)).map((section) => [section, known[section]]),
	);
	const isGiven = (pointer: string) => {
		const [, section = "", field = ""] = pointer.split("/");
		return section === "basics"
			? given.basics?.[field as keyof typeof given.basics] !== undefined
			: read[section] === undefined;
	};
	const fromFile = Object.entries(known.basics ?? {}).filter(([name]) => isFromFile(known, `/basics/${name}`));
	const basics = { ...Object.fromEntries(fromFile), ...given.basics };
	const values = Object.fromEntries(Object.entries(meta.values).filter(([pointer]) => !isGiven(pointer)));
	return { ...given, ...read, ...(Object.keys(basics).length === 0 ? {} : { basics }), meta: { ...meta, values } };
}

/** What is left when the file is gone: what only the ATS gave. */
export function withoutFile(known: Known): Resume {
	if (metaOf(known) === undefined) return known;
	const given = pick(
		known,
		SECTIONS.filter((section) => section !== "basics" && !isFromFile(known, `/${section}`)),
	);
	const basics = givenBasics(known);
	return { ...given, ...(Object.keys(basics).length === 0 ? {} : { basics }) };
}

function givenBasics(known: Known): NonNullable<Resume["basics"]> {
	const entries = Object.entries(known.basics ?? {}).filter(([name]) => !isFromFile(known, `/basics/${name}`));
	return Object.fromEntries(entries);
}

function pick(resume: Known, sections: readonly (typeof SECTIONS)[number][]): Resume {
	return Object.fromEntries(
		sections.map((section) => [section, resume[section]]).filter(([, value]) => value !== undefined),
	);
}
