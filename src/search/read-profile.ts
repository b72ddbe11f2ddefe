import { Profile } from "../domain/candidate.ts";
import { TributaryError } from "../errors.ts";
import type { Scope } from "../tenancy/scope.ts";

/** A profile as a recruiter may see it: without addresses and numbers, which serve to match records of one person and nothing else. */
export const ShownProfile = Profile.omit({ emails: true });
export type ShownProfile = Omit<Profile, "emails">;

/**
 * A person of the shared network.
 * @throws TributaryError `not-found` also where the tenant does not search the network
 */
export function readProfile(scope: Scope, id: string): Promise<ShownProfile> {
	return scope.record("profile.read", { profileId: id }, async () => {
		const [found] = (await scope.network?.read("person", { ids: [id] })) ?? [];
		if (found == null) throw new TributaryError("not-found");
		return { value: withoutContact(Profile.parse(JSON.parse(found.record))), result: { outcome: "ok", count: 1 } };
	});
}

function withoutContact({ emails: _, resume, ...profile }: Profile): ShownProfile {
	if (resume.basics === undefined) return { ...profile, resume };
	const { email: _email, phone: _phone, emails: _emails, phones: _phones, ...basics } = resume.basics;
	return { ...profile, resume: { ...resume, basics } };
}
