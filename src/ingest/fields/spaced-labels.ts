import type { Cell, Line } from "../layout/line.ts";
import { cellText } from "../layout/line.ts";
import { labelledField } from "../sections/field-labels.ts";

const HAN = /^\p{Script=Han}{1,2}$/u;

/** "姓    名：李娜" and "氏    名    佐藤": the first sign of the label, and the cell that begins with its second. */
function isLabelSplit(first: Cell, second: Cell | undefined): boolean {
	const head = /^(\p{Script=Han}{1,2})(?=\s*[:：]|$)/u.exec(second?.text ?? "")?.[1];
	return (
		head !== undefined &&
		HAN.test(first.text) &&
		// 姓 alone names the family, and begins 姓名.
		[null, "family name"].includes(labelledField(first.text)) &&
		labelledField(first.text + head) !== null
	);
}

/** A line whose labels were set apart sign by sign so that they became cells, with the labels whole. */
export function joinSpacedLabels(line: Line): Line {
	const cells: Cell[] = [];
	for (let index = 0; index < line.cells.length; index += 1) {
		const cell = line.cells[index] as Cell;
		const next = line.cells[index + 1];
		if (next !== undefined && isLabelSplit(cell, next)) {
			cells.push({ ...cell, text: cell.text + next.text, right: next.right });
			index += 1;
		} else cells.push(cell);
	}
	return cells.length === line.cells.length ? line : { ...line, cells, text: cellText(cells) };
}
