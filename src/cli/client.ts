import { type Command, Option } from "commander";
import { PERMISSIONS, type Permission } from "../domain/actor.ts";
import { parseTenantId } from "../domain/tenant.ts";
import { TributaryError } from "../errors.ts";
import { CertificateInput } from "../tenancy/client-certificates.ts";
import { Binding } from "../tenancy/client-record.ts";
import type { Client } from "../tenancy/clients.ts";
import { looked } from "./look.ts";
import { readText } from "./read-text.ts";
import { paint, print, printJson, remark, table } from "./terminal.ts";
import { examples, gatherOf, wholeNumber } from "./verbs.ts";
import { withPlatform } from "./workspace.ts";

/** `client`: programs that call the API for one tenant, and what they sign in by. */

interface Named {
	readonly tenant: string;
	readonly json?: boolean;
}

interface CreateOptions extends Named {
	readonly scope: readonly Permission[];
	readonly name: string;
}

const KEPT = "Keep the secret now: it cannot be shown again.";

export function addClient(program: Command): void {
	const client = program.command("client").description("API clients of a tenant, their secrets and keys");
	const verb = (name: string, description: string) =>
		client
			.command(name)
			.description(description)
			.requiredOption("--tenant <id>", "the tenant it acts for")
			.option("--json", "print JSON");
	const lines = [
		"client create --tenant acme --scope search,candidates:read",
		"client create --tenant acme --scope resumes:write --scope tasks:write --name 'nightly import' --json",
	];
	examples(
		verb("create", "make a client; prints its id and its secret, the secret this once only")
			.requiredOption(
				"--scope <scopes>",
				`what it may do: ${PERMISSIONS.join(", ")} (repeat or separate with commas)`,
				gatherOf(PERMISSIONS),
			)
			.option("--name <name>", "what it is for", "command line")
			.action((options: CreateOptions, command: Command) => create(command, options)),
		lines,
	);
	examples(
		verb("list", "the clients of a tenant").action((options: Named, command: Command) => list(command, options)),
		["client list --tenant acme"],
	);
	addCredentials(verb);
	addStatus(verb);
	addBinding(verb);
	examples(client, [...lines, "client rotate CLIENT_ID --tenant acme", "client credentials CLIENT_ID --tenant acme"]);
}

type Verb = (name: string, description: string) => Command;

const MAX_HOURS = 720;

function addCredentials(verb: Verb): void {
	examples(
		verb("credentials", "secrets, keys and certificates that a client can sign in by")
			.argument("<client>")
			.action((id: string, options: Named, command: Command) => credentials(command, id, options)),
		["client credentials CLIENT_ID --tenant acme"],
	);
	examples(
		verb("rotate", "give a client another secret; the ones before work on for a while")
			.argument("<client>")
			.option("--overlap <hours>", "how long; 0 ends them at once", wholeNumber(0, MAX_HOURS), 24)
			.action((id: string, options: Named & { overlap: number }, command: Command) => rotate(command, id, options)),
		["client rotate CLIENT_ID --tenant acme", "client rotate CLIENT_ID --tenant acme --overlap 0"],
	);
	examples(
		verb("revoke", "end a secret, key or certificate at once, with every token that was got by it")
			.argument("<client>")
			.argument("<credential>", "as client credentials names it")
			.action((id: string, credential: string, options: Named, command: Command) =>
				revoke(command, [id, credential], options),
			),
		["client revoke CLIENT_ID 1a2b3c4d5e6f --tenant acme"],
	);
	examples(
		verb("add-key", "register a public key: the client then signs in with assertions (private_key_jwt)")
			.argument("<client>")
			.requiredOption("--public-key <file>", "PEM: Ed25519, P-256, or RSA of 2048 bits or more")
			.action((id: string, options: Named & { publicKey: string }, command: Command) => addKey(command, id, options)),
		["client add-key CLIENT_ID --tenant acme --public-key client.pub"],
	);
	examples(
		verb("add-certificate", "register a certificate, or the name in one: the client then signs in by TLS (RFC 8705)")
			.argument("<client>")
			.option("--certificate <file>", "PEM: this one, whoever signed it")
			.option("--subject <name>", "any of the configured authority with this subject, as CN=ats,O=Acme,C=DE")
			.option("--dns <name>", "any of the configured authority with this DNS name")
			.option("--uri <uri>", "any of the configured authority with this URI")
			.action((id: string, options: Named & CertificateOptions, command: Command) =>
				addCertificate(command, id, options),
			),
		[
			"client add-certificate CLIENT_ID --tenant acme --certificate ats.pem",
			"client add-certificate CLIENT_ID --tenant acme --dns ats.example.com",
		],
	);
}

