import { type Command, InvalidArgumentError } from "commander";
import { type Owner, parseOwner } from "../desk/owner.ts";
import { listProjects, readProject } from "../desk/projects.ts";
import { listSaved, markSeen, newMatches } from "../desk/saved-searches.ts";
import { parseTenantId } from "../domain/tenant.ts";
import type { Platform } from "../server.ts";
import type { Scope } from "../tenancy/scope.ts";
import { print, printJson, table } from "./terminal.ts";
import { examples } from "./verbs.ts";
import { withPlatform } from "./workspace.ts";

/** `saved-search` and `project`: what recruiters keep, as the operator sees it of one of them at a time. */

interface DeskOptions {
	readonly tenant: string;
	readonly owner: Owner;
	readonly json?: boolean;
}

interface RunOptions extends DeskOptions {
	readonly seen?: boolean;
}

/** More than anybody may have. */
const EVERY = 5000;

export function addSavedSearch(program: Command): void {
	const parent = program.command("saved-search").description("searches that a recruiter keeps");
	verb(parent, "list", "all of one owner").action((options: DeskOptions, command: Command) =>
		withScope(command, options, async (_platform, scope) => {
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
	verb(parent, "run", "who is new in one since its owner looked")
		.argument("<id>")
		.option("--seen", "and say that they have been looked at")
		.action((id: string, options: RunOptions, command: Command) =>
			withScope(command, options, async ({ search, ingest: { clock } }, scope) => {
				const deps = { search, clock };
				const found = await newMatches(scope, deps, options.owner, id);
				if (options.seen === true) await markSeen(scope, deps, options.owner, id, found.people);
				if (options.json === true) return printJson(found);
				print(`${found.people.length} new of ${found.total} since ${found.seenAt}`);
				for (const { candidateId, profileId } of found.people) print(`  ${candidateId ?? profileId}`);
			}),
		);
	examples(parent, [
		"saved-search list --tenant acme --owner seat:rita",
		"saved-search run java --tenant acme --owner seat:rita --json",
	]);
}

export function addProject(program: Command): void {
	const parent = program.command("project").description("short lists of people");
	verb(parent, "list", "an owner's own, and those that are shared").action((options: DeskOptions, command: Command) =>
		withScope(command, options, async (_platform, scope) => {
			const found = await listProjects(scope, options.owner, { limit: EVERY });
			if (options.json === true) return printJson(found);
			const rows = found.map(({ id, name, owner, shared, size }) => [id, name, owner, shared ? "shared" : "", size]);
			print(table(["id", "name", "owner", "", "people"], rows));
		}),
	);
	verb(parent, "show", "one with its people, in order")
		.argument("<id>")
		.action((id: string, options: DeskOptions, command: Command) =>
			withScope(command, options, async (_platform, scope) => {
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
	examples(parent, [
		"project list --tenant acme --owner seat:rita",
		"project show java --tenant acme --owner client:K3 --json",
	]);
}

const verb = (parent: Command, name: string, description: string): Command =>
	parent
		.command(name)
		.description(description)
		.requiredOption("--tenant <id>", "whose recruiter")
		.requiredOption("--owner <owner>", "seat:ID or client:ID", readOwner)
		.option("--json", "print JSON");

function readOwner(text: string): Owner {
	try {
		return parseOwner(text);
	} catch {
		throw new InvalidArgumentError("Give seat:ID or client:ID.");
	}
}

const withScope = (
	command: Command,
	{ tenant }: DeskOptions,
	work: (platform: Platform, scope: Scope) => Promise<void>,
): Promise<void> =>
	withPlatform(command, {}, async (platform) =>
		work(platform, await platform.operatorScope(parseTenantId(tenant), "the desk on the command line")),
	);
