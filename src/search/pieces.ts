import { isCurrent } from "../analysis/experience.ts";
import { countryName } from "../analysis/places.ts";
import type { Candidate, Profile } from "../domain/candidate.ts";
import { TEXT_FIELDS, type TextField } from "../domain/document.ts";
import type { ParsedResume, Resume } from "../domain/resume.ts";

/** A text of a record with the field under which it is searched. */
export interface Piece {
	readonly field: TextField;
	readonly text: string;
	/** The values of the record that the text is made of, in order. */
	readonly sources: readonly Source[];
}

/** A value of the record, and where in a piece's text it stands. UTF-16 units. */
export interface Source {
	/** RFC 6901 pointer into the record. */
	readonly pointer: string;
	readonly start: number;
	readonly end: number;
	/** Units of the value where the text is not the value itself (a country's name for its code): then all of it is meant. */
	readonly whole?: number;
}

/**
 * The texts of a record in the order in which a reader meets them. The fields are those of analysis/resume-document.ts.
 * @param fields bits of TEXT_FIELDS: texts of other fields are passed over
 */
export function* piecesOf(record: Candidate | Profile, fields: number): Generator<Piece> {
	for (const piece of resumePieces(record.resume, fields)) if (isIn(piece.field, fields)) yield piece;
	if (!isIn("note", fields)) return;
	if (!("notes" in record || "feedback" in record)) return;
	for (const [index, { text }] of (record.notes ?? []).entries()) yield piece("note", text, `/notes/${index}/text`);
	for (const [index, { text }] of (record.feedback ?? []).entries())
		if (text !== undefined) yield piece("note", text, `/feedback/${index}/text`);
}

const isIn = (field: TextField, fields: number) => (fields & (1 << TEXT_FIELDS.indexOf(field))) !== 0;

const piece = (field: TextField, text: string, pointer: string): Piece => ({
	field,
	text,
	sources: [{ pointer, start: 0, end: text.length }],
});

function* resumePieces(resume: Resume | ParsedResume, fields: number): Generator<Piece> {
	if (resume.basics?.name === undefined) yield* namePieces(resume);
	for (const [field, text, path] of shortTexts(resume))
		if (text !== undefined && isIn(field, fields)) yield piece(field, text, `/resume${path}`);
	// The name of the country takes time to make.
	if (isIn("location", fields)) yield* locationPieces(resume);
	if (!isIn("body", fields)) return;
	for (const [text, path] of longTexts(resume)) if (text !== undefined) yield piece("body", text, `/resume${path}`);
	for (const [index, { language, fluency }] of (resume.languages ?? []).entries()) {
		const place = `/resume/languages/${index}`;
		const known = joined("body", [value(`${place}/language`, language), value(`${place}/fluency`, fluency)], " (");
		if (known !== null) yield fluency === undefined ? known : { ...known, text: `${known.text})` };
	}
}

/** A value of the record as it is shown, null where there is none. */
type Value = Omit<Source, "start" | "end"> & { readonly text: string };

const value = (pointer: string, text: string | undefined): Value | null => (text ? { pointer, text } : null);

/** Several values as one text. Null when there is none of them. */
function joined(field: TextField, values: readonly (Value | null)[], between: string): Piece | null {
	let text = "";
	const sources: Source[] = [];
	for (const { text: shown, ...source } of values.filter((one) => one !== null)) {
		if (sources.length > 0) text += between;
		sources.push({ ...source, start: text.length, end: text.length + shown.length });
		text += shown;
	}
	return sources.length === 0 ? null : { field, text, sources };
}

type Labelled = readonly [field: TextField, text: string | undefined, path: string];

function* shortTexts(resume: Resume): Generator<Labelled> {
	const { basics, work = [], skills = [] } = resume;
	yield ["name", basics?.name, "/basics/name"];
	for (const [index, role] of work.entries()) {
		const now = isCurrent(role);
		yield [now ? "currentTitle" : "pastTitle", role.position, `/work/${index}/position`];
		yield [now ? "currentCompany" : "pastCompany", role.name, `/work/${index}/name`];
	}
	yield ["currentTitle", basics?.label, "/basics/label"];
	for (const [index, { name, keywords = [] }] of skills.entries()) {
		yield ["skill", name, `/skills/${index}/name`];
		for (const [at, keyword] of keywords.entries()) yield ["skill", keyword, `/skills/${index}/keywords/${at}`];
	}
	yield* studies(resume);
}

