import type { Store } from "../engine/port.ts";
import { viewers } from "./tenant-switches.ts";
import { type Protected, type Viewer, visibleApplications } from "./visibility.ts";

/** Candidates as far as a recruiter may see them. */

export interface Seeable {
	readonly applications?: readonly (Protected & { readonly id: string })[] | undefined;
}

export interface Seen<C extends Seeable> {
	readonly candidate: C;
	/** Whether anything of the person in the ATS may be told. */
	readonly isVisible: boolean;
	readonly applications: readonly NonNullable<C["applications"]>[number][];
	/** Applications that may not be seen. */
	readonly hidden: number;
}

/**
 * Somebody may be seen by way of an application that may be seen; who has none is as what no access list protects.
 * @returns in the order of the candidates
 */
export async function seenBy<C extends Seeable>(
	store: Pick<Store, "read">,
	viewer: Viewer,
	candidates: readonly C[],
): Promise<readonly Seen<C>[]> {
	const all = candidates.flatMap(({ applications = [] }) => applications);
	const [flags, open] = await Promise.all([
		visibleApplications(store, viewer, all),
		viewer === null ? true : viewers(store).then(({ applications }) => applications),
	]);
	let place = 0;
	return candidates.map((candidate) => {
		const own = (candidate.applications ?? []) as readonly NonNullable<C["applications"]>[number][];
		const applications = own.filter(() => flags[place++] === true);
		const isVisible = own.length === 0 ? open : applications.length > 0 || viewer === null;
		return { candidate, isVisible, applications, hidden: own.length - applications.length };
	});
}

/**
 * What belongs to one of several applications, by a note or a judgement that may name it.
 * - `own`: of an application that may be seen, with its id
 * - `loose`: of the person
 * - null: of what may not be seen, or cannot be placed and so not be shown to just anybody
 */
export type Place = { readonly of: string } | "loose" | null;

export function placeOf<C extends Seeable>(
	{ candidate, isVisible, applications }: Seen<C>,
	viewer: Viewer,
	{ applicationId, jobId }: { readonly applicationId?: string | undefined; readonly jobId?: string | undefined },
): Place {
	if (!isVisible) return null;
	if (applicationId === undefined && jobId === undefined) return "loose";
	const names = (application: Protected & { readonly id: string }) =>
		applicationId === undefined ? application.jobId === jobId : application.id === applicationId;
	const shown = applications.find(names);
	if (shown !== undefined) return { of: shown.id };
	return viewer === null && !(candidate.applications ?? []).some(names) ? "loose" : null;
}
