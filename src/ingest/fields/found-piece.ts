import type { Piece } from "./assign.ts";
import { type Found, found } from "./evidence.ts";
import { cleanName } from "./role-text.ts";
import { type Curve, confidenceOf } from "./rules.ts";

/** Score from which a piece of a header is taken. */
const THRESHOLD = 0.5;

/**
 * A piece of an entry's header as a found value.
 * @param as a value and a rule other than the piece's own
 */
export const foundPiece = <L extends string>(
	piece: Piece<L>,
	curve: Curve,
	{ value = piece.text, rule = piece.rules[0] ?? "by its place in the header" } = {},
): Found<string> =>
	found(
		cleanName(value),
		confidenceOf(piece.score, 0, THRESHOLD, curve),
		rule,
		piece.atoms.flatMap((atom) => atom.paragraph.lines),
	);
