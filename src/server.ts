import { readFileSync } from "node:fs";
import type { ServerOptions as TlsOptions } from "node:https";
import type { AddressInfo } from "node:net";
import path from "node:path";
import type { FastifyBaseLogger } from "fastify";
import { candidateDocument, profileDocument } from "./analysis/person-document.ts";
import { createRecognizer } from "./analysis/recognizer.ts";
import { buildApp } from "./api/app.ts";
import { createLog } from "./api/request-log.ts";
import type { Config } from "./config.ts";
import { type Alerts, createAlerts } from "./desk/alerts.ts";
import type { DeskDeps } from "./desk/deps.ts";
import type { Actor } from "./domain/actor.ts";
import type { RankingProfile } from "./domain/ranking-profile.ts";
import type { TenantId } from "./domain/tenant.ts";
import { openEmbeddedEngine } from "./engine/embedded/engine.ts";
import { TributaryError } from "./errors.ts";
import { createAnnouncer } from "./export/announce.ts";
import { createDeliveries, type Deliveries } from "./export/deliveries.ts";
import { createTransport, type Transport } from "./export/transport.ts";
import { createWebhooks, type Webhooks } from "./export/webhooks.ts";
import { importProfiles } from "./ingest/import-profiles.ts";
import { createParserPool, type ParserPool, type PoolInput, parserSandbox } from "./ingest/pool.ts";
import { isolatesNetwork, type Sandbox } from "./ingest/sandbox/layers.ts";
import type { IngestDeps } from "./ingest/store-resume.ts";
import { createResumeTasks, type ResumeTasks } from "./ingest/tasks.ts";
import { packageRoot } from "./package-root.ts";
import { createProfiles, loadProfiles, type Profiles } from "./search/profiles.ts";
import { createSearch, type PeopleSearch, type Search } from "./search/search.ts";
import type { NetworkImport } from "./tenancy/network.ts";
import type { Scope } from "./tenancy/scope.ts";
import { openTenancy, type Tenancy } from "./tenancy/tenancy.ts";
import { openVault } from "./tenancy/vault.ts";
import { loadVocabulary } from "./vocabulary.ts";

/** How the parts are put together. The only file that picks an engine. */

/** Everything below the API, opened: what the command line works on. */
export interface Platform {
	readonly tenancy: Tenancy;
	readonly search: PeopleSearch;
	readonly profiles: Profiles;
	/** A search whose only ranking profile is this one: for trying weights that are in no file yet. */
	searchWith(profile: RankingProfile): Search;
	readonly ingest: IngestDeps;
	/** Where tenants want their events. */
	readonly webhooks: Webhooks;
	/** The way out to those addresses. */
	readonly transport: Transport;
	/** Fills the network, and has the tenants' matched candidates follow. */
	importProfiles(profiles: Iterable<unknown>): Promise<NetworkImport>;
	/** Bytes that one resume may have. */
	readonly fileBytes: number;
	/** A tenant's data for the operator of this machine. `purpose` stands in the audit log. */
	operatorScope(tenant: TenantId, purpose: string): Promise<Scope>;
	/** Starts the first parser process, so that the first file does not wait for it. Otherwise that happens with the first file. */
	startParsers(): void;
	/** Finishes what was accepted. May be called more than once. */
	close(): Promise<void>;
}

export interface Server {
	/** Where it is reached from this machine. */
	readonly url: string;
	/** Answers what is being asked, then closes the platform too. May be called more than once. */
	close(): Promise<void>;
}

const OPERATOR: Actor = { kind: "operator", id: "command-line" };

export interface PlatformOptions {
	/** How parser processes are started; found on this machine if absent. */
	readonly sandbox?: Sandbox;
}

/**
 * Opens the embedded engine and everything on it.
 * @throws TributaryError `invalid-configuration` · `unsafe-configuration` · `wrong-key` the data belong to another master key
 */
