/**
 * How fast is the embedded engine alone, without analysis and ranking? Synthetic people of about 400 words with a Zipf
 * vocabulary; plans of 2 to 6 groups with 8 facets, as search makes them. `node test/bench/engine.ts [people]`.
 */
import { mkdtemp, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { monitorEventLoopDelay } from "node:perf_hooks";
import { type IndexedDocument, TEXT_FIELDS, type TextField } from "../../src/domain/document.ts";
import { parseTenantId } from "../../src/domain/tenant.ts";
import { openEmbeddedEngine } from "../../src/engine/embedded/engine.ts";
import type { Change, Node, Plan, Store } from "../../src/engine/port.ts";
import type { Bench } from "./main.ts";
import { pick, random } from "./random.ts";

const BATCH = 500;
/** People made before the clock runs. */
const TURN = 4000;
const PLANS = 300;
const VOCABULARY = 100_000;
/** Words of each field; together about 400. */
const LENGTHS: Readonly<Partial<Record<TextField, number>>> = {
	name: 2,
	currentTitle: 3,
	pastTitle: 6,
	skill: 25,
	currentCompany: 2,
	pastCompany: 4,
	school: 3,
	degree: 3,
	location: 2,
	note: 20,
	body: 330,
};
const FACETS = ["skill", "title", "company", "country", "city", "education", "language", "source"] as const;

type Next = () => number;

export const run: Bench = async ({ candidates, seed }) => {
	const folder = await mkdtemp(path.join(os.tmpdir(), "tributary-engine-"));
	const engine = await openEmbeddedEngine({ dataDir: folder });
	const delay = monitorEventLoopDelay({ resolution: 1 });
	try {
		const store = await engine.open({ kind: "tenant", tenant: parseTenantId("bench") }, new Uint8Array(32).fill(1), {
			create: true,
		});
		const next = random(seed);
		const ingest = await fill(store, candidates, next, delay);
		const plans = Array.from({ length: PLANS }, () => planOf(next));
		const first = await timed(() => store.retrieve(plans[0] as Plan));
		delay.reset();
		delay.enable();
		const cold = await run300(store, plans);
		const warm = await run300(store, plans);
		delay.disable();
		return {
			candidates,
			ingest,
			"open and first search, ms": first.ms,
			"first run, ms": percentiles(cold),
			"second run, ms": percentiles(warm),
			"event loop delay while searching, ms": Math.round(delay.max / 1e6),
			"resident memory, MB": Math.round(process.memoryUsage().rss / 1e6),
		};
	} finally {
		await engine.close();
		await rm(folder, { recursive: true, force: true });
	}
};

/** Writes people in batches, by turns one batch at a time and two at a time, as an importer does that prepares the next one. */
async function fill(store: Store, count: number, next: Next, delay: ReturnType<typeof monitorEventLoopDelay>) {
	const lanes = { 1: { people: 0, ms: 0 }, 2: { people: 0, ms: 0 } };
	let blocked = 0;
	for (let start = 0, turn = 0; start < count; start += TURN, turn++) {
		const people = Array.from({ length: Math.min(TURN, count - start) }, (_, index) => changeOf(start + index, next));
		const batches = Array.from({ length: Math.ceil(people.length / BATCH) }, (_, index) =>
			people.slice(index * BATCH, (index + 1) * BATCH),
		);
		// Making people is not measured: neither its time nor that it holds the event loop.
		await new Promise((resolve) => setTimeout(resolve, 5));
		delay.reset();
		delay.enable();
		const width = turn % 2 === 0 ? 1 : 2;
		lanes[width].ms += (await timed(() => writeAll(store, batches, width))).ms;
		lanes[width].people += people.length;
		delay.disable();
		blocked = Math.max(blocked, delay.max);
	}
	const rate = ({ people, ms }: { people: number; ms: number }) => Math.round(people / (ms / 1000));
	return {
		"people a second, one write at a time": rate(lanes[1]),
		"people a second, two writes at a time": rate(lanes[2]),
		"event loop delay, ms": Math.round(blocked / 1e6),
	};
}

async function writeAll(store: Store, batches: readonly Change[][], width: number): Promise<void> {
	const queue = batches.values();
	const lane = async () => {
		for (const batch of queue) await store.write(batch);
	};
	await Promise.all(Array.from({ length: width }, lane));
}

async function run300(store: Store, plans: readonly Plan[]): Promise<number[]> {
	const times: number[] = [];
	for (const plan of plans) times.push((await timed(() => store.retrieve(plan))).ms);
	return times;
}

async function timed<T>(work: () => Promise<T>): Promise<{ value: T; ms: number }> {
	const began = performance.now();
	const value = await work();
	return { value, ms: performance.now() - began };
}

function percentiles(times: readonly number[]): Record<string, number> {
	const sorted = [...times].sort((a, b) => a - b);
	const at = (share: number) =>
		Math.round((sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] as number) * 100) / 100;
	return { p50: at(0.5), p95: at(0.95), p99: at(0.99), max: at(1) };
}

