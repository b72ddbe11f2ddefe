import * as z from "zod";
import { RetentionSettings } from "../domain/retention.ts";
import { Reason } from "../domain/tenant.ts";
import { countingPlan } from "../engine/port.ts";
import type { Integrations } from "../export/integrations.ts";
import type { Webhooks } from "../export/webhooks.ts";
import type { Clock } from "../tenancy/clock.ts";
import type { Scope } from "../tenancy/scope.ts";
import { readRetention } from "./retention/settings.ts";
import { readSyncSettings, type SyncSettings } from "./settings.ts";

/**
 * The record of processing activities of one tenant (GDPR, article 30), made of its settings: what it says is what the product is set
 * up to do, not what somebody wrote down once.
 */

/** What the operator's configuration says of where data lie and go. */
export interface Deployment {
	readonly engine: "embedded" | "elasticsearch";
	/** Host that is asked for embeddings, and whether it is told of people or of words of queries only. `null`: none is. */
	readonly embeddings: { readonly host: string; readonly people: boolean } | null;
	/** Whether traffic is encrypted. */
	readonly tls: boolean;
	/** The sandbox of the parser may be left off only where the operator said so. */
	readonly version: string;
}

const Category = z.strictObject({ name: z.string(), examples: z.array(z.string()), switchedOn: z.boolean() });
const Recipient = z.strictObject({
	kind: z.enum(["webhook", "ats", "embedding-service", "recruiters"]),
	name: z.string(),
	/** Host name; null where the data are fetched here. */
	host: z.string().nullable(),
	data: z.string(),
	active: z.boolean(),
});

export const PROCESSING_FORMAT = "tributary/processing-record/v1";

export const ProcessingRecord = z.strictObject({
	format: z.literal(PROCESSING_FORMAT),
	madeAt: z.iso.datetime(),
	controller: z.strictObject({ tenant: z.string(), name: z.string(), organization: z.int() }),
	processor: z.strictObject({
		software: z.string(),
		version: z.string(),
		storage: z.enum(["embedded", "elasticsearch"]),
	}),
	purposes: z.array(z.string()),
	dataSubjects: z.array(z.strictObject({ name: z.string(), count: z.int().nonnegative().nullable() })),
	categories: z.array(Category),
	recipients: z.array(Recipient),
	/** By host: whether it lies in a third country is for the controller to say. */
	transfers: z.strictObject({ hosts: z.array(z.string()), remark: z.string() }),
	retention: RetentionSettings,
	legalHold: z.strictObject({ reason: Reason, since: z.iso.datetime() }).nullable(),
	signalDays: z.int().nullable(),
	security: z.array(z.string()),
});
export type ProcessingRecord = z.output<typeof ProcessingRecord>;

export interface ProcessingDeps {
	readonly webhooks: Pick<Webhooks, "list">;
	readonly integrations: Pick<Integrations, "list">;
	readonly deployment: Deployment;
	readonly clock: Clock;
}

/** Made anew each time; reading it stands in the log. */
export function processingRecord(scope: Scope, deps: ProcessingDeps): Promise<ProcessingRecord> {
	return scope.record("settings.read", { about: "processing" }, async () => {
		const { tenant, store } = scope;
		const [{ settings: retention }, { settings: sync }, recipients, { population }] = await Promise.all([
			readRetention(store),
			readSyncSettings(store),
			recipientsOf(scope, deps),
			store.retrieve(countingPlan({ op: "all" })),
		]);
		const value: ProcessingRecord = {
			format: PROCESSING_FORMAT,
			madeAt: deps.clock().toISOString(),
			controller: { tenant: tenant.id, name: tenant.name, organization: tenant.organization },
			processor: { software: "Tributary", version: deps.deployment.version, storage: deps.deployment.engine },
			purposes: purposesOf(scope),
			dataSubjects: [
				{ name: "candidates and applicants", count: population },
				{ name: "recruiters and interviewers, by their seats and names", count: null },
			],
			categories: categoriesOf(scope, sync),
			recipients,
			transfers: {
				hosts: [...new Set(recipients.flatMap(({ host, active }) => (host !== null && active ? [host] : [])))],
				remark: "Data leave for these hosts only. In which countries they stand is for the controller to say.",
			},
			retention,
			legalHold: tenant.legalHold ?? null,
			signalDays: tenant.settings.signals ? tenant.settings.signalDays : null,
			security: securityOf(deps.deployment),
		};
		return { value, result: { outcome: "ok" } };
	});
}

function purposesOf({ tenant: { settings } }: Scope): string[] {
	const on = (is: boolean, purpose: string) => (is ? [purpose] : []);
	return [
		"finding and ranking candidates for open positions",
		"keeping applications, notes and interview feedback in step with the applicant tracking system",
		...on(settings.unifiedSearch, "recognizing candidates who also have a profile in the shared network"),
		...on(
			settings.learnedRelatedness,
			"learning from resumes which skills and titles are used alike, for the tenant's own searches",
		),
		...on(settings.meaningSimilarity, "comparing titles and skills by meaning, where the operator configured a model"),
		...on(settings.signals, "measuring the quality of rankings by what recruiters did with results"),
	];
}

