import type { FastifyBaseLogger } from "fastify";
import { candidateDocument, profileDocument } from "./analysis/person-document.ts";
import { createRecognizer } from "./analysis/recognizer.ts";
import { createLog } from "./api/request-log.ts";
import type { Config } from "./config.ts";
import { openClusterEngine } from "./engine/elasticsearch/engine.ts";
import type { WhilePassing } from "./engine/elasticsearch/start-wait.ts";
import { openEmbeddedEngine } from "./engine/embedded/engine.ts";
import type { ErrorCode } from "./errors.ts";
import { createAnnouncer } from "./export/announce.ts";
import { announceAccess } from "./export/announce-access.ts";
import { createServiceAsk } from "./export/ask-service.ts";
import { removeProfile } from "./export/closed-members.ts";
import { createExports } from "./export/exports.ts";
import { createIntegrations } from "./export/integrations.ts";
import { lastWordsOf } from "./export/last-words.ts";
import { createTransport } from "./export/transport.ts";
import { createWebhooks } from "./export/webhooks.ts";
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
import { anchorFolder, anchorOf, tellAnchorProgram } from "./server/anchor.ts";
import { auditSinkOf } from "./server/audit-sink.ts";
import { changeSettings } from "./server/change-settings.ts";
import { clusterSettings } from "./server/cluster-settings.ts";
import { dataFolder } from "./server/data-folder.ts";
import { deploymentOf, engineName } from "./server/deployment.ts";
import { eraseSince } from "./server/erase-again.ts";
import { exportFolder } from "./server/export-jobs.ts";
import { once } from "./server/once.ts";
import { lazyPool, logSandbox, ocrLanguages } from "./server/parsers.ts";
import type { Platform } from "./server/platform.ts";
import { type Restored, type RestoreOptions, restoreBackup } from "./server/restore.ts";
import { demandUnsealed } from "./server/seal.ts";
import { forgetProfile, type Server, serve } from "./server/serve.ts";
import { erasuresBeside, hasStaged, removeAbandoned, removeStaged } from "./server/staged-backup.ts";
import { answerWhileWaiting } from "./server/stand-in.ts";
import { openTelemetry, type Telemetry } from "./server/telemetry/telemetry.ts";
import { wipeTenant } from "./server/wipe.ts";
import { createSignIn } from "./sign-in/sign-in.ts";
import { createObserver } from "./signals/observer.ts";
import { isVisibleJob, withheldFromExport } from "./sync/export-rules.ts";
import { createErasures, erasuresFile } from "./tenancy/erasures.ts";
import { openTenancy, type TenancyOptions } from "./tenancy/tenancy.ts";
import { OPERATOR } from "./tenancy/tenants.ts";
import { openVault } from "./tenancy/vault.ts";
import { removeExports } from "./transfer/export-jobs.ts";
import { loadVocabulary } from "./vocabulary.ts";

/** How the parts are put together. The only file that picks an engine. */

export { makeThrowAway } from "./engine/elasticsearch/throw-away.ts";
export type { Platform } from "./server/platform.ts";
export { type ServeOptions, type Server, serve } from "./server/serve.ts";

export interface PlatformOptions {
	readonly log?: FastifyBaseLogger;
	/** How parser processes are started; found on this machine if absent. */
	readonly sandbox?: Sandbox;
	/** Where it is kept who was erased; beside the data if absent. */
	readonly erasuresFile?: string;
	/** The stores are taken for new as they are: they were just put there, or the operator says so. */
	readonly acceptState?: boolean;
	/** Nothing is held against what is kept of how new the stores are, and nothing is kept: to ask for a name before they are taken as they are. */
	readonly unanchored?: boolean;
	/** Also while it is sealed: to break the seal. */
	readonly evenSealed?: boolean;
	/** Told with each try to reach the stores that failed, and is made again. */
	readonly onWait?: (code: ErrorCode) => void;
}

/**
 * Opens the engine that is configured and everything on it.
 * @throws TributaryError `sealed` · `invalid-configuration` · `unsafe-configuration` · `wrong-key` the data belong to another master key
 */
