import { createHash } from "node:crypto";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
	type CompactRange,
	consistencyPath,
	EMPTY_RANGE,
	extend,
	inclusionPath,
	isConsistent,
	isIncluded,
	leafHash,
	type NodeReader,
	rootOf,
} from "../../src/tenancy/merkle.ts";

/** Leaves and roots of the reference tree of Certificate Transparency, for the sizes 1 to 8. */
const LEAVES = ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"];
const ROOTS = [
	"6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
	"fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
	"aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
	"d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
	"4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
	"76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
	"ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
	"5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
];

/** RFC 9162, 2.1.1, as it is written there. */
function plainRoot(leaves: readonly Buffer[]): Buffer {
	const hash = (...parts: Uint8Array[]) => createHash("sha256").update(Buffer.concat(parts)).digest();
	if (leaves.length === 0) return hash();
	if (leaves.length === 1) return hash(Uint8Array.of(0), leaves[0] as Buffer);
	let k = 1;
	while (k * 2 < leaves.length) k *= 2;
	return hash(Uint8Array.of(1), plainRoot(leaves.slice(0, k)), plainRoot(leaves.slice(k)));
}

const grown = (leaves: readonly Buffer[]): CompactRange =>
	leaves.reduce<CompactRange>((range, leaf) => extend(range, leafHash(leaf)), EMPTY_RANGE);
const numbered = (count: number) => Array.from({ length: count }, (_, n) => Buffer.from(`entry ${n}`));
const readerOf =
	(leaves: readonly Buffer[]): NodeReader =>
	async (level, index) =>
		plainRoot(leaves.slice(index * 2 ** level, (index + 1) * 2 ** level));

test("has the roots of the reference tree", () => {
	const leaves = LEAVES.map((hex) => Buffer.from(hex, "hex"));
	for (const [index, root] of ROOTS.entries())
		expect(rootOf(grown(leaves.slice(0, index + 1))).toString("hex")).toBe(root);
});

test("has the root of the definition, for every size up to 300", () => {
	const leaves = numbered(300);
	for (const size of [0, 1, 2, 3, 63, 64, 65, 127, 128, 129, 255, 256, 257, 300])
		expect(rootOf(grown(leaves.slice(0, size)))).toEqual(plainRoot(leaves.slice(0, size)));
});

describe("proofs", () => {
	const MOST = 70;
	const leaves = numbered(MOST);
	const read = readerOf(leaves);
	const root = (size: number) => plainRoot(leaves.slice(0, size));

	test("of inclusion hold for every entry of every size", async () => {
		for (let size = 1; size <= MOST; size++) {
			for (let index = 0; index < size; index++) {
				const path = await inclusionPath(read, index, size);
				expect(isIncluded({ leaf: leafHash(leaves[index] as Buffer), index, size, path, root: root(size) })).toBe(true);
			}
		}
	});

	test("of consistency hold for every two sizes", async () => {
		for (let to = 1; to <= MOST; to++) {
			for (let from = 1; from <= to; from++) {
				const path = await consistencyPath(read, from, to);
				expect(isConsistent({ from, to, fromRoot: root(from), toRoot: root(to), path }), `${from} ${to}`).toBe(true);
			}
		}
	});

	test("R25: that are changed anywhere do not hold", async () => {
		const size = fc.integer({ min: 2, max: MOST });
		const change = fc.record({ at: fc.nat(), bit: fc.integer({ min: 0, max: 255 }) });
		const flipped = (path: readonly Buffer[], { at, bit }: { at: number; bit: number }) =>
			path.map((hash, place) => {
				if (place !== at % path.length) return hash;
				const copy = Buffer.from(hash);
				copy[bit >> 3] = (copy[bit >> 3] as number) ^ (1 << (bit & 7));
				return copy;
			});
		await fc.assert(
			fc.asyncProperty(size, fc.nat(), change, async (to, n, how) => {
				const index = n % to;
				const from = 1 + (n % (to - 1));
				const included = await inclusionPath(read, index, to);
				const leaf = leafHash(leaves[index] as Buffer);
				const inclusion = { leaf, index, size: to, path: included, root: root(to) };
				expect(isIncluded({ ...inclusion, path: flipped(included, how) })).toBe(false);
				expect(isIncluded({ ...inclusion, path: included.slice(1) })).toBe(false);
				expect(isIncluded({ ...inclusion, path: [...included, leaf] })).toBe(false);
				expect(isIncluded({ ...inclusion, leaf: leafHash(Buffer.from("another")) })).toBe(false);
				const foreign = leafHash(Buffer.from("another"));
				const path = await consistencyPath(read, from, to);
				const consistency = { from, to, fromRoot: root(from), toRoot: root(to), path };
				expect(isConsistent({ ...consistency, path: flipped(path, how) })).toBe(false);
				expect(isConsistent({ ...consistency, path: path.slice(1) })).toBe(false);
				expect(isConsistent({ ...consistency, path: [...path, leaf] })).toBe(false);
				expect(isConsistent({ ...consistency, fromRoot: foreign })).toBe(false);
				expect(isConsistent({ ...consistency, toRoot: foreign })).toBe(false);
			}),
			{ numRuns: 300 },
		);
	});

	test("of impossible places do not hold", () => {
		const leaf = leafHash(leaves[0] as Buffer);
		for (const [index, size] of [
			[-1, 1],
			[1, 1],
			[0, 0],
			[0.5, 2],
		] as const)
			expect(isIncluded({ leaf, index, size, path: [], root: leaf })).toBe(false);
		for (const [from, to] of [
			[2, 1],
			[-1, 1],
			[1, 2],
		] as const)
			expect(isConsistent({ from, to, fromRoot: leaf, toRoot: leaf, path: [] })).toBe(false);
	});
});
