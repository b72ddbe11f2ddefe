import type { Server as TlsServer } from "node:https";
import type { AddressInfo } from "node:net";
import type { FastifyBaseLogger } from "fastify";
import { candidateDocument, profileDocument } from "./analysis/person-document.ts";
import { createRecognizer } from "./analysis/recognizer.ts";
import { buildApp } from "./api/app.ts";
import type { ApiDeps } from "./api/deps.ts";
import { listen, ownUrl, tlsOptions } from "./api/listening.ts";
import { createLog } from "./api/request-log.ts";
import type { Config } from "./config.ts";
import type { TenantId } from "./domain/tenant.ts";
import { openClusterEngine } from "./engine/elasticsearch/engine.ts";
import { openEmbeddedEngine } from "./engine/embedded/engine.ts";
import { createAnnouncer } from "./export/announce.ts";
import { announceAccess } from "./export/announce-access.ts";
import { createServiceAsk } from "./export/ask-service.ts";
import { type RemovalDeps, removeProfile, resumeRemovals } from "./export/closed-members.ts";
import { createExports } from "./export/exports.ts";
import { createIntegrations } from "./export/integrations.ts";
import { lastWordsOf } from "./export/last-words.ts";
import { createTransport } from "./export/transport.ts";
import { createWebhooks } from "./export/webhooks.ts";
import { notesToForget } from "./ingest/forget-notes.ts";
import { importProfiles } from "./ingest/import-profiles.ts";
import { parserSandbox } from "./ingest/pool.ts";
import type { Sandbox } from "./ingest/sandbox/layers.ts";
import { demandWall } from "./ingest/sandbox/wall.ts";
import type { IngestDeps } from "./ingest/store-resume.ts";
import { switchUnifiedSearch } from "./ingest/switch-unified-search.ts";
import { packageVersion } from "./package-root.ts";
import { openMeaning } from "./search/meaning/open-meaning.ts";
import { createPeopleMap } from "./search/people-map.ts";
import { createProfiles, loadProfiles, removeLearnedFrom } from "./search/profiles.ts";
import { createMatching } from "./search/requirement/matching.ts";
import { createSearch } from "./search/search.ts";
import { createSuggestions } from "./search/suggest/suggest.ts";
import { createReasons } from "./search/why/reasons.ts";
import { anchorFolder, anchorOf } from "./server/anchor.ts";
import { openAlerts, openDeliveries, openLab, openTasks, prepareSearches } from "./server/background.ts";
import { watchCertificate } from "./server/certificate-watch.ts";
import { changeSettings, cleanTenants } from "./server/change-settings.ts";
import { clusterSettings } from "./server/cluster-settings.ts";
import { deploymentOf } from "./server/deployment.ts";
import { exportFolder, openExportJobs } from "./server/export-jobs.ts";
import { once } from "./server/once.ts";
import { lazyPool, logSandbox, ocrLanguages } from "./server/parsers.ts";
import type { Platform } from "./server/platform.ts";
import { openPruning } from "./server/pruning.ts";
import { type Restored, type RestoreOptions, restoreBackup } from "./server/restore.ts";
import { resumeWipes, wipeTenant } from "./server/wipe.ts";
import { createSignIn } from "./sign-in/sign-in.ts";
import { createObserver } from "./signals/observer.ts";
import { changesThatForget } from "./sync/activity.ts";
import { resumeSyncSettings } from "./sync/change-settings.ts";
import { isVisibleJob, withheldFromExport } from "./sync/export-rules.ts";
import { createErasures } from "./tenancy/erasures.ts";
import { openTenancy } from "./tenancy/tenancy.ts";
import { OPERATOR } from "./tenancy/tenants.ts";
import { openVault } from "./tenancy/vault.ts";
import { removeExports } from "./transfer/export-jobs.ts";
import { loadVocabulary } from "./vocabulary.ts";

/** How the parts are put together. The only file that picks an engine. */

