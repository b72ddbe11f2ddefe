import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createRandom } from "../../corpora/generate/random.ts";
import { meanQuality, scoresOf } from "../../ranking/ascent.ts";
import type { FeatureLog, LoggedQuery } from "../../ranking/feature-log.ts";
import { BOOSTING, boost, boostedScores } from "../../ranking/trees/lambdamart.ts";
import { tuneTrees } from "../../ranking/trees/tune-trees.ts";
import { Forest, RANKED_FEATURES } from "../../src/domain/forest.ts";
import { boosterOf, FEATURE_INDEX } from "../../src/rank/forest.ts";
import { parseProfile } from "../../src/search/profiles.ts";
import { run } from "../cli/run.ts";
import { smallCorpus } from "./small-corpus.ts";

const FEATURES = ["currentTitle", "skill", "recency"] as const;
/** Few rows: leaves may be small. */
const SMALL = { ...BOOSTING, rows: 5, trees: 60, patience: 10 };
const START = Float64Array.of(1, 1, 1);

/**
 * Good is who has both a title and a skill of more than a half, which no weights can say; recency is noise.
 * @param telling false: grades by chance
 */
function madeLog(count: number, seed: number, telling = true): FeatureLog {
	const random = createRandom(seed);
	const queries = Array.from({ length: count }, (_, number): LoggedQuery => {
		const values = Float64Array.from({ length: 40 * FEATURES.length }, () => random.next());
		const grades = Float64Array.from({ length: 40 }, (_, row) => {
			const has = (feature: number) => (values[row * FEATURES.length + feature] as number) > 0.6;
			return (telling ? has(0) && has(1) : random.chance(0.15)) ? 3 : 0;
		});
		const ids = Array.from(grades, (_, row) => `d${row}`);
		return {
			id: `q${number}`,
			corpus: number % 2 === 0 ? "one" : "two",
			text: `query ${number}`,
			ids,
			values,
			grades,
			ideal: [...grades].sort((a, b) => b - a),
		};
	});
	return { features: FEATURES, queries };
}

const halves = ({ queries }: FeatureLog) =>
	[queries.slice(0, queries.length / 2), queries.slice(queries.length / 2)] as const;

describe("LambdaMART", () => {
	const log = madeLog(60, 3);
	const learned = boost(log, halves(log), START, new Set(), SMALL);

	test("finds what no weights can say, on queries that it has not seen", () => {
		const fresh = madeLog(40, 77);
		const before = meanQuality(
			fresh.queries,
			fresh.queries.map((query) => scoresOf(query, START)),
		);
		const after = meanQuality(
			fresh.queries,
			fresh.queries.map((query) => boostedScores(fresh, query, START, learned.forest)),
		);
		expect(after).toBeGreaterThan(before + 0.05);
		const [title, skill, recency] = learned.importance.map(({ share }) => share);
		expect(Math.min(title ?? 0, skill ?? 0)).toBeGreaterThan(recency ?? 1);
	});

	test("is the same for the same queries, and may be used", () => {
		expect(boost(log, halves(log), START, new Set(), SMALL)).toEqual(learned);
		expect(Forest.parse(JSON.parse(JSON.stringify(learned.forest)))).toEqual(learned.forest);
	});

	test("more of a feature never lowers a score, whatever the grades say", () => {
		const against = madeLog(30, 9);
		// The less of it somebody has, the better his grade.
		const queries = against.queries.map((query) => ({
			...query,
			values: query.values.map((value, cell) => (cell % FEATURES.length === 0 ? 1 - value : value)),
		}));
		const { forest } = boost({ ...against, queries }, halves({ ...against, queries }), START, new Set(), SMALL);
		const { score } = boosterOf([...forest, ...learned.forest]);
		const unit = fc.double({ min: 0, max: 1, noNaN: true });
		fc.assert(
			fc.property(fc.tuple(unit, unit, unit), fc.nat(2), unit, (own, at, more) => {
				const valuesOf = (of: readonly number[]) => {
					const values = new Float64Array(RANKED_FEATURES.length);
					for (const [index, feature] of FEATURES.entries()) values[FEATURE_INDEX[feature]] = of[index] ?? 0;
					return values;
				};
				const raised = own.map((value, index) => (index === at ? value + more : value));
				expect(score(valuesOf(raised))).toBeGreaterThanOrEqual(score(valuesOf(own)) - 1e-12);
			}),
			{ numRuns: 1000 },
		);
	});

	test("stops when the watched queries gain no more, and keeps no tree behind the best", () => {
		const noise = madeLog(30, 21, false);
		const { forest, watched } = boost(noise, halves(noise), START, new Set(), SMALL);
		expect(forest.length).toBeLessThan(SMALL.trees - SMALL.patience);
		const [, others] = halves(noise);
		const reached = meanQuality(
			others,
			others.map((query) => boostedScores(noise, query, START, forest)),
		);
		expect(reached).toBeCloseTo(watched, 12);
	});

	test("does not look at what is to be kept", () => {
		const { forest } = boost(log, halves(log), START, new Set(["skill"]), SMALL);
		expect(JSON.stringify(forest)).not.toContain("skill");
		expect(forest.length).toBeGreaterThan(0);
	});

	test("is measured on held-out queries: a signal helps there, noise does not, and the gap is told", () => {
		const options = { seed: 1, folds: 3 };
		const noise = tuneTrees(madeLog(30, 8, false), START, options, new Set(), SMALL);
		expect(noise.heldOut.after).toBeLessThan(noise.heldOut.before + 0.03);
		const signal = tuneTrees(log, START, options, new Set(), SMALL);
		expect(signal.heldOut.after).toBeGreaterThan(signal.heldOut.before + 0.05);
		for (const { gap, training, heldOut } of [noise, signal]) {
			expect(gap).toBeCloseTo(training.after - heldOut.after, 12);
		}
	});
});

