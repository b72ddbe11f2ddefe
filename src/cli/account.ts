import { type Command, InvalidArgumentError } from "commander";
import type { Account } from "../domain/account.ts";
import type { Actor } from "../domain/actor.ts";
import { ROLES, type Role } from "../domain/role.ts";
import { parseTenantId, type TenantId } from "../domain/tenant.ts";
import type { AuditSubject } from "../tenancy/audit-entry.ts";
import type { Tenancy } from "../tenancy/tenancy.ts";
import { looked } from "./look.ts";
import { paint, print, printJson, table } from "./terminal.ts";
import { examples, gatherOf } from "./verbs.ts";
import { withPlatform } from "./workspace.ts";

/** `account`: people of a tenant, and what each may do. */

interface Named {
	readonly tenant: string;
	readonly json?: boolean;
}
/** Who lets people in, or lets them do more. @throws TributaryError where it takes a grant that he has not */
type Giver = () => Promise<Actor>;
/** Under whose name it is done. */
interface By {
	readonly giver: Giver;
	/** Who takes something away, which takes no grant. @throws TributaryError where he does not say who he is */
	readonly taker: () => Promise<Actor>;
	/** Reads what stands of people, by a grant, into the log. */
	readonly look: <T>(subject: AuditSubject, run: () => Promise<T>) => Promise<T>;
}
type Verb = (name: string, description: string) => Command;

export function addAccount(program: Command): void {
	const account = program.command("account").description("people of a tenant who sign in, and their roles");
	const verb: Verb = (name, description) =>
		account
			.command(name)
			.description(description)
			.requiredOption("--tenant <id>", "whose people")
			.option("--json", "print JSON");
	addInvite(verb);
	addStanding(verb);
	addRoles(verb);
	examples(account, [
		"account invite ada@acme.example --tenant acme --name 'Ada Quint' --role tenant-admin",
		"account list --tenant acme",
		"account disable ACCOUNT --tenant acme",
		"account grants --tenant acme",
	]);
}

interface InviteOptions extends Named {
	readonly name: string;
	readonly role?: readonly Role[];
	readonly seat?: string;
}

function addInvite(verb: Verb): void {
	examples(
		verb("invite", "make an account, for who first signs in with that address")
			.argument("<email>")
			.requiredOption("--name <name>", "how he is shown")
			.option("--role <roles>", `${ROLES.join(", ")} (repeat or separate with commas)`, gatherOf(ROLES))
			.option("--seat <id>", "the seat of the ATS that he sits on, which confines what he sees")
			.action((email: string, options: InviteOptions, command: Command) =>
				answer(command, options, async ({ accounts }, tenant, { giver }) => {
					const { name, role = [], seat = null } = options;
					const actor = role.length === 0 ? undefined : await giver();
					const made = await accounts.invite(tenant, { email, name, roles: [...role], seat }, actor);
					return { value: made, text: `${paint("green", "✓")} ${made.id} is invited` };
				}),
			),
		[
			"account invite ada@acme.example --tenant acme --name 'Ada Quint' --role tenant-admin",
			"account invite sue@acme.example --tenant acme --name 'Sue Roe' --role recruiter --seat sue",
		],
	);
	examples(
		verb("list", "all of them").action((options: Named, command: Command) =>
			answer(command, options, async ({ accounts }, tenant, { look }) => {
				const all = await look({}, () => accounts.list(tenant));
				return { value: all, text: table(["id", "name", "status", "seat", "roles"], all.map(accountRow)) };
			}),
		),
		["account list --tenant acme", "account list --tenant acme --json"],
	);
}

const accountRow = ({ id, name, status, seat, grants }: Account) => [
	id,
	name,
	status,
	seat ?? "",
	grants.map(({ role, expiresAt }) => (expiresAt === null ? role : `${role} (until ${expiresAt})`)).join(", "),
];