function addBinding(verb: Verb): void {
	examples(
		verb(
			"bind",
			"say whether a client's tokens have to be bound: to a key by DPoP (RFC 9449), to its certificate (RFC 8705)",
		)
			.argument("<client>")
			.addOption(
				new Option("--to <how>", "dpop-nonce: with a nonce of ours in each proof; mtls: to a certificate")
					.choices(Binding.options)
					.makeOptionMandatory(),
			)
			.action((id: string, options: Named & { to: Binding }, command: Command) => bind(command, id, options)),
		["client bind CLIENT_ID --tenant acme --to dpop", "client bind CLIENT_ID --tenant acme --to mtls"],
	);
}

async function bind(command: Command, id: string, { tenant, to, json }: Named & { to: Binding }): Promise<void> {
	await withPlatform(command, {}, async ({ tenancy, operatorActor }) => {
		const of = parseTenantId(tenant);
		const client = await tenancy.clients.setBinding(of, id, to, await operatorActor(of));
		if (json === true) return printJson(client);
		print(`${paint("green", "✓")} client ${id}: binding ${client.binding}`);
	});
}

function addStatus(verb: Verb): void {
	const set = (name: string, description: string, status: Client["status"]) =>
		examples(
			verb(name, description)
				.argument("<client>")
				.action((id: string, options: Named, command: Command) => stand(command, id, { ...options, status })),
			[`client ${name} CLIENT_ID --tenant acme`],
		);
	set("disable", "switch a client off, with every token of it", "disabled");
	set("enable", "switch it on again, also where it was locked", "active");
	examples(
		verb("lock", "switch a client off for abuse, with the reason")
			.argument("<client>")
			.requiredOption("--reason <text>", "why, without personal data")
			.action((id: string, options: Named & { reason: string }, command: Command) =>
				stand(command, id, { ...options, status: "locked" }),
			),
		["client lock CLIENT_ID --tenant acme --reason 'secret found in a public repository'"],
	);
}

async function create(command: Command, options: CreateOptions): Promise<void> {
	await withPlatform(command, {}, async ({ tenancy, operatorActor }) => {
		const tenant = parseTenantId(options.tenant);
		const { name, scope: permissions } = options;
		const made = await tenancy.clients.create({ tenant, name, permissions, actor: await operatorActor(tenant) });
		if (options.json === true) return printJson(made);
		print(`client id      ${made.clientId}`);
		print(`client secret  ${made.clientSecret}`);
		remark(paint("yellow", KEPT));
	});
}

async function list(command: Command, { tenant, json }: Named): Promise<void> {
	await withPlatform(command, {}, async (platform) => {
		const of = parseTenantId(tenant);
		const all = await looked(platform, of, { action: "client.read", purpose: "client list" }, () =>
			platform.tenancy.clients.list(of),
		);
		if (json === true) return printJson(all);
		const row = ({ id, name, status, lock, permissions }: Client) => [
			id,
			name,
			lock === undefined ? status : `${status}: ${lock.reason}`,
			permissions.join(" "),
		];
		print(table(["id", "name", "status", "scope"], all.map(row)));
	});
}

