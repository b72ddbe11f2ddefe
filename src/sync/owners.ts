import { emailKey } from "../analysis/contact-keys.ts";
import type { Store } from "../engine/port.ts";
import { atsIdOf, refOf } from "./kinds.ts";
import type { AtsApplication } from "./schemas.ts";
import { type AtsRecord, readStored } from "./stored.ts";

/** Whose record is it? Candidates, by their ids in the ATS. */

export interface ChangedRecord {
	readonly before: AtsRecord | null;
	readonly after: AtsRecord | null;
}

/** For each of the records the candidates that it was or is about; none for one whose candidate nobody knows yet. */
export async function ownersOf(
	store: Pick<Store, "read">,
	changed: readonly ChangedRecord[],
): Promise<readonly (readonly string[])[]> {
	const applications = await applicationsOf(store, changed);
	const both = changed.map(({ before, after }) => [before, after].filter((record) => record !== null));
	const holders = await holdersOf(store, both.flat(), applications);
	return both.map((records) => [...new Set(records.flatMap((record) => ownerOf(record, applications, holders)))]);
}

type Applications = ReadonlyMap<string, AtsApplication>;

/** Applications that records below them name, by id. */
async function applicationsOf(store: Pick<Store, "read">, changed: readonly ChangedRecord[]): Promise<Applications> {
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

const BELOW: ReadonlySet<string> = new Set(["application-note", "interview-feedback", "stage"]);

/** The application that a record is or belongs to, null for other records. */
function applicationOf({ kind, path, entity }: AtsRecord, applications: Applications): AtsApplication | null {
	if (kind === "application") return entity as unknown as AtsApplication | null;
	return BELOW.has(kind) ? (applications.get(path[0] ?? "") ?? null) : null;
}

/** Candidates by the e-mail address of an application that names none. */
async function holdersOf(
	store: Pick<Store, "read">,
	records: readonly AtsRecord[],
	applications: Applications,
): Promise<ReadonlyMap<string, string>> {
	const emails = records.flatMap((record) => {
		const application = applicationOf(record, applications);
		return application !== null && application.candidateId === undefined ? (application.candidateEmail ?? []) : [];
	});
	const holders = new Map<string, string>();
	for (const email of new Set(emails)) {
		const key = emailKey(email);
		const [holder] = key === null ? [] : await store.read("person", { keys: [key], atMost: 1 });
		if (holder !== undefined) holders.set(email, atsIdOf(holder.id));
	}
	return holders;
}

function ownerOf(record: AtsRecord, applications: Applications, holders: ReadonlyMap<string, string>): string[] {
	const { kind, path, entity } = record;
	if (kind === "candidate" || kind === "candidate-note") return [path[0] ?? ""];
	if (kind === "attachment") return entity === null ? [] : [String(entity.candidateId)];
	const application = applicationOf(record, applications);
	if (application === null) return [];
	const owner = application.candidateId ?? holders.get(application.candidateEmail ?? "");
	return owner === undefined ? [] : [owner];
}
