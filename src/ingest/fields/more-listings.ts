import { fold } from "../../analysis/fold.ts";
import type { Resume } from "../../domain/resume.ts";
import type { Paragraph } from "../layout/paragraphs.ts";
import { type EvidenceLog, found } from "./evidence.ts";
import { hasNameShape } from "./name-shape.ts";
import { isProse } from "./prose.ts";
import { splitList } from "./skills.ts";
import { TITLE_WORD } from "./words.ts";

/** Interests and references: what stands beside the working life. */

type Interest = NonNullable<Resume["interests"]>[number];
type Reference = NonNullable<Resume["references"]>[number];

const LONGEST = 300;

const KEYWORDS = /^(?:keywords|schlagwörter|mots[- ]clés|palabras clave)\s*[:：]\s*/iu;
/** "Sports: soccer, swimming". */
const GROUP = /^([^:：,;\t]{2,40})[:：]?(?:\t|(?<=[:：])\s*)(\S.*)$/u;

/** Interests: the items of lists, a sentence as a whole. */
export function extractInterests(sections: readonly (readonly Paragraph[])[], log: EvidenceLog): Interest[] {
	const interests: Interest[] = [];
	const seen = new Set<string>();
	for (const paragraph of sections.flat()) {
		const text = paragraph.cells.map((cell) => cell.text.replace(KEYWORDS, "")).join("\t");
		const group = GROUP.exec(text);
		if (group !== null) {
			const { 1: name = "", 2: list = "" } = group;
			const keywords = splitList(list)
				.map((item) => item.trim())
				.filter((item) => item !== "" && item.length <= LONGEST);
			const value = found(name.trim(), 0.8, "group of the interests", paragraph.lines);
			interests.push({ name: log.take(`/interests/${interests.length}/name`, value), keywords });
			continue;
		}
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
		const person = hasNameShape(lead.split(/,\s/)[0] ?? "") && !isProse(paragraph.text) && !TITLE_WORD.test(fold(lead));
		const open = groups.at(-1);
		const opens = open === undefined || (person && (open.more.length > 0 || (paragraph.lines[0]?.gap ?? 1) > 1.4));
		if (opens)
			groups.push({ name: person ? paragraph : null, more: person && paragraph.cells.length === 1 ? [] : [paragraph] });
		else open.more.push(paragraph);
	}
	return groups.slice(0, 50).map(({ name, more }, index) => {
		const pointer = `/references/${index}`;
		const text = more
			.map((paragraph) =>
				(paragraph === name ? paragraph.cells.slice(1).map((cell) => cell.text) : [paragraph.text]).join(" "),
			)
			.join("\n");
		const lines = more.flatMap((paragraph) => paragraph.lines);
		const take = (key: string, value: string, from: Paragraph["lines"]): string =>
			log.take(`${pointer}/${key}`, found(value, 0.7, "line of the references", from));
		return {
			...(name === null
				? {}
				: { name: take("name", (name.cells[0]?.text ?? name.text).slice(0, LONGEST), name.lines) }),
			...(text === "" ? {} : { reference: take("reference", text.slice(0, 10_000), lines) }),
		};
	});
}
