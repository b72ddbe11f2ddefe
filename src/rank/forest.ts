import {
	type Forest,
	isSplit,
	RANKED_FEATURES,
	type RankedFeature,
	type Tree,
	type TreeNode,
} from "../domain/forest.ts";

/**
 * Points of gradient-boosted trees, and what each feature has of them.
 *
 * Attribution is exact TreeSHAP (Lundberg, Erion & Lee 2018, path-dependent): the Shapley value of each feature, where a feature that
 * is not looked at sends a person down both sides of a split, weighted by how many people of the training went there. It was chosen
 * before the change of the mean along the path (Saabas), which is simpler and gives most to whatever happens to stand deepest; with
 * Shapley values, a feature that a model relies on more never gets less. Either way the parts and the base add up to the score.
 */
export interface Booster {
	/** Points of the average person of the training. */
	readonly base: number;
	/** @param values by {@link FEATURE_INDEX} */
	score(values: Float64Array): number;
	/** Points of each feature, by {@link FEATURE_INDEX}; with {@link base} they add up to the score. */
	attributions(values: Float64Array): Float64Array;
}

export const FEATURE_INDEX = Object.fromEntries(RANKED_FEATURES.map((feature, index) => [feature, index])) as Record<
	RankedFeature,
	number
>;

const known = new WeakMap<Forest, Booster>();

/** Made once for the trees of a profile. */
export function boosterOf(forest: Forest): Booster {
	const made = known.get(forest) ?? createBooster(forest);
	known.set(forest, made);
	return made;
}

function createBooster(forest: Forest): Booster {
	const paths = forest.flatMap(pathsOf);
	return {
		base: paths.reduce((sum, { value, share }) => sum + value * share, 0),
		score: (values) => forest.reduce((sum, tree) => sum + leafValue(tree, values), 0),
		attributions(values) {
			const points = new Float64Array(RANKED_FEATURES.length);
			for (const path of paths) attribute(path, values, points);
			return points;
		},
	};
}

/** The leaf that a person ends in. @param values by {@link FEATURE_INDEX} */
export function leafValue(tree: Tree, values: Float64Array): number {
	let node = tree[0] as TreeNode;
	while (isSplit(node)) {
		const isAbove = (values[FEATURE_INDEX[node.feature]] as number) > node.threshold;
		node = tree[isAbove ? node.above : node.below] as TreeNode;
	}
	return node.value;
}

/** All that leads to a leaf. A feature that is asked several times is one step. */
interface Path {
	readonly value: number;
	/** Share of the people of the training who took it. */
	readonly share: number;
	readonly steps: readonly Step[];
}

interface Step {
	readonly feature: number;
	/** Whoever goes this way has more than `from` and at most `to`. */
	readonly from: number;
	readonly to: number;
	/** Share of people who went on where this feature was asked. */
	readonly share: number;
}

function pathsOf(tree: Tree): Path[] {
	const covers = coversOf(tree);
	const paths: Path[] = [];
	const walk = (place: number, steps: readonly Step[]) => {
		const node = tree[place] as TreeNode;
		if (!isSplit(node)) {
			paths.push({ value: node.value, share: node.cover / (covers[0] as number), steps });
			return;
		}
		const feature = FEATURE_INDEX[node.feature];
		const others = steps.filter((step) => step.feature !== feature);
		const before = steps.find((step) => step.feature === feature);
		const { from, to, share } = before ?? { from: Number.NEGATIVE_INFINITY, to: Number.POSITIVE_INFINITY, share: 1 };
		const on = (next: number) => (share * (covers[next] as number)) / (covers[place] as number);
		walk(node.below, [...others, { feature, from, to: Math.min(to, node.threshold), share: on(node.below) }]);
		walk(node.above, [...others, { feature, from: Math.max(from, node.threshold), to, share: on(node.above) }]);
	};
	walk(0, []);
	return paths;
}

/** People of the training who came to each node. */
function coversOf(tree: Tree): Float64Array {
	const covers = new Float64Array(tree.length);
	for (let place = tree.length - 1; place >= 0; place--) {
		const node = tree[place] as TreeNode;
		covers[place] = isSplit(node) ? (covers[node.below] as number) + (covers[node.above] as number) : node.cover;
	}
	return covers;
}

/**
 * Adds the Shapley values of one leaf. To the leaf, a feature that is looked at contributes 1 where the person goes its way and 0 where
 * not, one that is not looked at its share; the value of a set of features is the product. So the Shapley value of a step is
 * (1 or 0, minus share) * value * sum over the sizes of sets of the others of  weight(size) * sum of their products.
 */
function attribute({ value, steps }: Path, values: Float64Array, points: Float64Array): void {
	const goes = steps.map(({ feature, from, to }) => {
		const own = values[feature] as number;
		return own > from && own <= to ? 1 : 0;
	});
	for (const [index, { feature, share }] of steps.entries()) {
		const sums = setSums(steps, goes, index);
		let average = 0;
		for (let size = 0; size < steps.length; size++) average += (sums[size] as number) * setWeight(size, steps.length);
		points[feature] = (points[feature] as number) + ((goes[index] as number) - share) * value * average;
	}
}

/** By size, the sum over all sets of the other steps of the product of their contributions. */
function setSums(steps: readonly Step[], goes: readonly number[], without: number): Float64Array {
	const sums = new Float64Array(steps.length);
	sums[0] = 1;
	for (const [index, { share }] of steps.entries()) {
		if (index === without) continue;
		for (let size = steps.length - 1; size >= 0; size--) {
			const smaller = size === 0 ? 0 : (sums[size - 1] as number);
			sums[size] = (sums[size] as number) * share + smaller * (goes[index] as number);
		}
	}
	return sums;
}

/** size! (features - size - 1)! / features!: how often a set of this size is the one before a feature in a random order. */
function setWeight(size: number, features: number): number {
	let weight = 1 / features;
	for (let index = 1; index <= size; index++) weight *= index / (features - index);
	return weight;
}
