import { randomBytes } from "node:crypto";
import type * as z from "zod";
import { type Actor, actorText } from "../../domain/actor.ts";
import { Reason, type TenantId } from "../../domain/tenant.ts";
import type { Change, Store } from "../../engine/port.ts";
import { TributaryError } from "../../errors.ts";
import type { AccountsOptions } from "../accounts/accounts.ts";
import type { Clock } from "../clock.ts";
import { signStatement } from "../disposal/approval.ts";
import { type Approver, type Approvers, demandCounts, type OperatorRole } from "../disposal/approvers.ts";
import type { Journals } from "../journals.ts";
import { isConflict, retryOnConflict } from "../optimistic.ts";
import {
	type AccessStatement,
	type Finding,
	listOperatorGrants,
	type OperatorGrant,
	putOperatorGrant,
	readOperatorGrant,
	readTurn,
	type StoredGrant,
	shownGrant,
	takeTurn,
} from "./operator-grant.ts";
import { noteRefused, type RefusedAttempt } from "./refused-attempts.ts";

/**
 * Access of people of the operator to one tenant's data: each by name, with a key of his own, for a reason and some hours, on another
 * person's word. In an emergency without that word: then the tenant is told at once, and somebody has to look at it afterwards. The
 * tenant sees all of it, and can end it.
 */
export interface Operators {
	/** @param ask hours: 1 to 72 @throws TributaryError `approval-refused` not a registered operator, or not his key · `invalid-field` */
	request(tenant: TenantId, ask: Ask): Promise<OperatorGrant>;
	/**
	 * Another person's yes. It lasts from now on for the hours that were asked for.
	 * @throws TributaryError `not-found` · `approval-refused` not a registered approver, not his key, his own request, or registered after it
	 */
	approve(tenant: TenantId, id: string, by: Signer): Promise<OperatorGrant>;
	/**
	 * @param ask hours: 1 to 4
	 * @throws TributaryError as {@link request} · `review-pending` the last one of this person, or of whoever might have registered him for another,
	 *   was not looked at
	 */
	breakGlass(tenant: TenantId, ask: Ask): Promise<OperatorGrant>;
	/** At once. @throws TributaryError `not-found` */
	end(tenant: TenantId, id: string, actor: Actor): Promise<OperatorGrant>;
	/**
	 * Signs off what was done under one. That ends it, where it is open: nothing is done under it that nobody looked at.
	 * @param by a person of the tenant, or an approver of ours who is not the operator himself
	 * @throws TributaryError `not-found` also where nobody has said yes to it · `already-exists` it was reviewed · `approval-refused` · `invalid-field`
	 */
	review(
		tenant: TenantId,
		id: string,
		review: { readonly finding: z.output<typeof Finding>; readonly note: string },
		by: Actor | Signer,
	): Promise<OperatorGrant>;
	/** The newest first. */
	list(tenant: TenantId): Promise<readonly OperatorGrant[]>;
	/** The grant by which somebody may open a tenant's data now. @throws TributaryError `approval-refused` · `operator-grant-required` */
	demand(tenant: TenantId, by: Signer): Promise<OperatorGrant>;
	/** A registered operator, for what takes a name and no grant. @throws TributaryError `approval-refused` */
	named(by: Signer): Promise<Actor>;
	/** Writes into a tenant's log what was refused there. @throws as {@link noteRefused} */
	refused(tenant: TenantId, attempt: RefusedAttempt): Promise<void>;
}

/** Who puts his name to something, and his private key (PEM), which is not kept. */
export interface Signer {
	readonly name: string;
	readonly key: string;
}

export interface Ask {
	readonly by: Signer;
	readonly reason: string;
	readonly hours: number;
}

export interface OperatorsDeps extends Pick<AccountsOptions, "journal"> {
	readonly platform: Store;
	readonly clock: Clock;
	readonly approvers: Approvers;
	readonly journals: Journals;
	/** Tells the tenant of access that begins. */
	readonly announce: (tenant: TenantId, grant: OperatorGrant) => Promise<void>;
}

const HOUR = 3_600_000;
const MOST_HOURS = { approved: 72, "break-glass": 4 } as const;
const ID_BYTES = 12;

const refused = (detail: string) => new TributaryError("approval-refused", { detail });