export { makeThrowAway } from "./engine/elasticsearch/throw-away.ts";
export type { Platform } from "./server/platform.ts";

export interface Server {
	/** Where it is reached from this machine. */
	readonly url: string;
	/**
	 * Takes up the certificate and the master keys anew, of a configuration that is otherwise the same.
	 * @throws TributaryError where one of them is not fit; what was before is served on
	 */
	reload(next: Config): Promise<void>;
	/** Answers what is being asked, then closes the platform too. May be called more than once. */
	close(): Promise<void>;
}

const forgetProfile: NonNullable<RemovalDeps["forget"]> = async (store, id) => [
	...(await changesThatForget(store, "profileId", [id])),
	...(await notesToForget(store, [{ profileId: id }])),
];

export interface PlatformOptions {
	readonly log?: FastifyBaseLogger;
	/** How parser processes are started; found on this machine if absent. */
	readonly sandbox?: Sandbox;
	/** Where it is kept who was erased; beside the data if absent. */
	readonly erasuresFile?: string;
	/** The stores are taken for new as they are: they were just put there, or the operator says so. */
	readonly acceptState?: boolean;
}

/**
 * Opens the engine that is configured and everything on it.
 * @throws TributaryError `invalid-configuration` · `unsafe-configuration` · `wrong-key` the data belong to another master key
 */
export async function openPlatform(config: Config, options: PlatformOptions = {}): Promise<Platform> {
	const clock = () => new Date();
	const { erasuresFile = `${config.dataDir}.erasures` } = options;
	const recognizer = createRecognizer(loadVocabulary(config.vocabulary ?? undefined));
	const profiles = loadProfiles(config.profile);
	const vault = await openVault(config.masterKey, config.otherMasterKeys);
	const anchor = anchorOf(config, { vault, accept: options.acceptState === true, log: options.log });
	const { ready, ...engines } = await openEngine(config, options.log);
	const pool = lazyPool(config, options.sandbox);
	const suggestions = createSuggestions({ recognizer });
	const close = once(async () => {
		await suggestions.close();
		await pool.close();
		await anchor?.close();
		await engines.engine.close();
		vault.forget();
	});
	try {
		const erased = config.engine === "embedded" ? { erasures: createErasures({ file: erasuresFile, vault }) } : {};
		const tenancy = await openTenancy({
			...engines,
			...(anchor === undefined ? {} : { anchor }),
			vault,
			clock,
			issuer: config.publicUrl,
			audience: config.publicUrl,
			tokenEndpoint: `${config.publicUrl}/oauth/v2/accessToken`,
			version: packageVersion(),
			lastWordsOf: (store) => lastWordsOf(store, clock()),
			...erased,
			forgetLearned: (tenant) => {
				removeLearnedFrom(tenant);
				removeExports(exportFolder(config), tenant);
			},
			announceAccess: (scope, grant) => announceAccess(scope, grant, clock()),
		});
		const meaning = openMeaning(config.embeddings, createServiceAsk, {
			openScope: tenancy.openScope,
			clock,
			vocabulary: config.vocabulary,
			network: tenancy.network,
		});
		const { people } = meaning.sources;
		const ingest: IngestDeps = {
			...erased,
			pool,
			clock,
			candidateDocument: (candidate, profile) => candidateDocument(candidate, recognizer, profile),
			// Nobody delivers here; what is served later takes up what waits.
			announce: createAnnouncer({ wake: () => {} }, clock).announce,
		};
		const transport = createTransport({ ...config.outbound, agent: `Tributary/${packageVersion()}` });
		const observer = createObserver({ profiles, clock });
		return {
			tenancy,
			webhooks: createWebhooks({ transport, clock }),
			transport,
			signIn: createSignIn({ ...config, ...config.outbound, tenancy, transport, clock }),
			integrations: createIntegrations({
				transport,
				callbacks: tenancy.callbacks,
				clock,
				switchUnifiedSearch: (scope, enabled) => switchUnifiedSearch({ ...ingest, tenancy }, scope, enabled),
			}),
			exports: createExports({ clock, withheld: withheldFromExport, isVisible: isVisibleJob }),
			removeProfile: (profileId) => removeProfile({ ...ingest, tenancy, forget: forgetProfile }, profileId),
			search: createSearch({ recognizer, profiles, clock, ...meaning.sources, observer }),
			reasons: createReasons({ recognizer, profiles, clock, ...meaning.sources }),
			suggestions,
			matching: createMatching({ recognizer, profiles, clock, ...(people && { people }) }),
			meaning: meaning.sources,
			openLearner: meaning.openLearner,
			openPeopleEmbedder: meaning.openPeopleEmbedder,
			profiles,
			recognizer,
			searchWith: (profile) =>
				createSearch({ recognizer, profiles: createProfiles([profile], profile.id), clock, ...meaning.sources }),
			ingest,
			importProfiles: (input) =>
				importProfiles(
					{ ...ingest, tenancy, profileDocument: (profile) => profileDocument(profile, recognizer) },
					input,
				),
			changeSettings: (id, settings) => changeSettings(tenancy, ingest, id, settings),
			wipe: (tenant) => wipeTenant({ tenancy, transport, clock }, tenant),
			deployment: deploymentOf(config),
			fileBytes: config.limits.fileBytes,
			reloadMasterKeys: ({ masterKey, otherMasterKeys }) => vault.reload(masterKey, otherMasterKeys),
			parsers: pool,
			ready,
			operatorScope: (tenant, purpose, more) => tenancy.openScope({ tenant, actor: OPERATOR, purpose, ...more }),
			operatorActor: async () => OPERATOR,
			close,
		};
	} catch (error) {
		await close();
		throw error;
	}
}