function* studies({ education = [], certificates = [] }: Resume): Generator<Labelled> {
	for (const [index, { institution, studyType, area }] of education.entries()) {
		yield ["school", institution, `/education/${index}/institution`];
		yield ["degree", studyType, `/education/${index}/studyType`];
		yield ["degree", area, `/education/${index}/area`];
	}
	for (const [index, { name, issuer }] of certificates.entries()) {
		yield ["certificate", name, `/certificates/${index}/name`];
		yield ["certificate", issuer, `/certificates/${index}/issuer`];
	}
}

function* namePieces({ basics }: Resume): Generator<Piece> {
	const given = value("/resume/basics/givenName", basics?.givenName);
	const name = joined("name", [given, value("/resume/basics/familyName", basics?.familyName)], " ");
	if (name !== null) yield name;
}

function* locationPieces({ basics }: Resume): Generator<Piece> {
	const { city, region, postalCode, countryCode } = basics?.location ?? {};
	const place = (name: string, text: string | undefined) => value(`/resume/basics/location/${name}`, text);
	const named = countryCode === undefined ? null : place("countryCode", countryName(countryCode) ?? countryCode);
	const country = named === null ? null : { ...named, whole: countryCode?.length ?? 0 };
	const values = [place("postalCode", postalCode), place("city", city), place("region", region), country];
	const location = joined("location", values, ", ");
	if (location !== null) yield location;
}

type Long = readonly [text: string | undefined, path: string];

function* longTexts(resume: Resume): Generator<Long> {
	yield [resume.basics?.summary, "/basics/summary"];
	for (const [index, { summary, highlights, location }] of (resume.work ?? []).entries()) {
		yield [summary, `/work/${index}/summary`];
		yield* listed(highlights, `/work/${index}/highlights`);
		yield [location, `/work/${index}/location`];
	}
	for (const [index, { name, description, highlights, keywords }] of (resume.projects ?? []).entries()) {
		yield [name, `/projects/${index}/name`];
		yield [description, `/projects/${index}/description`];
		yield* listed(highlights, `/projects/${index}/highlights`);
		yield* listed(keywords, `/projects/${index}/keywords`);
	}
	for (const [index, { summary, courses }] of (resume.education ?? []).entries()) {
		yield [summary, `/education/${index}/summary`];
		yield* listed(courses, `/education/${index}/courses`);
	}
	yield* besideWork(resume);
}

function* besideWork({ publications = [], volunteer = [], awards = [], interests = [] }: Resume): Generator<Long> {
	for (const [index, { name, publisher, summary }] of publications.entries()) {
		yield [name, `/publications/${index}/name`];
		yield [publisher, `/publications/${index}/publisher`];
		yield [summary, `/publications/${index}/summary`];
	}
	for (const [index, { organization, position, summary, highlights }] of volunteer.entries()) {
		yield [position, `/volunteer/${index}/position`];
		yield [organization, `/volunteer/${index}/organization`];
		yield [summary, `/volunteer/${index}/summary`];
		yield* listed(highlights, `/volunteer/${index}/highlights`);
	}
	for (const [index, { title, awarder, summary }] of awards.entries()) {
		yield [title, `/awards/${index}/title`];
		yield [awarder, `/awards/${index}/awarder`];
		yield [summary, `/awards/${index}/summary`];
	}
	for (const [index, { name, keywords }] of interests.entries()) {
		yield [name, `/interests/${index}/name`];
		yield* listed(keywords, `/interests/${index}/keywords`);
	}
}

function* listed(texts: readonly string[] = [], path: string): Generator<Long> {
	for (const [index, text] of texts.entries()) yield [text, `${path}/${index}`];
}
