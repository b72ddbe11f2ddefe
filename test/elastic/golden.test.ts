/**
 * The cluster ranks what the laptop ranks: the same candidates in the same order with the same features as the embedded engine, to the bit.
 * 300 candidates x 100 queries; GOLDEN=10000x1000 for more. What Lucene's own BM25 estimates is never seen in an answer; see the
 * precision in src/engine/elasticsearch/first-stage.ts for the one difference that may be.
 */
import { mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { makePerson, toJsonResume } from "../../corpora/generate/people.ts";
import { candidateDocument } from "../../src/analysis/person-document.ts";
import { createRecognizer } from "../../src/analysis/recognizer.ts";
import { Candidate } from "../../src/domain/candidate.ts";
import { SearchRequest } from "../../src/domain/query.ts";
import { parseTenantId } from "../../src/domain/tenant.ts";
import { openClusterEngine } from "../../src/engine/elasticsearch/engine.ts";
import { openEmbeddedEngine } from "../../src/engine/embedded/engine.ts";
import type { Change, Engine, Plan, Store } from "../../src/engine/port.ts";
import { forPool } from "../../src/search/plan/origin.ts";
import { planQuery } from "../../src/search/plan/plan.ts";
import { loadProfiles } from "../../src/search/profiles.ts";
import { parseQuery } from "../../src/search/query/parse.ts";
import { loadVocabulary } from "../../src/vocabulary.ts";
import { openWordQueries, recruiterQueries } from "../bench/queries.ts";
import { plain } from "../contract/people.ts";
import { KEY } from "../contract/worlds.ts";
import { clusterSettings, freshPrefix, removeIndices } from "./test-cluster.ts";

const [PEOPLE = 300, QUERIES = 100] = (process.env.GOLDEN ?? "300x100").split("x").map(Number);
const BATCH = 500;
const NAME = { kind: "tenant", tenant: parseTenantId("golden") } as const;
const FACETS = ["skill", "title", "company", "country", "city", "education", "language", "source"] as const;
const AT = "2026-01-01T00:00:00.000Z";

const recognizer = createRecognizer(loadVocabulary());
const profile = loadProfiles().get(undefined, null);
const prefix = freshPrefix();
const dataDir = mkdtempSync(path.join(os.tmpdir(), "tributary-golden-"));
let engines: readonly Engine[];
let [embedded, cluster]: readonly Store[] = [];

const resumeOf = (seed: number) => toJsonResume(makePerson(seed % PEOPLE));

function candidate(seed: number): Change {
	const id = `golden-${(seed * 7919) % 100_003}`;
	const person = Candidate.parse({ id, resume: resumeOf(seed), file: null, match: null, createdAt: AT, updatedAt: AT });
	return { op: "put", collection: "person", id, record: "{}", document: candidateDocument(person, recognizer) };
}

function planFor(request: ReturnType<typeof recruiterQueries>[number], limit: number): Plan {
	const { query, filters } = SearchRequest.parse(request);
	const { base } = planQuery({ query: parseQuery(query ?? ""), filters, recognizer, profile, asOf: Date.parse(AT) });
	const facets = FACETS.map((facet) => ({ facet, size: 10 }));
	return { ...forPool(base, "ats"), offset: 0, limit, facets, yearsStep: 5, linkedProfiles: true };
}

beforeAll(async () => {
	engines = await Promise.all([
		openEmbeddedEngine({ dataDir, searchThreads: 1 }),
		openClusterEngine(clusterSettings(prefix)),
	]);
	[embedded, cluster] = await Promise.all(engines.map((engine) => engine.open(NAME, KEY, { create: true })));
	for (let start = 0; start < PEOPLE; start += BATCH) {
		const changes = Array.from({ length: Math.min(BATCH, PEOPLE - start) }, (_, at) => candidate(start + at));
		await Promise.all([embedded?.write(changes), cluster?.write(changes)]);
	}
	// Some are stored anew and some erased: Lucene's statistics still count them, ours must not.
	const again = Array.from({ length: PEOPLE / 10 }, (_, at) => candidate(at * 10));
	const erased = Array.from(
		{ length: PEOPLE / 20 },
		(_, at): Change => ({ op: "delete", collection: "person", id: candidate(at * 20 + 3).id }),
	);
	for (const store of [embedded, cluster]) await store?.write([...again, ...erased]);
}, 900_000);

afterAll(async () => {
	await Promise.all(engines.map((engine) => engine.close()));
	rmSync(dataDir, { recursive: true, force: true });
	await removeIndices(prefix);
});

test("the same answer as the embedded engine, to the bit", async () => {
	const open = Math.floor(QUERIES / 5);
	const requests = [...recruiterQueries(QUERIES - open, 11, resumeOf), ...openWordQueries(open, 11, resumeOf)];
	let found = 0;
	for (const [at, request] of requests.entries()) {
		// A limit below the number of results: then the order of the estimate matters.
		const plan = planFor(request, at % 2 === 0 ? profile.depth : 7);
		const [expected, actual] = await Promise.all([embedded?.retrieve(plan), cluster?.retrieve(plan)]);
		expect(plain(actual as never), JSON.stringify(request)).toEqual(plain(expected as never));
		found += expected?.total ?? 0;
	}
	expect(found).toBeGreaterThan(QUERIES);
}, 3_600_000);