async function openEngine({ engine: chosen, dataDir, search }: Config, log?: FastifyBaseLogger) {
	if (chosen === "embedded") {
		const engine = await openEmbeddedEngine({ dataDir, searchThreads: search.threads });
		return { engine, ready: async () => {} };
	}
	const engine = await openClusterEngine({
		...clusterSettings(chosen.elasticsearch),
		onWait: (code) => log?.warn({ event: "waiting-for-cluster", code }),
	});
	return { engine, ready: engine.demandHealth, upkeep: engine };
}

export type ServeOptions = Pick<PlatformOptions, "log"> & Pick<ApiDeps, "links">;

/**
 * Opens the platform and serves API and page.
 * @throws as {@link openPlatform}, `address-unavailable`, and `unsafe-configuration` too where parser processes could reach
 *   the network
 */
export async function startServer(config: Config, options: PlatformOptions = {}): Promise<Server> {
	const log = options.log ?? createLog(config.log.level);
	const sandbox = options.sandbox ?? parserSandbox({ ocr: ocrLanguages(config.parser), vocabulary: config.vocabulary });
	demandWall(config.parser, sandbox);
	logSandbox(log, sandbox);
	const platform = await openPlatform(config, { sandbox, log });
	try {
		return await serve(platform, config, { log });
	} catch (error) {
		await platform.close();
		throw error;
	}
}

