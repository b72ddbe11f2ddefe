import type { Command } from "commander";
import { wholeNumber } from "../verbs.ts";

/** What the verbs of the bench have in common. */

export const SYSTEM = "a ranking profile (default.v4), a file of one (tuned.v1.json), or bm25: plain BM25";

/** Where collections are stored meanwhile; of the options of the program its action is given the configuration, too. */
export const withEngine = (command: Command): Command =>
	command
		.option(
			"--engine <engine>",
			"where collections are stored meanwhile: embedded, or elasticsearch, the cluster that --config names",
			"embedded",
		)
		.hook("preAction", (_, action: Command) => {
			action.setOptionValue("config", action.optsWithGlobals().config);
		});

export function bench(program: Command, verb: string, description: string): Command {
	return withEngine(program.command(verb))
		.description(description)
		.requiredOption("--corpus <dir>", "judged collection: corpus.json, candidates.ndjson, queries.ndjson, qrels.txt")
		.option("--tenant <id>", "for whom; needed for a collection of a tenant's own judgments")
		.option("--seed <n>", "of resampling: the same seed gives the same intervals", wholeNumber(0, 2 ** 31), 1)
		.option("--json", "print JSON");
}