/** Words by rank: the Zipf-Mandelbrot law of a natural text; the most frequent word is 4.5% of it, 500 people have 24,000 words. */
const CUMULATIVE = (() => {
	const sums = new Float64Array(VOCABULARY);
	let sum = 0;
	for (let rank = 0; rank < VOCABULARY; rank++) {
		sum += 1 / (rank + 5) ** 1.2;
		sums[rank] = sum;
	}
	return sums;
})();

function rankOf(next: Next): number {
	const sought = next() * (CUMULATIVE[VOCABULARY - 1] as number);
	let low = 0;
	let high = VOCABULARY - 1;
	while (low < high) {
		const middle = (low + high) >> 1;
		if ((CUMULATIVE[middle] as number) < sought) low = middle + 1;
		else high = middle;
	}
	return low;
}

const wordOf = (rank: number) => `w${rank.toString(36)}${"etaoin".slice(0, rank % 6)}`;

export function changeOf(number: number, next: Next): Change {
	const fields = Object.fromEntries(
		Object.entries(LENGTHS).map(([field, length]) => [field, Array.from({ length }, () => wordOf(rankOf(next)))]),
	);
	const values = (name: string, count: number, of: number) =>
		Array.from({ length: count }, () => `${name} ${Math.floor(next() ** 3 * of)}`);
	const document: IndexedDocument = {
		language: "en",
		fields,
		facets: {
			skill: values("Skill", 14, 3000),
			title: values("Title", 1, 400),
			company: values("Company", 4, 20_000),
			country: values("C", 1, 40),
			city: values("City", 1, 2000),
			education: values("Level", 1, 6),
			language: values("L", 2, 20),
			source: values("Source", 1, 5),
		},
		columns: { years: Math.floor(next() * 30), seniority: Math.floor(next() * 6), updatedAt: 1.7e12 + number },
		keys: [`email:person${number}@example.com`],
		link: number % 3 === 0 ? `profile-${number}` : null,
	};
	return {
		op: "put",
		collection: "person",
		id: `person-${number}`,
		record: JSON.stringify({ id: number, text: fields }),
		document,
	};
}

export function planOf(next: Next): Plan {
	const groups = Array.from({ length: 2 + Math.floor(next() * 5) }, () => {
		const rank = 30 + Math.floor(next() ** 2 * 2000);
		const word = (by: number): Node => ({ op: "word", word: wordOf(rank + by) });
		const alternatives = [
			{ node: { op: "stem", word: wordOf(rank), stems: [] } as Node, weight: 1 },
			{ node: word(1), weight: 0.8 },
			{ node: word(2), weight: 0.6 },
			{ node: { op: "phrase", words: [wordOf(rank), wordOf(rank + 3)] } as Node, weight: 1 },
		];
		return { alternatives, weight: 1 };
	});
	const filters: Node[] = [
		{ op: "all" },
		{ op: "all" },
		{ op: "range", column: "years", min: 5, max: 15 },
		{
			op: "and",
			of: [
				{ op: "facet", facet: "country", values: [`C ${Math.floor(next() * 10)}`] },
				{ op: "not", of: { op: "linked" } },
			],
		},
	];
	return {
		filter: pick(next, filters),
		groups,
		coverage: { minimum: Math.ceil(groups.length / 2), people: 100 },
		scoring: {
			fieldWeights: Object.fromEntries(
				TEXT_FIELDS.map((field, index) => [field, field === "body" ? 1 : 3 - index / 10]),
			) as Record<TextField, number>,
			k1: 1.2,
			b: 0.75,
			coverageWeight: 1,
		},
		offset: 0,
		limit: 300,
		facets: FACETS.map((facet) => ({ facet, size: 20 })),
		yearsStep: 5,
	};
}

if (import.meta.main) {
	console.log(
		await run({ candidates: Number(process.argv[2] ?? 100_000), seed: 7, json: false, svg: undefined, rest: [] }),
	);
}