describe("tune --model trees", () => {
	const corpus = smallCorpus();
	const out = path.join(corpus, "boosted.v1.json");

	test("writes a profile with its provenance, which evaluate takes", async () => {
		const tuned = await run("tune", "--corpus", corpus, "--model", "trees", "--out", out, "--folds", "2", "--json");
		expect(tuned.code).toBe(0);
		expect(JSON.parse(tuned.out)).toMatchObject({ model: "trees", queries: 4, folds: 2, profile: "boosted.v1" });
		const profile = parseProfile(readFileSync(out, "utf8"), "boosted.v1.json");
		expect(profile.trees).toBeDefined();
		expect(profile.provenance).toMatchObject({ method: "tuned", tenant: null, corpora: ["small"], seed: 1 });
		expect((await run("evaluate", "--corpus", corpus, "--profile", out)).code).toBe(0);
		const written = readFileSync(out, "utf8");
		const again = await run("tune", "--corpus", corpus, "--model", "trees", "--out", out, "--folds", "2");
		expect(again).toMatchObject({ code: 1, err: expect.stringContaining("is there already and is not overwritten") });
		expect(readFileSync(out, "utf8")).toBe(written);
	});

	test("weights may begin with those of a file, and only with these", async () => {
		const on = path.join(corpus, "further.v1.json");
		const boosted = parseProfile(readFileSync(out, "utf8"), "boosted.v1.json");
		const none = Object.fromEntries(Object.keys(boosted.fields).map((field) => [field, 0]));
		const poor = path.join(corpus, "poor.v1.json");
		writeFileSync(poor, JSON.stringify({ ...boosted, id: "poor.v1", fields: none, coverage: 0 }));
		const { code, err } = await run("tune", "--corpus", corpus, "--from", poor, "--out", on, "--folds", "2");
		expect(code, err).toBe(0);
		const further = parseProfile(readFileSync(on, "utf8"), "further.v1.json");
		expect(further.description).toContain("from poor.v1");
		// They are no part of what was measured.
		expect(further.trees).toBeUndefined();
	});

	test("another model is refused", async () => {
		const { code, err } = await run("tune", "--corpus", corpus, "--model", "forest", "--out", out);
		expect(code).not.toBe(0);
		expect(err).toContain("linear, trees");
	});
});
