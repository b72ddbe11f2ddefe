import * as z from "zod";
import { profileKey } from "../analysis/contact-keys.ts";
import { Application } from "../domain/candidate.ts";
import type { Indicator } from "../domain/history.ts";
import type { Scope } from "../tenancy/scope.ts";
import { byLatest, titlesOf } from "./history.ts";

/** Who of a list of profiles is in the tenant's ATS, as far as the scope shows it. */

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
			}).strip(),
		)
		.optional(),
	notes: z.array(z.unknown()).optional(),
});
type Recorded = z.output<typeof Recorded>;

/**
 * @param profileIds at most 100
 * @returns in the order of the ids, each as often as it is named
 */
export function indicate(scope: Scope, profileIds: readonly string[]): Promise<readonly Indicator[]> {
	return scope.record("history.read", { count: profileIds.length }, async () => {
		const keys = [...new Set(profileIds)].map(profileKey);
		const found = await scope.store.read("person", { keys });
		const candidates = found.map(({ record }) => Recorded.parse(JSON.parse(record)));
		const titles = await titlesOf(
			scope.store,
			candidates.flatMap(({ applications = [] }) => applications),
		);
		const byProfile = Map.groupBy(candidates, ({ match }) => match?.profileId ?? "");
		const value = profileIds.map((id) => indicatorOf(id, byProfile.get(id) ?? [], titles));
		const ids = candidates.map(({ id }) => id).slice(0, MOST_NAMED);
		return { value, result: { outcome: "ok", count: candidates.length, ids } };
	});
}

/** Ids in one entry of the log. */
const MOST_NAMED = 1000;

function indicatorOf(
	profileId: string,
	candidates: readonly Recorded[],
	titles: ReadonlyMap<string, string>,
): Indicator {
	const applications = candidates.flatMap((one) => one.applications ?? []);
	const [latest] = applications.toSorted(byLatest(changedAt));
	return {
		profileId,
		inAts: candidates.length > 0,
		candidateIds: candidates.map(({ id }) => id),
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
		notes: candidates.reduce((sum, { notes = [] }) => sum + notes.length, 0),
	};
}

const changedAt = ({ updatedAt, appliedAt }: Pick<Application, "updatedAt" | "appliedAt">): string | null =>
	updatedAt ?? appliedAt ?? null;
