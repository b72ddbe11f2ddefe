import { Actor } from "../domain/actor.ts";
import type { TenantId } from "../domain/tenant.ts";
import type { Engine, Store, StoreName, StoreUpkeep } from "../engine/port.ts";
import { TributaryError } from "../errors.ts";
import { type AccessRequests, createAccessRequests } from "./accounts/access-requests.ts";
import { type Accounts, type AccountsOptions, createAccounts } from "./accounts/accounts.ts";
import { createSessions, type Sessions } from "./accounts/sessions.ts";
import type { Anchor } from "./anchor/anchor.ts";
import { type Applications, createApplications } from "./applications.ts";
import { Purpose } from "./audit-entry.ts";
import type { AuditSink } from "./audit-sink/audit-sink.ts";
import { type Backups, createBackups } from "./backup.ts";
import { type Callbacks, createCallbacks } from "./callbacks.ts";
import { type Clients, createClients } from "./clients.ts";
import type { Clock } from "./clock.ts";
import { type Approvers, createApprovers } from "./disposal/approvers.ts";
import { createDisposal, type Disposal } from "./disposal/disposal.ts";
import type { EraseDeps } from "./disposal/erase.ts";
import { createDpop, type Dpop } from "./dpop.ts";
import type { Erasures } from "./erasures.ts";
import { inEveryLog, noteInEveryLog } from "./every-log.ts";
import { createImports, type Imports } from "./imports.ts";
import { type Administration, type AuditReader, createJournals, type Journals } from "./journals.ts";
import { createKeyRotation, type KeyRotation } from "./key-rotation.ts";
import { createMoves, type Moves } from "./moves/moves.ts";
import type { NamedEngine } from "./moves/places.ts";
import { createNetwork, type Network, openNetworkStore } from "./network.ts";
import type { OperatorGrant } from "./operators/operator-grant.ts";
import { createOperators, type Operators } from "./operators/operators.ts";
import { createPersonsKeys, type PersonsKeys } from "./persons-key.ts";
import { createRefusals, type Refusals } from "./refusals.ts";
import { rememberingRights } from "./rights/watched.ts";
import { type Withdrawn, withdrawAgain } from "./rights/withdraw-again.ts";
import { createScope, type Scope } from "./scope.ts";
import { sealStored } from "./sealed-originals.ts";
import { createServing, type Serving } from "./serving.ts";
import { createSharedCounts, type SharedCounts } from "./shared-counts.ts";
import { createStatementKey, type StatementKey } from "./signed-json.ts";
import { createSigningKeys, type SigningKeys } from "./signing-keys.ts";
import { createStores, type Stores } from "./stores.ts";
import { createTenants, erasingSince, OPERATOR, readTenantRecord, type Tenants } from "./tenants.ts";
import { createTokens, type Tokens } from "./tokens.ts";
import { createUpkeep, type Upkeep } from "./upkeep.ts";
import { createUploadAddresses, type UploadAddresses } from "./upload-addresses.ts";
import type { Vault } from "./vault.ts";

