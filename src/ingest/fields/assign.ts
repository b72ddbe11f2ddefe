import { type Atom, type Separator, textOf } from "./atoms.ts";
import type { EntryField } from "./entry-labels.ts";
import type { Loser } from "./evidence.ts";
import type { Features } from "./features.ts";
import { type Rule, type Scored, score } from "./rules.ts";

/** One field of an entry's header and what speaks for a text to be it. */
export interface LabelTable<L extends string> {
	readonly label: L;
	readonly rules: readonly Rule<PieceContext>[];
	/** Added when the entry has no such field. */
	readonly missing: number;
}

export interface PieceContext {
	readonly features: Features;
	readonly separator: Separator;
	/** What parts the piece from the one after it. */
	readonly next: Separator | "end";
	/** Features of the atom after it. */
	readonly following: Features | null;
	/** Features of the atom before it. */
	readonly previous: Features | null;
	readonly isLast: boolean;
	readonly isFirst: boolean;
	readonly ownCell: boolean;
	/** Under the dates of the entry, in their column: the last text there, or one above it. */
	readonly aside: "last" | "above" | null;
	/** What a label in front of the piece says that it is. */
	readonly says: EntryField | null;
}

export interface Piece<L extends string> {
	readonly label: L;
	readonly text: string;
	readonly atoms: readonly Atom[];
	readonly score: number;
	readonly rules: readonly string[];
}

export interface Assignment<L extends string> {
	readonly pieces: readonly Piece<L>[];
	readonly score: number;
}

/** The best assignment, and what else was thought of for each label. */
export interface ExplainedAssignment<L extends string> extends Assignment<L> {
	/** Other texts for a label, the best first. */
	readonly rivals: (label: L) => Loser[];
}

/** How much the entries of a section agree that a slot holds a label; 0 where nothing is known. */
export type SlotBonus<L extends string> = (slot: string, font: string, label: L) => number;

/** What it costs to take two atoms as one value although this stands between them. */
const JOIN_COST: Record<Separator, number> = {
	start: 0,
	comma: 0.2,
	bracket: 0.6,
	behind: 0.6,
	slash: 0.5,
	hyphen: 0.1,
	dash: 0.9,
	colon: 1.2,
	at: 0.6,
	in: 0.1,
	bar: 2.5,
	style: 0.4,
	cell: 99,
	line: 99,
};
/** What it costs to leave an atom without a label. */
const LEFT_OVER = -1;
const MOST_RIVALS = 5;
const MOST_ATOMS = 10;
const MOST_JOINED = 6;
/** Characters; what is longer is no name of an employer, title, school or place. */
const LONGEST_VALUE = 300;

interface Search<L extends string> {
	readonly atoms: readonly Atom[];
	readonly tables: readonly LabelTable<L>[];
	readonly featuresOf: (text: string) => Features;
	/** What it costs to take two atoms as one value although a comma parts them, where that is more than usual. */
	readonly comma?: number;
}

function pieceContext<L extends string>(
	{ atoms, featuresOf }: Search<L>,
	from: number,
	to: number,
	features: Features,
): PieceContext {
	const first = atoms[from] as Atom;
	const next = atoms[to];
	const startsCell = first.separator === "cell" || first.separator === "line" || first.separator === "start";
	const endsCell = next === undefined || next.separator === "cell" || next.separator === "line";
	return {
		features,
		separator: first.separator,
		next: next?.separator ?? "end",
		following: next === undefined ? null : featuresOf(next.text),
		previous: from === 0 ? null : featuresOf((atoms[from - 1] as Atom).text),
		isFirst: from === 0,
		isLast: to === atoms.length,
		ownCell: startsCell && endsCell,
		aside: first.cell.aside !== true ? null : next?.cell.aside === true && next.cell !== first.cell ? "above" : "last",
		says: first.says,
	};
}

function joinCost(atoms: readonly Atom[], comma = JOIN_COST.comma): number {
	return atoms.slice(1).reduce((sum, { separator }) => sum + (separator === "comma" ? comma : JOIN_COST[separator]), 0);
}

/** Neighbouring atoms as one text, which every table is asked about. */
interface Run {
	readonly text: string;
	readonly atoms: readonly Atom[];
	readonly cost: number;
	readonly context: PieceContext;
}

function runOf<L extends string>(search: Search<L>, from: number, to: number): Run {
	const atoms = search.atoms.slice(from, to);
	const text = textOf(atoms);
	const context = pieceContext(search, from, to, search.featuresOf(text));
	return { text, atoms, cost: joinCost(atoms, search.comma), context };
}

function labelPiece<L extends string>({ text, atoms, cost, context }: Run, table: LabelTable<L>): Piece<L> {
	const scored: Scored<PieceContext> = score(context, table.rules);
	return { label: table.label, text, atoms, score: scored.score - cost, rules: scored.rules };
}

/** What the words of each piece say; they are weighed once, however often its header is assigned. */
type Weighed<L extends string> = Map<number, Piece<L>>;

/** Headers labelled twice: the second time with what the sure pieces of all of them taught. */
export function assignAll<L extends string>(searches: readonly Search<L>[]): ExplainedAssignment<L>[] {
	const headers = searches.map((search) => ({
		search: { ...search, atoms: search.atoms.slice(0, MOST_ATOMS) },
		weighed: new Map() as Weighed<L>,
	}));
	const bonus = learnSlots(headers.map(({ search, weighed }) => assign(search, weighed, null)));
	return headers.map(({ search, weighed }) => assign(search, weighed, bonus));
}

