import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createRandom } from "../../corpora/generate/random.ts";
import { ascend, meanQuality, quality, scoresOf, topRows } from "../../ranking/ascent.ts";
import { type Collection, openCollection, searchHits } from "../../ranking/collection.ts";
import { readCorpus } from "../../ranking/corpus.ts";
import { byText } from "../../ranking/cross-validation.ts";
import { gradesOf } from "../../ranking/evaluation.ts";
import {
	type FeatureLog,
	featuresOf,
	type LoggedQuery,
	logFeatures,
	weightsOf,
	withWeights,
} from "../../ranking/feature-log.ts";
import { ndcg } from "../../ranking/metrics.ts";
import { gains, tune } from "../../ranking/tune.ts";
import { loadProfiles } from "../../src/search/profiles.ts";
import { smallCorpus } from "./small-corpus.ts";

const shipped = loadProfiles().get("default.v1", null);

describe("the log of features", () => {
	let collection: Collection;
	beforeAll(async () => {
		collection = await openCollection(readCorpus(smallCorpus()));
	});
	afterAll(() => collection.close());

	test("gives the scores and the order of the search, under any weights", async () => {
		const log = await logFeatures(collection, shipped);
		expect(log.queries.map(({ ids }) => ids.length).some((length) => length > 1)).toBe(true);
		const random = createRandom(4);
		for (let trial = 0; trial < 5; trial++) {
			const weights = weightsOf(shipped).map((weight) => (trial === 0 ? weight : random.int(0, 3) * random.next()));
			const profile = { ...withWeights(shipped, weights), id: "trial.v1" };
			const search = collection.platform.searchWith(profile);
			for (const logged of log.queries) {
				const query = collection.corpus.queries.find(({ id }) => id === logged.id);
				if (query === undefined) throw new Error(logged.id);
				const hits = await searchHits(search, collection, query, { depth: 10, profile: profile.id });
				const scores = scoresOf(logged, weights);
				const rows = topRows(scores, 10);
				expect(rows.map((row) => logged.ids[row])).toEqual(hits.map(({ candidateId }) => candidateId));
				for (const [place, row] of rows.entries()) expect(scores[row]).toBeCloseTo(hits[place]?.score as number, 9);
				const ids = hits.map(({ candidateId }) => candidateId as string);
				expect(quality(logged, scores)).toBeCloseTo(ndcg(ids, gradesOf(collection.corpus, logged.id), 10), 12);
			}
		}
	});

	test("weights go into a profile and come out again", () => {
		const weights = Float64Array.from(featuresOf(shipped), (_, index) => index + 0.5);
		expect(weightsOf(withWeights(shipped, weights))).toEqual(weights);
		expect(withWeights(shipped, weightsOf(shipped))).toEqual(shipped);
	});
});

/** Queries whose right people are told by feature 0; feature 1 misleads, feature 2 is noise. */
function madeLog(count: number, seed: number): FeatureLog {
	const random = createRandom(seed);
	const queries = Array.from({ length: count }, (_, number): LoggedQuery => {
		const grades = Float64Array.from({ length: 30 }, () => (random.chance(0.15) ? random.int(1, 3) : 0));
		const values = Float64Array.from({ length: 90 }, (_, cell) => {
			const grade = grades[Math.floor(cell / 3)] ?? 0;
			if (cell % 3 === 0) return grade + random.next();
			return cell % 3 === 1 ? 3 - grade + random.next() * 2 : random.next() * 3;
		});
		return {
			id: `q${number}`,
			corpus: "made",
			text: `query ${number}`,
			ids: Array.from(grades, (_, row) => `d${row}`),
			values,
			grades,
			ideal: [...grades].sort((a, b) => b - a),
		};
	});
	return { features: ["currentTitle", "pastTitle", "skill"], queries };
}

test("a query that two collections ask is held out with its twin", () => {
	const { queries } = madeLog(20, 3);
	const twins = queries.map((query) => ({ ...query, corpus: "again" }));
	const partOf = byText([...queries, ...twins.toReversed()], 5);
	for (const [index, query] of queries.entries()) expect(partOf(twins[index] as LoggedQuery)).toBe(partOf(query));
	expect(new Set(queries.map(partOf)).size).toBe(5);
});

describe("coordinate ascent", () => {
	const log = madeLog(40, 3);
	const start = Float64Array.of(1, 1, 1);

	test("finds what helps, never goes below 0, and reports what it reached", () => {
		const { weights, quality: reached } = ascend(log, log.queries, start);
		const scores = (of: Float64Array) => log.queries.map((query) => scoresOf(query, of));
		expect(reached).toBeGreaterThan(meanQuality(log.queries, scores(start)) + 0.2);
		expect(reached).toBeCloseTo(meanQuality(log.queries, scores(weights)), 9);
		expect(Math.min(...weights)).toBeGreaterThanOrEqual(0);
		expect(weights[1] as number).toBeLessThan(weights[0] as number);
	});

	test("leaves what is to be kept", () => {
		expect(ascend(log, log.queries, start, new Set(["pastTitle"])).weights[1]).toBe(1);
	});

	test("that changes no weight gains nothing, so that no profile is written", () => {
		const options = { seed: 1, folds: 2 };
		expect(gains(tune(log, start, { ...options, keep: log.features }))).toBe(false);
		expect(gains(tune(log, start, options))).toBe(true);
	});

	test("asks for two texts, so that one can be held out, and for no more folds than texts", () => {
		const twins = log.queries.slice(0, 4).map((query) => ({ ...query, text: "nurse" }));
		const options = { seed: 1, folds: 4 };
		expect(() => tune({ ...log, queries: twins }, start, options)).toThrow("here is one.");
		expect(() => tune({ ...log, queries: [] }, start, options)).toThrow("here is none.");
		const two = [...twins, ...log.queries.slice(4, 5)];
		expect(tune({ ...log, queries: two }, start, options)).toMatchObject({ queries: 5, folds: 2 });
	});

	test("of nothing but noise promises more in training than held-out queries get", () => {
		const noise = { features: log.features, queries: madeLog(24, 8).queries.map((query) => shuffledGrades(query)) };
		const tuning = tune(noise, start, { seed: 1, folds: 4, keep: [] });
		expect(tuning.gap).toBeGreaterThan(0);
		expect(tuning.training.after).toBeGreaterThan(tuning.training.before);
	});
});

function shuffledGrades(query: LoggedQuery): LoggedQuery {
	const random = createRandom(query.ids.length + Number(query.id.slice(1)), 2);
	return { ...query, grades: Float64Array.from(random.sample([...query.grades], query.grades.length)) };
}
