import { describe, expect, test } from "vitest";
import { SearchRequest, type SearchRequestInput } from "../../../src/domain/query.ts";
import { RankingProfile } from "../../../src/domain/ranking-profile.ts";
import type { Store } from "../../../src/engine/port.ts";
import { type Embedder, EmbedderFault, unitVectors } from "../../../src/search/meaning/embedder.ts";
import { embedAll } from "../../../src/search/meaning/people/embed-people.ts";
import { createPeopleVectors } from "../../../src/search/meaning/people/people-vectors.ts";
import { createQueryVectors } from "../../../src/search/meaning/query-vectors.ts";
import { createProfiles, loadProfiles } from "../../../src/search/profiles.ts";
import { createSearch } from "../../../src/search/search.ts";
import { createReasons } from "../../../src/search/why/reasons.ts";
import { AS_OF, openWorld, recognizer, type World } from "../world.ts";
import { DIMENSION, hashedVector } from "./hashing-embedder.ts";

/** The order looks at who is near to the query in meaning. */

const embedder: Embedder = {
	id: "hashed",
	languages: ["en"],
	dimension: DIMENSION,
	embed: async (texts) => unitVectors(texts.map(hashedVector), { count: texts.length, dimension: DIMENSION }),
};
const WEIGHT = 8;
const base = loadProfiles().get(undefined, null);
const profile = RankingProfile.parse({ ...base, features: { ...base.features, meaningSimilarity: WEIGHT } });

const person = (id: string, position: string, skills: readonly string[] = ["Zorptran"]) => ({
	id,
	resume: { work: [{ position }], skills: skills.map((name) => ({ name })) },
});
const CANDIDATES = [
	person("far", "Crumb keeper"),
	person("near", "Zorptran wrangler"),
	person("unknown", "Чистильщик"),
	{ ...person("matched", "Gardener"), profileId: "p-near" },
];
const PROFILES = [{ ...person("p-near", "Zorptran wranglers") }, { ...person("p-far", "Crumb keeper") }];

const storeOf = (world: World) => world.scope.store;
async function opened() {
	const world = await openWorld({ candidates: CANDIDATES, profiles: PROFILES });
	await embedAll(storeOf(world), embedder, new AbortController().signal);
	await embedAll(world.scope.network as Store, embedder, new AbortController().signal);
	return world;
}
const world = await opened();

function depsWith(model: Embedder = embedder, used: RankingProfile = profile) {
	const queries = createQueryVectors(model, 100);
	return {
		recognizer,
		profiles: createProfiles([used]),
		clock: () => AS_OF,
		people: createPeopleVectors(model, queries),
	};
}
const found = (query: string, request: SearchRequestInput = {}, deps = depsWith()) =>
	createSearch(deps).search(world.scope, SearchRequest.parse({ query, ...request }));
const FEATURE = "meaningSimilarity";

describe("a search with a profile that gives points for it", () => {
	test("puts near people before others who have the same words, in both pools", async () => {
		const { hits } = await found("zorptran wrangling");
		const order = hits.map(({ candidateId, profileId }) => candidateId ?? profileId);
		expect(order.indexOf("near")).toBeLessThan(order.indexOf("far"));
		expect(order).toContain("p-far");
	});
	test("says so, and the score is the exact sum", async () => {
		const { hits } = await found("zorptran wrangling");
		for (const { score, explanation } of hits) {
			const points = explanation?.contributions.map((one) => one.points) ?? [];
			expect(points.reduce((sum, one) => sum + one, 0)).toBe(score);
			const [own] = explanation?.contributions.filter(({ feature }) => feature === FEATURE) ?? [];
			expect(own?.weight).toBe(WEIGHT);
			expect(own?.points).toBe((own?.value ?? 0) * WEIGHT);
			expect(own?.value).toBeGreaterThanOrEqual(0);
			expect(own?.value).toBeLessThanOrEqual(1);
		}
	});
	test("of a matched person the nearer of both records counts", async () => {
		const { hits } = await found("zorptran wrangling");
		const nearnessOf = (id: string) =>
			hits.find((hit) => hit.candidateId === id)?.explanation?.contributions.find(({ feature }) => feature === FEATURE)
				?.value ?? 0;
		expect(nearnessOf("matched")).toBeGreaterThan(nearnessOf("far"));
	});
	test("who has no vector is given the mean of those who have one", async () => {
		const { hits } = await found("zorptran wrangling");
		const all = hits.map(({ candidateId, explanation }) => {
			const own = explanation?.contributions.find(({ feature }) => feature === FEATURE);
			return { candidateId, value: own?.value ?? 0, text: own?.text ?? "" };
		});
		const known = all.filter(({ candidateId }) => candidateId !== "unknown").map(({ value }) => value);
		const unknown = all.find(({ candidateId }) => candidateId === "unknown");
		expect(unknown?.value).toBeCloseTo(known.reduce((sum, one) => sum + one, 0) / known.length, 12);
		expect(unknown?.text).toMatch(/not compared/);
	});
	test("the reason why one stands above another has the same scores", async () => {
		const request = SearchRequest.parse({ query: "zorptran wrangling" });
		const reasons = createReasons(depsWith());
		const { hits } = await found(request.query);
		const scoreOf = (id: string) => hits.find(({ candidateId }) => candidateId === id)?.score;
		const why = await reasons.whyAbove(world.scope, {
			...request,
			a: { candidateId: "near" },
			b: { candidateId: "unknown" },
		});
		expect([why.a.score, why.b.score]).toEqual([scoreOf("near"), scoreOf("unknown")]);
	});
});

