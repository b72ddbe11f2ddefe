import type { Scope } from "../tenancy/scope.ts";
import { findOwnCorpus, isShipped, type OwnCorpus } from "./corpora.ts";
import type { LabDeps } from "./deps.ts";
import type { Progress } from "./jobs.ts";
import { ownLists } from "./own-lists.ts";
import { pairIdOf, pairsOf, putLines, putPair, settledGrade } from "./pairs.ts";
import { BM25, resolveProfile, resolveSystem } from "./profiles.ts";
import { digestOf, fault } from "./records.ts";
import type { RunResult } from "./results.ts";
import type { RunInput } from "./run-record.ts";
import { readRows, toRows } from "./vocabulary.ts";

/** What a run does, by its kind and by whose people the collection is of. */
export interface WorkOptions {
	readonly onStart: () => void;
	readonly onProgress: (progress: Progress) => void;
	readonly signal: AbortSignal;
}

export interface Worked {
	readonly result: RunResult | null;
	readonly pairs: number | null;
}

/** @throws TributaryError `invalid-field` no such collection or profile, or one that this cannot be done with */
export async function workOn(scope: Scope, deps: LabDeps, input: RunInput, options: WorkOptions): Promise<Worked> {
	const own = isShipped(input.corpus) ? null : await findOwnCorpus(scope, input.corpus);
	if (own === null && !isShipped(input.corpus)) throw fault("/corpus", "There is no collection of this name.");
	switch (input.kind) {
		case "measure":
			return own === null
				? measureShipped(scope, deps, input, options)
				: measureOwn(scope, deps, { input, own }, options);
		case "effect":
			if (own === null) return measureEffect(scope, deps, input, options);
			throw fault(
				"/corpus",
				"What a vocabulary does is measured on a shipped collection: its resumes are read anew with each.",
			);
		case "pool":
			return own === null ? poolShipped(scope, deps, input, options) : poolOwn(scope, deps, { input, own }, options);
	}
}

type Of<K extends RunInput["kind"]> = Extract<RunInput, { readonly kind: K }>;

const systemsOf = (scope: Scope, deps: LabDeps, { systems }: Pick<RunInput, "systems">) =>
	Promise.all(systems.map((name, index) => resolveSystem(scope, deps, name, `/systems/${index}`)));

async function measureShipped(
	scope: Scope,
	deps: LabDeps,
	input: Of<"measure">,
	options: WorkOptions,
): Promise<Worked> {
	const systems = await systemsOf(scope, deps, input);
	const judgments = input.withJudgments ? await judgmentsOf(scope, input.corpus) : [];
	const job = { kind: "measure", corpus: input.corpus, systems, judgments, seed: input.seed } as const;
	return { result: await deps.bench.run(scope.tenant.id, job, options), pairs: null };
}

/** What the tenant's judges settled on, by query and person. */
async function judgmentsOf(scope: Scope, corpus: string): Promise<(readonly [string, string, number])[]> {
	return (await pairsOf(scope.store, corpus)).flatMap(({ pair }) => {
		const grade = settledGrade(pair);
		return grade === null ? [] : [[pair.query, pair.document, grade] as const];
	});
}

/** People of each list that are measured, as R@100 asks for. */
const DEPTH = 100;

async function measureOwn(
	scope: Scope,
	deps: LabDeps,
	{ input, own }: { readonly input: Of<"measure">; readonly own: OwnCorpus },
	options: WorkOptions,
): Promise<Worked> {
	const profiles = await profilesOf(scope, deps, input);
	const judgments = await judgmentsOf(scope, own.id);
	if (judgments.length === 0) throw fault("/corpus", "Nobody has judged anything of this collection yet.");
	const runs = await ownLists(scope, deps, { queries: own.queries, profiles }, { depth: DEPTH, ...options });
	const people = new Set(runs.flatMap(({ lists }) => lists.flatMap(([, documents]) => documents))).size;
	const job = { kind: "measure-lists", queries: own.queries, judgments, runs, people, seed: input.seed } as const;
	return { result: await deps.bench.run(scope.tenant.id, job, { signal: options.signal }), pairs: null };
}

