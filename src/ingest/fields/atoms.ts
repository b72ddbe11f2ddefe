import type { Cell } from "../layout/line.ts";
import type { Paragraph } from "../layout/paragraphs.ts";
import { type EntryField, entryField, takeEntryLabel } from "./entry-labels.ts";
import { isKnownCity } from "./known-cities.ts";
import { partlyAnyCase } from "./partly-any-case.ts";

/** What parts two atoms of an entry's header. The weaker it is, the more likely they are one value after all. */
export type Separator =
	| "start"
	| "line"
	| "cell"
	| "bar"
	| "dash"
	| "slash"
	| "hyphen"
	| "colon"
	| "at"
	| "in"
	| "comma"
	| "bracket"
	/** A bracket that closes before the piece. */
	| "behind"
	/** Nothing but another style of type. */
	| "style";

/** Smallest piece of a header line. */
export interface Atom {
	readonly text: string;
	readonly separator: Separator;
	/** Offsets in the text of its cell: neighbours are joined by what stood between them. */
	readonly from: number;
	readonly to: number;
	readonly cell: Cell;
	readonly paragraph: Paragraph;
	/** What a label in front of it says that it is. */
	readonly says: EntryField | null;
	/** Number of its line in the header and of its place in the line. */
	readonly slot: string;
}

/** "Pets at Home", "First Aid at Work", "The Inn at Perry Cabin": a name goes on behind "at". */
const AT_IN_NAME =
	"at(?=\\s+(?:home|last|heart|work|play|sea|hand|large|school)\\s*(?:$|[^\\p{L}\\s]|\\s[^\\p{L}]|\\s(?:ltd|plc|llc|inc|limited|group)\\b))|(?<=\\bthe (?:\\p{L}+ )?(?:inn|lodge|spa|shops|shoppes|residences|restaurant|kitchen|club|villas|village|hotel|resort|ranch|mill|retreat) )at";
const AT =
	"at(?-i: the)?|@|bei(?-i: de[rmn])?|beim|(?-i:chez|CHEZ)|presso(?-i: il| la| lo| i| gli| le)?|bij(?-i: de| het)?|hos|w firmie|(?-i:n[ao] (?:empresa|firma)|en la empresa|bij de firma|bei der firma|chez la société|presso la ditta)|în cadrul|(?-i:u|(?<!(?:univerzit[ay]|fakult[ay]|akademi[ae]|škol[ay])\\s)v)|لدى";
/** Prepositions that stand before an employer in some languages and inside a title just as often. */
const IN = "te|en(?-i: el| la| los| las)?|em|nas?|nos?";
/** What stands in brackets as a part of a name. */
const IN_NAME = "株|有|資|合|同|社|財|주|유|hons?|honours|fh|uni|univ|ba|tu|th|oxon|cantab|dec|dep|des|aec|ii|iii";
/** "Amsterdam UMC (locatie AMC)": which house of theirs. */
const HOUSE =
	"(?:locatie|vestiging|standort|werk|filiale|niederlassung|campus|site|branch|location|sede|plant|sucursal|filial|oddział|şubesi|agence)\\s";
/** ", S.A.", ", Lda.", ", Inc.": the legal form belongs to the name before it. */
const FORM_BEHIND =
	",\\s+(?=(?:SGPS|Inc|LLC|Ltd|Lda|Ltda|GmbH|L\\.?L\\.?C|S\\.\\s?A(?:\\.\\s?[UBS])?|S\\.\\s?L(?:\\.\\s?U)?|S\\.\\s?p\\.\\s?A|S\\.\\s?r\\.\\s?l|B\\.\\s?V|N\\.\\s?V|a\\.\\s?s|s\\.\\s?r\\.\\s?o)\\.?(?:$|[\\s,;)]))";
/** "腾讯科技（深圳）有限公司": a bracket between two signs of Chinese or Japanese is inside a name. */
const CJK = "[\\u3040-\\u9FFF]";
/** "Acme GmbH. Teamleiter", "Acme Ltd. Store Manager": a full stop behind a legal form, which may belong to that. */
const BEHIND_FORM =
	"(?-i:(?:(?<=\\s(?:GmbH|AG|KG|SE|UG|OHG|SAS|SARL|plc|PLC|BV|NV|AB|AS|Oy|ApS|SpA|Srl))\\.\\s+|(?<=[\\s.](?:Ltd|Inc|Corp|Ltda|Lda|S\\.A|S\\.L|S\\.L\\.U|B\\.V|N\\.V|S\\.p\\.A|S\\.r\\.l)\\.)\\.?\\s+)(?=\\p{Lu}\\p{Ll}{2})(?!\\p{L}{1,4}\\.))";
