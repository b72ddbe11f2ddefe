import * as z from "zod";
import { Candidate } from "../domain/candidate.ts";
import { aboutKey } from "../domain/desk.ts";
import { SeenPage } from "../domain/signal.ts";
import type { StoredRecord } from "../engine/port.ts";
import { memoriesOf } from "../ingest/merge-memories.ts";
import { filesOf } from "../ingest/originals.ts";
import { findableLists, partOf } from "../ingest/people-lists.ts";
import type { AuditEntry } from "../tenancy/audit-entry.ts";
import type { Clock } from "../tenancy/clock.ts";
import type { AuditReader } from "../tenancy/journals.ts";
import type { Scope } from "../tenancy/scope.ts";
import { activityKey } from "./activity.ts";
import { findPerson, type Whom } from "./find-person.ts";
import { sentOfPerson } from "./sent-of-person.ts";
import { AtsRecord } from "./stored.ts";

/** A copy of everything that is stored of one person (GDPR, articles 15 and 20): in one answer, as it is stored, files included. */

export const REPORT_FORMAT = "tributary/access-report/v1";

const Record = z.strictObject({ id: z.string(), record: z.unknown() });

export const AccessReport = z.strictObject({
	format: z.literal(REPORT_FORMAT),
	tenant: z.string(),
	madeAt: z.iso.datetime(),
	/** None where nothing is there but what waits for a candidate. */
	candidateIds: z.array(z.string()),
	/** The records that searches see, and those that were merged into them. */
	candidates: z.array(Candidate),
	merged: z.array(Record),
	/** As the ATS sent it. */
	synchronized: z.array(AtsRecord),
	files: z.array(
		z.strictObject({
			sha256: z.string(),
			receivedAt: z.iso.datetime(),
			/** Bytes. */
			size: z.int().nonnegative(),
			base64: z.string(),
		}),
	),
	/** Marks, tags, places in projects, whether hidden, and in which saved searches he was seen; of lists his part. */
	noted: z.array(Record),
	/** In which pages of searches he was shown, where the tenant keeps that, and what was done with him. */
	signals: z.array(Record),
	/** How judges graded him for a query, where rankings are measured. */
	judgments: z.array(Record),
	/** Messages and notes of recruiters. */
	activity: z.array(Record),
	/** Who did what with it, as far as the log names the person; the first ones of very many. */
	accesses: z.array(
		z.strictObject({ at: z.iso.datetime(), actor: z.string(), action: z.string(), purpose: z.string() }),
	),
});
export type AccessReport = z.output<typeof AccessReport>;

export interface ReportDeps {
	readonly clock: Clock;
	readonly audit: Pick<AuditReader, "read" | "asLogged">;
}

/**
 * Reports on a person, in the log as the reading of his records.
 * @throws TributaryError as {@link findPerson}
 */
export async function accessReport(scope: Scope, deps: ReportDeps, whom: Whom): Promise<AccessReport> {
	const person = await findPerson(scope.store, whom);
	const candidateIds = [...person.candidateIds];
	return scope.record("candidate.read", { candidateIds, about: "access-report" }, async () => {
		const { store } = scope;
		await findableLists(scope);
		const keys = candidateIds.map((candidateId) => aboutKey({ candidateId }));
		const own = new Set(candidateIds.map((id) => `c:${id}`));
		const [people, memories, sent, files, noted, signals, judgments, activity, accesses] = await Promise.all([
			store.read("person", { ids: candidateIds }),
			memoriesOf(store, candidateIds),
			sentOfPerson(store, person),
			filesOf(store, candidateIds),
			store.read("desk", { keys }),
			store.read("signal", { keys }),
			store.read("lab", { keys }),
			store.read("activity", { keys: candidateIds.map(activityKey) }),
			accessesOf(scope, deps, candidateIds),
		]);
		const value: AccessReport = {
			format: REPORT_FORMAT,
			tenant: scope.tenant.id,
			madeAt: deps.clock().toISOString(),
			candidateIds,
			candidates: people.flatMap((one) => (one === null ? [] : [Candidate.parse(JSON.parse(one.record))])),
			merged: memories.map(({ id, merge }) => ({ id, record: JSON.parse(merge.absorbed) as unknown })),
			synchronized: sent.map(({ record }) => record),
			files,
			noted: noted.map((note) => ({ id: note.id, record: partOf(note, own) })),
			signals: signals.map((signal) => ownPart(signal, own)),
			judgments: judgments.map(asItIs),
			activity: activity.map(asItIs),
			accesses,
		};
		return { value, result: { outcome: "ok", count: candidateIds.length } };
	});
}

const asItIs = ({ id, record }: StoredRecord) => ({ id, record: JSON.parse(record) as unknown });

/** Of a page that showed others, too, what it says of him. */
function ownPart({ id, record }: StoredRecord, keys: ReadonlySet<string>) {
	const value: unknown = JSON.parse(record);
	const page = SeenPage.safeParse(value);
	if (!page.success) return { id, record: value };
	return { id, record: { ...page.data, people: page.data.people.filter(({ key }) => keys.has(key)) } };
}

const PAGE = 1000;
const MOST_ACCESSES = 10_000;

async function accessesOf(scope: Scope, { audit }: ReportDeps, candidateIds: readonly string[]) {
	const ids = new Set(await audit.asLogged(scope.tenant.id, candidateIds));
	const found: AccessReport["accesses"] = [];
	for (let after = 0; found.length < MOST_ACCESSES; ) {
		const page = await audit.read(scope.tenant.id, { after, limit: PAGE });
		for (const entry of page) if (names(entry, ids)) found.push(told(entry));
		if (page.length < PAGE) break;
		after = page.at(-1)?.seq ?? after;
	}
	return found.slice(0, MOST_ACCESSES);
}

const names = ({ subject, result }: AuditEntry, ids: ReadonlySet<string>): boolean =>
	[subject.candidateId, ...(subject.candidateIds ?? []), ...(result.ids ?? [])].some(
		(id) => id !== undefined && ids.has(id),
	);

const told = ({ at, actor, action, purpose }: AuditEntry) => ({
	at,
	actor: `${actor.kind}:${actor.id}`,
	action,
	purpose,
});
