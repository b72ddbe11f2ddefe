import { createHash, randomBytes } from "node:crypto";
import * as z from "zod";
import { type Actor, actorText, Permission } from "../../domain/actor.ts";
import { ROLE_SCOPES } from "../../domain/role.ts";
import type { Change } from "../../engine/port.ts";
import { TributaryError } from "../../errors.ts";
import { canonicalJson } from "../canonical-json.ts";
import type { Clock } from "../clock.ts";
import { eachRecord } from "../listing.ts";
import { isConflict } from "../optimistic.ts";
import type { Scope } from "../scope.ts";
import { permissionsOf } from "./account-record.ts";
import type { Accounts } from "./accounts.ts";

/**
 * What reaches far is done by two people: who asks for it, and another who could have asked himself. What was asked for waits in the tenant's
 * own store, with all that it takes, until somebody else says yes.
 */

/** Another identity provider, an account or a role with much power, all data in one archive. */
export const ACTS = [
	"identity-provider",
	"remove-identity-provider",
	"invite",
	"grant-role",
	"access-request",
	"prolong-role",
	"enable-account",
	"export",
] as const;
export const Act = z.enum(ACTS);
export type Act = z.output<typeof Act>;

export const SecondPerson = z.strictObject({
	id: z.string(),
	act: Act,
	/** `account:ID`. */
	by: z.string(),
	/** What it takes to approve it. */
	permission: Permission,
	requestedAt: z.iso.datetime(),
	/** Nobody can approve it from then on. */
	expiresAt: z.iso.datetime(),
	state: z.enum(["open", "approved", "refused", "withdrawn"]),
	decision: z.strictObject({ at: z.iso.datetime(), by: z.string() }).nullable(),
	/** What is asked for, without secrets, for whoever decides; null once it is decided. */
	wanted: z.record(z.string(), z.union([z.string(), z.array(z.string()), z.null()])).nullable(),
});
export type SecondPerson = z.output<typeof SecondPerson>;

/** What of each may be shown: everything else, a provider's secret first of all, is not. */
const SHOWN: Readonly<Record<Act, readonly string[]>> = {
	"identity-provider": ["issuer", "clientId", "acr", "amr"],
	"remove-identity-provider": [],
	invite: ["name", "email", "roles", "seat"],
	"grant-role": ["account", "role", "expiresAt"],
	"access-request": ["request", "expiresAt"],
	"prolong-role": ["grant", "expiresAt"],
	"enable-account": ["account", "name", "seat"],
	export: ["publicKey"],
};

const Stored = SecondPerson.omit({ wanted: true }).extend({
	/** Tells one request from another with the same intent. */
	digest: z.string(),
	/** What is to be done, until it is decided: it may hold a secret. */
	input: z.unknown().optional(),
});
type Stored = z.output<typeof Stored>;

const PREFIX = "second-person:";
const ID_BYTES = 9;
/** Milliseconds that a request waits. */
const PATIENCE = 7 * 24 * 3_600_000;
/** Requests of one person that wait at once. */
const MOST_OPEN = 20;
/** Decided requests that are kept; the log has all. */
const MOST_DECIDED = 100;
export const isSecondPerson = (id: string): boolean => id.startsWith(PREFIX);

export interface Wanted {
	readonly act: Act;
	readonly permission: Permission;
	/** JSON. */
	readonly input: object;
}

/**
 * Returns where the tenant asks for no second person, or has none; else what is wanted waits for one. The first is a person, too: whoever
 * holds a client's secret would be two people by it.
 * @throws TributaryError `second-person-required` naming the request · `account-required` a client asks · `limit-reached`
 */
export async function demandSecondPerson(
	scope: Scope,
	{ accounts, clock }: { readonly accounts: Accounts; readonly clock: Clock },
	{ act, permission, input }: Wanted,
): Promise<void> {
	const { actor, tenant } = scope;
	const { secondPerson } = tenant.settings;
	if (secondPerson === "off" || actor.kind === "operator" || actor.kind === "system") return;
	if (secondPerson === "where-possible" && !(await hasAnother(accounts, scope, permission))) return;
	if (actor.kind === "client") throw new TributaryError("account-required");
	const now = clock();
	const digest = createHash("sha256").update(canonicalJson({ act, input })).digest("hex");
	const by = actorText(actor);
	const all = await readAll(scope);
	const own = all.filter((one) => one.by === by && isOpen(one, now));
	const same = own.find((one) => one.digest === digest);
	const id = same?.id ?? `second-${randomBytes(ID_BYTES).toString("hex")}`;
	if (same === undefined) {
		if (own.length >= MOST_OPEN)
			throw new TributaryError("limit-reached", { detail: `${MOST_OPEN} requests of yours wait: take one back.` });
		const times = { requestedAt: now.toISOString(), expiresAt: new Date(now.getTime() + PATIENCE).toISOString() };
		const record: Stored = { id, act, by, permission, ...times, state: "open", decision: null, digest, input };
		await scope.record("access.request", { requestId: id, about: act }, async () => ({
			value: await scope.store.write([put(record, 0), ...sweep(all, now)]),
			result: { outcome: "ok" },
		}));
	}
	throw new TributaryError("second-person-required", { detail: `It waits for another person as ${id}.` });
}