function profilesOf(scope: Scope, deps: LabDeps, { systems }: Pick<RunInput, "systems">) {
	return Promise.all(
		systems.map((name, index) => {
			const pointer = `/systems/${index}`;
			if (name === BM25) throw fault(pointer, "Plain BM25 is measured on shipped collections only.");
			return resolveProfile(scope, deps, name, pointer);
		}),
	);
}

async function measureEffect(scope: Scope, deps: LabDeps, input: Of<"effect">, options: WorkOptions): Promise<Worked> {
	const [system] = await systemsOf(scope, deps, input);
	if (system === undefined) throw fault("/systems", "Name one.");
	const { rows } = await readRows(scope);
	const job = { kind: "effect", corpus: input.corpus, rows: toRows(rows), system, seed: input.seed } as const;
	return { result: await deps.bench.run(scope.tenant.id, job, options), pairs: null };
}

async function poolShipped(scope: Scope, deps: LabDeps, input: Of<"pool">, options: WorkOptions): Promise<Worked> {
	const systems = await systemsOf(scope, deps, input);
	const { kind, corpus, depth, queries, seed } = input;
	const { pairs } = await deps.bench.run(scope.tenant.id, { kind, corpus, depth, queries, seed, systems }, options);
	const drawn = pairs.map(({ query, document, asked, lines }) => ({ query, document, asked, lines }));
	return { result: null, pairs: await keepPairs(scope, corpus, drawn, false) };
}

async function poolOwn(
	scope: Scope,
	deps: LabDeps,
	{ input, own }: { readonly input: Of<"pool">; readonly own: OwnCorpus },
	options: WorkOptions,
): Promise<Worked> {
	const profiles = await profilesOf(scope, deps, input);
	const queries = own.queries.slice(0, input.queries);
	const { depth } = input;
	const runs = await ownLists(scope, deps, { queries, profiles }, { depth, ...options });
	const asked = new Map(queries.map(({ id, text }) => [id, text]));
	const found = runs.flatMap(({ lists }) =>
		lists.flatMap(([query, documents]) => documents.map((document) => ({ query, document }))),
	);
	const distinct = new Map(found.map((pair) => [pairIdOf(own.id, pair.query, pair.document), pair]));
	// By a digest that the seed is part of: an order that tells nothing of how a ranking placed somebody, query by query.
	const order = (query: string, document: string) => digestOf(String(input.seed), query, document);
	const drawn = [...distinct.values()]
		.map((pair) => ({ ...pair, asked: asked.get(pair.query) ?? "", lines: null }))
		.sort(
			(a, b) =>
				compare(order(a.query, ""), order(b.query, "")) ||
				compare(order(a.query, a.document), order(b.query, b.document)),
		);
	return { result: null, pairs: await keepPairs(scope, own.id, drawn, true) };
}

const compare = (one: string, other: string) => (one < other ? -1 : one > other ? 1 : 0);

interface Drawn {
	readonly query: string;
	readonly document: string;
	readonly asked: string;
	readonly lines: Parameters<typeof putLines>[1] | null;
}

const BATCH = 200;

/** Behind those that are there, whose grades stay. @returns how many are new */
async function keepPairs(scope: Scope, corpus: string, drawn: readonly Drawn[], isOwn: boolean): Promise<number> {
	const known = await pairsOf(scope.store, corpus);
	const ids = new Set(known.map(({ pair }) => pair.id));
	const from = (known.at(-1)?.pair.place ?? -1) + 1;
	const fresh = drawn
		.map((one) => ({ ...one, id: pairIdOf(corpus, one.query, one.document) }))
		.filter(({ id }) => !ids.has(id));
	const changes = fresh.map(({ lines, ...pair }, index) => [
		putPair({ ...pair, corpus, place: from + index, grades: {} }, isOwn),
		...(lines === null ? [] : [putLines(pair.id, lines)]),
	]);
	for (let start = 0; start < changes.length; start += BATCH)
		await scope.store.write(changes.slice(start, start + BATCH).flat());
	return fresh.length;
}
