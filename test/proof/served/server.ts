/** The product, served in a process of its own; what an operator does comes as messages. Argument: {@link ServerOptions} as JSON. */

import { createHash, randomUUID } from "node:crypto";
import { readdirSync } from "node:fs";
import { monitorEventLoopDelay } from "node:perf_hooks";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import type { ConfigInput } from "../../../src/config.ts";
import { PERMISSIONS, type Permission } from "../../../src/domain/actor.ts";
import { parseTenantId, type TenantSettings } from "../../../src/domain/tenant.ts";
import type { Collection } from "../../../src/engine/port.ts";
import { TributaryError } from "../../../src/errors.ts";
import { LISTS_FOUND } from "../../../src/ingest/people-lists.ts";
import { openPlatform, serve } from "../../../src/server.ts";
import { MARK_ID } from "../../../src/tenancy/anchor/anchor.ts";
import type { AuditEntry } from "../../../src/tenancy/audit-entry.ts";
import { newApproverKey } from "../../../src/tenancy/disposal/approvers.ts";
import type { Certificate } from "../../../src/tenancy/disposal/certificate.ts";
import { TENANT_COLLECTIONS } from "../../../src/tenancy/scope.ts";
import { setClock, takeClockFromRequests } from "./clock.ts";
import { configurationIn } from "./configuration.ts";
import { giveStaff } from "./staff.ts";

export interface ServerOptions {
	readonly folder: string;
	/** Milliseconds since 1970 at which the clock stands until an order or a request sets it; null: the real time. */
	readonly clock: number | null;
	readonly config?: Partial<ConfigInput>;
}

/** What can be asked of it, each with what it answers. */
export interface Orders {
	tenant(id: string, settings?: Partial<TenantSettings>): Promise<{ organization: number }>;
	client(tenant: string, permissions?: readonly Permission[]): Promise<{ clientId: string; clientSecret: string }>;
	token(tenant: string, permissions?: readonly Permission[]): Promise<string>;
	clock(at: number | null): Promise<void>;
	network(profiles: readonly unknown[]): Promise<void>;
	/** Of everything that a tenant's store holds, or of one collection. */
	digest(tenant: string, collection?: Collection): Promise<string>;
	/** How many records a tenant's store holds, by collection. */
	counts(tenant: string): Promise<Readonly<Record<string, number>>>;
	/** Writes records past the API. */
	put(tenant: string, collection: string, records: Readonly<Record<string, unknown>>): Promise<void>;
	disableClient(tenant: string, clientId: string): Promise<void>;
	disableTenant(tenant: string): Promise<void>;
	enableTenant(tenant: string): Promise<void>;
	rotateSigningKey(): Promise<void>;
	/** Another secret beside those that there are. */
	rotateSecret(tenant: string, clientId: string): Promise<string>;
	/** Revokes all secrets but this one. */
	endOldSecrets(tenant: string, clientId: string, keep: string): Promise<void>;
	/** Signs two parts of a token with the key of access tokens. */
	sign(text: string): Promise<string>;
	/** Entries of a tenant's log after number `after`. */
	entries(tenant: string, after: number): Promise<readonly AuditEntry[]>;
	/** Checks a tenant's log from the first entry to the last. */
	verifyAudit(tenant: string): Promise<{ readonly ok: boolean; readonly reason?: string }>;
	/** Asks for a tenant to be wiped, and approves it with two people's keys. */
	approveWipe(tenant: string): Promise<void>;
	/** Wipes it, or goes on with that. */
	wipe(tenant: string): Promise<Certificate>;
	/** Fingerprint of the key that signs certificates and receipts, as the operator publishes it. */
	certificateKey(): Promise<string>;
	/** People of the tenant with `word` in their names, signed in, and an operator's access. */
	staff(tenant: string, word: string): Promise<void>;
	/** Whether the registry knows the tenant, with its key. */
	hasKey(tenant: string): Promise<boolean>;
	/** Sends the signal to itself. */
	end(signal: "SIGTERM" | "SIGKILL"): Promise<void>;
	/** Into an empty folder. */
	backup(folder: string): Promise<void>;
	/** Another key for a tenant's data. */
	rotateKey(tenant: string): Promise<void>;
	/** Bytes in memory once what is not used was collected, open files and sockets, and how late the event loop was, p99 since the last time, milliseconds. */
	memory(): Promise<{ rss: number; heap: number; files: number; delay: number }>;
}

