import * as z from "zod";
import type { Actor, Permission } from "../domain/actor.ts";
import { faultsOf } from "../domain/faults.ts";
import type { TenantId } from "../domain/tenant.ts";
import type { Change, Store } from "../engine/port.ts";
import { TributaryError } from "../errors.ts";
import {
	ApplicationInput,
	type ApplicationRecord,
	ApplicationSettings,
	applicationId,
	keyOfTenant,
	putApplication,
	readApplication,
	type StoredApplication,
	tenantIdFor,
	UniqueForeignId,
} from "./application-record.ts";
import { newClientId } from "./client-record.ts";
import type { Clients } from "./clients.ts";
import type { Clock } from "./clock.ts";
import { isConflict, retryOnConflict } from "./optimistic.ts";
import { OPERATOR, readTenantRecord, type Tenants } from "./tenants.ts";

/** What a vendor's customer application is, without its secret. */
export interface Application {
	readonly id: string;
	readonly uniqueForeignId: string;
	readonly name: string;
	readonly description: string | null;
	/** The customer's tenant, and N of its `urn:li:organization:N`. */
	readonly tenant: TenantId;
	readonly organization: number;
	readonly clientId: string;
	readonly oauth2AuthorizedCallbackUrls: readonly string[];
	readonly validJsSdkDomains: readonly string[];
	readonly createdAt: string;
}

/** An ATS vendor's applications: one for each customer, made by the vendor's parent application. Each call is of one parent only. */
export interface Applications {
	/**
	 * Makes a customer's application: a tenant of its own (or the one that {@link bind} named) and a client in it. After a crash the same
	 * call finishes what was begun.
	 * @param input an ApplicationInput, not yet checked
	 * @throws TributaryError `already-exists` this parent has one with this id · `invalid-field` · `quota-exceeded`
	 */
	provision(parent: TenantId, input: unknown, actor: Actor): Promise<Application>;
	/**
	 * Changes the members that are named.
	 * @throws TributaryError `not-found` also for another parent's · `invalid-field`
	 */
	change(parent: TenantId, id: string, settings: unknown, actor: Actor): Promise<Application>;
	/** The application with its secret, null where this parent has none by that id. */
	credentials(
		parent: TenantId,
		uniqueForeignId: string,
		actor: Actor,
	): Promise<(Application & { readonly clientSecret: string | null }) | null>;
	/**
	 * Has a customer's application made in a tenant that is there already. Until it is made, it can be bound elsewhere.
	 * @throws TributaryError `already-exists` it is made · `tenant-unavailable` · `invalid-field`
	 */
	bind(binding: {
		readonly parent: TenantId;
		readonly uniqueForeignId: string;
		readonly tenant: TenantId;
		readonly actor?: Actor;
	}): Promise<void>;
	/** Origins whose pages may embed what is shown of a tenant: those of all of its applications. */
	originsOf(tenant: TenantId): Promise<readonly string[]>;
}

export interface ApplicationsOptions {
	readonly platform: Store;
	readonly tenants: Tenants;
	readonly clients: Clients;
	readonly clock: Clock;
	/** Writes into a tenant's audit log, around `run`. */
	readonly journal: <T>(
		tenant: TenantId,
		access: {
			readonly actor: Actor;
			readonly action: "application.provision" | "application.read";
			readonly clientId: string;
		},
		run: () => Promise<T>,
	) => Promise<T>;
}

/** What a customer's application may do: all of the wire but making applications. */
const CHILD_PERMISSIONS: readonly Permission[] = ["ats:sync", "ats:activity"];

export function createApplications(options: ApplicationsOptions): Applications {
	const { platform, clients, journal } = options;
	const inTurn = createTurns();
	return {
		provision: async (parent, input, actor) => {
			const sound = checked(ApplicationInput, input);
			const id = applicationId(parent, sound.uniqueForeignId);
			return inTurn(id, () => provision(options, parent, sound, actor));
		},
		change: (parent, id, settings, actor) => change(options, { parent, id, settings, actor }),
		credentials: async (parent, uniqueForeignId, actor) => {
			const found = await readApplication(platform, applicationId(parent, uniqueForeignId.trim()));
			if (found?.record.state !== "complete") return null;
			const { tenant, clientId } = found.record;
			// Readable at all times, unlike other clients' secrets: a vendor runs many customers' connections and has the wire give it the
			// credentials whenever it needs them. It is the vendor's own secret, made for it, and it signs our pushes to the vendor.
			return journal(tenant, { actor, action: "application.read", clientId }, async () => ({
				...(await shown(options, found.record)),
				clientSecret: await clients.secretOf(tenant, clientId),
			}));
		},
		bind: (binding) => bind(options, binding),
		originsOf: async (tenant) => {
			const found = await platform.read("application", { keys: [keyOfTenant(tenant)] });
			const origins = found.flatMap(({ record }) => (JSON.parse(record) as ApplicationRecord).validJsSdkDomains);
			return [...new Set(origins)].toSorted();
		},
	};
}

