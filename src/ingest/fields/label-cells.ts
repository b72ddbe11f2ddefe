import { joinText } from "../layout/hyphens.ts";
import { type Cell, rightEdge } from "../layout/line.ts";
import type { Paragraph } from "../layout/paragraphs.ts";
import { entryField } from "./entry-labels.ts";

/** Rows of a form, a label in one column and what it names in the next, are read as "label: value". */

const bareLabel = (text: string): string => text.replace(/[\s:：]+$/u, "");

/** The label column may be set to the right, and its rows end under each other. */
const ALIGNED = 3;

/** "Nome e indirizzo del datore di" and, under it, "lavoro". */
function goesOn(label: Cell, value: Cell, below: Paragraph | undefined): boolean {
	const line = below?.lines[0];
	if (below === undefined || line === undefined || below.cells.length > 1 || rightEdge(line) > value.x) return false;
	const under =
		Math.abs(label.x - (line.cells[0]?.x ?? 0)) < ALIGNED || Math.abs(label.right - rightEdge(line)) < ALIGNED;
	return under && entryField(joinText(label.text, below.text)) !== null;
}

function labelled(paragraph: Paragraph, label: string): Paragraph {
	const [, value, ...rest] = paragraph.cells as [Cell, Cell, ...Cell[]];
	const dates = entryField(label) === "dates";
	const text = dates ? value.text : `${bareLabel(label)}: ${value.text}`;
	const cells = [{ ...value, text }, ...rest];
	return { ...paragraph, cells, text: cells.map((cell) => cell.text).join("\t"), bullet: false };
}

/** Text of the entry, without its label: two lines of a column are one text on no line of the file. */
function textOf(paragraph: Paragraph): Paragraph {
	const cells = paragraph.cells.slice(1);
	return { ...paragraph, cells, text: cells.map((cell) => cell.text).join("\t"), bullet: true };
}

/** "**Field of study** Law": a label in a type of its own, and no colon. */
function withColon(paragraph: Paragraph): Paragraph {
	const [cell, ...rest] = paragraph.cells;
	const label = cell?.styles?.[0]?.trim() ?? "";
	if (cell?.styles?.length !== 2 || /[:：]$/u.test(label) || !cell.text.startsWith(`${label} `)) return paragraph;
	const field = entryField(label);
	if (field === null || field === "other") return paragraph;
	const cells = [{ ...cell, text: `${label}: ${cell.text.slice(label.length).trim()}` }, ...rest];
	return { ...paragraph, cells, text: cells.map(({ text }) => text).join("\t") };
}

/** Paragraphs of a section with labels and values joined; all others as they are. */
export function joinLabelCells(paragraphs: readonly Paragraph[]): Paragraph[] {
	const joined: Paragraph[] = [];
	for (let at = 0; at < paragraphs.length; at += 1) {
		const paragraph = paragraphs[at] as Paragraph;
		const [label, value] = paragraph.cells;
		if (label === undefined || value === undefined || entryField(value.text) !== null) {
			joined.push(withColon(paragraph));
			continue;
		}
		const below = paragraphs[at + 1];
		const wraps = goesOn(label, value, below);
		const whole = wraps ? joinText(label.text, below?.text ?? "") : label.text;
		const field = entryField(bareLabel(whole));
		if (field === null || (field === "other" && !wraps)) joined.push(paragraph);
		else joined.push(field === "other" ? textOf(paragraph) : labelled(paragraph, whole));
		if (wraps) at += 1;
	}
	return joined;
}