async function credentials(command: Command, id: string, { tenant, json }: Named): Promise<void> {
	await withPlatform(command, {}, async (platform) => {
		const of = parseTenantId(tenant);
		const look = { action: "client.read", subject: { clientId: id }, purpose: "client credentials" } as const;
		const all = await looked(platform, of, look, () => platform.tenancy.clients.credentials.list(of, id));
		if (json === true) return printJson(all);
		const rows = all.map((one) => [one.id, one.kind, one.createdAt, one.endsAt ?? ""]);
		print(table(["credential", "kind", "since", "ends"], rows));
	});
}

const HOUR = 3600;

async function rotate(
	command: Command,
	id: string,
	{ tenant, overlap, json }: Named & { overlap: number },
): Promise<void> {
	await withPlatform(command, {}, async ({ tenancy: { clients }, operatorActor }) => {
		const of = parseTenantId(tenant);
		const actor = await operatorActor(of);
		const made = await clients.credentials.rotate(of, id, { overlap: overlap * HOUR, actor });
		if (json === true) return printJson(made);
		print(`client secret  ${made.clientSecret}`);
		remark(paint("yellow", KEPT));
		if (made.status !== "active")
			remark(paint("yellow", `! the client is ${made.status}: it signs in by none of them`));
		remark(overlap === 0 ? "The ones before have ended." : `The ones before work for ${overlap} hours more.`);
	});
}

async function revoke(command: Command, [id, credential]: [string, string], { tenant, json }: Named): Promise<void> {
	await withPlatform(command, {}, async ({ tenancy, operatorName }) => {
		await tenancy.clients.credentials.revoke(parseTenantId(tenant), id, credential, await operatorName());
		if (json === true) return printJson({ clientId: id, revoked: credential });
		print(`${paint("green", "✓")} ${credential} has ended, with its tokens`);
	});
}

async function addKey(
	command: Command,
	id: string,
	{ tenant, publicKey, json }: Named & { publicKey: string },
): Promise<void> {
	const pem = readText(publicKey, "/publicKey");
	await withPlatform(command, {}, async ({ tenancy: { clients }, operatorActor }) => {
		const of = parseTenantId(tenant);
		const added = await clients.credentials.addKey(of, id, pem, await operatorActor(of));
		if (json === true) return printJson(added);
		print(`${paint("green", "✓")} key ${added.id}; client credentials names the secrets that can now be revoked`);
	});
}

interface CertificateOptions {
	readonly certificate?: string;
	readonly subject?: string;
	readonly dns?: string;
	readonly uri?: string;
}

async function addCertificate(
	command: Command,
	id: string,
	{ tenant, certificate, subject, dns, uri, json }: Named & CertificateOptions,
): Promise<void> {
	const pem = certificate === undefined ? undefined : readText(certificate, "/certificate");
	const given = Object.entries({ certificate: pem, subject, dns, uri }).filter(([, value]) => value !== undefined);
	await withPlatform(command, {}, async ({ tenancy: { clients }, operatorActor }) => {
		const of = parseTenantId(tenant);
		const actor = await operatorActor(of);
		const input = CertificateInput.safeParse(Object.fromEntries(given));
		if (!input.success)
			throw new TributaryError("invalid-request", { detail: "Give one of --certificate, --subject, --dns and --uri." });
		const added = await clients.credentials.addCertificate(of, id, input.data, actor);
		if (json === true) return printJson(added);
		print(`${paint("green", "✓")} certificate ${added.id}: ${added.name}`);
	});
}

async function stand(
	command: Command,
	id: string,
	{ tenant, status, reason, json }: Named & { status: Client["status"]; reason?: string },
): Promise<void> {
	await withPlatform(command, {}, async ({ tenancy, operatorActor, operatorName }) => {
		const why = reason === undefined ? {} : { reason };
		const of = parseTenantId(tenant);
		// To switch one off takes no grant, and is done at once.
		const actor = await (status === "active" ? operatorActor(of) : operatorName());
		const client = await tenancy.clients.setStatus(of, id, status, actor, why);
		if (json === true) return printJson(client);
		print(`${paint("green", "✓")} client ${id}: ${client.status}`);
	});
}