const SPLITTER = partlyAnyCase(
	[
		"(?<bar>\\s*[|｜¦│‖•·∙●◦⋅]\\s*|\\s+(?:[*~»›>]|>>|::)\\s+|\\s*[；؛]\\s*|;\\s+|(?-i:(?<=\\p{L}\\p{Ll}{3})(?<!\\b(?:Govt|Boys|Prof|Dept|Univ|Inst|Corp|Assn|Bldg|Mech|Elec|Tech|[Gg]epr|[Ss]taatl|Abtl|Assoc|Assis|[Tt]echn|Admin|[Ss]tellv|[Kk]aufm|Dipl|[Ee]idg|[Ee]xam|[Ss]taatl))\\.\\s+(?=\\p{Lu})(?!\\p{L}{1,4}\\.|(?:Co|Inc|Ltd|Corp|LLC|GmbH|AG|SA|Pvt|Pte|Bhd)\\b))|\\s+(?=c?gpa\\s*:)|" +
			BEHIND_FORM +
			")",
		"(?<dash>\\s+(?:-{1,3}|[–—−])\\s+|\\s*[–—]\\s*(?=(?-i:\\p{Lu})\\p{L})|\\s*→\\s*)",
		"(?<hyphen>(?-i:(?<=\\p{L}[\\p{L}’'.]*)-(?=\\p{Lu}[\\p{L}.’' ]+,\\s*(?:\\p{Lu}{2}|\\p{Lu}\\p{Ll}[\\p{L} ]+)$)))",
		"(?<slash>\\s+\\/+\\s+)",
		"(?<colon>:\\s+|\\s*：\\s*)",
		`(?<at>\\s+(?!${AT_IN_NAME})(?:${AT})\\s+(?=(?-i:[\\p{Lu}\\p{Lo}\\d"„“])))`,
		`(?<in>\\s+(?:${IN})\\s+(?=(?-i:[\\p{Lu}„“])))`,
		`(?<comma>(?<!\\p{L}-)(?!${FORM_BEHIND}),\\s+(?!(?-i:de l['’]|de la\\s|des\\s|dell['’]|della\\s|delle\\s|degli\\s|dei\\s)\\p{Ll})|\\s*[，、،]\\s*|,(?=[\\u3040-\\u9FFF\\uAC00-\\uD7A3])|(?<=[\\u3040-\\u9FFF])\\s(?=[\\u3040-\\u9FFF])|(?<=大学院?|大學|[学學]院|高等学校|専門学校)(?=[\\u3040-\\u9FFF]{1,12}(?:学部|学科|学類|[学學]?系|研究[科所]|専攻|专业|專業))|(?<=系|所|专业|專業|研究科)(?=(?:博士|碩士|硕士|學士|学士|本科|大學)$))`,
		`(?<bracket>\\s*[(（[](?!(?:${IN_NAME})(?![\\p{L}\\p{N}])|${HOUSE})(?!(?<=${CJK}[(（])[^()（）]{1,12}[)）]${CJK}))`,
		`(?<behind>(?<![(（](?:${IN_NAME}|hons\\.|${HOUSE}[^()（）]{1,40}))(?<!${CJK}[(（][^()（）]{1,12}(?=[)）]${CJK}))[)）\\]]\\s*)`,
	].join("|"),
	"gu",
);

/** What nearly every separator has: a sign, a word between two values, or scripts without blanks. */
const MAY_PART = partlyAnyCase(`[^\\p{L}\\p{N}\\s'’&]|${CJK}|\\s(?:${AT}|${IN})\\s`, "u");

const kindOf = (groups: Record<string, string | undefined>): Separator =>
	(Object.entries(groups).find(([, value]) => value !== undefined)?.[0] ?? "comma") as Separator;

interface Mark {
	readonly from: number;
	readonly to: number;
	readonly kind: Separator;
}

const literal = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");

/** Where the style changes in a text, if nothing else parts the two sides. The dates that stood in the cell may be gone. */
function styleMarks(text: string, styles: readonly string[], marks: readonly Mark[]): Mark[] {
	return styles.slice(1).flatMap((piece, index) => {
		const before = styles[index]?.split(" ").at(-1) ?? "";
		const found = new RegExp(`${literal(before)}(\\s*)(?=${literal(piece.split(" ")[0] ?? "")})`, "u").exec(text);
		if (found === null) return [];
		const [from, to] = [found.index + before.length, found.index + found[0].length];
		if (marks.some((mark) => mark.from <= to && mark.to >= from)) return [];
		// "Bachelor of Science in **Computer Science**"
		const word = /\s+in$/u.exec(text.slice(0, from));
		return [word === null ? { from, to, kind: "style" as const } : { from: word.index, to, kind: "in" as const }];
	});
}

/** "Lake-Baton Rouge, LA" has a place behind its hyphen, "ISAE-SUPAERO, Toulouse" the rest of a name. */
const beginsWithPlace = (text: string): boolean =>
	/^[^,]+,\s*\p{Lu}{2}$/u.test(text) || isKnownCity(text.split(",", 1)[0] ?? "");

