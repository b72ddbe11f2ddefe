/**
 * What tenants on a cluster cost beside the cluster itself. A node of Elasticsearch is started on this machine, and each query is asked of us and,
 * right after, of Elasticsearch: a whole search of the product beside a whole search of the same people in plain text (rival.ts); the
 * store alone (total, 8 facets, the 500 best measured exactly) beside one raw search of the very same index for the same words with as
 * many hits and the same counts, and beside one with nothing but the best 10. People are written through the store and as a raw bulk
 * of the same fields, in turns, two batches under way at once in both. `npm run bench -- cluster`.
 */

import { readFileSync } from "node:fs";
import { Client, type estypes } from "@elastic/elasticsearch";
import { makePerson, toJsonResume } from "../../corpora/generate/people.ts";
import { candidateDocument } from "../../src/analysis/person-document.ts";
import { createRecognizer } from "../../src/analysis/recognizer.ts";
import { Candidate } from "../../src/domain/candidate.ts";
import { SearchRequest } from "../../src/domain/query.ts";
import { placed, sealPut } from "../../src/engine/elasticsearch/documents.ts";
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
import { sourceOf } from "./people.ts";
import { type BenchPlatform, openBenchPlatform, percentiles, round } from "./platform.ts";
import { recruiterQueries } from "./queries.ts";
import { HEAP, openRival } from "./rival.ts";

const QUERIES = 200;
/** Others, asked before of each, so that neither side is compiled while it is measured. */
const WARMING = 60;
const BATCH = 500;
/** Written by the one, then by the other. */
const TURN = 2000;
/** Batches under way at once: while one is written the next is prepared. */
const IN_FLIGHT = 2;
/** The node counts its processor time once a second. */
const SETTLED_MS = 1100;
/** So long is waited for merges at most, and they are over when they were so many times in a row. */
const CALM_MS = 60_000;
const QUIET = 3;
const AT = "2026-01-01T00:00:00.000Z";
const FACETS = ["skill", "title", "company", "country", "city", "education", "language", "source"] as const;
const RAW = "raw";
type Put = Extract<Change, { op: "put" }>;
type Recognizer = ReturnType<typeof createRecognizer>;

export const run: Bench = async ({ candidates, seed, json }) => {
	const bench = await openBenchPlatform(undefined, "elasticsearch", HEAP);
	const { cluster } = bench;
	if (cluster === null) throw new TypeError("There is no cluster.");
	const auth = { username: cluster.username, password: cluster.password };
	const raw = new Client({
		nodes: cluster.nodes.map(({ url }) => url),
		tls: { ca: readFileSync(cluster.caFile) },
		auth,
	});
	try {
		const recognizer = createRecognizer(loadVocabulary());
		const keys = new StoreKeys(new Uint8Array(32).fill(7));
		const written = await fill(bench, raw, { candidates, recognizer, keys, quiet: json });
		const { rival } = await openRival(candidates, 0, json, cluster);
		try {
			const resumeOf = (person: number) => toJsonResume(makePerson(person % candidates));
			const made = [...recruiterQueries(WARMING, seed + 1, resumeOf), ...recruiterQueries(QUERIES, seed, resumeOf)];
			const requests = made.map((request) => SearchRequest.parse(request));
			const plans = requests.map((request) => planFor(request, recognizer));
			const { platform, scope } = bench;
			const [warming, all] = [[...requests.keys()].slice(0, WARMING), [...requests.keys()].slice(WARMING)];
			const whole: Turns = {
				ours: (at) => platform.search.search(scope, requests[at] as SearchRequest),
				theirs: (at) => rival.ask(requests[at] as SearchRequest, "whole"),
			};
			const store = (size: 10 | 500): Turns => ({
				ours: (at) => scope.store.retrieve(plans[at] as Plan),
				theirs: (at) => raw.search(rawSearch(plans[at] as Plan, keys, size)),
			});
			await calm(raw);
			for (const turns of [whole, store(500), store(10)]) await inTurns(warming, turns);
			return {
				candidates,
				seed,
				queries: QUERIES,
				written,
				"whole search / whole raw search": {
					first: await inTurns(all, whole),
					again: await inTurns(all, whole),
					"processor time, ms": await processorTimes(all, whole, () => rival.processorTime()),
				},
				"store / raw search of as many hits": await inTurns(all, store(500)),
				"store / raw search of the best 10": await inTurns(all, store(10)),
				machine: { node: process.version, cores: (await import("node:os")).availableParallelism() },
			};
		} finally {
			await rival.stop();
		}
	} finally {
		await raw.close();
		await bench.close();
	}
};

/** What was written is merged in the background; while a disk is full of that no search tells anything, and an entry in the log may come too late. */
async function calm(raw: Client): Promise<void> {
	const until = performance.now() + CALM_MS;
	for (let quiet = 0; quiet < QUIET && performance.now() < until; ) {
		await new Promise((resolve) => setTimeout(resolve, SETTLED_MS));
		const { _all } = await raw.indices.stats({ index: "_all", metric: "merge" });
		quiet = (_all.total?.merges?.current ?? 0) === 0 ? quiet + 1 : 0;
	}
}

interface Filling {
	readonly candidates: number;
	readonly recognizer: Recognizer;
	readonly keys: StoreKeys;
	readonly quiet: boolean;
}

