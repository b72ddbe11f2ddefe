import type { Resume } from "../../domain/resume.ts";
import type { Paragraph } from "../layout/paragraphs.ts";
import { type EvidenceLog, found } from "./evidence.ts";
import { dated, nameAndIssuer } from "./listed-line.ts";
import { hasNameShape } from "./name-shape.ts";
import { isProse } from "./prose.ts";
import { splitList } from "./skills.ts";

/** Awards, interests and references: what stands beside the working life. */

type Award = NonNullable<Resume["awards"]>[number];
type Interest = NonNullable<Resume["interests"]>[number];
type Reference = NonNullable<Resume["references"]>[number];

/** Awards: one a line, with who gave it and when; a sentence below one tells of it. */
export function extractAwards(
	sections: readonly (readonly Paragraph[])[],
	monthFirst: boolean,
	log: EvidenceLog,
): Award[] {
	const awards: Award[] = [];
	for (const paragraph of sections.flat()) {
		const { rest, span } = dated(paragraph.cells.map((cell) => cell.text).join("\t"), monthFirst);
		const last = awards.at(-1);
		const tells = isProse(rest) && !paragraph.bullet && span === null;
		if (tells && last !== undefined && last.summary === undefined) {
			const told = found(paragraph.text.slice(0, 5000), 0.7, "text below the award", paragraph.lines);
			last.summary = log.take(`/awards/${awards.length - 1}/summary`, told);
			continue;
		}
		const [title, awarder] = isProse(rest) ? [rest.replaceAll("\t", " "), ""] : nameAndIssuer(rest);
		if (!/\p{L}{2}/u.test(title) || title.length > 500) continue;
		const pointer = `/awards/${awards.length}`;
		const date = span?.end ?? span?.start;
		awards.push({
			title: log.take(`${pointer}/title`, found(title, 0.8, "line of the awards", paragraph.lines)),
			...(date === undefined
				? {}
				: { date: log.take(`${pointer}/date`, found(date, 0.85, "date in the line", paragraph.lines)) }),
			...(awarder === "" || awarder.length > 300
				? {}
				: { awarder: log.take(`${pointer}/awarder`, found(awarder, 0.6, "after the award's name", paragraph.lines)) }),
		});
	}
	return awards.slice(0, 200);
}

const LONGEST = 300;

/** Interests: the items of lists, a sentence as a whole. */
export function extractInterests(sections: readonly (readonly Paragraph[])[], log: EvidenceLog): Interest[] {
	const interests: Interest[] = [];
	const seen = new Set<string>();
	for (const paragraph of sections.flat()) {
		const text = paragraph.cells.map((cell) => cell.text).join("\t");
		const items = isProse(paragraph.text) && !paragraph.text.includes(",") ? [paragraph.text] : splitList(text);
		for (const item of items) {
			const name = item.replace(/^(?:and|und|et|y|e|en|och|i|ve)\s+|[.\s]+$/giu, "").trim();
			if (!/\p{L}{2}/u.test(name) || name.length > LONGEST || seen.has(name.toLowerCase())) continue;
			seen.add(name.toLowerCase());
			const value = found(name, 0.8, "item of the interests", paragraph.lines);
			interests.push({ name: log.take(`/interests/${interests.length}/name`, value) });
		}
	}
	return interests.slice(0, 200);
}

const ON_REQUEST =
	/\b(?:(?:up)?on request|auf (?:anfrage|wunsch)|sur demande|a petición|bajo petición|su richiesta|op aanvraag|på begäran|sob consulta)\b/iu;

/** References: a person's name and what stands with it. They speak of other people and are never indexed. */
export function extractReferences(sections: readonly (readonly Paragraph[])[], log: EvidenceLog): Reference[] {
	const groups: { name: Paragraph | null; more: Paragraph[] }[] = [];
	for (const paragraph of sections.flat()) {
		if (ON_REQUEST.test(paragraph.text)) continue;
		const lead = paragraph.cells[0]?.text ?? "";
		const person = hasNameShape(lead.split(/,\s/)[0] ?? "") && !isProse(paragraph.text);
		const open = groups.at(-1);
		const opens = open === undefined || (person && (open.more.length > 0 || (paragraph.lines[0]?.gap ?? 1) > 1.4));
		if (opens) groups.push({ name: person ? paragraph : null, more: person ? [] : [paragraph] });
		else open.more.push(paragraph);
	}
	return groups.slice(0, 50).map(({ name, more }, index) => {
		const pointer = `/references/${index}`;
		const text = more.map((paragraph) => paragraph.text).join("\n");
		const lines = more.flatMap((paragraph) => paragraph.lines);
		const take = (key: string, value: string, from: Paragraph["lines"]): string =>
			log.take(`${pointer}/${key}`, found(value, 0.7, "line of the references", from));
		return {
			...(name === null ? {} : { name: take("name", name.text.slice(0, LONGEST), name.lines) }),
			...(text === "" ? {} : { reference: take("reference", text.slice(0, 10_000), lines) }),
		};
	});
}
