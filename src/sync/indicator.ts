import * as z from "zod";
import { profileKey } from "../analysis/contact-keys.ts";
import { Application, Note } from "../domain/candidate.ts";
import type { Indicator } from "../domain/history.ts";
import type { Scope } from "../tenancy/scope.ts";
import { type Asker, byLatest, named, titlesOf } from "./history.ts";
import { viewerOf } from "./seats.ts";
import { placeOf, type Seen, seenBy } from "./seen.ts";
import type { Viewer } from "./visibility.ts";

/** Who of a list of profiles is in the tenant's ATS, as far as who asks may know it. */

/**
 * Of a record only what is told here: a page of results asks for a hundred, and a resume is most of a record.
 * The record was checked when it was stored.
 */
const Recorded = z.object({
	id: z.string(),
	match: z.object({ profileId: z.string() }).nullable(),
	applications: z
		.array(
			Application.pick({
				id: true,
				jobId: true,
				jobTitle: true,
				stage: true,
				outcome: true,
				appliedAt: true,
				updatedAt: true,
				accessRestricted: true,
			}).strip(),
		)
		.optional(),
	notes: z.array(Note.pick({ applicationId: true }).strip()).optional(),
});
type Recorded = z.output<typeof Recorded>;

/**
 * @param profileIds at most 100
 * @returns in the order of the ids, each as often as it is named
 * @throws TributaryError `seat-unavailable`
 */
export function indicate(scope: Scope, profileIds: readonly string[], asker: Asker): Promise<readonly Indicator[]> {
	return scope.record("history.read", { count: profileIds.length, ...named(asker) }, async () => {
		const viewer = await viewerOf(scope.store, asker.seat);
		const keys = [...new Set(profileIds)].map(profileKey);
		const found = await scope.store.read("person", { keys });
		const candidates = found.map(({ record }) => Recorded.parse(JSON.parse(record)));
		const seen = (await seenBy(scope.store, viewer, candidates)).filter(({ isVisible }) => isVisible);
		const titles = await titlesOf(
			scope.store,
			seen.flatMap(({ applications }) => applications),
		);
		const byProfile = Map.groupBy(seen, ({ candidate: { match } }) => match?.profileId ?? "");
		const value = profileIds.map((id) => indicatorOf(id, byProfile.get(id) ?? [], viewer, titles));
		const ids = seen.map(({ candidate: { id } }) => id).slice(0, MOST_NAMED);
		return { value, result: { outcome: "ok", count: seen.length, ids } };
	});
}

/** Ids in one entry of the log. */
const MOST_NAMED = 1000;

function indicatorOf(
	profileId: string,
	seen: readonly Seen<Recorded>[],
	viewer: Viewer,
	titles: ReadonlyMap<string, string>,
): Indicator {
	const applications = seen.flatMap((one) => one.applications);
	const [latest] = applications.toSorted(byLatest(changedAt));
	const notes = seen.flatMap((one) =>
		(one.candidate.notes ?? []).filter((note) => placeOf(one, viewer, note) !== null),
	);
	return {
		profileId,
		inAts: seen.length > 0,
		candidateIds: seen.map(({ candidate: { id } }) => id),
		applications: applications.length,
		latest:
			latest === undefined
				? null
				: {
						jobTitle: latest.jobTitle ?? titles.get(latest.jobId) ?? null,
						stage: latest.stage ?? null,
						outcome: latest.outcome ?? null,
						at: changedAt(latest),
					},
		notes: notes.length,
	};
}

const changedAt = ({ updatedAt, appliedAt }: Pick<Application, "updatedAt" | "appliedAt">): string | null =>
	updatedAt ?? appliedAt ?? null;
