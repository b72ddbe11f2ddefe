import type { Split, Tree, TreeNode } from "../../src/domain/forest.ts";
import type { Feature } from "../../src/rank/contributions.ts";
import type { Binned } from "./bins.ts";
import type { Gradients } from "./lambdas.ts";

/**
 * One regression tree, grown where it gains most, with a Newton step in each leaf. Every feature is monotone: a split is only taken
 * where the side above is worth at least as much as the side below, and the middle of the two then bounds all that grows below
 * and above (as LightGBM and XGBoost hold constraints).
 */

export interface Growth {
	readonly leaves: number;
	readonly depth: number;
	/** Rows that a leaf has at least. */
	readonly rows: number;
	/** Added to the denominator of a leaf's value: small leaves say little. */
	readonly lambda: number;
	/** Factor of every leaf's value. */
	readonly rate: number;
}

interface Growing {
	readonly rows: Uint32Array;
	readonly depth: number;
	/** Bounds of its value before the rate. */
	readonly low: number;
	readonly high: number;
	readonly value: number;
	readonly best: Cut | null;
}

interface Cut {
	readonly feature: number;
	/** Rows of bins up to this one go below. */
	readonly bin: number;
	readonly gain: number;
	readonly below: number;
	readonly above: number;
}

export interface Grown {
	readonly tree: Tree;
	/** Sum of what each split gained, by feature of the log. */
	readonly gains: Float64Array;
}

/** @returns null where no split gains anything */
export function grow(binned: Binned, features: readonly Feature[], gradients: Gradients, growth: Growth): Grown | null {
	const all = Uint32Array.from({ length: binned.rows }, (_, row) => row);
	const open = (rows: Uint32Array, depth: number, low: number, high: number): Growing => {
		const sums = sumsOf(rows, gradients);
		const value = clamp(sums.push / (sums.bend + growth.lambda), low, high);
		const best = depth < growth.depth ? bestCut(binned, rows, gradients, sums, { low, high, growth }) : null;
		return { rows, depth, low, high, value, best };
	};
	const nodes: (Growing | Split)[] = [open(all, 0, Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY)];
	const gains = new Float64Array(features.length);
	for (let leaves = 1; leaves < growth.leaves; leaves++) {
		const place = placeOfBest(nodes);
		const node = nodes[place];
		if (node === undefined || isDone(node) || node.best === null) break;
		const { feature, bin, gain, below, above } = node.best;
		const { bins, features: width } = binned;
		const goesBelow = (row: number) => (bins[row * width + feature] as number) <= bin;
		const middle = (below + above) / 2;
		nodes[place] = {
			feature: features[feature] as Split["feature"],
			threshold: (binned.thresholds[feature] as Float64Array)[bin] as number,
			below: nodes.length,
			above: nodes.length + 1,
		};
		nodes.push(open(node.rows.filter(goesBelow), node.depth + 1, node.low, middle));
		nodes.push(
			open(
				node.rows.filter((row) => !goesBelow(row)),
				node.depth + 1,
				middle,
				node.high,
			),
		);
		gains[feature] = (gains[feature] as number) + gain;
	}
	return nodes.length === 1 ? null : { tree: centred(nodes, growth.rate), gains };
}

const isDone = (node: Growing | Split): node is Split => "feature" in node;

/** The leaf whose best cut gains most, the first of equals. */
function placeOfBest(nodes: readonly (Growing | Split)[]): number {
	let best = -1;
	let most = 0;
	for (const [place, node] of nodes.entries()) {
		const gain = isDone(node) ? 0 : (node.best?.gain ?? 0);
		if (gain > most) [best, most] = [place, gain];
	}
	return best;
}

interface Sums {
	readonly push: number;
	readonly bend: number;
	readonly count: number;
}

function sumsOf(rows: Uint32Array, { push, bend }: Gradients): Sums {
	let [pushes, bends] = [0, 0];
	for (const row of rows) {
		pushes += push[row] as number;
		bends += bend[row] as number;
	}
	return { push: pushes, bend: bends, count: rows.length };
}

const clamp = (value: number, low: number, high: number) => Math.min(high, Math.max(low, value));

/** What a leaf of this value takes off the loss, twice over. */
const worth = ({ push, bend }: Sums, value: number, lambda: number) => value * (2 * push - value * (bend + lambda));

interface Within {
	readonly low: number;
	readonly high: number;
	readonly growth: Growth;
}

function bestCut(binned: Binned, rows: Uint32Array, gradients: Gradients, sums: Sums, within: Within): Cut | null {
	let best: Cut | null = null;
	for (let feature = 0; feature < binned.features; feature++) {
		const bins = (binned.thresholds[feature] as Float64Array).length + 1;
		if (bins < 2) continue;
		const found = bestCutOf(histogram(binned, rows, gradients, feature, bins), feature, sums, within);
		if (found !== null && found.gain > (best?.gain ?? 0)) best = found;
	}
	return best;
}

interface Histogram {
	readonly push: Float64Array;
	readonly bend: Float64Array;
	readonly count: Uint32Array;
}

function histogram(binned: Binned, rows: Uint32Array, of: Gradients, feature: number, bins: number): Histogram {
	const made = { push: new Float64Array(bins), bend: new Float64Array(bins), count: new Uint32Array(bins) };
	for (const row of rows) {
		const bin = binned.bins[row * binned.features + feature] as number;
		made.push[bin] = (made.push[bin] as number) + (of.push[row] as number);
		made.bend[bin] = (made.bend[bin] as number) + (of.bend[row] as number);
		made.count[bin] = (made.count[bin] as number) + 1;
	}
	return made;
}

function bestCutOf({ push, bend, count }: Histogram, feature: number, sums: Sums, within: Within): Cut | null {
	const { low, high, growth } = within;
	const pointsOf = (side: Sums) => clamp(side.push / (side.bend + growth.lambda), low, high);
	const whole = worth(sums, pointsOf(sums), growth.lambda);
	let best: Cut | null = null;
	let below: Sums = { push: 0, bend: 0, count: 0 };
	for (let bin = 0; bin < push.length - 1; bin++) {
		below = {
			push: below.push + (push[bin] as number),
			bend: below.bend + (bend[bin] as number),
			count: below.count + (count[bin] as number),
		};
		const above = { push: sums.push - below.push, bend: sums.bend - below.bend, count: sums.count - below.count };
		if (below.count < growth.rows || above.count < growth.rows) continue;
		const [one, other] = [pointsOf(below), pointsOf(above)];
		if (one > other) continue;
		const gain = worth(below, one, growth.lambda) + worth(above, other, growth.lambda) - whole;
		if (gain > (best?.gain ?? 1e-9)) best = { feature, bin, gain, below: one, above: other };
	}
	return best;
}

/** Shifted so that the average row has 0 points: what everybody has says nothing. */
function centred(nodes: readonly (Growing | Split)[], rate: number): Tree {
	const leaves = nodes.filter((node): node is Growing => !isDone(node));
	const rows = leaves.reduce((sum, leaf) => sum + leaf.rows.length, 0);
	const mean = leaves.reduce((sum, leaf) => sum + leaf.value * leaf.rows.length, 0) / rows;
	return nodes.map(
		(node): TreeNode => (isDone(node) ? node : { value: rounded((node.value - mean) * rate), cover: node.rows.length }),
	);
}

/** So that a file can be read, and says what is used: rounding keeps the order of leaves. */
const rounded = (value: number) => Math.round(value * 1e6) / 1e6 + 0;