/** By the labels that are used, as bits: what it costs that the others are missing. */
const absentScores = (tables: readonly LabelTable<string>[]): number[] =>
	Array.from({ length: 1 << tables.length }, (_, used) =>
		tables.reduce((sum, table, bit) => sum + ((used >> bit) & 1 ? 0 : table.missing), 0),
	);

/** Best assignment of labels to neighbouring atoms, each label at most once: dynamic programming over (atom, labels used). */
function assign<L extends string>(
	search: Search<L>,
	weighed: Weighed<L>,
	bonus: SlotBonus<L> | null,
): ExplainedAssignment<L> {
	const { atoms } = search;
	const memo = new Map<number, Chain<L>>();
	const labelled = new Map<number, Piece<L>>();
	const runs: Run[] = [];
	const runAt = (from: number, to: number): Run => {
		const at = from * 16 + to;
		runs[at] ??= runOf(search, from, to);
		return runs[at];
	};
	const pieceOf = (table: LabelTable<L>, bit: number, from: number, to: number): Piece<L> => {
		const key = (bit * 16 + from) * 16 + to;
		const known = labelled.get(key);
		if (known !== undefined) return known;
		const plain = weighed.get(key) ?? labelPiece(runAt(from, to), table);
		weighed.set(key, plain);
		const { slot, cell } = atoms[from] as Atom;
		const piece = bonus === null ? plain : { ...plain, score: plain.score + bonus(slot, cell.font, table.label) };
		labelled.set(key, piece);
		return piece;
	};
	const absent = absentScores(search.tables);
	const best = (from: number, used: number): Chain<L> => {
		if (from >= atoms.length) return { piece: null, rest: null, score: absent[used] ?? 0 };
		const key = from * 64 + used;
		const known = memo.get(key);
		if (known !== undefined) return known;
		const skip = best(from + 1, used);
		let winner: Chain<L> = { piece: null, rest: skip, score: skip.score + LEFT_OVER };
		for (let bit = 0; bit < search.tables.length; bit += 1) {
			if ((used >> bit) & 1) continue;
			let cost = 0;
			for (let to = from + 1; to <= Math.min(atoms.length, from + MOST_JOINED); to += 1) {
				if (to > from + 1) cost += JOIN_COST[(atoms[to - 1] as Atom).separator];
				if (cost > 90) break;
				const piece = pieceOf(search.tables[bit] as LabelTable<L>, bit, from, to);
				if (piece.text.length > LONGEST_VALUE) break;
				const rest = best(to, used | (1 << bit));
				const score = piece.score + rest.score;
				if (score > winner.score) winner = { piece, rest, score };
			}
		}
		memo.set(key, winner);
		return winner;
	};
	const chain = best(0, 0);
	const winner = { pieces: piecesOf(chain), score: chain.score };
	return { ...winner, rivals: (label) => rivalsOf(label, winner, [...labelled.values()]) };
}

/** The best for the atoms from one on: a piece, or an atom left over, and the best for those behind. */
interface Chain<L extends string> {
	readonly piece: Piece<L> | null;
	readonly rest: Chain<L> | null;
	readonly score: number;
}

function piecesOf<L extends string>(chain: Chain<L>): Piece<L>[] {
	const pieces: Piece<L>[] = [];
	for (let at: Chain<L> | null = chain; at !== null; at = at.rest) if (at.piece !== null) pieces.push(at.piece);
	return pieces;
}

function rivalsOf<L extends string>(label: L, winner: Assignment<L>, thought: readonly Piece<L>[]): Loser[] {
	const won = winner.pieces.find((piece) => piece.label === label)?.text;
	return thought
		.filter((piece) => piece.label === label && piece.text !== won)
		.toSorted((a, b) => b.score - a.score)
		.slice(0, MOST_RIVALS)
		.map(({ text, score, rules }) => ({ value: text, score: Math.round(score * 100) / 100, rules }));
}

/** Pieces from this score on are sure enough to teach the other entries of their section. */
const TEACHES = 2;
const STRENGTH = 1.6;

/** Learns from sure pieces which slot holds what, for entries whose words say nothing. */
function learnSlots<L extends string>(assignments: readonly Assignment<L>[]): SlotBonus<L> {
	const votes = new Map<string, number>();
	const totals = new Map<string, number>();
	const add = (map: Map<string, number>, key: string): void => void map.set(key, (map.get(key) ?? 0) + 1);
	for (const piece of assignments.flatMap((assignment) => assignment.pieces)) {
		const atom = piece.atoms[0];
		if (atom === undefined || piece.score < TEACHES) continue;
		for (const slot of [`s${atom.slot}`, `f${atom.cell.font}`]) {
			add(votes, `${slot}>${piece.label}`);
			add(totals, slot);
		}
	}
	const share = (slot: string, label: L): number => {
		const total = totals.get(slot) ?? 0;
		return total === 0 ? 0 : ((votes.get(`${slot}>${label}`) ?? 0) / total) * Math.min(1, total / 2);
	};
	return (slot, font, label) =>
		STRENGTH * share(`s${slot}`, label) + (font === "" ? 0 : 0.6 * share(`f${font}`, label));
}