/** Somebody else who has signed in and may do the same, or might until lately. */
async function hasAnother(accounts: Accounts, { actor, tenant }: Scope, permission: Permission): Promise<boolean> {
	const [all, gone] = await Promise.all([accounts.list(tenant.id), accounts.partings(tenant.id)]);
	return (
		gone.some(({ account, permissions }) => account !== actor.id && permissions.includes(permission)) ||
		all.some(
			({ id, status, grants }) =>
				status === "active" && id !== actor.id && grants.some(({ role }) => ROLE_SCOPES[role].includes(permission)),
		)
	);
}

/** The newest first. */
export async function listSecondPerson(scope: Scope): Promise<readonly SecondPerson[]> {
	return (await readAll(scope)).map(shown).toSorted(newestFirst);
}

/**
 * Decides about a request; what was approved is done after the decision is durable, and stays open where it could not be.
 * @param run does it. Absent: it is refused, or taken back by who asked
 * @throws TributaryError `not-found` no such open request · `own-account` who asked approves it · `insufficient-scope` of who decides, or by now
 *   of who asked · as `run`
 */
export async function decideSecondPerson(
	scope: Scope,
	{ id, actor, permissions, now, accounts }: Decision,
	run?: (act: Act, input: unknown) => Promise<void>,
): Promise<SecondPerson> {
	const [found] = await scope.store.read("setting", { ids: [`${PREFIX}${id}`] });
	const record = found == null ? null : Stored.parse(JSON.parse(found.record));
	if (found == null || record === null || !isOpen(record, now)) throw new TributaryError("not-found");
	const isOwn = record.by === actorText(actor);
	if (isOwn && run !== undefined) throw new TributaryError("own-account");
	if (!permissions.includes(record.permission)) throw new TributaryError("insufficient-scope");
	if (run !== undefined) await demandStillThere(accounts, record, now);
	const { input, ...rest } = record;
	const state = run !== undefined ? "approved" : isOwn ? "withdrawn" : "refused";
	const decided: Stored = { ...rest, state, decision: { at: now.toISOString(), by: actorText(actor) } };
	return scope.record("access.decide", { requestId: id, about: record.act }, async () => {
		const [version = 0] = await scope.store.write([put(decided, found.version)]).catch(asNotFound);
		try {
			await run?.(record.act, input);
		} catch (error) {
			await scope.store.write([put(record, version)]);
			throw error;
		}
		return { value: shown(decided), result: { outcome: "ok" } };
	});
}

/** Who was switched off, or relieved of what it takes, since he asked is no first person any more. @throws TributaryError `insufficient-scope` */
async function demandStillThere(accounts: Decision["accounts"], { by, permission }: Stored, now: Date): Promise<void> {
	const first = await accounts.find(by.slice(by.indexOf(":") + 1));
	if (first !== null && permissionsOf(first, now).includes(permission)) return;
	throw new TributaryError("insufficient-scope", { detail: "Who asked for it may not do that any more: refuse it." });
}

export interface Decision {
	readonly id: string;
	readonly actor: Actor;
	readonly permissions: readonly Permission[];
	readonly now: Date;
	readonly accounts: Pick<Accounts, "find">;
}

/** Somebody else was faster. */
function asNotFound(error: unknown): never {
	throw isConflict(error) ? new TributaryError("not-found") : error;
}

const isOpen = ({ state, expiresAt }: Stored, now: Date): boolean => state === "open" && new Date(expiresAt) > now;

function shown({ input, digest: _digest, ...request }: Stored): SecondPerson {
	// What changes along with the status of an account stands below it.
	const all = { ...(input as object | undefined), ...(input as { change?: object } | undefined)?.change };
	const given = Object.entries(all).filter(([name]) => SHOWN[request.act].includes(name));
	return {
		...request,
		wanted: input === undefined ? null : SecondPerson.shape.wanted.parse(Object.fromEntries(given)),
	};
}

const put = (record: Stored, ifVersion: number): Change => ({
	op: "put",
	collection: "setting",
	id: `${PREFIX}${record.id}`,
	record: JSON.stringify(record),
	ifVersion,
});

async function readAll({ store }: Scope): Promise<readonly Stored[]> {
	const found: Stored[] = [];
	for await (const { record } of eachRecord(store, "setting", { prefix: PREFIX }))
		found.push(Stored.parse(JSON.parse(record)));
	return found;
}

/** What nobody decided in time, with the secret that may be in it, and the oldest of what was decided. */
function sweep(all: readonly Stored[], now: Date): readonly Change[] {
	const late = all.filter((one) => one.state === "open" && !isOpen(one, now));
	const decided = all.filter(({ state }) => state !== "open").toSorted(newestFirst);
	return [...late, ...decided.slice(MOST_DECIDED)].map(({ id }) => ({
		op: "delete",
		collection: "setting",
		id: `${PREFIX}${id}`,
	}));
}

type Dated = Pick<SecondPerson, "requestedAt">;
const newestFirst = (a: Dated, b: Dated): number => (a.requestedAt < b.requestedAt ? 1 : -1);
