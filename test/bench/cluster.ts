/**
 * What the cluster engine costs beside the cluster itself. A node of Elasticsearch is started on this machine; each query is asked of the
 * engine (total, 8 facets, the 500 best measured exactly) and, in the same minute, as one raw search for the same words with the best 10;
 * the same people are written through the engine and as a raw bulk of the same fields. `npm run bench -- cluster`.
 */

import { readFileSync } from "node:fs";
import { Client, type estypes } from "@elastic/elasticsearch";
import { makePerson, toJsonResume } from "../../corpora/generate/people.ts";
import { startCluster } from "../../scripts/elastic/cluster.ts";
import { candidateDocument } from "../../src/analysis/person-document.ts";
import { createRecognizer } from "../../src/analysis/recognizer.ts";
import { Candidate } from "../../src/domain/candidate.ts";
import { SearchRequest } from "../../src/domain/query.ts";
import { parseTenantId } from "../../src/domain/tenant.ts";
import { placed, sealPut } from "../../src/engine/elasticsearch/documents.ts";
import { openClusterEngine } from "../../src/engine/elasticsearch/engine.ts";
import { loadMapping } from "../../src/engine/elasticsearch/mapping.ts";
import { MAPPING_VERSION } from "../../src/engine/elasticsearch/names.ts";
import { StoreKeys } from "../../src/engine/elasticsearch/store-keys.ts";
import type { Change, Plan } from "../../src/engine/port.ts";
import { forPool } from "../../src/search/plan/origin.ts";
import { planQuery } from "../../src/search/plan/plan.ts";
import { loadProfiles } from "../../src/search/profiles.ts";
import { parseQuery } from "../../src/search/query/parse.ts";
import { loadVocabulary } from "../../src/vocabulary.ts";
import type { Bench } from "./main.ts";
import { percentiles, round } from "./platform.ts";
import { recruiterQueries } from "./queries.ts";

const QUERIES = 200;
const BATCH = 500;
const AT = "2026-01-01T00:00:00.000Z";
const FACETS = ["skill", "title", "company", "country", "city", "education", "language", "source"] as const;
const NAME = { kind: "tenant", tenant: parseTenantId("bench") } as const;
const RAW = "raw";
type Put = Extract<Change, { op: "put" }>;

export const run: Bench = async ({ candidates, seed }) => {
	const cluster = await startCluster();
	const nodes = cluster.nodes.map(({ url }) => url);
	const ca = readFileSync(cluster.caFile, "utf8");
	const account = { username: cluster.username, password: cluster.password };
	const engine = await openClusterEngine({ nodes, ca, account, prefix: "bench", startSeconds: 30 });
	const raw = new Client({ nodes, tls: { ca }, auth: account });
	try {
		const key = new Uint8Array(32).fill(7);
		const store = await engine.open(NAME, key, { create: true });
		const { settings, mappings } = loadMapping();
		await raw.indices.create({ index: RAW, settings, mappings });
		const keys = new StoreKeys(key);
		const recognizer = createRecognizer(loadVocabulary());
		const spent = { engine: 0, raw: 0 };
		for (let start = 0; start < candidates; start += BATCH) {
			const changes = Array.from({ length: Math.min(BATCH, candidates - start) }, (_, at) =>
				put(start + at, recognizer),
			);
			spent.engine += await timed(() => store.write(changes));
			// Making tokens and sealing is the engine's own work, so that it stands on its side only.
			const operations = changes.flatMap((change, at) => rawLines(keys, change, start + at));
			spent.raw += await timed(() => raw.bulk({ operations }));
		}
		await raw.indices.refresh({ index: RAW });
		const resumeOf = (person: number) => toJsonResume(makePerson(person % candidates));
		const plans = recruiterQueries(QUERIES, seed, resumeOf).map((request) => planFor(request, recognizer));
		await store.retrieve(plans[0] as Plan);
		const runs = {
			first: { engine: [] as number[], raw: [] as number[] },
			again: { engine: [] as number[], raw: [] as number[] },
		};
		for (const times of Object.values(runs))
			for (const plan of plans) {
				times.engine.push(await timed(() => store.retrieve(plan)));
				times.raw.push(
					await timed(() => raw.search({ index: RAW, size: 10, _source: false, query: rawQuery(plan, keys) })),
				);
			}
		const ratio = ({ engine: ours, raw: theirs }: (typeof runs)["first"]) =>
			round(percentiles(ours).p50 / percentiles(theirs).p50, 2);
		return {
			candidates,
			seed,
			queries: QUERIES,
			"engine, ms": percentiles(runs.first.engine),
			"raw search, ms": percentiles(runs.first.raw),
			"engine / raw search, p50": ratio(runs.first),
			"engine, the same queries again, ms": percentiles(runs.again.engine),
			"engine / raw search again, p50": ratio(runs.again),
			"written a second, engine": Math.round((1000 * candidates) / spent.engine),
			"written a second, raw bulk": Math.round((1000 * candidates) / spent.raw),
			"engine / raw bulk": round(spent.raw / spent.engine, 2),
		};
	} finally {
		await engine.close();
		await raw.close();
		await cluster.stop();
	}
};

type Known = ReturnType<typeof createRecognizer>;

function put(seed: number, recognizer: Known): Put {
	const id = `bench-${seed}`;
	const resume = toJsonResume(makePerson(seed));
	const person = Candidate.parse({ id, resume, file: null, match: null, createdAt: AT, updatedAt: AT });
	return {
		op: "put",
		collection: "person",
		id,
		record: JSON.stringify(person),
		document: candidateDocument(person, recognizer),
	};
}

function rawLines(keys: StoreKeys, change: Put, sequence: number): object[] {
	const esId = keys.id("person", change.id);
	const access = { client: undefined as unknown as Client, index: RAW, keys };
	return [
		{ index: { _index: RAW, _id: esId } },
		placed(sealPut(access, change, esId), { version: 1, sequence, order: change.id, mapping: MAPPING_VERSION }),
	];
}

function planFor(request: ReturnType<typeof recruiterQueries>[number], recognizer: Known): Plan {
	const profile = loadProfiles().get(undefined, null);
	const { query, filters } = SearchRequest.parse(request);
	const { base } = planQuery({ query: parseQuery(query ?? ""), filters, recognizer, profile, asOf: Date.parse(AT) });
	return {
		...forPool(base, "ats"),
		offset: 0,
		limit: profile.depth,
		facets: FACETS.map((facet) => ({ facet, size: 10 })),
	};
}

/** The literal words of a plan, in all text fields, as somebody would ask Elasticsearch without us. */
function rawQuery(plan: Plan, keys: StoreKeys): NonNullable<estypes.QueryDslQueryContainer> {
	const words = plan.groups.flatMap(({ alternatives }) =>
		alternatives
			.slice(0, 1)
			.flatMap(({ node }) =>
				node.op === "word" || node.op === "stem" ? [node.word] : node.op === "phrase" ? node.words : [],
			),
	);
	const query = words.map((word) => keys.word(word)).join(" ");
	return { multi_match: { query, fields: ["text.*"], type: "most_fields" } };
}

async function timed(work: () => Promise<unknown>): Promise<number> {
	const started = performance.now();
	await work();
	return performance.now() - started;
}
