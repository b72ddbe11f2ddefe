import { type Command, Option } from "commander";
import { type BulkOutcome, doInBulk } from "../desk/bulk.ts";
import { csvOf, RESULT_COLUMNS } from "../desk/export-csv.ts";
import { exportPeople } from "../desk/export-people.ts";
import { listHidden } from "../desk/hidden.ts";
import { BulkAction, ExportRequest, MemberStatus } from "../domain/desk.ts";
import { type AskingOptions, addAsking, askedIn } from "./asking.ts";
import { type DeskOptions, deskVerb, withDesk } from "./desk-verbs.ts";
import { print, printCsv, printJson, table } from "./terminal.ts";
import { checked, day, examples, gatherNames, ToldFailure, wholeNumber } from "./verbs.ts";

/** `people`: what a recruiter does with people of a list, one at a time or many. */

/** Of one verb: what of its options goes into the request. */
type Fields = Readonly<Record<string, unknown>>;

interface ExportOptions extends DeskOptions, AskingOptions {
	readonly contact?: boolean;
	readonly limit?: number;
	readonly blind?: boolean;
}

export function addPeople(program: Command): void {
	const parent = program.command("people").description("what a recruiter does with people, one or many at a time");
	const tags = new Option("--tags <tags>", "with commas between them").argParser(gatherNames).makeOptionMandatory();
	const mark = new Option("--mark <mark>", "which").choices(["viewed", "contacted"]).makeOptionMandatory();
	const project = new Option("--project <id>", "which list").makeOptionMandatory();
	bulkVerb(parent, "tag", "tags, which the whole tenant has", "tag").addOption(tags);
	bulkVerb(parent, "untag", "takes tags off", "untag").addOption(tags);
	bulkVerb(parent, "hide", "leaves people out of this owner's searches", "hide").option(
		"--until <day>",
		"YYYY-MM-DD; if absent until they are shown again",
		(text) => `${day(text)}T00:00:00.000Z`,
	);
	bulkVerb(parent, "unhide", "shows them again", "unhide");
	bulkVerb(parent, "mark", "says that they were viewed or contacted", "mark").addOption(mark);
	bulkVerb(parent, "unmark", "takes that back", "unmark").addOption(mark);
	bulkVerb(parent, "add", "puts them on a short list", "addToProject")
		.addOption(project)
		.addOption(new Option("--status <status>", "where they stand there").choices(MemberStatus.options))
		.option("--note <text>", "what is said of them there");
	bulkVerb(parent, "move", "puts them, in this order, at a place of a short list", "moveInProject")
		.addOption(project)
		.addOption(new Option("--to <n>", "place, from 0").argParser(wholeNumber(0, 10_000)).makeOptionMandatory());
	bulkVerb(parent, "take-off", "takes them off a short list", "removeFromProject").addOption(project);
	deskVerb(parent, "hidden", "who is left out of this owner's searches").action(
		(options: DeskOptions, command: Command) =>
			withDesk(command, options, async ({ ingest }, scope) => {
				const found = await listHidden(scope, options.owner, ingest.clock());
				if (options.json === true) return printJson(found);
				const rows = found.map(({ candidateId, profileId, hiddenAt, until }) => [
					candidateId ?? `profile:${profileId}`,
					hiddenAt,
					until ?? "",
				]);
				print(table(["person", "since", "until"], rows));
			}),
	);
	exportVerb(parent);
	examples(parent, [
		"people tag c-17 c-18 --tags gold,berlin --tenant acme --owner seat:rita",
		"people add c-17 profile:net-3 --project java --tenant acme --owner seat:rita",
		"people export 'java in berlin' --tenant acme --owner seat:rita > java.csv",
	]);
}

function bulkVerb(parent: Command, name: string, description: string, action: BulkAction["action"]): Command {
	return deskVerb(parent, name, description)
		.argument("<person...>", "ids of candidates; profile:ID of the network")
		.action((ids: readonly string[], { tenant, owner, json, ...fields }: DeskOptions & Fields, command: Command) =>
			withDesk(command, { tenant, owner }, async (_platform, scope, deps) => {
				const request = checked(BulkAction, { action, ...fields, people: ids.map(personOf) });
				tell(await doInBulk(scope, deps, owner, request), json === true);
			}),
		);
}

const personOf = (id: string) =>
	id.startsWith("profile:") ? { profileId: id.slice("profile:".length) } : { candidateId: id };

/** @throws ToldFailure something could not be done with somebody */
function tell(outcomes: readonly BulkOutcome[], json: boolean): void {
	const shown = outcomes.map(({ person: { candidateId, profileId }, error, changed }) => ({
		person: candidateId ?? `profile:${profileId}`,
		outcome: error === null ? (changed ? "done" : "as it was") : (error.detail ?? error.message),
	}));
	if (json) printJson(shown);
	else
		print(
			table(
				["person", ""],
				shown.map(({ person, outcome }) => [person, outcome]),
			),
		);
	if (outcomes.some(({ error }) => error !== null)) throw new ToldFailure();
}

function exportVerb(parent: Command): void {
	addAsking(
		deskVerb(parent, "export", "the people of a search as CSV, or JSON, the best first; rows count for the day"),
	)
		.argument("<query>", "as it is searched for")
		.option("--limit <n>", "rows", wholeNumber(1, 1000))
		.option("--contact", "with e-mail and phone of the tenant's own candidates")
		.option("--blind", "without names and schools")
		.action((query: string, options: ExportOptions, command: Command) =>
			withDesk(command, options, async (_platform, scope, deps) => {
				const { contact, limit, blind, owner } = options;
				const request = checked(ExportRequest, { query, contact, limit, blind, ...askedIn(options) });
				const rows = await exportPeople(scope, deps, owner, request);
				if (options.json === true) printJson({ count: rows.length, rows });
				else printCsv(csvOf(RESULT_COLUMNS, rows, request.contact));
			}),
		);
}
