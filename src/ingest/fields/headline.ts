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

/** "求职意向：财务经理", "Desired position: Accountant": what somebody calls the work that he looks for. */
const WANTED =
	/^(?:求职意向|求职目标|应聘(?:职位|岗位)|期望职位|意向(?:职位|岗位)|求職意向|應徵職務|期望職務|希望職種|応募職種|(?:desired|target) (?:position|role|job(?: title)?)|angestrebte (?:position|tätigkeit)|poste (?:recherché|souhaité|visé)|puesto (?:deseado|solicitado)|cargo pretendido|posizione desiderata|gewenste functie|желаемая должность)$/iu;
const isWanted = ({ label }: HeadPiece): boolean => WANTED.test(label);

function mayBeHeadline(piece: HeadPiece, name: FoundName | null, place: string, featuresOf: FeaturesOf): boolean {
	const features = featuresOf(piece.text);
	const isOther =
		features.contact ||
		features.datesOnly ||
		isPageNumber(piece.text) ||
		features.place === "sure" ||
		piece.text === place;
	if (isOther || (piece.label !== "" && !isWanted(piece)) || features.words > 12 || isProse(piece.text)) return false;
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

/** Lines below the name in which a headline may stand: right below it, or as the end of the head, below the contacts. */
const [NEAR, FARTHEST] = [3, 10];

/**
 * A title near the name or as the last line of the head, else what stands alone on the line below the name.
 * @param last the line before the first heading
 */
export function findHeadline(
	pieces: readonly HeadPiece[],
	name: FoundName | null,
	place: string,
	featuresOf: FeaturesOf,
	last?: Line,
): FoundHeadline | null {
	const asTitle = ({ text }: HeadPiece): boolean => featuresOf(text).knownTitle >= 0.3 || featuresOf(text).titleWord;
	const away = ({ line }: HeadPiece): number => (name === null ? 0 : Math.abs(line.number - name.line.number));
	const near = pieces.filter(
		(piece) => away(piece) <= NEAR || isWanted(piece) || (piece.line === last && away(piece) <= FARTHEST),
	);
	const usable = near.filter((piece) => mayBeHeadline(piece, name, place, featuresOf));
	const titled = usable.find(asTitle) ?? usable.find(isWanted);
	const chosen =
		titled ?? usable.find((piece) => (isBeside(piece, name) || isBelow(piece, name)) && !isAddress(piece.text, place));
	if (chosen === undefined) return null;
	// "Engineer | Speaker" is one headline as long as nothing else stands in its line.
	const alone = pieces.filter((piece) => piece.line === chosen.line).every((piece) => usable.includes(piece));
	const written =
		chosen.line.cells.length === 1 && chosen.count > 1 && chosen.label === "" && alone ? chosen.cell.text : chosen.text;
	const [text, lines] = withNextLine(written, chosen, usable);
	const losers = usable
		.filter((piece) => piece.line !== chosen.line)
		.map((piece) => {
			const [score, rule] = asTitle(piece) ? TITLED : isBelow(piece, name) ? BELOW : ([0, "near the name"] as const);
			return { value: piece.text, score, rules: [rule] };
		});
	const [score, rule] = titled === undefined ? BELOW : TITLED;
	return { ...found(text, score, rule, lines), losers };
}
