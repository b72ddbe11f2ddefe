import { type Command, InvalidArgumentError } from "commander";
import type { DeskDeps } from "../desk/deps.ts";
import { demandSeat, type Owner, parseOwner } from "../desk/owner.ts";
import { parseTenantId } from "../domain/tenant.ts";
import type { Platform } from "../server.ts";
import type { Scope } from "../tenancy/scope.ts";
import { withPlatform } from "./workspace.ts";

/** What all verbs at a recruiter's desk have in common. */

export interface DeskOptions {
	readonly tenant: string;
	readonly owner: Owner;
	readonly json?: boolean;
}

export const deskVerb = (parent: Command, name: string, description: string): Command =>
	parent
		.command(name)
		.description(description)
		.requiredOption("--tenant <id>", "whose recruiter")
		.requiredOption("--owner <owner>", "whose desk: seat:ID or client:ID", readOwner)
		.option("--json", "print JSON");

function readOwner(text: string): Owner {
	try {
		return parseOwner(text);
	} catch {
		throw new InvalidArgumentError("Give seat:ID or client:ID.");
	}
}

/** @param work is given what the server gives its routes, too */
export const withDesk = (
	command: Command,
	{ tenant, owner }: Pick<DeskOptions, "tenant" | "owner">,
	work: (platform: Platform, scope: Scope, deps: DeskDeps) => Promise<void>,
): Promise<void> =>
	withPlatform(command, {}, async (platform, { limits: { exportRowsPerDay } }) => {
		const { ingest, search } = platform;
		const scope = await platform.operatorScope(parseTenantId(tenant), "the desk on the command line");
		await demandSeat(scope.store, owner);
		// Whoever subscribed is told by the server, which looks every half minute for what another process wrote.
		const announcing = { announce: async () => [], announced: () => {} };
		await work(platform, scope, { ...announcing, ...ingest, search, exportRowsPerDay });
	});