function addStanding(verb: Verb): void {
	const onOne = (name: string, description: string, work: (tenancy: Tenancy, of: OfOne, by: By) => Promise<string>) =>
		examples(
			verb(name, description)
				.argument("<account>", "its id, as account list shows it")
				.action((id: string, options: Named, command: Command) =>
					answer(command, options, async (tenancy, tenant, by) => {
						const said = await work(tenancy, { tenant, id }, by);
						return { value: { id, done: name }, text: `${paint("green", "✓")} ${id}: ${said}` };
					}),
				),
			[`account ${name} ACCOUNT --tenant acme`],
		);
	onOne("disable", "sign a person out everywhere, for good", async ({ accounts }, { tenant, id }, { taker }) => {
		return (await accounts.change(tenant, id, { status: "disabled" }, await taker())).status;
	});
	onOne("enable", "let a person sign in again", async ({ accounts }, { tenant, id }, { giver }) => {
		return (await accounts.change(tenant, id, { status: "active" }, await giver())).status;
	});
	onOne("sign-out", "end every session of a person", async ({ accounts }, { tenant, id }, { taker }) => {
		await accounts.signOut(tenant, id, await taker());
		return "signed out everywhere";
	});
	onOne(
		"remove",
		"erase an account, with name, address and identity",
		async ({ accounts }, { tenant, id }, { taker }) => {
			await accounts.remove(tenant, id, await taker());
			return "erased";
		},
	);
	examples(
		verb("seat", "bind an account to a seat of the ATS, or to none")
			.argument("<account>")
			.argument("[seat]", "none when left out")
			.action((id: string, seat: string | undefined, options: Named, command: Command) =>
				answer(command, options, async ({ accounts }, tenant, { giver }) => {
					const value = await accounts.change(tenant, id, { seat: seat ?? null }, await giver());
					return { value, text: `${paint("green", "✓")} ${id}: seat ${value.seat ?? "none"}` };
				}),
			),
		["account seat ACCOUNT sue --tenant acme", "account seat ACCOUNT --tenant acme"],
	);
}

interface OfOne {
	readonly tenant: TenantId;
	readonly id: string;
}

function oneRole(text: string): Role {
	const role = ROLES.find((known) => known === text);
	if (role === undefined) throw new InvalidArgumentError(`Known: ${ROLES.join(", ")}.`);
	return role;
}

function addRoles(verb: Verb): void {
	examples(
		verb("role", "give a role")
			.argument("<account>")
			.argument("<role>", ROLES.join(", "), oneRole)
			.option("--until <time>", "when it ends by itself, as 2027-01-31T00:00:00Z")
			.action((id: string, role: Role, options: Named & { until?: string }, command: Command) =>
				answer(command, options, async ({ accounts }, tenant, { giver }) => {
					const grant = { role, expiresAt: options.until ?? null };
					const value = await accounts.grants.give(tenant, id, grant, await giver());
					return { value, text: `${paint("green", "✓")} ${value.id}: ${role}` };
				}),
			),
		["account role ACCOUNT auditor --tenant acme --until 2027-01-31T00:00:00Z"],
	);
	examples(
		verb("grants", "who has which role, those first that nobody looked at for longest").action(
			(options: Named, command: Command) =>
				answer(command, options, async ({ accounts }, tenant, { look }) => {
					const all = await look({ about: "grants" }, () => accounts.grants.list(tenant));
					const rows = all.map((grant) => [
						grant.id,
						grant.accountId,
						grant.role,
						grant.grantedAt,
						grant.lastUsedAt ?? "never used",
						grant.confirmed?.at ?? "",
						grant.expiresAt ?? "",
					]);
					return {
						value: all,
						text: table(["grant", "account", "role", "since", "last used", "confirmed", "ends"], rows),
					};
				}),
		),
		["account grants --tenant acme"],
	);
	const onGrant = (name: "confirm" | "end", description: string) =>
		examples(
			verb(name, description)
				.argument("<grant>", "as account grants shows it")
				.action((id: string, options: Named, command: Command) =>
					answer(command, options, async ({ accounts }, tenant, { taker }) => {
						await accounts.grants[name](tenant, id, await taker());
						return {
							value: { id, done: name },
							text: `${paint("green", "✓")} ${id}: ${name === "end" ? "ended" : "confirmed"}`,
						};
					}),
				),
			[`account ${name} GRANT --tenant acme`],
		);
	onGrant("confirm", "say that a role is still right");
	onGrant("end", "end a role at once");
	examples(
		verb("requests", "roles that people have asked for").action((options: Named, command: Command) =>
			answer(command, options, async ({ accessRequests }, tenant, { look }) => {
				const all = await look({ about: "requests" }, () => accessRequests.list(tenant));
				const rows = all.map(({ id, accountId, role, state, requestedAt, reason }) => [
					id,
					accountId,
					role,
					state,
					requestedAt,
					reason,
				]);
				return { value: all, text: table(["request", "account", "role", "state", "asked", "why"], rows) };
			}),
		),
		["account requests --tenant acme"],
	);
}

async function answer(
	command: Command,
	{ tenant, json }: Named,
	work: (tenancy: Tenancy, tenant: TenantId, by: By) => Promise<{ readonly value: unknown; readonly text: string }>,
): Promise<void> {
	await withPlatform(command, {}, async (platform) => {
		const { tenancy, operatorActor, operatorName } = platform;
		const of = parseTenantId(tenant);
		const { value, text } = await work(tenancy, of, {
			giver: () => operatorActor(of),
			taker: operatorName,
			look: (subject, run) => looked(platform, of, { action: "account.read", subject, purpose: "account" }, run),
		});
		if (json === true) printJson(value);
		else print(text);
	});
}
