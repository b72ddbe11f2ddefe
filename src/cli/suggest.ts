import type { Command } from "commander";
import { SuggestRequest } from "../domain/suggestion.ts";
import { parseTenantId } from "../domain/tenant.ts";
import { forSeat } from "./seat.ts";
import { paint, print, printJson } from "./terminal.ts";
import { examples, wholeNumber } from "./verbs.ts";
import { withPlatform } from "./workspace.ts";

/** `suggest`: what completes a query that somebody types. */

interface SuggestOptions {
	readonly tenant: string;
	readonly seat?: string;
	readonly at?: number;
	readonly limit: number;
	readonly blind?: boolean;
	readonly json?: boolean;
}

export function addSuggest(program: Command): void {
	const command = program
		.command("suggest")
		.description("complete a query while it is typed, from the tenant's own people")
		.argument("<query>", "the query as far as it is written")
		.requiredOption("--tenant <id>", "whose people")
		.option("--seat <id>", "as this recruiter sees them: within the access lists of jobs")
		.option("--at <n>", "where the caret stands; at the end if not said", wholeNumber(0, 4000))
		.option("--limit <n>", "suggestions at most", wholeNumber(1, 50), 10)
		.option("--blind", "for a blind search: no words of resumes, which hold names")
		.option("--json", "print the response of the API")
		.action((query: string, options: SuggestOptions, command: Command) => run(command, query, options));
	examples(command, ["suggest --tenant acme 'senior jav'", "suggest --tenant acme 'company:ac' --json"]);
}

async function run(
	command: Command,
	query: string,
	{ tenant, seat, at, limit, blind, json }: SuggestOptions,
): Promise<void> {
	await withPlatform(command, {}, async (platform) => {
		const scope = forSeat(await platform.operatorScope(parseTenantId(tenant), "suggest from the command line"), seat);
		const request = SuggestRequest.parse({ q: query, limit, blind, ...(at === undefined ? {} : { at }) });
		const answer = await platform.suggestions.suggest(scope, request);
		if (json === true) return printJson(answer);
		for (const { kind, text, people, insert } of answer.suggestions)
			print(`${kind.padEnd(8)} ${paint("bold", text)}  ${people}  ${paint("dim", insert)}`);
	});
}
