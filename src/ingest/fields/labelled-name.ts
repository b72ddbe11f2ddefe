import { compact, type LabelledField, labelledField } from "../sections/field-labels.ts";
import type { HeadPiece } from "./contact-pieces.ts";
import { type EvidenceLog, found } from "./evidence.ts";
import type { FoundName } from "./headline.ts";
import type { NameParts } from "./name-parts.ts";
import { isCjk } from "./name-shape.ts";

/** Labels of a name that beside one of its parts are those of the other: "Nom" beside "Prénom", "Nombre" beside "Apellidos". */
const EITHER = new Set("name|nom|nombre|nome|naam|namn|navn|nimi|jméno|meno|név|nume|isim".split("|").map(compact));

/** Lines between the parts. */
const APART = 3;

/** The first piece that names somebody under such a label. */
const pieceOf = (pieces: readonly HeadPiece[], isOf: (label: string) => boolean): HeadPiece | undefined =>
	pieces.find(({ label, text }) => isOf(label) && /^\p{L}[\p{L}\p{M} .'’-]{0,60}$/u.test(text));

/** A name whose parts stand under labels of their own, with the parts; null where there are not both. */
export function findLabelledName(
	pieces: readonly HeadPiece[],
	log: EvidenceLog,
): (FoundName & { readonly parts: NameParts }) | null {
	const either = pieceOf(pieces, (label) => EITHER.has(compact(label)));
	const partOf = (field: LabelledField) => pieceOf(pieces, (label) => labelledField(label) === field) ?? either;
	const [family, given] = [partOf("family name"), partOf("given name")];
	if (family === undefined || given === undefined || family === given) return null;
	if (Math.abs(family.line.number - given.line.number) > APART) return null;
	const [familyName, givenName] = [family.text, given.text];
	const name = isCjk(familyName + givenName) ? `${familyName}${givenName}` : `${givenName} ${familyName}`;
	const lines = [family.line, given.line];
	log.take("/basics/name", found(name, 0.97, "parts of the name under labels of their own", lines));
	return { name, line: family.line, parts: { givenName, familyName } };
}
