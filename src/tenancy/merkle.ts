import { createHash } from "node:crypto";

/** The Merkle tree of RFC 9162, section 2.1: what a log holds, in one hash, with short proofs. Pure. */

const sha256 = (...parts: readonly Uint8Array[]): Buffer => {
	const hash = createHash("sha256");
	for (const part of parts) hash.update(part);
	return hash.digest();
};
const LEAF = Uint8Array.of(0);
const NODE = Uint8Array.of(1);

/** RFC 9162, 2.1.1: hash of a leaf's data; leaves and nodes can never be taken for each other. */
export const leafHash = (data: Uint8Array): Buffer => sha256(LEAF, data);
const nodeHash = (left: Uint8Array, right: Uint8Array): Buffer => sha256(NODE, left, right);
const EMPTY = sha256();

/** A node whose subtree is complete: the leaves from index * 2^level on, 2^level of them. */
export interface CompleteNode {
	readonly level: number;
	readonly index: number;
	readonly hash: Buffer;
}

/** A tree that only grows, as the complete subtrees that it is made of, the largest first: 32 bytes for each doubling. */
export interface CompactRange {
	readonly size: number;
	readonly nodes: readonly Buffer[];
}

export const EMPTY_RANGE: CompactRange = { size: 0, nodes: [] };

/** @param onNode told of every subtree that is complete by this leaf, the leaf itself included */
export function extend(
	{ size, nodes }: CompactRange,
	leaf: Buffer,
	onNode?: (node: CompleteNode) => void,
): CompactRange {
	const stack = [...nodes];
	let hash = leaf;
	let index = size;
	onNode?.({ level: 0, index, hash });
	for (let level = 1; index % 2 === 1; level++) {
		index = (index - 1) / 2;
		hash = nodeHash(stack.pop() as Buffer, hash);
		onNode?.({ level, index, hash });
	}
	return { size: size + 1, nodes: [...stack, hash] };
}

/** Root hash of a tree: RFC 9162, 2.1.1; of the empty one, the hash of nothing. */
export const rootOf = ({ nodes }: CompactRange): Buffer =>
	nodes.length === 0 ? EMPTY : nodes.reduceRight((right, left) => nodeHash(left, right));

/** Where the hashes of complete subtrees come from. */
export type NodeReader = (level: number, index: number) => Promise<Buffer>;

/** Root of the leaves [start, end), where start is a multiple of the largest power of two below their number. */
async function rangeRoot(read: NodeReader, start: number, end: number): Promise<Buffer> {
	const count = end - start;
	const level = Math.log2(count);
	if (Number.isInteger(level)) return read(level, start / count);
	const half = largestPowerBelow(count);
	return nodeHash(await rangeRoot(read, start, start + half), await rangeRoot(read, start + half, end));
}

/** The largest power of two smaller than n; n at least 2. */
const largestPowerBelow = (n: number): number => 2 ** (Math.ceil(Math.log2(n)) - 1);

/** RFC 9162, 2.1.3.1: hashes by which the leaf of this index is shown to be in the tree of this size. */
export async function inclusionPath(read: NodeReader, index: number, size: number): Promise<readonly Buffer[]> {
	const path: Buffer[] = [];
	let [start, end] = [0, size];
	while (end - start > 1) {
		const middle = start + largestPowerBelow(end - start);
		if (index < middle) {
			path.unshift(await rangeRoot(read, middle, end));
			end = middle;
		} else {
			path.unshift(await rangeRoot(read, start, middle));
			start = middle;
		}
	}
	return path;
}

/** RFC 9162, 2.1.4.1: hashes by which the tree of `from` leaves is shown to be the beginning of that of `to`. */
export async function consistencyPath(read: NodeReader, from: number, to: number): Promise<readonly Buffer[]> {
	const path: Buffer[] = [];
	let [start, end, whole] = [0, to, true];
	while (from !== end) {
		const middle = start + largestPowerBelow(end - start);
		if (from <= middle) {
			path.unshift(await rangeRoot(read, middle, end));
			end = middle;
		} else {
			path.unshift(await rangeRoot(read, start, middle));
			start = middle;
			whole = false;
		}
	}
	return whole ? path : [await rangeRoot(read, start, end), ...path];
}

const isSame = (a: Uint8Array, b: Uint8Array): boolean => Buffer.compare(a, b) === 0;

export interface Inclusion {
	readonly leaf: Uint8Array;
	/** From 0. */
	readonly index: number;
	readonly size: number;
	readonly path: readonly Uint8Array[];
	readonly root: Uint8Array;
}

/** RFC 9162, 2.1.3.2. */
export function isIncluded({ leaf, index, size, path, root }: Inclusion): boolean {
	if (!(Number.isSafeInteger(index) && Number.isSafeInteger(size)) || index < 0 || index >= size) return false;
	let [fn, sn] = [index, size - 1];
	let hash: Uint8Array = leaf;
	for (const next of path) {
		if (sn === 0) return false;
		if (fn % 2 === 1 || fn === sn) {
			hash = nodeHash(next, hash);
			while (fn % 2 === 0 && fn !== 0) [fn, sn] = [half(fn), half(sn)];
		} else hash = nodeHash(hash, next);
		[fn, sn] = [half(fn), half(sn)];
	}
	return sn === 0 && isSame(hash, root);
}

const half = (n: number): number => Math.floor(n / 2);

export interface Consistency {
	readonly from: number;
	readonly to: number;
	readonly fromRoot: Uint8Array;
	readonly toRoot: Uint8Array;
	readonly path: readonly Uint8Array[];
}

/** RFC 9162, 2.1.4.2. The empty tree is the beginning of every other, without a proof. */
export function isConsistent({ from, to, fromRoot, toRoot, path }: Consistency): boolean {
	if (!(Number.isSafeInteger(from) && Number.isSafeInteger(to)) || from < 0 || from > to) return false;
	if (from === 0) return path.length === 0 && isSame(fromRoot, EMPTY);
	if (from === to) return path.length === 0 && isSame(fromRoot, toRoot);
	const hashes = Number.isInteger(Math.log2(from)) ? [fromRoot, ...path] : [...path];
	const [first, ...rest] = hashes;
	if (path.length === 0 || first === undefined) return false;
	let [fn, sn] = [from - 1, to - 1];
	while (fn % 2 === 1) [fn, sn] = [half(fn), half(sn)];
	let [fr, sr] = [first, first];
	for (const next of rest) {
		if (sn === 0) return false;
		if (fn % 2 === 1 || fn === sn) {
			fr = nodeHash(next, fr);
			sr = nodeHash(next, sr);
			while (fn % 2 === 0 && fn !== 0) [fn, sn] = [half(fn), half(sn)];
		} else sr = nodeHash(sr, next);
		[fn, sn] = [half(fn), half(sn)];
	}
	return sn === 0 && isSame(fr, fromRoot) && isSame(sr, toRoot);
}
