import type { Command } from "commander";
import { EVENT_TYPES, type EventType } from "../domain/event.ts";
import { parseTenantId } from "../domain/tenant.ts";
import { listDeadLetters } from "../export/dead-letters.ts";
import type { Webhook } from "../export/webhooks.ts";
import type { Platform } from "../server.ts";
import type { Scope } from "../tenancy/scope.ts";
import { paint, print, printJson, remark, table } from "./terminal.ts";
import { examples, gatherOf, wholeNumber } from "./verbs.ts";
import { withPlatform } from "./workspace.ts";

/** `webhook`: where a tenant wants its events. A served instance delivers them; what is changed here it sees at once. */

interface WebhookOptions {
	readonly tenant: string;
	readonly json?: boolean;
}

interface CreateOptions extends WebhookOptions {
	readonly url: string;
	readonly events: readonly EventType[];
}

interface LettersOptions extends WebhookOptions {
	readonly limit: number;
}

/** Dead letters that are printed at once. */
const MOST_LETTERS = 10_000;

export function addWebhook(program: Command): void {
	const webhook = program.command("webhook").description("where a tenant's events are sent");
	addList(webhook);
	addCreate(webhook);
	addRemove(webhook);
	addDeadLetters(webhook);
	examples(webhook, [
		"webhook create crm --tenant acme --url https://hooks.example.com/tributary --events candidate.changed",
		"webhook list --tenant acme",
	]);
}

const verb = (parent: Command, name: string, description: string): Command =>
	parent
		.command(name)
		.description(description)
		.requiredOption("--tenant <id>", "whose webhooks")
		.option("--json", "print JSON");

function withScope(
	command: Command,
	{ tenant }: WebhookOptions,
	work: (platform: Platform, scope: Scope) => Promise<void>,
): Promise<void> {
	return withPlatform(command, {}, async (platform) =>
		work(platform, await platform.operatorScope(parseTenantId(tenant), "webhooks on the command line")),
	);
}

function addList(parent: Command): void {
	const list = verb(parent, "list", "all webhooks, and how their deliveries went");
	list.action((options: WebhookOptions, command: Command) =>
		withScope(command, options, async ({ webhooks }, scope) => {
			const found = await webhooks.list(scope);
			if (options.json === true) return printJson(found);
			print(table(["id", "url", "events", "state", "delivered", "failed", "given up"], found.map(row)));
		}),
	);
	examples(list, ["webhook list --tenant acme", "webhook list --tenant acme --json"]);
}

const row = ({ id, url, events, active, goneAt, deliveries }: Webhook) => [
	id,
	url,
	events.join(" "),
	active ? "on" : goneAt === null ? "off" : "off, gone",
	deliveries.delivered,
	deliveries.failed,
	deliveries.givenUp,
];

function addCreate(parent: Command): void {
	const create = verb(parent, "create", "make or replace a webhook; prints the secret of a new one, this once only")
		.argument("<id>", "A-Z a-z 0-9 _ - beginning with a letter")
		.requiredOption("--url <url>", "https on port 443 of a host of the public internet")
		.requiredOption(
			"--events <types>",
			`what it is told: ${EVENT_TYPES.join(", ")} (repeat or separate with commas)`,
			gatherOf(EVENT_TYPES),
		);
	create.action((id: string, options: CreateOptions, command: Command) =>
		withScope(command, options, async ({ webhooks }, scope) => {
			const made = await webhooks.put(scope, id, { url: options.url, events: [...options.events] });
			if (options.json === true) return printJson(made);
			print(`${paint("green", "✓")} webhook ${paint("bold", id)}: ${made.webhook.events.join(", ")}`);
			if (made.secret === null) return;
			print(`secret  ${made.secret}`);
			remark(paint("yellow", "Keep the secret now: it cannot be shown again."));
		}),
	);
	examples(create, [
		"webhook create crm --tenant acme --url https://hooks.example.com/t --events candidate.changed,profile.deleted",
	]);
}

function addRemove(parent: Command): void {
	const remove = verb(parent, "remove", "remove a webhook, with all that waits for it").argument("<id>");
	remove.action((id: string, options: WebhookOptions, command: Command) =>
		withScope(command, options, async ({ webhooks }, scope) => {
			await webhooks.remove(scope, id);
			if (options.json === true) return printJson({ removed: id });
			print(`${paint("green", "✓")} removed ${id}`);
		}),
	);
	examples(remove, ["webhook remove crm --tenant acme"]);
}

function addDeadLetters(parent: Command): void {
	const letters = verb(parent, "dead-letters", "events that were given up").option(
		"--limit <n>",
		"how many",
		wholeNumber(1, MOST_LETTERS),
		100,
	);
	letters.action((options: LettersOptions, command: Command) =>
		withScope(command, options, async (_platform, scope) => {
			const found = await listDeadLetters(scope, { limit: options.limit });
			if (options.json === true) return printJson(found);
			const rows = found.map(({ id, type, attempts, givenUpAt, reason }) => [id, type, attempts, givenUpAt, reason]);
			print(table(["id", "type", "tries", "given up", "reason"], rows));
		}),
	);
	examples(letters, ["webhook dead-letters --tenant acme", "webhook dead-letters --tenant acme --json"]);
}
