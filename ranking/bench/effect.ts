import type { EffectJob } from "../../src/lab/jobs.ts";
import type { RunResult } from "../../src/lab/results.ts";
import { DEPTH, type Evaluation, evaluate, searchCount } from "../evaluation.ts";
import { ON_THIS_MACHINE, withCollection } from "../session.ts";
import { SHIPPED } from "../terms/write-folder.ts";
import { withRows } from "./changed-vocabulary.ts";
import { counted, openSpec, resultOf, shippedCorpus } from "./measure.ts";
import type { OnProgress } from "./run-job.ts";

/** What a change of the vocabulary does. */
export async function effect(job: EffectJob, onProgress: OnProgress): Promise<RunResult> {
	const corpus = shippedCorpus(job.corpus);
	const total = searchCount(corpus, 2);
	let done = 0;
	const measured = (name: string, vocabulary: string): Promise<Evaluation> =>
		withCollection(
			corpus,
			ON_THIS_MACHINE,
			async (collection) => {
				const opened = await openSpec(collection, job.system);
				const system = counted(opened, () => onProgress({ done: ++done, total }));
				return evaluate({ ...system, name }, corpus, job.seed, DEPTH);
			},
			{ vocabulary },
		);
	return withRows(job.rows, async (folder) => {
		const evaluations = [await measured("shipped", SHIPPED), await measured("changed", folder)];
		return resultOf(corpus, evaluations, { seed: job.seed });
	});
}