export async function openPlatform(config: Config, options: PlatformOptions = {}): Promise<Platform> {
	if (options.evenSealed !== true) demandUnsealed(config.dataDir);
	const clock = () => new Date();
	const { erasuresFile: file = `${config.dataDir}.erasures` } = options;
	const recognizer = createRecognizer(loadVocabulary(config.vocabulary ?? undefined));
	const profiles = loadProfiles(config.profile);
	const vault = await openVault(config.masterKey, config.otherMasterKeys);
	const anchored = { vault, accept: options.acceptState === true, log: options.log };
	const anchor = options.unanchored === true ? undefined : anchorOf(config, anchored);
	const telemetry = openTelemetry(config);
	const auditSink = auditSinkOf(config);
	const onWait = (code: ErrorCode) => {
		options.log?.warn({ event: "waiting-for-cluster", code });
		options.onWait?.(code);
	};
	const opened = await openEngines(config, telemetry, onWait);
	const { engines, erasureLines, ready, close: closeEngines } = opened;
	const pool = lazyPool(config, options.sandbox);
	const suggestions = createSuggestions({ recognizer });
	const close = once(async () => {
		await suggestions.close();
		await pool.close();
		await anchor?.close();
		await auditSink?.close();
		await closeEngines();
		await telemetry.close();
		vault.forget();
	});
	try {
		removeAbandoned(config.dataDir);
		const erasures = createErasures({ lines: erasureLines ?? erasuresFile(file), vault });
		const erased = { erasures: erasuresBeside(erasures, config.dataDir) };
		const tenancyOptions: TenancyOptions = {
			...engines,
			...(anchor === undefined ? {} : { anchor }),
			vault,
			auditSink,
			clock,
			issuer: config.publicUrl,
			audience: config.publicUrl,
			tokenEndpoint: `${config.publicUrl}/oauth/v2/accessToken`,
			approverWaitHours: config.approverWaitHours,
			version: packageVersion(),
			lastWordsOf: (store) => lastWordsOf(store, clock()),
			...erased,
			forgetLearned: (tenant) => {
				profiles.forgetLearnedFrom(tenant);
				const { unread } = removeLearnedFrom(tenant);
				if (unread.length > 0) options.log?.warn({ event: "profiles-unread", files: unread });
				removeExports(exportFolder(config), tenant);
				removeStaged(config.dataDir);
			},
			hasCopy: () => hasStaged(config.dataDir),
			announceAccess: (scope, grant) => announceAccess(scope, grant, clock()),
		};
		const tenancy = await opened.whilePassing(() => openTenancy(tenancyOptions));
		const meaning = openMeaning(config.embeddings, createServiceAsk, {
			openScope: tenancy.openScope,
			clock,
			vocabulary: config.vocabulary,
			words: recognizer.vocabulary,
			network: tenancy.network,
		});
		const ingest: IngestDeps = {
			...erased,
			pool,
			clock,
			candidateDocument: (candidate, profile) => candidateDocument(candidate, recognizer, profile),
			// Nobody delivers here; what is served later takes up what waits.
			announce: createAnnouncer({ wake: () => {} }, clock).announce,
		};
		const transport = createTransport({ ...config.outbound, agent: `Tributary/${packageVersion()}` });
		const unwatched = { recognizer, profiles, clock, ...meaning.sources };
		return {
			tenancy,
			eraseSince: (since, actor) => eraseSince({ tenancy, ingest }, erased.erasures, since, actor),
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
			removeProfile: (profileId, actor) =>
				removeProfile({ ...ingest, tenancy, forget: forgetProfile }, profileId, actor),
			search: createSearch({ ...unwatched, observer: createObserver({ profiles, clock }) }),
			peopleMap: createPeopleMap({ recognizer, search: createSearch(unwatched) }),
			reasons: createReasons(unwatched),
			suggestions,
			matching: createMatching(unwatched),
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
			changeSettings: (id, settings, actor) => changeSettings(tenancy, ingest, id, settings, actor),
			wipe: (tenant, actor) => wipeTenant({ tenancy, transport, clock }, tenant, actor),
			deployment: deploymentOf(config),
			fileBytes: config.limits.fileBytes,
			reloadMasterKeys: ({ masterKey, otherMasterKeys }) => vault.reload(masterKey, otherMasterKeys),
			parsers: pool,
			ready,
			telemetry,
			operatorScope: (tenant, purpose, { evenDisabled = false } = {}) =>
				tenancy.openScope({ tenant, actor: OPERATOR, purpose, evenDisabled }),
			operatorActor: async () => OPERATOR,
			operatorName: async () => OPERATOR,
			close,
		};
	} catch (error) {
		await close();
		throw error;
	}
}

