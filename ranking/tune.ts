import { writeFileSync } from "node:fs";
import path from "node:path";
import { createRandom } from "../corpora/generate/random.ts";
import { paint, print, printJson, remark, table } from "../src/cli/terminal.ts";
import { RankingProfile } from "../src/domain/ranking-profile.ts";
import { parseTenantId } from "../src/domain/tenant.ts";
import { TributaryError } from "../src/errors.ts";
import { loadProfiles } from "../src/search/profiles.ts";
import { ascend, quality, scoresOf } from "./ascent.ts";
import { type Corpus, tenantOf } from "./corpus.ts";
import { type FeatureLog, featuresOf, type LoggedQuery, logFeatures, weightsOf, withWeights } from "./feature-log.ts";
import { type BenchOptions, readFor, warningsOf, withCollection } from "./session.ts";
import { comparePaired, type Paired } from "./significance.ts";

/** `tune`: weights searched on a log of features, cross-validated by query, and a new profile with its provenance. */

export interface TuneOptions extends Omit<BenchOptions, "corpus"> {
	readonly corpus: readonly string[];
	/** Profile to begin with. */
	readonly from: string;
	/** File of the new profile; its name is the profile's: tuned.v1.json. */
	readonly out: string;
	readonly folds: number;
	/** Features whose weights stay as they are. */
	readonly keep?: readonly string[];
}

export interface Tuning {
	readonly queries: number;
	readonly folds: number;
	/** nDCG@10, means over queries. Held out: each query under weights that were searched without it. */
	readonly heldOut: { readonly before: number; readonly after: number; readonly paired: Paired };
	readonly training: { readonly before: number; readonly after: number };
	/** What training promised and held-out queries did not get: over-fitting. */
	readonly gap: number;
	readonly weights: readonly { readonly feature: string; readonly before: number; readonly after: number }[];
}

export async function runTune(options: TuneOptions): Promise<void> {
	const corpora = options.corpus.map((corpus) => readFor({ ...options, corpus }));
	const tenant = ownerOf(corpora);
	const id = profileId(options.out);
	const from = loadProfiles().get(options.from, tenant === null ? null : parseTenantId(tenant));
	const log = await logAll(corpora, from);
	const tuning = tune(log, weightsOf(from), options);
	const { before, after } = tuning.heldOut;
	const profile = RankingProfile.parse({
		...withWeights(
			from,
			Float64Array.from(tuning.weights, (weight) => weight.after),
		),
		id,
		description: `Tuned from ${from.id} by coordinate ascent for nDCG@10 on ${corpora.map(({ description }) => description.name).join(", ")}.`,
		provenance: {
			method: "tuned",
			tenant,
			corpora: corpora.map(({ description }) => description.name),
			seed: options.seed,
			metrics: {
				"heldOut.before.ndcg@10": before,
				"heldOut.after.ndcg@10": after,
				gap: tuning.gap,
				folds: options.folds,
			},
		},
	});
	writeFileSync(options.out, `${JSON.stringify(profile, null, "\t")}\n`);
	if (options.json === true) printJson({ ...tuning, profile: id, out: options.out });
	else printTuning(tuning, from.id, options.out);
}

/** The one tenant whose judgments these are, null for nobody's. Learning from two tenants at once would carry one to the other. */
function ownerOf(corpora: readonly Corpus[]): string | null {
	const owners = [...new Set(corpora.map(tenantOf))].filter((owner) => owner !== null);
	if (owners.length <= 1) return owners[0] ?? null;
	throw new TributaryError("invalid-request", { detail: `Nothing is learned across tenants: ${owners.join(", ")}.` });
}

function profileId(file: string): string {
	const id = path.basename(file, ".json");
	if (file.endsWith(".json") && /^[a-z0-9-]+\.v\d+$/.test(id)) return id;
	throw new TributaryError("invalid-request", {
		detail: "Name the file of the profile as tuned.v1.json: <name>.v<number>.json.",
	});
}

async function logAll(corpora: readonly Corpus[], from: RankingProfile): Promise<FeatureLog> {
	const queries: LoggedQuery[] = [];
	for (const corpus of corpora) {
		await withCollection(corpus, async (collection) => {
			for (const warning of warningsOf(corpus, collection.stored.unread)) remark(paint("yellow", `! ${warning}`));
			queries.push(...(await logFeatures(collection, from)).queries);
		});
	}
	return { features: featuresOf(from), queries };
}

/**
 * Searches weights fold by fold, then on all queries for the profile that is shipped.
 * @param start a weight for each feature of the log
 */
export function tune(
	log: FeatureLog,
	start: Float64Array,
	options: Pick<TuneOptions, "seed" | "folds" | "keep">,
): Tuning {
	const kept = keptOf(log, options.keep ?? []);
	const queries = shuffled(log.queries, options.seed);
	const folds = Math.max(2, Math.min(options.folds, queries.length));
	const inFold = (fold: number) => queries.filter((_, index) => index % folds === fold);
	const outOf = (fold: number) => queries.filter((_, index) => index % folds !== fold);
	const under = (weights: Float64Array) => (query: LoggedQuery) => quality(query, scoresOf(query, weights));
	const before: number[] = [];
	const after: number[] = [];
	const training: number[] = [];
	for (let fold = 0; fold < folds; fold++) {
		const { weights, quality: reached } = ascend(log, outOf(fold), start, kept);
		training.push(reached);
		before.push(...inFold(fold).map(under(start)));
		after.push(...inFold(fold).map(under(weights)));
	}
	const final = ascend(log, queries, start, kept);
	const meanOf = (values: readonly number[]) =>
		values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
	return {
		queries: queries.length,
		folds,
		heldOut: { before: meanOf(before), after: meanOf(after), paired: comparePaired(before, after, options.seed) },
		training: { before: meanOf(before), after: meanOf(training) },
		gap: meanOf(training) - meanOf(after),
		weights: log.features.map((feature, index) => ({
			feature,
			before: start[index] ?? 0,
			after: Number((final.weights[index] ?? 0).toFixed(4)),
		})),
	};
}

function keptOf(log: FeatureLog, names: readonly string[]): ReadonlySet<string> {
	const unknown = names.find((name) => !(log.features as readonly string[]).includes(name));
	if (unknown === undefined) return new Set(names);
	throw new TributaryError("invalid-request", {
		detail: `There is no feature ${unknown}. Known: ${log.features.join(", ")}.`,
	});
}

function shuffled<T>(items: readonly T[], seed: number): T[] {
	return createRandom(seed, 17).sample(items, items.length);
}

function printTuning({ heldOut, training, gap, weights, queries, folds }: Tuning, from: string, out: string): void {
	const { delta, interval, p } = heldOut.paired;
	print(`${queries} judged queries in ${folds} folds, nDCG@10\n`);
	print(
		table(
			["", from, "tuned"],
			[
				["held-out queries", heldOut.before.toFixed(4), heldOut.after.toFixed(4)],
				["queries searched on", training.before.toFixed(4), training.after.toFixed(4)],
			],
		),
	);
	print(
		`\nheld out ${delta >= 0 ? "+" : ""}${delta.toFixed(4)} [${interval.low.toFixed(4)}, ${interval.high.toFixed(4)}], p = ${p.toFixed(4)}; over-fitting ${gap.toFixed(4)}\n`,
	);
	const changed = weights.filter(({ before, after }) => before !== after);
	print(
		table(
			["weight", "before", "after"],
			changed.map(({ feature, before, after }) => [feature, before, after]),
		),
	);
	print(`\n${paint("green", "✓")} wrote ${out}`);
}
