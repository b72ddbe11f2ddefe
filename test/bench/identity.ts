/**
 * How right and how complete is the link between candidates and profiles, for every threshold; and does its cost per candidate
 * stay the same while the network grows? The seed of the weights' trials was never the one reported here (1 to 3, against 7).
 */
import { writeFileSync } from "node:fs";
import { makePairs, type PairProfile } from "../../corpora/generate/pairs.ts";
import { findProfiles } from "../../src/identity/find-match.ts";
import type { Neighbour } from "../../src/identity/neighbours.ts";
import { curveOf, LINK_BITS, type Outcome, outcomeOf, pointAt, svgOf, tableOf } from "./identity-curve.ts";
import type { Bench } from "./main.ts";
import { type BenchPlatform, openBenchPlatform, round } from "./platform.ts";

/** Cases at most, and profiles of the smaller network; the larger one is five times that. */
const MOST_CASES = 10_000;
const GROWTH = 5;
/** Candidates in one question, as in an import. */
const BATCH = 500;

export const run: Bench = async ({ candidates, seed, json, svg }) => {
	const cases = Math.min(candidates, MOST_CASES);
	const world = makePairs(seed, cases, cases * GROWTH);
	const bench = await openBenchPlatform();
	try {
		const sizes = [cases, cases * GROWTH];
		const times: Record<string, number> = {};
		const costs: Record<string, number> = {};
		const compared: Record<string, number> = {};
		let outcomes: Outcome[] = [];
		let stored = 0;
		for (const size of sizes) {
			await store(bench, world.profiles.slice(stored, size), json);
			stored = size;
			const measured = await match(bench, world.candidates);
			const thousands = cases / 1000;
			times[`${size} profiles`] = round(measured.milliseconds / thousands);
			costs[`${size} profiles`] = round(measured.processor / thousands);
			compared[`${size} profiles`] = round(measured.compared / cases);
			outcomes = measured.outcomes;
		}
		const points = curveOf(outcomes);
		if (svg !== undefined)
			writeFileSync(svg, svgOf(points, `Automatic links, ${cases} candidates, ${stored} profiles`));
		const { precision, recall, wrong } = pointAt(outcomes, LINK_BITS);
		const people = outcomes.filter(({ hasProfile }) => hasProfile);
		return {
			candidates: cases,
			"of these with a profile": people.length,
			profiles: stored,
			precision: round(precision, 5),
			recall: round(recall, 5),
			"wrong links": wrong,
			"linked or suggested": round(people.filter(({ isShown }) => isShown).length / people.length, 5),
			"milliseconds per 1,000 candidates": times,
			"of processor time, all threads": costs,
			"profiles compared per candidate": compared,
			"threshold, and what it would give": tableOf(points),
			"not linked, by kind": missed(outcomes),
		};
	} finally {
		await bench.close();
	}
};

async function store({ platform }: BenchPlatform, profiles: readonly PairProfile[], quiet: boolean): Promise<void> {
	const { refused } = await platform.importProfiles(profiles);
	if (refused.length > 0) throw new Error(`A generated profile was refused: ${JSON.stringify(refused[0])}`);
	if (!quiet) process.stderr.write(`${profiles.length} profiles stored\n`);
}

async function match({ scope }: BenchPlatform, candidates: ReturnType<typeof makePairs>["candidates"]) {
	if (scope.network === null) throw new Error("Unified search is on by default.");
	const found: (readonly Neighbour[])[] = [];
	const began = performance.now();
	const before = process.cpuUsage();
	for (let start = 0; start < candidates.length; start += BATCH)
		found.push(...(await findProfiles(scope.network, candidates.slice(start, start + BATCH))));
	const milliseconds = performance.now() - began;
	const { user, system } = process.cpuUsage(before);
	const compared = found.reduce((sum, others) => sum + others.length, 0);
	const processor = (user + system) / 1000;
	return {
		milliseconds,
		processor,
		compared,
		outcomes: candidates.map((candidate, place) => outcomeOf(candidate, found[place] ?? [])),
	};
}

/** How many people who have a profile are not linked with it, by what makes their case, most first. */
function missed(outcomes: readonly Outcome[]): Record<string, number> {
	const counts = new Map<string, number>();
	for (const { hasProfile, isRight, bits, kind } of outcomes) {
		if (!hasProfile || (isRight && bits !== null && bits >= LINK_BITS)) continue;
		counts.set(kind, (counts.get(kind) ?? 0) + 1);
	}
	return Object.fromEntries([...counts].toSorted(([, a], [, b]) => b - a).slice(0, 12));
}
