import * as z from "zod";
import { TEXT_FIELDS } from "./document.ts";

/** Gradient-boosted trees of a ranking profile: what is added to the linear score. */

/** Features of the person as a whole, with a weight each in a profile. */
export const PERSON_FEATURES = [
	"yearsFit",
	"recency",
	"seniorityFit",
	"parseConfidence",
	"openToWork",
	"requirementCoverage",
	"skillDuration",
	"skillRecency",
	"distance",
	"educationFit",
	"resumeRecency",
	"applicationRecency",
	"pastOutcome",
	"matchConfidence",
	"meaningSimilarity",
] as const;

/** Everything that a score is made of; a text field stands for all parts of the query that stand in it. */
export const RANKED_FEATURES = [...TEXT_FIELDS, "found", "coverage", ...PERSON_FEATURES] as const;
export type RankedFeature = (typeof RANKED_FEATURES)[number];

const MOST_NODES = 255;
const MOST_TREES = 1000;
/** Splits from the root to a leaf. Trees that we grow have 4. */
const MOST_DEPTH = 8;
/**
 * Of all trees, leaves times the cube of the depth: what it takes to tell the reasons of one score (rank/forest.ts), on the main thread. The most that we
 * grow, 300 trees of 8 leaves, take 153,600.
 */
const MOST_WORK = 250_000;

const Split = z.strictObject({
	feature: z.enum(RANKED_FEATURES),
	/** Values above it go to `above`, others to `below`. */
	threshold: z.number(),
	/** Places of the next nodes in the tree, both behind this one. */
	below: z.int().positive(),
	above: z.int().positive(),
});
const Leaf = z.strictObject({
	/** Points. */
	value: z.number(),
	/** Rows of training that ended here: what an average is weighted with. */
	cover: z.number().positive(),
});
export type Split = z.output<typeof Split>;
export type Leaf = z.output<typeof Leaf>;
export type TreeNode = Split | Leaf;

export const isSplit = (node: TreeNode): node is Split => "feature" in node;

/**
 * The nodes of one tree, the root first. Every other node is named by exactly one node before it, and no leaf above a threshold is
 * worth less than one below it: having more of a feature never counts against anybody.
 */
export const Tree = z
	.array(z.union([Split, Leaf]))
	.min(1)
	.max(MOST_NODES)
	.superRefine((nodes, context) => {
		const fault = (node: number, message: string) => context.addIssue({ code: "custom", path: [node], message });
		const named = new Set<number>();
		for (const [place, node] of nodes.entries()) {
			if (!isSplit(node)) continue;
			for (const next of [node.below, node.above]) {
				if (next <= place || next >= nodes.length || named.has(next)) {
					fault(place, `Node ${next} is not a node behind this one that no other names.`);
					return;
				}
				named.add(next);
			}
		}
		if (named.size !== nodes.length - 1) return fault(0, "There are nodes that no other node names.");
		const falling = fallingSplit(nodes);
		if (falling !== null)
			fault(falling, "More of the feature is worth less here: a leaf below is worth more than one above.");
	});
export type Tree = z.output<typeof Tree>;

/** Splits before the deepest leaf. */
function depthOf(nodes: readonly TreeNode[]): number {
	const depths = new Float64Array(nodes.length);
	for (const [place, node] of nodes.entries())
		if (isSplit(node)) depths[node.below] = depths[node.above] = (depths[place] as number) + 1;
	return Math.max(...depths);
}

/** A split that takes points from whoever has more of its feature. The nodes are a tree. */
function fallingSplit(nodes: readonly TreeNode[]): number | null {
	const least = new Float64Array(nodes.length);
	const most = new Float64Array(nodes.length);
	for (let place = nodes.length - 1; place >= 0; place--) {
		const node = nodes[place] as TreeNode;
		if (isSplit(node)) {
			if ((most[node.below] as number) > (least[node.above] as number)) return place;
			least[place] = least[node.below] as number;
			most[place] = most[node.above] as number;
		} else least[place] = most[place] = node.value;
	}
	return null;
}

/** As it may have been stored before there were bounds on what it takes to work it out. */
export const StoredForest = z.array(Tree).max(MOST_TREES);

export const Forest = StoredForest.superRefine((trees, context) => {
	let work = 0;
	for (const [index, nodes] of trees.entries()) {
		const depth = depthOf(nodes);
		work += nodes.filter((node) => !isSplit(node)).length * depth ** 3;
		if (depth > MOST_DEPTH)
			return context.addIssue({
				code: "custom",
				path: [index],
				message: `A leaf lies behind more than ${MOST_DEPTH} splits.`,
			});
	}
	if (work > MOST_WORK)
		context.addIssue({
			code: "custom",
			message: `Too much to work out for each person: leaves times the cube of the depth, of all trees, is ${work}; at most ${MOST_WORK} is taken.`,
		});
});
export type Forest = z.output<typeof Forest>;
