import type { Recognizer } from "../analysis/recognizer.ts";
import type { Config } from "../config.ts";
import type { Actor } from "../domain/actor.ts";
import type { RankingProfile } from "../domain/ranking-profile.ts";
import type { TenantId, TenantSettings } from "../domain/tenant.ts";
import type { RemovalReport } from "../export/closed-members.ts";
import type { Exports } from "../export/exports.ts";
import type { Integrations } from "../export/integrations.ts";
import type { Transport } from "../export/transport.ts";
import type { Webhooks } from "../export/webhooks.ts";
import type { TextDeps } from "../ingest/resume-text.ts";
import type { IngestDeps } from "../ingest/store-resume.ts";
import type { Learner, LearnerOptions } from "../search/meaning/learned/learner.ts";
import type { PeopleEmbedder, PeopleEmbedderOptions } from "../search/meaning/people/people-embedder.ts";
import type { PeopleMap } from "../search/people-map.ts";
import type { Profiles } from "../search/profiles.ts";
import type { Matching } from "../search/requirement/matching.ts";
import type { PeopleSearch } from "../search/search.ts";
import type { Suggestions } from "../search/suggest/suggest.ts";
import type { Reasons } from "../search/why/reasons.ts";
import type { MeaningSources } from "../search/widened-plan.ts";
import type { SignIn } from "../sign-in/sign-in.ts";
import type { Deployment } from "../sync/processing-record.ts";
import type { NetworkImport } from "../tenancy/network.ts";
import type { Scope } from "../tenancy/scope.ts";
import type { Tenancy } from "../tenancy/tenancy.ts";
import type { ChangedSettings } from "./change-settings.ts";
import type { ErasedAgain } from "./erase-again.ts";
import type { Telemetry } from "./telemetry/telemetry.ts";
import type { Wiped } from "./wipe.ts";

/** Everything below the API, opened: what the command line works on. */
export interface Platform {
	readonly tenancy: Tenancy;
	readonly search: PeopleSearch;
	/** Why somebody is not in a list, or above somebody else. */
	/** Of no list that anybody looks at: it is told to no observer. */
	readonly peopleMap: PeopleMap;
	readonly reasons: Reasons;
	readonly suggestions: Suggestions;
	/** People for jobs, and people like others. */
	readonly matching: Matching;
	readonly profiles: Profiles;
	/** Of the vocabulary in use. */
	readonly recognizer: Recognizer;
	/** Where its searches learn what is near to a word. */
	readonly meaning: MeaningSources;
	/** Learns from the tenants' resumes what is used alike, for the searches of this platform. To be closed before it. */
	openLearner(onError?: LearnerOptions["onError"]): Learner;
	/**
	 * Keeps a vector of each person, in the background. To be closed before the platform; null where no model is told of people.
	 */
	openPeopleEmbedder(onError?: PeopleEmbedderOptions["onError"]): PeopleEmbedder | null;
	/** A search whose only ranking profile is this one: for trying weights that are in no file yet. */
	searchWith(profile: RankingProfile): PeopleSearch;
	readonly ingest: IngestDeps;
	/** Where tenants want their events. */
	readonly webhooks: Webhooks;
	/** The way out to those addresses. */
	readonly transport: Transport;
	/** How people sign in by their tenant's identity provider. */
	readonly signIn: SignIn;
	/** What a tenant's ATS is connected to. */
	readonly integrations: Integrations;
	/** Profiles that are sent to the ATS. */
	readonly exports: Exports;
	/** A member leaves the network, and the tenants' data follow. null: there is no such profile any more. */
	removeProfile(profileId: string, actor?: Actor): Promise<RemovalReport | null>;
	/** Fills the network, and has the tenants' matched candidates follow. */
	importProfiles(profiles: Iterable<unknown>): Promise<NetworkImport>;
	/**
	 * Changes a tenant's settings. Where it asks for no personal data from now on, what is stored already is cleaned before this
	 * resolves; an interrupted cleaning is gone on with by the next call or the next start of the server.
	 */
	changeSettings(id: TenantId, settings: Partial<TenantSettings>, actor?: Actor): Promise<ChangedSettings>;
	/** Erases whoever was erased since, in stores that were put back from before. */
	eraseSince(since: Date, actor?: Actor): Promise<ErasedAgain>;
	/** Erases a tenant that two people approved to be wiped, and tells whom it named. */
	wipe(tenant: TenantId, actor?: Actor): Promise<Wiped>;
	/** Where data lie and go, for records of processing. */
	readonly deployment: Deployment;
	/** Bytes that one resume may have. */
	readonly fileBytes: number;
	/** Takes other master keys from now on. @throws where one cannot be had; then nothing has changed */
	reloadMasterKeys(config: Pick<Config, "masterKey" | "otherMasterKeys">): Promise<void>;
	/**
	 * A tenant's data for the operator of this machine. `purpose` stands in the audit log.
	 * @param options evenDisabled: for the return of its data, and to look at its staff and its log · byName: for what shows nobody's data
	 *   and takes no grant
	 */
	operatorScope(
		tenant: TenantId,
		purpose: string,
		options?: { readonly evenDisabled?: boolean; readonly byName?: boolean },
	): Promise<Scope>;
	/**
	 * Who of the operator gives others access to a tenant's data, by a client or a role: where it is by a grant that data are opened, it
	 * takes one for this, too, once the tenant has people; before that his name.
	 */
	operatorActor(tenant: TenantId): Promise<Actor>;
	/** Who of the operator changes or takes away what shows nobody's data: himself, by name, where data are opened by a grant. It takes none. */
	operatorName(): Promise<Actor>;
	readonly parsers: {
		/** Starts the first parser process, so that the first file does not wait for it. Otherwise that happens with the first file. */
		start(): void;
		readonly readText: TextDeps["readText"];
	};
	/** What an operator's tools are told. */
	readonly telemetry: Telemetry;
	/** @throws where the stores could not be searched and written to now */
	ready(): Promise<void>;
	/** Finishes what was accepted. May be called more than once. */
	close(): Promise<void>;
}