function checked<T>(
	schema: { safeParse(input: unknown): { data?: T; error?: Parameters<typeof faultsOf>[0] } },
	input: unknown,
): T {
	const { data, error } = schema.safeParse(input);
	if (error !== undefined || data === undefined) {
		throw new TributaryError("invalid-field", { errors: error === undefined ? [] : faultsOf(error) });
	}
	return data;
}

const exists = () =>
	new TributaryError("already-exists", {
		detail: "You have an application with this uniqueForeignId: find it by q=credentialsByUniqueForeignId.",
	});

/**
 * Four steps, each of which can be repeated: the claim with all ids fixed, the tenant, the client, the end. What a process leaves that
 * dies over them is a claim, which nobody sees as an application.
 */
async function provision(
	options: ApplicationsOptions,
	parent: TenantId,
	input: ApplicationInput,
	actor: Actor,
): Promise<Application> {
	const claimed = await retryOnConflict(() => claim(options, parent, input));
	const { tenant, clientId, name } = claimed.record;
	await ensureTenant(options, tenant, name, actor);
	const access = { actor, action: "application.provision", clientId } as const;
	return options.journal(tenant, access, async () => {
		await ensureClient(options, claimed.record, actor);
		return retryOnConflict(async () => {
			const found = await readApplication(options.platform, claimed.record.id);
			// Asked for twice at the same time, of two processes: the other was faster, and all is there.
			if (found === null || found.record.state === "complete") throw exists();
			const record = { ...found.record, state: "complete" as const };
			await options.platform.write([putApplication(record, found.version)]);
			return shown(options, record);
		});
	});
}

async function claim(
	{ platform, clock }: ApplicationsOptions,
	parent: TenantId,
	input: ApplicationInput,
): Promise<StoredApplication> {
	const id = applicationId(parent, input.uniqueForeignId);
	const found = await readApplication(platform, id);
	if (found?.record.state === "complete") throw exists();
	const at = clock().toISOString();
	const { description, ...rest } = input;
	const record: ApplicationRecord = {
		...rest,
		...(description === undefined ? {} : { description }),
		id,
		parent,
		state: "claimed",
		tenant: found?.record.tenant ?? tenantIdFor(input.name, id),
		clientId: found?.record.clientId ?? newClientId(),
		createdAt: found?.record.createdAt ?? at,
		updatedAt: at,
	};
	// Again for what is bound, or was begun: that is no new tenant.
	const counted = found === null ? [await countNew(platform, parent, at)] : [];
	const isForeign = found === null && (await readTenantRecord(platform, record.tenant)) !== null;
	// A tenant that somebody else made by this very id is nobody's to be given a client of.
	if (isForeign)
		throw new TributaryError("invalid-field", { errors: [{ pointer: "/name", detail: "Use another name." }] });
	const [version = 0] = await platform.write([putApplication(record, found?.version ?? 0), ...counted]);
	return { record, version };
}

/**
 * New applications of one parent in a day, UTC. Each makes two stores with keys of their own that stay for good: a parent whose
 * credentials are in wrong hands fills no disk. A vendor who brings all of his customers has most of them within days.
 */
export const MOST_PER_DAY = 1000;
const Count = z.strictObject({ day: z.string(), count: z.int().nonnegative() });

