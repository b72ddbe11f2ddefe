import type { Cell, Line } from "../layout/line.ts";
import { labelledField } from "../sections/field-labels.ts";

/** A piece of the head of a resume: what stands between separators. */
export interface HeadPiece {
	readonly text: string;
	/** "Phone", "Adresse": the label before a colon, folded away from the text. */
	readonly label: string;
	readonly line: Line;
	readonly cell: Cell;
	/** First piece of its line, and number of pieces in the line. */
	readonly first: boolean;
	readonly count: number;
}

const SEPARATOR = /\s*[|¦│•·∙●◦⋅‖]\s*|\s+[–—]\s+|\s{2,}|\s+\/\s+|;\s+/u;
const LABEL = /^([\p{L}][\p{L}\p{M} .'’"/()・-]{0,28})\s*[:：]\s*(?!\/\/)/u;

/** The same in front of its value: "Address Amsterdam". */
const LEADING_LABEL =
	/^(address|location|phone|mobile|telephone|e-?mail|www|website|linkedin|github|adresse|anschrift|wohnort|telefon|mobil|courriel|téléphone|dirección|teléfono|correo|indirizzo|telefono|adres|telefoon)\s+(?=[\p{Lu}\d+(]|\S+@|\S+\.\p{L}{2})/iu;

function toPiece(raw: string, line: Line, cell: Cell): HeadPiece | null {
	const text = raw.replace(/^[\s\p{Sk}*]+|[\s,;]+$/gu, "").trim();
	if (!/[\p{L}\p{N}]/u.test(text)) return null;
	const label = LABEL.exec(text) ?? LEADING_LABEL.exec(text);
	const rest = label === null ? text : text.slice(label[0].length).trim();
	if (rest === "") return { text, label: "", line, cell, first: false, count: 1 };
	return { text: rest, label: label?.[1]?.trim() ?? "", line, cell, first: false, count: 1 };
}

const isLabel = (piece: HeadPiece): boolean => /[:：]$/.test(piece.text) || labelledField(piece.text) !== null;

/** The label that stands alone on the line above. */
function labelAbove(line: Line, above: Line | undefined): string {
	const [cell] = above?.cells ?? [];
	const near = above?.cells.length === 1 && above.stream === line.stream && line.gap < 2;
	return near && cell !== undefined && labelledField(cell.text) !== null ? cell.text : "";
}

/** The pieces of some lines. A label on a cell or line of its own goes with what comes after it. */
export function headPieces(lines: readonly Line[]): HeadPiece[] {
	return lines.flatMap((line, row) => {
		const pieces = line.cells.flatMap((cell) =>
			cell.text
				.split(SEPARATOR)
				.map((part) => toPiece(part, line, cell))
				.filter((piece) => piece !== null),
		);
		const labelled = pieces.flatMap((piece, index) => {
			const previous = pieces[index - 1];
			if (isLabel(piece) && pieces[index + 1] !== undefined) return [];
			const own = previous !== undefined && isLabel(previous) ? previous.text.replace(/\s*[:：]$/, "") : piece.label;
			return [{ ...piece, label: own }];
		});
		const above = labelAbove(line, lines[row - 1]);
		return labelled.map((piece, index) => ({
			...piece,
			label: piece.label === "" && index === 0 ? above : piece.label,
			first: index === 0,
			count: labelled.length,
		}));
	});
}