/** Making people, and for the raw bulk their tokens and seals, is before the clock: those are the engine's own work. */
async function fill({ scope }: BenchPlatform, raw: Client, { candidates, recognizer, keys, quiet }: Filling) {
	const { settings, mappings } = loadMapping();
	await raw.indices.create({ index: RAW, settings, mappings });
	const spent = { engine: 0, raw: 0 };
	for (let start = 0; start < candidates; start += TURN) {
		const people = Array.from({ length: Math.min(TURN, candidates - start) }, (_, at) => put(start + at, recognizer));
		spent.engine += await inFlight(batchesOf(people), (batch) => scope.store.write(batch));
		const lines = people.map((person, at) => rawLines(keys, person, start + at));
		spent.raw += await inFlight(batchesOf(lines), async (batch) => {
			const { errors } = await raw.bulk({ operations: batch.flat() });
			if (errors) throw new Error("Elasticsearch refused a person.");
		});
		if (!quiet) process.stderr.write(`\r${start + people.length} of ${candidates} people stored`);
	}
	if (!quiet) process.stderr.write("\n");
	await raw.indices.refresh({ index: RAW });
	return {
		"a second, through the store": Math.round((1000 * candidates) / spent.engine),
		"a second, raw bulk": Math.round((1000 * candidates) / spent.raw),
		"store / raw bulk": round(spent.raw / spent.engine),
	};
}

const batchesOf = <T>(list: readonly T[]): T[][] =>
	Array.from({ length: Math.ceil(list.length / BATCH) }, (_, at) => list.slice(at * BATCH, (at + 1) * BATCH));

/** @returns milliseconds */
function inFlight<T>(batches: readonly T[], write: (batch: T) => Promise<unknown>): Promise<number> {
	const queue = batches.values();
	const sender = async () => {
		for (const batch of queue) await write(batch);
	};
	return timed(() => Promise.all(Array.from({ length: IN_FLIGHT }, sender)));
}

function put(seed: number, recognizer: Recognizer): Put {
	const id = `bench-${seed}`;
	const resume = toJsonResume(makePerson(seed));
	const source = sourceOf(seed);
	const person = Candidate.parse({ id, resume, source, file: null, match: null, createdAt: AT, updatedAt: AT });
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
	const access = { client: undefined as unknown as Client, index: RAW, keys, mapping: MAPPING_VERSION };
	return [
		{ index: { _index: RAW, _id: esId } },
		placed(sealPut(access, change, esId), { version: 1, sequence, order: change.id, mapping: MAPPING_VERSION }),
	];
}

function planFor({ query, filters }: SearchRequest, recognizer: Recognizer): Plan {
	const profile = loadProfiles().get(undefined, null);
	const { base } = planQuery({ query: parseQuery(query), filters, recognizer, profile, asOf: Date.parse(AT) });
	return {
		...forPool(base, "ats"),
		offset: 0,
		limit: profile.depth,
		facets: FACETS.map((facet) => ({ facet, size: 10 })),
		yearsStep: 5,
	};
}

/** The literal words of a plan, in all text fields, as somebody would ask Elasticsearch without us; filters are left out. */
function rawSearch(plan: Plan, keys: StoreKeys, size: 10 | 500): estypes.SearchRequest {
	const words = plan.groups.flatMap(({ alternatives }) =>
		alternatives
			.slice(0, 1)
			.flatMap(({ node }) =>
				node.op === "word" || node.op === "stem" ? [node.word] : node.op === "phrase" ? node.words : [],
			),
	);
	const query = words.map((word) => keys.word(word)).join(" ");
	const asked = {
		index: RAW,
		size,
		query: { multi_match: { query, fields: ["text.*"], type: "most_fields" as const } },
	};
	if (size === 10) return { ...asked, track_total_hits: false, _source: false };
	const counts = FACETS.map((facet) => [facet, { terms: { field: `written.${facet}`, size: 10 } }]);
	const years = { histogram: { field: "columns.years", interval: 5, min_doc_count: 1 } };
	const aggs = { ...Object.fromEntries(counts), years };
	return { ...asked, track_total_hits: true, _source: ["name", "document"], aggs };
}

interface Turns {
	readonly ours: (at: number) => Promise<unknown>;
	readonly theirs: (at: number) => Promise<unknown>;
}

/** Each is asked of us and right after of the other, so that whatever else the machine does is in the way of both. */
async function inTurns(all: readonly number[], { ours, theirs }: Turns) {
	const times = { ours: [] as number[], theirs: [] as number[] };
	for (const at of all) {
		times.ours.push(await timed(() => ours(at)));
		times.theirs.push(await timed(() => theirs(at)));
	}
	const [us, them] = [percentiles(times.ours), percentiles(times.theirs)];
	const ratio = { p50: round(us.p50 / them.p50), p95: round(us.p95 / them.p95) };
	return { "ours, ms": us, "raw, ms": them, "ours / raw": ratio };
}

/** Of one search, milliseconds, this process and the node; all of ours, then all of the others. */
async function processorTimes(all: readonly number[], { ours, theirs }: Turns, node: () => Promise<number>) {
	const spent = async (work: (at: number) => Promise<unknown>) => {
		await new Promise((resolve) => setTimeout(resolve, SETTLED_MS));
		const before = { node: await node(), process: process.cpuUsage() };
		for (const at of all) await work(at);
		const { user, system } = process.cpuUsage(before.process);
		await new Promise((resolve) => setTimeout(resolve, SETTLED_MS));
		const inNode = ((await node()) - before.node) / all.length;
		const here = (user + system) / 1000 / all.length;
		return { here: round(here), "in Elasticsearch": round(inNode), together: round(here + inNode) };
	};
	const [us, them] = [await spent(ours), await spent(theirs)];
	return { ours: us, raw: them, "ours / raw": round(us.together / them.together) };
}

async function timed(work: () => Promise<unknown>): Promise<number> {
	const started = performance.now();
	await work();
	return performance.now() - started;
}
