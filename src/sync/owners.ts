import type { Store } from "../engine/port.ts";
import { holdersOf, normal, type Pending } from "./holders.ts";
import { idOf, refOf } from "./kinds.ts";
import type { AtsApplication } from "./schemas.ts";
import { type AtsRecord, byEmail, emailsOf, readByKeys, readStored } from "./stored.ts";

/** Whose record is it? Candidates, by their ids in the ATS. */

export interface ChangedRecord {
	readonly before: AtsRecord | null;
	readonly after: AtsRecord | null;
}

type Reader = Pick<Store, "read">;

/**
 * For each of the records the candidates that it was or will be about; none for one whose candidate nobody knows yet. Of a candidate
 * also those who win or lose applications because an address of his came or went.
 */
export async function ownersOf(
	store: Reader,
	changed: readonly ChangedRecord[],
): Promise<readonly (readonly string[])[]> {
	const pending: Pending = new Map(
		changed.flatMap(({ before, after }) => {
			const record = after ?? before;
			return record === null ? [] : [[idOf(record), after] as const];
		}),
	);
	const applications = await applicationsOf(store, changed);
	const both = changed.map(({ before, after }) => [before, after].filter((record) => record !== null));
	const addressed = both.map((records) => records.flatMap((record) => addressesOf(record, applications)));
	const shared = await sharedAddresses(store, both.flat(), addressed.flat());
	const emails = [...new Set([...addressed.flat(), ...shared].map(normal))];
	const holders = [await holdersOf(store, emails, new Map()), await holdersOf(store, emails, pending)];
	return both.map((records, place) => {
		const own = records.flatMap((record) => namedOwner(record, applications));
		const moved = records.flatMap((record) => (record.kind === "candidate" ? emailsOf(record.entity ?? {}) : []));
		const byMail = [...(addressed[place] ?? []), ...moved.filter((email) => shared.has(normal(email)))];
		return [...new Set([...own, ...byMail.flatMap((email) => holders.flatMap((map) => map.get(normal(email)) ?? []))])];
	});
}

type Applications = ReadonlyMap<string, AtsApplication>;

const BELOW: ReadonlySet<string> = new Set(["application-note", "interview-feedback", "stage"]);

/** Applications that records below them name, by id. */
async function applicationsOf(store: Reader, changed: readonly ChangedRecord[]): Promise<Applications> {
	const below = changed.flatMap(({ before, after }) => {
		const record = after ?? before;
		return record !== null && BELOW.has(record.kind) ? [record.path[0] ?? ""] : [];
	});
	const ids = [...new Set(below)];
	const found = await readStored(
		store,
		ids.map((id) => refOf("application", id)),
	);
	return new Map(
		found.flatMap((stored) =>
			stored?.record.entity == null
				? []
				: [[stored.record.path[0] ?? "", stored.record.entity as unknown as AtsApplication] as const],
		),
	);
}

/** The application that a record is or belongs to, null for other records. */
function applicationOf({ kind, path, entity }: AtsRecord, applications: Applications): AtsApplication | null {
	if (kind === "application") return entity as unknown as AtsApplication | null;
	return BELOW.has(kind) ? (applications.get(path[0] ?? "") ?? null) : null;
}

/** The address by which an application without a candidate is somebody's. */
function addressesOf(record: AtsRecord, applications: Applications): string[] {
	const application = applicationOf(record, applications);
	if (application === null || application.candidateId !== undefined) return [];
	return application.candidateEmail === undefined ? [] : [application.candidateEmail];
}

/** Of the addresses of changed candidates those that applications without a candidate name. */
async function sharedAddresses(
	store: Reader,
	records: readonly AtsRecord[],
	known: readonly string[],
): Promise<ReadonlySet<string>> {
	const emails = records.flatMap((record) => (record.kind === "candidate" ? emailsOf(record.entity ?? {}) : []));
	const unsure = [...new Set(emails.map(normal))];
	if (unsure.length === 0) return new Set();
	const found = await readByKeys(store, unsure.map(byEmail));
	return new Set([
		...found.map(({ record: { entity } }) => normal(String(entity?.candidateEmail ?? ""))),
		...known.map(normal),
	]);
}

/** Whom a record names as the candidate it is about. */
function namedOwner(record: AtsRecord, applications: Applications): string[] {
	const { kind, path, entity } = record;
	if (kind === "candidate" || kind === "candidate-note") return [path[0] ?? ""];
	if (kind === "attachment") return entity === null ? [] : [String(entity.candidateId)];
	const owner = applicationOf(record, applications)?.candidateId;
	return owner === undefined ? [] : [owner];
}
