import { isDeepStrictEqual } from "node:util";
import type { QueryNode } from "../../domain/query.ts";
import { type KeptApart, normalForm } from "../query/normal-form.ts";
import { topOf } from "./limits-apart.ts";

/**
 * The query in normal form, which read back is the same query. Words that a bracket, a sign or a comma kept apart may stand side by side
 * in it and would be read together ("no (python)" as "no python"); these are kept apart by commas, or where a comma is not enough by a
 * weight of one, which says that a word is taken as it is written.
 * @param read how a text is read
 */
export function printed(root: QueryNode, text: string, read: (text: string) => QueryNode | null): string {
	const bare = normalForm(root);
	const words = plainWordsOf(root);
	if (words.length === 0 || bare === text) return bare;
	const again = read(bare);
	if (isSame(again, root)) return bare;
	const misread = between(topOf(root), topOf(again)).flatMap(plainWordsOf);
	const pairs = misread.length > MOST_PAIRS ? [] : misread.map((_word, at) => misread.slice(at, at + 2));
	const ways: readonly KeptApart[] = [
		...[...pairs, misread].map((some) => ({ words: new Set(some), by: "," as const })),
		{ words: new Set(misread), by: "^1" },
		{ words: new Set(words), by: "^1" },
	];
	const way = ways.find((one) => isSame(read(normalForm(root, one)), root));
	return normalForm(root, way);
}

/** Among more words no single comma is looked for that is enough: each is a reading of the whole. */
const MOST_PAIRS = 8;

/** The words that rules could read something into. */
function plainWordsOf(node: QueryNode): readonly QueryNode[] {
	if (node.kind === "not") return plainWordsOf(node.of);
	if (node.kind === "and" || node.kind === "or") return node.of.flatMap(plainWordsOf);
	const isPlain = node.kind === "term" && node.scope === null && node.level === undefined && node.weight === undefined;
	return isPlain ? [node] : [];
}

/** The parts of one list from the first to the last that the other has otherwise. */
function between(parts: readonly QueryNode[], others: readonly QueryNode[]): readonly QueryNode[] {
	const isOther = (part: QueryNode | undefined, other: QueryNode | undefined) => !isSame(part ?? null, other ?? null);
	const first = parts.findIndex((part, at) => isOther(part, others[at]));
	const apart = parts.length - others.length;
	const last = parts.findLastIndex((part, at) => isOther(part, others[at - apart]));
	return first === -1 ? parts : parts.slice(first, last + 1);
}

const isSame = (one: QueryNode | null, other: QueryNode | null): boolean =>
	isDeepStrictEqual(withoutPlaces(one), withoutPlaces(other));

function withoutPlaces(node: QueryNode | null): unknown {
	if (node === null) return null;
	const { span: _, ...rest } = node;
	if (node.kind === "not") return { ...rest, of: withoutPlaces(node.of) };
	return node.kind === "and" || node.kind === "or" ? { ...rest, of: node.of.map(withoutPlaces) } : rest;
}
