import path from "node:path";
import { paint, print, printJson, remark } from "../../src/cli/terminal.ts";
import { ToldFailure } from "../../src/cli/verbs.ts";
import { TributaryError } from "../../src/errors.ts";
import { loadVocabulary } from "../../src/vocabulary.ts";
import { printComparison } from "../compare.ts";
import { compareEvaluations, type Gates, movers } from "../comparison.ts";
import { type Evaluation, evaluateAll } from "../evaluation.ts";
import { type BenchOptions, readFor, warningsOf, withCollection } from "../session.ts";
import { openSystem, type System } from "../systems.ts";
import { SHIPPED } from "./write-folder.ts";

/**
 * `vocabulary effect`: what another vocabulary does to a collection, everything else the same. The collection is stored with each of the
 * two, because a vocabulary also says what is read in a resume, and asked the same queries.
 */

export interface EffectOptions extends BenchOptions {
	/** Two folders; "shipped" for the package's own. */
	readonly vocabulary: readonly string[];
	readonly profile: string;
	readonly gates: Gates;
	readonly movers: number;
}

/** @throws ToldFailure when a gate is broken: exit 1 */
export async function runEffect(options: EffectOptions): Promise<void> {
	const [first, second, ...more] = options.vocabulary;
	if (first === undefined || second === undefined || more.length > 0) {
		throw new TributaryError("invalid-request", {
			detail: "Name two vocabularies: --vocabulary twice, or shipped for ours.",
		});
	}
	const corpus = readFor(options);
	const withVocabulary = <T>(name: string, work: (system: System) => Promise<T>) => {
		const folder = name === "shipped" ? SHIPPED : name;
		loadVocabulary(folder);
		return withCollection(corpus, options, async (collection) => work(await openSystem(collection, options.profile)), {
			vocabulary: folder,
		});
	};
	const titled = (name: string, system: System): System => ({ ...system, name: path.basename(path.resolve(name)) });
	const result = await withVocabulary(first, (before) =>
		withVocabulary(second, async (after) => {
			const systems = [titled(first, before), titled(second, after)] as const;
			const [one, other] = await evaluateAll(systems, corpus, options.seed);
			const evaluations = [one as Evaluation, other as Evaluation] as const;
			return {
				warnings: warningsOf(corpus),
				comparison: compareEvaluations(...evaluations, options.gates, options.seed),
				moved: await movers(corpus, evaluations, systems, "ndcg@10", options.movers),
			};
		}),
	);
	for (const warning of result.warnings) remark(paint("yellow", `! ${warning}`));
	const { comparison, moved } = result;
	if (options.json === true)
		printJson({ corpus: corpus.description.name, profile: options.profile, ...comparison, movers: moved });
	else {
		print(`vocabularies under ${options.profile}: `);
		printComparison(result);
	}
	for (const gate of comparison.broken) remark(`${paint("red", "gate broken")} ${gate}`);
	if (comparison.broken.length > 0) throw new ToldFailure();
}