function categoriesOf({ tenant: { settings } }: Scope, sync: SyncSettings): ProcessingRecord["categories"] {
	const category = (name: string, examples: string[], switchedOn = true) => ({ name, examples, switchedOn });
	return [
		category("identification and contact", ["name", "e-mail", "phone", "address", "links"]),
		category("career", ["employers", "titles", "dates", "education", "certificates", "languages", "skills"]),
		category("resume files", ["the original file", "its text"], sync.resumes),
		category("applications", ["job", "stage", "outcome", "source", "reason of its end"]),
		category("notes of recruiters", ["text", "author"], sync.notes),
		category("interview feedback", ["recommendation", "evaluations", "interviewer"], sync.interviewFeedback),
		category("correspondence", ["messages", "shared contact data", "notes on prospects"]),
		category(
			"special or sensitive data in resumes",
			["birth date", "nationality", "marital status", "sex: kept out of the index"],
			!settings.dropPersonalData,
		),
		category("working state of recruiters", ["saved searches", "projects", "tags", "marks", "hidden people"]),
		category("what recruiters were shown and did", ["pages of results", "clicks", "contacts"], settings.signals),
		category("log of accesses", ["who, when, why, ids and digests; no personal data of candidates"]),
	];
}

async function recipientsOf(scope: Scope, deps: ProcessingDeps): Promise<ProcessingRecord["recipients"]> {
	const [webhooks, integrations] = await Promise.all([deps.webhooks.list(scope), deps.integrations.list(scope)]);
	const { embeddings } = deps.deployment;
	return [
		{
			kind: "recruiters",
			name: "recruiters of the tenant",
			host: null,
			data: "what their seats may see",
			active: true,
		},
		...webhooks.map(({ id, url, events, active }) => ({
			kind: "webhook" as const,
			name: id,
			host: new URL(url).host,
			data: `events ${events.join(", ")}: ids of candidates`,
			active,
		})),
		...integrations.map(({ type, name, enabled }) => ({
			kind: "ats" as const,
			name: name ?? type,
			host: null,
			data: `integration ${type}`,
			active: enabled,
		})),
		...(embeddings === null
			? []
			: [
					{
						kind: "embedding-service" as const,
						name: "embedding model",
						host: embeddings.host,
						data: embeddings.people
							? "words of queries; titles and skills of candidates without names"
							: "words of queries",
						active: scope.tenant.settings.meaningSimilarity || !embeddings.people,
					},
				]),
	];
}

function securityOf({ engine, tls }: Deployment): string[] {
	return [
		engine === "embedded"
			? "each tenant in an encrypted store of its own (AES-256 with page authentication), with a key of its own"
			: "each tenant in an index of its own, records sealed with AES-256-GCM, words as keyed digests, with a key of its own",
		"keys wrapped by a master key that is kept apart from the data",
		tls ? "connections by TLS" : "no TLS at this process: it stands behind a proxy or on this machine only",
		"access by named clients with one right for each function; lists of jobs confine recruiters",
		"an append-only log of every access (RFC 9162), with signed heads, written before the answer",
		"resumes read in sandboxed processes without network",
		"erasure of a person and of a tenant with signed receipts and certificates",
	];
}

/** For people to read. */
export function processingMarkdown(record: ProcessingRecord): string {
	const { controller, processor, retention } = record;
	const list = (items: readonly string[]) => items.map((item) => `- ${plain(item)}`).join("\n");
	const rules = retention.rules.map(
		({ id, days, ...conditions }) =>
			`${id}: ${days === null ? "kept" : `${days} days after the last activity`}${conditionText(conditions)}`,
	);
	return `# Record of processing activities (GDPR, article 30)

${plain(controller.name)} (${controller.tenant}, urn:li:organization:${controller.organization}), ${record.madeAt}
Processed with ${processor.software} ${processor.version}, storage: ${processor.storage}

## Purposes
${list(record.purposes)}

## Data subjects
${list(record.dataSubjects.map(({ name, count }) => (count === null ? name : `${name}: ${count}`)))}

## Categories of personal data
${list(record.categories.map(({ name, examples, switchedOn }) => `${name}: ${examples.join(", ")}${switchedOn ? "" : " (not taken)"}`))}

## Recipients
${list(record.recipients.map(({ kind, name, host, data, active }) => `${kind} ${name}${host === null ? "" : ` at ${host}`}: ${data}${active ? "" : " (off)"}`))}

## Transfers
${list(record.transfers.hosts.length === 0 ? ["none"] : record.transfers.hosts)}

${record.transfers.remark}

## Time limits
${list([
	...(rules.length === 0 ? ["no rules are set: people are kept until somebody erases them"] : rules),
	...(record.signalDays === null ? [] : [`what recruiters did: ${record.signalDays} days`]),
	...(record.legalHold === null ? [] : [`legal hold since ${record.legalHold.since}: nothing is erased by rule`]),
])}

## Security
${list(record.security)}
`;
}

/** Names come from outside: none may end a list or begin a heading. */
const plain = (text: string) => text.replace(/\s+/g, " ").replace(/[<>`#*_[\]]/g, (character) => `\\${character}`);

function conditionText(conditions: object): string {
	const parts = Object.entries(conditions).map(([name, value]) => `${name} ${String(value)}`);
	return parts.length === 0 ? "" : ` (${parts.join("; ")})`;
}
