import type { ServerOptions as TlsOptions } from "node:https";
import type { FastifyBaseLogger, FastifyInstance } from "fastify";
import type { Alerts } from "../desk/alerts.ts";
import type { DeskDeps } from "../desk/deps.ts";
import type { Deliveries } from "../export/deliveries.ts";
import type { Exports } from "../export/exports.ts";
import type { Integrations } from "../export/integrations.ts";
import type { Webhooks } from "../export/webhooks.ts";
import type { TextDeps } from "../ingest/resume-text.ts";
import type { IngestDeps } from "../ingest/store-resume.ts";
import type { ResumeTasks } from "../ingest/tasks.ts";
import type { Lab } from "../lab/lab.ts";
import type { PeopleMap } from "../search/people-map.ts";
import type { Profiles } from "../search/profiles.ts";
import type { Matching } from "../search/requirement/matching.ts";
import type { Search } from "../search/search.ts";
import type { Suggestions } from "../search/suggest/suggest.ts";
import type { Reasons } from "../search/why/reasons.ts";
import type { SignIn } from "../sign-in/sign-in.ts";
import type { SyncDeps } from "../sync/batch.ts";
import type { Deployment } from "../sync/processing-record.ts";
import type { Tenancy } from "../tenancy/tenancy.ts";
import type { ExportJobs } from "../transfer/export-jobs.ts";
import type { Deprecated } from "./deprecations.ts";
import type { LoginLinks } from "./login-links.ts";
import type { Pause } from "./login-refusal.ts";
import type { ApiSettings } from "./settings.ts";

/** What the API stands on. */
export interface ApiDeps {
	readonly tenancy: Tenancy;
	readonly search: Search;
	readonly peopleMap: PeopleMap;
	readonly profiles: Profiles;
	readonly reasons: Reasons;
	readonly suggestions: Suggestions;
	readonly matching: Matching;
	readonly ingest: IngestDeps;
	/** Reads a file away from this process, with its lines. */
	readonly readText: TextDeps["readText"];
	readonly tasks: ResumeTasks;
	readonly sync: SyncDeps;
	readonly webhooks: Webhooks;
	readonly deliveries: Deliveries;
	/** Recruiters' working state. */
	readonly desk: DeskDeps;
	readonly alerts: Alerts;
	/** Where rankings are measured. */
	readonly lab: Lab;
	readonly integrations: Integrations;
	readonly exports: Exports;
	/** Archives of everything that a tenant holds. */
	readonly exportJobs: ExportJobs;
	readonly settings: ApiSettings;
	/** Where data lie and go, for the record of processing. */
	readonly deployment: Deployment;
	/** Version of the product, for the API document. */
	readonly version: string;
	readonly log?: FastifyBaseLogger;
	/** Serve TLS with this. */
	readonly tls?: TlsOptions;
	/** How people sign in by their tenant's identity provider. */
	readonly signIn: SignIn;
	/** Links that sign people of a demo in; absent: there is no such way. */
	readonly links?: LoginLinks;
	/** Routes that go; absent: those of the table. */
	readonly deprecations?: readonly Deprecated[];
	/** How a refused login waits for its answer; absent: in real time. */
	readonly pause?: Pause;
	/** Watches the requests; absent: nobody does. */
	readonly observe?: (app: FastifyInstance) => void;
	/** Rejects when a request could not be answered now. */
	readonly ready: () => Promise<void>;
}
