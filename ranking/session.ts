import type { ConfigInput } from "../src/config.ts";
import { TributaryError } from "../src/errors.ts";
import { type Collection, openCollection } from "./collection.ts";
import { type Corpus, demandTenant, type ReadOptions, readCorpus } from "./corpus.ts";

/** What every verb of the bench is given. */
export interface BenchOptions {
	/** Folder of the collection. */
	readonly corpus: string;
	readonly engine: string;
	/** For whom; needed for a collection of a tenant's judgments. */
	readonly tenant?: string;
	readonly seed: number;
	readonly json?: boolean;
}

/** Engines that a collection can be stored in on this machine alone. */
export const ENGINES = ["embedded"] as const;

/** Reads a collection that this tenant may use. @throws TributaryError `invalid-request` */
export function readFor(options: BenchOptions, how?: ReadOptions): Corpus {
	if (!(ENGINES as readonly string[]).includes(options.engine)) {
		throw new TributaryError("invalid-request", {
			detail: `There is no engine ${options.engine} to evaluate with. Known: ${ENGINES.join(", ")}.`,
		});
	}
	const corpus = readCorpus(options.corpus, how);
	demandTenant(corpus, options.tenant);
	return corpus;
}

/** Stores a collection, does the work, and removes every byte of it again. @param settings other than the defaults */
export async function withCollection<T>(
	corpus: Corpus,
	work: (collection: Collection) => Promise<T>,
	settings: Partial<ConfigInput> = {},
): Promise<T> {
	const collection = await openCollection(corpus, settings);
	try {
		return await work(collection);
	} finally {
		await collection.close();
	}
}

/** What a reader of the figures has to know of the collection. */
export function warningsOf(corpus: Corpus, unread: readonly string[] = []): string[] {
	const { documents, queries } = corpus.unknownJudged;
	const unjudged = corpus.queries.filter(({ id }) => !corpus.judgments.has(id)).length;
	const warnings: [number, string][] = [
		[documents, "judgments of documents that are not in the collection: they count as relevant and cannot be found"],
		[queries, "judgments of queries that the collection does not ask: they are left out"],
		[
			corpus.unknownProfiles.length,
			`candidates whose profile is not in the collection: ${firstOf(corpus.unknownProfiles)}`,
		],
		[unjudged, "queries without any judgment: they are left out"],
		[unread.length, `documents that could not be read: ${firstOf(unread)}`],
	];
	return warnings.filter(([count]) => count > 0).map(([count, text]) => `${count} ${text}`);
}

const firstOf = (ids: readonly string[]) => `${ids.slice(0, 5).join(", ")}${ids.length > 5 ? " ..." : ""}`;
