import { candidateDocument, profileDocument } from "../../src/analysis/person-document.ts";
import type { Candidate, Profile } from "../../src/domain/candidate.ts";
import { importCandidates } from "../../src/ingest/import-candidate.ts";
import { importProfiles } from "../../src/ingest/import-profiles.ts";
import type { IngestDeps } from "../../src/ingest/store-resume.ts";
import { candidate, type Facts, profile } from "../identity/people.ts";
import { recognizer } from "../search/world.ts";
import { openIngestRig } from "./ingest-rig.ts";

/** A tenant and a network with the real documents, filled from facts. */
export async function openIdentityRig() {
	const rig = await openIngestRig();
	const deps: IngestDeps = {
		...rig.deps,
		candidateDocument: (one: Candidate, other: Profile | null) => candidateDocument(one, recognizer, other),
	};
	const profiles = {
		...deps,
		tenancy: rig.rig.tenancy,
		profileDocument: (one: Profile) => profileDocument(one, recognizer),
	};
	return {
		...rig,
		deps,
		addCandidate: async (id: string, facts: Facts, more: object = {}) => {
			const [outcome] = await importCandidates(rig.scope, deps, [{ ...candidate(id, facts), ...more }]);
			return outcome;
		},
		addProfile: (id: string, facts: Facts) => importProfiles(profiles, [profile(id, facts)]),
		/** The record as it lies in the store. */
		stored: async (id: string) => (await rig.scope.store.read("person", { ids: [id] }))[0]?.record ?? null,
		matchOf: async (id: string) => (await rig.candidate(id))?.match ?? null,
		latest: async () => (await rig.rig.tenancy.audit.latest(rig.tenant, 1))[0],
	};
}
