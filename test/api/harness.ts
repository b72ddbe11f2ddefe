import { mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import type { FastifyInstance } from "fastify";
import { emailKey, profileKey } from "../../src/analysis/contact-keys.ts";
import { candidateDocument as realDocument } from "../../src/analysis/person-document.ts";
import { createRecognizer } from "../../src/analysis/recognizer.ts";
import { parseVocabulary } from "../../src/analysis/vocabulary.ts";
import { buildApp } from "../../src/api/app.ts";
import type { ApiDeps } from "../../src/api/deps.ts";
import type { ApiSettings } from "../../src/api/settings.ts";
import { type Alerts, createAlerts } from "../../src/desk/alerts.ts";
import type { DeskDeps } from "../../src/desk/deps.ts";
import { PERMISSIONS, type Permission } from "../../src/domain/actor.ts";
import type { Candidate, Profile } from "../../src/domain/candidate.ts";
import type { IndexedDocument } from "../../src/domain/document.ts";
import type { SearchResponse } from "../../src/domain/hit.ts";
import type { RankingProfile } from "../../src/domain/ranking-profile.ts";
import type { ParsedResume } from "../../src/domain/resume.ts";
import type { ReadLine } from "../../src/domain/resume-text.ts";
import { parseTenantId } from "../../src/domain/tenant.ts";
import { openMemoryEngine } from "../../src/engine/memory/engine.ts";
import type { Engine } from "../../src/engine/port.ts";
import { TributaryError } from "../../src/errors.ts";
import { createAnnouncer } from "../../src/export/announce.ts";
import { createDeliveries, type Deliveries } from "../../src/export/deliveries.ts";
import { createExports } from "../../src/export/exports.ts";
import { createIntegrations } from "../../src/export/integrations.ts";
import { createTransport, type Transport } from "../../src/export/transport.ts";
import { createWebhooks } from "../../src/export/webhooks.ts";
import type { IngestDeps } from "../../src/ingest/store-resume.ts";
import { switchUnifiedSearch } from "../../src/ingest/switch-unified-search.ts";
import { createResumeTasks, type ResumeTasks } from "../../src/ingest/tasks.ts";
import type { Bench } from "../../src/lab/bench.ts";
import { createLab } from "../../src/lab/lab.ts";
import { createPeopleMap } from "../../src/search/people-map.ts";
import { createProfiles, loadProfiles } from "../../src/search/profiles.ts";
import { createMatching } from "../../src/search/requirement/matching.ts";
import { createSearch, type PeopleSearch } from "../../src/search/search.ts";
import { createSuggestions } from "../../src/search/suggest/suggest.ts";
import { createReasons } from "../../src/search/why/reasons.ts";
import { createSignIn } from "../../src/sign-in/sign-in.ts";
import { createObserver } from "../../src/signals/observer.ts";
import { confined } from "../../src/sync/confined.ts";
import { isVisibleJob, withheldFromExport } from "../../src/sync/export-rules.ts";
import { openTenancy, type Tenancy } from "../../src/tenancy/tenancy.ts";
import { createMasterKeyFile, openVault } from "../../src/tenancy/vault.ts";
import { createExportJobs } from "../../src/transfer/export-jobs.ts";
import { standInBench } from "../lab/stand-in-bench.ts";
import { recognizer } from "../search/world.ts";

/** The API on the strict engine, with the real tenancy and ingest. Parser and search are stand-ins: they have tests of their own. */
export interface Harness {
	readonly app: FastifyInstance;
	readonly tenancy: Tenancy;
	readonly tasks: ResumeTasks;
	readonly deliveries: Deliveries;
	readonly desk: DeskDeps;
	readonly alerts: Alerts;
	readonly ingest: IngestDeps;
	/** Moves the clock. */
	readonly pass: (milliseconds: number) => void;
	/** A token of a new client of a tenant; with all permissions when none are named. */
	readonly tokenOf: (tenant: string, permissions?: readonly Permission[]) => Promise<string>;
	readonly close: () => Promise<void>;
}

export const LIMITS: ApiSettings["limits"] = {
	requestsPerClient: 100_000,
	requestsPerAddress: 100_000,
	failedLogins: 100_000,
	failedLoginsPerAddress: 100_000,
	bodyBytes: 256 * 1024,
	fileBytes: 64 * 1024,
	importLineBytes: 8 * 1024,
	importBytes: 4 * 1024 * 1024,
	taskFiles: 20,
	taskBytes: 512 * 1024,
	syncRecordsPerMinute: 1_000_000,
	syncRequestsPerDay: 1_000_000,
};

const DEPLOYMENT: ApiDeps["deployment"] = { engine: "embedded", embeddings: null, tls: false, version: "0.0.0" };

export interface HarnessOptions {
	/** Stands in for the parser. */
	readonly parse?: IngestDeps["pool"]["parse"];
	readonly limits?: Partial<ApiSettings["limits"]>;
	readonly deps?: Partial<ApiDeps>;
	readonly settings?: Partial<ApiSettings>;
	/** The way out; absent: everything arrives, and goes nowhere. */
	readonly transport?: Transport;
	/** Stands in for what writes down refusals. */
	readonly refusals?: Partial<Tenancy["refusals"]>;
	/** With the real search over real documents. */
	readonly real?: boolean;
	readonly exportRowsPerDay?: number;
	/** Where rankings are measured; absent: nowhere, with an answer at once. */
	readonly bench?: Bench;
	/** Closed with the harness; absent: the memory engine. */
	readonly engine?: Engine;
}

export async function openHarness(options: HarnessOptions = {}): Promise<Harness> {
	const folder = mkdtempSync(path.join(os.tmpdir(), "tributary-api-"));
	createMasterKeyFile(path.join(folder, "master.key"));
	let shift = 0;
	const clock = () => new Date(Date.now() + shift);
	const vault = await openVault({ file: path.join(folder, "master.key") });
	const engine = options.engine ?? openMemoryEngine();
	const publicUrl = "http://127.0.0.1:8080";
	const tenancy = await openTenancy({ engine, vault, clock, issuer: publicUrl, audience: publicUrl });
	for (const id of ["acme", "other"]) await tenancy.tenants.create({ id, name: id });
	const made =
		options.real === true ? realSearch(clock) : { search: standIn, searchWith: () => standIn, candidateDocument };
	const { search } = made;
	const sender = options.transport ?? transport;
	const webhooks = createWebhooks({ transport: sender, clock });
	const deliveries = createDeliveries({
		openScope: tenancy.openScope,
		transport: sender,
		clock,
		callbackSecret: (scope, application) => tenancy.clients.secretOf(scope.tenant.id, application),
	});
	const announcer = createAnnouncer(deliveries, clock);
	const ingest: IngestDeps = {
		pool: { parse: options.parse ?? readAsText },
		candidateDocument: made.candidateDocument,
		clock,
		...announcer,
	};
	const tasks = createResumeTasks({ ...ingest, openScope: tenancy.openScope, concurrency: 2 });
	const integrations = createIntegrations({
		transport: sender,
		callbacks: tenancy.callbacks,
		clock,
		switchUnifiedSearch: (scope, enabled) => switchUnifiedSearch({ ...ingest, tenancy }, scope, enabled),
	});
	const exports = createExports({ clock, withheld: withheldFromExport, isVisible: isVisibleJob });
	const settings = {
		publicUrl,
		trustProxy: [],
		docs: true,
		limits: { ...LIMITS, ...options.limits },
		...options.settings,
	};
	const ready = async () => {};
	// Long enough for what is written of a refused login.
	const pause = () => new Promise((resolve) => setTimeout(resolve, 10));
	const refusals = { ...tenancy.refusals, ...options.refusals };
	const desk: DeskDeps = { ...ingest, ...announcer, search, exportRowsPerDay: options.exportRowsPerDay ?? 2000 };
	const alerts = createAlerts({
		...desk,
		openScope: tenancy.openScope,
		isActiveAccount: async (id) => (await tenancy.accounts.find(id)) !== null,
		confined,
	});
	const sent = {
		tenancy,
		publicUrl,
		clock,
		transport: createTransport({ resolve: async () => [] }),
		allowLoopback: false,
	};
	const sending = { webhooks, deliveries, integrations, exports, signIn: createSignIn(sent) };
	const known = options.real === true ? recognizer : createRecognizer(parseVocabulary({ skills: [], titles: [] }));
	const { openScope } = tenancy;
	const lab = createLab({
		bench: options.bench ?? standInBench,
		profiles: loadProfiles(),
		searchWith: made.searchWith,
		recognizer: known,
		openScope,
		clock,
	});
	const asked = {
		reasons: createReasons({ recognizer: known, profiles: loadProfiles(), clock }),
		suggestions: createSuggestions({ recognizer: known }),
		peopleMap: createPeopleMap({ search, recognizer: known }),
		matching: createMatching({ recognizer: known, profiles: loadProfiles(), clock }),
	};
	const searching = { lab, search, profiles: loadProfiles(), ...asked, desk, alerts };
	const parts = { tenancy: { ...tenancy, refusals }, ingest, tasks, sync: ingest, ...sending, ...searching };
	const exportJobs = createExportJobs({
		folder: path.join(folder, "returns"),
		openScope: tenancy.openScope,
		audit: tenancy.audit,
		registry: tenancy,
		manifestKey: tenancy.certificateKey,
		clock,
	});
	const app = await buildApp({
		...parts,
		exportJobs,
		readText: async (input) => ({
			resume: await (options.parse ?? readAsText)(input),
			losers: {},
			lines: linesOf(input.bytes),
		}),
		settings,
		version: "0.0.0",
		deployment: DEPLOYMENT,
		ready,
		pause,
		...options.deps,
	});
	return {
		app,
		tenancy,
		tasks,
		deliveries,
		desk,
		alerts,
		ingest,
		pass: (milliseconds) => {
			shift += milliseconds;
		},
		tokenOf: (tenant, permissions) => tokenOf(tenancy, tenant, permissions),
		close: async () => {
			await app.close();
			await lab.close();
			await tasks.close();
			await alerts.close();
			await deliveries.close();
			await engine.close();
			rmSync(folder, { recursive: true });
		},
	};
}

/** Checks addresses as the real one does, of names that are all public, and sends nothing. */
const transport: Transport = {
	check: createTransport({ resolve: async () => ["93.184.215.14"] }).check,
	send: async () => ({ status: 204, retryAfter: null }),
};

async function tokenOf(tenancy: Tenancy, tenant: string, permissions: readonly Permission[] = PERMISSIONS) {
	const made = await tenancy.clients.create({ tenant: parseTenantId(tenant), name: "test", permissions });
	const client = await tenancy.clients.verify(made.clientId, made.clientSecret);
	return (await tenancy.tokens.issue(client)).token;
}

/** Stands in for the parser: the first line is the name. A file that begins with `%` is damaged, one without bytes is empty. */
export async function readAsText({ bytes }: { readonly bytes: Uint8Array }): Promise<ParsedResume> {
	const text = Buffer.from(bytes).toString("utf8");
	if (text === "") throw new TributaryError("file-empty");
	if (text.startsWith("%")) throw new TributaryError("file-corrupt", { detail: "It ends in the middle." });
	return {
		basics: { name: text.split("\n")[0] ?? "" },
		meta: {
			parser: "test",
			format: "text",
			asOf: "2026-01-01",
			language: "en",
			pageCount: 1,
			characters: text.length,
			yearsOfExperience: null,
			flags: [],
			warnings: [],
			values: {},
		},
	};
}

const linesOf = (bytes: Uint8Array): ReadLine[] =>
	Buffer.from(bytes)
		.toString("utf8")
		.split("\n")
		.map((text) => ({ text, page: 1, kind: "text", apart: false }));

function candidateDocument(candidate: Candidate): IndexedDocument {
	const name = (candidate.resume.basics?.name ?? "")
		.toLowerCase()
		.split(" ")
		.filter((word) => word !== "");
	const { email, emails = [] } = candidate.resume.basics ?? {};
	const addresses = [email, ...emails].flatMap((address) => emailKey(address ?? "") ?? []);
	const profile = candidate.match?.profileId ?? null;
	const keys = [...new Set([...addresses, ...(profile === null ? [] : [profileKey(profile)])])];
	return { language: null, fields: { name }, facets: {}, columns: {}, keys, link: profile };
}

function realSearch(clock: () => Date) {
	const profiles = loadProfiles();
	return {
		search: createSearch({ recognizer, profiles, clock, observer: createObserver({ profiles, clock }) }),
		searchWith: (profile: RankingProfile) =>
			createSearch({ recognizer, profiles: createProfiles([profile], profile.id), clock }),
		candidateDocument: (candidate: Candidate, profile: Profile | null) => realDocument(candidate, recognizer, profile),
	};
}

/** Stands in for the search: everybody of the tenant, unranked, recorded as the real one records. */
const standIn: PeopleSearch = {
	people: async (scope) => {
		const people = await scope.store.list("person", { limit: 100 });
		return { total: people.length, people: people.map(({ id }) => ({ candidateId: id, profileId: null })) };
	},
	search: (scope, request) =>
		scope.record("search", { queryDigest: scope.digest(request.query), page: request.page }, async () => {
			const people = await scope.store.list("person", { limit: 100 });
			const value: SearchResponse = {
				understood: request.query,
				interpretation: { natural: false, clauses: [], query: request.query },
				lint: [],
				total: people.length,
				totalFull: people.length,
				page: request.page,
				pageSize: request.pageSize,
				nextCursor: null,
				hits: people.map(({ id }, index) => ({
					rank: index + 1,
					origin: "ats-only" as const,
					candidateId: id,
					profileId: null,
					score: 0,
					name: null,
					headline: null,
					currentTitle: null,
					currentCompany: null,
					location: null,
					years: null,
					skills: [],
					updatedAt: "2026-01-01T00:00:00Z",
					highlights: [],
					explanation: null,
				})),
				facets: {},
				didYouMean: [],
				expansions: [],
				profile: "default.v1",
			};
			return { value, result: { outcome: "ok", count: people.length } };
		}),
};
