import type { Command } from "commander";
import { wholeNumber } from "../verbs.ts";

/** What the verbs of the bench have in common. */

export const SYSTEM = "a ranking profile (default.v3), a file of one (tuned.v1.json), or bm25: plain BM25";

export function bench(program: Command, verb: string, description: string): Command {
	return program
		.command(verb)
		.description(description)
		.requiredOption("--corpus <dir>", "judged collection: corpus.json, candidates.ndjson, queries.ndjson, qrels.txt")
		.option("--engine <engine>", "where the collection is stored", "embedded")
		.option("--tenant <id>", "for whom; needed for a collection of a tenant's own judgments")
		.option("--seed <n>", "of resampling: the same seed gives the same intervals", wholeNumber(0, 2 ** 31), 1)
		.option("--json", "print JSON");
}