/** @throws TributaryError `quota-exceeded` */
async function countNew(platform: Store, parent: TenantId, at: string): Promise<Change> {
	const id = `applications-made:${parent}`;
	const day = at.slice(0, 10);
	const [found] = await platform.read("setting", { ids: [id] });
	const before = found == null ? null : Count.parse(JSON.parse(found.record));
	const count = before?.day === day ? before.count : 0;
	if (count >= MOST_PER_DAY) {
		const retryAfter = Math.ceil((Date.parse(day) + DAY - Date.parse(at)) / 1000);
		throw new TributaryError("quota-exceeded", {
			detail: `At most ${MOST_PER_DAY} new applications a day.`,
			retryAfter,
		});
	}
	const record = JSON.stringify({ day, count: count + 1 } satisfies z.output<typeof Count>);
	return { op: "put", collection: "setting", id, record, ifVersion: found?.version ?? 0 };
}

const DAY = 86_400_000;

async function ensureTenant({ platform, tenants }: ApplicationsOptions, id: TenantId, name: string, actor: Actor) {
	if ((await readTenantRecord(platform, id))?.record.provisioned) return;
	try {
		await tenants.create({ id, name, actor });
	} catch (error) {
		// Being made by another process at this moment.
		throw error instanceof TributaryError && error.code === "tenant-exists" ? new TributaryError("conflict") : error;
	}
}

/** Calls about one application, one after the other: the same request sent twice at once makes it, and is told that it is there. */
function createTurns() {
	const turns = new Map<string, Promise<unknown>>();
	return async <T>(id: string, work: () => Promise<T>): Promise<T> => {
		const mine = (turns.get(id) ?? Promise.resolve()).then(work, work);
		turns.set(id, mine);
		try {
			return await mine;
		} finally {
			if (turns.get(id) === mine) turns.delete(id);
		}
	};
}

async function ensureClient({ clients }: ApplicationsOptions, record: ApplicationRecord, actor: Actor): Promise<void> {
	const { tenant, clientId, name } = record;
	if ((await clients.list(tenant)).some(({ id }) => id === clientId)) return;
	try {
		await clients.create({ id: clientId, tenant, name, permissions: CHILD_PERMISSIONS, actor });
	} catch (error) {
		if (!isConflict(error)) throw error;
	}
}

async function change(
	options: ApplicationsOptions,
	given: { readonly parent: TenantId; readonly id: string; readonly settings: unknown; readonly actor: Actor },
): Promise<Application> {
	const { platform, clock, journal } = options;
	const { parent, id, actor } = given;
	const own = async () => {
		const found = await readApplication(platform, id);
		if (found?.record.parent !== parent || found.record.state !== "complete") throw new TributaryError("not-found");
		return found;
	};
	const { record } = await own();
	// Strict, other than where it is made: who asks for a change and gets none has to learn so.
	const settings = checked(ApplicationSettings.partial().strict(), given.settings);
	const named = Object.fromEntries(Object.entries(settings).filter(([name]) => name in (given.settings as object)));
	const access = { actor, action: "application.provision", clientId: record.clientId } as const;
	return journal(record.tenant, access, () =>
		retryOnConflict(async () => {
			const before = await own();
			const next = { ...before.record, ...named, updatedAt: clock().toISOString() };
			await platform.write([putApplication(next, before.version)]);
			return shown(options, next);
		}),
	);
}

async function bind(
	{ platform, tenants, clock, journal }: ApplicationsOptions,
	{ parent, tenant, actor = OPERATOR, ...rest }: Parameters<Applications["bind"]>[0],
): Promise<void> {
	const uniqueForeignId = checked(UniqueForeignId, rest.uniqueForeignId);
	await tenants.get(parent);
	const { name } = await tenants.get(tenant);
	const id = applicationId(parent, uniqueForeignId);
	await retryOnConflict(async () => {
		const found = await readApplication(platform, id);
		if (found !== null && found.record.state !== "bound") throw exists();
		const at = clock().toISOString();
		const clientId = newClientId();
		const lists = { oauth2AuthorizedCallbackUrls: [], validJsSdkDomains: [] };
		const times = { createdAt: found?.record.createdAt ?? at, updatedAt: at };
		const ids = { id, parent, uniqueForeignId, tenant, clientId, name };
		const record: ApplicationRecord = { ...ids, ...lists, ...times, state: "bound" };
		await journal(tenant, { actor, action: "application.provision", clientId }, () =>
			platform.write([putApplication(record, found?.version ?? 0)]),
		);
	});
}

async function shown({ tenants }: ApplicationsOptions, record: ApplicationRecord): Promise<Application> {
	const { organization } = await tenants.get(record.tenant);
	const { state: _, parent: __, updatedAt: ___, description = null, ...rest } = record;
	return { ...rest, description, organization };
}