export function createOperators(deps: OperatorsDeps): Operators {
	const { platform, clock } = deps;
	return {
		request: (tenant, ask) => begin(deps, tenant, ask, { kind: "approved" }),
		breakGlass: (tenant, ask) => breakGlass(deps, tenant, ask),
		approve: (tenant, id, by) => approve(deps, tenant, id, by),
		end: (tenant, id, actor) => end(deps, tenant, id, actor),
		review: (tenant, id, given, by) => review(deps, tenant, { id, given, by }),
		list: async (tenant) => {
			const all = (await listOperatorGrants(platform, tenant)).map((grant) => shownGrant(grant, clock()));
			return all.toSorted((a, b) => (a.requestedAt < b.requestedAt ? 1 : -1));
		},
		demand: async (tenant, by) => {
			const person = await demandPerson(deps, by, "operator");
			const own = (await listOperatorGrants(platform, tenant)).filter((grant) => isOf(person, grant));
			const found = own.map((grant) => shownGrant(grant, clock())).find(({ state }) => state === "open");
			if (found === undefined) throw new TributaryError("operator-grant-required");
			return found;
		},
		named: async (by) => {
			await demandPerson(deps, by, "operator");
			return operatorActor(by.name);
		},
		refused: (tenant, attempt) => noteRefused(deps, tenant, attempt),
	};
}

/** Access is of a name and the key that asked for it: whoever is registered under that name later has none of it. */
const isOf = ({ name, fingerprint }: Approver, { operator, words: [request] }: StoredGrant) =>
	name === operator && request?.fingerprint === fingerprint;

/** That he is registered for it, and holds the key. @throws TributaryError `approval-refused` */
async function demandPerson(
	{ approvers }: OperatorsDeps,
	{ name, key }: Signer,
	role: OperatorRole,
): Promise<Approver> {
	const known = (await approvers.list()).find((one) => one.name === name);
	if (known === undefined || !known.roles.includes(role)) throw refused(`${name} is no registered ${role}.`);
	const { fingerprint } = await signStatement({ name }, key);
	if (fingerprint !== known.fingerprint) throw refused(`This is not the key that ${name} registered.`);
	return known;
}

/** Why somebody may be who asked for an access: himself, or a name that was registered since, which he could have made for it. null: he is another. */
function whyNoOther({ name, fingerprint, since }: Approver, { operator, words: [request], requestedAt }: StoredGrant) {
	if (name === operator || fingerprint === request?.fingerprint)
		return "Nobody decides about his own access; another person has to.";
	return since >= requestedAt ? `${name} was registered after the access was asked for.` : null;
}

/** Whose word about an access counts. @throws TributaryError `approval-refused` */
function demandOther(person: Approver, grant: StoredGrant): void {
	const why = whyNoOther(person, grant);
	if (why !== null) throw refused(why);
}

function demandTerms({ reason, hours }: Ask, kind: OperatorGrant["kind"]): string {
	const read = Reason.safeParse(reason);
	const errors = [
		...(read.success ? [] : [{ pointer: "/reason", detail: "Say why, in 3 to 200 printable characters without @" }]),
		...(hours >= 1 && hours <= MOST_HOURS[kind]
			? []
			: [{ pointer: "/hours", detail: `Use 1 to ${MOST_HOURS[kind]} hours.` }]),
	];
	if (errors.length > 0 || !read.success) throw new TributaryError("invalid-field", { errors });
	return read.data;
}

const statementOf = (grant: StoredGrant, signer: string, word: AccessStatement["word"], at: Date): AccessStatement => ({
	statement: "tributary/operator-access/v1",
	grant: grant.id,
	tenant: grant.tenant,
	operator: grant.operator,
	reason: grant.reason,
	hours: grant.hours,
	kind: grant.kind,
	word,
	signer,
	at: at.toISOString(),
});

const operatorActor = (name: string): Actor => ({ kind: "operator", id: name });

/** Of two commands at once one gets in: both write the same record, of who broke the glass of this tenant last. */
async function breakGlass(deps: OperatorsDeps, tenant: TenantId, ask: Ask): Promise<OperatorGrant> {
	const { platform, clock } = deps;
	const person = await demandPerson(deps, ask.by, "operator");
	const turn = await readTurn(platform, tenant, person.name);
	const isPending = (grant: StoredGrant) =>
		grant.kind === "break-glass" && grant.review === null && whyNoOther(person, grant) !== null;
	if ((await listOperatorGrants(platform, tenant)).some(isPending)) throw new TributaryError("review-pending");
	try {
		return await begin(deps, tenant, ask, { kind: "break-glass", with: [takeTurn(turn, clock())] });
	} catch (error) {
		throw isConflict(error) ? new TributaryError("review-pending", { cause: error }) : error;
	}
}

