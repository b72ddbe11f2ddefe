import { aboutKey, type PersonRef } from "../domain/desk.ts";
import type { Store } from "../engine/port.ts";
import { entriesOf } from "./activity.ts";
import type { Identity } from "./identities.ts";

/** What recruiters noted of a person and wrote to him, where he was shown and how he was graded: under all ids that he has here. */

export const refsOf = ({ candidateIds, profileIds }: Identity): PersonRef[] => [
	...candidateIds.map((candidateId) => ({ candidateId })),
	...profileIds.map((profileId) => ({ profileId })),
];

/** As it stands in the log, which has room for one profile: of several, the first. */
export const subjectOf = ({ candidateIds, profileIds: [profileId] }: Identity) => ({
	candidateIds: [...candidateIds],
	...(profileId === undefined ? {} : { profileId }),
});

export async function notedOf(store: Pick<Store, "read">, person: Identity) {
	const keys = refsOf(person).map(aboutKey);
	const [desk, signals, judgments, activity] = await Promise.all([
		store.read("desk", { keys }),
		store.read("signal", { keys }),
		store.read("lab", { keys }),
		entriesOf(store, person),
	]);
	return { desk, signals, judgments, activity };
}
