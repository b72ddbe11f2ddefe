/** The title that a person gives himself, and the text beside a name that may be one. */
import type { Line } from "../layout/line.ts";
import { isPageNumber } from "../layout/running-text.ts";
import type { HeadPiece } from "./contact-pieces.ts";
import { type Found, found, type Loser } from "./evidence.ts";
import type { Features } from "./features.ts";
import { isProse } from "./prose.ts";

export interface FoundHeadline extends Found<string> {
	readonly losers: readonly Loser[];
}

type FeaturesOf = (text: string) => Features;

export interface FoundName {
	readonly name: string;
	readonly line: Line;
}

/** "Storgatan 5 B, 411 24 Göteborg": a street and its number, or digits beside the town. */
const STREET = /^\p{Lu}[\p{L}.'’ -]{2,40}\s\d{1,4}\s?\p{L}?(?:,|$)/u;
const isAddress = (text: string, place: string): boolean =>
	STREET.test(text) || (/\d/u.test(text) && place !== "" && text.includes(place));

function mayBeHeadline(piece: HeadPiece, name: FoundName | null, place: string, featuresOf: FeaturesOf): boolean {
	const features = featuresOf(piece.text);
	const isOther =
		features.contact ||
		features.datesOnly ||
		isPageNumber(piece.text) ||
		features.place === "sure" ||
		piece.text === place;
	if (isOther || piece.label !== "" || features.words > 12 || isProse(piece.text)) return false;
	return !piece.text.includes(name?.name ?? "\0") && !/[@]|\.(?!js$)\p{L}{2,4}$|\d{4}/iu.test(piece.text);
}

/** Beside the name in its line, as the only other text. */
const isBeside = (piece: HeadPiece, name: FoundName | null): boolean =>
	name !== null && piece.line === name.line && piece.count === 2 && !piece.first && piece.text.split(/\s+/).length >= 2;

const isBelow = (piece: HeadPiece, name: FoundName | null): boolean =>
	name !== null &&
	piece.line.number === name.line.number + 1 &&
	piece.count === 1 &&
	piece.text.split(/\s+/).length >= 2;

/** "Designer | Design Systems |": what ends in a separator goes on in the line below. */
function withNextLine(text: string, { line }: HeadPiece, usable: readonly HeadPiece[]): readonly [string, Line[]] {
	if (!/[|•·]\s*$/u.test(text)) return [text, [line]];
	const next = usable.find((piece) => piece.line.number === line.number + 1 && piece.line.stream === line.stream);
	if (next === undefined || next.line.cells.length > 1) return [text.replace(/[\s|•·]+$/u, ""), [line]];
	return [`${text.trimEnd()} ${next.line.text}`, [line, next.line]];
}

const TITLED = [0.85, "a title near the name"] as const;
const BELOW = [0.5, "line below the name"] as const;

/** A title near the name, else what stands alone on the line below it. */
export function findHeadline(
	pieces: readonly HeadPiece[],
	name: FoundName | null,
	place: string,
	featuresOf: FeaturesOf,
): FoundHeadline | null {
	const near = pieces.filter((piece) => name === null || Math.abs(piece.line.number - name.line.number) <= 3);
	const usable = near.filter((piece) => mayBeHeadline(piece, name, place, featuresOf));
	const titled = usable.find((piece) => featuresOf(piece.text).knownTitle >= 0.3 || featuresOf(piece.text).titleWord);
	const chosen =
		titled ?? usable.find((piece) => (isBeside(piece, name) || isBelow(piece, name)) && !isAddress(piece.text, place));
	if (chosen === undefined) return null;
	// "Engineer | Speaker" is one headline as long as nothing else stands in its line.
	const alone = pieces.filter((piece) => piece.line === chosen.line).every((piece) => usable.includes(piece));
	const written = chosen.line.cells.length === 1 && chosen.count > 1 && alone ? chosen.cell.text : chosen.text;
	const [text, lines] = withNextLine(written, chosen, usable);
	const asTitle = (piece: HeadPiece): boolean =>
		featuresOf(piece.text).knownTitle >= 0.3 || featuresOf(piece.text).titleWord;
	const losers = usable
		.filter((piece) => piece.line !== chosen.line)
		.map((piece) => {
			const [score, rule] = asTitle(piece) ? TITLED : isBelow(piece, name) ? BELOW : ([0, "near the name"] as const);
			return { value: piece.text, score, rules: [rule] };
		});
	const [score, rule] = titled === undefined ? BELOW : TITLED;
	return { ...found(text, score, rule, lines), losers };
}