export async function openPlatform(config: Config, options: PlatformOptions = {}): Promise<Platform> {
	const clock = () => new Date();
	const recognizer = createRecognizer(loadVocabulary());
	const profiles = loadProfiles(config.profile);
	const vault = await openVault(config.masterKey);
	const engine = await openEmbeddedEngine({ dataDir: config.dataDir, searchThreads: config.search.threads });
	const pool = lazyPool(config, options.sandbox);
	const close = once(async () => {
		await pool.close();
		await engine.close();
	});
	try {
		const tenancy = await openTenancy({ engine, vault, clock, issuer: config.publicUrl, audience: config.publicUrl });
		const ingest: IngestDeps = {
			pool,
			clock,
			candidateDocument: (candidate, profile) => candidateDocument(candidate, recognizer, profile),
		};
		const transport = createTransport({ ...config.outbound, agent: `Tributary/${packageVersion()}` });
		return {
			tenancy,
			webhooks: createWebhooks({ transport, clock }),
			transport,
			search: createSearch({ recognizer, profiles, clock }),
			profiles,
			searchWith: (profile) => createSearch({ recognizer, profiles: createProfiles([profile], profile.id), clock }),
			ingest,
			importProfiles: (input) =>
				importProfiles(
					{ ...ingest, tenancy, profileDocument: (profile) => profileDocument(profile, recognizer) },
					input,
				),
			fileBytes: config.limits.fileBytes,
			startParsers: pool.start,
			operatorScope: (tenant, purpose) => tenancy.openScope({ tenant, actor: OPERATOR, purpose }),
			close,
		};
	} catch (error) {
		await close();
		throw error;
	}
}

const ocrLanguages = ({ ocr }: Config["parser"]): readonly string[] => (ocr.enabled ? ocr.languages : []);

/** Most verbs of the command line read no file: they start no parser. */
function lazyPool({ parser, limits: { fileBytes } }: Config, sandbox: Sandbox | undefined) {
	const { workers, timeoutSeconds, memoryMegabytes } = parser;
	const limits = { fileTime: timeoutSeconds * 1000, memory: memoryMegabytes * 1024 * 1024 };
	const ocr = ocrLanguages(parser);
	let pool: ParserPool | undefined;
	const opened = () => {
		pool ??= createParserPool({ workers, limits, fileBytes, ocr, ...(sandbox === undefined ? {} : { sandbox }) });
		return pool;
	};
	return {
		start: () => void opened(),
		parse: (input: PoolInput) => opened().parse(input),
		close: async () => pool?.close(),
	};
}

/** The same work for every caller, done a single time. */
function once(work: () => Promise<void>): () => Promise<void> {
	let doing: Promise<void> | undefined;
	return () => {
		doing ??= work();
		return doing;
	};
}

export interface ServeOptions {
	readonly log?: FastifyBaseLogger;
}

/**
 * Opens the platform and serves API and page.
 * @throws as {@link openPlatform}, `address-unavailable`, and `unsafe-configuration` too where parser processes could reach
 *   the network
 */
export async function startServer(config: Config, options: ServeOptions & PlatformOptions = {}): Promise<Server> {
	const log = options.log ?? createLog(config.log.level);
	const sandbox = options.sandbox ?? parserSandbox(ocrLanguages(config.parser));
	demandWall(config, sandbox);
	logSandbox(log, sandbox);
	const platform = await openPlatform(config, { sandbox });
	try {
		return await serve(platform, config, { log });
	} catch (error) {
		await platform.close();
		throw error;
	}
}

/** Strangers' files are read beside everybody's data: serving without a wall to the network has to be somebody's decision. */
function demandWall({ parser }: Config, { layers }: Sandbox): void {
	if (parser.allowWithoutNamespace || isolatesNetwork(layers)) return;
	const detail = [
		"This system gives the parser processes no network namespace, so only Node's own guards keep a hostile file off the",
		"network: install bubblewrap, allow user namespaces to the service's account, or accept it by setting this to true.",
	].join(" ");
	throw new TributaryError("unsafe-configuration", { errors: [{ pointer: "/parser/allowWithoutNamespace", detail }] });
}

function logSandbox(log: FastifyBaseLogger, { layers }: Sandbox): void {
	log[isolatesNetwork(layers) ? "info" : "warn"]({ event: "sandbox", layers: layers.join(" ") });
}

