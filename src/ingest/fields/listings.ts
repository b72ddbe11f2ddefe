import type { Resume } from "../../domain/resume.ts";
import { type DateSpan, dateSpans, isOnlyDates, withoutDates } from "../dates/ranges.ts";
import type { Paragraph } from "../layout/paragraphs.ts";
import { textOf } from "./atoms.ts";
import { isProse, toEntries } from "./entries.ts";
import { type EvidenceLog, found } from "./evidence.ts";
import { isFormRow, takeDate } from "./form-history.ts";
import { bodyText, cleanName } from "./role-text.ts";

type Certificate = NonNullable<Resume["certificates"]>[number];
type Project = NonNullable<Resume["projects"]>[number];
type Publication = NonNullable<Resume["publications"]>[number];

const NOISE = /^(?:credential id|id|no\.?|license|issued|expires|gültig|nr\.?)\b/iu;

function dated(text: string, monthFirst: boolean): { rest: string; span: Pick<DateSpan, "start" | "end"> | null } {
	const spans = dateSpans(text, monthFirst);
	const span = spans.at(-1) ?? null;
	const rest = span === null ? text : withoutDates(text, [span]);
	return { rest: cleanName(rest.replace(/\(\s*\)|\[\s*\]/g, "")), span };
}

/** "year | month | licence". */
function ofForm(paragraph: Paragraph): { rest: string; span: Pick<DateSpan, "start" | "end"> | null } {
	const { date, text } = takeDate(paragraph, undefined);
	return { rest: cleanName(text), span: date === undefined ? null : { end: date } };
}

/** Grades of a certificate and its abbreviation belong to the name. */
const OF_THE_NAME =
	/^(?:associate|professional|specialty|speciality|foundation(?: level)?|practitioner|advanced|expert|fundamentals|administrator|developer|architect|level \w+|part \w+|\p{Lu}[\p{Lu}\d.+-]{1,7})$/iu;

function nameAndIssuer(text: string): [string, string] {
	const parts = text.split(/(\s+[-–—|•·]\s+|\s*,\s+|\s+(?:by|from|von|par|por|da|door|av|przez)\s+|\t|\s*\()/iu);
	let name = parts[0] ?? "";
	let at = 1;
	while (at + 1 < parts.length && belongs(parts[at] ?? "", parts[at + 1] ?? "")) {
		name += `${parts[at]}${parts[at + 1]}`;
		at += 2;
	}
	return [cleanName(name).replaceAll("\t", " "), cleanName((parts[at + 1] ?? "").replace(/[()]/g, ""))];
}

const belongs = (separator: string, part: string): boolean => {
	const word = part.replace(/\)$/, "");
	if (/[,\t]|\s\p{L}/u.test(separator)) return false;
	return separator.includes("(")
		? /^\p{Lu}[\p{Lu}\d.+-]{1,7}$/u.test(word)
		: OF_THE_NAME.test(word) && !/^\p{Lu}+$/u.test(word);
};

/** Certificates: one a line, with issuer and date where they are printed. */
export function extractCertificates(
	sections: readonly (readonly Paragraph[])[],
	monthFirst: boolean,
	log: EvidenceLog,
): Certificate[] {
	const certificates: Certificate[] = [];
	for (const paragraph of sections.flat()) {
		const { rest, span } = isFormRow(paragraph)
			? ofForm(paragraph)
			: dated(paragraph.cells.map((cell) => cell.text).join("\t"), monthFirst);
		const plain = rest.replaceAll("\t", " ").trim();
		const last = certificates.at(-1);
		if (plain === "" && span !== null && last !== undefined && last.date === undefined && span.end !== undefined) {
			last.date = log.take(
				`/certificates/${certificates.length - 1}/date`,
				found(span.end, 0.8, "date below the certificate", paragraph.lines),
			);
		}
		if (plain === "" || NOISE.test(plain) || plain.length > 300 || (isProse(plain) && !paragraph.bullet)) continue;
		const [name, issuer] = nameAndIssuer(rest);
		if (!/\p{L}{2}/u.test(name)) continue;
		const pointer = `/certificates/${certificates.length}`;
		const date = span?.end ?? span?.start;
		certificates.push({
			name: log.take(`${pointer}/name`, found(name, 0.85, "line of the certificates", paragraph.lines)),
			...(issuer === ""
				? {}
				: {
						issuer: log.take(`${pointer}/issuer`, found(issuer, 0.7, "after the certificate's name", paragraph.lines)),
					}),
			...(date === undefined
				? {}
				: { date: log.take(`${pointer}/date`, found(date, 0.85, "date in the line", paragraph.lines)) }),
		});
	}
	return certificates.slice(0, 200);
}

