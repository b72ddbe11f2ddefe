import type { PairCandidate } from "../../corpora/generate/pairs.ts";
import { decide } from "../../src/identity/find-match.ts";
import type { Neighbour } from "../../src/identity/neighbours.ts";
import { probability, THRESHOLDS } from "../../src/identity/weights.ts";

/** How right the automatic link is, and how complete, for each threshold it could have. */

/** What the rule would do with one candidate if there were no threshold. */
export interface Outcome {
	/** Bits of the link, null where no rule may decide. */
	readonly bits: number | null;
	readonly isRight: boolean;
	/** There is a profile of this person. */
	readonly hasProfile: boolean;
	/** It is linked, or a person is asked about it. */
	readonly isShown: boolean;
	readonly kind: string;
}

export interface Point {
	/** Threshold. */
	readonly bits: number;
	readonly precision: number;
	readonly recall: number;
	readonly wrong: number;
}

export function outcomeOf({ profileId, kind }: PairCandidate, found: readonly Neighbour[]): Outcome {
	const link = decide(found, 0);
	const own = found.find(({ traits }) => traits.id === profileId);
	return {
		bits: link?.comparison.bits ?? null,
		isRight: link !== null && link.traits.id === profileId,
		hasProfile: profileId !== null,
		isShown: (own?.comparison.score ?? 0) >= THRESHOLDS.suggest,
		kind,
	};
}

export function pointAt(outcomes: readonly Outcome[], bits: number): Point {
	const linked = outcomes.filter((outcome) => outcome.bits !== null && outcome.bits >= bits);
	const right = linked.filter(({ isRight }) => isRight).length;
	const people = outcomes.filter(({ hasProfile }) => hasProfile).length;
	return {
		bits,
		precision: linked.length === 0 ? 1 : right / linked.length,
		recall: people === 0 ? 0 : right / people,
		wrong: linked.length - right,
	};
}

/** Bits of the threshold that the product links at. */
export const LINK_BITS = Math.log2(THRESHOLDS.link / (1 - THRESHOLDS.link));

/** Thresholds of the curve, bits. */
const STEPS = [-20, -10, -5, 0, 2, 4, LINK_BITS, 8, 10, 15, 20, 25, 30, 40, 50, 60, 80];

export const curveOf = (outcomes: readonly Outcome[]): Point[] => STEPS.map((bits) => pointAt(outcomes, bits));

const percent = (share: number) => `${(share * 100).toFixed(2)}%`;

export function tableOf(points: readonly Point[]): Record<string, string> {
	return Object.fromEntries(
		points.map(({ bits, precision, recall, wrong }) => [
			`${bits === LINK_BITS ? "> " : "  "}${bits.toFixed(1)} bits (${probability(bits).toFixed(4)})`,
			`precision ${percent(precision)}  recall ${percent(recall)}  wrong ${wrong}  ${"#".repeat(Math.round(recall * 40))}`,
		]),
	);
}

/** The plot shows this part of both axes. */
const FROM = { recall: 0.5, precision: 0.98 };
const SIZE = { width: 640, height: 420, left: 70, top: 30, right: 30, bottom: 60 };
const GOAL = { recall: 0.95, precision: 0.995 };

/** The curve as a picture: recall to the right, precision upward, the goal shaded, the product's threshold marked. */
export function svgOf(points: readonly Point[], title: string): string {
	const { width, height, left, top, right, bottom } = SIZE;
	const x = (recall: number) =>
		left + ((Math.max(recall, FROM.recall) - FROM.recall) / (1 - FROM.recall)) * (width - left - right);
	const y = (precision: number) =>
		top + ((1 - Math.max(precision, FROM.precision)) / (1 - FROM.precision)) * (height - top - bottom);
	const at = ({ recall, precision }: Pick<Point, "recall" | "precision">) =>
		`${x(recall).toFixed(1)},${y(precision).toFixed(1)}`;
	const ticks = (count: number, from: number) =>
		Array.from({ length: count + 1 }, (_, n) => from + ((1 - from) * n) / count);
	const label = (px: number, py: number, text: string, anchor = "middle") =>
		`<text x="${px.toFixed(1)}" y="${py.toFixed(1)}" text-anchor="${anchor}">${text}</text>`;
	const line = (px: number, py: number, qx: number, qy: number) =>
		`<line x1="${px.toFixed(1)}" y1="${py.toFixed(1)}" x2="${qx.toFixed(1)}" y2="${qy.toFixed(1)}" stroke="#ddd"/>`;
	const product = points.find(({ bits }) => bits === LINK_BITS);
	return [
		`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" font-family="sans-serif" font-size="12">`,
		`<rect width="${width}" height="${height}" fill="#fff"/>`,
		label(width / 2, 18, title),
		`<rect x="${x(GOAL.recall)}" y="${y(1)}" width="${x(1) - x(GOAL.recall)}" height="${y(GOAL.precision) - y(1)}" fill="#dff2df"/>`,
		...ticks(5, FROM.recall).flatMap((tick) => [
			line(x(tick), y(1), x(tick), y(FROM.precision)),
			label(x(tick), height - bottom + 18, percent(tick)),
		]),
		...ticks(4, FROM.precision).flatMap((tick) => [
			line(x(FROM.recall), y(tick), x(1), y(tick)),
			label(left - 8, y(tick) + 4, percent(tick), "end"),
		]),
		label((left + width - right) / 2, height - 14, "recall"),
		`<text x="16" y="${(height - bottom + top) / 2}" transform="rotate(-90 16 ${(height - bottom + top) / 2})" text-anchor="middle">precision</text>`,
		`<polyline points="${points.map(at).join(" ")}" fill="none" stroke="#1f5fa8" stroke-width="2"/>`,
		...points.map(
			(point) =>
				`<circle cx="${at(point).replace(",", '" cy="')}" r="3" fill="#1f5fa8"><title>${point.bits.toFixed(1)} bits</title></circle>`,
		),
		...(product === undefined
			? []
			: [`<circle cx="${at(product).replace(",", '" cy="')}" r="6" fill="none" stroke="#c0392b" stroke-width="2"/>`]),
		"</svg>",
		"",
	].join("\n");
}