/** Serves a platform that is open already, and goes on with the bulk uploads that were open when the last process ended. */
export async function serve(platform: Platform, config: Config, options: ServeOptions = {}): Promise<Server> {
	const log = options.log ?? createLog(config.log.level);
	const { tenancy, search, ingest, webhooks } = platform;
	const tasks = openTasks(platform, config, log);
	const deliveries = openDeliveries(platform, log);
	const sync = { ...ingest, ...createAnnouncer(deliveries, ingest.clock) };
	const desk = { ...sync, search, exportRowsPerDay: config.limits.exportRowsPerDay };
	const alerts = openAlerts(platform, desk, log);
	const app = await buildApp({
		tenancy,
		search,
		ingest,
		tasks,
		sync,
		webhooks,
		deliveries,
		desk,
		alerts,
		settings: config,
		version: packageVersion(),
		log,
		...(config.tls === null ? {} : { tls: tlsOptions(config.tls) }),
		ready: async () => {
			await tenancy.signingKeys.publicSet();
		},
	});
	await listen(app, config.listen);
	const tenants = (await tenancy.tenants.list()).map(({ id }) => id);
	await tasks.resumeOpenTasks(tenants);
	await deliveries.resumeAll(tenants);
	alerts.resumeAll(tenants);
	platform.startParsers();
	return {
		url: ownUrl(config, app.server.address() as AddressInfo),
		close: once(async () => {
			await app.close();
			await tasks.close();
			await alerts.close();
			await deliveries.close();
			await platform.close();
		}),
	};
}

async function listen(app: { listen(where: Config["listen"]): Promise<string> }, { host, port }: Config["listen"]) {
	try {
		await app.listen({ host, port });
	} catch (cause) {
		throw asAddressFault(cause, { host, port });
	}
}

/** What kept a process from listening, as `address-unavailable` where it is the address. */
export function asAddressFault(cause: unknown, { host, port }: Config["listen"]): unknown {
	const { code } = cause as NodeJS.ErrnoException;
	if (code === undefined || !["EADDRINUSE", "EADDRNOTAVAIL", "EACCES"].includes(code)) return cause;
	return new TributaryError("address-unavailable", { detail: `${host}, port ${port}: ${code}`, cause });
}

function openTasks({ tenancy, ingest }: Platform, config: Config, log: FastifyBaseLogger): ResumeTasks {
	return createResumeTasks({
		...ingest,
		openScope: tenancy.openScope,
		concurrency: config.parser.workers,
		onError: (err) => log.error({ event: "task", err }),
	});
}

function openDeliveries({ tenancy, transport }: Platform, log: FastifyBaseLogger): Deliveries {
	return createDeliveries({
		openScope: tenancy.openScope,
		transport,
		clock: () => new Date(),
		onError: (err, tenant) => log.error({ event: "delivery", tenant, err }),
	});
}

function openAlerts({ tenancy }: Platform, desk: DeskDeps, log: FastifyBaseLogger): Alerts {
	return createAlerts({
		...desk,
		openScope: tenancy.openScope,
		onError: (err, tenant) => log.error({ event: "alert", tenant, err }),
	});
}

/** Forward secrecy and authenticated encryption only (RFC 9325, 4.2); the suites of TLS 1.3 are all of that kind. */
const CIPHERS = [
	"TLS_AES_256_GCM_SHA384",
	"TLS_CHACHA20_POLY1305_SHA256",
	"TLS_AES_128_GCM_SHA256",
	"ECDHE-ECDSA-AES256-GCM-SHA384",
	"ECDHE-RSA-AES256-GCM-SHA384",
	"ECDHE-ECDSA-CHACHA20-POLY1305",
	"ECDHE-RSA-CHACHA20-POLY1305",
	"ECDHE-ECDSA-AES128-GCM-SHA256",
	"ECDHE-RSA-AES128-GCM-SHA256",
].join(":");

function tlsOptions({ certFile, keyFile, minVersion }: NonNullable<Config["tls"]>): TlsOptions {
	return {
		cert: readFileSync(certFile),
		key: readFileSync(keyFile),
		minVersion,
		ciphers: CIPHERS,
		honorCipherOrder: true,
	};
}

function ownUrl({ tls, listen }: Config, { port, address, family }: AddressInfo): string {
	const host = listen.host === "localhost" ? "localhost" : family === "IPv6" ? `[${address}]` : address;
	return `${tls === null ? "http" : "https"}://${host}:${port}`;
}

function packageVersion(): string {
	return String(JSON.parse(readFileSync(path.join(packageRoot(), "package.json"), "utf8")).version);
}
