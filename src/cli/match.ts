import type { Command } from "commander";
import type { Decision, Suggestion } from "../domain/candidate.ts";
import { parseTenantId } from "../domain/tenant.ts";
import { decisions } from "../identity/decisions.ts";
import { suggestions } from "../identity/suggestions.ts";
import type { StoredCandidate } from "../ingest/candidate-record.ts";
import { link, reconsider, unlink } from "../ingest/match-decisions.ts";
import type { Platform } from "../server.ts";
import type { Scope } from "../tenancy/scope.ts";
import { paint, print, printJson, table } from "./terminal.ts";
import { examples } from "./verbs.ts";
import { withPlatform } from "./workspace.ts";

/** `match`: who a candidate is in the network, as a person decides it. */

interface MatchOptions {
	readonly tenant: string;
	readonly json?: boolean;
	readonly limit: string;
}

export function addMatch(program: Command): void {
	const match = program.command("match").description("link candidates with network profiles, and list what may be one");
	const verb = (usage: string, description: string) =>
		match
			.command(usage)
			.description(description)
			.requiredOption("--tenant <id>", "whose candidates")
			.option("--json", "print JSON");
	verb("list", "records that may be of one person, with the evidence")
		.option("--limit <n>", "how many, about", "50")
		.action((options: MatchOptions, command: Command) => list(command, options));
	verb("link <candidate> <profile>", "say that a candidate is a profile").action(
		(candidate: string, profile: string, options: MatchOptions, command: Command) =>
			decide(command, options, (scope, { ingest }) => link(scope, ingest, candidate, profile)),
	);
	verb("unlink <candidate> [profile]", "say that a candidate is not a profile (default: the one linked now)").action(
		(candidate: string, profile: string | undefined, options: MatchOptions, command: Command) =>
			decide(command, options, (scope, { ingest }) => unlink(scope, ingest, candidate, profile)),
	);
	verb("decisions", "what was decided, by rules and by people: links, who is not whom, merges")
		.option("--limit <n>", "how many, about", "50")
		.action((options: MatchOptions, command: Command) => listDecisions(command, options));
	verb("reconsider <candidate> <other>", "take back that a candidate is not another one, or not a profile")
		.option("--profile", "the other one is a profile of the network")
		.action((candidate: string, other: string, options: MatchOptions & { profile?: boolean }, command: Command) =>
			decide(command, options, (scope, { ingest }) =>
				reconsider(scope, ingest, candidate, options.profile === true ? { profileId: other } : { candidateId: other }),
			),
		);
	examples(match, [
		"match list --tenant acme",
		"match link --tenant acme c-17 p-4",
		"match unlink --tenant acme c-17",
		"match decisions --tenant acme",
	]);
}

async function list(command: Command, options: MatchOptions): Promise<void> {
	await withPlatform(command, {}, async (platform) => {
		const scope = await platform.operatorScope(parseTenantId(options.tenant), "match list");
		const items = await collect(scope, Number(options.limit));
		if (options.json === true) return printJson(items);
		const rows = items.map(({ candidateId, kind, otherId, score, evidence }) => [
			candidateId,
			kind,
			otherId,
			score.toFixed(3),
			evidence.map(({ kind, detail, weight }) => `${kind} ${detail} ${weight}`).join(", "),
		]);
		print(table(["candidate", "may be the", "id", "score", "evidence in bits"], rows));
	});
}

async function collect(scope: Scope, limit: number): Promise<readonly Suggestion[]> {
	const items: Suggestion[] = [];
	let after: string | undefined;
	do {
		const page = await suggestions(scope, { after, limit: limit - items.length });
		items.push(...page.items);
		after = page.next ?? undefined;
	} while (after !== undefined && items.length < limit);
	return items;
}

async function listDecisions(command: Command, options: MatchOptions): Promise<void> {
	await withPlatform(command, {}, async (platform) => {
		const scope = await platform.operatorScope(parseTenantId(options.tenant), "match decisions");
		const items: Decision[] = [];
		let after: string | undefined;
		do {
			const page = await decisions(scope, { after, limit: Number(options.limit) - items.length });
			items.push(...page.items);
			after = page.next ?? undefined;
		} while (after !== undefined && items.length < Number(options.limit));
		if (options.json === true) return printJson(items);
		const rows = items.map(({ candidateId, kind, otherId, by, at }) => [candidateId, kind, otherId, by, at ?? ""]);
		print(table(["candidate", "decision", "id", "by", "at"], rows));
	});
}

async function decide(
	command: Command,
	options: MatchOptions,
	work: (scope: Scope, platform: Platform) => Promise<StoredCandidate>,
): Promise<void> {
	await withPlatform(command, {}, async (platform) => {
		const scope = await platform.operatorScope(parseTenantId(options.tenant), "match decision");
		const { candidate } = await work(scope, platform);
		if (options.json === true) return printJson({ candidateId: candidate.id, match: candidate.match });
		const state = candidate.match === null ? "has no profile" : `is profile ${candidate.match.profileId}`;
		print(`${paint("green", "✓")} ${candidate.id} ${state}`);
	});
}
