import { type ConfigInput, loadConfig } from "../src/config.ts";
import { TributaryError } from "../src/errors.ts";
import { type Collection, openCollection } from "./collection.ts";
import { type Corpus, demandTenant, documentsOf, type ReadOptions, readCorpus, tenantOf } from "./corpus.ts";
import { judgedQueries } from "./evaluation.ts";
import { interruptible } from "./interruption.ts";
import type { ClusterConfig } from "./place.ts";
import type { Run } from "./trec.ts";

/** Where a collection is stored while it is worked on. */
export interface Where {
	/** For whom: a collection of nobody's is stored as this tenant's, so that a profile of his is used. */
	readonly tenant?: string;
	/** One of {@link ENGINES}. */
	readonly engine: string;
	/** File of a configuration: its cluster is the one that `elasticsearch` means. */
	readonly config?: string;
}

/** What every verb of the bench is given. */
export interface BenchOptions extends Where {
	/** Folder of the collection. */
	readonly corpus: string;
	readonly seed: number;
	readonly json?: boolean;
}

/** A folder of this machine, or the cluster of a configuration. */
export const ENGINES = ["embedded", "elasticsearch"] as const;

export const ON_THIS_MACHINE: Where = { engine: "embedded" };

/** Reads a collection that this tenant may use, and that somebody judged unless said otherwise. @throws TributaryError `invalid-request` */
export function readFor(options: BenchOptions, how?: ReadOptions): Corpus {
	clusterOf(options);
	const corpus = readCorpus(options.corpus, how);
	demandTenant(corpus, options.tenant);
	if (how?.judged !== false) demandJudged(corpus);
	return corpus;
}

/** Figures of nothing would look like figures. @throws TributaryError `invalid-request` */
function demandJudged(corpus: Corpus): void {
	if (judgedQueries(corpus).length > 0) return;
	throw new TributaryError("invalid-request", {
		detail: `No query of ${corpus.folder} is judged, so there is nothing to measure: put grades into its qrels.txt, by hand or with judge.`,
	});
}

/** null: in a folder of this machine. @throws TributaryError `invalid-request` · as {@link loadConfig} */
function clusterOf({ engine, config }: Where): ClusterConfig | null {
	const refuse = (detail: string) => new TributaryError("invalid-request", { detail });
	if (!(ENGINES as readonly string[]).includes(engine))
		throw refuse(`There is no engine ${engine} to evaluate with. Known: ${ENGINES.join(", ")}.`);
	if (engine === "embedded") return null;
	if (config === undefined)
		throw refuse("On which cluster? Name a configuration with --config: its engine.elasticsearch is used.");
	const configured = loadConfig(config).engine;
	if (configured === "embedded") throw refuse(`${config} names no cluster: it has no engine.elasticsearch.`);
	return configured.elasticsearch;
}

/**
 * Stores a collection, does the work, and removes every byte of it again: also after Ctrl-C, which then ends the process.
 * @param settings other than the defaults
 */
export async function withCollection<T>(
	corpus: Corpus,
	where: Where,
	work: (collection: Collection) => Promise<T>,
	settings: Partial<ConfigInput> = {},
): Promise<T> {
	const cluster = clusterOf(where);
	return interruptible(async (signal, unlessInterrupted) => {
		const collection = await openCollection(storedFor(corpus, where.tenant), settings, { cluster, signal });
		try {
			return await unlessInterrupted(work(collection));
		} finally {
			await collection.close();
		}
	});
}

/** A tenant's own judgments stay his: that was asked for when they were read. */
const storedFor = (corpus: Corpus, tenant = tenantOf(corpus)): Corpus => ({
	...corpus,
	description: { ...corpus.description, tenant },
});

/** What a reader of the figures has to know of the collection. */
export function warningsOf(corpus: Corpus, collection: Collection | null = null): string[] {
	const { unread = [], unlike = [] } = collection?.stored ?? {};
	const refused = [...(collection?.refused ?? [])].map(([id, reason]) => `${id} (${reason})`);
	const { documents, queries } = corpus.unknownJudged;
	const unjudged = corpus.queries.filter(({ id }) => !corpus.judgments.has(id)).length;
	const { leftOut } = corpus;
	const [first] = leftOut;
	const where = first === undefined ? "" : `${first.file} line ${first.line}: ${first.what}`;
	const warnings: [number, string][] = [
		[leftOut.length, `values of lines that were left out, the first: ${where}`],
		[documents, "judgments of documents that are not in the collection: they count as relevant and cannot be found"],
		[queries, "judgments of queries that the collection does not ask: they are left out"],
		[
			corpus.unknownProfiles.length,
			`candidates whose profile is not in the collection: ${firstOf(corpus.unknownProfiles)}`,
		],
		[unjudged, "queries without any judgment: they are left out"],
		[unlike.length, `texts unlike a resume, whose words are searched as they stand: ${firstOf(unlike)}`],
		[unread.length, `documents that could not be read: ${firstOf(unread)}`],
		[refused.length, `queries that are refused and count as finding nothing: ${firstOf(refused)}`],
	];
	return told(warnings);
}

/** What a run that was read from a file lists beyond the collection, or lacks of it: of another collection nothing fits. */
export function runWarnings(name: string, run: Run, corpus: Corpus): string[] {
	const documents = documentsOf(corpus);
	const asked = corpus.queries.filter(({ id }) => run.has(id));
	const known = new Set(asked.map(({ id }) => id));
	const listed = new Set(asked.flatMap(({ id }) => run.get(id) ?? []).map(({ id }) => id));
	const lacking = corpus.queries.filter(({ id }) => corpus.judgments.has(id) && !known.has(id)).map(({ id }) => id);
	return told([
		[run.size - known.size, `queries of ${name} that the collection does not ask: they are left out`],
		[
			[...listed].filter((id) => !documents.has(id)).length,
			`documents of ${name} that are not in the collection: they keep their places, and count as not relevant unless judged`,
		],
		[lacking.length, `judged queries that ${name} lacks: they count as finding nothing: ${firstOf(lacking)}`],
	]);
}

const told = (warnings: readonly (readonly [number, string])[]): string[] =>
	warnings.filter(([count]) => count > 0).map(([count, text]) => `${count} ${text}`);

const firstOf = (ids: readonly string[]) => `${ids.slice(0, 5).join(", ")}${ids.length > 5 ? " ..." : ""}`;
