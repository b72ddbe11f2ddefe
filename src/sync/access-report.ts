import * as z from "zod";
import { Candidate } from "../domain/candidate.ts";
import { personKey } from "../domain/desk.ts";
import { SeenPage } from "../domain/signal.ts";
import type { StoredRecord } from "../engine/port.ts";
import { memoriesOf } from "../ingest/merge-memories.ts";
import { filesOf } from "../ingest/originals.ts";
import { findableLists, partOf } from "../ingest/people-lists.ts";
import type { AuditEntry } from "../tenancy/audit-entry.ts";
import type { Clock } from "../tenancy/clock.ts";
import type { AuditReader } from "../tenancy/journals.ts";
import type { Scope } from "../tenancy/scope.ts";
import { findPerson, type Whom } from "./find-person.ts";
import type { Identity } from "./identities.ts";
import { notedOf, refsOf, subjectOf } from "./noted-of-person.ts";
import { sentOfPerson } from "./sent-of-person.ts";
import { AtsRecord } from "./stored.ts";

/** A copy of everything that is stored of one person (GDPR, articles 15 and 20): in one answer, as it is stored, files included. */

export const REPORT_FORMAT = "tributary/access-report/v1";

const Record = z.strictObject({ id: z.string(), record: z.unknown() });

export const AccessReport = z.strictObject({
	format: z.literal(REPORT_FORMAT),
	tenant: z.string(),
	madeAt: z.iso.datetime(),
	/** None where nothing is there but what waits for a candidate, or was noted of a profile. */
	candidateIds: z.array(z.string()),
	/** Profiles of the network that the person is, under which things were noted. The profiles themselves are not the tenant's, and not told. */
	profileIds: z.array(z.string()),
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
	const subject = subjectOf(person);
	const { candidateIds } = subject;
	return scope.record("candidate.read", { ...subject, about: "access-report" }, async () => {
		const { store } = scope;
		await findableLists(scope);
		const own = new Set<string>(refsOf(person).map(personKey));
		const [people, memories, sent, files, noted, accesses] = await Promise.all([
			store.read("person", { ids: candidateIds }),
			memoriesOf(store, candidateIds),
			sentOfPerson(store, person),
			filesOf(store, candidateIds),
			notedOf(store, person),
			accessesOf(scope, deps, person),
		]);
		const value: AccessReport = {
			format: REPORT_FORMAT,
			tenant: scope.tenant.id,
			madeAt: deps.clock().toISOString(),
			candidateIds,
			profileIds: [...person.profileIds],
			candidates: people.flatMap((one) => (one === null ? [] : [Candidate.parse(JSON.parse(one.record))])),
			merged: memories.map(({ id, merge }) => ({ id, record: JSON.parse(merge.absorbed) as unknown })),
			synchronized: sent.map(({ record }) => record),
			files,
			noted: noted.desk.map((note) => ({ id: note.id, record: partOf(note, own) })),
			signals: noted.signals.map((signal) => ownPart(signal, own)),
			judgments: noted.judgments.map(asItIs),
			activity: noted.activity.map(asItIs),
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

async function accessesOf(scope: Scope, { audit }: ReportDeps, { candidateIds, profileIds }: Identity) {
	const asLogged = async (ids: readonly string[]) => new Set(await audit.asLogged(scope.tenant.id, ids));
	const ids = { candidates: await asLogged(candidateIds), profiles: await asLogged(profileIds) };
	const found: AccessReport["accesses"] = [];
	for (let after = 0; found.length < MOST_ACCESSES; ) {
		const page = await audit.read(scope.tenant.id, { after, limit: PAGE });
		for (const entry of page) if (names(entry, ids)) found.push(told(entry));
		if (page.length < PAGE) break;
		after = page.at(-1)?.seq ?? after;
	}
	return found.slice(0, MOST_ACCESSES);
}

interface Ids {
	readonly candidates: ReadonlySet<string>;
	readonly profiles: ReadonlySet<string>;
}

/** What was shown is either's. */
function names({ subject, result }: AuditEntry, { candidates, profiles }: Ids): boolean {
	const { candidateId, candidateIds = [], profileId } = subject;
	if (profileId !== undefined && profiles.has(profileId)) return true;
	if (candidateId !== undefined && candidates.has(candidateId)) return true;
	return (
		candidateIds.some((id) => candidates.has(id)) ||
		(result.ids ?? []).some((id) => candidates.has(id) || profiles.has(id))
	);
}

const told = ({ at, actor, action, purpose }: AuditEntry) => ({
	at,
	actor: `${actor.kind}:${actor.id}`,
	action,
	purpose,
});
