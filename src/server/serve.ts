import type { Server as TlsServer } from "node:https";
import type { AddressInfo } from "node:net";
import { setTimeout as wait } from "node:timers/promises";
import { buildApp } from "../api/app.ts";
import type { ApiDeps } from "../api/deps.ts";
import { listen, listenWith, ownUrl, tlsOptions } from "../api/listening.ts";
import { createLog } from "../api/request-log.ts";
import type { Config } from "../config.ts";
import type { TenantId } from "../domain/tenant.ts";
import { createAnnouncer } from "../export/announce.ts";
import { type RemovalDeps, resumeRemovals } from "../export/closed-members.ts";
import { notesToForget } from "../ingest/forget-notes.ts";
import { packageVersion } from "../package-root.ts";
import { changesThatForget } from "../sync/activity.ts";
import { resumeSyncSettings } from "../sync/change-settings.ts";
import { openAlerts, openDeliveries, openLab, openTasks, prepareSearches } from "./background.ts";
import { watchCertificate } from "./certificate-watch.ts";
import { cleanTenants } from "./change-settings.ts";
import { openExportJobs } from "./export-jobs.ts";
import { lookAgain } from "./look-again.ts";
import { once } from "./once.ts";
import type { Platform } from "./platform.ts";
import { openPruning } from "./pruning.ts";
import { goOnForOthers } from "./take-over.ts";
import type { MetricsListener } from "./telemetry/metrics.ts";
import { resumeWipes } from "./wipe.ts";

/** What a process does that serves: the API, and all that goes on beside it. */

export interface Server {
	/** Where it is reached from this machine. */
	readonly url: string;
	/** Where its metrics are read; null: it has none. */
	readonly metricsUrl: string | null;
	/** Where tenants are run; null: at the same place. */
	readonly administrationUrl: string | null;
	/**
	 * Takes up the certificate and the master keys anew, of a configuration that is otherwise the same.
	 * @throws TributaryError where one of them is not fit; what was before is served on
	 */
	reload(next: Config): Promise<void>;
	/**
	 * Answers nothing more, and leaves its place to another when it resolves. A `close` afterwards does not wait long for what is at work in the
	 * background either: stores and keys are let go of under it, and it goes on after a start as after a kill.
	 */
	hangUp(): Promise<void>;
	/** Answers what is being asked, then closes the platform too. May be called more than once. */
	close(): Promise<void>;
}

/** Milliseconds for what is being answered, and for what is at work in the background, where nothing may go on. */
const LAST_WORDS = 100;
const LAST_WORK = 2000;

export type ServeOptions = Pick<ApiDeps, "links" | "log">;

export const forgetProfile: NonNullable<RemovalDeps["forget"]> = async (store, id) => [
	...(await changesThatForget(store, "profileId", [id])),
	...(await notesToForget(store, [{ profileId: id }])),
];

/**
 * Serves a platform that is open already, and goes on with the bulk uploads that were open when the last process ended.
 * @throws what kept it from beginning, with nothing left that listens
 */
