import type { Hit } from "../../domain/hit.ts";

/** Somebody, as the page names him in addresses and lists: `c:` with the candidate's id where there is one, else `p:` with the profile's. */
export interface PersonIds {
	readonly candidateId: string | null;
	readonly profileId: string | null;
}

export const keyOf = ({ candidateId, profileId }: PersonIds): string =>
	candidateId === null ? `p:${profileId ?? ""}` : `c:${candidateId}`;

export const idsOf = (key: string): PersonIds =>
	key.startsWith("c:")
		? { candidateId: key.slice(2), profileId: null }
		: { candidateId: null, profileId: key.slice(2) };

/** The address of people like these: whose id is a profile's says so. Who looked at them blind looks at those blind, too. */
export const similarTo = (people: readonly PersonIds[], { blind }: { readonly blind: boolean }): URLSearchParams =>
	new URLSearchParams([
		...people.map(({ candidateId, profileId }) =>
			candidateId === null ? ["profile", profileId ?? ""] : ["to", candidateId],
		),
		...(blind ? [["blind", "1"]] : []),
	]);

/** As the API names one person in questions about lists. */
export const nameOfPerson = ({ candidateId, profileId }: PersonIds) =>
	candidateId === null ? { profileId: profileId ?? "" } : { candidateId };

/** As the API names people in bulk actions. */
export const refOf = ({ candidateId, profileId }: PersonIds) => ({ candidateId, profileId });

export const roleOf = ({ currentTitle, headline, currentCompany }: Hit) => ({
	title: currentTitle ?? headline,
	company: currentCompany,
});
