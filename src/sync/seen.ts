import { placeOfNote } from "../analysis/ats-record.ts";
import { datesOf } from "../analysis/own-date.ts";
import type { Candidate } from "../domain/candidate.ts";
import type { Store } from "../engine/port.ts";
import { viewers } from "./tenant-switches.ts";
import { visibleApplications } from "./visibility.ts";

/**
 * Candidates as a recruiter may see them: without the applications that he may not see, and all that belongs to them. Somebody may be
 * seen by way of an application that may be seen; who has none is as what no access list protects.
 * @returns in the order of the candidates; null for who may not be seen
 */
export async function seenBy(
	store: Pick<Store, "read">,
	viewer: string,
	candidates: readonly Candidate[],
): Promise<readonly (Candidate | null)[]> {
	const all = candidates.flatMap(({ applications = [] }) => applications);
	const [flags, open] = await Promise.all([visibleApplications(store, viewer, all), viewers(store)]);
	let place = 0;
	return candidates.map((candidate) => {
		const own = candidate.applications ?? [];
		const applications = own.filter(() => flags[place++] === true);
		const isVisible = own.length === 0 ? open.applications : applications.length > 0;
		return isVisible ? withOnly(candidate, applications) : null;
	});
}

/** The candidate with none but these applications; the same object where that is all there is. A list without anything is left out. */
function withOnly(candidate: Candidate, applications: NonNullable<Candidate["applications"]>): Candidate {
	const isSeen = (item: Parameters<typeof placeOfNote>[0]) => placeOfNote(item, applications) !== null;
	const { notes = [], feedback = [] } = candidate;
	const lists = { applications, notes: notes.filter(isSeen), feedback: feedback.filter(isSeen) };
	const names = Object.keys(lists) as (keyof typeof lists)[];
	if (names.every((name) => lists[name].length === candidate[name]?.length || candidate[name] === undefined)) {
		if (names.every((name) => candidate[name]?.length !== 0)) return candidate;
	}
	const shown = Object.fromEntries(names.map((name) => [name, lists[name].length === 0 ? undefined : lists[name]]));
	const { ownUpdatedAt } = candidate;
	return { ...candidate, ...shown, ...(ownUpdatedAt === undefined ? {} : datesOf(ownUpdatedAt, applications)) };
}