export async function serve(platform: Platform, config: Config, options: ServeOptions = {}): Promise<Server> {
	const log = options.log ?? createLog(config.log.level);
	const { tenancy, search, reasons, suggestions, matching, webhooks, integrations, exports } = platform;
	if (config.operatorAccess === "granted" && config.approverWaitHours === 0)
		log.warn({ event: "approver-wait-off", msg: "A new approver's word counts at once: approverWaitHours is 0." });
	const deliveries = openDeliveries(platform, log);
	const failed = (event: string) => (err: unknown, tenant?: TenantId | null) =>
		log.error({ event, ...(tenant == null ? {} : { tenant }), err });
	const learner = platform.openLearner(failed("learn"));
	const embedder = platform.openPeopleEmbedder(failed("embed"));
	const changed = (tenant: TenantId, ids: readonly string[]) => {
		learner.changed(tenant);
		embedder?.changed(tenant, ids);
	};
	const ingest = { ...platform.ingest, ...createAnnouncer(deliveries, platform.ingest.clock, changed) };
	const tasks = openTasks({ tenancy, ingest }, config, log);
	const desk = { ...ingest, search, exportRowsPerDay: config.limits.exportRowsPerDay };
	const alerts = openAlerts(platform, desk, log);
	const exportJobs = openExportJobs(platform, config, log);
	const lab = openLab(platform, log);
	const app = await buildApp({
		tenancy,
		search,
		peopleMap: platform.peopleMap,
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
		settings: { ...config, administrationApart: config.administrationListen !== null },
		deployment: platform.deployment,
		version: packageVersion(),
		log,
		...(config.tls === null ? {} : { tls: tlsOptions(config.tls) }),
		...(options.links === undefined ? {} : { links: options.links }),
		observe: platform.telemetry.observe,
		ready: async () => {
			await platform.ready();
			await tenancy.signingKeys.publicSet();
		},
	});
	/** One tenant's trouble keeps no other from what was begun for it. */
	const resume = async (): Promise<readonly TenantId[]> => {
		await resumeWipes({ ...platform, clock: ingest.clock }, failed("wipe"));
		const found = (await tenancy.tenants.list()).map(({ id }) => id);
		await tasks.resumeOpenTasks(found);
		await deliveries.resumeAll(found);
		alerts.resumeAll(found);
		return found;
	};
	const endWork = async () => {
		for (const work of [tasks, lab, exportJobs, alerts, deliveries, learner, embedder]) await work?.close();
	};
	const { administrationServer: second } = app;
	let metrics: MetricsListener | null = null;
	let prepared: Promise<void> | undefined;
	let tenants: readonly TenantId[];
	try {
		await listen(app, config.listen);
		if (second !== null && config.administrationListen !== null) {
			await listenWith(second, config.administrationListen);
			log.info({ event: "administration", address: second.address() });
		}
		metrics = await platform.telemetry.listen(platform.ready);
		if (metrics !== null) log.info({ event: "metrics", address: metrics.url });
		prepared = prepareSearches(tenancy).catch(failed("prepare"));
		tenants = await resume();
	} catch (error) {
		// What listens on would keep a process alive that works on nothing.
		await metrics?.close();
		await app.close();
		await endWork();
		await prepared;
		throw error;
	}
	const resumeRemoving = async (of: readonly TenantId[]) => {
		await resumeRemovals({
			...ingest,
			tenancy,
			forget: forgetProfile,
			wake: deliveries.wake,
			onError: failed("removal"),
		});
		await resumeSyncSettings(tenancy.openScope, ingest, of, failed("sync-settings"));
	};
	await resumeRemoving(tenants).catch(failed("removal"));
	const others =
		config.engine === "embedded"
			? null
			: goOnForOthers({ tenancy, tasks, deliveries, resumeRemoving }, failed("take-over"));
	const looking = lookAgain({ tenancy, alerts, deliveries }, others === null, failed("look-again"));
	const pruning = openPruning({ tenancy, sync: ingest, exportJobs, resumeRemoving }, log);
	platform.parsers.start();
	const looked = learner.resumeAll(tenants).catch(failed("learn"));
	const embedded = embedder
		?.resumeAll(async () => (await tenancy.tenants.list()).map(({ id }) => id))
		.catch(failed("embed"));
	const secured = [app.server, ...(second === null ? [] : [second])] as unknown as readonly TlsServer[];
	const watch = config.tls === null ? null : watchCertificate(secured, config.tls, { log });
	let closing = false;
	const dropFailed = failed("drop-personal-data");
	const cleaned = cleanTenants(platform, () => !closing, dropFailed).catch(dropFailed);
	const endBackground = async () => {
		await looking.close();
		await others?.close();
		await pruning.close();
		await endWork();
		for (const begun of [looked, embedded, prepared, cleaned]) await begun;
	};
	let hasHungUp = false;
	return {
		metricsUrl: metrics?.url ?? null,
		url: ownUrl(config.listen.host, config.tls !== null, app.server.address() as AddressInfo),
		administrationUrl:
			second === null || config.administrationListen === null
				? null
				: ownUrl(config.administrationListen.host, config.tls !== null, second.address() as AddressInfo),
		reload: async (next) => {
			watch?.reload();
			await platform.reloadMasterKeys(next);
		},
		hangUp: async () => {
			hasHungUp = true;
			// Once nobody new is let in.
			setTimeout(app.hangUp, LAST_WORDS);
			await app.close();
		},
		close: once(async () => {
			closing = true;
			watch?.close();
			await metrics?.close();
			await app.close();
			const ended = endBackground();
			await (hasHungUp ? Promise.race([ended, wait(LAST_WORK)]) : ended);
			await platform.close();
		}),
	};
}
