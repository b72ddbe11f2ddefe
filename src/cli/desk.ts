import { type Command, Option } from "commander";
import { csvOf, PROJECT_COLUMNS } from "../desk/export-csv.ts";
import { exportProject } from "../desk/export-project.ts";
import { listProjects, readProject, removeProject, writeProject } from "../desk/projects.ts";
import { listSaved, markSeen, newMatches, removeSaved, writeSaved } from "../desk/saved-searches.ts";
import { Alert, DeskId, ProjectInput, SavedSearchInput } from "../domain/desk.ts";
import { type AskingOptions, addAsking, askedIn } from "./asking.ts";
import { type DeskOptions, deskVerb, withDesk } from "./desk-verbs.ts";
import { print, printCsv, printJson, remark, table } from "./terminal.ts";
import { checked, examples } from "./verbs.ts";

/** `saved-search` and `project`: what recruiters keep, of one of them at a time. */

interface RunOptions extends DeskOptions {
	readonly seen?: boolean;
}
interface SaveOptions extends DeskOptions, AskingOptions {
	readonly name: string;
	readonly query: string;
	readonly every?: string;
	readonly blind?: boolean;
}
interface MakeOptions extends DeskOptions {
	readonly name: string;
	readonly description?: string;
	readonly shared?: boolean;
}
interface ExportOptions extends DeskOptions {
	readonly contact?: boolean;
}

/** More than anybody may have. */
const EVERY = 5000;

export function addSavedSearch(program: Command): void {
	const parent = program.command("saved-search").description("searches that a recruiter keeps");
	deskVerb(parent, "list", "all of one owner").action((options: DeskOptions, command: Command) =>
		withDesk(command, options, async (_platform, scope) => {
			const found = await listSaved(scope, options.owner, { limit: EVERY });
			if (options.json === true) return printJson(found);
			const rows = found.map(({ id, name, request, alert, dueAt, failure }) => [
				id,
				name,
				request.query,
				alert.every ?? "",
				dueAt ?? "",
				failure ?? "",
			]);
			print(table(["id", "name", "query", "alert", "due", "failed"], rows));
		}),
	);
	deskVerb(parent, "run", "who is new in one since its owner looked")
		.argument("<id>")
		.option("--seen", "and say that they have been looked at")
		.action((id: string, options: RunOptions, command: Command) =>
			withDesk(command, options, async ({ search, ingest: { clock } }, scope) => {
				const deps = { search, clock };
				const found = await newMatches(scope, deps, options.owner, id);
				if (options.seen === true) await markSeen(scope, deps, options.owner, id, found.people);
				if (options.json === true) return printJson(found);
				const { total, looked } = found;
				print(`${found.people.length} new of ${total} since ${found.seenAt}`);
				if (looked < total) remark(`Looked at the best ${looked} of ${total}: narrow the search to be told of all.`);
				for (const { candidateId, profileId } of found.people) print(`  ${candidateId ?? profileId}`);
			}),
		);
	addAsking(deskVerb(parent, "save", "keep one, or change it: who matches now is known, later ones are new"))
		.argument("<id>")
		.requiredOption("--name <name>", "what it is called")
		.requiredOption("--query <query>", "as it is searched for")
		.option("--blind", "without names and schools, whenever it is run")
		.addOption(new Option("--every <time>", "look for new matches").choices(Alert.shape.every.unwrap().options))
		.action((id: string, options: SaveOptions, command: Command) =>
			withDesk(command, options, async (_platform, scope, deps) => {
				const { name, query, every = null, blind } = options;
				const request = { query, blind, ...askedIn(options) };
				const input = checked(SavedSearchInput, { name, request, alert: { every } });
				const made = await writeSaved(scope, deps, options.owner, checked(DeskId, id), input);
				if (options.json === true) return printJson(made.saved);
				print(`${made.created ? "saved" : "changed"}: ${made.saved.name}`);
			}),
		);
	deskVerb(parent, "remove", "keep it no longer")
		.argument("<id>")
		.action((id: string, options: DeskOptions, command: Command) =>
			withDesk(command, options, async (_platform, scope) => {
				await removeSaved(scope, options.owner, checked(DeskId, id));
				print(`removed: ${id}`);
			}),
		);
	examples(parent, [
		"saved-search list --tenant acme --owner seat:rita",
		"saved-search save java --tenant acme --owner seat:rita --name Java --query 'java in berlin' --every day",
		"saved-search run java --tenant acme --owner seat:rita --json",
	]);
}

export function addProject(program: Command): void {
	const parent = program.command("project").description("short lists of people");
	deskVerb(parent, "list", "an owner's own, and those that are shared").action(
		(options: DeskOptions, command: Command) =>
			withDesk(command, options, async (_platform, scope) => {
				const found = await listProjects(scope, options.owner, { limit: EVERY });
				if (options.json === true) return printJson(found);
				const rows = found.map(({ id, name, owner, shared, size }) => [id, name, owner, shared ? "shared" : "", size]);
				print(table(["id", "name", "owner", "", "people"], rows));
			}),
	);
	deskVerb(parent, "show", "one with its people, in order")
		.argument("<id>")
		.action((id: string, options: DeskOptions, command: Command) =>
			withDesk(command, options, async (_platform, scope) => {
				const found = await readProject(scope, options.owner, id);
				if (options.json === true) return printJson(found);
				const rows = found.members.map(({ candidateId, profileId, status, note }) => [
					candidateId ?? profileId ?? "",
					status,
					note,
				]);
				print(table(["person", "status", "note"], rows));
			}),
		);
	deskVerb(parent, "make", "make one, or change what it is called and who sees it; its people: people add")
		.argument("<id>")
		.requiredOption("--name <name>", "what it is called")
		.option("--description <text>", "what it is for")
		.option("--shared", "everybody of the tenant sees it and works in it")
		.action((id: string, options: MakeOptions, command: Command) =>
			withDesk(command, options, async ({ ingest }, scope) => {
				const { name, description, shared } = options;
				const input = checked(ProjectInput, { name, description, shared });
				const made = await writeProject(scope, options.owner, checked(DeskId, id), input, ingest.clock());
				if (options.json === true) return printJson(made.project);
				print(`${made.created ? "made" : "changed"}: ${made.project.name}`);
			}),
		);
	deskVerb(parent, "remove", "remove one; its people stay what they are")
		.argument("<id>")
		.action((id: string, options: DeskOptions, command: Command) =>
			withDesk(command, options, async (_platform, scope) => {
				await removeProject(scope, options.owner, checked(DeskId, id));
				print(`removed: ${id}`);
			}),
		);
	deskVerb(parent, "export", "its people as CSV, or JSON, in order")
		.argument("<id>")
		.option("--contact", "with e-mail and phone of the tenant's own candidates")
		.action((id: string, options: ExportOptions, command: Command) =>
			withDesk(command, options, async (_platform, scope, deps) => {
				const { contact = false, owner } = options;
				const rows = await exportProject(scope, deps, owner, { id: checked(DeskId, id), contact });
				if (options.json === true) printJson({ count: rows.length, rows });
				else printCsv(csvOf(PROJECT_COLUMNS, rows, contact));
			}),
		);
	examples(parent, [
		"project list --tenant acme --owner seat:rita",
		"project make java --tenant acme --owner seat:rita --name 'Java, Berlin'",
		"project show java --tenant acme --owner client:K3 --json",
	]);
}
