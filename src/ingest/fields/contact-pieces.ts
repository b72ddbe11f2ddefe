import type { Cell, Line } from "../layout/line.ts";
import { labelledField } from "../sections/field-labels.ts";
import { joinSpacedLabels } from "./spaced-labels.ts";
import { joinDistrict } from "./turkish-provinces.ts";

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

/** Brazil parts a city from its state with a dash or stroke. What looks back does so behind a blank or a comma only: at every letter it would take the square of the time. */
const SEPARATOR =
	/\s*[|¦│•·∙●◦⋅‖]\s*|\s+[*~]\s+|\s+-\s+(?=[+(]?\d[\d ()./-]{7,}|\S+@)|(?=\s)(?<=\d|@\S+)\s+-\s+|,(?<=\S@[\w.-]+\.\p{L}{2,},)\s+|,\s+(?=[^\s@]{1,64}@[^\s@]+\.\p{L}{2}|\+?[\d(][\d ()./-]{8,}(?:,|$))|(?<!(?:^|\s)\(?0\d{1,4}\)?)\s+[–—](?!\s(?:A[CLPM]|BA|CE|DF|ES|GO|M[ATSG]|P[ABREI]|R[JNSOR]|S[CPE]|TO)(?![\p{L}\p{N}]))\s+|\s{2,}|\s+\/(?!\s(?:A[CLPM]|BA|CE|DF|ES|GO|M[ATSG]|P[ABREI]|R[JNSOR]|S[CPE]|TO)(?![\p{L}\p{N}]))\s+|;\s+/u;
const LABEL = /^([\p{L}][\p{L}\p{M} .'’"/()・-]{0,28})\s*[:：]\s*(?!\/\/)/u;

/** The same in front of its value: "Address Amsterdam". */
const LEADING_LABEL =
	/^(residente (?:a|en|in)|residing in|based in|living in|lives in|wohnhaft in|domicilié(?:e)? à|zam\.|zamieszkał[ya] w|woonachtig in|bosatt i|bopæl|address|location|phone|mobile|telephone|e-?mail|www|website|linkedin|github|adresse|anschrift|wohnort|telefon|mobil|courriel|téléphone|dirección|teléfono|correo|indirizzo|telefono|adres|telefoon)\s+(?=[\p{Lu}\d+(]|\S+@|\S+\.\p{L}{2})/iu;
/** "现居住于武汉" */
const LIVES = /^(现居)住?[于在]?(?=\p{Script=Han}{2,8}(?:$|[省市区县]))/u;
/** "現住所 〒100-0001": the sign for a postal code needs no colon before it. */
const BEFORE_POSTAL = /^(\p{L}{2,6})\s*(?=〒)/u;

/** "氏 名 佐藤 健一": forms in Chinese, Japanese and Korean leave out the colon. */
function bareLabel(text: string): RegExpExecArray | null {
	// 姓 is a label, and begins 姓 名.
	if (labelledField(text) !== null) return null;
	for (const blank of [...text.matchAll(/\s+/gu)].slice(0, 3).toReversed()) {
		const label = text.slice(0, blank.index);
		if (
			/^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}ー\s]+$/u.test(label) &&
			labelledField(label) !== null
		)
			return new RegExp(`^(.{${label.length}})\\s+`, "u").exec(text);
	}
	return null;
}

/**
 * An address of mail or the web, or a phone number with its area in brackets. A mail's is parted at its first @: to try each of them takes the
 * square of the time.
 */
const CONTACT =
	/(?<=^|\s)(?:\S[^\s@]*@\S+\.\p{L}{2,}|(?:https?:\/\/|www\.)\S+|[\w-]+(?:\.[\w-]+)*\.\p{L}{2,}\/\S+|\(?\+\d{1,3}\)?[\d ]{7,15}\d|\(\d{3}\)\s?\d{3}[\s.-]\d{4})(?=\s|$)/giu;

const INNER_LABEL = /(?<=\s)(?=([\p{L}][\p{L}-]{1,14})\s*[:：])/gu;

/** "聯絡電話：0912-555-018 E-mail：a@b.tw": several labels with nothing but blanks between what they name. */
function labelled(text: string): string[] {
	const starts = [...text.matchAll(INNER_LABEL)].filter(
		({ index, 1: label = "" }) =>
			// "Current Location": the last word of a longer label.
			labelledField(label) !== null && labelledField(text.slice(0, index + label.length)) === null,
	);
	return [0, ...starts.map(({ index }) => index)].map((from, at) => text.slice(from, starts[at]?.index ?? text.length));
}

/** "Oakland, CA linkedin.com/in/jane" */
const PLACE_BEFORE = /^\p{Lu}[\p{L} .'’-]{1,40},\s\p{Lu}[\p{L}]{1,20}\s+$/u;

/** Pieces between separators; where nothing but blanks parts several ways to reach somebody, each of them is one. */
function piecesOf(text: string): string[] {
	return text
		.split(SEPARATOR)
		.flatMap(labelled)
		.flatMap((part) => {
			const ways = [...part.matchAll(CONTACT)];
			if (ways.length < 2 && !(ways[0] !== undefined && PLACE_BEFORE.test(part.slice(0, ways[0].index)))) return [part];
			const edges = ways.flatMap(({ index, 0: way }) => [index, index + way.length]);
			return [0, ...edges].map((from, at) => part.slice(from, edges[at] ?? part.length));
		});
}

function toPiece(raw: string, line: Line, cell: Cell): HeadPiece | null {
	const text = raw.replace(/^[\s\p{Sk}*:：]+|[\s,;]+$/gu, "").trim();
	if (!/[\p{L}\p{N}]/u.test(text)) return null;
	const label =
		LABEL.exec(text) ?? LIVES.exec(text) ?? LEADING_LABEL.exec(text) ?? BEFORE_POSTAL.exec(text) ?? bareLabel(text);
	const rest = label === null ? text : text.slice(label[0].length).trim();
	if (rest === "") return { text, label: "", line, cell, first: false, count: 1 };
	return { text: rest, label: label?.[1]?.trim() ?? "", line, cell, first: false, count: 1 };
}

const isLabel = (piece: HeadPiece): boolean => /[:：]$/.test(piece.text) || labelledField(piece.text) !== null;

function linePieces(line: Line): HeadPiece[] {
	const pieces = joinSpacedLabels(line).cells.flatMap((cell) =>
		piecesOf(joinDistrict(cell.text))
			.map((part) => toPiece(part, line, cell))
			.filter((piece) => piece !== null),
	);
	const labelled = pieces.flatMap((piece, index) => {
		const previous = pieces[index - 1];
		if (isLabel(piece) && pieces[index + 1] !== undefined) return [];
		const own = previous !== undefined && isLabel(previous) ? previous.text.replace(/\s*[:：]$/, "") : piece.label;
		return [{ ...piece, label: own }];
	});
	return labelled.map((piece, index) => ({ ...piece, first: index === 0, count: labelled.length }));
}

/** A label alone on its line names what stands on the next one of its column. */
const isLoneLabel = (pieces: readonly HeadPiece[]): boolean =>
	pieces.length === 1 && labelledField((pieces[0]?.text ?? "").replace(/\s*[:：]$/u, "")) !== null;

/** "Phone: 0231 4477 | Address: 2210" and "Dexter Ave N, Seattle": an address at the end of a full line goes on below it. */
function joinAddresses(lines: readonly Line[]): readonly Line[] {
	const joined: Line[] = [];
	for (const line of lines) {
		const above = joined.at(-1);
		const [cell, ...more] = line.cells;
		if (above !== undefined && cell !== undefined && more.length === 0 && isRestOfAddress(above, line)) {
			const [last] = above.cells.slice(-1) as [Cell];
			const whole = { ...last, text: `${last.text} ${cell.text}`, right: cell.right };
			const cells = [...above.cells.slice(0, -1), whole];
			joined[joined.length - 1] = { ...above, cells, text: cells.map(({ text }) => text).join("\t") };
		} else joined.push(line);
	}
	return joined;
}

/** Of a full line's width, in which the address may end before its last word. */
const FULL = 0.85;

function isRestOfAddress(above: Line, line: Line): boolean {
	const pieces = linePieces(above);
	const last = pieces.at(-1);
	const isFull = (above.cells.at(-1)?.right ?? 0) >= above.columnRight * FULL;
	return (
		pieces.length > 1 &&
		last !== undefined &&
		labelledField(last.label) === "address" &&
		isFull &&
		line.stream === above.stream &&
		line.gap < 1.4 &&
		linePieces(line).every(({ label, text }) => label === "" && !/@/.test(text))
	);
}

/** The pieces of some lines. A label on a cell or line of its own goes with what comes after it. */
export function headPieces(lines: readonly Line[]): HeadPiece[] {
	let label: HeadPiece | null = null;
	return joinAddresses(lines).flatMap((line) => {
		const pieces = linePieces(line);
		const open: HeadPiece | null = label;
		label = isLoneLabel(pieces) ? (pieces[0] ?? null) : null;
		const [first, ...rest] = pieces;
		if (
			open === null ||
			first === undefined ||
			label !== null ||
			first.label !== "" ||
			open.line.stream !== line.stream
		)
			return pieces;
		return [{ ...first, label: open.text.replace(/\s*[:：]$/u, "") }, ...rest];
	});
}
