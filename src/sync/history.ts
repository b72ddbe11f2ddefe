import * as z from "zod";
import { placeOfNote } from "../analysis/ats-record.ts";
import { profileKey } from "../analysis/contact-keys.ts";
import { type Application, Candidate, Job } from "../domain/candidate.ts";
import type { History, HistoryApplication } from "../domain/history.ts";
import type { Store, StoredRecord } from "../engine/port.ts";
import { TributaryError } from "../errors.ts";
import type { Scope } from "../tenancy/scope.ts";

/** What became of somebody's applications, as far as the scope shows it. */

/** Of a candidate's record only what is told here. */
const Recorded = z.object({
	id: Candidate.shape.id,
	match: z.object({ profileId: z.string() }).nullable(),
	applications: Candidate.shape.applications,
	notes: Candidate.shape.notes,
	feedback: Candidate.shape.feedback,
});
type Recorded = z.output<typeof Recorded>;

/** @throws TributaryError `not-found` */
export function candidateHistory(scope: Scope, candidateId: string): Promise<History> {
	return scope.record("history.read", { candidateId }, async () => {
		const found = (await scope.store.read("person", { ids: [candidateId] })).flatMap((stored) => stored ?? []);
		if (found.length === 0) throw new TributaryError("not-found");
		return told(scope, found.map(parse));
	});
}

/** Of all candidates that are linked with a profile; of nobody where none is. */
export function profileHistory(scope: Scope, profileId: string): Promise<History> {
	return scope.record("history.read", { profileId }, async () => {
		const found = await scope.store.read("person", { keys: [profileKey(profileId)] });
		return told(scope, found.map(parse));
	});
}

const parse = ({ record }: StoredRecord): Recorded => Recorded.parse(JSON.parse(record));

async function told(scope: Scope, candidates: readonly Recorded[]) {
	const titles = await titlesOf(
		scope.store,
		candidates.flatMap(({ applications = [] }) => applications),
	);
	const applications = candidates.flatMap((one) => applicationsOf(one, titles));
	const loose = candidates.map(looseOf);
	const value: History = {
		candidateIds: candidates.map(({ id }) => id),
		applications: applications.toSorted(byLatest(({ appliedAt }) => appliedAt)),
		notes: loose.flatMap(({ notes }) => notes),
		feedback: loose.flatMap(({ feedback }) => feedback),
	};
	return { value, result: { outcome: "ok", count: applications.length, ids: value.candidateIds } } as const;
}

type Placed = Parameters<typeof placeOfNote>[0];

/** Notes and judgements on the person rather than on one application; also those whose application is not there. */
function looseOf({ id: candidateId, applications = [], notes = [], feedback = [] }: Recorded) {
	const isLoose = (item: Placed) => ownerIn(applications, item) === null;
	return {
		notes: notes.filter(isLoose).map((note) => ({ ...note, candidateId })),
		feedback: feedback.filter(isLoose).map((one) => ({ ...one, candidateId })),
	};
}

/** The application that something belongs to. */
function ownerIn(applications: readonly Application[], item: Placed): Application | null {
	const place = placeOfNote(item, applications);
	return place === "loose" ? null : place;
}

function applicationsOf(candidate: Recorded, titles: ReadonlyMap<string, string>): HistoryApplication[] {
	const { applications = [] } = candidate;
	const ownerOf = (item: Placed) => ownerIn(applications, item);
	const feedback = Map.groupBy(candidate.feedback ?? [], ownerOf);
	const notes = Map.groupBy(candidate.notes ?? [], ownerOf);
	return applications.map((application) => ({
		id: application.id,
		candidateId: candidate.id,
		jobId: application.jobId,
		jobTitle: application.jobTitle ?? titles.get(application.jobId) ?? null,
		stage: application.stage ?? null,
		outcome: application.outcome ?? null,
		source: application.source ?? null,
		appliedAt: application.appliedAt ?? null,
		updatedAt: application.updatedAt ?? null,
		dispositionReason: application.dispositionReason ?? null,
		stages: application.stages ?? [],
		feedback: feedback.get(application) ?? [],
		notes: notes.get(application) ?? [],
	}));
}

/** Titles of the jobs of applications that do not say them. */
export async function titlesOf(
	store: Pick<Store, "read">,
	applications: readonly Pick<Application, "jobId" | "jobTitle">[],
): Promise<ReadonlyMap<string, string>> {
	const ids = applications.filter(({ jobTitle }) => jobTitle === undefined).map(({ jobId }) => jobId);
	if (ids.length === 0) return new Map();
	const found = await store.read("job", { ids: [...new Set(ids)] });
	return new Map(
		found.flatMap((stored) => (stored === null ? [] : [[stored.id, Job.parse(JSON.parse(stored.record)).title]])),
	);
}

/** The latest first; what has no time last. */
export const byLatest =
	<T>(timeOf: (item: T) => string | null) =>
	(one: T, other: T): number => {
		const [first, second] = [timeOf(one) ?? "", timeOf(other) ?? ""];
		return first === second ? 0 : first < second ? 1 : -1;
	};
