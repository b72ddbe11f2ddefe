import { matchHeading } from "../sections/match-heading.ts";
import type { Cell } from "./line.ts";
import type { Row } from "./place-items.ts";

/** Names of sections in the margin, left of their text. */

const ALIGNED = 3;
/** Names of sections are larger than the text by this. */
const LARGER = 1.08;
const isHeading = (text: string): boolean => matchHeading(text)?.exact === true;

/** The second line of a name that wraps in its margin: "profesional" under "Experiencia". */
function secondLine([above, text]: readonly Cell[], { cells }: Row): Cell | undefined {
	const [below, beside] = cells;
	if (above === undefined || text === undefined || below === undefined) return undefined;
	const under = Math.abs(below.x - above.x) < ALIGNED || Math.abs(below.right - above.right) < ALIGNED;
	const inMargin = under && below.right < Math.min(text.x, beside?.x ?? text.x);
	return inMargin && below.font === above.font && !isHeading(below.text) && isHeading(`${above.text} ${below.text}`)
		? below
		: undefined;
}

/** Rows in which such a name is one cell, before the sides of the page are weighed against each other. */
export function joinLeftHeadings(rows: readonly Row[]): Row[] {
	const joined: Row[] = [];
	for (const row of rows) {
		const above = joined.at(-1);
		const second = above === undefined || row.bullet ? undefined : secondLine(above.cells, row);
		const [first, ...rest] = above?.cells ?? [];
		if (above === undefined || second === undefined || first === undefined) {
			joined.push(row);
			continue;
		}
		joined[joined.length - 1] = { ...above, cells: [{ ...first, text: `${first.text} ${second.text}` }, ...rest] };
		const cells = row.cells.slice(1);
		if (cells.length > 0) joined.push({ ...row, cells, bullet: cells[0]?.bullet === true });
	}
	return joined;
}

/** Whether a name and the text beside it, both in one type, stand over a line of another type that leaves the margin free. */
function hangs(name: Cell, text: Cell, below: Row | undefined): boolean {
	const [cell] = below?.cells ?? [];
	return cell !== undefined && Math.abs(cell.x - text.x) < ALIGNED && cell.font !== name.font;
}

/** Whether a row is the name of a section and its text, or what stands in the margin and such a name. */
function isParted({ cells: [first, next, ...rest], bullet }: Row, below: Row | undefined): boolean {
	if (first === undefined || next === undefined) return false;
	if (!isHeading(first.text)) return rest.length === 0 && isHeading(next.text) && next.size > first.size * LARGER;
	const styled = first.font !== next.font || first.size > next.size + 0.5 || /^\P{Ll}+$/u.test(first.text);
	return !bullet && (styled || hangs(first, next, below));
}

/** Rows in which the name of a section, be it left of its text or right of what the margin holds, stands alone. */
export const splitLeftHeadings = (rows: readonly Row[]): Row[] =>
	rows.flatMap((row, index) =>
		isParted(row, rows[index + 1])
			? [
					{ ...row, cells: row.cells.slice(0, 1) },
					{ ...row, cells: row.cells.slice(1), bullet: row.cells[1]?.bullet === true },
				]
			: [row],
	);

/** A name left of its section that is set a line lower than the text beside it comes first all the same. */
export function raiseLeftHeadings(rows: readonly Row[], pitch: number): Row[] {
	const raised = [...rows];
	for (let at = 1; at < raised.length; at += 1) {
		const [before, above, row] = [raised[at - 2], raised[at - 1] as Row, raised[at] as Row];
		const [cell] = row.cells;
		const beside = row.cells.length === 1 && cell !== undefined && cell.right < (above.cells[0]?.x ?? 0);
		const near = row.y - above.y <= 1.3 * pitch && above.y - (before?.y ?? 0) >= 1.4 * pitch;
		if (beside && near && isHeading(cell.text)) raised.splice(at - 1, 2, { ...row, y: above.y }, above);
	}
	return raised;
}
