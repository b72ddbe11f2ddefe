import * as z from "zod";
import { profileKey } from "../analysis/contact-keys.ts";
import { type Application, Candidate, Job } from "../domain/candidate.ts";
import type { History, HistoryApplication } from "../domain/history.ts";
import type { Store } from "../engine/port.ts";
import { TributaryError } from "../errors.ts";
import type { Scope } from "../tenancy/scope.ts";
import { viewerOf } from "./seats.ts";
import { placeOf, type Seen, seenBy } from "./seen.ts";
import type { Viewer } from "./visibility.ts";

/** What became of somebody's applications, as far as who asks may see it. */

/** Of a candidate's record only what is told here. */
const Recorded = z.object({
	id: Candidate.shape.id,
	match: z.object({ profileId: z.string() }).nullable(),
	applications: Candidate.shape.applications,
	notes: Candidate.shape.notes,
	feedback: Candidate.shape.feedback,
});
type Recorded = z.output<typeof Recorded>;

export interface Asker {
	/** On whose behalf it is asked; absent: on the client's own. */
	readonly seat?: string | undefined;
}

/** @throws TributaryError `not-found` · `seat-unavailable` */
export function candidateHistory(scope: Scope, candidateId: string, asker: Asker): Promise<History> {
	return scope.record("history.read", { candidateId, ...named(asker) }, async () => {
		const viewer = await viewerOf(scope.store, asker.seat);
		const found = (await scope.store.read("person", { ids: [candidateId] })).flatMap((stored) => stored ?? []);
		if (found.length === 0) throw new TributaryError("not-found");
		return told(
			scope,
			viewer,
			found.map(({ record }) => Recorded.parse(JSON.parse(record))),
		);
	});
}

/** Of all candidates that are linked with a profile; of nobody where none is. @throws TributaryError `seat-unavailable` */
export function profileHistory(scope: Scope, profileId: string, asker: Asker): Promise<History> {
	return scope.record("history.read", { profileId, ...named(asker) }, async () => {
		const viewer = await viewerOf(scope.store, asker.seat);
		const found = await scope.store.read("person", { keys: [profileKey(profileId)] });
		return told(
			scope,
			viewer,
			found.map(({ record }) => Recorded.parse(JSON.parse(record))),
		);
	});
}

export const named = ({ seat }: Asker): { readonly seatId?: string } => (seat === undefined ? {} : { seatId: seat });

async function told(scope: Scope, viewer: Viewer, candidates: readonly Recorded[]) {
	const seen = await seenBy(scope.store, viewer, candidates);
	const titles = await titlesOf(
		scope.store,
		seen.flatMap(({ applications }) => applications),
	);
	const applications = seen.flatMap((one) => applicationsOf(one, viewer, titles));
	const loose = seen.map((one) => looseOf(one, viewer));
	const value: History = {
		candidateIds: seen.filter(({ isVisible }) => isVisible).map(({ candidate: { id } }) => id),
		applications: applications.toSorted(byLatest(({ appliedAt }) => appliedAt)),
		notes: loose.flatMap(({ notes }) => notes),
		feedback: loose.flatMap(({ feedback }) => feedback),
		hidden: seen.reduce((sum, { hidden }) => sum + hidden, 0),
	};
	return { value, result: { outcome: "ok", count: applications.length, ids: value.candidateIds } } as const;
}

/** Notes and judgements on the person rather than on one application. */
function looseOf(seen: Seen<Recorded>, viewer: Viewer) {
	const { id: candidateId, notes = [], feedback = [] } = seen.candidate;
	const isLoose = (item: Parameters<typeof placeOf>[2]) => placeOf(seen, viewer, item) === "loose";
	return {
		notes: notes.filter(isLoose).map((note) => ({ ...note, candidateId })),
		feedback: feedback.filter(isLoose).map((one) => ({ ...one, candidateId })),
	};
}

function applicationsOf(
	seen: Seen<Recorded>,
	viewer: Viewer,
	titles: ReadonlyMap<string, string>,
): HistoryApplication[] {
	const { candidate, applications } = seen;
	const ownerOf = (item: Parameters<typeof placeOf>[2]) => {
		const place = placeOf(seen, viewer, item);
		return place === null || place === "loose" ? null : place.of;
	};
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
		feedback: feedback.get(application.id) ?? [],
		notes: notes.get(application.id) ?? [],
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
