/** What the cluster engine has Elasticsearch order people by: never below the exact score, and hardly above it, or it reads people for nothing. */
import { expect, test } from "vitest";
import { TEXT_FIELDS } from "../../src/domain/document.ts";
import { type Estimate, groupQuery } from "../../src/engine/elasticsearch/estimate.ts";
import { StoreKeys } from "../../src/engine/elasticsearch/store-keys.ts";
import type { Plan } from "../../src/engine/port.ts";
import { alternativeScore, BODY_BIT, groupFactor, lengthNorm, saturated } from "../../src/engine/scoring.ts";
import { KEY } from "../contract/worlds.ts";

test("the bound of a word in the body is what Elasticsearch makes of it", () => {
	const keys = new StoreKeys(KEY);
	const fieldWeights = Object.fromEntries(TEXT_FIELDS.map((field) => [field, 1])) as Plan["scoring"]["fieldWeights"];
	const scoring: Plan["scoring"] = { k1: 1.2, b: 0.6, fieldWeights, coverageWeight: 0 };
	const [average, longest, documents, having] = [200, 400, 1000, 50];
	const group = { alternatives: [{ node: { op: "word" as const, word: "java" }, weight: 1 }], weight: 1 };
	const estimate: Estimate = {
		plan: {
			filter: { op: "all" },
			groups: [group],
			coverage: { minimum: 1, people: 1 },
			scoring,
			offset: 0,
			limit: 1,
			facets: [],
		},
		groups: [
			{ group, alternatives: [{ node: { op: "words", words: ["java"], fields: BODY_BIT }, weight: 1 }], words: [] },
		],
		population: documents,
		matching: [having],
		averageBodyLength: average,
		longestBody: longest,
		body: { documents, averageLength: average, boost: 2.2, frequencies: new Map([[keys.word("java"), having]]) },
	};
	const [, boost] = /"boost":([\d.]+)/.exec(JSON.stringify(groupQuery(estimate, 0, { keys, eyes: null }))) ?? [];
	// Of BM25 as Elasticsearch has it, which multiplies Lucene's with k1 + 1.
	const idf = Math.log(1 + (documents - having + 0.5) / (having + 0.5));
	const boundOf = (frequency: number, length: number) =>
		(Number(boost) * 2.2 * idf * frequency) / (frequency + 1.2 * (0.25 + (0.75 * length) / average));
	const exactOf = (frequency: number, length: number) =>
		groupFactor(group, documents, having) *
		alternativeScore(1, 0, 1, saturated(frequency, lengthNorm(length, average, scoring), scoring.k1));
	for (const frequency of [1, 2, 5, 40, 255])
		for (const length of [1, 10, 100, 200, 300, 400]) {
			const times = boundOf(frequency, length) / exactOf(frequency, length);
			expect(times, `${frequency} in ${length}`).toBeGreaterThanOrEqual(1 - 1e-9);
			if (length >= average) expect(times, `${frequency} in ${length}`).toBeLessThan(1.12);
		}
});