async function begin(
	deps: OperatorsDeps,
	tenant: TenantId,
	ask: Ask,
	{ kind, with: others = [] }: { readonly kind: OperatorGrant["kind"]; readonly with?: readonly Change[] },
): Promise<OperatorGrant> {
	const { platform, clock, journal, announce } = deps;
	await demandPerson(deps, ask.by, "operator");
	const reason = demandTerms(ask, kind);
	const now = clock();
	const isEmergency = kind === "break-glass";
	const asked: StoredGrant = {
		id: `op-${randomBytes(ID_BYTES).toString("hex")}`,
		tenant,
		operator: ask.by.name,
		reason,
		kind,
		state: isEmergency ? "open" : "requested",
		hours: ask.hours,
		requestedAt: now.toISOString(),
		expiresAt: isEmergency ? new Date(now.getTime() + ask.hours * HOUR).toISOString() : null,
		approver: null,
		approverKey: null,
		ended: null,
		review: null,
		words: [],
	};
	const record = {
		...asked,
		words: [await signStatement(statementOf(asked, ask.by.name, "request", now), ask.by.key)],
	};
	const action = isEmergency ? "operator.break-glass" : "operator.request";
	await journal(tenant, { actor: operatorActor(ask.by.name), action, subject: { grantId: record.id } }, async () => {
		// Told before there is access: what cannot be told is not given.
		if (isEmergency) await announce(tenant, shownGrant(record, now));
		await platform.write([putOperatorGrant(record, 0), ...others]);
	});
	return shownGrant(record, now);
}

async function approve(deps: OperatorsDeps, tenant: TenantId, id: string, by: Signer): Promise<OperatorGrant> {
	const { platform, clock, journal, announce } = deps;
	const { record, version } = await readOperatorGrant(platform, tenant, id);
	if (record.state !== "requested") throw new TributaryError("not-found");
	const person = await demandPerson(deps, by, "approver");
	demandOther(person, record);
	const now = clock();
	demandCounts(person, now);
	const word = await signStatement(statementOf(record, by.name, "approval", now), by.key);
	const expiresAt = new Date(now.getTime() + record.hours * HOUR).toISOString();
	const approverKey = { fingerprint: person.fingerprint, since: person.since };
	const approval = { approver: by.name, approverKey, words: [...record.words, word] };
	const next: StoredGrant = { ...record, state: "open", expiresAt, ...approval };
	const access = { actor: operatorActor(by.name), action: "operator.approve", subject: { grantId: id } } as const;
	await journal(tenant, access, async () => {
		await announce(tenant, shownGrant(next, now));
		await platform.write([putOperatorGrant(next, version)]);
	});
	return shownGrant(next, now);
}

async function end({ platform, clock, journal }: OperatorsDeps, tenant: TenantId, id: string, actor: Actor) {
	await readOperatorGrant(platform, tenant, id);
	return journal(tenant, { actor, action: "operator.end", subject: { grantId: id } }, () =>
		retryOnConflict(async () => {
			const { record, version } = await readOperatorGrant(platform, tenant, id);
			const now = clock();
			if (shownGrant(record, now).state === "ended") return shownGrant(record, now);
			const ended = { at: now.toISOString(), by: actorText(actor) };
			const next: StoredGrant = { ...record, state: "ended", ended };
			await platform.write([putOperatorGrant(next, version)]);
			return shownGrant(next, now);
		}),
	);
}

interface GivenReview {
	readonly id: string;
	readonly given: { readonly finding: z.output<typeof Finding>; readonly note: string };
	readonly by: Actor | Signer;
}

async function review(deps: OperatorsDeps, tenant: TenantId, { id, given, by }: GivenReview): Promise<OperatorGrant> {
	const { platform, clock, journal } = deps;
	const { record, version } = await readOperatorGrant(platform, tenant, id);
	if (record.state === "requested")
		throw new TributaryError("not-found", { detail: "It is asked for only: there is nothing to look at yet." });
	if (record.review !== null) throw new TributaryError("already-exists", { detail: "It was reviewed." });
	if ("key" in by) {
		const person = await demandPerson(deps, by, "approver");
		demandOther(person, record);
		demandCounts(person, clock());
	}
	const note = Reason.safeParse(given.note);
	if (!note.success)
		throw new TributaryError("invalid-field", { errors: [{ pointer: "/note", detail: "Say what was found." }] });
	const actor = "key" in by ? operatorActor(by.name) : by;
	const now = clock();
	const signedOff = { at: now.toISOString(), by: actorText(actor), finding: given.finding, note: note.data };
	const isOpen = shownGrant(record, now).state === "open";
	const ended = { at: now.toISOString(), by: actorText(actor) };
	const next: StoredGrant = { ...record, review: signedOff, ...(isOpen ? { state: "ended", ended } : {}) };
	const access = { actor, action: "operator.review", subject: { grantId: id, about: given.finding } } as const;
	await journal(tenant, access, () => platform.write([putOperatorGrant(next, version)]));
	return shownGrant(next, now);
}
