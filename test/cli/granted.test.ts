import { writeFileSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { parseTenantId } from "../../src/domain/tenant.ts";
import type { Platform } from "../../src/server/platform.ts";
import type { AuditEntry } from "../../src/tenancy/audit-entry.ts";
import { temporaryFolder } from "../tenancy/rig.ts";
import { run } from "./run.ts";
import { linesIn, tenantVerbs } from "./verbs.ts";

/** What one operator gets at by himself where data are opened by a grant only. */

/** Opened once, not for each of some sixty commands. */
const kept = vi.hoisted(() => new Map<string, { close(): Promise<void> }>());
vi.mock("../../src/server.ts", async (importOriginal) => {
	const real = await importOriginal<typeof import("../../src/server.ts")>();
	const openPlatform: typeof real.openPlatform = async (config, options) => {
		const known = kept.get(config.dataDir) as Awaited<ReturnType<typeof real.openPlatform>> | undefined;
		const platform = known ?? (await real.openPlatform(config, options));
		kept.set(config.dataDir, platform);
		return { ...platform, close: async () => {} };
	};
	return { ...real, openPlatform };
});
afterAll(async () => {
	for (const platform of kept.values()) await platform.close();
});

const folder = temporaryFolder();
const at = (name: string) => path.join(folder, name);
const granted = (...args: readonly string[]) => run("--config", at("tributary.json"), ...args);
const olga = () => ["--operator", "olga", "--operator-key", at("olga.pem")];
/** Read by the test itself: by the command line it would be one more entry of it. */
async function logOf(tenant: string): Promise<readonly AuditEntry[]> {
	const platform = kept.get(at("store")) as Platform | undefined;
	return (await platform?.tenancy.audit.latest(parseTenantId(tenant), 200)) ?? [];
}
const TEXT = "Jane Roe\njane@example.com\n\nExperience\nEngineer, Acme, 2020 - 2022\n";

/** Verbs that show nobody's data and let nobody in, each for its own reason. */
const NEED_NO_GRANT: ReadonlySet<string> = new Set([
	// What was certified.
	"certificate show",
	// Speaks to a server as any ATS does, with credentials that it is given.
	"simulate-ats",
]);

/** What takes something away, or changes what shows nobody's data: done under one's own name. */
const NEED_A_NAME: ReadonlySet<string> = new Set([
	...["account confirm", "account end", "account disable", "account sign-out", "account remove"],
	...["client revoke", "client disable", "client lock"],
	// Keys, accounts of the cluster, and the engine where the data lie.
	...["key rotate", "engine rotate", "engine move"],
	// Into a tenant that is new.
	"tenant import",
	// Whether the log is whole: sizes and hashes.
	...["audit verify", "audit head", "audit compare"],
]);

const lineOf = linesIn(folder);

beforeAll(async () => {
	for (const id of ["acme", "fresh"]) await run("tenant", "create", id, "--data", at("store"));
	writeFileSync(at("jane.txt"), TEXT);
	const ingested = await run("ingest", at("jane.txt"), "--tenant", "acme", "--data", at("store"));
	expect([ingested.code, ingested.err]).toEqual([0, expect.anything()]);
	const config = { dataDir: "store", masterKey: { file: "store.key" }, approverWaitHours: 0 };
	writeFileSync(at("tributary.json"), JSON.stringify(config), { mode: 0o600 });
	// Nobody is registered yet who could have a name.
	expect((await granted("client", "create", "--tenant", "fresh", "--scope", "search")).code).toBe(0);
	for (const [name, role] of [
		["ada", "approver"],
		["olga", "operator"],
	] as const) {
		await run("approver", "key", "--out", at(`${name}.pem`));
		await granted("approver", "add", name, "--public-key", at(`${name}.pem.pub`), "--role", role);
	}
	await run("approver", "key", "--out", at("customer.pem"));
}, 180_000);

describe("without a grant", () => {
	test.each(tenantVerbs().filter(({ name }) => !NEED_NO_GRANT.has(name)))(
		"$name is refused at a tenant that has people",
		async (verb) => {
			const { code, err } = await granted(...lineOf(verb));
			const why = NEED_A_NAME.has(verb.name) ? "operator-name-required" : "operator-grant-required";
			expect([code, err]).toEqual([1, expect.stringContaining(why)]);
		},
		60_000,
	);

	test("nothing stands on the list that is no verb", () => {
		const known = new Set(tenantVerbs().map(({ name }) => name));
		expect([...NEED_NO_GRANT, ...NEED_A_NAME].filter((name) => !known.has(name))).toEqual([]);
	});

	test.each([
		["tenant disable", ["tenant", "disable", "acme"]],
		["tenant hold", ["tenant", "hold", "acme", "--reason", "case 1"]],
		["tenant set", ["tenant", "set", "acme", "--second-person", "off"]],
		["tenant wipe request", ["tenant", "wipe", "request", "acme", "--reason", "over"]],
		["tenant wipe cancel", ["tenant", "wipe", "cancel", "acme"]],
		["tenant wipe run", ["tenant", "wipe", "run", "acme"]],
		["operator end", ["operator", "end", "acme", "op-1"]],
		["approver add", ["approver", "add", "eve", "--public-key", at("customer.pem.pub")]],
		["approver remove", ["approver", "remove", "ada"]],
		["tenant create", ["tenant", "create", "third"]],
		["network remove", ["network", "remove", "p-1"]],
		["engine erase-again", ["engine", "erase-again", "--since", "2026-11-20T02:00:00Z"]],
		["key rotate-master", ["key", "rotate-master"]],
		["signing-key rotate", ["signing-key", "rotate"]],
		["vault seal", ["vault", "seal", "--reason", "case 1"]],
		["vault unseal", ["vault", "unseal"]],
		["anchor accept", ["anchor", "accept"]],
		["backup", ["backup", "copy"]],
		["backup --tenant", ["backup", "copy", "--tenant", "acme"]],
		["engine migrate", ["engine", "migrate"]],
	])("%s takes a name", async (_, words) => {
		expect((await granted(...words)).err).toContain("operator-name-required");
		const asAda = ["--operator", "ada", "--operator-key", at("ada.pem")];
		expect((await granted(...words, ...asAda)).err).toContain("approval-refused");
	});

	test("what is taken away stands in the log under the name of who did it", async () => {
		const invited = [
			"invite",
			"bob@acme.example",
			"--name",
			"Bob",
			"--tenant",
			"fresh",
			"--role",
			"recruiter",
			"--json",
		];
		const { id, grants } = JSON.parse((await granted("account", ...invited, ...olga())).out);
		const done = [
			["account", "confirm", grants[0].id],
			["account", "end", grants[0].id],
			["account", "sign-out", id],
			["account", "disable", id],
			["account", "remove", id],
		];
		for (const words of done) expect((await granted(...words, "--tenant", "fresh", ...olga())).code).toBe(0);
		const entries = (await logOf("fresh")).filter(
			({ actor, result }) => actor.id === "olga" && result.outcome === "ok",
		);
		expect(entries.map(({ action, subject }) => `${action} ${subject.status ?? subject.about}`).toSorted()).toEqual([
			"access.review recruiter",
			"access.review recruiter",
			"account.change disabled",
			"account.change remove",
			"account.change sign-out",
			"account.create undefined",
		]);
	}, 60_000);

	test("what is refused stands in the tenant's log: under the name of who shows that it is his, for all others once an hour", async () => {
		const asOlga = ["--approver", "olga", "--key", at("olga.pem")];
		const ask = ["--as", "olga", "--key", at("olga.pem"), "--reason", "ticket 4711", "--json"];
		const { id } = JSON.parse((await granted("operator", "request", "fresh", ...ask)).out);
		const search = ["search", "java", "--tenant", "fresh"];
		const tries = [
			[...search, ...olga()],
			["operator", "approve", "fresh", id, ...asOlga],
			...["eve", "eve", "adam"].map((name) => [...search, "--operator", name, "--operator-key", at("olga.pem")]),
			...[1, 2].map(() => [...search, "--operator", "olga", "--operator-key", at("ada.pem")]),
			...[search, search],
			// Somebody of the operator may be called as a tenant is.
			["approver", "remove", "fresh", "--operator", "ada", "--operator-key", at("ada.pem")],
		];
		for (const words of tries) expect((await granted(...words)).code).toBe(1);
		const denied = (await logOf("fresh")).filter(({ result }) => result.outcome === "denied");
		const told = denied.map(({ actor, purpose, subject, result }) => [actor.id, subject.person, purpose, result.code]);
		expect(told.toReversed()).toEqual([
			["olga", undefined, "command line: search", "operator-grant-required"],
			["olga", undefined, "command line: operator approve", "approval-refused"],
			["command-line", undefined, "command line: search", "approval-refused"],
			["command-line", "olga", "command line: search", "approval-refused"],
			["command-line", undefined, "command line: search", "operator-grant-required"],
		]);
	}, 60_000);

	test("what touches all tenants at once stands in the log of each under the name of who did it", async () => {
		const backed = await granted("backup", at("copy"), ...olga());
		expect([backed.code, backed.err]).toEqual([0, expect.anything()]);
		const others = [
			["signing-key", "rotate"],
			["vault", "seal", "--reason", "case 12"],
			["vault", "unseal"],
			["anchor", "accept"],
		];
		for (const words of others) expect((await granted(...words, ...olga())).code).toBe(0);
		for (const tenant of ["acme", "fresh"]) {
			const isOfAll = ({ action }: AuditEntry) => ["tenant.export", "key.rotate", "tenant.change"].includes(action);
			const entries = (await logOf(tenant)).filter(isOfAll);
			const done = entries.filter(({ actor, result }) => actor.id === "olga" && result.outcome === "ok");
			const abouts = ["anchor-accept", "backup", "signing-key", "vault-seal", "vault-unseal"];
			expect(done.map(({ subject }) => subject.about).toSorted()).toEqual(abouts);
			expect(done.find(({ subject }) => subject.about === "vault-seal")?.purpose).toBe("case 12");
		}
	}, 60_000);

	test("the first client and the first admin of a tenant without people are made by a named operator, with no grant", async () => {
		const client = ["client", "create", "--tenant", "fresh", "--scope", "ats:sync"];
		const admin = ["ada@acme.example", "--name", "Ada", "--role", "tenant-admin"];
		const account = ["account", "invite", ...admin, "--tenant", "fresh"];
		for (const words of [client, account]) {
			expect((await granted(...words)).err).toContain("operator-name-required");
			expect((await granted(...words, ...olga())).code).toBe(0);
		}
		const made = (await logOf("fresh")).filter(({ action }) => action === "client.create");
		expect([...new Set(made.map(({ actor }) => actor.id))]).toEqual(["olga", "command-line"]);
	}, 60_000);
});

test("with a grant a client is made under his name, and a disabled tenant is exported", async () => {
	const out = ["tenant", "export", "acme", "--to-key", at("customer.pub"), "--out", at("acme.age")];
	writeFileSync(at("customer.pub"), "age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kg5sfn9aqmcac8p\n");
	await granted("tenant", "disable", "acme", ...olga());
	expect((await granted(...out)).err).toContain("operator-grant-required");
	const ask = ["--as", "olga", "--key", at("olga.pem"), "--reason", "end of the contract", "--json"];
	const { id } = JSON.parse((await granted("operator", "request", "acme", ...ask)).out);
	const approved = await granted("operator", "approve", "acme", id, "--approver", "ada", "--key", at("ada.pem"));
	expect([approved.code, approved.err]).toEqual([0, expect.anything()]);
	const exported = await granted(...out, ...olga());
	expect([exported.code, exported.err]).toEqual([0, expect.anything()]);
	await granted("tenant", "enable", "acme", ...olga());
	const made = await granted("client", "create", "--tenant", "acme", "--scope", "search", ...olga());
	expect(made.code).toBe(0);
	const looks = [
		...[
			["account", "list"],
			["account", "grants"],
			["account", "requests"],
			["client", "list"],
			["audit", "show"],
		],
		["audit", "export", "--out", at("log.ndjson")],
	];
	for (const look of looks) expect((await granted(...look, "--tenant", "acme", ...olga())).code).toBe(0);
	const entries = (await logOf("acme")).filter(({ actor }) => actor.id === "olga");
	const actions = entries.map(({ action }) => action);
	for (const action of ["tenant.export", "client.create"]) expect(actions).toContain(action);
	const reads = entries.filter(({ action }) => /^(account|client|audit)\.read$/.test(action));
	expect(reads.map(({ action, subject }) => `${action} ${subject.about ?? ""}`.trim()).toSorted()).toEqual([
		...["account.read", "account.read grants", "account.read requests", "audit.read", "audit.read", "client.read"],
	]);
	expect(reads.every(({ purpose }) => purpose.startsWith("approved op-"))).toBe(true);
}, 120_000);
