import type { Command } from "commander";
import { paint, print, printJson, remark } from "./terminal.ts";
import { examples } from "./verbs.ts";
import { nameIfKnown, withPlatform } from "./workspace.ts";

/** `network remove`: a member leaves the network. */

export function addNetwork(program: Command): void {
	const network = program.command("network").description("the shared professional network");
	const remove = network
		.command("remove")
		.description("remove a member's profile for good: matches end, and tenants that exported it are told")
		.argument("<profile>", "id of the profile")
		.option("--json", "print JSON")
		.action((profile: string, options: { json?: boolean }, command: Command) => run(command, profile, options));
	const lines = ["network remove p-17"];
	examples(remove, lines);
	examples(network, lines);
}

async function run(command: Command, profile: string, { json }: { readonly json?: boolean }): Promise<void> {
	await withPlatform(command, {}, async (platform) => {
		const report = await platform.removeProfile(profile, await nameIfKnown(platform));
		if (json === true) return printJson({ profileId: profile, removed: report !== null, ...report });
		// Repeating it is no failure: what was asked for is so.
		if (report === null) return print(`There is no profile ${profile}.`);
		const { tenants, candidates, exports, pending } = report;
		const done = `${tenants} tenants told, ${candidates} matches and ${exports} exports`;
		print(`${paint("green", "✓")} removed ${paint("bold", profile)}: ${done}`);
		if (pending > 0)
			remark(paint("yellow", `${pending} tenants could not follow now: they will when the server starts.`));
	});
}