const options = JSON.parse(process.argv[2] ?? "{}") as ServerOptions;
setClock(options.clock);
if (options.clock !== null) takeClockFromRequests();
const config = configurationIn(options.folder, options.config);
const platform = await openPlatform(config);
const { tenancy } = platform;
const server = await serve(platform, config);

const late = monitorEventLoopDelay();
late.enable();
setFlagsFromString("--expose-gc");
const collect = runInNewContext("gc") as () => void;

const scopeOf = (tenant: string) => platform.operatorScope(parseTenantId(tenant), "proof");
/** How often a store was written to counts on by itself, and that its lists were gone through is noted an hour after the start at the latest. */
const BY_ITSELF: ReadonlySet<string> = new Set([MARK_ID, LISTS_FOUND]);
const newClient = (tenant: string, permissions: readonly Permission[] = PERMISSIONS) =>
	tenancy.clients.create({ tenant: parseTenantId(tenant), name: "proof", permissions });

const orders: Orders = {
	tenant: async (id, settings) => {
		const known = (await tenancy.tenants.list()).find((one) => one.id === id);
		const { organization } = known ?? (await tenancy.tenants.create({ id: parseTenantId(id), name: id }));
		if (settings !== undefined) await platform.changeSettings(parseTenantId(id), settings);
		return { organization };
	},
	client: newClient,
	token: async (tenant, permissions) => {
		const made = await newClient(tenant, permissions);
		return (await tenancy.tokens.issue(await tenancy.clients.verify(made.clientId, made.clientSecret))).token;
	},
	clock: async (at) => setClock(at),
	network: async (profiles) => {
		const { refused } = await platform.importProfiles(profiles);
		if (refused.length > 0) throw new Error(JSON.stringify(refused[0]));
	},
	digest: async (tenant, only) => {
		const { store } = await scopeOf(tenant);
		const hash = createHash("sha256");
		for (const collection of only === undefined ? [...TENANT_COLLECTIONS].toSorted() : [only]) {
			const ids = (await store.list(collection, { limit: 10_000 }))
				.map(({ id }) => id)
				.filter((id) => !BY_ITSELF.has(id));
			for (const one of ids.length === 0 ? [] : await store.read(collection, { ids }))
				if (one !== null)
					hash.update(JSON.stringify([collection, one.id, one.version, one.record])).update(one.blob ?? "");
		}
		return hash.digest("hex");
	},
	counts: async (tenant) => {
		const { store } = await scopeOf(tenant);
		const counted = [...TENANT_COLLECTIONS].map(async (collection) => {
			const found = await store.list(collection, { limit: 10_000 });
			return [collection, found.filter(({ id }) => !BY_ITSELF.has(id)).length] as const;
		});
		return Object.fromEntries(await Promise.all(counted));
	},
	put: async (tenant, collection, records) => {
		const { store } = await scopeOf(tenant);
		await store.write(
			Object.entries(records).map(([id, record]) => ({
				op: "put" as const,
				collection: collection as "setting",
				id,
				record: JSON.stringify(record),
			})),
		);
	},
	disableClient: (tenant, id) => tenancy.clients.setStatus(parseTenantId(tenant), id, "disabled").then(() => {}),
	disableTenant: (id) => tenancy.tenants.update(parseTenantId(id), { status: "disabled" }).then(() => {}),
	enableTenant: (id) => tenancy.tenants.update(parseTenantId(id), { status: "active" }).then(() => {}),
	rotateSecret: async (tenant, id) =>
		(await tenancy.clients.credentials.rotate(parseTenantId(tenant), id, { overlap: 3600 })).clientSecret,
	endOldSecrets: async (tenant, id, keep) => {
		const kept = createHash("sha256").update(keep).digest("hex");
		for (const one of await tenancy.clients.credentials.list(parseTenantId(tenant), id))
			if (!kept.startsWith(one.id)) await tenancy.clients.credentials.revoke(parseTenantId(tenant), id, one.id);
	},
	sign: async (text) => {
		const { privateKey } = await tenancy.signingKeys.current();
		const signature = await crypto.subtle.sign("Ed25519", privateKey, Buffer.from(text));
		return `${text}.${Buffer.from(signature).toString("base64url")}`;
	},
	rotateSigningKey: () => tenancy.signingKeys.rotate().then(() => {}),
	entries: (tenant, after) => tenancy.audit.read(parseTenantId(tenant), { after, limit: 1000 }),
	verifyAudit: (tenant) => tenancy.audit.verify(parseTenantId(tenant)),
	approveWipe: async (id) => {
		const tenant = parseTenantId(id);
		// A name is of one key for ever; it is the operator's, and tells of no tenant.
		const people = ["ada", "ben"].map((name) => ({ name: `${name}-${randomUUID()}`, ...newApproverKey() }));
		// Those of wipes before: there is a limit to how many may be registered.
		for (const { name } of await tenancy.approvers.list()) await tenancy.approvers.remove(name);
		for (const { name, publicKey } of people) await tenancy.approvers.add(name, publicKey);
		await new Promise((resolve) => setTimeout(resolve, 5));
		await tenancy.disposal.request({ tenant, reason: "proof", coolingOffDays: 0 });
		for (const { name, privateKey } of people)
			await tenancy.disposal.approve({ tenant, approver: name, key: privateKey, waivesCoolingOff: true });
	},
	wipe: async (tenant) => (await platform.wipe(parseTenantId(tenant))).certificate,
	certificateKey: async () => (await tenancy.certificateKey()).fingerprint,
	staff: (tenant, word) => giveStaff(tenancy, tenant, word),
	hasKey: async (id) => (await tenancy.tenants.list()).some((tenant) => tenant.id === id),
	end: async (signal) => void process.kill(process.pid, signal),
	backup: async (to) => void (await tenancy.backups?.make(to)),
	rotateKey: async (tenant) => void (await tenancy.keys.tenant(parseTenantId(tenant))),
	memory: async () => {
		const delay = late.percentile(99) / 1e6;
		collect();
		late.reset();
		const { rss, heapUsed, external } = process.memoryUsage();
		return { rss, heap: heapUsed + external, files: readdirSync("/proc/self/fd").length, delay };
	},
};

/** A machine that is busy with attacks may keep the log waiting for longer than a request waits for it. */
async function patiently<T>(work: () => Promise<T>, tries = 5): Promise<T> {
	try {
		return await work();
	} catch (error) {
		if (tries === 0 || !(error instanceof TributaryError) || error.code !== "audit-unavailable") throw error;
		return patiently(work, tries - 1);
	}
}

process.on("message", async ({ n, order, given }: { n: number; order: keyof Orders; given: never[] }) => {
	try {
		const work = orders[order] as ((...given: never[]) => Promise<unknown>) | undefined;
		if (work === undefined) throw new Error(`There is no order ${order}.`);
		process.send?.({ n, value: await patiently(() => work(...given)) });
	} catch (error) {
		process.send?.({ n, error: `${(error as Error).stack} ${JSON.stringify(error)}` });
	}
});
// The server ends with whoever started it, however that ends.
process.once("disconnect", () => process.exit(0));
process.once("SIGTERM", () => void server.close().then(() => process.exit(0)));
process.send?.({ url: server.url });
