import { describe, expect, test } from "vitest";
import { SearchRequest, type SearchRequestInput } from "../../../src/domain/query.ts";
import { ForJobRequest, SimilarRequest } from "../../../src/domain/requirement.ts";
import type { Meaning, NearConcept } from "../../../src/search/meaning/concept.ts";
import { createProfiles, loadProfiles } from "../../../src/search/profiles.ts";
import { createMatching } from "../../../src/search/requirement/matching.ts";
import { createSearch, type SearchDeps } from "../../../src/search/search.ts";
import { AS_OF, openWorld, recognizer } from "../world.ts";

/** What is near to a word beyond the vocabulary widens a search, is told, and can be switched off. */

const near: Record<string, NearConcept[]> = {
	"skill:java": [
		{ key: "skill-text:acme flow", label: "Acme Flow", source: "learned", similarity: 0.9 },
		{ key: "title:nurse", label: "Registered Nurse", source: "learned", similarity: 0.6 },
	],
	"title-text:wrangler": [{ key: "title-text:flow herder", label: "Flow herder", source: "learned", similarity: 0.8 }],
	"skill:python": [{ key: "skill:go", label: "Go", source: "embedding", similarity: 0.5 }],
};
const meaning: Meaning = { near: (concept) => near[concept] ?? [] };
const learned: NonNullable<SearchDeps["learned"]> = { of: async () => meaning, forget() {} };
const embeddings: NonNullable<SearchDeps["embeddings"]> = {
	embedder: { id: "test" },
	build: async () => [],
	near: async () => meaning,
	forget() {},
};

const profile = loadProfiles().get(undefined, null);
const world = await openWorld({
	candidates: [
		{ id: "java", resume: { skills: [{ name: "Java" }] } },
		{ id: "flow", resume: { skills: [{ name: "Acme Flow" }], work: [{ position: "Developer" }] } },
		{ id: "nurse", resume: { work: [{ position: "Registered Nurse" }] } },
		{ id: "herder", resume: { work: [{ position: "Flow herder", summary: "berlin" }] } },
		{ id: "go", resume: { skills: [{ name: "Go" }], work: [{ position: "Developer" }] } },
	],
});
function find(query: string, request: SearchRequestInput = {}, deps: Partial<SearchDeps> = { learned }) {
	const search = createSearch({ recognizer, profiles: createProfiles([profile]), clock: () => AS_OF, ...deps });
	return search.search(world.scope, SearchRequest.parse({ query, ...request }));
}
const ways = async (...args: Parameters<typeof find>) => (await find(...args)).expansions.flatMap((part) => part.ways);

describe("what was learned", () => {
	test("is told with its weight, the profile's times how near it is, and whom it brings", async () => {
		expect(await ways("java developer")).toEqual(
			expect.arrayContaining([
				{ source: "learned", words: ["Acme Flow"], weight: profile.expansion.learned * 0.9, people: 1 },
				{ source: "learned", words: ["Registered Nurse"], weight: profile.expansion.learned * 0.6, people: 1 },
			]),
		);
	});
	test("scores, and does not answer the part", async () => {
		const { hits, totalFull } = await find("java developer");
		const flow = hits.find(({ candidateId }) => candidateId === "flow");
		expect(flow?.explanation?.missing).toEqual(["java"]);
		expect(flow?.explanation?.contributions.map(({ text }) => text).join("\n")).toMatch(/Acme Flow, used alike/);
		expect(totalFull).toBe(0);
	});
	test("nobody is listed for it who must have the thing itself", async () => {
		for (const query of ["java", "+java", "java AND developer", "NOT java"])
			expect((await ways(query)).filter(({ source }) => source === "learned")).toEqual([]);
	});
	test("also for words that the vocabulary does not know, and only in the fields of the scope", async () => {
		expect((await ways("title:wrangler berlin")).map(({ words }) => words)).toContainEqual(["Flow herder"]);
		expect((await ways("skill:java developer")).map(({ words }) => words)).not.toContainEqual(["Registered Nurse"]);
	});
	test("can be switched off by source, by name, by quotes, and by the profile", async () => {
		const sources = async (...args: Parameters<typeof find>) => (await ways(...args)).map(({ source }) => source);
		expect(await sources("java developer", { expansion: { off: ["learned"] } })).not.toContain("learned");
		expect(await sources('"java" developer')).not.toContain("learned");
		const flow = (await ways("java developer", { expansion: { offTerms: ["acme flow"] } })).flatMap(
			({ words }) => words,
		);
		expect(flow).not.toContain("Acme Flow");
		expect(flow).toContain("Registered Nurse");
		const without = { ...profile, expansion: { ...profile.expansion, learned: 0 } };
		expect(await sources("java developer", {}, { learned, profiles: createProfiles([without]) })).not.toContain(
			"learned",
		);
	});
});

test("people for a job and people like others are widened as a search is", async () => {
	const deps: SearchDeps = { recognizer, profiles: createProfiles([profile]), clock: () => AS_OF, learned, embeddings };
	const matching = createMatching(deps);
	const forJob = await matching.forJob(
		world.scope,
		ForJobRequest.parse({ title: "Developer", skills: ["Java", "Python"] }),
	);
	const own = { id: "own", resume: { skills: [{ name: "Java" }], work: [{ position: "Developer" }] } };
	const { scope } = await openWorld({ candidates: [own, { id: "flow", resume: { skills: [{ name: "Acme Flow" }] } }] });
	const similar = await matching.similar(scope, SimilarRequest.parse({ people: ["own"] }));
	for (const { expansions } of [forJob, similar])
		expect(expansions.flatMap(({ ways }) => ways).map(({ source }) => source)).toContain("learned");
});

describe("what a model says is near", () => {
	test("is told as such, beside what was learned", async () => {
		expect(await ways("python developer", {}, { embeddings })).toContainEqual({
			source: "embedding",
			words: ["Go"],
			weight: profile.expansion.embedding * 0.5,
			people: 1,
		});
	});
	test("a model that does not answer is told in the lint, and the rest is answered", async () => {
		const silent = { ...embeddings, near: async () => null };
		const { lint, hits } = await find("python developer", {}, { embeddings: silent });
		expect(lint.map(({ code }) => code)).toContain("embedding-unavailable");
		expect(hits.length).toBeGreaterThan(0);
	});
	test("switched off it is not asked", async () => {
		const never: NonNullable<SearchDeps["embeddings"]> = {
			...embeddings,
			near: () => Promise.reject(new Error("asked")),
		};
		await find("python developer", { expansion: { off: ["embedding"] } }, { embeddings: never });
	});
});
