import type { Resume } from "../../domain/resume.ts";
import { type DateSpan, dateSpans, isOnlyDates, withoutDates } from "../dates/ranges.ts";
import type { Paragraph } from "../layout/paragraphs.ts";
import { textOf } from "./atoms.ts";
import { type Entry, toEntries } from "./entries.ts";
import { type EvidenceLog, found } from "./evidence.ts";
import { nameSense } from "./header-sense.ts";
import { isProse } from "./prose.ts";
import { bodyText, cleanName, entryUrl } from "./role-text.ts";
import { splitList } from "./skills.ts";
import type { WorkContext } from "./work.ts";

type Project = NonNullable<Resume["projects"]>[number];
type Publication = NonNullable<Resume["publications"]>[number];

const KEYWORDS =
	/^(?:keywords|technologies|tech stack|stack|tools|technologien|schlagwörter|mots[- ]clés|palabras clave|parole chiave|关键字|關鍵字|キーワード)\s*[:：]\s*/iu;

/** "Keywords: Rust, WebAssembly" is a list of its own, not part of the text. */
function takeKeywords(entry: Entry): { body: Paragraph[]; keywords: string[] } {
	const isList = (paragraph: Paragraph): boolean => KEYWORDS.test(paragraph.text) && !isProse(paragraph.text);
	const keywords = entry.body
		.filter(isList)
		.flatMap((paragraph) => splitList(paragraph.text.replace(KEYWORDS, "")))
		.map((keyword) => keyword.trim())
		.filter((keyword) => keyword !== "" && keyword.length <= 300);
	return { body: entry.body.filter((paragraph) => !isList(paragraph)), keywords: keywords.slice(0, 100) };
}

/** Projects: entries with a name, a text and perhaps dates. */
export function extractProjects(
	sections: readonly (readonly Paragraph[])[],
	{ featuresOf, monthFirst, log }: WorkContext,
): Project[] {
	const projects: Project[] = [];
	const entriesOf = (paragraphs: readonly Paragraph[]): readonly Entry[] => {
		const { entries, left } = toEntries(paragraphs, monthFirst, nameSense(featuresOf));
		log.leftOut("/projects", left);
		return entries;
	};
	for (const entry of sections.flatMap(entriesOf)) {
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
		const { body, keywords } = takeKeywords(entry);
		const url = entryUrl(entry);
		const { summary, highlights } = bodyText({ ...entry, body });
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
			...(url === null ? {} : { url: log.take(`${pointer}/url`, url) }),
			...(keywords.length === 0 ? {} : { keywords }),
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
			...(entry.url === undefined
				? {}
				: { url: log.take(`${pointer}/url`, found(entry.url, 0.9, "address in the line", lines)) }),
			...(entry.publisher === undefined
				? {}
				: {
						publisher: log.take(
							`${pointer}/publisher`,
							found(entry.publisher.slice(0, 500), 0.7, "line above the publication", lines),
						),
					}),
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
	readonly url: string | undefined;
	readonly publisher: string | undefined;
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
	// "..., 2024.": the full stop behind the date goes with it.
	return { rest: cleanName(withoutDates(text, [span]).replace(/[\s,;]+\.$/u, "")), span };
}

const URL_TEXT = /(?:https?:\/\/|www\.)[^\s)\]]+/giu;
const hasUrl = (paragraph: Paragraph): boolean => paragraph.cells.some((cell) => /^(?:https?:|www\.)/i.test(cell.text));

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
		if (headed && open?.date !== undefined && (span === null || paragraph.bullet)) {
			// A line with an address beside it heads the next publication: where it appeared.
			if (paragraph.bullet || !hasUrl(paragraph)) {
				open.more = open.more === "" ? text : `${open.more}\n${text}`;
				continue;
			}
		}
		const name = rest.replace(URL_TEXT, "").trim().slice(0, 1000);
		if (!/\p{L}{3}/u.test(name)) continue;
		const above =
			headed && open !== undefined && open.date === undefined && open.more === "" ? entries.pop() : undefined;
		const url = text.match(URL_TEXT)?.[0] ?? above?.url;
		entries.push({ paragraph, name, date: span?.end ?? span?.start, more: "", url, publisher: above?.name });
	}
	return entries;
}