/** Projects: entries with a name, a text and perhaps dates. */
export function extractProjects(
	sections: readonly (readonly Paragraph[])[],
	monthFirst: boolean,
	log: EvidenceLog,
): Project[] {
	const projects: Project[] = [];
	for (const entry of sections.flatMap((paragraphs) => toEntries(paragraphs, monthFirst))) {
		const lead = entry.atoms.filter(
			(atom) => atom.paragraph === entry.atoms[0]?.paragraph && atom.cell.x === entry.atoms[0]?.cell.x,
		);
		if (lead.length === 0) continue;
		const firstBreak = lead.findIndex(
			(atom, index) =>
				index > 0 && (atom.separator === "bar" || atom.separator === "dash" || atom.separator === "colon"),
		);
		const name = cleanName(textOf(lead.slice(0, firstBreak < 0 ? undefined : firstBreak)));
		if (name === "" || name.length > 300) continue;
		const pointer = `/projects/${projects.length}`;
		const { summary, highlights } = bodyText(entry);
		const lines = entry.header.flatMap((paragraph) => paragraph.lines);
		projects.push({
			name: log.take(`${pointer}/name`, found(name, 0.8, "first line of the entry", lines)),
			...(summary === null
				? {}
				: { description: log.take(`${pointer}/description`, { ...summary, value: summary.value.slice(0, 10_000) }) }),
			...(highlights.length === 0
				? {}
				: {
						highlights: highlights.slice(0, 100).map((text, index) => log.take(`${pointer}/highlights/${index}`, text)),
					}),
			...(entry.dates?.start === undefined
				? {}
				: { startDate: log.take(`${pointer}/startDate`, found(entry.dates.start, 0.9, "dates of the entry", lines)) }),
			...(entry.dates?.end === undefined
				? {}
				: { endDate: log.take(`${pointer}/endDate`, found(entry.dates.end, 0.85, "dates of the entry", lines)) }),
		});
	}
	return projects.slice(0, 200);
}

/** Publications: a paragraph or bullet each, with the year where it is printed. */
export function extractPublications(
	sections: readonly (readonly Paragraph[])[],
	monthFirst: boolean,
	log: EvidenceLog,
): Publication[] {
	const publications: Publication[] = [];
	for (const entry of sections.flatMap((paragraphs) => publicationEntries(paragraphs, monthFirst))) {
		const pointer = `/publications/${publications.length}`;
		const lines = entry.paragraph.lines;
		publications.push({
			name: log.take(`${pointer}/name`, found(entry.name, 0.75, "line of the publications", lines)),
			...(entry.date === undefined
				? {}
				: { releaseDate: log.take(`${pointer}/releaseDate`, found(entry.date, 0.85, "date in the line", lines)) }),
			...(entry.more === ""
				? {}
				: {
						summary: log.take(
							`${pointer}/summary`,
							found(entry.more.slice(0, 5000), 0.7, "lines below the publication", lines),
						),
					}),
		});
	}
	return publications.slice(0, 500);
}

interface PublicationEntry {
	readonly paragraph: Paragraph;
	readonly name: string;
	readonly date: string | undefined;
	more: string;
}

/** A date in a cell of its own or at either end; a year inside a title stays there. */
function datedAtEdge(paragraph: Paragraph, text: string, monthFirst: boolean): { rest: string; span: DateSpan | null } {
	const spans = dateSpans(text, monthFirst);
	const own = paragraph.cells.length > 1 && isOnlyDates(paragraph.cells.at(-1)?.text ?? "");
	const span =
		spans.find((candidate) => candidate.from <= 1) ??
		spans.findLast((candidate) => candidate.to >= text.trimEnd().length - 1) ??
		null;
	if (span === null || (!own && /[)\]]/.test(text.slice(span.to - 1)))) return { rest: text, span: own ? span : null };
	return { rest: cleanName(withoutDates(text, [span])), span };
}

/** Where some lines are dated at their edge, the lines between them belong to the one above. */
function publicationEntries(paragraphs: readonly Paragraph[], monthFirst: boolean): PublicationEntry[] {
	const entries: PublicationEntry[] = [];
	const headed = paragraphs.some(
		(paragraph) =>
			!paragraph.bullet &&
			paragraph.cells.length > 1 &&
			dateSpans(paragraph.cells.at(-1)?.text ?? "", monthFirst).length > 0,
	);
	for (const paragraph of paragraphs) {
		const text = paragraph.cells.map((cell) => cell.text).join(" ");
		const { rest, span } = datedAtEdge(paragraph, text, monthFirst);
		const open = entries.at(-1);
		if (headed && open !== undefined && !paragraph.bullet && span === null) {
			open.more = open.more === "" ? text : `${open.more}\n${text}`;
			continue;
		}
		const name = rest.trim().slice(0, 1000);
		if (/\p{L}{3}/u.test(name)) entries.push({ paragraph, name, date: span?.end ?? span?.start, more: "" });
	}
	return entries;
}