/** "**Staff Nurse, Telemetry**, Saint Alphonsus": the comma outside of the bold type parts more than the one inside. */
const isStyleEdge = (text: string, at: number, [first, second]: readonly string[]): boolean =>
	first !== undefined && second?.startsWith(",") === true && first.includes(",") && text.slice(0, at).endsWith(first);

/** "University of Wisconsin–Madison": a dash without blanks inside the name of a school. */
const OF_SCHOOL =
	/(?<!\p{L})(?:university|universität|université|universidad|universidade|college|school)(?!\p{L})[^,;|–—]*$/iu;

function marksOf(text: string, styles: readonly string[]): Mark[] {
	const marks = [...(MAY_PART.test(text) ? text.matchAll(SPLITTER) : [])]
		.map((match) => ({ from: match.index, to: match.index + match[0].length, kind: kindOf(match.groups ?? {}) }))
		.map((mark) =>
			mark.kind === "comma" && isStyleEdge(text, mark.from, styles) ? { ...mark, kind: "bar" as const } : mark,
		)
		.filter(({ kind, to }) => kind !== "hyphen" || beginsWithPlace(text.slice(to)))
		.filter(({ kind, from, to }) => kind !== "dash" || to - from > 1 || !OF_SCHOOL.test(text.slice(0, from)));
	if (styles.length < 2) return marks;
	return [...marks, ...styleMarks(text, styles, marks)].toSorted((a, b) => a.from - b.from);
}

function cellAtoms(
	text: string,
	styles: readonly string[],
	make: (piece: Pick<Atom, "text" | "separator" | "from" | "to">) => Atom,
	first: Separator,
): Atom[] {
	const atoms: Atom[] = [];
	let from = 0;
	let separator = first;
	const push = (to: number): void => {
		const piece = text.slice(from, to);
		const lead = piece.length - piece.trimStart().length;
		if (/[\p{L}\p{N}]/u.test(piece))
			atoms.push(make({ text: piece.trim(), separator, from: from + lead, to: from + lead + piece.trim().length }));
	};
	for (const mark of marksOf(text, styles)) {
		push(mark.from);
		from = mark.to;
		separator = mark.kind;
	}
	push(text.length);
	return atoms;
}

/** Fields that a label inside a line names; what else stands before a colon is text. */
const INSIDE: ReadonlySet<EntryField> = new Set(["employer", "title", "place", "school", "degree", "area", "grade"]);

/** "magister, Kierunek: Informatyka": the label goes, and what stands behind it is what it says. */
function withoutLabels(atoms: readonly Atom[]): Atom[] {
	const kept: Atom[] = [];
	for (let at = 0; at < atoms.length; at += 1) {
		const [atom, next] = [atoms[at] as Atom, atoms[at + 1]];
		const says = next?.separator === "colon" ? entryField(atom.text) : null;
		if (next === undefined || says === null || !INSIDE.has(says)) kept.push(atom);
		else {
			kept.push({ ...next, separator: atom.separator, says });
			at += 1;
		}
	}
	return kept;
}

/**
 * Atoms of an entry's header lines, without the dates in them.
 * @param lines header lines in order, with the text of each cell after its dates were taken out
 */
export function splitAtoms(
	lines: readonly {
		readonly paragraph: Paragraph;
		readonly cells: readonly { readonly cell: Cell; readonly text: string; readonly says?: EntryField }[];
	}[],
): Atom[] {
	const atoms: Atom[] = [];
	for (const [row, line] of lines.entries()) {
		let place = 0;
		for (const [column, { cell, text, says: told }] of line.cells.entries()) {
			const first: Separator = column > 0 && atoms.length > 0 ? "cell" : row > 0 && atoms.length > 0 ? "line" : "start";
			const labelled = takeEntryLabel(text);
			const says = told ?? labelled?.field ?? null;
			const bare = { ...cell, text: labelled?.rest ?? text };
			const made = cellAtoms(
				bare.text,
				cell.styles ?? [],
				(piece) => ({
					...piece,
					cell: bare,
					paragraph: line.paragraph,
					says: piece.from === bare.text.search(/\S/) ? says : null,
					slot: `${row}:${place++}`,
				}),
				first,
			);
			atoms.push(...withoutLabels(made));
		}
	}
	return atoms;
}

/** The text from the first to the last of some neighbouring atoms, as it was printed. */
export function textOf(atoms: readonly Atom[]): string {
	const first = atoms[0] as Atom;
	const last = atoms.at(-1) as Atom;
	if (first.cell !== last.cell) return atoms.map((atom) => atom.text).join(", ");
	const raw = first.cell.text.slice(first.from, last.to);
	const open = raw.split(/[([（]/).length - raw.split(/[)\]）]/).length;
	const after = first.cell.text.slice(last.to).match(/^\s*[)\]）]/)?.[0] ?? "";
	return (open > 0 ? raw + after : raw).trim();
}
