import { existsSync, writeFileSync } from "node:fs";
import path from "node:path";
import { paint, print, printJson, remark, table } from "../src/cli/terminal.ts";
import { RankingProfile } from "../src/domain/ranking-profile.ts";
import { parseTenantId } from "../src/domain/tenant.ts";
import { TributaryError } from "../src/errors.ts";
import { loadProfiles } from "../src/search/profiles.ts";
import { ascend, scoresOf } from "./ascent.ts";
import { signed } from "./comparison.ts";
import { type Corpus, tenantOf } from "./corpus.ts";
import { type CrossValidation, crossValidate, shuffled } from "./cross-validation.ts";
import { type FeatureLog, featuresOf, type LoggedQuery, logFeatures, weightsOf, withWeights } from "./feature-log.ts";
import { demandWritable } from "./files.ts";
import { type BenchOptions, readFor, type Where, warningsOf, withCollection } from "./session.ts";
import { readProfile } from "./systems.ts";
import { type TreeTuning, tuneTrees } from "./trees/tune-trees.ts";

/** `tune`: weights or trees learned on a log of features, cross-validated by query, and a new profile with its provenance. */

export interface TuneOptions extends Omit<BenchOptions, "corpus"> {
	readonly corpus: readonly string[];
	/** Profile to begin with, or a file of one. */
	readonly from: string;
	/** File of the new profile; its name is the profile's: tuned.v1.json. */
	readonly out: string;
	readonly folds: number;
	/** Features whose weights stay as they are. */
	readonly keep?: readonly string[];
	/** Weights alone, or trees that are added to the weights it begins with. */
	readonly model: (typeof MODELS)[number];
}

export interface Tuning extends CrossValidation {
	readonly weights: readonly { readonly feature: string; readonly before: number; readonly after: number }[];
}

export const MODELS = ["linear", "trees"] as const;

export async function runTune(options: TuneOptions): Promise<void> {
	const corpora = options.corpus.map((corpus) => readFor({ ...options, corpus }));
	const tenant = ownerOf(corpora);
	const id = profileId(options.out);
	demandNew(options.out);
	demandWritable(options.out);
	const owner = tenant === null ? null : parseTenantId(tenant);
	// Only its weights are begun with: what is reported was measured without its trees, so they are no part of what is written.
	const { trees: _, ...from } = options.from.endsWith(".json")
		? readProfile(options.from, owner)
		: loadProfiles().get(options.from, owner);
	const log = await logAll(corpora, from, options);
	const tuned = options.model === "trees" ? tunedTrees(log, from, options) : tunedWeights(log, from, options);
	if (!tuned.gains) return tellNoGain(tuned, from.id, options);
	const names = corpora.map(({ description }) => description.name);
	const profile = RankingProfile.parse({
		...tuned.profile,
		id,
		description: `${tuned.made} for nDCG@10 on ${names.join(", ")}.`,
		provenance: { method: "tuned", tenant, corpora: names, seed: options.seed, metrics: metricsOf(tuned.result) },
	});
	writeFileSync(options.out, profileText(profile), { flag: "wx" });
	if (options.json === true) return printJson({ ...tuned.result, model: options.model, profile: id, out: options.out });
	printValidation(tuned.result, from.id);
	printParts(tuned.result);
	const { delta, interval, p } = tuned.result.heldOut.paired;
	if (interval.low <= 0)
		remark(`On held-out queries it is not surely better than ${from.id}: ${signed(delta)}, p = ${p.toFixed(4)}.`);
	print(`\n${paint("green", "✓")} wrote ${options.out}`);
}

interface Tuned {
	readonly result: Tuning | TreeTuning;
	readonly profile: RankingProfile;
	readonly made: string;
	/** False: it orders as the profile that it began with. */
	readonly gains: boolean;
}

/** A version that changes nothing is none. */
function tellNoGain({ result }: Tuned, from: string, { json, model }: TuneOptions): void {
	if (json === true) {
		printJson({ ...result, model, profile: null, out: null });
		return;
	}
	printValidation(result, from);
	print(`Nothing to gain over ${from} on these queries: no profile is written.`);
}

function tunedWeights(log: FeatureLog, from: RankingProfile, options: TuneOptions): Tuned {
	const result = tune(log, weightsOf(from), options);
	const weights = Float64Array.from(result.weights, ({ after }) => after);
	const profile = withWeights(from, weights);
	return { result, profile, made: `Tuned from ${from.id} by coordinate ascent`, gains: gains(result) };
}

