import { type Command, InvalidArgumentError } from "commander";
import { EXPANSION_SOURCES, type ExpansionSource } from "../domain/query.ts";
import { gatherNames, gatherOf } from "./verbs.ts";

/** What a search asks beside its query: options of every verb that runs one or keeps it. */

export interface AskingOptions {
	readonly filters?: object;
	readonly disable?: readonly string[];
	readonly off?: readonly ExpansionSource[];
	readonly offTerm?: readonly string[];
}

export const addAsking = (command: Command): Command =>
	command
		.option(
			"--filters <json>",
			'any filters of the API: {"titles":["Registered nurse"],"stages":["interview"]}',
			readFilters,
		)
		.option(
			"--disable <ids>",
			"leave out these parts of what was understood; search --explain prints their ids",
			gatherNames,
		)
		.option("--off <sources>", `widen no word by: ${EXPANSION_SOURCES.join(", ")}`, gatherOf(EXPANSION_SOURCES))
		.option("--off-term <words>", "widen no word to these; separated by commas", gatherNames);

function readFilters(text: string): object {
	try {
		const read: unknown = JSON.parse(text);
		if (typeof read === "object" && read !== null && !Array.isArray(read)) return read;
	} catch {}
	throw new InvalidArgumentError("Give an object as JSON.");
}

/** As the API has it; nothing of what was not given. */
export const askedIn = ({ filters, disable, off, offTerm }: AskingOptions): object => ({
	...(filters === undefined ? {} : { filters }),
	...(disable === undefined ? {} : { disabled: disable }),
	...(off === undefined && offTerm === undefined
		? {}
		: {
				expansion: {
					...(off === undefined ? {} : { off: [...new Set(off)] }),
					...(offTerm === undefined ? {} : { offTerms: offTerm }),
				},
			}),
});
