import { createRandom } from "../../corpora/generate/random.ts";
import type { PoolJob } from "../../src/lab/jobs.ts";
import type { PoolResult } from "../../src/lab/results.ts";
import { readableOf } from "../judge.ts";
import { inBlindOrder, poolOf } from "../judging/pool.ts";
import { ON_THIS_MACHINE, withCollection } from "../session.ts";
import type { Scored } from "../trec.ts";
import { openSpec, shippedCorpus } from "./measure.ts";
import type { OnProgress } from "./run-job.ts";

/** The first people of several rankings on a shipped collection, with what a judge reads of each. */
export async function pool(job: PoolJob, onProgress: OnProgress): Promise<PoolResult> {
	const corpus = shippedCorpus(job.corpus);
	const queries = createRandom(job.seed, 23).sample(corpus.queries, Math.min(job.queries, corpus.queries.length));
	const total = queries.length * job.systems.length;
	let done = 0;
	return withCollection(corpus, ON_THIS_MACHINE, async (collection) => {
		const runs: Map<string, readonly Scored[]>[] = [];
		for (const spec of job.systems) {
			const system = await openSpec(collection, spec);
			const run = new Map<string, readonly Scored[]>();
			for (const query of queries) {
				run.set(query.id, await system.search(query, job.depth));
				onProgress({ done: ++done, total });
			}
			runs.push(run);
		}
		const pairs = inBlindOrder(poolOf(runs, job.depth), job.seed);
		const readable = await readableOf(collection, pairs);
		return {
			pairs: pairs.map((pair) => {
				const { query: asked, lines } = readable(pair);
				return { ...pair, asked, lines: lines.map((line) => ({ ...line, spans: line.spans.map(([a, b]) => [a, b]) })) };
			}),
		};
	});
}