function tunedTrees(log: FeatureLog, from: RankingProfile, options: TuneOptions): Tuned {
	const kept = keptOf(log, options.keep ?? []);
	const result = tuneTrees(log, weightsOf(from), options, kept);
	return {
		result,
		profile: { ...from, trees: result.boosted.forest },
		made: `${result.boosted.forest.length} trees that add to ${from.id}, grown by LambdaMART`,
		gains: true,
	};
}

/** Whether any weight changed. */
export const gains = ({ weights }: Tuning): boolean => weights.some(({ before, after }) => before !== after);

function metricsOf({ heldOut: { before, after }, gap, folds, queries }: CrossValidation): Record<string, number> {
	return { "heldOut.before.ndcg@10": before, "heldOut.after.ndcg@10": after, gap, folds, queries };
}

/** A node of a tree stands on one line. */
function profileText(profile: RankingProfile): string {
	const { trees, ...rest } = profile;
	const text = JSON.stringify(rest, null, "\t");
	if (trees === undefined) return `${text}\n`;
	const lines = trees.map((tree) => `\t\t[\n${tree.map((node) => `\t\t\t${JSON.stringify(node)}`).join(",\n")}\n\t\t]`);
	return `${text.slice(0, -2)},\n\t"trees": [\n${lines.join(",\n")}\n\t]\n}\n`;
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

/** A version that is there is never edited; asked before the work is done, which takes minutes. */
function demandNew(file: string): void {
	if (!existsSync(file)) return;
	throw new TributaryError("invalid-request", {
		detail: `${file} is there already and is not overwritten: give the profile its next version.`,
	});
}

async function logAll(corpora: readonly Corpus[], from: RankingProfile, where: Where): Promise<FeatureLog> {
	const queries: LoggedQuery[] = [];
	for (const corpus of corpora) {
		await withCollection(corpus, where, async (collection) => {
			queries.push(...(await logFeatures(collection, from)).queries);
			for (const warning of warningsOf(corpus, collection)) remark(paint("yellow", `! ${warning}`));
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
	options: { readonly seed: number; readonly folds: number; readonly keep?: readonly string[] },
): Tuning {
	const kept = keptOf(log, options.keep ?? []);
	const queries = shuffled(log.queries, options.seed);
	const validation = crossValidate(
		queries,
		options,
		(query) => scoresOf(query, start),
		(from) => {
			const { weights, quality } = ascend(log, from, start, kept);
			return { quality, scores: (query) => scoresOf(query, weights) };
		},
	);
	const final = ascend(log, queries, start, kept);
	return {
		...validation,
		weights: log.features.map((feature, index) => ({
			feature,
			before: rounded(start[index]),
			after: rounded(final.weights[index]),
		})),
	};
}

const rounded = (weight = 0) => Number(weight.toFixed(4));

function keptOf(log: FeatureLog, names: readonly string[]): ReadonlySet<string> {
	const unknown = names.find((name) => !(log.features as readonly string[]).includes(name));
	if (unknown === undefined) return new Set(names);
	throw new TributaryError("invalid-request", {
		detail: `There is no feature ${unknown}. Known: ${log.features.join(", ")}.`,
	});
}

function printValidation({ heldOut, byCorpus, training, gap, queries, folds }: CrossValidation, from: string): void {
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
	if (byCorpus.length < 2) return;
	const cells = byCorpus.map((one) => [
		one.corpus,
		one.queries,
		one.before.toFixed(4),
		one.after.toFixed(4),
		one.paired.p.toFixed(4),
	]);
	print(`${table(["held out, by collection", "queries", from, "tuned", "p"], cells)}\n`);
}

function printParts(result: Tuning | TreeTuning): void {
	if ("weights" in result) {
		const changed = result.weights.filter(({ before, after }) => before !== after);
		const rows = changed.map(({ feature, before, after }) => [feature, before, after]);
		print(table(["weight", "before", "after"], rows));
		return;
	}
	const { forest, importance } = result.boosted;
	const named = importance
		.filter(({ share }) => share > 0)
		.toSorted((one, other) => other.share - one.share)
		.map(({ feature, share }) => [feature, `${(share * 100).toFixed(1)}%`]);
	print(table([`split on, in ${forest.length} trees`, "share of the gain"], named));
}
