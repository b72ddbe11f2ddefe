import { isCurrent } from "../analysis/experience.ts";
import { countryName } from "../analysis/places.ts";
import type { Candidate, Profile } from "../domain/candidate.ts";
import { TEXT_FIELDS, type TextField } from "../domain/document.ts";
import type { ParsedResume, Resume } from "../domain/resume.ts";

/** A text of a record with the field under which it is searched. */
export interface Piece {
	readonly field: TextField;
	readonly text: string;
}

/**
 * The texts of a record in the order in which a reader meets them. The fields are those of analysis/resume-document.ts.
 * @param fields bits of TEXT_FIELDS: texts of other fields are passed over
 */
export function* piecesOf(record: Candidate | Profile, fields: number): Generator<Piece> {
	for (const piece of resumePieces(record.resume, fields)) if (isIn(piece.field, fields)) yield piece;
	if (!isIn("note", fields)) return;
	if (!("notes" in record || "feedback" in record)) return;
	for (const { text } of record.notes ?? []) yield { field: "note", text };
	for (const { text } of record.feedback ?? []) if (text !== undefined) yield { field: "note", text };
}

const isIn = (field: TextField, fields: number) => (fields & (1 << TEXT_FIELDS.indexOf(field))) !== 0;

function* resumePieces(resume: Resume | ParsedResume, fields: number): Generator<Piece> {
	for (const [field, text] of shortTexts(resume)) if (text !== undefined) yield { field, text };
	// The name of the country takes time to make.
	if (isIn("location", fields)) yield* locationPieces(resume);
	if (!isIn("body", fields)) return;
	for (const text of longTexts(resume)) if (text !== undefined) yield { field: "body", text };
}

type Labelled = readonly [field: TextField, text: string | undefined];

function* shortTexts({
	basics,
	work = [],
	skills = [],
	education = [],
	certificates = [],
}: Resume): Generator<Labelled> {
	yield ["name", basics?.name];
	for (const role of work) {
		const now = isCurrent(role);
		yield [now ? "currentTitle" : "pastTitle", role.position];
		yield [now ? "currentCompany" : "pastCompany", role.name];
	}
	yield ["currentTitle", basics?.label];
	for (const { name, keywords = [] } of skills) {
		yield ["skill", name];
		for (const keyword of keywords) yield ["skill", keyword];
	}
	for (const { institution, studyType, area } of education) {
		yield ["school", institution];
		yield ["degree", studyType];
		yield ["degree", area];
	}
	for (const { name, issuer } of certificates) {
		yield ["certificate", name];
		yield ["certificate", issuer];
	}
}

function* locationPieces({ basics }: Resume): Generator<Piece> {
	const { city, region, postalCode, countryCode } = basics?.location ?? {};
	const country = countryCode === undefined ? undefined : (countryName(countryCode) ?? countryCode);
	const text = [postalCode, city, region, country].filter(Boolean).join(", ");
	if (text !== "") yield { field: "location", text };
}

function* longTexts({ basics, work = [], education = [], languages = [], projects = [], publications = [] }: Resume) {
	yield basics?.summary;
	for (const { summary, highlights = [], location } of work) {
		yield summary;
		yield* highlights;
		yield location;
	}
	for (const { name, description, highlights = [], keywords = [] } of projects) {
		yield name;
		yield description;
		yield* highlights;
		yield* keywords;
	}
	for (const { summary, courses = [] } of education) {
		yield summary;
		yield* courses;
	}
	for (const { language, fluency } of languages) yield fluency === undefined ? language : `${language} (${fluency})`;
	for (const { name, publisher, summary } of publications) {
		yield name;
		yield publisher;
		yield summary;
	}
}