/** Who may touch which data: the registry, its clients and their tokens, and the one door to a tenant's data. */
export interface Tenancy {
	readonly tenants: Tenants;
	readonly clients: Clients;
	readonly accounts: Accounts;
	readonly accessRequests: AccessRequests;
	readonly sessions: Sessions;
	/** 32 bytes that seal what a browser carries through a sign-in: the same in every process. */
	readonly signInKey: () => Promise<Buffer>;
	readonly applications: Applications;
	readonly callbacks: Callbacks;
	readonly uploadAddresses: UploadAddresses;
	readonly signingKeys: SigningKeys;
	readonly tokens: Tokens;
	/** Proofs that a client holds the key that its token is bound to. */
	readonly dpop: Dpop;
	readonly network: Network;
	readonly audit: AuditReader;
	readonly refusals: Refusals;
	/** Who asks how often, of all nodes together. */
	readonly sharedCounts: SharedCounts;
	/** Which processes serve. */
	readonly serving: Serving;
	/** The end of a tenant, who approves it, and what it is proved with. */
	readonly disposal: Disposal;
	readonly approvers: Approvers;
	/** Copies of the stores; null where there is no place for who was erased. */
	readonly backups: Backups | null;
	/** Takes away from a registry that was put back whatever rights were taken away since it was copied. */
	readonly withdrawAgain: (actor?: Actor) => Promise<readonly Withdrawn[]>;
	/** What is done to the whole service, in the log of each tenant. @returns tenants whose log is gone @throws as {@link noteInEveryLog} */
	readonly noteForAll: (access: Administration) => Promise<readonly TenantId[]>;
	/** Tenants that are being filled from an archive. */
	readonly imports: Imports;
	/** People of the operator, and their access to tenants' data. */
	readonly operators: Operators;
	readonly certificateKey: StatementKey;
	/** Other keys for what is stored. */
	readonly keys: KeyRotation;
	/** Accounts, mappings and shards of stores on a cluster. */
	readonly upkeep: Upkeep;
	/** Tenants from one engine into another. */
	readonly moves: Moves;
	/**
	 * The only door to a tenant's data.
	 * @throws TributaryError `tenant-unavailable`, the same for a tenant that is not there and one that is not the actor's ·
	 *   `tenant-disabled`
	 */
	openScope(request: ScopeRequest): Promise<Scope>;
	/**
	 * Seals the files of people that were stored before files were sealed. May be stopped and repeated.
	 * @returns how many
	 * @throws TributaryError `tenant-unavailable`
	 */
	sealOriginals(tenant: TenantId, isWanted?: () => boolean): Promise<number>;
}

export interface ScopeRequest {
	readonly tenant: TenantId;
	readonly actor: Actor;
	/** Why, in a few words without personal data. It stands in every audit entry. */
	readonly purpose: string;
	/** Also of a tenant that is disabled: for the return of its data, and for filling a new one. Never for a client. */
	readonly evenDisabled?: boolean;
}

export interface TenancyOptions {
	readonly engine: Engine;
	readonly vault: Vault;
	/** Where it is kept how new each store is; nowhere if absent. */
	readonly anchor?: Anchor;
	/** Of an engine on a cluster; none if absent. */
	readonly upkeep?: StoreUpkeep;
	/** What the engine is called in the registry, and where tenants may lie, too. */
	readonly engineName?: string;
	readonly others?: readonly NamedEngine[];
	readonly clock?: Clock;
	/** `iss` and `aud` of access tokens: the deployment's own address, so that no token is worth anything at another. */
	readonly issuer?: string;
	readonly audience?: string;
	/** Address at which clients get tokens: assertions may be addressed to it. */
	readonly tokenEndpoint?: string;
	/** Hours after which the word of a new approver counts; 0 if absent. */
	readonly approverWaitHours?: number;
	/** Of the product, for certificates. */
	readonly version?: string;
	/** Where a tenant wants to be told that it is erased; nowhere if absent. */
	readonly lastWordsOf?: EraseDeps["lastWordsOf"];
	/** Tells a tenant that somebody of the operator has access to its data from now on; nobody is told if absent. */
	readonly announceAccess?: (scope: Scope, grant: OperatorGrant) => Promise<void>;
	/** Where entries of all logs go as well; nowhere if absent. */
	readonly auditSink?: AuditSink | undefined;
	/** Who was erased, in a place of its own; nobody is written down if absent, and nothing is backed up. */
	readonly erasures?: Erasures;
	/** Removes what was learned from a tenant and lies outside its store; nothing does if absent. */
	readonly forgetLearned?: EraseDeps["forgetLearned"];
	/** Whether a copy of stores lies beside them; nobody looks if absent. */
	readonly hasCopy?: EraseDeps["hasCopy"];
}

const HOUR = 3_600_000;
/** For a deployment that did not say its address. */
const DEFAULT_ISSUER = "urn:tributary:authorization";
const DEFAULT_AUDIENCE = "urn:tributary:api";