/** Serves a platform that is open already, and goes on with the bulk uploads that were open when the last process ended. */
export async function serve(platform: Platform, config: Config, options: ServeOptions = {}): Promise<Server> {
	const log = options.log ?? createLog(config.log.level);
	const { tenancy, search, reasons, suggestions, matching, webhooks, integrations, exports } = platform;
	const deliveries = openDeliveries(platform, log);
	const learner = platform.openLearner((err, tenant) => log.error({ event: "learn", tenant, err }));
	const embedder = platform.openPeopleEmbedder((err, tenant) => log.error({ event: "embed", tenant, err }));
	const changed = (tenant: TenantId, ids: readonly string[]) => {
		learner.changed(tenant);
		embedder?.changed(tenant, ids);
	};
	const ingest = { ...platform.ingest, ...createAnnouncer(deliveries, platform.ingest.clock, changed) };
	const tasks = openTasks({ tenancy, ingest }, config, log);
	const desk = { ...ingest, search, exportRowsPerDay: config.limits.exportRowsPerDay };
	const alerts = openAlerts(platform, desk, log);
	const exportJobs = openExportJobs(platform, config, log);
	const pruning = openPruning({ tenancy, sync: ingest, exportJobs }, log);
	const lab = openLab(platform, log);
	const app = await buildApp({
		tenancy,
		search,
		peopleMap: createPeopleMap({ search, recognizer: platform.recognizer }),
		profiles: platform.profiles,
		reasons,
		suggestions,
		matching,
		ingest,
		readText: platform.parsers.readText,
		tasks,
		sync: ingest,
		webhooks,
		signIn: platform.signIn,
		deliveries,
		desk,
		alerts,
		lab,
		integrations,
		exports,
		exportJobs,
		settings: config,
		deployment: platform.deployment,
		version: packageVersion(),
		log,
		...(config.tls === null ? {} : { tls: tlsOptions(config.tls) }),
		...(options.links === undefined ? {} : { links: options.links }),
		ready: async () => {
			await platform.ready();
			await tenancy.signingKeys.publicSet();
		},
	});
	await listen(app, config.listen);
	const prepared = prepareSearches(tenancy).catch((err) => log.error({ event: "prepare", err }));
	await resumeWipes({ ...platform, clock: ingest.clock }, (err, tenant) => log.error({ event: "wipe", tenant, err }));
	const tenants = (await tenancy.tenants.list()).map(({ id }) => id);
	await tasks.resumeOpenTasks(tenants);
	await deliveries.resumeAll(tenants);
	alerts.resumeAll(tenants);
	await resumeRemovals({
		...ingest,
		tenancy,
		forget: forgetProfile,
		wake: deliveries.wake,
		onError: (err, tenant) => log.error({ event: "removal", tenant, err }),
	});
	await resumeSyncSettings(tenancy.openScope, ingest, tenants).catch((err) =>
		log.error({ event: "sync-settings", err }),
	);
	platform.parsers.start();
	const looked = learner.resumeAll(tenants).catch((err) => log.error({ event: "learn", err }));
	const embedded = embedder
		?.resumeAll(async () => (await tenancy.tenants.list()).map(({ id }) => id))
		.catch((err) => log.error({ event: "embed", err }));
	const watch = config.tls === null ? null : watchCertificate(app.server as unknown as TlsServer, config.tls, { log });
	let closing = false;
	const cleaned = cleanTenants(platform, () => !closing).catch((err) =>
		log.error({ event: "drop-personal-data", err }),
	);
	return {
		url: ownUrl(config.listen.host, config.tls !== null, app.server.address() as AddressInfo),
		reload: async (next) => {
			watch?.reload();
			await platform.reloadMasterKeys(next);
		},
		close: once(async () => {
			closing = true;
			watch?.close();
			await app.close();
			await tasks.close();
			await lab.close();
			await pruning.close();
			await exportJobs.close();
			await alerts.close();
			await deliveries.close();
			await learner.close();
			await embedder?.close();
			await looked;
			await embedded;
			await prepared;
			await cleaned;
			await platform.close();
		}),
	};
}

/** Puts a backup where the configuration has its data. @throws TributaryError as {@link restoreBackup} */
export async function restore(config: Config, folder: string, options: RestoreOptions = {}): Promise<Restored> {
	const erasuresFile = `${config.dataDir}.erasures`;
	const vault = await openVault(config.masterKey, config.otherMasterKeys);
	const erasures = createErasures({ file: erasuresFile, vault });
	try {
		const open = (dataDir: string, anchor: string) =>
			openPlatform({ ...config, dataDir, anchor }, { erasuresFile, acceptState: true });
		const live = { openLive: () => openPlatform(config), anchorFolder: anchorFolder(config) };
		return await restoreBackup(config, { open, ...live, erasures, erasuresFile }, folder, options);
	} finally {
		vault.forget();
	}
}