/** The engine of the registry, and the one that tenants may lie in beside it. */
async function openEngines(config: Config, telemetry: Telemetry, onWait: (code: ErrorCode) => void) {
	const home = await openEngine(config.engine, config, onWait);
	const other = config.otherEngine === null ? null : await openEngine(config.otherEngine, config, onWait);
	const observed = ({ engine }: typeof home) => telemetry.observed(engine);
	const all = other === null ? [home] : [home, other];
	return {
		engines: {
			engine: observed(home),
			engineName: home.name,
			...(home.upkeep === null ? {} : { upkeep: home.upkeep }),
			...(other === null ? {} : { others: [{ ...other, engine: observed(other), folder: folderOf(config) }] }),
		},
		/** The registry lies there. */
		whilePassing: home.whilePassing,
		/** Where who was erased is kept, where that is on a cluster: all processes share it. */
		erasureLines: home.erasureLines,
		ready: async () => void (await Promise.all(all.map(({ ready }) => ready()))),
		close: async () => void (await Promise.all(all.map(({ engine }) => engine.close()))),
	};
}

/** Tenants in files beside a registry on a cluster lie on one machine, and the registry is everybody's. */
const folderOf = ({ otherEngine, dataDir }: Config) => (otherEngine === "embedded" ? dataFolder(dataDir) : undefined);

async function openEngine(
	chosen: NonNullable<Config["otherEngine"]>,
	{ dataDir, search }: Config,
	onWait: (code: ErrorCode) => void,
) {
	const name = engineName(chosen);
	if (chosen === "embedded") {
		const engine = await openEmbeddedEngine({ dataDir, searchThreads: search.threads });
		const whilePassing: WhilePassing = (step) => step();
		return { name, engine, upkeep: null, erasureLines: null, ready: async () => {}, whilePassing };
	}
	const engine = await openClusterEngine({ ...clusterSettings(chosen.elasticsearch), onWait });
	const { erasureLines, demandHealth: ready, whilePassing } = engine;
	return { name, engine, upkeep: engine, erasureLines, ready, whilePassing };
}

/**
 * Opens the platform and serves API and page. While it waits for its stores, it is answered that the process lives and is not ready.
 * @throws as {@link openPlatform}, `address-unavailable`, and `unsafe-configuration` too where parser processes could reach
 *   the network
 */
export async function startServer(config: Config, options: PlatformOptions = {}): Promise<Server> {
	const log = options.log ?? createLog(config.log.level);
	const sandbox = options.sandbox ?? parserSandbox({ ocr: ocrLanguages(config.parser), vocabulary: config.vocabulary });
	demandWall(config.parser, sandbox);
	logSandbox(log, sandbox);
	const waiting = answerWhileWaiting(config);
	const platform = await openPlatform(config, { sandbox, log, onWait: waiting.onWait }).finally(waiting.close);
	try {
		return await serve(platform, config, { log });
	} catch (error) {
		await platform.close();
		throw error;
	}
}

/** Puts a backup where the configuration has its data. @throws TributaryError `sealed` · as {@link restoreBackup} */
export async function restore(config: Config, folder: string, options: RestoreOptions = {}): Promise<Restored> {
	demandUnsealed(config.dataDir);
	const file = `${config.dataDir}.erasures`;
	const vault = await openVault(config.masterKey, config.otherMasterKeys);
	const erasures = createErasures({ lines: erasuresFile(file), vault });
	try {
		const open = (dataDir: string, anchor: string) =>
			openPlatform({ ...config, dataDir, anchor, anchorProgram: null }, { erasuresFile: file, acceptState: true });
		const live = {
			openLive: () => openPlatform(config),
			anchorFolder: anchorFolder(config),
			anchored: () => tellAnchorProgram(config),
		};
		return await restoreBackup(config, { open, ...live, erasures, erasuresFile: file }, folder, options);
	} finally {
		vault.forget();
	}
}