/** @throws TributaryError `wrong-key` when the data were written under another master key */
export async function openTenancy(options: TenancyOptions): Promise<Tenancy> {
	const { engine, vault, clock = () => new Date() } = options;
	const { issuer = DEFAULT_ISSUER, audience = DEFAULT_AUDIENCE } = options;
	const { engineName, others, upkeep } = options;
	const stores = createStores({
		engine,
		vault,
		anchor: options.anchor,
		...(engineName === undefined ? {} : { engineName }),
		...(others === undefined ? {} : { others }),
		...(upkeep === undefined ? {} : { upkeep }),
	});
	const { erasures } = options;
	const registry = await stores.openPlatform();
	const platform = erasures === undefined ? registry : rememberingRights(registry, erasures);
	const networkStore = await openNetworkStore(platform, stores);
	const network = createNetwork(networkStore);
	const journals = createJournals({
		platform,
		stores,
		vault,
		clock,
		headSigner: createStatementKey({ platform, vault }, "audit-head-key"),
		sink: options.auditSink,
	});
	const clients = createClients({
		platform,
		vault,
		clock,
		audiences: [issuer, ...(options.tokenEndpoint === undefined ? [] : [options.tokenEndpoint])],
		journal: async (tenant, { actor, action, ...subject }, run) =>
			journals.administer(await journals.recordOf(tenant), { actor, action, subject }, run),
	});
	const people: AccountsOptions = {
		platform,
		clock,
		erasures,
		journal: async (tenant, access, run) => journals.administer(await journals.recordOf(tenant), access, run),
	};
	const accounts = createAccounts(people);
	const signingKeys = createSigningKeys({ platform, vault, clock });
	const tenants = createTenants({
		platform,
		stores,
		clock,
		journal: (record, { actor, action }, run) =>
			journals.administer(record, { actor, action, subject: { status: record.tenant.status } }, run),
	});
	const approvers = createApprovers({
		platform,
		clock,
		wait: (options.approverWaitHours ?? 0) * HOUR,
		hasTenants: async () => (await tenants.list()).length > 0,
		journal: ({ actor = OPERATOR, ...access }, run) => inEveryLog({ tenants, journals }, { actor, ...access }, run),
	});
	const personsKeys = createPersonsKeys({ platform, vault, stores });
	const doors: Doors = { platform, stores, network: networkStore, journals, clients, accounts, personsKeys, clock };
	const serving = createServing(platform, { folder: others?.find(({ folder }) => folder !== undefined)?.folder?.id });
	const certificateKey = createStatementKey({ platform, vault }, "certificate-key");
	return Object.freeze({
		tenants,
		clients,
		accounts,
		signInKey: () => vault.derive("sign-in"),
		accessRequests: createAccessRequests(people),
		sessions: createSessions({ platform, clock }),
		applications: createApplications({
			platform,
			tenants,
			clients,
			clock,
			journal: async (tenant, { actor, action, clientId }, run) =>
				journals.administer(await journals.recordOf(tenant), { actor, action, subject: { clientId } }, run),
		}),
		callbacks: createCallbacks(platform),
		uploadAddresses: createUploadAddresses(platform),
		signingKeys,
		dpop: await createDpop({ platform, clock, nonceKey: () => vault.derive("dpop-nonce") }),
		tokens: createTokens({ keys: signingKeys, clients, clock, issuer, audience }),
		network,
		audit: journals.reader,
		sharedCounts: createSharedCounts({ platform, clock }),
		serving,
		refusals: createRefusals({ platform, journals, clock }),
		approvers,
		backups:
			erasures === undefined
				? null
				: createBackups({
						engine,
						platform,
						stores,
						tenants,
						journals,
						personsKeys,
						manifestKey: certificateKey,
						erasures,
						clock,
						version: options.version ?? "unknown",
					}),
		withdrawAgain: async (actor = OPERATOR) =>
			erasures === undefined ? [] : withdrawAgain({ ...people, erasures, actor }),
		noteForAll: (access: Administration) => noteInEveryLog({ tenants, journals }, access),
		imports: createImports({ platform, tenants, stores }),
		certificateKey,
		upkeep: createUpkeep({ stores, tenants, journals }),
		moves: createMoves({ platform, stores, tenants, journals, serving }),
		keys: createKeyRotation({ platform, stores, vault, journals, tenants, signingKeys, personsKeys }),
		disposal: createDisposal({
			platform,
			stores,
			journals,
			approvers,
			certificateKey,
			clock,
			toolVersion: options.version ?? "unknown",
			lastWordsOf: options.lastWordsOf ?? (async () => []),
			forgetLearned: options.forgetLearned ?? (() => {}),
			hasCopy: options.hasCopy ?? (() => false),
			remember: async (record) => erasures?.tenant(record),
			leaveNetwork: (tenant) => leaveNetwork(network, tenant),
			letGoOfKeys: (tenant) => personsKeys.letGo(tenant),
		}),
		operators: createOperators({
			...people,
			approvers,
			journals,
			announce: async (tenant, grant) => {
				const actor = { kind: "system", id: "operators" } as const;
				// Also of one that is disabled: it is told with its next delivery.
				const scope = await openScope(doors, { tenant, actor, purpose: "operator access", evenDisabled: true });
				await options.announceAccess?.(scope, grant);
			},
		}),
		openScope: (request: ScopeRequest) => openScope(doors, request),
		sealOriginals: async (tenant: TenantId, isWanted?: () => boolean) => {
			const { keys } = await journals.recordOf(tenant);
			const store = await stores.open({ kind: "tenant", tenant }, keys.data);
			return sealStored(store, personsKeys.of(tenant), isWanted);
		},
	});
}