describe("it is left out, and nobody is asked", () => {
	const never: Embedder = { ...embedder, embed: () => Promise.reject(new Error("asked")) };
	const featuresOf = async (...args: Parameters<typeof found>) =>
		(await found(...args)).hits.flatMap(({ explanation }) => explanation?.contributions.map(({ feature }) => feature));

	test("where the asker says so", async () => {
		expect(await featuresOf("zorptran", { meaningSimilarity: false }, depsWith(never))).not.toContain(FEATURE);
	});
	test("where the profile gives no points", async () => {
		expect(base.features.meaningSimilarity).toBe(0);
		expect(await featuresOf("zorptran", {}, depsWith(never, base))).not.toContain(FEATURE);
	});
	test("where the query says nothing, or nothing in a language that the model knows", async () => {
		for (const query of ["", "company:acme", "NOT zorptran", "软件工程师 OR zorptran"])
			expect(await featuresOf(query, {}, depsWith(never))).not.toContain(FEATURE);
	});
	test("where the tenant has switched it off", async () => {
		const off = { ...world.scope.tenant, settings: { ...world.scope.tenant.settings, meaningSimilarity: false } };
		const search = createSearch(depsWith(never));
		const { hits } = await search.search({ ...world.scope, tenant: off }, SearchRequest.parse({ query: "zorptran" }));
		expect(hits.length).toBeGreaterThan(0);
	});
});

describe("a model that does not answer", () => {
	const dead: Embedder = { ...embedder, embed: () => Promise.reject(new EmbedderFault("down")) };
	test("is told in the lint, and the rest is answered in the order of the words", async () => {
		const { hits, lint } = await found("zorptran wrangling", {}, depsWith(dead));
		const plain = await found("zorptran wrangling", { meaningSimilarity: false });
		expect(lint.map(({ code }) => code)).toContain("embedding-unavailable");
		expect(hits).toEqual(plain.hits);
	});
	test("in time is not waited for", async () => {
		const hanging: Embedder = { ...embedder, embed: () => new Promise(() => {}) };
		const { lint } = await found("zorptran wrangling", {}, depsWith(hanging));
		expect(lint.map(({ code }) => code)).toContain("embedding-unavailable");
	});
	test("three times is let alone for a while", async () => {
		let asked = 0;
		let now = 0;
		const failing: Embedder = {
			...embedder,
			embed: (texts) => {
				asked++;
				return now < 60_000 ? Promise.reject(new EmbedderFault("down")) : embedder.embed(texts);
			},
		};
		const queries = createQueryVectors(failing, 100, () => now);
		const ask = () => queries.of(world.scope, ["nurse"]);
		for (let time = 0; time < 10; time++) await expect(ask()).rejects.toThrow(EmbedderFault);
		expect(asked).toBe(3);
		now = 60_000;
		expect(await ask()).toHaveLength(1);
		expect(asked).toBe(4);
	});
});
