import { type Command, InvalidArgumentError } from "commander";
import { createLog } from "../api/request-log.ts";
import { parseTenantId, type TenantId } from "../domain/tenant.ts";
import { openDeliveries } from "../server/background.ts";
import type { Platform } from "../server/platform.ts";
import { Finding, type OperatorGrant } from "../tenancy/operators/operator-grant.ts";
import type { Signer } from "../tenancy/operators/operators.ts";
import { readText } from "./read-text.ts";
import { paint, print, printJson, remark, table } from "./terminal.ts";
import { decimalNumber, examples } from "./verbs.ts";
import { withPlatform } from "./workspace.ts";

/** `operator`: access of people of the operator to a tenant's data. */

interface Json {
	readonly json?: boolean;
}

interface AskOptions extends Json {
	readonly as: string;
	readonly key: string;
	readonly reason: string;
	readonly hours: number;
}

interface ApproverOptions extends Json {
	readonly approver: string;
	readonly key: string;
}

interface ReviewOptions extends ApproverOptions {
	readonly finding: "justified" | "not-justified";
	readonly note: string;
}

export function addOperator(program: Command): void {
	const operator = program
		.command("operator")
		.description(
			"access of named people of the operator to a tenant's data: asked for, approved, for hours, seen by the tenant",
		);
	addAsking(operator);
	addDeciding(operator);
	examples(operator, [
		"approver add olga --public-key olga.pem.pub --role operator",
		"operator request acme --as olga --key olga.pem --reason 'ticket 4711' --hours 4",
		"operator approve acme GRANT --approver ada --key ada.pem",
		"search --tenant acme java --operator olga --operator-key olga.pem",
		"operator list acme",
	]);
}

function addAsking(operator: Command): void {
	const asking = (name: "request" | "break-glass", description: string, most: number) =>
		operator
			.command(name)
			.description(description)
			.argument("<tenant>")
			.requiredOption("--as <name>", "who asks, as registered with approver add --role operator")
			.requiredOption("--key <file>", "PEM of his private key")
			.requiredOption("--reason <text>", "why, without personal data; the tenant reads it")
			.option("--hours <n>", "how long", decimalNumber(1, most), 1)
			.option("--json", "print JSON")
			.action((tenant: string, options: AskOptions, command: Command) =>
				answer(command, tenant, options, async (platform, id) => {
					const ask = { by: signer(options.as, options.key), reason: options.reason, hours: options.hours };
					const { operators } = platform.tenancy;
					if (name === "request") return operators.request(id, ask);
					const grant = await operators.breakGlass(id, ask);
					remark(paint("yellow", "The tenant is told of this, and it has to be reviewed: operator review."));
					await tellNow(platform, id);
					return grant;
				}),
			);
	examples(asking("request", "ask for access; another person has to approve it", 72), [
		"operator request acme --as olga --key olga.pem --reason 'ticket 4711' --hours 4",
	]);
	examples(
		asking("break-glass", "take access in an emergency: the tenant is told at once, and it is reviewed afterwards", 4),
		["operator break-glass acme --as olga --key olga.pem --reason 'search is down, incident 12'"],
	);
}

/** A server that runs elsewhere takes up what waits with its next delivery; an emergency does not wait for that. */
async function tellNow(platform: Platform, tenant: TenantId): Promise<void> {
	const deliveries = openDeliveries(platform, createLog("silent"));
	deliveries.wake(tenant);
	await deliveries.idle();
	await deliveries.close();
}

function addDeciding(operator: Command): void {
	const byApprover = (name: string, description: string) =>
		operator
			.command(name)
			.description(description)
			.argument("<tenant>")
			.argument("<grant>", "as operator list shows it")
			.requiredOption("--approver <name>", "as registered with approver add")
			.requiredOption("--key <file>", "PEM of his private key")
			.option("--json", "print JSON");
	examples(
		byApprover("approve", "give the access that was asked for").action(
			(tenant: string, grant: string, options: ApproverOptions, command: Command) =>
				answer(command, tenant, options, ({ tenancy }, id) =>
					tenancy.operators.approve(id, grant, signer(options.approver, options.key)),
				),
		),
		["operator approve acme GRANT --approver ada --key ada.pem"],
	);
	examples(
		byApprover("review", "sign off what was done under it")
			.requiredOption("--finding <finding>", Finding.options.join(" or "), finding)
			.requiredOption("--note <text>", "what was found, without personal data")
			.action((tenant: string, grant: string, options: ReviewOptions, command: Command) =>
				answer(command, tenant, options, ({ tenancy }, id) => {
					const given = { finding: options.finding, note: options.note };
					return tenancy.operators.review(id, grant, given, signer(options.approver, options.key));
				}),
			),
		["operator review acme GRANT --approver ada --key ada.pem --finding justified --note 'read the log of it'"],
	);
	examples(
		operator
			.command("end")
			.description("end access at once")
			.argument("<tenant>")
			.argument("<grant>")
			.option("--json", "print JSON")
			.action((tenant: string, grant: string, options: Json, command: Command) =>
				answer(command, tenant, options, async ({ tenancy, operatorName }, id) =>
					tenancy.operators.end(id, grant, await operatorName()),
				),
			),
		["operator end acme GRANT"],
	);
	examples(
		operator
			.command("list")
			.description("who has, had or wants access to a tenant's data")
			.argument("<tenant>")
			.option("--json", "print JSON")
			.action(async (tenant: string, { json }: Json, command: Command) => {
				await withPlatform(command, {}, async ({ tenancy }) => {
					const all = await tenancy.operators.list(parseTenantId(tenant));
					if (json === true) return printJson(all);
					const head = ["grant", "operator", "kind", "state", "until", "approved by", "whose key", "reviewed", "why"];
					print(table(head, all.map(row)));
				});
			}),
		["operator list acme"],
	);
}

const row = ({ id, operator, kind, state, expiresAt, approver, approverKey, review, reason }: OperatorGrant) => [
	id,
	operator,
	kind,
	state,
	expiresAt ?? "",
	approver ?? "nobody",
	approverKey === null ? "" : `${approverKey.fingerprint} is since ${approverKey.since}`,
	review === null ? "no" : `${review.finding} by ${review.by}`,
	reason,
];

function finding(text: string) {
	const read = Finding.safeParse(text);
	if (read.success) return read.data;
	throw new InvalidArgumentError(`Give ${Finding.options.join(" or ")}.`);
}

const signer = (name: string, file: string): Signer => ({ name, key: readText(file, "/key") });

async function answer(
	command: Command,
	tenant: string,
	{ json }: Json,
	work: (platform: Platform, tenant: TenantId) => Promise<OperatorGrant>,
): Promise<void> {
	await withPlatform(command, {}, async (platform) => {
		const grant = await work(platform, parseTenantId(tenant));
		if (json === true) return printJson(grant);
		const until = grant.expiresAt === null ? "" : ` until ${grant.expiresAt}`;
		print(`${paint("green", "✓")} ${grant.id}: ${grant.operator}, ${grant.kind}, ${grant.state}${until}`);
	});
}