/** Members who left and whom this tenant has still to follow are nothing to it any more. */
async function leaveNetwork(network: Network, tenant: TenantId): Promise<void> {
	for (const { profileId, pending } of await network.openRemovals())
		if (pending.includes(tenant)) await network.followed(profileId, [tenant]);
}

interface Doors {
	readonly platform: Store;
	readonly stores: Stores;
	readonly network: Store;
	readonly journals: Journals;
	readonly clients: Clients;
	readonly accounts: Accounts;
	readonly personsKeys: PersonsKeys;
	readonly clock: Clock;
}

async function openScope(doors: Doors, request: ScopeRequest): Promise<Scope> {
	const actor = Actor.parse(request.actor);
	const purpose = Purpose.parse(request.purpose);
	// Both are always read, so that nothing about another tenant can be told from the steps taken.
	const [found, bound] = await Promise.all([
		readTenantRecord(doors.platform, request.tenant),
		actor.kind === "client" ? doors.clients.find(actor.id, request.tenant) : null,
		actor.kind === "account" ? doors.accounts.find(actor.id) : null,
	]).then(([tenant, client, account]) => [tenant, client ?? account] as const);
	if (!found?.record.provisioned || !mayOpen(actor, bound, request.tenant)) {
		throw new TributaryError("tenant-unavailable");
	}
	const { tenant, keys } = found.record;
	const mayBeDisabled = request.evenDisabled === true && actor.kind !== "client";
	if (tenant.status !== "active" && (!mayBeDisabled || (await erasingSince(doors.platform, tenant.id)) !== null))
		throw new TributaryError("tenant-disabled");
	const name: StoreName = { kind: "tenant", tenant: tenant.id };
	const [store, { log, digestKey }] = await Promise.all([
		doors.stores.open(name, keys.data),
		doors.journals.open(found.record),
	]);
	const network = tenant.settings.unifiedSearch ? doors.network : null;
	const personsKeys = doors.personsKeys.of(tenant.id);
	const { clock } = doors;
	const currentTenant = async () => {
		const now = await readTenantRecord(doors.platform, tenant.id);
		if (now === null) throw new TributaryError("tenant-unavailable");
		return now.record.tenant;
	};
	return createScope({ tenant, currentTenant, actor, purpose, store, personsKeys, network, log, digestKey, clock });
}

/** A client and a person may open their own tenant; the operator and our own background work any. */
const mayOpen = (actor: Actor, bound: { readonly tenant: TenantId } | null, tenant: TenantId): boolean =>
	actor.kind === "client" || actor.kind === "account" ? bound?.tenant === tenant : true;
